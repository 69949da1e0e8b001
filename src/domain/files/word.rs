//! Words and numbers as people type them into tables.
//!
//! For: [`simple`], [`is_any`], [`begin`]: half-width, small letters, one of several names; where the
//! header of a table is and which mark separates its cells.
//! Must not know: any format's words.
//! To add: nothing is expected to be.

use crate::domain::files::table::{Cell, Header, Rows};
use crate::domain::files::{Fault, What};
use crate::domain::text::half_width;

/// In half-width small letters, without white space around it.
pub(super) fn simple(text: &str) -> String {
    let half: String = text.chars().map(half_width).collect();
    half.trim().to_lowercase()
}

/// Whether the word is one of these, which are separated by spaces.
pub(super) fn is_any(word: &str, names: &str) -> bool {
    !word.is_empty() && names.split(' ').any(|name| name == word)
}

/// The column that has one of these names.
///
/// # Errors
/// [`What::Twice`] where two have.
pub(super) fn column(header: &Header, names: &str) -> Result<Option<usize>, Fault> {
    let mut found = header.names().iter().enumerate().filter(|(_, name)| is_any(&simple(name), names));
    let first = found.next();
    if let Some((_, name)) = found.next() {
        return Err(Fault::new(header.line(), 0, What::Twice { name: name.clone() }, name));
    }
    Ok(first.map(|(at, _)| at))
}

/// What may stand between cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Most rows in which the header is looked for.
const MOST_ABOVE: usize = 50;

/// The rows from the first that is a header, and the header's own row number (from 0), with the first
/// separator by which there is one.
///
/// # Errors
/// [`What::NoColumn`] of this name where there is no header; faults of quotes.
pub(super) fn begin<'t>(text: &'t str, name: &str, is_header: impl Fn(&[Cell]) -> bool) -> Result<Begun<'t>, Fault> {
    let mut fault = None;
    for separator in SEPARATORS {
        let whole = Rows::new(text, separator);
        let (mut rows, mut row) = (whole.clone(), Vec::new());
        for above in 0..MOST_ABOVE {
            match rows.next(&mut row) {
                Ok(true) if is_header(&row) => return Ok(Begun { whole, above, rows, header: Header::of(&row) }),
                Ok(true) => {}
                Ok(false) => break,
                Err(own) => {
                    fault.get_or_insert(own);
                    break;
                }
            }
        }
    }
    Err(fault.unwrap_or_else(|| Fault::new(1, 0, What::NoColumn { name: name.to_owned() }, "")))
}

/// A table whose header was found.
pub(super) struct Begun<'t> {
    /// From the beginning.
    pub(super) whole: Rows<'t>,
    /// How many rows stand above the header.
    pub(super) above: usize,
    /// Below the header.
    pub(super) rows: Rows<'t>,
    pub(super) header: Header,
}
