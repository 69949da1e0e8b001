//! The door that makes codes and answers with their letters.

use super::{told, who};
use crate::http::answer::{Answer, html};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::locales::setup::step_letters;
use crate::pages::setup::{self as pages, Back};
use crate::pages::{form_frame, letters as sheets};
use crate::service::Linli;
use crate::service::letters::{Choice, make};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// `POST /setup/{slug}/letters`: no redirect, because the codes are shown this once.
pub async fn print(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let text = |name| fields.text(name).to_owned();
    let choice = Choice {
        whom: text("whom"),
        building: text("building"),
        room: text("room"),
        purpose: text("purpose"),
        until: text("until"),
        sure: fields.has("sure"),
        once: text("once"),
    };
    match make(&app, &caller, &by, &slug, &choice).await {
        Ok(sheaf) => {
            let frame = form_frame(&app, &visitor).await?;
            let from = (format!("/setup/{slug}/letters"), step_letters(visitor.lang).to_owned());
            let document = sheets::sheets(&frame, &sheaf, &app.config, (sheets::Form::read(&fields), &from));
            Ok(html(StatusCode::OK, document))
        }
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::letters::render(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}
