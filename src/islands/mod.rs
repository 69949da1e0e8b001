//! The few interactive parts.
//!
//! For: what the browser runs: an island wraps a plain form or list that works without it.
//! Must not know: services, the store, sentences (ready texts come in as properties).
//! To add: a file with one island of under 60 lines, declared here.

pub mod money_bar;
