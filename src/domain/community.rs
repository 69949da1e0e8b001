//! The roll of a community as it comes in a table.
//!
//! For: naming columns in Chinese and English, reading one row, finding flats that stand twice.
//! Must not know: CSV or spreadsheets (the caller splits cells), identifiers, or storage.
//! To add: a column is a word of `columns::Field` with its names, and its reading in `check_row`.

pub mod columns;
pub mod owners;

use crate::domain::problem::{RowFault, RowProblem};
use crate::domain::quantity::parse_area;
use crate::domain::text::{characters, clean, is_like_formula};
use columns::Field;
use core::fmt::Write;

crate::words! {
    /// Where the area of a flat comes from, best first (Supreme People's Court interpretation
    /// 2020 on divided building ownership, art. 8).
    AreaSource {
        /// 不动产登记簿
        Register = "register",
        /// 测绘
        Survey = "survey",
        /// 买卖合同
        Contract = "contract",
    }
}

crate::words! {
    /// Who lives in the flat, as the roll says.
    Relation {
        /// 业主
        Owner = "owner",
        /// 共有人
        CoOwner = "co_owner",
        /// 承租人
        Tenant = "tenant",
        /// 家属
        Family = "family",
    }
}

/// One flat of the roll, cleaned and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollRow {
    /// Building as written, like `3栋`.
    pub building: String,
    /// Entrance (单元) as written; empty where buildings have one entrance.
    pub entrance: String,
    /// Floor; negative below ground.
    pub floor: i32,
    /// Room as written.
    pub room: String,
    /// Exclusive area in 0.01 m².
    pub area: i64,
    /// Where the area comes from.
    pub area_source: AreaSource,
    /// Who lives there.
    pub relation: Relation,
    /// The owners' names, covered but for one character each.
    pub owners: String,
    /// The owners' names and numbers as `owners::claim` gives them; empty unless every owner has a
    /// number. Only for a keyed hash: it is never stored.
    pub claim: String,
}

/// Most characters of building, entrance and room.
pub const MOST_NAME: u32 = 20;
/// Most characters of the owners of one flat.
pub const MOST_OWNERS: u32 = 200;
/// Lowest and highest floor.
pub const FLOORS: core::ops::RangeInclusive<i32> = -5..=120;

/// A cell with what it stands for and the name of its column, as faults tell it.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// What it stands for.
    pub field: Field,
    /// The column's name.
    pub column: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// Reads one row. `line` counts from 1, as in the file.
///
/// # Errors
/// Every fault of the row, in the order of the columns.
pub fn check_row(line: u32, cells: &[Cell<'_>]) -> Result<RollRow, Vec<RowProblem>> {
    let mut row = Reader { line, cells, faults: Vec::new() };
    let building = row.name(Field::Building);
    let entrance = row.name(Field::Entrance);
    let floor = row.read(Field::Floor, floor).unwrap_or(1);
    let room = row.name(Field::Room);
    let area = row.read(Field::Area, area).unwrap_or(0);
    let area_source = row.word(Field::AreaSource, source).unwrap_or(AreaSource::Register);
    let relation = row.word(Field::Relation, owners::relation).unwrap_or(Relation::Owner);
    let (owners, claim) = row.owners();
    if row.faults.is_empty() {
        Ok(RollRow { building, entrance, floor, room, area, area_source, relation, owners, claim })
    } else {
        Err(row.faults)
    }
}

/// A key under which buildings stand as people count them: 2 before 10, `A2` before `A10`.
pub fn natural_key(name: &str) -> String {
    let folded: String = name.chars().map(crate::domain::text::half_width).collect();
    let mut key = String::new();
    let mut digits = String::new();
    for c in folded.chars().chain(['\u{0}']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            let _ = write!(key, "{:0>12}", std::mem::take(&mut digits));
        }
        key.push(c);
    }
    key
}

/// A bare number gets its kind behind it; a number in front of Chinese gets a space.
pub fn with_kind(name: &str, kind: &str) -> String {
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_digit()) {
        return format!("{name} {kind}");
    }
    let split = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    match name.split_at_checked(split) {
        Some((number, rest)) if !number.is_empty() && !rest.starts_with(|c: char| c.is_ascii()) => {
            format!("{number} {}", rest.trim_start())
        }
        _ => name.to_owned(),
    }
}

struct Reader<'a> {
    line: u32,
    cells: &'a [Cell<'a>],
    faults: Vec<RowProblem>,
}

impl<'a> Reader<'a> {
    fn cell(&self, field: Field) -> Option<Cell<'a>> {
        self.cells.iter().find(|cell| cell.field == field).copied()
    }

    fn blame(&mut self, column: &str, what: RowFault, cell: &str) {
        self.faults.push(fault(self.line, column, what, cell));
    }

    fn name(&mut self, field: Field) -> String {
        let Some(Cell { column, text: cell, .. }) = self.cell(field) else {
            if field.is_needed() {
                self.blame(field.as_str(), RowFault::ColumnMissing, "");
            }
            return String::new();
        };
        let text = clean(cell).replace('\n', " ");
        if field.is_needed() && text.is_empty() {
            self.blame(column, RowFault::Empty, cell);
        } else if characters(&text) > MOST_NAME {
            self.blame(column, RowFault::TooLong, cell);
        } else if is_like_formula(&text) {
            self.blame(column, RowFault::Formula, cell);
        }
        text
    }

    fn read<T>(&mut self, field: Field, parse: fn(&str) -> Result<T, RowFault>) -> Option<T> {
        let Some(Cell { column, text: cell, .. }) = self.cell(field) else {
            self.blame(field.as_str(), RowFault::ColumnMissing, "");
            return None;
        };
        let text = clean(cell);
        let value = if text.is_empty() { Err(RowFault::Empty) } else { parse(&text) };
        value.map_err(|what| self.blame(column, what, cell)).ok()
    }

    /// A word of a list; the list says what an empty cell means.
    fn word<T>(&mut self, field: Field, parse: fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.cell(field);
        let value = parse(&clean(cell.map_or("", |cell| cell.text)));
        if let (None, Some(cell)) = (&value, cell) {
            self.blame(cell.column, RowFault::UnknownWord, cell.text);
        }
        value
    }

    /// The covered names, and the claim. A faulty cell is not shown again: it is a name.
    fn owners(&mut self) -> (String, String) {
        let Some(cell) = self.cell(Field::Owners) else { return (String::new(), String::new()) };
        let names = clean(cell.text);
        if characters(&names) > MOST_OWNERS {
            self.blame(cell.column, RowFault::TooLong, "");
        } else if is_like_formula(&names) {
            self.blame(cell.column, RowFault::Formula, "");
        }
        let number = self.cell(Field::Number);
        if let Some(cell) = number.filter(|cell| owners::is_rounded(cell.text)) {
            self.blame(cell.column, RowFault::Rounded, "");
        }
        let numbers = number.map_or("", |cell| cell.text);
        (owners::covered(&names), owners::claim(&names, numbers))
    }
}

fn floor(text: &str) -> Result<i32, RowFault> {
    let number = text.strip_suffix(['层', '楼', 'F', 'f']).unwrap_or(text).trim();
    let folded: String = number.chars().map(crate::domain::text::half_width).collect();
    let floor: i32 = folded.parse().map_err(|_| RowFault::NotANumber)?;
    if FLOORS.contains(&floor) { Ok(floor) } else { Err(RowFault::OutOfRange) }
}

fn area(text: &str) -> Result<i64, RowFault> {
    use crate::domain::problem::Problem;
    parse_area(text).map_err(|problem| match problem {
        Problem::OutOfRange { .. } => RowFault::OutOfRange,
        _ => RowFault::NotANumber,
    })
}

fn source(text: &str) -> Option<AreaSource> {
    match text.to_lowercase().as_str() {
        "" | "登记" | "不动产登记" | "不动产登记簿" | "产权证" => Some(AreaSource::Register),
        "测绘" | "实测" => Some(AreaSource::Survey),
        "合同" | "买卖合同" | "购房合同" => Some(AreaSource::Contract),
        word => AreaSource::parse(word),
    }
}

fn fault(line: u32, column: &str, fault: RowFault, cell: &str) -> RowProblem {
    // Enough to recognise the cell; a whole pasted letter would fill the page.
    let cell = cell.chars().take(40).collect();
    RowProblem { line, column: column.to_owned(), fault, cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [(&str, &str); 6] = [
        ("楼栋", "3栋"),
        ("单元", "1单元"),
        ("楼层", "5"),
        ("房号", "501"),
        ("建筑面积", "68.35"),
        ("面积来源", "测绘"),
    ];

    fn check_row(line: u32, cells: &[(&str, &str)]) -> Result<RollRow, Vec<RowProblem>> {
        let known = cells.iter().filter_map(|(column, text)| Some(Cell { field: Field::named(column)?, column, text }));
        super::check_row(line, &known.collect::<Vec<_>>())
    }

    fn with(column: &str, cell: &'static str) -> Vec<(&'static str, &'static str)> {
        GOOD.iter().map(|(name, old)| (*name, if *name == column { cell } else { old })).collect()
    }

    fn faults(cells: &[(&str, &str)]) -> Vec<(String, RowFault)> {
        check_row(2, cells).unwrap_err().into_iter().map(|p| (p.column, p.fault)).collect()
    }

    #[test]
    fn chinese_and_english_columns_give_the_same_row() {
        let row = check_row(2, &GOOD).unwrap();
        assert_eq!((row.floor, row.area, row.area_source), (5, 6_835, AreaSource::Survey));
        let english = [
            ("Building ", " 3栋"),
            ("entrance", "1单元"),
            ("floor", "５"),
            ("room", "501"),
            ("area", "68.35"),
            ("area_source", "survey"),
            ("remark", "ignored"),
        ];
        assert_eq!(check_row(2, &english), Ok(row));
    }

    #[test]
    fn entrance_and_source_of_area_may_be_left_out() {
        let row = check_row(2, &[("楼栋", "3"), ("楼层", "-1层"), ("房号", "B1"), ("建筑面积", "20")]).unwrap();
        assert_eq!((row.entrance.as_str(), row.floor, row.area_source), ("", -1, AreaSource::Register));
    }

    #[test]
    fn each_fault_names_its_column_and_its_cell() {
        let one = |column: &str, cell, what| assert_eq!(faults(&with(column, cell)), [(column.to_owned(), what)]);
        one("楼栋", " ", RowFault::Empty);
        one("楼栋", "一二三四五六七八九十一二三四五六七八九十一", RowFault::TooLong);
        one("房号", "=HYPERLINK(1)", RowFault::Formula);
        one("单元", "＠SUM(A1)", RowFault::Formula);
        one("楼层", "五", RowFault::NotANumber);
        one("楼层", "", RowFault::Empty);
        one("楼层", "121", RowFault::OutOfRange);
        one("建筑面积", "0", RowFault::OutOfRange);
        one("建筑面积", "68.355", RowFault::NotANumber);
        one("建筑面积", "大", RowFault::NotANumber);
        one("面积来源", "听说", RowFault::UnknownWord);
        let all = check_row(7, &[]).unwrap_err();
        assert_eq!(all.len(), 4);
        assert!(all.iter().all(|p| p.line == 7 && p.fault == RowFault::ColumnMissing));
        let long = check_row(
            2,
            &with("面积来源", "很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长"),
        );
        assert_eq!(long.unwrap_err().first().unwrap().cell.chars().count(), 40);
    }

    #[test]
    fn a_flat_is_named_as_people_say_it() {
        assert_eq!(with_kind("3", "栋"), "3 栋");
        assert_eq!(with_kind("3栋", "栋"), "3 栋");
        assert_eq!(with_kind("A座", "栋"), "A座");
        assert_eq!(with_kind("3A", "栋"), "3A");
        assert_eq!(with_kind("", "单元"), "");
    }

    #[test]
    fn buildings_stand_as_people_count_them() {
        let mut names = ["10栋", "2栋", "A10", "１栋", "A2"];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(names, ["１栋", "2栋", "10栋", "A2", "A10"]);
    }

    #[test]
    fn owners_are_read_covered_and_their_number_is_only_in_the_claim() {
        let mut cells = GOOD.to_vec();
        cells.extend([
            ("业主", "王小明、李雷"),
            ("身份证号", "360102199001011234 36010219900101123X"),
            ("关系", "租户"),
        ]);
        let row = check_row(2, &cells).unwrap();
        assert_eq!((row.owners.as_str(), row.relation), ("王**、李*", Relation::Tenant));
        assert!(row.claim.contains("王小明|360102199001011234"));
        let rounded = [&cells[..7], &[("身份证号", "3.60102E+17")]].concat();
        let told = check_row(2, &rounded).unwrap_err();
        assert_eq!(
            (told[0].column.as_str(), told[0].fault, told[0].cell.as_str()),
            ("身份证号", RowFault::Rounded, "")
        );
        cells.truncate(7);
        assert_eq!(check_row(2, &cells).unwrap().claim, "", "names alone cannot tell two people apart");
    }
}
