use super::*;
use crate::domain::files::What;
use crate::domain::voting::election::{Ballots, Choice, Kind, Mark};
use proptest::collection::vec;
use proptest::prelude::*;

const SMALL: &str = "META\nkey;value\nbudget;100\nvote_type;approval\nnum_votes;3\nPROJECTS\nproject_id;cost;name\n\
    1;50.5;a\n2;20;b\nVOTES\nvoter_id;vote\n7;1,2\n8;2\n9;\n";

const POINTS: &str = "META\nkey;value\nbudget;100\nvote_type;cumulative\nmax_sum_points;4\nPROJECTS\n\
    project_id;cost;score\n1;50;4.5\n2;20;2\nVOTES\nvoter_id;vote;points\n7;1,2;2.5,1\n8;2,1;1,2\n9;;\n";

fn marks(file: &File) -> Vec<Vec<(u32, i64)>> {
    let own = |marks: &[Mark]| marks.iter().map(|mark| (mark.option, mark.value)).collect();
    file.election.ballots.iter().map(|entry| own(entry.marks)).collect()
}

fn told(text: &str) -> (usize, usize, What, String) {
    let Fault { line, column, what, text } = read(text.as_bytes()).unwrap_err();
    (line, column, what, text)
}

fn warned(text: &str) -> Vec<(usize, usize, What)> {
    let file = read(text.as_bytes()).unwrap();
    file.warnings.into_iter().map(|fault| (fault.line, fault.column, fault.what)).collect()
}

#[test]
fn what_stands_behind_a_line_break_in_quotes_is_told_in_its_own_line() {
    let cut = told(&SMALL.replace("1;50.5;a", "\"1\nb\";;a"));
    assert_eq!((cut.0, cut.1, cut.2), (9, 4, What::Missing { name: "cost".into() }));
    let budget = told(&SMALL.replace("budget;100", "\"budget\n\";much"));
    assert_eq!((budget.0, budget.1, budget.2), (4, 3, What::NotANumber));
}

#[test]
fn money_is_in_the_smallest_unit_that_the_file_uses() {
    let file = read(SMALL.as_bytes()).unwrap();
    let election = &file.election;
    assert_eq!((election.unit, election.budget, election.cost(0), election.cost(1)), (10, Some(1000), 505, 200));
    assert_eq!(marks(&file), [vec![(0, 1), (1, 1)], vec![(1, 1)], vec![]]);
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
}

#[test]
fn points_and_weights_keep_their_decimals() {
    let file = read(POINTS.as_bytes()).unwrap();
    assert_eq!((marks(&file), file.points_unit), (vec![vec![(0, 25), (1, 10)], vec![(0, 20), (1, 10)], vec![]], 10));
    assert_eq!((&file.scores[..], file.max_sum_points), (&[Some(45), Some(20)][..], Some(4)));
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
    let text =
        SMALL.replace("voter_id;vote", "voter_id;vote;weight").replace("7;1,2", "7;1,2;1.5").replace("8;2", "8;2;0");
    let file = read(text.as_bytes()).unwrap();
    assert_eq!(file.election.ballots.iter().map(|entry| entry.weight).collect::<Vec<_>>(), [15, 0, 10]);
}

#[test]
fn an_ordinal_vote_ranks_in_its_order_whatever_points_stand_beside_it() {
    let text = POINTS.replace("cumulative", "ordinal").replace("2.5,1\n", "first\n");
    let file = read(text.as_bytes()).unwrap();
    assert_eq!((marks(&file), file.points_unit), (vec![vec![(0, 1), (1, 2)], vec![(0, 2), (1, 1)], vec![]], 1));
}

#[test]
fn sections_may_stand_in_any_order_and_be_written_in_any_case() {
    let (head, votes) = SMALL.split_at(SMALL.find("VOTES").unwrap());
    let (meta, projects) = head.split_at(head.find("PROJECTS").unwrap());
    let text = [votes, "\n;;\n", projects, " \n", meta].concat().replace("PROJECTS", " Projects ;;");
    assert_eq!(read(text.as_bytes()).unwrap(), read(SMALL.as_bytes()).unwrap());
}

#[test]
fn a_value_with_semicolons_and_a_trailing_comma_are_clear() {
    let text = SMALL.replace("num_votes;3", "num_votes;3;;\nComment;#1: a; b;").replace("8;2", "8; 2 ,");
    let file = read(text.as_bytes()).unwrap();
    assert_eq!(file.value("comment"), Some("#1: a; b"));
    assert_eq!(marks(&file), marks(&read(SMALL.as_bytes()).unwrap()));
}

#[test]
fn an_approval_twice_is_one_and_a_rank_or_points_twice_are_a_fault() {
    let file = read(SMALL.replace("8;2", "8;2, 2").as_bytes()).unwrap();
    assert_eq!(marks(&file)[1], [(1, 1)]);
    let place = |fault: &Fault| (fault.line, fault.column, fault.what.clone());
    assert_eq!(place(&file.warnings[0]), (13, 6, What::MarkTwice));
    let text = SMALL.replace("8;2", "8;2,1, 2");
    assert_eq!(told(&text.replace("approval", "ordinal")), (13, 8, What::MarkTwice, "2".into()));
    assert_eq!(told(&POINTS.replace("2,1;1,2", "2,2;1,2")), (13, 5, What::MarkTwice, "2".into()));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        ("budget;100\n", "", 0, 0, What::NoKey { name: "budget".into() }),
        ("budget;100", "budget;", 0, 0, What::NoKey { name: "budget".into() }),
        ("budget;100", "budget;viel", 3, 8, What::NotANumber),
        ("budget;100", "budget;-1", 3, 8, What::Negative),
        ("budget;100", "budget;1\nbudget;2", 4, 1, What::Twice { name: "budget".into() }),
        ("budget;100", "budget;9223372036854775807", 3, 8, What::TooLarge),
        ("budget;100", "budget;1\nmin_project_score_threshold;x", 4, 29, What::NotANumber),
        ("vote_type;approval\n", "", 0, 0, What::NoKey { name: "vote_type".into() }),
        ("PROJECTS\n", "", 0, 0, What::NoSection { name: "PROJECTS".into() }),
        ("VOTES\n", "", 0, 0, What::NoSection { name: "VOTES".into() }),
        ("META\n", "", 1, 1, What::NoSection { name: "META".into() }),
        ("VOTES\n", "VOTES\nVOTES\n", 11, 1, What::Twice { name: "VOTES".into() }),
        (";cost", ";price", 7, 0, What::NoColumn { name: "cost".into() }),
        ("project_id;cost", "cost;cost", 7, 0, What::NoColumn { name: "project_id".into() }),
        ("cost;name", "cost;cost", 7, 0, What::Twice { name: "cost".into() }),
        ("voter_id;vote", "voter_id;choice", 11, 0, What::NoColumn { name: "vote".into() }),
        ("2;20;b", "1;20;b", 9, 1, What::OptionTwice { first: 8 }),
        ("2;20;b", ";20;b", 9, 1, What::Missing { name: "project_id".into() }),
        ("2;20;b", "2;;b", 9, 3, What::Missing { name: "cost".into() }),
        ("2;20;b", "2", 9, 0, What::Missing { name: "cost".into() }),
        ("2;20;b", "2;-20;b", 9, 3, What::Negative),
        ("2;20;b", "2;20,000;b", 9, 3, What::NotANumber),
        ("2;20;b", "2;0.1234567;b", 9, 3, What::TooPrecise { most: 6 }),
        ("2;20;b", "2;9223372036854775807;b", 9, 3, What::TooLarge),
        ("2;20;b", "2;20;b;c", 9, 8, What::ExtraCell),
        ("8;2", "8;3", 13, 3, What::UnknownOption),
        ("8;2", "8", 13, 0, What::Missing { name: "vote".into() }),
        ("8;2", "8;2;1", 13, 5, What::ExtraCell),
        ("8;2", "8;\"2", 13, 3, What::OpenQuote),
    ];
    for (from, to, line, column, what) in cases {
        let found = told(&SMALL.replacen(from, to, 1));
        assert_eq!((found.0, found.1, found.2), (line, column, what), "{from} → {to}");
    }
    let known = What::UnknownWord { known: "approval choose-1 ordinal cumulative scoring".into() };
    assert_eq!(told(&SMALL.replace("approval", "lottery")), (4, 11, known, "lottery".into()));
}

#[test]
fn points_that_do_not_fit_their_options_are_a_fault() {
    let told = |from: &str, to: &str| {
        let found = told(&POINTS.replace(from, to));
        (found.0, found.1, found.2)
    };
    assert_eq!(told(";points", ""), (11, 0, What::NoColumn { name: "points".into() }));
    assert_eq!(told("2,1;1,2", "2,1;1"), (13, 7, What::PointsDiffer { options: 2, points: 1 }));
    assert_eq!(told("2,1;1,2", "2;1,2"), (13, 5, What::PointsDiffer { options: 1, points: 2 }));
    assert_eq!(told("2,1;1,2", "2,1"), (13, 3, What::PointsDiffer { options: 2, points: 0 }));
    assert_eq!(told("2,1;1,2", "2,1;1,-2"), (13, 9, What::Negative));
    assert_eq!(told("2,1;1,2", "2,1;1,x"), (13, 9, What::NotANumber));
    assert_eq!(told("2,1;1,2", "2,,1;1,0,2"), (13, 5, What::UnknownOption));
    let scoring = POINTS.replace("cumulative", "scoring").replace("2,1;1,2", "2,1;1,-2");
    assert_eq!(marks(&read(scoring.as_bytes()).unwrap())[1], [(0, -20), (1, 10)]);
}

#[test]
fn a_choice_of_one_is_one() {
    let text = SMALL.replace("approval", "choose-1");
    assert_eq!(told(&text), (12, 3, What::MoreThan { most: 1 }, "1,2".into()));
    assert_eq!(read(text.replace("7;1,2", "7;1").as_bytes()).unwrap().election.kind, Kind::ChooseOne);
}

#[test]
fn what_the_file_says_of_itself_and_is_not_so_is_a_warning() {
    let differs = |stated, found| What::CountDiffers { stated, found };
    assert_eq!(warned(&SMALL.replace("num_votes;3", "num_votes;4")), [(5, 11, differs(4, 3))]);
    assert_eq!(warned(&SMALL.replace("num_votes;3", "num_projects;x")), [(5, 14, What::NotANumber)]);
    let votes = SMALL.replace(";name", ";votes").replace("50.5;a", "50.5;7").replace("20;b", "20;2");
    assert_eq!(warned(&votes), [(8, 0, differs(7, 1))]);
    assert_eq!(warned(&POINTS.replace("20;2\n", "20;3\n")), [(9, 0, differs(30, 20))]);
    let lengths = SMALL.replace("num_votes;3", "min_length;1\nmax_length;1\ndefault_score;1");
    let all = [(7, 15, What::NotUsed), (14, 3, What::MoreThan { most: 1 }), (16, 3, What::FewerThan { least: 1 })];
    assert_eq!(warned(&lengths), all);
    assert_eq!(warned(&POINTS.replace("max_sum_points;4", "max_sum_points;3")), [(12, 3, What::SumAbove { most: 3 })]);
    assert_eq!(warned(&SMALL.replace("8;2", "7;2")), [(13, 1, What::SameAgain { first: 12 })]);
}

#[test]
fn warnings_end_at_a_hundred_and_their_number_is_told() {
    let votes: String = (0..250).map(|_| "7;1\n").collect();
    let warnings =
        read(SMALL.replace("num_votes;3", "edition;1").replace("7;1,2\n", &votes).as_bytes()).unwrap().warnings;
    assert_eq!((warnings.len(), &warnings[100].what), (101, &What::More { count: 149 }));
}

type Drawn = (usize, (String, String), Vec<Vec<i64>>, bool);

fn build((kind, (description, name), drawn, has_decimals): Drawn) -> File {
    let kinds = [Kind::Approval, Kind::ChooseOne, Kind::Ordinal, Kind::Cumulative, Kind::Scoring];
    let kind = kinds[kind];
    let has_points = matches!(kind, Kind::Cumulative | Kind::Scoring);
    let unit = if has_decimals { 100 } else { 1 };
    let points_unit = if has_decimals && has_points { 10 } else { 1 };
    let options = ["7", "ä\"b", "10;"].map(|id| Choice { id: id.into(), name: name.trim().into(), cost: 12_301 });
    let mut ballots = Ballots::new();
    for values in &drawn {
        let own = (0..).zip(values).filter(|(_, value)| **value > 1);
        let value = |value: i64| if has_points { value * 10 + 1 } else { 1 };
        let mut marks: Vec<Mark> = own.map(|(option, own)| Mark { option, value: value(*own) }).collect();
        if kind == Kind::Ordinal {
            let first = usize::from(marks.len() > 1);
            marks.rotate_left(first);
            for (rank, mark) in (1..).zip(&mut marks) {
                mark.value = rank;
            }
        }
        marks.truncate(if kind == Kind::ChooseOne { 1 } else { 3 });
        ballots.push(&marks, 1, if has_decimals { values[0] * 10 + 1 } else { 1 });
    }
    ballots.push(&[Mark { option: 1, value: if kind == Kind::Scoring { -1 } else { 1 } }], 1, 1);
    let name = ["approval", "choose-1", "ordinal", "cumulative", "scoring"];
    let stated = [("description", description.trim()), ("num_votes", ""), ("budget", "7.25"), ("rule", "greedy")];
    let mut meta: Vec<(String, String)> = stated.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    meta[1].1 = ballots.len().to_string();
    meta[2].1 = if has_decimals { "7.25" } else { "725" }.into();
    let kind_name = name[kinds.iter().position(|own| *own == kind).unwrap()];
    meta.extend([("vote_type".to_owned(), kind_name.to_owned()), ("min_project_score_threshold".into(), "3".into())]);
    meta.extend([("num_projects".to_owned(), "3".to_owned()), ("max_sum_points".into(), "999".into())]);
    File {
        election: Election { kind, budget: Some(725), unit, options: options.into(), ballots },
        meta,
        rule: Some("greedy".into()),
        least: Some(3),
        min_length: None,
        max_length: None,
        max_sum_points: Some(999),
        points_unit,
        weight_unit: if has_decimals { 10 } else { 1 },
        votes: vec![None; 3],
        scores: vec![None; 3],
        decided: vec![Some(0), Some(1), None],
        warnings: Vec::new(),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        kind in 0_usize..5,
        words in ("[a;,\"\n一]{0,6}", "[a;,\"\n一]{0,6}"),
        drawn in vec(vec(0_i64..5, 3), 1..6),
        has_decimals in any::<bool>(),
    ) {
        let file = build((kind, words, drawn, has_decimals));
        let text = write(&file).unwrap();
        prop_assert_eq!(read(text.as_bytes()), Ok(file), "{}", text);
    }

    #[test]
    fn any_text_is_a_file_or_a_fault(cut in 0_usize..200, put in "[;,\"\n0-9a.-]{0,8}", skip in 0_usize..20) {
        for text in [SMALL, POINTS] {
            let (front, back) = text.split_at(cut.min(text.len()));
            let _ = read([front, &put, back.get(skip..).unwrap_or_default()].concat().as_bytes());
        }
    }
}

#[test]
fn what_the_format_cannot_say_is_not_written() {
    let file = read(SMALL.as_bytes()).unwrap();
    let with = |change: fn(&mut File)| {
        let mut file = file.clone();
        change(&mut file);
        write(&file)
    };
    assert!(with(|_| {}).is_some());
    assert_eq!(with(|file| file.election.kind = Kind::YesNo), None);
    assert_eq!(with(|file| file.election.budget = None), None);
    assert_eq!(with(|file| file.election.options[0].id = "a,b".into()), None);
    assert_eq!(with(|file| file.election.kind = Kind::Ordinal), None);
    assert_eq!(with(|file| file.election.ballots.push(&[], i64::MAX, 1)), None);
}
