//! Which statement somebody is shown next.
//!
//! For: [`priority`], by which Polis routes statements (Small et al. 2021, 'comment routing'), and
//! [`next`], which draws one.
//! Must not know: a source of randomness: the draw is handed in.
//! To add: what makes a statement more urgent is a factor of [`priority`].

use super::counts::Counts;
use super::kmeans::Point;
use super::votes::Vote;

/// How much a statement should be shown:
/// `((1 − pass') × (extremity + 1) × agree' × (1 + 8 × 2^(−seen / 5)))²` with `x' = (x + 1) / (seen + 2)`.
/// Few passes, much agreement and a place far from the centre raise it; a new statement has up to nine
/// times the weight of an old one, which is halved with every five votes.
pub fn priority(counts: Counts, extremity: f64) -> f64 {
    let importance = (1.0 - counts.likely(Vote::Pass)) * (extremity + 1.0) * counts.likely(Vote::Agree);
    let weight = importance * (1.0 + 8.0 * halved(counts.seen()));
    weight * weight
}

/// 2^(−seen / 5), by operations that are the same on every machine.
fn halved(seen: u32) -> f64 {
    const FIFTHS: [f64; 5] =
        [1.0, 0.870_550_563_296_124_2, 0.757_858_283_255_199, 0.659_753_955_386_447_4, 0.574_349_177_498_517_5];
    let fifth = usize::try_from(seen % 5).ok().and_then(|at| FIFTHS.get(at)).copied().unwrap_or(1.0);
    (0..(seen / 5).min(1_000)).fold(fifth, |half, _| half / 2.0)
}

/// How far from the centre somebody would stand who agrees with this statement and voted on no other
/// of so many.
pub fn extremity(direction: Point, mean: f64, statements: usize) -> f64 {
    let [x, y] = direction;
    ((x * x + y * y) * super::real(statements)).sqrt() * (1.0 - mean).abs()
}

/// Draws one of the statements that are not yet voted on, each as likely as its weight says. `draw` is any
/// 64 bits; the same draw gives the same statement. Weights that are not positive numbers are never drawn.
pub fn next(weights: &[f64], voted: impl Fn(usize) -> bool, draw: u64) -> Option<usize> {
    let open: Vec<(usize, f64)> = weights
        .iter()
        .copied()
        .enumerate()
        .filter(|(at, weight)| weight.is_finite() && *weight > 0.0 && !voted(*at))
        .collect();
    let mut left = open.iter().map(|(_, weight)| weight).sum::<f64>() * super::chance::fraction(draw);
    for (at, weight) in &open {
        if left < *weight {
            return Some(*at);
        }
        left -= weight;
    }
    open.last().map(|(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_are_those_of_the_published_formula() {
        let of = |agree, pass, seen: u32, extremity| {
            priority(Counts { agree, disagree: seen - agree - pass, pass }, extremity)
        };
        // (1 − 1/3) · 1 · 2/3 · (1 + 8 · 2^(−1/5)), squared; and with 20 votes 8 · 2^(−4).
        let young = 2.0 / 3.0 * (2.0 / 3.0) * (1.0 + 8.0 * 2.0_f64.powf(-0.2));
        assert!((of(1, 0, 1, 0.0) - young * young).abs() < 1e-9);
        let old = (1.0 - 4.0 / 22.0) * 2.0 * (19.0 / 22.0) * 1.5;
        assert!(
            (of(18, 3, 21, 1.0) - {
                let weight = (1.0 - 4.0 / 23.0) * 2.0 * (19.0 / 23.0) * (1.0 + 8.0 * 2.0_f64.powf(-4.2));
                weight * weight
            })
            .abs()
                < 1e-9
        );
        assert!(of(17, 3, 20, 1.0) < old * old);
        assert!(of(0, u32::MAX, u32::MAX, 0.0) >= 0.0);
    }

    #[test]
    fn what_is_voted_on_or_worth_nothing_is_not_drawn_and_each_as_often_as_its_weight_says() {
        let weights = [1.0, 0.0, 3.0, f64::NAN, 4.0, -1.0];
        let mut times = [0; 6];
        for draw in 0..1_000_u64 {
            times[next(&weights, |at| at == 4, draw * (u64::MAX / 1_000)).unwrap()] += 1;
        }
        assert_eq!((times[1], times[3], times[4], times[5]), (0, 0, 0, 0));
        assert!((245..255).contains(&times[0]), "{times:?}");
        assert_eq!(next(&weights, |_| true, 7), None);
        assert_eq!(next(&[], |_| false, 7), None);
        assert_eq!(next(&weights, |_| false, u64::MAX), Some(4));
    }
}
