//! The difference of two shares, with an interval.
//!
//! For: `trend`.
//! Must not know: what is counted, or when.
//! To add: another interval is a function with its published values as a test.
//!
//! The hybrid score interval without continuity correction: Newcombe 1998, 'Interval estimation for the
//! difference between independent proportions', Statistics in Medicine 17, 873, method 10, from the
//! score intervals of Wilson 1927. It takes the answers of both rounds as two draws from very many
//! households, so that it is too wide where most answered, never too narrow for that reason.
//! Additions, products, quotients and square roots alone, which are the same on every machine.

/// The two-sided 95 % point of the normal distribution for so many comparisons at once (Bonferroni):
/// the first of these that is for at least as many.
const POINTS: [(usize, f64); 15] = [
    (1, 1.959_963_984_540_054),
    (2, 2.241_402_727_604_947),
    (3, 2.393_979_799_818_511),
    (4, 2.497_705_474_412_374),
    (5, 2.575_829_303_548_901),
    (6, 2.638_257_273_476_752),
    (8, 2.734_368_786_533_176),
    (10, 2.807_033_768_343_812),
    (15, 2.935_199_468_866_699),
    (20, 3.023_341_439_739_154),
    (32, 3.162_817_896_562_131),
    (64, 3.359_353_717_934_328),
    (128, 3.546_337_887_363_538),
    (1_024, 4.061_166_532_064_648),
    (65_536, 4.944_616_398_573_891),
];
/// For more than the list has: 10¹² comparisons.
const LARGEST: f64 = 7.55;
/// Basis points that rounding may have moved an end; far more than it does.
const SLACK: f64 = 1e-7;

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Those meant.
    pub of: u32,
    /// All of them, at least 1 and at least `of`.
    pub all: u32,
}

/// The ends of the 95 % interval for 'share of `later` less share of `earlier`', in basis points,
/// rounded outward, so that it holds for this and all other of `comparisons` at once. `None` for parts
/// that cannot be.
pub fn difference_bp(earlier: Part, later: Part, comparisons: usize) -> Option<(i64, i64)> {
    let is_part = |part: Part| part.all > 0 && part.of <= part.all;
    if !is_part(earlier) || !is_part(later) {
        return None;
    }
    let z = POINTS.iter().find(|(number, _)| *number >= comparisons).map_or(LARGEST, |(_, z)| *z);
    let (before, before_low, before_high) = score(earlier, z);
    let (after, after_low, after_high) = score(later, z);
    let down = hypotenuse(after - after_low, before_high - before);
    let up = hypotenuse(after_high - after, before - before_low);
    let low = (after - before - down) * 10_000.0;
    let high = (after - before + up) * 10_000.0;
    Some((whole((low - SLACK).floor()).max(-10_000), whole((high + SLACK).ceil()).min(10_000)))
}

/// A share and the ends of its score interval.
fn score(part: Part, z: f64) -> (f64, f64, f64) {
    let (of, all, square) = (f64::from(part.of), f64::from(part.all), z * z);
    let not = all - of;
    let middle = 2.0 * of + square;
    let half = z * (square + 4.0 * of * not / all).sqrt();
    let below = 2.0 * (all + square);
    // The ends of no and of all are known without rounding.
    let low = if part.of == 0 { 0.0 } else { (middle - half) / below };
    let high = if part.of == part.all { 1.0 } else { (middle + half) / below };
    (of / all, low, high)
}

fn hypotenuse(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}

#[expect(clippy::as_conversions, reason = "a whole number of at most a few times 10,000")]
fn whole(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
#[path = "difference_tests.rs"]
mod tests;
