//! What the store promises, on both engines.
//!
//! To add: a file of the word's name with a `promises! { … }` block.

#[path = "../kit/mod.rs"]
mod kit;

mod ballots;
mod communities;
mod units;
