//! What was brought to a unit's door and what came back.
//!
//! For: [`Paper`], one a unit that was reached or voted.
//! Must not know: the roll, which ballot of several counts (`poll::winner`), what it leads to.
//! To add: another way of casting for somebody is a variant of [`By`] with its check.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What a unit says about an item.
    Vote {
        /// For it.
        Yes = "yes",
        /// Against it.
        No = "no",
        /// Takes part and says neither.
        Abstain = "abstain",
    }
}

/// Whose hand cast it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// An owner's or the household's own. Owners together agree among themselves.
    Own,
    /// Somebody who was given the right in writing; by what they are told apart.
    Proxy(String),
}

/// A ballot that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cast {
    /// Whose hand.
    pub by: By,
    /// In the order of the items. An item that is left out or beyond the end is not voted on: on that
    /// item the unit is like one that has not voted. To take part and agree with nothing is
    /// [`Vote::Abstain`].
    pub votes: Vec<Option<Vote>>,
}

/// What is known of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The unit.
    pub unit: String,
    /// What shows that the ballot reached its door, or that it was visited: a signature, a photo's
    /// number, a receipt. Nothing but blanks shows nothing.
    pub delivered: Option<String>,
    /// What came back.
    pub cast: Option<Cast>,
}

impl Paper {
    /// What it says about the item.
    pub fn vote(&self, item: usize) -> Option<Vote> {
        *self.cast.as_ref()?.votes.get(item)?
    }

    /// Whether something shows that the ballot came to the door.
    pub fn is_delivered(&self) -> bool {
        self.delivered.as_ref().is_some_and(|evidence| !evidence.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_is_left_out_is_not_voted_on() {
        let cast = Cast { by: By::Own, votes: vec![Some(Vote::No), None] };
        let paper = Paper { unit: "a".into(), delivered: None, cast: Some(cast) };
        assert_eq!([0, 1, 2].map(|item| paper.vote(item)), [Some(Vote::No), None, None]);
        assert_eq!(Paper { cast: None, ..paper }.vote(0), None);
    }

    #[test]
    fn blanks_are_no_evidence_of_delivery() {
        let paper =
            |evidence: Option<&str>| Paper { unit: "a".into(), delivered: evidence.map(Into::into), cast: None };
        assert_eq!(
            [None, Some(""), Some(" \t"), Some("photo 7")].map(|e| paper(e).is_delivered()),
            [false, false, false, true]
        );
    }
}
