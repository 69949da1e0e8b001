//! What follows when Equal Shares leaves money.
//!
//! For: [`climb`], 'add one'; [`fill`], greedily.
//! Must not know: how a round is counted.
//! To add: a completion is a function here, its place in [`Plan`], its words in docs/counting.md.

use super::electorate::Electorate;
use super::step::{Counter, End};
use crate::domain::voting::rule::{Completion, Refusal};
use serde::{Deserialize, Serialize};

/// What follows, piece by piece: a [`Completion`] is one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// 'Add one'.
    pub add_one: bool,
    /// 'Add one' also ends when no further project fits the real budget.
    pub until_exhausted: bool,
    /// At the end what still fits the real budget, most utility for the money first.
    pub greedy: bool,
}

impl From<Completion> for Plan {
    fn from(completion: Completion) -> Self {
        use Completion as C;
        Self {
            add_one: matches!(completion, C::AddOne | C::AddOneExhaustive | C::AddOneGreedy),
            until_exhausted: completion == C::AddOneExhaustive,
            greedy: matches!(completion, C::AddOneGreedy | C::Greedy),
        }
    }
}

/// Why 'add one' ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// It was not asked for.
    NotAsked,
    /// One step more and the winners would cost more than there is.
    NextCostsTooMuch,
    /// No further project fits the real budget.
    Exhausted,
    /// Everything that somebody supports has won.
    AllWon,
}

/// Where 'add one' ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Summit {
    /// The money that was shared out in the step that counts.
    pub total: i128,
    /// How often money was added.
    pub steps: u64,
    pub stop: Stop,
    /// How often fractions decided.
    pub doubts: u64,
}

/// Adds money until the winners no longer fit the real budget and gives the last step at which they did.
///
/// # Errors
/// [`Refusal::TooLarge`] where the money does not add up in 126 bits.
pub(super) fn climb(electorate: &Electorate, plan: Plan, exact: bool) -> Result<Summit, Refusal> {
    let budget = i128::from(electorate.budget);
    let mut summit = Summit { total: budget, steps: 0, stop: Stop::NotAsked, doubts: 0 };
    if !plan.add_one {
        return Ok(summit);
    }
    let mut counter = Counter::new(electorate, exact);
    let mut leap = Leap::default();
    let mut total = budget;
    let at = |total: i128, stop: Stop, counter: &Counter| {
        let steps = u64::try_from((total - budget) / electorate.increment.max(1)).unwrap_or(u64::MAX);
        Summit { total, steps, stop, doubts: counter.doubts }
    };
    loop {
        let End::Done(cost) = counter.run(total, budget, None) else {
            return Ok(Summit { stop: Stop::NextCostsTooMuch, doubts: counter.doubts, ..summit });
        };
        summit = at(total, Stop::AllWon, &counter);
        if counter.winners.len() == electorate.projects.len() {
            return Ok(summit);
        }
        if plan.until_exhausted && exhausted(electorate, &counter, budget - cost) {
            return Ok(Summit { stop: Stop::Exhausted, ..summit });
        }
        // Steps that certainly have the same winners are made at once; the next one is counted.
        let skipped = leap.steps(&mut counter, electorate, total, exact);
        summit = at(plus(total, skipped, electorate)?, Stop::AllWon, &counter);
        total = plus(summit.total, 1, electorate)?;
    }
}

/// How many steps are tried at once: more after each success, fewer after each failure.
#[derive(Default)]
struct Leap {
    /// The winners of the run before, in their order.
    before: Vec<usize>,
    /// As many steps are tried next.
    size: u32,
    /// Runs until the next trial, and after the next failure.
    wait: u32,
    patience: u32,
}

impl Leap {
    /// After a run: how many steps more certainly have the same winners.
    fn steps(&mut self, counter: &mut Counter, electorate: &Electorate, total: i128, exact: bool) -> i128 {
        let plain = counter.slack() / electorate.increment.max(1);
        if exact || plain > 0 {
            return plain;
        }
        let winners = || counter.winners.iter().map(|choice| choice.project);
        let same = self.before.iter().copied().eq(winners());
        self.before.clear();
        self.before.extend(winners());
        self.wait = self.wait.saturating_sub(1);
        if !same || self.wait > 0 {
            return 0;
        }
        self.leap(counter, electorate, total)
    }

    fn leap(&mut self, counter: &mut Counter, electorate: &Electorate, total: i128) -> i128 {
        let mut made = 0;
        self.size = self.size.max(3);
        loop {
            let tried = 1_i128 << self.size.min(62);
            let ends = plus(total, made, electorate).and_then(|from| Ok((from, plus(from, tried, electorate)?)));
            let certain = ends.is_ok_and(|(from, to)| counter.same_until(from, to));
            if certain {
                made += tried;
                self.size += 2;
            } else if self.size > 3 && (made == 0 || self.size > 8) {
                self.size -= 2;
            } else {
                break;
            }
        }
        self.patience = if made > 0 { 1 } else { (self.patience * 2).clamp(1, 32) };
        self.wait = self.patience;
        made
    }
}

/// The money after so many steps more.
fn plus(total: i128, steps: i128, electorate: &Electorate) -> Result<i128, Refusal> {
    let added = electorate.increment.checked_mul(steps).and_then(|added| total.checked_add(added));
    added.filter(|total| *total < 1 << 126).ok_or(Refusal::TooLarge)
}

/// Whether no project that did not win fits the money that is left.
fn exhausted(electorate: &Electorate, counter: &Counter, left: i128) -> bool {
    let fits = |at: usize| electorate.projects.get(at).is_some_and(|project| i128::from(project.cost) <= left);
    !(0..electorate.projects.len()).any(|at| fits(at) && !counter.won(at))
}

/// What is still bought with the money that is left: most utility for the money first. Projects stand in
/// just this order, equals in the order of the tie rule.
pub(super) fn fill(electorate: &Electorate, won: &[bool], mut left: i128) -> Vec<usize> {
    let mut added = Vec::new();
    for (at, project) in electorate.projects.iter().enumerate() {
        let cost = i128::from(project.cost);
        if !won.get(at).copied().unwrap_or(false) && cost <= left {
            left -= cost;
            added.push(at);
        }
    }
    added
}
