//! Instant runoff, with its rounds.
//!
//! For: [`irv`] (Ware 1871; also 'ranked choice', 'alternative vote'): as long as nobody has more than
//! half of the weight that still counts, the option with the least goes out, and its ballots go on to
//! the next option they rank.
//! Must not know: pairs or points.
//! To add: how one ballot moves on is in `standing`, other ways to break ties are in `universes`.
//!
//! A ballot that ranks several options level counts for those of them that are left in equal shares
//! ('split' in Delemazure & Peters 2024): one voter, one vote.

mod order;
mod sheets;
mod standing;
mod universes;

use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::ranked::{rankings_only, weighed};
use crate::domain::voting::rule::Refusal;
use serde::Serialize;
use sheets::Sheets;
use standing::Standing;

/// The most options: a round for each looks at all that are left (10⁸ steps at 10,000).
pub const MOST: usize = 10_000;

/// The most steps that sharing among level options may take (tens of seconds): for each ballot, and
/// each group of options that it ranks level, the square of their number.
pub const MOST_SHARED_STEPS: usize = 1_000_000_000;

/// The most numbers kept in the tables of all rounds; beyond it the first rounds lose theirs.
pub const MOST_NUMBERS: usize = 1_000_000;

/// The whole votes of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Votes {
    /// Position in the election.
    pub option: usize,
    /// Weight of the ballots that count for it alone.
    pub votes: i64,
}

/// Votes that an option shares with others that the same ballots rank level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shared {
    /// Position in the election.
    pub option: usize,
    /// Among how many options each ballot is shared: the option gets `votes / among`.
    pub among: u32,
    /// Weight of these ballots.
    pub votes: i64,
}

/// One count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Round {
    /// Of each option that is left, in the order of the options. An option's count is this and its
    /// shares in `shared`.
    pub counts: Vec<Votes>,
    /// In the order of the options; empty where no ballot ranks options level.
    pub shared: Vec<Shared>,
    /// Weight of the ballots that rank none of the options that are left.
    pub exhausted: i64,
    /// Who goes out; none in the last round.
    pub eliminated: Option<usize>,
    /// How many had the least where somebody goes out; 1 if no tie had to be broken, 0 in the last round.
    pub chosen_among: usize,
    /// All that had the least, if they are several: the tie rule chose among them who goes out.
    pub equally_low: Vec<usize>,
    /// The tables of this round (counts, shared, equally low) are left out ([`MOST_NUMBERS`]).
    pub left_out: bool,
}

/// Who won, and every round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// One, after the tie rule.
    pub winners: Vec<usize>,
    /// All that win in some way of choosing who of the equally low goes out.
    pub tied: Vec<usize>,
    /// Whether all ways of choosing were looked at. If not, `tied` has the winner and those found.
    pub all_looked_at: bool,
    /// From first to last.
    pub rounds: Vec<Round>,
}

/// Elects by rounds. Of several with the least, one goes out: the one with the first turn by `ties`
/// (as the references do); by cost, the dearest goes out first.
///
/// # Errors
/// [`Refusal::NoOptions`]; [`Refusal::WrongBallots`] for other than rankings; [`Refusal::TooManyOptions`]
/// above [`MOST`], or above the number for which [`MOST_SHARED_STEPS`] are enough with so many ballots;
/// [`Refusal::TooLarge`] if all weights do not fit an `i64`.
pub fn irv(election: &Election, ties: Ties) -> Result<Outcome, Refusal> {
    rankings_only(election)?;
    weighed(election)?;
    let options = election.options.len();
    if options > MOST {
        return Err(Refusal::TooManyOptions { options, most: MOST });
    }
    let sheets = Sheets::of(election)?;
    check_sharing(&sheets, options)?;
    let (rounds, winner) = count(&sheets, options, &turns_out(election, ties));
    let tie = rounds.iter().any(|round| round.chosen_among > 1);
    let (tied, all_looked_at) =
        if tie { with(universes::winners(&sheets, options), winner) } else { (vec![winner], true) };
    Ok(Outcome { winners: vec![winner], tied, all_looked_at, rounds })
}

fn check_sharing(sheets: &Sheets, options: usize) -> Result<(), Refusal> {
    if sheets.shared_steps() > MOST_SHARED_STEPS {
        let most = (MOST_SHARED_STEPS / sheets.count().max(1)).isqrt();
        return Err(Refusal::TooManyOptions { options, most });
    }
    Ok(())
}

/// The winner is among those found, also where not all were looked at.
fn with((mut found, all): (Vec<usize>, bool), winner: usize) -> (Vec<usize>, bool) {
    if let Err(at) = found.binary_search(&winner) {
        found.insert(at, winner);
    }
    (found, all)
}

/// For each option its place among equals that go out; 0 goes first.
fn turns_out(election: &Election, ties: Ties) -> Vec<usize> {
    if ties != Ties::Cost {
        return election.places(ties);
    }
    let mut order: Vec<usize> = (0..election.options.len()).collect();
    let cost = |at: usize| core::cmp::Reverse(election.cost(at));
    order.sort_by(|one, other| cost(*one).cmp(&cost(*other)).then_with(|| election.earlier(Ties::Id, *one, *other)));
    let mut turns = vec![0; order.len()];
    for (turn, option) in order.into_iter().enumerate() {
        if let Some(slot) = turns.get_mut(option) {
            *slot = turn;
        }
    }
    turns
}

fn count(sheets: &Sheets, options: usize, turns: &[usize]) -> (Vec<Round>, usize) {
    let mut standing = Standing::new(sheets, vec![true; options]);
    let mut record = Record::up_to(MOST_NUMBERS);
    loop {
        let reading = standing.reading();
        let first_turn = reading.lowest.iter().copied().min_by_key(|option| turns.get(*option));
        let out = if reading.majority.is_none() && standing.left() > 1 { first_turn } else { None };
        record.push(round(&standing, out, reading.lowest));
        match out {
            Some(option) => standing.eliminate(option),
            // With nobody to go out there is a majority, or the only one left has the least.
            None => return (record.rounds, reading.majority.or(first_turn).unwrap_or(0)),
        }
    }
}

fn round(standing: &Standing, eliminated: Option<usize>, lowest: Vec<usize>) -> Round {
    let chosen_among = eliminated.map_or(0, |_| lowest.len());
    Round {
        counts: standing.counts(),
        shared: standing.shared(),
        exhausted: standing.exhausted(),
        eliminated,
        chosen_among,
        equally_low: if chosen_among > 1 { lowest } else { Vec::new() },
        left_out: false,
    }
}

/// The rounds so far, with as many numbers as may be kept.
struct Record {
    rounds: Vec<Round>,
    most: usize,
    /// The first round that still has its tables.
    kept: usize,
    numbers: usize,
}

impl Record {
    const fn up_to(most: usize) -> Self {
        Self { rounds: Vec::new(), most, kept: 0, numbers: 0 }
    }

    fn push(&mut self, round: Round) {
        self.numbers += numbers(&round);
        self.rounds.push(round);
        while self.numbers > self.most && self.kept + 1 < self.rounds.len() {
            if let Some(first) = self.rounds.get_mut(self.kept) {
                self.numbers -= numbers(first);
                first.counts = Vec::new();
                first.shared = Vec::new();
                first.equally_low = Vec::new();
                first.left_out = true;
            }
            self.kept += 1;
        }
    }
}

fn numbers(round: &Round) -> usize {
    round.counts.len() + round.shared.len() + round.equally_low.len()
}

#[cfg(test)]
mod tests;
