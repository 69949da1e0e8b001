use super::*;
use crate::domain::voting::ranked::sample::{SCHULZE_1, TENNESSEE, election};

fn rows(election: &Election) -> Vec<Vec<i64>> {
    compare(election).unwrap().preferred.rows().map(<[i64]>::to_vec).collect()
}

#[test]
fn the_pairs_of_tennessee_are_as_published() {
    // C, K, M, N.
    let rows = rows(&election(TENNESSEE));
    assert_eq!(rows, [[0, 83, 58, 32], [17, 0, 58, 32], [42, 42, 0, 42], [68, 68, 58, 0]]);
    let pairwise = compare(&election(TENNESSEE)).unwrap();
    assert_eq!((pairwise.total, pairwise.condorcet_winner(), pairwise.condorcet_loser()), (100, Some(3), Some(2)));
}

#[test]
fn the_pairs_of_schulze_s_first_example_are_as_published() {
    let rows = rows(&election(SCHULZE_1));
    let published =
        [[0, 20, 26, 30, 22], [25, 0, 16, 33, 18], [19, 29, 0, 17, 24], [15, 12, 28, 0, 14], [23, 27, 21, 31, 0]];
    assert_eq!(rows, published);
    let pairwise = compare(&election(SCHULZE_1)).unwrap();
    assert_eq!((pairwise.condorcet_winner(), pairwise.condorcet_loser()), (None, None));
    assert_eq!((pairwise.margin(0, 1), pairwise.margin(1, 0)), (-5, 5));
}

#[test]
fn ranked_is_above_unranked_and_level_or_both_unranked_counts_for_neither() {
    let rows = rows(&election(&[(3, "A B=C"), (2, "D"), (1, "")]));
    assert_eq!(rows, [[0, 3, 3, 3], [0, 0, 0, 3], [0, 0, 0, 3], [2, 2, 2, 0]]);
}

#[test]
fn gaps_between_ranks_and_marks_on_no_option_change_nothing() {
    let mut wide = election(&[(3, "A B C")]);
    let mark = |option, value| Mark { option, value };
    wide.ballots = crate::domain::voting::election::Ballots::new();
    wide.ballots.push(&[mark(0, -5), mark(1, 9), mark(2, i64::MAX), mark(7, 1), mark(u32::MAX, 1)], 3, 1);
    wide.ballots.push(&[mark(2, i64::MAX)], 1, 1);
    assert_eq!(rows(&wide), [[0, 3, 3], [0, 0, 3], [1, 1, 0]]);
}

#[test]
fn points_are_better_the_more_they_are_and_unmarked_is_zero() {
    let mut points = election(&[(1, "A B C D")]);
    let mark = |option, value| Mark { option, value };
    points.kind = Kind::Scoring;
    points.ballots = crate::domain::voting::election::Ballots::new();
    points.ballots.push(&[mark(0, 2), mark(1, -1), mark(3, 0)], 3, 2);
    points.ballots.push(&[mark(0, i64::MIN), mark(1, -9)], 1, 1);
    assert_eq!(rows(&points), [[0, 6, 6, 6], [1, 0, 0, 0], [1, 7, 0, 0], [1, 7, 0, 0]]);
    points.kind = Kind::Approval;
    points.ballots = crate::domain::voting::election::Ballots::new();
    points.ballots.push(&[mark(0, 1), mark(2, 1)], 5, 1);
    assert_eq!(rows(&points), [[0, 5, 0, 5], [0; 4], [0, 5, 0, 5], [0; 4]]);
}

#[test]
fn weights_count_and_what_cannot_be_compared_is_refused() {
    let mut heavy = election(&[(1, "A B")]);
    heavy.ballots.push(&[Mark { option: 1, value: 1 }], 1, i64::MAX);
    assert_eq!(compare(&heavy), Err(Refusal::TooLarge));
    let mut heavy = election(&[(1, "A B")]);
    heavy.ballots.push(&[Mark { option: 1, value: 1 }], 2, i64::MAX / 2 + 1);
    assert_eq!(compare(&heavy), Err(Refusal::TooLarge));
    let mut fits = election(&[(1, "A B")]);
    fits.ballots.push(&[Mark { option: 1, value: 1 }], 1, i64::MAX - 1);
    assert_eq!(rows(&fits), [[0, 1], [i64::MAX - 1, 0]]);
    assert_eq!(compare(&fits).unwrap().margin(1, 0), i64::MAX - 2);
    fits.kind = Kind::YesNo;
    assert_eq!(compare(&fits), Err(Refusal::WrongBallots { kind: Kind::YesNo }));
    let mut many = election(&[(1, "A")]);
    many.options = vec![many.options[0].clone(); MOST + 1];
    assert_eq!(compare(&many), Err(Refusal::TooManyOptions { options: 2_001, most: 2_000 }));
    many.options.truncate(MOST);
    assert_eq!(compare(&many).map(|pairwise| pairwise.condorcet_winner()), Ok(Some(0)));
    many.options.clear();
    assert_eq!(compare(&many), Err(Refusal::NoOptions));
}

#[test]
fn a_lone_option_beats_nobody_and_loses_to_nobody() {
    let alone = compare(&election(&[(1, "A")])).unwrap();
    assert_eq!((alone.condorcet_winner(), alone.condorcet_loser(), alone.options()), (Some(0), None, 1));
    assert_eq!((alone.preferred.at(0, 1), alone.preferred.at(1, 0)), (0, 0));
    assert_eq!(serde_json::to_string(&alone).unwrap(), r#"{"total":1,"preferred":[[0]]}"#);
}
