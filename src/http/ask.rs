//! The questions of islands.
//!
//! For: `POST /api/ask/…`, answered by the `#[server]` functions of `islands::ask`.
//! Must not know: what is asked.
//! To add: nothing; a further question is a function there.

use crate::service::Linli;
use axum::extract::{Request, State};
use axum::response::IntoResponse;
use leptos::prelude::provide_context;

/// Answers a question, with the instance at hand.
pub async fn answer(State(app): State<Linli>, request: Request) -> impl IntoResponse {
    leptos_axum::handle_server_fns_with_context(move || provide_context(app.clone()), request).await
}
