//! Doors of the phone number: asking for figures, showing them, following, deleting.

use crate::actions::prefs::{local_path, onward};
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done, refused, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::locales::messages;
use crate::pages::phone as page;
use crate::service::sessions::Shown as _;
use crate::service::{Fail, Linli, phones, sessions};
use axum::extract::{Path, State};
use uuid::Uuid;

/// `POST /phone`
pub async fn ask(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let agreed = fields.has("consent");
    match phones::ask(&app, &visitor.address, fields.text("phone"), agreed, messages::text).await {
        Ok(id) => Ok(done(&visitor, &page::path(&format!("/phone/{id}"), onward(fields.text("next"))))),
        Err(Fail::Fields(problems)) if !problems.iter().any(|(_, one)| *one == Problem::NothingIsSent) => {
            let document = page::number_document(&app, &visitor, &fields, &problems).await?;
            Ok(refused(&visitor, &problems, || document))
        }
        Err(fail) => Err(fail),
    }
}

/// `POST /phone/{id}`
pub async fn verify(State(app): State<Linli>, Path(id): Path<Uuid>, visitor: Visitor, fields: Fields) -> Answer {
    match phones::verify(&app, visitor.session(), id, fields.text("figures")).await {
        Ok(token) => {
            let next = if fields.text("next").is_empty() { "/own" } else { local_path(fields.text("next")) };
            let seconds = crate::domain::phone::SESSION / 1000;
            Ok(with_cookie(done(&visitor, next), &cookies::session_for(&token, seconds, app.config.https())))
        }
        Err(Fail::Fields(problems)) => {
            let document = page::figures_document(&app, &visitor, id, &fields, &problems).await?;
            Ok(refused(&visitor, &problems, || document))
        }
        Err(fail) => Err(fail),
    }
}

/// `POST /f/{secret}/follow`
pub async fn follow(State(app): State<Linli>, Path(secret): Path<String>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    phones::follow(&app, &caller, &secret, fields.text("follow") != "no").await?;
    Ok(done(&visitor, &format!("/f/{secret}")))
}
