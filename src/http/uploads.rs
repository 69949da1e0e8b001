//! Photos and recordings by their address.
//!
//! For: `/p/{id}`, small with `?small=1`. What everybody may see is kept by browsers for ever; the
//! rest is not kept.
//! Must not know: who may see what (`service::photos`).
//! To add: nothing.

use crate::domain::ids::{DraftId, UploadId};
use crate::domain::problem::Problem;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::service::photos::small::open_small;
use crate::service::photos::{self, Key};
use crate::service::{Linli, sessions};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
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
) -> Answer {
    let id = UploadId::parse(&id).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    let key = Key { secret: given.f, draft: given.d.as_deref().and_then(DraftId::parse) };
    let opened = match given.small {
        Some(_) => open_small(&app, &caller, id, &key).await?,
        None => photos::open(&app, &caller, id, &key).await?,
    };
    let keep = if opened.for_all { "public, max-age=31536000, immutable" } else { "private, no-store" };
    let mime = HeaderValue::from_str(&opened.upload.mime).unwrap_or(HeaderValue::from_static("image/jpeg"));
    let mut response = opened.bytes.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, mime);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    out.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    Ok(response)
}
