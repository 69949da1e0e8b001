//! Every rule through one door.
//!
//! For: [`tally`], from an election, a rule and the terms of the poll to an [`Outcome`] with its proof.
//! Must not know: how a rule counts, files, or words.
//! To add: a rule of a new family is an arm of [`tally`] and of what [`Outcome`] tells.

pub mod purses;

use crate::domain::threshold;
use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::ranked::{borda, copeland, irv, minimax, schulze};
use crate::domain::voting::rule::{self, Family, Refusal, Rule};
use crate::domain::voting::{items, shares, totals, turns};
use serde::Serialize;

/// What is said beside the name of a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// How equals are put in order.
    pub ties: Ties,
    /// See [`turns::Terms::least`].
    pub least: Option<i64>,
    /// See [`turns::Terms::first_place`].
    pub first_place: Option<i64>,
    /// See [`items::count`].
    pub threshold: Option<threshold::Rule>,
}

/// Who won, with the proof of the rule's family.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Option by option while the money lasts.
    Turns(turns::Outcome),
    /// The Method of Equal Shares.
    Shares(shares::Outcome),
    /// By a total.
    Totals(totals::Outcome),
    /// By paths of won pairs.
    Schulze(schulze::Outcome),
    /// By pairs won less pairs lost.
    Copeland(copeland::Outcome),
    /// By the worst defeat.
    Minimax(minimax::Outcome),
    /// By points for places.
    Borda(borda::Outcome),
    /// By rounds.
    Irv(irv::Outcome),
    /// Each by itself.
    Items(items::Outcome),
}

/// Counts an election by a rule.
///
/// # Errors
/// Why the rule cannot count it.
pub fn tally(election: &Election, rule: Rule, terms: Terms) -> Result<Outcome, Refusal> {
    rule::ready(election, rule)?;
    let ties = terms.ties;
    Ok(match rule.family() {
        Family::Turns => {
            let own = turns::Terms { least: terms.least, first_place: terms.first_place };
            Outcome::Turns(turns::count(election, rule, own, ties)?)
        }
        Family::Shares(utility, completion) => Outcome::Shares(shares::count(election, utility, completion, ties)?),
        Family::Items => Outcome::Items(items::count(election, terms.threshold)?),
        Family::Single => match rule {
            Rule::SchulzeMargins => Outcome::Schulze(schulze::schulze(election, schulze::Measure::Margins, ties)?),
            Rule::SchulzeWv => Outcome::Schulze(schulze::schulze(election, schulze::Measure::WinningVotes, ties)?),
            Rule::Copeland => Outcome::Copeland(copeland::copeland(election, ties)?),
            Rule::Minimax => Outcome::Minimax(minimax::minimax(election, ties)?),
            Rule::BordaAverage => Outcome::Borda(borda::borda(election, borda::Unranked::Average, ties)?),
            Rule::BordaZero => Outcome::Borda(borda::borda(election, borda::Unranked::Zero, ties)?),
            Rule::Irv => Outcome::Irv(irv::irv(election, ties)?),
            _ => Outcome::Totals(totals::count(election, rule, ties)?),
        },
    })
}

impl Outcome {
    /// Positions of the winners, in the order in which they won; after the tie rule.
    pub fn winners(&self) -> &[usize] {
        match self {
            Self::Turns(outcome) => &outcome.winners,
            Self::Shares(outcome) => &outcome.winners,
            Self::Totals(outcome) => &outcome.winners,
            Self::Schulze(outcome) => &outcome.winners,
            Self::Copeland(outcome) => &outcome.winners,
            Self::Minimax(outcome) => &outcome.winners,
            Self::Borda(outcome) => &outcome.winners,
            Self::Irv(outcome) => &outcome.winners,
            Self::Items(outcome) => &outcome.winners,
        }
    }

    /// Positions of all co-winners, the winners among them: one winner's equals; with money also what
    /// stood level with a winner when it was its turn and would have fitted the whole budget. In the
    /// order of the options. The same as the winners if the tie rule decided nothing.
    pub fn tied(&self, election: &Election) -> Vec<usize> {
        let mut all: Vec<usize> = self.winners().to_vec();
        match self {
            Self::Turns(outcome) => {
                let equals = outcome.equals.iter().filter(|equals| equals.mattered);
                all.extend(equals.flat_map(|equals| &equals.options).filter(|at| fits(election, **at)));
            }
            Self::Shares(outcome) => {
                let equals = outcome.rounds.iter().flat_map(|round| &round.tied_with);
                all.extend(equals.filter(|at| fits(election, **at)));
            }
            Self::Totals(outcome) => all.extend(&outcome.tied),
            Self::Schulze(outcome) => all.extend(&outcome.tied),
            Self::Copeland(outcome) => all.extend(&outcome.tied),
            Self::Minimax(outcome) => all.extend(&outcome.tied),
            Self::Borda(outcome) => all.extend(&outcome.tied),
            Self::Irv(outcome) => all.extend(&outcome.tied),
            Self::Items(_) => {}
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What the winners cost together, in the smallest unit of money; 0 where there is no money.
    pub fn cost(&self, election: &Election) -> i128 {
        self.winners().iter().map(|at| i128::from(election.cost(*at))).sum()
    }
}

fn fits(election: &Election, option: usize) -> bool {
    election.budget.is_some_and(|budget| election.cost(option) <= budget.max(0))
}
