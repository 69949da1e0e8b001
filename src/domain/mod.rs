//! The rules of the field, pure and small.
//!
//! For: what a word of the field means, what is allowed, how it is counted. Both builds (server
//! and browser) and the build without features use it.
//! Must not know: async, I/O, the clock, randomness, SQL, HTML, or any language's sentences.
//! To add: one file a word of the field, public items with meaning, unit, errors and source;
//! a failure that a person can see is a variant of [`problem::Problem`].

pub mod agent;
pub mod ballot;
pub mod calendar;
pub mod code;
pub mod community;
pub mod correction;
pub mod defect;
pub mod feedback;
pub mod files;
pub mod heads;
pub mod ids;
pub mod mask;
pub mod moderation;
pub mod moment;
pub mod notice;
pub mod opinion;
pub mod owner;
pub mod phase;
pub mod phone;
pub mod policy;
pub mod poll;
pub mod privacy;
pub mod problem;
pub mod project;
pub mod quantity;
pub mod rating;
pub mod region;
pub mod similar;
pub mod small_numbers;
pub mod staff;
pub mod text;
pub mod threshold;
pub mod voting;
pub mod word;
pub mod work;
