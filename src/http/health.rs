//! For machines that watch: is the process alive, and can it serve?
//!
//! For: `/healthz` and `/readyz`.
//! Must not know: anything but the store's answer.
//! To add: a further condition of readiness here.

use crate::http::answer::Answer;
use crate::service::Linli;
use crate::store::record;
use axum::extract::State;
use axum::response::IntoResponse;

/// Alive.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// Ready: the database answers.
pub async fn ready(State(app): State<Linli>) -> Answer {
    record::answers(&mut app.store.read().await?).await?;
    Ok("ready\n".into_response())
}
