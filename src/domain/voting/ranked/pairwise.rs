//! How many prefer each option to each other one.
//!
//! For: [`Pairwise`], the table that Schulze, Copeland and minimax read.
//! Must not know: which rule reads it, or how ties are broken.
//! To add: what a new kind of ballot says about two options belongs into `Scale`.
//!
//! Sources: Condorcet (1785); the table itself is what every election by pairs publishes.

use crate::domain::voting::election::{Election, Kind, Mark};
use crate::domain::voting::ranked::{position, weighed, weight};
use crate::domain::voting::rule::Refusal;
use serde::Serialize;

/// The most options that are compared: the table has a number for each pair (32 MiB at 2,000).
pub const MOST: usize = 2_000;

/// A square of numbers, one for each ordered pair of options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    side: usize,
    cells: Vec<i64>,
}

impl Table {
    /// All zero.
    pub fn new(side: usize) -> Self {
        Self { side, cells: vec![0; side.saturating_mul(side)] }
    }

    /// The number of the pair; 0 outside the table.
    pub fn at(&self, one: usize, other: usize) -> i64 {
        self.row(one).get(other).copied().unwrap_or(0)
    }

    /// The numbers of one option against each other one.
    pub fn row(&self, one: usize) -> &[i64] {
        let begin = one.saturating_mul(self.side);
        self.cells.get(begin..begin.saturating_add(self.side)).unwrap_or_default()
    }

    /// Row by row.
    pub fn rows(&self) -> impl Iterator<Item = &[i64]> {
        self.cells.chunks_exact(self.side.max(1))
    }

    /// To write into the row of one option.
    pub fn row_mut(&mut self, one: usize) -> &mut [i64] {
        let begin = one.saturating_mul(self.side);
        self.cells.get_mut(begin..begin.saturating_add(self.side)).unwrap_or_default()
    }

    /// How many options.
    pub const fn side(&self) -> usize {
        self.side
    }
}

impl Serialize for Table {
    /// As a list of rows.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows())
    }
}

/// The comparisons of all pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Pairwise {
    /// What all voters weigh together; whoever puts two options level counts for neither.
    pub total: i64,
    /// Row, column: the weight of those who put the row's option above the column's.
    pub preferred: Table,
}

impl Pairwise {
    /// By how much more weight the one is preferred to the other; negative if the other is.
    pub fn margin(&self, one: usize, other: usize) -> i64 {
        self.preferred.at(one, other) - self.preferred.at(other, one)
    }

    /// How many options.
    pub const fn options(&self) -> usize {
        self.preferred.side()
    }

    /// The option that beats each other one, if there is one.
    pub fn condorcet_winner(&self) -> Option<usize> {
        let all = 0..self.options();
        all.clone().find(|one| all.clone().all(|other| *one == other || self.margin(*one, other) > 0))
    }

    /// The option that each other one beats, if there is one and it has others.
    pub fn condorcet_loser(&self) -> Option<usize> {
        let all = 0..self.options();
        let beaten = |one: usize| all.clone().all(|other| one == other || self.margin(one, other) < 0);
        all.clone().find(|one| self.options() > 1 && beaten(*one))
    }
}

/// What a mark is worth in comparisons, the smaller the better, and where unmarked options stand.
struct Scale {
    points: bool,
    unmarked: i64,
}

impl Scale {
    /// Ranks: unmarked is below every rank. Ticks: 1 above 0. Points: unmarked is 0 points.
    fn of(kind: Kind) -> Result<Self, Refusal> {
        match kind {
            Kind::Ordinal => Ok(Self { points: false, unmarked: i64::MAX }),
            Kind::Approval | Kind::ChooseOne | Kind::Cumulative | Kind::Scoring => {
                Ok(Self { points: true, unmarked: 0 })
            }
            Kind::YesNo => Err(Refusal::WrongBallots { kind }),
        }
    }

    fn level(&self, mark: &Mark) -> i64 {
        // A rank of i64::MAX is still a rank, above what is unranked.
        if self.points { mark.value.saturating_neg() } else { mark.value.min(i64::MAX - 1) }
    }
}

/// Compares all pairs. Equal ranks or points and two unranked options count for neither side; a
/// ranked option is above an unranked one. Points: more is better, unmarked is 0.
///
/// Time: for each ballot the square of its marks, not of the options.
///
/// # Errors
/// [`Refusal::NoOptions`], [`Refusal::TooManyOptions`] above [`MOST`], [`Refusal::WrongBallots`] for
/// yes / no, [`Refusal::TooLarge`] if all weights do not fit an `i64`.
pub fn compare(election: &Election) -> Result<Pairwise, Refusal> {
    let scale = Scale::of(election.kind)?;
    let total = weighed(election)?;
    let options = election.options.len();
    if options > MOST {
        return Err(Refusal::TooManyOptions { options, most: MOST });
    }
    let mut count = Count::new(options, scale.unmarked);
    let mut levels: Vec<(usize, i64)> = Vec::new();
    for entry in election.ballots.iter() {
        levels.clear();
        // A mark on an option that does not exist falls outside the table.
        levels.extend(entry.marks.iter().map(|mark| (position(mark), scale.level(mark))));
        count.ballot(&levels, weight(&entry).ok_or(Refusal::TooLarge)?);
    }
    Ok(Pairwise { total, preferred: count.finish() })
}

/// Counts `prefers one to other` as `one above unmarked + unmarked above other` for every pair at
/// once, and for the pairs of a ballot's marks what that is wrong by (0 or −1). So a ballot with few
/// marks costs few steps among many options.
struct Count {
    unmarked: i64,
    above: Vec<i64>,
    below: Vec<i64>,
    table: Table,
}

impl Count {
    fn new(options: usize, unmarked: i64) -> Self {
        Self { unmarked, above: vec![0; options], below: vec![0; options], table: Table::new(options) }
    }

    fn ballot(&mut self, levels: &[(usize, i64)], weight: i64) {
        for (one, level) in levels.iter().copied() {
            add(&mut self.above, one, if level < self.unmarked { weight } else { 0 });
            add(&mut self.below, one, if level > self.unmarked { weight } else { 0 });
            let row = self.table.row_mut(one);
            for (other, against) in levels.iter().copied() {
                // Without branches: the sign of a comparison cannot be foreseen. The diagonal is cleared at the end.
                let counted = i64::from(level < self.unmarked) + i64::from(against > self.unmarked);
                add(row, other, (i64::from(level < against) - counted) * weight);
            }
        }
    }

    fn finish(mut self) -> Table {
        for one in 0..self.above.len() {
            let above = self.above.get(one).copied().unwrap_or(0);
            for (other, (cell, below)) in self.table.row_mut(one).iter_mut().zip(&self.below).enumerate() {
                // The corrected sum is at most the total weight; the order of adding keeps it within.
                *cell = if one == other { 0 } else { (*cell + above) + below };
            }
        }
        self.table
    }
}

fn add(list: &mut [i64], at: usize, weight: i64) {
    if let Some(sum) = list.get_mut(at) {
        *sum += weight;
    }
}

#[cfg(test)]
mod tests;
