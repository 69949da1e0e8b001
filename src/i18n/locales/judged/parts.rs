//! The parts of what ratings say, in the order in which they are read.
//!
//! For: [`told`].
//! Must not know: anything but the report.
//! To add: a part is a function that gives its lines; none means that there is nothing to say.

use super::{
    alike, and_more, answered, answered_alone, better, building, building_few, building_few_not, building_hidden,
    buildings_title, by_chance, by_the_same, by_the_same_hidden, changed, complete, exactly, fewer, fit_age_title,
    fit_building_title, fit_cannot, fit_differs, fit_elsewhere, fit_few, fit_fits, fit_fitting, fit_hidden, fit_line,
    fit_number, fit_unsure, hardly_any, hidden, hidden_note, households, level_line, levels_title, more_than_roll,
    more_than_there, nearly_all, no_age, no_building, no_round, of_known, of_many, round_line, several, sides_hidden,
    title, title_round, too_few, too_few_from, too_many_from, trend_title, worse,
};
use crate::domain::quantity::{grouped, percent};
use crate::domain::rating::known::Caveat;
use crate::domain::rating::places::{Fits, Line, OneFit};
use crate::domain::rating::protected::Told;
use crate::domain::rating::report::Report;
use crate::domain::rating::representation::{Fit, Together};
use crate::domain::rating::satisfied::Satisfied;
use crate::domain::rating::trend::{By, Comparison, Verdict};
use crate::i18n::Lang;
use crate::i18n::locales::rating::level;
use serde::Serialize;

/// Names of one list that are read out.
const MOST_NAMES: usize = 20;

/// A heading and the sentences under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// Its sentences, each a line.
    pub lines: Vec<String>,
}

/// What the report says, part by part.
pub fn told(lang: Lang, report: &Report) -> Vec<Part> {
    let first = report.round.as_ref().map_or_else(|| title(lang).to_owned(), |round| title_round(lang, round));
    let by = |fits: &Option<Fits>, no_name: &str| {
        fits.as_ref().map_or_else(Vec::new, |fits| fit(lang, fits, report.least, no_name))
    };
    let parts = [
        (first, summary(lang, report)),
        (levels_title(lang).to_owned(), levels(lang, report)),
        (buildings_title(lang).to_owned(), buildings(lang, report)),
        (fit_building_title(lang).to_owned(), by(&report.by_building, no_building(lang))),
        (fit_age_title(lang).to_owned(), by(&report.by_age, no_age(lang))),
        (trend_title(lang).to_owned(), trend(lang, report)),
    ];
    parts.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| Part { title, lines }).collect()
}

/// Basis points as per cent: `83.33%`.
fn share(bp: i64) -> String {
    percent(bp, 10_000, 2).unwrap_or_default() + "%"
}

/// A change in basis points as percentage points with its sign: `+5.24`.
fn points(bp: i64) -> String {
    let sign = if bp > 0 { "+" } else { "" };
    sign.to_owned() + &percent(bp, 10_000, 2).unwrap_or_default()
}

fn number(lang: Lang, told: Told, least: i64) -> String {
    match told {
        Told::Count(count) => households(lang, &grouped(count)),
        Told::Few => fewer(lang, least),
        Told::Hidden => hidden(lang).to_owned(),
    }
}

fn summary(lang: Lang, report: &Report) -> Vec<String> {
    let Some(answers) = report.answers.shown() else { return vec![too_few(lang, report.least)] };
    let n = grouped(answers);
    let first = match (report.households, report.return_bp) {
        (Some(all), Some(bp)) => answered(lang, &n, &grouped(all), &share(bp)),
        (Some(all), None) => more_than_roll(lang, &n, &grouped(all)),
        (None, _) => answered_alone(lang, &n),
    };
    let mut lines = vec![first, satisfied(lang, report.satisfied, report.least)];
    lines.extend(interval(lang, report));
    lines
}

fn satisfied(lang: Lang, satisfied: Satisfied, least: i64) -> String {
    match satisfied {
        Satisfied::TooFew => too_few(lang, least),
        Satisfied::NotTold => sides_hidden(lang).to_owned(),
        Satisfied::Exactly { satisfied, answers, share_bp } => {
            exactly(lang, &grouped(satisfied), &grouped(answers), &share(share_bp))
        }
        Satisfied::NearlyAll { at_least, answers, share_bp } => {
            nearly_all(lang, &grouped(at_least), &grouped(answers), &share(share_bp), least)
        }
        Satisfied::HardlyAny { answers, share_bp, .. } => hardly_any(lang, &grouped(answers), &share(share_bp), least),
    }
}

fn interval(lang: Lang, report: &Report) -> Vec<String> {
    let Some(interval) = report.interval else { return Vec::new() };
    let (low, high) = (share(interval.low_bp), share(interval.high_bp));
    let between = match (interval.households, report.households) {
        (Some((least, most)), Some(all)) => of_known(lang, &grouped(least), &grouped(most), &grouped(all), &low, &high),
        _ => of_many(lang, &low, &high),
    };
    match interval.caveat {
        Caveat::Complete => vec![complete(lang).to_owned()],
        Caveat::NotDrawnByLot => vec![between, by_chance(lang).to_owned()],
    }
}

fn levels(lang: Lang, report: &Report) -> Vec<String> {
    if report.levels.iter().all(|one| one.told == Told::Hidden) {
        return Vec::new();
    }
    let line = |one: &crate::domain::rating::report::Level| {
        level_line(lang, level(lang, one.level), &number(lang, one.told, report.least))
    };
    let mut lines: Vec<String> = report.levels.iter().map(line).collect();
    if report.levels.iter().any(|one| one.told.shown().is_none()) {
        lines.push(hidden_note(lang, report.least));
    }
    lines
}

fn buildings(lang: Lang, report: &Report) -> Vec<String> {
    report.buildings.iter().map(|line| building_line(lang, line, report.least)).collect()
}

fn building_line(lang: Lang, line: &Line, least: i64) -> String {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| no_building(lang).to_owned());
    let names: Vec<String> = line.names.iter().map(name).collect();
    let names = listed(lang, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let all = grouped(line.answers);
    match (line.satisfied, line.not_satisfied, line.share_bp) {
        (Told::Count(yes), _, Some(bp)) => building(lang, &names, &grouped(yes), &all, &share(bp)),
        (_, Told::Few, _) => building_few_not(lang, &names, &all, least),
        (Told::Few, _, _) => building_few(lang, &names, &all, least),
        _ => building_hidden(lang, &names, &all),
    }
}

/// Those out of proportion one by one, the others as lists.
fn fit(lang: Lang, all: &Fits, least: i64, no_name: &str) -> Vec<String> {
    let first = match all.together {
        Together::Fits => fit_fits(lang),
        Together::Differs => fit_differs(lang),
        Together::CannotBeTold => fit_cannot(lang),
    };
    let mut lines = vec![first.to_owned()];
    lines.extend(all.groups.iter().filter_map(|one| out_of_proportion(lang, one, least)));
    let mut list = |fit: Fit, sentence: fn(Lang, &str) -> String| {
        let of = all.groups.iter().filter(|one| one.fit == fit);
        let names: Vec<&str> = of.map(|one| one.name.as_deref().unwrap_or(no_name)).collect();
        if !names.is_empty() {
            lines.push(sentence(lang, &listed(lang, &names)));
        }
    };
    list(Fit::Fits, fit_fitting);
    list(Fit::CannotBeTold, fit_unsure);
    list(Fit::NotTold, fit_hidden);
    list(Fit::NotOnRoll, fit_elsewhere);
    lines
}

fn out_of_proportion(lang: Lang, one: &OneFit, least: i64) -> Option<String> {
    let verdict = match one.fit {
        Fit::TooFew => too_few_from(lang),
        Fit::TooMany => too_many_from(lang),
        Fit::MoreThanRoll => more_than_there(lang),
        Fit::Fits | Fit::CannotBeTold | Fit::NotTold | Fit::NotOnRoll => return None,
    };
    let n = one.answers.shown().map_or_else(|| fit_few(lang, least), |n| fit_number(lang, &grouped(n)));
    let here = grouped(one.households.unwrap_or(0));
    Some(fit_line(lang, one.name.as_deref().unwrap_or_default(), &n, &here, verdict))
}

/// Names one after the other; of very many the first.
fn listed(lang: Lang, names: &[&str]) -> String {
    let first: Vec<&str> = names.iter().copied().take(MOST_NAMES).collect();
    let joined = first.join(lang.pick("、", ", "));
    let more = names.len().saturating_sub(MOST_NAMES);
    if more > 0 { and_more(lang, &joined, more) } else { joined }
}

fn trend(lang: Lang, report: &Report) -> Vec<String> {
    let Some(trend) = &report.trend else { return Vec::new() };
    let name = |at: usize| {
        let named = report.rounds.get(at).cloned().flatten();
        named.unwrap_or_else(|| no_round(lang).to_owned())
    };
    let one = |(at, told): (usize, &Satisfied)| round_line(lang, &name(at), &satisfied(lang, *told, report.least));
    let mut lines: Vec<String> = trend.rounds.iter().enumerate().map(one).collect();
    for comparison in &trend.comparisons {
        lines.push(compared(lang, comparison, &name(comparison.from), &name(comparison.to)));
    }
    if trend.comparisons.len() > 1 {
        lines.push(several(lang, trend.comparisons.len()));
    }
    lines
}

/// The verdict, then how far the share moved, then who decided it.
fn compared(lang: Lang, comparison: &Comparison, from: &str, to: &str) -> String {
    let mut said = match comparison.verdict {
        Verdict::Better => better(lang, from, to),
        Verdict::Worse => worse(lang, from, to),
        Verdict::CannotBeTold => alike(lang, from, to),
    };
    let mut add = |sentence: String| {
        said.push_str(lang.pick("", " "));
        said.push_str(&sentence);
    };
    if let (Some(low), Some(high)) = (comparison.low_bp, comparison.high_bp) {
        add(changed(lang, &points(low), &points(high)));
    }
    match comparison.by {
        By::SameHouseholds { households, better: Some(better), worse: Some(worse), .. } => {
            add(by_the_same(lang, &grouped(households), &grouped(better), &grouped(worse)));
        }
        By::SameHouseholds { households, .. } => add(by_the_same_hidden(lang, &grouped(households))),
        By::AllAnswers | By::Nothing => {}
    }
    said
}
