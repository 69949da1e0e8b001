//! Fractions of whole numbers without a limit, and doubles that are known to lie beside them.
//!
//! For: [`Ratio`], [`float`], the size of one rounding.
//! Must not know: voters or projects.
//! To add: only what a comparison needs; nothing here may round in a decision.

use core::cmp::Ordering;
use num_bigint::{BigInt, Sign};

/// The largest relative error of one rounding of a double (2⁻⁵³).
pub(super) const ROUNDING: f64 = f64::EPSILON / 2.0;

/// A fraction; the denominator is above zero. Not reduced.
#[derive(Clone, Debug)]
pub(super) struct Ratio {
    pub num: BigInt,
    pub den: BigInt,
}

impl Ratio {
    /// `num / den`; `den` has to be above zero.
    pub const fn new(num: BigInt, den: BigInt) -> Self {
        Self { num, den }
    }

    /// Which is larger, by cross-multiplication.
    pub fn compare(&self, other: &Self) -> Ordering {
        (&self.num * &other.den).cmp(&(&other.num * &self.den))
    }

    /// The double below and the double above, a few roundings apart. For numbers from zero up.
    pub fn between(&self) -> (f64, f64) {
        let middle = self.near();
        (middle * (1.0 - 4.0 * ROUNDING), middle * (1.0 + 4.0 * ROUNDING))
    }

    /// The nearest double, give or take two roundings; 0 for what is below zero.
    pub fn near(&self) -> f64 {
        if self.num.sign() != Sign::Plus {
            return 0.0;
        }
        let bits = |number: &BigInt| i64::try_from(number.bits()).unwrap_or(i64::MAX);
        // 64 or 65 significant bits of the quotient.
        let shift = 65 - (bits(&self.num) - bits(&self.den));
        let up = u64::try_from(shift).unwrap_or(0);
        let down = u64::try_from(-shift).unwrap_or(0);
        let quotient: BigInt = (&self.num << up) / (&self.den << down);
        let head = i128::try_from(&quotient).map_or(f64::MAX, float);
        head * 2.0_f64.powi(i32::try_from(-shift).unwrap_or(i32::MIN))
    }

    /// In lowest terms, as 'numerator/denominator', or the whole number.
    pub fn reduced(&self) -> String {
        let common = common(&self.num, &self.den);
        let (num, den) = (&self.num / &common, &self.den / &common);
        if den == BigInt::from(1) { num.to_string() } else { format!("{num}/{den}") }
    }
}

/// The greatest common divisor of two numbers from zero up; 1 where both are zero.
pub(super) fn common(one: &BigInt, other: &BigInt) -> BigInt {
    let (mut large, mut small) = (one.clone(), other.clone());
    while small.sign() != Sign::NoSign {
        let rest = &large % &small;
        large = small;
        small = rest;
    }
    if large.sign() == Sign::NoSign { BigInt::from(1) } else { large }
}

/// The nearest double.
#[expect(
    clippy::as_conversions,
    reason = "there is no From; the rounding is to the nearest and counted in every bound"
)]
pub(super) const fn float(whole: i128) -> f64 {
    whole as f64
}

/// The nearest double to a length or a count.
pub(super) fn length(count: usize) -> f64 {
    i128::try_from(count).map_or(f64::MAX, float)
}

/// The whole part of a double; 0 for what is none.
#[expect(clippy::as_conversions, reason = "there is no TryFrom; the cast saturates and takes 0 for what is no number")]
pub(super) const fn whole(value: f64) -> i128 {
    value as i128
}
