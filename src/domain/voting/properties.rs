//! What holds of every rule that adds something up.
//!
//! For: promises over many small elections: order, weight, names, monotonicity. The rules of
//! `rule::Family::Turns` and those of `totals`.
//! Must not know: how a rule counts.
//! To add: a rule is a row of [`rules`]; a promise, a function over all of them.

use crate::domain::voting::election::{Ballots, Election, Kind, Mark, Ties};
use crate::domain::voting::rule::{Family, Rule};
use crate::domain::voting::turns::{self, Plan, Terms, Verdict, measure::Measure};
use crate::domain::voting::{samples, totals};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Every rule that adds something up, with each kind of ballot that it counts.
fn rules() -> Vec<(Rule, Kind)> {
    let kinds = [Kind::Approval, Kind::ChooseOne, Kind::Ordinal, Kind::Cumulative, Kind::Scoring];
    let mut rules = vec![
        (Rule::Approval, Kind::Approval),
        (Rule::Approval, Kind::ChooseOne),
        (Rule::Plurality, Kind::ChooseOne),
        (Rule::Plurality, Kind::Ordinal),
        (Rule::Score, Kind::Scoring),
        (Rule::Points, Kind::Cumulative),
    ];
    for rule in Rule::ALL.iter().copied().filter(|rule| rule.family() == Family::Turns) {
        let counted = kinds.iter().filter(|kind| match Plan::of(rule).measure {
            Measure::Votes => true,
            Measure::Points => matches!(kind, Kind::Cumulative | Kind::Scoring),
            Measure::Borda | Measure::BordaToZero => matches!(kind, Kind::Ordinal),
        });
        rules.extend(counted.map(|kind| (rule, *kind)));
    }
    rules
}

fn case() -> impl Strategy<Value = (Rule, Election, Vec<usize>)> {
    case_of(|_| true)
}

/// Cases of these rules alone.
fn case_of(wanted: impl Fn(Rule) -> bool) -> impl Strategy<Value = (Rule, Election, Vec<usize>)> {
    let rules: Vec<(Rule, Kind)> = rules().into_iter().filter(|(rule, _)| wanted(*rule)).collect();
    proptest::sample::select(rules)
        .prop_flat_map(|(rule, kind)| (Just(rule), samples::reordered(kind)))
        .prop_map(|(rule, (election, order))| (rule, election, order))
}

fn has_turns(rule: Rule) -> bool {
    rule.family() == Family::Turns
}

/// What a count says of its options by id.
#[derive(Debug, PartialEq)]
struct Said {
    /// In the order in which they won.
    winners: Vec<String>,
    scores: BTreeMap<String, (i128, i128)>,
    /// Options between which the tie rule decided who wins.
    tied: Vec<Vec<String>>,
}

fn said(election: &Election, rule: Rule, ties: Ties) -> Said {
    said_with(election, rule, Terms { least: Some(2), first_place: None }, ties)
}

fn said_with(election: &Election, rule: Rule, terms: Terms, ties: Ties) -> Said {
    let id = |option: &usize| election.options[*option].id.clone();
    let ids = |options: &[usize]| options.iter().map(id).collect::<Vec<String>>();
    if has_turns(rule) {
        let outcome = turns::count(election, rule, terms, ties).unwrap();
        let mattered = outcome.equals.iter().filter(|equals| equals.mattered);
        Said {
            winners: ids(&outcome.winners),
            scores: outcome.order.iter().map(|step| (id(&step.option), (step.score, step.votes))).collect(),
            tied: mattered.map(|equals| ids(&equals.options)).collect(),
        }
    } else {
        let outcome = totals::count(election, rule, ties).unwrap();
        Said {
            winners: ids(&outcome.winners),
            // Totals of `plurality` are in parts that depend on the ballots.
            scores: outcome
                .totals
                .iter()
                .map(|each| (id(&each.option), (each.total * 60 / outcome.parts, 0)))
                .collect(),
            tied: if outcome.tied.len() > 1 { vec![ids(&outcome.tied)] } else { vec![] },
        }
    }
}

fn changed(election: &Election, change: impl Fn(i64, i64) -> (i64, i64)) -> Election {
    let mut ballots = Ballots::new();
    for entry in election.ballots.iter() {
        let (voters, weight) = change(entry.voters, entry.weight);
        ballots.push(entry.marks, voters, weight);
    }
    Election { ballots, ..election.clone() }
}

fn at(election: &Election, id: &str) -> usize {
    election.options.iter().position(|option| option.id == id).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_ballots_does_not_matter((rule, election, _) in case()) {
        let other = samples::one_by_one_backwards(&election);
        for ties in [Ties::Id, Ties::Cost, Ties::File] {
            prop_assert_eq!(said(&election, rule, ties), said(&other, rule, ties));
        }
    }

    #[test]
    fn the_order_of_options_does_not_matter((rule, election, order) in case()) {
        let other = samples::with_options_in(&order, &election);
        for ties in [Ties::Id, Ties::Cost] {
            prop_assert_eq!(said(&election, rule, ties), said(&other, rule, ties));
        }
    }

    #[test]
    fn two_voters_of_one_weight_are_one_voter_of_twice_the_weight((rule, election, _) in case()) {
        let heavier = changed(&election, |voters, weight| (1, voters * weight));
        prop_assert_eq!(said(&election, rule, Ties::Id), said(&heavier, rule, Ties::Id));
    }

    #[test]
    fn a_unit_of_weight_half_as_large_changes_numbers_and_no_winner((rule, election, _) in case()) {
        let none = Terms::default();
        let finer = said_with(&changed(&election, |voters, weight| (voters, weight * 2)), rule, none, Ties::Id);
        let before = said_with(&election, rule, none, Ties::Id);
        prop_assert_eq!(&finer.winners, &before.winners);
        prop_assert_eq!(&finer.tied, &before.tied);
        for (id, (score, votes)) in before.scores {
            prop_assert_eq!(finer.scores[&id], (score * 2, votes * 2));
        }
    }

    #[test]
    fn names_decide_nothing_but_ties((rule, election, _) in case()) {
        let mut other = election.clone();
        let mut names: Vec<String> = election.options.iter().map(|option| format!("x{}", option.id)).collect();
        names.reverse();
        other.options.iter_mut().zip(names).for_each(|(option, name)| option.id = name);
        let (before, after) = (said(&election, rule, Ties::Id), said(&other, rule, Ties::Id));
        prop_assert_eq!(before.tied.is_empty(), after.tied.is_empty());
        if before.tied.is_empty() {
            let places = |election: &Election, said: &Said| {
                let mut places: Vec<usize> = said.winners.iter().map(|id| at(election, id)).collect();
                places.sort_unstable();
                places
            };
            prop_assert_eq!(places(&election, &before), places(&other, &after));
        }
    }

    #[test]
    fn one_more_voter_for_a_winner_alone_does_not_make_it_lose((rule, election, _) in case()) {
        for winner in said(&election, rule, Ties::Id).winners {
            let mut more = election.clone();
            more.ballots.push(&[Mark { option: u32::try_from(at(&election, &winner)).unwrap(), value: 1 }], 1, 1);
            prop_assert!(said(&more, rule, Ties::Id).winners.contains(&winner));
        }
    }

    #[test]
    fn a_winner_that_turns_out_cheaper_still_wins((rule, election, _) in case(), less in 1_i64..5) {
        for winner in said(&election, rule, Ties::Id).winners {
            let mut cheaper = election.clone();
            let option = &mut cheaper.options[at(&election, &winner)];
            option.cost = (option.cost - less).max(0);
            prop_assert!(said(&cheaper, rule, Ties::Id).winners.contains(&winner));
        }
    }

    #[test]
    fn with_more_money_the_stopping_rules_lose_nobody((rule, election, _) in case_of(|rule| Plan::of(rule).stop), more in 1_i64..20) {
        let richer = Election { budget: election.budget.map(|budget| budget + more), ..election.clone() };
        let (before, after) = (said(&election, rule, Ties::Id).winners, said(&richer, rule, Ties::Id).winners);
        prop_assert!(after.starts_with(&before), "{before:?} {after:?}");
    }

    #[test]
    fn whom_two_electorates_choose_they_choose_together((rule, election, _) in case_of(|rule| !has_turns(rule)), swapped: bool) {
        let half = |odd: bool| {
            let mut ballots = Ballots::new();
            for (_, entry) in election.ballots.iter().enumerate().filter(|(at, _)| (at % 2 == 1) == (odd != swapped)) {
                ballots.push(entry.marks, entry.voters, entry.weight);
            }
            Election { ballots, ..election.clone() }
        };
        let winners = |election: &Election| said(election, rule, Ties::Id).winners;
        let (one, other) = (winners(&half(true)), winners(&half(false)));
        if one == other && !one.is_empty() {
            prop_assert_eq!(winners(&election), one);
        }
    }

    #[test]
    fn no_turn_comes_before_a_better_one((rule, election, _) in case_of(has_turns)) {
        let outcome = turns::count(&election, rule, Terms::default(), Ties::Id).unwrap();
        let wanted = outcome.order.iter().filter(|step| step.verdict != Verdict::NoVotes);
        for pair in wanted.collect::<Vec<_>>().windows(2) {
            let (one, other) = (pair[0], pair[1]);
            if Plan::of(rule).per_cost {
                prop_assert!(one.score * i128::from(other.cost) >= other.score * i128::from(one.cost));
            } else {
                prop_assert!(one.score >= other.score);
            }
        }
        let mut last = outcome.order.iter().skip_while(|step| step.verdict != Verdict::NoVotes);
        prop_assert!(last.all(|step| step.verdict == Verdict::NoVotes));
    }

    #[test]
    fn a_score_that_is_the_least_number_is_enough((rule, election, _) in case_of(|rule| Plan::of(rule).asks_least)) {
        let all = turns::count(&election, rule, Terms::default(), Ties::Id).unwrap();
        for step in all.order.iter().filter(|step| step.score > 0) {
            let verdict = |least: i128| {
                let terms = Terms { least: i64::try_from(least).ok(), first_place: None };
                let outcome = turns::count(&election, rule, terms, Ties::Id).unwrap();
                outcome.order.iter().find(|other| other.option == step.option).unwrap().verdict
            };
            prop_assert_eq!(verdict(step.score), step.verdict);
            prop_assert_eq!(verdict(step.score + 1), Verdict::BelowLeast { missing: 1 });
        }
    }
}

#[test]
fn ten_thousand_equal_options_and_a_hundred_thousand_ballots_take_no_more_than_they_are() {
    let options: Vec<_> = (0..10_000)
        .map(|at| crate::domain::voting::election::Choice { id: format!("{at:05}"), name: String::new(), cost: 1 })
        .collect();
    let mut ballots = Ballots::new();
    for at in 0..100_000_u32 {
        ballots.push(&[Mark { option: at % 10_000, value: 1 }], 1, 1);
    }
    let election = Election { kind: Kind::ChooseOne, budget: Some(9_999), unit: 1, options, ballots };
    let outcome = turns::count(&election, Rule::Greedy, Terms::default(), Ties::Id).unwrap();
    assert_eq!((outcome.winners.len(), outcome.spent), (9_999, 9_999));
    assert_eq!((outcome.equals.len(), outcome.equals[0].mattered), (1, true));
    assert_eq!(totals::count(&election, Rule::Plurality, Ties::Id).unwrap().tied.len(), 10_000);
}
