//! The sentences, a file a capability; each stands once with both languages side by side.
//!
//! For: every word a person reads.
//! Must not know: where it is shown.
//! To add: a file, declared here, made of `messages!`.

pub mod audit;
pub mod community;
pub mod confirm;
pub mod desk;
pub mod feedback;
pub mod frame;
pub mod help;
pub mod home;
pub mod office;
pub mod phone;
pub mod poll;
pub mod privacy;
pub mod problems;
pub mod rating;
pub mod setup;
pub mod staff;
pub mod words;
