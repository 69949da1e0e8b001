//! The count of a round, and how ballots move on.
//!
//! For: [`Standing`], who is left and holds which ballots.
//! Must not know: who is chosen among equals.
//! To add: another treatment of level options is another [`Holding::change`] when a ballot moves.

use super::order::{Reading, read};
use super::sheets::Sheets;
use super::{Shared, Votes};
use num_bigint::BigInt;
use std::collections::{BTreeMap, BTreeSet};

/// What an option holds.
#[derive(Clone, Default)]
struct Holding {
    whole: i64,
    /// Weight by the number of options among which it is shared; from 2.
    shared: BTreeMap<u32, i64>,
    /// Sheets that count for it, shared or not.
    sheets: Vec<usize>,
}

impl Holding {
    fn change(&mut self, among: usize, weight: i64) {
        if among == 1 {
            self.whole += weight;
            return;
        }
        let among = u32::try_from(among).unwrap_or(u32::MAX);
        let sum = self.shared.entry(among).or_insert(0);
        *sum += weight;
        if *sum == 0 {
            self.shared.remove(&among);
        }
    }
}

/// Who is left and what each holds.
pub struct Standing<'a> {
    all: &'a Sheets,
    left: Vec<bool>,
    holdings: Vec<Holding>,
    /// The group in which each sheet counts.
    at: Vec<usize>,
    counting: i64,
    exhausted: i64,
}

impl<'a> Standing<'a> {
    /// The count when these options are left.
    pub fn new(all: &'a Sheets, left: Vec<bool>) -> Self {
        let holdings = vec![Holding::default(); left.len()];
        let at = (0..all.count()).map(|sheet| all.groups_of(sheet).start).collect();
        let counting = (0..all.count()).map(|sheet| all.weight(sheet)).sum();
        let mut standing = Self { all, left, holdings, at, counting, exhausted: 0 };
        for sheet in 0..all.count() {
            standing.settle(sheet);
        }
        standing
    }

    /// How many options are left.
    pub fn left(&self) -> usize {
        self.options().count()
    }

    /// Whether each option is left.
    pub fn who(&self) -> &[bool] {
        &self.left
    }

    /// Weight of the ballots that count for nobody any more.
    pub const fn exhausted(&self) -> i64 {
        self.exhausted
    }

    /// The whole votes of those who are left.
    pub fn counts(&self) -> Vec<Votes> {
        self.held().map(|(option, holding)| Votes { option, votes: holding.whole }).collect()
    }

    /// The shared votes of those who are left.
    pub fn shared(&self) -> Vec<Shared> {
        let each = self.held().flat_map(|(option, holding)| {
            holding.shared.iter().map(move |(among, votes)| Shared { option, among: *among, votes: *votes })
        });
        each.collect()
    }

    /// Takes the option out; its ballots go on.
    pub fn eliminate(&mut self, option: usize) {
        let Some(left) = self.left.get_mut(option) else { return };
        *left = false;
        let held = self.holdings.get_mut(option).map(core::mem::take).unwrap_or_default();
        for sheet in held.sheets {
            self.pass_on(sheet);
        }
    }

    /// One of the options of this sheet's group has just gone out.
    fn pass_on(&mut self, sheet: usize) {
        let all = self.all;
        let group = self.at.get(sheet).map_or(&[][..], |at| all.group(*at));
        let (among, weight) = (self.among(group), all.weight(sheet));
        for heir in group {
            if let Some(holding) = self.heir(*heir) {
                holding.change(among + 1, -weight);
                holding.change(among, weight);
            }
        }
        if among == 0 {
            self.settle(sheet);
        }
    }

    /// Gives the sheet to the first group of which somebody is left.
    fn settle(&mut self, sheet: usize) {
        let all = self.all;
        let weight = all.weight(sheet);
        let begin = self.at.get(sheet).copied().unwrap_or(0);
        let found = (begin..all.groups_of(sheet).end).find(|group| self.among(all.group(*group)) > 0);
        let Some(found) = found else {
            self.counting -= weight;
            self.exhausted += weight;
            return;
        };
        if let Some(at) = self.at.get_mut(sheet) {
            *at = found;
        }
        let among = self.among(all.group(found));
        for heir in all.group(found) {
            if let Some(holding) = self.heir(*heir) {
                holding.change(among, weight);
                holding.sheets.push(sheet);
            }
        }
    }

    /// How many of them are left.
    fn among(&self, group: &[usize]) -> usize {
        group.iter().filter(|option| self.is_left(**option)).count()
    }

    /// What the option holds, if it is left.
    fn heir(&mut self, option: usize) -> Option<&mut Holding> {
        if self.is_left(option) { self.holdings.get_mut(option) } else { None }
    }

    fn is_left(&self, option: usize) -> bool {
        self.left.get(option).copied().unwrap_or(false)
    }

    fn options(&self) -> impl Iterator<Item = usize> {
        self.left.iter().enumerate().filter(|(_, left)| **left).map(|(option, _)| option)
    }

    fn held(&self) -> impl Iterator<Item = (usize, &Holding)> {
        self.holdings.iter().enumerate().filter(|(option, _)| self.is_left(*option))
    }

    /// Who has the least and who has more than half.
    pub fn reading(&self) -> Reading {
        let among: BTreeSet<u32> = self.held().flat_map(|(_, holding)| holding.shared.keys().copied()).collect();
        self.reading_small(&among).unwrap_or_else(|| self.reading_large(&among))
    }

    /// With a common denominator, where that and everything counted in it fits.
    fn reading_small(&self, among: &BTreeSet<u32>) -> Option<Reading> {
        let unit = among.iter().try_fold(1_i128, |unit, among| {
            let among = i128::from(*among);
            (unit / common_divisor(unit, among)).checked_mul(among)
        })?;
        let all = unit.checked_mul(self.counting.into())?;
        all.checked_mul(2)?;
        let shares: BTreeMap<u32, i128> = among.iter().map(|among| (*among, unit / i128::from(*among))).collect();
        let share = |among: &u32| shares.get(among).copied().unwrap_or(0);
        let value = |holding: &Holding| {
            let shared = holding.shared.iter().map(|(among, votes)| share(among) * i128::from(*votes));
            unit * i128::from(holding.whole) + shared.sum::<i128>()
        };
        let (options, values): (Vec<usize>, Vec<i128>) = self.held().map(|(at, held)| (at, value(held))).unzip();
        Some(read(&options, &values, &all))
    }

    /// The same with numbers of any size; the product of all shares is a common denominator.
    fn reading_large(&self, among: &BTreeSet<u32>) -> Reading {
        let unit: BigInt = among.iter().product();
        let value = |holding: &Holding| {
            let shares = holding.shared.iter().map(|(among, votes)| &unit / *among * *votes);
            &unit * holding.whole + shares.sum::<BigInt>()
        };
        let (options, values): (Vec<usize>, Vec<BigInt>) = self.held().map(|(at, held)| (at, value(held))).unzip();
        read(&options, &values, &(&unit * self.counting))
    }
}

fn common_divisor(one: i128, other: i128) -> i128 {
    if other == 0 { one } else { common_divisor(other, one % other) }
}

#[cfg(test)]
mod tests;
