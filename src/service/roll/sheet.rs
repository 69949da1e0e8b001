//! The cells of a roll's file, whatever kind of file it is.
//!
//! For: [`Sheet::read`]: CSV in UTF-8, UTF-16 or GB18030 with commas, tabs or semicolons here,
//! workbooks by `workbook`. All text stands in one string, so that 100,000 rows stay small.
//! Must not know: households; what is done with the cells.
//! To add: a kind of file fills a [`Sheet`] by [`Sheet::push`].

use super::decoding::{decoded, separator};
use super::workbook;
use crate::domain::community::columns::Columns;
use crate::domain::problem::{Problem, RowFault, RowProblem};
use crate::domain::text::line_of_record;
use std::collections::HashMap;

/// Most bytes of a file.
pub const MOST_BYTES: usize = 20 << 20;
/// Most rows below the header.
pub const MOST_ROWS: usize = 100_000;
/// Most columns.
pub const MOST_COLUMNS: usize = 64;
/// Rows above the header: titles, who made the list, an empty line.
pub(super) const ABOVE: usize = 6;
/// Most line breaks and most characters of a cell of CSV: beyond, a quotation mark took rows in.
const MOST_BREAKS: usize = 3;
const MOST_CELL: usize = 1_000;
/// Known columns by which a row is taken for the header.
const KNOWN: usize = 2;

/// Its line in the file, and its cells among all.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    line: u32,
    start: usize,
    end: usize,
}

/// A header and its rows.
#[derive(Debug, Default)]
pub struct Sheet {
    columns: Vec<String>,
    header: u32,
    is_workbook: bool,
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    rows: Vec<Row>,
    /// Cells of merged regions, by line and column: the row and column whose text they show.
    merged: HashMap<(u32, usize), (usize, usize)>,
    /// Rows that cannot be read.
    pub broken: Vec<RowProblem>,
}

impl Sheet {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Problem::NotATable`]; [`Problem::Rows`]: it is too large.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.len() > MOST_BYTES {
            return Err(too_large(1));
        }
        if workbook::is_one(bytes) { workbook::read(bytes) } else { Self::csv(bytes) }
    }

    /// A sheet of a workbook, to be filled.
    pub(super) fn of_workbook() -> Self {
        Self { is_workbook: true, ..Self::default() }
    }

    fn csv(bytes: &[u8]) -> Result<Self, Problem> {
        let mut sheet = Self::default();
        let text = decoded(bytes, &mut sheet.broken)?;
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if text.contains('\0') || first.chars().any(|c| c.is_control() && c != '\t') {
            return Err(Problem::NotATable);
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator(&text))
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        // The file ends within a cell if its last one has several lines and no mark behind them.
        let is_open = !text.trim_end().ends_with('"');
        while reader.read_record(&mut record).unwrap_or(false) {
            let line = record.position().map_or(0, |at| line_of_record(text.as_bytes(), at.byte(), at.line()));
            let is_last = is_open && reader.position().byte() >= count(text.len());
            if let Some(before) = open_quote(&record, is_last) {
                sheet.broken.push(fault(line.saturating_add(before), "", RowFault::OpenQuote, ""));
                continue;
            }
            sheet.push(line, record.iter())?;
        }
        sheet.settle()?;
        sheet.check_lengths();
        Ok(sheet)
    }

    /// Adds a row.
    pub(super) fn push<'c>(&mut self, line: u32, cells: impl Iterator<Item = &'c str>) -> Result<(), Problem> {
        let before = self.ends.len();
        for (at, cell) in cells.enumerate() {
            let cell = cell.trim();
            if at >= MOST_COLUMNS {
                if cell.is_empty() {
                    continue;
                }
                return Err(too_large(line));
            }
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
        let start = self.ends.get(before.wrapping_sub(1)).copied().unwrap_or(0);
        if self.text.len() == start {
            self.ends.truncate(before);
            return Ok(());
        }
        self.rows.push(Row { line, start: before, end: self.ends.len() });
        if self.rows.len() > MOST_ROWS + ABOVE { Err(too_large(line)) } else { Ok(()) }
    }

    /// Finds the header among the first rows, and takes it and what stands above away.
    pub(super) fn settle(&mut self) -> Result<(), Problem> {
        let first = 0..self.rows.len().min(ABOVE);
        let known = first.clone().find(|row| Columns::find(self.cells(*row)).known() >= KNOWN);
        let header = known.or_else(|| first.clone().find(|row| self.filled(*row) >= KNOWN)).or(first.clone().next());
        let Some(header) = header else {
            return if self.broken.is_empty() {
                Err(Problem::NotATable)
            } else {
                Err(Problem::Rows(self.broken.clone()))
            };
        };
        self.columns = self.cells(header).map(str::to_owned).collect();
        while self.columns.last().is_some_and(String::is_empty) {
            self.columns.pop();
        }
        self.header = self.line(header);
        self.rows.drain(..=header);
        if self.rows.len() > MOST_ROWS { Err(too_large(self.header)) } else { Ok(()) }
    }

    /// Whether a header was found whose columns are known.
    pub(super) fn is_known(&self) -> bool {
        Columns::find(self.columns()).known() >= KNOWN
    }

    /// Notes the cells that show the text of another: a merged region of these lines and columns. Gives
    /// how many cells that are.
    pub(super) fn merge(
        &mut self,
        lines: core::ops::RangeInclusive<u32>,
        columns: core::ops::RangeInclusive<usize>,
    ) -> usize {
        let origin = self.rows.binary_search_by_key(lines.start(), |row| row.line);
        let (Ok(origin), true) = (origin, *columns.start() < MOST_COLUMNS) else { return 0 };
        let last = (*columns.end()).min(MOST_COLUMNS - 1);
        let rows: Vec<u32> =
            self.rows.iter().skip(origin).map(|row| row.line).take_while(|line| lines.contains(line)).collect();
        for line in &rows {
            let line = *line;
            for column in *columns.start()..=last {
                if (line, column) != (*lines.start(), *columns.start()) {
                    self.merged.insert((line, column), (origin, *columns.start()));
                }
            }
        }
        rows.len().saturating_mul(last.saturating_sub(*columns.start()).saturating_add(1))
    }

    /// In CSV a row of another length than the header is torn; empty cells at its end are not.
    fn check_lengths(&mut self) {
        let width = self.columns.len();
        let torn = |row: usize| {
            let count = self.cells(row).count();
            count < width || self.cells(row).skip(width).any(|cell| !cell.is_empty())
        };
        let found: Vec<usize> = (0..self.rows.len()).filter(|row| torn(*row)).collect();
        let told = found.iter().map(|row| {
            let cells = self.cells(*row).collect::<Vec<_>>().join(",");
            fault(self.line(*row), "", RowFault::WrongLength, &cells)
        });
        let told: Vec<RowProblem> = told.collect();
        self.broken.extend(told);
        let mut found = found.into_iter().peekable();
        let mut at = 0..;
        self.rows.retain(|_| found.next_if_eq(&at.next().unwrap_or_default()).is_none());
    }

    fn filled(&self, row: usize) -> usize {
        self.cells(row).filter(|cell| !cell.is_empty()).count()
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }

    /// The line of the header.
    pub fn header(&self) -> u32 {
        self.header
    }

    /// How many rows there are below the header.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The line of a row in its file.
    pub fn line(&self, row: usize) -> u32 {
        self.row(row).line
    }

    fn row(&self, row: usize) -> Row {
        self.rows.get(row).copied().unwrap_or_default()
    }

    fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        let Row { start, end, .. } = self.row(row);
        (start..end).map(|at| self.at(at))
    }

    fn at(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// A cell; empty beyond the end of its row.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let Row { start, end, .. } = self.row(row);
        if start + column < end { self.at(start + column) } else { "" }
    }

    /// A cell, or the text of the merged region in which it lies.
    pub fn shown(&self, row: usize, column: usize) -> &str {
        let own = self.cell(row, column);
        if !own.is_empty() || self.merged.is_empty() {
            return own;
        }
        let origin = self.merged.get(&(self.line(row), column));
        origin.map_or(own, |(row, column)| self.cell(*row, *column))
    }

    /// The name of a cell's column as faults tell it; in a workbook with the cell's own name.
    pub fn place(&self, row: usize, column: usize) -> String {
        let name = self.columns.get(column).map_or("", String::as_str);
        if self.is_workbook { format!("{}{} {name}", letters(column), self.line(row)) } else { name.to_owned() }
    }
}

/// `A` to `Z`, then `AA`.
fn letters(column: usize) -> String {
    let letter = |n: usize| u8::try_from(n % 26).map_or('?', |n| char::from(b'A' + n));
    match column.checked_sub(26) {
        None => letter(column).to_string(),
        Some(rest) => format!("{}{}", letter(rest / 26), letter(rest)),
    }
}

fn count(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

/// How many lines below the record's first a cell begins that a quotation mark left open.
fn open_quote(record: &csv::StringRecord, is_last: bool) -> Option<u32> {
    let breaks = |cell: &str| cell.matches('\n').count().max(cell.matches('\r').count());
    let last = record.len().saturating_sub(1);
    let is_open = |(at, cell): (usize, &str)| {
        let breaks = breaks(cell);
        breaks > MOST_BREAKS || cell.chars().nth(MOST_CELL).is_some() || (is_last && at == last && breaks > 0)
    };
    let at = record.iter().enumerate().position(is_open)?;
    u32::try_from(record.iter().take(at).map(breaks).sum::<usize>()).ok()
}

/// A fault with no more of its cell than is needed to know it again.
pub(super) fn fault(line: u32, column: &str, fault: RowFault, cell: &str) -> RowProblem {
    RowProblem { line, column: column.to_owned(), fault, cell: cell.chars().take(40).collect() }
}

pub(super) fn too_large(line: u32) -> Problem {
    Problem::Rows(vec![fault(line, "", RowFault::TooLong, "")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    const ROLL: &str = "翠苑新村名册,,\n楼栋,楼层,房号\n1栋,1,101\n";

    fn texts(bytes: &[u8]) -> Vec<String> {
        let sheet = Sheet::read(bytes).unwrap();
        assert_eq!(sheet.broken, []);
        sheet.columns().chain((0..sheet.len()).flat_map(|row| sheet.cells(row))).map(str::to_owned).collect()
    }

    #[test]
    fn a_list_is_read_in_whatever_encoding_and_with_whatever_marks_it_was_saved() {
        let utf16 = |big: bool| -> Vec<u8> {
            let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            "\u{feff}".encode_utf16().chain(ROLL.encode_utf16()).flat_map(unit).collect()
        };
        let gb = GB18030.encode(ROLL).0;
        let (semicolons, tabs) = (ROLL.replace(',', ";"), ROLL.replace(',', "\t").replace('\n', "\r\n"));
        let files: [&[u8]; 7] = [
            ROLL.as_bytes(),
            &[b"\xef\xbb\xbf", ROLL.as_bytes()].concat(),
            &gb,
            &utf16(true),
            &utf16(false),
            semicolons.as_bytes(),
            tabs.as_bytes(),
        ];
        for file in files {
            assert_eq!(texts(file), ["楼栋", "楼层", "房号", "1栋", "1", "101"]);
        }
    }

    #[test]
    fn a_line_of_another_encoding_is_told_by_its_number() {
        let gb = GB18030.encode("3栋,1,101\n").0.into_owned();
        let told = |bytes: Vec<u8>| {
            let broken = Sheet::read(&bytes).unwrap().broken;
            broken.into_iter().map(|fault| (fault.line, fault.fault)).collect::<Vec<_>>()
        };
        assert_eq!(told([ROLL.as_bytes(), &gb].concat()), [(4, RowFault::NotUtf8)]);
        let all = [&GB18030.encode(ROLL).0[..], "4栋,1,101\n".as_bytes()].concat();
        assert_eq!(told(all), [(4, RowFault::NotUtf8)]);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told_by_its_line_and_takes_no_row_in_silently() {
        let told = |text: &str| {
            let broken = match Sheet::read(text.as_bytes()) {
                Ok(sheet) => sheet.broken,
                Err(Problem::Rows(rows)) => rows,
                Err(other) => panic!("{other:?}"),
            };
            broken.into_iter().map(|fault| (fault.line, fault.fault)).collect::<Vec<_>>()
        };
        let rest = "2栋,1,101\n".repeat(6);
        let open = [(4, RowFault::OpenQuote)];
        assert_eq!(told(&format!("{ROLL}\"1栋,1,102\n{rest}")), open);
        assert_eq!(told(&format!("{ROLL}1栋,1,\"102\n2栋,1,101\n")), open, "the last cell of the file");
        assert_eq!(told(&format!("{ROLL}1栋,1,\"102\n{rest}3栋,1,\"103\n{rest}").replace('\n', "\r\n")), open);
        assert_eq!(told(&format!("{ROLL}1栋,\"{}\",102\n", "一".repeat(MOST_CELL + 1))), open);
        assert_eq!(told(&format!("{ROLL}1栋,\"1\n\",\"102{}\"\n", "\n".repeat(4))), [(5, RowFault::OpenQuote)]);
        assert_eq!(told("楼栋,楼层,\"房号\n1栋,1,101\n"), [(1, RowFault::OpenQuote)]);
        for sound in ["1栋,1,\"102\n103\"\n", "1栋,1,\"102\"", "1栋,1,10\"2\n", "\"1\n栋\",1,102\n"] {
            assert_eq!(told(&format!("{ROLL}{sound}")), [], "{sound}");
        }
    }

    #[test]
    fn what_is_no_table_is_said_in_one_sentence() {
        let others: [&[u8]; 7] = [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            b"PK\x03\x04 a workbook",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"%PDF-1.7\n",
            b"\xff\xfe\0",
            b"",
        ];
        for bytes in others {
            assert_eq!(Sheet::read(bytes).unwrap_err(), Problem::NotATable, "{bytes:?}");
        }
    }

    #[test]
    fn more_rows_or_columns_than_a_roll_has_are_refused() {
        let wide = format!("楼栋,房号{}\n", ",x".repeat(MOST_COLUMNS));
        assert!(matches!(Sheet::read(wide.as_bytes()), Err(Problem::Rows(_))));
        let long = format!("楼栋,房号\n{}", "1,1\n".repeat(MOST_ROWS + 1));
        assert!(matches!(Sheet::read(long.as_bytes()), Err(Problem::Rows(_))));
        assert_eq!([letters(0), letters(25), letters(26), letters(63)], ["A", "Z", "AA", "BL"]);
    }
}
