//! What islands read from the server while one types.
//!
//! For: one `#[server]` function a question. They only read; every write is a form's own door.
//! Must not know: rules; it asks the service.
//! To add: a function below `/api/ask`, with an answer that holds ready strings, and beside it
//! what asks it from the browser through [`read`]: the client that `#[server]` generates would
//! make the islands a third heavier than the budget allows.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response, UrlSearchParams};

/// A feedback that says something like what is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What it says, shortened.
    pub text: String,
    /// How many say the same, in words.
    pub counts: String,
    /// Its address.
    pub to: String,
}

/// Up to three published feedbacks of a community like a text, in the language of the page.
///
/// # Errors
/// The server did not answer.
#[server(prefix = "/api/ask", endpoint = "similar")]
pub async fn similar(
    /// The community.
    slug: String,
    /// What is typed so far.
    text: String,
    /// Language of the page.
    lang: String,
) -> Result<Vec<Said>, ServerFnError> {
    let app = expect_context::<crate::service::Linli>();
    crate::pages::feedback::similar::said(&app, &slug, &text, &lang).await.map_err(|_| ServerFnError::new("not now"))
}

/// Asks [`similar`] from the browser; nothing where the server does not answer.
pub async fn ask_similar(slug: &str, text: &str, lang: &str) -> Vec<Said> {
    let answer = read("/api/ask/similar", &[("slug", slug), ("text", text), ("lang", lang)]).await;
    answer.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

/// Posts a question as a form and gives the answer's text.
async fn read(path: &str, fields: &[(&str, &str)]) -> Option<String> {
    let body = UrlSearchParams::new().ok()?;
    for (name, value) in fields {
        body.append(name, value);
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body);
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await.ok()?;
    let answer: Response = answer.dyn_into().ok().filter(Response::ok)?;
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
