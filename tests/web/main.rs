//! What the site promises over HTTP, as a browser without JavaScript sees it, on both engines.
//!
//! To add: a file of the word's name with a `promises! { … }` block whose argument is a
//! `&Site`: fill it with `kit::sample`, ask with [`Site::browser`], look with [`Page`].
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

mod audit;
mod closing;
mod columns;
mod community;
mod corpus;
mod corrections;
mod desk;
mod devices;
mod door;
mod factors;
mod failures;
mod feedback;
mod frame;
mod headers;
mod households;
#[path = "../kit/mod.rs"]
mod kit;
mod leader;
mod matrix;
mod merging;
mod messages;
mod needs;
mod nowhere;
mod office;
mod origin;
mod own;
mod own_file;
mod paper;
mod passwords;
mod phone;
mod polls;
mod proof;
mod rate;
mod refusals;
mod repairs;
mod rolls;
mod sessions;
mod setup;
mod sheets;
mod site;
mod staff;
mod switching;
mod together;
mod uploads;
mod vote;
mod waiting;
mod walls;
mod words;
mod work;
