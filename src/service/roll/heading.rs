//! What the columns of a file are called, and what they stand for.
//!
//! For: [`Heading`]: naming columns by hand, saying which are not used, keeping what a file is silent on.
//! Must not know: rows; the store.
//! To add: what is kept of a file beside its flats is a field of [`Heading`].

use super::sheet::{Sheet, fault};
use crate::domain::community::columns::{Columns, Field};
use crate::domain::problem::{Problem, RowFault};
use serde::{Deserialize, Serialize};

/// Most characters of a column's name.
const MOST: usize = 40;
/// Digits in a row that may be a telephone or a person's number.
pub(super) const PRIVATE: usize = 7;

/// The header of a file as it waits: without names and numbers of people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heading {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The columns that stand for something, by place.
    pub known: Vec<(Field, usize)>,
}

impl Heading {
    /// Of a file whose columns stand for this.
    pub(super) fn of(sheet: &Sheet, columns: &Columns) -> Self {
        Self { columns: sheet.columns().map(shown).collect(), known: columns.places() }
    }

    /// The same with other columns.
    pub(super) fn with(&self, named: &[(Field, usize)]) -> Self {
        Self { columns: self.columns.clone(), known: Columns::of(named).places() }
    }

    /// What the columns of a file stand for that was said by hand of this one.
    ///
    /// # Errors
    /// [`Problem::OtherColumns`] if it is another file.
    pub(super) fn columns_of(&self, sheet: &Sheet) -> Result<Columns, Problem> {
        let same = sheet.columns().map(shown).eq(self.columns.iter().cloned());
        if same { Ok(Columns::of(&self.known)) } else { Err(Problem::OtherColumns) }
    }

    /// The column of `field`.
    pub fn place(&self, field: Field) -> Option<usize> {
        self.known.iter().find(|(known, _)| *known == field).map(|(_, at)| *at)
    }

    /// Whether the file is silent on this: then what stands on the roll stays.
    pub fn lacks(&self, field: Field) -> bool {
        !self.known.is_empty() && self.place(field).is_none()
    }

    /// On what it is silent.
    pub fn lacking(&self) -> Vec<Field> {
        Field::ALL.iter().copied().filter(|field| self.lacks(*field)).collect()
    }

    /// The columns that are not used; numbers say nothing without names.
    pub fn unused(&self) -> Vec<String> {
        let used = |at: usize| {
            let of = self.known.iter().find(|(_, place)| *place == at).map(|(field, _)| *field);
            of.is_some_and(|field| field != Field::Number || !self.lacks(Field::Owners))
        };
        let all = self.columns.iter().enumerate().filter(|(at, name)| !name.is_empty() && !used(*at));
        all.map(|(_, name)| name.clone()).collect()
    }

    /// Whether what waits suffices for these columns: of those that nobody knew only places and figures
    /// were kept, and of people's columns only the names covered.
    pub(super) fn suffices(&self, named: &Columns) -> bool {
        let optional = Field::ALL.iter().filter(|field| !field.is_needed());
        optional.copied().all(|field| named.place(field).is_none_or(|at| self.place(field) == Some(at)))
    }
}

/// A list without a header has its first row for one.
fn shown(name: &str) -> String {
    let is_private = name.chars().filter(char::is_ascii_digit).count() >= PRIVATE;
    let kept = if is_private { 1 } else { MOST };
    let name: String = name.chars().take(kept).collect();
    if is_private { format!("{name}*") } else { name }
}

/// The needed columns that are not there, as faults of this line.
pub(super) fn missing(columns: &Columns, line: u32) -> Problem {
    let told = columns.missing().into_iter();
    Problem::Rows(told.map(|field| fault(line, field.as_str(), RowFault::ColumnMissing, "")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str) -> Heading {
        let sheet = Sheet::read(text.as_bytes()).unwrap();
        Heading::of(&sheet, &Columns::find(sheet.columns()))
    }

    #[test]
    fn the_columns_that_are_not_used_and_those_that_are_missing_are_known() {
        let it = heading("序号,楼栋,楼层,房号,建筑面积,电话,身份证号\n1,1,1,101,60,,\n");
        assert_eq!(it.unused(), ["序号", "电话", "身份证号"], "a number is of no use without a name");
        let silent = [Field::Entrance, Field::AreaSource, Field::Owners, Field::Relation];
        assert_eq!(it.lacking(), silent);
        assert_eq!(Heading::default().lacking(), [], "of a file of which nothing is known nothing is kept");
    }

    #[test]
    fn of_a_list_without_a_header_no_number_is_kept() {
        let it = heading("1栋,1,101,60,360102199001011234\n1栋,1,102,60,360102199001011235\n");
        assert_eq!(it.columns, ["1栋", "1", "101", "60", "3*"]);
    }

    #[test]
    fn what_waits_suffices_for_places_and_figures_and_for_nothing_of_people() {
        let it = heading("哪栋,楼层,几号,建筑面积,住的人,身份证号\n1,1,101,60,,\n");
        let needed = [(Field::Building, 0), (Field::Floor, 1), (Field::Room, 2), (Field::Area, 3)];
        let with = |more: &[(Field, usize)]| it.suffices(&Columns::of(&[&needed[..], more].concat()));
        assert!(with(&[]) && with(&[(Field::Number, 5)]));
        assert!(!with(&[(Field::Owners, 4)]) && !with(&[(Field::Relation, 4)]) && !with(&[(Field::Number, 4)]));
    }
}
