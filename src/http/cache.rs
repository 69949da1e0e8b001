//! Pages for visitors, kept by the revision of their community.
//!
//! For: a rendered and packed page is kept under (path, language, mode, encoding) with the
//! revision it shows; a write raises the revision, so a stale page is never served. What is kept
//! holds nothing personal, no token and no key.
//! Must not know: how a page is made.
//! To add: a handler calls [`find`] first, then [`keep`] with what it rendered and the one address under which
//! it is kept: a page asked for in another spelling (`%79`, capitals, a page number that is not there) is
//! rendered and not kept, or copies would fill the shelf. `answer::dress` looks here for visitors without a session.

use crate::domain::ids::CommunityId;
use crate::domain::moment::SECOND;
use crate::http::pack::{Effort, Encoding};
use crate::http::visitor::Visitor;
use crate::service::shelf::Kept;
use crate::service::{Fail, Linli};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A page says 'still 6 days': so it is rendered anew after this time even without a write.
const FRESH: i64 = 30 * SECOND;

/// Which page a document is.
#[derive(Clone, Debug)]
pub struct Of {
    /// Whose page it is.
    pub community: CommunityId,
    /// The revision read before rendering.
    pub revision: i64,
    /// Its one address, as the site's own links write it.
    pub address: String,
}

/// Whether the visitor wrote a page's address as the site does.
fn is_at(visitor: &Visitor, address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    visitor.path == path && visitor.query == query
}

/// What a kept page depends on beside its revision.
fn key(visitor: &Visitor, encoding: Encoding) -> String {
    let mode = if visitor.elder { "elder" } else { "" };
    format!(
        "{}?{} {} {mode} {}",
        visitor.path,
        visitor.query,
        visitor.lang.as_str(),
        encoding.name().unwrap_or_default()
    )
}

/// The kept page, if it still shows the present revision.
///
/// # Errors
/// The store did not say the revision.
pub async fn find(app: &Linli, visitor: &Visitor, headers: &HeaderMap) -> Result<Option<Response>, Fail> {
    let encoding = Encoding::read(headers);
    let Some(kept) = app.pages.find(&key(visitor, encoding)) else { return Ok(None) };
    if app.clock.now() >= kept.until || app.store.revision(kept.community).await? != kept.revision {
        return Ok(None);
    }
    Ok(Some(response(encoding, kept.bytes, &kept.tag, headers)))
}

/// Keeps a rendered document, if the visitor asked for it by its address, and answers with it.
pub fn keep(app: &Linli, visitor: &Visitor, headers: &HeaderMap, of: Of, document: &str) -> Response {
    let Of { community, revision, address } = of;
    let encoding = Encoding::read(headers);
    let stays = is_at(visitor, &address);
    let bytes = Bytes::from(encoding.pack(document.as_bytes(), if stays { Effort::Kept } else { Effort::Once }));
    let hash = crate::keys::hex(&crate::keys::sha256(&bytes));
    let tag = format!("\"{}\"", hash.get(..20).unwrap_or_default());
    let answer = response(encoding, bytes.clone(), &tag, headers);
    let until = app.clock.now().plus(FRESH);
    if stays {
        app.pages.keep(key(visitor, encoding), Kept { community, revision, until, bytes, tag });
    }
    answer
}

fn response(encoding: Encoding, bytes: Bytes, tag: &str, headers: &HeaderMap) -> Response {
    let same = headers.get(header::IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == tag.as_bytes());
    let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        out.insert(header::ETAG, tag);
    }
    if !same {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name().unwrap_or("identity")));
    }
    response
}
