//! The door that deletes what is stored about whoever asks.

use crate::domain::policy::Caller;
use crate::http::answer::{Answer, done, refused, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::problem::status;
use crate::http::visitor::Visitor;
use crate::pages::own::household_page;
use crate::service::{Fail, Linli, own, phones, sessions};
use axum::extract::State;
use axum::http::StatusCode;

/// `POST /own/delete`
pub async fn delete(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let Some(household) = own::household_of(&caller)? else { return phone(&app, &visitor, &caller).await };
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

async fn phone(app: &Linli, visitor: &Visitor, caller: &Caller) -> Answer {
    phones::delete(app, caller).await?;
    Ok(with_cookie(done(visitor, "/privacy?done=deleted"), &cookies::end_session(app.config.https())))
}
