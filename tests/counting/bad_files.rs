//! Bad and odd input: a clear fault with its place, or the right election.

use linli::domain::files::{Fault, What, closed, pabulib};
use std::fmt::Write;

/// Costs and votes that the test says, around them what is always there.
fn pb(head: &str, projects: &[&str], votes: &[&str]) -> String {
    let (projects, votes) = (projects.join("\n"), votes.join("\n"));
    format!("META\nkey;value\n{head}\nPROJECTS\nproject_id;cost;name\n{projects}\nVOTES\nvoter_id;vote\n{votes}\n")
}

const HEAD: &str = "budget;100\nvote_type;approval";

fn read(text: &str) -> Result<pabulib::File, Fault> {
    pabulib::read(text.as_bytes())
}

fn place(text: &str) -> (usize, usize, What) {
    let fault = read(text).unwrap_err();
    (fault.line, fault.column, fault.what)
}

#[test]
fn costs_of_zero_or_above_the_budget_are_costs() {
    let file = read(&pb(HEAD, &["1;0;a", "2;101;b", "3;1000;c"], &["1;1,2,3"])).unwrap();
    assert_eq!((0..3).map(|option| file.election.cost(option)).collect::<Vec<_>>(), [0, 101, 1000]);
    assert_eq!((file.election.budget, file.warnings), (Some(100), vec![]));
    let none = read(&pb("budget;0\nvote_type;approval", &["1;5;a"], &["1;1"])).unwrap();
    assert_eq!(none.election.budget, Some(0));
}

#[test]
fn options_twice_or_unknown_are_faults_and_empty_ballots_are_ballots() {
    assert_eq!(place(&pb(HEAD, &["1;5;a", "1;5;b"], &["1;1"])), (8, 1, What::OptionTwice { first: 7 }));
    assert_eq!(place(&pb(HEAD, &["1;5;a"], &["1;1", "2;1,22"])), (11, 5, What::UnknownOption));
    let file = read(&pb(HEAD, &["1;5;a"], &["1;1", "2;", "3; "])).unwrap();
    assert_eq!((file.election.ballots.voters(), file.election.ballots.len()), (3, 3));
}

#[test]
fn wrong_counts_are_told_and_what_is_there_is_counted() {
    let head = format!("{HEAD}\nnum_projects;9\nnum_votes;7");
    let file = read(&pb(&head, &["1;5;a"], &["1;1"])).unwrap();
    let told: Vec<(usize, usize)> = file.warnings.iter().map(|fault| (fault.line, fault.column)).collect();
    assert_eq!((file.election.options.len(), file.election.ballots.voters(), told), (1, 1, vec![(5, 14), (6, 11)]));
}

#[test]
fn missing_columns_and_cut_off_files_are_faults() {
    let text = pb(HEAD, &["1;5;a"], &["1;1"]);
    assert_eq!(place(&text.replace(";cost", "")), (6, 0, What::NoColumn { name: "cost".into() }));
    assert_eq!(place(&text.replace(";vote\n", "\n")), (9, 0, What::NoColumn { name: "vote".into() }));
    assert_eq!(place(text.split("VOTES").next().unwrap()), (0, 0, What::NoSection { name: "VOTES".into() }));
    assert_eq!(place(text.split(";1\n").next().unwrap()), (10, 0, What::Missing { name: "vote".into() }));
    assert_eq!(place(""), (0, 0, What::Empty));
}

#[test]
fn weights_of_zero_weigh_nothing_and_negative_ones_are_a_fault() {
    let text = pb(HEAD, &["1;5;a"], &["1;1;0", "2;1;3"]).replace("voter_id;vote", "voter_id;vote;weight");
    let file = read(&text).unwrap();
    assert_eq!((file.election.ballots.voters(), file.election.ballots.weight()), (2, 3));
    assert_eq!(place(&text.replace("1;1;0", "1;1;-1")), (10, 5, What::Negative));
}

#[test]
fn line_breaks_marks_and_quotes_do_not_change_an_election() {
    let name = "\"Lamps; benches\nand \"\"more\"\"\"";
    let text = pb(HEAD, &["1;5;a", &format!("2;7;{name}")], &["1;1", "2;\"1,2\"", "3;2"]);
    let expected = read(&text).unwrap();
    assert_eq!(expected.election.options[1].name, "Lamps; benches\nand \"more\"");
    let crlf = pb(HEAD, &["1;5;a", "2;7;b"], &["1;1", "2;\"1,2\"", "3;2"]);
    let plain = read(&crlf).unwrap();
    for same in
        [crlf.replace('\n', "\r\n"), crlf.replace('\n', "\r"), format!("\u{feff}{crlf}"), crlf.replace('\n', "\n\n")]
    {
        assert_eq!(read(&same), Ok(plain.clone()));
    }
    assert_eq!(expected.election.ballots, plain.election.ballots);
    // A fault below a cell with a line break is told in the file's own lines.
    assert_eq!(place(&text.replace("3;2", "3;9")), (14, 3, What::UnknownOption));
}

#[test]
fn another_encoding_is_a_fault_of_its_first_byte() {
    // 南 in GB18030; the door decodes it before.
    let text = pb(HEAD, &["1;5;?"], &["1;1"]);
    let bytes: Vec<u8> =
        text.bytes().flat_map(|byte| if byte == b'?' { vec![0xc4, 0xcf] } else { vec![byte] }).collect();
    let fault = pabulib::read(&bytes).unwrap_err();
    assert_eq!((fault.line, fault.column, fault.what), (7, 5, What::NotUtf8));
}

#[test]
fn an_electorate_of_one_and_an_option_that_everybody_chose_are_read() {
    let file = read(&pb(HEAD, &["1;5;a", "2;5;b"], &["1;1"])).unwrap();
    assert_eq!(file.election.ballots.voters(), 1);
    let file = read(&pb(HEAD, &["1;5;a", "2;5;b"], &["1;1,2", "2;1", "3;1"])).unwrap();
    assert!(file.election.ballots.iter().all(|entry| entry.marks[0].option == 0));
}

#[test]
fn ten_thousand_options_and_a_million_ballots_are_read() {
    let projects: Vec<String> = (0..10_000).map(|id| format!("p{id};{id};n")).collect();
    let projects: Vec<&str> = projects.iter().map(String::as_str).collect();
    let mut text = pb(HEAD, &projects, &[]);
    text.reserve(20 << 20);
    for voter in 0..1_000_000 {
        writeln!(text, "{voter};p{}", voter % 10_000).unwrap();
    }
    let file = read(&text).unwrap();
    assert_eq!((file.election.options.len(), file.election.ballots.voters()), (10_000, 1_000_000));
    assert_eq!(file.warnings, []);
}

#[test]
fn more_than_can_be_taken_is_a_fault_and_not_memory() {
    let columns = |most: u32| (0..most).fold(String::new(), |ids, id| ids + &format!(",o{id}"));
    let ids = columns(100_002);
    let fault = closed::read(format!("kind,approval\nballot{ids}\n").as_bytes()).unwrap_err();
    assert_eq!((fault.line, fault.what), (2, What::TooMany { most: 100_000 }));
    let ids = columns(200_000);
    let fault = closed::read(format!("kind,approval\nballot{ids}\n").as_bytes()).unwrap_err();
    assert_eq!((fault.line, fault.what), (2, What::TooMany { most: 100_100 }));
}
