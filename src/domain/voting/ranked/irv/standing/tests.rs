use super::*;
use crate::domain::voting::election::{Ballots, Election, Mark};
use crate::domain::voting::ranked::sample::{election, over};
use proptest::prelude::*;

/// Ballots that rank so many options level, from a first one on, and nothing else.
fn wide(options: u32, ballots: impl Iterator<Item = (u32, u32, i64)>) -> Election {
    let names: Vec<String> = (0..options).map(|id| format!("{id:03}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut all = Ballots::new();
    for (first, among, voters) in ballots {
        let marks: Vec<Mark> = (0..among).map(|at| Mark { option: (first + at) % options, value: 1 }).collect();
        all.push(&marks, voters, 1);
    }
    over(&names, all)
}

#[test]
fn shares_that_no_common_denominator_holds_are_compared_exactly() {
    // Every option has the same shares of 2, 3, … 120 options; the last has one vote more.
    let shares = (0..120).flat_map(|first| (2..=120).map(move |among| (first, among, 1)));
    let election = wide(120, shares.chain([(119, 1, 1)]));
    let sheets = Sheets::of(&election).unwrap();
    let standing = Standing::new(&sheets, vec![true; 120]);
    let among: BTreeSet<u32> = (2..=120).collect();
    assert_eq!(standing.reading_small(&among), None);
    assert_eq!(standing.reading().lowest, (0..119).collect::<Vec<_>>());
    assert_eq!((standing.reading().majority, standing.reading().apart), (None, false));
}

#[test]
fn the_least_common_denominator_is_enough_for_forty_shares() {
    let election = wide(41, (2..=40).map(|among| (0, among, 1)));
    let sheets = Sheets::of(&election).unwrap();
    let among: BTreeSet<u32> = (2..=40).collect();
    let small = Standing::new(&sheets, vec![true; 41]).reading_small(&among);
    assert_eq!(small.map(|reading| reading.lowest), Some(vec![40]));
}

#[test]
fn a_share_goes_to_those_who_are_left_of_the_level_options() {
    let election = election(&[(12, "A=B=C=D E"), (1, "E")]);
    let sheets = Sheets::of(&election).unwrap();
    let mut standing = Standing::new(&sheets, vec![true; 5]);
    standing.eliminate(1);
    assert_eq!(standing.shared()[0], Shared { option: 0, among: 3, votes: 12 });
    standing.eliminate(0);
    standing.eliminate(3);
    assert_eq!((standing.shared(), standing.counts()[0].votes, standing.left()), (vec![], 12, 2));
    standing.eliminate(2);
    assert_eq!((standing.counts(), standing.exhausted()), (vec![Votes { option: 4, votes: 13 }], 0));
    standing.eliminate(4);
    assert_eq!((standing.exhausted(), standing.left()), (13, 0));
    standing.eliminate(9);
    assert_eq!(standing.reading(), Reading::default());
}

proptest! {
    #[test]
    fn large_numbers_decide_as_small_ones(
        ballots in proptest::collection::vec((0u32..9, 0u32..9, 1i64..20), 0..12),
        out in proptest::collection::vec(0usize..9, 0..8),
    ) {
        let election = wide(9, ballots.into_iter());
        let sheets = Sheets::of(&election).unwrap();
        let mut standing = Standing::new(&sheets, vec![true; 9]);
        for option in out {
            if standing.who()[option] {
                standing.eliminate(option);
            }
        }
        let among: BTreeSet<u32> = standing.shared().iter().map(|part| part.among).collect();
        prop_assert_eq!(standing.reading_small(&among), Some(standing.reading_large(&among)));
        // Counting again from nothing gives the same.
        let again = Standing::new(&sheets, standing.who().to_vec());
        prop_assert_eq!(again.counts(), standing.counts());
        prop_assert_eq!(again.shared(), standing.shared());
        prop_assert_eq!((again.exhausted(), again.counting), (standing.exhausted(), standing.counting));
    }
}
