//! Doors of single entries of the roll: corrected, sold; buildings renamed, communities merged.

use super::{told, who};
use crate::domain::ids::{BuildingId, HouseholdId};
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::setup::{self as pages, Back};
use crate::service::households::{self, Form, Sale};
use crate::service::{Linli, Outcome, corrections, merging, renaming};
use axum::extract::{Path, State};
use uuid::Uuid;

/// `POST /setup/{slug}/households`: looks one up.
pub async fn search(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, _) = who(&app, &visitor).await?;
    match households::search(&app, &caller, &slug, fields.text("building"), fields.text("room")).await {
        Ok(id) => Ok(done(&visitor, &format!("/setup/{slug}/households/{id}"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::households::render(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/households/{id}`
pub async fn revise(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let household = HouseholdId::parse(&id).ok_or(Problem::NotFound)?;
    let text = |name| fields.text(name).to_owned();
    let form = Form {
        revision: text("revision"),
        entrance: text("entrance"),
        room: text("room"),
        floor: text("floor"),
        area: text("area"),
        area_source: text("area_source"),
        relation: text("relation"),
        owners: text("owners"),
        request: text("request"),
    };
    let result = households::revise(&app, &caller, &by, &slug, household, &form).await;
    let said = if matches!(result, Ok(true)) { "unseen" } else { "1" };
    entered(&app, &visitor, (&slug, &id), &fields, said, result.map(|_| ())).await
}

/// `POST /setup/{slug}/households/{id}/sold`
pub async fn sell(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let household = HouseholdId::parse(&id).ok_or(Problem::NotFound)?;
    let text = |name| fields.text(name).to_owned();
    let sale = Sale {
        revision: text("revision"),
        owners: text("new_owners"),
        numbers: text("new_numbers"),
        request: text("request"),
    };
    let result = households::sell(&app, &caller, &by, &slug, household, &sale).await;
    entered(&app, &visitor, (&slug, &id), &fields, "sold", result).await
}

async fn entered(
    app: &Linli,
    visitor: &Visitor,
    (slug, id): (&str, &str),
    fields: &Fields,
    said: &str,
    result: Outcome<()>,
) -> Answer {
    match result {
        Ok(()) => Ok(done(visitor, &format!("/setup/{slug}/households/{id}?done={said}"))),
        Err(fail) => {
            let (status, problems) = told(visitor, fail)?;
            pages::household::render(app, visitor, status, (slug, id), &Back::typed(fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/buildings`
pub async fn rename(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let pairs = fields.all("id").zip(fields.all("name"));
    let typed: Vec<_> = pairs.filter_map(|(id, name)| Some((BuildingId::parse(id)?, name.to_owned()))).collect();
    match renaming::rename(&app, &caller, &by, &slug, &typed).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/buildings?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            let back = Back::typed(&fields, &problems);
            pages::buildings::render(&app, &visitor, status, &slug, &fields, &back).await
        }
    }
}

/// `POST /setup/{slug}/merge`
pub async fn merge(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    match merging::merge(&app, &caller, &by, &slug, fields.text("other")).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/merge?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::merge::render(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/corrections/{id}/refuse`
pub async fn refuse(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let request = Uuid::try_parse(&id).map_err(|_| Problem::NotFound)?;
    match corrections::refuse(&app, &caller, &by, &slug, request, fields.text("answer")).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/corrections?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            let back = Back::typed(&fields, &problems);
            pages::corrections::render(&app, &visitor, status, &slug, &request.to_string(), &back).await
        }
    }
}
