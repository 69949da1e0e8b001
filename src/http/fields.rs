//! The fields of a form, of either encoding.
//!
//! For: [`Fields`], one extractor for `application/x-www-form-urlencoded` and
//! `multipart/form-data`, so that a door reads the same with and without files. It also asks
//! for the form's token where the browser did not prove where the form came from.
//! Must not know: what a field means.
//! To add: nothing for a new field.

use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::http::MOST_BODY;
use crate::http::address::Client;
use crate::http::origin::{self, Proof};
use crate::service::allowance::{self, Act};
use crate::service::fail::Unproven;
use crate::service::{Fail, Linli, held};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use uuid::Uuid;

/// The field that names files the server holds until their form is confirmed.
pub const HELD: &str = "held_files";
/// The field that proves where a form came from.
pub const TOKEN: &str = "token_of_form";
/// What is never written into a page.
const SECRET: [&str; 3] = ["password", "again", "old"];

/// One sent file.
#[derive(Clone, Debug)]
pub struct FilePart {
    /// Field name.
    pub name: String,
    /// The name it had on the phone; never trusted.
    pub filename: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The fields of one form.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    files: Vec<FilePart>,
}

impl Fields {
    /// From name and value pairs.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, files: Vec::new() }
    }
    /// The first value, or the empty text.
    pub fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }
    /// Every value of a repeated field.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
    /// True if the field was sent at all (a ticked box, the pressed button).
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
    }
    /// Files of this name that are not empty.
    pub fn files<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f FilePart> {
        self.files.iter().filter(move |file| file.name == name)
    }
    /// Every pair, for giving a form back.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    async fn multipart(request: Request, app: &Linli) -> Result<Self, Fail> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Problem::FormBroken)?;
        let mut fields = Self::default();
        while let Some(part) = form.next_field().await.map_err(too_large)? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(filename) => {
                    let bytes = part.bytes().await.map_err(too_large)?;
                    if !bytes.is_empty() {
                        fields.files.push(FilePart { name, filename, bytes });
                    }
                }
                None => fields.pairs.push((name, part.text().await.map_err(too_large)?)),
            }
        }
        Ok(fields)
    }

    /// With the files that were held while the form was confirmed.
    async fn with_held(mut self, app: &Linli) -> Self {
        if let Ok(id) = Uuid::try_parse(self.text(HELD)) {
            let held = held::find(app, id).await;
            self.files.extend(held.into_iter().map(|(name, bytes)| FilePart { name, filename: String::new(), bytes }));
        }
        self
    }

    /// What is shown to be confirmed: files are kept meanwhile, passwords are not.
    async fn unproven(self, app: &Linli, address: &str) -> Unproven {
        if SECRET.iter().any(|name| self.has(name)) {
            let pairs = self.pairs.into_iter().filter(|(name, _)| name == "next").collect();
            return Unproven { pairs, secret: true, ..Unproven::default() };
        }
        let mut held = Uuid::try_parse(self.text(HELD)).ok();
        let mut files = match held {
            Some(id) => held::find(app, id).await,
            None => Vec::new(),
        };
        let mut problem = None;
        if !self.files.is_empty() {
            files.extend(self.files.into_iter().map(|file| (file.name, file.bytes)));
            match hold(app, address, &files).await {
                Ok(id) => held = Some(id),
                Err(fail) => {
                    problem = fail.first().cloned();
                    files.clear();
                }
            }
        }
        let pairs = self.pairs.into_iter().filter(|(name, _)| name != HELD && name != TOKEN).collect();
        let held = held.filter(|_| !files.is_empty());
        Unproven { pairs, files: files.into_iter().map(|(name, _)| name).collect(), held, problem, secret: false }
    }
}

/// Nobody has proven anything yet, so what is held counts against the address.
async fn hold(app: &Linli, address: &str, files: &[(String, Bytes)]) -> Result<Uuid, Fail> {
    for _ in files {
        allowance::take_now(app, &Caller::Nobody, Act::Upload, address).await?;
    }
    held::keep(app, files).await
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err takes")]
fn too_large(error: axum::extract::multipart::MultipartError) -> Fail {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        body_too_large()
    } else {
        Fail::from(Problem::FormBroken)
    }
}

fn body_too_large() -> Fail {
    Fail::from(Problem::BodyTooLarge { most_mib: u32::try_from(MOST_BODY >> 20).unwrap_or(0) })
}

/// Pairs of a form body.
pub fn decode(body: &[u8]) -> Vec<(String, String)> {
    serde_urlencoded::from_bytes(body).unwrap_or_default()
}

impl FromRequest<Linli> for Fields {
    type Rejection = Fail;

    async fn from_request(request: Request, app: &Linli) -> Result<Self, Fail> {
        let proof = request.extensions().get::<Proof>().copied().unwrap_or(Proof::None);
        let address = request.extensions().get::<Client>().map(|client| client.0.to_string()).unwrap_or_default();
        let device = crate::http::cookies::find(request.headers(), crate::http::cookies::DEVICE).map(str::to_owned);
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let fields = if kind.starts_with("multipart/form-data") {
            Self::multipart(request, app).await?
        } else if kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded") {
            let body = Bytes::from_request(request, app).await.map_err(|_| body_too_large())?;
            Self::new(decode(&body))
        } else {
            return Err(Problem::NotAForm.into());
        };
        if proof == Proof::SameOrigin || origin::token_holds(app, device.as_deref(), fields.text(TOKEN)) {
            Ok(fields.with_held(app).await)
        } else {
            Err(Fail::Confirm(Box::new(fields.unproven(app, &address).await)))
        }
    }
}
