//! What the ballots decide: pure counting, no store.
//!
//! For: [`count`] makes the [`PollOutcome`] that is frozen at the close as JSON and recomputed by
//! a recount. It holds exact numbers; what a page may show of them is `domain::small_numbers`'
//! matter.
//! Must not know: the store, sentences, which numbers are too small to show.
//! To add: a field gets `#[serde(default)]`, so that frozen outcomes stay readable.

use crate::domain::feedback::Channel;
use crate::domain::heads::{self, Flat};
use crate::domain::ids::WorkId;
use crate::domain::poll::Electorate;
use crate::domain::threshold::{Base, Counts as Counted, Preset, electorate, find_preset};
use crate::domain::voting::greedy::{self, Verdict as Turn};
use crate::store::ballots;
use crate::store::polls::{Poll, PollOption};
use serde::{Deserialize, Serialize};

/// Households, their area, and their owners' heads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Households.
    pub households: i64,
    /// Sum of their areas, 0.01 m².
    pub area: i64,
    /// Heads, in a poll of owners and where they are not as many as the households.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heads: Option<i64>,
}

impl Counts {
    /// What the rule counts beside area: heads in a poll of owners, households in any other.
    pub fn heads(&self) -> i64 {
        self.heads.unwrap_or(self.households)
    }

    /// The same with its heads, if they differ: so what was frozen before heads were counted is
    /// counted again as it was.
    fn of_heads(self, heads: i64) -> Self {
        Self { heads: (heads != self.households).then_some(heads), ..self }
    }

    fn add(&mut self, area: i64) {
        self.households += 1;
        self.area = self.area.saturating_add(area);
    }
}

/// Why a work won or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its cost fitted the money that was left.
    Won,
    /// Its cost did not fit.
    DoesNotFit {
        /// By how much, in fen.
        missing_fen: i64,
    },
    /// Nobody chose it.
    NoVotes,
    /// The poll's rule asks for a majority that it did not reach.
    NoMajority,
}

/// One work at its turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOutcome {
    /// The work.
    pub work: WorkId,
    /// Chinese name as it stood on the slip.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Its cost in fen.
    pub cost_fen: i64,
    /// Who chose it.
    pub chosen: Counts,
    /// Its turn, from 1.
    pub turn: i64,
    /// Money left before its turn, in fen.
    pub money_before: i64,
    /// What came of it.
    pub verdict: Verdict,
    /// Works with as many votes, among which the cheaper had the earlier turn.
    pub tied_with: Vec<WorkId>,
}

/// What a poll decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOutcome {
    /// Form of this text.
    pub version: u32,
    /// Everybody on the roll.
    pub roll: Counts,
    /// Who took part.
    pub took_part: Counts,
    /// Households that cast a blank ballot.
    pub blank: i64,
    /// Households whose slip came in time but was found right by no second person in time.
    #[serde(default)]
    pub unconfirmed: i64,
    /// Households by the way their ballot came.
    pub channels: Vec<(Channel, i64)>,
    /// Key of the preset.
    pub preset: String,
    /// Enough took part, where the rule asks for it.
    pub quorum: Option<bool>,
    /// The money, in fen.
    pub budget_fen: i64,
    /// What the winners cost, in fen.
    pub spent_fen: i64,
    /// Every work in the order of its turn.
    pub works: Vec<WorkOutcome>,
}

impl PollOutcome {
    /// Whether it decided about its works: enough took part, and somebody said what to do.
    pub fn decided(&self) -> bool {
        self.quorum != Some(false) && self.took_part.households > self.blank
    }
}

/// Counts. Of works with equal votes the cheaper has the earlier turn, then the one earlier on
/// the slip. A work below the majority that the preset asks for has no turn before the others.
/// `unconfirmed` slips are told and not counted.
pub fn count(poll: &Poll, options: &[PollOption], cast: &[ballots::Counted], unconfirmed: i64) -> PollOutcome {
    let owners = electorate(&poll.preset) == Electorate::Owners;
    let mut roll = Counts { households: poll.roll_households, area: poll.roll_area, heads: None };
    let mut took_part = sum(cast.iter().map(|ballot| ballot.area));
    if owners {
        roll = roll.of_heads(poll.roll_heads);
        took_part = took_part.of_heads(heads::present(cast.iter().map(|ballot| ballot.owner_key.as_deref())));
    }
    let preset = find_preset(&poll.preset);
    let chosen: Vec<Counts> = options.iter().map(|option| chosen_by(option.work, cast, owners)).collect();
    let passed: Vec<bool> = chosen.iter().map(|chosen| passes(preset, *chosen, took_part, roll)).collect();
    let votes: Vec<i64> =
        chosen.iter().zip(&passed).map(|(chosen, passed)| if *passed { chosen.heads() } else { 0 }).collect();
    let costs: Vec<i64> = options.iter().map(|option| option.cost_fen).collect();
    let tally = greedy::greedy(&costs, &votes, poll.budget_fen, &costs);
    let works = tally.order.iter().zip(1_i64..).filter_map(|(step, turn)| {
        let option = options.get(step.option)?;
        let chosen = *chosen.get(step.option)?;
        let name = |at: &usize| options.get(*at).map(|other| other.work);
        Some(WorkOutcome {
            work: option.work,
            zh: option.zh.clone(),
            en: option.en.clone(),
            cost_fen: option.cost_fen,
            chosen,
            turn,
            money_before: step.money_before,
            verdict: verdict(step.verdict, chosen, passed.get(step.option) == Some(&true)),
            tied_with: step.tied_with.iter().filter_map(name).collect(),
        })
    });
    PollOutcome {
        version: 1,
        roll,
        took_part,
        blank: i64::try_from(cast.iter().filter(|b| b.ballot.is_blank()).count()).unwrap_or(i64::MAX),
        unconfirmed,
        channels: channels(cast),
        preset: poll.preset.clone(),
        quorum: quorum(preset, took_part, roll),
        budget_fen: poll.budget_fen,
        spent_fen: tally.spent,
        works: works.collect(),
    }
}

fn sum(areas: impl Iterator<Item = i64>) -> Counts {
    let mut counts = Counts::default();
    areas.for_each(|area| counts.add(area));
    counts
}

fn chosen_by(work: WorkId, cast: &[ballots::Counted], owners: bool) -> Counts {
    let chose = |ballot: &ballots::Counted| ballot.ballot.choices.contains(&work);
    let counts = sum(cast.iter().filter(|ballot| chose(ballot)).map(|ballot| ballot.area));
    if !owners {
        return counts;
    }
    let flats = cast.iter().map(|b| Flat { owner: b.owner_key.as_deref(), area: b.area, yes: chose(b) });
    counts.of_heads(heads::agreeing(flats))
}

fn channels(cast: &[ballots::Counted]) -> Vec<(Channel, i64)> {
    let of = |channel: Channel| cast.iter().filter(|ballot| ballot.channel == channel).count();
    let counted = Channel::ALL.iter().map(|channel| (*channel, i64::try_from(of(*channel)).unwrap_or(i64::MAX)));
    counted.filter(|(_, count)| *count > 0).collect()
}

const fn verdict(turn: Turn, chosen: Counts, passed: bool) -> Verdict {
    match turn {
        Turn::Won => Verdict::Won,
        Turn::DoesNotFit { missing_fen } => Verdict::DoesNotFit { missing_fen },
        Turn::NoVotes if chosen.households > 0 && !passed => Verdict::NoMajority,
        Turn::NoVotes => Verdict::NoVotes,
    }
}

/// Whether a work has the majority that the preset asks for, by each of its counts.
fn passes(preset: Option<&Preset>, chosen: Counts, took_part: Counts, roll: Counts) -> bool {
    let Some((preset, (rule, base))) = preset.and_then(|preset| Some((preset, preset.pass?))) else { return true };
    let whole = match base {
        Base::TakingPart => took_part,
        Base::Everybody => roll,
    };
    let area = preset.counts == Counted::Heads || rule.is_met(chosen.area, whole.area);
    rule.is_met(chosen.heads(), whole.heads()) && area
}

fn quorum(preset: Option<&Preset>, took_part: Counts, roll: Counts) -> Option<bool> {
    let preset = preset?;
    let rule = preset.quorum?;
    let area = preset.counts == Counted::Heads || rule.is_met(took_part.area, roll.area);
    Some(rule.is_met(took_part.heads(), roll.heads()) && area)
}

#[cfg(test)]
#[path = "outcome_tests.rs"]
mod tests;
