//! Beat paths.
//!
//! For: [`schulze`] (Schulze 2011, 'A new monotonic, clone-independent, reversal symmetric, and
//! condorcet-consistent single-winner election method', Social Choice and Welfare 36), by margins or
//! by winning votes.
//! Must not know: how pairs were counted.
//! To add: another strength of a link is a variant of [`Measure`].

use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::ranked::first_turn;
use crate::domain::voting::ranked::pairwise::{self, Pairwise, Table};
use crate::domain::voting::rule::Refusal;
use serde::{Deserialize, Serialize};

/// The most options: the steps grow with their cube (10⁹ at 1,000, about a second).
pub const MOST: usize = 1_000;

/// How strong the link from a winner of a pair to its loser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// By how much more weight the winner is preferred.
    Margins,
    /// The weight that prefers the winner.
    WinningVotes,
}

/// Who won, and the strongest paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// How links were measured.
    pub measure: Measure,
    /// One, after the tie rule.
    pub winners: Vec<usize>,
    /// All to whom no other has a stronger path than they have back.
    pub tied: Vec<usize>,
    /// Row, column: the strength of the strongest path from the row's option to the column's; a path
    /// is as strong as its weakest link; 0 where there is none.
    pub paths: Table,
    /// What was compared.
    pub pairwise: Pairwise,
}

impl Outcome {
    /// The options whose path to this one is stronger than its path back: why it did not win.
    pub fn beaten_by(&self, option: usize) -> Vec<usize> {
        let all = 0..self.paths.side();
        all.filter(|other| self.paths.at(*other, option) > self.paths.at(option, *other)).collect()
    }
}

/// Elects whoever no other has a stronger path to than the path back.
///
/// # Errors
/// As [`pairwise::compare`]; [`Refusal::TooManyOptions`] above [`MOST`].
pub fn schulze(election: &Election, measure: Measure, ties: Ties) -> Result<Outcome, Refusal> {
    let options = election.options.len();
    if options > MOST {
        return Err(Refusal::TooManyOptions { options, most: MOST });
    }
    let pairwise = pairwise::compare(election)?;
    let paths = strongest_paths(&links(&pairwise, measure));
    let unbeaten = |one: usize| (0..options).all(|other| paths.at(one, other) >= paths.at(other, one));
    let tied: Vec<usize> = (0..options).filter(|one| unbeaten(*one)).collect();
    Ok(Outcome { measure, winners: first_turn(election, ties, &tied), tied, paths, pairwise })
}

/// The strength of each won pair; a level or lost pair is no link.
fn links(pairwise: &Pairwise, measure: Measure) -> Table {
    let mut links = Table::new(pairwise.options());
    for one in 0..pairwise.options() {
        for (other, link) in links.row_mut(one).iter_mut().enumerate() {
            let margin = pairwise.margin(one, other);
            *link = match measure {
                _ if margin <= 0 => 0,
                Measure::Margins => margin,
                Measure::WinningVotes => pairwise.preferred.at(one, other),
            };
        }
    }
    links
}

/// The widest paths between all pairs (Floyd 1962, Warshall 1962; the paper proposes the same).
fn strongest_paths(links: &Table) -> Table {
    let mut paths = links.clone();
    for via in 0..links.side() {
        let onward = paths.row(via).to_vec();
        for from in (0..links.side()).filter(|from| *from != via) {
            let reach = paths.at(from, via);
            if reach != 0 {
                widen(paths.row_mut(from), reach, &onward);
            }
        }
    }
    for option in 0..links.side() {
        if let Some(itself) = paths.row_mut(option).get_mut(option) {
            *itself = 0;
        }
    }
    paths
}

fn widen(paths: &mut [i64], reach: i64, onward: &[i64]) {
    for (path, next) in paths.iter_mut().zip(onward) {
        *path = (*path).max(reach.min(*next));
    }
}

#[cfg(test)]
mod tests;
