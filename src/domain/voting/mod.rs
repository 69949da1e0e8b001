//! Tally rules: which works win with the votes and the money there is.
//!
//! For: one file a rule, generic over positions in a list, exact on integers.
//! Must not know: works, households, polls, or how an outcome is worded.
//! To add: a file with a function from costs, votes and budget to an outcome that says why, its
//! property tests, and its word in `poll::Method`.

pub mod greedy;
