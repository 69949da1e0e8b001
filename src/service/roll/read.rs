//! From the cells of a file to flats, in pieces.
//!
//! For: [`read`]: every fault of a file by its cell, or its flats as they are staged, or its rows as
//! they wait for staff to name its columns; [`mapped`] for these.
//! Must not know: the present roll, the store.
//! To add: what a flat has is a field of [`Flat`].

use super::heading::{Heading, PRIVATE, missing};
use super::sheet::{Sheet, fault};
use crate::domain::community::columns::{Columns, Field};
use crate::domain::community::owners::{claim, covered, is_rounded};
use crate::domain::community::{AreaSource, Cell, Relation, RollRow, check_row};
use crate::domain::problem::{Problem, RowFault, RowProblem};
use crate::domain::text::fold_key;
use crate::keys::{Keys, hex};
use crate::service::{Fail, Linli, Outcome};
use crate::store::roll::room_key;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use tokio::sync::oneshot;

/// Flats of one piece.
pub const PIECE: usize = 1_000;
/// Most faults that are gathered; a file with more is not looked at by its list.
const MOST_FAULTS: usize = 1_000;

/// A flat as it is staged: with its owners covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flat {
    /// Building as written.
    #[serde(rename = "b")]
    pub building: String,
    /// Entrance as written.
    #[serde(rename = "e")]
    pub entrance: String,
    /// Floor.
    #[serde(rename = "f")]
    pub floor: i32,
    /// Room as written.
    #[serde(rename = "r")]
    pub room: String,
    /// Area in 0.01 m².
    #[serde(rename = "a")]
    pub area: i64,
    /// Where the area comes from.
    #[serde(rename = "s")]
    pub source: AreaSource,
    /// Who lives there.
    #[serde(rename = "l")]
    pub relation: Relation,
    /// Covered names.
    #[serde(rename = "o")]
    pub owners: String,
    /// The owners' key in hex.
    #[serde(rename = "k")]
    pub key: Option<String>,
}

impl Flat {
    /// What makes a flat the same flat: folded building, and key of the room.
    pub fn place(&self) -> String {
        place(&fold_key(&self.building), &room_key(&self.entrance, &self.room))
    }

    /// Building, entrance and room as written.
    pub fn stands(&self) -> (&str, &str, &str) {
        (&self.building, &self.entrance, &self.room)
    }
}

/// Building and room in one.
pub fn place(building_key: &str, room_key: &str) -> String {
    format!("{building_key}\u{1f}{room_key}")
}

/// Flats in pieces of JSON.
#[derive(Debug, Default)]
pub struct Pieces {
    /// Each an array of at most [`PIECE`] flats.
    pub bodies: Vec<String>,
    /// How many flats.
    pub flats: usize,
}

/// A row that waits for its columns to be named.
#[derive(Serialize, Deserialize)]
struct Waiting {
    line: u32,
    cells: Vec<String>,
    owners: String,
    key: Option<String>,
}

/// What became of a file.
#[derive(Debug)]
pub enum Reading {
    /// Flats.
    Flats(Heading, Pieces),
    /// Columns have to be named; the rows wait in pieces.
    Unmapped(Heading, Vec<String>),
}

/// The same beside what is served meanwhile: one file at a time, because each may take much room.
///
/// # Errors
/// As [`read`], beside `file`.
pub async fn read_alone(app: &Linli, bytes: &[u8], by_hand: Option<Heading>) -> Outcome<Reading> {
    let permit = app.reading.clone().acquire_owned().await.map_err(|_| Fail::from(Problem::Busy))?;
    let (inside, bytes) = (app.clone(), bytes.to_vec());
    let (done, reading) = oneshot::channel();
    // A thread of its own, because what it took goes back to the machine with its end. It goes on even
    // if whoever asked has left, and the permit goes along.
    let begun = std::thread::Builder::new().name("linli-roll".to_owned()).spawn(move || {
        let _ = done.send(read(&inside.keys, &bytes, by_hand.as_ref()));
        drop(permit);
    });
    begun.map_err(|_| Fail::from(Problem::Busy))?;
    // What its reader stumbles over is no table.
    let reading = reading.await.unwrap_or(Err(Problem::NotATable));
    reading.map_err(|problem| Fail::at("file", problem))
}

/// Reads a file of households, whose columns may have been named by hand.
///
/// # Errors
/// [`Problem::NotATable`]; [`Problem::OtherColumns`]; [`Problem::Rows`]: every fault with its line and
/// column.
pub fn read(keys: &Keys, bytes: &[u8], by_hand: Option<&Heading>) -> Result<Reading, Problem> {
    let mut sheet = Sheet::read(bytes)?;
    let columns = match by_hand {
        Some(heading) => heading.columns_of(&sheet)?,
        None => Columns::find(sheet.columns()),
    };
    if !columns.missing().is_empty() {
        return if by_hand.is_some() {
            Err(missing(&columns, sheet.header()))
        } else {
            unmapped(keys, &sheet, &columns)
        };
    }
    let mut found = Gathered { faults: std::mem::take(&mut sheet.broken), ..Gathered::default() };
    let heading = Heading::of(&sheet, &columns);
    let known = &heading.known;
    for row in 0..sheet.len() {
        let names: Vec<String> = known.iter().map(|(_, at)| sheet.place(row, *at)).collect();
        let cells = known.iter().zip(&names);
        let cells: Vec<Cell<'_>> = cells
            .map(|((field, at), column)| Cell { field: *field, column, text: text(&sheet, row, *field, *at) })
            .collect();
        found.take(sheet.line(row), &cells, |row| owner_key(keys, &row.claim).map(|key| hex(&key)))?;
    }
    let pieces = found.finished(sheet.header() + 1)?;
    Ok(Reading::Flats(heading, pieces))
}

/// Merged cells say building, entrance and floor of all their rows; two rooms do not share one area.
fn text(sheet: &Sheet, row: usize, field: Field, at: usize) -> &str {
    match field {
        Field::Building | Field::Entrance | Field::Floor => sheet.shown(row, at),
        _ => sheet.cell(row, at),
    }
}

/// The keyed hash of a flat's owners; none without a claim. It is the same in every community, so
/// that two that are merged still count a buyer of flats in both as one head.
pub(crate) fn owner_key(keys: &Keys, claim: &str) -> Option<[u8; 32]> {
    (!claim.is_empty()).then(|| keys.mac("roll-owner", claim.as_bytes()))
}

#[derive(Default)]
struct Gathered {
    pieces: Pieces,
    piece: Vec<Flat>,
    seen: HashSet<String>,
    faults: Vec<RowProblem>,
}

impl Gathered {
    fn take(
        &mut self,
        line: u32,
        cells: &[Cell<'_>],
        key: impl FnOnce(&RollRow) -> Option<String>,
    ) -> Result<(), Problem> {
        let row = match check_row(line, cells) {
            Ok(row) => row,
            Err(found) => {
                self.faults.extend(found);
                // A file with this many is another file; it is told by its first ones.
                return if self.faults.len() > MOST_FAULTS { Err(self.told()) } else { Ok(()) };
            }
        };
        let key = key(&row);
        let flat = Flat {
            building: row.building,
            entrance: row.entrance,
            floor: row.floor,
            room: row.room,
            area: row.area,
            source: row.area_source,
            relation: row.relation,
            owners: row.owners,
            key,
        };
        if !self.seen.insert(flat.place()) {
            let place = format!("{} {} {}", flat.building, flat.entrance, flat.room);
            self.faults.push(fault(line, "", RowFault::Duplicate, &place));
        }
        self.piece.push(flat);
        if self.piece.len() == PIECE { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), Problem> {
        if !self.piece.is_empty() {
            self.pieces.bodies.push(json(&self.piece)?);
            self.pieces.flats += self.piece.len();
            self.piece.clear();
        }
        Ok(())
    }

    /// As somebody goes through the file; of one line in the order in which they were found.
    fn told(&mut self) -> Problem {
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|fault| fault.line);
        Problem::Rows(faults)
    }

    fn finished(mut self, first: u32) -> Result<Pieces, Problem> {
        self.close()?;
        if self.pieces.flats == 0 && self.faults.is_empty() {
            self.faults.push(fault(first, "", RowFault::Empty, ""));
        }
        if self.faults.is_empty() { Ok(self.pieces) } else { Err(self.told()) }
    }
}

fn json<T: Serialize>(rows: &[T]) -> Result<String, Problem> {
    serde_json::to_string(rows).map_err(|_| Problem::NotATable)
}

/// The flats of a piece.
///
/// # Errors
/// It is damaged.
pub fn flats(body: &str) -> Result<Vec<Flat>, Problem> {
    serde_json::from_str(body).map_err(|_| Problem::NotFound)
}

/// The buildings of a piece, one for each flat.
///
/// # Errors
/// It is damaged.
pub fn buildings(body: &str) -> Result<impl Iterator<Item = String>, Problem> {
    #[derive(Deserialize)]
    struct Of {
        b: String,
    }
    let all: Vec<Of> = serde_json::from_str(body).map_err(|_| Problem::NotFound)?;
    Ok(all.into_iter().map(|flat| flat.b))
}

/// Keeps the rows until their columns are named: names covered, the owners' key made, and of
/// columns that nobody knows only what can be a building, a room or a figure.
fn unmapped(keys: &Keys, sheet: &Sheet, columns: &Columns) -> Result<Reading, Problem> {
    let heading = Heading::of(sheet, columns);
    let width = heading.columns.len();
    if sheet.broken.is_empty() && (sheet.len() == 0 || width < Field::NEEDED.len()) {
        return Err(missing(columns, sheet.header()));
    }
    let told: Vec<RowProblem> = sheet.broken.iter().cloned().chain(rounded(sheet, columns)).take(MOST_FAULTS).collect();
    if !told.is_empty() {
        return Err(Problem::Rows(told));
    }
    let of = |row: usize, field: Field| columns.place(field).map_or("", |at| sheet.cell(row, at));
    let row = |row: usize| {
        let (names_of, numbers) = (of(row, Field::Owners), of(row, Field::Number));
        let claim = claim(names_of, numbers);
        let cell = |at: usize| match columns.field(at) {
            Some(Field::Owners | Field::Number) => String::new(),
            Some(_) => sheet.shown(row, at).to_owned(),
            None => harmless(sheet.shown(row, at)).to_owned(),
        };
        Waiting {
            line: sheet.line(row),
            cells: (0..width).map(cell).collect(),
            owners: covered(names_of),
            key: owner_key(keys, &claim).map(|key| hex(&key)),
        }
    };
    let all: Vec<usize> = (0..sheet.len()).collect();
    let bodies = all.chunks(PIECE).map(|piece| json(&piece.iter().map(|at| row(*at)).collect::<Vec<_>>()));
    let bodies = bodies.collect::<Result<_, _>>()?;
    Ok(Reading::Unmapped(heading, bodies))
}

/// The owners' numbers that tell nobody apart: what waits has only what was made of them.
fn rounded<'s>(sheet: &'s Sheet, columns: &Columns) -> impl Iterator<Item = RowProblem> + use<'s> {
    let at = columns.place(Field::Number);
    at.into_iter().flat_map(move |at| {
        let rows = (0..sheet.len()).filter(move |row| is_rounded(sheet.cell(*row, at)));
        rows.map(move |row| fault(sheet.line(row), &sheet.place(row, at), RowFault::Rounded, ""))
    })
}

/// A short text with a figure in it or a word for a building; not a telephone or a person's number.
fn harmless(text: &str) -> &str {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_place = text.ends_with(['栋', '幢', '座', '楼', '号', '层', '室']);
    if digits < PRIVATE && (digits > 0 || is_place) && text.chars().count() <= 20 { text } else { "" }
}

/// Reads the rows that waited, now that the columns are named.
///
/// # Errors
/// [`Problem::Rows`]: a column is missing, or every fault of the rows; [`Problem::FileAgain`] for
/// columns of which nothing waits.
pub fn mapped(heading: &Heading, named: &[(Field, usize)], bodies: &[String]) -> Result<Pieces, Problem> {
    let columns = Columns::of(named);
    if !columns.missing().is_empty() {
        return Err(missing(&columns, 1));
    }
    if !heading.suffices(&columns) {
        return Err(Problem::FileAgain);
    }
    let of_people = |field: &Field| matches!(field, Field::Owners | Field::Number);
    let known: Vec<(Field, usize)> = columns.places().into_iter().filter(|(field, _)| !of_people(field)).collect();
    let (has_owners, has_numbers) = (columns.place(Field::Owners).is_some(), columns.place(Field::Number).is_some());
    let mut found = Gathered::default();
    for body in bodies {
        let rows: Vec<Waiting> = serde_json::from_str(body).map_err(|_| Problem::NotFound)?;
        for row in rows {
            let of = |at: usize| {
                (heading.columns.get(at).map_or("", String::as_str), row.cells.get(at).map_or("", String::as_str))
            };
            let mut cells: Vec<Cell<'_>> =
                known.iter().map(|(field, at)| Cell { field: *field, column: of(*at).0, text: of(*at).1 }).collect();
            if has_owners {
                cells.push(Cell { field: Field::Owners, column: Field::Owners.as_str(), text: &row.owners });
            }
            found.take(row.line, &cells, |_| row.key.clone().filter(|_| has_owners && has_numbers))?;
        }
    }
    found.finished(2)
}
