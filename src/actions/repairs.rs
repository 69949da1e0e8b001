//! Doors of repairs: repaired; right or not.

use crate::domain::ids::DefectId;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::repairs::{self as pages, Typed};
use crate::service::{Linli, Outcome, repairs, sessions};
use axum::extract::{Path, State};

/// `POST /repairs/{id}`
pub async fn fixed(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let id = DefectId::parse(&id).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let result = repairs::fixed(&app, &caller, &by, id, fields.text("note")).await;
    said(&app, visitor, id, &fields, false, result).await
}

/// `POST /repairs/check/{id}`
pub async fn look(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let id = DefectId::parse(&id).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let right = match fields.text("says") {
        "right" => Some(true),
        "wrong" => Some(false),
        _ => None,
    };
    let result = repairs::look(&app, &caller, &by, id, right, fields.text("note")).await;
    said(&app, visitor, id, &fields, true, result).await
}

async fn said(
    app: &Linli,
    visitor: Visitor,
    id: DefectId,
    fields: &Fields,
    looks: bool,
    result: Outcome<()>,
) -> Answer {
    match result {
        Ok(()) => Ok(done(&visitor, if looks { "/repairs/check?done=1" } else { "/repairs?done=1" })),
        Err(fail) => {
            let (status, problems) = super::setup::told(&visitor, fail)?;
            let typed = Typed { of: Some(id), note: fields.text("note").to_owned(), problems };
            pages::render(app, visitor, status, looks, &typed).await
        }
    }
}
