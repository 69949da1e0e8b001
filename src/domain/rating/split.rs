//! Rows of two kinds, such as satisfied and not satisfied by building.
//!
//! For: [`split`], which hides rows of a table whose totals all stand beside it, so that no hidden cell
//! can be worked out from rows, columns and the others.
//! Must not know: what is counted, or who is in a row.
//! To add: more than two columns is another function, with the same proof by trying.
//!
//! A row has a total that everybody knows, so that its two cells hide together. Beside the rows with a
//! small cell two others are hidden, chosen by what everybody knows: the smallest total, then the
//! place. Everybody then knows which cells are small, the bounds of the others and what the hidden rows
//! have together, and nothing else.

use super::protected::{Bounds, Told, by_itself, have_choice};

/// Rows hidden beside those with a small cell.
const BESIDE: usize = 2;

/// What is told of each row of a table with all row and column totals beside it. `None`, which tells of
/// no cell, where a total is below three times `least`, where few rows have a small cell among them, and
/// where a small cell could be narrowed. `least` of 1 or less hides nothing. Below zero counts as none.
pub fn split(rows: &[(i64, i64)], least: i64) -> Option<Vec<(Told, Told)>> {
    let rows: Vec<(i64, i64)> = rows.iter().map(|(yes, no)| ((*yes).max(0), (*no).max(0))).collect();
    let plain: Vec<_> = rows.iter().map(|(yes, no)| (by_itself(*yes, least), by_itself(*no, least))).collect();
    if least <= 1 {
        return Some(plain);
    }
    // That nothing is told tells something too; among few rows it could tell a cell.
    let is_plain = !plain.iter().any(|row| has_few(*row));
    let has_rows = is_plain || rows.len() >= if least > 2 { 4 } else { 5 };
    let told = with_more(plain, &rows);
    let (hidden, sum) = hidden(&rows, &told, least);
    (has_rows && has_totals(&rows, least) && have_choice(&hidden, sum)).then_some(told)
}

fn has_totals(rows: &[(i64, i64)], least: i64) -> bool {
    let enough = least.saturating_mul(3);
    let add = |(a, b): (i64, i64), row: &(i64, i64)| (a.saturating_add(row.0), b.saturating_add(row.1));
    let (yes, no) = rows.iter().fold((0, 0), add);
    yes >= enough && no >= enough && rows.iter().all(|(yes, no)| yes.saturating_add(*no) >= enough)
}

const fn has_few(told: (Told, Told)) -> bool {
    matches!(told, (Told::Few, _) | (_, Told::Few))
}

fn with_more(mut told: Vec<(Told, Told)>, rows: &[(i64, i64)]) -> Vec<(Told, Told)> {
    if !told.iter().any(|row| has_few(*row)) {
        return told;
    }
    let total = |at: usize| rows.get(at).map_or(0, |(yes, no)| yes.saturating_add(*no));
    let mut others: Vec<usize> = (0..told.len()).filter(|at| told.get(*at).is_some_and(|row| !has_few(*row))).collect();
    others.sort_by_key(|at| (total(*at), *at));
    others.truncate(BESIDE);
    for (at, row) in told.iter_mut().enumerate() {
        let beside = others.contains(&at);
        if beside || has_few(*row) {
            let hide = |cell: Told| if cell == Told::Few { Told::Few } else { Told::Hidden };
            *row = (hide(row.0), hide(row.1));
        }
    }
    told
}

/// What everybody knows of the second cell of each hidden row, and their sum.
fn hidden(rows: &[(i64, i64)], told: &[(Told, Told)], least: i64) -> (Vec<Bounds>, i128) {
    let mut sum = 0;
    let mut known = Vec::new();
    for ((yes, no), told) in rows.iter().zip(told) {
        let total = yes.saturating_add(*no);
        let (low, high, few) = match told {
            (Told::Few, _) => (total - (least - 1), total, true),
            (_, Told::Few) => (0, least - 1, true),
            (Told::Hidden, _) => (least, total - least, false),
            (Told::Count(_), _) => continue,
        };
        known.push(Bounds { low, high, few });
        sum += i128::from(*no);
    }
    (known, sum)
}

#[cfg(test)]
#[path = "split_tests.rs"]
mod tests;
