//! The few interactive parts. Each wraps plain HTML that works without it.
//!
//! For: what is faster or nicer with a script: smaller photos before they are sent, who said the
//! same while one types, what the chosen works cost.
//! Must not know: anything but `domain` and its own server reads ([`ask`]); words come in as
//! ready strings.
//! To add: an `#[island]` of under 60 lines in a file of its own. Its code compiles in both
//! builds and runs in the browser only; see `make wasm` for what it weighs.

pub mod ask;
pub mod money_bar;
mod photo_shrink;
mod similar;

pub use photo_shrink::PhotoShrink;
pub use similar::SimilarFeedback;
