use super::*;
use crate::domain::files::What;

const SMALL: &str = "META\nkey;value\nbudget;100\nvote_type;approval\nnum_votes;3\nPROJECTS\nproject_id;cost;name\n\
    1;50.5;a\n2;20;b\nVOTES\nvoter_id;vote\n7;1,2\n8;2\n9;\n";

#[test]
fn money_is_in_the_smallest_unit_that_the_file_uses() {
    let file = read(SMALL.as_bytes()).unwrap();
    let election = &file.election;
    assert_eq!((election.unit, election.budget, election.cost(0), election.cost(1)), (10, Some(1000), 505, 200));
    assert_eq!(election.ballots.iter().map(|entry| entry.marks.len()).collect::<Vec<_>>(), [2, 1, 0]);
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
}

#[test]
fn an_option_that_is_not_there_is_told_with_its_place() {
    let fault = read(SMALL.replace("8;2", "8;2, 3").as_bytes()).unwrap_err();
    assert_eq!((fault.line, fault.column, fault.what, fault.text.as_str()), (13, 6, What::UnknownOption, "3"));
}
