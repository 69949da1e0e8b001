//! A `.pb` file from bytes: its sections and its head.
//!
//! For: [`read`].
//! Must not know: the columns of projects and votes (`projects`, `votes`).
//! To add: a key of META that counts is read in `head`.

use super::File;
use super::head::head;
use super::projects::{Projects, projects};
use super::votes::votes;
use crate::domain::files::amount::unit;
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
    let Projects { options, unit: unit_of_money, budget, stated } =
        projects(sections.projects, &head.budget, &mut warnings)?;
    head.count("num_projects", options.len(), &mut warnings);
    let cast = votes(sections.votes, &options, &head, &mut warnings)?;
    head.count("num_votes", cast.ballots.len(), &mut warnings);
    let election =
        Election { kind: head.kind, budget: Some(budget), unit: unit_of_money, options, ballots: cast.ballots };
    let scores = stated.check(&election, cast.digits, &mut warnings);
    Ok(File {
        election,
        rule: head.value("rule").map(str::to_owned),
        least: head.least,
        min_length: head.min_length,
        max_length: head.max_length,
        max_sum_points: head.max_sum_points,
        points_unit: unit(cast.digits),
        weight_unit: unit(cast.weight_digits),
        votes: stated.votes,
        scores,
        decided: stated.decided,
        meta: head.into_meta(),
        warnings: warnings.into_list(),
    })
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
