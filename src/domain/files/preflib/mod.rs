//! Ranked ballots as `PrefLib` keeps them: `.soc`, `.soi`, `.toc`, `.toi`.
//!
//! For: [`read`], [`write`], [`File`]. Lines '# ALTERNATIVE NAME 3: …' and then '41: 3,1,{2,4}' (41
//! voters, 3 first, 1 second, 2 and 4 third); the older form with numbers in place of the head too
//! (Mattei & Walsh 2013, '`PrefLib`'; preflib.github.io).
//! Must not know: who will count it, or by which rule.
//! To add: a key of the head that counts is read in `read`.
//!
//! Ranks are numbered without gaps: after two that share the first rank comes the second;
//! a group of nobody ('{}') is nothing and takes no rank.

mod orders;
mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::domain::files::Fault;
use crate::domain::voting::election::Election;

crate::words! {
    /// What the orders of a file promise.
    DataType {
        /// Strict and complete.
        Soc = "soc",
        /// Strict, perhaps incomplete.
        Soi = "soi",
        /// Complete, perhaps with ties.
        Toc = "toc",
        /// Perhaps incomplete, perhaps with ties.
        Toi = "toi",
    }
}

impl DataType {
    /// No two options share a rank.
    pub const fn is_strict(self) -> bool {
        matches!(self, Self::Soc | Self::Soi)
    }

    /// Every option has a rank.
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Soc | Self::Toc)
    }
}

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Ids are the numbers of the alternatives as text; no money.
    pub election: Election,
    /// May be empty.
    pub title: String,
    /// `None` where the file does not say.
    pub data_type: Option<DataType>,
    /// The other keys and values of the head in their order (without alternatives, title, type and
    /// counts).
    pub meta: Vec<(String, String)>,
    /// What is odd in the file and did not keep it from being read.
    pub warnings: Vec<Fault>,
}

#[cfg(test)]
mod tests;
