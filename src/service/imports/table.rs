//! A table in a CSV file, with the line and column of every cell.
//!
//! For: [`Table::read`] (UTF-8 with or without byte order mark, quoted cells, any line ends) and
//! reading cells so that all faults of a file are told at once.
//! Must not know: what a column means.
//! To add: a kind of cell is a function beside [`Reader::text`].

use crate::domain::problem::{Problem, RowFault, RowProblem};
use crate::domain::text::{characters, clean, is_like_formula, line_of_record};

/// Most characters of a name or source.
const MOST_TEXT: u32 = 300;
/// Most characters of a faulty cell that are shown again.
const SHOWN: usize = 40;

/// A header and its rows.
#[derive(Debug)]
pub(in crate::service) struct Table {
    columns: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
    /// Rows that are none: told together with what is wrong in the others.
    broken: Vec<RowProblem>,
}

/// One row, with the faults found while it is read.
pub(super) struct Reader<'t> {
    line: u32,
    columns: &'t [String],
    cells: &'t [String],
    faults: &'t mut Vec<RowProblem>,
}

impl Table {
    /// Reads a file; rows of empty cells are passed over.
    ///
    /// # Errors
    /// [`Problem::NotATable`] for a picture, a workbook or text of another encoding;
    /// [`Problem::Rows`]: a header that is no UTF-8.
    pub(in crate::service) fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if !is_table(bytes) {
            return Err(Problem::NotATable);
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let (mut columns, mut rows, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        for record in reader.byte_records() {
            let Ok(record) = record else { continue };
            let line = record.position().map_or(0, |at| line_of_record(bytes, at.byte(), at.line()));
            let cells = match cells(&record) {
                Ok(cells) => cells,
                Err(at) => {
                    faults.push(fault(line, columns.get(at).map_or("", String::as_str), RowFault::NotUtf8, ""));
                    continue;
                }
            };
            if columns.is_empty() {
                columns = cells;
            } else if cells.len() == columns.len() {
                rows.push((line, cells));
            } else if cells.iter().any(|cell| !cell.is_empty()) {
                faults.push(fault(line, "", RowFault::WrongLength, &cells.join(",")));
            }
        }
        if columns.is_empty() && !faults.is_empty() {
            return Err(Problem::Rows(faults));
        }
        Ok(Self { columns, rows, broken: faults })
    }

    /// Rows with bytes that are no UTF-8 or of another length than the header.
    fn broken(&self) -> Vec<RowProblem> {
        self.broken.clone()
    }

    /// Whether the header has this column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// # Errors
    /// [`Problem::Rows`]: these columns are missing.
    pub(super) fn need(&self, columns: &[&str]) -> Result<(), Problem> {
        let missing = columns.iter().filter(|column| !self.has(column));
        let faults: Vec<RowProblem> = missing.map(|column| fault(1, column, RowFault::ColumnMissing, "")).collect();
        if faults.is_empty() { Ok(()) } else { Err(Problem::Rows(faults)) }
    }

    /// Reads every row; a row that `read` gives nothing for has said why in its faults.
    ///
    /// # Errors
    /// [`Problem::Rows`]: every fault of every row.
    pub(super) fn map<T>(&self, mut read: impl FnMut(&mut Reader<'_>) -> Option<T>) -> Result<Vec<T>, Problem> {
        let mut faults = self.broken();
        let mut found = Vec::with_capacity(self.rows.len());
        for (line, cells) in &self.rows {
            let mut reader = Reader { line: *line, columns: &self.columns, cells, faults: &mut faults };
            found.extend(read(&mut reader));
        }
        faults.sort_by_key(|fault| fault.line);
        if faults.is_empty() { Ok(found) } else { Err(Problem::Rows(faults)) }
    }
}

impl<'t> Reader<'t> {
    /// The cell as it stands; empty if there is no such column.
    pub(super) fn raw(&self, column: &str) -> &'t str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// Notes a fault of this row.
    pub(super) fn blame(&mut self, column: &str, what: RowFault) {
        let found = fault(self.line, column, what, self.raw(column));
        self.faults.push(found);
    }

    /// A text; may be empty.
    pub(super) fn text(&mut self, column: &str) -> Option<String> {
        let text = clean(self.raw(column));
        if characters(&text) > MOST_TEXT {
            self.blame(column, RowFault::TooLong);
            return None;
        }
        if is_like_formula(&text) {
            self.blame(column, RowFault::Formula);
            return None;
        }
        Some(text)
    }

    /// A text that must not be empty.
    pub(super) fn name(&mut self, column: &str) -> Option<String> {
        let text = self.text(column)?;
        if text.is_empty() {
            self.blame(column, RowFault::Empty);
            return None;
        }
        Some(text)
    }

    /// A whole number within a range; `Some(None)` for an empty cell.
    #[expect(clippy::option_option, reason = "a fault, an empty cell, a number")]
    pub(super) fn count(&mut self, column: &str, least: i64, most: i64) -> Option<Option<i64>> {
        match crate::domain::quantity::parse_count(self.raw(column), least, most) {
            Ok(number) => Some(Some(number)),
            Err(Problem::Missing) => Some(None),
            Err(Problem::OutOfRange { .. }) => {
                self.blame(column, RowFault::OutOfRange);
                None
            }
            Err(_) => {
                self.blame(column, RowFault::NotANumber);
                None
            }
        }
    }
}

/// What files begin with that people choose by mistake; the others have no text in their first line.
const OTHERS: [&[u8]; 3] = [b"%PDF", b"PK\x03\x04", b"{\\rtf"];

/// Whether the bytes can be a table: text in UTF-8 at least in the line of the header.
fn is_table(bytes: &[u8]) -> bool {
    let header = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let is_other = OTHERS.iter().any(|magic| bytes.starts_with(magic));
    !is_other && !bytes.contains(&0) && std::str::from_utf8(header).is_ok()
}

/// The cells as text, or the first that is none.
fn cells(record: &csv::ByteRecord) -> Result<Vec<String>, usize> {
    record
        .iter()
        .enumerate()
        .map(|(at, cell)| std::str::from_utf8(cell).map(|text| text.trim().to_owned()).map_err(|_| at))
        .collect()
}

fn fault(line: u32, column: &str, fault: RowFault, cell: &str) -> RowProblem {
    RowProblem { line, column: column.to_owned(), fault, cell: cell.chars().take(SHOWN).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_said_in_one_sentence() {
        let others: [&[u8]; 7] = [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            b"PK\x03\x04 a workbook",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"%PDF-1.7\n",
            b"\xff\xfec\0o\0d\0e\0",
            b"\xc2\xa5\xb6\xb0,\xb7\xbf\xba\xc5\n1,101\n",
        ];
        for bytes in others {
            assert_eq!(Table::read(bytes).unwrap_err(), Problem::NotATable, "{bytes:?}");
        }
        assert!(Table::read("\u{feff}楼栋,房号\r\n1,101\r\n".as_bytes()).is_ok());
    }

    #[test]
    fn a_record_of_csv_is_called_by_the_line_on_which_it_stands() {
        for text in ["a\nb\nc", "a\r\nb\r\nc", "a\r\nb\r\n\r\n\r\nc", "\r\na\n\n\"b\r\nb\"\r\nc"] {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let told: Vec<(String, u32)> = reader
                .records()
                .map(|record| {
                    let record = record.unwrap();
                    let at = record.position().unwrap();
                    (record[0].to_owned(), line_of_record(text.as_bytes(), at.byte(), at.line()))
                })
                .collect();
            let lines: Vec<&str> = text.split('\n').collect();
            for (cell, line) in told {
                let there = lines[usize::try_from(line).unwrap() - 1].trim().trim_matches('"');
                assert_eq!(there, &cell[..1], "{cell:?} of {text:?} on line {line}");
            }
        }
    }
}
