//! Thresholds as exact fractions of integers.
//!
//! For: whether a quorum or a majority is met, can still be met, and by how many it is missed.
//! Must not know: what is counted (heads, flats, area in 0.01 m²) or how a share is shown.
//! To add: a preset is a row of `PRESETS` with its legal basis. No number here may be called a
//! rule of Jiangxi: none is known.

use crate::domain::poll::Electorate;

/// A share, like 2/3. Not above zero in the denominator means: can never be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub numerator: i64,
    /// Below the line.
    pub denominator: i64,
}

/// Whether the fraction itself is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// 以上: exactly 2/3 passes (Civil Code 1259).
    AtLeast,
    /// 过半数: exactly 1/2 does not.
    MoreThan,
}

/// What a count has to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// How many more of the fixed `whole` the part needs; 0 if the rule is met. May exceed what is
/// left: see [`quorum`]. `i64::MAX` if the rule can never be met.
pub fn missing(part: i64, whole: i64, rule: Rule) -> i64 {
    let Fraction { numerator, denominator } = rule.fraction;
    if whole <= 0 || denominator <= 0 {
        return i64::MAX;
    }
    let (share, below) = (i128::from(whole) * i128::from(numerator), i128::from(denominator));
    let needed = match rule.comparison {
        Comparison::AtLeast => -(-share).div_euclid(below),
        Comparison::MoreThan => share.div_euclid(below) + 1,
    };
    i64::try_from((needed - i128::from(part)).max(0)).unwrap_or(i64::MAX)
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Heads or flats only.
    Heads,
    /// Heads, and area in 0.01 m², each by itself.
    HeadsAndArea,
}

/// Of whom a majority is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Of those who take part.
    TakingPart,
    /// Of everybody on the roll.
    Everybody,
}

/// A rule set to choose from when a poll is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name in tables, forms and the API.
    pub key: &'static str,
    /// Who is asked.
    pub electorate: Electorate,
    /// What is counted.
    pub counts: Counts,
    /// How many of everybody must take part; `None`: any number.
    pub quorum: Option<Rule>,
    /// How many must agree; `None`: a survey decides nothing.
    pub pass: Option<(Rule, Base)>,
    /// Where the rule comes from; empty if from nowhere.
    pub basis: &'static str,
}

/// The shipped rule sets; `none` stands first as the default (a consultative poll).
pub const PRESETS: [Preset; 9] = [
    preset("none", Electorate::Households, Counts::Heads, None, None, ""),
    preset(
        "cc278_major",
        Electorate::Owners,
        Counts::HeadsAndArea,
        Some(Rule::at_least(2, 3)),
        Some((Rule::at_least(3, 4), Base::TakingPart)),
        "Civil Code 278(1)(6)-(8), 278(2)",
    ),
    preset(
        "cc278_ordinary",
        Electorate::Owners,
        Counts::HeadsAndArea,
        Some(Rule::at_least(2, 3)),
        Some((Rule::more_than(1, 2), Base::TakingPart)),
        "Civil Code 278(1)(1)-(5)(9), 278(2)",
    ),
    preset(
        "willingness_2_3",
        Electorate::Owners,
        Counts::Heads,
        None,
        Some((Rule::at_least(2, 3), Base::Everybody)),
        "Practice of Yizheng",
    ),
    preset(
        "willingness_3_4",
        Electorate::Owners,
        Counts::Heads,
        None,
        Some((Rule::at_least(3, 4), Base::Everybody)),
        "Notice of Dong'an county",
    ),
    preset(
        "survey_80",
        Electorate::Households,
        Counts::Heads,
        Some(Rule::at_least(80, 100)),
        None,
        "Practice of Shijiazhuang",
    ),
    preset(
        "survey_75_visits",
        Electorate::Households,
        Counts::Heads,
        Some(Rule::at_least(75, 100)),
        None,
        "Practice of Naiman banner",
    ),
    preset(
        "residents_meeting",
        Electorate::Households,
        Counts::Heads,
        Some(Rule::more_than(1, 2)),
        Some((Rule::more_than(1, 2), Base::TakingPart)),
        "Organic Law of the Urban Residents Committees, art. 10",
    ),
    preset(
        "satisfaction_80",
        Electorate::Households,
        Counts::Heads,
        None,
        Some((Rule::at_least(80, 100), Base::TakingPart)),
        "Practice of Shijiazhuang",
    ),
];

const fn preset(
    key: &'static str,
    electorate: Electorate,
    counts: Counts,
    quorum: Option<Rule>,
    pass: Option<(Rule, Base)>,
    basis: &'static str,
) -> Preset {
    Preset { key, electorate, counts, quorum, pass, basis }
}

/// The rule set of that name.
pub fn find_preset(key: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.key == key)
}

/// Who is asked by the rule set of that name; households if there is none.
pub fn electorate(key: &str) -> Electorate {
    find_preset(key).map_or(Electorate::Households, |preset| preset.electorate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn exactly_two_thirds_and_three_quarters_pass_and_exactly_a_half_does_not() {
        for (part, whole, rule, met) in [
            (2, 3, Rule::at_least(2, 3), true),
            (666_666, 1_000_000, Rule::at_least(2, 3), false),
            (666_667, 1_000_000, Rule::at_least(2, 3), true),
            (3, 4, Rule::at_least(3, 4), true),
            (299, 400, Rule::at_least(3, 4), false),
            (1, 2, Rule::more_than(1, 2), false),
            (50, 99, Rule::more_than(1, 2), true),
            (i64::MAX, i64::MAX, Rule::at_least(1, 1), true),
        ] {
            assert_eq!(rule.is_met(part, whole), met, "{part}/{whole}");
        }
    }

    #[test]
    fn of_nobody_nothing_passes() {
        assert_eq!(quorum(0, 0, 0, Rule::at_least(0, 1)), Standing::CannotAnyMore);
        assert_eq!(quorum(5, 9, 9, Rule::at_least(1, 0)), Standing::CannotAnyMore);
        assert_eq!(missing(0, 0, Rule::at_least(1, 2)), i64::MAX);
    }

    #[test]
    fn a_quorum_stands_at_passes_not_yet_or_cannot_any_more() {
        let rule = Rule::at_least(2, 3);
        assert_eq!(quorum(200, 300, 0, rule), Standing::Passes);
        assert_eq!(quorum(150, 300, 50, rule), Standing::NotYet);
        assert_eq!(quorum(150, 300, 49, rule), Standing::CannotAnyMore);
        assert_eq!(quorum(150, 300, -9, rule), Standing::CannotAnyMore);
    }

    #[test]
    fn a_majority_is_counted_on_those_who_take_part() {
        let rule = Rule::at_least(3, 4);
        assert_eq!(majority(3, 4, 0, rule), Standing::Passes);
        assert_eq!(majority(2, 4, 4, rule), Standing::NotYet);
        assert_eq!(majority(2, 4, 3, rule), Standing::CannotAnyMore);
        assert_eq!(majority(0, 0, 1, rule), Standing::NotYet);
        assert_eq!(majority(0, 0, 0, rule), Standing::CannotAnyMore);
    }

    #[test]
    fn what_is_missing_is_told_to_the_last_household() {
        assert_eq!(missing(150, 300, Rule::at_least(2, 3)), 50);
        assert_eq!(missing(66, 100, Rule::at_least(2, 3)), 1);
        assert_eq!(missing(50, 100, Rule::more_than(1, 2)), 1);
        assert_eq!(missing(51, 100, Rule::more_than(1, 2)), 0);
        assert_eq!(missing(99, 100, Rule::at_least(3, 4)), 0);
    }

    #[test]
    fn the_civil_code_presets_are_its_article_278() {
        let major = find_preset("cc278_major").unwrap();
        let ordinary = find_preset("cc278_ordinary").unwrap();
        assert_eq!(major.quorum, Some(Rule::at_least(2, 3)));
        assert_eq!(major.pass, Some((Rule::at_least(3, 4), Base::TakingPart)));
        assert_eq!(ordinary.quorum, Some(Rule::at_least(2, 3)));
        assert_eq!(ordinary.pass, Some((Rule::more_than(1, 2), Base::TakingPart)));
        assert!([major, ordinary].iter().all(|p| p.counts == Counts::HeadsAndArea));
        assert!([major, ordinary].iter().all(|p| p.electorate == Electorate::Owners));
    }

    #[test]
    fn every_preset_has_its_own_key_and_only_none_lacks_a_basis() {
        let mut keys: Vec<&str> = PRESETS.iter().map(|p| p.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), PRESETS.len());
        assert!(PRESETS.iter().all(|p| p.basis.is_empty() == (p.key == "none")));
        let passes = |key| find_preset(key).and_then(|p| p.pass);
        assert_eq!(passes("willingness_2_3"), Some((Rule::at_least(2, 3), Base::Everybody)));
        assert_eq!(passes("residents_meeting"), Some((Rule::more_than(1, 2), Base::TakingPart)));
        assert_eq!(passes("survey_80"), None);
        assert_eq!(find_preset("legacy_2007"), None);
    }

    proptest! {
        #[test]
        fn with_what_is_missing_the_rule_is_met_and_with_one_less_it_is_not(
            part in 0i64..2_000, whole in 1i64..2_000, n in 0i64..5, d in 1i64..5, strict: bool,
        ) {
            let rule = if strict { Rule::more_than(n, d) } else { Rule::at_least(n, d) };
            let more = missing(part, whole, rule);
            prop_assert!(rule.is_met(part + more, whole));
            prop_assert!(more == 0 || !rule.is_met(part + more - 1, whole));
        }

        #[test]
        fn no_number_breaks_them(a: i64, b: i64, c: i64, n: i64, d: i64) {
            let rule = Rule::more_than(n, d);
            let _ = (quorum(a, b, c, rule), majority(a, b, c, rule), missing(a, b, rule));
        }
    }
}
