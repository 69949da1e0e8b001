//! Tally rules: which works win with the votes and the money there is.
//!
//! For: one file a rule, generic over positions in a list, exact on integers or fractions. Every rule
//! takes an [`election::Election`] and gives an outcome with its proof.
//! Must not know: works, households, polls, files, or how an outcome is worded.
//! To add: a file with a function from an election to an outcome that says why, its property tests,
//! its name in `rule`, and its ten lines in docs/counting.md.

pub mod election;
pub mod greedy;
pub mod items;
#[cfg(test)]
mod properties;
pub mod ranked;
pub mod rule;
#[cfg(test)]
pub mod samples;
pub mod shares;
pub mod tally;
pub mod totals;
pub mod turns;
