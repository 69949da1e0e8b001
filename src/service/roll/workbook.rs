//! Rolls in workbooks: XLSX, XLS and ODS.
//!
//! For: the first sheet with a header, as a [`Sheet`]; formulas count by the value that was kept
//! with them, and merged cells are noted.
//! Must not know: what a column means beyond whether it is known.
//! To add: a kind of workbook is an arm in [`read`].

use super::sheet::{MOST_COLUMNS, MOST_ROWS, Sheet, too_large};
use super::{old_book, repeats, spans};
use crate::domain::problem::Problem;
use calamine::{Data, Dimensions, Ods, Range, Reader, Xls, Xlsx};
use flate2::read::DeflateDecoder;
use std::io::{BufReader, Cursor, Read};

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Most bytes of all parts of a workbook when they are unpacked.
const MOST_UNPACKED: u64 = 200 << 20;
/// Most cells that merged regions cover, counted as often as they do.
const MOST_MERGED: usize = 1_000_000;
/// Most parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// Most sheets that are looked at.
const MOST_SHEETS: usize = 8;

/// Whether the bytes begin like a workbook.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(OLE)
}

/// Reads the first sheet with a header; of none whose columns are known the first with any text.
///
/// # Errors
/// [`Problem::NotATable`]; [`Problem::Rows`]: it is too large.
pub fn read(bytes: &[u8]) -> Result<Sheet, Problem> {
    let file = Cursor::new(bytes);
    if bytes.starts_with(OLE) {
        old_book::check(bytes)?;
        let mut book = Xls::new(file).map_err(|_| Problem::NotATable)?;
        let names = book.sheet_names();
        return first(&names, |name| {
            let range = book.worksheet_range(name).map_err(|_| Problem::NotATable)?;
            let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
            of_range(&range, &merged)
        });
    }
    let parts = parts(bytes)?;
    check_size(&parts)?;
    if let Ok(mut book) = Xlsx::new(file.clone()) {
        let names = book.sheet_names();
        return first(&names, |name| {
            let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
            streamed(&mut book, name, &merged)
        });
    }
    // Whichever part its reader takes for the cells: a file may name several alike.
    for part in &parts {
        repeats::check(BufReader::new(part.unpacked(MOST_UNPACKED)))?;
    }
    let mut book = Ods::new(file).map_err(|_| Problem::NotATable)?;
    let names = book.sheet_names();
    first(&names, |name| {
        let range = book.worksheet_range(name).map_err(|_| Problem::NotATable)?;
        let content = parts.iter().find(|part| part.name == b"content.xml");
        let merged = content.map(|part| spans::of_sheet(BufReader::new(part.unpacked(MOST_UNPACKED)), name));
        of_range(&range, &merged.unwrap_or_default())
    })
}

fn first(names: &[String], mut read: impl FnMut(&str) -> Result<Sheet, Problem>) -> Result<Sheet, Problem> {
    let mut other = Err(Problem::NotATable);
    for name in names.iter().take(MOST_SHEETS) {
        match read(name) {
            Ok(sheet) if sheet.is_known() => return Ok(sheet),
            Err(too_large @ Problem::Rows(_)) => return Err(too_large),
            found => other = other.or(found),
        }
    }
    other
}

/// Cell by cell: a sheet that claims a million columns costs nothing.
fn streamed<R: Read + std::io::Seek>(book: &mut Xlsx<R>, name: &str, merged: &[Dimensions]) -> Result<Sheet, Problem> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| Problem::NotATable)?;
    let mut sheet = Sheet::of_workbook();
    let mut row: Vec<String> = Vec::new();
    let mut at = 0;
    loop {
        let cell = cells.next_cell().map_err(|_| Problem::NotATable)?;
        let (line, column) = cell.as_ref().map_or((u32::MAX, 0), calamine::Cell::get_position);
        if line != at {
            sheet.push(at.saturating_add(1), row.iter().map(String::as_str))?;
            row.clear();
            at = line;
        }
        let Some(cell) = cell else { break };
        let text = text_of(&Data::from(cell.get_value().clone()));
        if text.trim().is_empty() {
            continue;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            return Err(too_large(line.saturating_add(1)));
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        if let Some(place) = row.get_mut(column) {
            *place = text;
        }
    }
    finished(sheet, merged)
}

fn of_range(range: &Range<Data>, merged: &[Dimensions]) -> Result<Sheet, Problem> {
    let (first, left) = range.start().unwrap_or_default();
    let mut sheet = Sheet::of_workbook();
    let left = usize::try_from(left).unwrap_or(0).min(MOST_COLUMNS);
    for (line, row) in (first.saturating_add(1)..).zip(range.rows()) {
        let cells: Vec<String> = row.iter().map(text_of).collect();
        sheet.push(line, std::iter::repeat_n("", left).chain(cells.iter().map(String::as_str)))?;
    }
    finished(sheet, merged)
}

fn finished(mut sheet: Sheet, merged: &[Dimensions]) -> Result<Sheet, Problem> {
    sheet.settle()?;
    let mut cells = 0;
    for region in merged.iter().take(MOST_ROWS) {
        let column = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let lines = region.start.0.saturating_add(1)..=region.end.0.saturating_add(1);
        cells += sheet.merge(lines, column(region.start.1)..=column(region.end.1));
        if cells > MOST_MERGED {
            return Err(too_large(region.start.0.saturating_add(1)));
        }
    }
    Ok(sheet)
}

/// A number as people typed it: `101.0` is `101`.
fn text_of(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) if number.unsigned_abs() < EXACT => number.to_string(),
        Data::Int(number) => format!("{number:E}").replace('E', "E+"),
        Data::Float(number) => number_text(*number),
        Data::DateTime(day) => number_text(day.as_f64()),
        Data::Bool(yes) => yes.to_string(),
        // Told as what it is, not as an empty cell.
        Data::Error(what) => what.to_string(),
        Data::Empty => String::new(),
    }
}

/// What stands in the file may be off by the last bit: 68.350000000000009 was typed as 68.35.
fn number_text(number: f64) -> String {
    if number.abs() >= EXACT_FLOAT {
        // As table programs show it: of more digits the last ones are lost, and nobody may take them for
        // what was typed.
        return format!("{number:E}").replace('E', "E+");
    }
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Numbers from here on may have lost digits: 15 are kept.
const EXACT: u64 = 1_000_000_000_000_000;
const EXACT_FLOAT: f64 = 1e15;

/// A part of a workbook as it is packed.
struct Part<'b> {
    name: &'b [u8],
    is_stored: bool,
    packed: &'b [u8],
}

impl Part<'_> {
    /// Its bytes, and no more of them than this.
    fn unpacked(&self, most: u64) -> Box<dyn Read + '_> {
        if self.is_stored {
            Box::new(self.packed.take(most))
        } else {
            Box::new(DeflateDecoder::new(self.packed).take(most))
        }
    }
}

fn parts(bytes: &[u8]) -> Result<Vec<Part<'_>>, Problem> {
    let List { start, end, count } = list_of_parts(bytes).ok_or(Problem::NotATable)?;
    let (mut found, mut at) = (Vec::new(), start);
    while at < end && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
        let entry = |offset: usize, wide: usize| number(bytes, at.saturating_add(offset), wide);
        let (Some(method @ (0 | 8)), Some(packed), Some(local)) = (entry(10, 2), entry(20, 4), entry(42, 4)) else {
            return Err(Problem::NotATable);
        };
        let inside = |offset: usize| number(bytes, local.saturating_add(offset), 2).unwrap_or(0);
        let start = local.saturating_add(30).saturating_add(inside(26)).saturating_add(inside(28));
        let packed = bytes.get(start..start.saturating_add(packed)).ok_or(Problem::NotATable)?;
        let named = at.saturating_add(46);
        let name = bytes.get(named..named.saturating_add(entry(28, 2).unwrap_or(0))).unwrap_or_default();
        found.push(Part { name, is_stored: method == 0, packed });
        let rest = [28, 30, 32].into_iter().filter_map(|offset| entry(offset, 2)).fold(46_usize, usize::saturating_add);
        at = at.saturating_add(rest);
    }
    // What is counted here must be what is unpacked later.
    if (at, found.len()) == (end, count) { Ok(found) } else { Err(Problem::NotATable) }
}

/// Unpacks every part to nowhere and counts, because what a part says of its own size may be untrue.
fn check_size(parts: &[Part<'_>]) -> Result<(), Problem> {
    let mut sum = 0;
    for part in parts {
        let left = MOST_UNPACKED.saturating_sub(sum);
        let more = std::io::copy(&mut part.unpacked(left + 1), &mut std::io::sink()).map_err(|_| Problem::NotATable)?;
        sum = sum.saturating_add(more);
        if sum > MOST_UNPACKED {
            return Err(too_large(1));
        }
    }
    Ok(())
}

/// The list of parts, as the end of the file tells it.
struct List {
    start: usize,
    end: usize,
    count: usize,
}

/// None where two readers could find two lists: one that is elsewhere than it says, a file of
/// several disks, or the wide numbers that no workbook of this size needs.
fn list_of_parts(bytes: &[u8]) -> Option<List> {
    let tail = bytes.len().saturating_sub(66_000);
    let end = tail + bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let told = |offset: usize, wide: usize| number(bytes, end + offset, wide);
    let (disks, here, count) = ((told(4, 2)?, told(6, 2)?), told(8, 2)?, told(10, 2)?);
    let (size, start, comment) = (told(12, 4)?, told(16, 4)?, told(20, 2)?);
    let whole = disks == (0, 0) && here == count && start.checked_add(size)? == end;
    let fits = end + 22 + comment <= bytes.len() && count <= MOST_PARTS;
    (whole && fits).then_some(List { start, end, count })
}

/// A number of so many bytes, the lowest first.
pub(super) fn number(bytes: &[u8], at: usize, wide: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(wide)?)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{Format, Formula, Workbook};

    fn book() -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().write(0, 0, "说明").unwrap();
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "翠苑新村住户名册", &plain).unwrap();
        for (column, name) in (0_u16..).zip(["楼栋", "楼层", "房号", "建筑面积"]) {
            sheet.write(1, column, name).unwrap();
        }
        sheet.merge_range(2, 0, 3, 0, "1栋", &plain).unwrap();
        for (row, room, area) in [(2, 101.0, 60.5), (3, 102.0, 68.350_000_000_000_01)] {
            sheet.write(row, 1, 1).unwrap();
            sheet.write(row, 2, room).unwrap();
            sheet.write(row, 3, area).unwrap();
        }
        sheet.write_formula(3, 3, Formula::new("=60+8.35").set_result("68.35")).unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_workbook_is_read_with_its_title_its_merged_cells_and_the_values_of_its_formulas() {
        let sheet = read(&book()).unwrap();
        assert_eq!(sheet.columns().collect::<Vec<_>>(), ["楼栋", "楼层", "房号", "建筑面积"]);
        assert_eq!((sheet.header(), sheet.len()), (2, 2));
        let row = |row: usize| (0..4).map(|column| sheet.shown(row, column)).collect::<Vec<_>>();
        assert_eq!(row(0), ["1栋", "1", "101", "60.5"]);
        assert_eq!(row(1), ["1栋", "1", "102", "68.35"]);
        assert_eq!(sheet.place(1, 2), "C4 房号");
    }

    /// A file of parts that are not packed.
    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let (mut file, mut list) = (Vec::new(), Vec::new());
        for (name, body) in parts {
            let mut crc = flate2::Crc::new();
            crc.update(body.as_bytes());
            let size = u32::try_from(body.len()).unwrap().to_le_bytes();
            let named = u16::try_from(name.len()).unwrap().to_le_bytes();
            let head =
                [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..], &crc.sum().to_le_bytes(), &size, &size, &named, &[0; 2]]
                    .concat();
            let at = u32::try_from(file.len()).unwrap().to_le_bytes();
            list.extend([&b"PK\x01\x02\x14\x00"[..], &head[..], &[0; 10], &at, name.as_bytes()].concat());
            file.extend([&b"PK\x03\x04"[..], &head[..], name.as_bytes(), body.as_bytes()].concat());
        }
        let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
        let (size, at) =
            (u32::try_from(list.len()).unwrap().to_le_bytes(), u32::try_from(file.len()).unwrap().to_le_bytes());
        [&file[..], &list[..], b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &[0; 2]].concat()
    }

    #[test]
    fn merged_cells_of_an_open_document_say_the_building_of_all_their_rows() {
        let cell = |text: &str| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
        };
        let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
        let merged = "<table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"1\" \
            table:number-rows-spanned=\"2\"><text:p>1栋</text:p></table:table-cell>";
        let rows = [
            row(&["楼栋", "楼层", "房号", "建筑面积"].map(cell).concat()),
            row(&format!("{merged}{}", ["1", "101", "60.5"].map(cell).concat())),
            row(&format!("<table:covered-table-cell/>{}", ["1", "102", "70"].map(cell).concat())),
        ];
        let content = format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
             <table:table table:name=\"名册\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
            rows.concat()
        );
        let book = zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"></manifest:manifest>"),
            ("content.xml", &content),
        ]);
        let sheet = read(&book).unwrap();
        let row = |row: usize| (0..4).map(|column| sheet.shown(row, column)).collect::<Vec<_>>();
        assert_eq!([row(0), row(1)], [["1栋", "1", "101", "60.5"], ["1栋", "1", "102", "70"]]);
    }

    #[test]
    fn a_workbook_that_is_torn_is_no_table() {
        let book = book();
        for end in [4, 100, book.len() / 2, book.len() - 30] {
            assert_eq!(read(&book[..end]).unwrap_err(), Problem::NotATable, "{end}");
        }
    }

    #[test]
    fn numbers_are_read_as_they_were_typed() {
        for (number, text) in [
            (101.0, "101"),
            (68.350_000_000_000_01, "68.35"),
            (-1.0, "-1"),
            (0.0, "0"),
            (100.0, "100"),
            (999_999_999_999_999.0, "999999999999999"),
            (360_102_199_001_011_000.0, "3.60102199001011E+17"),
            (4e17, "4E+17"),
        ] {
            assert_eq!(number_text(number), text);
            assert_eq!(text.contains('E'), crate::domain::community::owners::is_rounded(text), "{text}");
        }
    }
}
