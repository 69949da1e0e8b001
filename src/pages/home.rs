//! The first page: find your community; what an empty instance needs first.
//!
//! For: `/`.
//! Must not know: anything but regions and names.
//! To add: see `pages`.

use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::home as words;
use crate::service::{Linli, instance};
use crate::store::regions;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let frame = super::frame(&app, &visitor).await?;
    let empty = instance::is_empty(&app).await?;
    let mut c = app.store.read().await?;
    let roots = regions::roots(&mut c).await?;
    drop(c);
    let lang = frame.lang;
    let page = view! {
        <h1>{words::title(lang)}</h1>
        <p class="sub">{words::lead(lang)}</p>
        {empty.then(|| view! { <div class="card"><h2>{words::empty(lang)}</h2><p>{words::empty_next(lang)}</p></div> })}
        <ul class="list card">
            {roots.into_iter().map(|r| view! { <li><a href=format!("/r/{}", r.code)><strong>{lang.pick(&r.zh, &r.en).to_owned()}</strong></a></li> }).collect_view()}
        </ul>
    };
    Ok(html(StatusCode::OK, frame.document(words::title(lang), page)))
}
