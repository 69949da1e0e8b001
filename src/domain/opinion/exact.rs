//! Whether two parts of the people answer differently, exactly.
//!
//! For: [`fisher`], the exact test for small numbers.
//! Must not know: buildings or statements.
//! To add: another test is another function of the same table.

/// Terms smaller than this part of the largest add nothing that could be seen.
const NOTHING: f64 = 1e-30;

/// Fisher's exact test, two-sided (Fisher, 'Statistical Methods for Research Workers', §21.02; tables as
/// likely as the one seen or less likely, as R's `fisher.test`): how likely it is that two parts of
/// the people, of whom `yes` of `yes + no` and `others_yes` of `others_yes + others_no` agree, differ at least that
/// much by chance. 1 where nothing can differ.
pub fn fisher(yes: u32, no: u32, others_yes: u32, others_no: u32) -> f64 {
    let (row, other) = (u64::from(yes) + u64::from(no), u64::from(others_yes) + u64::from(others_no));
    let agree = u64::from(yes) + u64::from(others_yes);
    let (least, most) = (agree.saturating_sub(other), agree.min(row));
    // The likeliest table: (row + 1)(agree + 1) / (all + 2), rounded down.
    let top = u128::from(row + 1) * u128::from(agree + 1) / u128::from(row + other + 2);
    let top = u64::try_from(top).unwrap_or(least).clamp(least, most);
    let up = Walk { row, other, agree, at: top, likely: 1.0, end: most, up: true };
    let down = Walk { row, other, agree, at: top, likely: 1.0, end: least, up: false };
    let terms: Vec<(u64, f64)> = down.chain(up).chain([(top, 1.0)]).collect();
    let seen = terms.iter().find(|(at, _)| *at == u64::from(yes)).map_or(0.0, |(_, likely)| *likely);
    let all: f64 = terms.iter().map(|(_, likely)| likely).sum();
    let as_rare: f64 = terms.iter().map(|(_, likely)| *likely).filter(|likely| *likely <= seen * (1.0 + 1e-7)).sum();
    as_rare / all
}

/// The tables beside the likeliest one, each as likely as the ratio to its neighbour says.
struct Walk {
    row: u64,
    other: u64,
    agree: u64,
    at: u64,
    likely: f64,
    end: u64,
    up: bool,
}

impl Iterator for Walk {
    type Item = (u64, f64);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at == self.end || self.likely < NOTHING {
            return None;
        }
        let lower = if self.up { self.at } else { self.at - 1 };
        let above = product(self.row - lower, self.agree - lower);
        let below = product(lower + 1, self.other + lower + 1 - self.agree);
        self.likely *= if self.up { above / below } else { below / above };
        self.at = if self.up { self.at + 1 } else { self.at - 1 };
        Some((self.at, self.likely))
    }
}

fn product(one: u64, other: u64) -> f64 {
    number(one) * number(other)
}

/// Exact: sums of a few counts of 32 bits.
fn number(count: u64) -> f64 {
    let low = u32::try_from(count & u64::from(u32::MAX)).unwrap_or(0);
    let high = u32::try_from(count >> 32).unwrap_or(0);
    f64::from(high) * 4_294_967_296.0 + f64::from(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_test_agrees_with_published_values() {
        // The lady tasting tea, 3 of 4 and 1 of 4: 0.4857; Fisher's twins, 2 of 17 and 10 of 13: 0.0005367.
        assert!((fisher(3, 1, 1, 3) - 0.485_714_285_714).abs() < 1e-9);
        assert!((fisher(2, 15, 10, 3) - 0.000_536_7).abs() < 5e-7);
        assert!((fisher(8, 2, 3, 7) - 0.069_778).abs() < 1e-5);
        assert!((fisher(5, 0, 5, 0) - 1.0).abs() < 1e-12 && (fisher(0, 0, 0, 0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_million_people_are_no_trouble() {
        assert!(fisher(500_000, 500_000, 500_000, 500_000) > 0.99);
        assert!(fisher(u32::MAX, 0, 0, u32::MAX) < 1e-9);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_which_part_and_which_answer_comes_first(a in 0u32..60, b in 0u32..60, c in 0u32..60, d in 0u32..60) {
            let p = fisher(a, b, c, d);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&p));
            for q in [fisher(c, d, a, b), fisher(b, a, d, c), fisher(a, c, b, d)] {
                prop_assert!((p - q).abs() < 1e-9, "{p} {q}");
            }
        }
    }
}
