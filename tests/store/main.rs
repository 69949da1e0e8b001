//! What the store promises, on both engines.
//!
//! To add: a file of the word's name with a `promises! { … }` block.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test that cannot go on fails"
)]

#[path = "../kit/mod.rs"]
mod kit;

mod backup;
mod ballots;
mod codes;
mod communities;
mod demo;
mod polls;
mod units;
