//! The State Council's holiday arrangements, year by year.
//!
//! For: which days are off and which weekend days are worked.
//! Must not know: anything but dates.
//! To add: a year goes into `YEARS`, its days off into `OFF`, its worked weekend days into
//! `WORKED`, copied from the notice of the State Council General Office (published each
//! November), whose number and date go into the list below.
//!
//! - 2025: 国办发明电〔2024〕12号, 12 November 2024.
//! - 2026: notice of 4 November 2025, by Xinhua of that day.

use super::LocalDate;

/// Years whose arrangement stands here.
pub(super) const YEARS: [i32; 2] = [2025, 2026];

/// Days off: year, month, first day, number of days.
const OFF: [(i32, u8, u8, i64); 13] = [
    (2025, 1, 1, 1),
    (2025, 1, 28, 8),
    (2025, 4, 4, 3),
    (2025, 5, 1, 5),
    (2025, 5, 31, 3),
    (2025, 10, 1, 8),
    (2026, 1, 1, 3),
    (2026, 2, 15, 9),
    (2026, 4, 4, 3),
    (2026, 5, 1, 5),
    (2026, 6, 19, 3),
    (2026, 9, 25, 3),
    (2026, 10, 1, 7),
];

/// Saturdays and Sundays that are worked instead: year, month, day.
const WORKED: [(i32, u8, u8); 11] = [
    (2025, 1, 26),
    (2025, 2, 8),
    (2025, 4, 27),
    (2025, 9, 28),
    (2025, 10, 11),
    (2026, 1, 4),
    (2026, 2, 14),
    (2026, 2, 28),
    (2026, 5, 9),
    (2026, 9, 20),
    (2026, 10, 10),
];

/// What an arrangement says about the day: worked or off; `None` if it does not name it.
pub(super) fn arranged(date: LocalDate) -> Option<bool> {
    let today = (date.year(), date.month(), date.day());
    if WORKED.contains(&today) {
        return Some(true);
    }
    OFF.iter().any(|row| is_within(date, *row)).then_some(false)
}

fn is_within(date: LocalDate, (year, month, first, days): (i32, u8, u8, i64)) -> bool {
    LocalDate::new(year, month, first).is_some_and(|first| (0..days).contains(&date.days_since(first)))
}

/// Statutory holidays on the same date every year.
pub(super) fn is_fixed(date: LocalDate) -> bool {
    matches!((date.month(), date.day()), (1, 1) | (5, 1 | 2) | (10, 1..=3))
}
