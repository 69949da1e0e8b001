//! Who asks, as far as the request alone tells.
//!
//! For: [`Visitor`]: language, elder mode, device, session token, address. Reading it costs
//! nothing and asks no database.
//! Must not know: what the session stands for (that is `service::sessions`).
//! To add: a field read from headers or query only.

use crate::domain::agent;
use crate::http::address::{Client, Encrypted};
use crate::http::cookies;
use crate::i18n::Lang;
use crate::service::sessions::Shown;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use uuid::Uuid;

/// What the request says about its sender.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Language of the page.
    pub lang: Lang,
    /// Elder mode (长辈版).
    pub elder: bool,
    /// Path of the request, without its query.
    pub path: String,
    /// The query, without the language and mode given by it.
    pub query: String,
    /// The browser's own random number, if it has one already.
    pub device: Option<Uuid>,
    /// The session token, if any.
    pub session: Option<String>,
    /// Network address.
    pub address: String,
    /// What the browser says it is; told to its owner in two words, kept nowhere as it stands.
    pub browser: String,
    /// True if the request wants JSON (a `fetch` of an island).
    pub json: bool,
}

impl Visitor {
    /// Reads a request's head.
    pub fn read(parts: &Parts) -> Self {
        let https = parts.extensions.get::<Encrypted>().is_some();
        let cookie = |name| cookies::kept(&parts.headers, name, https);
        let query = parts.uri.query().unwrap_or_default();
        let asked = |name: &str| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        let lang = asked("lang").or(cookie(cookies::LANG)).and_then(Lang::parse).unwrap_or_default();
        let elder = asked("mode").or(cookie(cookies::MODE)) == Some("elder");
        let rest: Vec<&str> =
            query.split('&').filter(|p| !p.is_empty() && !p.starts_with("lang=") && !p.starts_with("mode=")).collect();
        let address = parts.extensions.get::<Client>().map(|client| client.0.to_string());
        let accepts = parts.headers.get("accept").and_then(|v| v.to_str().ok()).unwrap_or_default();
        let browser = parts.headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or_default();
        Self {
            browser: browser.chars().take(300).collect(),
            lang,
            elder,
            path: parts.uri.path().to_owned(),
            query: rest.join("&"),
            device: cookie(cookies::DEVICE).and_then(|text| Uuid::try_parse(text).ok()),
            session: cookies::session(&parts.headers, https).map(str::to_owned),
            address: address.unwrap_or_default(),
            json: accepts.starts_with("application/json"),
        }
    }
}

impl Shown for Visitor {
    fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }
    fn address(&self) -> &str {
        &self.address
    }
    fn agent(&self) -> String {
        agent::in_words(&self.browser)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts))
    }
}

/// The token of a sign-in that waits for its second step, if any.
#[derive(Clone, Debug, Default)]
pub struct Step(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Step {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let https = parts.extensions.get::<Encrypted>().is_some();
        Ok(Self(cookies::step(&parts.headers, https).map(str::to_owned)))
    }
}
