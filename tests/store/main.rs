//! What the store promises, on both engines.
//!
//! To add: a file of the word's name with a `promises! { … }` block.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::items_after_statements,
    clippy::assigning_clones,
    clippy::needless_pass_by_value,
    clippy::expect_fun_call,
    reason = "a test that cannot go on fails"
)]

#[path = "../kit/mod.rs"]
mod kit;

mod audit;
mod backup;
mod ballots;
mod codes;
mod communities;
mod decisions;
mod defects;
mod demo;
mod duties;
mod feedback;
mod figures;
mod files;
mod heads;
mod papers;
mod polls;
mod projects;
mod ratings;
mod record;
mod replies;
mod roll;
mod sessions;
mod turns;
mod units;
mod uploads;
mod wire;
mod works;
