//! The Method of Equal Shares: everybody gets the same money, and supporters pay for what wins.
//!
//! For: [`count`], and [`Outcome`] with its proof; [`change`], what would have made a loser win.
//! Must not know: polls, households, files, or how an outcome is worded.
//! To add: a utility is an arm in `merge` and in `electorate`, a completion is in [`completion`]; both
//! against the plain count in `tests/brute.rs`.
//!
//! Source: Peters, Pierczyński, Skowron: Proportional Participatory Budgeting with Additive Utilities
//! (`NeurIPS` 2021); completions as in the tool of equalshares.net and in pabutools 1.2.3.
//!
//! Each unit of weight has `money / weight of all`. In each round a project costs `ρ` for each unit of
//! utility, where `Σ min(purse, ρ·u) = cost` over its supporters; the least `ρ` wins and is paid. A voter of
//! weight 2 counts as two voters with the same ballot: weights add up.
//!
//! | file | what it knows |
//! |---|---|
//! | `merge` | equal ballots become one class |
//! | `electorate` | projects in order of their least prices, supporters as lists |
//! | `purses` | doubles with an error bound: between which prices a project stands |
//! | `ledger` | fractions, where doubles cannot tell |
//! | `step` | one run: rounds until nothing can be paid |
//! | `follow` | lower bounds of prices that follow every payment, where many stand close together |
//! | `span` | whether a whole range of money has the same winners |
//! | `completion` | 'add one', greedily |
//! | `proof` | what is said of it |

pub mod change;
pub mod completion;
mod electorate;
mod exact;
mod follow;
mod ledger;
mod merge;
pub mod proof;
mod purses;
mod span;
mod step;
#[cfg(test)]
mod tests;

use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::rule::{Completion, Refusal, Utility};
use electorate::Electorate;

pub use change::{Change, change};
pub use completion::{Plan, Stop};
pub use proof::{Endowment, Outcome, Round, RunnerUp};

/// How equals are put in order, and whether fractions decide everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Among projects with exactly the same price.
    pub ties: Ties,
    /// Every comparison by fractions, none by doubles: slow, and the same result.
    pub exact: bool,
}

/// Counts by the Method of Equal Shares and completes it.
///
/// # Errors
/// [`Refusal::NoOptions`], [`Refusal::NoMoney`]; [`Refusal::WrongBallots`] where points or ranks are asked
/// for that the ballots do not have; [`Refusal::TooLarge`] where weights, points or money do not add up.
pub fn count(election: &Election, utility: Utility, completion: Completion, ties: Ties) -> Result<Outcome, Refusal> {
    count_by(election, utility, completion.into(), Terms { ties, exact: false })
}

/// The same with every choice open.
///
/// # Errors
/// As [`count`].
pub fn count_by(election: &Election, utility: Utility, plan: Plan, terms: Terms) -> Result<Outcome, Refusal> {
    check(election, utility)?;
    let electorate = Electorate::new(election, utility, terms.ties)?;
    let summit = completion::climb(&electorate, plan, terms.exact)?;
    let mut counter = step::Counter::new(&electorate, terms.exact);
    let mut scribe = proof::Scribe::new(&electorate, summit.total);
    let budget = i128::from(electorate.budget);
    counter.run(summit.total, budget, Some(&mut |counter, round| scribe.note(counter, round)));
    let rounds = scribe.rounds;
    let won: Vec<bool> = (0..electorate.projects.len()).map(|at| counter.won(at)).collect();
    let cost = |options: &[usize]| options.iter().map(|option| i128::from(election.cost(*option))).sum::<i128>();
    let mut winners = electorate.free.clone();
    winners.extend(rounds.iter().map(|round| round.option));
    let added = if plan.greedy { completion::fill(&electorate, &won, budget - cost(&winners)) } else { Vec::new() };
    let added: Vec<usize> =
        added.iter().filter_map(|at| electorate.projects.get(*at)).map(|project| project.option).collect();
    winners.extend(&added);
    Ok(Outcome {
        utility,
        cost: i64::try_from(cost(&winners)).unwrap_or(i64::MAX),
        winners,
        budget: electorate.budget,
        free: electorate.free.clone(),
        rounds,
        added,
        endowment: Endowment::new(summit.total, electorate.weight),
        steps: summit.steps,
        stop: summit.stop,
        doubts: summit.doubts + counter.doubts,
    })
}

/// The prices of an outcome's rounds as fractions in lowest terms, '3/70': what each supporter paid for each
/// unit of utility unless he had less. `outcome` has to be of this election under these ties.
///
/// # Errors
/// As [`count`].
pub fn prices(election: &Election, outcome: &Outcome, ties: Ties) -> Result<Vec<String>, Refusal> {
    check(election, outcome.utility)?;
    let electorate = Electorate::new(election, outcome.utility, ties)?;
    let mut ledger = ledger::Ledger::new(&electorate, outcome.endowment.total);
    let mut prices = Vec::new();
    for round in &outcome.rounds {
        let Some(project) = electorate.projects.iter().find(|project| project.option == round.option) else { continue };
        let Some(exact) = ledger.price(&electorate, project, (&purses::Purses::new(), 0.0)) else { continue };
        prices.push(exact.price.reduced());
        ledger.pay(&electorate, project, &exact);
    }
    Ok(prices)
}

/// Whether the ballots say what the utility asks for.
fn check(election: &Election, utility: Utility) -> Result<(), Refusal> {
    use crate::domain::voting::election::Kind;
    if election.options.is_empty() {
        return Err(Refusal::NoOptions);
    }
    if election.budget.is_none() {
        return Err(Refusal::NoMoney);
    }
    let fits = match utility {
        Utility::Cost | Utility::Cardinality => true,
        Utility::Points => matches!(election.kind, Kind::Cumulative | Kind::Scoring),
        Utility::Borda => election.kind == Kind::Ordinal,
    };
    if fits { Ok(()) } else { Err(Refusal::WrongBallots { kind: election.kind }) }
}
