use super::*;
use crate::domain::voting::election::{Ballots, Choice};

/// Options with their values, and voters.
type Cast<'a> = (&'a [(u32, i64)], i64);

/// An election without money: ballots (option, value) of so many voters who weigh 1.
fn election(kind: Kind, ids: &[&str], ballots: &[Cast]) -> Election {
    let option = |id: &&str| Choice { id: (*id).into(), name: String::new(), cost: 10 };
    let mut all = Ballots::new();
    for (ballot, voters) in ballots {
        let marks: Vec<Mark> = ballot.iter().map(|(option, value)| Mark { option: *option, value: *value }).collect();
        all.push(&marks, *voters, 1);
    }
    Election { kind, budget: None, unit: 1, options: ids.iter().map(option).collect(), ballots: all }
}

fn counted(election: &Election, rule: Rule) -> Outcome {
    count(election, rule, Ties::Id).unwrap()
}

fn totals(outcome: &Outcome) -> Vec<(usize, i128)> {
    outcome.totals.iter().map(|each| (each.option, each.total)).collect()
}

#[test]
fn most_ticks_win_and_co_winners_are_told_before_the_tie_rule_picks_one() {
    let ballots: &[Cast] = &[(&[(0, 1), (1, 1)], 2), (&[(2, 1), (1, 1)], 1), (&[(0, 1)], 1), (&[], 5)];
    let outcome = counted(&election(Kind::Approval, &["9", "10", "8"], ballots), Rule::Approval);
    assert_eq!(totals(&outcome), [(1, 3), (0, 3), (2, 1)]);
    assert_eq!((outcome.tied, outcome.winners), (vec![1, 0], vec![1]));
    assert_eq!((outcome.parts, outcome.weight), (1, 9));
}

#[test]
fn choosing_one_counts_as_a_tick_and_as_a_first_choice() {
    let election = election(Kind::ChooseOne, &["a", "b"], &[(&[(1, 1)], 3), (&[(0, 1)], 2)]);
    for rule in [Rule::Approval, Rule::Plurality] {
        assert_eq!(totals(&counted(&election, rule)), [(1, 3), (0, 2)]);
    }
}

#[test]
fn a_shared_first_rank_shares_the_vote_exactly() {
    let ballots: &[Cast] = &[(&[(0, 1), (1, 1), (2, 1)], 1), (&[(1, 2), (2, 2), (0, 3)], 1), (&[(0, 4)], 1), (&[], 1)];
    let outcome = counted(&election(Kind::Ordinal, &["a", "b", "c"], ballots), Rule::Plurality);
    assert_eq!(outcome.parts, 6);
    assert_eq!(totals(&outcome), [(0, 8), (1, 5), (2, 5)]);
    assert_eq!(outcome.winners, [0]);
    let ballots: &[Cast] = &[(&[(0, 1), (1, 1)], 1), (&[(0, 1), (1, 1), (2, 1), (3, 1)], 1)];
    let outcome = counted(&election(Kind::Ordinal, &["a", "b", "c", "d"], ballots), Rule::Plurality);
    assert_eq!((outcome.parts, totals(&outcome)), (4, vec![(0, 3), (1, 3), (2, 1), (3, 1)]));
}

#[test]
fn points_are_added_up_and_the_average_is_over_all_voters_and_exact() {
    let ballots: &[Cast] = &[(&[(0, 4), (1, -2)], 1), (&[(0, 4)], 1), (&[(1, 5)], 2), (&[], 2)];
    let outcome = counted(&election(Kind::Scoring, &["a", "b", "c"], ballots), Rule::Score);
    let average = |numerator, denominator| Some(Fraction { numerator, denominator });
    let averages: Vec<_> = outcome.totals.iter().map(|each| each.average).collect();
    assert_eq!(averages, [average(4, 3), average(4, 3), average(0, 1)]);
    assert_eq!((outcome.tied, outcome.winners), (vec![0, 1], vec![0]));
    let shared = counted(&election(Kind::Cumulative, &["a", "b"], &[(&[(0, 4), (1, 3)], 1)]), Rule::Points);
    assert_eq!((totals(&shared), shared.totals[0].average), (vec![(0, 4), (1, 3)], None));
}

#[test]
fn nobody_wins_where_nobody_marked_anything_and_the_least_disliked_wins_a_score() {
    for (kind, rule) in [
        (Kind::Approval, Rule::Approval),
        (Kind::Ordinal, Rule::Plurality),
        (Kind::Scoring, Rule::Score),
        (Kind::Cumulative, Rule::Points),
    ] {
        let outcome = counted(&election(kind, &["a", "b"], &[(&[], 3)]), rule);
        assert_eq!((outcome.tied, outcome.winners, outcome.totals.len()), (vec![], vec![], 2), "{rule}");
        let mut weightless = election(kind, &["a", "b"], &[]);
        weightless.ballots.push(&[Mark { option: 0, value: 1 }], 5, 0);
        assert!(counted(&weightless, rule).winners.is_empty(), "{rule}");
    }
    let disliked = election(Kind::Scoring, &["a", "b"], &[(&[(0, -2), (1, -1)], 1)]);
    assert_eq!(counted(&disliked, Rule::Score).winners, [1]);
    let nothing = election(Kind::Cumulative, &["a", "b"], &[(&[(0, 0)], 1)]);
    assert!(counted(&nothing, Rule::Points).winners.is_empty());
}

#[test]
fn a_weight_counts_as_often_as_it_says_and_nobody_weighing_has_no_average() {
    let mut all = election(Kind::Scoring, &["a", "b"], &[(&[(0, 1)], 2)]);
    all.ballots.push(&[Mark { option: 1, value: 1 }], 1, 7);
    let outcome = counted(&all, Rule::Score);
    assert_eq!((totals(&outcome), outcome.weight), (vec![(1, 7), (0, 2)], 9));
    let none = counted(&election(Kind::Scoring, &["a"], &[]), Rule::Score);
    assert_eq!(none.totals[0].average, None);
}

#[test]
fn ballots_that_do_not_say_it_are_refused() {
    use Kind::{Approval, ChooseOne, Cumulative, Ordinal, Scoring, YesNo};
    for (rule, kinds) in [
        (Rule::Approval, &[Approval, ChooseOne][..]),
        (Rule::Plurality, &[ChooseOne, Ordinal]),
        (Rule::Score, &[Scoring]),
        (Rule::Points, &[Cumulative]),
    ] {
        for kind in [Approval, ChooseOne, Ordinal, Cumulative, Scoring, YesNo] {
            let refusal = count(&election(kind, &["a"], &[]), rule, Ties::Id).err();
            assert_eq!(refusal, (!kinds.contains(&kind)).then_some(Refusal::WrongBallots { kind }), "{rule}");
        }
    }
    assert_eq!(count(&election(Approval, &[], &[]), Rule::Approval, Ties::Id), Err(Refusal::NoOptions));
}

#[test]
fn numbers_as_large_as_they_come_are_counted_or_refused() {
    let mut huge = election(Kind::Scoring, &["a", "b"], &[(&[(0, i64::MAX), (1, i64::MIN), (9, 1)], i64::MAX)]);
    let outcome = counted(&huge, Rule::Score);
    let average = |value: i64| Some(Fraction { numerator: value.into(), denominator: 1 });
    assert_eq!([outcome.totals[0].average, outcome.totals[1].average], [average(i64::MAX), average(i64::MIN)]);
    huge.ballots.push(&[Mark { option: 0, value: i64::MAX }], i64::MAX, i64::MAX);
    assert_eq!(count(&huge, Rule::Score, Ties::Id), Err(Refusal::TooLarge));
    let mut full = election(Kind::Approval, &["a"], &[]);
    for _ in 0..3 {
        full.ballots.push(&[Mark { option: 0, value: 1 }], i64::MAX, i64::MAX);
    }
    assert_eq!(count(&full, Rule::Approval, Ties::Id), Err(Refusal::TooLarge));
    let mut blank = election(Kind::Approval, &["a"], &[]);
    for _ in 0..3 {
        blank.ballots.push(&[], i64::MAX, i64::MAX);
    }
    assert_eq!(count(&blank, Rule::Approval, Ties::Id), Err(Refusal::TooLarge));
    // First ranks shared by 1, 2, … 150: no number of 128 bits divides by all of these sizes.
    let mut shared = Election { options: vec![huge.options[0].clone(); 150], ..election(Kind::Ordinal, &[], &[]) };
    for size in 1..=150 {
        shared.ballots.push(&(0..size).map(|option| Mark { option, value: 1 }).collect::<Vec<_>>(), 1, 1);
    }
    assert_eq!(count(&shared, Rule::Plurality, Ties::Id), Err(Refusal::TooLarge));
}

#[test]
fn ballots_that_chose_more_than_the_money_are_found_and_a_sum_equal_to_it_is_not_one() {
    let ballots: &[Cast] =
        &[(&[(0, 1), (1, 1)], 1), (&[(0, 1), (1, 1), (2, 1)], 4), (&[(0, 1), (1, 0), (2, -1)], 1), (&[], 1)];
    let over = |kind, budget| over_the_money(&Election { budget, ..election(kind, &["a", "b", "c"], ballots) });
    assert_eq!(over(Kind::Approval, Some(20)), [1, 2]);
    assert_eq!(over(Kind::Ordinal, Some(20)), [1, 2]);
    assert_eq!(over(Kind::Scoring, Some(20)), [1]);
    assert_eq!(over(Kind::YesNo, Some(19)), [0, 1]);
    assert_eq!(over(Kind::Approval, Some(-1)), [0, 1, 2]);
    assert!(over(Kind::Approval, None).is_empty());
    let mut dear = election(Kind::Approval, &["a", "b", "c"], ballots);
    dear.options.iter_mut().for_each(|option| option.cost = i64::MAX);
    dear.budget = Some(i64::MAX);
    assert_eq!(over_the_money(&dear), [0, 1, 2]);
}

#[test]
fn an_outcome_can_be_written_as_json() {
    let written = counted(&election(Kind::Scoring, &["a"], &[(&[(0, 3)], 2)]), Rule::Score);
    let written = serde_json::to_value(written).unwrap();
    assert_eq!(written["totals"][0]["total"], 6);
    assert_eq!(written["totals"][0]["average"]["numerator"], 3);
    assert_eq!(written["winners"][0], 0);
}
