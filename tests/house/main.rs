//! What the house promises of its own sources: who may know whom, where SQL and gates stand, and
//! that both engines hold the same tables.

#[path = "../kit/mod.rs"]
mod kit;

mod layers;
mod migrations;
mod sources;
