//! The first page: find your community; what an empty instance needs first.
//!
//! For: `/`, also as `/?q=` with what a name found.
//! Must not know: anything but regions and names.
//! To add: see `pages`.

use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::home as words;
use crate::pages::regions::standings;
use crate::service::regions::Found;
use crate::service::{Linli, regions};
use crate::store::figures::Standing;
use crate::store::regions::Region;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;

/// Communities shown before one has searched.
const NEWEST: i64 = 6;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// A name, or a part of one.
    #[serde(default)]
    q: String,
}

/// `/`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let frame = super::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let (_, below) = regions::entrances(&app).await?;
    let newest = regions::newest(&app, NEWEST).await?;
    let asked = asked.q.trim().chars().take(40).collect::<String>();
    let found = regions::search(&app, &asked).await?;
    let page = view! {
        <h1>{words::title(lang)}</h1>
        <p class="sub">{words::lead(lang)}</p>
        {if newest.is_empty() { empty(lang, below.is_empty()).into_any() } else { search(lang, &asked).into_any() }}
        {(!asked.is_empty()).then(|| results(lang, &asked, &found))}
        {(asked.is_empty() && !newest.is_empty()).then(|| latest(lang, &newest))}
        {(!below.is_empty()).then(|| places(lang, words::cities(lang), &below))}
    };
    Ok(html(StatusCode::OK, frame.document(words::title(lang), page)))
}

fn empty(lang: Lang, without_regions: bool) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{words::empty(lang)}</h2>
            {if without_regions {
                view! { <p>{words::empty_regions(lang)}</p> }.into_any()
            } else {
                view! { <p>{words::empty_next(lang)}</p><a class="btn line wide" href="/setup">{words::empty_setup(lang)}</a> }.into_any()
            }}
        </section>
    }
}

fn search(lang: Lang, asked: &str) -> impl IntoView + use<> {
    let asked = asked.to_owned();
    view! {
        <section class="card stack">
            <form method="get" action="/" role="search" class="stack">
                <label for="q">{words::regions(lang)}</label>
                <input id="q" name="q" type="search" value=asked placeholder=words::search(lang) autocomplete="off" enterkeyhint="search"/>
                <button class="btn wide">{words::search_go(lang)}</button>
            </form>
        </section>
        <section class="card stack">
            <h2>{words::code_title(lang)}</h2>
            <p>{words::code_text(lang)}</p>
            <a class="btn line wide" href="/v">{words::code_go(lang)}</a>
        </section>
    }
}

fn results(lang: Lang, asked: &str, found: &Found) -> impl IntoView + use<> {
    let none = found.communities.is_empty() && found.regions.is_empty();
    let none_text = words::found_none(lang, asked);
    let communities = (!found.communities.is_empty()).then(|| {
        view! { <section class="card"><h2>{words::found(lang)}</h2>{standings(lang, &found.communities)}</section> }
    });
    let regions = (!found.regions.is_empty()).then(|| places(lang, words::found_regions(lang), &found.regions));
    view! {
        {none.then(|| view! { <p class="banner" role="status">{none_text}</p> })}
        {communities}
        {regions}
    }
}

fn latest(lang: Lang, newest: &[Standing]) -> impl IntoView + use<> {
    view! { <section class="card"><h2>{words::newest(lang)}</h2>{standings(lang, newest)}</section> }
}

fn places(lang: Lang, title: &'static str, regions: &[Region]) -> impl IntoView + use<> {
    let items: Vec<_> = regions
        .iter()
        .map(|region| {
            let name = lang.pick(&region.zh, &region.en).to_owned();
            view! { <li><a href=format!("/r/{}", region.code)><strong>{name}</strong></a></li> }
        })
        .collect();
    view! { <section class="card"><h2>{title}</h2><ul class="list">{items}</ul></section> }
}
