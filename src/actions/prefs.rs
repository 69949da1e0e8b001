//! Language and elder mode, kept by a post.

use crate::http::answer::{Answer, see_other, with_cookie};
use crate::http::cookies::{LANG, MODE, lasting};
use crate::http::fields::Fields;
use crate::i18n::Lang;
use crate::service::Linli;
use axum::extract::State;

/// `POST /prefs`: remembers and goes back to where it was chosen.
pub async fn revise(State(app): State<Linli>, fields: Fields) -> Answer {
    let mut response = see_other(local_path(fields.text("back")));
    if let Some(lang) = Lang::parse(fields.text("lang")) {
        response = with_cookie(response, &lasting(LANG, lang.as_str(), app.config.https()));
    }
    if matches!(fields.text("mode"), "elder" | "standard") {
        response = with_cookie(response, &lasting(MODE, fields.text("mode"), app.config.https()));
    }
    Ok(response)
}

/// The path, if it is one of this site; else the first page.
pub fn local_path(path: &str) -> &str {
    let local = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    if local { path } else { "/" }
}
