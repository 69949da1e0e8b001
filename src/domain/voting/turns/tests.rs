use super::*;
use crate::domain::voting::election::{Ballots, Choice, Kind, Mark};
use crate::domain::voting::samples;
use core::cmp::Ordering;
use proptest::prelude::*;

/// An election with these costs and ballots (option, value) of one voter who weighs 1.
fn election(kind: Kind, budget: i64, costs: &[i64], ballots: &[&[(u32, i64)]]) -> Election {
    let option = |(at, cost): (usize, &i64)| Choice { id: format!("o{at}"), name: String::new(), cost: *cost };
    let options = costs.iter().enumerate().map(option).collect();
    let mut all = Ballots::new();
    for ballot in ballots {
        let marks: Vec<Mark> = ballot.iter().map(|(option, value)| Mark { option: *option, value: *value }).collect();
        all.push(&marks, 1, 1);
    }
    Election { kind, budget: Some(budget), unit: 1, options, ballots: all }
}

/// An approval election in which each option has so many votes.
fn votes(budget: i64, options: &[(i64, i64)]) -> Election {
    let costs: Vec<i64> = options.iter().map(|(_, cost)| *cost).collect();
    let mut election = election(Kind::Approval, budget, &costs, &[]);
    for (at, (votes, _)) in options.iter().enumerate() {
        election.ballots.push(&[Mark { option: u32::try_from(at).unwrap(), value: 1 }], *votes, 1);
    }
    election
}

fn counted(election: &Election, rule: Rule) -> Outcome {
    count(election, rule, Terms::default(), Ties::Id).unwrap()
}

fn verdicts(outcome: &Outcome) -> Vec<(usize, Verdict)> {
    outcome.order.iter().map(|step| (step.option, step.verdict)).collect()
}

use Verdict::{AfterStop, BelowLeast, DoesNotFit, NoVotes, Won};

#[test]
fn most_votes_come_first_and_what_no_longer_fits_is_skipped() {
    let outcome = counted(&votes(100, &[(9, 60), (8, 50), (7, 30), (0, 10)]), Rule::Greedy);
    assert_eq!(verdicts(&outcome), [(0, Won), (1, DoesNotFit { missing: 10 }), (2, Won), (3, NoVotes)]);
    let money: Vec<i64> = outcome.order.iter().map(|step| step.money_before).collect();
    assert_eq!(money, [100, 40, 40, 10]);
    assert_eq!((outcome.winners, outcome.spent, outcome.budget), (vec![0, 2], 90, 100));
}

#[test]
fn the_stopping_rule_ends_at_the_first_that_does_not_fit_and_says_so() {
    let outcome = counted(&votes(100, &[(9, 60), (8, 50), (7, 30), (0, 10)]), Rule::GreedyStop);
    assert_eq!(verdicts(&outcome), [(0, Won), (1, DoesNotFit { missing: 10 }), (2, AfterStop), (3, NoVotes)]);
    assert_eq!(outcome.spent, 60);
}

#[test]
fn the_least_number_is_enough_itself_and_one_less_is_not() {
    let election = votes(100, &[(9, 60), (8, 10), (7, 10)]);
    let terms = Terms { least: Some(8), first_place: None };
    let outcome = count(&election, Rule::GreedyThreshold, terms, Ties::Id).unwrap();
    assert_eq!(verdicts(&outcome), [(0, Won), (1, Won), (2, BelowLeast { missing: 1 })]);
    assert_eq!((outcome.least, outcome.spent), (Some(8), 70));
    let without = count(&election, Rule::Greedy, terms, Ties::Id).unwrap();
    assert_eq!((without.least, without.winners.len()), (None, 3));
    assert_eq!(counted(&election, Rule::GreedyThreshold).winners, without.winners);
    let stopping = count(&election, Rule::GreedyStop, terms, Ties::Id).unwrap();
    assert_eq!(verdicts(&stopping), verdicts(&outcome));
}

#[test]
fn a_cost_equal_to_the_money_fits_and_one_more_does_not() {
    assert_eq!(counted(&votes(100, &[(1, 100)]), Rule::Greedy).winners, [0]);
    assert_eq!(verdicts(&counted(&votes(100, &[(1, 101)]), Rule::Greedy)), [(0, DoesNotFit { missing: 1 })]);
}

#[test]
fn votes_are_voters_times_weight_and_a_weight_of_zero_is_no_vote() {
    let mut election = votes(10, &[(3, 5), (0, 5), (0, 5)]);
    election.ballots.push(&[Mark { option: 1, value: 1 }], 2, 7);
    election.ballots.push(&[Mark { option: 2, value: 1 }], 9, 0);
    let outcome = counted(&election, Rule::Greedy);
    let scores: Vec<(usize, i128, i128)> =
        outcome.order.iter().map(|step| (step.option, step.score, step.votes)).collect();
    assert_eq!(scores, [(1, 14, 14), (0, 3, 3), (2, 0, 0)]);
    assert_eq!(outcome.winners, [1, 0]);
}

#[test]
fn every_listed_project_is_a_vote_on_rankings_and_shared_points_and_more_than_nothing_on_scores() {
    let ballots: &[&[(u32, i64)]] = &[&[(0, 1), (1, 2), (2, 3)], &[(2, 0), (1, -1)]];
    let seen = |kind| {
        let outcome = counted(&election(kind, 9, &[1, 1, 1], ballots), Rule::Greedy);
        let mut votes: Vec<(usize, i128)> = outcome.order.iter().map(|step| (step.option, step.votes)).collect();
        votes.sort_unstable();
        votes
    };
    for kind in [Kind::Approval, Kind::ChooseOne, Kind::Ordinal, Kind::Cumulative] {
        assert_eq!(seen(kind), [(0, 1), (1, 2), (2, 2)]);
    }
    assert_eq!(seen(Kind::Scoring), [(0, 1), (1, 1), (2, 1)]);
}

#[test]
fn points_are_added_up_and_what_adds_up_to_nothing_cannot_win() {
    let ballots: &[&[(u32, i64)]] = &[&[(0, 4), (1, 3), (2, 5)], &[(0, -5), (1, 3), (2, -5)], &[(0, 0), (1, 0)]];
    let outcome = counted(&election(Kind::Scoring, 9, &[1, 1, 1], ballots), Rule::GreedyPoints);
    assert_eq!(verdicts(&outcome), [(1, Won), (2, NoVotes), (0, NoVotes)]);
    let said: Vec<(i128, i128)> = outcome.order.iter().map(|step| (step.score, step.votes)).collect();
    assert_eq!(said, [(6, 2), (0, 1), (-1, 1)]);
}

#[test]
fn a_first_place_gets_as_many_points_as_the_ballot_ranks_or_as_every_first_place() {
    let ballots: &[&[(u32, i64)]] = &[&[(0, 1), (2, 2), (1, 3)], &[(2, 1), (3, 2), (1, 3)], &[(3, 1)]];
    let election = election(Kind::Ordinal, 9, &[1, 1, 1, 1], ballots);
    let scores = |first_place| {
        let outcome = count(&election, Rule::GreedyBorda, Terms { least: None, first_place }, Ties::Id).unwrap();
        assert_eq!(outcome.first_place, first_place);
        let mut scores: Vec<(usize, i128)> = outcome.order.iter().map(|step| (step.option, step.score)).collect();
        scores.sort_unstable();
        scores
    };
    assert_eq!(scores(None), [(0, 3), (1, 2), (2, 5), (3, 3)]);
    assert_eq!(scores(Some(3)), [(0, 3), (1, 2), (2, 5), (3, 5)]);
    // Fewer points than places: nothing below zero.
    assert_eq!(scores(Some(1)), [(0, 1), (1, 0), (2, 1), (3, 1)]);
    assert_eq!(scores(Some(-4)), [(0, 0), (1, 0), (2, 0), (3, 0)]);
    let terms = Terms { least: None, first_place: Some(3) };
    assert_eq!(count(&election, Rule::GreedyBorda0PerCost, terms, Ties::Id).unwrap().first_place, None);
}

#[test]
fn equal_ranks_get_the_better_place_and_gaps_between_ranks_mean_nothing() {
    let one = election(Kind::Ordinal, 9, &[1; 4], &[&[(0, 1), (1, 1), (2, 2), (3, 3)]]);
    let gaps = election(Kind::Ordinal, 9, &[1; 4], &[&[(0, 5), (1, 5), (2, 40), (3, 41)]]);
    for election in [one, gaps] {
        let scores = |rule| counted(&election, rule).order.iter().map(|step| step.score).collect::<Vec<_>>();
        assert_eq!(scores(Rule::GreedyBorda), [4, 4, 2, 1]);
        assert_eq!(scores(Rule::GreedyBorda0PerCost), [2, 2, 1, 0]);
    }
}

#[test]
fn who_is_only_ever_last_may_still_win_where_a_last_place_gives_nothing() {
    let election = election(Kind::Ordinal, 9, &[1, 1, 1], &[&[(0, 1), (1, 2)]]);
    assert_eq!(verdicts(&counted(&election, Rule::GreedyBorda0PerCost)), [(0, Won), (1, Won), (2, NoVotes)]);
}

#[test]
fn per_cost_the_free_come_first_and_fractions_are_compared_exactly() {
    let outcome = counted(&votes(100, &[(3, 9), (1, 3), (1, 0), (9, 26), (0, 0)]), Rule::GreedyPerCost);
    assert_eq!(verdicts(&outcome), [(2, Won), (3, Won), (0, Won), (1, Won), (4, NoVotes)]);
    let (large, larger) = (i128::MAX - 1, i128::MAX);
    assert_eq!(order::for_the_money(large, i64::MAX, larger, i64::MAX), Ordering::Less);
    assert_eq!(order::for_the_money(larger, i64::MAX, larger, i64::MAX - 1), Ordering::Less);
    assert_eq!(order::for_the_money(0, 0, 0, 7), Ordering::Equal);
    assert_eq!(order::for_the_money(1, 0, 9, 0), Ordering::Equal);
    assert_eq!(order::for_the_money(-1, 5, 0, 7), Ordering::Equal);
}

#[test]
fn ties_go_by_the_rule_that_was_chosen_and_are_told_with_whether_they_mattered() {
    let election = votes(90, &[(5, 50), (5, 40), (5, 40), (4, 10), (4, 10)]);
    let order = |ties| {
        let outcome = count(&election, Rule::Greedy, Terms::default(), ties).unwrap();
        (outcome.winners, outcome.equals)
    };
    let (winners, equals) = order(Ties::Cost);
    assert_eq!(winners, [1, 2, 3]);
    let told = |options: &[usize], mattered| Equals { options: options.to_vec(), mattered };
    assert_eq!(equals, [told(&[1, 2, 0], true), told(&[3, 4], true)]);
    let (winners, equals) = order(Ties::Id);
    assert_eq!(winners, [0, 1]);
    assert_eq!(equals, [told(&[0, 1, 2], true), told(&[3, 4], false)]);
}

#[test]
fn nobody_wanted_and_nobody_under_the_least_number_is_tied() {
    let election = votes(9, &[(0, 1), (0, 1), (2, 1), (2, 1), (2, 20)]);
    let terms = Terms { least: Some(3), first_place: None };
    assert!(count(&election, Rule::GreedyThreshold, terms, Ties::Id).unwrap().equals.is_empty());
    assert_eq!(counted(&election, Rule::Greedy).equals, [Equals { options: vec![2, 3, 4], mattered: false }]);
    assert!(counted(&election, Rule::GreedyStop).equals[0].mattered);
    let late = votes(9, &[(3, 10), (2, 9), (2, 8)]);
    assert_eq!(counted(&late, Rule::GreedyStop).equals, [Equals { options: vec![1, 2], mattered: false }]);
}

#[test]
fn ballots_that_do_not_say_it_are_refused() {
    let refused = |kind, rule| count(&election(kind, 9, &[1], &[]), rule, Terms::default(), Ties::Id).err();
    for rule in Rule::ALL.iter().copied().filter(|rule| rule.family() == rule::Family::Turns) {
        for kind in [Kind::Approval, Kind::ChooseOne, Kind::Ordinal, Kind::Cumulative, Kind::Scoring, Kind::YesNo] {
            let fits = match Plan::of(rule).measure {
                Measure::Votes => kind != Kind::YesNo,
                Measure::Points => kind == Kind::Cumulative || kind == Kind::Scoring,
                Measure::Borda | Measure::BordaToZero => kind == Kind::Ordinal,
            };
            let expected = (!fits).then_some(Refusal::WrongBallots { kind });
            assert_eq!(refused(kind, rule), expected, "{rule} {kind:?}");
        }
    }
}

#[test]
fn every_name_of_the_family_means_what_it_says() {
    for rule in Rule::ALL.iter().copied().filter(|rule| rule.family() == rule::Family::Turns) {
        let (name, plan) = (rule.as_str(), Plan::of(rule));
        assert_eq!(plan.stop, name.contains("-stop"), "{name}");
        assert_eq!(plan.asks_least, name.contains("-threshold") || name.contains("-stop"), "{name}");
        assert_eq!(plan.per_cost, name.ends_with("-per-cost"), "{name}");
        let measure = match name {
            _ if name.contains("-borda0") => Measure::BordaToZero,
            _ if name.contains("-borda") => Measure::Borda,
            _ if name.contains("-points") => Measure::Points,
            _ => Measure::Votes,
        };
        assert_eq!(plan.measure, measure, "{name}");
    }
}

#[test]
fn no_options_no_money_and_no_ballots_are_said_or_decide_nothing() {
    let none = election(Kind::Approval, 5, &[], &[]);
    assert_eq!(count(&none, Rule::Greedy, Terms::default(), Ties::Id), Err(Refusal::NoOptions));
    let poor = Election { budget: None, ..votes(5, &[(1, 1)]) };
    assert_eq!(count(&poor, Rule::Greedy, Terms::default(), Ties::Id), Err(Refusal::NoMoney));
    assert_eq!(verdicts(&counted(&election(Kind::Approval, 5, &[0], &[]), Rule::Greedy)), [(0, NoVotes)]);
    let negative = counted(&votes(-5, &[(1, -3), (1, 1)]), Rule::Greedy);
    assert_eq!((negative.budget, negative.winners, negative.spent), (0, vec![0], 0));
}

#[test]
fn numbers_as_large_as_they_come_are_counted_or_refused_and_never_wrap() {
    let mut huge = election(Kind::Scoring, i64::MAX, &[i64::MAX, i64::MAX, 1], &[]);
    let give = |value| [0, 1, 2].map(|option| Mark { option, value: value - i64::from(option) });
    huge.ballots.push(&give(i64::MAX), i64::MAX, 1);
    let outcome = counted(&huge, Rule::GreedyPoints);
    assert_eq!((outcome.winners, outcome.spent), (vec![0], i64::MAX));
    assert_eq!(outcome.order[0].score, i128::from(i64::MAX) * i128::from(i64::MAX));
    assert_eq!(counted(&huge, Rule::GreedyPointsPerCost).winners, [2]);
    huge.ballots.push(&give(i64::MIN + 2), i64::MAX, i64::MAX);
    let refused = count(&huge, Rule::GreedyPoints, Terms::default(), Ties::Id);
    assert_eq!(refused, Err(Refusal::TooLarge));
    let mut many = election(Kind::Approval, 1, &[1], &[]);
    many.ballots.push(&[Mark { option: 0, value: 1 }, Mark { option: 7, value: 1 }], i64::MAX, i64::MAX);
    assert_eq!(counted(&many, Rule::Greedy).winners, [0]);
    for _ in 0..2 {
        many.ballots.push(&[Mark { option: 0, value: 1 }], i64::MAX, i64::MAX);
    }
    assert_eq!(count(&many, Rule::Greedy, Terms::default(), Ties::Id), Err(Refusal::TooLarge));
}

#[test]
fn an_outcome_can_be_written_as_json() {
    let written = serde_json::to_value(counted(&votes(5, &[(2, 9), (1, 4)]), Rule::GreedyStop)).unwrap();
    assert_eq!(written["rule"], "greedy-stop");
    assert_eq!(written["order"][0]["verdict"], "does-not-fit");
    assert_eq!(written["order"][0]["missing"], 4);
    assert_eq!(written["order"][1]["verdict"], "after-stop");
}

/// All orders of these.
fn orders(of: &[usize]) -> Vec<Vec<usize>> {
    let Some((first, rest)) = of.split_first() else { return vec![Vec::new()] };
    let with_first = |order: Vec<usize>| {
        (0..=order.len()).map(move |at| {
            let mut order = order.clone();
            order.insert(at, *first);
            order
        })
    };
    orders(rest).into_iter().flat_map(with_first).collect()
}

/// Who wins if equals with these costs come in this order.
fn winners_in(order: &[usize], costs: &[i64], mut money: i64, stop: bool) -> Vec<usize> {
    let mut won = Vec::new();
    for option in order.iter().copied() {
        if costs[option] <= money {
            money -= costs[option];
            won.push(option);
        } else if stop {
            break;
        }
    }
    won.sort_unstable();
    won
}

proptest! {
    #[test]
    fn equals_matter_exactly_if_another_order_has_other_winners(
        costs in proptest::collection::vec(0_i64..8, 2..5), money in 0_i64..16, stop: bool,
    ) {
        let all: Vec<usize> = (0..costs.len()).collect();
        let as_given = winners_in(&all, &costs, money, stop);
        let differs = orders(&all).iter().any(|order| winners_in(order, &costs, money, stop) != as_given);
        prop_assert_eq!(order::matters(costs.iter().copied(), money, stop), differs);
    }

    #[test]
    fn scores_for_the_money_compare_like_cross_products(a in 0_i64..99, b in 1_i64..99, c in 0_i64..99, d in 1_i64..99) {
        let cross = (a * d).cmp(&(c * b));
        prop_assert_eq!(order::for_the_money(a.into(), b, c.into(), d), cross);
        let (a, c, large) = (i128::from(a) << 62, i128::from(c) << 62, 1_i64 << 56);
        prop_assert_eq!(order::for_the_money(a, b * large, c, d * large), cross);
    }

    #[test]
    fn never_over_the_money_and_every_loser_has_its_reason(election in samples::elections(Kind::Approval)) {
        let outcome = counted(&election, Rule::Greedy);
        let spent: i64 = outcome.winners.iter().map(|at| election.cost(*at)).sum();
        prop_assert_eq!(spent, outcome.spent);
        prop_assert!(spent <= outcome.budget);
        prop_assert_eq!(outcome.order.len(), election.options.len());
        for step in &outcome.order {
            match step.verdict {
                Won => prop_assert!(step.votes > 0 && step.cost <= step.money_before),
                NoVotes => prop_assert_eq!(step.votes, 0),
                // Not even the money left at the very end would have been enough.
                DoesNotFit { missing } => {
                    prop_assert_eq!(missing, step.cost - step.money_before);
                    prop_assert!(missing > 0 && step.cost > outcome.budget - outcome.spent);
                }
                AfterStop | BelowLeast { .. } => prop_assert!(false),
            }
        }
    }
}
