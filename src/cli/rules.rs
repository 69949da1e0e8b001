//! `linli rules [--lang zh|en] [--json]`: every rule of counting in words.
//!
//! For: choosing a rule for `linli tally` and for a poll.
//! Must not know: how a rule counts, or its words (`i18n::locales::counting`).
//! To add: a rule's words stand beside the others'.

use crate::cli::say;
use crate::domain::voting::rule::Rule;
use crate::i18n::Lang;
use crate::i18n::locales::{counting, tally as words};
use serde::Serialize;
use std::fmt::Write;

/// In which language.
#[derive(clap::Args, Debug)]
pub struct Rules {
    /// The language: zh or en.
    #[arg(long, value_parser = super::tally::lang, default_value = "en", value_name = "zh|en")]
    lang: Lang,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// A rule for machines.
#[derive(Serialize)]
struct Row {
    rule: Rule,
    family: &'static str,
    #[serde(flatten)]
    told: counting::Told,
}

/// Prints them.
///
/// # Errors
/// They cannot be written.
pub fn run(asked: &Rules) -> anyhow::Result<()> {
    let row = |rule: &Rule| Row {
        rule: *rule,
        family: counting::family(asked.lang, *rule),
        told: counting::rule(asked.lang, *rule),
    };
    let rows: Vec<Row> = Rule::ALL.iter().map(row).collect();
    if asked.json {
        return say::print(&(serde_json::to_string_pretty(&rows)? + "\n"));
    }
    say::print(&page(asked.lang, &rows))
}

fn page(lang: Lang, rows: &[Row]) -> String {
    let mut out = String::new();
    let mut family = "";
    for row in rows {
        if family != row.family {
            family = row.family;
            let _ = writeln!(out, "# {family}\n");
        }
        let Row { rule, told, .. } = row;
        let _ = writeln!(out, "{rule}\n  {}", told.title);
        for (label, text) in [
            (words::how(lang), told.how(lang).as_str()),
            (words::whom(lang), &told.whom),
            (words::strong(lang), &told.strong),
            (words::weak(lang), &told.weak),
            (words::source(lang), &told.source),
        ] {
            let _ = writeln!(out, "  {label}{}{text}", lang.pick("", " "));
        }
        out.push('\n');
    }
    out
}
