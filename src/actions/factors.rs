//! Doors of the second step, and of one's own factors.

use super::login::{begun, way};
use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, done, html, refused, see_other, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::visitor::{Step, Visitor};
use crate::pages::form_frame;
use crate::pages::login::factors::{app_page, codes_page, list_page, second_form};
use crate::service::staff::{SignedIn, describe, factors, passkeys, second};
use crate::service::{Fail, Linli, Outcome, sessions};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// From the start: the step is over.
fn over(app: &Linli, visitor: &Visitor) -> Response {
    with_cookie(done(visitor, "/login?done=over"), &cookies::keep_step(None, 0, app.config.https()))
}

/// In, or the second step again.
async fn entered(app: &Linli, mut visitor: Visitor, token: &str, given: Outcome<(SignedIn, String)>) -> Answer {
    match given {
        Ok((signed_in, next)) => {
            let response = begun(app, &mut visitor, &signed_in, way(&signed_in, &next));
            Ok(with_cookie(response, &cookies::keep_step(None, 0, app.config.https())))
        }
        Err(fail) if fail.first() == Some(&Problem::SecondOver) => Ok(over(app, &visitor)),
        Err(Fail::Fields(problems)) => {
            let Ok(waiting) = second::find(app, token).await else { return Ok(over(app, &visitor)) };
            let frame = form_frame(app, &visitor).await?;
            Ok(refused(&visitor, &problems, || second_form(&frame, &waiting, &problems)))
        }
        Err(other) => Err(other),
    }
}

/// `POST /login/second`: six digits or a recovery code.
pub async fn second(State(app): State<Linli>, visitor: Visitor, Step(token): Step, fields: Fields) -> Answer {
    let token = token.unwrap_or_default();
    let given = second::by_code(&app, &visitor, &token, fields.text("code")).await;
    entered(&app, visitor, &token, given).await
}

/// `POST /login/second/options`: what the script asks the browser.
pub async fn second_options(State(app): State<Linli>, Step(token): Step, _: Fields) -> Answer {
    Ok(Json(second::options(&app, &token.unwrap_or_default()).await?).into_response())
}

/// `POST /login/second/passkey`: what the browser answered.
pub async fn second_passkey(State(app): State<Linli>, visitor: Visitor, Step(token): Step, fields: Fields) -> Answer {
    let token = token.unwrap_or_default();
    let given = second::by_passkey(&app, &visitor, &token, fields.text("credential")).await;
    entered(&app, visitor, &token, given).await
}

/// `POST /login/factors/start`: begins to add an app.
pub async fn start(State(app): State<Linli>, visitor: Visitor, _: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    factors::start_app(&app, &caller, &visitor).await?;
    Ok(done(&visitor, "/login/factors/app"))
}

/// The recovery codes of a first factor, once, or back to the list.
async fn added(app: &Linli, visitor: &Visitor, codes: Vec<String>, next: &str) -> Answer {
    if codes.is_empty() {
        return Ok(done(visitor, next));
    }
    let caller = sessions::caller(app, visitor).await?;
    let account = describe(app, &caller).await?;
    let frame = form_frame(app, visitor).await?;
    Ok(html(StatusCode::OK, codes_page(&frame, &account.login, codes)))
}

/// `POST /login/factors/app`: the first digits of an app.
pub async fn confirm(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let label = fields.text("label");
    match factors::confirm_app(&app, &caller, &visitor, fields.text("code"), label).await {
        Ok(codes) => added(&app, &visitor, codes, "/login/factors?done=app").await,
        Err(Fail::Fields(problems)) => {
            let Some(started) = factors::started_app(&app, &caller, &visitor).await? else {
                return Ok(see_other("/login/factors"));
            };
            let frame = form_frame(&app, &visitor).await?;
            Ok(refused(&visitor, &problems, || app_page(&frame, &started, label, &problems)))
        }
        Err(other) => Err(other),
    }
}

/// `POST /login/factors/options`: what the script asks the browser of a new passkey.
pub async fn options(State(app): State<Linli>, visitor: Visitor, _: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    Ok(Json(passkeys::begin(&app, &caller, &visitor).await?).into_response())
}

/// The list again, with what is wrong in one of its forms.
async fn again(app: &Linli, visitor: &Visitor, form: &str, problems: &FieldProblems) -> Answer {
    let caller = sessions::caller(app, visitor).await?;
    let own = factors::own(app, &caller).await?;
    let frame = form_frame(app, visitor).await?;
    Ok(refused(visitor, problems, || list_page(&frame, &own, "", (form, problems))))
}

/// `POST /login/factors/passkey`: what the browser answered. Without an answer the script came here for
/// the password to be given once more, and begins again.
pub async fn passkey(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    if fields.text("credential").is_empty() && !visitor.json && matches!(caller, Caller::Staff { .. }) {
        return Ok(done(&visitor, "/login/factors?done=proved"));
    }
    match passkeys::finish(&app, &caller, &visitor, fields.text("credential"), fields.text("label")).await {
        Ok(codes) => added(&app, &visitor, codes, "/login/factors?done=passkey").await,
        Err(Fail::Fields(problems)) => again(&app, &visitor, "passkey", &problems).await,
        Err(other) => Err(other),
    }
}

/// `POST /login/factors/recovery`: ten new codes, shown once.
pub async fn recovery(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    match factors::new_codes(&app, &caller, &visitor, fields.text("password")).await {
        Ok(codes) => added(&app, &visitor, codes, "/login/factors").await,
        Err(Fail::Fields(problems)) => again(&app, &visitor, "recovery", &problems).await,
        Err(other) => Err(other),
    }
}

/// `POST /login/factors/remove`
pub async fn remove(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    match factors::remove(&app, &caller, &visitor, fields.text("factor"), fields.text("password")).await {
        Ok(()) => Ok(done(&visitor, "/login/factors?done=removed")),
        Err(Fail::Fields(problems)) => again(&app, &visitor, "remove", &problems).await,
        Err(other) => Err(other),
    }
}
