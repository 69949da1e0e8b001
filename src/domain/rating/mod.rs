//! A household's judgement of a finished work.
//!
//! For: the five levels, reasons for a bad one, and the satisfied share with its uncertainty.
//! Must not know: which work, which household, or the threshold of a project (`threshold`).
//! To add: a reason is a word and its sentence in every language. What is worked out from many
//! answers is a file here, and goes through [`protected`] before it is told.

use serde::{Deserialize, Serialize};

use crate::domain::threshold::Rule;

mod binomial;
pub mod difference;

pub mod known;
mod label;
pub mod places;
pub mod protected;
pub mod report;
pub mod representation;

pub mod satisfied;
pub mod split;
mod tails;
pub mod trend;

crate::words! {
    /// The five levels of the government-service rating, best first.
    Level5 {
        /// 非常满意
        VerySatisfied = "very_satisfied",
        /// 满意
        Satisfied = "satisfied",
        /// 基本满意
        BasicallySatisfied = "basically_satisfied",
        /// 不满意
        Dissatisfied = "dissatisfied",
        /// 非常不满意
        VeryDissatisfied = "very_dissatisfied",
    }
}

impl Level5 {
    /// One of the two lower levels: opens a defect.
    pub const fn is_bad(self) -> bool {
        matches!(self, Self::Dissatisfied | Self::VeryDissatisfied)
    }

    /// One of the three upper levels.
    pub const fn is_satisfied(self) -> bool {
        !self.is_bad()
    }
}

crate::words! {
    /// Why a level is bad.
    Reason {
        /// Looks bad.
        Appearance = "appearance",
        /// Does not work.
        Function = "function",
        /// Not done to the end.
        Unfinished = "unfinished",
        /// Noise, dust, cut water or power.
        Noise = "noise",
        /// Rubble or damage left behind.
        Mess = "mess",
        /// Something else.
        Other = "other",
    }
}

/// Default share of satisfied answers that a project asks for before acceptance (practice of
/// Shijiazhuang; no national figure is known).
pub const DEFAULT_THRESHOLD: Rule = Rule::at_least(80, 100);

/// The satisfied share of the answers, in basis points (0.01 %).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Satisfied of all answers, rounded half up.
    pub share_bp: i64,
    /// Lower end of the 95 % interval, rounded down.
    pub low_bp: i64,
    /// Upper end of the 95 % interval, rounded up.
    pub high_bp: i64,
    /// Answers of all households asked, rounded half up.
    pub return_bp: i64,
}

/// The satisfied share with its exact (Clopper–Pearson 1934) 95 % interval. `None` without
/// answers or with counts that cannot be (more satisfied than answers, more answers than
/// households).
///
/// The interval takes the answers as a sample of many and is therefore wider than needed where
/// nearly every household answered. Its ends are whole basis points found by bisection on the
/// binomial tails, which are right to about 1e-9, and are rounded outward.
pub fn satisfied_share(satisfied: i64, answers: i64, households: i64) -> Option<Share> {
    let counts = (0..=answers).contains(&satisfied) && answers <= households && answers > 0;
    let (k, n) = (u32::try_from(satisfied).ok()?, u32::try_from(answers).ok()?);
    counts.then_some(Share {
        share_bp: basis_points(satisfied, answers),
        low_bp: i64::from(binomial::low_bp(k, n)),
        high_bp: i64::from(binomial::high_bp(k, n)),
        return_bp: basis_points(answers, households),
    })
}

fn basis_points(part: i64, whole: i64) -> i64 {
    let whole = i128::from(whole).max(1);
    i64::try_from((i128::from(part) * 20_000 + whole) / (whole * 2)).unwrap_or(10_000)
}

#[cfg(test)]
mod tests;
