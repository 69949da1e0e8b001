//! What a moderator did and by which rule.
//!
//! For: the words of the public moderation log and the time for undoing.
//! Must not know: who may moderate (`policy`), or the text itself (`mask`).
//! To add: a word, and its sentence in every language.

use crate::domain::moment::{DAY, Moment};

crate::words! {
    /// What was done.
    Act {
        /// Shown to all.
        Publish = "publish",
        /// No longer shown; the rule is named.
        Hide = "hide",
        /// Private data covered further.
        Mask = "mask",
        /// Shown again, after an appeal or an error.
        Restore = "restore",
        /// Given to whom it concerns.
        PassOn = "pass_on",
    }
}

crate::words! {
    /// Why something is hidden. Mere criticism is on no list.
    Rule {
        /// Data of a person.
        PrivateData = "private_data",
        /// Insults a person.
        Insult = "insult",
        /// Not about the renovation.
        OffTopic = "off_topic",
        /// Advertises.
        Advert = "advert",
        /// Forbidden by law (Internet Information Services rules, art. 15).
        Illegal = "illegal",
        /// The same person said it already.
        Duplicate = "duplicate",
    }
}

impl Act {
    /// Whether the act must name a [`Rule`].
    pub const fn needs_rule(self) -> bool {
        matches!(self, Self::Hide)
    }
}

/// How long an act can be undone, in milliseconds.
pub const UNDO: i64 = DAY;

/// Whether an act done at `done` can still be undone at `now`.
pub const fn can_undo(done: Moment, now: Moment) -> bool {
    now.since(done) < UNDO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_can_be_undone_for_one_day() {
        assert!(can_undo(Moment(5), Moment(5 + DAY - 1)));
        assert!(!can_undo(Moment(5), Moment(5 + DAY)));
    }

    #[test]
    fn only_hiding_asks_for_a_rule() {
        let asks: Vec<&Act> = Act::ALL.iter().filter(|act| act.needs_rule()).collect();
        assert_eq!(asks, [&Act::Hide]);
    }
}
