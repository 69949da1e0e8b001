//! The votes around the mean of each statement, the matrix whose axes are looked for.
//!
//! For: [`Centred`]: of each open statement with votes, who voted and how far from the mean vote. A
//! missing vote is taken as the mean (as Polis does) and is therefore 0 here, so that only votes that
//! were cast need memory.
//! Must not know: groups.
//! To add: another operation on the matrix is a function here that walks its columns.

use super::real;
use super::table::Table;
use nalgebra::DMatrix;

/// Up to so many lines on the smaller side the products of all pairs are made once (2 MiB); beyond,
/// every round walks the votes.
const MOST_LINES: usize = 512;
/// Up to so many cells (32 MiB) the lines are laid out with their zeros.
const MOST_CELLS: usize = 4_000_000;

/// A vote in its column: which person, and how far from the mean of those who voted.
pub(super) type Entry = (usize, f64);

/// The matrix, by columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Centred {
    pub people: usize,
    /// Which statement a column is.
    pub statements: Vec<usize>,
    /// Of each column the mean vote.
    pub means: Vec<f64>,
    pub columns: Vec<Vec<Entry>>,
}

impl Centred {
    /// Of the open statements with votes.
    pub fn of(table: &Table) -> Self {
        let mut all: Vec<Vec<Entry>> = vec![Vec::new(); table.statements.len()];
        for (person, row) in table.rows().enumerate() {
            for cell in row {
                if let Some(column) = all.get_mut(cell.statement) {
                    column.push((person, f64::from(cell.vote.number())));
                }
            }
        }
        let mut centred = Self { people: table.people.len(), ..Self::default() };
        for (statement, (mut column, open)) in all.into_iter().zip(table.open()).enumerate() {
            if open && !column.is_empty() {
                let mean = column.iter().map(|(_, vote)| vote).sum::<f64>() / real(column.len());
                for (_, vote) in &mut column {
                    *vote -= mean;
                }
                centred.statements.push(statement);
                centred.means.push(mean);
                centred.columns.push(column);
            }
        }
        centred
    }

    /// The sum of all squares: what there is to explain.
    pub fn squares(&self) -> f64 {
        self.columns.iter().flatten().map(|(_, value)| value * value).sum()
    }

    /// How statements go together with each other: the products of all pairs of columns, or, where
    /// there are fewer people than statements, of all pairs of rows. `None` where that would be large.
    pub fn products(&self) -> Option<(Side, DMatrix<f64>)> {
        let (side, lines, long) = if self.people < self.columns.len() {
            (Side::People, self.people, self.columns.len())
        } else {
            (Side::Statements, self.columns.len(), self.people)
        };
        if lines > MOST_LINES || lines.saturating_mul(long) > MOST_CELLS {
            return None;
        }
        // Where most cells are empty it is quicker to walk the votes of one line along the other.
        let sparse = self.columns.iter().map(Vec::len).sum::<usize>() * 4 < lines * long;
        let (lines, votes) = (self.lines(side, lines, long), if sparse { self.votes(side, lines) } else { Vec::new() });
        let mut products = DMatrix::zeros(lines.len(), lines.len());
        for (at, line) in lines.iter().enumerate() {
            for (other, beside) in lines.iter().enumerate().take(at + 1) {
                let product = votes.get(other).map_or_else(|| dot(line, beside), |votes| along(line, votes));
                for place in [(at, other), (other, at)] {
                    if let Some(cell) = products.get_mut(place) {
                        *cell = product;
                    }
                }
            }
        }
        Some((side, products))
    }

    /// The votes of each line.
    fn votes(&self, side: Side, many: usize) -> Vec<Vec<Entry>> {
        if side == Side::Statements {
            return self.columns.clone();
        }
        let mut rows = vec![Vec::new(); many];
        for (column, entries) in self.columns.iter().enumerate() {
            for (person, value) in entries {
                rows.get_mut(*person).into_iter().for_each(|row| row.push((column, *value)));
            }
        }
        rows
    }

    fn lines(&self, side: Side, many: usize, long: usize) -> Vec<Vec<f64>> {
        let mut lines = vec![vec![0.0; long]; many];
        for (column, entries) in self.columns.iter().enumerate() {
            for (person, value) in entries {
                let (line, at) = match side {
                    Side::Statements => (column, *person),
                    Side::People => (*person, column),
                };
                if let Some(cell) = lines.get_mut(line).and_then(|line| line.get_mut(at)) {
                    *cell = *value;
                }
            }
        }
        lines
    }

    /// Of each person the sum over their votes of vote × what the block has for the statement.
    pub fn to_people<const N: usize>(&self, block: &[[f64; N]]) -> Vec<[f64; N]> {
        let mut out = vec![[0.0; N]; self.people];
        for (column, factors) in self.columns.iter().zip(block) {
            for (person, value) in column {
                if let Some(sums) = out.get_mut(*person) {
                    add(sums, *value, factors);
                }
            }
        }
        out
    }

    /// Of each statement the sum over its votes of vote × what the block has for the person.
    pub fn to_statements<const N: usize>(&self, block: &[[f64; N]]) -> Vec<[f64; N]> {
        let sums = |column: &Vec<Entry>| {
            let mut sums = [0.0; N];
            for (person, value) in column {
                if let Some(factors) = block.get(*person) {
                    add(&mut sums, *value, factors);
                }
            }
            sums
        };
        self.columns.iter().map(sums).collect()
    }
}

/// Which side of the matrix the lines of [`Centred::products`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Statements,
    People,
}

fn add<const N: usize>(sums: &mut [f64; N], value: f64, factors: &[f64; N]) {
    for (sum, factor) in sums.iter_mut().zip(factors) {
        *sum += value * factor;
    }
}

/// Eight sums side by side: in one order everywhere, and quick.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f64 = ones.remainder().iter().zip(others.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 8];
    for (a, b) in ones.zip(others) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f64>() + rest
}

fn along(line: &[f64], votes: &[Entry]) -> f64 {
    votes.iter().filter_map(|(at, value)| line.get(*at).map(|other| other * value)).sum()
}
