//! Which community? Asked where a QR or link does not say.
//!
//! For: `/v` alone, and a QR whose code did not hold.
//! Must not know: how a code is checked.
//! To add: see `pages`.

use super::{Typed, framed, path, token_form};
use crate::components::field::general;
use crate::domain::problem::FieldProblems;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::poll as words;
use crate::service::{Linli, Outcome, regions};
use crate::store::figures::Standing;
use leptos::prelude::*;

/// Communities shown before one has searched.
const LISTED: i64 = 6;

/// The page when a QR's code did not hold and no community is known.
///
/// # Errors
/// The store did not answer.
pub async fn refused(app: &Linli, visitor: &Visitor, typed: &Typed, problems: &FieldProblems) -> Outcome<String> {
    let lang = visitor.lang;
    let listed = regions::newest(app, LISTED).await?;
    let frame = framed(app, visitor, path("", &typed.next)).await?.under("/", words::code_brand(lang));
    let wrong: FieldProblems = problems.iter().map(|(_, problem)| ("", problem.clone())).collect();
    let page = view! {
        <h1>{words::code_title(lang)}</h1>
        {general(lang, &wrong)}
        {choose(lang, "", &typed.next, &listed)}
        <p class="small muted">{words::code_lost(lang)}</p>
    };
    Ok(frame.document(words::code_title(lang), page))
}

/// Which community? Also the page that a QR without one opens.
pub(super) async fn show(app: &Linli, visitor: &Visitor, asked: &str, typed: &Typed) -> Outcome<String> {
    let lang = visitor.lang;
    let asked: String = asked.trim().chars().take(40).collect();
    let listed = match asked.as_str() {
        "" => regions::newest(app, LISTED).await?,
        text => regions::search(app, text).await?.communities,
    };
    let frame = framed(app, visitor, here(&asked, &typed.next)).await?;
    let frame = frame.under("/", words::code_brand(lang)).script("code.js");
    let page = view! {
        <h1>{words::which(lang)}</h1>
        <p class="sub">{words::code_qr(lang)}</p>
        {token_form(&frame, "", &typed.next)}
        {choose(lang, &asked, &typed.next, &listed)}
    };
    Ok(frame.document(words::which(lang), page))
}

/// This page's own address, with nothing in it that is not kept.
fn here(asked: &str, next: &str) -> String {
    if asked.is_empty() {
        return path("", next);
    }
    let pairs = [("q", asked), ("next", next)];
    format!("/v?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

fn choose(lang: Lang, asked: &str, next: &str, listed: &[Standing]) -> impl IntoView + use<> {
    let (asked, next) = (asked.to_owned(), next.to_owned());
    let none = !asked.is_empty() && listed.is_empty();
    let items: Vec<_> = listed
        .iter()
        .map(|standing| {
            let name = lang.pick(&standing.zh, &standing.en).to_owned();
            view! { <li><a href=path(&standing.slug, &next)><strong>{name}</strong></a></li> }
        })
        .collect();
    view! {
        <form method="get" action="/v" role="search" class="card stack">
            <label for="q">{words::which_name(lang)}</label>
            <input id="q" name="q" type="search" value=asked autocomplete="off" enterkeyhint="search"/>
            {(!next.is_empty()).then(|| view! { <input type="hidden" name="next" value=next.clone()/> })}
            <button class="btn wide">{words::which_go(lang)}</button>
        </form>
        {none.then(|| view! { <p class="banner" role="status">{words::which_none(lang)}</p> })}
        {(!items.is_empty()).then(|| view! { <ul class="list card">{items}</ul> })}
    }
}
