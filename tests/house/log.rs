//! Promises about the words of the audit log: whatever writes them, both languages can tell them.
//!
//! The writers are read as text, so an argument must show its words: as text where it stands, or in
//! a `let` or `for` of the same file, a function of it or a constant.

use crate::sources::{code, files};
use linli::domain::correction::Wants;
use linli::domain::defect::DefectState;
use linli::domain::moderation::{Act, Rule};
use linli::domain::phase::Verb;
use linli::domain::policy::{self, Role, Who};
use linli::domain::project::Stage;
use linli::domain::work::WorkState;
use linli::i18n::Lang;
use linli::i18n::locales::audit as said;
use std::path::PathBuf;

/// Where the log is written.
const WRITERS: [&str; 7] = ["actions", "cli", "http", "jobs", "pages", "service", "store"];
/// Where an object or a note is handed in: its words stand with whoever calls.
const HANDED_IN: [&str; 2] = ["src/service/audit/seen.rs", "src/service/credentials/mod.rs"];

/// The code of the writers without their tests.
fn writers() -> Vec<(PathBuf, String)> {
    let all = WRITERS.iter().flat_map(|floor| files(&format!("src/{floor}")));
    let bare = |text: &str| code(text).split("#[cfg(test)]").next().unwrap().to_owned();
    all.filter(|(path, _)| !path.to_string_lossy().ends_with("tests.rs"))
        .map(|(path, text)| (path, bare(&text)))
        .collect()
}

/// The text up to the first of `ends` that stands outside brackets and quotes.
fn until<'t>(text: &'t str, ends: &[char]) -> &'t str {
    let (mut depth, mut quoted, mut skip) = (0_i32, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if skip => skip = false,
            '\\' => skip = true,
            '"' if !text[..at].ends_with('\'') => quoted = !quoted,
            _ if quoted => {}
            _ if depth == 0 && ends.contains(&c) => return &text[..at],
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    text
}

/// The arguments of a call, from behind its bracket.
fn arguments(text: &str) -> Vec<String> {
    let (inside, mut found, mut at) = (until(text, &[')']), Vec::new(), 0);
    while at < inside.len() {
        let one = until(&inside[at..], &[',']);
        found.push(one.trim().to_owned());
        at += one.len() + 1;
    }
    found.retain(|one| !one.is_empty());
    found
}

/// What stands in quotes, with 0 for what is filled in.
fn quoted(text: &str) -> Vec<String> {
    let parts = text.split('"').skip(1).step_by(2);
    let filled = |part: &str| {
        let mut pieces = part.split('{');
        let first = pieces.next().unwrap().to_owned();
        pieces.fold(first, |told, piece| format!("{told}0{}", piece.split_once('}').map_or("", |(_, rest)| rest)))
    };
    parts.map(filled).collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// What a name is bound to in a file: by `let`, by `for`, as a function.
fn bound(file: &str, name: &str) -> Vec<String> {
    let names = |pattern: &str| pattern.split(|c: char| !c.is_alphanumeric() && c != '_').any(|one| one == name);
    let mut found = Vec::new();
    for (word, is, ends) in [("let ", " = ", &[';'][..]), ("for ", " in ", &['{'][..])] {
        for (at, _) in file.match_indices(word) {
            let Some((pattern, value)) = file[at + word.len()..].split_once(is) else { continue };
            if pattern.len() < 80 && names(pattern) {
                found.extend(quoted(until(value, ends)));
            }
        }
    }
    for rest in file.split(&format!("fn {name}(")).skip(1) {
        found.extend(quoted(rest.split("\n}").next().unwrap()));
    }
    found
}

/// The words that an argument shows; none if it shows none.
fn shown(file: &str, argument: &str) -> Vec<String> {
    let own = quoted(argument);
    if !own.is_empty() {
        return own;
    }
    let bare = argument.trim_end_matches(".clone()");
    let called = bare.split('(').next().unwrap().rsplit(['.', ':']).next().unwrap();
    bound(file, if is_name(bare) { bare } else { called })
}

/// A word of the log with the file it stands in.
type Written = (String, String);

/// Every verb, object and note that the writers write.
fn written() -> (Vec<Written>, Vec<Written>, Vec<Written>) {
    let all = writers();
    let constant = |path: &str| {
        let name = path.rsplit("::").next().unwrap();
        let start = format!("const {name}: &str = ");
        all.iter().find_map(|(_, text)| Some(quoted(until(text.split_once(&start)?.1, &[';']))))
    };
    let (mut verbs, mut objects, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (path, text) in &all {
        let path = path.display().to_string();
        let handed_in = |shown: &[String]| shown.is_empty() && HANDED_IN.contains(&path.as_str());
        let put = |into: &mut Vec<Written>, words: Vec<String>| {
            into.extend(words.into_iter().map(|word| (word, path.clone())));
        };
        for rest in text.split(".entry(").skip(1) {
            let [_, _, verb, _, object] = &arguments(rest)[..] else { continue };
            let known = Verb::ALL.iter().find(|one| *verb == format!("Verb::{one:?}.as_str()"));
            let words = match known {
                Some(known) => vec![known.as_str().to_owned()],
                // Whichever it is: those of staff all have a name, as another test says.
                None if verb.ends_with("verb.as_str()") => Vec::new(),
                None => constant(verb).unwrap_or_else(|| shown(text, verb)),
            };
            assert!(!words.is_empty() || verb.ends_with("verb.as_str()"), "{path}: {verb} shows no word");
            put(&mut verbs, words);
            let words = shown(text, object);
            // An entry that `audit::purge` completes has none yet.
            let later = object == "String::new()";
            assert!(!words.is_empty() || later || handed_in(&words), "{path}: {object} shows no word");
            put(&mut objects, words);
        }
        for (call, at) in [("audit::viewed(", 3), (".viewed(", 2)] {
            for rest in text.split(call).skip(1) {
                let all = arguments(rest);
                // What `Sheet` hands on is read where it is called.
                if path != "src/pages/setup.rs" {
                    let words = shown(text, &all[at]);
                    assert!(!words.is_empty(), "{path}: {} shows no word", all[at]);
                    put(&mut objects, words);
                }
            }
        }
        for rest in text.split(".detail = ").skip(1) {
            put(&mut notes, shown(text, until(rest, &[';'])));
        }
        for before in text.split(".detail)").filter(|before| before.contains(".clone_into(&mut ")) {
            let lines: Vec<&str> = before.lines().collect();
            let ended = lines[..lines.len() - 1].iter().rposition(|line| line.ends_with([';', '{', '}']));
            let statement = lines[ended.map_or(0, |at| at + 1)..].join("\n");
            if let Some((value, _)) = statement.rsplit_once(".clone_into(&mut ") {
                put(&mut notes, shown(text, value.trim()));
            }
        }
    }
    (verbs, objects, notes)
}

/// Those without a row, each once.
fn nameless(words: Vec<Written>, has: impl Fn(&str) -> bool) -> Vec<String> {
    let mut all: Vec<String> =
        words.into_iter().filter(|(word, _)| !has(word)).map(|(word, path)| format!("{path}: {word}")).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn whatever_the_log_is_told_can_be_read_in_both_languages() {
    let (verbs, objects, notes) = written();
    assert!(verbs.len() > 50 && objects.len() > 60 && notes.len() > 20, "the writers were not read");
    let verbs = nameless(verbs, |word| said::named(Lang::Zh, word).is_some());
    assert!(verbs.is_empty(), "no row of VERBS:\n{}", verbs.join("\n"));
    let objects = nameless(objects, said::has_object);
    assert!(objects.is_empty(), "no row of OBJECTS:\n{}", objects.join("\n"));
    let notes = nameless(notes, said::has_noted);
    assert!(notes.is_empty(), "no row of NOTED:\n{}", notes.join("\n"));
}

#[test]
fn an_act_of_staff_that_was_refused_has_a_name() {
    let staffs = Verb::ALL.iter().filter(|verb| matches!(policy::row(**verb).who, Who::Duty(_)));
    let nameless: Vec<&Verb> = staffs.filter(|verb| said::named(Lang::Zh, verb.as_str()).is_none()).collect();
    assert!(nameless.is_empty(), "{nameless:?}");
}

#[test]
fn every_state_reason_and_duty_that_is_noted_has_a_name() {
    let words = [
        Act::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        Rule::ALL.iter().map(|one| one.as_str()).collect(),
        Role::ALL.iter().map(|one| one.as_str()).collect(),
        Stage::ALL.iter().map(|one| one.as_str()).collect(),
        WorkState::ALL.iter().map(|one| one.as_str()).collect(),
        DefectState::ALL.iter().map(|one| one.as_str()).collect(),
        Wants::ALL.iter().map(|one| one.as_str()).collect(),
    ];
    let nameless: Vec<&str> = words.concat().into_iter().filter(|word| !said::has_noted(word)).collect();
    assert!(nameless.is_empty(), "no row of NOTED: {nameless:?}");
}

#[test]
fn the_reader_of_the_writers_sees_their_words() {
    let file =
        "fn f() { let (by, object) = (a(b, c), format!(\"slip {}\", x.id)); g.entry(now, \"a, b\", X, y, object) }";
    let call = arguments(file.split_once(".entry(").unwrap().1);
    assert_eq!(call, ["now", "\"a, b\"", "X", "y", "object"]);
    assert_eq!(shown(file, &call[4]), ["slip 0"]);
    assert_eq!(shown("for (o, n) in [(format!(\"doors {s}\"), 1)] {", "o"), ["doors 0"]);
    assert!(!said::has_object("nothing of ours") && !said::has_noted("nothing of ours"));
}
