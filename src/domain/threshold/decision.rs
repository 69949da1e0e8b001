//! A snapshot of the roll and the papers in, a decision with its arithmetic out.
//!
//! For: [`decide`], [`decide_all`].
//! Must not know: storage, the clock (whether it is still open is said), sentences, which figures are
//! too small to show (`small_numbers`), whether the decision binds anybody.
//! To add: a number that people ask for is a field of [`Decision`] or of `arithmetic`.
//!
//! What can still happen is tried, not guessed: with all who are left saying yes each count and each
//! share is as high as it can become, since who joins and agrees adds at least as much above the line
//! as below it, also to a head that has already spoken with another unit. With all of them saying no
//! each share is as low as it can become. The ballots that stand are taken as they are.

use crate::domain::community::AreaSource;
use crate::domain::poll::Electorate;
use crate::domain::threshold::arithmetic::{Ends, Outcome, outcome};
use crate::domain::threshold::check::{Fault, MOST_PRINCIPALS, too_many};
use crate::domain::threshold::matter::Chosen;
use crate::domain::threshold::papers::{By, Paper, Vote};
use crate::domain::threshold::presets::{Counts, Preset};
use crate::domain::threshold::roll::{Roll, Scope, Unit};
use crate::domain::threshold::silence::{Followed, Silence, follow, majority};
use crate::domain::threshold::sums::{Voter, sums};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// By what is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// The rule set, of [`super::PRESETS`] or made from one.
    pub preset: Preset,
    /// What kind of item it is and why this rule set, if that was asked.
    pub matter: Option<Chosen>,
    /// Which part of the community is asked.
    pub scope: Scope,
    /// Whether registered car spaces are asked in a question to owners.
    pub car_spaces: bool,
    /// What becomes of those who say nothing.
    pub silence: Silence,
    /// Owners that one proxy may stand for.
    pub most_principals: usize,
}

impl Terms {
    /// The whole community without car spaces, silence takes no part, three owners a proxy.
    pub const fn new(preset: Preset) -> Self {
        Self {
            preset,
            matter: None,
            scope: Scope::Community,
            car_spaces: false,
            silence: Silence::NotParticipating,
            most_principals: MOST_PRINCIPALS,
        }
    }
}

crate::words! {
    /// Why a result may surprise.
    Remark {
        /// Nobody is asked: nothing can pass.
        NobodyAsked = "nobody_asked",
        /// Area is counted and nobody has any: nothing can pass.
        NoArea = "no_area",
    }
}

/// What was decided on one item, with all that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Position of the item on the ballot.
    pub item: usize,
    /// By what was counted.
    pub terms: Terms,
    /// Ballots can still come.
    pub open: bool,
    /// The result.
    pub outcome: Outcome,
    /// What silence did to it, where it counts with the majority.
    pub silence: Option<Followed>,
    /// Units that are asked.
    pub units: i64,
    /// Of these, units whose owner is not known by a key: in a question to owners each is a head of its
    /// own, so there may be fewer heads in truth.
    pub unknown_holders: i64,
    /// Units that said something on the item by a proxy.
    pub by_proxy: i64,
    /// Where the areas of those who are asked come from, 0.01 m² each, best source first.
    pub area_sources: Vec<(AreaSource, i64)>,
    /// What to know when reading it.
    pub remarks: Vec<Remark>,
}

/// Decides one item. `open`: ballots can still come.
///
/// # Errors
/// All faults of papers and terms, see [`Fault`]; a result of papers that contradict each other or the
/// roll is no result.
pub fn decide(roll: &Roll, papers: &[Paper], terms: &Terms, item: usize, open: bool) -> Result<Decision, Vec<Fault>> {
    Ok(Count::new(roll, papers, terms)?.decide(item, open))
}

/// Decides the first `items` items of the ballot.
///
/// # Errors
/// As [`decide`].
pub fn decide_all(
    roll: &Roll,
    papers: &[Paper],
    terms: &Terms,
    items: usize,
    open: bool,
) -> Result<Vec<Decision>, Vec<Fault>> {
    let count = Count::new(roll, papers, terms)?;
    Ok((0..items).map(|item| count.decide(item, open)).collect())
}

/// Everybody who is asked with the paper, if there is one.
struct Count<'a> {
    terms: &'a Terms,
    asked: Vec<(&'a Unit, Option<&'a Paper>)>,
}

impl<'a> Count<'a> {
    fn new(roll: &'a Roll, papers: &'a [Paper], terms: &'a Terms) -> Result<Self, Vec<Fault>> {
        let is_asked = |unit: &Unit| unit.is_asked(terms.preset.electorate, terms.car_spaces, &terms.scope);
        let mut faults = terms.silence.check(terms.preset.electorate);
        let mut by_unit = BTreeMap::new();
        for paper in papers {
            if by_unit.insert(paper.unit.as_str(), paper).is_some() {
                faults.push(Fault::PaperTwice { unit: paper.unit.clone() });
            }
            faults.extend(paper_faults(paper, roll.find(&paper.unit).map(is_asked)));
        }
        faults.extend(too_many(papers, |id| roll.find(id), terms.most_principals));
        if !faults.is_empty() {
            return Err(faults);
        }
        let asked = roll.units().iter().filter(|unit| is_asked(unit));
        Ok(Self { terms, asked: asked.map(|unit| (unit, by_unit.get(unit.id.as_str()).copied())).collect() })
    }

    fn voters(&self, item: usize) -> Vec<Voter<'a>> {
        let preset = &self.terms.preset;
        let voter = |(unit, paper): &(&'a Unit, Option<&'a Paper>)| {
            let delivered = paper.is_some_and(Paper::is_delivered);
            let vote = paper.and_then(|paper| paper.vote(item));
            // Owners are counted by heads; a household is one whoever owns its home.
            let head = unit.head().filter(|_| preset.electorate == Electorate::Owners);
            let voter = Voter { head, area: unit.area, vote, delivered };
            if preset.counts_visits() && delivered { voter.or(Vote::Abstain) } else { voter }
        };
        self.asked.iter().map(voter).collect()
    }

    fn decide(&self, item: usize, open: bool) -> Decision {
        let voters = self.voters(item);
        let cast = sums(&voters);
        let ends = if open { Ends::of(&voters) } else { Ends { best: None, worst: None } };
        let without = outcome(&cast, &cast, &ends, &self.terms.preset);
        let Silence::FollowMajority(grounds) = &self.terms.silence else {
            return self.told(item, open, &without, None);
        };
        let majority = majority(&cast, self.terms.preset.counts);
        let counted = follow(&voters, majority);
        let new = || voters.iter().zip(&counted).filter(|(before, after)| before.vote != after.vote);
        let followed = Followed {
            grounds: grounds.clone(),
            majority,
            units: number(new().count()),
            area: new().map(|(voter, _)| voter.area).sum(),
            left_out: number(counted.iter().filter(|voter| voter.vote.is_none()).count()),
            without,
        };
        let with = outcome(&sums(&counted), &cast, &ends, &self.terms.preset);
        self.told(item, open, &with, Some(followed))
    }

    fn told(&self, item: usize, open: bool, outcome: &Outcome, silence: Option<Followed>) -> Decision {
        let by_proxy = |paper: &&Paper| {
            let proxy = paper.cast.as_ref().is_some_and(|cast| matches!(cast.by, By::Proxy(_)));
            proxy && paper.vote(item).is_some()
        };
        Decision {
            item,
            terms: self.terms.clone(),
            open,
            outcome: *outcome,
            silence,
            units: number(self.asked.len()),
            unknown_holders: number(self.asked.iter().filter(|(unit, _)| unit.head().is_none()).count()),
            by_proxy: number(self.asked.iter().filter_map(|(_, paper)| *paper).filter(by_proxy).count()),
            area_sources: self.area_sources(),
            remarks: remarks(outcome, self.terms.preset.counts),
        }
    }

    fn area_sources(&self) -> Vec<(AreaSource, i64)> {
        let sources: BTreeSet<AreaSource> = self.asked.iter().map(|(unit, _)| unit.area_source).collect();
        let of = |source| self.asked.iter().filter(move |(unit, _)| unit.area_source == source);
        sources.into_iter().map(|source| (source, of(source).map(|(unit, _)| unit.area).sum())).collect()
    }
}

/// What stands against a paper by itself. `asked`: whether its unit is, if it is on the roll.
fn paper_faults(paper: &Paper, asked: Option<bool>) -> Vec<Fault> {
    let unit = || paper.unit.clone();
    let mut faults = Vec::new();
    match asked {
        None => faults.push(Fault::UnknownUnit { unit: unit() }),
        Some(false) if paper.cast.is_some() => faults.push(Fault::NotAsked { unit: unit() }),
        Some(_) => {}
    }
    let by = paper.cast.as_ref().map(|cast| &cast.by);
    if matches!(by, Some(By::Proxy(name)) if name.trim().is_empty()) {
        faults.push(Fault::NamelessProxy { unit: unit() });
    }
    faults
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn remarks(outcome: &Outcome, counts: Counts) -> Vec<Remark> {
    if outcome.heads.whole == 0 {
        return vec![Remark::NobodyAsked];
    }
    let no_area = counts == Counts::HeadsAndArea && outcome.area.whole == 0;
    if no_area { vec![Remark::NoArea] } else { Vec::new() }
}

#[cfg(test)]
#[path = "decision/brute.rs"]
mod brute;
#[cfg(test)]
#[path = "decision/tests.rs"]
mod tests;
