//! One POST door a verb: form fields → parse → service → 303, 422 or JSON. No rules.
//!
//! For: POST routes. A browser gets 303, or 422 with the page again, the problem beside the field
//! and everything typed still there; a `fetch` (Accept: application/json) gets JSON.
//! Must not know: SQL, what is allowed.
//! To add: a function of 5 to 15 lines and its line in `http::routes`.

#![expect(clippy::missing_errors_doc, reason = "handlers fail with Fail, as the service they call says")]

pub mod account;
pub mod admin;
pub mod audit;
pub mod ballots;
pub mod code;
pub mod desk;
pub mod factors;
pub mod feedback;
pub mod login;
pub mod office;
pub mod own;
pub mod own_entry;
pub mod phone;
pub mod phones;
pub mod prefs;
pub mod ratings;
pub mod repairs;
pub mod setup;
