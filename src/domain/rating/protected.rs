//! Counts that cannot be told while too few households stand behind them.
//!
//! For: [`Count`] and [`Protected`], which forget what they may not tell when they are made, so that no
//! page, log or file can tell it; [`parts`], the parts of a total of which none can be worked out.
//! Must not know: what is counted. A table with rows and columns is `cross`.
//! To add: another shape of table is a function like [`parts`], with the same proof by trying.
//!
//! [`crate::domain::small_numbers::rows`] hides parts without saying which of them are small. Here
//! that is said ('fewer than 5'), because a reader must learn that hardly anybody in a building
//! answered. So what else is hidden must not depend on how large it is: those who know the rule would
//! work it out. It depends only on what everybody knows: the order of the parts.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

use crate::domain::small_numbers::shown;

/// A number of households, or 'fewer than k'.
///
/// It cannot be printed as it stands; what may be told comes from [`Count::shown`]:
///
/// ```compile_fail
/// let count = linli::domain::rating::protected::Count::new(3, 5);
/// println!("{count}");
/// ```
///
/// Nor can its inside be reached:
///
/// ```compile_fail
/// let count = linli::domain::rating::protected::Count::new(3, 5);
/// let inside = count.told;
/// ```
///
/// ```
/// let count = linli::domain::rating::protected::Count::new(3, 5);
/// assert_eq!(count.shown(), None);
/// assert_eq!(format!("{count:?}"), "< 5");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Count {
    // A small number is not kept at all: nothing that is done with the value can bring it out.
    told: Option<i64>,
    least: i64,
}

impl Count {
    /// Keeps `count` if at least `least` households stand behind it.
    pub fn new(count: i64, least: i64) -> Self {
        Self { told: shown(count, least), least }
    }

    /// The number, if it may be told.
    pub const fn shown(self) -> Option<i64> {
        self.told
    }

    /// It is fewer than this, if it may not be told.
    pub const fn least(self) -> i64 {
        self.least
    }
}

impl fmt::Debug for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.told {
            Some(count) => write!(f, "{count}"),
            None => write!(f, "< {}", self.least),
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Count", 2)?;
        fields.serialize_field("count", &self.told)?;
        match self.told {
            Some(_) => fields.skip_field("instead")?,
            None => fields.serialize_field("instead", &format!("fewer than {}", self.least))?,
        }
        fields.end()
    }
}

/// Whatever was worked out from the answers of some households: nothing, if they are too few.
///
/// ```compile_fail
/// let share = linli::domain::rating::protected::Protected::new(0.5, 3, 5);
/// println!("{share}");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Protected<T> {
    told: Option<T>,
    least: i64,
}

impl<T> Protected<T> {
    /// Keeps the value if at least `least` households stand behind it.
    pub fn new(value: T, households: i64, least: i64) -> Self {
        Self { told: shown(households, least).map(|_| value), least }
    }

    /// The value, if it may be told.
    pub const fn shown(&self) -> Option<&T> {
        self.told.as_ref()
    }
}

impl<T: fmt::Debug> fmt::Debug for Protected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.told {
            Some(value) => value.fmt(f),
            None => write!(f, "< {}", self.least),
        }
    }
}

impl<T: Serialize> Serialize for Protected<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Protected", 2)?;
        fields.serialize_field("value", &self.told)?;
        match self.told {
            Some(_) => fields.skip_field("instead")?,
            None => fields.serialize_field("instead", &format!("fewer than {}", self.least))?,
        }
        fields.end()
    }
}

/// What a table tells of one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(tag = "told", content = "count", rename_all = "kebab-case")]
pub enum Told {
    /// This many.
    Count(i64),
    /// Fewer than k; perhaps nobody.
    Few,
    /// Not told, because the others could be worked out from it.
    Hidden,
}

impl Told {
    /// The number, if it is told.
    pub const fn shown(self) -> Option<i64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Few | Self::Hidden => None,
        }
    }
}

/// A part of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many; below zero counts as none.
    pub count: i64,
    /// It is known to all that it cannot be more (the households of a building).
    pub cap: Option<i64>,
}

/// Parts that are hidden beside small ones, so that the small ones have something to hide behind.
const BESIDE: usize = 2;

/// The parts of a total that stands beside them (each household in one part).
///
/// Parts below `least` are [`Told::Few`]. If there are any, two others are hidden, chosen by what
/// everybody knows: the lowest cap of at least twice `least` first, then the place. Everybody then
/// knows the bounds of each hidden part and their sum, and nothing else; if that leaves a hidden part
/// no choice, nothing but the total is told. `least` of 1 or less hides nothing.
///
/// No part can be worked out then, also by those who know this rule, with one exception: where every
/// household of a hidden part answered (its cap) and every small one is one below `least`, that
/// nothing is told can itself tell.
pub fn parts(parts: &[Part], least: i64) -> Vec<Told> {
    if least <= 1 || parts.len() < 2 {
        return parts.iter().map(|part| by_itself(part.count, least)).collect();
    }
    let told = first_look(parts, least);
    if !told.contains(&Told::Few) {
        return told;
    }
    let (hidden, sum) = hidden(parts, &told, least);
    if is_total_safe(parts, least) && have_choice(&hidden, sum) { told } else { vec![Told::Hidden; parts.len()] }
}

/// What is told of a count with nothing beside it.
pub const fn by_itself(count: i64, least: i64) -> Told {
    if count < least && least > 1 { Told::Few } else { Told::Count(count) }
}

/// Whether the total leaves room. Below three times `least`, and where it is what all parts have
/// together if each is as large as a small one can be, that nothing is told would itself tell.
fn is_total_safe(parts: &[Part], least: i64) -> bool {
    let total: i128 = parts.iter().map(|part| i128::from(part.count.max(0))).sum();
    let most = |part: &Part| i128::from(part.cap.unwrap_or(i64::MAX).min(least - 1));
    total >= 3 * i128::from(least) && total != parts.iter().map(most).sum()
}

fn first_look(parts: &[Part], least: i64) -> Vec<Told> {
    let mut told: Vec<Told> = parts.iter().map(|part| by_itself(part.count, least)).collect();
    if !told.contains(&Told::Few) {
        return told;
    }
    let cap = |at: usize| parts.get(at).and_then(|part| part.cap).unwrap_or(i64::MAX);
    let mut others: Vec<usize> = (0..told.len()).filter(|at| told.get(*at) != Some(&Told::Few)).collect();
    others.retain(|at| cap(*at) >= least.saturating_mul(2));
    others.sort_by_key(|at| (cap(*at), *at));
    for at in others.into_iter().take(BESIDE) {
        if let Some(cell) = told.get_mut(at) {
            *cell = Told::Hidden;
        }
    }
    told
}

/// What everybody knows of a number that is not told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// At least this.
    pub low: i64,
    /// At most this.
    pub high: i64,
    /// Whether it is said to be small. Then it must be able to be anything that is small.
    pub few: bool,
}

/// What everybody knows of the parts that are not told, and their sum.
fn hidden(parts: &[Part], told: &[Told], least: i64) -> (Vec<Bounds>, i128) {
    let mut sum = 0;
    let mut known = Vec::new();
    for (part, told) in parts.iter().zip(told).filter(|(_, told)| told.shown().is_none()) {
        // A cap that is not kept tells nothing.
        let cap = part.cap.filter(|cap| *cap >= part.count).unwrap_or(i64::MAX);
        let few = *told == Told::Few;
        let (low, high) = if few { (0, cap.min(least - 1)) } else { (least, cap) };
        known.push(Bounds { low, high, few });
        sum += i128::from(part.count.max(0));
    }
    (known, sum)
}

/// Whether those who know the bounds and the sum of hidden numbers can narrow none of the small ones
/// and have a choice for each of the others.
pub(super) fn have_choice(hidden: &[Bounds], sum: i128) -> bool {
    let low: i128 = hidden.iter().map(|number| i128::from(number.low)).sum();
    let high: i128 = hidden.iter().map(|number| i128::from(number.high)).sum();
    hidden.iter().all(|number| {
        let (least, most) = (i128::from(number.low), i128::from(number.high));
        let down = (sum - (high - most)).max(least);
        let up = (sum - (low - least)).min(most);
        if number.few { down <= least && up >= most } else { up > down }
    })
}

#[cfg(test)]
#[path = "protected_tests.rs"]
mod tests;
