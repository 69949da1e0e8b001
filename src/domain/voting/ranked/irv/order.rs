//! Who has the least, and whether somebody has more than half, in exact fractions.
//!
//! For: [`read`] over numbers of one common denominator, whatever their size.
//! Must not know: ballots.
//! To add: nothing; a new decision about a round is a field of [`Reading`].

use core::ops::Add;

/// What a round says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// All options with the least, in the order given.
    pub lowest: Vec<usize>,
    /// The option with more than half of what counts.
    pub majority: Option<usize>,
    /// The lowest together have less than any other: whatever the order in which they go out, they
    /// all go out before the others.
    pub apart: bool,
}

/// Reads a round: `values` in the order of `options`, `all` their sum.
pub fn read<T: Ord + Clone + Add<Output = T>>(options: &[usize], values: &[T], all: &T) -> Reading {
    let Some(least) = values.iter().min() else { return Reading::default() };
    let named = || options.iter().copied().zip(values);
    let lowest: Vec<usize> = named().filter(|(_, value)| *value == least).map(|(option, _)| option).collect();
    let together = lowest.iter().skip(1).fold(least.clone(), |sum, _| sum + least.clone());
    let next = values.iter().filter(|value| *value != least).min();
    let majority = named().find(|(_, value)| (*value).clone() + (*value).clone() > *all);
    Reading { lowest, majority: majority.map(|(option, _)| option), apart: next.is_some_and(|next| together < *next) }
}
