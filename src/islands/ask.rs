//! What islands read from the server while one types.
//!
//! For: one `#[server]` function a question. They only read; every write is a form's own door.
//! Must not know: rules; it asks the service.
//! To add: a function below `/api/ask`, with an answer that holds ready strings.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

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
