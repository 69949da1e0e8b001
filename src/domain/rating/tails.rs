//! Whether few would be this few by chance: tails of distributions over whole numbers.
//!
//! For: `known`, `trend` and `representation`, which ask whether a tail is at most one in so many.
//! Must not know: what is counted.
//! To add: a distribution is a type with [`Chances`]; its weights may rise once and fall once.
//!
//! Neighbouring weights have a ratio of whole numbers. From the likeliest value outward they are summed
//! with additions, multiplications and divisions alone, which are the same on every machine, and with
//! a bound for what rounding may have done. Where the bound does not settle the comparison, whole
//! numbers of any length do.

use num_bigint::BigUint;

/// Most values over which whole numbers of any length are summed. Beyond, a tail that is closer to its
/// bound than 1e-9 of it counts as larger.
const MOST_EXACT: u64 = 20_000;
/// Weights below this share of the largest are left out; [`FORGOTTEN`] is more than all of them.
const LEAST: f64 = 1e-40;
const FORGOTTEN: f64 = 1e-25;
/// Half the distance from 1 to the next number.
const ROUNDING: f64 = f64::EPSILON / 2.0;

/// A distribution over `first() ..= last()`, given by the ratio of neighbouring weights, which falls.
pub(super) trait Chances {
    /// The smallest value.
    fn first(&self) -> u64;
    /// The largest value.
    fn last(&self) -> u64;
    /// Weight of `at + 1` by the weight of `at`, as numerator and denominator, both above zero.
    fn ratio(&self, at: u64) -> (u128, u128);
    /// A whole number to which the weight of the smallest value may be set, so that all are whole.
    fn start(&self) -> BigUint;
}

/// A probability and how far it may be from the true one, as a share of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// About the probability.
    pub value: f64,
    /// The true one lies between `value × (1 − error) − 1e-25` and `value × (1 + error) + 1e-25`.
    pub error: f64,
}

/// Whether values up to `at` have, together, at most one chance in `one_in`.
pub(super) fn is_rare(chances: &impl Chances, at: u64, one_in: u64) -> bool {
    if at < chances.first() {
        return true;
    }
    if at >= chances.last() {
        return one_in <= 1;
    }
    let tail = up_to(chances, at);
    let times = approximate(u128::from(one_in));
    let slack = tail.value * tail.error + FORGOTTEN;
    if (tail.value + slack) * times < 1.0 - 4.0 * ROUNDING {
        return true;
    }
    if (tail.value - slack) * times > 1.0 + 4.0 * ROUNDING {
        return false;
    }
    chances.last() - chances.first() <= MOST_EXACT && is_rare_exactly(chances, at, one_in)
}

/// The probability of values up to `at`.
pub(super) fn up_to(chances: &impl Chances, at: u64) -> Tail {
    let top = likeliest(chances);
    let (mut below, mut above, mut steps) = if top <= at { (1.0, 0.0, 0.0) } else { (0.0, 1.0, 0.0) };
    let mut add = |value: u64, weight: f64| {
        if value <= at {
            below += weight;
        } else {
            above += weight;
        }
        steps += 1.0;
        weight > LEAST
    };
    let mut weight = 1.0;
    for value in top..chances.last() {
        let (up, down) = chances.ratio(value);
        weight *= approximate(up) / approximate(down);
        if !add(value + 1, weight) {
            break;
        }
    }
    weight = 1.0;
    for value in (chances.first()..top).rev() {
        let (up, down) = chances.ratio(value);
        weight *= approximate(down) / approximate(up);
        if !add(value, weight) {
            break;
        }
    }
    // A step rounds two numbers, a division, a product and a sum; the probability is a quotient of two
    // such sums.
    Tail { value: below / (below + above), error: 16.0 * (steps + 4.0) * ROUNDING }
}

/// The value with the largest weight: the first after which the ratio is below one.
fn likeliest(chances: &impl Chances) -> u64 {
    let (mut low, mut high) = (chances.first(), chances.last());
    while low < high {
        let middle = u64::midpoint(low, high);
        let (up, down) = chances.ratio(middle);
        if up >= down {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The same question in whole numbers of any length.
pub(super) fn is_rare_exactly(chances: &impl Chances, at: u64, one_in: u64) -> bool {
    let mut weight = chances.start();
    let (mut below, mut all) = (BigUint::ZERO, BigUint::ZERO);
    for value in chances.first()..=chances.last() {
        if value <= at {
            below += &weight;
        }
        all += &weight;
        if value < chances.last() {
            let (up, down) = chances.ratio(value);
            weight = weight * up / down;
        }
    }
    below * one_in <= all
}

/// `n` over `k`.
pub(super) fn choose(n: u64, k: u64) -> BigUint {
    let k = k.min(n.saturating_sub(k));
    (0..k).fold(BigUint::from(1_u8), |product, at| product * (n - at) / (at + 1))
}

#[expect(clippy::as_conversions, reason = "the nearest of the numbers that a float holds is meant")]
fn approximate(number: u128) -> f64 {
    number as f64
}

/// Marked ones among those that are taken `out` of `all`, of which `marked` are marked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    all: u64,
    marked: u64,
    out: u64,
}

impl Drawn {
    /// `None` if more are marked or drawn than there are, or if there are more than 2³².
    pub(super) fn new(all: i64, marked: i64, drawn: i64) -> Option<Self> {
        let all = u64::from(u32::try_from(all).ok()?);
        let (marked, drawn) = (u64::try_from(marked).ok()?, u64::try_from(drawn).ok()?);
        (marked <= all && drawn <= all).then_some(Self { all, marked, out: drawn })
    }
}

impl Chances for Drawn {
    fn first(&self) -> u64 {
        (self.marked + self.out).saturating_sub(self.all)
    }

    fn last(&self) -> u64 {
        self.marked.min(self.out)
    }

    fn ratio(&self, at: u64) -> (u128, u128) {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        let rest = self.all + at + 1 - self.marked - self.out;
        (product(self.marked - at, self.out - at), product(at + 1, rest))
    }

    fn start(&self) -> BigUint {
        let first = self.first();
        choose(self.marked, first) * choose(self.all - self.marked, self.out - first)
    }
}

/// Heads of that many throws of a coin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coin(pub u64);

impl Chances for Coin {
    fn first(&self) -> u64 {
        0
    }

    fn last(&self) -> u64 {
        self.0
    }

    fn ratio(&self, at: u64) -> (u128, u128) {
        (u128::from(self.0 - at), u128::from(at) + 1)
    }

    fn start(&self) -> BigUint {
        BigUint::from(1_u8)
    }
}

#[cfg(test)]
mod tests;
