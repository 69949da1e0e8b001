//! Equal ballots become one.
//!
//! For: [`Classes`]: voters who gain the same from the same options, with what they weigh together.
//! Must not know: money, rounds, or projects beyond their positions.
//! To add: what a mark is worth under another utility is an arm in [`Reading::gain`].

use crate::domain::voting::election::{Election, Entry, Kind, Mark};
use crate::domain::voting::rule::{Refusal, Utility};

mod narrow;

/// Voters whose ballots gain the same.
#[derive(Default)]
pub(super) struct Classes {
    /// Options of all classes, one class after the other.
    options: Vec<u32>,
    /// What a voter gains from each of them; empty where that is 1 for all.
    gains: Vec<i64>,
    /// Where each class ends in `options`.
    ends: Vec<usize>,
    /// What the voters of each class weigh together.
    pub masses: Vec<i128>,
    /// How many voters are in each class.
    pub heads: Vec<i64>,
    /// What all voters weigh together, those who support nothing too.
    pub weight: i128,
    /// How many voters there are, those who support nothing too.
    pub voters: i64,
}

impl Classes {
    /// Adds an entry to the sums of all; gives what its voters weigh together.
    fn weigh(&mut self, entry: Entry<'_>) -> Result<i128, Refusal> {
        let mass = i128::from(entry.voters) * i128::from(entry.weight);
        self.weight = self.weight.checked_add(mass).filter(|sum| *sum < 1 << 126).ok_or(Refusal::TooLarge)?;
        self.voters = self.voters.checked_add(entry.voters).ok_or(Refusal::TooLarge)?;
        Ok(mass)
    }

    /// Adds voters to a class.
    fn add(&mut self, class: usize, mass: i128, voters: i64) {
        if let (Some(all), Some(heads)) = (self.masses.get_mut(class), self.heads.get_mut(class)) {
            *all += mass;
            *heads += voters;
        }
    }

    /// The options and gains of each class; gains are empty where all are 1.
    pub fn iter(&self) -> impl Iterator<Item = (&[u32], &[i64])> {
        let mut begun = 0;
        self.ends.iter().map(move |end| {
            let own = begun..*end;
            begun = *end;
            (self.options.get(own.clone()).unwrap_or_default(), self.gains.get(own).unwrap_or_default())
        })
    }
}

/// What marks mean under a utility.
#[derive(Clone, Copy)]
struct Reading {
    utility: Utility,
    kind: Kind,
    options: usize,
}

impl Reading {
    /// What the voter gains from the option of this mark; nothing or less is no support.
    /// `ranks`: the values of the ballot in order.
    fn gain(self, mark: Mark, ranks: &[i64]) -> i64 {
        match (self.utility, self.kind) {
            (Utility::Cost | Utility::Cardinality, Kind::Ordinal | Kind::Cumulative) => 1,
            (Utility::Cost | Utility::Cardinality, _) => i64::from(mark.value > 0),
            (Utility::Points, _) => mark.value,
            (Utility::Borda, _) => {
                let not_worse = ranks.partition_point(|rank| *rank <= mark.value);
                i64::try_from(ranks.len() - not_worse).unwrap_or(i64::MAX)
            }
        }
    }

    fn knows(self, mark: Mark) -> bool {
        usize::try_from(mark.option).is_ok_and(|option| option < self.options)
    }

    /// Whether everybody who supports an option gains the same from it.
    fn flat(self) -> bool {
        matches!(self.utility, Utility::Cost | Utility::Cardinality)
    }
}

/// Merges the ballots.
///
/// # Errors
/// [`Refusal::TooLarge`] where weights do not add up in 126 bits or there are more than 2³² classes.
pub(super) fn merge(election: &Election, utility: Utility) -> Result<Classes, Refusal> {
    let reading = Reading { utility, kind: election.kind, options: election.options.len() };
    if reading.flat() && reading.options <= 64 {
        return narrow::merge(election, reading);
    }
    let mut table = Table::new(election.ballots.len());
    for entry in election.ballots.iter() {
        table.put(entry, reading)?;
    }
    Ok(table.classes)
}

/// Classes found by the hash of what they support: open addressing, at most half full.
struct Table {
    classes: Classes,
    /// The class (from 1) in each slot; 0 is free.
    slots: Vec<u32>,
    hashes: Vec<u64>,
    /// The ballot in hand.
    options: Vec<u32>,
    gains: Vec<i64>,
    ranks: Vec<i64>,
}

impl Table {
    fn new(ballots: usize) -> Self {
        let size = ballots.saturating_mul(2).clamp(16, 1 << 14).next_power_of_two();
        let classes = Classes::default();
        let (options, gains, ranks) = (Vec::new(), Vec::new(), Vec::new());
        Self { classes, slots: vec![0; size], hashes: Vec::new(), options, gains, ranks }
    }

    fn put(&mut self, entry: Entry<'_>, reading: Reading) -> Result<(), Refusal> {
        let mass = self.classes.weigh(entry)?;
        if mass == 0 {
            return Ok(());
        }
        let hash = self.read(entry.marks, reading);
        if self.options.is_empty() {
            return Ok(());
        }
        let class = self.find(hash)?;
        self.classes.add(class, mass, entry.voters);
        Ok(())
    }

    /// What this ballot supports, into `options` and `gains`; gives its hash.
    fn read(&mut self, marks: &[Mark], reading: Reading) -> u64 {
        self.options.clear();
        self.gains.clear();
        self.ranks.clear();
        if reading.utility == Utility::Borda {
            self.ranks.extend(marks.iter().filter(|mark| reading.knows(**mark)).map(|mark| mark.value));
            self.ranks.sort_unstable();
        }
        let mut hash = 0_u64;
        for mark in marks.iter().filter(|mark| reading.knows(**mark)) {
            let gain = reading.gain(*mark, &self.ranks);
            if gain > 0 {
                self.options.push(mark.option);
                let mut own = u64::from(mark.option);
                if !reading.flat() {
                    self.gains.push(gain);
                    own ^= gain.unsigned_abs().rotate_left(32);
                }
                hash = hash.wrapping_add(mix(own));
            }
        }
        hash
    }

    fn find(&mut self, hash: u64) -> Result<usize, Refusal> {
        if self.hashes.len().saturating_mul(2) >= self.slots.len() {
            self.grow();
        }
        let mut slot = self.first(hash);
        loop {
            let held = self.slots.get(slot).copied().unwrap_or(0);
            if held == 0 {
                return self.add(slot, hash);
            }
            let class = usize::try_from(held - 1).unwrap_or(usize::MAX);
            if self.hashes.get(class) == Some(&hash) && self.same(class) {
                return Ok(class);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn add(&mut self, slot: usize, hash: u64) -> Result<usize, Refusal> {
        let class = self.hashes.len();
        let number = u32::try_from(class + 1).map_err(|_| Refusal::TooLarge)?;
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = number;
        }
        self.hashes.push(hash);
        self.classes.options.extend_from_slice(&self.options);
        self.classes.gains.extend_from_slice(&self.gains);
        self.classes.ends.push(self.classes.options.len());
        self.classes.masses.push(0);
        self.classes.heads.push(0);
        Ok(class)
    }

    fn same(&self, class: usize) -> bool {
        let begun = class.checked_sub(1).and_then(|before| self.classes.ends.get(before)).copied().unwrap_or(0);
        let own = begun..self.classes.ends.get(class).copied().unwrap_or(begun);
        self.classes.options.get(own.clone()) == Some(self.options.as_slice())
            && self.classes.gains.get(own).unwrap_or_default() == self.gains.as_slice()
    }

    /// The top bits of the hash: they depend on everything that was mixed in.
    fn first(&self, hash: u64) -> usize {
        top(hash, self.slots.len())
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 4];
        for (class, hash) in self.hashes.iter().enumerate() {
            let mut slot = self.first(*hash);
            while self.slots.get(slot).is_some_and(|held| *held != 0) {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            if let (Some(slot), Ok(number)) = (self.slots.get_mut(slot), u32::try_from(class + 1)) {
                *slot = number;
            }
        }
    }
}

/// Multiplies into the high half and folds it back. Sums of it are the hash of a ballot: its marks do not
/// wait for each other.
fn mix(value: u64) -> u64 {
    let wide = u128::from(value ^ 0x9E37_79B9_7F4A_7C15) * u128::from(0xD6E8_FEB8_6659_FD93_u64);
    let folded = (wide >> 64) ^ (wide & u128::from(u64::MAX));
    u64::try_from(folded).unwrap_or(0).wrapping_mul(0xA076_1D64_78BD_642F)
}

/// The first slot of a hash in a table of `slots`, a power of two: its top bits.
fn top(hash: u64, slots: usize) -> usize {
    usize::try_from(hash >> (64 - slots.trailing_zeros())).unwrap_or(0)
}
