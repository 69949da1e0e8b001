//! Elections that nobody should hold, and very large ones.

use super::*;

fn all(election: &Election) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for utility in UTILITIES {
        let election = Election { kind: kind(utility), ..election.clone() };
        for plan in plans() {
            let [fast, exact] =
                [false, true].map(|exact| count_by(&election, utility, plan, Terms { ties: Ties::Id, exact }).unwrap());
            assert_eq!(fast.winners, exact.winners);
            assert!(fast.cost <= fast.budget);
            outcomes.push(fast);
        }
    }
    outcomes
}

#[test]
fn nobody_and_nothing_win_nothing() {
    let costs = [3, 0, 9];
    for election in [
        approvals(10, &costs, &[]),
        approvals(10, &costs, &[(&[], 5)]),
        election(Kind::Approval, 10, &costs, &[(vec![(0, 1), (1, 2)], 3, 0)]),
        approvals(10, &costs, &[(&[7, 9_999_999], 3)]),
    ] {
        for outcome in all(&election) {
            assert!(outcome.winners.is_empty());
            assert_eq!(outcome.steps, 0);
        }
    }
}

#[test]
fn no_budget_no_options_and_wrong_ballots_are_refused() {
    let election = approvals(10, &[3], &[(&[0], 1)]);
    let ask = |election: &Election, utility| {
        count(election, utility, Completion::None, Ties::Id).map(|outcome| outcome.winners)
    };
    assert_eq!(ask(&Election { budget: None, ..election.clone() }, Utility::Cost), Err(Refusal::NoMoney));
    assert_eq!(ask(&Election { options: Vec::new(), ..election.clone() }, Utility::Cost), Err(Refusal::NoOptions));
    for utility in [Utility::Points, Utility::Borda] {
        assert_eq!(ask(&election, utility), Err(Refusal::WrongBallots { kind: Kind::Approval }));
    }
    let huge = Election { kind: Kind::Scoring, ..approvals(10, &[3], &[]) };
    let mut ballots = Ballots::new();
    for value in [i64::MAX, i64::MAX - 1] {
        ballots.push(&[Mark { option: 0, value }], i64::MAX / 2, i64::MAX);
    }
    assert_eq!(ask(&Election { ballots, ..huge }, Utility::Points), Err(Refusal::TooLarge));
}

#[test]
fn a_budget_of_nothing_buys_nothing_and_add_one_ends() {
    for outcome in all(&approvals(0, &[1, 1_007], &[(&[0, 1], 2), (&[1], 1)])) {
        assert!(outcome.winners.is_empty());
    }
    let far = approvals(0, &[i64::MAX], &[(&[0], 3)]);
    let outcome = count(&far, Utility::Cost, Completion::AddOne, Ties::Id).unwrap();
    assert_eq!((outcome.winners.len(), outcome.stop), (0, Stop::NextCostsTooMuch));
    // 3 for each step, up to just below the cost.
    assert_eq!(outcome.steps, u64::try_from((i64::MAX - 1) / 3).unwrap());
}

#[test]
fn the_largest_numbers_are_counted() {
    let max = i64::MAX;
    let ballots = [(vec![(0, 1), (1, 1)], 1, 5), (vec![(1, 2), (2, 1)], 1, 7)];
    let election = election(Kind::Approval, max, &[max, max / 2, max - 1], &ballots);
    for utility in UTILITIES {
        let election = Election { kind: kind(utility), ..election.clone() };
        for plan in plans() {
            let outcome = count_by(&election, utility, plan, Terms::default()).unwrap();
            assert!(outcome.winners.len() < 3, "all three cost more than there is");
        }
    }
}

#[test]
fn one_voter_buys_until_the_money_is_gone() {
    for outcome in all(&approvals(10, &[4, 5, 6], &[(&[0, 1, 2], 1)])) {
        // Points are 1 each, and who ranks all three the same gains nothing.
        let borda = outcome.utility == Utility::Borda;
        assert_eq!(outcome.winners.is_empty(), borda);
        assert!(borda || outcome.cost >= 9);
    }
}

#[test]
fn ten_thousand_options_that_nobody_can_tell_apart_are_counted() {
    let costs = vec![3; 10_000];
    let everything: Vec<u32> = (0..10_000).collect();
    let election = approvals(15_001, &costs, &[(&everything, 40), (&everything[1..], 2)]);
    for completion in [Completion::None, Completion::AddOneExhaustive] {
        let outcome = count(&election, Utility::Cost, completion, Ties::File).unwrap();
        assert_eq!(outcome.winners, (1..=5_000).collect::<Vec<_>>());
        assert_eq!((outcome.rounds[0].ties, outcome.rounds[0].tied_with.len()), (9_998, proof::EQUALS_LISTED));
    }
}

#[test]
fn a_million_ballots_are_counted() {
    let mut ballots = Ballots::new();
    for voter in 0_u32..1_000_000 {
        let mark = |step: u32| Mark { option: voter.wrapping_mul(2_654_435_761).rotate_left(step) % 40, value: 1 };
        ballots.push(&[mark(3), mark(9), mark(17)], 1, 1);
    }
    let costs: Vec<i64> = (0..40).map(|at| 20_000 + at * 1_000).collect();
    let election = Election { ballots, ..approvals(400_000, &costs, &[]) };
    let outcome = count(&election, Utility::Cost, Completion::AddOneExhaustive, Ties::Id).unwrap();
    assert!(outcome.cost > 100_000 && outcome.cost <= 400_000, "{}", outcome.cost);
    assert_eq!(outcome.endowment.weight, 1_000_000);
}
