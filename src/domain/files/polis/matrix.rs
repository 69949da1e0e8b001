//! `participants-votes.csv`: a row for each participant, a column for each statement.
//!
//! For: [`read`].
//! Must not know: the other files.
//! To add: a column that is no statement goes into [`OWN`].

use super::comments::{needed, whole};
use super::ids::Ids;
use super::votes::{Cast, value};
use crate::domain::files::table::{Cell, Header, Rows};
use crate::domain::files::{Fault, MOST_MARKS, What, text};

/// What the matrix says.
pub(super) struct Matrix {
    pub(super) votes: Vec<Cast>,
    /// Participant and group.
    pub(super) groups: Vec<(u32, Option<u32>)>,
    /// What each row states of itself.
    pub(super) sums: Vec<Sums>,
}

/// Agreements and disagreements as a row or a statement states them, and as they are found.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    pub(super) line: usize,
    pub(super) stated: [Option<i64>; 2],
    pub(super) found: [i64; 2],
}

impl Sums {
    pub(super) fn add(&mut self, value: i8) {
        let [agrees, disagrees] = &mut self.found;
        *agrees += i64::from(value > 0);
        *disagrees += i64::from(value < 0);
    }
}

/// The columns that are no statements.
const OWN: [&str; 6] = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"];

pub(super) fn read(bytes: &[u8], people: &mut Ids, statements: &mut Ids) -> Result<Matrix, Fault> {
    let (mut rows, mut row) = (Rows::new(text::decode(bytes)?, b','), Vec::new());
    rows.next(&mut row)?;
    let header = Header::of(&row);
    let participant = header.need("participant")?;
    let group = header.find("group-id")?;
    let stated = [header.find("n-agree")?, header.find("n-disagree")?];
    let columns = columns(&row, &header, statements)?;
    let mut matrix = Matrix { votes: Vec::new(), groups: Vec::new(), sums: Vec::new() };
    let mut lines: Vec<(u32, usize)> = Vec::new();
    while rows.next(&mut row)? {
        header.check(&row)?;
        let id = needed(&row, participant, "participant")?;
        let person = people.position(id.trimmed());
        lines.push((person, id.line));
        matrix.groups.push((person, cell(&row, group).map(number).transpose()?));
        let stated = stated.map(|column| cell(&row, column).map(whole).transpose());
        let [agrees, disagrees] = stated;
        let mut sums = Sums { line: id.line, stated: [agrees?, disagrees?], found: [0; 2] };
        for (column, statement) in &columns {
            let Some(cell) = cell(&row, Some(*column)) else { continue };
            let value = value(cell)?;
            sums.add(value);
            let (time, line) = (i64::MIN, id.line);
            matrix.votes.push(Cast { participant: person, statement: *statement, time, line, value });
        }
        if matrix.votes.len() > MOST_MARKS {
            return Err(id.fault(What::TooMany { most: u64::try_from(MOST_MARKS).unwrap_or(u64::MAX) }));
        }
        matrix.sums.push(sums);
    }
    once(lines, people)?;
    Ok(matrix)
}

fn cell<'r, 't>(row: &'r [Cell<'t>], column: Option<usize>) -> Option<&'r Cell<'t>> {
    column.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank())
}

fn number(cell: &Cell) -> Result<u32, Fault> {
    u32::try_from(whole(cell)?).map_err(|_| cell.fault(What::NotANumber))
}

/// The columns of statements and whose they are.
fn columns(row: &[Cell], header: &Header, statements: &mut Ids) -> Result<Vec<(usize, u32)>, Fault> {
    let mut found: Vec<(usize, u32)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (at, (cell, name)) in row.iter().zip(header.names()).enumerate() {
        if name.is_empty() || OWN.contains(&name.as_str()) {
            continue;
        }
        let statement = statements.position(cell.trimmed());
        if !seen.insert(statement) {
            return Err(cell.fault(What::Twice { name: cell.trimmed().to_owned() }));
        }
        found.push((at, statement));
    }
    Ok(found)
}

/// Each participant has one row.
fn once(mut lines: Vec<(u32, usize)>, people: &Ids) -> Result<(), Fault> {
    lines.sort_unstable();
    let again = lines.windows(2).find_map(|pair| match pair {
        [(one, first), (next, line)] if one == next => Some((*one, *first, *line)),
        _ => None,
    });
    again.map_or(Ok(()), |(person, first, line)| {
        Err(Fault::new(line, 0, What::SameAgain { first }, people.name(person)))
    })
}
