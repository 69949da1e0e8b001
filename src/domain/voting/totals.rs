//! One winner by a total: ticks, first choices, points.
//!
//! For: `approval`, `plurality`, `score` and `points`; and which ballots chose more than the money.
//! Must not know: comparisons of pairs, rounds, or how an outcome is worded.
//! To add: what one ballot gives is an arm of `give`; which ballots say it, an arm of `says`.

use crate::domain::voting::election::{Election, Entry, Kind, Mark, Ties};
use crate::domain::voting::rule::{self, Refusal, Rule};
use core::cmp::Reverse;
use serde::Serialize;

/// A number that need not be whole, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fraction {
    /// Above the line.
    pub numerator: i128,
    /// Below the line; at least 1.
    pub denominator: i128,
}

/// What one option got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Its position in the election's options.
    pub option: usize,
    /// By weight, in [`Outcome::parts`] of a vote or point.
    pub total: i128,
    /// With `score` the points on average over all voters by weight, those who gave it none
    /// included; `None` with the other rules and where nobody weighs anything.
    pub average: Option<Fraction>,
}

/// Every option's total, and who has most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The rule that counted.
    pub rule: Rule,
    /// How equals were put in order.
    pub ties: Ties,
    /// How many parts of a total are one vote: 1, or with `plurality` the number that divides by
    /// the size of every shared first rank.
    pub parts: i128,
    /// Weight of all voters, blank ballots included.
    pub weight: i128,
    /// The highest first, equals in the order of the tie rule.
    pub totals: Vec<Total>,
    /// All who have most; the tie rule decided where they are two or more.
    pub tied: Vec<usize>,
    /// The first of them; nobody if no voter marked anything or no total is above 0 (with `score`,
    /// where points may be negative, a total of 0 or less can be the most).
    pub winners: Vec<usize>,
}

/// Counts one of `approval`, `plurality`, `score`, `points` (any other rule: as `approval`).
///
/// Where several rank first together, `plurality` gives each an equal share of the vote.
///
/// # Errors
/// [`Refusal::NoOptions`], [`Refusal::WrongBallots`], [`Refusal::TooLarge`].
pub fn count(election: &Election, rule: Rule, ties: Ties) -> Result<Outcome, Refusal> {
    rule::ready(election, rule)?;
    if !says(election.kind, rule) {
        return Err(Refusal::WrongBallots { kind: election.kind });
    }
    let parts = if rule == Rule::Plurality { parts(election)? } else { 1 };
    let mut sums = vec![0_i128; election.options.len()];
    let mut marked = false;
    for entry in election.ballots.iter() {
        marked |= give(&mut sums, entry, rule, parts)?;
    }
    let places = election.places(ties);
    let mut order: Vec<usize> = (0..sums.len()).collect();
    let sum = |option: usize| sums.get(option).copied().unwrap_or(0);
    order.sort_by_key(|option| (Reverse(sum(*option)), places.get(*option).copied()));
    let weight = weight(election)?;
    let average = |total| (rule == Rule::Score).then(|| lowest(total, weight)).flatten();
    let total = |option: usize| Total { option, total: sum(option), average: average(sum(option)) };
    let totals: Vec<Total> = order.into_iter().map(total).collect();
    let most = totals.first().map(|first| first.total).filter(|most| marked && (*most > 0 || rule == Rule::Score));
    let tied: Vec<usize> = totals.iter().filter(|each| Some(each.total) == most).map(|each| each.option).collect();
    let winners = tied.iter().copied().take(1).collect();
    Ok(Outcome { rule, ties, parts, weight, totals, tied, winners })
}

/// What all voters weigh together.
fn weight(election: &Election) -> Result<i128, Refusal> {
    let mut weights = election.ballots.iter().map(|entry| i128::from(entry.voters) * i128::from(entry.weight));
    weights.try_fold(0_i128, i128::checked_add).ok_or(Refusal::TooLarge)
}

const fn says(kind: Kind, rule: Rule) -> bool {
    match rule {
        Rule::Plurality => matches!(kind, Kind::ChooseOne | Kind::Ordinal),
        Rule::Score => matches!(kind, Kind::Scoring),
        Rule::Points => matches!(kind, Kind::Cumulative),
        _ => matches!(kind, Kind::Approval | Kind::ChooseOne),
    }
}

/// Adds what one entry gives; whether it gave anything that weighs.
fn give(sums: &mut [i128], entry: Entry<'_>, rule: Rule, parts: i128) -> Result<bool, Refusal> {
    let weight = i128::from(entry.voters) * i128::from(entry.weight);
    let firsts = firsts(entry);
    let best = entry.marks.iter().map(|mark| mark.value).min();
    for mark in entry.marks {
        let each = match rule {
            Rule::Plurality if Some(mark.value) != best => 0,
            Rule::Plurality => parts / firsts.max(1),
            Rule::Score | Rule::Points => i128::from(mark.value),
            _ => 1,
        };
        let more = each.checked_mul(weight).ok_or(Refusal::TooLarge)?;
        if let Some(sum) = usize::try_from(mark.option).ok().and_then(|at| sums.get_mut(at)) {
            *sum = sum.checked_add(more).ok_or(Refusal::TooLarge)?;
        }
    }
    Ok(weight > 0 && !entry.marks.is_empty())
}

/// How many share the first rank of a ballot; 0 if it is empty.
fn firsts(entry: Entry<'_>) -> i128 {
    let best = entry.marks.iter().map(|mark| mark.value).min();
    let count = entry.marks.iter().filter(|mark| Some(mark.value) == best).count();
    i128::try_from(count).unwrap_or(i128::MAX)
}

/// The least number that divides by the size of every shared first rank.
fn parts(election: &Election) -> Result<i128, Refusal> {
    election
        .ballots
        .iter()
        .map(firsts)
        .filter(|size| *size > 0)
        .try_fold(1_i128, |parts, size| (parts / common(parts, size)).checked_mul(size).ok_or(Refusal::TooLarge))
}

/// The greatest number that divides both (Euclid); at least 1.
fn common(one: i128, other: i128) -> i128 {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.saturating_abs().max(1)
}

fn lowest(numerator: i128, denominator: i128) -> Option<Fraction> {
    let by = common(denominator, numerator);
    (denominator > 0).then(|| Fraction { numerator: numerator / by, denominator: denominator / by })
}

/// Which entries (by position) chose options that cost more together than there is money: a tally of
/// ballots that should have stayed within it can say so. A choice is a tick, a listed option, points
/// above 0 or a yes. None where there is no money.
pub fn over_the_money(election: &Election) -> Vec<usize> {
    let Some(budget) = election.budget else { return Vec::new() };
    let is_chosen = |mark: &&Mark| match election.kind {
        Kind::Approval | Kind::ChooseOne | Kind::Ordinal => true,
        Kind::Cumulative | Kind::Scoring | Kind::YesNo => mark.value > 0,
    };
    let cost = |mark: &Mark| usize::try_from(mark.option).map_or(0, |option| i128::from(election.cost(option)));
    let spends = |entry: &Entry<'_>| entry.marks.iter().filter(is_chosen).map(cost).sum::<i128>();
    let is_over = |(at, entry): (usize, Entry<'_>)| (spends(&entry) > i128::from(budget.max(0))).then_some(at);
    election.ballots.iter().enumerate().filter_map(is_over).collect()
}

#[cfg(test)]
#[path = "totals_tests.rs"]
mod tests;
