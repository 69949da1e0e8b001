//! What a file of ballots says, whatever its format.
//!
//! For: [`Source::read`]: the format by the name's ending, else by what the file begins with.
//! Must not know: how a format is read.
//! To add: a format is a row of `ENDINGS` and an arm of `read`.

use crate::domain::files::{Fault, closed, pabulib, preflib};
use crate::domain::voting::election::Election;
use crate::domain::voting::rule::Rule;
use crate::domain::voting::turns::{Measure, Plan};
use crate::i18n::Lang;
use crate::i18n::locales::files as words;
use anyhow::anyhow;
use std::path::Path;

/// What there is to count, and what the file says beside it.
pub(super) struct Source {
    pub(super) election: Election,
    /// The file's own title; may be empty.
    pub(super) title: String,
    /// As in the file; may be empty.
    pub(super) currency: String,
    /// The least score that the file asks for, in whole votes or points.
    pub(super) least: Option<i64>,
    pub(super) weight_unit: i64,
    pub(super) points_unit: i64,
    /// Positions of what was chosen then; `None` where the file does not say.
    pub(super) chosen: Option<Vec<usize>>,
    pub(super) warnings: Vec<Fault>,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Pabulib,
    Preflib,
    Closed,
}

const ENDINGS: [(&str, Format); 6] = [
    ("pb", Format::Pabulib),
    ("soc", Format::Preflib),
    ("soi", Format::Preflib),
    ("toc", Format::Preflib),
    ("toi", Format::Preflib),
    ("csv", Format::Closed),
];

/// By the ending of the name, else by the beginning of the text.
fn format(path: &Path, bytes: &[u8]) -> Format {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if let Some((_, format)) = ENDINGS.iter().find(|(known, _)| *known == ending) {
        return *format;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match text.first() {
        Some(b'#') => Format::Preflib,
        _ if text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"META")) => Format::Pabulib,
        _ => Format::Closed,
    }
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, where, and what to do.
    pub(super) fn read(path: &Path, bytes: &[u8], lang: Lang) -> anyhow::Result<Self> {
        let read = match format(path, bytes) {
            Format::Pabulib => pabulib::read(bytes).map(Self::from),
            Format::Preflib => preflib::read(bytes).map(Self::from),
            Format::Closed => closed::read(bytes).map(Self::from),
        };
        read.map_err(|fault| anyhow!(words::fault(lang, &fault)))
    }

    /// A least score in whole votes or points as the rule adds it up.
    pub(super) fn in_units(&self, rule: Rule, least: i64) -> i64 {
        let points = if Plan::of(rule).measure == Measure::Points { self.points_unit } else { 1 };
        least.saturating_mul(points).saturating_mul(self.weight_unit)
    }
}

impl From<pabulib::File> for Source {
    fn from(file: pabulib::File) -> Self {
        let says = file.decided.iter().any(Option::is_some);
        Self {
            title: file.description().to_owned(),
            currency: file.value("currency").unwrap_or_default().to_owned(),
            least: file.least,
            weight_unit: file.weight_unit,
            points_unit: file.points_unit,
            chosen: says.then(|| file.selected()),
            warnings: file.warnings,
            election: file.election,
        }
    }
}

impl From<preflib::File> for Source {
    fn from(file: preflib::File) -> Self {
        Self {
            title: file.title,
            currency: String::new(),
            least: None,
            weight_unit: 1,
            points_unit: 1,
            chosen: None,
            warnings: file.warnings,
            election: file.election,
        }
    }
}

impl From<closed::File> for Source {
    fn from(file: closed::File) -> Self {
        Self {
            title: file.title,
            currency: "CNY".to_owned(),
            least: None,
            weight_unit: file.weight_unit,
            points_unit: file.points_unit,
            chosen: None,
            warnings: file.warnings,
            election: file.election,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_ending_and_else_by_its_beginning() {
        for (name, text, expected) in [
            ("a.PB", "x", Format::Pabulib),
            ("a.toc", "x", Format::Preflib),
            ("a.csv", "META", Format::Closed),
            ("a", "\u{feff}META\nkey;value", Format::Pabulib),
            ("a.txt", "# FILE NAME: x", Format::Preflib),
            ("a", "kind,approval", Format::Closed),
            ("a", "", Format::Closed),
        ] {
            assert_eq!(format(Path::new(name), text.as_bytes()), expected, "{name}");
        }
    }
}
