//! Doors of signing in and out.

use crate::actions::prefs::{local_path, onward};
use crate::domain::policy::Caller;
use crate::http::answer::{Answer, done, refused, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages;
use crate::pages::login::{Typed, form, password_form, slip_form};
use crate::service::staff::sign_in::{self as signing, Entered};
use crate::service::staff::{SignedIn, passwords, second};
use crate::service::{Fail, Linli, sessions};
use axum::extract::State;
use axum::response::Response;

pub(super) fn begun(app: &Linli, visitor: &mut Visitor, signed_in: &SignedIn, next: &str) -> Response {
    let device = pages::login::with_device(app, visitor);
    let response = with_cookie(done(visitor, next), &cookies::begin_session(&signed_in.token, app.config.https()));
    match device {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    }
}

/// Where one goes now: where one wanted to, if that is a path of this site, else to the first page.
pub(super) fn way<'n>(signed_in: &SignedIn, next: &'n str) -> &'n str {
    match next {
        _ if signed_in.bare => "/login/factors",
        "" => signed_in.home,
        next => local_path(next),
    }
}

/// `POST /login`: a session, and on to where one wanted to go; or on to the second step.
pub async fn sign_in(State(app): State<Linli>, mut visitor: Visitor, fields: Fields) -> Answer {
    let next = fields.text("next");
    match signing::sign_in(&app, &visitor, fields.text("login"), fields.text("password"), next).await {
        Ok(Entered::In(signed_in)) => Ok(begun(&app, &mut visitor, &signed_in, way(&signed_in, next))),
        Ok(Entered::Second(token)) => {
            let step = cookies::keep_step(Some(&token), second::WAITS / 1_000, app.config.https());
            Ok(with_cookie(done(&visitor, "/login/second"), &step))
        }
        Err(Fail::Fields(problems)) => {
            let frame = pages::form_frame(&app, &visitor).await?;
            let typed = Typed {
                login: fields.text("login").to_owned(),
                next: onward(fields.text("next")).to_owned(),
                ..Typed::default()
            };
            Ok(refused(&visitor, &problems, || form(&frame, &typed, &problems)))
        }
        Err(other) => Err(other),
    }
}

/// `POST /login/out`
pub async fn sign_out(State(app): State<Linli>, visitor: Visitor, _: Fields) -> Answer {
    sessions::end(&app, &visitor).await?;
    Ok(with_cookie(done(&visitor, "/login?done=out"), &cookies::end_session(app.config.https())))
}

/// `POST /login/slip`: a password by a one-time code.
pub async fn slip(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let set =
        passwords::revise_by_slip(&app, &visitor, fields.text("code"), fields.text("password"), fields.text("again"));
    match set.await {
        Ok(()) => Ok(done(&visitor, "/login?done=slip")),
        Err(Fail::Fields(problems)) => {
            let frame = pages::form_frame(&app, &visitor).await?;
            Ok(refused(&visitor, &problems, || slip_form(&frame, fields.text("code"), &problems)))
        }
        Err(other) => Err(other),
    }
}

/// `POST /login/password`: one's own password anew.
pub async fn password(State(app): State<Linli>, mut visitor: Visitor, fields: Fields) -> Answer {
    let caller: Caller = sessions::caller(&app, &visitor).await?;
    let (old, new, again) = (fields.text("old"), fields.text("password"), fields.text("again"));
    match passwords::revise(&app, &caller, &visitor, old, new, again).await {
        Ok(signed_in) => Ok(begun(&app, &mut visitor, &signed_in, "/login?done=password")),
        Err(Fail::Fields(problems)) => {
            let frame = pages::form_frame(&app, &visitor).await?;
            Ok(refused(&visitor, &problems, || password_form(&frame, &problems)))
        }
        Err(other) => Err(other),
    }
}
