use super::*;
use crate::domain::threshold::Rule as Share;
use crate::domain::voting::election::{Ballots, Choice, Mark};
use crate::domain::voting::samples;
use proptest::prelude::*;

/// Options with their answers, voters, what each of them weighs.
type Cast<'a> = (&'a [(u32, i64)], i64, i64);

fn election(options: usize, ballots: &[Cast]) -> Election {
    let option = |at: usize| Choice { id: at.to_string(), name: String::new(), cost: 0 };
    let mut all = Ballots::new();
    for (ballot, voters, weight) in ballots {
        let marks: Vec<Mark> = ballot.iter().map(|(option, value)| Mark { option: *option, value: *value }).collect();
        all.push(&marks, *voters, *weight);
    }
    Election { kind: Kind::YesNo, budget: None, unit: 1, options: (0..options).map(option).collect(), ballots: all }
}

#[test]
fn each_answer_is_counted_by_heads_and_by_weight_and_what_is_left_out_is_told() {
    let ballots: &[Cast] = &[(&[(0, 1), (1, -1)], 2, 50), (&[(0, 0)], 3, 10), (&[(0, -1), (1, 1)], 1, 90), (&[], 4, 1)];
    let outcome = count(&election(2, ballots), None).unwrap();
    assert_eq!((outcome.voters, outcome.weight), (10, 224));
    let first = outcome.items[0];
    assert_eq!(first.heads, Answers { yes: 2, no: 1, abstain: 3, unanswered: 4 });
    assert_eq!(first.weight, Answers { yes: 100, no: 90, abstain: 30, unanswered: 4 });
    assert_eq!((first.more_yes, first.meets, first.passed), (Both { heads: true, weight: true }, None, true));
    let second = outcome.items[1];
    assert_eq!(second.weight, Answers { yes: 90, no: 100, abstain: 0, unanswered: 34 });
    assert_eq!((second.more_yes.holds(), second.passed, outcome.winners), (false, false, vec![0]));
}

#[test]
fn heads_and_weight_must_both_be_more_than_the_no() {
    let outcome = count(&election(2, &[(&[(0, 1), (1, -1)], 1, 90), (&[(0, -1), (1, 1)], 2, 10)]), None).unwrap();
    assert_eq!(outcome.items[0].more_yes, Both { heads: false, weight: true });
    assert_eq!(outcome.items[1].more_yes, Both { heads: true, weight: false });
    assert!(outcome.winners.is_empty());
    let as_many = |yes: Cast, no: Cast| count(&election(1, &[yes, no]), None).unwrap().items[0].more_yes;
    assert_eq!(as_many((&[(0, 1)], 2, 5), (&[(0, -1)], 2, 4)), Both { heads: false, weight: true });
    assert_eq!(as_many((&[(0, 1)], 2, 2), (&[(0, -1)], 1, 4)), Both { heads: true, weight: false });
    assert!(count(&election(1, &[(&[(0, 1)], 2, 1), (&[(0, -1)], 2, 1)]), None).unwrap().winners.is_empty());
}

#[test]
fn an_abstention_is_in_the_base_and_what_is_left_out_is_not() {
    let ballots: &[Cast] = &[(&[(0, 1)], 3, 1), (&[(0, 0)], 1, 1), (&[], 9, 1)];
    let meets = |rule| count(&election(1, ballots), Some(rule)).unwrap().items[0].meets.map(Both::holds);
    assert_eq!(meets(Share::at_least(3, 4)), Some(true));
    assert_eq!(meets(Share::more_than(3, 4)), Some(false));
    assert_eq!(meets(Share::at_least(4, 5)), Some(false));
}

#[test]
fn exactly_half_two_thirds_and_three_quarters_pass_only_where_the_share_itself_is_enough() {
    for (yes, no, part, whole) in [(2, 2, 1, 2), (4, 2, 2, 3), (3, 1, 3, 4)] {
        let election = election(1, &[(&[(0, 1)], yes, 1), (&[(0, -1)], no, 1)]);
        let passed = |rule| count(&election, Some(rule)).unwrap().items[0].passed;
        assert!(passed(Share::at_least(part, whole)), "{part}/{whole}");
        assert!(!passed(Share::more_than(part, whole)), "{part}/{whole}");
    }
}

#[test]
fn an_item_that_nobody_answered_does_not_pass() {
    let outcome = count(&election(1, &[(&[], 5, 1)]), Some(Share::at_least(0, 1))).unwrap();
    assert_eq!((outcome.items[0].passed, outcome.items[0].heads.unanswered), (false, 5));
}

#[test]
fn other_ballots_no_options_and_numbers_too_large_are_refused() {
    assert_eq!(count(&election(0, &[]), None), Err(Refusal::NoOptions));
    let ticks = Election { kind: Kind::Approval, ..election(1, &[]) };
    assert_eq!(count(&ticks, None), Err(Refusal::WrongBallots { kind: Kind::Approval }));
    let huge = election(1, &[(&[(0, 1), (5, 1)], i64::MAX, i64::MAX)]);
    assert_eq!(count(&huge, None).unwrap().winners, [0]);
    assert_eq!(count(&huge, Some(Share::at_least(1, 2))), Err(Refusal::TooLarge));
    let most: Cast = (&[], i64::MAX, i64::MAX);
    assert_eq!(count(&election(1, &[most, most, most]), None), Err(Refusal::TooLarge));
    let answered: Cast = (&[(0, -1)], i64::MAX, i64::MAX);
    assert_eq!(count(&election(1, &[answered, answered]), None).unwrap().items[0].weight.unanswered, 0);
}

#[test]
fn an_outcome_can_be_written_as_json() {
    let written = count(&election(1, &[(&[(0, 1)], 5, 2)]), Some(Share::at_least(1, 2))).unwrap();
    let written = serde_json::to_value(written).unwrap();
    assert_eq!(written["items"][0]["weight"]["yes"], 10);
    assert_eq!(written["items"][0]["meets"]["heads"], true);
}

proptest! {
    #[test]
    fn every_voter_is_counted_once_on_every_item(election in samples::elections(Kind::YesNo)) {
        let outcome = count(&election, None).unwrap();
        for item in outcome.items {
            prop_assert_eq!(item.heads.base() + item.heads.unanswered, outcome.voters);
            prop_assert_eq!(item.weight.base() + item.weight.unanswered, outcome.weight);
        }
    }
}
