//! `/setup`: the communities one may set up; what an empty installation needs first.

use super::answer;
use crate::components::icon;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::setup as words;
use crate::pages::login::with_device;
use crate::pages::office;
use crate::service::{Linli, communities, sessions};
use crate::store::communities::Community;
use crate::store::regions;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/setup`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let list = communities::list_for_setup(&app, &caller).await?;
    let mut c = app.store.read().await?;
    let no_regions = regions::roots(&mut c).await?.is_empty();
    drop(c);
    let may_make = communities::may_make(&caller);
    let cookie = with_device(&app, &mut visitor);
    let frame = crate::pages::staff_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under("/login", words::title(lang)).side(office::side(lang, &caller, 0, None));
    let page = view! {
        <h1>{words::title(lang)}</h1>
        {no_regions.then(|| first(lang))}
        {(list.is_empty() && !no_regions).then(|| view! {
            <div class="card"><h2>{words::none(lang)}</h2>
            <p>{if may_make { words::none_next(lang) } else { words::none_ask(lang) }}</p></div>
        })}
        {(may_make && !no_regions).then(|| view! {
            <a class="btn wide" href="/setup/new">{icon("plus")}{words::new(lang)}</a>
        })}
        {(!list.is_empty()).then(|| view! { <ul class="list card">{list.iter().map(|one| entry(lang, one)).collect_view()}</ul> })}
    };
    Ok(answer(StatusCode::OK, frame.document(words::title(lang), page), cookie.as_deref()))
}

fn first(lang: Lang) -> impl IntoView {
    view! {
        <div class="card main stack">
            <h2>{words::first(lang)}</h2>
            <p>{words::first_regions(lang)}</p>
            <p><code>"linli import regions"</code></p>
            <p>{words::first_then(lang)}</p>
        </div>
    }
    .into_any()
}

fn entry(lang: Lang, community: &Community) -> impl IntoView + use<> {
    let to = format!("/setup/{}", community.slug);
    let name = lang.pick(&community.zh, &community.en).to_owned();
    let closed = !community.is_open();
    let figures = words::figures(lang, &community.households.to_string(), &community.buildings.to_string());
    view! {
        <li><a href=to><strong>{name}</strong>
            <small>{figures}{closed.then(|| format!(" · {}", words::closed(lang)))}</small></a></li>
    }
    .into_any()
}
