//! Pages for visitors, kept by the revision of their community.
//!
//! For: a rendered and packed page is kept under (path, language, mode, encoding) with the
//! revision it shows; a write raises the revision, so a stale page is never served. What is kept
//! holds nothing personal, no token and no key.
//! Must not know: how a page is made.
//! To add: a handler calls [`find`] first and [`keep`] with what it rendered.

use crate::domain::ids::CommunityId;
use crate::domain::moment::{Moment, SECOND};
use crate::http::pack::{Effort, Encoding};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::service::{Fail, Linli};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use parking_lot::RwLock;
use std::collections::HashMap;

/// A page says 'still 6 days': so it is rendered anew after this time even without a write.
const FRESH: i64 = 30 * SECOND;
/// Most pages kept; then all are dropped, which is simpler than a queue and as good for pages
/// that are rendered in a millisecond.
const MOST: usize = 4096;

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    path: String,
    lang: Lang,
    elder: bool,
    encoding: Encoding,
}

struct Kept {
    community: CommunityId,
    revision: i64,
    until: Moment,
    bytes: Bytes,
    etag: HeaderValue,
}

/// The kept pages of this process.
#[derive(Default)]
pub struct Pages(RwLock<HashMap<Key, Kept>>);

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pages({})", self.0.read().len())
    }
}

fn key(visitor: &Visitor, headers: &HeaderMap) -> Key {
    let path =
        if visitor.query.is_empty() { visitor.path.clone() } else { format!("{}?{}", visitor.path, visitor.query) };
    Key { path, lang: visitor.lang, elder: visitor.elder, encoding: Encoding::read(headers) }
}

/// The kept page, if it still shows the present revision.
///
/// # Errors
/// The store did not say the revision.
pub async fn find(app: &Linli, visitor: &Visitor, headers: &HeaderMap) -> Result<Option<Response>, Fail> {
    let key = key(visitor, headers);
    let known = app.pages.0.read().get(&key).map(|kept| (kept.community, kept.revision, kept.until));
    let Some((community, revision, until)) = known else { return Ok(None) };
    if app.clock.now() >= until || app.store.revision(community).await? != revision {
        return Ok(None);
    }
    let pages = app.pages.0.read();
    Ok(pages.get(&key).filter(|kept| kept.revision == revision).map(|kept| {
        response(key.encoding, kept.bytes.clone(), kept.etag.clone(), headers)
    }))
}

/// Keeps a rendered document and answers with it. `revision` is the one read before rendering.
pub fn keep(
    app: &Linli,
    visitor: &Visitor,
    headers: &HeaderMap,
    (community, revision): (CommunityId, i64),
    document: &str,
) -> Response {
    let key = key(visitor, headers);
    let bytes = Bytes::from(key.encoding.pack(document.as_bytes(), Effort::Kept));
    let hash = crate::keys::hex(&crate::keys::sha256(&bytes));
    let etag = HeaderValue::from_str(&format!("\"{}\"", hash.get(..20).unwrap_or_default()))
        .unwrap_or(HeaderValue::from_static("\"\""));
    let answer = response(key.encoding, bytes.clone(), etag.clone(), headers);
    let mut pages = app.pages.0.write();
    if pages.len() >= MOST {
        pages.clear();
    }
    pages.insert(key, Kept { community, revision, until: app.clock.now().plus(FRESH), bytes, etag });
    answer
}

fn response(encoding: Encoding, bytes: Bytes, etag: HeaderValue, headers: &HeaderMap) -> Response {
    let same = headers.get(header::IF_NONE_MATCH).is_some_and(|sent| sent == etag);
    let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    out.insert(header::ETAG, etag);
    if !same {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name().unwrap_or("identity")));
    }
    response
}
