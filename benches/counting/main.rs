//! The measurements of the counting room.
//!
//! For: `scripts/bench-counting.sh`: `budgets` (P5: Equal Shares against pabutools), `opinion` (P6: groups against
//! red-dwarf and scikit-learn), `growth` (time and
//! memory over ballots and options). Without a word: all of them.
//! Must not know: the server.
//! To add: a measurement is a module here and a word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::format_push_string,
    clippy::format_collect,
    missing_docs
)]

mod budgets;
mod growth;
mod opinion;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if words.first().is_some_and(|word| word == "growth-line") {
        return growth::line(&words);
    }
    let asked = |word: &str| words.is_empty() || words.iter().any(|own| own == word);
    if asked("budgets") {
        budgets::measure();
    }
    if asked("opinion") {
        opinion::measure();
    }
    if asked("growth") {
        growth::measure();
    }
}
