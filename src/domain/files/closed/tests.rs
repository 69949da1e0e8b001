use super::*;
use crate::domain::files::What;
use crate::domain::voting::election::{Ballots, Choice, Kind, Mark};
use proptest::collection::vec;
use proptest::prelude::*;

const SMALL: &str = "title,What comes first\nkind,approval\nbudget,300000\nballot,voters,area,A,B,C\n\
    name,,,Lift,Stairs,\"Lamps, benches\"\ncost,,,120000,80000.50,30000\n1,1,89.50,√,,√\n2,2,100,,x,\n3,,,,,\n";

fn marks(file: &File) -> Vec<Vec<(u32, i64)>> {
    let own = |marks: &[Mark]| marks.iter().map(|mark| (mark.option, mark.value)).collect();
    file.election.ballots.iter().map(|entry| own(entry.marks)).collect()
}

#[test]
fn the_example_of_the_manual_is_read_as_it_says() {
    let file = read(SMALL.as_bytes()).unwrap();
    let election = &file.election;
    assert_eq!((file.title.as_str(), election.kind, election.unit), ("What comes first", Kind::Approval, 10));
    assert_eq!(
        (election.budget, election.cost(1), election.options[2].name.as_str()),
        (Some(3_000_000), 800_005, "Lamps, benches")
    );
    assert_eq!(marks(&file), [vec![(0, 1), (2, 1)], vec![(1, 1)], vec![]]);
    let weights: Vec<(i64, i64)> = election.ballots.iter().map(|entry| (entry.voters, entry.weight)).collect();
    assert_eq!((weights, file.weight_unit), (vec![(1, 8950), (2, 10000), (1, 100)], 100));
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
}

#[test]
fn a_cost_missing_behind_a_line_break_in_quotes_is_told_in_its_own_line() {
    let fault = read(SMALL.replace("cost,,,120000", "cost,\"\n\",,").as_bytes()).unwrap_err();
    assert_eq!((fault.line, fault.column, fault.what), (7, 4, What::Missing { name: "cost".into() }));
}

#[test]
fn a_table_in_chinese_from_an_office_program_is_read_the_same() {
    let chinese = "标题\tWhat comes first\r\n方式\t多选\r\n预算\t３０００００\r\n选票\t票数\t面积\tA\tB\tC\t\r\n\
        名称\t\t\tLift\tStairs\t\"Lamps, benches\"\r\n费用\t\t\t120000\t80000.50\t30000\r\n\
        1\t1\t89.50\t是\t否\t√\r\n2\t2\t100\t\t✓\t0\r\n\r\n3\t\t\t\t\t\r\n";
    assert_eq!(read(chinese.as_bytes()), read(SMALL.as_bytes()));
    assert_eq!(read(SMALL.replace(',', ";").replace("Lamps; ", "Lamps, ").as_bytes()), read(SMALL.as_bytes()));
}

#[test]
fn yes_no_and_abstention_are_three_answers_and_blank_is_none() {
    let file = read("kind,逐项表决\nballot,A,B,C,D\n1,同意,反对,弃权,\n".as_bytes()).unwrap();
    assert_eq!(marks(&file), [[(0, 1), (1, -1), (2, 0)]]);
}

#[test]
fn ranks_close_up_and_points_keep_their_decimals() {
    let file = read(b"kind,ordinal\nballot,A,B,C,D\n1,5,2,,5\n").unwrap();
    assert_eq!(marks(&file), [[(0, 2), (1, 1), (3, 2)]]);
    let file = read(b"kind,scoring\nballot,A,B,C\n1,-1,2.25,\n2,0,,3\n").unwrap();
    assert_eq!((marks(&file), file.points_unit), (vec![vec![(0, -100), (1, 225)], vec![(0, 0), (2, 300)]], 100));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases: [(&str, &str, usize, usize, What); 20] = [
        ("2,2,100,,x,", "2,2,100,,×,", 8, 10, What::UnknownWord { known: String::new() }),
        ("2,2,100,,x,", "2,2,100,,2,", 8, 10, What::UnknownWord { known: String::new() }),
        ("2,2,100,,x,", "1,2,100,,x,", 8, 1, What::SameAgain { first: 7 }),
        ("2,2,100,,x,", "2,-2,100,,x,", 8, 3, What::Negative),
        ("2,2,100,,x,", "2,1.5,100,,x,", 8, 3, What::TooPrecise { most: 0 }),
        ("2,2,100,,x,", "2,2,100.005,,x,", 8, 5, What::TooPrecise { most: 2 }),
        ("2,2,100,,x,", "2,2,groß,,x,", 8, 5, What::NotANumber),
        ("2,2,100,,x,", "2,2,100,,x,,1", 8, 13, What::ExtraCell),
        ("2,2,100,,x,", "2,2,100,,\"x,", 8, 10, What::OpenQuote),
        ("120000", "-1", 6, 8, What::Negative),
        ("120000", "", 6, 8, What::Missing { name: "cost".into() }),
        ("120000", "999999999999999999", 6, 8, What::TooLarge),
        ("name,,,Lift", "cost,,,1,1,1\nname,,,Lift", 7, 1, What::Twice { name: "cost".into() }),
        ("budget,300000", "budget,", 3, 0, What::Missing { name: "budget".into() }),
        ("budget,300000", "kind,approval", 3, 1, What::Twice { name: "kind".into() }),
        (
            "kind,approval",
            "kind,maybe",
            2,
            6,
            What::UnknownWord { known: "yes-no approval choose-one ordinal cumulative scoring".into() },
        ),
        ("kind,approval\n", "", 0, 0, What::NoKey { name: "kind".into() }),
        ("A,B,C", "A,B,A", 4, 24, What::OptionTwice { first: 4 }),
        ("voters,area", "weight,area", 4, 0, What::Twice { name: "weight".into() }),
        ("ballot,", "paper,", 1, 0, What::NoColumn { name: "ballot".into() }),
    ];
    for (from, to, line, column, what) in cases {
        let fault = read(SMALL.replace(from, to).as_bytes()).unwrap_err();
        let told = match (&fault.what, &what) {
            (What::UnknownWord { .. }, What::UnknownWord { known }) if known.is_empty() => what.clone(),
            (told, _) => told.clone(),
        };
        assert_eq!((fault.line, fault.column, told), (line, column, what), "{to}");
    }
}

#[test]
fn a_ballot_beyond_its_rule_is_a_fault() {
    let fault = |text: &str| read(text.as_bytes()).map_err(|fault| (fault.line, fault.what)).unwrap_err();
    assert_eq!(fault("kind,choose-one\nballot,A,B\n1,x,x\n"), (3, What::MoreThan { most: 1 }));
    assert_eq!(fault("kind,cumulative\npoints,3\nballot,A,B\n1,2,1\n2,2,1.5\n"), (5, What::SumAbove { most: 3 }));
    assert_eq!(fault("kind,ordinal\nballot,A,B\n1,0,1\n"), (3, What::NotANumber));
    assert_eq!(fault("kind,cumulative\nballot,A,B\n1,-1,1\n"), (3, What::Negative));
}

fn file() -> impl Strategy<Value = File> {
    let ballot = (vec(-2_i64..=4, 3), 1_i64..9, 1_i64..999);
    let text = "[a一,\"\n;]{0,4}";
    ((0_usize..6, 0_usize..3), (text, text), vec(0_i64..500, 3), vec(ballot, 1..5)).prop_map(build)
}

type Drawn = ((usize, usize), (String, String), Vec<i64>, Vec<(Vec<i64>, i64, i64)>);

fn build(((kind, decimals), (title, name), costs, drawn): Drawn) -> File {
    let kinds = [Kind::YesNo, Kind::Approval, Kind::ChooseOne, Kind::Ordinal, Kind::Cumulative, Kind::Scoring];
    let (kind, unit) = (kinds[kind], [1, 10, 100][decimals]);
    let has_points = matches!(kind, Kind::Cumulative | Kind::Scoring);
    let options: Vec<Choice> = ["甲", "b,\"", "10"]
        .into_iter()
        .zip(&costs)
        .map(|(id, cost)| Choice { id: id.to_owned(), name: name.trim().to_owned(), cost: cost * 10 + 1 })
        .collect();
    let mut ballots = Ballots::new();
    for (values, voters, weight) in drawn {
        let value = |value: i64| match kind {
            Kind::YesNo => (value.abs() < 2).then_some(value),
            Kind::Approval | Kind::ChooseOne => (value > 2).then_some(1),
            Kind::Ordinal => (value > 0).then_some(value),
            Kind::Cumulative => (value >= 0).then_some(value * 10 + 1),
            Kind::Scoring => (value != 0).then_some(value * 10 + 1),
        };
        let marks = (0..).zip(values).filter_map(|(option, own)| Some(Mark { option, value: value(own)? }));
        let mut marks: Vec<Mark> = marks.take(if kind == Kind::ChooseOne { 1 } else { 3 }).collect();
        if kind == Kind::Ordinal {
            cells::ranked(&mut marks);
        }
        ballots.push(&marks, voters, weight * 10 + 1);
    }
    // One number without zeros at its end, so that the unit is needed.
    ballots.push(&[], 1, 1);
    let budget = (decimals > 0).then_some(1001);
    let points_unit = if has_points { unit } else { 1 };
    let most_points = (has_points && unit > 1).then_some(999_999);
    File {
        election: Election { kind, budget, unit, options, ballots },
        title: title.trim().to_owned(),
        most_points,
        points_unit,
        weight_unit: unit,
        warnings: Vec::new(),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(file in file()) {
        let text = write(&file).unwrap();
        prop_assert_eq!(read(text.as_bytes()), Ok(file), "{}", text);
    }

    #[test]
    fn any_text_is_a_poll_or_a_fault(kind in "[a-z-]{0,3}", text in "[ab,;\t\"\n0-9.x√否-]{0,60}") {
        let _ = read(format!("kind,{kind}approval\nballot,A,B\n{text}").as_bytes());
        let _ = read(format!("kind,scoring\nballot,A,B\n{text}").as_bytes());
    }
}
