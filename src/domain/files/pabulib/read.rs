//! A `.pb` file from bytes: its sections and its head.
//!
//! For: [`read`].
//! Must not know: the columns of projects and votes (`projects`, `votes`).
//! To add: a key of META that counts is read in `head`.

use super::projects::{Projects, projects};
use super::votes::votes;
use super::{File, value};
use crate::domain::files::amount::{Amount, unit};
use crate::domain::files::table::{Cell, Rows};
use crate::domain::files::{Fault, Warnings, What, text};
use crate::domain::voting::election::{Election, Kind};

/// Between cells.
pub(super) const SEPARATOR: u8 = b';';

/// The names of the ballots' kinds in files.
pub(super) const KINDS: [(&str, Kind); 5] = [
    ("approval", Kind::Approval),
    ("choose-1", Kind::ChooseOne),
    ("ordinal", Kind::Ordinal),
    ("cumulative", Kind::Cumulative),
    ("scoring", Kind::Scoring),
];

/// Reads a file.
///
/// # Errors
/// What is wrong and where, at the first place at which the file cannot be understood.
pub fn read(bytes: &[u8]) -> Result<File, Fault> {
    let sections = Sections::find(text::decode(bytes)?)?;
    let mut warnings = Warnings::default();
    let head = head(sections.meta, &mut warnings)?;
    let Projects { options, unit, found, stated } = projects(sections.projects, head.budget, &mut warnings)?;
    head.count("num_projects", options.len(), &mut warnings);
    let cast = votes(sections.votes, &options, &head, &mut warnings)?;
    head.count("num_votes", cast.ballots.len(), &mut warnings);
    let election = Election { kind: head.kind, budget: Some(found), unit, options, ballots: cast.ballots };
    let scores = stated.check(&election, cast.digits, &mut warnings);
    Ok(File {
        election,
        rule: value(&head.meta, "rule").map(str::to_owned),
        least: head.least,
        min_length: head.min_length,
        max_length: head.max_length,
        max_sum_points: head.max_sum_points,
        points_unit: unit_of(cast.digits),
        weight_unit: unit_of(cast.weight_digits),
        votes: stated.votes,
        scores,
        decided: stated.decided,
        meta: head.meta,
        warnings: warnings.into_list(),
    })
}

fn unit_of(digits: u8) -> i64 {
    unit(digits)
}

/// Where each section's rows begin.
struct Sections<'t> {
    meta: Rows<'t>,
    projects: Rows<'t>,
    votes: Rows<'t>,
}

/// The title of a section, if the row is one.
pub(super) fn title(row: &[Cell]) -> Option<usize> {
    let (first, rest) = row.split_first()?;
    let titles = ["META", "PROJECTS", "VOTES"];
    let found = titles.iter().position(|title| first.trimmed().eq_ignore_ascii_case(title))?;
    rest.iter().all(Cell::is_blank).then_some(found)
}

impl<'t> Sections<'t> {
    fn find(text: &'t str) -> Result<Self, Fault> {
        let (mut rows, mut row) = (Rows::new(text, SEPARATOR), Vec::new());
        let mut found: [Option<Rows<'t>>; 3] = [None, None, None];
        while rows.next(&mut row)? {
            let Some(slot) = title(&row).and_then(|at| found.get_mut(at)) else {
                if found.iter().all(Option::is_none) {
                    return Err(no_section("META", &row));
                }
                continue;
            };
            if slot.is_some() {
                let again = row.first().map(|cell| cell.fault(What::Twice { name: cell.trimmed().to_uppercase() }));
                return Err(again.unwrap_or_else(|| Fault::whole(What::NotUnderstood)));
            }
            *slot = Some(rows.clone());
        }
        let [meta, projects, votes] = found;
        let missing = |name: &str| Fault::whole(What::NoSection { name: name.to_owned() });
        Ok(Self {
            meta: meta.ok_or_else(|| missing("META"))?,
            projects: projects.ok_or_else(|| missing("PROJECTS"))?,
            votes: votes.ok_or_else(|| missing("VOTES"))?,
        })
    }
}

fn no_section(name: &str, row: &[Cell]) -> Fault {
    let what = What::NoSection { name: name.to_owned() };
    row.first().map_or_else(|| Fault::whole(what.clone()), |cell| cell.fault(what.clone()))
}

/// The next row of a section; false at its end.
///
/// # Errors
/// As [`Rows::next`].
pub(super) fn next<'t>(rows: &mut Rows<'t>, row: &mut Vec<Cell<'t>>) -> Result<bool, Fault> {
    Ok(rows.next(row)? && title(row).is_none())
}

/// What META says.
pub(super) struct Head {
    pub(super) meta: Vec<(String, String)>,
    pub(super) kind: Kind,
    pub(super) budget: Amount,
    pub(super) least: Option<i64>,
    pub(super) min_length: Option<i64>,
    pub(super) max_length: Option<i64>,
    pub(super) max_sum_points: Option<i64>,
    lines: Vec<(usize, usize)>,
}

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

fn head(mut rows: Rows, warnings: &mut Warnings) -> Result<Head, Fault> {
    let (mut meta, mut lines): (Vec<(String, String)>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    let mut row = Vec::new();
    while next(&mut rows, &mut row)? {
        let Some((first, rest)) = row.split_first() else { continue };
        let key = first.trimmed().to_lowercase();
        if key == "key" && meta.is_empty() {
            continue;
        }
        let value = joined(rest);
        let twice = value_of(&meta, &key).is_some_and(|own| own != value);
        if twice && KEYS.contains(&key.as_str()) {
            return Err(first.fault(What::Twice { name: key }));
        }
        lines.push((first.line, rest.first().map_or(0, Cell::column)));
        meta.push((key, value));
    }
    let found = |key: &str| meta.iter().zip(&lines).find(|((own, value), _)| own == key && !value.is_empty());
    let place = |key: &str, what: What| {
        let (_, (line, column)) = found(key)?;
        Some(Fault::new(*line, *column, what, value_of(&meta, key).unwrap_or_default()))
    };
    let fault = |key: &str, what: What| place(key, what.clone()).unwrap_or_else(|| Fault::whole(what));
    let need = |key: &str| {
        let missing = || Fault::whole(What::NoKey { name: key.to_owned() });
        found(key).map(|((_, value), _)| value.as_str()).ok_or_else(missing)
    };
    let budget = Amount::positive(need("budget")?).map_err(|what| fault("budget", what))?;
    let known = || KINDS.map(|(name, _)| name).join(" ");
    let named = need("vote_type")?.to_lowercase();
    let kind = KINDS.iter().find(|(name, _)| *name == named).map(|(_, kind)| *kind);
    let kind = kind.ok_or_else(|| fault("vote_type", What::UnknownWord { known: known() }))?;
    let whole = |key: &str| -> Result<Option<i64>, Fault> {
        let Some(((_, value), _)) = found(key) else { return Ok(None) };
        let number = Amount::positive(value).and_then(|amount| amount.in_units(0));
        number.map(Some).map_err(|what| fault(key, what))
    };
    // Only this one decides about winners; the others are for warnings.
    let least = whole("min_project_score_threshold")?;
    let mut limit = |key: &str| {
        whole(key).unwrap_or_else(|fault| {
            warnings.push(fault);
            None
        })
    };
    let (min_length, max_length) = (limit("min_length"), limit("max_length"));
    let max_sum_points = limit("max_sum_points");
    if let Some(unused) = place("default_score", What::NotUsed).filter(|fault| fault.text != "0") {
        warnings.push(unused);
    }
    Ok(Head { kind, budget, least, min_length, max_length, max_sum_points, meta, lines })
}

fn value_of<'m>(meta: &'m [(String, String)], key: &str) -> Option<&'m str> {
    value(meta, key)
}

/// A value with semicolons in it is one value.
fn joined(cells: &[Cell]) -> String {
    let used = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    let texts: Vec<&str> = cells.iter().take(used).map(|cell| cell.text.as_ref()).collect();
    texts.join(";").trim().to_owned()
}

impl Head {
    /// Warns where the file states another number.
    fn count(&self, key: &str, found: usize, warnings: &mut Warnings) {
        let Some(at) = self.meta.iter().position(|(own, value)| own == key && !value.is_empty()) else { return };
        let (text, place) = (self.meta.get(at).map_or("", |(_, value)| value), self.lines.get(at));
        let (line, column) = place.copied().unwrap_or_default();
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        match Amount::parse(text).and_then(|amount| amount.in_units(0)) {
            Ok(stated) if stated == found => {}
            Ok(stated) => warnings.push(Fault::new(line, column, What::CountDiffers { stated, found }, text)),
            Err(what) => warnings.push(Fault::new(line, column, what, text)),
        }
    }
}
