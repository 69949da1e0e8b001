//! What must hold when the process dies without warning. `LINLI_ROUNDS` says how often it is
//! killed (5 by default, enough for every change; `LINLI_ROUNDS=200` for a release).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::items_after_statements,
    clippy::assigning_clones,
    clippy::needless_pass_by_value,
    clippy::zombie_processes,
    clippy::expect_fun_call,
    reason = "a test that cannot go on fails"
)]

#[path = "../kit/mod.rs"]
mod kit;

mod kill;
