//! Feedback's pages: the two screens, the receipt, the author's page, threads and their list.
//!
//! For: journey 1. What stands here is one line of a list of feedback, shared with the home.
//! Must not know: rules; how anything is stored.
//! To add: a page is a file below with its handler, view and line in `http::routes`.

pub mod export;
pub mod form;
pub mod list;
pub mod own;
pub mod receipt;
pub mod similar;
pub mod thanks;
pub mod thread;

use crate::components::icon;
use crate::domain::feedback::AnswerState;
use crate::domain::moment::Moment;
use crate::http::answer::with_cookie;
use crate::http::cookies;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::feedback as words;
use crate::i18n::locales::{community, words as names};
use crate::service::Linli;
use crate::service::feedback::number_of;
use crate::store::communities::Community;
use crate::store::feedback::Feedback;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

/// This browser's number, made now if it has none; the second says that it must be told.
pub fn device(app: &Linli, visitor: &Visitor) -> (Uuid, bool) {
    match visitor.device {
        Some(device) => (device, false),
        None => (app.random.id(app.now()), true),
    }
}

/// Tells the browser its number, if it is new.
pub fn with_device(app: &Linli, response: Response, (device, new): (Uuid, bool)) -> Response {
    if new {
        with_cookie(response, &cookies::lasting(cookies::DEVICE, &device.to_string(), app.config.https()))
    } else {
        response
    }
}

/// The address of a thread.
pub fn address(community: &Community, feedback: &Feedback) -> String {
    format!("/c/{}/feedback/{}", community.slug, number_of(community, feedback))
}

/// What it says, or the picture's word where nothing was written.
pub fn headline(lang: Lang, feedback: &Feedback) -> String {
    if feedback.shown_text.is_empty() {
        let building = names::building(lang, &feedback.building);
        let tile = names::tile(lang, feedback.tile);
        return [building.as_str(), tile].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    }
    feedback.shown_text.clone()
}

/// The first `most` characters, with an ellipsis if more follow.
pub fn shortened(text: &str, most: usize) -> String {
    let line = text.replace('\n', " ");
    let mut short: String = line.chars().take(most).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// Where the matter stands, in one line: the answer, or when it is due.
pub fn standing(lang: Lang, feedback: &Feedback, answer: Option<&str>, now: Moment) -> String {
    let due = dates::until(lang, feedback.due_at);
    match (feedback.answer_state, answer) {
        (AnswerState::Open, _) if now >= feedback.due_at => community::answer_late(lang, &due),
        (AnswerState::Open, _) => community::answer_due(lang, &due),
        (AnswerState::Answered, Some(text)) => community::answered(lang, &shortened(text, 40)),
        (state, _) => community::matter(lang, state).to_owned(),
    }
}

/// One line of a list: picture, words, households and people apart, answer or due date.
pub fn item(
    lang: Lang,
    community: &Community,
    feedback: &Feedback,
    answer: Option<&str>,
    now: Moment,
) -> impl IntoView + use<> {
    let supports = words::support_counts(lang, feedback.households, feedback.people);
    let standing = standing(lang, feedback, answer, now);
    let facts = [supports, standing].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let (to, title) = (address(community, feedback), shortened(&headline(lang, feedback), 60));
    view! { <li><a href=to>{icon(feedback.tile.as_str())}<strong>{title}</strong><small>{facts}</small></a></li> }
}
