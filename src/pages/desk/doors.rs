//! From door to door: which households have voted, by building, entrance and floor. Not how.
//!
//! For: `/desk/doors` with the rounds of who asks, `/desk/doors/{slug}`, with `?only=missing` for those alone who have not voted.
//! Must not know: choices.
//! To add: see `pages`.

use super::desk_frame;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{desk as words, repairs as about, words as names};
use crate::pages::login::asked;
use crate::service::doors::{self, Doors};
use crate::service::{Linli, audit, sessions};
use crate::store::roll::Household;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/desk/doors`: where the caller goes from door to door.
pub async fn list(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let rounds = doors::rounds(&app, &caller).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let items: Vec<_> = rounds
        .iter()
        .map(|round| {
            let name = lang.pick(&round.community.zh, &round.community.en).to_owned();
            let buildings: Vec<_> = round.buildings.iter().map(|one| names::building(lang, &one.name)).collect();
            let what = if buildings.is_empty() { about::whole(lang).to_owned() } else { buildings.join(" · ") };
            let to = format!("/desk/doors/{}", round.community.slug);
            view! { <li><a href=to><strong>{name}</strong><small>{what}</small></a></li> }
        })
        .collect();
    let none = items.is_empty();
    let title = about::doors(lang);
    let page = view! {
        <h1>{title}</h1>
        {none.then(|| view! { <p class="card">{about::doors_none(lang)}</p> })}
        {(!none).then(|| view! { <ul class="list card">{items}</ul> })}
    };
    Ok(html(StatusCode::OK, frame.under("/login", title).document(title, page)))
}

/// `/desk/doors/{slug}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let mut doors = doors::doors(&app, &caller, &slug).await?;
    if !doors.households.is_empty() {
        let (by, many) = (sessions::by(&caller, &visitor), doors.households.len().to_string());
        audit::viewed(&app, &by, Some(doors.community.id), format!("doors {slug}"), many).await?;
    }
    let frame = desk_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let title = words::doors_title(lang);
    let (voted, all) = counted(&doors.households);
    let only = asked(&visitor, "only") == "missing";
    let bar = doors.poll.is_some().then(|| bar(lang, &doors, only));
    if only {
        doors.households.retain(|(_, voted)| !voted);
    }
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
        {bar}
        {(only && doors.households.is_empty()).then(|| view! { <p class="card">{words::all_voted(lang)}</p> })}
        {buildings(lang, &doors)}
    };
    Ok(html(StatusCode::OK, frame.under("/desk/paper", words::paper_title(lang)).document(title, page)))
}

fn counted(households: &[(Household, bool)]) -> (i64, i64) {
    let voted = households.iter().filter(|(_, voted)| *voted).count();
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (whole(voted), whole(households.len()))
}

fn same_building(a: &(Household, bool), b: &(Household, bool)) -> bool {
    a.0.building_id == b.0.building_id
}

fn anchor(group: &[(Household, bool)]) -> String {
    group.first().map_or_else(String::new, |(household, _)| format!("b{}", household.building_id))
}

/// The way to each building, and to all or only those who have not voted.
fn bar(lang: Lang, doors: &Doors, only: bool) -> impl IntoView + use<> {
    let path = format!("/desk/doors/{}", doors.community.slug);
    let (to, text) =
        if only { (path, words::doors_all(lang)) } else { (format!("{path}?only=missing"), words::doors_only(lang)) };
    let link = |group: &[(Household, bool)]| {
        let (voted, all) = counted(group);
        let missing = all.saturating_sub(voted);
        let name = group.first().map_or_else(String::new, |(home, _)| names::building(lang, &home.building));
        let here = format!("#{}", anchor(group));
        // A building in which all voted has no place on the list of those who have not.
        (missing > 0 || !only).then(|| view! { <a class="pill" href=here>{name}" · "{missing}</a> })
    };
    let links: Vec<_> = doors.households.chunk_by(same_building).filter_map(link).collect();
    view! {
        <nav class="row left" aria-label=words::doors_buildings(lang)>{links}</nav>
        <a class="btn line wide" href=to>{text}</a>
    }
}

fn buildings(lang: Lang, doors: &Doors) -> impl IntoView + use<> {
    let one = |group: &[(Household, bool)]| {
        view! { <section class="stack" id=anchor(group)>{entrances(lang, group, doors)}</section> }
    };
    doors.households.chunk_by(same_building).map(one).collect_view()
}

/// One entrance after the other; those with somebody missing stand open.
fn entrances(lang: Lang, building: &[(Household, bool)], doors: &Doors) -> impl IntoView + use<> {
    let same = |a: &(Household, bool), b: &(Household, bool)| a.0.entrance == b.0.entrance;
    building.chunk_by(same).map(|group| entrance(lang, group, doors)).collect_view()
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
