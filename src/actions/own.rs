//! The door that deletes what is stored about whoever asks.

use crate::domain::policy::Caller;
use crate::domain::problem::FieldProblems;
use crate::http::answer::{Answer, done, refused, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::problem::status;
use crate::http::visitor::Visitor;
use crate::pages::own::household_page;
use crate::pages::phone::own as own_page;
use crate::service::{Fail, Linli, own, phones, sessions};
use axum::extract::State;
use axum::http::StatusCode;

/// `POST /own/delete`
pub async fn delete(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let Some(household) = own::household_of(&caller)? else { return phone(&app, visitor, &caller, &fields).await };
    match own::forget(&app, household, visitor.device, fields.has("sure")).await {
        Ok(()) => Ok(with_cookie(done(&visitor, "/privacy?done=deleted"), &cookies::end_session(app.config.https()))),
        Err(Fail::Fields(problems)) if visitor.json => Ok(refused(&visitor, &problems, String::new)),
        Err(Fail::Fields(problems)) => {
            let code = problems.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, |(_, problem)| status(problem));
            household_page(&app, visitor, code, household, &problems).await
        }
        Err(fail) => Err(fail),
    }
}

async fn phone(app: &Linli, visitor: Visitor, caller: &Caller, fields: &Fields) -> Answer {
    match phones::delete(app, caller, fields.has("sure")).await {
        Ok(()) => Ok(with_cookie(done(&visitor, "/privacy?done=deleted"), &cookies::end_session(app.config.https()))),
        Err(Fail::Fields(problems)) if fields_of_page(&problems) && !visitor.json => {
            own_page(app, visitor, StatusCode::UNPROCESSABLE_ENTITY, caller, &problems).await
        }
        Err(fail) => Err(fail),
    }
}

/// What stands beside a field comes back with the page; anything else has a page of its own.
fn fields_of_page(problems: &FieldProblems) -> bool {
    problems.iter().all(|(field, _)| !field.is_empty())
}
