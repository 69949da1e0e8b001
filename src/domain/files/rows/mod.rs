//! Answers about satisfaction, and the roll they are compared with.
//!
//! For: [`answers`] (`linli rating FILE.csv`) and [`roll`]; `write_answers`.
//! Must not know: shares, intervals, or which numbers are too small to be shown.
//! To add: a column is a list of names here and a field of [`Answer`] or [`Stratum`].
//!
//! Cells between commas, semicolons or tabs; the first row that has the needed column is the header,
//! what stands above it is not used. Of answers the column `level` (满意度) is needed: `very_satisfied` …
//! `very_dissatisfied`, 非常满意 满意 基本满意 不满意 非常不满意, or 5 (best) to 1. Optional: `building`
//! (楼栋), `age` (年龄段), `round` (轮次), `household` (住户). Of one household in one round the last
//! answer counts, and a warning says so. A roll has a column `building` or `age` and perhaps `households`
//! (户数); without it each row is one household.
//!
//! ```text
//! level,building,age,round,household
//! 非常满意,3,60+,2026-1,3-1-201
//! ```

mod write;

pub use write::write_answers;

use crate::domain::files::amount::Amount;
use crate::domain::files::table::Cell;
use crate::domain::files::word::{Begun, begin, column, is_any, simple};
use crate::domain::files::{Fault, MOST_BALLOTS, Warnings, What, text};
use crate::domain::rating::Level5;
use std::collections::HashMap;

/// What a household says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How satisfied it is.
    pub level: Level5,
    /// Where it lives; `None` where the file does not say.
    pub building: Option<String>,
    /// Age band of who answered.
    pub age: Option<String>,
    /// In which round of asking.
    pub round: Option<String>,
    /// Which household.
    pub household: Option<String>,
}

/// The answers that count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// In the order of the file.
    pub rows: Vec<Answer>,
    /// What is odd in the file and did not keep it from being read.
    pub warnings: Vec<Fault>,
}

/// A line of the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// `None` where the roll does not say.
    pub building: Option<String>,
    /// Age band.
    pub age: Option<String>,
    /// How many households.
    pub households: i64,
}

/// Who could answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// In the order of the file; the same building and age may stand in several rows, whose households
    /// add up.
    pub rows: Vec<Stratum>,
    /// What is odd in the file and did not keep it from being read.
    pub warnings: Vec<Fault>,
}

const LEVEL: &str = "level 满意度 满意程度 评价 等级";
const BUILDING: &str = "building 楼栋 楼号 栋";
const AGE: &str = "age age_band ageband 年龄 年龄段";
const ROUND: &str = "round 轮次 期次";
const HOUSEHOLD: &str = "household 住户 户 户号 房号";
const HOUSEHOLDS: &str = "households 户数";

/// The levels in the order of [`Level5::ALL`], best first.
const LEVELS: [&str; 5] = [
    "very_satisfied 非常满意 5",
    "satisfied 满意 4",
    "basically_satisfied 基本满意 3",
    "dissatisfied 不满意 2",
    "very_dissatisfied 非常不满意 1",
];

fn level(cell: &Cell) -> Result<Level5, Fault> {
    let word = simple(&cell.text);
    let found = Level5::ALL.iter().zip(LEVELS).find(|(_, names)| is_any(&word, names));
    let known = LEVELS.join(" ");
    found.map(|(level, _)| *level).ok_or_else(|| cell.fault(What::UnknownWord { known }))
}

/// Whether one of the row's cells is one of these words.
fn has(row: &[Cell], names: &str) -> bool {
    row.iter().any(|cell| is_any(&simple(&cell.text), names))
}

fn word(row: &[Cell], column: Option<usize>) -> Option<String> {
    let cell = column.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank());
    cell.map(|cell| cell.trimmed().to_owned())
}

fn too_many(cell: Option<&Cell>) -> Fault {
    let what = What::TooMany { most: u64::try_from(MOST_BALLOTS).unwrap_or(u64::MAX) };
    cell.map_or_else(|| Fault::whole(what.clone()), |cell| cell.fault(what.clone()))
}

/// Reads answers.
///
/// # Errors
/// What is wrong and where, at the first place at which the file cannot be understood.
pub fn answers(bytes: &[u8]) -> Result<Answers, Fault> {
    let Begun { mut rows, header, .. } = begin(text::decode(bytes)?, "level", |row| has(row, LEVEL))?;
    let level_column = column(&header, LEVEL)?;
    let columns =
        [column(&header, BUILDING)?, column(&header, AGE)?, column(&header, ROUND)?, column(&header, HOUSEHOLD)?];
    let (mut row, mut found, mut warnings) = (Vec::new(), Vec::new(), Warnings::default());
    let mut last: HashMap<(String, Option<String>), (usize, usize)> = HashMap::new();
    while rows.next(&mut row)? {
        header.check(&row)?;
        let line = row.first().map_or(0, |cell| cell.line);
        let cell = level_column.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank());
        let missing = || Fault::new(line, 0, What::Missing { name: "level".to_owned() }, "");
        let level = level(cell.ok_or_else(missing)?)?;
        if found.len() >= MOST_BALLOTS {
            return Err(too_many(cell));
        }
        let [building, age, round, household] = columns.map(|column| word(&row, column));
        let key = household.clone().map(|household| (household, round.clone()));
        if let Some((at, first)) = key.and_then(|key| last.insert(key, (found.len(), line))) {
            let text = household.as_deref().unwrap_or_default();
            warnings.push(Fault::new(line, 0, What::SameAgain { first }, text));
            if let Some(slot) = found.get_mut(at) {
                *slot = None;
            }
        }
        found.push(Some(Answer { level, building, age, round, household }));
    }
    Ok(Answers { rows: found.into_iter().flatten().collect(), warnings: warnings.into_list() })
}

/// Reads a roll.
///
/// # Errors
/// What is wrong and where, at the first place at which the file cannot be understood.
pub fn roll(bytes: &[u8]) -> Result<Roll, Fault> {
    let is_header = |row: &[Cell]| has(row, BUILDING) || has(row, AGE);
    let Begun { mut rows, header, .. } = begin(text::decode(bytes)?, "building", is_header)?;
    let (building, age, households) = (column(&header, BUILDING)?, column(&header, AGE)?, column(&header, HOUSEHOLDS)?);
    let (mut row, mut found, mut sum) = (Vec::new(), Vec::new(), 0_i64);
    while rows.next(&mut row)? {
        header.check(&row)?;
        if found.len() >= MOST_BALLOTS {
            return Err(too_many(row.first()));
        }
        let count = match households {
            None => 1,
            Some(column) => {
                let line = row.first().map_or(0, |cell| cell.line);
                let missing = || Fault::new(line, 0, What::Missing { name: "households".to_owned() }, "");
                let cell = row.get(column).filter(|cell| !cell.is_blank()).ok_or_else(missing)?;
                let amount = Amount::positive(&simple(&cell.text)).and_then(|amount| amount.in_units(0));
                let count = amount.map_err(|what| cell.fault(what))?;
                sum = sum.checked_add(count).ok_or_else(|| cell.fault(What::TooLarge))?;
                count
            }
        };
        found.push(Stratum { building: word(&row, building), age: word(&row, age), households: count });
    }
    Ok(Roll { rows: found, warnings: Vec::new() })
}

#[cfg(test)]
mod tests;
