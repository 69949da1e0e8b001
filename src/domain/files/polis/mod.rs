//! Opinion conversations as Polis exports them.
//!
//! For: [`read`] of `comments.csv`, `votes.csv` and `participants-votes.csv` (the matrix), as many of
//! them as there are; [`Conversation`]; `write`.
//! Must not know: groups, but those that the export states; what follows from the votes.
//! To add: a file of the export is a module here and a part of [`Parts`].
//!
//! In exports 1 is agree, −1 disagree, 0 pass (in Polis' own database it is the other way round).
//! Compared on the conversations in `../shared/data/polis`: the matrix has the same signs, and the
//! sums of its own columns 'n-agree' and of `comments.csv` fit this reading. Where `comments.csv` shows
//! plainly that a file has the signs of the database, they are turned and a warning says so. Of a
//! participant's votes on a statement the last counts: the greatest timestamp, then the later row.

mod comments;
mod ids;
mod matrix;
mod read;
mod votes;
mod write;

pub use read::read;
pub use write::{write_comments, write_matrix, write_votes};

use crate::domain::files::Fault;

/// What people agree or disagree with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// As in the export.
    pub id: String,
    /// In its author's words; empty where `comments.csv` is missing.
    pub text: String,
    /// Who wrote it; empty where unknown.
    pub author: String,
    /// 1 shown, 0 not yet looked at, −1 taken out.
    pub moderated: i8,
    /// Agreements as the export states them (they may count votes that were changed later).
    pub agrees_said: i64,
    /// Disagreements as the export states them.
    pub disagrees_said: i64,
}

/// What somebody says to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vote {
    /// Position in [`Conversation::participants`].
    pub participant: u32,
    /// Position in [`Conversation::statements`].
    pub statement: u32,
    /// 1 agree, −1 disagree, 0 pass.
    pub value: i8,
}

/// A conversation, in an order that does not depend on the order of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// By id, numbers by their value.
    pub statements: Vec<Statement>,
    /// Ids, in the same order.
    pub participants: Vec<String>,
    /// By participant, then statement; each pair at most once.
    pub votes: Vec<Vote>,
    /// The group that the export states, by participant; all `None` without a matrix.
    pub groups: Vec<Option<u32>>,
    /// What is odd in the files and did not keep them from being read.
    pub warnings: Vec<InFile>,
}

/// The files of an export; what is missing is `None`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'b> {
    /// `comments.csv`.
    pub comments: Option<&'b [u8]>,
    /// `votes.csv`.
    pub votes: Option<&'b [u8]>,
    /// `participants-votes.csv`.
    pub matrix: Option<&'b [u8]>,
}

crate::words! {
    /// A file of an export.
    Part {
        /// The statements.
        Comments = "comments.csv",
        /// Every vote that was cast.
        Votes = "votes.csv",
        /// The votes that count, with groups.
        Matrix = "participants-votes.csv",
    }
}

/// A fault and its file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InFile {
    /// Which file.
    pub file: Part,
    /// What and where.
    #[serde(flatten)]
    pub fault: Fault,
}

#[cfg(test)]
mod tests;
