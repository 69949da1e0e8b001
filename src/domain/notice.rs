//! What a message to a phone tells, without words.
//!
//! For: the doors, which have the words ([`Wording`]), and the service, which knows what to tell.
//! Must not know: sentences, numbers of phones.
//! To add: a kind of message is a variant; its sentence stands in `i18n::locales::messages`.

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice<'a> {
    /// The six figures that were asked for.
    Figures {
        /// They.
        figures: &'a str,
    },
    /// A followed feedback was answered.
    Answered {
        /// Its number as people say it.
        number: &'a str,
        /// Where the answer stands; nothing in it opens what is private.
        address: &'a str,
    },
}

/// Puts a notice into words.
pub type Wording = fn(Notice<'_>) -> String;
