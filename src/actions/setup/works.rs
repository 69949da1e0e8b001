//! Doors of works.

use super::{told, who};
use crate::domain::ids::WorkId;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::locales::setup::unit_key;
use crate::pages::setup::{self as pages, Back};
use crate::service::works::{self, Form, Photos};
use crate::service::{Fail, Linli, Outcome, communities, photos};
use axum::extract::{Path, State};

fn form(fields: &Fields) -> Form {
    let text = |name| fields.text(name).to_owned();
    Form {
        catalogue: text("catalogue"),
        zh: text("zh"),
        en: text("en"),
        class: text("class"),
        quantity: text("quantity"),
        unit: unit_key(fields.text("unit")).to_owned(),
        cost: text("cost"),
        must_do: fields.has("must_do"),
        note_zh: text("note_zh"),
        note_en: text("note_en"),
        state: text("state"),
        finished_at: text("finished_at"),
        warranty_months: text("warranty_months"),
    }
}

/// Keeps the photos that came along, so that they outlast a form that comes back: gives the
/// fields with their ids, and what was wrong with a photo.
async fn keep(app: &Linli, caller: &Caller, slug: &str, fields: &Fields) -> Outcome<(Fields, FieldProblems)> {
    let community = communities::find_for(app, caller, Verb::ManageWorks, slug).await?;
    let mut pairs = fields.pairs().to_vec();
    let mut problems = FieldProblems::new();
    for (name, kept) in [("before", "before_kept"), ("after", "after_kept")] {
        let Some(file) = fields.files(name).next() else { continue };
        match photos::keep_photo(app, community.id, file.bytes.clone(), app.now()).await {
            Ok(id) => {
                pairs.retain(|(key, _)| key != kept);
                pairs.push((kept.to_owned(), id.to_string()));
            }
            Err(fail) => problems.push((name, fail.first().cloned().unwrap_or(Problem::NotAPhoto))),
        }
    }
    Ok((Fields::new(pairs), problems))
}

async fn kept(app: &Linli, slug: &str, fields: &Fields) -> Outcome<Photos> {
    let community = communities::find(app, slug).await?;
    Ok(Photos {
        before: works::own_photo(app, community.id, fields.text("before_kept")).await?,
        after: works::own_photo(app, community.id, fields.text("after_kept")).await?,
    })
}

/// `POST /setup/{slug}/works`
pub async fn record(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let (fields, wrong) = keep(&app, &caller, &slug, &fields).await?;
    let result = if wrong.is_empty() {
        let photos = kept(&app, &slug, &fields).await?;
        works::record(&app, &caller, &by, &slug, &form(&fields), photos, fields.text("once")).await.map(drop)
    } else {
        Err(Fail::Fields(wrong))
    };
    match result {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/works?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::works::render_new(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/works/{id}`
pub async fn revise(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let work = WorkId::parse(&id).ok_or(Problem::NotFound)?;
    let (fields, wrong) = keep(&app, &caller, &slug, &fields).await?;
    let result = if wrong.is_empty() {
        let photos = kept(&app, &slug, &fields).await?;
        works::revise(&app, &caller, &by, &slug, work, &form(&fields), photos).await
    } else {
        Err(Fail::Fields(wrong))
    };
    match result {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/works/{id}?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::works::render(&app, &visitor, status, &slug, &id, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/works/{id}/remove`
pub async fn remove(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    _: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let work = WorkId::parse(&id).ok_or(Problem::NotFound)?;
    match works::remove(&app, &caller, &by, &slug, work).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/works?done=removed"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            let back = Back::wrong(&problems);
            pages::works::render(&app, &visitor, status, &slug, &id, &back).await
        }
    }
}
