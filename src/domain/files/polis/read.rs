//! The files of an export put together.
//!
//! For: [`read`].
//! Must not know: columns.
//! To add: a check between two files belongs here.

use super::ids::{Ids, moved};
use super::matrix::{Matrix, Sums};
use super::votes::Cast;
use super::{Conversation, InFile, Part, Parts, Statement, Vote};
use super::{comments, matrix, votes};
use crate::domain::files::{Fault, Warnings, What};

/// Reads an export. The votes are those of `votes.csv`, without it those of the matrix.
///
/// # Errors
/// What is wrong, in which file, and where; [`What::Empty`] where neither votes nor matrix are given.
pub fn read(parts: Parts) -> Result<Conversation, InFile> {
    let within = |file: Part| move |fault: Fault| InFile { file, fault };
    let (mut people, mut ids) = (Ids::default(), Ids::default());
    let statements = parts.comments.map(|bytes| comments::read(bytes, &mut ids)).transpose();
    let statements = statements.map_err(within(Part::Comments))?;
    let matrix = parts.matrix.map(|bytes| matrix::read(bytes, &mut people, &mut ids)).transpose();
    let matrix = matrix.map_err(within(Part::Matrix))?;
    let cast = parts.votes.map(|bytes| votes::read(bytes, &mut people, &mut ids)).transpose();
    let cast = cast.map_err(within(Part::Votes))?;
    let mut noted = Noted::default();
    let Matrix { votes: table, groups, sums } =
        matrix.unwrap_or_else(|| Matrix { votes: Vec::new(), groups: Vec::new(), sums: Vec::new() });
    let votes = match cast {
        Some(cast) => chosen(last(cast), statements.as_deref(), &[], Part::Votes, &mut noted),
        None if parts.matrix.is_none() => return Err(within(Part::Votes)(Fault::whole(What::Empty))),
        None => chosen(table.clone(), statements.as_deref(), &sums, Part::Matrix, &mut noted),
    };
    if parts.votes.is_some() {
        noted.compare(&votes, last(table), &people, &ids);
    }
    let known = statements.as_ref().map_or(ids.len(), Vec::len);
    let statements = named(statements.unwrap_or_default(), &ids, known, &mut noted);
    Ok(in_order(statements, &people, &ids, votes, &groups, noted))
}

/// The last vote of each participant on each statement.
fn last(mut cast: Vec<Cast>) -> Vec<Cast> {
    let pair = |vote: &Cast| (vote.participant, vote.statement);
    cast.sort_by_key(|vote| (pair(vote), core::cmp::Reverse((vote.time, vote.line))));
    cast.dedup_by_key(|vote| pair(vote));
    cast
}

/// The votes with the signs of exports.
fn chosen(
    mut votes: Vec<Cast>,
    statements: Option<&[Statement]>,
    rows: &[Sums],
    file: Part,
    noted: &mut Noted,
) -> Vec<Cast> {
    let mut sums: Vec<Sums> = statements.unwrap_or_default().iter().map(said).collect();
    for vote in &votes {
        if let Some(sums) = usize::try_from(vote.statement).ok().and_then(|at| sums.get_mut(at)) {
            sums.add(vote.value);
        }
    }
    if is_turned(&sums) || is_turned(rows) {
        for vote in &mut votes {
            vote.value = -vote.value;
        }
        noted.of(file).push(Fault::whole(What::Turned));
        return votes;
    }
    for row in rows {
        for (stated, found) in row.stated.iter().zip(row.found) {
            if let Some(stated) = stated.filter(|stated| *stated != found) {
                noted.of(file).push(Fault::new(row.line, 0, What::CountDiffers { stated, found }, ""));
            }
        }
    }
    votes
}

fn said(statement: &Statement) -> Sums {
    Sums { line: 0, stated: [Some(statement.agrees_said), Some(statement.disagrees_said)], found: [0; 2] }
}

/// Fewest stated votes from which signs are judged.
const ENOUGH: i64 = 30;

/// Whether what is stated fits the opposite signs ten times better. Counts that are merely old (votes
/// were changed later) never do.
fn is_turned(sums: &[Sums]) -> bool {
    let (mut all, mut straight, mut turned): (i64, i64, i64) = (0, 0, 0);
    for Sums { stated: [agrees, disagrees], found: [yes, no], .. } in sums {
        let (Some(agrees), Some(disagrees)) = (agrees, disagrees) else { continue };
        let apart = |one: i64, other: i64| i64::try_from(one.abs_diff(other)).unwrap_or(i64::MAX);
        let both = |one: i64, other: i64| apart(*agrees, one).saturating_add(apart(*disagrees, other));
        all = all.saturating_add(*agrees).saturating_add(*disagrees);
        straight = straight.saturating_add(both(*yes, *no));
        turned = turned.saturating_add(both(*no, *yes));
    }
    all >= ENOUGH && turned.saturating_mul(10) < straight
}

/// Warnings by file.
#[derive(Default)]
struct Noted {
    comments: Warnings,
    votes: Warnings,
    matrix: Warnings,
}

impl Noted {
    fn of(&mut self, file: Part) -> &mut Warnings {
        match file {
            Part::Comments => &mut self.comments,
            Part::Votes => &mut self.votes,
            Part::Matrix => &mut self.matrix,
        }
    }

    fn into_list(self) -> Vec<InFile> {
        let files = [(Part::Comments, self.comments), (Part::Votes, self.votes), (Part::Matrix, self.matrix)];
        let within = |(file, warnings): (Part, Warnings)| {
            warnings.into_list().into_iter().map(move |fault| InFile { file, fault })
        };
        files.into_iter().flat_map(within).collect()
    }

    /// Warns where the matrix says something else than the votes. It may leave out participants and
    /// statements.
    fn compare(&mut self, votes: &[Cast], matrix: Vec<Cast>, people: &Ids, statements: &Ids) {
        let pair = |vote: &Cast| (vote.participant, vote.statement);
        for own in matrix {
            let found = votes.binary_search_by_key(&pair(&own), pair).ok().and_then(|at| votes.get(at));
            if found.is_none_or(|vote| vote.value != own.value) {
                let text = format!("{} {}", people.name(own.participant), statements.name(own.statement));
                self.matrix.push(Fault::new(own.line, 0, What::FilesDiffer, &text));
            }
        }
    }
}

/// Statements that have votes and no words are statements too.
fn named(mut statements: Vec<Statement>, ids: &Ids, known: usize, noted: &mut Noted) -> Vec<Statement> {
    for place in (0..).take(ids.len()).skip(statements.len()) {
        let id = ids.name(place).to_owned();
        if statements.len() >= known {
            noted.comments.push(Fault::new(0, 0, What::UnknownOption, &id));
        }
        statements.push(Statement { id, ..Statement::default() });
    }
    statements
}

fn in_order(
    mut statements: Vec<Statement>,
    people: &Ids,
    ids: &Ids,
    cast: Vec<Cast>,
    stated: &[(u32, Option<u32>)],
    noted: Noted,
) -> Conversation {
    let (people_order, order) = (people.in_order(), ids.in_order());
    let (person, statement) = (moved(&people_order), moved(&order));
    let to = |moved: &[u32], place: u32| usize::try_from(place).ok().and_then(|at| moved.get(at)).copied().unwrap_or(0);
    let vote = |vote: Cast| Vote {
        participant: to(&person, vote.participant),
        statement: to(&statement, vote.statement),
        value: vote.value,
    };
    let mut votes: Vec<Vote> = cast.into_iter().map(vote).collect();
    votes.sort_unstable();
    let mut groups = vec![None; people.len()];
    for (place, group) in stated {
        if let Some(slot) = usize::try_from(to(&person, *place)).ok().and_then(|at| groups.get_mut(at)) {
            *slot = *group;
        }
    }
    let take = |place: &u32| {
        let own = usize::try_from(*place).ok().and_then(|at| statements.get_mut(at));
        own.map(core::mem::take).unwrap_or_default()
    };
    let statements = order.iter().map(take).collect();
    let participants = people_order.iter().map(|place| people.name(*place).to_owned()).collect();
    Conversation { statements, participants, votes, groups, warnings: noted.into_list() }
}
