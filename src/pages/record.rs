//! The record: how long it is, and whether a receipt is in it.
//!
//! For: `/record`, also as `/record?receipt=`.
//! Must not know: what a leaf's text means; a choice is never shown.
//! To add: the name of a kind of leaf in [`kind`].

use crate::components::field::{Field, line};
use crate::domain::quantity::grouped;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::help as words;
use crate::i18n::{Lang, dates};
use crate::service::record::{MOST_COUNTED, length};
use crate::service::{Linli, ballots};
use crate::store::record::{self, Found, same_hash};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;

/// Fewest characters of a receipt that are looked up.
const LEAST: usize = 8;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    receipt: String,
}

/// What looking up a receipt gave.
enum Looked {
    NotAsked,
    TooShort,
    Missing,
    /// With whether a later ballot took its place.
    Here(Found, bool),
}

/// `/record`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let frame = super::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let given = asked.receipt.chars().take(80).collect::<String>();
    let prefix = given.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase();
    let prefix = prefix.replace('o', "0");
    let leaves = length(&app).await?;
    let mut c = app.store.read().await?;
    let looked = match prefix.len() {
        0 => Looked::NotAsked,
        n if n < LEAST => Looked::TooShort,
        _ => match record::find(&mut c, &prefix).await? {
            Some(found) => {
                let replaced = ballots::is_replaced(&mut c, &found).await?;
                Looked::Here(found, replaced)
            }
            None => Looked::Missing,
        },
    };
    drop(c);
    let frame = frame.under("/help", words::record_title(lang));
    Ok(html(StatusCode::OK, frame.document(words::record_title(lang), page(lang, leaves, &given, looked))))
}

fn page(lang: Lang, leaves: i64, given: &str, looked: Looked) -> impl IntoView + use<> {
    let field = Field::new("receipt", words::receipt(lang), given).hint(words::receipt_hint(lang));
    view! {
        <h1>{words::record_title(lang)}</h1>
        <p>{words::record_lead(lang)}</p>
        <p class="num">{if leaves < MOST_COUNTED {
            words::leaves(lang, &grouped(leaves))
        } else {
            words::leaves_or_more(lang, &grouped(leaves))
        }}</p>
        <form method="get" action="/record" class="card stack">
            {line(field)}
            <button class="btn wide">{words::find(lang)}</button>
        </form>
        {answer(lang, given, looked)}
        <p class="small muted">{words::nothing_more(lang)}</p>
    }
}

fn answer(lang: Lang, given: &str, looked: Looked) -> AnyView {
    match looked {
        Looked::NotAsked => ().into_any(),
        Looked::TooShort => view! { <p class="banner" role="status">{words::too_short(lang)}</p> }.into_any(),
        Looked::Missing => view! { <p class="banner bad" role="status">{words::not_found(lang, given)}</p> }.into_any(),
        Looked::Here(found, _) if !same_hash(&found.body, &found.hash) => {
            view! { <p class="banner bad" role="alert">{words::changed(lang)}</p> }.into_any()
        }
        Looked::Here(found, replaced) => view! {
            <section class="card stack">
                <p class="banner good" role="status">{words::found(lang)}</p>
                {replaced.then(|| view! { <p class="banner info">{words::replaced(lang)}</p> })}
                <dl class="facts">
                    <dt>{words::kind(lang)}</dt><dd>{kind(lang, &found.kind)}</dd>
                    <dt>{words::at(lang)}</dt><dd>{dates::minute(lang, found.at)}</dd>
                    <dt>{words::full(lang)}</dt><dd class="small">{crate::keys::hex(&found.hash)}</dd>
                </dl>
            </section>
        }
        .into_any(),
    }
}

fn kind(lang: Lang, kind: &str) -> &'static str {
    match kind {
        "ballot" => words::kind_ballot(lang),
        "paper" => words::kind_paper(lang),
        "poll" => words::kind_poll(lang),
        "decision" => words::kind_decision(lang),
        "rating" => words::kind_rating(lang),
        "defect" => words::kind_defect(lang),
        "answer" => words::kind_answer(lang),
        _ => words::kind_other(lang),
    }
}
