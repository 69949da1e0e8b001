//! The section META.
//!
//! For: [`head`]: the kind of ballots, the budget, and what the file states of itself.
//! Must not know: projects and votes.
//! To add: a key that counts is read in [`head`] and named in [`KEYS`].

use super::read::{KINDS, next};
use crate::domain::files::amount::Amount;
use crate::domain::files::table::{Cell, Rows};
use crate::domain::files::{Fault, Warnings, What};
use crate::domain::voting::election::Kind;

/// Keys with a meaning here: twice with different values they would mean two things.
const KEYS: [&str; 9] = [
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "min_length",
    "max_length",
    "max_sum_points",
    "min_project_score_threshold",
];

/// What META says.
pub(super) struct Head {
    entries: Entries,
    pub(super) kind: Kind,
    pub(super) budget: Budget,
    pub(super) least: Option<i64>,
    pub(super) min_length: Option<i64>,
    pub(super) max_length: Option<i64>,
    pub(super) max_sum_points: Option<i64>,
}

/// The budget, and the fault of its place should it be too large in the end.
pub(super) struct Budget {
    pub(super) amount: Amount,
    pub(super) fault: Fault,
}

/// A key, its value, and where the value stands.
struct Entry {
    key: String,
    value: String,
    line: usize,
    column: usize,
}

impl Entry {
    fn fault(&self, what: What) -> Fault {
        Fault::new(self.line, self.column, what, &self.value)
    }

    fn whole(&self) -> Result<i64, Fault> {
        let number = Amount::positive(&self.value).and_then(|amount| amount.in_units(0));
        number.map_err(|what| self.fault(what))
    }
}

struct Entries(Vec<Entry>);

impl Entries {
    fn read(mut rows: Rows) -> Result<Self, Fault> {
        let (mut entries, mut row, mut is_first) = (Self(Vec::new()), Vec::new(), true);
        while next(&mut rows, &mut row)? {
            let Some((first, rest)) = row.split_first() else { continue };
            let key = first.trimmed().to_lowercase();
            if core::mem::take(&mut is_first) && key == "key" {
                continue;
            }
            let value = joined(rest);
            let is_other = entries.0.iter().any(|own| own.key == key && own.value != value);
            if is_other && KEYS.contains(&key.as_str()) {
                return Err(first.fault(What::Twice { name: key }));
            }
            let (line, column) = rest.first().map_or((first.line, 0), |cell| (cell.line, cell.column()));
            entries.0.push(Entry { key, value, line, column });
        }
        Ok(entries)
    }

    /// The entry of this key, if it has a value.
    fn find(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key && !entry.value.is_empty())
    }

    fn need(&self, key: &str) -> Result<&Entry, Fault> {
        self.find(key).ok_or_else(|| Fault::whole(What::NoKey { name: key.to_owned() }))
    }

    /// A limit that is only for warnings; what is no number is one.
    fn limit(&self, key: &str, warnings: &mut Warnings) -> Option<i64> {
        self.find(key)?.whole().map_err(|fault| warnings.push(fault)).ok()
    }
}

/// A value with semicolons in it is one value.
fn joined(cells: &[Cell]) -> String {
    let used = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    let texts: Vec<&str> = cells.iter().take(used).map(|cell| cell.text.as_ref()).collect();
    texts.join(";").trim().to_owned()
}

pub(super) fn head(rows: Rows, warnings: &mut Warnings) -> Result<Head, Fault> {
    let entries = Entries::read(rows)?;
    let stated = entries.need("budget")?;
    let amount = Amount::positive(&stated.value).map_err(|what| stated.fault(what))?;
    let budget = Budget { amount, fault: stated.fault(What::TooLarge) };
    // The one number of META beside the budget that decides about winners.
    let least = entries.find("min_project_score_threshold").map(Entry::whole).transpose()?;
    if let Some(unused) = entries.find("default_score").filter(|entry| entry.value != "0") {
        warnings.push(unused.fault(What::NotUsed));
    }
    Ok(Head {
        kind: kind(entries.need("vote_type")?)?,
        budget,
        least,
        min_length: entries.limit("min_length", warnings),
        max_length: entries.limit("max_length", warnings),
        max_sum_points: entries.limit("max_sum_points", warnings),
        entries,
    })
}

fn kind(stated: &Entry) -> Result<Kind, Fault> {
    let word = stated.value.to_lowercase();
    let known = || stated.fault(What::UnknownWord { known: KINDS.map(|(name, _)| name).join(" ") });
    KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind).ok_or_else(known)
}

impl Head {
    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        self.entries.find(key).map(|entry| entry.value.as_str())
    }

    /// Keys and values in their order.
    pub(super) fn into_meta(self) -> Vec<(String, String)> {
        self.entries.0.into_iter().map(|entry| (entry.key, entry.value)).collect()
    }

    /// Warns where the file states another number.
    pub(super) fn count(&self, key: &str, found: usize, warnings: &mut Warnings) {
        let Some(entry) = self.entries.find(key) else { return };
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        match entry.whole() {
            Ok(stated) if stated == found => {}
            Ok(stated) => warnings.push(entry.fault(What::CountDiffers { stated, found })),
            Err(fault) => warnings.push(fault),
        }
    }
}
