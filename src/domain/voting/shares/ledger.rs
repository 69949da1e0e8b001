//! The same purses as fractions, for the moment when doubles cannot tell.
//!
//! For: [`Ledger`]: the exact price of a project after the rounds so far.
//! Must not know: why it is asked.
//! To add: nothing that rounds.
//!
//! After each round all purses are whole numbers over one common denominator `D`: at first `total / weight`;
//! a price `num / (D·r)` multiplies it by what of `r` does not cancel. Purses that nobody touched since are
//! brought to the present denominator when they are needed.

use super::electorate::{Electorate, Project};
use super::exact::{Ratio, common};
use super::purses::Purses;
use num_bigint::{BigInt, Sign};

/// Money of a class: `num` over the denominator of the round `at`.
#[derive(Clone)]
struct Purse {
    num: BigInt,
    at: usize,
}

/// Exact purses after some rounds of one step.
pub(super) struct Ledger {
    /// What everybody has at first, over the weight of all.
    total: BigInt,
    /// The present denominator.
    den: BigInt,
    /// What each round multiplied the denominator by.
    factors: Vec<BigInt>,
    /// Of those who paid at least once.
    purses: Vec<Option<Purse>>,
}

/// A price and how it is shared.
pub(super) struct Exact {
    /// Per unit of utility.
    pub price: Ratio,
    /// Mass × gain of those who are not asked for everything.
    rich: BigInt,
}

impl Ledger {
    /// Nobody has paid yet.
    pub fn new(electorate: &Electorate, total: i128) -> Self {
        let purses = vec![None; electorate.masses.len()];
        Self { total: BigInt::from(total), den: BigInt::from(electorate.weight.max(1)), factors: Vec::new(), purses }
    }

    /// How many rounds are in the books.
    pub fn rounds(&self) -> usize {
        self.factors.len()
    }

    /// The purse of a class over the present denominator.
    fn purse(&self, class: u32) -> BigInt {
        let held = usize::try_from(class).ok().and_then(|class| self.purses.get(class)).and_then(Option::as_ref);
        let (mut num, at) = held.map_or_else(|| (self.total.clone(), 0), |purse| (purse.num.clone(), purse.at));
        for factor in self.factors.get(at..).unwrap_or_default() {
            if num.sign() == Sign::NoSign {
                break;
            }
            num *= factor;
        }
        num
    }

    /// The exact price of a project; `None` where its supporters cannot pay it. `hint` is where doubles
    /// saw it; it only saves work.
    pub fn price(&self, electorate: &Electorate, project: &Project, hint: (&Purses, f64)) -> Option<Exact> {
        let members: Vec<(u32, i64, BigInt, i128)> = electorate
            .exact_gains(project)
            .map(|(class, gain)| (class, gain, self.purse(class), mass(electorate, class)))
            .collect();
        let cost = BigInt::from(project.cost) * &self.den;
        let money: BigInt = members.iter().map(|(_, _, purse, mass)| purse * mass).sum();
        if money < cost {
            return None;
        }
        let mut poor: Vec<bool> = members
            .iter()
            .map(|(class, gain, ..)| hint.0.purse(*class).has < hint.1 * super::exact::float(i128::from(*gain)))
            .collect();
        if poor.iter().all(|poor| *poor) {
            poor.fill(false);
        }
        loop {
            let mut num = cost.clone();
            let mut rich = BigInt::ZERO;
            for ((_, gain, purse, mass), poor) in members.iter().zip(&poor) {
                if *poor {
                    num -= purse * mass;
                } else {
                    rich += BigInt::from(*mass) * *gain;
                }
            }
            let short = |(_, gain, purse, _): &(u32, i64, BigInt, i128)| purse * &rich < &num * *gain;
            let now: Vec<bool> = members.iter().map(short).collect();
            if now == poor {
                return Some(Exact { price: Ratio::new(num, &self.den * &rich), rich });
            }
            // Whatever the set, its price is not above the true one: now the set only grows, or shrinks once.
            poor = now;
            if poor.iter().all(|poor| *poor) {
                poor.fill(false);
            }
        }
    }

    /// Enters that a project was bought at its exact price.
    pub fn pay(&mut self, electorate: &Electorate, project: &Project, exact: &Exact) {
        let shared = common(&(&exact.price.num % &exact.rich), &exact.rich);
        let (factor, price) = (&exact.rich / &shared, &exact.price.num / &shared);
        for (class, gain) in electorate.exact_gains(project) {
            let left = self.purse(class) * &factor - &price * gain;
            let num = if left.sign() == Sign::Minus { BigInt::ZERO } else { left };
            if let Some(slot) = usize::try_from(class).ok().and_then(|class| self.purses.get_mut(class)) {
                *slot = Some(Purse { num, at: self.factors.len() + 1 });
            }
        }
        self.den *= &factor;
        self.factors.push(factor);
    }
}

fn mass(electorate: &Electorate, class: u32) -> i128 {
    usize::try_from(class).ok().and_then(|class| electorate.masses.get(class)).copied().unwrap_or(0)
}
