//! A running site and browsers that know forms and cookies but no JavaScript.
//!
//! To add: what a browser does that a test needs. Nothing here knows the site's rules.
#![allow(dead_code, reason = "a browser can more than the present tests ask")]

use crate::kit::{Ground, Instance, Subject, sample, start};
use futures::FutureExt;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use linli::clock::{FixedClock, Random};
use linli::config::Config;
use linli::domain::ids::{CommunityId, HouseholdId};
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::http::serve;
use linli::service::{Linli, sessions};
use linli::store::sessions::Owner;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A running site.
pub struct Site {
    /// The instance behind it.
    pub app: Linli,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    /// Where it answers.
    pub addr: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Subject for Site {
    async fn open(ground: &Ground) -> Self {
        let Instance { app, clock } = Instance::open(ground).await;
        Self::serving(app, clock).await
    }
    async fn end(self) {
        let _ = self.stop.send(());
        self.served.await.unwrap().unwrap();
    }
}

impl Site {
    /// An empty one with settings of its own, for a promise about a setting.
    pub async fn of(config: Config) -> Self {
        let clock = Arc::new(FixedClock::new(start()));
        let app = Linli::open_with(config, Box::new(clock.clone()), Random::seeded(7)).await.unwrap();
        Self::serving(app, clock).await
    }

    async fn serving(app: Linli, clock: Arc<FixedClock>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve::serve(app.clone(), listener, async move { drop(stopped.await) }));
        Self { app, clock, addr, stop, served }
    }

    /// A new browser of nobody in particular.
    pub fn browser(&self) -> Browser {
        Browser {
            addr: self.addr,
            cookies: Mutex::default(),
            origin: Mutex::new(Some("same-origin")),
            seat: Mutex::default(),
        }
    }

    /// A browser in which a new member of staff has signed in.
    pub async fn staff(&self, login: &str, role: Role, scope: Scope) -> Browser {
        let id = sample::staff(&self.app.store, login, role, scope, self.app.now()).await;
        self.signed_in(Owner::Staff(id)).await
    }

    /// A browser in which a household has entered its code.
    pub async fn household(&self, household: HouseholdId, community: CommunityId) -> Browser {
        self.signed_in(Owner::Household(household, community)).await
    }

    /// A browser with a session.
    pub async fn signed_in(&self, owner: Owner) -> Browser {
        let token = sessions::token(&self.app);
        let browser = self.browser();
        browser.cookies.lock().insert("session".to_owned(), token.clone());
        let now = self.app.now();
        self.app
            .store
            .write(move |c| async move { sessions::begin(c, &token, owner, now, now.plus(DAY)).await }.boxed())
            .await
            .unwrap();
        browser
    }
}

/// A browser: cookies, forms, and the header that says where a form came from.
pub struct Browser {
    addr: SocketAddr,
    /// Its cookies.
    pub cookies: Mutex<BTreeMap<String, String>>,
    origin: Mutex<Option<&'static str>>,
    seat: Mutex<Option<&'static str>>,
}

impl Browser {
    /// What it says in `Sec-Fetch-Site`; none as in old browsers. A new one says `same-origin`.
    pub fn says(&self, site: Option<&'static str>) {
        *self.origin.lock() = site;
    }

    /// The network address that a server in front says it comes from; else this machine's own.
    pub fn sits_at(&self, address: &'static str) {
        *self.seat.lock() = Some(address);
    }

    /// That address.
    pub fn seat(&self) -> Option<&'static str> {
        *self.seat.lock()
    }

    /// Asks a path by any method, with nothing in the body.
    pub async fn ask(&self, method: &str, path: &str) -> Page {
        self.send(self.request(method, path).body(Full::default()).unwrap()).await
    }

    /// Goes to a path. Redirects are not followed.
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request("GET", path).body(Full::default()).unwrap()).await
    }

    /// The same with further headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let request = headers.iter().fold(self.request("GET", path), |r, (name, value)| r.header(*name, *value));
        self.send(request.body(Full::default()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(self.form(path, fields).body(encoded(fields)).unwrap()).await
    }

    /// The same with further headers.
    pub async fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let request = headers.iter().fold(self.form(path, fields), |r, (name, value)| r.header(*name, *value));
        self.send(request.body(encoded(fields)).unwrap()).await
    }

    /// Sends a body of another kind than forms have.
    pub async fn post_as(&self, path: &str, kind: &str, body: &str) -> Page {
        let request = self.request("POST", path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Full::from(body.to_owned())).unwrap()).await
    }

    /// Sends a form as a fetch that wants JSON.
    pub async fn fetch(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.form(path, fields).header(header::ACCEPT, "application/json");
        self.send(request.body(encoded(fields)).unwrap()).await
    }

    /// Sends a form with files: field, file name, bytes.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (name, file, bytes) in files {
            let head = format!(
                "--edge\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 content-type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = self.request("POST", path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Full::from(body)).unwrap()).await
    }

    /// Fills in and sends a form of `page`, as a person does: hidden fields and ready values go
    /// along, `fields` replace or join them. `action` is the end of the form's address.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.form(action);
        let ready = form.fields.iter().filter(|(name, _)| !fields.iter().any(|(given, _)| given == name));
        let mut all: Vec<(&str, &str)> = ready.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend_from_slice(fields);
        if form.multipart { self.upload(&form.action, &all, &[]).await } else { self.post(&form.action, &all).await }
    }

    /// Goes where a 303 leads.
    pub async fn follow(&self, page: &Page) -> Page {
        assert_eq!(page.status, StatusCode::SEE_OTHER, "expected a redirect, got:\n{}", page.body);
        self.get(page.to()).await
    }

    fn request(&self, method: &str, path: &str) -> hyper::http::request::Builder {
        let cookies: Vec<String> = self.cookies.lock().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:3000");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(address) = *self.seat.lock() {
            request = request.header("x-forwarded-for", address);
        }
        match *self.origin.lock() {
            Some(site) => request.header("sec-fetch-site", site),
            None => request,
        }
    }

    fn form(&self, path: &str, _: &[(&str, &str)]) -> hyper::http::request::Builder {
        self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Page {
        let stream = TcpStream::connect(self.addr).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        let connection = tokio::spawn(connection);
        let response = sender.send_request(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        connection.abort();
        for line in head.headers.get_all(header::SET_COOKIE) {
            self.remember(line.to_str().unwrap());
        }
        let body = without_style(&String::from_utf8_lossy(&bytes));
        Page { status: head.status, headers: head.headers, body, bytes }
    }

    fn remember(&self, line: &str) {
        let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
        if line.contains("Max-Age=0") {
            self.cookies.lock().remove(name);
        } else {
            self.cookies.lock().insert(name.to_owned(), value.to_owned());
        }
    }
}

fn without_style(html: &str) -> String {
    match (html.split_once("<style>"), html.split_once("</style>")) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => html.to_owned(),
    }
}

fn encoded(fields: &[(&str, &str)]) -> Full<Bytes> {
    Full::from(serde_urlencoded::to_string(fields).unwrap())
}

/// An answer.
#[derive(Debug)]
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: hyper::HeaderMap,
    /// Its text, without the style sheet that every page carries.
    pub body: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A form on a page.
#[derive(Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Whether it carries files.
    pub multipart: bool,
    /// Its hidden and ready values.
    pub fields: Vec<(String, String)>,
}

impl Page {
    /// A header, or the empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub fn to(&self) -> &str {
        self.header("location")
    }

    /// Says that the page is fine and shows `words`.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.says(words)
    }

    /// Says that the page, whatever its status, has `words`.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "'{words}' is not in ({}):\n{}", self.status, self.body);
        self
    }

    /// Says that the page lacks `words`.
    #[track_caller]
    pub fn hides(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "'{words}' should not be in:\n{}", self.body);
        self
    }

    /// Says that the answer has this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// The form whose address ends in `action`.
    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        self.forms()
            .into_iter()
            .find(|form| form.action.ends_with(action))
            .unwrap_or_else(|| panic!("no form goes to '…{action}' on this page ({}):\n{}", self.status, self.body))
    }

    /// Every form of the page, those of its main part first.
    pub fn forms(&self) -> Vec<Form> {
        let (frame, main) = self.body.split_once("<main").unwrap_or(("", &self.body));
        [main, frame].into_iter().flat_map(forms).collect()
    }

    /// Every address that a link of the page leads to.
    pub fn links(&self) -> Vec<String> {
        tags(&self.body, "<a ").filter_map(|tag| attribute(tag, "href")).collect()
    }
}

fn forms(html: &str) -> Vec<Form> {
    html.split("<form").skip(1).map(|rest| form(rest.split("</form").next().unwrap_or(rest))).collect()
}

fn form(html: &str) -> Form {
    let head = html.split('>').next().unwrap_or_default();
    let mut fields = Vec::new();
    for tag in tags(html, "<input") {
        let kind = attribute(tag, "type").unwrap_or_default();
        let chosen = !matches!(kind.as_str(), "radio" | "checkbox") || has(tag, "checked");
        if let (Some(name), true, false) = (attribute(tag, "name"), chosen, kind == "file" || kind == "submit") {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for part in html.split("<textarea").skip(1) {
        let (tag, rest) = part.split_once('>').unwrap_or_default();
        if let Some(name) = attribute(tag, "name") {
            // A browser drops the first line break.
            let text = unescape(rest.split("</textarea").next().unwrap_or_default());
            fields.push((name, text.strip_prefix('\n').unwrap_or(&text).to_owned()));
        }
    }
    for part in html.split("<select").skip(1) {
        let inside = part.split("</select").next().unwrap_or_default();
        let options: Vec<&str> = tags(inside, "<option").collect();
        let chosen = options.iter().find(|tag| has(tag, "selected")).or(options.first());
        if let (Some(name), Some(option)) = (attribute(part.split('>').next().unwrap_or_default(), "name"), chosen) {
            fields.push((name, attribute(option, "value").unwrap_or_default()));
        }
    }
    Form {
        action: attribute(head, "action").unwrap_or_default(),
        multipart: head.contains("multipart/form-data"),
        fields,
    }
}

fn tags<'h>(html: &'h str, open: &'h str) -> impl Iterator<Item = &'h str> {
    html.split(open).skip(1).map(|rest| rest.split('>').next().unwrap_or_default())
}

fn has(tag: &str, name: &str) -> bool {
    tag.split_whitespace().any(|word| word.trim_end_matches('/').split('=').next() == Some(name))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag
        .find(&format!("{name}=\""))
        .filter(|at| *at == 0 || !tag[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '-'))?;
    let rest = &tag[start + name.len() + 2..];
    Some(unescape(rest.split('"').next().unwrap_or_default()))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}
