//! Money, areas and shares, exact.
//!
//! For: reading what people type and writing it back without ever leaving the integers. Money is
//! in fen (0.01 yuan), area in 0.01 m².
//! Must not know: signs or words beside a number (¥, 元, m²), which differ by language.
//! To add: a reading is a pair of range and `decimal`, a writing goes through `rounded`.

use crate::domain::problem::Problem;
use crate::domain::text::half_width;

/// Most money of one field, in fen: 100 thousand million yuan.
pub const MOST_FEN: i64 = 10_000_000_000_000;
/// Largest area of a flat, in 0.01 m².
pub const MOST_AREA: i64 = 10_000_000;

/// Reads yuan into fen: `1234.56`, `1,234.56`, `12.5万`, with `元` or `¥` beside it.
///
/// # Errors
/// [`Problem::Missing`] if empty, [`Problem::NotANumber`] (also for parts of a fen),
/// [`Problem::OutOfRange`] below 0 or above [`MOST_FEN`].
pub fn parse_yuan(text: &str) -> Result<i64, Problem> {
    let plain = plain(text)?;
    let number = plain.strip_suffix('元').unwrap_or(&plain);
    let number = number.strip_prefix(['¥', '￥']).unwrap_or(number);
    let (number, shift) = match number.strip_suffix('万') {
        Some(number) => (number, 6),
        None => (number, 2),
    };
    within(decimal(&without_commas(number)?, shift)?, 0, MOST_FEN)
}

/// Reads square metres into 0.01 m², at most two decimals, `m²`, `㎡` or `平方米` beside it.
///
/// # Errors
/// [`Problem::Missing`] if empty, [`Problem::NotANumber`], [`Problem::OutOfRange`] outside
/// 0.01 to 100,000 m².
pub fn parse_area(text: &str) -> Result<i64, Problem> {
    let plain = plain(text)?;
    let units = ["m²", "㎡", "m2", "平方米"];
    let number = units.iter().find_map(|unit| plain.strip_suffix(unit)).unwrap_or(&plain);
    within(decimal(&without_commas(number)?, 2)?, 1, MOST_AREA)
}

/// Reads a whole number.
///
/// # Errors
/// [`Problem::Missing`] if empty, [`Problem::NotANumber`], [`Problem::OutOfRange`].
pub fn parse_count(text: &str, least: i64, most: i64) -> Result<i64, Problem> {
    within(decimal(&without_commas(&plain(text)?)?, 0)?, least, most)
}

fn plain(text: &str) -> Result<String, Problem> {
    let plain: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() { Err(Problem::Missing) } else { Ok(plain) }
}

/// Takes out thousands commas, if each stands where it belongs.
fn without_commas(number: &str) -> Result<String, Problem> {
    let whole = number.split('.').next().unwrap_or(number);
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default().len();
    let commas = whole.contains(',');
    let misplaced = commas && (!(1..=3).contains(&first) || groups.any(|group| group.len() != 3));
    if misplaced { Err(Problem::NotANumber) } else { Ok(number.replacen(',', "", whole.matches(',').count())) }
}

/// A decimal number times ten to the power of `shift`, exact. Zeros beyond are allowed.
fn decimal(number: &str, shift: usize) -> Result<i128, Problem> {
    let (negative, number) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let part = part.trim_end_matches('0');
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let bare = number.ends_with('.') || whole.is_empty();
    if bare || !digits(whole) || !digits(part) || part.len() > shift || number.len() > 30 {
        return Err(Problem::NotANumber);
    }
    let all = format!("{whole}{part:0<shift$}");
    let value: i128 = all.parse().map_err(|_| Problem::NotANumber)?;
    Ok(if negative { -value } else { value })
}

fn within(value: i128, least: i64, most: i64) -> Result<i64, Problem> {
    let fits = |value: &i64| (least..=most).contains(value);
    i64::try_from(value).ok().filter(fits).ok_or(Problem::OutOfRange { least, most })
}

/// A share in per cent with a fixed number of decimals (at most 9), rounded half up (away from
/// zero): 1481 of 1506 is `98.34`. `None` if the denominator is not above zero.
///
/// For reading only: whether a threshold is met is decided by `threshold`.
pub fn percent(numerator: i64, denominator: i64, decimals: u32) -> Option<String> {
    let scale = 10_i128.checked_pow(decimals).filter(|_| decimals <= 9)?;
    let scaled = i128::from(numerator) * 100 * scale;
    (denominator > 0).then(|| rounded(scaled, i128::from(denominator), decimals))
}

/// Money in units of 10,000 yuan (万元), at most two decimals, rounded half up, without zeros at
/// the end: `180`, `1.5`.
pub fn yuan_wan(fen: i64) -> String {
    let text = rounded(i128::from(fen), 10_000, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Money in yuan with thousands separators; decimals only if there are any: `1,800`, `0.50`.
pub fn yuan(fen: i64) -> String {
    let size = fen.unsigned_abs();
    let sign = if fen < 0 { "-" } else { "" };
    let whole = thousands(size / 100);
    match size % 100 {
        0 => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}.{rest:02}"),
    }
}

/// Square metres with two decimals and thousands separators: `66,783.97`.
pub fn square_metres(area: i64) -> String {
    let size = area.unsigned_abs();
    let sign = if area < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", thousands(size / 100), size % 100)
}

/// A whole number with thousands separators: `12,345`.
pub fn grouped(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", thousands(number.unsigned_abs()))
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 6);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `value / divisor`, whose last `decimals` digits are decimals, rounded half away from zero.
fn rounded(value: i128, divisor: i128, decimals: u32) -> String {
    let size = value.abs();
    let whole = (size * 2 + divisor) / (divisor * 2);
    let width = usize::try_from(decimals).unwrap_or(0);
    let digits = format!("{whole:0>least$}", least = width + 1);
    let (left, right) = digits.split_at_checked(digits.len() - width).unwrap_or((&digits, ""));
    let sign = if value < 0 && whole != 0 { "-" } else { "" };
    let dot = if right.is_empty() { "" } else { "." };
    format!("{sign}{left}{dot}{right}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn yuan_are_read_to_the_fen() {
        for (text, fen) in [
            ("1234.56", 123_456),
            ("1,234.56", 123_456),
            ("１，２３４．５", 123_450),
            ("12.5万", 12_500_000),
            ("0.0001万", 100),
            ("0.000001 万元", 1),
            ("¥ 5", 500),
            ("1.500", 150),
            ("0", 0),
        ] {
            assert_eq!(parse_yuan(text), Ok(fen), "{text}");
        }
    }

    #[test]
    fn what_is_no_exact_amount_is_refused() {
        for text in ["1.234", "abc", "1,23", "12,34,567", ",123", "1.2.3", ".5", "5.", "--1", "1e3", "1,2345", "万"] {
            assert_eq!(parse_yuan(text), Err(Problem::NotANumber), "{text}");
        }
        let range = Err(Problem::OutOfRange { least: 0, most: MOST_FEN });
        assert_eq!(parse_yuan("-1"), range);
        assert_eq!(parse_yuan("99999999999999999999"), range);
        assert_eq!(parse_yuan("  "), Err(Problem::Missing));
    }

    #[test]
    fn areas_have_two_decimals_and_a_range() {
        assert_eq!(parse_area("68.35"), Ok(6_835));
        assert_eq!(parse_area("68.3 ㎡"), Ok(6_830));
        assert_eq!(parse_area("100,000"), Ok(MOST_AREA));
        let range = Err(Problem::OutOfRange { least: 1, most: MOST_AREA });
        assert_eq!(parse_area("0"), range);
        assert_eq!(parse_area("100000.01"), range);
        assert_eq!(parse_area("68.355"), Err(Problem::NotANumber));
        assert_eq!(square_metres(6_678_397), "66,783.97");
    }

    #[test]
    fn counts_keep_their_range() {
        assert_eq!(parse_count("1,506", 0, 2_000), Ok(1_506));
        assert_eq!(parse_count("3.5", 0, 9), Err(Problem::NotANumber));
        assert_eq!(parse_count("10", 0, 9), Err(Problem::OutOfRange { least: 0, most: 9 }));
        assert_eq!(parse_count("-3", -5, 9), Ok(-3));
    }

    #[test]
    fn the_published_rates_come_out_as_published() {
        assert_eq!(percent(1_481, 1_506, 2).as_deref(), Some("98.34"));
        assert_eq!(percent(959, 1_277, 2).as_deref(), Some("75.10"));
        assert_eq!(percent(1, 8, 0).as_deref(), Some("13"));
        assert_eq!(percent(1, 2, 9).as_deref(), Some("50.000000000"));
        assert_eq!(percent(-1, 8, 1).as_deref(), Some("-12.5"));
        assert_eq!(percent(-1, 100_000, 0).as_deref(), Some("0"));
        assert_eq!((percent(1, 0, 2), percent(1, -1, 2), percent(1, 2, 10)), (None, None, None));
        assert_eq!(percent(i64::MIN, i64::MAX, 0).as_deref(), Some("-100"));
    }

    #[test]
    fn money_is_written_as_people_read_it() {
        assert_eq!(yuan_wan(180_000_000), "180");
        assert_eq!(yuan_wan(1_500_000), "1.5");
        assert_eq!(yuan_wan(1_234_567), "1.23");
        assert_eq!(yuan_wan(-5_000), "-0.01");
        assert_eq!(yuan_wan(0), "0");
        assert_eq!(yuan(123_456_789), "1,234,567.89");
        assert_eq!(yuan(180_000), "1,800");
        assert_eq!(yuan(-50), "-0.50");
        assert_eq!(yuan(i64::MIN), "-92,233,720,368,547,758.08");
        assert_eq!(grouped(-1_234_567), "-1,234,567");
        assert_eq!(grouped(999), "999");
    }

    proptest! {
        #[test]
        fn money_and_areas_read_back_exactly(fen in 0..=MOST_FEN, area in 1..=MOST_AREA) {
            prop_assert_eq!(parse_yuan(&yuan(fen)), Ok(fen));
            prop_assert_eq!(parse_area(&square_metres(area)), Ok(area));
            prop_assert_eq!(parse_count(&grouped(fen), 0, MOST_FEN), Ok(fen));
        }

        #[test]
        fn rounding_is_never_off_by_more_than_half_a_step(n in 0i64..1_000_000, d in 1i64..1_000_000) {
            let text = percent(n, d, 2).unwrap().replace('.', "");
            let steps: i128 = text.parse().unwrap();
            let off = steps * i128::from(d) - i128::from(n) * 10_000;
            prop_assert!(2 * off.abs() <= i128::from(d));
        }

        #[test]
        fn no_text_and_no_number_breaks_them(text in "\\PC{0,12}|[0-9,.万元-]{0,40}", n: i64, d: i64, decimals: u32) {
            let _ = (parse_yuan(&text), parse_area(&text), parse_count(&text, n, d));
            let _ = (percent(n, d, decimals), yuan_wan(n), yuan(n), grouped(n), square_metres(n));
        }
    }
}
