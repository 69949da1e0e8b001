//! What a set of answers says, words first: every statement is one that may be told.
//!
//! For: [`report`], behind `linli rating` and the pages; which sentences are said is decided here, how
//! they read in a language is not.
//! Must not know: files, languages, or the threshold of a project.
//! To add: a statement is a field of [`Report`] that follows from what may be told beside the others,
//! and its sentence in every language.
//!
//! The figures are those of the last round. Everything that is told of one round fits together: totals
//! of the two sides, levels within each side, answers by building, and both sides by building.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::known::{Caveat, known_interval};
use super::label::in_order;
use super::places::{self, Places};
use super::protected::{Count, Part, Told, parts};
use super::satisfied::Satisfied;
use super::trend::{Said, Trend, trend};
use super::{Level5, satisfied_share};
use serde::Serialize;

/// An answer, of one household in one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'a> {
    /// How satisfied.
    pub level: Level5,
    /// The building, if it is known.
    pub building: Option<&'a str>,
    /// The age band, if it is known.
    pub age: Option<&'a str>,
    /// The round of asking, if there are several.
    pub round: Option<&'a str>,
    /// Which household, if it is known.
    pub household: Option<&'a str>,
}

/// So many households of the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed<'a> {
    /// Their building, if the roll says it.
    pub building: Option<&'a str>,
    /// Their age band, if the roll says it.
    pub age: Option<&'a str>,
    /// How many; below zero counts as none.
    pub households: i64,
}

/// What the answers say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Fewer households than this are not told.
    pub least: i64,
    /// The round that all but the trend is about; `None` if the answers name none.
    pub round: Option<String>,
    /// How many answered.
    pub answers: Count,
    /// How many could have answered.
    pub households: Option<i64>,
    /// How many of these answered, in basis points (0.01 %), rounded half up; `None` without a roll, or
    /// with more answers than households.
    pub return_bp: Option<i64>,
    /// Whether there are more answers than households on the roll.
    pub more_than_roll: bool,
    /// How many of those who answered are satisfied.
    pub satisfied: Satisfied,
    /// Between which shares all households lie.
    pub interval: Option<Interval>,
    /// The levels, best first.
    pub levels: Vec<Level>,
    /// Satisfied and not satisfied, building by building.
    pub buildings: Vec<places::Line>,
    /// Whether each building answered in proportion.
    pub by_building: Option<places::Fits>,
    /// Whether each age band answered in proportion.
    pub by_age: Option<places::Fits>,
    /// The rounds by name, in their order.
    pub rounds: Vec<Option<String>>,
    /// Their comparison, from two rounds on.
    pub trend: Option<Trend>,
}

/// What is told of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    /// The level.
    pub level: Level5,
    /// How many chose it.
    #[serde(flatten)]
    pub told: Told,
}

/// Between which shares of satisfied the truth lies, with 95 % certainty as far as chance goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// The lower end in basis points, rounded down.
    pub low_bp: i64,
    /// The upper end in basis points, rounded up.
    pub high_bp: i64,
    /// Households at least and at most, where all households are known.
    pub households: Option<(i64, i64)>,
    /// What it does not tell.
    pub caveat: Caveat,
}

/// What the answers say, beside the roll if there is one; what fewer than `least` households stand
/// behind is not in it. The order of the answers does not matter.
///
/// `least` of 1 or less hides nothing; 2 is taken as 3, because of two households each knows the other.
pub fn report(answers: &[Given], roll: Option<&[Listed]>, least: i64) -> Report {
    let least = if least == 2 { 3 } else { least.max(1) };
    let (rounds, by_round) = in_rounds(answers);
    let last: &[Given] = by_round.last().map_or(&[], Vec::as_slice);
    let number = whole(last.len());
    let households = roll.map(|roll| roll.iter().fold(0, |sum: i64, row| sum.saturating_add(row.households.max(0))));
    let satisfied = Satisfied::of(whole(last.iter().filter(|given| given.level.is_satisfied()).count()), number, least);
    let is_told = number >= least;
    let places = |of: fn(&Given) -> Option<String>, on: fn(&Listed) -> Option<String>| {
        Places::of(
            last.iter().map(|given| (of(given), given.level.is_satisfied())),
            roll.map(|roll| roll.iter().map(|row| (on(row), row.households))),
            least,
        )
    };
    let buildings = places(|given| given.building.map(str::to_owned), |row| row.building.map(str::to_owned));
    let ages = places(|given| given.age.map(str::to_owned), |row| row.age.map(str::to_owned));
    Report {
        least,
        answers: Count::new(number, least),
        households,
        return_bp: households.filter(|all| is_told && *all >= number).map(|all| super::basis_points(number, all)),
        more_than_roll: is_told && households.is_some_and(|all| all < number),
        satisfied,
        interval: interval(satisfied, number, households),
        levels: levels(last, satisfied, least),
        buildings: if is_told { buildings.lines(satisfied) } else { Vec::new() },
        by_building: buildings.fits().filter(|_| is_told),
        by_age: ages.fits().filter(|_| is_told),
        trend: (rounds.len() > 1).then(|| trend(&said(&by_round), least)),
        round: rounds.last().cloned().flatten(),
        rounds,
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The rounds in their order, those without a name first.
fn in_rounds<'a>(answers: &[Given<'a>]) -> (Vec<Option<String>>, Vec<Vec<Given<'a>>>) {
    let mut by_round: BTreeMap<Option<&str>, Vec<Given>> = BTreeMap::new();
    for given in answers {
        by_round.entry(given.round).or_default().push(*given);
    }
    let mut rounds: Vec<(Option<&str>, Vec<Given>)> = by_round.into_iter().collect();
    rounds.sort_by(|(a, _), (b, _)| optional(*a, *b));
    rounds.into_iter().map(|(name, given)| (name.map(str::to_owned), given)).unzip()
}

fn optional(a: Option<&str>, b: Option<&str>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => in_order(a, b),
        _ => a.is_some().cmp(&b.is_some()),
    }
}

/// What the rounds compare: the same household has the same number in each.
fn said(rounds: &[Vec<Given>]) -> Vec<Vec<Said>> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for household in rounds.iter().flatten().filter_map(|given| given.household) {
        let next = numbers.len();
        numbers.entry(household).or_insert(next);
    }
    let one = |given: &Given| Said {
        satisfied: given.level.is_satisfied(),
        household: given.household.and_then(|household| numbers.get(household).copied()),
    };
    rounds.iter().map(|round| round.iter().map(one).collect()).collect()
}

/// The interval over all that everybody knows of the satisfied.
fn interval(satisfied: Satisfied, answers: i64, households: Option<i64>) -> Option<Interval> {
    let (low, high) = satisfied.range()?;
    let Some(all) = households else {
        let (low, high) = (satisfied_share(low, answers, answers)?, satisfied_share(high, answers, answers)?);
        let (low_bp, high_bp) = (low.low_bp, high.high_bp);
        return Some(Interval { low_bp, high_bp, households: None, caveat: Caveat::NotDrawnByLot });
    };
    let (low, high) = (known_interval(low, answers, all)?, known_interval(high, answers, all)?);
    let (low_bp, high_bp, caveat) = (low.low_bp, high.high_bp, low.caveat);
    Some(Interval { low_bp, high_bp, households: Some((low.low, high.high)), caveat })
}

/// The levels within their side, whose total is told; a side that is small stands as one beside the
/// levels of the other.
fn levels(answers: &[Given], satisfied: Satisfied, least: i64) -> Vec<Level> {
    let count = |level: Level5| whole(answers.iter().filter(|given| given.level == level).count());
    let of = |is_satisfied: bool| Level5::ALL.iter().copied().filter(move |level| level.is_satisfied() == is_satisfied);
    let part = |count: i64| Part { count, cap: None };
    let side = |is_satisfied: bool| -> Vec<Part> { of(is_satisfied).map(|level| part(count(level))).collect() };
    let all = |parts: &[Part]| part(parts.iter().map(|part| part.count).sum());
    let (upper, lower) = (side(true), side(false));
    let hidden = |parts: &[Part]| vec![Told::Hidden; parts.len()];
    let beside = |large: &[Part], small: Part| {
        // Among fewer, that nothing is told would tell.
        if whole(answers.len()) < least.saturating_mul(4) {
            return hidden(large);
        }
        let mut told = parts(&[large, &[small]].concat(), least);
        told.truncate(large.len());
        told
    };
    let (upper, lower) = match satisfied {
        Satisfied::TooFew | Satisfied::NotTold => (hidden(&upper), hidden(&lower)),
        Satisfied::Exactly { .. } => (parts(&upper, least), parts(&lower, least)),
        Satisfied::NearlyAll { .. } => (beside(&upper, all(&lower)), hidden(&lower)),
        Satisfied::HardlyAny { .. } => (hidden(&upper), beside(&lower, all(&upper))),
    };
    let named =
        |is_satisfied: bool, told: Vec<Told>| of(is_satisfied).zip(told).map(|(level, told)| Level { level, told });
    named(true, upper).chain(named(false, lower)).collect()
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
