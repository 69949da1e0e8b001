//! The questions of islands.
//!
//! For: `POST /api/ask/…`, taken by the `#[server]` functions of `islands::ask`, which ask back
//! here for the answer.
//! Must not know: what an answer says (`pages`).
//! To add: a field of [`Answers`].

use crate::domain::problem::Problem;
use crate::http::answer::Answer;
use crate::http::arriving;
use crate::islands::ask::{Answers, Typing};
use crate::pages::feedback::similar;
use crate::service::Linli;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::IntoResponse;
use leptos::prelude::provide_context;
use std::sync::Arc;

/// Most bytes of a question: a text as long as a feedback's, each letter as nine.
const MOST_ASKED: usize = 64 << 10;

/// Answers a question.
pub async fn answer(State(app): State<Linli>, request: Request) -> Answer {
    let (head, asked, _room) = arriving::whole(request, &app, MOST_ASKED).await?;
    let request = Request::from_parts(head, Body::from(asked));
    let answer = leptos_axum::handle_server_fns_with_context(move || provide_context(answers(&app)), request).await;
    let answer = answer.into_response();
    // Our part answers nothing rather than failing: it is the question that could not be read.
    if answer.status().is_server_error() { Err(Problem::Unreadable.into()) } else { Ok(answer) }
}

fn answers(app: &Linli) -> Answers {
    let app = app.clone();
    Answers {
        similar: Arc::new(move |asked: Typing| {
            let app = app.clone();
            Box::pin(async move { similar::said(&app, &asked.slug, &asked.text, &asked.lang).await.ok() })
        }),
    }
}
