//! Equal Shares against the plain count, and the promises that do not need one.

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
    let choice = |(at, cost): (usize, &i64)| Choice { id: format!("{}", (at * 7) % 11), name: String::new(), cost: *cost };
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
    ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256), ..ProptestConfig::default() }
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
