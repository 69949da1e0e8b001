//! Reading a moment from the command line.

use crate::domain::calendar::{parse_date, start_of_day};
use crate::domain::moment::{HOUR, MINUTE, Moment, SECOND};

/// The years within which a demo makes sense.
const RANGE: std::ops::Range<i64> = 946_684_800_000..4_102_444_800_000;

/// RFC 3339 (`2026-06-15T10:00:00+08:00`, `…Z`), or milliseconds since 1970; years 2000 to 2099.
pub fn read(text: &str) -> Option<Moment> {
    let text = text.trim();
    let millis = text.parse::<i64>().ok();
    let moment = millis.map(Moment).or_else(|| rfc3339(text))?;
    RANGE.contains(&moment.0).then_some(moment)
}

fn rfc3339(text: &str) -> Option<Moment> {
    let (date, rest) = text.split_once(['T', 't', ' '])?;
    let at = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = rest.split_at_checked(at)?;
    // Days begin at midnight in China, which is eight hours before that of UTC.
    let midnight = start_of_day(parse_date(date).ok()?).plus(8 * HOUR);
    Some(midnight.plus(time_of_day(clock)?).plus(-offset(zone)?))
}

fn time_of_day(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.split(':').map(|part| pair(part, 60));
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    let millis: i64 = digits.then(|| format!("{fraction:0<3}").chars().take(3).collect::<String>().parse().ok())??;
    let whole = hours * HOUR + minutes * MINUTE + seconds * SECOND + millis;
    (hours < 24 && parts.next().is_none()).then_some(whole)
}

fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, clock) = zone.split_at_checked(1)?;
    let (hours, minutes) = clock.split_once(':')?;
    let size = pair(hours, 24)? * HOUR + pair(minutes, 60)? * MINUTE;
    Some(if sign == "-" { -size } else { size })
}

fn pair(text: &str, below: i64) -> Option<i64> {
    let fits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten().filter(|number| *number < below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_in_both_forms() {
        let at = Some(Moment(1_781_488_800_000));
        for text in
            ["1781488800000", "2026-06-15T10:00:00+08:00", "2026-06-15T02:00:00Z", "2026-06-14T22:00:00.000-04:00"]
        {
            assert_eq!(read(text), at, "{text}");
        }
        assert_eq!(read("2026-06-15T02:00:00.25Z"), Some(Moment(1_781_488_800_250)));
        for text in [
            "",
            "today",
            "2026-06-15",
            "2026-06-15T10:00:00",
            "2026-02-30T10:00:00Z",
            "2026-06-15T25:00:00Z",
            "12",
            "2026-06-15T10:61:00Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
