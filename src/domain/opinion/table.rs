//! The votes as a table: who said what, each once, in an order of its own.
//!
//! For: [`Table`], which every later step reads. Participants and statements stand in the order of
//! their ids, so that nothing after it can depend on the order of the rows that came in.
//! Must not know: what the votes mean for groups.
//! To add: what is asked of the table often is a function here. Memory grows with the votes, never
//! with participants × statements.

use super::votes::{Cast, Conversation, Participant, Statement, Vote};
use core::cmp::Ordering;

/// One answer in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Position in [`Table::statements`].
    pub statement: usize,
    /// The last vote.
    pub vote: Vote,
}

/// Participants who voted × statements, sparse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Those with at least one vote, by id, each once.
    pub people: Vec<Participant>,
    /// All statements, by id, each once; also those without a vote.
    pub statements: Vec<Statement>,
    cells: Vec<Cell>,
    ends: Vec<usize>,
}

/// Statement, moment, vote.
type Said = (usize, i64, Vote);

impl Table {
    /// The last vote of each participant on each statement.
    pub fn of(conversation: &Conversation) -> Self {
        let (people, person_at) = in_order(&conversation.participants, |person| &person.id);
        let (statements, statement_at) = in_order(&conversation.statements, |statement| &statement.id);
        let place = |cast: &Cast| Some((*person_at.get(cast.participant)?, *statement_at.get(cast.statement)?));
        let mut many = vec![0; people.len()];
        for person in conversation.casts.iter().filter_map(|cast| person_at.get(cast.participant)) {
            many.get_mut(*person).into_iter().for_each(|many| *many += 1);
        }
        let mut votes: Vec<Vec<Said>> = many.into_iter().map(Vec::with_capacity).collect();
        for cast in &conversation.casts {
            if let Some((person, statement)) = place(cast) {
                votes.get_mut(person).into_iter().for_each(|votes| votes.push((statement, cast.at, cast.vote)));
            }
        }
        let mut table =
            Self { statements: statements.iter().map(|same| one_statement(same)).collect(), ..Self::default() };
        for (same, mut votes) in people.iter().zip(votes).filter(|(_, votes)| !votes.is_empty()) {
            votes.sort_unstable();
            table.push_row(one_person(same), &votes);
        }
        table
    }

    fn push_row(&mut self, person: Participant, votes: &[Said]) {
        for of_statement in votes.chunk_by(|one, other| one.0 == other.0) {
            if let Some((statement, at, vote)) = of_statement.last().copied() {
                let clear = of_statement.iter().rev().take_while(|said| said.1 == at).all(|said| said.2 == vote);
                self.cells.push(Cell { statement, vote: if clear { vote } else { Vote::Pass } });
            }
        }
        self.people.push(person);
        self.ends.push(self.cells.len());
    }

    /// The answers of each participant, by statement; as many rows as people.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        let mut begun = 0;
        self.ends.iter().map(move |end| {
            let row = self.cells.get(begun..*end).unwrap_or_default();
            begun = *end;
            row
        })
    }

    /// How many votes count.
    pub fn votes(&self) -> usize {
        self.cells.len()
    }

    /// Whether each statement is open: not taken out by a moderator.
    pub fn open(&self) -> Vec<bool> {
        self.statements.iter().map(|statement| !statement.moderated_out).collect()
    }
}

/// '9' before '10', numbers before words.
pub fn by_id(one: &str, other: &str) -> Ordering {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (digits(one), digits(other)) {
        (true, true) => {
            let (a, b) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
            a.len().cmp(&b.len()).then_with(|| a.cmp(b)).then_with(|| one.cmp(other))
        }
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => one.cmp(other),
    }
}

/// The things by id, those of one id together; and for each position its place in them.
fn in_order<T>(things: &[T], id: impl Fn(&T) -> &String) -> (Vec<Vec<&T>>, Vec<usize>) {
    let mut order: Vec<(&String, usize, &T)> =
        things.iter().enumerate().map(|(at, thing)| (id(thing), at, thing)).collect();
    order.sort_by(|one, other| by_id(one.0, other.0));
    let (mut groups, mut places) = (Vec::new(), vec![0; things.len()]);
    for same in order.chunk_by(|one, other| one.0 == other.0) {
        for (_, at, _) in same {
            if let Some(place) = places.get_mut(*at) {
                *place = groups.len();
            }
        }
        groups.push(same.iter().map(|(_, _, thing)| *thing).collect());
    }
    (groups, places)
}

/// Of one id: the first label as text, if any.
fn one_person(same: &[&Participant]) -> Participant {
    let id = same.first().map(|person| person.id.clone()).unwrap_or_default();
    Participant { id, label: same.iter().filter_map(|person| person.label.clone()).min() }
}

/// Of one id: the first text that is not empty; out if it is out anywhere.
fn one_statement(same: &[&Statement]) -> Statement {
    let text = same.iter().map(|statement| &statement.text).filter(|text| !text.is_empty()).min();
    Statement {
        id: same.first().map(|statement| statement.id.clone()).unwrap_or_default(),
        text: text.cloned().unwrap_or_default(),
        moderated_out: same.iter().any(|statement| statement.moderated_out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, label: Option<&str>) -> Participant {
        Participant { id: id.into(), label: label.map(Into::into) }
    }

    fn cast(participant: usize, statement: usize, vote: Vote, at: i64) -> Cast {
        Cast { participant, statement, vote, at }
    }

    #[test]
    fn the_last_vote_counts_whoever_stands_twice_is_one_and_silent_ones_are_not_there() {
        let statement = |id: &str, out| Statement { id: id.into(), text: String::new(), moderated_out: out };
        let table = Table::of(&Conversation {
            participants: vec![person("10", None), person("9", Some("B")), person("10", Some("A")), person("x", None)],
            statements: vec![statement("b", false), statement("a", false), statement("b", true)],
            casts: vec![
                cast(0, 0, Vote::Agree, 5),
                cast(2, 2, Vote::Disagree, 7),
                cast(0, 0, Vote::Agree, 6),
                cast(1, 1, Vote::Agree, 1),
                cast(1, 1, Vote::Disagree, 1),
                cast(9, 0, Vote::Agree, 1),
                cast(0, 9, Vote::Agree, 1),
            ],
        });
        assert_eq!(table.people, [person("9", Some("B")), person("10", Some("A"))]);
        assert_eq!(table.open(), [true, false]);
        let rows: Vec<Vec<Cell>> = table.rows().map(<[Cell]>::to_vec).collect();
        assert_eq!(rows[0], [Cell { statement: 0, vote: Vote::Pass }]);
        assert_eq!(rows[1], [Cell { statement: 1, vote: Vote::Disagree }]);
        assert_eq!(table.votes(), 2);
    }

    #[test]
    fn ids_have_one_order() {
        let mut ids = ["b", "10", "007", "9", "", "7", "a"];
        ids.sort_by(|one, other| by_id(one, other));
        assert_eq!(ids, ["007", "7", "9", "10", "", "a", "b"]);
    }
}
