//! Participatory budgets as Pabulib keeps them: `.pb`.
//!
//! For: [`read`], [`write`], [`File`]. Sections META, PROJECTS and VOTES in any order, cells between
//! semicolons (Stolicki, Szufa & Talmon 2020, 'Pabulib'; pabulib.org/format).
//! Must not know: who will count it, or by which rule.
//! To add: a column that counts is read in `projects` or `votes` and written in `write`.
//!
//! What is clear is read, whatever it looks like: other columns, missing optional columns, empty
//! lines, spaces, semicolons in values of META, a trailing comma, empty ballots, and an option named
//! twice by an approval ballot (it counts once). What the file says of itself and is not so (counts,
//! lengths) is a warning. Whatever could mean two things is a [`Fault`].

mod projects;
mod read;
mod votes;
mod write;

pub use read::read;
pub use write::write;

use crate::domain::files::Fault;
use crate::domain::voting::election::Election;

/// What a `.pb` file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Costs, budget and ballots; the unit of money is the smallest that the file uses.
    pub election: Election,
    /// Keys and values of META in their order.
    pub meta: Vec<(String, String)>,
    /// The rule by which the city decided, in Pabulib's words.
    pub rule: Option<String>,
    /// Votes (or points, in whole ones) that a project must have (`min_project_score_threshold`).
    pub least: Option<i64>,
    /// Fewest options on a ballot.
    pub min_length: Option<i64>,
    /// Most options on a ballot.
    pub max_length: Option<i64>,
    /// Most points on a ballot, in whole ones.
    pub max_sum_points: Option<i64>,
    /// How many units of a mark's value are one point: 1 unless points have decimals. 1 for other
    /// ballots than points.
    pub points_unit: i64,
    /// How many units of a ballot's weight are one: 1 unless weights have decimals.
    pub weight_unit: i64,
    /// The votes that the file states, by option.
    pub votes: Vec<Option<i64>>,
    /// The scores that the file states, by option, in units of points.
    pub scores: Vec<Option<i64>>,
    /// What the city decided, by option: 0 no, 1 yes, other numbers as Pabulib explains them.
    pub decided: Vec<Option<i64>>,
    /// What is odd in the file and did not keep it from being read.
    pub warnings: Vec<Fault>,
}

impl File {
    /// The value of a key of META.
    pub fn value(&self, key: &str) -> Option<&str> {
        value(&self.meta, key)
    }

    /// The file's own description of itself; may be empty.
    pub fn description(&self) -> &str {
        self.value("description").unwrap_or_default()
    }

    /// Positions of the options that the city chose.
    pub fn selected(&self) -> Vec<usize> {
        let chosen = self.decided.iter().enumerate().filter(|(_, decided)| **decided == Some(1));
        chosen.map(|(option, _)| option).collect()
    }
}

fn value<'m>(meta: &'m [(String, String)], key: &str) -> Option<&'m str> {
    meta.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests;
