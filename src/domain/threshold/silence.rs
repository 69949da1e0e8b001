//! What becomes of those who say nothing.
//!
//! For: [`Silence`] (by default they take no part) and what is told about those who were counted with
//! the majority: [`Followed`].
//! Must not know: rolls, files, when a poll closes.
//! To add: another rule is a variant of [`Silence`] with its grounds, and its basis here.
//!
//! The Ministry's guidance rules for owners' assemblies (2009), art. 26(2), leave it to the covenant or
//! the assembly's rules whether those who do not vote go with the majority of the votes cast. The
//! Shanghai No. 2 Intermediate Court, (2022)沪02民初16号, let that stand where the rules said so, the
//! ballots were effectively delivered, and owners had been told the topics and what silence leads to.
//! Others dispute it: so the result always stands beside the one without.

use crate::domain::poll::Electorate;
use crate::domain::threshold::check::Fault;
use crate::domain::threshold::papers::Vote;
use crate::domain::threshold::presets::Counts;
use crate::domain::threshold::roll::Holder;
use crate::domain::threshold::sums::{Sums, Tally, Voter};
use crate::domain::threshold::{Rule, arithmetic::Outcome};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What becomes of those who say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// They take no part.
    #[default]
    NotParticipating,
    /// Those to whom the ballot was shown to be delivered count as if they had said what the majority
    /// of the votes cast says.
    FollowMajority(Grounds),
}

/// Without these nobody's silence counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// The covenant or rules that say so, by what they can be found.
    pub document: String,
    /// The words on the ballot that told what silence leads to.
    pub warning: String,
}

impl Silence {
    /// What it still lacks.
    pub fn check(&self, electorate: Electorate) -> Vec<Fault> {
        let Self::FollowMajority(grounds) = self else { return Vec::new() };
        let lacks = [
            (grounds.document.trim().is_empty(), Fault::NoDocument),
            (grounds.warning.trim().is_empty(), Fault::NoWarning),
            (electorate != Electorate::Owners, Fault::SilenceOnlyOfOwners),
        ];
        lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, fault)| fault).collect()
    }
}

/// What is told of silence that counted with the majority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Followed {
    /// The rules that say so and the words on the ballot.
    pub grounds: Grounds,
    /// What was followed. `None`: no side had more than half of those who voted, by each of the counts;
    /// then nobody's silence counts.
    pub majority: Option<Vote>,
    /// Units that said nothing and were counted with the majority.
    pub units: i64,
    /// Their area, 0.01 m².
    pub area: i64,
    /// Units that said nothing and were not: nothing shows that the ballot came to them, their owner
    /// said something else with another unit, or there was no majority.
    pub left_out: i64,
    /// The outcome if nobody's silence counts.
    pub without: Outcome,
}

/// The side that more than half of those who voted take, by each of the counts; an abstention is no
/// side. `None` of equals.
pub(super) fn majority(sums: &Sums, counts: Counts) -> Option<Vote> {
    let leads = |of: fn(&Tally) -> i64| {
        let most = |tally: &Tally| Rule::more_than(1, 2).is_met(of(tally), tally.taking_part);
        most(&sums.heads) && (counts == Counts::Heads || most(&sums.area))
    };
    if leads(|tally| tally.yes) {
        return Some(Vote::Yes);
    }
    leads(|tally| tally.no).then_some(Vote::No)
}

/// The voters with those counted who follow. Silence is an owner's: who said anything else with another
/// unit is not one who said nothing, and no unit of theirs follows.
pub(super) fn follow<'a>(voters: &[Voter<'a>], majority: Option<Vote>) -> Vec<Voter<'a>> {
    let Some(vote) = majority else { return voters.to_vec() };
    let otherwise = voters.iter().filter(|voter| voter.vote.is_some_and(|said| said != vote));
    let spoke: BTreeSet<&Holder> = otherwise.filter_map(|voter| voter.head).collect();
    let follows = |voter: &Voter<'a>| voter.delivered && !voter.head.is_some_and(|head| spoke.contains(head));
    voters.iter().map(|voter| if follows(voter) { voter.or(vote) } else { *voter }).collect()
}
