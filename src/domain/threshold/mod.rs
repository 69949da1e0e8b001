//! Thresholds as exact fractions of integers, and what an electorate decides by them.
//!
//! For: whether a quorum or a majority is met, can still be met, and by how many it is missed (here);
//! [`decision`] puts a snapshot of the [`roll`], the [`papers`] handed in and a rule set of
//! [`presets`] together into a decision with its arithmetic; [`matter`] says which rule set a kind of
//! item needs; [`silence`] what becomes of those who say nothing; [`meeting`] counts raised hands.
//! Must not know: how a share is shown, storage, who may cast (`poll`).
//! To add: a preset is a row of `PRESETS` with its legal basis; what cannot be counted is a variant
//! of [`check::Fault`].

pub mod arithmetic;
pub mod check;
pub mod decision;
pub mod matter;
pub mod meeting;
pub mod papers;
pub mod presets;
pub mod roll;
pub mod silence;
mod sums;

pub use presets::{Base, Counts, LEGACY, PRESETS, Preset, electorate, find_preset};

use serde::Serialize;

/// A share, like 2/3. Not above zero in the denominator means: can never be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fraction {
    /// Above the line.
    pub numerator: i64,
    /// Below the line.
    pub denominator: i64,
}

/// Whether the fraction itself is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// 以上: exactly 2/3 passes (Civil Code 1259).
    AtLeast,
    /// 过半数: exactly 1/2 does not.
    MoreThan,
}

/// What a count has to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The share.
    pub fraction: Fraction,
    /// Whether it is enough itself.
    pub comparison: Comparison,
}

impl Rule {
    /// Met by the fraction itself and anything above.
    pub const fn at_least(numerator: i64, denominator: i64) -> Self {
        Self { fraction: Fraction { numerator, denominator }, comparison: Comparison::AtLeast }
    }

    /// Met only above the fraction.
    pub const fn more_than(numerator: i64, denominator: i64) -> Self {
        Self { fraction: Fraction { numerator, denominator }, comparison: Comparison::MoreThan }
    }

    /// Whether `part` of `whole` meets the rule. Of an empty whole nothing does.
    pub fn is_met(self, part: i64, whole: i64) -> bool {
        let Fraction { numerator, denominator } = self.fraction;
        if whole <= 0 || denominator <= 0 {
            return false;
        }
        let left = i128::from(part) * i128::from(denominator);
        let right = i128::from(whole) * i128::from(numerator);
        match self.comparison {
            Comparison::AtLeast => left >= right,
            Comparison::MoreThan => left > right,
        }
    }
}

/// How a count stands against its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Met.
    Passes,
    /// Not met, but those who are left can still bring it about.
    NotYet,
    /// Not met, even if all who are left did.
    CannotAnyMore,
}

/// How `part` of a fixed `whole` stands, with `remaining` who may still add to the part (0 after
/// the close). For quorums, and for consent counted on everybody.
pub fn quorum(part: i64, whole: i64, remaining: i64, rule: Rule) -> Standing {
    standing(rule.is_met(part, whole), rule.is_met(part.saturating_add(remaining.max(0)), whole))
}

/// How `yes` among those `taking_part` stands, with `remaining` who may still join both. For
/// majorities of participants; while ballots come in, 'passes' may be lost again.
pub fn majority(yes: i64, taking_part: i64, remaining: i64, rule: Rule) -> Standing {
    let more = remaining.max(0);
    let best = rule.is_met(yes.saturating_add(more), taking_part.saturating_add(more));
    standing(rule.is_met(yes, taking_part), best)
}

const fn standing(now: bool, at_best: bool) -> Standing {
    match (now, at_best) {
        (true, _) => Standing::Passes,
        (false, true) => Standing::NotYet,
        (false, false) => Standing::CannotAnyMore,
    }
}

/// The least part of a fixed `whole` that meets the rule: may be above the whole (then it cannot be
/// met) and below 0. `None` if no part does, or it is beyond what a number holds.
pub fn needed(whole: i64, rule: Rule) -> Option<i64> {
    i64::try_from(least(whole, rule)?).ok()
}

fn least(whole: i64, rule: Rule) -> Option<i128> {
    let Fraction { numerator, denominator } = rule.fraction;
    if whole <= 0 || denominator <= 0 {
        return None;
    }
    let (share, below) = (i128::from(whole) * i128::from(numerator), i128::from(denominator));
    Some(match rule.comparison {
        Comparison::AtLeast => -(-share).div_euclid(below),
        Comparison::MoreThan => share.div_euclid(below) + 1,
    })
}

/// How many more of the fixed `whole` the part needs; 0 if the rule is met. May exceed what is
/// left: see [`quorum`]. `i64::MAX` if the rule can never be met.
pub fn missing(part: i64, whole: i64, rule: Rule) -> i64 {
    let short = least(whole, rule).map(|least| (least - i128::from(part)).max(0));
    short.and_then(|short| i64::try_from(short).ok()).unwrap_or(i64::MAX)
}

/// How many more who all join and all say yes the rule needs, when `yes` of those `taking_part` say
/// so now; 0 if it is met. `None` if no number is enough (a rule of more than everybody).
pub fn missing_joining(yes: i64, taking_part: i64, rule: Rule) -> Option<i64> {
    if rule.is_met(yes, taking_part) {
        return Some(0);
    }
    let Fraction { numerator, denominator } = rule.fraction;
    let (above, below) = (i128::from(numerator), i128::from(denominator));
    if taking_part <= 0 {
        // Any number who all agree are the same share: of nobody nothing passes, one is enough.
        return rule.is_met(1, 1).then_some(1);
    }
    let (yes, taking_part) = (i128::from(yes.max(0)), i128::from(taking_part));
    // Whoever joins adds `below` to the left of the comparison and `above` to the right.
    let (short, gain) = (taking_part * above - yes * below, below - above);
    if denominator <= 0 || gain <= 0 {
        return None;
    }
    let joining = match rule.comparison {
        Comparison::AtLeast => -(-short).div_euclid(gain),
        Comparison::MoreThan => short.div_euclid(gain) + 1,
    };
    i64::try_from(joining).ok()
}

#[cfg(test)]
mod tests;
