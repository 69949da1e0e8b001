//! Promises about files.

use std::path::{Path, PathBuf};

/// Most lines of one file.
const MOST_LINES: usize = 400;

/// Every Rust file below a folder, with its text.
pub fn files(folder: &str) -> Vec<(PathBuf, String)> {
    files_of(folder, "rs")
}

fn files_of(folder: &str, kind: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.extend(Some(path).filter(|path| !path.ends_with("node_modules")));
            } else if path.extension().is_some_and(|e| e == kind) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The code of a text: without comments.
pub fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    path.to_string_lossy().ends_with("tests.rs")
}

#[test]
fn no_file_is_longer_than_a_person_reads() {
    let ours = ["src", "tests", "benches"].into_iter().flat_map(files);
    let all: Vec<_> = ours.chain(files_of("end2end", "ts")).collect();
    for top in ["src", "tests", "benches", "end2end"] {
        assert!(all.iter().any(|(path, _)| path.starts_with(top)), "nothing of {top} was read");
    }
    let long: Vec<String> = all
        .into_iter()
        .filter(|(_, text)| text.lines().count() > MOST_LINES)
        .map(|(path, text)| format!("{} has {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "split into a folder of the same name:\n{}", long.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = files("src")
        .into_iter()
        .filter(|(path, text)| !is_test(path) && !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "begin with //! what for, what it must not know, how to add:\n{}", silent.join("\n"));
}

#[test]
fn feature_gates_stand_in_lib_and_main_only() {
    let gated: Vec<String> = files("src")
        .into_iter()
        .filter(|(path, text)| {
            let top = path == Path::new("src/lib.rs") || path == Path::new("src/main.rs");
            !top && code(text).contains("cfg(feature")
        })
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(gated.is_empty(), "{}", gated.join("\n"));
}

#[test]
fn sql_stands_in_the_store_only() {
    let strays: Vec<String> = files("src")
        .into_iter()
        .filter(|(path, text)| !path.starts_with("src/store") && code(text).contains("sqlx::"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}
