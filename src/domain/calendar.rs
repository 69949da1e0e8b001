//! Days and working days in China.
//!
//! For: moments as local dates and back, 'until 30 June' as 24:00, working days and terms.
//! Must not know: the clock (it is an argument) or how a date is worded.
//! To add: the arrangement of a new year is rows in `holidays`.
//!
//! Local time is UTC+8 without summer time, as in all of China since 1992. Dates are held within
//! the years −9999 to 9999; a moment beyond them counts as the nearest day within.

use serde::{Deserialize, Serialize};
use time::{Date, Month, Weekday};

use crate::domain::moment::{DAY, HOUR, MINUTE, Moment};
use crate::domain::problem::Problem;

#[path = "holidays.rs"]
mod holidays;

const OFFSET: i64 = 8 * HOUR;
/// Julian day of 1970-01-01.
const EPOCH: i64 = 2_440_588;
/// More working days than any term has; keeps a wrong number from running on for ever.
const MOST_DAYS: u32 = 3_660;

/// A day of the calendar; always one that exists. Stored and shown as `2026-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalDate(Date);

impl LocalDate {
    /// The day, if it exists (no 30 February).
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }
    /// The year.
    pub const fn year(self) -> i32 {
        self.0.year()
    }
    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        u8::from(self.0.month())
    }
    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.0.day()
    }
    /// Day of the week, 1 = Monday to 7 = Sunday.
    pub const fn weekday(self) -> u8 {
        self.0.weekday().number_from_monday()
    }
    /// The day `days` later (earlier if negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        on_day(self.count().saturating_add(days))
    }
    /// The same day of the month `months` later, or the last of that month if it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let index = i64::from(self.year()) * 12 + i64::from(self.month()) - 1 + i64::from(months);
        let fit = || {
            let year = i32::try_from(index.div_euclid(12)).ok()?;
            let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
            (28..=self.day()).rev().chain([self.day()]).find_map(|day| Self::new(year, month, day))
        };
        fit().unwrap_or(if months < 0 { Self(Date::MIN) } else { Self(Date::MAX) })
    }
    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.count() - earlier.count()
    }
    /// Days since 1970-01-01.
    fn count(self) -> i64 {
        i64::from(self.0.to_julian_day()) - EPOCH
    }
}

impl core::fmt::Display for LocalDate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl From<LocalDate> for String {
    fn from(date: LocalDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for LocalDate {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse_date(&text).map_err(|_| "no date like 2026-06-30")
    }
}

fn on_day(count: i64) -> LocalDate {
    let within = |day: i64| i32::try_from(day).ok().and_then(|day| Date::from_julian_day(day).ok());
    let nearest = if count < 0 { Date::MIN } else { Date::MAX };
    LocalDate(count.checked_add(EPOCH).and_then(within).unwrap_or(nearest))
}

/// Local date, hour and minute of a moment.
pub fn local(moment: Moment) -> (LocalDate, u8, u8) {
    let millis = moment.0.saturating_add(OFFSET);
    let minutes = millis.rem_euclid(DAY) / MINUTE;
    let part = |n: i64| u8::try_from(n).unwrap_or(0);
    (on_day(millis.div_euclid(DAY)), part(minutes / 60), part(minutes % 60))
}

/// The moment of a local time; 24:00 is 0:00 of the next day. `None` for 24:01, 12:60 and so on.
pub fn moment_of(date: LocalDate, hour: u8, minute: u8) -> Option<Moment> {
    let exists = (hour < 24 && minute < 60) || (hour, minute) == (24, 0);
    let within = i64::from(hour) * HOUR + i64::from(minute) * MINUTE;
    exists.then(|| start_of_day(date).plus(within))
}

/// 0:00 of the day.
pub fn start_of_day(date: LocalDate) -> Moment {
    Moment(date.count() * DAY - OFFSET)
}

/// 24:00 of the day, which is 0:00 of the next: 'until 30 June' closes here, exclusively.
pub fn end_of_day(date: LocalDate) -> Moment {
    start_of_day(date).plus(DAY)
}

/// The date to say for an exclusive end: for 1 July 0:00 it is 30 June.
pub fn last_day(closes: Moment) -> LocalDate {
    local(closes.plus(-1)).0
}

/// Reads `2026-06-30`.
///
/// # Errors
/// [`Problem::Missing`] if empty, [`Problem::DateWrong`] for anything else.
pub fn parse_date(text: &str) -> Result<LocalDate, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    let mut parts = text.split('-');
    let mut next = |width: usize| parts.next().and_then(|part| digits(part, width));
    let date = (|| LocalDate::new(next(4)?, next(2)?.try_into().ok()?, next(2)?.try_into().ok()?))();
    date.filter(|_| parts.next().is_none()).ok_or(Problem::DateWrong)
}

/// Reads what `<input type=datetime-local>` sends: `2026-06-30T18:00`, also with seconds (which
/// are dropped), with a space for the `T`, and with `24:00`.
///
/// # Errors
/// [`Problem::Missing`] if empty, [`Problem::DateWrong`] for anything else.
pub fn parse_datetime_local(text: &str) -> Result<Moment, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    let (date, clock) = text.split_once(['T', ' ']).ok_or(Problem::DateWrong)?;
    let (hour, minute) = parse_clock(clock).ok_or(Problem::DateWrong)?;
    moment_of(parse_date(date)?, hour, minute).ok_or(Problem::DateWrong)
}

fn parse_clock(text: &str) -> Option<(u8, u8)> {
    let parts: Vec<i32> = text.split(':').map(|part| digits(part, 2)).collect::<Option<_>>()?;
    match parts.as_slice() {
        [h, m] => Some((u8::try_from(*h).ok()?, u8::try_from(*m).ok()?)),
        [h, m, s] if *s < 60 => Some((u8::try_from(*h).ok()?, u8::try_from(*m).ok()?)),
        _ => None,
    }
}

fn digits(text: &str, width: usize) -> Option<i32> {
    let fits = text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// What a form's `datetime-local` field shows: `2026-06-30T18:00`.
pub fn datetime_local(moment: Moment) -> String {
    let (date, hour, minute) = local(moment);
    format!("{date}T{hour:02}:{minute:02}")
}

/// Whether offices work on this day.
///
/// For the years of [`is_arranged`] by the State Council's arrangement, with its working
/// weekends. For other years assumed: Saturdays, Sundays, and of the statutory holidays
/// (Regulation on public holidays as amended for 2025, State Council Decree 795) those with a
/// fixed date: 1 January, 1 and 2 May, 1 to 3 October.
pub fn is_working_day(date: LocalDate) -> bool {
    let weekend = matches!(date.0.weekday(), Weekday::Saturday | Weekday::Sunday);
    match holidays::arranged(date) {
        Some(works) => works,
        None if is_arranged(date.year()) => !weekend,
        None => !weekend && !holidays::is_fixed(date),
    }
}

/// Whether the arrangement of this year is known; if not, [`is_working_day`] assumes.
pub fn is_arranged(year: i32) -> bool {
    holidays::YEARS.contains(&year)
}

/// The end (24:00) of the `n`-th working day after the day of `from`; for 0 the end of that day
/// itself. Counts at most ten years of days.
pub fn add_working_days(from: Moment, n: u32) -> Moment {
    let mut date = local(from).0;
    for _ in 0..n.min(MOST_DAYS) {
        date = next_working_day(date);
    }
    end_of_day(date)
}

fn next_working_day(date: LocalDate) -> LocalDate {
    // No arrangement has more than nine days off in a row.
    (1..=14).map(|days| date.plus_days(days)).find(|day| is_working_day(*day)).unwrap_or(date)
}

/// Days that are left until an exclusive end: 0 on its last day, negative after it.
pub fn days_left(now: Moment, until: Moment) -> i64 {
    last_day(until).days_since(local(now).0)
}

/// A length of time by which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Term {
    /// Hours by the clock, day and night.
    Hours(u32),
    /// Working days; due at the end of the last one.
    WorkingDays(u32),
}

impl Term {
    /// When something that began at `from` is due.
    pub fn due(self, from: Moment) -> Moment {
        match self {
            Self::Hours(n) => from.plus(i64::from(n) * HOUR),
            Self::WorkingDays(n) => add_working_days(from, n),
        }
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
