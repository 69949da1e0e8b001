//! `/setup/{slug}`: the steps of setting a community up, with what is still missing, whoever does it.

use super::{Sheet, saved, sheet};
use crate::components::icon;
use crate::domain::phase::Verb;
use crate::domain::quantity::{grouped, square_metres};
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::households as about;
use crate::i18n::locales::setup as words;
use crate::i18n::locales::words::stage as stage_word;
use crate::i18n::money::amount;
use crate::service::projects::{Overview, overview};
use crate::service::{Linli, Outcome, corrections};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

struct Step {
    to: &'static str,
    icon: &'static str,
    title: &'static str,
    /// What is there; `None` where it is still missing.
    there: Option<String>,
    missing: &'static str,
    verb: Verb,
}

/// `/setup/{slug}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let mut sheet = sheet(&app, &visitor, &slug, None).await?;
    let lang = sheet.lang();
    let overview = overview(&app, &sheet.community).await?;
    let polls = polls(&app, &sheet).await?;
    let steps = steps(&sheet, &overview, polls);
    sheet.frame.back = Some("/setup".to_owned());
    let open = steps.iter().filter(|step| step.there.is_none()).count();
    let name = lang.pick(&sheet.community.zh, &sheet.community.en).to_owned();
    let summary =
        if open == 0 { words::all_there(lang).to_owned() } else { words::still_open(lang, &open.to_string()) };
    let waiting = corrections::count(&app, &sheet.community).await?;
    let page = view! {
        <h1>{name.clone()}</h1>
        <p class="sub">{summary}</p>
        {saved(&visitor)}
        {sheet.closed_note()}
        <ol class="list card">{steps.into_iter().map(|step| line(&sheet, step)).collect_view()}</ol>
        {entries(&sheet, waiting)}
        <a class="btn line wide" href=format!("/c/{slug}")>{words::see_page(lang)}</a>
    };
    Ok(sheet.answer(StatusCode::OK, sheet.frame.document(&name, page)))
}

/// What is done to the roll between two imports; no steps, for nothing of it must be done.
fn entries(sheet: &Sheet, waiting: i64) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let waits =
        if waiting > 0 { about::corrections_count(lang, waiting) } else { about::corrections_none(lang).to_owned() };
    let all = [
        ("/households", about::title(lang), about::title_hint(lang).to_owned(), Verb::ReviseHousehold),
        ("/corrections", about::corrections(lang), waits, Verb::ReviseHousehold),
        ("/buildings", about::buildings(lang), String::new(), Verb::ManageRoll),
        ("/merge", about::merge(lang), String::new(), Verb::ManageRoll),
    ];
    let there = sheet.community.households > 0;
    // Two estates become one new one: it has nobody before.
    let is_shown = |to: &str| there || to == "/merge";
    let links: Vec<_> = all
        .into_iter()
        .filter(|(to, .., verb)| is_shown(to) && sheet.may.contains(verb))
        .map(|(to, title, hint, _)| view! { <li><a href=sheet.path(to)><strong>{title}</strong><small>{hint}</small></a></li> })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="list card">{links}</ul> })
}

async fn polls(app: &Linli, sheet: &Sheet) -> Outcome<i64> {
    let mut c = app.store.read().await?;
    let all = crate::store::polls::list(&mut c, sheet.community.id).await?;
    Ok(i64::try_from(all.len()).unwrap_or(i64::MAX))
}

fn line(sheet: &Sheet, step: Step) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let to = sheet.path(step.to);
    let done = step.there.is_some();
    let mark = if done { "check" } else { step.icon };
    let says = step.there.unwrap_or_else(|| step.missing.to_owned());
    let about = view! {
        {icon(mark)}<strong>{step.title}</strong>
        <small>{(!done).then(|| view! { <span class="pill amber">{words::missing(lang)}</span>" " })}{says}</small>
    };
    if sheet.may.contains(&step.verb) {
        view! { <li><a href=to>{about}</a></li> }.into_any()
    } else {
        view! { <li>{about}<small class="muted">{done_by(lang, step.verb)}</small></li> }.into_any()
    }
}

/// Who does a step that the reader may not do; `domain::policy` decides it.
const fn done_by(lang: Lang, verb: Verb) -> &'static str {
    match verb {
        Verb::PrintLetters => words::by_street_or_committee(lang),
        _ => words::by_street(lang),
    }
}

fn steps(sheet: &Sheet, overview: &Overview, polls: i64) -> Vec<Step> {
    let lang = sheet.lang();
    let community = &sheet.community;
    let roll = (community.households > 0).then(|| {
        words::roll_there(
            lang,
            &grouped(community.households),
            &grouped(community.buildings),
            &square_metres(community.area),
        )
    });
    let cost: i64 = overview.works.iter().map(|work| work.cost_fen).sum();
    let works = (!overview.works.is_empty())
        .then(|| words::works_there(lang, &overview.works.len().to_string(), &amount(lang, cost)));
    let planned: i64 = overview.funding.iter().map(|line| line.planned_fen).sum();
    let money = (planned > 0).then(|| words::money_there(lang, &amount(lang, planned)));
    let windows = (!overview.phases.is_empty()).then(|| words::phases_there(lang, &overview.phases.len().to_string()));
    let polls = (polls > 0).then(|| words::polls_there(lang, &polls.to_string()));
    let stage = Some(stage_word(lang, overview.project.stage).to_owned());
    let step = |to, icon, title, there, missing, verb| Step { to, icon, title, there, missing, verb };
    let always = |text: &str| Some(text.to_owned());
    // Nobody can be written to, or led to their household, before there is a roll.
    let with_roll = |text: &str| (community.households > 0).then(|| text.to_owned());
    let (letters, poster) = (with_roll(words::letters_for(lang)), with_roll(words::poster_for(lang)));
    vec![
        step("/edit", "home", words::step_facts(lang), always(&community.answers_by), "", Verb::ManageCommunity),
        step("/roll", "people", words::step_roll(lang), roll, words::roll_missing(lang), Verb::ManageRoll),
        step("/works", "wrench", words::step_works(lang), works, words::works_missing(lang), Verb::ManageWorks),
        step("/funding", "money", words::step_money(lang), money, words::money_missing(lang), Verb::ManageWorks),
        step("/stage", "flag", words::step_stage(lang), stage, "", Verb::ManageCommunity),
        step("/phases", "calendar", words::step_phases(lang), windows, words::phases_missing(lang), Verb::ManagePhases),
        step("/polls", "vote", words::step_polls(lang), polls, words::polls_missing(lang), Verb::ManagePoll),
        step(
            "/letters",
            "letter",
            words::step_letters(lang),
            letters,
            words::letters_no_roll(lang),
            Verb::PrintLetters,
        ),
        step("/poster", "qr", words::step_poster(lang), poster, words::poster_no_roll(lang), Verb::PrintLetters),
    ]
}
