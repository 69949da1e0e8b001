//! Heads and areas of those who are asked, take part, agree and disagree.
//!
//! For: [`sums`].
//! Must not know: rules, files, why somebody is asked.
//! To add: another way of counting heads belongs into `domain::heads`.

use crate::domain::heads::{self, Flat};
use crate::domain::threshold::papers::Vote;
use crate::domain::threshold::roll::Holder;

/// A unit that is asked, on one item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voter<'a> {
    /// By what its head is known; `None`: it is a head of its own.
    pub head: Option<&'a Holder>,
    /// 0.01 m².
    pub area: i64,
    /// What it says; `None`: nothing.
    pub vote: Option<Vote>,
    /// Something shows that the ballot came to its door.
    pub delivered: bool,
}

impl Voter<'_> {
    /// The same if it says this, unless it has said something.
    pub const fn or(self, vote: Vote) -> Self {
        if self.vote.is_some() { self } else { Self { vote: Some(vote), ..self } }
    }
}

/// One of the two counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// All who are asked.
    pub whole: i64,
    /// Those who said something.
    pub taking_part: i64,
    /// Those who agree.
    pub yes: i64,
    /// Those who disagree.
    pub no: i64,
}

/// Both counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Heads, or households.
    pub heads: Tally,
    /// 0.01 m².
    pub area: Tally,
}

/// Counts both. A head takes part with its first unit; it agrees, and disagrees, by the rule of
/// [`heads::agreeing`]: what more than half of its area that took part says.
pub(super) fn sums(voters: &[Voter<'_>]) -> Sums {
    let said = || voters.iter().filter(|voter| voter.vote.is_some());
    let agreeing = |vote: Vote| {
        heads::agreeing(said().map(|voter| Flat { owner: voter.head, area: voter.area, yes: voter.vote == Some(vote) }))
    };
    // The roll has checked that all areas together are a number.
    let area = |vote: Vote| said().filter(|voter| voter.vote == Some(vote)).map(|voter| voter.area).sum();
    Sums {
        heads: Tally {
            whole: heads::present(voters.iter().map(|voter| voter.head)),
            taking_part: heads::present(said().map(|voter| voter.head)),
            yes: agreeing(Vote::Yes),
            no: agreeing(Vote::No),
        },
        area: Tally {
            whole: voters.iter().map(|voter| voter.area).sum(),
            taking_part: said().map(|voter| voter.area).sum(),
            yes: area(Vote::Yes),
            no: area(Vote::No),
        },
    }
}
