//! From votes to what they say: every step in its order.
//!
//! For: [`survey`].
//! Must not know: how a step works.
//! To add: a step between two others; what it finds goes into the report.

use super::axes::{Axes, axes, places};
use super::consensus::{Common, agreed};
use super::counts::{Counts, by_part, of_all};
use super::enough::{BEYOND_CHANCE, Enough, LEAST_SILHOUETTE, SMALLEST_GROUP, VOTES_TO_COUNT, enough};
use super::groups::{Found, Grouping, Standing, group};
use super::kmeans::Point;
use super::marks::{Mark, marks};
use super::next::{extremity, priority};
use super::real;
use super::report::{Group, Line, Marked, Marks, Ranked, Report};
use super::summary::Known;
use super::table::Table;
use super::votes::{Conversation, Vote};
use std::collections::BTreeMap;

/// Labels × statements that are counted at most (48 MiB).
const MOST_LABEL_CELLS: usize = 4_000_000;

/// What a conversation says, and what must be kept for its next update.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// What it says.
    pub report: Report,
    /// To be handed in next time, so that groups keep their names and do not jump.
    pub standing: Standing,
    /// Where each participant who is counted stands, by id; for a picture.
    pub places: Vec<(String, Point)>,
}

/// Looks for groups where the numbers carry them, and counts in any case. The first time `before` is
/// `Standing::default()`.
pub fn survey(conversation: &Conversation, before: &Standing) -> Survey {
    let table = Table::of(conversation);
    let counted = who_counts(&table);
    let plane = axes(&table);
    let chosen =
        |points: Vec<Point>| points.into_iter().zip(&counted).filter(|(_, counts)| **counts).map(|(point, _)| point);
    let points: Vec<Point> = chosen(places(&table, &plane)).collect();
    let ids: Vec<&str> = ids_of(&table, &counted);
    let (state, found) = look(&table, &plane, &ids, &points, before);
    let part = parts(&counted, found.grouping.as_ref());
    let report = written(&table, &plane, state, &found, &part, &points);
    let places = ids.iter().map(|id| (*id).to_owned()).zip(points).collect();
    Survey { report, standing: found.standing, places }
}

/// Whoever voted on at least seven statements, or on all where there are fewer (of those with votes).
fn who_counts(table: &Table) -> Vec<bool> {
    let asked = of_all(table).iter().filter(|counts| counts.seen() > 0).count();
    table.rows().map(|row| row.len() >= VOTES_TO_COUNT.min(asked)).collect()
}

fn ids_of<'a>(table: &'a Table, counted: &[bool]) -> Vec<&'a str> {
    table.people.iter().zip(counted).filter(|(_, counts)| **counts).map(|(person, _)| person.id.as_str()).collect()
}

fn look(table: &Table, plane: &Axes, ids: &[&str], points: &[Point], before: &Standing) -> (Enough, Found) {
    let none = || Found { grouping: None, tried: Vec::new(), standing: before.clone() };
    let open = plane.directions.iter().zip(of_all(table)).zip(table.open());
    let open = open.filter(|((_, counts), open)| *open && counts.seen() > 0).count();
    let state = enough(points.len(), open);
    if !state.carries_groups() {
        return (state, none());
    }
    if plane.beyond_chance < BEYOND_CHANCE {
        return (Enough::NoPattern { beyond_chance: plane.beyond_chance, needed: BEYOND_CHANCE }, none());
    }
    let found = group(ids, points, before);
    if found.grouping.is_some() {
        return (Enough::Groups, found);
    }
    let large = found.tried.iter().filter(|tried| tried.smallest >= SMALLEST_GROUP);
    let silhouette = large.map(|tried| tried.silhouette).fold(0.0, f64::max);
    (Enough::NoGroups { silhouette, needed: LEAST_SILHOUETTE }, found)
}

/// Of each person in the table the position of their group.
fn parts(counted: &[bool], grouping: Option<&Grouping>) -> Vec<Option<usize>> {
    let mut of = grouping.map(|grouping| grouping.of.as_slice()).unwrap_or_default().iter().copied();
    counted.iter().map(|counts| if *counts { of.next() } else { None }).collect()
}

fn written(
    table: &Table,
    plane: &Axes,
    enough: Enough,
    found: &Found,
    part: &[Option<usize>],
    points: &[Point],
) -> Report {
    let names = found.grouping.as_ref().map(|grouping| grouping.names.clone()).unwrap_or_default();
    let (all, of_groups, open) = (of_all(table), by_part(table, part, names.len()), table.open());
    let everybody = [all.clone()];
    let ranked_by = if names.is_empty() { &everybody } else { of_groups.as_slice() };
    let labels = by_label(table);
    let ids: Vec<&str> = table.statements.iter().map(|statement| statement.id.as_str()).collect();
    let known = Known { ids, open: &open, all: &all, groups: &of_groups, names: &names, labels: &labels, enough };
    Report {
        participants: table.people.len(),
        statements: table.statements.len(),
        moderated_out: open.iter().filter(|open| !**open).count(),
        votes: table.votes(),
        cast: all.iter().fold(Counts::default(), |sum, counts| sum.with(*counts)),
        counted: points.len(),
        enough,
        groups: names.len(),
        group_sizes: group_sizes(found, points),
        groups_by_participant: by_participant(table, part, &names),
        tried: found.tried.clone(),
        explained: plane.explained,
        beyond_chance: plane.beyond_chance,
        consensus: ranked(table, agreed(ranked_by, &open, Vote::Agree)),
        rejected: ranked(table, agreed(ranked_by, &open, Vote::Disagree)),
        marks: marked(table, &names, marks(&of_groups, &open)),
        summary: known.findings(),
        counts: lines(table, plane, &all, &of_groups),
    }
}

fn by_participant(table: &Table, part: &[Option<usize>], names: &[usize]) -> BTreeMap<String, usize> {
    let name = |part: &Option<usize>| part.and_then(|part| names.get(part).copied());
    table.people.iter().zip(part).filter_map(|(person, part)| Some((person.id.clone(), name(part)?))).collect()
}

fn group_sizes(found: &Found, points: &[Point]) -> Vec<Group> {
    let Some(grouping) = &found.grouping else { return Vec::new() };
    let of = |at: usize| grouping.of.iter().zip(points).filter(move |(of, _)| **of == at).map(|(_, point)| *point);
    let group = |(at, name): (usize, &usize)| {
        let people = of(at).count();
        let [x, y] = of(at).fold([0.0, 0.0], |[x, y]: Point, point| [x + point[0], y + point[1]]);
        Group { group: *name, people, centre: [x / real(people.max(1)), y / real(people.max(1))] }
    };
    grouping.names.iter().enumerate().map(group).collect()
}

/// The counts of each label's people, by label. Only labels of at least five people, and where there are very many
/// only the largest.
fn by_label(table: &Table) -> Vec<(String, Vec<Counts>)> {
    let mut people = BTreeMap::<&String, usize>::new();
    for label in table.people.iter().filter_map(|person| person.label.as_ref()) {
        *people.entry(label).or_default() += 1;
    }
    let mut largest: Vec<(&String, usize)> =
        people.into_iter().filter(|(_, people)| *people >= SMALLEST_GROUP).collect();
    largest.sort_by_key(|(_, people)| core::cmp::Reverse(*people));
    largest.truncate(MOST_LABEL_CELLS / table.statements.len().max(1));
    let mut labels: Vec<&String> = largest.into_iter().map(|(label, _)| label).collect();
    labels.sort();
    let place = |label: &String| labels.binary_search(&label).ok();
    let part: Vec<Option<usize>> = table.people.iter().map(|person| person.label.as_ref().and_then(place)).collect();
    let counts = by_part(table, &part, labels.len());
    labels.into_iter().cloned().zip(counts).collect()
}

fn id(table: &Table, statement: usize) -> String {
    table.statements.get(statement).map(|statement| statement.id.clone()).unwrap_or_default()
}

fn ranked(table: &Table, all: Vec<Common>) -> Vec<Ranked> {
    all.into_iter().map(|common| Ranked { id: id(table, common.statement), value: common.value }).collect()
}

fn marked(table: &Table, names: &[usize], all: Vec<Vec<Mark>>) -> Vec<Marks> {
    let one = |mark: Mark| {
        let Mark { statement, vote, said, seen, share, share_test, times, times_test } = mark;
        Marked { id: id(table, statement), vote, said, seen, share, share_test, times, times_test }
    };
    let group =
        |(name, marks): (&usize, Vec<Mark>)| Marks { group: *name, marks: marks.into_iter().map(one).collect() };
    names.iter().zip(all).map(group).collect()
}

fn lines(table: &Table, plane: &Axes, all: &[Counts], of_groups: &[Vec<Counts>]) -> Vec<Line> {
    let asked = all.iter().filter(|counts| counts.seen() > 0).count();
    let weights = plane.directions.iter().zip(&plane.means).zip(all);
    let weights = weights.map(|((axis, mean), counts)| priority(*counts, extremity(*axis, *mean, asked)));
    let statements = table.statements.iter().zip(all).zip(weights).enumerate();
    let line = statements.map(|(at, ((statement, counts), weight))| Line {
        id: statement.id.clone(),
        text: statement.text.clone(),
        moderated_out: statement.moderated_out,
        all: *counts,
        by_group: of_groups.iter().filter_map(|counts| counts.get(at).copied()).collect(),
        priority: if statement.moderated_out { 0.0 } else { weight },
    });
    line.collect()
}

#[cfg(test)]
#[path = "survey_tests.rs"]
mod tests;
