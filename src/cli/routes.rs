//! `linli routes --json`: the one table of routes, for tools outside (browser tests, docs).
//!
//! For: printing what `http::routes` holds.
//! Must not know: an instance; it opens none.
//! To add: a column of the table here.

use crate::http::routes::{Kind, table};

/// Prints the table, one route a line or as JSON.
///
/// # Errors
/// The table cannot be written as JSON.
pub fn run(json: bool) -> anyhow::Result<()> {
    let rows: Vec<(&str, &str, Option<&str>)> =
        table().iter().map(|r| (r.path, word(r.kind), r.verb.map(crate::domain::phase::Verb::as_str))).collect();
    if json {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(path, kind, verb)| serde_json::json!({ "path": path, "kind": kind, "verb": verb }))
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
    } else {
        for (path, kind, verb) in rows {
            println!("{kind:8} {:16} {path}", verb.unwrap_or("-"));
        }
    }
    Ok(())
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "page",
        Kind::Door => "door",
        Kind::Machine => "machine",
    }
}
