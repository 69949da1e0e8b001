//! One winner from what people rank: by pairs, by points, by rounds.
//!
//! For: Schulze, Copeland, minimax (over one table of [`pairwise`] comparisons), Borda and instant
//! runoff. Every outcome has `winners` (one, after the tie rule), `tied` (all that win before it)
//! and the numbers that decided.
//! Must not know: money, homes, files, or how an outcome is worded.
//! To add: a file with a function from an election to an outcome that begins with [`weighed`], its
//! examples from the literature, its properties in `properties`, its ten lines in docs/counting.md.

pub mod borda;
pub mod copeland;
pub mod irv;
pub mod minimax;
pub mod pairwise;
pub mod schulze;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod sample;

use crate::domain::voting::election::{Election, Entry, Kind, Mark, Ties};
use crate::domain::voting::rule::Refusal;

/// What all voters weigh together (voters × weight), once there is something to choose from.
///
/// # Errors
/// [`Refusal::NoOptions`]; [`Refusal::TooLarge`] if the sum does not fit an `i64`.
pub fn weighed(election: &Election) -> Result<i64, Refusal> {
    if election.options.is_empty() {
        return Err(Refusal::NoOptions);
    }
    let mut entries = election.ballots.iter();
    entries.try_fold(0_i64, |sum, entry| sum.checked_add(weight(&entry)?)).ok_or(Refusal::TooLarge)
}

/// What the voters of an entry weigh together.
fn weight(entry: &Entry) -> Option<i64> {
    entry.voters.checked_mul(entry.weight)
}

/// Refuses ballots that are no rankings.
fn rankings_only(election: &Election) -> Result<(), Refusal> {
    match election.kind {
        Kind::Ordinal => Ok(()),
        kind => Err(Refusal::WrongBallots { kind }),
    }
}

/// The marks of a ranking from first to last; marks on options that do not exist are left out.
/// Equal values are one rank.
fn ranking<'a>(entry: &Entry, options: usize, sorted: &'a mut Vec<Mark>) -> &'a [Mark] {
    sorted.clear();
    sorted.extend(entry.marks.iter().filter(|mark| position(mark) < options));
    sorted.sort_by_key(|mark| (mark.value, mark.option));
    sorted
}

/// Where the option of a mark stands in the election.
fn position(mark: &Mark) -> usize {
    usize::try_from(mark.option).unwrap_or(usize::MAX)
}

/// Of equals the one with the first turn; none of none.
fn first_turn(election: &Election, ties: Ties, tied: &[usize]) -> Vec<usize> {
    tied.iter().copied().min_by(|one, other| election.earlier(ties, *one, *other)).into_iter().collect()
}

/// The options (by position) whose value is the greatest.
fn greatest<T: Ord>(values: &[T]) -> Vec<usize> {
    let most = values.iter().max();
    values.iter().enumerate().filter(|(_, value)| Some(*value) == most).map(|(option, _)| option).collect()
}
