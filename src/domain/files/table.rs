//! Rows of separated values.
//!
//! For: [`Rows`], one row after the other, each [`Cell`] with its place; [`Header`], columns by
//! name; [`quoted`], the way back. Quotes with doubled quotes inside, line breaks inside quotes; text
//! behind a closing quote belongs to the cell (as Python's `csv` reads it, which reads these files
//! elsewhere). Cells are borrowed from the text where they can be; one row is in memory at a time.
//! Must not know: what the columns mean.
//! To add: a rule of quoting belongs here, never into a format.

use crate::domain::files::{Fault, MOST_OPTIONS, What, text};
use std::borrow::Cow;

/// Most cells in one row: every option, and the columns that belong to the voter.
pub const MOST_CELLS: usize = MOST_OPTIONS + 100;

/// One value and its place.
#[derive(Clone, Debug)]
pub struct Cell<'t> {
    /// Without its quotes.
    pub text: Cow<'t, str>,
    /// The line in which it begins, from 1.
    pub line: usize,
    /// What stands before it in that line.
    before: &'t str,
    quoted: bool,
}

impl Cell<'_> {
    /// Without white space around it.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// A fault of the whole cell.
    pub fn fault(&self, what: What) -> Fault {
        Fault::new(self.line, self.column(), what, self.trimmed())
    }

    /// Where it begins, from 1, in characters.
    pub fn column(&self) -> usize {
        self.before.chars().count() + 1
    }

    /// A fault of the piece of the cell that begins at this byte.
    pub fn fault_in(&self, at: usize, piece: &str, what: What) -> Fault {
        let front = self.text.get(..at).unwrap_or_default();
        let (line, column) = text::end(front);
        let line_begun = text::breaks(front).1;
        let quotes = front.get(line_begun..).unwrap_or_default().matches('"').count();
        // In quotes, each quote stands doubled in the file.
        let column = column + if self.quoted { quotes } else { 0 };
        let first = if line > 1 { 0 } else { self.column() - 1 + usize::from(self.quoted) };
        Fault::new(self.line + line - 1, first + column, what, piece)
    }

    /// The pieces between these marks, without white space around them, and where each begins.
    pub fn pieces(&self, mark: char) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.text.split(mark).map(move |piece| {
            let begun = at + (piece.len() - piece.trim_start().len());
            at += piece.len() + mark.len_utf8();
            (begun, piece.trim())
        })
    }
}

/// The fault of a value that this row lacks: where its cell is, which after a line break in quotes is
/// not the line of the row; where there is no cell, the line of the row.
pub fn missing(row: &[Cell], column: usize, name: &str) -> Fault {
    let what = What::Missing { name: name.to_owned() };
    let line = row.first().map_or(0, |cell| cell.line);
    row.get(column).map_or_else(|| Fault::new(line, 0, what.clone(), ""), |cell| cell.fault(what.clone()))
}

/// The rows of a text, one after the other.
#[derive(Clone, Debug)]
pub struct Rows<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
    line: usize,
    line_begun: usize,
}

/// What follows a cell.
enum Next {
    Cell,
    Row,
}

impl<'t> Rows<'t> {
    /// Separated by this ASCII mark.
    pub fn new(text: &'t str, separator: u8) -> Self {
        Self { text, separator, at: 0, line: 1, line_begun: 0 }
    }

    /// The line in which the next row begins.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Puts the next row with anything in it into `row`; false at the end.
    ///
    /// # Errors
    /// [`What::OpenQuote`] at the quote, [`What::TooMany`] cells.
    pub fn next(&mut self, row: &mut Vec<Cell<'t>>) -> Result<bool, Fault> {
        while self.at < self.text.len() {
            row.clear();
            while let Next::Cell = self.cell(row)? {}
            if row.iter().any(|cell| !cell.is_blank()) {
                return Ok(true);
            }
        }
        row.clear();
        Ok(false)
    }

    fn rest(&self, from: usize) -> &'t str {
        self.text.get(from..).unwrap_or_default()
    }

    fn cell(&mut self, row: &mut Vec<Cell<'t>>) -> Result<Next, Fault> {
        let (line, begun) = (self.line, self.at);
        let before = self.text.get(self.line_begun..begun).unwrap_or_default();
        if row.len() >= MOST_CELLS {
            return Err(Fault::new(line, before.chars().count() + 1, What::too_many(MOST_CELLS), ""));
        }
        let quoted = self.rest(begun).starts_with('"');
        let text = if quoted { self.quoted(line, before)? } else { Cow::Borrowed(self.plain()) };
        row.push(Cell { text, line, before, quoted });
        Ok(self.after())
    }

    /// Up to the next separator or line break.
    fn plain(&mut self) -> &'t str {
        let rest = self.rest(self.at);
        let is_end = |byte: u8| byte == self.separator || byte == b'\n' || byte == b'\r';
        let length = rest.bytes().position(is_end).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn quoted(&mut self, line: usize, before: &'t str) -> Result<Cow<'t, str>, Fault> {
        self.at += 1;
        let begun = self.at;
        let mut joined: Option<String> = None;
        let mut from = begun;
        let inner = loop {
            let rest = self.rest(from);
            let Some(length) = rest.find('"') else {
                let open = self.rest(begun - 1).lines().next().unwrap_or_default();
                return Err(Fault::new(line, before.chars().count() + 1, What::OpenQuote, open));
            };
            let piece = rest.get(..length).unwrap_or_default();
            from += length + 1;
            if !self.rest(from).starts_with('"') {
                break piece;
            }
            let text = joined.get_or_insert_with(String::new);
            text.push_str(piece);
            text.push('"');
            from += 1;
        };
        let (breaks, last) = text::breaks(self.text.get(begun..from).unwrap_or_default());
        if breaks > 0 {
            self.line += breaks;
            self.line_begun = begun + last;
        }
        self.at = from;
        let tail = self.plain();
        Ok(match joined {
            None if tail.is_empty() => Cow::Borrowed(inner),
            joined => Cow::Owned(joined.unwrap_or_default() + inner + tail),
        })
    }

    /// Steps over the separator or the line break.
    fn after(&mut self) -> Next {
        let rest = self.rest(self.at).as_bytes();
        let length = match rest {
            [] => return Next::Row,
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => {
                self.at += 1;
                return Next::Cell;
            }
        };
        self.at += length;
        self.line += 1;
        self.line_begun = self.at;
        Next::Row
    }
}

/// The columns by name.
#[derive(Clone, Debug, Default)]
pub struct Header {
    names: Vec<String>,
    line: usize,
}

impl Header {
    /// Of this row; names in small letters, without white space around them.
    pub fn of(row: &[Cell]) -> Self {
        let names = row.iter().map(|cell| cell.trimmed().to_lowercase()).collect();
        Self { names, line: row.first().map_or(0, |cell| cell.line) }
    }

    /// How many columns.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are no columns.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The line in which it stands.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The names in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the column of this name is.
    ///
    /// # Errors
    /// [`What::Twice`] where two columns have the name.
    pub fn find(&self, name: &str) -> Result<Option<usize>, Fault> {
        let mut found = self.names.iter().enumerate().filter(|(_, own)| own.as_str() == name).map(|(at, _)| at);
        let first = found.next();
        if found.next().is_some() {
            return Err(Fault::new(self.line, 0, What::Twice { name: name.to_owned() }, name));
        }
        Ok(first)
    }

    /// As [`Header::find`], and it must be there.
    ///
    /// # Errors
    /// [`What::NoColumn`], [`What::Twice`].
    pub fn need(&self, name: &str) -> Result<usize, Fault> {
        let missing = || Fault::new(self.line, 0, What::NoColumn { name: name.to_owned() }, &self.names.join(" "));
        self.find(name)?.ok_or_else(missing)
    }

    /// Nothing may stand beyond the last column.
    ///
    /// # Errors
    /// [`What::ExtraCell`] at the first that does.
    pub fn check(&self, row: &[Cell]) -> Result<(), Fault> {
        let extra = row.iter().skip(self.names.len()).find(|cell| !cell.is_blank());
        extra.map_or(Ok(()), |cell| Err(cell.fault(What::ExtraCell)))
    }
}

/// The value as a cell: in quotes where it would otherwise be read as something else.
pub fn quoted(text: &str, separator: u8) -> Cow<'_, str> {
    let special = |byte: u8| byte == separator || byte == b'"' || byte == b'\n' || byte == b'\r';
    if text.bytes().any(special) {
        return Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
