//! Whether the numbers carry groups.
//!
//! For: [`Enough`], which says so, and why not where they do not. Below it there are plain counts only.
//! Must not know: how groups are found.
//! To add: another reason is a variant of [`Enough`] with its numbers, and its sentence in every language.

use serde::Serialize;

/// Participants with enough votes that groups need. With 20 people two groups of ten differ visibly
/// only where their shares are 50 to 60 points apart (Fisher's exact test, 5 %: 8 of 10 against 3 of
/// 10 is not enough); with fewer, saying what a group says is saying what its members say. Polis begins with 15.
pub const FEWEST_PEOPLE: usize = 20;
/// Open statements with votes that groups need: with two the groups would only be the four corners
/// of one small table, which is easier read as a table.
pub const FEWEST_STATEMENTS: usize = 3;
/// People in the smallest group: below, its counts could not be shown (rule 5 of the product: at
/// least five households behind a cell).
pub const SMALLEST_GROUP: usize = 5;
/// Votes that make a participant count for groups, as in Polis: whoever voted on less stands nowhere yet.
/// All statements where there are fewer.
pub const VOTES_TO_COUNT: usize = 7;
/// How much longer the first axis must be than the longest of shuffled votes.
pub const BEYOND_CHANCE: f64 = 1.1;
/// The silhouette below which Kaufman and Rousseeuw ('Finding Groups in Data', 1990) see no structure.
pub const LEAST_SILHOUETTE: f64 = 0.25;

/// Whether there are groups to speak of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Enough {
    /// The numbers carry groups.
    Groups,
    /// Too few people voted on enough statements.
    FewPeople {
        /// How many did.
        people: usize,
        /// How many must.
        needed: usize,
    },
    /// Too few statements.
    FewStatements {
        /// Open ones with votes.
        statements: usize,
        /// How many there must be.
        needed: usize,
    },
    /// Answers to one statement say nothing of those to another: any groups would be drawn in a cloud.
    NoPattern {
        /// The first axis in parts of the longest of shuffled votes.
        beyond_chance: f64,
        /// What it must reach.
        needed: f64,
    },
    /// People differ, but do not stand in groups, or only in groups that are too small to be shown.
    NoGroups {
        /// The best mean silhouette of groups that are large enough; 0 where there are none.
        silhouette: f64,
        /// What it must reach.
        needed: f64,
    },
}

impl Enough {
    /// Whether groups may be shown.
    pub const fn carries_groups(self) -> bool {
        matches!(self, Self::Groups)
    }
}

/// What the numbers alone say, before anything is looked for.
pub const fn enough(people: usize, statements: usize) -> Enough {
    if statements < FEWEST_STATEMENTS {
        return Enough::FewStatements { statements, needed: FEWEST_STATEMENTS };
    }
    if people < FEWEST_PEOPLE {
        return Enough::FewPeople { people, needed: FEWEST_PEOPLE };
    }
    Enough::Groups
}
