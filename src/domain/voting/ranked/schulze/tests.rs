use super::*;
use crate::domain::voting::election::Kind;
use crate::domain::voting::ranked::sample::{SCHULZE_1, TENNESSEE, election};

fn rows(table: &Table) -> Vec<Vec<i64>> {
    table.rows().map(<[i64]>::to_vec).collect()
}

#[test]
fn the_paths_of_schulze_s_first_example_are_as_published() {
    let outcome = schulze(&election(SCHULZE_1), Measure::WinningVotes, Ties::Id).unwrap();
    let published =
        [[0, 28, 28, 30, 24], [25, 0, 28, 33, 24], [25, 29, 0, 29, 24], [25, 28, 28, 0, 24], [25, 28, 28, 31, 0]];
    assert_eq!(rows(&outcome.paths), published);
    assert_eq!((outcome.winners.clone(), outcome.tied.clone()), (vec![4], vec![4]));
    let beaten: Vec<usize> = (0..5).map(|option| outcome.beaten_by(option).len()).collect();
    assert_eq!(beaten, [1, 3, 2, 4, 0], "the published order is E A C B D");
}

#[test]
fn margins_measure_the_same_links_by_their_surplus() {
    let outcome = schulze(&election(SCHULZE_1), Measure::Margins, Ties::Id).unwrap();
    // Everybody ranks everything: a margin is twice the winning votes less 45.
    let published = [[0, 11, 11, 15, 3], [5, 0, 11, 21, 3], [5, 13, 0, 13, 3], [5, 11, 11, 0, 3], [5, 11, 11, 17, 0]];
    assert_eq!(rows(&outcome.paths), published);
    assert_eq!(outcome.winners, [4]);
}

#[test]
fn who_beats_everybody_wins_and_a_level_pair_is_no_link() {
    for measure in [Measure::Margins, Measure::WinningVotes] {
        assert_eq!(schulze(&election(TENNESSEE), measure, Ties::Id).unwrap().tied, [3]);
        let level = schulze(&election(&[(2, "A B"), (2, "B A"), (1, "C")]), measure, Ties::Id).unwrap();
        assert_eq!((level.paths.at(0, 1), level.paths.at(1, 0)), (0, 0));
        assert_eq!((level.winners.clone(), level.tied.clone()), (vec![0], vec![0, 1]));
    }
}

#[test]
fn margins_and_winning_votes_can_elect_different_options() {
    // A beats B 5 to 4, B beats C 6 to 3, C beats A 4 to 2: the weakest link is that of A to B by
    // margins, that of C to A by winning votes.
    let circle = election(&[(2, "A B C"), (3, "A=C B"), (4, "B C A")]);
    let pairwise = pairwise::compare(&circle).unwrap();
    let cells = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 0), (0, 2)].map(|(one, other)| pairwise.preferred.at(one, other));
    assert_eq!(cells, [5, 4, 6, 3, 4, 2]);
    assert_eq!(schulze(&circle, Measure::Margins, Ties::Id).unwrap().tied, [1]);
    assert_eq!(schulze(&circle, Measure::WinningVotes, Ties::Id).unwrap().tied, [0]);
}

#[test]
fn level_ballots_leave_everybody_level() {
    let outcome = schulze(&election(&[(1, "A=B=C")]), Measure::Margins, Ties::File).unwrap();
    assert_eq!((outcome.winners.clone(), outcome.tied.clone(), outcome.beaten_by(1)), (vec![0], vec![0, 1, 2], vec![]));
}

#[test]
fn too_many_options_are_refused_before_anything_is_counted() {
    let mut many = election(&[(1, "A")]);
    many.options = vec![many.options[0].clone(); MOST + 1];
    let refused = Err(Refusal::TooManyOptions { options: 1_001, most: 1_000 });
    assert_eq!(schulze(&many, Measure::Margins, Ties::Id), refused);
    many.options.truncate(MOST);
    assert_eq!(schulze(&many, Measure::Margins, Ties::File).map(|outcome| outcome.tied), Ok(vec![0]));
    many.options.truncate(2);
    many.kind = Kind::YesNo;
    assert_eq!(schulze(&many, Measure::Margins, Ties::Id), Err(Refusal::WrongBallots { kind: Kind::YesNo }));
}
