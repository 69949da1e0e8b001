//! How many of those who answered are satisfied, as far as it may be told.
//!
//! For: the first sentence of a report, and the rounds of a trend.
//! Must not know: levels, buildings, or households that did not answer.
//! To add: another way to say it is a variant with the bounds that it gives away.

use serde::Serialize;

/// How many of those who answered are satisfied, as far as it may be told. Beside the answers the
/// satisfied and the others add up, so that a small number of either hides the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
pub enum Satisfied {
    /// Too few answered to tell anything.
    TooFew,
    /// Enough answered, but one side is so small among so few that nothing can be told.
    NotTold,
    /// This many of those who answered.
    Exactly {
        /// The satisfied.
        satisfied: i64,
        /// All who answered.
        answers: i64,
        /// Their share in basis points (0.01 %), rounded half up.
        share_bp: i64,
    },
    /// All but fewer than k.
    NearlyAll {
        /// At least this many are satisfied.
        at_least: i64,
        /// All who answered.
        answers: i64,
        /// The share of `at_least` in basis points, rounded down.
        share_bp: i64,
    },
    /// Fewer than k.
    HardlyAny {
        /// At most this many are satisfied.
        at_most: i64,
        /// All who answered.
        answers: i64,
        /// The share of `at_most` in basis points, rounded up.
        share_bp: i64,
    },
}

impl Satisfied {
    /// What may be told of `satisfied` among `answers` where fewer than `least` are not told. Counts that
    /// cannot be are [`Satisfied::TooFew`].
    pub fn of(satisfied: i64, answers: i64, least: i64) -> Self {
        let share = |part: i64, add: i64| share_bp(part, answers, add);
        let others = answers.saturating_sub(satisfied);
        if answers < least.max(1) || satisfied < 0 || others < 0 {
            return Self::TooFew;
        }
        if least <= 1 || satisfied >= least && others >= least {
            return Self::Exactly { satisfied, answers, share_bp: share(satisfied, answers / 2) };
        }
        // Among fewer, that both are small would tell both.
        if answers < least.saturating_mul(3) {
            return Self::NotTold;
        }
        let small = least - 1;
        if others < least {
            let at_least = answers - small;
            return Self::NearlyAll { at_least, answers, share_bp: share(at_least, 0) };
        }
        Self::HardlyAny { at_most: small, answers, share_bp: share(small, answers - 1) }
    }

    /// Between how many of those who answered everybody knows the satisfied to be.
    pub const fn range(self) -> Option<(i64, i64)> {
        match self {
            Self::TooFew | Self::NotTold => None,
            Self::Exactly { satisfied, .. } => Some((satisfied, satisfied)),
            Self::NearlyAll { at_least, answers, .. } => Some((at_least, answers)),
            Self::HardlyAny { at_most, .. } => Some((0, at_most)),
        }
    }

    /// Whether the very number is told.
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Exactly { .. })
    }
}

/// `part` of `whole` in basis points, with what is added before the division to round it.
fn share_bp(part: i64, whole: i64, add: i64) -> i64 {
    let scaled = i128::from(part) * 10_000 + i128::from(add);
    i64::try_from(scaled / i128::from(whole.max(1))).unwrap_or(10_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_told_holds_the_truth_and_never_tells_a_small_side() {
        for least in 1..=6 {
            for answers in 0..=30 {
                let mut seen: BTreeMap<String, Vec<i64>> = BTreeMap::new();
                for satisfied in 0..=answers {
                    let told = Satisfied::of(satisfied, answers, least);
                    assert!(told.range().is_none_or(|(low, high)| low <= satisfied && satisfied <= high));
                    seen.entry(format!("{told:?}")).or_default().push(satisfied);
                }
                for (told, values) in seen {
                    let may_be_one = told.starts_with("Exactly") || answers == 0;
                    assert!(may_be_one || values.len() > 1 || least == 1, "{least}, {answers}: {told} {values:?}");
                }
            }
        }
    }

    #[test]
    fn shares_are_rounded_where_it_is_safe() {
        let say = |satisfied, answers| Satisfied::of(satisfied, answers, 5);
        assert_eq!(say(80, 96), Satisfied::Exactly { satisfied: 80, answers: 96, share_bp: 8_333 });
        assert_eq!(say(2, 3), Satisfied::TooFew);
        assert_eq!(say(10, 12), Satisfied::NotTold);
        assert_eq!(say(60, 60), Satisfied::NearlyAll { at_least: 56, answers: 60, share_bp: 9_333 });
        assert_eq!(say(59, 60), say(60, 60));
        assert_eq!(say(1, 60), Satisfied::HardlyAny { at_most: 4, answers: 60, share_bp: 667 });
        assert_eq!(Satisfied::of(1, 6, 1), Satisfied::Exactly { satisfied: 1, answers: 6, share_bp: 1_667 });
        assert_eq!((say(-1, 60), say(61, 60)), (Satisfied::TooFew, Satisfied::TooFew));
        assert_eq!(Satisfied::of(0, 0, i64::MIN), Satisfied::TooFew);
        assert_eq!(Satisfied::of(3, 1 << 40, 1 << 40), Satisfied::NotTold);
        assert!(Satisfied::of(3, i64::MAX, i64::MAX).range().is_some(), "no number breaks it");
    }
}
