#![allow(
    clippy::as_conversions,
    clippy::type_complexity,
    clippy::manual_is_multiple_of,
    clippy::manual_range_contains,
    clippy::while_immutable_condition,
    reason = "small numbers of tests"
)]

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// Text, line, column.
type Seen = (String, usize, usize);

fn all(text: &str, separator: u8) -> Result<Vec<Vec<Seen>>, Fault> {
    let (mut rows, mut row, mut found) = (Rows::new(text, separator), Vec::new(), Vec::new());
    while rows.next(&mut row)? {
        found.push(row.iter().map(|cell| (cell.text.to_string(), cell.line, cell.column())).collect());
    }
    Ok(found)
}

fn cell(text: &str, line: usize, column: usize) -> Seen {
    (text.to_owned(), line, column)
}

#[test]
fn cells_know_their_line_and_column_in_characters() {
    let rows = all("编号;名称\r\n1;\"a;\"\"b\"\"\nc\";x\r\r\n 2;二\"二;", b';').unwrap();
    assert_eq!(rows[0], [cell("编号", 1, 1), cell("名称", 1, 4)]);
    assert_eq!(rows[1], [cell("1", 2, 1), cell("a;\"b\"\nc", 2, 3), cell("x", 3, 4)]);
    assert_eq!(rows[2], [cell(" 2", 5, 1), cell("二\"二", 5, 4), cell("", 5, 8)]);
    assert_eq!(rows.len(), 3);
}

#[test]
fn text_behind_a_closing_quote_belongs_to_the_cell() {
    assert_eq!(all("\"Park\" Miejski,2", b',').unwrap(), [[cell("Park Miejski", 1, 1), cell("2", 1, 16)]]);
}

#[test]
fn a_quote_that_is_never_closed_is_told_where_it_opens() {
    let fault = all("a;b\n1;二;\"x\ny;z\n", b';').unwrap_err();
    assert_eq!((fault.line, fault.column, fault.what, fault.text.as_str()), (2, 5, What::OpenQuote, "\"x"));
}

#[test]
fn a_row_without_end_is_a_fault_and_not_memory() {
    let text = ",".repeat(MOST_CELLS + 5);
    let fault = all(&text, b',').unwrap_err();
    assert_eq!((fault.line, fault.column), (1, MOST_CELLS + 1));
}

#[test]
fn a_piece_of_a_cell_has_its_own_place() {
    let text = "x;一, 二,三\ny;\"a\"\"b,c\nd, e\"";
    let (mut rows, mut row) = (Rows::new(text, b';'), Vec::new());
    let places = |cell: &Cell| -> Vec<(usize, usize, String)> {
        let told = |(at, piece): (usize, &str)| cell.fault_in(at, piece, What::UnknownOption);
        cell.pieces(',').map(told).map(|fault| (fault.line, fault.column, fault.text)).collect()
    };
    assert!(rows.next(&mut row).unwrap());
    assert_eq!(places(&row[1]), [(1, 3, "一".into()), (1, 6, "二".into()), (1, 8, "三".into())]);
    assert!(rows.next(&mut row).unwrap());
    assert_eq!(places(&row[1]), [(2, 4, "a\"b".into()), (2, 9, "c d".into()), (3, 4, "e".into())]);
}

#[test]
fn a_column_is_found_by_its_name_and_two_of_one_name_are_told() {
    let (mut rows, mut row) = (Rows::new("ID; Cost ;cost;名称\n", b';'), Vec::new());
    assert!(rows.next(&mut row).unwrap());
    let header = Header::of(&row);
    assert_eq!((header.need("id"), header.need("名称"), header.find("none")), (Ok(0), Ok(3), Ok(None)));
    assert_eq!(header.need("cost").unwrap_err().what, What::Twice { name: "cost".into() });
    assert_eq!(header.need("none").unwrap_err().what, What::NoColumn { name: "none".into() });
}

proptest! {
    #[test]
    fn what_is_quoted_is_read_again(table in vec(vec("[a,;\"\n\r 一]{0,6}", 1..5), 1..5), tab in any::<bool>()) {
        let separator = if tab { b'\t' } else { b',' };
        let line = |row: &Vec<String>| -> String {
            let cells: Vec<Cow<str>> = row.iter().map(|cell| quoted(cell, separator)).collect();
            cells.join(core::str::from_utf8(&[separator]).unwrap())
        };
        let text: Vec<String> = table.iter().map(line).collect();
        let read = all(&(text.join("\r\n") + "\r\n"), separator).unwrap();
        let read: Vec<Vec<String>> = read.into_iter().map(|row| row.into_iter().map(|cell| cell.0).collect()).collect();
        let kept: Vec<Vec<String>> =
            table.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        prop_assert_eq!(read, kept);
    }

    #[test]
    fn any_text_is_read_or_a_fault(text in "[a;\"\n\r一]{0,40}") {
        let _ = all(&text, b';');
    }
}
