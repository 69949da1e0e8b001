//! Doors of one's own account at work.

use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::service::staff::{own, sign_in};
use crate::service::{Fail, Linli, sessions};
use axum::extract::State;
use uuid::Uuid;

/// `POST /account/duty`: works in one duty, or in all; leads to its first page.
pub async fn work_as(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    own::work_as(&app, &caller, &visitor, fields.text("role"), fields.text("place")).await?;
    let chosen = sessions::caller(&app, &visitor).await?;
    let next = match sign_in::home(&chosen) {
        "/" => "/account",
        home => home,
    };
    Ok(done(&visitor, next))
}

/// Which session a form names; none for all the others.
pub(super) fn which(fields: &Fields) -> Result<Option<Uuid>, Fail> {
    match fields.text("session") {
        "rest" => Ok(None),
        one => Ok(Some(Uuid::try_parse(one).map_err(|_| Problem::NotFound)?)),
    }
}

/// `POST /account/sessions`: ends one, or all the others.
pub async fn end_session(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    own::end_session(&app, &caller, &visitor, which(&fields)?).await?;
    Ok(done(&visitor, "/account?done=ended"))
}
