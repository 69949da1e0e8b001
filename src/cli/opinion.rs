//! `linli opinion DIR`: who thinks alike, and what all agree on.
//!
//! For: a folder as Polis exports it (`comments.csv`, `votes.csv`, `participants-votes.csv`), told as a page
//! that can be read aloud, or for machines with `--json`.
//! Must not know: how groups are found (`domain::opinion`), the format (`domain::files::polis`), the words
//! (`i18n::locales::opinion`).
//! To add: a part of the page is a function that adds to it; a field of the JSON is one of
//! `domain::opinion::report::Report`.

use crate::cli::progress::Progress;
use crate::cli::tally::lang;
use crate::cli::{reading, say};
use crate::domain::files::polis::{self, Conversation, InFile, Parts};
use crate::domain::opinion::groups::Standing;
use crate::domain::opinion::report::Report;
use crate::domain::opinion::survey::survey;
use crate::domain::quantity::grouped;
use crate::i18n::Lang;
use crate::i18n::locales::{files, opinion as words};
use anyhow::{anyhow, bail};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Statements of a ranking on the page.
const ON_THE_PAGE: usize = 10;

/// What to look at.
#[derive(clap::Args, Debug)]
pub struct Opinion {
    /// The folder with comments.csv, votes.csv and participants-votes.csv, as Polis exports them.
    dir: PathBuf,
    /// The language of the page.
    #[arg(long, value_parser = lang, default_value = "en", value_name = "zh|en")]
    lang: Lang,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// Reads, groups and prints.
///
/// # Errors
/// One sentence: what is wrong with which file, where, and what to do.
pub fn run(asked: &Opinion) -> anyhow::Result<()> {
    let named = asked.dir.display();
    let export = {
        let _progress = Progress::begin(format!("reading {named}"));
        read(&asked.dir, asked.lang)?
    };
    let report = {
        let people = grouped(i64::try_from(export.participants.len()).unwrap_or(i64::MAX));
        let _progress = Progress::begin(format!("looking for groups among {people} people"));
        survey(&export.opinions(), &Standing::default()).report
    };
    for warning in &export.warnings {
        eprintln!("{}", told(asked.lang, warning));
    }
    say::print(&if asked.json { serde_json::to_string_pretty(&report)? + "\n" } else { page(asked.lang, &report) })
}

fn read(dir: &Path, lang: Lang) -> anyhow::Result<Conversation> {
    if !dir.is_dir() {
        bail!("{} is no folder; name the folder with comments.csv and votes.csv", dir.display());
    }
    let file = |name: &str| {
        let path = dir.join(name);
        path.exists().then(|| reading::read(&path)).transpose()
    };
    let (comments, votes, matrix) = (file("comments.csv")?, file("votes.csv")?, file("participants-votes.csv")?);
    let parts = Parts { comments: comments.as_deref(), votes: votes.as_deref(), matrix: matrix.as_deref() };
    polis::read(parts).map_err(|fault| anyhow!("{}: {}", dir.display(), told(lang, &fault)))
}

fn told(lang: Lang, fault: &InFile) -> String {
    format!("{}: {}", fault.file, files::fault(lang, &fault.fault))
}

fn number(count: usize) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
}

fn page(lang: Lang, report: &Report) -> String {
    let mut out = String::new();
    let (people, votes, statements) = (number(report.participants), number(report.votes), number(report.statements));
    let _ = writeln!(out, "{}", words::head(lang, &people, &votes, &statements));
    let _ = writeln!(out, "{}", words::counted(lang, &number(report.counted)));
    if report.moderated_out > 0 {
        let _ = writeln!(out, "{}", words::taken_out(lang, report.moderated_out));
    }
    let texts: BTreeMap<&str, &str> = report.counts.iter().map(|line| (line.id.as_str(), line.text.as_str())).collect();
    let text = |id: &str| texts.get(id).copied().unwrap_or_default();
    findings(&mut out, lang, report, text);
    groups(&mut out, lang, report, text);
    ranking(&mut out, lang, report, text);
    out
}

fn findings<'a>(out: &mut String, lang: Lang, report: &Report, text: impl Fn(&str) -> &'a str) {
    let _ = writeln!(out, "\n{}", words::findings(lang));
    for found in &report.summary {
        let _ = writeln!(out, "  {}", words::finding(lang, found, &text));
    }
    if report.summary.is_empty() {
        let _ = writeln!(out, "  {}", words::nothing(lang));
    }
}

fn groups<'a>(out: &mut String, lang: Lang, report: &Report, text: impl Fn(&str) -> &'a str) {
    for (group, marks) in report.group_sizes.iter().zip(&report.marks) {
        let _ = writeln!(out, "\n{}", words::group(lang, &group.group.to_string(), &number(group.people)));
        for mark in &marks.marks {
            let (says, what) = (words::says(lang, mark.vote), words::named(lang, &mark.id, text(&mark.id)));
            let _ = writeln!(out, "  {says} {what} ({}/{})", mark.said, mark.seen);
        }
    }
}

fn ranking<'a>(out: &mut String, lang: Lang, report: &Report, text: impl Fn(&str) -> &'a str) {
    let title = if report.groups > 0 { words::common(lang) } else { words::plain(lang) };
    let _ = writeln!(out, "\n{title}");
    let counts: BTreeMap<&str, _> = report.counts.iter().map(|line| (line.id.as_str(), line.all)).collect();
    for ranked in report.consensus.iter().take(ON_THE_PAGE) {
        let counts = counts.get(ranked.id.as_str()).copied().unwrap_or_default();
        let [agree, disagree, pass] =
            [counts.agree, counts.disagree, counts.pass].map(|count| grouped(i64::from(count)));
        let what = words::named(lang, &ranked.id, text(&ranked.id));
        let said = words::counts_line(lang, &agree, &disagree, &pass);
        let _ = writeln!(out, "  {what}: {said}");
    }
    if report.consensus.len() > ON_THE_PAGE {
        let _ = writeln!(out, "  {}", words::one_of(lang, &number(report.consensus.len())));
    }
}
