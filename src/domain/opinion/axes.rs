//! The two directions in which opinions differ most, and where everybody stands on them.
//!
//! For: [`axes`] and [`places`], as Polis makes them: principal components of the votes of everybody,
//! missing votes taken as the statement's mean; a person's place is the sum over the votes they cast,
//! pushed out from the centre by `√(statements / votes of the person)`, since whoever voted on few
//! statements would otherwise stand near the centre for that alone.
//! Must not know: groups.
//! To add: a third axis needs three values everywhere here and in `kmeans`.
//!
//! What was taken out by a moderator is 0 for everybody, as in Polis: it moves nobody, but counts as
//! answered by all in the push. Were it dropped, the groups of the two published conversations would agree
//! less with the published ones (adjusted Rand 0.78 and 0.74 instead of 0.90 and 0.93).

use super::centred::{Centred, Side};
use super::chance;
use super::kmeans::Point;
use super::real;
use super::spectrum::{Leading, WIDTH, largest, leading};
use super::table::Table;
use nalgebra::DMatrix;

/// The plane in which groups are looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axes {
    /// The first two directions, a number for each statement; 0 where it has no part.
    pub directions: Vec<Point>,
    /// The mean vote of those who voted, from −1 to 1; 0 where nobody did.
    pub means: Vec<f64>,
    /// What part of all differences lies along each, from 0 to 1.
    pub explained: [f64; 2],
    /// How much longer the first axis is than it would be if nobody's answers went together: the
    /// first value divided by the largest that shuffled votes had. At most 1 for noise.
    pub beyond_chance: f64,
}

/// Of the open statements. The sign of each axis is fixed: the statement with the largest part in it
/// (the first of equals) has a positive one.
pub fn axes(table: &Table) -> Axes {
    let centred = Centred::of(table);
    let found = of_statements(&centred);
    let squares = centred.squares();
    let share = |value: f64| if squares > 0.0 { value / squares } else { 0.0 };
    let shuffled = chance::largest(&centred);
    let [first, second] = found.values;
    let mut axes = Axes {
        directions: vec![[0.0; 2]; table.statements.len()],
        means: vec![0.0; table.statements.len()],
        explained: [share(first), share(second)],
        beyond_chance: if shuffled > 0.0 { first / shuffled } else { 0.0 },
    };
    let [one, other] = found.vectors.map(with_sign);
    for (((statement, mean), x), y) in centred.statements.iter().zip(&centred.means).zip(one).zip(other) {
        if let (Some(direction), Some(slot)) = (axes.directions.get_mut(*statement), axes.means.get_mut(*statement)) {
            *direction = [x, y];
            *slot = *mean;
        }
    }
    axes
}

/// The first two directions, by column of the matrix.
fn of_statements(centred: &Centred) -> Leading {
    match centred.products() {
        Some((Side::Statements, products)) => leading(products.nrows(), |block| &products * block),
        Some((Side::People, products)) => {
            let found = leading(products.nrows(), |block| &products * block);
            let [one, other] = &found.vectors;
            let block: Vec<Point> = one.iter().zip(other).map(|(x, y)| [*x, *y]).collect();
            let across = centred.to_statements(&block);
            let vector = |axis: usize| unit(across.iter().map(|pair| pair.get(axis).copied().unwrap_or(0.0)).collect());
            Leading { values: found.values, vectors: [vector(0), vector(1)] }
        }
        None => leading(centred.columns.len(), |block| by_walking(centred, block)),
    }
}

/// The largest value alone, to about a hundredth.
pub(super) fn largest_value(centred: &Centred) -> f64 {
    match centred.products() {
        Some((_, products)) => largest(products.nrows(), |block| &products * block),
        None => largest(centred.columns.len(), |block| by_walking(centred, block)),
    }
}

/// The products of all pairs of columns times the block, without making them.
fn by_walking(centred: &Centred, block: &DMatrix<f64>) -> DMatrix<f64> {
    let row = |at: usize| {
        let mut row = [0.0; WIDTH];
        row.iter_mut().zip(block.row(at).iter()).for_each(|(slot, value)| *slot = *value);
        row
    };
    let rows: Vec<[f64; WIDTH]> = (0..block.nrows()).map(row).collect();
    let out = centred.to_statements(&centred.to_people(&rows));
    let cell = |at: usize, column: usize| out.get(at).and_then(|row| row.get(column)).copied().unwrap_or(0.0);
    DMatrix::from_fn(block.nrows(), block.ncols(), cell)
}

fn unit(vector: Vec<f64>) -> Vec<f64> {
    let length = vector.iter().map(|part| part * part).sum::<f64>().sqrt();
    if length > 0.0 { vector.into_iter().map(|part| part / length).collect() } else { vector }
}

fn with_sign(vector: Vec<f64>) -> Vec<f64> {
    let largest = vector.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
    // What differs by rounding only counts as equal.
    let leader = vector.iter().find(|part| part.abs() >= largest * (1.0 - 1e-9)).copied().unwrap_or(0.0);
    if leader < 0.0 { vector.into_iter().map(|part| -part).collect() } else { vector }
}

/// Where each person in the table stands.
pub fn places(table: &Table, axes: &Axes) -> Vec<Point> {
    let mut asked = vec![false; table.statements.len()];
    for cell in table.rows().flatten() {
        if let Some(asked) = asked.get_mut(cell.statement) {
            *asked = true;
        }
    }
    let open = table.open();
    let all = asked.iter().filter(|asked| **asked).count();
    let out = asked.iter().zip(&open).filter(|(asked, open)| **asked && !**open).count();
    let place = |row: &[super::table::Cell]| {
        let (mut sums, mut answered) = ([0.0, 0.0], out);
        for cell in row.iter().filter(|cell| open.get(cell.statement).copied().unwrap_or(false)) {
            let direction = axes.directions.get(cell.statement).copied().unwrap_or_default();
            let from_mean = f64::from(cell.vote.number()) - axes.means.get(cell.statement).copied().unwrap_or(0.0);
            sums = [sums[0] + from_mean * direction[0], sums[1] + from_mean * direction[1]];
            answered += 1;
        }
        let push = (real(all) / real(answered.max(1))).sqrt();
        [sums[0] * push, sums[1] * push]
    };
    table.rows().map(place).collect()
}
