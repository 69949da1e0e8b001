//! Why something cannot be counted.
//!
//! For: [`Fault`], every one at once, so that a clerk corrects a file in one go; [`too_many`], the
//! limit of proxies.
//! Must not know: how anything is counted, or its words in a language.
//! To add: a fault is a variant with what names the place.

use crate::domain::threshold::papers::{By, Paper};
use crate::domain::threshold::roll::{Holder, Unit};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Owners that one proxy may stand for unless the community's rules say otherwise (Weifang's
/// regulation: three; a model proxy form elsewhere: one).
pub const MOST_PRINCIPALS: usize = 3;

/// What stands against counting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Two units of the roll have this identifier.
    UnitTwice {
        /// The unit.
        unit: String,
    },
    /// An area below 0.
    BadArea {
        /// The unit.
        unit: String,
        /// The area as given, 0.01 m².
        area: i64,
    },
    /// The areas together are beyond what a number holds.
    AreaTooLarge,
    /// Two papers of one unit: a unit has one vote, also of several owners.
    PaperTwice {
        /// The unit.
        unit: String,
    },
    /// A paper of a unit that is not on the roll.
    UnknownUnit {
        /// The unit.
        unit: String,
    },
    /// A vote of a unit that is on the roll but is not asked: a car space, another stairwell.
    NotAsked {
        /// The unit.
        unit: String,
    },
    /// A proxy without a name.
    NamelessProxy {
        /// The unit.
        unit: String,
    },
    /// One proxy for more owners than allowed.
    TooManyPrincipals {
        /// Who stands for them.
        proxy: String,
        /// How many owners: several units of one are one.
        principals: usize,
        /// How many it may be.
        most: usize,
    },
    /// Silence counts with the majority, but no rule of the community is named that says so.
    NoDocument,
    /// Silence counts with the majority, but the ballot did not say so.
    NoWarning,
    /// Silence can count with the majority only where owners decide.
    SilenceOnlyOfOwners,
    /// A rule set of this name is not offered.
    UnknownRule {
        /// The name.
        key: String,
    },
    /// Another rule set than the usual one, without a reason.
    NoReason,
    /// More people said something than are there, more are there than may be, or a number below 0.
    Inconsistent,
}

/// Proxies who stand for more than `most` owners, in the order of their names. `unit_of` gives the
/// unit of a paper; several units of one owner are one principal, a unit of an unknown owner is one.
pub fn too_many<'a>(papers: &'a [Paper], unit_of: impl Fn(&str) -> Option<&'a Unit>, most: usize) -> Vec<Fault> {
    let mut principals: BTreeMap<&str, BTreeSet<(Option<&Holder>, &str)>> = BTreeMap::new();
    for paper in papers {
        let Some(By::Proxy(proxy)) = paper.cast.as_ref().map(|cast| &cast.by) else { continue };
        let holder = unit_of(&paper.unit).and_then(Unit::head);
        let principal = holder.map_or((None, paper.unit.as_str()), |holder| (Some(holder), ""));
        principals.entry(proxy.trim()).or_default().insert(principal);
    }
    let above = principals.into_iter().filter(|(proxy, owners)| !proxy.is_empty() && owners.len() > most);
    above
        .map(|(proxy, owners)| Fault::TooManyPrincipals { proxy: proxy.to_owned(), principals: owners.len(), most })
        .collect()
}
