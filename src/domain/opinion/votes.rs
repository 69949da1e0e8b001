//! What people said about statements, as it was said.
//!
//! For: [`Conversation`], the one input of this folder: participants, statements, and every vote cast
//! with its moment.
//! Must not know: files, polls, or what is made of the votes.
//! To add: something known of a participant is a field of [`Participant`] that may be empty.

crate::words! {
    /// What somebody says about a statement.
    Vote {
        /// 同意
        Agree = "agree",
        /// 不同意
        Disagree = "disagree",
        /// 跳过: seen, and neither.
        Pass = "pass",
    }
}

impl Vote {
    /// 1 agrees, −1 disagrees, 0 passes (as in the exports of Polis).
    pub const fn number(self) -> i8 {
        match self {
            Self::Agree => 1,
            Self::Disagree => -1,
            Self::Pass => 0,
        }
    }

    /// Reads [`Self::number`].
    pub const fn of_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Agree),
            -1 => Some(Self::Disagree),
            0 => Some(Self::Pass),
            _ => None,
        }
    }
}

/// One who votes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participant {
    /// As in the file or the store. The same id twice is the same participant.
    pub id: String,
    /// The building or another part of the community, where it is known and may be compared.
    pub label: Option<String>,
}

/// What is voted on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// As in the file or the store. The same id twice is the same statement.
    pub id: String,
    /// In words; may be empty.
    pub text: String,
    /// Taken out by a moderator: its votes are counted, but it neither forms groups nor is shown.
    pub moderated_out: bool,
}

/// One vote, when it was cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Position in [`Conversation::participants`].
    pub participant: usize,
    /// Position in [`Conversation::statements`].
    pub statement: usize,
    /// What was said.
    pub vote: Vote,
    /// Any unit, as long as later is larger. Of several votes on one statement the last counts; two
    /// of the same moment that contradict each other are a pass, so that their order cannot matter.
    pub at: i64,
}

/// A conversation. Whatever the order of its parts, what is found in it is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// Those who may have voted.
    pub participants: Vec<Participant>,
    /// What could be voted on.
    pub statements: Vec<Statement>,
    /// Votes whose positions point nowhere are left out.
    pub casts: Vec<Cast>,
}
