//! After 'same for us': that it counts, and where to read on.

use super::address;
use crate::components::icon;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::feedback as words;
use crate::service::feedback::thread;
use crate::service::{Linli, communities};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/c/{slug}/feedback/{number}/thanks`
pub async fn show(State(app): State<Linli>, Path((slug, number)): Path<(String, String)>, visitor: Visitor) -> Answer {
    let lang = visitor.lang;
    let community = communities::find(&app, &slug).await?;
    let thread = thread(&app, community, &number).await?;
    let home = format!("/c/{slug}");
    let frame = crate::pages::frame(&app, &visitor).await?.under(&home, words::brand(lang));
    let to = address(&thread.community, &thread.feedback);
    // Where the household has shown its code the tap counts for it already.
    let code = visitor.session.is_none().then(|| crate::pages::code::path(&slug, &to));
    let counts = words::support_counts(lang, thread.feedback.households, thread.feedback.people);
    let page = view! {
        <section class="card receipt">
            {icon("check")}
            <h1>{words::thanks(lang)}</h1>
            <p><strong>{counts}</strong></p>
            <p class="small muted">{words::thanks_text(lang)}</p>
            {code.map(|to| view! { <a class="btn line wide" href=to>{words::thanks_code(lang)}</a> })}
        </section>
        <p>{words::thanks_next(lang)}</p>
        <a class="btn line wide" href=to>{words::see_thread(lang)}</a>
        <div class="bar"><a class="btn wide" href=home>{words::fine(lang)}</a></div>
    };
    Ok(html(StatusCode::OK, frame.document(words::thanks(lang), page)))
}
