//! A closed poll's table as text.
//!
//! For: [`write`].
//! Must not know: how it is read, but what is read must be what was written.
//! To add: a row or a column here and in `read`.

use super::File;
use super::cells::kind_name;
use crate::domain::files::amount::written;
use crate::domain::files::table::quoted;
use crate::domain::voting::election::{Entry, Kind};

fn row(cells: &[String]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| quoted(cell, b',')).collect();
    cells.join(",") + "\n"
}

/// The table, with commas. `None` where an option's id is blank or not unique or one of the words for
/// columns, or a mark has a value that its kind cannot have.
pub fn write(file: &File) -> Option<String> {
    let election = &file.election;
    let mut text = String::new();
    let mut above = |word: &str, value: String| text += &row(&[word.to_owned(), value]);
    if !file.title.is_empty() {
        above("title", file.title.clone());
    }
    above("kind", kind_name(election.kind).to_owned());
    if let Some(budget) = election.budget {
        above("budget", written(budget, election.unit));
    }
    if let Some(points) = file.most_points {
        above("points", written(points, file.points_unit));
    }
    let weight = if file.weight_unit == 100 { "area" } else { "weight" };
    let line = |first: [&str; 3], cells: &mut dyn Iterator<Item = String>| {
        row(&first.into_iter().map(str::to_owned).chain(cells).collect::<Vec<_>>())
    };
    let is_sayable = |id: &str| !id.trim().is_empty() && super::read::is_option(id);
    if !election.options.iter().all(|option| is_sayable(&option.id)) {
        return None;
    }
    text += &line(["ballot", "voters", weight], &mut election.options.iter().map(|option| option.id.clone()));
    text += &line(["name", "", ""], &mut election.options.iter().map(|option| option.name.clone()));
    if election.budget.is_some() || election.options.iter().any(|option| option.cost != 0) {
        let costs = election.options.iter().map(|option| written(option.cost, election.unit));
        text += &line(["cost", "", ""], &mut costs.into_iter());
    }
    for (number, entry) in (1_u64..).zip(election.ballots.iter()) {
        let numbers = [number.to_string(), entry.voters.to_string(), written(entry.weight, file.weight_unit)];
        let mut cells = cells(file, entry)?.into_iter();
        text += &line(numbers.each_ref().map(String::as_str), &mut cells);
    }
    Some(text)
}

fn cells(file: &File, entry: Entry) -> Option<Vec<String>> {
    let mut marks = entry.marks.iter().peekable();
    let mut cells = Vec::with_capacity(file.election.options.len());
    for option in (0..).take(file.election.options.len()) {
        let mark = marks.next_if(|mark| mark.option == option);
        cells.push(mark.map_or(Some(String::new()), |mark| cell(file, mark.value))?);
    }
    marks.next().is_none().then_some(cells)
}

fn cell(file: &File, value: i64) -> Option<String> {
    let word = match (file.election.kind, value) {
        (Kind::YesNo, 1) => "yes",
        (Kind::YesNo, -1) => "no",
        (Kind::YesNo, 0) => "abstain",
        (Kind::Approval | Kind::ChooseOne, 1) => "√",
        (Kind::YesNo | Kind::Approval | Kind::ChooseOne, _) => return None,
        (Kind::Ordinal, rank) if rank > 0 => return Some(rank.to_string()),
        (Kind::Cumulative, points) if points >= 0 => return Some(written(points, file.points_unit)),
        (Kind::Scoring, points) => return Some(written(points, file.points_unit)),
        (Kind::Ordinal | Kind::Cumulative, _) => return None,
    };
    Some(word.to_owned())
}
