//! How far two ways of grouping the same people agree.
//!
//! For: comparing groups with published ones, and with those of the last update.
//! Must not know: where the groups come from.
//! To add: another measure is another function on two lists of groups.

use super::real;
use std::collections::BTreeMap;

/// The adjusted Rand index of Hubert and Arabie (1985): 1 for the same groups whatever they are
/// called, about 0 for groups that agree by chance, below 0 for less. The lists name the group of the
/// first, second … person; where one is longer, the rest of it is left out. 1 where there is
/// nothing to tell apart (fewer than two people, or one group in both lists).
pub fn adjusted_rand(one: &[usize], other: &[usize]) -> f64 {
    let mut both = BTreeMap::<(usize, usize), usize>::new();
    let (mut first, mut second) = (BTreeMap::<usize, usize>::new(), BTreeMap::<usize, usize>::new());
    for (a, b) in one.iter().zip(other) {
        *both.entry((*a, *b)).or_default() += 1;
        *first.entry(*a).or_default() += 1;
        *second.entry(*b).or_default() += 1;
    }
    let pairs = |count: usize| real(count) * (real(count) - 1.0) / 2.0;
    let all = pairs(one.len().min(other.len()));
    let together: f64 = both.into_values().map(pairs).sum();
    let (first, second): (f64, f64) = (first.into_values().map(pairs).sum(), second.into_values().map(pairs).sum());
    let by_chance = if all > 0.0 { first * second / all } else { 0.0 };
    let most = f64::midpoint(first, second);
    if most - by_chance <= 0.0 { 1.0 } else { (together - by_chance) / (most - by_chance) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_agrees_with_published_values() {
        // Hubert and Arabie's own example is of this kind: both agree on all, on nothing, in part.
        assert!((adjusted_rand(&[0, 0, 1, 1], &[5, 5, 2, 2]) - 1.0).abs() < 1e-12);
        assert!((adjusted_rand(&[0, 0, 1, 2], &[0, 0, 1, 1]) - 4.0 / 7.0).abs() < 1e-12);
        assert!((adjusted_rand(&[0, 0, 1, 1], &[0, 1, 0, 1]) + 0.5).abs() < 1e-12);
        assert!((adjusted_rand(&[], &[]) - 1.0).abs() < 1e-12);
        assert!((adjusted_rand(&[0, 1, 2], &[3, 3, 3])).abs() < 1e-12);
    }
}
