//! The decisions of the last day, each with its way back.
//!
//! For: `/desk/recent`, with `?skip=` for the next page, and the banner after a decision.
//! Must not know: whether undoing will work; the service says.
//! To add: see `pages`.

use super::{covered_text, desk_frame, number_of};
use crate::components::Frame;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::dates;
use crate::i18n::locales::desk as words;
use crate::pages::login::asked;
use crate::service::{Linli, moderation, sessions};
use crate::store::communities::Community;
use crate::store::decisions::Listed;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/desk/recent`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let skip = asked(&visitor, "skip").parse().unwrap_or(0);
    let moderation::Recent { all, next } = moderation::recent(&app, &caller, skip).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let none = all.is_empty();
    let rows = all.iter().map(|(listed, community)| row(&frame, listed, community)).collect_view();
    let next = next.map(|next| {
        view! { <a class="btn line wide" href=format!("/desk/recent?skip={next}")>{words::earlier(lang)}</a> }
    });
    let page = view! {
        <h1>{words::recent_title(lang)}</h1>
        {none.then(|| view! { <p class="card">{words::recent_empty(lang)}</p> })}
        {rows}
        {next}
    };
    let title = words::recent_title(lang);
    Ok(html(StatusCode::OK, frame.clone().under("/desk", words::queue_title(lang)).document(title, page)))
}

/// What was done, in words.
fn sentence(frame: &Frame, listed: &Listed) -> String {
    let lang = frame.lang;
    let act = words::act(lang, listed.decision.act);
    match listed.decision.rule {
        Some(rule) => format!("{act} · {}", words::rule(lang, rule)),
        None => act.to_owned(),
    }
}

fn undo_form(frame: &Frame, listed: &Listed) -> impl IntoView + use<> {
    let action = format!("/desk/decisions/{}/undo", listed.decision.id);
    let undone = listed.decision.undone_at.is_some();
    let lang = frame.lang;
    if undone {
        view! { <span class="pill">{words::undone(lang)}</span> }.into_any()
    } else {
        view! {
            <form method="post" action=action>
                {frame.token_field()}
                <button class="btn line">{words::undo(lang)}</button>
            </form>
        }
        .into_any()
    }
}

fn row(frame: &Frame, listed: &Listed, community: &Community) -> impl IntoView + use<> {
    let lang = frame.lang;
    let number = number_of(community, listed.serial);
    let to = format!("/desk/feedback/{}", listed.decision.feedback_id);
    let head = words::done(lang, &number, &sentence(frame, listed));
    let who = format!("{} · {}", listed.staff, dates::minute(lang, listed.decision.created_at));
    view! {
        <article class="card">
            <p><strong>{head}</strong></p>
            <p>{covered_text(lang, &listed.shown_text)}</p>
            <p class="small muted">{lang.pick(&community.zh, &community.en).to_owned()}" · "{who}</p>
            <div class="row">
                <a class="btn soft" href=to>{words::look(lang)}</a>
                {undo_form(frame, listed)}
            </div>
        </article>
    }
}

/// After a decision: what was done, and undo.
pub(super) fn undo_banner(frame: &Frame, listed: &Listed, community: &Community) -> impl IntoView + use<> {
    let head = words::done(frame.lang, &number_of(community, listed.serial), &sentence(frame, listed));
    view! {
        <div class="banner good" role="status"><span>{head}</span>{undo_form(frame, listed)}</div>
    }
}
