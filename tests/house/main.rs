//! What the house promises of its own sources: who may know whom, where SQL and gates stand, and
//! that both engines hold the same tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test that cannot go on fails"
)]

#[path = "../kit/mod.rs"]
mod kit;

mod layers;
mod migrations;
mod sources;
