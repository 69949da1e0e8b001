//! Decimal numbers as whole ones: money, areas, points.
//!
//! For: [`Amount`], exact, with its digits after the point; [`written`], the way back.
//! Must not know: which currency, or what is counted.
//! To add: a way of writing numbers only where files have it and it cannot mean another number.

use crate::domain::files::What;

/// Most digits after the point.
pub const MOST_DIGITS: u8 = 6;

/// A number as it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// The number without its point.
    value: i64,
    /// Digits after the point, without zeros at the end.
    digits: u8,
}

impl Amount {
    /// Reads '1500000', '1500000.50', '-3', '+3', '.5', '5.'; and '1500000,5' or '1500000,50' as
    /// written with a decimal comma. '1,000' may be one or a thousand and is no number here.
    ///
    /// # Errors
    /// [`What::NotANumber`], [`What::TooPrecise`] (more than six digits after the point that are
    /// not zeros at the end; nothing is rounded), [`What::TooLarge`].
    pub fn parse(text: &str) -> Result<Self, What> {
        let text = text.trim();
        let (sign, plain) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = split(plain)?;
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !is_number(whole) || !is_number(part) {
            return Err(What::NotANumber);
        }
        let part = part.trim_end_matches('0');
        let digits = u8::try_from(part.len()).ok().filter(|digits| *digits <= MOST_DIGITS);
        let digits = digits.ok_or(What::TooPrecise { most: MOST_DIGITS })?;
        let mut value: i64 = 0;
        for byte in whole.bytes().chain(part.bytes()) {
            let digit = i64::from(byte.wrapping_sub(b'0'));
            value = value.checked_mul(10).and_then(|value| value.checked_add(digit)).ok_or(What::TooLarge)?;
        }
        Ok(Self { value: value * sign, digits })
    }

    /// As [`Amount::parse`], and not below zero.
    ///
    /// # Errors
    /// As [`Amount::parse`], and [`What::Negative`].
    pub fn positive(text: &str) -> Result<Self, What> {
        let amount = Self::parse(text)?;
        if amount.value < 0 { Err(What::Negative) } else { Ok(amount) }
    }

    /// Digits after the point that are needed.
    pub const fn digits(self) -> u8 {
        self.digits
    }

    /// In units of `10^-digits`.
    ///
    /// # Errors
    /// [`What::TooLarge`]; [`What::TooPrecise`] if it needs more digits than these.
    pub fn in_units(self, digits: u8) -> Result<i64, What> {
        let more = digits.checked_sub(self.digits).ok_or(What::TooPrecise { most: digits })?;
        self.value.checked_mul(unit(more)).ok_or(What::TooLarge)
    }
}

/// Whole number and part after the point.
fn split(text: &str) -> Result<(&str, &str), What> {
    if let Some((whole, part)) = text.split_once('.') {
        return Ok((whole, part));
    }
    match text.split_once(',') {
        None => Ok((text, "")),
        Some((whole, part)) if !whole.is_empty() && matches!(part.len(), 1 | 2) => Ok((whole, part)),
        Some(_) => Err(What::NotANumber),
    }
}

/// `10^digits`: how many of the smallest units are one.
pub const fn unit(digits: u8) -> i64 {
    let mut unit: i64 = 1;
    let mut left = digits;
    while left > 0 {
        unit = unit.saturating_mul(10);
        left -= 1;
    }
    unit
}

/// The number of so many units as text: 150 of 100 is '1.5'.
pub fn written(value: i64, unit: i64) -> String {
    let unit = unit.unsigned_abs().max(1);
    let (whole, mut part) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    let sign = if value < 0 { "-" } else { "" };
    let mut text = format!("{sign}{whole}");
    if part > 0 {
        text.push('.');
    }
    // Digit by digit, as long as something is left.
    let mut step = unit / 10;
    while part > 0 && step > 0 {
        text.push_str(&(part / step).to_string());
        part %= step;
        step /= 10;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(text: &str) -> Result<i64, What> {
        Amount::parse(text).and_then(|amount| amount.in_units(2))
    }

    #[test]
    fn numbers_as_files_write_them_are_read_exactly() {
        assert_eq!(cents("1500000"), Ok(150_000_000));
        assert_eq!(cents(" 1500000.0 "), Ok(150_000_000));
        assert_eq!(cents("12.5"), Ok(1250));
        assert_eq!(cents("12,50"), Ok(1250));
        assert_eq!(cents("-0.01"), Ok(-1));
        assert_eq!(cents("+7"), Ok(700));
        assert_eq!((cents(".5"), cents("5.")), (Ok(50), Ok(500)));
        assert_eq!(Amount::parse("1.2500000").map(Amount::digits), Ok(2));
        assert_eq!(Amount::parse("9223372036854775807").and_then(|amount| amount.in_units(0)), Ok(i64::MAX));
    }

    #[test]
    fn what_could_mean_another_number_is_refused() {
        for text in
            ["", " ", "-", ".", "1,000", "1.000,50", "1 000", "1e6", "0x10", "１", "--1", "1.-5", ",5", "nan", "五"]
        {
            assert_eq!(cents(text), Err(What::NotANumber), "{text}");
        }
        assert_eq!(cents("0.1234567"), Err(What::TooPrecise { most: 6 }));
        assert_eq!(cents("0.001"), Err(What::TooPrecise { most: 2 }));
        assert_eq!(cents("99999999999999999999"), Err(What::TooLarge));
        assert_eq!(cents("9223372036854775807"), Err(What::TooLarge));
        assert_eq!(Amount::positive("-1"), Err(What::Negative));
        assert!(Amount::positive("-0").is_ok());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in any::<i64>(), digits in 0_u8..=6) {
            prop_assume!(value != i64::MIN);
            let text = written(value, unit(digits));
            prop_assert_eq!(Amount::parse(&text).and_then(|amount| amount.in_units(digits)), Ok(value));
        }

        #[test]
        fn any_text_is_a_number_or_a_fault(text in "[-+0-9., e]{0,30}") {
            let _ = Amount::parse(&text);
        }
    }
}
