//! Small elections that can be counted by hand.

use super::*;

#[test]
fn a_round_says_who_paid_what() {
    // 100 for four voters, 25 each. A and B have three votes each, A is first in the file: 20 from each of its
    // three. B: two of them have 5 left and give it, the third pays the other 20.
    let election = approvals(100, &[60, 30, 99], &[(&[0, 1], 2), (&[0], 1), (&[1, 2], 1)]);
    let outcome = count(&election, Utility::Cost, Completion::None, Ties::File).unwrap();
    assert_eq!((outcome.winners.as_slice(), outcome.cost), (&[0, 1][..], 90));
    let first = &outcome.rounds[0];
    assert_eq!(
        (first.price.as_str(), first.most_paid.as_str(), first.effective_support.as_str()),
        ("0.333333333", "20", "3")
    );
    assert_eq!((first.supporters, first.paid_all, first.without_money, first.money_left), (3, 0, 0, 40));
    assert_eq!((first.ties, first.tied_with.as_slice()), (1, &[1][..]));
    assert_eq!(first.runner_up, Some(RunnerUp { option: 1, price: "0.333333333".into() }));
    let second = &outcome.rounds[1];
    assert_eq!(
        (second.price.as_str(), second.most_paid.as_str(), second.effective_support.as_str()),
        ("0.666666667", "20", "1.5")
    );
    assert_eq!((second.supporters, second.paid_all, second.without_money, second.money_left), (3, 2, 0, 10));
    assert_eq!((second.ties, second.runner_up.as_ref()), (0, None));
    assert_eq!(prices(&election, &outcome, Ties::File).unwrap(), ["1/3", "2/3"]);
    assert_eq!(outcome.endowment, Endowment { total: 100, weight: 4, each: "25".into() });
}

#[test]
fn add_one_ends_before_the_winners_cost_too_much_and_says_why() {
    // One voter a project. 5 each; from 6 each on the second is paid, from 7 each the third would cost too much.
    let election = approvals(15, &[5, 6, 7], &[(&[0], 1), (&[1], 1), (&[2], 1)]);
    let outcome = count(&election, Utility::Cost, Completion::AddOne, Ties::Id).unwrap();
    assert_eq!((outcome.winners.as_slice(), outcome.steps, outcome.stop), (&[0, 1][..], 1, Stop::NextCostsTooMuch));
    assert_eq!(outcome.endowment.total, 18);
    let outcome = count(&election, Utility::Cost, Completion::AddOneExhaustive, Ties::Id).unwrap();
    assert_eq!((outcome.steps, outcome.stop), (1, Stop::Exhausted));
    let none = count(&election, Utility::Cost, Completion::None, Ties::Id).unwrap();
    assert_eq!((none.winners.as_slice(), none.steps, none.stop), (&[0][..], 0, Stop::NotAsked));
    let rich = Election { budget: Some(18), ..election };
    let outcome = count(&rich, Utility::Cost, Completion::AddOne, Ties::Id).unwrap();
    assert_eq!((outcome.winners.len(), outcome.steps, outcome.stop), (3, 1, Stop::AllWon));
}

#[test]
fn greedily_the_most_utility_for_the_money_is_added_and_what_nobody_wants_is_not() {
    let election = approvals(20, &[9, 12, 5, 1], &[(&[0, 1, 2], 1), (&[0, 1], 1), (&[2], 1)]);
    // 6.67 each: at equal votes the ids decide: '0' (9), then '3' (5); 6 are left, nobody wants '10'.
    let outcome = count(&election, Utility::Cost, Completion::Greedy, Ties::Id).unwrap();
    assert_eq!((outcome.winners.as_slice(), outcome.added.len()), (&[0, 2][..], 0));
    let few = Election { budget: Some(13), ..election };
    let outcome = count(&few, Utility::Cardinality, Completion::Greedy, Ties::Id).unwrap();
    assert_eq!(outcome.winners, [2]);
}

#[test]
fn free_options_win_if_somebody_wants_them_and_cost_nobody_anything() {
    let election = approvals(10, &[0, 0, 10], &[(&[0, 2], 2), (&[2], 1)]);
    let outcome = count(&election, Utility::Cost, Completion::None, Ties::Id).unwrap();
    assert_eq!((outcome.winners.as_slice(), outcome.free.as_slice(), outcome.cost), (&[0, 2][..], &[0][..], 10));
}

#[test]
fn a_heavier_voter_has_more_money_and_pays_more() {
    // 30 for weights 2 and 1. Both want 0 (15): 5 for each unit of weight. 1 (10) is wanted by the heavy one.
    let ballots = [(vec![(0, 1), (1, 1)], 1, 2), (vec![(0, 1)], 1, 1)];
    let election = election(Kind::Approval, 30, &[15, 10], &ballots);
    let outcome = count(&election, Utility::Cost, Completion::None, Ties::Id).unwrap();
    assert_eq!(outcome.winners, [0, 1]);
    assert_eq!((outcome.rounds[0].most_paid.as_str(), outcome.rounds[1].most_paid.as_str()), ("5", "5"));
    assert_eq!(outcome.rounds[1].paid_all, 1);
}

#[test]
fn the_last_on_a_ranking_gains_nothing_and_equal_ranks_gain_the_same() {
    let ranks = [(vec![(0, 1), (1, 2), (2, 2), (3, 3)], 1, 1)];
    let election = election(Kind::Ordinal, 100, &[6, 2, 1, 1], &ranks);
    // Gains 3, 1, 1, 0: prices 2, 2, 1 for each unit of utility.
    let outcome = count(&election, Utility::Borda, Completion::None, Ties::File).unwrap();
    assert_eq!(outcome.winners, [2, 0, 1]);
    assert_eq!(prices(&election, &outcome, Ties::File).unwrap(), ["1", "2", "2"]);
}

#[test]
fn decimals_have_nine_digits_that_count() {
    use crate::domain::voting::shares::proof::decimal;
    let pairs =
        [(0.0, "0"), (20.0, "20"), (1.0 / 3.0, "0.333333333"), (1234.5, "1234.5"), (2.0 / 3e6, "0.000000666666667")];
    for (value, text) in pairs {
        assert_eq!(decimal(value), text);
    }
    assert_eq!(decimal(1_234_567_890_123.4), "1234567890123");
}

#[test]
fn how_much_cheaper_and_how_many_more() {
    // 10 each for three. Two want 0 (20), one wants 1 (15).
    let election = approvals(30, &[20, 15], &[(&[0], 2), (&[1], 1)]);
    let found = change(&election, Utility::Cost, Completion::None.into(), Terms::default(), 1).unwrap();
    // With one more of its kind there are 7.5 for each: 15 for option 1.
    assert_eq!(found, Change { option: 1, won: false, cost: Some(10), singletons: Some(1) });
    let won = change(&election, Utility::Cost, Completion::None.into(), Terms::default(), 0).unwrap();
    assert_eq!((won.won, won.cost, won.singletons), (true, None, None));
}
