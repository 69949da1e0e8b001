//! Doors of the roll: staging a file, naming its columns, bringing it in or giving it up, and taking it back.

use super::{told, who};
use crate::domain::community::columns::Field;
use crate::domain::ids::RollId;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::setup::{self as pages, Back};
use crate::service::{Linli, roll};
use axum::extract::{Path, State};

/// `POST /setup/{slug}/roll`: a file, to be looked at before it counts.
pub async fn stage(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let bytes = fields.files("file").next().map(|file| file.bytes.as_ref()).unwrap_or_default();
    match roll::stage(&app, &caller, &by, &slug, bytes).await {
        Ok(draft) => Ok(done(&visitor, &format!("/setup/{slug}/roll/{draft}"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::roll::render(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/roll/{draft}`: brings a staged file in, as it was seen.
pub async fn confirm(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, draft)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let id = RollId::parse(&draft).ok_or(Problem::NotFound)?;
    // Whoever has not seen the preview has seen no roll.
    let seen = fields.text("seen").parse().unwrap_or(-1);
    match roll::confirm(&app, &caller, &by, &slug, (id, seen)).await {
        Ok(_) => Ok(done(&visitor, &format!("/setup/{slug}/roll?done=in"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::roll::render_change(&app, &visitor, status, &slug, &draft, &Back::wrong(&problems)).await
        }
    }
}

/// `POST /setup/{slug}/roll/{draft}/discard`: gives a waiting file up.
pub async fn discard(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, draft)): Path<(String, String)>,
    _: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let id = RollId::parse(&draft).ok_or(Problem::NotFound)?;
    match roll::discard(&app, &caller, &by, &slug, id).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/roll?done=removed"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::roll::render(&app, &visitor, status, &slug, &Back::wrong(&problems)).await
        }
    }
}

/// `POST /setup/{slug}/roll/{draft}/columns`: which columns of a waiting file stand for what.
pub async fn columns(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, draft)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let id = RollId::parse(&draft).ok_or(Problem::NotFound)?;
    let place = |field: &Field| Some((*field, fields.text(field.as_str()).parse().ok()?));
    let named: Vec<(Field, usize)> = Field::ALL.iter().filter_map(place).collect();
    let bytes = fields.files("file").next().map(|file| file.bytes.as_ref()).unwrap_or_default();
    match roll::map(&app, &caller, &by, &slug, id, (&named, bytes)).await {
        Ok(id) => Ok(done(&visitor, &format!("/setup/{slug}/roll/{id}"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::columns::render(&app, &visitor, status, (&slug, &draft), &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/roll/{draft}/undo`: takes the roll in force back.
pub async fn undo(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, draft)): Path<(String, String)>,
    _: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let id = RollId::parse(&draft).ok_or(Problem::NotFound)?;
    match roll::undo(&app, &caller, &by, &slug, id).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/roll?done=back"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::roll::render(&app, &visitor, status, &slug, &Back::typed(&Fields::default(), &problems)).await
        }
    }
}
