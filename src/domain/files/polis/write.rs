//! A conversation as the files of an export.
//!
//! For: [`write_comments`], [`write_votes`], [`write_matrix`]. Times are not kept, so their columns
//! stay empty.
//! Must not know: how they are read, but what is read must be what was written.
//! To add: a column here and in its reader.

use super::{Conversation, Vote};
use crate::domain::files::table::quoted;

fn row(cells: &[&str]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| quoted(cell, b',')).collect();
    cells.join(",") + "\n"
}

/// `comments.csv`.
pub fn write_comments(conversation: &Conversation) -> String {
    let mut text = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n".to_owned();
    for own in &conversation.statements {
        let numbers = [own.agrees_said, own.disagrees_said, i64::from(own.moderated)].map(|number| number.to_string());
        let [agrees, disagrees, moderated] = &numbers;
        text += &row(&["", "", &own.id, &own.author, agrees, disagrees, moderated, &own.text]);
    }
    text
}

/// `votes.csv`.
pub fn write_votes(conversation: &Conversation) -> String {
    let mut text = "timestamp,datetime,comment-id,voter-id,vote\n".to_owned();
    let at = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
    for vote in &conversation.votes {
        let statement = conversation.statements.get(at(vote.statement)).map_or("", |own| own.id.as_str());
        let person = conversation.participants.get(at(vote.participant)).map_or("", String::as_str);
        text += &row(&["", "", statement, person, &vote.value.to_string()]);
    }
    text
}

/// `participants-votes.csv`. The number of a participant's own statements is not kept and stays empty.
pub fn write_matrix(conversation: &Conversation) -> String {
    let own = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"];
    let ids = conversation.statements.iter().map(|statement| statement.id.as_str());
    let mut text = row(&own.into_iter().chain(ids).collect::<Vec<_>>());
    let mut votes = conversation.votes.as_slice();
    for (place, (person, group)) in (0..).zip(conversation.participants.iter().zip(&conversation.groups)) {
        let count = votes.iter().take_while(|vote| vote.participant == place).count();
        let (mine, rest) = votes.split_at_checked(count).unwrap_or_default();
        votes = rest;
        let group = group.map_or(String::new(), |group| group.to_string());
        text += &line(person, group, mine, conversation.statements.len());
    }
    text
}

fn line(person: &str, group: String, mine: &[Vote], statements: usize) -> String {
    let of = |value: i8| mine.iter().filter(|vote| vote.value == value).count().to_string();
    let mut cells = vec![person.to_owned(), group, String::new(), mine.len().to_string(), of(1), of(-1)];
    let mut votes = mine.iter().peekable();
    for statement in (0..).take(statements) {
        let vote = votes.next_if(|vote| vote.statement == statement);
        cells.push(vote.map_or(String::new(), |vote| vote.value.to_string()));
    }
    row(&cells.iter().map(String::as_str).collect::<Vec<_>>())
}
