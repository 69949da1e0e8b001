//! What comparing with the roll promises.

use super::super::tails::choose;
use super::*;
use num_bigint::BigUint;

fn groups(list: &[(i64, i64)]) -> Vec<Group> {
    list.iter().map(|(count, here)| Group { told: Told::Count(*count), households: Some(*here) }).collect()
}

fn verdicts(list: &[(i64, i64)]) -> (Vec<Fit>, Together) {
    fit(&groups(list), list.iter().map(|(count, _)| count).sum(), 5)
}

#[test]
fn a_building_that_hardly_answered_is_named() {
    let (fits, together) = verdicts(&[(45, 60), (44, 60), (6, 60), (47, 60)]);
    assert_eq!(fits, [Fit::TooMany, Fit::Fits, Fit::TooFew, Fit::TooMany]);
    assert_eq!(together, Together::Differs);
    assert_eq!(verdicts(&[(40, 60), (35, 60), (38, 60)]), (vec![Fit::Fits; 3], Together::Fits));
}

#[test]
fn so_few_that_nothing_speaks_against_it_is_no_praise() {
    assert_eq!(verdicts(&[(1, 2), (1, 3), (1, 3)]), (vec![Fit::CannotBeTold; 3], Together::CannotBeTold));
    assert_eq!(verdicts(&[(60, 60), (30, 30)]), (vec![Fit::Fits; 2], Together::Fits), "all answered");
    assert_eq!(verdicts(&[]).1, Together::CannotBeTold);
    assert_eq!(verdicts(&[(0, 0), (9, 90)]).0, [Fit::CannotBeTold, Fit::Fits]);
}

#[test]
fn it_is_the_definition_in_whole_numbers() {
    // Two groups: each tail has at most one chance in 80.
    for all in 2..=22_i64 {
        for here in 1..all {
            for answers in 1..=all {
                for count in (answers + here - all).max(0)..=answers.min(here) {
                    let ways = |n: i64| {
                        let whole = |n: i64| u64::try_from(n).unwrap();
                        choose(whole(here), whole(n)) * choose(whole(all - here), whole(answers - n))
                    };
                    let possible = (answers + here - all).max(0)..=answers.min(here);
                    let sum = |few: bool| -> BigUint {
                        possible.clone().filter(|n| if few { *n <= count } else { *n >= count }).map(ways).sum()
                    };
                    let whole: BigUint = possible.clone().map(ways).sum();
                    let expected = if sum(true) * 80_u8 <= whole {
                        Some(Fit::TooFew)
                    } else if sum(false) * 80_u8 <= whole {
                        Some(Fit::TooMany)
                    } else {
                        None
                    };
                    let seen = verdicts(&[(count, here), (answers - count, all - here)]).0[0];
                    let seen = Some(seen).filter(|fit| matches!(fit, Fit::TooFew | Fit::TooMany));
                    assert_eq!(seen, expected, "{count} of {here} among {answers} of {all}");
                }
            }
        }
    }
}

#[test]
fn chance_is_blamed_in_at_most_one_of_twenty_cases() {
    // Every way in which 12 answers can fall on three groups of 10, 14 and 20 households.
    let (mut blamed, mut all) = (BigUint::ZERO, BigUint::ZERO);
    for a in 0..=10_u64 {
        for b in 0..=(12 - a) {
            let c = 12 - a - b;
            let ways = choose(10, a) * choose(14, b) * choose(20, c);
            let small = |n: u64| i64::try_from(n).unwrap();
            if verdicts(&[(small(a), 10), (small(b), 14), (small(c), 20)]).1 == Together::Differs {
                blamed += &ways;
            }
            all += ways;
        }
    }
    assert!(blamed.clone() * 20_u8 <= all && blamed > BigUint::ZERO);
}

#[test]
fn a_small_number_is_judged_at_its_largest_and_a_hidden_one_not_at_all() {
    let told = |told, here| Group { told, households: Some(here) };
    let list = [
        told(Told::Few, 60),
        told(Told::Hidden, 20),
        told(Told::Hidden, 25),
        told(Told::Count(50), 60),
        told(Told::Few, 8),
    ];
    let (fits, together) = fit(&list, 90, 5);
    assert_eq!(fits, [Fit::TooFew, Fit::NotTold, Fit::NotTold, Fit::TooMany, Fit::CannotBeTold]);
    assert_eq!(together, Together::Differs);
    let nothing = [told(Told::Hidden, 60), told(Told::Hidden, 60)];
    assert_eq!(fit(&nothing, 9, 5), (vec![Fit::NotTold; 2], Together::CannotBeTold));
}

#[test]
fn answers_from_elsewhere_do_not_count_and_more_than_live_there_are_told() {
    let list = [
        Group { told: Told::Count(70), households: Some(60) },
        Group { told: Told::Count(30), households: Some(60) },
        Group { told: Told::Count(9), households: None },
    ];
    assert_eq!(fit(&list, 109, 5), (vec![Fit::MoreThanRoll, Fit::TooFew, Fit::NotOnRoll], Together::Differs));
    let huge = [Group { told: Told::Count(i64::MAX), households: Some(i64::MAX) }; 3];
    assert_eq!(fit(&huge, i64::MAX, i64::MAX).1, Together::CannotBeTold, "no number breaks it");
    let below = [Group { told: Told::Count(-5), households: Some(-9) }; 2];
    let _ = fit(&below, -3, -1);
}
