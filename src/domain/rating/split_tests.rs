//! What rows of two kinds promise.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// All ways in which `no` can be spread over rows with these totals.
fn spread(totals: &[i64], no: i64) -> Vec<Vec<(i64, i64)>> {
    let Some((total, rest)) = totals.split_first() else {
        return if no == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let first = 0..=no.min(*total);
    let row = |here: i64| vec![(total - here, here)];
    first.flat_map(|here| spread(rest, no - here).into_iter().map(move |more| [row(here), more].concat())).collect()
}

/// Tables of which those who know the rule and all totals can tell a hidden cell.
fn told_apart(totals: &[i64], no: i64, least: i64) -> Vec<String> {
    let mut seen: BTreeMap<String, Vec<Vec<(i64, i64)>>> = BTreeMap::new();
    let mut shown = BTreeMap::new();
    for table in spread(totals, no) {
        let told = split(&table, least);
        let key = format!("{told:?}");
        shown.insert(key.clone(), told);
        seen.entry(key).or_default().push(table);
    }
    let mut found = Vec::new();
    for (key, tables) in seen {
        let told = &shown[&key];
        for at in 0..totals.len() {
            let hidden = told.as_ref().is_none_or(|told| told[at].0.shown().is_none());
            if hidden && tables.iter().all(|table| table[at] == tables[0][at]) {
                found.push(format!("{least} {totals:?} {no}: {key} {tables:?}"));
            }
        }
    }
    found
}

#[test]
fn whoever_knows_the_rule_and_all_totals_cannot_tell_a_hidden_cell() {
    let small = [6_i64, 8];
    let mut tried = Vec::new();
    for (a, b) in small.iter().flat_map(|a| small.map(|b| (*a, b))) {
        tried.push((2, vec![a, b]));
        tried.push((2, vec![a, b, 9]));
        tried.push((2, vec![a, 6, b, 7, 8]));
        tried.push((3, vec![a + 3, b + 3]));
        tried.push((3, vec![a + 3, b + 3, 10]));
        tried.push((3, vec![a + 3, 9, b + 3, 10]));
        tried.push((4, vec![a + 6, b + 6, 13]));
    }
    for (least, totals) in tried {
        for no in 3 * least..=totals.iter().sum::<i64>() - 3 * least {
            let found = told_apart(&totals, no, least);
            assert!(found.is_empty(), "{found:?}");
        }
    }
}

#[test]
fn beside_rows_with_a_small_cell_the_two_smallest_others_are_hidden() {
    use Told::{Count, Few, Hidden};
    let table = [(40, 3), (30, 9), (20, 8), (25, 6), (50, 20)];
    let told = [(Hidden, Few), (Count(30), Count(9)), (Hidden, Hidden), (Hidden, Hidden), (Count(50), Count(20))];
    assert_eq!(split(&table, 5), Some(told.to_vec()));
    assert_eq!(split(&[(40, 5), (30, 11)], 5), Some(vec![(Count(40), Count(5)), (Count(30), Count(11))]));
    assert_eq!(split(&[(40, 4), (30, 12)], 5), None, "two rows cannot hide one");
    assert_eq!(split(&[(40, 0), (30, 0), (40, 8), (50, 5), (40, 5)], 5), None, "0 and 0 could not be 4 and 4");
    assert_eq!(split(&[(40, 0), (3, 1)], 1), Some(vec![(Count(40), Count(0)), (Count(3), Count(1))]));
    assert_eq!(split(&[], 5), None);
    assert_eq!(split(&[(8, 6), (30, 30)], 5), None, "a row below three times the least");
    assert_eq!(split(&[(20, 7), (30, 7)], 5), None, "a column below three times the least");
}

proptest! {
    #[test]
    fn what_is_told_is_true_large_enough_and_never_alone(rows in vec((0i64..60, 0i64..60), 0..9), least in 2i64..7) {
        let Some(told) = split(&rows, least) else { return Ok(()) };
        prop_assert_eq!(told.len(), rows.len());
        let hidden = told.iter().filter(|row| row.0.shown().is_none()).count();
        prop_assert!(hidden == 0 || hidden > 2);
        for ((yes, no), row) in rows.iter().zip(&told) {
            for (count, told) in [(yes, row.0), (no, row.1)] {
                match told {
                    Told::Count(shown) => prop_assert!(shown == *count && shown >= least),
                    Told::Few => prop_assert!(*count < least),
                    Told::Hidden => prop_assert!(*count >= least),
                }
            }
            prop_assert_eq!(row.0.shown().is_some(), row.1.shown().is_some());
        }
    }

    #[test]
    fn no_number_breaks_it(rows in vec(any::<(i64, i64)>(), 0..6), least: i64) {
        let _ = split(&rows, least);
    }
}
