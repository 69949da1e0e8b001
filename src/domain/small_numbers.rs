//! Numbers too small to be shown.
//!
//! For: hiding counts behind which fewer than k households stand, so that they cannot be worked
//! out from the counts beside them either.
//! Must not know: what is counted. Open counts (supports, turnout) do not come here.
//! To add: a table of another shape is another function beside [`rows`], with the same proof.

/// Households that must stand behind a count, unless the operator asks for more.
pub const DEFAULT_K: i64 = 5;

/// A count that may be shown, or `None` for 'fewer than k'.
pub type Cell = Option<i64>;

/// One count by itself. Zero is hidden too: 'nobody is satisfied' also tells about everybody.
pub fn shown(count: i64, k: i64) -> Cell {
    (count >= k).then_some(count)
}

/// The parts of one total (each household in exactly one of them), where the total stands beside
/// them if [`shown`] allows it.
///
/// Beside the counts below k the smallest others are hidden until at least two are hidden and at
/// least k households stand behind them together; then no hidden count follows from the total,
/// not even for those who know this rule.
pub fn rows(counts: &[i64], k: i64) -> Vec<Cell> {
    let mut by_size: Vec<usize> = (0..counts.len()).collect();
    let count = |at: usize| counts.get(at).copied().unwrap_or(0);
    by_size.sort_by_key(|at| (count(*at), *at));
    let mut hidden = vec![false; counts.len()];
    let (mut number, mut sum, mut last) = (0_i64, 0_i64, None);
    for at in by_size {
        let protected = number == 0 || is_protected(number, sum, k);
        // Equal counts go together, or the one that is shown would tell about the hidden one.
        if count(at) >= k && protected && last != Some(count(at)) {
            break;
        }
        last = Some(count(at));
        if let Some(cell) = hidden.get_mut(at) {
            *cell = true;
        }
        number += 1;
        sum = sum.saturating_add(count(at));
    }
    counts.iter().zip(hidden).map(|(count, hidden)| (!hidden).then_some(*count)).collect()
}

/// Whether that many hidden counts with that sum cannot be told from each other. If all of them
/// were one below k, their sum alone would give them away.
const fn is_protected(number: i64, sum: i64, k: i64) -> bool {
    number > 1 && sum >= k && sum != number.saturating_mul(k.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn fewer_than_k_are_not_shown() {
        let cells: Vec<Cell> = [0, 4, 5, 6].map(|n| shown(n, DEFAULT_K)).into();
        assert_eq!(cells, [None, None, Some(5), Some(6)]);
    }

    #[test]
    fn a_hidden_count_is_never_alone() {
        assert_eq!(rows(&[30, 3, 20], 5), [Some(30), None, None]);
        assert_eq!(rows(&[30, 0, 0, 10], 5), [Some(30), None, None, None]);
        assert_eq!(rows(&[30, 3, 2, 10], 5), [Some(30), None, None, Some(10)]);
        assert_eq!(rows(&[30, 20], 5), [Some(30), Some(20)]);
        assert_eq!(rows(&[9, 0], 5), [None, None]);
        assert_eq!(rows(&[7], 5), [Some(7)]);
        assert!(rows(&[], 5).is_empty());
    }

    /// All tables of this width with counts up to `most`.
    fn tables(width: u32, most: i64) -> Vec<Vec<i64>> {
        (0..width).fold(vec![Vec::new()], |all, _| {
            let longer = |table: Vec<i64>| (0..=most).map(move |n| [table.clone(), vec![n]].concat());
            all.into_iter().flat_map(longer).collect()
        })
    }

    #[test]
    fn whoever_knows_the_rule_and_the_total_cannot_tell_a_hidden_count() {
        for (width, most, k) in [(1, 12, 3), (2, 12, 3), (2, 20, 5), (3, 11, 3), (3, 9, 4), (4, 7, 3)] {
            let mut seen: HashMap<(i64, Vec<Cell>), Vec<Vec<i64>>> = HashMap::new();
            for table in tables(width, most) {
                let total: i64 = table.iter().sum();
                if total >= k {
                    seen.entry((total, rows(&table, k))).or_default().push(table);
                }
            }
            for ((total, cells), tables) in seen {
                // Tables with larger totals have companions beyond `most`.
                if total > most {
                    continue;
                }
                for at in (0..cells.len()).filter(|at| cells[*at].is_none()) {
                    let values: HashSet<i64> = tables.iter().map(|table| table[at]).collect();
                    assert!(values.len() > 1, "k {k}, total {total}, {cells:?}: {tables:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_true_and_large_enough(counts in vec(0i64..40, 0..8), k in 1i64..9) {
            let cells = rows(&counts, k);
            prop_assert_eq!(cells.len(), counts.len());
            for (cell, count) in cells.iter().zip(&counts) {
                prop_assert!(cell.is_none_or(|shown| shown == *count && shown >= k));
            }
        }

        #[test]
        fn hidden_counts_are_two_or_more_with_k_behind_them(counts in vec(0i64..40, 2..8), k in 1i64..9) {
            let cells = rows(&counts, k);
            let hidden: Vec<i64> = cells.iter().zip(&counts).filter(|(c, _)| c.is_none()).map(|(_, n)| *n).collect();
            let all = hidden.len() == counts.len();
            prop_assert!(hidden.is_empty() || all || (hidden.len() > 1 && hidden.iter().sum::<i64>() >= k));
        }

        #[test]
        fn no_number_breaks_it(counts in vec(any::<i64>(), 0..6), k: i64) {
            let _ = rows(&counts, k);
        }
    }
}
