//! A region: what it plans, has begun and has completed; what lies in it.
//!
//! For: `/r/{code}`, from the province down to a neighbourhood.
//! Must not know: how figures are counted (`service::regions`).
//! To add: a card is a function of [`Overview`].

use crate::components::icon;
use crate::domain::problem::Problem;
use crate::domain::project::Stage;
use crate::domain::quantity::{grouped, percent};
use crate::domain::region::RegionCode;
use crate::http::answer::{Answer, html, see_other};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::home as words;
use crate::i18n::locales::words::stage as stage_word;
use crate::service::regions::{LEAST_ANSWERS, LEAST_RATINGS, MOST_LISTED, Overview};
use crate::service::{Linli, regions};
use crate::store::figures::{Child, Standing};
use crate::store::programmes::Programme;
use crate::store::regions::Region;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/r/{code}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(given): Path<String>) -> Answer {
    let code = RegionCode::parse(&given).ok_or(Problem::NotFound)?;
    if code.as_str() != given {
        return Ok(see_other(&format!("/r/{code}")));
    }
    let overview = regions::show(&app, &code).await?;
    let frame = super::frame(&app, &visitor).await?.under(&up(&overview), words::regions(visitor.lang));
    let name = frame.lang.pick(&overview.region.zh, &overview.region.en).to_owned();
    Ok(html(StatusCode::OK, frame.document(&name, page(frame.lang, overview))))
}

fn up(overview: &Overview) -> String {
    overview.region.parent.as_ref().map_or_else(|| "/".to_owned(), |parent| format!("/r/{parent}"))
}

#[expect(clippy::needless_pass_by_value, reason = "a page takes its data")]
fn page(lang: Lang, overview: Overview) -> impl IntoView {
    let empty = overview.totals.communities == 0;
    view! {
        {crumbs(lang, &overview.path)}
        <h1>{lang.pick(&overview.region.zh, &overview.region.en).to_owned()}</h1>
        {programmes(lang, &overview.programmes)}
        {if empty {
            view! { <section class="card stack"><h2>{words::none_here(lang)}</h2><p>{words::none_here_next(lang)}</p></section> }.into_any()
        } else {
            figures(lang, &overview).into_any()
        }}
        {children(lang, &overview.children)}
        {(!empty).then(|| communities(lang, &overview))}
    }
}

/// The way down to this region, itself left out.
pub fn crumbs(lang: Lang, path: &[Region]) -> impl IntoView + use<> {
    let above: Vec<(String, String)> = path
        .iter()
        .rev()
        .skip(1)
        .rev()
        .map(|region| (format!("/r/{}", region.code), lang.pick(&region.zh, &region.en).to_owned()))
        .collect();
    (!above.is_empty()).then(|| {
        let links = above.into_iter().map(|(to, name)| view! { <a href=to>{name}</a> });
        view! { <nav class="crumbs" aria-label=words::crumbs(lang)>{links.collect_view()}</nav> }
    })
}

fn programmes(lang: Lang, programmes: &[Programme]) -> impl IntoView + use<> {
    let planned: i64 = programmes.iter().filter_map(|programme| programme.planned).sum();
    let years: Vec<String> = programmes.iter().map(|programme| programme.year.to_string()).collect();
    let sum = match (years.first(), years.last()) {
        (Some(from), Some(to)) if from != to => Some(words::altogether(lang, from, to, &grouped(planned))),
        _ => None,
    };
    let cards: Vec<_> = programmes.iter().rev().map(|programme| programme_card(lang, programme)).collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{words::programmes(lang)}</h2>
                {sum.map(|text| view! { <p class="banner info">{text}</p> })}
                <div class="cols">{cards}</div>
            </section>
        }
    })
}

fn programme_card(lang: Lang, programme: &Programme) -> impl IntoView + use<> {
    let count = |n: Option<i64>| n.map_or_else(|| words::not_published(lang).to_owned(), |n| number(lang, n));
    let rate = |part: Option<i64>| percent(part?, programme.planned?, 2).map(|text| format!("{text}%"));
    let (start, completion) = (rate(programme.started), rate(programme.completed));
    let homes = programme.households.map(|n| refer(lang, n, &programme.households_refer_to));
    let foot = format!("{} · {}", words::as_of(lang, &programme.as_of), words::source(lang, &programme.source));
    let line = |label: &'static str, text: String| view! { <dt>{label}</dt><dd class="num">{text}</dd> };
    view! {
        <article class="card stack">
            <h3>{words::programme(lang, &programme.year.to_string())}</h3>
            <dl class="facts">
                {line(words::planned(lang), count(programme.planned))}
                {line(words::started(lang), count(programme.started))}
                {start.map(|text| line(words::start_rate(lang), text))}
                {line(words::completed(lang), count(programme.completed))}
                {completion.map(|text| line(words::completion_rate(lang), text))}
            </dl>
            {homes.map(|text| view! { <p class="small">{words::households_label(lang)}" "{text}</p> })}
            <p class="small muted">{foot}</p>
        </article>
    }
}

/// The households with what they belong to; where the source is unclear, that is said.
fn refer(lang: Lang, households: i64, refers_to: &str) -> String {
    let n = grouped(households);
    match refers_to.split_whitespace().next() {
        Some("completed") => words::refer_completed(lang, &n),
        Some("started") => words::refer_started(lang, &n),
        Some("planned") => words::refer_planned(lang, &n),
        None | Some("unclear") => words::refer_unclear(lang, &n),
        Some(_) => words::refer_said(lang, &n, refers_to),
    }
}

fn number(lang: Lang, communities: i64) -> String {
    if communities == 1 { words::community(lang).to_owned() } else { words::communities(lang, &grouped(communities)) }
}

fn figures(lang: Lang, overview: &Overview) -> impl IntoView + use<> {
    let totals = overview.totals;
    let owed = totals.answered.saturating_add(overview.overdue);
    let answered = shared(totals.on_time, owed, LEAST_ANSWERS);
    let answered_note = match answered {
        Some(_) => words::figure_answered_of(lang, &grouped(totals.on_time), &grouped(owed)),
        None => words::too_few_answers(lang, &grouped(LEAST_ANSWERS)),
    };
    let satisfied = shared(totals.satisfied, totals.ratings, LEAST_RATINGS);
    let satisfied_note = match satisfied {
        Some(_) => words::figure_satisfied_of(lang, &grouped(totals.satisfied), &grouped(totals.ratings)),
        None => words::too_few_ratings(lang, &grouped(LEAST_RATINGS)),
    };
    let few = || words::too_few(lang).to_owned();
    let homes = words::figures_households(lang, &grouped(totals.households));
    let rows = stage_rows(lang, &overview.stages);
    view! {
        <section class="stack">
            <h2>{words::figures(lang)}</h2>
            <div class="cols">
                {figure(words::figure_communities(lang), grouped(totals.communities), homes)}
                {figure(words::figure_answered(lang), answered.unwrap_or_else(few), answered_note)}
                {figure(words::figure_satisfied(lang), satisfied.unwrap_or_else(few), satisfied_note)}
            </div>
            <div class="card stack"><h3>{words::by_stage(lang)}</h3><div class="bars">{rows}</div></div>
        </section>
    }
}

/// A share with one decimal, if enough stands behind it.
fn shared(part: i64, whole: i64, least: i64) -> Option<String> {
    percent(part, whole, 1).filter(|_| whole >= least).map(|text| format!("{text}%"))
}

fn figure(label: &'static str, value: String, note: String) -> impl IntoView {
    view! {
        <dl class="card stack">
            <dt class="small muted">{label}</dt>
            <dd><strong class="num">{value}</strong>" "<small>{note}</small></dd>
        </dl>
    }
}

fn stage_rows(lang: Lang, stages: &[(Stage, i64)]) -> Vec<impl IntoView + use<>> {
    let most = stages.iter().map(|(_, n)| *n).max().unwrap_or(1);
    stages
        .iter()
        .map(|(stage, n)| {
            let (label, n) = (stage_word(lang, *stage), *n);
            view! {
                <div class="bar-row">
                    <span class="bar-label">{label}</span>
                    <progress class="meter" max=most value=n aria-label=label></progress>
                    <span class="num">{grouped(n)}</span>
                </div>
            }
        })
        .collect()
}

fn children(lang: Lang, children: &[(Region, Child)]) -> impl IntoView + use<> {
    let level = children.first().map(|(region, _)| words::level(lang, region.level));
    let items: Vec<_> = children.iter().map(|(region, count)| child(lang, region, count)).collect();
    level.map(|level| view! { <section class="card"><h2>{level}</h2><ul class="list">{items}</ul></section> })
}

fn child(lang: Lang, region: &Region, count: &Child) -> impl IntoView + use<> {
    let name = lang.pick(&region.zh, &region.en).to_owned();
    let held = (count.communities > 0).then(|| {
        format!("{} · {}", number(lang, count.communities), words::households(lang, &grouped(count.households)))
    });
    view! { <li><a href=format!("/r/{}", region.code)><strong>{name}</strong>{held.map(|text| view! { <small>{text}</small> })}</a></li> }
}

fn communities(lang: Lang, overview: &Overview) -> impl IntoView + use<> {
    let cut = overview.totals.communities > MOST_LISTED;
    view! {
        <section class="card">
            <h2>{words::listed(lang)}</h2>
            {cut.then(|| view! { <p class="small muted">{words::listed_first(lang, &grouped(MOST_LISTED))}</p> })}
            {standings(lang, &overview.communities)}
        </section>
    }
}

/// A list of communities with their stages.
pub fn standings(lang: Lang, communities: &[Standing]) -> impl IntoView + use<> {
    let items: Vec<_> = communities
        .iter()
        .map(|standing| {
            let name = lang.pick(&standing.zh, &standing.en).to_owned();
            let homes = words::households(lang, &grouped(standing.households));
            view! {
                <li><a href=format!("/c/{}", standing.slug)>
                    {icon("home")}
                    <span class="row left"><strong>{name}</strong>{stage_pill(lang, standing.stage)}</span>
                    <small>{homes}</small>
                </a></li>
            }
        })
        .collect();
    view! { <ul class="list">{items}</ul> }
}

/// The stage as a pill; a community without a project is in preparation.
pub fn stage_pill(lang: Lang, stage: Option<Stage>) -> impl IntoView + use<> {
    let class = match stage {
        Some(Stage::Consulting | Stage::Voting | Stage::Finished) => "pill jade",
        Some(Stage::Building | Stage::Approved) => "pill sky",
        Some(Stage::Paused) => "pill amber",
        _ => "pill",
    };
    view! { <span class=class>{stage.map_or(words::no_project(lang), |stage| stage_word(lang, stage))}</span> }
}
