//! The door of the household's code.

use crate::domain::code::Purpose;
use crate::domain::problem::FieldProblems;
use crate::http::answer::{Answer, done, html, refused, with_cookie};
use crate::http::cookies;
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::code::{self, Typed};
use crate::service::credentials::{self, Came, Errand, Shown};
use crate::service::sessions::Shown as _;
use crate::service::{Fail, Linli, Outcome, communities, devices, sessions};
use axum::extract::State;
use axum::http::StatusCode;

/// `POST /v`: the token of a QR, or building, room and digits.
pub async fn show(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let typed = Typed::read(&fields);
    let came = if fields.has("token") {
        by_token(&app, &visitor, &fields, &typed.next).await
    } else {
        by_digits(&app, &visitor, &fields, &typed).await
    };
    match came {
        Ok(Came::In(shown)) => welcome(&app, &visitor, &shown, &typed.next).await,
        Ok(Came::Ask(asked)) => {
            let [token, building, room, digits] = ["token", "building", "room", "digits"].map(|name| fields.text(name));
            let by_token = [("token", token)];
            let by_digits = [("building", building), ("room", room), ("digits", digits)];
            let kept: &[(&'static str, &str)] = if fields.has("token") { &by_token } else { &by_digits };
            Ok(html(StatusCode::OK, code::is_that_you(&app, &visitor, &asked, (kept, &typed.next)).await?))
        }
        Err(Fail::Fields(problems)) => again(&app, &visitor, fields.text("c"), &typed, &problems).await,
        Err(fail) => Err(fail),
    }
}

async fn by_token(app: &Linli, visitor: &Visitor, fields: &Fields, next: &str) -> Outcome<Came> {
    let token = fields.text("token");
    if !fields.has("sure")
        && let Some(asked) = credentials::to_ask(app, visitor, token, !next.is_empty()).await?
    {
        return Ok(Came::Ask(Box::new(asked)));
    }
    Ok(Came::In(credentials::show_by_token(app, visitor.session(), token).await?))
}

async fn by_digits(app: &Linli, visitor: &Visitor, fields: &Fields, typed: &Typed) -> Outcome<Came> {
    let community = communities::find(app, fields.text("c")).await?;
    let given =
        credentials::Typed { building: typed.building.clone(), room: typed.room.clone(), digits: typed.digits.clone() };
    let from = (visitor.address.as_str(), visitor.session());
    credentials::type_digits(app, from, community.id, given, fields.has("sure")).await
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
    let next = if !next.is_empty() && opens(next) {
        next.to_owned()
    } else {
        errand(app, slug, (shown.purpose, shown.reads_only)).await?
    };
    Ok(with_cookie(done(visitor, &next), &cookie))
}

/// The path to what a household most likely came for.
///
/// # Errors
/// The store did not answer.
pub async fn errand(app: &Linli, slug: &str, by: (Purpose, bool)) -> Outcome<String> {
    Ok(match credentials::errand(app, slug, by).await? {
        Errand::Receipt(poll) => format!("/c/{slug}/polls/{poll}/receipt"),
        Errand::Vote(poll) => format!("/c/{slug}/polls/{poll}/vote"),
        Errand::Rate => format!("/c/{slug}/rate"),
        Errand::Look => format!("/c/{slug}"),
    })
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
