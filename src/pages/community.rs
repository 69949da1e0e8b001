//! A community's home: where we are, what I can do now, what people say, the works, the money.
//!
//! For: `/c/{slug}`, kept by the community's revision. A household that has voted, or for whose
//! phone another waits, gets a page of its own, which is not kept and says so.
//! Must not know: who asks beyond that; nothing personal stands on the page that is kept.
//! To add: a section is a function in `sections` or `now` that takes the home.

mod now;
mod sections;

use crate::components::Frame;
use crate::domain::calendar::days_left;
use crate::domain::phase::PhaseKind;
use crate::domain::project::Stage;
use crate::http::answer::{Answer, html};
use crate::http::cache;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{community as words, households, proof, words as names};
use crate::service::home::{Home, home};
use crate::service::{Linli, Outcome, ballots, communities, devices, sessions};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use leptos::prelude::*;

/// The steps that the bar shows.
const STEPS: [Stage; 6] =
    [Stage::Consulting, Stage::Voting, Stage::Building, Stage::Finished, Stage::Accepted, Stage::InCare];

/// `/c/{slug}`
pub async fn show(State(app): State<Linli>, Path(slug): Path<String>, visitor: Visitor, headers: HeaderMap) -> Answer {
    if visitor.session.is_some() {
        let caller = sessions::caller(&app, &visitor).await?;
        let voted = ballots::standing_now(&app, &caller).await?;
        let knocks = devices::knocks(&app, &caller).await?;
        if !voted.is_empty() || knocks.is_some() {
            let community = communities::find(&app, &slug).await?;
            let knocks = knocks == Some(community.id);
            let home = Home { voted, ..home(&app, community).await? };
            return Ok(html(StatusCode::OK, document(&framed(&app, &visitor, &home).await?, &home, knocks)));
        }
    }
    if let Some(kept) = cache::find(&app, &visitor, &headers).await? {
        return Ok(kept);
    }
    let community = communities::find(&app, &slug).await?;
    let id = community.id;
    let revision = app.store.revision(id).await?;
    let home = home(&app, community).await?;
    let document = document(&framed(&app, &visitor, &home).await?, &home, false);
    let address = format!("/c/{}", home.community.slug);
    Ok(cache::keep(&app, &visitor, &headers, cache::Of { community: id, revision, address }, &document))
}

async fn framed(app: &Linli, visitor: &Visitor, home: &Home) -> Outcome<Frame> {
    let name = visitor.lang.pick(&home.community.zh, &home.community.en);
    Ok(super::frame(app, visitor).await?.named(name))
}

fn document(frame: &Frame, home: &Home, knocks: bool) -> String {
    let lang = frame.lang;
    let name = lang.pick(&home.community.zh, &home.community.en).to_owned();
    frame.document(
        &name,
        view! {
            {crumbs(lang, home)}
            <h1>{words::title(lang, &name)}</h1>
            <p class="sub">{facts(lang, home)}</p>
            {knocks.then(|| view! {
                <p class="banner" role="status">{proof::knocks(lang)}" "<a href="/v/phones">{proof::phones_to(lang)}</a></p>
            })}
            {notices(lang, home)}
            {stage(lang, home)}
            {now::cards(lang, home)}
            {sections::said(lang, home)}
            {sections::works(lang, home)}
            {sections::money(lang, home)}
            {own_entry(lang, home)}
        },
    )
}

/// The way to one's own entry: who has shown no code is asked for it there, so the page can be kept.
fn own_entry(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let to = format!("/c/{}/mine", home.community.slug);
    (home.community.households > 0 && home.community.is_open()).then(|| {
        view! { <p class="small"><a href=to>{households::mine(lang)}</a>" · "{households::mine_hint(lang)}</p> }
    })
}

fn crumbs(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let steps: Vec<(String, String)> = home
        .regions
        .iter()
        .map(|region| (format!("/r/{}", region.code), lang.pick(&region.zh, &region.en).to_owned()))
        .collect();
    (!steps.is_empty()).then(|| {
        view! {
            <nav class="crumbs" aria-label=words::crumbs(lang)>
                {steps.into_iter().map(|(to, text)| view! { <a href=to>{text}</a> }).collect_view()}
            </nav>
        }
    })
}

fn facts(lang: Lang, home: &Home) -> String {
    let community = &home.community;
    let size = (community.households > 0).then(|| words::size(lang, community.buildings, community.households));
    let year = community.built_year.map(|year| words::built(lang, year));
    size.into_iter().chain(year).collect::<Vec<_>>().join(" · ")
}

/// A pause or a refusal, with its reason; a community that is closed.
fn notices(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let stop = home.project.as_ref().and_then(|project| {
        let text = match project.stage {
            Stage::Paused => words::paused(lang),
            Stage::Refused => words::refused(lang),
            Stage::Withdrawn => words::withdrawn(lang),
            _ => return None,
        };
        Some((text, lang.pick(&project.reason_zh, &project.reason_en).to_owned()))
    });
    view! {
        {stop.map(|(text, reason)| view! {
            <section class="card stack">
                <p><span class="pill red">{text}</span></p>
                {(!reason.is_empty()).then(|| view! { <p>{words::reason(lang, &reason)}</p> })}
            </section>
        })}
        {(!home.community.is_open()).then(|| {
            let why = (!home.closed_why.is_empty()).then(|| words::reason(lang, &home.closed_why));
            let went = home.merged_into.as_ref().map(|(slug, zh, en)| {
                let text = households::went_to(lang, lang.pick(zh, en));
                view! { <p><a href=format!("/c/{slug}")>{text}</a></p> }
            });
            view! { <section class="banner"><h2>{words::community_closed(lang)}</h2>{why.map(|text| view! { <p>{text}</p> })}{went}</section> }
        })}
    }
}

/// Where the project stands on its line.
fn stage(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let Some(project) = &home.project else {
        return view! { <section class="card"><h2>{words::no_project(lang)}</h2><p>{words::no_project_next(lang)}</p></section> }
            .into_any();
    };
    let here = home.stage_on_line();
    let place = |stage: Stage| Stage::LINE.iter().position(|known| *known == stage);
    let at = here.and_then(place);
    let steps = STEPS.map(|step| {
        let class = match (place(step), at) {
            (Some(step), Some(at)) if step < at => "done",
            (Some(step), Some(at)) if step == at => "now",
            _ => "",
        };
        let current = (class == "now").then_some("step");
        view! { <li class=class aria-current=current>{names::stage(lang, step)}</li> }
    });
    view! {
        <section class="card">
            <div class="row">
                <h2>{words::now_stage(lang, names::stage(lang, project.stage))}</h2>
                {left(home).map(|days| {
                    let text = if days == 0 { words::last_day(lang).to_owned() } else { words::days_left(lang, days) };
                    view! { <span class="pill amber">{text}</span> }
                })}
            </div>
            <ol class="stages" aria-label=words::steps(lang)>{steps}</ol>
        </section>
    }
    .into_any()
}

/// Days left of what belongs to the stage, if it stands open: ballots are taken by the poll alone.
fn left(home: &Home) -> Option<i64> {
    let window = |kind| home.phase(kind).filter(|phase| phase.is_open(home.now)).map(|phase| phase.closes);
    let closes = match home.project.as_ref()?.stage {
        Stage::Consulting => window(PhaseKind::Feedback),
        Stage::Voting => home.open_poll().map(|poll| poll.closes),
        Stage::Finished => window(PhaseKind::Rating),
        _ => None,
    };
    closes.map(|closes| days_left(home.now, closes))
}
