//! Doors of the roll: staging a file, and bringing it in.

use super::{told, who};
use crate::domain::ids::DraftId;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::setup::{self as pages, Back};
use crate::service::{Fail, Linli, roll};
use axum::extract::{Path, State};

/// `POST /setup/{slug}/roll`: a file, to be looked at before it counts.
pub async fn stage(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, _) = who(&app, &visitor).await?;
    let result = match fields.files("file").next() {
        Some(file) => roll::stage(&app, &caller, &slug, &file.bytes).await,
        None => Err(Fail::at("file", Problem::Missing)),
    };
    match result {
        Ok(draft) => Ok(done(&visitor, &format!("/setup/{slug}/roll/{draft}"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::roll::render(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/roll/{draft}`: brings a staged file in.
pub async fn confirm(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, draft)): Path<(String, String)>,
    _: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let id = DraftId::parse(&draft).ok_or(Problem::NotFound)?;
    match roll::confirm(&app, &caller, &by, &slug, id).await {
        Ok(_) => Ok(done(&visitor, &format!("/setup/{slug}/roll?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::roll::render(&app, &visitor, status, &slug, &Back::typed(&Fields::default(), &problems)).await
        }
    }
}
