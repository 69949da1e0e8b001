//! Tables of two kinds of parts, such as levels by building.
//!
//! For: [`cross`], which hides cells of a table whose totals stand beside it, so that none of them can
//! be worked out from rows, columns and the others.
//! Must not know: what is counted, or who is in a row.
//! To add: a table of three kinds is another function, with the same proof by trying.
//!
//! The pattern is a block: the rows and the columns with a small cell, and two more rows and one more
//! column, chosen by their totals, which everybody knows. Everybody then knows the bounds of each
//! hidden cell and the sums of the block's rows and columns, and nothing else. Whether a cell could be
//! another number is asked of the flow through the block: one more here, one less there, and so on
//! around until all sums are what they were (Cox 1995, 'Network models for complementary cell
//! suppression', JASA 90, 1453).

use super::protected::{Told, by_itself};

/// Rows hidden beside those with a small cell.
const ROWS_BESIDE: usize = 2;
/// Columns hidden beside those with a small cell.
const COLUMNS_BESIDE: usize = 1;
/// Most cells of a table; beyond, nothing is told.
const MOST: usize = 4_096;

/// What is told of each cell of a table with all row and column totals beside it, each of which is at
/// least `least`. Rows of another length than the first are filled with zeros or cut. `None` if no
/// cell can be told without telling others.
pub fn cross(table: &[Vec<i64>], least: i64) -> Option<Vec<Vec<Told>>> {
    let block = Block::of(table, least)?;
    let sums_hold = block.row_sums().iter().chain(&block.column_sums()).all(|sum| *sum >= least);
    (least <= 1 || sums_hold && block.is_open()).then_some(block.told)
}

struct Block {
    counts: Vec<Vec<i64>>,
    told: Vec<Vec<Told>>,
    width: usize,
    least: i64,
}

impl Block {
    fn of(table: &[Vec<i64>], least: i64) -> Option<Self> {
        let width = table.first().map_or(0, Vec::len);
        if table.len().saturating_mul(width) > MOST {
            return None;
        }
        let row = |row: &Vec<i64>| (0..width).map(|at| row.get(at).copied().unwrap_or(0).max(0)).collect();
        let counts: Vec<Vec<i64>> = table.iter().map(row).collect();
        let tell = |row: &Vec<i64>| row.iter().map(|count| by_itself(*count, least)).collect();
        let told = counts.iter().map(tell).collect();
        let mut block = Self { counts, told, width, least };
        block.hide();
        Some(block)
    }

    fn row_sums(&self) -> Vec<i64> {
        self.counts.iter().map(|row| row.iter().fold(0, |sum: i64, count| sum.saturating_add(*count))).collect()
    }

    fn column_sums(&self) -> Vec<i64> {
        let column = |at: usize| self.counts.iter().filter_map(move |row| row.get(at));
        (0..self.width).map(|at| column(at).fold(0, |sum: i64, count| sum.saturating_add(*count))).collect()
    }

    fn hide(&mut self) {
        let is_few = |row: usize, column: usize| self.cell(row, column) == Some(Told::Few);
        let rows = 0..self.counts.len();
        let in_rows: Vec<bool> = rows.clone().map(|row| (0..self.width).any(|column| is_few(row, column))).collect();
        let in_columns: Vec<bool> = (0..self.width).map(|column| rows.clone().any(|row| is_few(row, column))).collect();
        if !in_rows.contains(&true) {
            return;
        }
        let in_rows = with_more(in_rows, &self.row_sums(), ROWS_BESIDE);
        let in_columns = with_more(in_columns, &self.column_sums(), COLUMNS_BESIDE);
        for (row, _) in self.told.iter_mut().zip(in_rows).filter(|(_, in_block)| *in_block) {
            for (cell, _) in row.iter_mut().zip(&in_columns).filter(|(cell, in_block)| **in_block && **cell != Told::Few) {
                *cell = Told::Hidden;
            }
        }
    }

    fn cell(&self, row: usize, column: usize) -> Option<Told> {
        self.told.get(row)?.get(column).copied()
    }

    /// Whether the cell is hidden and could be one more (or one less) by what everybody knows of it
    /// alone.
    fn has_room(&self, row: usize, column: usize, up: bool) -> bool {
        let count = self.counts.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
        match self.cell(row, column) {
            Some(Told::Few) if up => count < self.least - 1,
            Some(Told::Few) => count > 0,
            Some(Told::Hidden) => up || count > self.least,
            _ => false,
        }
    }

    /// Whether every hidden cell could be another number.
    fn is_open(&self) -> bool {
        let cells = (0..self.counts.len()).flat_map(|row| (0..self.width).map(move |column| (row, column)));
        let mut hidden = cells.filter(|(row, column)| !matches!(self.cell(*row, *column), None | Some(Told::Count(_))));
        hidden.all(|(row, column)| self.can_change(row, column, true) || self.can_change(row, column, false))
    }

    /// Whether the cell could be one more (or less) and the others make up for it: a way from its
    /// column back to its row, over cells that go the other way and this way in turn.
    fn can_change(&self, row: usize, column: usize, up: bool) -> bool {
        if !self.has_room(row, column, up) {
            return false;
        }
        let (mut rows, mut columns) = (vec![false; self.counts.len()], vec![false; self.width]);
        let mut waiting = vec![column];
        if let Some(seen) = columns.get_mut(column) {
            *seen = true;
        }
        while let Some(from) = waiting.pop() {
            for to in 0..self.counts.len() {
                let is_new = rows.get(to) == Some(&false) && (to, from) != (row, column);
                if !is_new || !self.has_room(to, from, !up) {
                    continue;
                }
                if to == row {
                    return true;
                }
                mark(&mut rows, to);
                for next in 0..self.width {
                    if columns.get(next) == Some(&false) && self.has_room(to, next, up) {
                        mark(&mut columns, next);
                        waiting.push(next);
                    }
                }
            }
        }
        false
    }
}

fn mark(seen: &mut [bool], at: usize) {
    if let Some(seen) = seen.get_mut(at) {
        *seen = true;
    }
}

/// The lines of the block, and so many more: those with the smallest totals, then the first.
fn with_more(mut lines: Vec<bool>, sums: &[i64], more: usize) -> Vec<bool> {
    let mut others: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at) == Some(&false)).collect();
    others.sort_by_key(|at| (sums.get(*at).copied().unwrap_or(0), *at));
    for at in others.into_iter().take(more) {
        mark(&mut lines, at);
    }
    lines
}

#[cfg(test)]
#[path = "cross_tests.rs"]
mod tests;
