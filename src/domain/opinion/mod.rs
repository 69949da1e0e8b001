//! Opinion groups: who thinks alike, what all agree on, and what to ask next.
//!
//! For: finding in votes on statements what most agree on, where groups or buildings differ, and
//! saying when the numbers are too small for any of it. [`survey::survey`] does all of it.
//! Must not know: files, households, pages, or any language's sentences.
//! To add: a step is a file here; [`votes`] is what goes in, [`report`] what comes out.

pub mod agreement;
pub mod axes;
mod centred;
mod chance;
pub mod consensus;
pub mod counts;
pub mod enough;
pub mod exact;
pub mod groups;
pub mod kmeans;
pub mod marks;
pub mod next;
pub mod report;
mod spectrum;
pub mod summary;
pub mod survey;
pub mod table;
pub mod votes;

/// A count as a number to calculate with; exact below 2⁵³.
#[expect(
    clippy::as_conversions,
    reason = "there is no other way from a count to a float, and counts are far below 2^53"
)]
const fn real(count: usize) -> f64 {
    count as f64
}
