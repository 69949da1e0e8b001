//! `linli routes`: the one table of routes and the one table of permissions, for tools outside
//! (browser tests, docs).
//!
//! For: printing what `http::routes` and `domain::policy` hold.
//! Must not know: an instance; it opens none.
//! To add: a column of a table here.

use crate::cli::say;
use crate::domain::phase::{PhaseKind, Verb};
use crate::domain::policy::{self, Reach, Role, TABLE, Who};
use crate::http::routes::{Kind, Route, table};
use crate::i18n::Lang;
use crate::i18n::locales::permissions as words;
use std::fmt::Write;

/// Prints the table of routes, one a line or as JSON; or that of permissions.
///
/// # Errors
/// The table cannot be written as JSON.
pub fn run(json: bool, permitted: bool) -> anyhow::Result<()> {
    if permitted {
        return say::print(&permissions());
    }
    if json {
        let rows: Vec<_> = table().iter().map(told).collect();
        return say::print(&(serde_json::to_string_pretty(&rows)? + "\n"));
    }
    let mut out = String::new();
    for route in table() {
        let _ = writeln!(out, "{:8} {:16} {}", word(route.kind), route.verb.map_or("-", Verb::as_str), route.path);
    }
    say::print(&out)
}

/// A route with what the policy says of its verb.
fn told(route: &Route) -> serde_json::Value {
    let row = route.verb.map(policy::row);
    serde_json::json!({
        "path": route.path,
        "kind": word(route.kind),
        "verb": route.verb.map(Verb::as_str),
        "or": route.or.iter().map(|verb| verb.as_str()).collect::<Vec<_>>(),
        "who": row.map(|row| who(row.who)),
        "phase": row.and_then(|row| row.phase).map(PhaseKind::as_str),
        "by_poll": row.is_some_and(|row| row.by_poll),
        "reach": row.map(|row| reach(row.reach)),
    })
}

/// Who may, as words of the policy.
fn who(who: Who) -> Vec<&'static str> {
    match who {
        Who::From(least) => vec![least.as_str()],
        Who::Number => vec!["phone"],
        Who::Reader => vec!["reader"],
        Who::Own => vec!["phone", "reader"],
        Who::Staff => vec!["staff"],
        Who::Duty(roles) => roles.iter().copied().map(Role::as_str).collect(),
    }
}

const fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Place => "place",
        Reach::Everywhere => "everywhere",
    }
}

/// The table of permissions as a document.
pub fn permissions() -> String {
    let mut out = String::from(
        "# Who may do what\n\n\
         Written by `linli routes --permissions` from `domain::policy::TABLE`; a test compares them.\n\
         Who is named for residents is the least that must be known of them; whoever is known better may too.\n\
         What hangs on a phone number needs one shown on that phone, not a code.\n\n\
         | verb | what | who | when | where |\n|---|---|---|---|---|\n",
    );
    for row in TABLE {
        let (what, when) = (words::verb(Lang::En, row.verb), words::window(Lang::En, row));
        let place = match row.who {
            Who::Duty(_) => words::reach(Lang::En, row.reach),
            Who::From(_) | Who::Number | Who::Reader | Who::Own | Who::Staff => "",
        };
        let _ = writeln!(out, "| `{}` | {what} | {} | {when} | {place} |", row.verb, words::who(Lang::En, row.who));
    }
    out
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "page",
        Kind::Door => "door",
        Kind::Machine => "machine",
    }
}
