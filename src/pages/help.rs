//! How it works for residents, what it cannot do, and privacy in short.
//!
//! For: `/help`.
//! Must not know: anything but words.
//! To add: a sentence in `i18n::locales::help`.

use crate::components::icon;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::help as words;
use crate::service::Linli;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/help`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let frame = super::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under("/", words::title(lang));
    Ok(html(StatusCode::OK, frame.document(words::title(lang), page(lang))))
}

fn page(lang: Lang) -> impl IntoView {
    let steps = [
        ("mic", words::say_title(lang), words::say(lang)),
        ("vote", words::vote_title(lang), words::vote(lang)),
        ("letter", words::paper_title(lang), words::paper(lang)),
        ("star", words::rate_title(lang), words::rate(lang)),
        ("shield", words::check_title(lang), words::check(lang)),
    ];
    let risks =
        [words::risk_letter(lang), words::risk_watch(lang), words::risk_server(lang), words::risk_consult(lang)];
    let privacy = [
        words::privacy_1(lang),
        words::privacy_2(lang),
        words::privacy_3(lang),
        words::privacy_4(lang),
        words::privacy_5(lang),
    ];
    let lines = |lines: Vec<&'static str>| lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let cards = steps.map(|(sign, title, text)| {
        view! { <section class="card"><div class="row left">{icon(sign)}<h2>{title}</h2></div><p>{text}</p></section> }
    });
    view! {
        <h1>{words::title(lang)}</h1>
        <p class="sub">{words::lead(lang)}</p>
        {cards}
        <a class="btn line wide" href="/record">{words::check_go(lang)}</a>
        <a class="btn line wide" href="/permissions">{words::permissions_go(lang)}</a>
        <section class="card"><h2>{words::risks_title(lang)}</h2><ul>{lines(risks.to_vec())}</ul></section>
        <section class="card" id="privacy"><h2>{words::privacy_title(lang)}</h2><ul>{lines(privacy.to_vec())}</ul></section>
    }
}
