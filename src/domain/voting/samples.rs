//! Small elections to try rules on.
//!
//! For: strategies of every kind of ballot, and the same election written down in another order.
//! Must not know: rules.
//! To add: a kind is an arm of `value`; what a rule needs beyond it, it filters or changes itself.

use crate::domain::voting::election::{Ballots, Choice, Election, Kind, Mark};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

/// One to six options with costs from 0 to 12, up to eight entries of one to three voters who weigh
/// 0 to 3 (mostly 1), money from 0 to 30. Ids are numbers whose order as text is another than their
/// order as numbers. Marks: any of the options, ranks with ties and gaps, points from 0 to 5 (with
/// [`Kind::Scoring`] from −3), [`Kind::ChooseOne`] at most one.
pub fn elections(kind: Kind) -> impl Strategy<Value = Election> {
    (1_usize..=6).prop_flat_map(move |n| {
        let ids = subsequence((5_u32..15).collect::<Vec<_>>(), n).prop_shuffle();
        (ids, vec(0_i64..=12, n), vec(entry(kind, n), 0..=8), 0_i64..=30)
            .prop_map(move |(ids, costs, entries, budget)| election(kind, &ids, &costs, &entries, budget))
    })
}

type Entered = (Vec<Mark>, i64, i64);

fn entry(kind: Kind, n: usize) -> impl Strategy<Value = Entered> {
    let weight = prop_oneof![1 => Just(0_i64), 6 => Just(1), 1 => Just(2), 1 => Just(3)];
    (vec(proptest::option::of(value(kind)), n), any::<Index>(), 1_i64..=3, weight).prop_map(
        move |(values, only, voters, weight)| {
            let marked = values.into_iter().enumerate().filter_map(|(at, value)| {
                let chosen = kind != Kind::ChooseOne || at == only.index(n);
                Some(Mark { option: u32::try_from(at).ok()?, value: value.filter(|_| chosen)? })
            });
            (marked.collect(), voters, weight)
        },
    )
}

fn value(kind: Kind) -> BoxedStrategy<i64> {
    match kind {
        Kind::Approval | Kind::ChooseOne => Just(1).boxed(),
        Kind::Ordinal => (1_i64..=6).boxed(),
        Kind::Cumulative => (0_i64..=5).boxed(),
        Kind::Scoring => (-3_i64..=5).boxed(),
        Kind::YesNo => (-1_i64..=1).boxed(),
    }
}

fn election(kind: Kind, ids: &[u32], costs: &[i64], entries: &[Entered], budget: i64) -> Election {
    let options =
        ids.iter().zip(costs).map(|(id, cost)| Choice { id: id.to_string(), name: String::new(), cost: *cost });
    let mut ballots = Ballots::new();
    for (marks, voters, weight) in entries {
        ballots.push(marks, *voters, *weight);
    }
    Election { kind, budget: Some(budget), unit: 1, options: options.collect(), ballots }
}

/// The same election with its options written down in this order: `order` holds each position once,
/// and the option at `order[0]` becomes the first.
pub fn with_options_in(order: &[usize], election: &Election) -> Election {
    let now = |old: usize| order.iter().position(|at| *at == old).and_then(|at| u32::try_from(at).ok());
    let mut ballots = Ballots::new();
    for entry in election.ballots.iter() {
        let moved = entry
            .marks
            .iter()
            .filter_map(|mark| Some(Mark { option: now(usize::try_from(mark.option).ok()?)?, value: mark.value }));
        ballots.push(&moved.collect::<Vec<_>>(), entry.voters, entry.weight);
    }
    let options = order.iter().filter_map(|at| election.options.get(*at).cloned()).collect();
    Election { options, ballots, ..election.clone() }
}

/// The same election with its ballots put in backwards, each voter by itself (`voters` 1).
pub fn one_by_one_backwards(election: &Election) -> Election {
    let mut entries: Vec<_> = election.ballots.iter().collect();
    entries.reverse();
    let mut ballots = Ballots::new();
    for entry in entries {
        for _ in 0..entry.voters {
            ballots.push(entry.marks, 1, entry.weight);
        }
    }
    Election { ballots, ..election.clone() }
}

/// An election and an order of its options.
pub fn reordered(kind: Kind) -> impl Strategy<Value = (Election, Vec<usize>)> {
    elections(kind).prop_flat_map(|election| {
        let order: Vec<usize> = (0..election.options.len()).collect();
        (Just(election), Just(order).prop_shuffle())
    })
}

/// The ids at these positions, sorted: the same however the options are written down.
pub fn ids(election: &Election, options: &[usize]) -> Vec<String> {
    let mut ids: Vec<String> = options.iter().filter_map(|at| Some(election.options.get(*at)?.id.clone())).collect();
    ids.sort();
    ids
}

proptest! {
    #[test]
    fn written_down_in_another_order_the_same_voters_mark_the_same_ids((election, order) in reordered(Kind::Scoring)) {
        let said = |election: &Election| {
            let mut all: Vec<(Vec<(String, i64)>, i64)> = Vec::new();
            for entry in one_by_one_backwards(election).ballots.iter() {
                let name = |mark: &Mark| (election.options[usize::try_from(mark.option).unwrap()].id.clone(), mark.value);
                let mut marks: Vec<(String, i64)> = entry.marks.iter().map(name).collect();
                marks.sort();
                all.push((marks, entry.weight));
            }
            all.sort();
            all
        };
        let other = with_options_in(&order, &election);
        prop_assert_eq!(other.options.len(), election.options.len());
        prop_assert_eq!(said(&other), said(&election));
    }
}
