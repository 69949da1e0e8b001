//! The fields of a form, of either encoding.
//!
//! For: [`Fields`], one extractor for `application/x-www-form-urlencoded` and
//! `multipart/form-data`, so that a door reads the same with and without files. It also asks
//! for the form's token where the browser did not prove where the form came from. Files are read
//! only where the table of routes says in which fields.
//! Must not know: what a field means.
//! To add: nothing for a new field.

use crate::domain::problem::Problem;
use crate::http::address::Encrypted;
use crate::http::arriving::{self, Arrival, Files, MOST_CONFIRMED, MOST_PARTS, MOST_WORDS};
use crate::http::cookies;
use crate::http::origin::{self, Proof};
use crate::http::visitor::Visitor;
use crate::http::waited::Took;
use crate::service::fail::Unproven;
use crate::service::staff::own;
use crate::service::{Fail, Linli, held, sessions};
use axum::extract::multipart::{Field, MultipartError};
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

/// The field of the password that is asked for once more.
pub const PROOF: &str = "proof_of_sender";

/// That a form asks for the password again if it was given longer ago than this.
#[derive(Clone, Copy, Debug)]
pub struct Proved(pub i64);

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

/// Files under the names of their fields.
type Named = Vec<(String, Bytes)>;

/// The fields of one form.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    files: Vec<FilePart>,
    /// The room it takes while its door works.
    arrival: Arrival,
    /// What is noted of the files that were held for it.
    took: Took,
}

impl Fields {
    /// From name and value pairs.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, ..Self::default() }
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

    async fn multipart(request: Request, app: &Linli, takes: Files) -> Result<Self, Fail> {
        let (request, arrival) = arriving::measured(request, app, takes.most());
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Problem::FormBroken)?;
        let mut reading = Reading::default();
        while let Some(part) = form.next_field().await.map_err(|_| arrival.refusal())? {
            reading.take(part, takes).await.map_err(|_| arrival.refusal())?;
        }
        Ok(Self { arrival, ..reading.end()? })
    }

    async fn words(request: Request, app: &Linli) -> Result<Self, Fail> {
        let (_, body, arrival) = arriving::whole(request, app, MOST_WORDS).await?;
        if body.split(|byte| *byte == b'&').count() > MOST_PARTS {
            return Err(arriving::too_large(MOST_WORDS).into());
        }
        Ok(Self { arrival, ..Self::new(decode(&body)) })
    }

    /// The form, if its sender need not say once more who they are, or just did.
    async fn proven(mut self, app: &Linli, asks: &Asks, takes: Files) -> Result<Self, Fail> {
        let password = self.text(PROOF).to_owned();
        self.pairs.retain(|(name, _)| name != PROOF);
        if sessions::is_over(app, &asks.visitor).await? {
            return Err(self.signed_out(app, &asks.visitor.address, takes).await?);
        }
        if !sessions::stale(app, &asks.visitor, asks.within).await? {
            return self.with_held(app, takes).await;
        }
        let problem = if password.is_empty() {
            Problem::ProveAgain
        } else {
            match own::prove(app, &asks.visitor, &password).await {
                Ok(()) => return self.with_held(app, takes).await,
                Err(Fail::Fields(fields)) => {
                    fields.into_iter().next().map_or(Problem::ProveAgain, |(_, problem)| problem)
                }
                Err(other) => return Err(other),
            }
        };
        if matches!(problem, Problem::SignInFirst | Problem::Internal { .. }) {
            return Err(Fail::from(problem));
        }
        let mut form = self.unproven(app, &asks.visitor.address, takes).await?;
        form.problem = form.problem.or(Some(problem));
        Err(Fail::Prove(Box::new(form)))
    }

    /// The form of a session that is over: it waits while its sender signs in. A form of passwords alone
    /// has nothing to keep.
    async fn signed_out(self, app: &Linli, address: &str, takes: Files) -> Result<Fail, Fail> {
        let mut form = self.unproven(app, address, takes).await?;
        if form.secret {
            return Ok(Fail::from(Problem::SignInFirst));
        }
        form.over = true;
        form.problem = form.problem.or(Some(Problem::SignInAgain));
        Ok(Fail::Prove(Box::new(form)))
    }

    /// What is held under the number in this form, of the fields that its door knows.
    async fn held(&self, app: &Linli, takes: Files) -> Result<Option<(Uuid, Named)>, Fail> {
        if !takes.held {
            return Ok(None);
        }
        let Ok(id) = Uuid::try_parse(self.text(HELD)) else { return Ok(None) };
        let Some(bytes) = held::size(app, id).await else { return Ok(None) };
        self.arrival.grow(app, bytes).await?;
        let mut files = held::find(app, id).await;
        if let Some(to) = held::led_to(app, id, &files) {
            return Err(self.took.led(to));
        }
        files.retain(|(name, _)| takes.takes(name));
        Ok((!files.is_empty()).then_some((id, files)))
    }

    /// With the files that were held while the form was confirmed.
    async fn with_held(mut self, app: &Linli, takes: Files) -> Result<Self, Fail> {
        if let Some((id, files)) = self.held(app, takes).await? {
            self.took.files(id);
            self.files.extend(files.into_iter().map(|(name, bytes)| FilePart { name, filename: String::new(), bytes }));
        }
        Ok(self)
    }

    /// What is shown to be confirmed: files are kept meanwhile, passwords are not.
    async fn unproven(self, app: &Linli, address: &str, takes: Files) -> Result<Unproven, Fail> {
        if self.pairs.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > MOST_CONFIRMED {
            return Err(arriving::too_large(MOST_CONFIRMED).into());
        }
        if SECRET.iter().any(|name| self.has(name)) {
            let pairs = self.pairs.into_iter().filter(|(name, _)| name == "next").collect();
            return Ok(Unproven { pairs, secret: true, ..Unproven::default() });
        }
        let words = |pairs: Vec<(String, String)>| {
            pairs.into_iter().filter(|(name, _)| name != HELD && name != TOKEN).collect()
        };
        if !takes.held {
            let again = !self.files.is_empty();
            return Ok(Unproven { pairs: words(self.pairs), again, ..Unproven::default() });
        }
        let (mut held, mut files) =
            self.held(app, takes).await?.map_or((None, Vec::new()), |(id, had)| (Some(id), had));
        let sent = self.files.into_iter();
        let (new, large): (Vec<_>, Vec<_>) = sent.partition(|file| file.bytes.len() <= held::MOST_FILE);
        let mut problem = large.first().map(|_| held::file_too_large());
        if !new.is_empty() {
            let new = new.into_iter().map(|file| (file.name, file.bytes));
            let all: Vec<_> = files.iter().cloned().chain(new).collect();
            match held::keep(app, address, &all).await {
                Ok(id) => (held, files) = (Some(id), all),
                Err(fail) => problem = fail.first().cloned(),
            }
        }
        let files = files.into_iter().map(|(name, _)| name).collect();
        Ok(Unproven { pairs: words(self.pairs), files, held, problem, ..Unproven::default() })
    }
}

/// Who sends a form, and how lately they must have given their password.
struct Asks {
    visitor: Visitor,
    within: Option<i64>,
}

/// A form of several parts while it is read. What is beyond its bounds is read on and not kept, so
/// that the sender hears of it.
#[derive(Default)]
struct Reading {
    fields: Fields,
    words: usize,
    parts: usize,
}

impl Reading {
    fn is_too_large(&self) -> bool {
        self.parts > MOST_PARTS || self.words > MOST_WORDS
    }

    async fn take(&mut self, mut part: Field<'_>, takes: Files) -> Result<(), MultipartError> {
        let name = part.name().unwrap_or_default().to_owned();
        let filename = part.file_name().map(str::to_owned);
        self.parts += 1;
        self.words += name.len() + filename.as_ref().map_or(0, String::len);
        match filename {
            Some(filename) if takes.takes(&name) && !self.is_too_large() => {
                let bytes = part.bytes().await?;
                if !bytes.is_empty() {
                    self.fields.files.push(FilePart { name, filename, bytes });
                }
            }
            Some(_) => while part.chunk().await?.is_some() {},
            None => {
                let value = self.text(part).await?;
                if !self.is_too_large() {
                    self.fields.pairs.push((name, value));
                }
            }
        }
        Ok(())
    }

    async fn text(&mut self, mut part: Field<'_>) -> Result<String, MultipartError> {
        let mut value = Vec::new();
        while let Some(chunk) = part.chunk().await? {
            self.words += chunk.len();
            if !self.is_too_large() {
                value.extend_from_slice(&chunk);
            }
        }
        Ok(String::from_utf8_lossy(&value).into_owned())
    }

    fn end(self) -> Result<Fields, Fail> {
        if self.is_too_large() { Err(arriving::too_large(MOST_WORDS).into()) } else { Ok(self.fields) }
    }
}

/// Pairs of a form body.
pub fn decode(body: &[u8]) -> Vec<(String, String)> {
    serde_urlencoded::from_bytes(body).unwrap_or_default()
}

impl FromRequest<Linli> for Fields {
    type Rejection = Fail;

    async fn from_request(request: Request, app: &Linli) -> Result<Self, Fail> {
        let proof = request.extensions().get::<Proof>().copied().unwrap_or(Proof::None);
        let https = request.extensions().get::<Encrypted>().is_some();
        let device = cookies::kept(request.headers(), cookies::DEVICE, https).map(str::to_owned);
        let staff = origin::is_for_staff(request.uri().path());
        let mut takes = request.extensions().get::<Files>().copied().unwrap_or_default();
        let took = request.extensions().get::<Took>().cloned().unwrap_or_default();
        let (parts, body) = request.into_parts();
        let within = parts.extensions.get::<Proved>().map(|proved| proved.0);
        let visitor = Visitor::read(&parts);
        // A fetch gets no page that could name what is held.
        takes.held &= !visitor.json;
        let address = visitor.address.clone();
        let asks = staff.then_some(Asks { visitor, within });
        let request = Request::from_parts(parts, body);
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let mut fields = if kind.starts_with("multipart/form-data") {
            Self::multipart(request, app, takes).await?
        } else if kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded") {
            Self::words(request, app).await?
        } else {
            return Err(Problem::NotAForm.into());
        };
        fields.took = took;
        if proof == Proof::SameOrigin || origin::token_holds(app, device.as_deref(), fields.text(TOKEN)) {
            match asks {
                Some(asks) => fields.proven(app, &asks, takes).await,
                None => fields.with_held(app, takes).await,
            }
        } else if staff {
            Err(Problem::OtherSite.into())
        } else {
            Err(Fail::Confirm(Box::new(fields.unproven(app, &address, takes).await?)))
        }
    }
}
