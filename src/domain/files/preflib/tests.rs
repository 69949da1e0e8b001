use super::*;
use crate::domain::files::What;
use crate::domain::voting::election::{Ballots, Choice, Kind, Mark};
use proptest::collection::vec;
use proptest::prelude::*;

const SMALL: &str = "# TITLE: Small\n# DATA TYPE: toi\n# NUMBER VOTERS: 8\n# ALTERNATIVE NAME 1: a\n\
    # ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 4: d\n3: 4,{1, 2}\n5:2\n";

fn ranks(file: &File) -> Vec<(i64, Vec<(u32, i64)>)> {
    let marks = |marks: &[Mark]| marks.iter().map(|mark| (mark.option, mark.value)).collect();
    file.election.ballots.iter().map(|entry| (entry.voters, marks(entry.marks))).collect()
}

#[test]
fn orders_are_ranks_and_equals_share_one() {
    let file = read(SMALL.as_bytes()).unwrap();
    assert_eq!(ranks(&file), [(3, vec![(0, 2), (1, 2), (2, 1)]), (5, vec![(1, 1)])]);
    assert_eq!((file.title.as_str(), file.data_type), ("Small", Some(DataType::Toi)));
    assert_eq!(file.election.options[2], Choice { id: "4".into(), name: "d".into(), cost: 0 });
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
}

#[test]
fn the_older_form_is_read_the_same() {
    let file = read(b"3\r\n1,a\r\n2,b, or c\r\n4,d\r\n8,8,2\r\n3,4,{1,2}\r\n5,2\r\n").unwrap();
    assert_eq!(ranks(&file), ranks(&read(SMALL.as_bytes()).unwrap()));
    assert_eq!(file.election.options[1].name, "b, or c");
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases: [(&str, &str, usize, usize, What); 16] = [
        ("5:2", "5:2, 3", 8, 6, What::UnknownOption),
        ("5:2", "5:x", 8, 3, What::UnknownOption),
        ("5:2", "5:2,1,2", 8, 7, What::MarkTwice),
        ("5:2", "5:{1,1}", 8, 6, What::MarkTwice),
        ("5:2", "5:{1,2", 8, 3, What::NotUnderstood),
        ("5:2", "5:1}", 8, 4, What::NotUnderstood),
        ("5:2", "5:1,,2", 8, 5, What::NotUnderstood),
        ("5:2", "5:1,", 8, 5, What::NotUnderstood),
        ("5:2", "5:1 2", 8, 5, What::NotUnderstood),
        ("5:2", "-5:2", 8, 1, What::Negative),
        ("5:2", "五:2", 8, 1, What::NotANumber),
        ("5:2", "99999999999999999999:2", 8, 1, What::TooLarge),
        ("5:2", "2", 8, 1, What::NotUnderstood),
        ("TYPE: toi", "TYPE: soi", 7, 10, What::Tie),
        ("TYPE: toi", "TYPE: wmd", 2, 14, What::UnknownWord { known: "soc soi toc toi".into() }),
        ("NAME 4", "NAME 2", 6, 2, What::OptionTwice { first: 5 }),
    ];
    for (from, to, line, column, what) in cases {
        let fault = read(SMALL.replace(from, to).as_bytes()).unwrap_err();
        assert_eq!((fault.line, fault.column, fault.what), (line, column, what), "{to}");
    }
}

#[test]
fn an_empty_group_is_nothing_and_takes_no_rank() {
    let of = |order: &str| read(SMALL.replace("5:2", order).as_bytes());
    let file = of("5: {},2,{ },{4,1}").unwrap();
    assert_eq!(ranks(&file)[1], (5, vec![(0, 2), (1, 1), (2, 2)]));
    let again = read(write(&file).unwrap().as_bytes()).unwrap();
    assert_eq!(again.election, file.election);
    assert_eq!(ranks(&of("5:{}").unwrap())[1], (5, vec![]));
    let fault = of("5:{},").unwrap_err();
    assert_eq!((fault.line, fault.column, fault.what), (8, 6, What::NotUnderstood));
}

#[test]
fn voters_of_all_orders_together_can_be_counted() {
    let text = SMALL.replace("5:2", "9223372036854775807: 2");
    let fault = read(text.as_bytes()).unwrap_err();
    assert_eq!((fault.line, fault.column, fault.what), (8, 1, What::TooLarge));
}

#[test]
fn a_file_without_orders_or_options_is_not_an_election() {
    let head = SMALL.split("3: 4").next().unwrap();
    assert_eq!(read(head.as_bytes()).unwrap_err().what, What::NoSection { name: "orders".into() });
    assert_eq!(read(b"# TITLE: x\n").unwrap_err().what, What::NoSection { name: "ALTERNATIVE NAME".into() });
    assert_eq!(read(b"# TITLE: x\n1: 1\n").unwrap_err().what, What::NoSection { name: "ALTERNATIVE NAME".into() });
}

#[test]
fn wrong_sums_and_missing_names_are_warnings() {
    let text = SMALL
        .replace("VOTERS: 8", "VOTERS: 9\n# NUMBER UNIQUE ORDERS: x\n# NUMBER ALTERNATIVES: 4")
        .replace("toi", "toc");
    let file = read(text.as_bytes()).unwrap();
    let warnings: Vec<(usize, What)> = file.warnings.into_iter().map(|fault| (fault.line, fault.what)).collect();
    assert_eq!(
        warnings,
        [
            (4, What::NotANumber),
            (5, What::CountDiffers { stated: 4, found: 3 }),
            (9, What::FewerThan { least: 4 }),
            (10, What::FewerThan { least: 4 }),
            (3, What::CountDiffers { stated: 9, found: 8 }),
        ]
    );
    assert_eq!(file.election.options.last().unwrap().id, "3");
}

fn file() -> impl Strategy<Value = File> {
    let name = "[a-zé一,{]{0,5}";
    let order = (vec(0_i64..4, 4), 1_i64..1000);
    (vec(name, 4), vec(order, 1..6), name, 0..3_usize).prop_map(|(names, orders, title, shape)| {
        let options = names.into_iter().zip([7_u32, 1, 30, 2]);
        let options = options.map(|(name, id)| Choice { id: id.to_string(), name, cost: 0 }).collect();
        let mut ballots = Ballots::new();
        for (values, voters) in orders {
            let mut ranks: Vec<i64> = values.iter().copied().filter(|value| *value > 0).collect();
            ranks.sort_unstable();
            ranks.dedup();
            let rank =
                |value: i64| ranks.iter().position(|rank| *rank == value).map(|at| i64::try_from(at).unwrap() + 1);
            let marks: Vec<Mark> =
                (0..).zip(values).filter_map(|(option, value)| Some(Mark { option, value: rank(value)? })).collect();
            ballots.push(&marks, voters, 1);
        }
        let data_type = [None, Some(DataType::Toi), None][shape];
        let meta = vec![("DESCRIPTION".to_owned(), title.clone()); shape];
        let election = Election { kind: Kind::Ordinal, budget: None, unit: 1, options, ballots };
        File { election, title, data_type, meta, warnings: Vec::new() }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(file in file()) {
        let text = write(&file).unwrap();
        prop_assert_eq!(read(text.as_bytes()), Ok(file));
    }

    #[test]
    fn any_bytes_are_a_file_or_a_fault(text in "(# ALTERNATIVE NAME [12]: a\n){0,2}[0-9#:,{}\n A-Z]{0,40}") {
        let _ = read(text.as_bytes());
    }
}
