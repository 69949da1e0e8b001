//! What the interval for known households promises.

use super::super::satisfied_share;
use super::super::tails::choose;
use super::*;
use num_bigint::BigUint;
use proptest::prelude::*;

fn ends(satisfied: i64, answers: i64, households: i64) -> (i64, i64) {
    let known = known_interval(satisfied, answers, households).unwrap();
    (known.low, known.high)
}

fn ways(all: i64, among: i64, answers: i64, yes: i64) -> BigUint {
    let (no, others) = (answers - yes, all - among);
    if yes < 0 || no < 0 || yes > among || no > others {
        return BigUint::ZERO;
    }
    let whole = |n: i64| u64::try_from(n).unwrap();
    choose(whole(among), whole(yes)) * choose(whole(others), whole(no))
}

/// The interval straight from its definition, trying every number with whole numbers of any length.
fn by_trying(satisfied: i64, answers: i64, households: i64) -> (i64, i64) {
    let all = choose(u64::try_from(households).unwrap(), u64::try_from(answers).unwrap());
    let sum = |among: i64, values: std::ops::RangeInclusive<i64>| -> BigUint {
        values.map(|yes| ways(households, among, answers, yes)).sum()
    };
    let holds =
        |among: &i64| sum(*among, satisfied..=answers) * 40_u8 > all && sum(*among, 0..=satisfied) * 40_u8 > all;
    let within: Vec<i64> = (0..=households).filter(holds).collect();
    assert_eq!(within.last().unwrap() - within[0] + 1, i64::try_from(within.len()).unwrap(), "without gaps");
    (within[0], *within.last().unwrap())
}

#[test]
fn it_lies_just_within_a_published_value() {
    // R package samplingbook, 'Some Remarks on Sprop': m = 3, n = 10, N = 50 → 4 to 32. Its ends are the
    // first numbers that are refused, ours the last ones that are not.
    let known = known_interval(3, 10, 50).unwrap();
    assert_eq!((known.low, known.high, known.low_bp, known.high_bp), (4 + 1, 32 - 1, 1_000, 6_200));
    assert_eq!(known.caveat, Caveat::NotDrawnByLot);
}

#[test]
fn it_is_what_trying_every_number_gives() {
    for households in 1..=24 {
        for answers in 1..=households {
            for satisfied in 0..=answers {
                let at = (satisfied, answers, households);
                assert_eq!(ends(satisfied, answers, households), by_trying(satisfied, answers, households), "{at:?}");
            }
        }
    }
    for (satisfied, answers, households) in [(45, 100, 150), (10, 40, 200), (0, 30, 120)] {
        assert_eq!(ends(satisfied, answers, households), by_trying(satisfied, answers, households));
    }
}

#[test]
fn whatever_is_true_the_interval_holds_it_in_95_of_100_draws() {
    for households in 1..=30 {
        for answers in 1..=households {
            let intervals: Vec<(i64, i64)> = (0..=answers).map(|yes| ends(yes, answers, households)).collect();
            let all = choose(u64::try_from(households).unwrap(), u64::try_from(answers).unwrap());
            for truth in 0..=households {
                let holding = (0..=answers).zip(&intervals).filter(|(_, ends)| ends.0 <= truth && truth <= ends.1);
                let covered: BigUint = holding.map(|(yes, _)| ways(households, truth, answers, yes)).sum();
                assert!(covered * 20_u8 >= &all * 19_u8, "{truth} of {households}, {answers} answers");
            }
        }
    }
}

#[test]
fn when_all_answered_it_is_the_share_itself() {
    for (satisfied, all) in [(0, 1), (1, 1), (37, 60), (60, 60), (800_000, 1_000_000)] {
        let known = known_interval(satisfied, all, all).unwrap();
        assert_eq!((known.low, known.high, known.caveat), (satisfied, satisfied, Caveat::Complete));
    }
    let third = known_interval(1, 3, 3).unwrap();
    assert_eq!((third.low_bp, third.high_bp), (3_333, 3_334), "rounded outward");
}

#[test]
fn a_million_households_are_no_trouble() {
    // With 50 decimal digits: P(≥ k) at 799,213 and 799,214 is 0.024875 and 0.025020, P(≤ k) at 800,783
    // and 800,784 is 0.025122 and 0.024975.
    assert_eq!(ends(400_000, 500_000, 1_000_000), (799_214, 800_783));
    assert_eq!(ends(0, 1, 1_000_000), (0, 974_999), "at 975,000 the tail is exactly 1/40");
    // Two that are not satisfied would hardly both hide behind the one household that is missing.
    assert_eq!(ends(999_998, 999_999, 1_000_000), (999_999, 999_999));
    assert!(known_interval(2_000_000_000, 4_000_000_000, i64::from(u32::MAX)).is_some());
}

#[test]
fn counts_that_cannot_be_give_nothing() {
    let none =
        [(0, 0, 10), (1, 0, 1), (3, 2, 9), (-1, 2, 9), (1, 5, 4), (1, 2, i64::MAX), (i64::MIN, i64::MIN, i64::MAX)];
    for (satisfied, answers, households) in none {
        assert_eq!(known_interval(satisfied, answers, households), None);
    }
}

proptest! {
    #[test]
    fn yes_and_no_mirror_each_other(households in 1i64..3_000, a: u16, b: u16) {
        let answers = i64::from(a) % households + 1;
        let satisfied = i64::from(b) % (answers + 1);
        let (low, high) = ends(satisfied, answers, households);
        prop_assert_eq!(ends(answers - satisfied, answers, households), (households - high, households - low));
    }

    #[test]
    fn one_more_satisfied_household_never_lowers_an_end(households in 2i64..3_000, a: u16, b: u16) {
        let answers = i64::from(a) % households + 1;
        let satisfied = i64::from(b) % answers;
        let (less, more) = (ends(satisfied, answers, households), ends(satisfied + 1, answers, households));
        prop_assert!(less.0 <= more.0 && less.1 <= more.1);
        prop_assert!(less.0 < more.0 || less.1 < more.1);
    }

    #[test]
    fn it_holds_what_was_said_and_is_no_wider_than_for_endless_households(households in 1i64..3_000, a: u16, b: u16) {
        let answers = i64::from(a) % households + 1;
        let satisfied = i64::from(b) % (answers + 1);
        let known = known_interval(satisfied, answers, households).unwrap();
        prop_assert!(known.low >= satisfied && known.high <= households - (answers - satisfied));
        let share = satisfied_share(satisfied, answers, households).unwrap();
        prop_assert!(known.low_bp <= share.share_bp && share.share_bp <= known.high_bp);
        let width = (known.high - known.low) * 10_000 / households;
        prop_assert!(width <= share.high_bp - share.low_bp + 10_000 / households + 2);
    }
}
