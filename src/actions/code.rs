//! The door of the household's code.

use crate::actions::prefs::local_path;
use crate::domain::problem::FieldProblems;
use crate::http::answer::{Answer, done, html, refused, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::code::{self, Typed};
use crate::service::credentials::{self, Errand, Shown};
use crate::service::sessions::Shown as _;
use crate::service::{Fail, Linli, communities, devices, sessions};
use axum::extract::State;
use axum::http::StatusCode;

/// `POST /v`: the token of a QR, or building, room and digits.
pub async fn show(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let typed = Typed::read(&fields);
    let slug = fields.text("c");
    let before = visitor.session();
    let token = fields.text("token");
    if !fields.has("sure")
        && let Some(asked) = credentials::to_ask(&app, &visitor, token, !typed.next.is_empty()).await?
    {
        let page = code::is_that_you(&app, &visitor, &asked, (token, &typed.next)).await?;
        return Ok(html(StatusCode::OK, page));
    }
    let shown = if fields.has("token") {
        credentials::show_by_token(&app, before, token).await
    } else {
        let community = communities::find(&app, slug).await?;
        let given = credentials::Typed {
            building: typed.building.clone(),
            room: typed.room.clone(),
            digits: typed.digits.clone(),
        };
        credentials::show_by_digits(&app, (&visitor.address, before), community.id, given).await
    };
    match shown {
        Ok(shown) => welcome(&app, &visitor, &shown, &typed.next).await,
        Err(Fail::Fields(problems)) => again(&app, &visitor, slug, &typed, &problems).await,
        Err(fail) => Err(fail),
    }
}

async fn welcome(app: &Linli, visitor: &Visitor, shown: &Shown, next: &str) -> Answer {
    devices::describe(app, &shown.session, &visitor.browser).await?;
    let slug = &shown.slug;
    let seconds = shown.expires.since(app.now()) / 1000;
    let cookie = cookies::session_for(&shown.session, seconds, app.config.https());
    // There it reads what is to be done first.
    if shown.waits || shown.unseen {
        return Ok(with_cookie(done(visitor, &code::path(slug, next)), &cookie));
    }
    // A code that has ended opens a receipt and what is stored; anything else would ask for the code again.
    let opens = |path: &str| !shown.reads_only || path == "/own" || path.ends_with("/receipt");
    let next = match (local_path(next), next) {
        (path, given) if !given.is_empty() && path == given && opens(path) => path.to_owned(),
        _ => match credentials::errand(app, shown).await? {
            Errand::Receipt(poll) => format!("/c/{slug}/polls/{poll}/receipt"),
            Errand::Vote(poll) => format!("/c/{slug}/polls/{poll}/vote"),
            Errand::Rate => format!("/c/{slug}/rate"),
            Errand::Look => format!("/c/{slug}"),
        },
    };
    Ok(with_cookie(done(visitor, &next), &cookie))
}

async fn again(app: &Linli, visitor: &Visitor, slug: &str, typed: &Typed, problems: &FieldProblems) -> Answer {
    // The code of a QR has no field of its own: what is wrong with it stands above the form.
    let beside = |field: &'static str| if field == "token" { "" } else { field };
    let problems: FieldProblems = problems.iter().map(|(field, problem)| (beside(field), problem.clone())).collect();
    let page = match slug {
        "" => code::refused(app, visitor, typed, &problems).await?,
        slug => code::document(app, visitor, slug, typed, &problems).await?,
    };
    Ok(refused(visitor, &problems, || page))
}

/// `POST /v/out`: ends the household's session on this phone.
pub async fn end(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    sessions::end(&app, &visitor).await?;
    let next = match fields.text("c") {
        "" => "/".to_owned(),
        slug => format!("/c/{slug}"),
    };
    Ok(with_cookie(done(&visitor, &next), &cookies::end_session(app.config.https())))
}
