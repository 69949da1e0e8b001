use super::*;
use crate::domain::voting::election::{Kind, Mark};
use crate::domain::voting::ranked::sample::{TENNESSEE, election, over};

fn counts(outcome: &Outcome) -> Vec<Vec<(usize, i64)>> {
    let pairs = |round: &Round| round.counts.iter().map(|count| (count.option, count.votes)).collect();
    outcome.rounds.iter().map(pairs).collect()
}

fn gone(outcome: &Outcome) -> Vec<Option<usize>> {
    outcome.rounds.iter().map(|round| round.eliminated).collect()
}

#[test]
fn the_rounds_of_tennessee_are_as_published() {
    let outcome = irv(&election(TENNESSEE), Ties::Id).unwrap();
    let published: [&[(usize, i64)]; 3] =
        [&[(0, 15), (1, 17), (2, 42), (3, 26)], &[(1, 32), (2, 42), (3, 26)], &[(1, 58), (2, 42)]];
    assert_eq!(counts(&outcome), published);
    assert_eq!(gone(&outcome), [Some(0), Some(3), None]);
    let ties: Vec<_> = outcome.rounds.iter().map(|round| (round.chosen_among, round.equally_low.len())).collect();
    assert_eq!(ties, [(1, 0), (1, 0), (0, 0)]);
    assert_eq!((outcome.winners, outcome.tied, outcome.all_looked_at), (vec![1], vec![1], true));
}

#[test]
fn more_first_choices_can_lose_an_election_that_was_won() {
    // The textbook case: instant runoff is not monotone, and Linli says so where it offers it.
    let before = irv(&election(&[(39, "A B C"), (35, "B C A"), (26, "C A B")]), Ties::Id).unwrap();
    assert_eq!((before.winners.clone(), gone(&before)), (vec![0], vec![Some(2), None]));
    let after = irv(&election(&[(49, "A B C"), (25, "B C A"), (26, "C A B")]), Ties::Id).unwrap();
    assert_eq!((after.winners.clone(), counts(&after)[1].clone()), (vec![2], vec![(0, 49), (2, 51)]));
}

#[test]
fn exactly_half_is_no_majority() {
    let half = irv(&election(&[(2, "A"), (1, "B C"), (1, "C B")]), Ties::Id).unwrap();
    assert_eq!(gone(&half), [Some(1), Some(0), None]);
    assert_eq!((half.winners, half.tied), (vec![2], vec![0, 1, 2]));
    let more = irv(&election(&[(3, "A"), (1, "B C"), (1, "C B")]), Ties::Id).unwrap();
    assert_eq!((gone(&more), more.winners), (vec![None], vec![0]));
}

#[test]
fn exhausted_ballots_no_longer_count_for_the_majority() {
    let outcome = irv(&election(&[(4, "A"), (3, "B"), (2, "C"), (1, "")]), Ties::Id).unwrap();
    let exhausted: Vec<i64> = outcome.rounds.iter().map(|round| round.exhausted).collect();
    assert_eq!((exhausted, outcome.winners), (vec![1, 3], vec![0]));
}

#[test]
fn ballots_with_level_options_count_in_equal_shares_until_one_is_left() {
    let outcome = irv(&election(&[(6, "A=B=C D"), (5, "D"), (3, "A"), (2, "B")]), Ties::Id).unwrap();
    // A 3 + 2, B 2 + 2, C 2, D 5; then A 3 + 3, B 2 + 3, D 5; then A 3 + 6 of 14 + 0.
    let shared = |round: usize| -> Vec<(usize, u32, i64)> {
        outcome.rounds[round].shared.iter().map(|part| (part.option, part.among, part.votes)).collect()
    };
    assert_eq!(shared(0), [(0, 3, 6), (1, 3, 6), (2, 3, 6)]);
    assert_eq!(shared(1), [(0, 2, 6), (1, 2, 6)]);
    assert_eq!(shared(2), []);
    assert_eq!(gone(&outcome), [Some(2), Some(1), None]);
    assert_eq!(outcome.rounds[1].equally_low, [1, 3], "5 and 2 + 6/2 are the same");
    assert_eq!(outcome.rounds[2].counts.iter().map(|count| count.votes).collect::<Vec<_>>(), [9, 5]);
}

#[test]
fn of_the_equally_low_the_first_turn_goes_out_and_by_cost_the_dearest() {
    let mut level = election(&[(2, "A"), (1, "B"), (1, "C"), (1, "D")]);
    let first = |election: &Election, ties| irv(election, ties).unwrap().rounds[0].clone();
    assert_eq!((first(&level, Ties::Id).eliminated, first(&level, Ties::Id).equally_low), (Some(1), vec![1, 2, 3]));
    level.options[1].id = "Z".into();
    assert_eq!(first(&level, Ties::Id).eliminated, Some(2));
    assert_eq!(first(&level, Ties::File).eliminated, Some(1));
    level.options[2].cost = 5;
    level.options[3].cost = 5;
    assert_eq!(first(&level, Ties::Cost).eliminated, Some(2));
    level.options[3].cost = 6;
    assert_eq!(first(&level, Ties::Cost).eliminated, Some(3));
}

#[test]
fn nobody_ranked_is_decided_by_the_tie_rule_and_said() {
    let outcome = irv(&over(&["A", "B"], crate::domain::voting::election::Ballots::new()), Ties::Id).unwrap();
    assert_eq!((outcome.winners, outcome.tied), (vec![1], vec![0, 1]));
    let alone = irv(&election(&[(1, "A")]), Ties::Id).unwrap();
    assert_eq!((alone.winners, alone.rounds.len()), (vec![0], 1));
    let empty = irv(&over(&["A"], crate::domain::voting::election::Ballots::new()), Ties::Id).unwrap();
    assert_eq!((empty.winners, empty.tied, empty.rounds.len()), (vec![0], vec![0], 1));
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let mut other = election(&[(1, "A")]);
    other.kind = Kind::Cumulative;
    assert_eq!(irv(&other, Ties::Id), Err(Refusal::WrongBallots { kind: Kind::Cumulative }));
    other.kind = Kind::Ordinal;
    other.options = vec![other.options[0].clone(); MOST + 1];
    assert_eq!(irv(&other, Ties::Id), Err(Refusal::TooManyOptions { options: 10_001, most: 10_000 }));
    other.options.clear();
    assert_eq!(irv(&other, Ties::Id), Err(Refusal::NoOptions));
    let heavy = election(&[(i64::MAX, "A"), (1, "B")]);
    assert_eq!(irv(&heavy, Ties::Id), Err(Refusal::TooLarge));
}

#[test]
fn so_many_level_options_that_sharing_takes_too_long_are_refused() {
    let mut level = election(&[(1, "A")]);
    level.options = vec![level.options[0].clone(); MOST];
    let all: Vec<Mark> = (0..10_000).map(|option| Mark { option, value: 1 }).collect();
    (0..10).for_each(|_| level.ballots.push(&all, 1, 1));
    // The first ballot, `A`, is a group of one; ten times 10,000² are as many steps as may be.
    let sheets = Sheets::of(&level).unwrap();
    assert_eq!((sheets.shared_steps(), check_sharing(&sheets, MOST)), (MOST_SHARED_STEPS, Ok(())));
    level.ballots.push(&all[..2], 1, 1);
    assert_eq!(irv(&level, Ties::Id), Err(Refusal::TooManyOptions { options: 10_000, most: 9_128 }));
}

#[test]
fn as_many_options_as_may_be_are_counted() {
    let mut many = election(&[(1, "A")]);
    many.options = vec![many.options[0].clone(); MOST];
    assert_eq!(irv(&many, Ties::Id).unwrap().tied, [0]);
}

#[test]
fn more_weight_than_can_be_added_up_is_refused() {
    let heavy = election(&[(i64::MAX, "A"), (1, "B")]);
    assert_eq!(irv(&heavy, Ties::Id), Err(Refusal::TooLarge));
}

#[test]
fn ballots_without_weight_decide_nothing() {
    let mut election = election(&[(1, "A B"), (1, "B")]);
    election.ballots.push(&[Mark { option: 0, value: 1 }], 5, 0);
    let outcome = irv(&election, Ties::Id).unwrap();
    assert_eq!((counts(&outcome)[0].clone(), outcome.tied), (vec![(0, 1), (1, 1)], vec![0, 1]));
}

#[test]
fn the_tables_of_the_first_rounds_give_way_to_those_of_the_last() {
    let round = |numbers: usize| Round {
        counts: vec![Votes { option: 0, votes: 1 }; numbers],
        shared: vec![Shared { option: 0, among: 2, votes: 1 }; numbers],
        exhausted: 0,
        eliminated: Some(numbers),
        chosen_among: numbers,
        equally_low: vec![0; numbers],
        left_out: false,
    };
    let left_out = |most: usize| -> Vec<bool> {
        let mut record = Record::up_to(most);
        for size in [4, 3, 2, 1] {
            record.push(round(size));
        }
        for gone in record.rounds.iter().filter(|round| round.left_out) {
            assert_eq!((numbers(gone), gone.eliminated, gone.chosen_among > 0), (0, Some(gone.chosen_among), true));
        }
        let kept: Vec<usize> = record.rounds.iter().map(numbers).collect();
        assert_eq!(kept.iter().sum::<usize>(), record.numbers);
        record.rounds.iter().map(|round| round.left_out).collect()
    };
    assert_eq!(left_out(30), [false; 4]);
    assert_eq!(left_out(29), [true, false, false, false]);
    assert_eq!(left_out(18), [true, false, false, false]);
    assert_eq!(left_out(17), [true, true, false, false]);
    assert_eq!(left_out(0), [true, true, true, false], "the last round always has its table");
}

#[test]
fn the_winner_is_told_where_not_all_universes_were_looked_at() {
    assert_eq!(with((vec![0, 2], false), 1), (vec![0, 1, 2], false));
    assert_eq!(with((vec![0, 2], true), 2), (vec![0, 2], true));
}
