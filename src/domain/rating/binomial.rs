//! Ends of the Clopper–Pearson interval in whole basis points.
//!
//! For: `rating`, and nothing else.
//! Must not know: what is counted.
//! To add: another confidence is another `TAIL`.
//!
//! The binomial tail is the regularised incomplete beta function: `P(X ≥ k) = I_p(k, n − k + 1)`.
//! It is computed by its continued fraction (DLMF 8.17.22, evaluated as by Lentz 1976) and the
//! logarithm of the gamma function by Lanczos 1964 with g = 7.

/// Probability beyond each end: 95 % in between.
const TAIL: f64 = 0.025;
/// Keeps an end that falls on a whole basis point from being pushed off it by the last bit.
const SLACK: f64 = 1e-12;
const STEPS: u32 = 10_000;
/// Enough terms for a million answers, where about a thousand are used.
const MOST_TERMS: u32 = 20_000;

/// The largest share (in 1/10,000) at which `k` or more of `n` are no likelier than the tail.
pub(super) fn low_bp(k: u32, n: u32) -> u32 {
    if k == 0 {
        return 0;
    }
    last_where(|bp| at_least(k, n, f64::from(bp) / f64::from(STEPS)) <= TAIL + SLACK)
}

/// The smallest share (in 1/10,000) at which `k` or fewer of `n` are no likelier than the tail.
pub(super) fn high_bp(k: u32, n: u32) -> u32 {
    // k of n yes is n − k of n no.
    STEPS - low_bp(n.saturating_sub(k), n)
}

/// The largest value up to [`STEPS`] for which `holds`, which holds at 0 and fails once and for
/// all.
fn last_where(holds: impl Fn(u32) -> bool) -> u32 {
    let (mut yes, mut no) = (0, STEPS + 1);
    while no - yes > 1 {
        let middle = u32::midpoint(yes, no);
        if holds(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    yes
}

/// P(X ≥ k) for X binomial with `n` tries of probability `p`, 1 ≤ k ≤ n.
fn at_least(k: u32, n: u32, p: f64) -> f64 {
    beta(p, f64::from(k), f64::from(n) - f64::from(k) + 1.0)
}

/// `I_x(a, b)` for a, b ≥ 1.
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    // The fraction converges quickly only on this side of the mean.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

#[expect(clippy::many_single_char_names, reason = "the letters of the formula's source")]
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let sum = a + b;
    let mut c = 1.0;
    let mut d = inverse(1.0 - sum * x / (a + 1.0));
    let mut value = d;
    for term in 1..=MOST_TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (sum + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = inverse(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        value *= d * c;
        d = inverse(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        value *= d * c;
        if (d * c - 1.0).abs() < 1e-14 {
            break;
        }
    }
    value
}

fn inverse(value: f64) -> f64 {
    1.0 / away_from_zero(value)
}

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

const LANCZOS: [f64; 8] = [
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

/// ln Γ(x) for x ≥ 1.
fn ln_gamma(x: f64) -> f64 {
    let x = x - 1.0;
    let (mut sum, mut at) = (0.999_999_999_999_809_9, x);
    for coefficient in LANCZOS {
        at += 1.0;
        sum += coefficient / at;
    }
    let t = x + 7.5;
    0.5 * (2.0 * core::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}
