//! Everything that was said in a community, a page at a time.

use super::item;
use crate::http::answer::Answer;
use crate::http::cache;
use crate::http::visitor::Visitor;
use crate::i18n::locales::community as home_words;
use crate::i18n::locales::desk as desk_words;
use crate::i18n::locales::feedback as words;
use crate::service::home::last_answers;
use crate::service::{Linli, communities, feedback};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use leptos::prelude::*;
use serde::Deserialize;

/// Lines on a page.
const PAGE: i64 = 50;

/// Which page.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    /// From 1.
    #[serde(default)]
    pub page: Option<i64>,
}

/// `/c/{slug}/feedback/all`
pub async fn show(
    State(app): State<Linli>,
    Path(slug): Path<String>,
    Query(at): Query<At>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Answer {
    if let Some(kept) = cache::find(&app, &visitor, &headers).await? {
        return Ok(kept);
    }
    let lang = visitor.lang;
    let community = communities::find(&app, &slug).await?;
    let revision = app.store.revision(community.id).await?;
    let page = at.page.unwrap_or(1).clamp(1, 10_000);
    let (shown, count) = feedback::list(&app, &community, PAGE, (page - 1) * PAGE).await?;
    let answers = last_answers(&app, community.id).await?;
    let name = lang.pick(&community.zh, &community.en).to_owned();
    let frame = crate::pages::frame(&app, &visitor).await?.under(&format!("/c/{slug}"), &name);
    let items: Vec<_> =
        shown.iter().map(|f| item(lang, &community, f, answers.get(&f.id).map(String::as_str), app.now())).collect();
    let path = format!("/c/{}/feedback/all", community.slug);
    let to = |page: i64| if page > 1 { format!("{path}?page={page}") } else { path.clone() };
    let before = (page > 1).then(|| to(page - 1));
    let next = (page * PAGE < count).then(|| to(page + 1));
    let none = items.is_empty();
    let view = view! {
        <h1>{words::list_title(lang)}</h1>
        <p class="sub">{home_words::said_count(lang, count)}" · "{words::list_lead(lang)}</p>
        {if none { view! { <p class="card">{home_words::said_none(lang)}</p> }.into_any() }
         else { view! { <ul class="list card">{items}</ul> }.into_any() }}
        <div class="two">
            {before.map(|to| view! { <a class="btn line" href=to>{words::page_before(lang)}</a> })}
            {next.map(|to| view! { <a class="btn line" href=to>{words::page_next(lang)}</a> })}
        </div>
        <p class="small"><a href=format!("/c/{slug}/log")>{desk_words::log_title(lang)}</a></p>
    };
    let document = frame.document(words::list_title(lang), view);
    // Beyond the last page there is none to keep.
    let address = to(if none { 1 } else { page });
    Ok(cache::keep(&app, &visitor, &headers, cache::Of { community: community.id, revision, address }, &document))
}
