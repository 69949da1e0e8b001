//! `linli rating FILE.csv`: how satisfied those who answered are, as far as it may be told.
//!
//! For: ratings from a table, perhaps beside the roll, told as sentences that one can read aloud; for
//! machines with `--json`.
//! Must not know: how anything is worked out (`domain::rating`), the format (`domain::files::rows`), the
//! words (`i18n::locales::judged`).
//! To add: a part of the answer stands in `domain::rating::report` and in the words.

use crate::cli::{reading, say};
use crate::domain::files::{Fault, rows};
use crate::domain::rating::report::{Given, Listed, Report, report};
use crate::domain::small_numbers::DEFAULT_K;
use crate::i18n::Lang;
use crate::i18n::locales::files::fault;
use crate::i18n::locales::judged::{Part, told};
use anyhow::anyhow;
use std::path::{Path, PathBuf};

/// Which answers, and how they are told.
#[derive(clap::Args, Debug)]
pub struct Rating {
    /// The answers: a table with a column level (满意度), perhaps building, age, round and household.
    file: PathBuf,
    /// The roll: a table with a column building or age, perhaps households (户数).
    #[arg(long, value_name = "FILE")]
    roll: Option<PathBuf>,
    /// Fewer households than this are not told. 1 hides nothing.
    #[arg(long, value_name = "K", default_value_t = DEFAULT_K, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    least: i64,
    /// In Chinese or English.
    #[arg(long, value_parser = lang, value_name = "zh|en", default_value = "en")]
    lang: Lang,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "take zh or en".to_owned())
}

/// For machines: the report, the same in words, and what is odd in the files.
#[derive(serde::Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    report: &'a Report,
    explanation: &'a [Part],
    warnings: &'a [Warning],
}

#[derive(serde::Serialize)]
struct Warning {
    file: String,
    #[serde(flatten)]
    fault: Fault,
    sentence: String,
}

/// Reads, works out and prints.
///
/// # Errors
/// One sentence: which file cannot be read, in which line and column, and what to do.
pub fn run(asked: &Rating) -> anyhow::Result<()> {
    let answers = read(&asked.file, asked.lang, rows::answers)?;
    let roll = asked.roll.as_deref().map(|path| read(path, asked.lang, rows::roll)).transpose()?;
    let given: Vec<Given> = answers.rows.iter().map(given).collect();
    let listed: Option<Vec<Listed>> = roll.as_ref().map(|roll| roll.rows.iter().map(listed).collect());
    let report = report(&given, listed.as_deref(), asked.least);
    let parts = told(asked.lang, &report);
    let mut warnings = warned(&asked.file, asked.lang, answers.warnings);
    if let (Some(path), Some(roll)) = (&asked.roll, roll) {
        warnings.extend(warned(path, asked.lang, roll.warnings));
    }
    if asked.json {
        let answer = Answer { report: &report, explanation: &parts, warnings: &warnings };
        return say::print(&(serde_json::to_string_pretty(&answer)? + "\n"));
    }
    for warning in &warnings {
        eprintln!("{}: {}", warning.file, warning.sentence);
    }
    say::print(&page(&parts))
}

fn read<T>(path: &Path, lang: Lang, parse: fn(&[u8]) -> Result<T, Fault>) -> anyhow::Result<T> {
    let bytes = reading::read(path)?;
    parse(&bytes).map_err(|wrong| anyhow!("{}: {}", path.display(), fault(lang, &wrong)))
}

fn warned(path: &Path, lang: Lang, warnings: Vec<Fault>) -> Vec<Warning> {
    let file = path.display().to_string();
    let one = |odd: Fault| Warning { file: file.clone(), sentence: fault(lang, &odd), fault: odd };
    warnings.into_iter().map(one).collect()
}

fn given(answer: &rows::Answer) -> Given<'_> {
    Given {
        level: answer.level,
        building: answer.building.as_deref(),
        age: answer.age.as_deref(),
        round: answer.round.as_deref(),
        household: answer.household.as_deref(),
    }
}

fn listed(row: &rows::Stratum) -> Listed<'_> {
    Listed { building: row.building.as_deref(), age: row.age.as_deref(), households: row.households }
}

/// Headings with their sentences under them.
fn page(parts: &[Part]) -> String {
    let part = |part: &Part| {
        let lines = part.lines.iter().map(|line| ["  ", line].concat());
        std::iter::once(part.title.clone()).chain(lines).collect::<Vec<_>>().join("\n") + "\n"
    };
    parts.iter().map(part).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(folder: &Path, answers: &str, roll: Option<&str>) -> Rating {
        let put = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let roll = roll.map(|text| put("roll.csv", text));
        Rating { file: put("answers.csv", answers), roll, least: 5, lang: Lang::En, json: true }
    }

    #[test]
    fn a_table_of_answers_and_a_roll_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let answers = "level,building\n".to_owned() + &"满意,1\n".repeat(30) + &"不满意,1\n".repeat(10);
        run(&asked(folder.path(), &answers, Some("building,households\n1,60\n"))).unwrap();
    }

    #[test]
    fn a_broken_table_is_told_by_file_line_and_column() {
        let folder = tempfile::tempdir().unwrap();
        let said = run(&asked(folder.path(), "level,building\n满意,1\nso so,1\n", None)).unwrap_err().to_string();
        assert!(said.contains("answers.csv: line 3, column 1: 'so so'"), "{said}");
    }

    #[test]
    fn headings_stand_over_their_sentences() {
        let part = |title: &str| Part { title: title.to_owned(), lines: vec!["One.".to_owned(), "Two.".to_owned()] };
        assert_eq!(page(&[part("A"), part("B")]), "A\n  One.\n  Two.\n\nB\n  One.\n  Two.\n");
    }
}
