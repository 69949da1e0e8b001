//! What trends promise.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// A round of households without names.
fn strangers(satisfied: usize, others: usize) -> Vec<Said> {
    let said = |satisfied| Said { satisfied, household: None };
    [vec![said(true); satisfied], vec![said(false); others]].concat()
}

/// Two rounds of the same households: stayed satisfied, became, are no longer, stayed not.
fn neighbours(four: [usize; 4]) -> Vec<Vec<Said>> {
    let kinds = [(true, true), (false, true), (true, false), (false, false)];
    let all: Vec<(bool, bool)> = kinds.iter().zip(four).flat_map(|(kind, n)| vec![*kind; n]).collect();
    let round = |pick: fn(&(bool, bool)) -> bool| {
        all.iter().enumerate().map(|(at, kind)| Said { satisfied: pick(kind), household: Some(at) }).collect()
    };
    vec![round(|kind| kind.0), round(|kind| kind.1)]
}

fn only(rounds: &[Vec<Said>]) -> Comparison {
    trend(rounds, 5).comparisons[0]
}

#[test]
fn a_clear_change_is_told_and_a_small_one_is_not() {
    let better = only(&[strangers(48, 32), strangers(66, 14)]);
    assert_eq!((better.verdict, better.by), (Verdict::Better, By::AllAnswers));
    assert!(better.low_bp.unwrap() > 0);
    assert_eq!(only(&[strangers(66, 14), strangers(48, 32)]).verdict, Verdict::Worse);
    let small = only(&[strangers(48, 32), strangers(50, 30)]);
    assert_eq!(small.verdict, Verdict::CannotBeTold);
    assert!(small.low_bp.unwrap() < 0 && small.high_bp.unwrap() > 0);
}

#[test]
fn the_exact_test_of_mcnemar_agrees_with_published_values() {
    // Agresti, Categorical Data Analysis, table of two approvals of the Prime Minister (794, 150, 86,
    // 570): exact two-sided p 3.716e-05 (R package exact2x2). Sign test with 1 of 10: 22/1024.
    assert_eq!(chance(86, 150), 38);
    assert_eq!(chance(1, 9), 21_485);
    assert_eq!((chance(3, 3), chance(0, 0), chance(0, 1), chance(0, 6)), (1_000_000, 1_000_000, 1_000_000, 31_250));
    let prime = only(&neighbours([794, 86, 150, 570]));
    let by = By::SameHouseholds { households: 1_600, better: Some(86), worse: Some(150), chance_millionths: Some(38) };
    assert_eq!((prime.verdict, prime.by), (Verdict::Worse, by));
}

#[test]
fn the_same_households_tell_what_strangers_could_not() {
    let seen = neighbours([80, 20, 6, 94]);
    let paired = only(&seen);
    assert_eq!(paired.verdict, Verdict::Better);
    let strange: Vec<Vec<Said>> =
        seen.iter().map(|round| round.iter().map(|said| Said { household: None, ..*said }).collect()).collect();
    assert_eq!(only(&strange).verdict, Verdict::CannotBeTold);
}

#[test]
fn exactly_at_the_bound_it_is_told_and_just_short_of_it_not() {
    // 2 × P(0 of 6) = 1/32 ≤ 1/20 < 2 × P(0 of 5) = 1/16.
    assert_eq!((decide(6, 0, 1), decide(0, 6, 1)), (Verdict::Better, Verdict::Worse));
    assert_eq!(decide(5, 0, 1), Verdict::CannotBeTold);
    // With two comparisons the bound is 1/40, with one more coin 2 × P = 1/64.
    assert_eq!((decide(6, 0, 2), decide(7, 0, 2)), (Verdict::CannotBeTold, Verdict::Better));
}

#[test]
fn whatever_the_small_number_is_the_same_is_told() {
    // 12 more became satisfied: also 16 against 4 is clear. 8 more: 8 against 0 would be, 12 against 4 is not.
    for (more, verdict) in [(12, Verdict::Better), (8, Verdict::CannotBeTold)] {
        let tell = |few: usize| only(&neighbours([60 - few, more + few, few, 28 - few]));
        for few in 0..5 {
            assert_eq!(tell(few), tell(0));
            assert_eq!(tell(few).verdict, verdict);
            assert!(matches!(
                tell(few).by,
                By::SameHouseholds { better: None, worse: None, chance_millionths: None, .. }
            ));
        }
    }
}

#[test]
fn rounds_of_which_little_may_be_told_are_compared_at_their_worst() {
    let trend = trend(&[strangers(30, 30), strangers(60, 0), strangers(2, 1)], 5);
    assert_eq!(trend.rounds[1], Satisfied::NearlyAll { at_least: 56, answers: 60, share_bp: 9_333 });
    assert_eq!(trend.comparisons[0].verdict, Verdict::Better);
    assert_eq!((trend.comparisons[1].verdict, trend.comparisons[1].by), (Verdict::CannotBeTold, By::Nothing));
    assert_eq!(trend.comparisons.len(), 3, "each with the one before, and the last with the first");
    let same = |others| trend_of(&[strangers(30, 30), strangers(60 - others, others)]);
    assert!((0..5).all(|others| same(others) == same(0)));
}

#[test]
fn the_interval_holds_for_every_number_that_a_round_may_have() {
    let part = |of| Part { of, all: 60 };
    let told = only(&[strangers(58, 2), strangers(30, 30)]);
    let (most, fewest) = (difference_bp(part(60), part(30), 1).unwrap(), difference_bp(part(56), part(30), 1).unwrap());
    assert_eq!((told.low_bp, told.high_bp), (Some(most.0), Some(fewest.1)));
    let turned = only(&[strangers(30, 30), strangers(58, 2)]);
    assert_eq!((turned.low_bp, turned.high_bp), (Some(-fewest.1), Some(-most.0)));
}

fn trend_of(rounds: &[Vec<Said>]) -> Trend {
    trend(rounds, 5)
}

#[test]
fn of_rounds_that_are_alike_one_in_twenty_at_most_is_told_apart() {
    // Every way in which 16 answers of 0.8 and 16 of 0.8 can fall, with their chances.
    let chances: Vec<f64> = (0..=16_i32)
        .map(|k| (0..k).fold(0.8_f64.powi(k) * 0.2_f64.powi(16 - k), |c, i| c * f64::from(16 - i) / f64::from(i + 1)))
        .collect();
    let mut wrong = 0.0;
    for (a, first) in chances.iter().enumerate() {
        for (b, second) in chances.iter().enumerate() {
            let told = trend(&[strangers(a, 16 - a), strangers(b, 16 - b)], 1);
            if told.comparisons[0].verdict != Verdict::CannotBeTold {
                wrong += first * second;
            }
        }
    }
    assert!(wrong <= 0.05, "{wrong}");
}

#[test]
fn one_round_or_none_has_nothing_to_compare() {
    assert!(trend(&[], 5).comparisons.is_empty() && trend(&[strangers(9, 9)], 5).comparisons.is_empty());
    assert_eq!(only(&[vec![], vec![]]).by, By::Nothing);
}

proptest! {
    #[test]
    fn the_order_of_answers_does_not_matter(
        mut rounds in vec(vec((any::<bool>(), proptest::option::of(0usize..40)), 0..40), 0..4),
        turn: usize,
    ) {
        let said = |rounds: &[Vec<(bool, Option<usize>)>]| -> Vec<Vec<Said>> {
            let mut taken = std::collections::BTreeMap::new();
            for (at, round) in rounds.iter().enumerate() {
                for (satisfied, household) in round {
                    taken.entry((at, *household)).or_insert(*satisfied);
                }
            }
            let one = |at: usize| {
                taken.iter().filter(move |((of, _), _)| *of == at).map(|((_, household), satisfied)| Said { satisfied: *satisfied, household: *household })
            };
            (0..rounds.len()).map(|at| one(at).collect()).collect()
        };
        let mut turned = said(&rounds);
        for round in &mut turned {
            let by = turn % round.len().max(1);
            round.rotate_left(by);
        }
        prop_assert_eq!(trend(&said(&rounds), 3), trend(&turned, 3));
        rounds.clear();
    }
}
