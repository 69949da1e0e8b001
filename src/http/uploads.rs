//! Photos and recordings by their address.
//!
//! For: `/p/{id}`, small with `?small=1`. What everybody may see is kept by browsers, but asked for
//! again at each view: a photo that is hidden later must not be seen any more. As long as it is
//! shown, that costs the head of an answer, not the photo. The rest is not kept at all.
//! Must not know: who may see what (`service::photos`).
//! To add: nothing.

use crate::domain::ids::{DraftId, UploadId};
use crate::domain::problem::Problem;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::service::photos::{self, Key, Opened, small};
use crate::service::{Linli, sessions};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;

/// By what one may see an upload that is not for everybody.
#[derive(Debug, Default, Deserialize)]
pub struct Given {
    /// The author's secret.
    #[serde(default)]
    pub f: Option<String>,
    /// The draft that holds it.
    #[serde(default)]
    pub d: Option<String>,
    /// If it is there: the small version of a photo.
    #[serde(default)]
    pub small: Option<String>,
}

/// `/p/{id}`
pub async fn show(
    State(app): State<Linli>,
    Path(id): Path<String>,
    Query(given): Query<Given>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Answer {
    let id = UploadId::parse(&id).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    let draft = given.d.as_deref().and_then(DraftId::parse);
    let key = Key { secret: given.f, draft, device: visitor.device };
    let opened = photos::open(&app, &caller, id, &key).await?;
    let tiny = given.small.is_some();
    if !opened.for_all {
        let mut response = shown(&app, &opened, tiny).await?;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        return Ok(response);
    }
    // The bytes of an id and size never change, so these are their tag.
    let tag = if tiny { format!("\"{id}-small\"") } else { format!("\"{id}\"") };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == tag.as_bytes());
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { shown(&app, &opened, tiny).await? };
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    Ok(response)
}

async fn shown(app: &Linli, opened: &Opened, tiny: bool) -> Answer {
    let mime = HeaderValue::from_str(&opened.upload.mime).unwrap_or(HeaderValue::from_static("image/jpeg"));
    let bytes = if tiny { small::bytes(app, opened).await? } else { photos::bytes(app, opened).await? };
    let mut response = bytes.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, mime);
    out.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    Ok(response)
}
