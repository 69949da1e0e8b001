//! What reports promise.

use super::super::protected::Told;
use super::super::representation::{Fit, Together};
use super::super::trend::{By, Verdict};
use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn given(level: Level5, building: &'static str) -> Given<'static> {
    Given { level, building: Some(building), age: None, round: None, household: None }
}

/// So many of each level, best first.
fn many(counts: [usize; 5], building: &'static str) -> Vec<Given<'static>> {
    Level5::ALL.iter().zip(counts).flat_map(|(level, n)| vec![given(*level, building); n]).collect()
}

fn homes(building: &'static str, households: i64) -> Listed<'static> {
    Listed { building: Some(building), age: None, households }
}

#[test]
fn a_community_of_known_households_is_told_in_whole() {
    let answers = [
        many([20, 20, 5, 6, 2], "1"),
        many([15, 20, 10, 6, 0], "2"),
        many([10, 5, 5, 10, 5], "10"),
        many([20, 10, 0, 0, 8], "3"),
    ]
    .concat();
    let roll = [homes("1", 60), homes("2", 60), homes("3", 60), homes("10", 60)];
    let report = report(&answers, Some(&roll), 5);
    assert_eq!((report.answers.shown(), report.households, report.return_bp), (Some(177), Some(240), Some(7_375)));
    assert_eq!(report.satisfied, Satisfied::Exactly { satisfied: 140, answers: 177, share_bp: 7_910 });
    let known = known_interval(140, 177, 240).unwrap();
    let interval = report.interval.unwrap();
    assert_eq!(interval.households, Some((known.low, known.high)));
    let names: Vec<&str> = report.buildings.iter().map(|line| line.names[0].as_deref().unwrap()).collect();
    assert_eq!(names, ["1", "2", "3", "10"], "building 3 before building 10");
    assert_eq!(report.buildings[3].share_bp, Some(5_714));
    let fits = report.by_building.unwrap();
    assert_eq!(fits.together, Together::Differs);
    assert_eq!(
        fits.groups.iter().map(|one| one.fit).collect::<Vec<_>>(),
        [Fit::TooMany, Fit::Fits, Fit::Fits, Fit::TooFew]
    );
    assert_eq!((report.by_age, report.trend, report.round), (None, None, None));
}

#[test]
fn a_building_that_hardly_answered_is_named_without_its_number() {
    let answers = [
        many([20, 25, 0, 8, 0], "1"),
        many([2, 1, 0, 0, 0], "3"),
        many([20, 20, 0, 7, 5], "2"),
        many([20, 20, 0, 7, 5], "4"),
    ]
    .concat();
    let roll = [homes("1", 60), homes("2", 60), homes("3", 60), homes("4", 60)];
    let fits = report(&answers, Some(&roll), 5).by_building.unwrap();
    assert_eq!((fits.groups[2].answers, fits.groups[2].fit), (Told::Few, Fit::TooFew));
    assert_eq!((fits.groups[0].answers, fits.groups[0].fit), (Told::Hidden, Fit::NotTold));
}

#[test]
fn without_a_roll_the_answers_are_a_sample_of_many() {
    let report = report(&many([40, 30, 10, 10, 10], "1"), None, 5);
    let share = satisfied_share(80, 100, 100).unwrap();
    let interval = report.interval.unwrap();
    assert_eq!((interval.low_bp, interval.high_bp, interval.households), (share.low_bp, share.high_bp, None));
    assert_eq!((report.return_bp, report.households, report.by_building), (None, None, None));
    assert!(report.levels.iter().all(|level| level.told.shown().is_some()));
}

#[test]
fn from_too_few_nothing_is_told_but_that() {
    for number in 0..5 {
        let roll = [homes("1", 60)];
        let report = report(&many([number, 0, 0, 0, 0], "1"), Some(&roll), 5);
        assert_eq!((report.answers.shown(), report.satisfied, report.interval), (None, Satisfied::TooFew, None));
        assert!(report.return_bp.is_none() && report.buildings.is_empty() && report.by_building.is_none());
        assert!(report.levels.iter().all(|level| level.told == Told::Hidden));
    }
}

#[test]
fn more_answers_than_households_are_said_and_give_no_interval() {
    let roll = [homes("1", 60)];
    let report = report(&many([50, 0, 0, 20, 0], "1"), Some(&roll), 5);
    assert!(report.more_than_roll && report.interval.is_none() && report.return_bp.is_none());
}

#[test]
fn the_last_round_is_told_and_compared_with_those_before() {
    let round = |name: &'static str, counts| {
        many(counts, "1").into_iter().enumerate().map(move |(at, given)| {
            let household: &'static str = Box::leak(at.to_string().into_boxed_str());
            Given { round: Some(name), household: Some(household), ..given }
        })
    };
    let answers: Vec<Given> = round("10", [60, 0, 0, 40, 0]).chain(round("9", [40, 0, 0, 60, 0])).collect();
    let report = report(&answers, None, 5);
    assert_eq!((report.round.as_deref(), report.rounds.len()), (Some("10"), 2));
    assert_eq!(report.satisfied, Satisfied::Exactly { satisfied: 60, answers: 100, share_bp: 6_000 });
    let comparison = report.trend.unwrap().comparisons[0];
    assert_eq!((comparison.from, comparison.to, comparison.verdict), (0, 1, Verdict::Better));
    assert!(matches!(comparison.by, By::SameHouseholds { households: 100, better: None, .. }));
}

/// All ways to spread `total` over five levels.
fn spread(total: usize) -> Vec<[usize; 5]> {
    let mut all = Vec::new();
    for a in 0..=total {
        for b in 0..=total - a {
            for c in 0..=total - a - b {
                for d in 0..=total - a - b - c {
                    all.push([a, b, c, d, total - a - b - c - d]);
                }
            }
        }
    }
    all
}

#[test]
fn whoever_knows_the_rules_cannot_tell_a_hidden_level_or_side() {
    for (least, total) in [(3, 7), (3, 8), (3, 9), (3, 11), (3, 12), (3, 13), (3, 16), (4, 13), (4, 16), (5, 15)] {
        let mut seen: BTreeMap<String, Vec<[usize; 5]>> = BTreeMap::new();
        for counts in spread(total) {
            let answers = many(counts, "1");
            let yes = whole(counts[0] + counts[1] + counts[2]);
            let told = Satisfied::of(yes, whole(total), least);
            let shown = format!(
                "{told:?}|{:?}",
                levels(&answers, told, least).iter().map(|level| level.told).collect::<Vec<_>>()
            );
            seen.entry(shown).or_default().push(counts);
        }
        for (told, tables) in seen {
            let told_levels: Vec<bool> =
                told.split_once('|').unwrap().1.split(", ").map(|told| told.contains("Count")).collect();
            for at in 0..5 {
                let values: BTreeSet<usize> = tables.iter().map(|table| table[at]).collect();
                assert!(told_levels[at] || values.len() > 1, "least {least}, {total}: {told} {tables:?}");
            }
            let sides: BTreeSet<usize> = tables.iter().map(|table| table[0] + table[1] + table[2]).collect();
            assert!(told.starts_with("Exactly") || sides.len() > 1, "least {least}: {told}");
        }
    }
}

proptest! {
    #[test]
    fn no_number_below_the_least_is_in_it_and_the_order_does_not_matter(
        mut rows in vec((0usize..5, 0usize..6, 0usize..3, 0usize..2, 0usize..30), 0..160),
        least in 2i64..8,
        with_roll: bool,
        turn: usize,
    ) {
        const NAMES: [&str; 6] = ["1", "2", "3", "10", "11", "12"];
        let list: Vec<String> = (0..30).map(|at| at.to_string()).collect();
        let build = |rows: &[(usize, usize, usize, usize, usize)]| -> Vec<Given<'_>> {
            rows.iter().map(|(level, building, age, round, household)| Given {
                level: Level5::ALL[*level],
                building: (*building > 0).then(|| NAMES[*building]),
                age: (*age > 0).then(|| NAMES[*age]),
                round: Some(NAMES[*round]),
                household: Some(list[*household].as_str()),
            }).collect()
        };
        rows.sort_by_key(|row| (row.3, row.4));
        rows.dedup_by_key(|row| (row.3, row.4));
        let roll: Vec<Listed> = NAMES.iter().map(|name| Listed { building: Some(name), age: None, households: 9 }).collect();
        let roll = with_roll.then_some(roll.as_slice());
        let told = report(&build(&rows), roll, least);
        let by = turn % rows.len().max(1);
        rows.rotate_left(by);
        prop_assert_eq!(&told, &report(&build(&rows), roll, least));
        let json = serde_json::to_value(&told).unwrap();
        prop_assert!(smallest_count(&json).is_none_or(|count| count >= least && count != 2), "{}", json);
    }
}

/// The smallest number that stands under `count` anywhere.
fn smallest_count(value: &serde_json::Value) -> Option<i64> {
    match value {
        serde_json::Value::Object(fields) => {
            let own = fields.get("count").and_then(serde_json::Value::as_i64);
            fields.values().filter_map(smallest_count).chain(own).min()
        }
        serde_json::Value::Array(list) => list.iter().filter_map(smallest_count).min(),
        _ => None,
    }
}
