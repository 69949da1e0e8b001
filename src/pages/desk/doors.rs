//! From door to door: which households have voted, by building, entrance and floor. Not how.
//!
//! For: `/desk/doors/{slug}`.
//! Must not know: choices.
//! To add: see `pages`.

use super::desk_frame;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{desk as words, words as names};
use crate::service::doors::{self, Doors};
use crate::service::{Linli, sessions};
use crate::store::roll::Household;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/desk/doors/{slug}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let doors = doors::doors(&app, &caller, &slug).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let title = words::doors_title(lang);
    let (voted, all) = counted(&doors.households);
    let head = match &doors.poll {
        None => view! { <p class="card">{words::doors_none(lang)}</p> }.into_any(),
        Some(poll) => view! {
            <p class="sub">{words::doors_lead(lang)}</p>
            <div class="card">
                <h2>{lang.pick(&poll.title_zh, &poll.title_en).to_owned()}</h2>
                <p>{words::doors_progress(lang, voted, all)}</p>
                <progress class="meter" value=voted max=all.max(1)></progress>
                <p class="small muted">{words::legend(lang)}</p>
            </div>
        }
        .into_any(),
    };
    let page = view! {
        <h1>{title}" · "{lang.pick(&doors.community.zh, &doors.community.en).to_owned()}</h1>
        {head}
        {entrances(lang, &doors)}
    };
    Ok(html(StatusCode::OK, frame.under("/desk/paper", words::paper_title(lang)).document(title, page)))
}

fn counted(households: &[(Household, bool)]) -> (i64, i64) {
    let voted = households.iter().filter(|(_, voted)| *voted).count();
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (whole(voted), whole(households.len()))
}

/// One entrance after the other; those with somebody missing stand open.
fn entrances(lang: Lang, doors: &Doors) -> impl IntoView + use<> {
    let same = |a: &(Household, bool), b: &(Household, bool)| {
        a.0.building_id == b.0.building_id && a.0.entrance == b.0.entrance
    };
    doors.households.chunk_by(same).map(|group| entrance(lang, group, doors)).collect_view()
}

fn entrance(lang: Lang, group: &[(Household, bool)], doors: &Doors) -> impl IntoView + use<> {
    let name = group
        .first()
        .map_or_else(String::new, |(household, _)| names::doorway(lang, &household.building, &household.entrance));
    let (voted, all) = counted(group);
    let missing = all.saturating_sub(voted);
    let state = if missing == 0 { words::all_voted(lang).to_owned() } else { words::missing(lang, missing) };
    let class = if missing == 0 { "pill jade" } else { "pill amber" };
    let floors = group.chunk_by(|a, b| a.0.floor == b.0.floor).map(|floor| row(lang, floor, doors)).collect_view();
    view! {
        <details class="card" open=missing != 0>
            <summary><strong>{name}</strong>" "<span class=class>{state}</span></summary>
            <dl class="facts">{floors}</dl>
        </details>
    }
}

fn row(lang: Lang, floor: &[(Household, bool)], doors: &Doors) -> impl IntoView + use<> {
    let number = floor.first().map_or(0, |(household, _)| household.floor);
    let flats = floor.iter().map(|(household, voted)| flat(lang, household, *voted, doors)).collect_view();
    view! { <dt>{words::floor(lang, number)}</dt><dd><div class="row left">{flats}</div></dd> }
}

fn flat(lang: Lang, household: &Household, voted: bool, doors: &Doors) -> impl IntoView + use<> {
    let waits = doors.waiting.contains(&household.id);
    let to = doors.poll.as_ref().map(|poll| format!("/desk/paper/{}/{}", poll.id, household.id));
    let room = household.room.clone();
    if voted {
        view! { <span class="pill jade">{room}" ✓"<span class="vh">{words::voted(lang)}</span></span> }.into_any()
    } else if waits {
        view! { <span class="pill sky">{room}" · "{words::waits(lang)}</span> }.into_any()
    } else {
        view! { <a class="pill" href=to.unwrap_or_default()>{room}</a> }.into_any()
    }
}
