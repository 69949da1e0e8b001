use super::*;
use crate::domain::voting::election::Election;
use crate::domain::voting::ranked::sample::election;
use core::fmt::Write as _;

fn all(election: &Election, most: usize) -> (Vec<usize>, bool) {
    winners_within(&Sheets::of(election).unwrap(), election.options.len(), most)
}

#[test]
fn each_way_to_break_a_tie_is_followed() {
    let circle = election(&[(1, "A B C"), (1, "B C A"), (1, "C A B")]);
    assert_eq!(all(&circle, 100), (vec![0, 1, 2], true));
    let level = election(&[(3, "A"), (2, "B"), (2, "C B")]);
    assert_eq!(all(&level, 100), (vec![0, 1], true), "if C goes out, B has 4 of 7");
}

#[test]
fn the_lowest_go_out_together_only_if_they_have_less_than_any_other() {
    // B and C have as much as A: if B goes out, C draws level with A.
    assert_eq!(all(&election(&[(2, "A"), (1, "B C"), (1, "C")]), 100), (vec![0, 2], true));
    assert_eq!(all(&election(&[(3, "A"), (1, "B C"), (1, "C"), (1, "")]), 1), (vec![0], true));
    assert_eq!(all(&election(&[(3, "A"), (3, "D"), (1, "B C"), (1, "C D")]), 1), (vec![3], true));
}

#[test]
fn the_more_a_look_costs_the_fewer_are_taken() {
    assert_eq!([0, 1, 10_000, 1_000_000, 200_000_000, usize::MAX].map(most_sets), [10_000, 10_000, 10_000, 100, 1, 1]);
    let sheets = Sheets::of(&election(&[(5, "A B"), (4, "B"), (3, "C B=D")])).unwrap();
    assert_eq!((sheets.count(), sheets.size(), sheets.shared_steps()), (3, 9, 4));
}

#[test]
fn the_bound_is_kept_and_said() {
    let circle = election(&[(1, "A B C"), (1, "B C A"), (1, "C A B")]);
    assert_eq!(all(&circle, 1), (vec![], false));
    assert_eq!(all(&circle, 2), (vec![1], false), "without A, B has two of three first choices");
    assert_eq!(all(&circle, 4), (vec![0, 1, 2], true));
}

#[test]
fn options_without_votes_go_out_together_and_open_no_universes() {
    let mut names = String::from("A");
    for at in 0..300 {
        write!(names, " z{at}").unwrap();
    }
    let wide = election(&[(5, &names), (4, "B"), (3, "C B")]);
    assert_eq!(all(&wide, 1), (vec![1], true));
}
