//! The sentences, a file a capability; each stands once with both languages side by side.
//!
//! For: every word a person reads.
//! Must not know: where it is shown.
//! To add: a file, declared here, made of `messages!`.

pub mod account;
pub mod audit;
pub mod columns;
pub mod community;
pub mod confirm;
pub mod counting;
pub mod desk;
pub mod factors;
pub mod feedback;
pub mod files;
pub mod frame;
pub mod help;
pub mod home;
pub mod households;
pub mod judged;
pub mod messages;
pub mod office;
pub mod opinion;
pub mod own;
pub mod permissions;
pub mod phone;
pub mod poll;
pub mod privacy;
pub mod problems;
pub mod proof;
pub mod prove;
pub mod rating;
pub mod repairs;
pub mod setup;
pub mod staff;
pub mod tally;
pub mod words;
