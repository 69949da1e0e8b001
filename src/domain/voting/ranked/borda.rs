//! Points for places.
//!
//! For: [`borda`] (Borda 1781): of n options the first of a ballot gets n − 1 points, the last 0.
//! Must not know: pairs or rounds.
//! To add: another treatment of what is unranked is a variant of [`Unranked`].

use crate::domain::voting::election::{Election, Entry, Mark, Ties};
use crate::domain::voting::ranked::{first_turn, greatest, position, ranking, rankings_only, weighed, weight};
use crate::domain::voting::rule::Refusal;
use serde::{Deserialize, Serialize};

/// What equals on a ballot, and what a ballot does not rank, get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unranked {
    /// Equals get the average of their places; what is unranked shares the last places so. Then the
    /// points of an option are its pairwise votes, a level pair being half a vote.
    Average,
    /// What is unranked gets 0; equals get as many points as there are options that are not above
    /// them, less one (the best of their places).
    Zero,
}

/// The points of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Points {
    /// Position in the election.
    pub option: usize,
    /// Twice its points, so that halves are whole numbers.
    pub twice: i128,
}

/// Who won, and the points of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// How equals and unranked options were treated.
    pub unranked: Unranked,
    /// One, after the tie rule.
    pub winners: Vec<usize>,
    /// All with the most points.
    pub tied: Vec<usize>,
    /// In the order of the options.
    pub points: Vec<Points>,
}

/// Elects whoever has the most points. Steps: the marks of all ballots, whatever the number of options.
///
/// # Errors
/// [`Refusal::NoOptions`]; [`Refusal::WrongBallots`] for other than rankings; [`Refusal::TooLarge`] if
/// all weights do not fit an `i64`.
pub fn borda(election: &Election, unranked: Unranked, ties: Ties) -> Result<Outcome, Refusal> {
    rankings_only(election)?;
    weighed(election)?;
    let mut count = Count { unranked, everybody: 0, points: vec![0; election.options.len()] };
    let mut sorted = Vec::new();
    for entry in election.ballots.iter() {
        count.ballot(ranking(&entry, election.options.len(), &mut sorted), voice(&entry)?);
    }
    let twice: Vec<i128> = count.points.iter().map(|points| points + count.everybody).collect();
    let tied = greatest(&twice);
    let points = twice.into_iter().enumerate().map(|(option, twice)| Points { option, twice }).collect();
    Ok(Outcome { unranked, winners: first_turn(election, ties, &tied), tied, points })
}

fn voice(entry: &Entry) -> Result<i128, Refusal> {
    weight(entry).map(i128::from).ok_or(Refusal::TooLarge)
}

/// Twice the points: what every option has, and what each has more (or less) than that. No sum
/// overflows: weights fit an `i64`, twice the places a 64-bit number.
struct Count {
    unranked: Unranked,
    everybody: i128,
    points: Vec<i128>,
}

impl Count {
    fn ballot(&mut self, ranking: &[Mark], weight: i128) {
        let options = whole(self.points.len());
        // Places run from options − 1 down to 0; the unranked share places from `left` − 1 to 0.
        let left = options - whole(ranking.len());
        let share = match self.unranked {
            Unranked::Average => left - 1,
            Unranked::Zero => 0,
        };
        self.everybody += share * weight;
        let mut best = options - 1;
        for equals in ranking.chunk_by(|one, other| one.value == other.value) {
            let twice = match self.unranked {
                Unranked::Average => 2 * best - (whole(equals.len()) - 1),
                Unranked::Zero => 2 * best,
            };
            for option in equals.iter().map(position) {
                if let Some(points) = self.points.get_mut(option) {
                    *points += (twice - share) * weight;
                }
            }
            best -= whole(equals.len());
        }
    }
}

fn whole(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::voting::election::Kind;
    use crate::domain::voting::ranked::sample::{TENNESSEE, election};

    fn twice(text: &[(i64, &str)], unranked: Unranked) -> Vec<i128> {
        borda(&election(text), unranked, Ties::Id).unwrap().points.iter().map(|points| points.twice).collect()
    }

    #[test]
    fn nashville_has_the_most_points_in_tennessee() {
        for unranked in [Unranked::Average, Unranked::Zero] {
            assert_eq!(twice(TENNESSEE, unranked), [346, 214, 252, 388]);
            assert_eq!(borda(&election(TENNESSEE), unranked, Ties::Id).unwrap().winners, [3]);
        }
    }

    #[test]
    fn what_is_unranked_shares_the_last_places_or_gets_nothing() {
        assert_eq!(twice(&[(3, "A B"), (1, "C D")], Unranked::Average), [19, 13, 9, 7]);
        assert_eq!(twice(&[(3, "A B"), (1, "C D")], Unranked::Zero), [18, 12, 6, 4]);
        assert_eq!(twice(&[(1, "A B C"), (5, "")], Unranked::Average), [14, 12, 10]);
        assert_eq!(twice(&[(1, "A B C"), (5, "")], Unranked::Zero), [4, 2, 0]);
    }

    #[test]
    fn equals_share_their_places_or_have_the_best_of_them() {
        assert_eq!(twice(&[(1, "A B=C D")], Unranked::Average), [6, 3, 3, 0]);
        assert_eq!(twice(&[(1, "A B=C D")], Unranked::Zero), [6, 4, 4, 0]);
    }

    #[test]
    fn marks_on_options_that_do_not_exist_take_no_place() {
        let mut beyond = election(&[(1, "A B C")]);
        beyond.ballots = crate::domain::voting::election::Ballots::new();
        let marks = [(3, 1), (0, 2), (u32::MAX, 3), (1, 4)].map(|(option, value)| Mark { option, value });
        beyond.ballots.push(&marks, 1, 1);
        for unranked in [Unranked::Average, Unranked::Zero] {
            let points = borda(&beyond, unranked, Ties::Id).unwrap().points;
            assert_eq!(points.iter().map(|points| points.twice).collect::<Vec<_>>(), [4, 2, 0]);
        }
    }

    #[test]
    fn ten_thousand_options_cost_no_more_than_their_marks() {
        let mut wide = election(&[(i64::MAX, "A B")]);
        let choice = wide.options[0].clone();
        wide.options = (0..10_000)
            .map(|id| crate::domain::voting::election::Choice { id: id.to_string(), ..choice.clone() })
            .collect();
        let outcome = borda(&wide, Unranked::Average, Ties::Id).unwrap();
        assert_eq!(outcome.points[0].twice, 2 * 9_999 * i128::from(i64::MAX));
        assert_eq!(outcome.points[9_999].twice, 9_997 * i128::from(i64::MAX));
    }

    #[test]
    fn other_ballots_and_too_much_weight_are_refused() {
        let mut ticks = election(&[(1, "A")]);
        ticks.kind = Kind::Approval;
        assert_eq!(borda(&ticks, Unranked::Zero, Ties::Id), Err(Refusal::WrongBallots { kind: Kind::Approval }));
        let much = election(&[(i64::MAX, "A"), (1, "A")]);
        assert_eq!(borda(&much, Unranked::Zero, Ties::Id), Err(Refusal::TooLarge));
        ticks.options.clear();
        ticks.kind = Kind::Ordinal;
        assert_eq!(borda(&ticks, Unranked::Zero, Ties::Id), Err(Refusal::NoOptions));
    }
}
