//! Where a form came from.
//!
//! For: refusing writes that another site made a browser send. `Sec-Fetch-Site` decides where
//! the browser sends it, else `Origin`, else the form's own token ([`token_for`]). What proves
//! nothing at all is confirmed by residents and refused to staff ([`is_for_staff`]).
//! Must not know: what the request does.
//! To add: nothing; every unsafe method passes here.

use crate::domain::problem::Problem;
use crate::service::{Fail, Linli};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What is known about a form's origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The browser said it is ours.
    SameOrigin,
    /// The browser said nothing: the form's token must.
    None,
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// True if `origin` is this site: its public address, or the host that was asked.
fn is_ours(app: &Linli, headers: &HeaderMap, origin: &str) -> bool {
    let authority = origin.split_once("://").map_or("", |(_, rest)| rest);
    origin == app.config.url || (!authority.is_empty() && header(headers, "host") == Some(authority))
}

fn proof(app: &Linli, headers: &HeaderMap) -> Result<Proof, Problem> {
    match (header(headers, "sec-fetch-site"), header(headers, header::ORIGIN.as_str())) {
        (Some("same-origin" | "none"), _) => Ok(Proof::SameOrigin),
        (_, Some(origin)) if is_ours(app, headers, origin) => Ok(Proof::SameOrigin),
        // 'null' says as little as nothing does: the form's token decides.
        (None, None | Some("null")) => Ok(Proof::None),
        _ => Err(Problem::OtherSite),
    }
}

/// True where only staff send forms. Their confirming page would be trusted without naming the
/// account or community that it changes, so there is none: they open the form again.
pub fn is_for_staff(path: &str) -> bool {
    matches!(path.split('/').nth(1), Some("account" | "admin" | "desk" | "office" | "repairs" | "setup"))
}

/// Refuses an unsafe request of another site before it is read.
pub async fn check(State(app): State<Linli>, mut request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        match proof(&app, request.headers()) {
            Ok(proof) => drop(request.extensions_mut().insert(proof)),
            Err(problem) => return Fail::from(problem).into_response(),
        }
    }
    next.run(request).await
}

/// The token of a form for this browser: only who can read the page has it.
pub fn token_for(app: &Linli, device: &str) -> String {
    let mac = app.keys.mac("form", device.as_bytes());
    crate::keys::hex(mac.first_chunk::<16>().map_or(&mac[..], |half| &half[..]))
}

/// True if the token belongs to this browser.
pub fn token_holds(app: &Linli, device: Option<&str>, token: &str) -> bool {
    device.is_some_and(|device| !token.is_empty() && token_for(app, device) == token)
}
