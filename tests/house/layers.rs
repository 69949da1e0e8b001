//! Promises about who knows whom: `domain ← store ← service ← { actions, pages, http, jobs, cli }`.

use crate::sources::{code, files};
use std::path::Path;

/// What each floor may name with `crate::`.
const ALLOWED: [(&str, &[&str]); 14] = [
    ("domain", &["domain"]),
    ("islands", &["domain", "islands"]),
    ("clock", &["domain"]),
    ("config", &["domain"]),
    ("keys", &["clock"]),
    ("i18n", &["domain", "i18n"]),
    ("store", &["domain", "keys", "store"]),
    ("service", &["clock", "config", "domain", "keys", "service", "store"]),
    ("components", &["components", "domain", "http", "i18n", "islands", "service", "store"]),
    ("jobs", &["clock", "config", "domain", "jobs", "keys", "service", "store"]),
    ("pages", DOORS),
    ("actions", DOORS),
    ("http", DOORS),
    ("cli", DOORS),
];

const DOORS: &[&str] = &[
    "actions",
    "cli",
    "clock",
    "components",
    "config",
    "domain",
    "http",
    "i18n",
    "islands",
    "jobs",
    "keys",
    "pages",
    "service",
    "store",
];

/// The floor of a file: the folder or file below `src`.
fn floor(path: &Path) -> String {
    let below = path.strip_prefix("src").unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a text names with `crate::`, also in a group: `use crate::{keys, store::x}`.
fn named(text: &str) -> Vec<String> {
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for rest in text.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0_i32;
                let mut part = String::new();
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push(word(std::mem::take(&mut part).trim())),
                        _ => part.push(c),
                    }
                }
                found.push(word(part.trim()));
            }
            None => found.push(word(rest)),
        }
    }
    found
}

/// Macros of the crate carry the name of nothing above them.
const MACROS: [&str; 4] = ["on", "run", "words", "messages"];

#[test]
fn every_floor_knows_only_the_floors_below() {
    let mut wrong = Vec::new();
    for (path, text) in files("src") {
        let floor = floor(&path);
        if matches!(floor.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = ALLOWED.iter().find(|(name, _)| *name == floor).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("src/{floor} is no floor of the house: name it in this test"));
        for name in named(&code(&text)) {
            if !name.is_empty() && !MACROS.contains(&name.as_str()) && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} knows crate::{name}", path.display()));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_names_sees_groups() {
    assert_eq!(named("use crate::{keys, store::{Conn, staff}, on};"), ["keys", "store", "on"]);
    assert_eq!(named("pub(crate) fn a() { crate::http::go() }"), ["http"]);
}
