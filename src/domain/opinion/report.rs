//! What a survey of opinions says, for people and machines.
//!
//! For: [`Report`], the one thing that pages, commands and programs read.
//! Must not know: how anything in it was found.
//! To add: a field here, filled in [`super::survey`].

use super::counts::Counts;
use super::enough::Enough;
use super::groups::Tried;
use super::summary::Finding;
use super::votes::Vote;
use serde::Serialize;
use std::collections::BTreeMap;

/// A conversation, counted. Statements are in the order of their ids unless said otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Who voted at least once.
    pub participants: usize,
    /// All statements, also those taken out and those without votes.
    pub statements: usize,
    /// Statements that were taken out by a moderator.
    pub moderated_out: usize,
    /// Votes that count: the last of each participant on each statement.
    pub votes: usize,
    /// Of all votes, how many agree, disagree and pass.
    pub cast: Counts,
    /// Participants who voted on enough statements to be grouped.
    pub counted: usize,
    /// Whether the numbers carry groups, and why not.
    pub enough: Enough,
    /// How many groups; 0 where the numbers carry none.
    pub groups: usize,
    /// Each group, by name.
    pub group_sizes: Vec<Group>,
    /// The group of each participant (by id) who is in one.
    pub groups_by_participant: BTreeMap<String, usize>,
    /// The numbers of groups that were looked at.
    pub tried: Vec<Tried>,
    /// What part of all differences lies along the two axes.
    pub explained: [f64; 2],
    /// The length of the first axis in parts of the longest of shuffled votes; noise has 1 or less.
    pub beyond_chance: f64,
    /// What all groups agree on, most first: every open statement with votes. Without groups everybody
    /// is one group.
    pub consensus: Vec<Ranked>,
    /// What all groups reject, most first.
    pub rejected: Vec<Ranked>,
    /// By which statements each group is known.
    pub marks: Vec<Marks>,
    /// What is worth a sentence, most important first.
    pub summary: Vec<Finding>,
    /// Counts and weight of every statement.
    pub counts: Vec<Line>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Its name, kept from update to update.
    pub group: usize,
    /// How many people.
    pub people: usize,
    /// Where they stand on average.
    pub centre: [f64; 2],
}

/// A statement in a ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranked {
    /// Which.
    pub id: String,
    /// From 0 to 1; see [`super::consensus`].
    pub value: f64,
}

/// What a group is known by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Marks {
    /// Its name.
    pub group: usize,
    /// At most five statements.
    pub marks: Vec<Marked>,
}

/// A statement that marks a group; see [`super::marks::Mark`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Marked {
    /// Which.
    pub id: String,
    /// What the group says.
    pub vote: Vote,
    /// How many of it say so.
    pub said: u32,
    /// How many of it voted on it.
    pub seen: u32,
    /// `(said + 1) / (seen + 2)`.
    pub share: f64,
    /// z of more than half.
    pub share_test: f64,
    /// The share in parts of that of all others.
    pub times: f64,
    /// z of more than all others.
    pub times_test: f64,
}

/// A statement and its votes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Which.
    pub id: String,
    /// In words.
    pub text: String,
    /// Taken out by a moderator.
    pub moderated_out: bool,
    /// Of all participants, grouped or not.
    pub all: Counts,
    /// Of each group, in the order of [`Report::group_sizes`].
    pub by_group: Vec<Counts>,
    /// How much it should be shown; 0 for one that was taken out. See [`super::next`].
    pub priority: f64,
}
