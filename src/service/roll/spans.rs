//! Merged cells of an ODS workbook, which its reader leaves empty.
//!
//! For: [`of_sheet`], from the part of the file that holds the cells.
//! Must not know: what stands in the cells, or what merged cells mean.
//! To add: nothing but what a further element says of its place.

use super::sheet::MOST_ROWS;
use calamine::Dimensions;
use std::io::BufRead;

/// The merged regions of the sheet of this name. What is torn ends the list: the reader tells it.
pub fn of_sheet(content: impl BufRead, sheet: &str) -> Vec<Dimensions> {
    let mut walk = Walk::default();
    // Each piece ends with an element; words of cells hold none, since they write it `&lt;`.
    for piece in content.split(b'>') {
        let Ok(piece) = piece else { break };
        let piece = String::from_utf8_lossy(&piece);
        let Some((_, element)) = piece.rsplit_once('<') else { continue };
        if walk.is_over(element, sheet) || walk.found.len() >= MOST_ROWS {
            break;
        }
    }
    walk.found
}

/// Where the elements have come to.
#[derive(Default)]
struct Walk {
    is_inside: bool,
    row: u32,
    column: u32,
    repeats: u32,
    found: Vec<Dimensions>,
}

impl Walk {
    /// Takes an element; true after the end of the sheet.
    fn is_over(&mut self, element: &str, sheet: &str) -> bool {
        let is_empty = element.ends_with('/');
        let name = element.split([' ', '\t', '\n', '\r']).next().unwrap_or_default();
        match (name.trim_end_matches('/'), self.is_inside) {
            ("table:table", false) => self.is_inside = attribute(element, "table:name").as_deref() == Some(sheet),
            ("/table:table", true) => return true,
            ("table:table-row", true) => {
                self.repeats = number(element, "table:number-rows-repeated");
                self.column = 0;
                if is_empty {
                    self.next_row();
                }
            }
            ("/table:table-row", true) => self.next_row(),
            ("table:table-cell" | "table:covered-table-cell", true) => self.cell(element),
            _ => {}
        }
        false
    }

    fn next_row(&mut self) {
        self.row = self.row.saturating_add(self.repeats);
    }

    fn cell(&mut self, element: &str) {
        let down = number(element, "table:number-rows-spanned");
        let across = number(element, "table:number-columns-spanned");
        if down > 1 || across > 1 {
            let end = (self.row.saturating_add(down - 1), self.column.saturating_add(across - 1));
            self.found.push(Dimensions { start: (self.row, self.column), end });
        }
        self.column = self.column.saturating_add(number(element, "table:number-columns-repeated"));
    }
}

/// How many; one if it is not said.
fn number(element: &str, name: &str) -> u32 {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

fn attribute(element: &str, name: &str) -> Option<String> {
    let (_, rest) = element.split_once(&format!(" {name}="))?;
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = rest.get(1..)?.split(mark).next()?;
    let plain = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    Some(plain.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str = "<table:table table:name=\"说明\"><table:table-row><table:table-cell table:number-columns-spanned=\"9\"/>\
        </table:table-row></table:table><table:table table:name=\"A &amp; B\">\
        <table:table-row table:number-rows-repeated=\"2\"/>\
        <table:table-row><table:table-cell table:number-columns-repeated=\"3\"/>\
        <table:table-cell table:number-columns-spanned=\"1\" table:number-rows-spanned=\"2\"><text:p>1栋 &lt; 2</text:p></table:table-cell>\
        </table:table-row><table:table-row><table:covered-table-cell table:number-columns-repeated=\"2\"/>\
        <table:table-cell table:number-columns-spanned='2'/></table:table-row></table:table>\
        <table:table table:name=\"C\"><table:table-row><table:table-cell table:number-rows-spanned=\"2\"/>";

    #[test]
    fn merged_cells_are_found_in_their_own_sheet_and_by_their_place() {
        let at = |start, end| Dimensions { start, end };
        assert_eq!(of_sheet(CONTENT.as_bytes(), "A & B"), [at((2, 3), (3, 3)), at((3, 2), (3, 3))]);
        assert_eq!(of_sheet(CONTENT.as_bytes(), "C"), [at((0, 0), (1, 0))], "torn after it");
        assert_eq!(of_sheet(CONTENT.as_bytes(), "D"), []);
    }
}
