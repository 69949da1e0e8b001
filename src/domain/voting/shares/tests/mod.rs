//! Equal Shares against the plain count, and the promises that do not need one.
#![allow(
    clippy::as_conversions,
    clippy::type_complexity,
    clippy::manual_is_multiple_of,
    clippy::manual_range_contains,
    clippy::while_immutable_condition,
    reason = "small numbers of tests"
)]
mod bounds;
mod examples;
mod odd;
mod plain;

use super::*;
use crate::domain::voting::election::{Ballots, Choice, Kind, Mark};
use proptest::collection::vec;
use proptest::prelude::*;

const UTILITIES: [Utility; 4] = [Utility::Cost, Utility::Cardinality, Utility::Points, Utility::Borda];

/// The plans that there are, `add_one` until nothing fits and then greedily among them.
fn plans() -> Vec<Plan> {
    use Completion as C;
    let named = [C::None, C::AddOne, C::AddOneExhaustive, C::AddOneGreedy, C::Greedy];
    let mut all: Vec<Plan> = named.into_iter().map(Plan::from).collect();
    all.push(Plan { add_one: true, until_exhausted: true, greedy: true });
    all
}

fn election(kind: Kind, budget: i64, costs: &[i64], ballots: &[(Vec<(u32, i64)>, i64, i64)]) -> Election {
    let mut put = Ballots::new();
    for (marks, voters, weight) in ballots {
        let marks: Vec<Mark> = marks.iter().map(|(option, value)| Mark { option: *option, value: *value }).collect();
        put.push(&marks, *voters, *weight);
    }
    let choice =
        |(at, cost): (usize, &i64)| Choice { id: format!("{}", (at * 7) % 11), name: String::new(), cost: *cost };
    let options = costs.iter().enumerate().map(choice).collect();
    Election { kind, budget: Some(budget), unit: 1, options, ballots: put }
}

fn approvals(budget: i64, costs: &[i64], ballots: &[(&[u32], i64)]) -> Election {
    let each = |(options, voters): &(&[u32], i64)| (options.iter().map(|at| (*at, 1)).collect(), *voters, 1);
    election(Kind::Approval, budget, costs, &ballots.iter().map(each).collect::<Vec<_>>())
}

fn kind(utility: Utility) -> Kind {
    match utility {
        Utility::Cost | Utility::Cardinality => Kind::Approval,
        Utility::Points => Kind::Scoring,
        Utility::Borda => Kind::Ordinal,
    }
}

prop_compose! {
    /// Small numbers, so that prices are often equal and purses often just enough.
    fn small()(options in 1usize..7)
        (costs in vec(0i64..9, options), budget in 0i64..30, which in 0usize..4,
         ballots in vec((vec((0..u32::try_from(options).unwrap(), -1i64..4), 0..5), 1i64..4, 0i64..4), 0..9))
        -> (Utility, Election) {
        let utility = UTILITIES[which];
        (utility, election(kind(utility), budget, &costs, &ballots))
    }
}

/// Cases by the environment: a million once, few each time.
fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_rule_gives_what_the_plain_count_gives((utility, election) in small(), unit in 1i64..3) {
        let election = Election { unit, ..election };
        for ties in [Ties::Id, Ties::Cost, Ties::File] {
            for plan in plans() {
                let (winners, steps, stop) = plain::count(&election, utility, plan, ties);
                for exact in [false, true] {
                    let ours = count_by(&election, utility, plan, Terms { ties, exact }).unwrap();
                    prop_assert_eq!(&ours.winners, &winners, "{:?} {:?} {}", plan, ties, exact);
                    prop_assert_eq!((ours.steps, ours.stop), (steps, stop));
                }
            }
        }
    }
}

/// What is promised of an election that is too large for the plain count: fractions say the same.
fn same_by_fractions(election: &Election, utility: Utility) {
    for plan in plans() {
        let [fast, exact] =
            [false, true].map(|exact| count_by(election, utility, plan, Terms { ties: Ties::Id, exact }).unwrap());
        assert_eq!((&fast.winners, fast.steps, fast.stop), (&exact.winners, exact.steps, exact.stop), "{plan:?}");
        assert_eq!(fast.endowment, exact.endowment);
        assert_eq!(prices(election, &fast, Ties::Id), prices(election, &exact, Ties::Id));
    }
}

prop_compose! {
    /// More money for each voter than small numbers have, so that many steps change nothing.
    fn wide()(options in 1usize..6)
        (costs in vec(1i64..400, options), budget in 0i64..900, which in 0usize..4,
         ballots in vec((vec((0..u32::try_from(options).unwrap(), 1i64..6), 1..5), 1i64..9, 1i64..3), 1..7))
        -> (Utility, Election) {
        let utility = UTILITIES[which];
        (utility, election(kind(utility), budget, &costs, &ballots))
    }
}

/// The election with options and ballots in another order.
fn shuffled(election: &Election, turn: usize) -> Election {
    let options = election.options.len();
    let to = |at: usize| (options - 1 - at + turn) % options;
    let mut choices = election.options.clone();
    for (at, choice) in election.options.iter().enumerate() {
        choices[to(at)] = choice.clone();
    }
    let mut entries: Vec<(Vec<Mark>, i64, i64)> =
        election.ballots.iter().map(|entry| (entry.marks.to_vec(), entry.voters, entry.weight)).collect();
    entries.reverse();
    entries.rotate_left(turn % (election.ballots.len().max(1)));
    let mut ballots = Ballots::new();
    for (marks, voters, weight) in entries {
        let moved = |mark: &Mark| Mark { option: u32::try_from(to(mark.option as usize)).unwrap(), ..*mark };
        let marks: Vec<Mark> = marks.iter().map(moved).collect();
        // One by one: it must not matter who was merged before.
        for _ in 0..voters {
            ballots.push(&marks, 1, weight);
        }
    }
    Election { options: choices, ballots, ..election.clone() }
}

fn ids(election: &Election, winners: &[usize]) -> Vec<String> {
    winners.iter().map(|at| election.options[*at].id.clone()).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn steps_made_at_once_are_the_steps_one_by_one((utility, election) in wide()) {
        same_by_fractions(&election, utility);
    }

    #[test]
    fn the_order_of_ballots_and_options_does_not_matter((utility, election) in small(), turn in 0usize..7) {
        let other = shuffled(&election, turn);
        for plan in plans() {
            let terms = Terms { ties: Ties::Id, exact: false };
            let [one, two] = [&election, &other].map(|election| {
                let outcome = count_by(election, utility, plan, terms).unwrap();
                (ids(election, &outcome.winners), outcome.endowment, outcome.steps, outcome.cost)
            });
            prop_assert_eq!(one, two);
        }
    }

    #[test]
    fn weights_add_up((utility, election) in small()) {
        // A voter of weight w is as good as w voters of weight 1: under every plan that adds no money by heads.
        let mut ballots = Ballots::new();
        for entry in election.ballots.iter() {
            ballots.push(entry.marks, entry.voters * entry.weight, 1);
        }
        let other = Election { ballots, ..election.clone() };
        for completion in [Completion::None, Completion::Greedy] {
            let [one, two] = [&election, &other].map(|election| count(election, utility, completion, Ties::Id).unwrap().winners);
            prop_assert_eq!(one, two);
        }
    }

    /// EJR+ up to any project for cost utilities (Brill & Peters 2023): no group of voters who all approve a
    /// loser has so little in the outcome that the loser on top would still be within the group's share.
    #[test]
    fn groups_get_their_share((_, election) in small()) {
        let election = Election { kind: Kind::Approval, ..election };
        let election = election.by_heads();
        let all = plain::voters(&election);
        let budget = election.budget.unwrap();
        for plan in plans() {
            let winners = count_by(&election, Utility::Cost, plan, Terms::default()).unwrap().winners;
            let approves = |voter: usize, at: usize| plain::gain(&election, Utility::Cardinality, &all[voter].1, at) > 0;
            for loser in (0..election.options.len()).filter(|at| !winners.contains(at)) {
                let fans: Vec<usize> = (0..all.len()).filter(|voter| approves(*voter, loser)).take(10).collect();
                for group in 1_u32..1 << fans.len() {
                    let members: Vec<usize> = (0..fans.len()).filter(|at| group >> at & 1 == 1).map(|at| fans[at]).collect();
                    let has = |voter: &usize| {
                        winners.iter().filter(|at| approves(*voter, **at)).map(|at| election.options[*at].cost).sum::<i64>()
                    };
                    let most = members.iter().map(has).max().unwrap();
                    let share = members.len() as i64 * budget;
                    prop_assert!((most + election.options[loser].cost) * all.len() as i64 > share, "{:?} {}", plan, loser);
                }
            }
        }
    }

    #[test]
    fn what_is_said_to_make_a_loser_win_does((utility, election) in small(), option in 0usize..6) {
        let option = option % election.options.len();
        let plan = Plan::from(Completion::AddOneExhaustive);
        let found = change(&election, utility, plan, Terms::default(), option).unwrap();
        let wins = |election: &Election| count_by(election, utility, plan, Terms::default()).unwrap().winners.contains(&option);
        prop_assert_eq!(found.won, wins(&election));
        if let Some(cost) = found.cost {
            let mut cheaper = election.clone();
            cheaper.options[option].cost = cost;
            prop_assert!(wins(&cheaper));
            cheaper.options[option].cost = cost + 1;
            prop_assert!(!wins(&cheaper));
        }
        prop_assert!(found.cost.is_none_or(|cost| cost < election.options[option].cost));
    }
}
