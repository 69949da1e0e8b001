//! What the house promises of its own sources: who may know whom, where SQL and gates stand, and
//! that both engines hold the same tables.
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

mod asvs;
mod layers;
mod log;
mod migrations;
mod permissions;
mod privacy;
mod readme;
mod sources;
