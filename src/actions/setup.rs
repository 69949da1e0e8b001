//! Doors of setting a community up.

pub mod entries;
pub mod letters;
pub mod polls;
pub mod roll;
pub mod works;

use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::problem::status;
use crate::http::visitor::Visitor;
use crate::pages::setup::{self as pages, Back};
use crate::service::communities::Facts;
use crate::service::{By, Fail, Linli, Outcome, communities, projects, sessions};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Who sent the form.
pub(super) async fn who(app: &Linli, visitor: &Visitor) -> Outcome<(Caller, By)> {
    let caller = sessions::caller(app, visitor).await?;
    let by = sessions::by(&caller, visitor);
    Ok((caller, by))
}

/// The problems to be shown in the form, with their status; failures that have no form to go
/// back to, and those that a fetch asked for, pass by.
pub(super) fn told(visitor: &Visitor, fail: Fail) -> Result<(StatusCode, FieldProblems), Fail> {
    let Fail::Fields(problems) = fail else { return Err(fail) };
    let beyond = |(field, problem): &(&str, Problem)| {
        let nobody = matches!(problem, Problem::NotFound | Problem::SignInFirst | Problem::NotAllowed);
        (nobody && field.is_empty()) || matches!(problem, Problem::Internal { .. })
    };
    if visitor.json || problems.iter().any(beyond) {
        return Err(Fail::Fields(problems));
    }
    let status = problems.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, |(_, problem)| status(problem));
    Ok((status, problems))
}

fn facts(fields: &Fields) -> Facts {
    let text = |name| fields.text(name).to_owned();
    Facts {
        once: text("once"),
        slug: text("slug"),
        zh: text("zh"),
        en: text("en"),
        region: text("region"),
        built_year: text("built_year"),
        answers_by: text("answers_by"),
    }
}

/// `POST /setup/new`
pub async fn make(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    match communities::make(&app, &caller, &by, &facts(&fields)).await {
        Ok(community) => Ok(done(&visitor, &format!("/setup/{}?done=1", community.slug))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            let back = Back::typed(&fields, &problems);
            pages::new::render(&app, visitor, status, fields.text("region"), &back).await
        }
    }
}

/// `POST /setup/{slug}/edit`
pub async fn revise(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let result = communities::revise(&app, &caller, &by, &slug, &facts(&fields)).await;
    edited(&app, &visitor, &slug, &fields, result).await
}

/// `POST /setup/{slug}/close`
pub async fn close(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let result = communities::close(&app, &caller, &by, &slug, fields.text("reason")).await;
    edited(&app, &visitor, &slug, &fields, result).await
}

/// `POST /setup/{slug}/reopen`
pub async fn reopen(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let result = communities::reopen(&app, &caller, &by, &slug, fields.text("reason")).await;
    edited(&app, &visitor, &slug, &fields, result).await
}

async fn edited(app: &Linli, visitor: &Visitor, slug: &str, fields: &Fields, result: Outcome<()>) -> Answer {
    match result {
        Ok(()) => Ok(done(visitor, &format!("/setup/{slug}/edit?done=1"))),
        Err(fail) => {
            let (status, problems) = told(visitor, fail)?;
            pages::edit::render(app, visitor, status, slug, &Back::typed(fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/stage`
pub async fn stage(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let reasons = (fields.text("reason_zh"), fields.text("reason_en"));
    let result = projects::move_stage(&app, &caller, &by, &slug, fields.text("stage"), reasons).await;
    staged(&app, &visitor, &slug, &fields, result).await
}

/// `POST /setup/{slug}/settings`
pub async fn settings(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let (year, percent) = (fields.text("programme_year"), fields.text("satisfied_percent"));
    let result = projects::revise(&app, &caller, &by, &slug, year, percent).await;
    staged(&app, &visitor, &slug, &fields, result).await
}

async fn staged(app: &Linli, visitor: &Visitor, slug: &str, fields: &Fields, result: Outcome<()>) -> Answer {
    match result {
        Ok(()) => Ok(done(visitor, &format!("/setup/{slug}/stage?done=1"))),
        Err(fail) => {
            let (status, problems) = told(visitor, fail)?;
            pages::stage::render(app, visitor, status, slug, &Back::typed(fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/phases`
pub async fn phases(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let typed = |name: &str| fields.text(name).to_owned();
    match projects::record_phases(&app, &caller, &by, &slug, typed).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/phases?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::phases::render(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/funding`
pub async fn funding(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let typed = |name: &str| fields.text(name).to_owned();
    match projects::record_funding(&app, &caller, &by, &slug, typed).await {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/funding?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::funding::render(&app, &visitor, status, &slug, &Back::typed(&fields, &problems)).await
        }
    }
}
