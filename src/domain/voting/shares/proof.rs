//! What an outcome says of itself.
//!
//! For: [`Outcome`]: who won in which order, at which price, who paid, who came next.
//! Must not know: how a price is found, or words in any language.
//! To add: a figure of a round is a field of [`Round`], filled in [`Scribe::note`].

use super::completion::Stop;
use super::electorate::{Electorate, Project};
use super::exact::float;
use super::step::{self, Choice, Counter};
use crate::domain::voting::rule::Utility;
use serde::{Deserialize, Serialize};

/// Most equals that a round lists by position; how many there are is said beside.
pub const EQUALS_LISTED: usize = 20;

/// Who won, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What a voter gains from an option.
    pub utility: Utility,
    /// Positions of the winners in the order in which they won: free ones, then round by round, then what
    /// was added greedily.
    pub winners: Vec<usize>,
    /// What they cost together, in the smallest unit of money.
    pub cost: i64,
    /// The real budget.
    pub budget: i64,
    /// Supported options that cost nothing: nobody has to pay for them.
    pub free: Vec<usize>,
    /// Every round of the last step.
    pub rounds: Vec<Round>,
    /// Bought greedily with what was left.
    pub added: Vec<usize>,
    /// What everybody had at first in the step that counts.
    pub endowment: Endowment,
    /// How often 'add one' added money.
    pub steps: u64,
    /// Why it ended.
    pub stop: Stop,
    /// How often fractions decided because doubles could not tell, in all steps.
    pub doubts: u64,
}

/// The money that was shared out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endowment {
    /// For all together, in the smallest unit of money; above the real budget after 'add one'.
    pub total: i128,
    /// What all voters weigh together; where everybody weighs 1, the number of voters.
    pub weight: i128,
    /// `total / weight`, rounded: what each has for each unit of weight.
    pub each: String,
}

/// One purchase. Prices are rounded for reading; they decided nothing (see [`super::prices`] for fractions).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// What was bought.
    pub option: usize,
    /// Its cost.
    pub cost: i64,
    /// `ρ`: what a supporter paid for each unit of utility, unless that was more than was left to him.
    pub price: String,
    /// The most that anybody paid for each unit of weight, in the smallest unit of money.
    pub most_paid: String,
    /// Voters who support it.
    pub supporters: i64,
    /// How many of them had nothing left before.
    pub without_money: i64,
    /// How many of them paid all that they still had.
    pub paid_all: i64,
    /// Its cost ÷ the full price: as many votes (or as much utility, where gains differ) at the full price
    /// would have paid for it. The option with most of it for its cost wins the round.
    pub effective_support: String,
    /// What all voters together had left afterwards.
    pub money_left: i128,
    /// Other options with exactly the same price: the tie rule decided. At most [`EQUALS_LISTED`].
    pub tied_with: Vec<usize>,
    /// How many of them there are.
    pub ties: usize,
    /// The option that came next in this round.
    pub runner_up: Option<RunnerUp>,
}

/// Who came next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Its position.
    pub option: usize,
    /// Its price for each unit of utility, rounded.
    pub price: String,
}

/// Writes down the rounds of one step.
pub(super) struct Scribe<'a> {
    electorate: &'a Electorate,
    left: i128,
    pub rounds: Vec<Round>,
}

impl<'a> Scribe<'a> {
    pub const fn new(electorate: &'a Electorate, total: i128) -> Self {
        Self { electorate, left: total, rounds: Vec::new() }
    }

    /// Notes a round before it is paid.
    pub fn note(&mut self, counter: &Counter, round: &step::Round) {
        let Some(project) = self.electorate.projects.get(round.choice.project) else { return };
        self.left -= i128::from(project.cost);
        let price = middle(round.choice);
        let tally = self.tally(counter, project, round.choice);
        let equals = self.equals(counter, round);
        let option = |at: usize| self.electorate.projects.get(at).map(|project| project.option);
        let next = round.next.and_then(|next| option(next.project).map(|option| (option, middle(next))));
        self.rounds.push(Round {
            option: project.option,
            cost: project.cost,
            price: decimal(price),
            most_paid: decimal(tally.most),
            supporters: tally.supporters,
            without_money: tally.without,
            paid_all: tally.paid_all,
            effective_support: decimal(project.price / (price * project.scale)),
            money_left: self.left,
            ties: equals.len(),
            tied_with: equals.into_iter().take(EQUALS_LISTED).filter_map(option).collect(),
            runner_up: next.map(|(option, price)| RunnerUp { option, price: decimal(price) }),
        });
    }

    /// All other projects with exactly the same price: those that were compared, and their twins.
    fn equals(&self, counter: &Counter, round: &step::Round) -> Vec<usize> {
        let own = [round.choice.project];
        let compared = if round.equals.is_empty() { &own[..] } else { round.equals.as_slice() };
        let mut all = Vec::new();
        for first in compared {
            let mut at = Some(*first);
            while let Some(project) = at {
                if project != round.choice.project && !counter.won(project) {
                    all.push(project);
                }
                at = self.electorate.projects.get(project).and_then(|project| project.twin);
            }
        }
        all
    }

    fn tally(&self, counter: &Counter, project: &Project, choice: Choice) -> Tally {
        let mut tally = Tally::default();
        let (members, gains) = self.electorate.supporters(project);
        let full = choice.bounds.high * project.scale;
        for (at, class) in members.iter().enumerate() {
            let heads =
                usize::try_from(*class).ok().and_then(|class| self.electorate.heads.get(class)).copied().unwrap_or(0);
            let purse = counter.purses.purse(*class);
            let asked = full * gains.get(at).copied().unwrap_or(1.0);
            tally.supporters += heads;
            tally.most = tally.most.max(purse.has.min(asked));
            if purse.has <= purse.doubt {
                tally.without += heads;
            } else if purse.has <= asked + purse.doubt {
                tally.paid_all += heads;
            }
        }
        tally
    }
}

#[derive(Default)]
struct Tally {
    supporters: i64,
    without: i64,
    paid_all: i64,
    most: f64,
}

fn middle(choice: Choice) -> f64 {
    choice.bounds.low.midpoint(choice.bounds.high)
}

/// Nine digits that count, without an exponent: '1234.5', '0.000123456789'.
pub(super) fn decimal(value: f64) -> String {
    if !value.is_finite() || value <= 0.0 {
        return "0".to_owned();
    }
    // The digits before the point are known from the text itself.
    let whole = format!("{value:.0}").len();
    let mut places: usize = if value >= 1.0 { 9_usize.saturating_sub(whole) } else { 9 };
    let mut small = value;
    while small < 0.1 && places < 60 {
        small *= 10.0;
        places += 1;
    }
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

impl Endowment {
    pub(super) fn new(total: i128, weight: i128) -> Self {
        Self { total, weight, each: decimal(float(total) / float(weight.max(1))) }
    }
}
