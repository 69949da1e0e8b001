//! What islands read from the server while one types.
//!
//! For: one `#[server]` function a question. They only read; every write is a form's own door.
//! Must not know: services, rules: who answers comes in as an [`Answers`] from the door.
//! To add: a function below `/api/ask` with its answer in [`Answers`], and beside it what asks it
//! from the browser through [`read`]: the client that `#[server]` generates would make the
//! islands heavier than their budget.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::pin::Pin;
use std::sync::Arc;
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

/// What is being typed, where.
#[derive(Clone, Debug)]
pub struct Typing {
    /// The community.
    pub slug: String,
    /// The text so far.
    pub text: String,
    /// Language of the page.
    pub lang: String,
}

/// An answer that is on its way; none if there is nobody to answer.
pub type Coming<T> = Pin<Box<dyn Future<Output = Option<T>> + Send>>;

/// Who answers, on the server.
#[derive(Clone)]
pub struct Answers {
    /// What was said already.
    pub similar: Arc<dyn Fn(Typing) -> Coming<Vec<Said>> + Send + Sync>,
}

/// Up to three published feedbacks of a community like a text, in the language of the page.
///
/// # Errors
/// There is no such community, or the store did not answer.
#[server(prefix = "/api/ask", endpoint = "similar")]
pub async fn similar(
    /// The community.
    slug: String,
    /// What is typed so far.
    text: String,
    /// Language of the page.
    lang: String,
) -> Result<Vec<Said>, ServerFnError> {
    let answers = expect_context::<Answers>();
    (answers.similar)(Typing { slug, text, lang }).await.ok_or_else(|| ServerFnError::new("no answer"))
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
