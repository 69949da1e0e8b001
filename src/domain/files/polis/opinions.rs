//! An export as `domain::opinion` takes it.
//!
//! For: [`Conversation::opinions`].
//! Must not know: what is found in it.
//! To add: what an export says of a participant goes into the label.

use super::Conversation;
use crate::domain::opinion::votes::{Cast, Participant, Statement, Vote};

impl Conversation {
    /// The votes without the groups that the export states. Statements marked −1 are taken out.
    pub fn opinions(&self) -> crate::domain::opinion::votes::Conversation {
        let statement = |from: &super::Statement| Statement {
            id: from.id.clone(),
            text: from.text.clone(),
            moderated_out: from.moderated == -1,
        };
        let cast = |from: &super::Vote| {
            Some(Cast {
                participant: usize::try_from(from.participant).ok()?,
                statement: usize::try_from(from.statement).ok()?,
                vote: Vote::of_number(i64::from(from.value))?,
                at: 0,
            })
        };
        crate::domain::opinion::votes::Conversation {
            participants: self.participants.iter().map(|id| Participant { id: id.clone(), label: None }).collect(),
            statements: self.statements.iter().map(statement).collect(),
            casts: self.votes.iter().filter_map(cast).collect(),
        }
    }
}
