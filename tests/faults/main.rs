//! What must hold when the process dies without warning. `LINLI_ROUNDS` says how often it is
//! killed (5 by default, enough for every change; `LINLI_ROUNDS=200` for a release).

#[path = "../kit/mod.rs"]
mod kit;

mod kill;
