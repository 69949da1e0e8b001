//! A household's judgement of a finished work.
//!
//! For: the five levels, reasons for a bad one, and the satisfied share with its uncertainty.
//! Must not know: which work, which household, or the threshold of a project (`threshold`).
//! To add: a reason is a word and its sentence in every language.

use serde::{Deserialize, Serialize};

use crate::domain::threshold::Rule;

#[path = "binomial.rs"]
mod binomial;

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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ends(k: i64, n: i64) -> (i64, i64) {
        let share = satisfied_share(k, n, n.max(1_000_000)).unwrap();
        (share.low_bp, share.high_bp)
    }

    #[test]
    fn the_top_three_levels_are_satisfied() {
        let satisfied: Vec<bool> = Level5::ALL.iter().map(|level| level.is_satisfied()).collect();
        assert_eq!(satisfied, [true, true, true, false, false]);
        assert!(Level5::ALL.iter().all(|level| level.is_bad() != level.is_satisfied()));
    }

    #[test]
    fn the_interval_agrees_with_published_values() {
        // 0/10 → 0–0.30850; 5/10 → 0.18709–0.81291; 10/10 → 0.69150–1; 1/10 → 0.00253–0.44502;
        // 8/10 → 0.44390–0.97479; 81/263 → 0.25270–0.36762 (Newcombe 1998, table I: .2527, .3676).
        assert_eq!(ends(0, 10), (0, 3_085));
        assert_eq!(ends(5, 10), (1_870, 8_130));
        assert_eq!(ends(10, 10), (6_915, 10_000));
        assert_eq!(ends(1, 10), (25, 4_451));
        assert_eq!(ends(8, 10), (4_439, 9_748));
        assert_eq!(ends(81, 263), (2_527, 3_677));
    }

    #[test]
    fn with_no_or_all_satisfied_the_open_end_has_its_closed_form() {
        for n in [1_i32, 2, 29, 400, 3_000] {
            let edge = (1.0 - 0.025_f64.powf(1.0 / f64::from(n))) * 10_000.0;
            let (low, high) = ends(0, i64::from(n));
            assert_eq!(low, 0);
            assert!(f64::from(i32::try_from(high).unwrap()) - edge < 1.0);
            assert!(f64::from(i32::try_from(high).unwrap()) >= edge - 1e-6);
            assert_eq!(ends(i64::from(n), i64::from(n)), (10_000 - high, 10_000));
        }
    }

    #[test]
    fn counts_that_cannot_be_give_nothing() {
        for (k, n, all) in [(0, 0, 10), (1, 0, 1), (3, 2, 9), (-1, 2, 9), (1, 5, 4), (1, i64::MAX, i64::MAX)] {
            assert_eq!(satisfied_share(k, n, all), None, "{k}/{n} of {all}");
        }
        let share = satisfied_share(2, 3, 7).unwrap();
        assert_eq!((share.share_bp, share.return_bp), (6_667, 4_286));
    }

    #[test]
    fn a_province_is_counted_as_well_as_a_stairwell() {
        let (low, high) = ends(800_000, 1_000_000);
        assert!((7_991..=7_993).contains(&low) && (8_007..=8_009).contains(&high), "{low} {high}");
    }

    proptest! {
        #[test]
        fn the_share_lies_within_its_interval_and_mirrors(n in 1i64..2_000, part in 0i64..2_000) {
            let k = part % (n + 1);
            let share = satisfied_share(k, n, n).unwrap();
            prop_assert!(share.low_bp <= share.share_bp && share.share_bp <= share.high_bp);
            let (low, high) = ends(n - k, n);
            prop_assert_eq!((10_000 - high, 10_000 - low), (share.low_bp, share.high_bp));
        }
    }
}
