//! Option by option while the money lasts: the greedy rules.
//!
//! For: the rules of most cities' budgets (`rule::Family::Turns`). Each option has one turn, in the
//! order of its score; it wins if its cost still fits. Utilitarian greedy in Talmon & Faliszewski,
//! 'A Framework for Approval-Based Budgeting Methods', AAAI 2019; the names of the variants are
//! those of Pabulib's META key `rule` (`greedy`, `greedy-no-skip`, `greedy-threshold`).
//! Must not know: files, polls, or how an outcome is worded.
//! To add: a variant is an arm of [`Plan::of`]; a new score is a [`Measure`] with its arm in `measure`.

pub mod measure;
pub mod order;

use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::rule::{self, Refusal, Rule};
pub use measure::Measure;
use measure::Support;
use serde::{Deserialize, Serialize};

/// What a city says beside the name of the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The score that an option needs, in the rule's own score (votes, points, Borda points, in
    /// their units and by weight); it is enough itself. `None` asks for nothing. In Pabulib
    /// `min_project_score_threshold`, which stands beside `greedy-threshold` and `greedy-no-skip`:
    /// so the threshold and the stopping rules ask for it and the others do not.
    pub least: Option<i64>,
    /// The Borda points (n … 1) of every first place. `None`: as many as the ballot ranks, so a
    /// ballot with one option gives it 1 point. That is how Pabulib states the scores of rankings.
    pub first_place: Option<i64>,
}

/// What a rule of this family does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What is added up.
    pub measure: Measure,
    /// Whether the score is divided by the cost.
    pub per_cost: bool,
    /// Whether the count ends at the first that does not fit.
    pub stop: bool,
    /// Whether [`Terms::least`] is asked for.
    pub asks_least: bool,
}

impl Plan {
    /// The plan of a rule by its name. A rule of another family has no turns; it gets the plan of
    /// `greedy`.
    pub fn of(rule: Rule) -> Self {
        let measure = match rule {
            Rule::GreedyPoints | Rule::GreedyStopPoints | Rule::GreedyThresholdPoints | Rule::GreedyPointsPerCost => {
                Measure::Points
            }
            Rule::GreedyBorda | Rule::GreedyStopBorda | Rule::GreedyThresholdBorda => Measure::Borda,
            Rule::GreedyBorda0PerCost => Measure::BordaToZero,
            _ => Measure::Votes,
        };
        let stop = matches!(rule, Rule::GreedyStop | Rule::GreedyStopPoints | Rule::GreedyStopBorda);
        let threshold =
            matches!(rule, Rule::GreedyThreshold | Rule::GreedyThresholdPoints | Rule::GreedyThresholdBorda);
        Self {
            measure,
            per_cost: matches!(rule, Rule::GreedyPerCost | Rule::GreedyPointsPerCost | Rule::GreedyBorda0PerCost),
            stop,
            asks_least: threshold || stop,
        }
    }
}

/// Why an option won or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// Its cost fitted the money that was left.
    Won,
    /// Its cost did not fit.
    DoesNotFit {
        /// By how much, in the smallest unit of money; above 0.
        missing: i64,
    },
    /// Its score is under the least number.
    BelowLeast {
        /// By how much; above 0.
        missing: i128,
    },
    /// Nobody is for it: no votes, or points that add up to nothing.
    NoVotes,
    /// An option before it did not fit, and there the count ended.
    AfterStop,
}

/// One option at its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its position in the election's options.
    pub option: usize,
    /// Votes, points or Borda points, by weight.
    pub score: i128,
    /// Weight of those who are for it.
    pub votes: i128,
    /// In the smallest unit of money.
    pub cost: i64,
    /// Money left before its turn.
    pub money_before: i64,
    /// What came of it.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// Options with equal scores (or equal scores for the money), which the tie rule put in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Equals {
    /// At least two, in the order of their turns.
    pub options: Vec<usize>,
    /// Whether others of them would have won in another order.
    pub mattered: bool,
}

/// Every option at its turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The rule that counted.
    pub rule: Rule,
    /// How equals were put in order.
    pub ties: Ties,
    /// The least number that was asked for.
    pub least: Option<i64>,
    /// Borda points of every first place, where they were given.
    pub first_place: Option<i64>,
    /// The money there was.
    pub budget: i64,
    /// In the order of their turns; those whom nobody wants come last.
    pub order: Vec<Step>,
    /// Who was put in order by the tie rule; options that nobody wants or that are under the least
    /// number are in no such list.
    pub equals: Vec<Equals>,
    /// In the order of their turns.
    pub winners: Vec<usize>,
    /// Sum of the winners' costs.
    pub spent: i64,
}

/// Counts. Deterministic: the same election gives the same outcome, whatever the order of ballots.
///
/// # Errors
/// [`Refusal::NoOptions`], [`Refusal::NoMoney`], [`Refusal::WrongBallots`], [`Refusal::TooLarge`].
pub fn count(election: &Election, rule: Rule, terms: Terms, ties: Ties) -> Result<Outcome, Refusal> {
    rule::ready(election, rule)?;
    let budget = election.budget.ok_or(Refusal::NoMoney)?.max(0);
    let plan = Plan::of(rule);
    let first_place = terms.first_place.filter(|_| plan.measure == Measure::Borda);
    let supports = measure::measure(election, plan.measure, first_place)?;
    let order = order::turns(election, &supports, plan.per_cost, ties);
    let least = terms.least.filter(|_| plan.asks_least);
    let mut turns = Turns { stop: plan.stop, least, money: budget, stopped: false };
    let mut outcome = Outcome {
        rule,
        ties,
        least,
        first_place,
        budget,
        order: Vec::with_capacity(order.len()),
        equals: Vec::new(),
        winners: Vec::new(),
        spent: 0,
    };
    let equal = |one: &usize, other: &usize| order::are_equal(election, &supports, plan.per_cost, *one, *other);
    for group in order.chunk_by(equal) {
        outcome.equals.extend(turns.equals(election, &supports, group));
        for option in group.iter().copied() {
            let support = supports.get(option).copied().unwrap_or_default();
            outcome.order.push(turns.take(option, support, election.cost(option)));
        }
    }
    let won = |step: &&Step| step.verdict == Verdict::Won;
    outcome.winners = outcome.order.iter().filter(won).map(|step| step.option).collect();
    outcome.spent = budget - turns.money;
    Ok(outcome)
}

/// What is left while options take their turns.
struct Turns {
    stop: bool,
    least: Option<i64>,
    money: i64,
    stopped: bool,
}

impl Turns {
    fn take(&mut self, option: usize, support: Support, cost: i64) -> Step {
        let verdict = self.verdict(support, cost);
        let step = Step { option, score: support.score, votes: support.votes, cost, money_before: self.money, verdict };
        match verdict {
            Verdict::Won => self.money -= cost,
            Verdict::DoesNotFit { .. } => self.stopped = self.stop,
            _ => {}
        }
        step
    }

    fn verdict(&self, support: Support, cost: i64) -> Verdict {
        if !support.wanted {
            return Verdict::NoVotes;
        }
        let missing = self.below(support);
        if missing > 0 {
            return Verdict::BelowLeast { missing };
        }
        if self.stopped {
            return Verdict::AfterStop;
        }
        if cost <= self.money { Verdict::Won } else { Verdict::DoesNotFit { missing: cost - self.money } }
    }

    /// By how much the score is under the least number; 0 or less if it is not.
    fn below(&self, support: Support) -> i128 {
        self.least.map_or(0, |least| i128::from(least).saturating_sub(support.score))
    }

    /// Said of options with equal scores before the first of them has its turn.
    fn equals(&self, election: &Election, supports: &[Support], group: &[usize]) -> Option<Equals> {
        let in_the_running =
            |at: &usize| supports.get(*at).is_some_and(|support| support.wanted && self.below(*support) <= 0);
        let options: Vec<usize> = group.iter().copied().filter(in_the_running).collect();
        if options.len() < 2 {
            return None;
        }
        let costs = options.iter().map(|option| election.cost(*option));
        let mattered = !self.stopped && order::matters(costs, self.money, self.stop);
        Some(Equals { options, mattered })
    }
}

#[cfg(test)]
mod tests;
