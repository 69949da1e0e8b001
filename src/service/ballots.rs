//! Casting ballots.
