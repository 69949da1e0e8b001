//! `comments.csv`: the statements.
//!
//! For: [`read`].
//! Must not know: votes.
//! To add: a column is a field of [`Statement`].

use super::Statement;
use super::ids::Ids;
use crate::domain::files::amount::Amount;
use crate::domain::files::table::{Cell, Header, Rows, missing};
use crate::domain::files::{Fault, MOST_OPTIONS, What, text};

/// The statements in the order of the file; their ids get the same positions.
pub(super) fn read(bytes: &[u8], ids: &mut Ids) -> Result<Vec<Statement>, Fault> {
    let (mut rows, mut row) = (Rows::new(text::decode(bytes)?, b','), Vec::new());
    rows.next(&mut row)?;
    let header = Header::of(&row);
    let id_column = header.need("comment-id")?;
    let body = header.need("comment-body")?;
    let author = header.find("author-id")?;
    let columns = [header.find("moderated")?, header.find("agrees")?, header.find("disagrees")?];
    let mut statements: Vec<Statement> = Vec::new();
    let mut lines: Vec<usize> = Vec::new();
    while rows.next(&mut row)? {
        header.check(&row)?;
        let id = needed(&row, id_column, "comment-id")?;
        if statements.len() >= MOST_OPTIONS {
            return Err(id.fault(What::too_many(MOST_OPTIONS)));
        }
        let place = usize::try_from(ids.position(id.trimmed())).unwrap_or(usize::MAX);
        if let Some(first) = lines.get(place) {
            return Err(id.fault(What::OptionTwice { first: *first }));
        }
        lines.push(id.line);
        let [moderated, agrees_said, disagrees_said] = columns.map(|column| number(&row, column));
        let text = |column: Option<usize>| {
            column.and_then(|column| row.get(column)).map(Cell::trimmed).unwrap_or_default().to_owned()
        };
        statements.push(Statement {
            id: id.trimmed().to_owned(),
            text: text(Some(body)),
            author: text(author),
            moderated: i8::try_from(moderated?.clamp(-1, 1)).unwrap_or(0),
            agrees_said: agrees_said?,
            disagrees_said: disagrees_said?,
        });
    }
    Ok(statements)
}

/// A cell that must not be blank.
pub(super) fn needed<'r, 't>(row: &'r [Cell<'t>], column: usize, name: &str) -> Result<&'r Cell<'t>, Fault> {
    row.get(column).filter(|cell| !cell.is_blank()).ok_or_else(|| missing(row, column, name))
}

/// A whole number; 0 where the cell is blank or missing.
pub(super) fn number(row: &[Cell], column: Option<usize>) -> Result<i64, Fault> {
    let cell = column.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank());
    cell.map_or(Ok(0), |cell| whole(cell))
}

pub(super) fn whole(cell: &Cell) -> Result<i64, Fault> {
    Amount::parse(cell.trimmed()).and_then(|amount| amount.in_units(0)).map_err(|what| cell.fault(what))
}
