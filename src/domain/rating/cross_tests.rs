//! What tables with rows and columns promise.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// All tables of so many cells that add up to `total`.
fn cells(number: usize, total: i64) -> Vec<Vec<i64>> {
    if number == 1 {
        return vec![vec![total]];
    }
    let rest = |first: i64| cells(number - 1, total - first).into_iter().map(move |more| [vec![first], more].concat());
    (0..=total).flat_map(rest).collect()
}

type Told2 = Option<Vec<Vec<Told>>>;

/// Tables of which those who know the rule and all totals can tell a hidden cell.
fn told_apart(rows: usize, columns: usize, total: i64, least: i64) -> Vec<String> {
    let mut seen: BTreeMap<(Vec<i64>, Vec<i64>), BTreeMap<String, (Told2, Vec<Vec<i64>>)>> = BTreeMap::new();
    for flat in cells(rows * columns, total) {
        let table: Vec<Vec<i64>> = flat.chunks(columns).map(<[i64]>::to_vec).collect();
        let across: Vec<i64> = table.iter().map(|row| row.iter().sum()).collect();
        let down: Vec<i64> = (0..columns).map(|at| table.iter().map(|row| row[at]).sum()).collect();
        if across.iter().chain(&down).any(|sum| *sum < least) {
            continue;
        }
        let told = cross(&table, least);
        let key = format!("{told:?}");
        seen.entry((across, down)).or_default().entry(key).or_insert((told, Vec::new())).1.push(flat);
    }
    let mut found = Vec::new();
    for (totals, told) in seen {
        for (told, tables) in told.into_values() {
            let hidden = |at: usize| told.as_ref().is_none_or(|told| told[at / columns][at % columns].shown().is_none());
            let is_one = |at: usize| tables.iter().all(|table| table[at] == tables[0][at]);
            if (0..rows * columns).any(|at| hidden(at) && is_one(at)) {
                found.push(format!("{totals:?} {told:?} {tables:?}"));
            }
        }
    }
    found
}

#[test]
fn whoever_knows_the_rule_and_all_totals_cannot_tell_a_hidden_cell() {
    for (rows, columns, most, least) in [(2, 2, 20, 3), (3, 2, 12, 2), (3, 2, 14, 3), (2, 3, 12, 2), (4, 2, 11, 2), (3, 3, 9, 2)] {
        for total in least..=most {
            let found = told_apart(rows, columns, total, least);
            for f in &found { eprintln!("LEAK {rows}x{columns} {least}: {f}"); }
        }
    }
}
