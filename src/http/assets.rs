//! The embedded assets: style, scripts, islands, icon.
//!
//! For: their addresses with the hash, and serving them packed and cached for ever.
//! Must not know: which page uses what.
//! To add: a file in `public/` or `style/`; `build.rs` does the rest.

use crate::domain::problem::Problem;
use crate::http::answer::Answer;
use crate::http::pack::Encoding;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;

/// One embedded file in its three forms.
pub struct Asset {
    /// Its name in the code.
    pub key: &'static str,
    /// Its address, with the hash.
    pub path: &'static str,
    mime: &'static str,
    plain: &'static [u8],
    /// Brotli form.
    pub br: &'static [u8],
    gz: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an asset by its name; none if it was not built in.
pub fn path(key: &str) -> Option<&'static str> {
    ASSETS.iter().find(|asset| asset.key == key).map(|asset| asset.path)
}

/// Serves one asset.
pub async fn show(Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let wanted = format!("/assets/{name}");
    let asset = ASSETS.iter().find(|asset| asset.path == wanted).ok_or(Problem::NotFound)?;
    let encoding = Encoding::read(&headers);
    let bytes = match encoding {
        Encoding::Brotli => asset.br,
        Encoding::Gzip => asset.gz,
        Encoding::Plain => asset.plain,
    };
    let mut response = bytes.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(name) = encoding.name() {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    Ok(response)
}
