//! The public log of moderation: how often, by which rule, when. No words of anybody.
//!
//! For: `/c/{slug}/log`, with `?page=` for older ones.
//! Must not know: texts.
//! To add: see `pages`.

use super::number_of;
use crate::domain::moderation::{Act, Rule};
use crate::http::answer::Answer;
use crate::http::cache;
use crate::http::visitor::Visitor;
use crate::i18n::locales::desk as words;
use crate::i18n::{Lang, dates};
use crate::pages::login::asked;
use crate::service::moderation::{self, Log};
use crate::service::{Linli, communities};
use crate::store::decisions::Listed;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use leptos::prelude::*;

/// `/c/{slug}/log`
pub async fn show(State(app): State<Linli>, visitor: Visitor, headers: HeaderMap, Path(slug): Path<String>) -> Answer {
    if let Some(kept) = cache::find(&app, &visitor, &headers).await? {
        return Ok(kept);
    }
    let community = communities::find(&app, &slug).await?;
    let revision = app.store.revision(community.id).await?;
    let log = moderation::log(&app, &slug, asked(&visitor, "page").parse().unwrap_or(1)).await?;
    let frame = crate::pages::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let name = lang.pick(&log.community.zh, &log.community.en).to_owned();
    let page = view! {
        <h1>{words::log_title(lang)}</h1>
        <p class="sub">{words::log_lead(lang)}</p>
        {counts(lang, &log)}
        {entries(lang, &log)}
        {turns(lang, &log)}
    };
    let document = frame.under(&format!("/c/{slug}"), &name).document(words::log_title(lang), page);
    // Beyond the last page there is none to keep.
    let address = at(&log, if log.entries.is_empty() { 1 } else { log.page });
    Ok(cache::keep(&app, &visitor, &headers, cache::Of { community: community.id, revision, address }, &document))
}

fn sentence(lang: Lang, act: Act, rule: Option<Rule>) -> String {
    match rule {
        Some(rule) => format!("{} · {}", words::act(lang, act), words::rule(lang, rule)),
        None => words::act(lang, act).to_owned(),
    }
}

fn counts(lang: Lang, log: &Log) -> impl IntoView + use<> {
    let mut counts = log.counts.clone();
    counts.sort_by_key(|(act, rule, _)| (*act, *rule));
    let rows = counts
        .into_iter()
        .map(|(act, rule, n)| view! { <dt>{sentence(lang, act, rule)}</dt><dd>{words::times(lang, n)}</dd> })
        .collect_view();
    (!log.counts.is_empty()).then(|| view! { <dl class="card facts">{rows}</dl> })
}

fn entries(lang: Lang, log: &Log) -> impl IntoView + use<> {
    if log.entries.is_empty() {
        let none = if log.page > 1 { words::log_no_more(lang) } else { words::log_empty(lang) };
        return view! { <p class="card">{none}</p> }.into_any();
    }
    let rows = log.entries.iter().map(|listed| entry(lang, log, listed)).collect_view();
    view! { <ol class="card timeline">{rows}</ol> }.into_any()
}

/// The address of one of its pages.
fn at(log: &Log, page: i64) -> String {
    let path = format!("/c/{}/log", log.community.slug);
    if page > 1 { format!("{path}?page={page}") } else { path }
}

/// The ways to newer and older ones.
fn turns(lang: Lang, log: &Log) -> impl IntoView + use<> {
    let newer = (log.page > 1).then(|| at(log, log.page - 1));
    let older = log.more.then(|| at(log, log.page + 1));
    view! {
        <div class="two">
            {newer.map(|to| view! { <a class="btn line" href=to>{words::newer(lang)}</a> })}
            {older.map(|to| view! { <a class="btn line" href=to>{words::earlier(lang)}</a> })}
        </div>
    }
}

fn entry(lang: Lang, log: &Log, listed: &Listed) -> impl IntoView + use<> {
    let decision = &listed.decision;
    let undone = decision.undone_at.map(|at| format!("{} · {}", words::undone(lang), dates::minute(lang, at)));
    view! {
        <li>
            <strong>{number_of(&log.community, listed.serial)}</strong>
            " "{sentence(lang, decision.act, decision.rule)}
            <small>{dates::minute(lang, decision.created_at)}</small>
            {undone.map(|text| view! { <small>{text}</small> })}
        </li>
    }
}
