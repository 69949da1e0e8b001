//! The rule once more, as plainly as it can be written: every voter by himself, fractions only, no order of
//! looking, no merging, no bounds. It shares no code with what it checks.

use crate::domain::voting::election::{Election, Kind, Mark, Ties};
use crate::domain::voting::rule::Utility;
use crate::domain::voting::shares::{Plan, Stop};
use num_bigint::BigInt;
use std::cmp::Ordering;

#[derive(Clone, Debug)]
pub struct Fraction(BigInt, BigInt);

impl Fraction {
    pub fn new(num: impl Into<BigInt>, den: impl Into<BigInt>) -> Self {
        let (num, den) = (num.into(), den.into());
        let (mut one, mut other) = (num.clone(), den.clone());
        while other != BigInt::ZERO {
            (one, other) = (other.clone(), one % other);
        }
        let common = if one < BigInt::ZERO { -one } else { one };
        Self(num / &common, den / common)
    }
    pub fn whole(value: i64) -> Self {
        Self::new(value, 1)
    }
    pub fn plus(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }
    pub fn minus(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.1 - &other.0 * &self.1, &self.1 * &other.1)
    }
    pub fn times(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.0, &self.1 * &other.1)
    }
    pub fn over(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.1, &self.1 * &other.0)
    }
    pub fn compare(&self, other: &Self) -> Ordering {
        (&self.0 * &other.1).cmp(&(&other.0 * &self.1))
    }
    pub fn lesser(&self, other: &Self) -> Self {
        if self.compare(other) == Ordering::Less { self.clone() } else { other.clone() }
    }
}

/// A voter: what he weighs and his ballot.
pub type Voter = (i64, Vec<Mark>);

pub fn voters(election: &Election) -> Vec<Voter> {
    let each = |entry: crate::domain::voting::election::Entry| {
        vec![(entry.weight, entry.marks.to_vec()); usize::try_from(entry.voters).unwrap()]
    };
    election.ballots.iter().flat_map(each).collect()
}

pub fn gain(election: &Election, utility: Utility, ballot: &[Mark], option: usize) -> i64 {
    let Some(mark) = ballot.iter().find(|mark| mark.option as usize == option) else { return 0 };
    let listed = matches!(election.kind, Kind::Ordinal | Kind::Cumulative) || mark.value > 0;
    match utility {
        Utility::Cost => i64::from(listed) * election.options[option].cost,
        Utility::Cardinality => i64::from(listed),
        Utility::Points => mark.value.max(0),
        Utility::Borda => ballot.iter().filter(|other| other.value > mark.value).count() as i64,
    }
}

/// Whether anybody who weighs something supports the option (at a cost of 0: approves it).
fn supported(election: &Election, utility: Utility, all: &[Voter], option: usize) -> bool {
    let utility = if utility == Utility::Cost { Utility::Cardinality } else { utility };
    all.iter().any(|(weight, ballot)| *weight > 0 && gain(election, utility, ballot, option) > 0)
}

/// Tries every payer's share as the place where the price may lie.
fn price(election: &Election, utility: Utility, all: &[Voter], purses: &[Fraction], option: usize) -> Option<Fraction> {
    let cost = Fraction::whole(election.options[option].cost);
    let gains: Vec<i64> = all.iter().map(|(_, ballot)| gain(election, utility, ballot, option)).collect();
    let paid = |rho: &Fraction| {
        let mut sum = Fraction::whole(0);
        for ((purse, gain), (weight, _)) in purses.iter().zip(&gains).zip(all) {
            sum = sum.plus(&purse.lesser(&rho.times(&Fraction::whole(*gain))).times(&Fraction::whole(*weight)));
        }
        sum
    };
    let mut bars: Vec<Fraction> = purses
        .iter()
        .zip(&gains)
        .zip(all)
        .filter(|((_, gain), (weight, _))| **gain > 0 && *weight > 0)
        .map(|((purse, gain), _)| purse.over(&Fraction::whole(*gain)))
        .collect();
    bars.sort_by(Fraction::compare);
    let bar = bars.iter().find(|bar| paid(bar).compare(&cost) != Ordering::Less)?;
    // Everybody below this bar pays all, the others in proportion to their gains.
    let mut rest = cost;
    let mut rich = Fraction::whole(0);
    for ((purse, gain), (weight, _)) in purses.iter().zip(&gains).zip(all) {
        if *gain > 0 && *weight > 0 {
            let weight = Fraction::whole(*weight);
            if purse.compare(&bar.times(&Fraction::whole(*gain))) == Ordering::Less {
                rest = rest.minus(&purse.times(&weight));
            } else {
                rich = rich.plus(&Fraction::whole(*gain).times(&weight));
            }
        }
    }
    Some(rest.over(&rich))
}

/// Winners of one run, by rounds.
pub fn run(election: &Election, utility: Utility, ties: Ties, total: &Fraction) -> Vec<usize> {
    let all = voters(election);
    let weight: i64 = all.iter().map(|(weight, _)| weight).sum();
    let mut winners = Vec::new();
    if weight == 0 {
        return winners;
    }
    let mut purses = vec![total.over(&Fraction::whole(weight)); all.len()];
    loop {
        let mut best: Option<(usize, Fraction)> = None;
        for option in (0..election.options.len()).filter(|option| election.options[*option].cost > 0) {
            if winners.contains(&option) {
                continue;
            }
            let Some(rho) = price(election, utility, &all, &purses, option) else { continue };
            let better = best.as_ref().is_none_or(|(other, least)| {
                rho.compare(least).then(election.earlier(ties, option, *other)) == Ordering::Less
            });
            if better {
                best = Some((option, rho));
            }
        }
        let Some((option, rho)) = best else { return winners };
        winners.push(option);
        for (purse, (_, ballot)) in purses.iter_mut().zip(&all) {
            let asked = rho.times(&Fraction::whole(gain(election, utility, ballot, option)));
            *purse = purse.minus(&purse.lesser(&asked));
        }
    }
}

/// The whole rule: winners in their order, steps, why it ended.
pub fn count(election: &Election, utility: Utility, plan: Plan, ties: Ties) -> (Vec<usize>, u64, Stop) {
    let all = voters(election);
    let options: Vec<usize> =
        (0..election.options.len()).filter(|at| supported(election, utility, &all, *at)).collect();
    let mut free: Vec<usize> = options.iter().copied().filter(|at| election.options[*at].cost == 0).collect();
    free.sort_by(|one, other| election.earlier(ties, *one, *other));
    let paid: Vec<usize> = options.into_iter().filter(|at| election.options[*at].cost > 0).collect();
    let budget = election.budget.unwrap();
    let cost = |winners: &[usize]| winners.iter().map(|at| election.options[*at].cost).sum::<i64>();
    let (mut total, mut steps) = (budget, 0);
    let mut winners = run(election, utility, ties, &Fraction::whole(total));
    let mut stop = Stop::NotAsked;
    while plan.add_one && stop == Stop::NotAsked {
        let fits = |at: &usize| !winners.contains(at) && cost(&winners) + election.options[*at].cost <= budget;
        if winners.len() == paid.len() {
            stop = Stop::AllWon;
            break;
        }
        if plan.until_exhausted && !paid.iter().any(fits) {
            stop = Stop::Exhausted;
            break;
        }
        total += election.unit * all.len() as i64;
        let next = run(election, utility, ties, &Fraction::whole(total));
        if cost(&next) > budget {
            stop = Stop::NextCostsTooMuch;
            break;
        }
        (winners, steps) = (next, steps + 1);
    }
    let mut chosen = [free, winners].concat();
    if plan.greedy {
        let worth = |at: usize| {
            let sum = all.iter().map(|(weight, ballot)| weight * gain(election, utility, ballot, at)).sum::<i64>();
            Fraction::new(sum, election.options[at].cost)
        };
        let mut rest = paid;
        rest.sort_by(|one, other| worth(*other).compare(&worth(*one)).then(election.earlier(ties, *one, *other)));
        for at in rest {
            if !chosen.contains(&at) && cost(&chosen) + election.options[at].cost <= budget {
                chosen.push(at);
            }
        }
    }
    (chosen, steps, stop)
}
