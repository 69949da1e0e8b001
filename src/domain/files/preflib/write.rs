//! A file of `PrefLib` as text.
//!
//! For: [`write`].
//! Must not know: how it is read, but what is read must be what was written.
//! To add: a key of the head here and in `read`.

use super::File;
use crate::domain::voting::election::{Election, Entry, Kind};

/// The file in the newer form. `None` where the format cannot say it: other ballots than ranks,
/// weights other than 1, no ballots, ids that are not whole numbers.
pub fn write(file: &File) -> Option<String> {
    let election = &file.election;
    let is_sayable = election.kind == Kind::Ordinal
        && !election.ballots.is_empty()
        && election.ballots.iter().all(|entry| entry.weight == 1);
    if !is_sayable || election.options.iter().any(|option| option.id.parse::<u64>().is_err()) {
        return None;
    }
    let mut text = String::new();
    let mut line = |key: &str, value: &str| {
        let plain = value.replace(['\n', '\r'], " ");
        text += &["# ", key, ": ", &plain, "\n"].concat();
    };
    line("TITLE", &file.title);
    if let Some(data_type) = file.data_type {
        line("DATA TYPE", data_type.as_str());
    }
    for (key, value) in &file.meta {
        line(key, value);
    }
    line("NUMBER ALTERNATIVES", &election.options.len().to_string());
    line("NUMBER VOTERS", &election.ballots.voters().to_string());
    line("NUMBER UNIQUE ORDERS", &election.ballots.len().to_string());
    for option in &election.options {
        line(&format!("ALTERNATIVE NAME {}", option.id), &option.name);
    }
    for entry in election.ballots.iter() {
        text += &[entry.voters.to_string().as_str(), ": ", &order(election, entry)?, "\n"].concat();
    }
    Some(text)
}

/// The options in the order of their ranks, equals in braces.
fn order(election: &Election, entry: Entry) -> Option<String> {
    let mut marks = entry.marks.to_vec();
    marks.sort_by_key(|mark| mark.value);
    let mut groups = Vec::new();
    for group in marks.chunk_by(|one, next| one.value == next.value) {
        let id = |option: u32| election.options.get(usize::try_from(option).ok()?).map(|option| option.id.as_str());
        let ids: Vec<&str> = group.iter().map(|mark| id(mark.option)).collect::<Option<_>>()?;
        groups.push(if ids.len() == 1 { ids.concat() } else { format!("{{{}}}", ids.join(",")) });
    }
    Some(groups.join(","))
}
