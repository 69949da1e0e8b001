//! Dates and times in words, Asia/Shanghai.
//!
//! For: '6 月 30 日' and '30 June', '10:12', 'until 30 June' (24:00).
//! Must not know: which date it is.
//! To add: a further form as a function of `Lang` and `Moment`.

use crate::domain::calendar::{last_day, local};
use crate::domain::moment::Moment;
use crate::i18n::Lang;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|n| MONTHS.get(n)).copied().unwrap_or("")
}

/// '6 月 30 日', '30 June'; with the year where `year` says so.
pub fn day(lang: Lang, at: Moment, year: bool) -> String {
    let date = local(at).0;
    let (y, m, d) = (date.year(), date.month(), date.day());
    match (lang, year) {
        (Lang::Zh, true) => format!("{y} 年 {m} 月 {d} 日"),
        (Lang::Zh, false) => format!("{m} 月 {d} 日"),
        (Lang::En, true) => format!("{d} {} {y}", month_name(m)),
        (Lang::En, false) => format!("{d} {}", month_name(m)),
    }
}

/// '6 月 3 日 10:12', '3 June 10:12'.
pub fn minute(lang: Lang, at: Moment) -> String {
    let (_, hour, minute) = local(at);
    format!("{} {hour:02}:{minute:02}", day(lang, at, false))
}

/// The last day of something that ends at `closes` (exclusive): midnight is the day before.
pub fn until(lang: Lang, closes: Moment) -> String {
    let last = last_day(closes);
    match lang {
        Lang::Zh => format!("{} 月 {} 日", last.month(), last.day()),
        Lang::En => format!("{} {}", last.day(), month_name(last.month())),
    }
}
