//! What speaks for an option: votes, points, Borda points.
//!
//! For: the sums by which options are put in order, over whole ballots and by weight.
//! Must not know: money.
//! To add: a [`Measure`], the ballots that say it, and what one ballot gives.

use crate::domain::voting::election::{Election, Entry, Kind, Mark};
use crate::domain::voting::rule::Refusal;

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// 1 for each option that is ticked or, on a ranking or a sharing out of points, listed; on a
    /// scoring ballot for each that got more than 0 points.
    Votes,
    /// The points given.
    Points,
    /// n for the first of the n options on a ballot, n − 1 for the second …; or from the same number
    /// for every first place, then never below 0. Two on one rank both get the points of the better
    /// place.
    Borda,
    /// How many options stand lower on the same ballot: k − 1 for the first of k that are ranked, 0
    /// for the last.
    BordaToZero,
}

/// What speaks for one option.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// What was added up.
    pub score: i128,
    /// Weight of the voters who are for it.
    pub votes: i128,
    /// Whether it can win: it has a score above 0 or, with [`Measure::BordaToZero`], which gives
    /// nothing for a last place, somebody ranked it.
    pub wanted: bool,
}

/// What speaks for each option. `first_place`: see `Terms`.
///
/// # Errors
/// [`Refusal::WrongBallots`] if the ballots do not say it, [`Refusal::TooLarge`].
pub fn measure(election: &Election, measure: Measure, first_place: Option<i64>) -> Result<Vec<Support>, Refusal> {
    if !says(election.kind, measure) {
        return Err(Refusal::WrongBallots { kind: election.kind });
    }
    let mut supports = vec![Support::default(); election.options.len()];
    let mut ranking = Vec::new();
    for entry in election.ballots.iter() {
        let weight = i128::from(entry.voters) * i128::from(entry.weight);
        sort_ranks(&mut ranking, entry);
        for mark in entry.marks {
            let Some(support) = usize::try_from(mark.option).ok().and_then(|at| supports.get_mut(at)) else {
                continue;
            };
            let (score, is_for) = given(election.kind, measure, *mark, &ranking, first_place);
            let more = i128::from(score).checked_mul(weight).ok_or(Refusal::TooLarge)?;
            support.score = support.score.checked_add(more).ok_or(Refusal::TooLarge)?;
            if is_for {
                support.votes = support.votes.checked_add(weight).ok_or(Refusal::TooLarge)?;
            }
        }
    }
    for support in &mut supports {
        support.wanted = support.score > 0 || (measure == Measure::BordaToZero && support.votes > 0);
    }
    Ok(supports)
}

const fn says(kind: Kind, measure: Measure) -> bool {
    match measure {
        Measure::Votes => !matches!(kind, Kind::YesNo),
        Measure::Points => matches!(kind, Kind::Cumulative | Kind::Scoring),
        Measure::Borda | Measure::BordaToZero => matches!(kind, Kind::Ordinal),
    }
}

fn sort_ranks(ranking: &mut Vec<i64>, entry: Entry<'_>) {
    ranking.clear();
    ranking.extend(entry.marks.iter().map(|mark| mark.value));
    ranking.sort_unstable();
}

/// What one voter's mark gives, and whether it speaks for the option.
fn given(kind: Kind, measure: Measure, mark: Mark, ranking: &[i64], first_place: Option<i64>) -> (i64, bool) {
    let long = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match measure {
        Measure::Votes => {
            let listed = kind != Kind::Scoring || mark.value > 0;
            (i64::from(listed), listed)
        }
        Measure::Points => (mark.value, mark.value > 0),
        Measure::Borda => {
            let better = ranking.partition_point(|rank| *rank < mark.value);
            let first = first_place.unwrap_or_else(|| long(ranking.len()));
            (first.saturating_sub(long(better)).max(0), true)
        }
        Measure::BordaToZero => {
            let not_worse = ranking.partition_point(|rank| *rank <= mark.value);
            (long(ranking.len() - not_worse), true)
        }
    }
}
