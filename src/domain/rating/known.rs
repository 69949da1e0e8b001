//! How many of all households are satisfied, if some of them answered and all are known.
//!
//! For: an interval that shrinks to the truth as the answers become complete, which the one of
//! [`super::satisfied_share`] does not.
//! Must not know: who answered, or why the others did not.
//! To add: another confidence is another [`ONE_IN`].
//!
//! Of N households n answered and k of these are satisfied. A number K of satisfied households among
//! all N belongs to the interval if neither 'k or more' nor 'k or fewer' has, among n drawn by lot from
//! N with K satisfied, at most one chance in 40 (hypergeometric tails; Katz 1953, Konijn 1973,
//! Buonaccorsi 1987, The American Statistician 41, 215). Whatever K is, the interval then holds it in at
//! least 95 of 100 draws. Wang 2015 has shorter ones that need every k at once; this one can be checked
//! by hand. Every comparison is decided exactly (`tails`).

use super::tails::{Drawn, is_rare};
use serde::Serialize;

/// Each of the two tails has at most one chance in this many: 95 % in between.
const ONE_IN: u64 = 40;

/// What no interval tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caveat {
    /// Nobody drew the answers by lot. Who is at home, cross or glad answers sooner; the interval
    /// allows for chance alone, not for that.
    NotDrawnByLot,
    /// Every household answered; nothing is left to chance.
    Complete,
}

/// Between how many of all households are satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// At least this many households.
    pub low: i64,
    /// At most this many households.
    pub high: i64,
    /// `low` of all, in basis points (0.01 %), rounded down.
    pub low_bp: i64,
    /// `high` of all, in basis points, rounded up.
    pub high_bp: i64,
    /// What it does not tell.
    pub caveat: Caveat,
}

/// The exact 95 % interval for the satisfied among all `households`, of which `answers` answered and
/// `satisfied` of these are satisfied. `None` without answers, with counts that cannot be, or above
/// 2³² households.
pub fn known_interval(satisfied: i64, answers: i64, households: i64) -> Option<Known> {
    if answers < 1 || answers > households || !(0..=answers).contains(&satisfied) {
        return None;
    }
    Drawn::new(households, satisfied, answers)?;
    let low = least(satisfied, answers, households);
    // k of n yes is n − k of n no.
    let high = households - least(answers - satisfied, answers, households);
    let caveat = if answers == households { Caveat::Complete } else { Caveat::NotDrawnByLot };
    let (low_bp, high_bp) = (share_down(low, households), 10_000 - share_down(households - high, households));
    Some(Known { low, high, low_bp, high_bp, caveat })
}

/// The smallest number among all at which `yes` or more of the answers are not too unlikely. The more
/// there are among all, the likelier they become, so that the middle can be asked.
fn least(yes: i64, answers: i64, all: i64) -> i64 {
    // Fewer than those who said so there cannot be; with all but those who said no it is certain.
    let (mut low, mut high) = (yes, all - (answers - yes));
    while low < high {
        let middle = low + (high - low) / 2;
        if is_too_few(yes, answers, middle, all) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Whether with `among` of `all` it is too unlikely that `yes` or more of the answers say so. Said of
/// those who say no: `answers − yes` or fewer.
fn is_too_few(yes: i64, answers: i64, among: i64, all: i64) -> bool {
    let no = u64::try_from(answers - yes).unwrap_or(0);
    Drawn::new(all, all - among, answers).is_some_and(|drawn| is_rare(&drawn, no, ONE_IN))
}

fn share_down(part: i64, whole: i64) -> i64 {
    i64::try_from(i128::from(part) * 10_000 / i128::from(whole.max(1))).unwrap_or(0)
}

#[cfg(test)]
#[path = "known_tests.rs"]
mod tests;
