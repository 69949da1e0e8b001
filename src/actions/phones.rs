//! Doors of a household's phones.

use crate::http::answer::{Answer, done, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::service::devices::{self, Change};
use crate::service::{Linli, sessions};
use axum::extract::{Path, State};

async fn revise(app: &Linli, visitor: &Visitor, phone: &str, what: Change) -> Answer {
    let caller = sessions::caller(app, visitor).await?;
    let token = visitor.session.clone().unwrap_or_default();
    let slug = devices::revise(app, &caller, &token, phone, what).await?;
    // Who puts out the phone in the hand is out.
    if what == Change::PutOut && devices::name_of(&token) == phone {
        let left = done(visitor, &format!("/c/{slug}"));
        return Ok(with_cookie(left, &cookies::end_session(app.config.https())));
    }
    Ok(done(visitor, "/v/phones"))
}

/// `POST /v/phones/{phone}/in`
pub async fn let_in(State(app): State<Linli>, visitor: Visitor, Path(phone): Path<String>, _: Fields) -> Answer {
    revise(&app, &visitor, &phone, Change::LetIn).await
}

/// `POST /v/phones/{phone}/out`
pub async fn put_out(State(app): State<Linli>, visitor: Visitor, Path(phone): Path<String>, _: Fields) -> Answer {
    revise(&app, &visitor, &phone, Change::PutOut).await
}
