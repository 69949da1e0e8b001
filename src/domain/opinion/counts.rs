//! Plain counts: how many agree, disagree and pass.
//!
//! For: [`Counts`] of everybody and of each group. These hold whatever the numbers.
//! Must not know: how groups were found.
//! To add: counts by something else are another call of [`by_part`].

use super::table::Table;
use super::votes::Vote;
use serde::Serialize;

/// Votes on one statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How many agree.
    pub agree: u32,
    /// How many disagree.
    pub disagree: u32,
    /// How many saw it and said neither.
    pub pass: u32,
}

impl Counts {
    /// How many voted on it.
    pub const fn seen(self) -> u32 {
        self.agree.saturating_add(self.disagree).saturating_add(self.pass)
    }

    /// How many said that.
    pub const fn of(self, vote: Vote) -> u32 {
        match vote {
            Vote::Agree => self.agree,
            Vote::Disagree => self.disagree,
            Vote::Pass => self.pass,
        }
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self {
            agree: self.agree.saturating_add(other.agree),
            disagree: self.disagree.saturating_add(other.disagree),
            pass: self.pass.saturating_add(other.pass),
        }
    }

    /// These without others that are among them.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            agree: self.agree.saturating_sub(other.agree),
            disagree: self.disagree.saturating_sub(other.disagree),
            pass: self.pass.saturating_sub(other.pass),
        }
    }

    /// What part of those who voted said that, with one more who did and one more who did not:
    /// `(said + 1) / (seen + 2)`, the estimate of Laplace that Polis uses. 1/2 without votes.
    pub fn likely(self, vote: Vote) -> f64 {
        (f64::from(self.of(vote)) + 1.0) / (f64::from(self.seen()) + 2.0)
    }

    fn add(&mut self, vote: Vote) {
        let count = match vote {
            Vote::Agree => &mut self.agree,
            Vote::Disagree => &mut self.disagree,
            Vote::Pass => &mut self.pass,
        };
        *count = count.saturating_add(1);
    }
}

/// Of everybody, by statement.
pub fn of_all(table: &Table) -> Vec<Counts> {
    let mut all = vec![Counts::default(); table.statements.len()];
    for cell in table.rows().flatten() {
        if let Some(counts) = all.get_mut(cell.statement) {
            counts.add(cell.vote);
        }
    }
    all
}

/// Of each of so many parts, by statement. `part` names the part of each person in the table; who
/// is in none is not counted.
pub fn by_part(table: &Table, part: &[Option<usize>], parts: usize) -> Vec<Vec<Counts>> {
    let mut all = vec![vec![Counts::default(); table.statements.len()]; parts];
    for (row, part) in table.rows().zip(part) {
        let Some(counts) = part.and_then(|part| all.get_mut(part)) else { continue };
        for cell in row {
            if let Some(counts) = counts.get_mut(cell.statement) {
                counts.add(cell.vote);
            }
        }
    }
    all
}
