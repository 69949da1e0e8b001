//! `votes.csv`: every vote that was cast.
//!
//! For: [`read`], and the one reading of a vote's number ([`value`]).
//! Must not know: the other files.
//! To add: a column that counts is looked up in [`read`].

use super::comments::{needed, whole};
use super::ids::Ids;
use crate::domain::files::table::{Cell, Header, Rows};
use crate::domain::files::{Fault, MOST_MARKS, MOST_OPTIONS, What, text};

/// A vote by positions as they came up.
#[derive(Clone, Copy)]
pub(super) struct Cast {
    pub(super) participant: u32,
    pub(super) statement: u32,
    /// In milliseconds; the smallest number where the file does not say.
    pub(super) time: i64,
    /// The line, for the order of equal times and for faults.
    pub(super) line: usize,
    pub(super) value: i8,
}

/// 1, 0 or −1.
pub(super) fn value(cell: &Cell) -> Result<i8, Fault> {
    let known = || cell.fault(What::UnknownWord { known: "1 0 -1".to_owned() });
    match cell.trimmed() {
        "1" => Ok(1),
        "-1" => Ok(-1),
        "0" => Ok(0),
        _ => i8::try_from(whole(cell)?).ok().filter(|value| (-1..=1).contains(value)).ok_or_else(known),
    }
}

pub(super) fn read(bytes: &[u8], people: &mut Ids, statements: &mut Ids) -> Result<Vec<Cast>, Fault> {
    let (mut rows, mut row) = (Rows::new(text::decode(bytes)?, b','), Vec::new());
    rows.next(&mut row)?;
    let header = Header::of(&row);
    let (comment, voter, vote) = (header.need("comment-id")?, header.need("voter-id")?, header.need("vote")?);
    let time = header.find("timestamp")?;
    let mut cast = Vec::new();
    while rows.next(&mut row)? {
        header.check(&row)?;
        let id = needed(&row, comment, "comment-id")?;
        let moment = time.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank());
        if cast.len() >= MOST_MARKS {
            return Err(id.fault(What::TooMany { most: u64::try_from(MOST_MARKS).unwrap_or(u64::MAX) }));
        }
        cast.push(Cast {
            participant: people.position(needed(&row, voter, "voter-id")?.trimmed()),
            statement: statements.position(id.trimmed()),
            time: moment.map_or(Ok(i64::MIN), whole)?,
            line: id.line,
            value: value(needed(&row, vote, "vote")?)?,
        });
        if statements.len() > MOST_OPTIONS {
            return Err(id.fault(What::TooMany { most: u64::try_from(MOST_OPTIONS).unwrap_or(u64::MAX) }));
        }
    }
    Ok(cast)
}
