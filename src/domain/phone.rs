//! Mobile numbers of the mainland.
//!
//! For: [`parse`] what people type, [`Number::covered`] what a page may show.
//! Must not know: how a number is kept.
//! To add: a further way to write a number is a line of the test.

use crate::domain::moment::{DAY, HOUR, MINUTE};
use crate::domain::problem::Problem;
use crate::domain::text::half_width;

/// How long six figures count.
pub const FIGURES_HOLD: i64 = 10 * MINUTE;
/// Wrong tries that a message outlives.
pub const MOST_WRONG: i64 = 3;
/// Wrong tries for one number in a day. Each meets one of 10^6 figures, so for one number
/// 10 × 365 / 10^6 = 0.0037 hits are expected in a year in which every try is used.
pub const WRONG_PER_DAY: i64 = 10;
/// Messages to one number in an hour.
pub const PER_NUMBER: i64 = 3;
/// Messages for one network in a day.
pub const PER_NETWORK: i64 = 10;
/// Messages of the installation in an hour.
pub const PER_INSTANCE: i64 = 500;
/// How long a phone stays known in a browser.
pub const SESSION: i64 = 90 * DAY;
/// How long a message's row is kept; its words go when it was sent.
pub const MESSAGES_KEPT: i64 = 30 * DAY;
/// How long a number is kept that no browser and no followed feedback needs.
pub const UNUSED_KEPT: i64 = 365 * DAY;
/// How long a withdrawn consent is kept, to show that it was given.
pub const CONSENT_KEPT: i64 = 3 * 365 * DAY;
/// Windows of the bounds.
pub const WINDOW: i64 = HOUR;
/// The version of the words that a person agrees to; raised whenever they change.
pub const CONSENT_VERSION: &str = "2026-11-23";

/// A number of eleven figures.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(String);

impl core::fmt::Debug for Number {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.covered())
    }
}

impl Number {
    /// Its eleven figures.
    pub fn plain(&self) -> &str {
        &self.0
    }
    /// With the middle covered: `138****5678`.
    pub fn covered(&self) -> String {
        let part = |range| self.0.get(range).unwrap_or_default();
        format!("{}****{}", part(0..3), part(7..11))
    }
}

/// Reads what somebody typed: spaces and hyphens, full-width figures and +86 are allowed.
///
/// # Errors
/// [`Problem::Missing`], [`Problem::PhoneWrong`].
pub fn parse(raw: &str) -> Result<Number, Problem> {
    let folded: String = raw.chars().map(half_width).filter(|c| !c.is_whitespace() && *c != '-').collect();
    if folded.is_empty() {
        return Err(Problem::Missing);
    }
    let bare = folded.strip_prefix("+86").or_else(|| folded.strip_prefix("0086")).unwrap_or(&folded);
    let bare = if bare.len() == 13 { bare.strip_prefix("86").unwrap_or(bare) } else { bare };
    let second = bare.as_bytes().get(1).copied().unwrap_or_default();
    let fits = bare.len() == 11 && bare.starts_with('1') && bare.bytes().all(|b| b.is_ascii_digit());
    if fits && (b'3'..=b'9').contains(&second) { Ok(Number(bare.to_owned())) } else { Err(Problem::PhoneWrong) }
}

/// The six figures of a typed text; none if it has others.
pub fn figures(raw: &str) -> Option<String> {
    let folded: String = raw.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    (folded.len() == 6 && folded.bytes().all(|b| b.is_ascii_digit())).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_people_write_it() {
        for text in [
            "13812345678",
            " 138 1234 5678",
            "138-1234-5678",
            "+86 13812345678",
            "008613812345678",
            "8613812345678",
            "１３８１２３４５６７８",
            "＋86 13812345678",
        ] {
            assert_eq!(parse(text).map(|n| n.plain().to_owned()), Ok("13812345678".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_gets_no_message_is_refused() {
        for text in
            ["12812345678", "1381234567", "138123456789", "0791-88886666", "+85298765432", "1381234567a", "一三八"]
        {
            assert_eq!(parse(text), Err(Problem::PhoneWrong), "{text}");
        }
        assert_eq!(parse(" 　"), Err(Problem::Missing));
    }

    #[test]
    fn a_page_and_a_log_show_it_covered() {
        let number = parse("13812345678").unwrap();
        assert_eq!((number.covered().as_str(), format!("{number:?}").as_str()), ("138****5678", "138****5678"));
    }

    #[test]
    fn a_year_of_guessing_hits_a_number_less_than_once_in_a_hundred_years() {
        let tries_a_year = WRONG_PER_DAY * 365;
        assert!(tries_a_year * 100 < 1_000_000, "{tries_a_year}");
    }

    #[test]
    fn figures_are_six() {
        assert_eq!(figures("１２３ 456"), Some("123456".to_owned()));
        assert_eq!((figures("12345"), figures("12345a")), (None, None));
    }
}
