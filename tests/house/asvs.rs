//! Promises about `docs/asvs.csv`: what OWASP ASVS 5.0.0 asks for on levels 1 and 2, and what shows it.
//!
//! A row is one item, its title in our words. 'met' names tests that show it, as `file::promise` or
//! `spec::title`, with `; ` between them; 'partly' says what falls short (a missing test is enough, and
//! 'Not done' means just that); 'n/a' says of what there is nothing here. What several rows say is nowhere is
//! looked for in the sources, so that such a row does not outlive its reason.
//! To change: a verdict goes with its test. To add: a new edition of ASVS changes [`ITEMS`].

use crate::sources::{code, files};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Items of levels 1 and 2 in ASVS 5.0.0.
const ITEMS: [(u8, usize); 2] = [(1, 70), (2, 183)];
/// What stands in no Rust source.
const NOT_IN_RUST: [&str; 9] = [
    "process::Command",
    "Regex",
    "unsafe {",
    "unsafe fn",
    "unsafe impl",
    "local_storage",
    "session_storage",
    "post_message",
    "set_inner_html",
];
/// What stands in no script of ours.
const NOT_IN_SCRIPTS: [&str; 7] =
    ["eval(", "new Function", "innerHTML", "postMessage", "localStorage", "sessionStorage", "indexedDB"];
/// How no crate in `Cargo.lock` begins: of `GraphQL`, `WebSocket`, LDAP, `XPath`, mail, memcache, `WebRTC`, foreign sign-in.
const NO_CRATE: [&str; 14] = [
    "async-graphql",
    "juniper",
    "tungstenite",
    "tokio-tungstenite",
    "ldap3",
    "sxd-xpath",
    "lettre",
    "memcache",
    "webrtc",
    "oauth2",
    "openidconnect",
    "jsonwebtoken",
    "compact_jwt",
    "samael",
];

#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    level: u8,
    title: String,
    verdict: String,
    how: String,
    test: String,
    reason: String,
}

fn rows() -> Vec<Row> {
    csv::Reader::from_path("docs/asvs.csv").unwrap().deserialize().map(Result::unwrap).collect()
}

/// Whether the id is of the form `V1.2.3`.
fn is_id(id: &str) -> bool {
    let numbers: Option<Vec<u8>> =
        id.strip_prefix('V').map(|rest| rest.split('.').flat_map(str::parse::<u8>).collect());
    numbers.is_some_and(|n| n.len() == 3 && id == format!("V{}.{}.{}", n[0], n[1], n[2]))
}

/// What is wrong with a row in itself.
fn wrong(row: &Row) -> Option<&'static str> {
    match row.verdict.as_str() {
        _ if !is_id(&row.id) => Some("an id looks like V1.2.3"),
        _ if row.title.is_empty() => Some("it has no title"),
        "met" if row.test.is_empty() || row.how.is_empty() => Some("met says how, and names a test"),
        "met" if !row.reason.is_empty() => Some("met falls short of nothing"),
        "partly" if row.reason.is_empty() || row.how.is_empty() => Some("partly says how, and what falls short"),
        "n/a" if row.reason.is_empty() => Some("n/a says why"),
        "met" | "partly" | "n/a" => None,
        _ => Some("the verdict is met, partly or n/a"),
    }
}

/// Whether a test of this name stands in a Rust file: marked as one, or kept on both engines.
fn is_kept(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let promises = text.contains("promises! {");
    lines.iter().enumerate().filter(|(_, line)| line.contains(&format!("fn {name}("))).any(|(at, line)| {
        let mut above = lines[..at].iter().rev().take_while(|above| above.trim_start().starts_with("#["));
        let promise = promises && line.starts_with("    async fn ");
        promise || above.any(|above| above.ends_with("test]"))
    })
}

/// Whether a test, named as in the table, is found.
fn is_found(named: &str) -> bool {
    let Some((path, name)) = named.split_once("::") else { return false };
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    if Path::new(path).extension().is_some_and(|kind| kind == "ts") {
        return [format!("test(\"{name}\""), format!("test(`{name}`")].iter().any(|title| text.contains(title));
    }
    is_kept(&text, name)
}

#[test]
fn every_item_of_levels_one_and_two_has_its_row() {
    let rows = rows();
    let faults: Vec<String> =
        rows.iter().filter_map(|row| wrong(row).map(|fault| format!("{}: {fault}", row.id))).collect();
    assert!(faults.is_empty(), "in docs/asvs.csv:\n{}", faults.join("\n"));
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), rows.len(), "an item stands there twice");
    let mut levels: BTreeMap<u8, usize> = BTreeMap::new();
    for row in &rows {
        *levels.entry(row.level).or_default() += 1;
    }
    assert_eq!(levels, BTreeMap::from(ITEMS));
}

#[test]
fn every_named_test_is_found() {
    let mut named = 0;
    let mut missing: Vec<String> = Vec::new();
    for row in rows() {
        for test in row.test.split("; ").filter(|test| !test.is_empty()) {
            named += 1;
            if !is_found(test) {
                missing.push(format!("{}: {test}", row.id));
            }
        }
    }
    println!("{named} tests named, {} missing", missing.len());
    assert!(missing.is_empty(), "docs/asvs.csv names tests that are not there:\n{}", missing.join("\n"));
}

#[test]
fn a_test_is_found_by_its_whole_name_only() {
    assert!(is_found("tests/house/asvs.rs::every_named_test_is_found"));
    for no_test in ["tests/house/asvs.rs::every_named_test", "tests/house/asvs.rs::rows", "tests/none.rs::rows", "rows"]
    {
        assert!(!is_found(no_test), "{no_test}");
    }
}

/// The files of this kind in a folder, without those below.
fn flat(folder: &str, kind: &str) -> Vec<(String, String)> {
    let found: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == kind))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(!found.is_empty(), "nothing of {folder} was read");
    found
}

#[test]
fn what_is_said_to_be_nowhere_is_nowhere() {
    let mut stray: Vec<String> = Vec::new();
    let mut look = |at: String, text: &str, words: &[&str]| {
        stray.extend(words.iter().filter(|word| text.contains(*word)).map(|word| format!("{at}: {word}")));
    };
    for (path, text) in files("src") {
        look(path.display().to_string(), &code(&text), &NOT_IN_RUST);
    }
    for (path, text) in flat("public", "js") {
        look(path, &text, &NOT_IN_SCRIPTS);
    }
    // Accounts are made by people, never by a migration.
    for (path, text) in ["migrations/sqlite", "migrations/postgres"].into_iter().flat_map(|folder| flat(folder, "sql"))
    {
        look(path, &text, &["INSERT INTO staff"]);
    }
    let lock = std::fs::read_to_string("Cargo.lock").unwrap();
    for name in lock.lines().filter_map(|line| line.strip_prefix("name = \"")) {
        stray.extend(NO_CRATE.iter().filter(|no| name.starts_with(*no)).map(|_| format!("Cargo.lock: {name}")));
    }
    assert!(stray.is_empty(), "docs/asvs.csv says that there is none of it:\n{}", stray.join("\n"));
}
