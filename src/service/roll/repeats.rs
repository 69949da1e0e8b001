//! How large an ODS workbook becomes once what it repeats is written out.
//!
//! For: [`check`], before its reader does just that: a few bytes may stand for a million rows.
//! Must not know: what stands in the cells, which sheet is wanted.
//! To add: a further element that stands for many is an arm in `Sum::begins`.

use super::sheet::too_large;
use crate::domain::problem::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Most cells of all sheets together, with those that are repeated.
const MOST_CELLS: u64 = 3_200_000;
/// Most bytes of copies of what is repeated.
const MOST_COPIED: u64 = 64 << 20;
/// What the reader itself takes for the end of a sheet.
const ENDS: (u64, u64) = (1 << 20, 1 << 14);

/// Walks over the cells as their reader does. What is torn ends the walk: the reader tells it.
///
/// # Errors
/// [`Problem::Rows`]: too large; [`Problem::NotATable`] for a count that is none.
pub fn check(content: impl BufRead) -> Result<(), Problem> {
    let mut reader = Reader::from_reader(content);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    config.expand_empty_elements = true;
    let (mut sum, mut piece) = (Sum::default(), Vec::new());
    loop {
        piece.clear();
        match reader.read_event_into(&mut piece) {
            Ok(Event::Start(element)) => sum.begins(&element)?,
            Ok(Event::End(element)) => sum.ends(element.name().as_ref())?,
            Ok(Event::Text(text)) => sum.text = sum.text.saturating_add(count(text.len())),
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

/// What has been walked over.
#[derive(Default)]
struct Sum {
    /// Cells of the sheets before, and those of all rows as they are written.
    earlier: u64,
    cells: u64,
    /// Rows and width of this sheet, without empty ones at its begin and its end.
    rows: u64,
    width: u64,
    empty_rows: u64,
    /// How often this row stands, its cells, and the empty ones at its end.
    times: u64,
    row: u64,
    empty: u64,
    /// How often this cell stands, and its bytes.
    across: u64,
    text: u64,
    /// Bytes of this row once, and with its copies.
    once: u64,
    whole: u64,
    copied: u64,
}

impl Sum {
    fn begins(&mut self, element: &BytesStart<'_>) -> Result<(), Problem> {
        match element.name().as_ref() {
            "table:table" => {
                self.earlier = self.earlier.saturating_add(self.rows.saturating_mul(self.width));
                (self.rows, self.width, self.empty_rows) = (0, 0, 0);
            }
            "table:table-row" => {
                self.times = number(element, "table:number-rows-repeated")?.min(ENDS.0);
                (self.row, self.empty, self.once, self.whole) = (0, 0, 0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(element)?,
            "text:s" => {
                let spaces = number(element, "text:c")?;
                self.text = self.text.saturating_add(spaces);
                self.copied = self.copied.saturating_add(spaces);
            }
            _ => {}
        }
        self.bounded()
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), Problem> {
        self.across = number(element, "table:number-columns-repeated")?.min(ENDS.1);
        self.text = count(element.len());
        // Empty ones count once something stands after them.
        let mut more = std::mem::take(&mut self.empty);
        if is_filled(element)? {
            more = more.saturating_add(self.across);
        } else {
            self.empty = self.across;
        }
        self.row = self.row.saturating_add(more);
        self.cells = self.cells.saturating_add(more);
        Ok(())
    }

    fn ends(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                self.once = self.once.saturating_add(self.text);
                self.whole = self.whole.saturating_add(self.text.saturating_mul(self.across));
            }
            "table:table-row" if self.row == 0 => self.empty_rows = self.empty_rows.saturating_add(self.times),
            "table:table-row" => {
                let before = std::mem::take(&mut self.empty_rows);
                let before = if self.rows == 0 { 0 } else { before };
                self.rows = self.rows.saturating_add(before).saturating_add(self.times);
                self.width = self.width.max(self.row);
                let all = self.whole.saturating_mul(self.times);
                self.copied = self.copied.saturating_add(all.saturating_sub(self.once));
            }
            _ => {}
        }
        self.bounded()
    }

    fn bounded(&self) -> Result<(), Problem> {
        let all = self.earlier.saturating_add(self.rows.saturating_mul(self.width));
        let is_over = all > MOST_CELLS || self.cells > MOST_CELLS || self.copied > MOST_COPIED;
        if is_over { Err(too_large(1)) } else { Ok(()) }
    }
}

fn count(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

/// How many; one if it is not said.
fn number(element: &BytesStart<'_>, name: &str) -> Result<u64, Problem> {
    let mut most = 1;
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Problem::NotATable)?;
        if attribute.key.as_ref() == name {
            most = most.max(attribute.value.parse().map_err(|_| Problem::NotATable)?);
        }
    }
    Ok(most)
}

fn is_filled(element: &BytesStart<'_>) -> Result<bool, Problem> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Problem::NotATable)?;
        let key = attribute.key.as_ref();
        if key.starts_with("office:") || key.starts_with("calcext:") || key == "table:formula" {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: &str = "<table:table-cell office:value-type=\"float\" office:value=\"1\"";

    fn sheet(rows: &str) -> String {
        format!("<table:table table:name=\"A\">{rows}</table:table>")
    }

    #[test]
    fn what_is_repeated_counts_as_often_as_it_stands() {
        let rows = |n: u32, m: u32| {
            sheet(&format!(
                "<table:table-row table:number-rows-repeated=\"{n}\">{CELL} table:number-columns-repeated=\"{m}\"/>\
                 </table:table-row>"
            ))
        };
        assert_eq!(check(rows(1_000, 20).as_bytes()), Ok(()));
        for (n, m) in [(1_000_000, 10), (1_000, 16_000), (u32::MAX, u32::MAX)] {
            assert_eq!(check(rows(n, m).as_bytes()), Err(too_large(1)), "{n} {m}");
        }
        // Many sheets of some, and an attribute that no simple search finds.
        assert_eq!(check(rows(100_000, 10).repeat(4).as_bytes()), Err(too_large(1)));
        let odd = rows(1_000_000, 10).replace(" table:number-rows", " x=\">\"\n\ttable:number-rows");
        assert_eq!(check(odd.as_bytes()), Err(too_large(1)));
        assert_eq!(check(rows(1, 1).replace("\"1\"/", "\"&#49;\"/").as_bytes()), Err(Problem::NotATable));
    }

    #[test]
    fn long_words_and_many_spaces_are_bounded_too() {
        let long = format!(
            "<table:table-row>{CELL} table:number-columns-repeated=\"9000\"><text:p>{}</text:p></table:table-cell>\
             </table:table-row>",
            "x".repeat(10_000)
        );
        assert_eq!(check(sheet(&long).as_bytes()), Err(too_large(1)));
        let spaces =
            format!("<table:table-row>{CELL}><text:s text:c=\"4000000000\"/></table:table-cell></table:table-row>");
        assert_eq!(check(sheet(&spaces).as_bytes()), Err(too_large(1)));
    }

    #[test]
    fn what_an_office_program_writes_to_the_end_of_a_sheet_costs_nothing() {
        let row = format!(
            "<table:table-row>{CELL}/><table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>"
        );
        let end = "<table:table-row table:number-rows-repeated=\"1048575\">\
            <table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(check(sheet(&format!("{row}{end}")).as_bytes()), Ok(()));
        assert_eq!(check(sheet(&format!("{row}{end}{row}")).as_bytes()), Ok(()));
        let wide = row.replace("16383\"/>", &format!("40\"/>{CELL}/>"));
        assert_eq!(check(sheet(&format!("{wide}{end}{wide}")).as_bytes()), Err(too_large(1)));
    }
}
