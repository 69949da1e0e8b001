//! What is wrong in a file of rows.
//!
//! For: telling each fault by its line and column.
//! Must not know: sentences (`i18n`), or what the columns mean.
//! To add: a fault is a word here and a sentence in both languages.

use super::Problem;

/// One fault in a file of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Line in the file, from 1; the header is line 1.
    pub line: u32,
    /// Name of the column as it stands in the header, empty if the whole line is meant.
    pub column: String,
    /// What is wrong.
    pub fault: RowFault,
    /// The cell as it stands (shortened).
    pub cell: String,
}

/// What can be wrong with a cell or row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// The column is missing from the header.
    ColumnMissing,
    /// The row has another number of cells than the header.
    WrongLength,
    /// The cell is empty.
    Empty,
    /// The cell is no number of the expected kind.
    NotANumber,
    /// The number is outside its range.
    OutOfRange,
    /// The same building and room stand twice.
    Duplicate,
    /// The value is not on its list.
    UnknownWord,
    /// The bytes are no UTF-8 text.
    NotUtf8,
    /// The text is too long.
    TooLong,
    /// The text begins like a formula, which a spreadsheet would run when it is exported again.
    Formula,
    /// A long number was rounded by the program that made the table.
    Rounded,
    /// A quotation mark is not closed, so that rows went into one cell.
    OpenQuote,
}

/// Problems beside their fields: `""` is the form as a whole.
pub type FieldProblems = Vec<(&'static str, Problem)>;
