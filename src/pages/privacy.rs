//! What is stored about people, for everybody to read.
//!
//! For: `/privacy` and `/privacy.json`, both made from `domain::privacy`.
//! Must not know: anything but that table and words.
//! To add: a row of the table.

use crate::domain::privacy::{FIELDS, Field, Kept};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::privacy as words;
use crate::pages::login::asked;
use crate::service::Linli;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use leptos::prelude::*;

/// `/privacy`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let frame = super::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under("/", words::title(lang));
    let deleted = asked(&visitor, "done") == "deleted";
    Ok(html(StatusCode::OK, frame.document(words::title(lang), page(lang, deleted))))
}

fn kept(lang: Lang, kept: Kept) -> String {
    match (kept, kept.days()) {
        (_, Some(days)) => words::days(lang, days),
        (Kept::UntilOver, _) => words::until_over(lang).to_owned(),
        _ => words::record(lang).to_owned(),
    }
}

/// What is stored, each kind once, with what it is for: the ground, how long and who sees it.
fn told(lang: Lang) -> Vec<(&'static str, Vec<[String; 2]>)> {
    let mut kinds: Vec<(&str, Vec<[String; 2]>)> = Vec::new();
    for field in FIELDS {
        let what = words::of_what(lang, field.what);
        let said = |head: &str, word: &str| format!("{head}{}{word}", lang.pick("：", ": "));
        let terms = [
            said(words::kept_head(lang), &kept(lang, field.kept)),
            said(words::seen_head(lang), words::of_seen(lang, field.seen)),
            said(words::basis_head(lang), words::of_basis(lang, field.basis)),
        ];
        let use_of = [words::of_purpose(lang, field.purpose).to_owned(), terms.join(lang.pick("；", "; "))];
        match kinds.iter_mut().find(|(known, _)| *known == what) {
            Some((_, uses)) if uses.contains(&use_of) => {}
            Some((_, uses)) => uses.push(use_of),
            None => kinds.push((what, vec![use_of])),
        }
    }
    kinds
}

fn page(lang: Lang, deleted: bool) -> impl IntoView {
    let cards = told(lang).into_iter().map(|(what, uses)| {
        let uses = uses.into_iter().map(|[purpose, terms]| {
            view! { <li><strong>{purpose}</strong><span class="small muted">{terms}</span></li> }
        });
        view! { <section class="card stack"><h2>{what}</h2><ul class="list">{uses.collect_view()}</ul></section> }
    });
    view! {
        <h1>{words::title(lang)}</h1>
        {deleted.then(|| view! { <p class="banner good" role="status">{words::deleted(lang)}</p> })}
        <p class="sub">{words::lead(lang)}</p>
        <a class="btn line wide" href="/own">{words::own(lang)}</a>
        {cards.collect_view()}
        <section class="card stack" id="backups">
            <h2>{words::backups_head(lang)}</h2>
            <p>{words::backups(lang)}</p>
            <p>{words::backups_restored(lang)}</p>
        </section>
        <p><a href="/privacy.json">{words::machine(lang)}</a></p>
    }
}

fn row(field: &Field) -> serde_json::Value {
    serde_json::json!({
        "what": field.what.as_str(),
        "about": { "zh": words::of_what(Lang::Zh, field.what), "en": words::of_what(Lang::En, field.what) },
        "purpose": { "zh": words::of_purpose(Lang::Zh, field.purpose), "en": words::of_purpose(Lang::En, field.purpose) },
        "table": field.table,
        "columns": field.columns,
        "basis": field.basis.as_str(),
        "kept": match field.kept { Kept::Record => "record", Kept::UntilOver => "until_over", Kept::For(_) => "days" },
        "days": field.kept.days(),
        "seen_by": field.seen.as_str(),
    })
}

/// `/privacy.json`
pub async fn machine() -> Answer {
    let backups = |lang| [words::backups(lang), words::backups_restored(lang)].join(lang.pick("", " "));
    Ok(Json(serde_json::json!({
        "fields": FIELDS.iter().map(row).collect::<Vec<_>>(),
        "backups": { "zh": backups(Lang::Zh), "en": backups(Lang::En) },
    }))
    .into_response())
}
