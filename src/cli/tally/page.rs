//! A count for people, as a table that can be read aloud.
//!
//! For: winners in order, money, what the tie rule did, what is odd in the file; told at length with
//! `--explain`.
//! Must not know: how anything was counted, or the words.
//! To add: a part of the page is a function that adds to it.

use super::Counted;
use crate::domain::quantity::grouped;
use crate::domain::voting::tally::Outcome;
use crate::domain::voting::turns::{Measure, measure};
use crate::i18n::Lang;
use crate::i18n::locales::tally as words;
use crate::i18n::locales::{counting, files};
use std::fmt::Write;

/// The page.
pub(super) fn page(counted: &Counted, told: bool) -> String {
    let mut out = head(counted);
    let rows = rows(counted);
    if !rows.is_empty() {
        out.push_str(&table(&rows));
        out.push('\n');
    }
    summary(&mut out, counted);
    let story = words::explain(&counted.teller(), counted.rule, counted.terms.ties, &counted.outcome);
    if told {
        tell(&mut out, counted.lang, &story);
    } else {
        let _ = writeln!(out, "{}", story.ties);
    }
    changes(&mut out, counted);
    warnings(&mut out, counted);
    out
}

fn changes(out: &mut String, counted: &Counted) {
    let (lang, teller) = (counted.lang, counted.teller());
    let Some(found) = &counted.changes else { return };
    let _ = writeln!(out, "\n{}", words::head_changes(lang));
    for change in &found.all {
        let _ = writeln!(out, "  {}", words::change(&teller, change));
    }
    if found.all.is_empty() {
        let _ = writeln!(out, "  {}", words::change_none(lang));
    }
    if found.bounded {
        let _ = writeln!(out, "  {}", words::change_left_out(lang, &found.all.len().to_string()));
    }
}

fn head(counted: &Counted) -> String {
    let (lang, source, teller) = (counted.lang, &counted.source, counted.teller());
    let election = &source.election;
    let mut out = String::new();
    if !source.title.is_empty() {
        let _ = writeln!(out, "{}", source.title);
    }
    let ballots = grouped(election.ballots.voters());
    let options = grouped(i64::try_from(election.options.len()).unwrap_or(i64::MAX));
    let counts = match election.budget.filter(|_| counted.rule.needs_money()) {
        Some(budget) => words::counted_money(lang, &ballots, &options, &teller.money(budget.into())),
        None => words::counted(lang, &ballots, &options),
    };
    let title = counting::rule(lang, counted.rule).title;
    let _ = writeln!(out, "{counts}\n{}", words::by_rule(lang, counted.rule.as_str(), &title));
    if teller.is_weighted() {
        let _ = writeln!(out, "{}", words::heavy(lang));
    }
    if election.ballots.iter().all(|entry| entry.marks.is_empty() || entry.weight == 0) {
        let _ = writeln!(out, "{}", words::no_voice(lang));
    }
    out.push('\n');
    out
}

type Row = Vec<String>;

/// A heading and a row for each winner, or for each item.
fn rows(counted: &Counted) -> Vec<Row> {
    let (lang, teller, election) = (counted.lang, counted.teller(), &counted.source.election);
    let named = |at: usize| election.options.get(at).map(|own| (own.id.clone(), own.name.clone())).unwrap_or_default();
    if let Outcome::Items(outcome) = &counted.outcome {
        let heading = [
            words::id(lang),
            words::name(lang),
            words::yes(lang),
            words::no(lang),
            words::abstain(lang),
            words::passed(lang),
        ];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        rows.extend(outcome.items.iter().map(|item| {
            let (id, name) = named(item.option);
            let verdict = if item.passed { words::carries(lang) } else { words::fails(lang) };
            let figures = [item.weight.yes, item.weight.no, item.weight.abstain].map(|sum| teller.votes(sum));
            [vec![id, name], figures.to_vec(), vec![verdict.to_owned()]].concat()
        }));
        return rows;
    }
    if !counted.rule.needs_money() || counted.outcome.winners().is_empty() {
        return Vec::new();
    }
    let votes = measure::measure(election, Measure::Votes, None).unwrap_or_default();
    let points = |at: usize| match &counted.outcome {
        Outcome::Turns(own) => words::turn_points(&teller, own, at),
        _ => None,
    };
    let by_points = counted.outcome.winners().first().is_some_and(|at| points(*at).is_some());
    let figure = if by_points { words::points(lang) } else { words::votes(lang) };
    let heading = ["", words::id(lang), words::name(lang), figure, words::cost(lang)];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend((1..).zip(counted.outcome.winners()).map(|(place, at): (usize, &usize)| {
        let (id, name) = named(*at);
        let votes = || votes.get(*at).map(|own| teller.votes(own.votes)).unwrap_or_default();
        vec![place.to_string(), id, name, points(*at).unwrap_or_else(votes), teller.money(election.cost(*at).into())]
    }));
    rows
}

/// Most columns that a name takes on the screen.
const WIDEST: usize = 48;

/// Numbers to the right, words to the left.
fn table(rows: &[Row]) -> String {
    let rows: Vec<Row> = rows.iter().map(|row| row.iter().map(|cell| fitted(cell)).collect()).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let widest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
    let numbers = |column: usize| {
        let is_number = |cell: &String| cell.chars().next().is_some_and(|c| c.is_ascii_digit() || c == '-');
        column != 1 && rows.iter().skip(1).filter_map(|row| row.get(column)).all(is_number)
    };
    let shape: Vec<(usize, bool)> = (0..columns).map(|column| (widest(column), numbers(column))).collect();
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, (wide, right)) in row.iter().zip(&shape) {
            let space = " ".repeat(wide.saturating_sub(width(cell)));
            let _ = if *right { write!(line, "{space}{cell}  ") } else { write!(line, "{cell}{space}  ") };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn fitted(cell: &str) -> String {
    let plain = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&plain) <= WIDEST {
        return plain;
    }
    let mut text = String::new();
    for letter in plain.chars() {
        if width(&text) + 2 >= WIDEST {
            break;
        }
        text.push(letter);
    }
    text + "…"
}

/// Columns on a screen: Chinese letters, full-width signs and pictures take two.
fn width(text: &str) -> usize {
    let is_wide = |c: char| {
        matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}')
            || matches!(c, '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..)
    };
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn summary(out: &mut String, counted: &Counted) {
    let (lang, teller, election) = (counted.lang, counted.teller(), &counted.source.election);
    let winners = counted.outcome.winners();
    let number = |n: usize| grouped(i64::try_from(n).unwrap_or(i64::MAX));
    let line = match (&counted.outcome, election.budget) {
        (Outcome::Items(own), _) => words::items_passed(lang, &number(winners.len()), &number(own.items.len())),
        (_, Some(budget)) if counted.rule.needs_money() => {
            let cost = counted.outcome.cost(election);
            let left = teller.money(i128::from(budget) - cost);
            words::spent(lang, &number(winners.len()), &teller.money(cost), &left)
        }
        _ if winners.is_empty() => words::nobody_won(lang).to_owned(),
        _ => words::wins(lang, &teller.options(winners)),
    };
    let _ = writeln!(out, "{line}");
    if let Some(chosen) = counted.source.chosen.as_ref().filter(|_| counted.rule.needs_money()) {
        let missing = |from: &[usize], of: &[usize]| -> Vec<usize> {
            from.iter().copied().filter(|at| !of.contains(at)).collect()
        };
        let (only, without) = (missing(winners, chosen), missing(chosen, winners));
        let line = match (only.is_empty(), without.is_empty()) {
            (true, true) => words::same_as_file(lang, &number(chosen.len())),
            (false, true) => words::other_only(lang, &teller.options(&only)),
            (true, false) => words::other_without(lang, &teller.options(&without)),
            (false, false) => words::other_both(lang, &teller.options(&only), &teller.options(&without)),
        };
        let _ = writeln!(out, "{line}");
    }
}

fn tell(out: &mut String, lang: Lang, story: &words::Explanation) {
    let joint = lang.pick("", " ");
    let mut part = |head: &str, lines: &[String], joint: &str| {
        let _ = writeln!(out, "\n{head}\n  {}", lines.join(joint));
    };
    part(words::head_rule(lang), &story.rule, joint);
    part(words::head_rounds(lang), &story.rounds, "\n  ");
    if let Some(loser) = &story.loser {
        part(words::head_loser(lang), std::slice::from_ref(loser), joint);
    }
    part(words::head_ties(lang), std::slice::from_ref(&story.ties), joint);
    part(words::head_note(lang), std::slice::from_ref(&story.note), joint);
}

fn warnings(out: &mut String, counted: &Counted) {
    let lang = counted.lang;
    for (at, warning) in counted.source.warnings.iter().enumerate() {
        if at == 0 {
            out.push('\n');
        }
        if at == MOST_WARNINGS {
            let more = counted.source.warnings.len() - MOST_WARNINGS;
            let _ = writeln!(out, "{}", words::rows_left_out(lang, &more.to_string()));
            break;
        }
        let _ = writeln!(out, "{}{}{}", words::remark(lang), lang.pick("", " "), files::warning(lang, warning));
    }
}

/// Most remarks on the file that are printed; all are in `--json`.
const MOST_WARNINGS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_in_chinese_too() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let said = table(&[row(["", "编号", "票数"]), row(["1", "电梯", "43"]), row(["2", "A", "9"])]);
        assert_eq!(said, "   编号  票数\n1  电梯    43\n2  A        9\n");
    }

    #[test]
    fn long_names_and_line_breaks_keep_to_one_line() {
        let long = fitted(&"加装电梯\n".repeat(30));
        assert!(width(&long) <= WIDEST && long.ends_with('…') && !long.contains('\n'), "{long}");
    }
}
