//! What the literature promises of each rule, over thousands of small elections.

use super::borda::{Unranked, borda};
use super::copeland::copeland;
use super::irv::irv;
use super::minimax::minimax;
use super::pairwise::{Pairwise, compare};
use super::sample::over;
use super::schulze::{Measure, schulze};
use crate::domain::voting::election::{Ballots, Election, Mark, Ties};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

const NAMES: [&str; 6] = ["e", "b", "f", "a", "d", "c"];

/// One sheet: the rank of each option (0 = unranked) and how many hand it in.
type Sheet = (Vec<i64>, i64);

/// Up to five options; ranks may be level, left out, and with gaps.
fn sheets() -> impl Strategy<Value = (usize, Vec<Sheet>)> {
    (1_usize..=5).prop_flat_map(|options| {
        let ranks = vec(0..=i64::try_from(options).unwrap(), options);
        (Just(options), vec((ranks, 1_i64..4), 0..8))
    })
}

/// Every sheet ranks everything, nothing level.
fn strict() -> impl Strategy<Value = (usize, Vec<Sheet>)> {
    (2_usize..=5).prop_flat_map(|options| {
        let order: Vec<i64> = (1..=i64::try_from(options).unwrap()).collect();
        (Just(options), vec((Just(order).prop_shuffle(), 1_i64..6), 1..8))
    })
}

fn elect(options: usize, sheets: &[Sheet]) -> Election {
    let mut ballots = Ballots::new();
    for (ranks, voters) in sheets {
        let marks = (0..).zip(ranks).filter(|(_, rank)| **rank > 0);
        let marks: Vec<Mark> = marks.map(|(option, value)| Mark { option, value: *value }).collect();
        ballots.push(&marks, *voters, 1);
    }
    over(&NAMES[..options], ballots)
}

fn schulze_tied(election: &Election) -> Vec<Vec<usize>> {
    [Measure::Margins, Measure::WinningVotes].map(|measure| schulze(election, measure, Ties::Id).unwrap().tied).to_vec()
}

/// The co-winners of both Schulze rules, Copeland, minimax, both Borda rules, instant runoff.
fn tied(election: &Election) -> Vec<Vec<usize>> {
    let mut all = schulze_tied(election);
    all.push(copeland(election, Ties::Id).unwrap().tied);
    all.push(minimax(election, Ties::Id).unwrap().tied);
    all.push(borda(election, Unranked::Average, Ties::Id).unwrap().tied);
    all.push(borda(election, Unranked::Zero, Ties::Id).unwrap().tied);
    all.push(irv(election, Ties::Id).unwrap().tied);
    all
}

/// The winner of each rule.
fn winners(election: &Election, ties: Ties) -> Vec<Vec<usize>> {
    vec![
        schulze(election, Measure::Margins, ties).unwrap().winners,
        schulze(election, Measure::WinningVotes, ties).unwrap().winners,
        copeland(election, ties).unwrap().winners,
        minimax(election, ties).unwrap().winners,
        borda(election, Unranked::Average, ties).unwrap().winners,
        borda(election, Unranked::Zero, ties).unwrap().winners,
        irv(election, ties).unwrap().winners,
    ]
}

/// The smallest set whose members each beat everybody outside: grown from each option.
fn smith(pairwise: &Pairwise) -> BTreeSet<usize> {
    let all = 0..pairwise.options();
    let grown = all.clone().map(|first| {
        let mut set = BTreeSet::from([first]);
        while let Some(more) =
            all.clone().find(|one| !set.contains(one) && set.iter().any(|member| pairwise.margin(*member, *one) <= 0))
        {
            set.insert(more);
        }
        set
    });
    grown.min_by_key(BTreeSet::len).unwrap()
}

/// The strongest path by trying every path.
fn widest(links: &dyn Fn(usize, usize) -> i64, from: usize, to: usize, open: &BTreeSet<usize>) -> i64 {
    let direct = links(from, to);
    let over = open.iter().filter(|via| **via != to && **via != from).map(|via| {
        let mut rest = open.clone();
        rest.remove(via);
        links(from, *via).min(widest(links, *via, to, &rest))
    });
    over.fold(direct, i64::max)
}

/// Everybody who wins in some universe by following every single elimination; counts in 60ths.
fn universes(sheets: &[Sheet], left: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut counts: Vec<i64> = left.iter().map(|_| 0).collect();
    for (ranks, voters) in sheets {
        let rank = |option: &usize| ranks[*option];
        let Some(best) = left.iter().map(rank).filter(|rank| *rank > 0).min() else { continue };
        let among = i64::try_from(left.iter().filter(|option| rank(option) == best).count()).unwrap();
        for (count, option) in counts.iter_mut().zip(left) {
            *count += if rank(option) == best { 60 / among * voters } else { 0 };
        }
    }
    if left.len() == 1 {
        return left.clone();
    }
    let least = counts.iter().min().unwrap();
    let lowest = left.iter().zip(&counts).filter(|(_, count)| *count == least);
    let next = lowest.map(|(option, _)| left.iter().copied().filter(|other| other != option).collect());
    next.flat_map(|left: BTreeSet<usize>| universes(sheets, &left)).collect()
}

/// The sheet with one option alone on top and all else in its order.
fn raised((ranks, voters): &Sheet, option: usize) -> Sheet {
    let mut ranks: Vec<i64> = ranks.iter().map(|rank| if *rank > 0 { rank + 1 } else { 0 }).collect();
    ranks[option] = 1;
    (ranks, *voters)
}

proptest! {
    #[test]
    fn the_order_of_ballots_and_of_options_does_not_matter((options, sheets) in sheets(), turn in 0_usize..5) {
        let election = elect(options, &sheets);
        // Options turned by some places, ballots backwards, each sheet of several handed in one by one.
        let at = |option: usize| (option + turn) % options;
        let mut ballots = Ballots::new();
        for (ranks, voters) in sheets.iter().rev() {
            let marks = (0..options).filter(|option| ranks[*option] > 0);
            let mark = |option| Mark { option: u32::try_from(at(option)).unwrap(), value: ranks[option] };
            let marks: Vec<Mark> = marks.map(mark).collect();
            (0..*voters).for_each(|_| ballots.push(&marks, 1, 1));
        }
        let mut names = vec![""; options];
        (0..options).for_each(|option| names[at(option)] = NAMES[option]);
        let turned = over(&names, ballots);
        let ids = |election: &Election, lists: Vec<Vec<usize>>| -> Vec<BTreeSet<String>> {
            lists.iter().map(|list| list.iter().map(|at| election.options[*at].id.clone()).collect()).collect()
        };
        prop_assert_eq!(ids(&election, tied(&election)), ids(&turned, tied(&turned)));
        prop_assert_eq!(ids(&election, winners(&election, Ties::Id)), ids(&turned, winners(&turned, Ties::Id)));
    }

    #[test]
    fn one_wins_and_is_among_the_tied((options, sheets) in sheets()) {
        let election = elect(options, &sheets);
        for ties in [Ties::Id, Ties::Cost, Ties::File] {
            for (winners, tied) in winners(&election, ties).iter().zip(tied(&election)) {
                prop_assert!(winners.len() == 1 && tied.contains(&winners[0]));
                prop_assert!(tied.is_sorted() && tied.last() < Some(&options));
            }
        }
    }

    #[test]
    fn weights_count_as_so_many_voters((options, sheets) in sheets(), weight in 1_i64..4) {
        let election = elect(options, &sheets);
        let mut heavy = election.clone();
        heavy.ballots = Ballots::new();
        election.ballots.iter().for_each(|entry| heavy.ballots.push(entry.marks, 1, entry.voters * weight));
        prop_assert_eq!(tied(&election), tied(&heavy));
    }

    #[test]
    fn weights_add_up((options, sheets) in sheets()) {
        let election = elect(options, &sheets);
        let total: i64 = sheets.iter().map(|(_, voters)| voters).sum();
        let pairwise = compare(&election).unwrap();
        let level = |one: usize, other: usize| -> i64 {
            sheets.iter().filter(|(ranks, _)| ranks[one] == ranks[other]).map(|(_, voters)| voters).sum()
        };
        for (one, other) in (0..options).flat_map(|one| (0..options).map(move |other| (one, other))) {
            let sides = pairwise.preferred.at(one, other) + pairwise.preferred.at(other, one);
            prop_assert_eq!(if one == other { 0 } else { total - level(one, other) }, sides);
        }
        for round in irv(&election, Ties::Id).unwrap().rounds {
            let whole: i64 = round.counts.iter().map(|count| count.votes).sum();
            let sixtieths: i64 = round.shared.iter().map(|part| 60 / i64::from(part.among) * part.votes).sum();
            prop_assert_eq!(60 * (whole + round.exhausted) + sixtieths, 60 * total);
        }
        // Twice the Borda points (average) are the pairs: 2 for a preference, 1 for a level pair.
        for points in borda(&election, Unranked::Average, Ties::Id).unwrap().points {
            let others = (0..options).filter(|other| *other != points.option);
            let pairs: i64 = others.map(|other| total + pairwise.margin(points.option, other)).sum();
            prop_assert_eq!(points.twice, i128::from(pairs));
        }
    }

    #[test]
    fn who_beats_everybody_is_elected_and_who_loses_to_everybody_is_not((options, sheets) in sheets()) {
        let election = elect(options, &sheets);
        let pairwise = compare(&election).unwrap();
        let tied = tied(&election);
        if let Some(best) = pairwise.condorcet_winner() {
            // Borda and instant runoff do not promise this.
            prop_assert!(tied[..4].iter().all(|winners| *winners == [best]));
        }
        if let Some(worst) = pairwise.condorcet_loser() {
            // Minimax and Borda with nothing for the unranked do not promise this.
            for rule in [0, 1, 2, 4, 6] {
                prop_assert!(!tied[rule].contains(&worst), "rule {}", rule);
            }
        }
    }

    #[test]
    fn schulze_and_copeland_elect_from_the_smith_set((options, sheets) in sheets()) {
        let election = elect(options, &sheets);
        let smith = smith(&compare(&election).unwrap());
        prop_assert!(tied(&election)[..3].iter().flatten().all(|winner| smith.contains(winner)));
    }

    #[test]
    fn raising_a_winner_keeps_it((options, sheets) in sheets(), who in 0_usize..8) {
        let before = tied(&elect(options, &sheets));
        // All but instant runoff, which does not promise this.
        for (rule, winner) in before[..6].iter().enumerate().flat_map(|(rule, all)| all.iter().map(move |one| (rule, *one))) {
            let mut after = sheets.clone();
            let Some(sheet) = after.get_mut(who) else { continue };
            *sheet = raised(sheet, winner);
            prop_assert!(tied(&elect(options, &after))[rule].contains(&winner), "rule {}", rule);
        }
    }

    #[test]
    fn schulze_s_only_winner_does_not_win_when_everybody_turns_round((options, sheets) in strict()) {
        let last = i64::try_from(options).unwrap() + 1;
        let turned: Vec<Sheet> =
            sheets.iter().map(|(ranks, voters)| (ranks.iter().map(|rank| last - rank).collect(), *voters)).collect();
        let (before, after) = (schulze_tied(&elect(options, &sheets)), schulze_tied(&elect(options, &turned)));
        for (before, after) in before.iter().zip(after) {
            prop_assert!(before.len() > 1 || !after.contains(&before[0]));
        }
    }

    #[test]
    fn a_clone_changes_nothing_for_schulze((options, sheets) in strict(), of in 0_usize..5, turns in vec(any::<bool>(), 8)) {
        let of = of % options;
        // The clone stands right before or right behind its original on every sheet.
        let cloned = sheets.iter().zip(turns).map(|((ranks, voters), before)| {
            let mut wider: Vec<i64> = ranks.iter().map(|rank| rank * 2).collect();
            wider.push(wider[of] + if before { -1 } else { 1 });
            (wider, *voters)
        });
        let cloned: Vec<Sheet> = cloned.collect();
        let (before, after) = (schulze_tied(&elect(options, &sheets)), schulze_tied(&elect(options + 1, &cloned)));
        for (before, after) in before.iter().zip(after) {
            for option in (0..options).filter(|option| *option != of) {
                prop_assert_eq!(before.contains(&option), after.contains(&option));
            }
            prop_assert_eq!(before.contains(&of), after.contains(&of) || after.contains(&options));
        }
    }

    #[test]
    fn the_strongest_paths_are_those_that_trying_all_paths_finds((options, sheets) in sheets()) {
        let election = elect(options, &sheets);
        for measure in [Measure::Margins, Measure::WinningVotes] {
            let outcome = schulze(&election, measure, Ties::Id).unwrap();
            let links = |one: usize, other: usize| match outcome.pairwise.margin(one, other) {
                margin if margin <= 0 => 0,
                margin if measure == Measure::Margins => margin,
                _ => outcome.pairwise.preferred.at(one, other),
            };
            let all: BTreeSet<usize> = (0..options).collect();
            for (one, other) in (0..options).flat_map(|one| (0..options).map(move |other| (one, other))) {
                let best = if one == other { 0 } else { widest(&links, one, other, &all) };
                prop_assert_eq!(outcome.paths.at(one, other), best);
            }
        }
    }

    #[test]
    fn all_universes_of_instant_runoff_are_found((options, sheets) in sheets()) {
        let outcome = irv(&elect(options, &sheets), Ties::Id).unwrap();
        let all = universes(&sheets, &(0..options).collect());
        prop_assert_eq!(outcome.tied, all.into_iter().collect::<Vec<_>>());
        prop_assert!(outcome.all_looked_at);
    }
}
