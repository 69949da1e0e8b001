//! The door of 'my entry is wrong'.

use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::own_entry as pages;
use crate::service::{Linli, corrections, sessions};
use axum::extract::{Path, State};

/// `POST /c/{slug}/mine`: says what is wrong, or takes it back.
pub async fn ask(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    if fields.has("withdraw") {
        corrections::withdraw(&app, &caller, &slug).await?;
        return Ok(done(&visitor, &format!("/c/{slug}/mine?done=withdrawn")));
    }
    let [wants, text, once] = ["wants", "text", "once"].map(|name| fields.text(name));
    match corrections::ask(&app, &caller, &slug, wants, text, once).await {
        Ok(()) => Ok(done(&visitor, &format!("/c/{slug}/mine?done=1"))),
        Err(fail) => {
            let (status, problems) = super::setup::told(&visitor, fail)?;
            pages::render(&app, visitor, status, &slug, &fields, &problems).await
        }
    }
}
