//! Doors of making, opening and cancelling polls.

use super::{told, who};
use crate::domain::calendar::{end_of_day, parse_date, parse_datetime_local};
use crate::domain::ids::{PollId, WorkId};
use crate::domain::phase::Verb;
use crate::domain::poll::ConflictRule;
use crate::domain::problem::Problem;
use crate::domain::quantity::parse_yuan;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::setup::{self as pages, Back};
use crate::service::polls::{self, PollDraft};
use crate::service::{Checks, Fail, Linli, communities};
use axum::extract::{Path, State};

fn draft(fields: &Fields) -> Result<PollDraft, Fail> {
    let text = |name| fields.text(name).to_owned();
    let mut checks = Checks::default();
    let budget = checks.take("budget", parse_yuan(fields.text("budget")));
    let opens = checks.take("opens", parse_datetime_local(fields.text("opens")));
    let closes = checks.take("closes", parse_date(fields.text("closes")).map(end_of_day));
    let rule = ConflictRule::parse(fields.text("conflict_rule")).ok_or(Problem::UnknownWord);
    let conflict_rule = checks.take("conflict_rule", rule);
    if fields.text("title_zh").trim().is_empty() {
        checks.note("title_zh", Problem::Missing);
    }
    let works: Vec<WorkId> = fields.all("works").filter_map(WorkId::parse).collect();
    if works.is_empty() {
        checks.note("works", Problem::NoWorksPicked);
    }
    checks.end()?;
    Ok(PollDraft {
        title_zh: text("title_zh"),
        title_en: text("title_en"),
        text_zh: text("text_zh"),
        text_en: text("text_en"),
        works,
        budget_fen: budget.unwrap_or_default(),
        opens: opens.unwrap_or_default(),
        closes: closes.unwrap_or_default(),
        preset: text("preset"),
        conflict_rule: conflict_rule.unwrap_or(ConflictRule::LatestBeforeClose),
    })
}

/// `POST /setup/{slug}/polls`
pub async fn record(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>, fields: Fields) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let community = communities::find_for(&app, &caller, Verb::ManagePoll, &slug).await?;
    let result = match draft(&fields) {
        Ok(draft) => {
            let once = PollId::parse(fields.text("once"));
            polls::draft(&app, &by, &caller, &community, draft, once).await
        }
        Err(fail) => Err(fail),
    };
    match result {
        Ok(id) => Ok(done(&visitor, &format!("/setup/{slug}/polls/{id}?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            pages::polls::render_form(&app, &visitor, status, &slug, None, &Back::typed(&fields, &problems)).await
        }
    }
}

/// `POST /setup/{slug}/polls/{id}`
pub async fn revise(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let community = communities::find_for(&app, &caller, Verb::ManagePoll, &slug).await?;
    let poll = PollId::parse(&id).ok_or(Problem::NotFound)?;
    let result = match draft(&fields) {
        Ok(draft) => polls::revise(&app, &by, &caller, &community, poll, draft).await,
        Err(fail) => Err(fail),
    };
    match result {
        Ok(()) => Ok(done(&visitor, &format!("/setup/{slug}/polls/{id}?done=1"))),
        Err(fail) => {
            let (status, problems) = told(&visitor, fail)?;
            let back = Back::typed(&fields, &problems);
            pages::polls::render_form(&app, &visitor, status, &slug, Some(&id), &back).await
        }
    }
}

/// `POST /setup/{slug}/polls/{id}/open`
pub async fn open(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let community = communities::find_for(&app, &caller, Verb::ManagePoll, &slug).await?;
    let poll = PollId::parse(&id).ok_or(Problem::NotFound)?;
    let result = polls::open(&app, &by, &caller, &community, poll).await;
    acted(&app, &visitor, (&slug, &id), &fields, result).await
}

/// `POST /setup/{slug}/polls/{id}/cancel`
pub async fn cancel(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by) = who(&app, &visitor).await?;
    let community = communities::find_for(&app, &caller, Verb::ManagePoll, &slug).await?;
    let poll = PollId::parse(&id).ok_or(Problem::NotFound)?;
    let result = polls::cancel(&app, &by, &caller, &community, poll, fields.text("reason")).await;
    acted(&app, &visitor, (&slug, &id), &fields, result).await
}

async fn acted(
    app: &Linli,
    visitor: &Visitor,
    (slug, id): (&str, &str),
    fields: &Fields,
    result: Result<(), Fail>,
) -> Answer {
    match result {
        Ok(()) => Ok(done(visitor, &format!("/setup/{slug}/polls/{id}?done=1"))),
        Err(fail) => {
            let (status, problems) = told(visitor, fail)?;
            pages::polls::render(app, visitor, status, slug, id, &Back::typed(fields, &problems)).await
        }
    }
}
