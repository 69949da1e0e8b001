//! How the doors and pages answer.
//!
//! For: a page, a redirect after a write (303), a problem as a page or as JSON; the headers that
//! every answer carries; packing HTML for the browser's encoding.
//! Must not know: which page it is.
//! To add: a header for every answer belongs to [`dress`].

use crate::domain::problem::{FieldProblems, Problem};
use crate::http::address::{self, Encrypted};
use crate::http::assets::CORE_CSS_HASH;
use crate::http::visitor::Visitor;
use crate::http::{MOST_BODY, cache, cookies, pack, problem, routes};
use crate::i18n::dates;
use crate::pages::{confirm, problem as problem_page, prove};
use crate::service::fail::Unproven;
use crate::service::{Fail, Linli, audit, instance};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// What handlers of pages and doors give.
pub type Answer = Result<Response, Fail>;

static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let text = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' '{CORE_CSS_HASH}'; \
         img-src 'self' data: blob:; connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; \
         worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// An HTML document; packed later by [`dress`].
pub fn html(status: StatusCode, document: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], document)
        .into_response()
}

/// 303 to a path of this site after a write.
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(&encode(path)).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// A path as a header value: what is not ASCII is percent-encoded.
fn encode(path: &str) -> String {
    use std::fmt::Write;
    path.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_graphic() {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
        out
    })
}

/// After a write: JSON with `next` for a fetch, else 303.
pub fn done(visitor: &Visitor, next: &str) -> Response {
    if visitor.json { Json(serde_json::json!({ "next": next })).into_response() } else { see_other(next) }
}

/// A form with problems: JSON for a fetch, else the page again (422) as `again` renders it.
pub fn refused(visitor: &Visitor, fields: &FieldProblems, again: impl FnOnce() -> String) -> Response {
    let status = fields.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, |(_, p)| problem::status(p));
    if visitor.json {
        (status, Json(problem::json(visitor.lang, fields))).into_response()
    } else {
        html(status, again())
    }
}

/// Sets a cookie on an answer.
pub fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The fallback of the router.
pub async fn not_found() -> Fail {
    Fail::from(Problem::NotFound)
}

impl IntoResponse for Fail {
    /// A bare status that carries the failure; [`dress`] gives it its words.
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Prove(_) => StatusCode::UNAUTHORIZED,
            _ => self.first().map_or(StatusCode::FORBIDDEN, problem::status),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Around every answer: who asks is noted, what is kept is given, failures get their page, HTML is
/// packed, the walls' headers are set.
pub async fn dress(State(app): State<Linli>, mut request: Request, next: Next) -> Response {
    address::settle(&app, &mut request);
    dates::told_at(app.now(), dressed(&app, request, next)).await
}

async fn dressed(app: &Linli, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut response = match kept(app, &parts).await {
        Some(kept) => kept,
        None => made(app, parts, body, next).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // For browsers that do not know `frame-ancestors`.
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static("geolocation=(), microphone=(self), camera=(self)"));
    if app.config.https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// The kept page for whoever shows no session: it needs neither the walls within nor its handler. What
/// a session changes is for the handler to see, and so is a store that does not answer.
async fn kept(app: &Linli, parts: &Parts) -> Option<Response> {
    let https = parts.extensions.get::<Encrypted>().is_some();
    if parts.method != Method::GET || cookies::session(&parts.headers, https).is_some() {
        return None;
    }
    cache::find(app, &Visitor::read(parts), &parts.headers).await.ok().flatten()
}

async fn made(app: &Linli, parts: Parts, body: Body, next: Next) -> Response {
    let accepts = pack::Encoding::read(&parts.headers);
    // Who asks is read only if the answer turns out to need words.
    let head = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if response.status() == StatusCode::FORBIDDEN {
        note_refused(app, &head, response.extensions().get::<Fail>()).await;
    }
    if let Some(fail) = response.extensions_mut().remove::<Fail>() {
        response = worded(app, &head, response.status(), &fail).await;
    } else if let Some(problem) = bare(&response) {
        response = spoken(app, &head, response.status(), problem).await;
    }
    let is_html = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    if is_html && !response.headers().contains_key(header::CONTENT_ENCODING) {
        response = packed(response, accepts).await;
    }
    response
}

/// An act of staff that was refused is in the log as well. A form of another site is not theirs.
async fn note_refused(app: &Linli, head: &Parts, fail: Option<&Fail>) {
    let theirs = match fail {
        Some(fail) => matches!(fail.first(), Some(Problem::NotAllowed | Problem::SecondPersonNeeded)),
        None => true,
    };
    let verb = head.extensions.get::<MatchedPath>().and_then(|path| routes::verb_of(path.as_str()));
    let Some(verb) = verb.filter(|_| theirs) else { return };
    let visitor = Visitor::read(head);
    let object = format!("page {}", visitor.path.chars().take(120).collect::<String>());
    // The answer is the same where the log cannot be written.
    if let Err(fail) = audit::note_refused(app, &visitor, verb, object).await {
        tracing::warn!("a refused act is not in the audit log: {fail:?}");
    }
}

/// What is wrong where the router or an extractor answers with a status and a bare line, which
/// nobody here wrote: a path or query that cannot be read, a method that nothing takes.
fn bare(response: &Response) -> Option<Problem> {
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&b"text/plain"[..], HeaderValue::as_bytes);
    if !response.status().is_client_error() || !kind.starts_with(b"text/plain") {
        return None;
    }
    Some(match response.status() {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Problem::WrongWay,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::NotAForm,
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::BodyTooLarge { most_mib: u32::try_from(MOST_BODY >> 20).unwrap_or(0) }
        }
        _ => Problem::Unreadable,
    })
}

/// The same in words. Who opens a door's address (by reloading, or by the switches of a form that
/// came back) is led to the page that holds its form.
async fn spoken(app: &Linli, head: &Parts, status: StatusCode, problem: Problem) -> Response {
    let reads = matches!(head.method, Method::GET | Method::HEAD);
    if reads && let Some(page) = routes::page_above(head.uri.path()).filter(|_| problem == Problem::WrongWay) {
        return see_other(&page);
    }
    worded(app, head, status, &Fail::from(problem)).await
}

async fn worded(app: &Linli, head: &Parts, status: StatusCode, fail: &Fail) -> Response {
    let visitor = &Visitor::read(head);
    match fail {
        Fail::Confirm(_) if visitor.json => {
            (status, Json(problem::json(visitor.lang, &[("", Problem::ConfirmOrigin)]))).into_response()
        }
        Fail::Prove(form) if visitor.json => {
            let problem = if form.over { Problem::SignInAgain } else { Problem::ProveAgain };
            (status, Json(problem::json(visitor.lang, &[("", problem)]))).into_response()
        }
        Fail::Prove(form) => {
            let door = head.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
            let back = routes::page_of(&visitor.path).unwrap_or_else(|| "/login".to_owned());
            let sent = prove::Sent { door, verb: routes::verb_of(door), back };
            html(status, prove::page(app, visitor, &sent, form).await)
        }
        Fail::Confirm(form) => {
            let door = head.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
            unproven(app, visitor, door, form).await
        }
        Fail::Fields(fields) if visitor.json => (status, Json(problem::json(visitor.lang, fields))).into_response(),
        Fail::Fields(fields) => {
            // A page of words is owed even where the store does not answer.
            let instance = instance::find(app).await.unwrap_or_default();
            html(status, problem_page::show(visitor, instance, fields))
        }
    }
}

/// The confirming page, with the device's cookie that makes its token count.
async fn unproven(app: &Linli, visitor: &Visitor, door: &str, form: &Unproven) -> Response {
    let device = visitor.device.unwrap_or_else(|| app.random.id(app.clock.now())).to_string();
    let cookie = cookies::lasting(cookies::DEVICE, &device, app.config.https());
    let page = confirm::page(app, visitor, door, form, &device).await;
    with_cookie(html(StatusCode::FORBIDDEN, page), &cookie)
}

async fn packed(response: Response, accepts: pack::Encoding) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    let packed: Bytes = match accepts.name() {
        Some(name) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            parts.headers.remove(header::CONTENT_LENGTH);
            accepts.pack(&bytes, pack::Effort::Once).into()
        }
        None => bytes,
    };
    Response::from_parts(parts, Body::from(packed))
}
