//! The arithmetic of shares, and the shipped rule sets.
use super::*;
use crate::domain::poll::Electorate;
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

#[test]
fn rules_that_no_longer_hold_are_there_to_be_read_in_and_are_never_offered() {
    let keys = LEGACY.map(|preset| preset.key);
    assert_eq!(keys, ["legacy_2007", "legacy_2007_major"]);
    assert!(keys.iter().all(|key| find_preset(key).is_none()));
    for preset in LEGACY {
        assert_eq!(preset.quorum, Some(Rule::more_than(1, 2)));
        assert_eq!((preset.electorate, preset.counts), (Electorate::Owners, Counts::HeadsAndArea));
        assert!(!preset.basis.is_empty());
    }
    assert_eq!(LEGACY[0].pass, Some((Rule::more_than(1, 2), Base::Everybody)));
    assert_eq!(LEGACY[1].pass, Some((Rule::at_least(2, 3), Base::Everybody)));
}

#[test]
fn a_tick_adds_area_and_a_project_sets_its_own_quorum() {
    let willing = *find_preset("willingness_2_3").unwrap();
    assert_eq!(willing.with_area(), Preset { counts: Counts::HeadsAndArea, ..willing });
    let rated = *find_preset("satisfaction_80").unwrap();
    assert_eq!(rated.with_quorum(Rule::at_least(1, 3)), Preset { quorum: Some(Rule::at_least(1, 3)), ..rated });
    let visited: Vec<&str> = PRESETS.iter().filter(|preset| preset.counts_visits()).map(|preset| preset.key).collect();
    assert_eq!(visited, ["survey_75_visits"]);
    assert_eq!(electorate("cc278_major"), Electorate::Owners);
    assert_eq!(electorate("survey_80"), Electorate::Households);
    assert_eq!(electorate("legacy_2007"), Electorate::Households, "not a rule set that can be asked by");
}

/// Rolls of published notices of Dongguan's voting site (16, 25, 144, 401 and 403 heads), worked out by
/// hand from articles 278 and 1259 of the Civil Code.
#[test]
fn the_bars_of_published_rolls_are_as_worked_out_by_hand() {
    for (heads, quorum, major, ordinary) in
        [(16, 11, 9, 6), (25, 17, 13, 9), (144, 96, 72, 49), (401, 268, 201, 135), (403, 269, 202, 135)]
    {
        assert_eq!(needed(heads, Rule::at_least(2, 3)), Some(quorum), "{heads}");
        assert_eq!(needed(quorum, Rule::at_least(3, 4)), Some(major), "{heads}");
        assert_eq!(needed(quorum, Rule::more_than(1, 2)), Some(ordinary), "{heads}");
    }
    assert_eq!(needed(6_678_397, Rule::at_least(2, 3)), Some(4_452_265), "of 66,783.97 m²: 44,522.65 m²");
    assert_eq!(needed(6_606_785, Rule::at_least(2, 3)), Some(4_404_524), "of 66,067.85 m²: 44,045.24 m²");
}

#[test]
fn of_nothing_and_by_no_rule_nothing_is_enough() {
    assert_eq!(needed(0, Rule::at_least(1, 2)), None);
    assert_eq!(needed(-3, Rule::at_least(1, 2)), None);
    assert_eq!(needed(9, Rule::at_least(1, 0)), None);
    assert_eq!(needed(9, Rule::at_least(1, -2)), None);
    assert_eq!(needed(i64::MAX, Rule::at_least(2, 1)), None, "beyond what a number holds");
    assert_eq!(missing(0, i64::MAX, Rule::at_least(i64::MIN, 1)), 0);
    assert_eq!(missing_joining(0, 0, Rule::at_least(3, 4)), Some(1));
    assert_eq!(missing_joining(0, 0, Rule::at_least(0, 1)), Some(1), "of nobody nothing passes");
    assert_eq!(missing_joining(0, 0, Rule::at_least(1, 1)), Some(1));
    assert_eq!(missing_joining(0, 0, Rule::more_than(1, 1)), None);
    assert_eq!(missing_joining(0, 9, Rule::at_least(1, 1)), None);
    assert_eq!(missing_joining(9, 9, Rule::at_least(1, 1)), Some(0));
    assert_eq!(missing_joining(9, 9, Rule::at_least(2, 1)), None);
    assert_eq!(missing_joining(9, 9, Rule::more_than(1, 0)), None);
    assert_eq!(missing_joining(9, 9, Rule::at_least(-5, -2)), None, "no share at all");
    assert_eq!(missing_joining(-5, -9, Rule::more_than(1, 2)), Some(1), "below nobody is nobody");
}

#[test]
fn what_passes_at_least_needs_half_of_all_owners_or_just_over_a_third() {
    for all in 1..=240_i64 {
        let there = needed(all, Rule::at_least(2, 3)).unwrap();
        let major = needed(there, Rule::at_least(3, 4)).unwrap();
        let ordinary = needed(there, Rule::more_than(1, 2)).unwrap();
        assert!(2 * major >= all && 3 * ordinary > all, "{all}");
        if all % 12 == 0 {
            assert_eq!((2 * major, 3 * ordinary), (all, all + 3), "{all}");
        }
    }
}

proptest! {
    #[test]
    fn exactly_a_half_two_thirds_and_three_quarters_of_any_size(k in 1i64..3_000_000_000_000_000) {
        prop_assert!(!Rule::more_than(1, 2).is_met(k, 2 * k) && Rule::more_than(1, 2).is_met(k + 1, 2 * k));
        for (rule, part, whole) in [(Rule::at_least(2, 3), 2 * k, 3 * k), (Rule::at_least(3, 4), 3 * k, 4 * k)] {
            prop_assert!(rule.is_met(part, whole) && !rule.is_met(part - 1, whole));
            prop_assert!(!rule.is_met(part, whole + 1));
            prop_assert_eq!(needed(whole, rule), Some(part));
        }
        prop_assert_eq!(needed(2 * k, Rule::more_than(1, 2)), Some(k + 1));
    }

    #[test]
    fn so_many_who_join_are_enough_and_one_less_is_not(
        there in 0i64..300, share in 0i64..=100, n in 0i64..6, d in 1i64..6, strict: bool,
    ) {
        let rule = if strict { Rule::more_than(n, d) } else { Rule::at_least(n, d) };
        let yes = there * share / 100;
        match missing_joining(yes, there, rule) {
            Some(more) => {
                prop_assert!(rule.is_met(yes + more, there + more));
                prop_assert!(more == 0 || !rule.is_met(yes + more - 1, there + more - 1));
            }
            None => prop_assert!((0..5_000).all(|more| !rule.is_met(yes + more, there + more))),
        }
    }

    #[test]
    fn no_number_breaks_what_is_needed(a: i64, b: i64, n: i64, d: i64, strict: bool) {
        let rule = if strict { Rule::more_than(n, d) } else { Rule::at_least(n, d) };
        let _ = (needed(a, rule), missing_joining(a, b, rule));
    }
}
