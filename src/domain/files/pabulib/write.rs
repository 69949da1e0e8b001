//! A `.pb` file as text.
//!
//! For: [`write`].
//! Must not know: how it is read, but what is read must be what was written.
//! To add: a column here and in the readers.

use super::File;
use super::read::{KINDS, SEPARATOR};
use crate::domain::files::MOST_BALLOTS;
use crate::domain::files::amount::written;
use crate::domain::files::table::quoted;
use crate::domain::voting::election::{Entry, Kind};

/// The file as Pabulib writes it. `None` where the format cannot say it: yes and no, equal ranks, no
/// budget, ids that are empty or have commas, more than 2^26 ballots.
pub fn write(file: &File) -> Option<String> {
    let mut lines = vec!["META".to_owned(), "key;value".to_owned()];
    lines.extend(file.meta.iter().map(|(key, value)| row(&[key, value])));
    for (key, value) in needed(file)? {
        if file.value(key).is_none() {
            lines.push(row(&[key, &value]));
        }
    }
    projects(file, &mut lines)?;
    votes(file, &mut lines)?;
    lines.push(String::new());
    Some(lines.join("\n"))
}

/// What a reader must find in META.
fn needed(file: &File) -> Option<[(&'static str, String); 4]> {
    let (name, _) = KINDS.iter().find(|(_, kind)| *kind == file.election.kind)?;
    let voters = file.election.ballots.voters();
    if usize::try_from(voters).is_ok_and(|voters| voters > MOST_BALLOTS) {
        return None;
    }
    Some([
        ("num_projects", file.election.options.len().to_string()),
        ("num_votes", voters.to_string()),
        ("budget", written(file.election.budget?, file.election.unit)),
        ("vote_type", (*name).to_owned()),
    ])
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| quoted(cell, SEPARATOR)).collect();
    cells.join(";")
}

fn projects(file: &File, lines: &mut Vec<String>) -> Option<()> {
    let has = |stated: &[Option<i64>]| stated.iter().any(Option::is_some);
    let columns =
        [("votes", &file.votes, 1), ("score", &file.scores, file.points_unit), ("selected", &file.decided, 1)];
    let columns: Vec<_> = columns.into_iter().filter(|(_, stated, _)| has(stated)).collect();
    lines.push("PROJECTS".to_owned());
    let names: Vec<&str> = columns.iter().map(|(name, _, _)| *name).collect();
    lines.push(row(&[&["project_id", "cost", "name"][..], &names].concat()));
    for (at, option) in file.election.options.iter().enumerate() {
        if option.id.is_empty() || option.id != option.id.trim() || option.id.contains(',') {
            return None;
        }
        let stated = |stated: &[Option<i64>], unit: i64| {
            stated.get(at).copied().flatten().map_or(String::new(), |value| written(value, unit))
        };
        let mut cells = vec![option.id.clone(), written(option.cost, file.election.unit), option.name.clone()];
        cells.extend(columns.iter().map(|(_, list, unit)| stated(list, *unit)));
        lines.push(row(&cells.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    Some(())
}

fn votes(file: &File, lines: &mut Vec<String>) -> Option<()> {
    let has_points = matches!(file.election.kind, Kind::Cumulative | Kind::Scoring);
    let has_weights = file.election.ballots.iter().any(|entry| entry.weight != file.weight_unit);
    let mut names = vec!["voter_id", "vote"];
    names.extend(has_points.then_some("points"));
    names.extend(has_weights.then_some("weight"));
    lines.push("VOTES".to_owned());
    lines.push(row(&names));
    let mut voter: i64 = 0;
    for entry in file.election.ballots.iter() {
        let mut cells = cells(file, entry)?;
        cells.retain(|(name, _)| names.contains(name));
        for _ in 0..entry.voters {
            voter += 1;
            let own = voter.to_string();
            let all: Vec<&str> =
                core::iter::once(own.as_str()).chain(cells.iter().map(|cell| cell.1.as_str())).collect();
            lines.push(row(&all));
        }
    }
    Some(())
}

fn cells(file: &File, entry: Entry) -> Option<Vec<(&'static str, String)>> {
    let mut marks = entry.marks.to_vec();
    if file.election.kind == Kind::Ordinal {
        marks.sort_by_key(|mark| mark.value);
        let ranks = marks.iter().zip(1..).all(|(mark, rank)| mark.value == rank);
        ranks.then_some(())?;
    }
    let id = |option: u32| {
        let option = file.election.options.get(usize::try_from(option).ok()?)?;
        Some(option.id.as_str())
    };
    let ids: Vec<&str> = marks.iter().map(|mark| id(mark.option)).collect::<Option<_>>()?;
    let points: Vec<String> = marks.iter().map(|mark| written(mark.value, file.points_unit)).collect();
    Some(vec![
        ("vote", ids.join(",")),
        ("points", points.join(",")),
        ("weight", written(entry.weight, file.weight_unit)),
    ])
}
