//! The catalogue of what a renovation may contain, from which works are picked.
//!
//! For: [`catalogue()`], [`find_item`].
//! Must not know: communities and their works.
//! To add: a line in `data/works-catalogue.csv`; a column is a field of [`Item`].

use crate::domain::work::{Class, warranty_months};
use std::sync::LazyLock;

/// The national and provincial list of what a renovation may contain (see `data/README.md`).
const CATALOGUE: &str = include_str!("../../../data/works-catalogue.csv");

/// One line of the catalogue.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number, from 1.
    pub number: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Basic, improvement or upgrade.
    pub class: Class,
    /// Its unit.
    pub unit: String,
    /// Months of warranty, if fixed.
    pub warranty_months: Option<i64>,
}

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(CATALOGUE.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    (1..).zip(rows).filter_map(|(number, row)| item(number, &row)).collect()
});

fn item(number: i64, row: &csv::StringRecord) -> Option<Item> {
    let cell = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
    Some(Item {
        number: number.to_string(),
        zh: cell(0),
        en: capital(&cell(1)),
        class: Class::parse(&cell(2))?,
        unit: cell(4),
        warranty_months: warranty_months(&cell(6)).map(i64::from),
    })
}

/// A name stands at the beginning of a line.
fn capital(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Every line of the catalogue.
pub fn catalogue() -> &'static [Item] {
    &ITEMS
}

/// The line of this number.
pub fn find_item(number: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.number == number)
}
