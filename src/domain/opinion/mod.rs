//! Opinion groups: who thinks alike, what all agree on, and what to ask next.
//!
//! For: finding in votes on statements what most agree on, where groups or buildings differ, and
//! saying when the numbers are too small for any of it.
//! Must not know: files, households, pages, or any language's sentences.
//! To add: a step is a file here; [`votes`] is what goes in.

pub mod votes;
