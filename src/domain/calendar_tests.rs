use super::*;
use proptest::prelude::*;

fn date(text: &str) -> LocalDate {
    parse_date(text).unwrap()
}

fn at(text: &str) -> Moment {
    parse_datetime_local(text).unwrap()
}

#[test]
fn a_moment_is_told_in_local_time() {
    assert_eq!(local(Moment(0)), (date("1970-01-01"), 8, 0));
    assert_eq!(local(Moment(-8 * HOUR - 1)), (date("1969-12-31"), 23, 59));
    assert_eq!(datetime_local(at("2026-06-30T18:05:59")), "2026-06-30T18:05");
    assert_eq!(at("2026-06-30 18:00"), Moment(1_782_813_600_000));
}

#[test]
fn until_30_june_means_24_00() {
    let closes = end_of_day(date("2026-06-30"));
    assert_eq!(closes, at("2026-07-01T00:00"));
    assert_eq!(closes, at("2026-06-30T24:00"));
    assert_eq!(last_day(closes), date("2026-06-30"));
    assert_eq!(last_day(closes.plus(1)), date("2026-07-01"));
    assert_eq!(moment_of(date("2026-06-30"), 24, 0), Some(closes));
    assert_eq!(moment_of(date("2026-06-30"), 24, 1), None);
    assert_eq!(moment_of(date("2026-06-30"), 12, 60), None);
}

#[test]
fn what_is_no_date_is_refused() {
    for bad in ["2026-02-29", "2026-13-01", "26-01-01", "2026/01/01", "2026-1-1", "x", "2026-01-01-1", "+026-01-01"] {
        assert_eq!(parse_date(bad), Err(Problem::DateWrong), "{bad}");
    }
    for bad in ["2026-01-01", "2026-01-01T25:00", "2026-01-01T1:00", "2026-01-01T10:00:61", "2026-01-01T10"] {
        assert_eq!(parse_datetime_local(bad), Err(Problem::DateWrong), "{bad}");
    }
    assert_eq!(parse_date(" "), Err(Problem::Missing));
    assert_eq!(parse_datetime_local(""), Err(Problem::Missing));
    assert_eq!(parse_date("2028-02-29").map(|d| d.to_string()), Ok("2028-02-29".to_owned()));
}

#[test]
fn the_arrangements_name_their_days_off_and_their_working_weekends() {
    let off = |text: &str| !is_working_day(date(text));
    for day in ["2025-01-28", "2025-02-04", "2025-10-08", "2026-02-15", "2026-02-23", "2026-10-07", "2026-01-03"] {
        assert!(off(day), "{day}");
    }
    for day in ["2025-01-27", "2025-01-26", "2025-02-05", "2026-02-14", "2026-02-24", "2026-10-08", "2026-01-04"] {
        assert!(!off(day), "{day}");
    }
    for (year, month, day) in [(2025, 6, 28), (2026, 6, 27)] {
        assert!(!is_working_day(LocalDate::new(year, month, day).unwrap()));
    }
}

#[test]
fn the_tables_hold_as_many_days_as_the_notices() {
    let working = |year| {
        let first = LocalDate::new(year, 1, 1).unwrap();
        (0..365).filter(|n| is_working_day(first.plus_days(*n))).count()
    };
    // 365 days less weekends and the 13 statutory holidays that fall on or are moved to weekdays.
    assert_eq!(working(2025), 248);
    assert_eq!(working(2026), 248);
}

#[test]
fn a_year_without_arrangement_is_assumed() {
    assert!(is_arranged(2026) && !is_arranged(2027));
    let worked = ["2027-01-01", "2027-05-01", "2027-05-03", "2027-10-01", "2027-10-04", "2027-06-05", "2027-06-07"]
        .map(|day| is_working_day(date(day)));
    assert_eq!(worked, [false, false, true, false, true, false, true]);
    assert!(!is_working_day(date("2024-05-02")));
}

#[test]
fn a_term_ends_with_its_last_working_day() {
    // Friday before the Spring Festival of 2026; 14 February is worked, then nine days off.
    let friday = at("2026-02-13T16:00");
    assert_eq!(add_working_days(friday, 1), end_of_day(date("2026-02-14")));
    assert_eq!(add_working_days(friday, 2), end_of_day(date("2026-02-24")));
    assert_eq!(add_working_days(friday, 0), end_of_day(date("2026-02-13")));
    assert_eq!(Term::WorkingDays(2).due(friday), end_of_day(date("2026-02-24")));
    assert_eq!(Term::Hours(24).due(friday), at("2026-02-14T16:00"));
}

#[test]
fn days_left_are_counted_in_days_of_the_calendar() {
    let until = end_of_day(date("2026-06-30"));
    assert_eq!(days_left(at("2026-06-30T23:59"), until), 0);
    assert_eq!(days_left(at("2026-06-29T00:00"), until), 1);
    assert_eq!(days_left(at("2026-07-01T00:00"), until), -1);
}

#[test]
fn a_warranty_ends_on_the_same_day_of_its_month_or_the_last_one() {
    assert_eq!(date("2026-06-30").plus_months(24), date("2028-06-30"));
    assert_eq!(date("2026-01-31").plus_months(1), date("2026-02-28"));
    assert_eq!(date("2026-01-31").plus_months(25), date("2028-02-29"));
    assert_eq!(date("2026-01-15").plus_months(-1), date("2025-12-15"));
    assert_eq!(date("2026-01-15").plus_months(i32::MAX), LocalDate(Date::MAX));
    assert_eq!(date("2026-01-15").plus_months(i32::MIN), LocalDate(Date::MIN));
}

proptest! {
    #[test]
    fn every_local_minute_reads_back(millis in -60_000_000_000_000i64..200_000_000_000_000) {
        let moment = Moment(millis.div_euclid(MINUTE) * MINUTE);
        let (day, hour, minute) = local(moment);
        prop_assert_eq!(moment_of(day, hour, minute), Some(moment));
        prop_assert!(start_of_day(day) <= moment && moment < end_of_day(day));
        if day.year() > 0 {
            prop_assert_eq!(parse_datetime_local(&datetime_local(moment)), Ok(moment));
        }
    }

    #[test]
    fn no_moment_and_no_text_breaks_the_calendar(millis: i64, n: u32, text in "\\PC{0,20}|[0-9T: -]{0,20}") {
        let moment = Moment(millis);
        let _ = (local(moment), last_day(moment), days_left(moment, Moment(0)));
        let _ = add_working_days(moment, n % 300);
        let _ = (parse_date(&text), parse_datetime_local(&text));
    }

    #[test]
    fn a_term_in_working_days_holds_exactly_that_many(millis in 1_700_000_000_000i64..1_900_000_000_000, n in 1u32..60) {
        let from = Moment(millis);
        let (first, last) = (local(from).0, last_day(add_working_days(from, n)));
        let worked = (1..=last.days_since(first)).filter(|d| is_working_day(first.plus_days(*d)));
        prop_assert_eq!(worked.count(), usize::try_from(n).unwrap());
        prop_assert!(is_working_day(last));
    }
}
