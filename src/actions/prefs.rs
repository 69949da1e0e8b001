//! Language and elder mode, kept by a post.

use crate::http::answer::{Answer, see_other, with_cookie};
use crate::http::cookies::{LANG, MODE, lasting};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::pages::vote::with_ticks;
use crate::service::Linli;
use axum::extract::State;

/// `POST /prefs`: remembers and goes back to where it was chosen, with what was ticked on a slip.
pub async fn revise(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let back = local_path(fields.text("back"));
    let mut response = see_other(&with_ticks(&app, visitor.device, back, &fields));
    if let Some(lang) = Lang::parse(fields.text("lang")) {
        response = with_cookie(response, &lasting(LANG, lang.as_str(), app.config.https()));
    }
    if matches!(fields.text("mode"), "elder" | "standard") {
        response = with_cookie(response, &lasting(MODE, fields.text("mode"), app.config.https()));
    }
    Ok(response)
}

/// The path, if it is one of this site; else the first page. Browsers leave tabs and line ends out
/// of an address and read a backslash as a slash, so nothing with these is a path.
pub fn local_path(path: &str) -> &str {
    let odd = path.contains(|c: char| c == '\\' || c.is_control());
    if path.starts_with('/') && !path.starts_with("//") && !odd { path } else { "/" }
}

/// The same of where a form leads on to; empty for what leads elsewhere, so that it is never
/// repeated to anybody.
pub fn onward(path: &str) -> &str {
    if local_path(path) == path { path } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_this_site_is_gone_to() {
        for path in ["/", "/c/yangguang?mode=elder#works", "/c/阳光/works"] {
            assert_eq!((local_path(path), onward(path)), (path, path));
        }
        let elsewhere = ["", "evil.example", "https://evil.example", "//evil.example", "/\\evil.example"];
        let odd = ["/\t/evil.example", "/\n//evil.example", "/a\\..\\b", "/\u{85}/evil.example", "/\0"];
        for path in elsewhere.into_iter().chain(odd) {
            assert_eq!((local_path(path), onward(path)), ("/", ""), "{path:?}");
        }
    }
}
