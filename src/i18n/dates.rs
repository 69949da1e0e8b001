//! Dates and times in words, Asia/Shanghai.
//!
//! For: '6 月 30 日' and '30 June', '10:12', 'until 30 June' (24:00). A date of another year than
//! the one in which it is told carries its year.
//! Must not know: which date it is; [`told_at`] says it for everything that one request tells.
//! To add: a further form as a function of `Lang` and `Moment`.

use crate::domain::calendar::{LocalDate, last_day, local};
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

tokio::task_local! {
    static THIS_YEAR: i32;
}

/// Runs what tells something at `now`: dates of other years get their year.
pub async fn told_at<T>(now: Moment, telling: impl Future<Output = T>) -> T {
    THIS_YEAR.scope(local(now).0.year(), telling).await
}

/// Where nothing says in which year it is told (a command's output), a date goes without.
fn is_of_another_year(date: LocalDate) -> bool {
    THIS_YEAR.try_with(|year| *year != date.year()).unwrap_or(false)
}

/// A day of the calendar in the same words.
pub fn date(lang: Lang, date: LocalDate, year: bool) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    match (lang, year || is_of_another_year(date)) {
        (Lang::Zh, true) => format!("{y} 年 {m} 月 {d} 日"),
        (Lang::Zh, false) => format!("{m} 月 {d} 日"),
        (Lang::En, true) => format!("{d} {} {y}", month_name(m)),
        (Lang::En, false) => format!("{d} {}", month_name(m)),
    }
}

/// '6 月 30 日', '30 June'; with the year where `year` says so.
pub fn day(lang: Lang, at: Moment, year: bool) -> String {
    date(lang, local(at).0, year)
}

/// '6 月 3 日 10:12', '3 June 10:12'.
pub fn minute(lang: Lang, at: Moment) -> String {
    let (_, hour, minute) = local(at);
    format!("{} {hour:02}:{minute:02}", day(lang, at, false))
}

/// When something begins: the day alone where it begins with the day, since nobody says 0:00.
pub fn from(lang: Lang, opens: Moment) -> String {
    match local(opens) {
        (_, 0, 0) => day(lang, opens, false),
        _ => minute(lang, opens),
    }
}

/// The last day of something that ends at `closes` (exclusive): midnight is the day before.
pub fn until(lang: Lang, closes: Moment) -> String {
    date(lang, last_day(closes), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::moment_of;

    fn at(year: i32, month: u8, day: u8, hour: u8, minute: u8) -> Moment {
        moment_of(LocalDate::new(year, month, day).unwrap(), hour, minute).unwrap()
    }

    #[test]
    fn a_date_of_another_year_carries_its_year() {
        THIS_YEAR.sync_scope(2027, || {
            assert_eq!(minute(Lang::Zh, at(2026, 12, 31, 9, 5)), "2026 年 12 月 31 日 09:05");
            assert_eq!(until(Lang::En, at(2027, 1, 1, 0, 0)), "31 December 2026");
            assert_eq!(until(Lang::Zh, at(2027, 7, 1, 0, 0)), "6 月 30 日");
            assert_eq!(day(Lang::En, at(2028, 2, 1, 8, 0), false), "1 February 2028");
        });
        assert_eq!(until(Lang::En, at(2027, 1, 1, 0, 0)), "31 December");
    }

    #[test]
    fn what_begins_with_a_day_is_said_by_its_day() {
        assert_eq!(from(Lang::Zh, at(2026, 6, 30, 0, 0)), "6 月 30 日");
        assert_eq!(from(Lang::En, at(2026, 6, 30, 8, 30)), "30 June 08:30");
    }
}
