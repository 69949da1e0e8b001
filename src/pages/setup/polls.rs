//! `/setup/{slug}/polls`: making, looking at, opening and cancelling polls.

use super::{Back, Sheet, once, saved, sheet};
use crate::components::field::{area, general, line, select, sentence_for, summary};
use crate::components::icon;
use crate::domain::calendar::{datetime_local, last_day};
use crate::domain::ids::PollId;
use crate::domain::phase::Verb;
use crate::domain::poll::{ConflictRule, PollState};
use crate::domain::problem::Problem;
use crate::domain::quantity::yuan;
use crate::domain::threshold::PRESETS;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::setup as words;
use crate::i18n::money::amount;
use crate::i18n::{Lang, dates};
use crate::service::polls::{Detail, preview};
use crate::service::{Linli, Outcome};
use crate::store::polls::{self, Poll};
use crate::store::works::{self, Work};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/polls`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let sheet = sheet(&app, &visitor, &slug, Some(Verb::ManagePoll)).await?;
    let lang = sheet.lang();
    let now = app.now();
    let mut c = app.store.read().await?;
    let list = polls::list(&mut c, sheet.community.id).await?;
    drop(c);
    let none = list.is_empty();
    let entries: Vec<_> = list
        .iter()
        .map(|poll| {
            let to = sheet.path(&format!("/polls/{}", poll.id));
            let state = state_word(lang, poll, poll.state_at(now), poll.is_running(now));
            view! {
                <li><a href=to><strong>{lang.pick(&poll.title_zh, &poll.title_en).to_owned()}</strong>
                    <small>{window(lang, poll)}" "<span class="pill">{state}</span></small></a></li>
            }
        })
        .collect();
    let page = view! {
        <h1>{words::step_polls(lang)}</h1>
        {saved(&visitor)}
        {sheet.closed_note()}
        {none.then(|| view! { <div class="card"><h2>{words::polls_missing(lang)}</h2><p>{words::polls_next(lang)}</p></div> })}
        {(!none).then(|| view! { <ul class="list card">{entries}</ul> })}
        <a class="btn wide" href=sheet.path("/polls/new")>{icon("plus")}{words::new_poll(lang)}</a>
    };
    Ok(sheet.answer(StatusCode::OK, sheet.frame.document(words::step_polls(lang), page)))
}

fn window(lang: Lang, poll: &Poll) -> String {
    words::from_until(lang, &dates::day(lang, poll.opens, false), &dates::until(lang, poll.closes))
}

fn state_word(lang: Lang, poll: &Poll, state: PollState, running: bool) -> &'static str {
    match state {
        PollState::Draft => words::poll_draft(lang),
        PollState::Open if running => words::poll_running(lang),
        PollState::Open => words::poll_announced(lang),
        PollState::Closed if poll.outcome.is_none() => words::poll_counting(lang),
        PollState::Closed => words::poll_closed(lang),
        PollState::Cancelled => words::poll_cancelled(lang),
    }
}

/// `/setup/{slug}/polls/new`
pub async fn add(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render_form(&app, &visitor, StatusCode::OK, &slug, None, &Back::fresh()).await
}

/// `/setup/{slug}/polls/{id}/edit`
pub async fn edit(State(app): State<Linli>, visitor: Visitor, Path((slug, id)): Path<(String, String)>) -> Answer {
    render_form(&app, &visitor, StatusCode::OK, &slug, Some(&id), &Back::fresh()).await
}

/// The form of a new poll or of a draft; also when it comes back.
///
/// # Errors
/// What the policy says; no such poll.
pub async fn render_form(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    id: Option<&str>,
    back: &Back<'_>,
) -> Outcome<Response> {
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ManagePoll)).await?;
    let lang = sheet.lang();
    let stored = match id {
        Some(id) => {
            Some(preview(app, &sheet.caller, &sheet.community, PollId::parse(id).ok_or(Problem::NotFound)?).await?)
        }
        None => None,
    };
    let mut c = app.store.read().await?;
    let works = works::list(&mut c, sheet.community.id).await?;
    drop(c);
    let below = stored.as_ref().map_or_else(|| "/polls".to_owned(), |detail| format!("/polls/{}", detail.poll.id));
    sheet.frame.back = Some(sheet.path(&below));
    let announced = stored.as_ref().is_some_and(|detail| detail.poll.state != PollState::Draft);
    let (title, act) = match id {
        Some(_) if announced => (words::correct_poll(lang), words::publish_correction(lang)),
        Some(_) => (words::edit_poll(lang), words::keep_draft(lang)),
        None => (words::new_poll(lang), words::keep_draft(lang)),
    };
    let page = view! {
        <h1>{title}</h1>
        {announced.then(|| view! { <p class="banner">{icon("warn")}<span>{words::correct_hint(lang)}</span></p> })}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <form method="post" action=sheet.path(&below)>
            {sheet.frame.token_field()}
            {id.is_none().then(|| view! { <input type="hidden" name="once" value=once(app, back)/> })}
            {asked(lang, back, stored.as_ref())}
            {choice(lang, &sheet, back, stored.as_ref(), &works)}
            {rules(lang, back, stored.as_ref())}
            <div class="bar"><button class="btn wide">{act}</button></div>
        </form>
    };
    Ok(sheet.answer(status, sheet.frame.document(title, page)))
}

fn asked(lang: Lang, back: &Back<'_>, stored: Option<&Detail>) -> impl IntoView + use<> {
    let of = |pick: fn(&Poll) -> String| stored.map(|detail| pick(&detail.poll)).unwrap_or_default();
    let opens = of(|poll| datetime_local(poll.opens));
    let closes = of(|poll| last_day(poll.closes).to_string());
    view! {
        <div class="card">
            {line(back.field(lang, "title_zh", words::title_zh(lang), &of(|p| p.title_zh.clone())).hint(words::title_hint(lang)))}
            {line(back.field(lang, "title_en", words::title_en(lang), &of(|p| p.title_en.clone())).hint(words::optional(lang)))}
            {area(back.field(lang, "text_zh", words::text_zh(lang), &of(|p| p.text_zh.clone())), 4)}
            {area(back.field(lang, "text_en", words::text_en(lang), &of(|p| p.text_en.clone())).hint(words::optional(lang)), 3)}
            {line(back.field(lang, "opens", words::opens(lang), &opens).kind("datetime-local"))}
            {line(back.field(lang, "closes", words::closes(lang), &closes).kind("date").hint(words::until_hint(lang)))}
        </div>
    }
    .into_any()
}

fn choice(
    lang: Lang,
    sheet: &Sheet,
    back: &Back<'_>,
    stored: Option<&Detail>,
    works: &[Work],
) -> impl IntoView + use<> {
    let problem = sentence_for(lang, back.problems, "works");
    let budget = stored.map(|detail| yuan(detail.poll.budget_fen)).unwrap_or_default();
    let mut budget = back.field(lang, "budget", words::budget(lang), &budget).hint(words::budget_hint(lang));
    budget.inputmode = "decimal";
    let boxes: Vec<_> = works
        .iter()
        .filter(|work| !work.must_do)
        .map(|work| {
            let id = work.id.to_string();
            let there = stored.is_some_and(|detail| detail.options.iter().any(|option| option.work == work.id));
            let text = format!("{} · {}", lang.pick(&work.zh, &work.en), amount(lang, work.cost_fen));
            super::tick("works", &id, text, back.holds("works", &id, there))
        })
        .collect();
    let none = boxes.is_empty();
    view! {
        <div class="card"><fieldset class="stack">
            <legend>{words::poll_works(lang)}</legend>
            {none.then(|| view! { <p>{words::poll_no_works(lang)}" "<a href=sheet.path("/works")>{words::step_works(lang)}</a></p> })}
            {boxes}
            {problem.map(|text| view! { <p class="problem" role="alert" id="works">{text}</p> })}
            {line(budget)}
        </fieldset></div>
    }
    .into_any()
}

fn rules(lang: Lang, back: &Back<'_>, stored: Option<&Detail>) -> impl IntoView + use<> {
    let preset = stored.map_or("none", |detail| detail.poll.preset.as_str()).to_owned();
    let rule = stored.map_or(ConflictRule::LatestBeforeClose, |detail| detail.poll.conflict_rule);
    let presets =
        PRESETS.iter().map(|preset| (preset.key.to_owned(), preset_word(lang, preset.key).to_owned())).collect();
    let rules =
        ConflictRule::ALL.iter().map(|rule| (rule.as_str().to_owned(), rule_word(lang, *rule).to_owned())).collect();
    view! {
        <div class="card">
            {select(back.field(lang, "preset", words::preset(lang), &preset).hint(words::preset_hint(lang)), presets)}
            {select(back.field(lang, "conflict_rule", words::conflict_rule(lang), rule.as_str()), rules)}
        </div>
    }
    .into_any()
}

/// A rule set in a few words.
pub fn preset_word(lang: Lang, key: &str) -> &'static str {
    match key {
        "cc278_major" => words::cc278_major(lang),
        "cc278_ordinary" => words::cc278_ordinary(lang),
        "willingness_2_3" => words::willingness_2_3(lang),
        "willingness_3_4" => words::willingness_3_4(lang),
        "survey_80" => words::survey_80(lang),
        "survey_75_visits" => words::survey_75(lang),
        "residents_meeting" => words::residents_meeting(lang),
        "satisfaction_80" => words::satisfaction_80(lang),
        _ => words::preset_none(lang),
    }
}

/// Which ballot of a household counts.
pub const fn rule_word(lang: Lang, rule: ConflictRule) -> &'static str {
    match rule {
        ConflictRule::FirstValid => words::first_valid(lang),
        ConflictRule::LatestBeforeClose => words::latest(lang),
        ConflictRule::ElectronicWins => words::electronic(lang),
    }
}

/// `/setup/{slug}/polls/{id}`
pub async fn one(State(app): State<Linli>, visitor: Visitor, Path((slug, id)): Path<(String, String)>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &id, &Back::fresh()).await
}

/// A poll as residents will see it, with what can be done now; also when a form comes back.
///
/// # Errors
/// What the policy says; no such poll.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    id: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ManagePoll)).await?;
    sheet.frame.back = Some(sheet.path("/polls"));
    let lang = sheet.lang();
    let id = PollId::parse(id).ok_or(Problem::NotFound)?;
    let detail = preview(app, &sheet.caller, &sheet.community, id).await?;
    let poll = &detail.poll;
    let now = app.now();
    let state = poll.state_at(now);
    let title = lang.pick(&poll.title_zh, &poll.title_en).to_owned();
    let public = format!("/c/{slug}/polls/{id}");
    let page = view! {
        <div class="row"><h1>{title.clone()}</h1><span class="pill">{state_word(lang, poll, state, poll.is_running(now))}</span></div>
        {saved(visitor)}
        {sheet.closed_note()}
        {general(lang, back.problems)}
        {sentence_for(lang, back.problems, "closes").map(|text| view! { <p class="banner bad" role="alert">{text}</p> })}
        {as_seen(lang, &detail)}
        {(state == PollState::Cancelled).then(|| view! { <p class="card">{poll.cancel_reason.clone()}</p> })}
        {(state == PollState::Draft).then(|| draft_acts(&sheet, id))}
        {(state == PollState::Open && now < poll.opens).then(|| edit_link(&sheet, id, words::correct_poll(lang)))}
        {(state != PollState::Draft).then(|| view! { <a class="btn line wide" href=public>{words::see_page(lang)}</a> })}
        {matches!(state, PollState::Open).then(|| cancel(&sheet, id, back))}
    };
    Ok(sheet.answer(status, sheet.frame.document(&title, page)))
}

fn as_seen(lang: Lang, detail: &Detail) -> impl IntoView + use<> {
    let poll = &detail.poll;
    let sum: i64 = detail.options.iter().map(|option| option.cost_fen).sum();
    let options: Vec<_> = detail
        .options
        .iter()
        .map(|option| {
            view! {
                <li><strong>{lang.pick(&option.zh, &option.en).to_owned()}</strong>
                    <small>{amount(lang, option.cost_fen)}" "{lang.pick(&option.note_zh, &option.note_en).to_owned()}</small></li>
            }
        })
        .collect();
    view! {
        <div class="card">
            <h2>{words::as_seen(lang)}</h2>
            <p>{lang.pick(&poll.text_zh, &poll.text_en).to_owned()}</p>
            <ul class="list">{options}</ul>
            <p><strong>{words::money_of(lang, &amount(lang, poll.budget_fen), &amount(lang, sum))}</strong></p>
        </div>
        <dl class="facts card">
            <dt>{words::opens(lang)}</dt><dd>{dates::from(lang, poll.opens)}</dd>
            <dt>{words::closes(lang)}</dt><dd>{words::until_midnight(lang, &dates::until(lang, poll.closes))}</dd>
            <dt>{words::preset(lang)}</dt><dd>{preset_word(lang, &poll.preset)}</dd>
            <dt>{words::conflict_rule(lang)}</dt><dd>{rule_word(lang, poll.conflict_rule)}</dd>
            {(poll.roll_households > 0).then(|| view! { <dt>{words::frozen_roll(lang)}</dt><dd class="num">{poll.roll_households}</dd> })}
        </dl>
    }
    .into_any()
}

fn edit_link(sheet: &Sheet, id: PollId, text: &'static str) -> impl IntoView + use<> {
    let to = sheet.path(&format!("/polls/{id}/edit"));
    view! { <a class="btn line wide" href=to>{icon("edit")}{text}</a> }.into_any()
}

fn draft_acts(sheet: &Sheet, id: PollId) -> impl IntoView + use<> {
    let lang = sheet.lang();
    view! {
        {edit_link(sheet, id, words::edit_poll(lang))}
        <form class="card main stack" method="post" action=sheet.path(&format!("/polls/{id}/open"))>
            {sheet.frame.token_field()}
            <h2>{words::open_poll(lang)}</h2>
            <p>{words::open_hint(lang)}</p>
            <button class="btn wide">{words::open_poll(lang)}</button>
        </form>
    }
    .into_any()
}

fn cancel(sheet: &Sheet, id: PollId, back: &Back<'_>) -> impl IntoView + use<> {
    let lang = sheet.lang();
    view! {
        <form class="card quiet" method="post" action=sheet.path(&format!("/polls/{id}/cancel"))>
            {sheet.frame.token_field()}
            <h2>{words::cancel_poll(lang)}</h2>
            {area(back.field(lang, "reason", words::reason(lang), "").hint(words::reason_read(lang)), 2)}
            <button class="btn danger">{words::cancel_poll(lang)}</button>
        </form>
    }
    .into_any()
}
