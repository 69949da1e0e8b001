//! Promises about what goes along with every answer: what keeps a browser in bounds, cookies, types,
//! names of downloads; and how a request may ask.
//!
//! To add: nothing for a route, which is asked as a few kinds of callers; a header of every answer is
//! a line in [`walled`].

use crate::kit::Subject;
use crate::kit::load::Line;
use crate::kit::sample;
use crate::matrix::places::Sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use linli::config::Config;
use linli::domain::policy::{Role, Scope};
use linli::http::routes::table;
use linli::service::By;
use linli::service::staff::accounts;
use std::collections::BTreeSet;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PASSWORD: &str = "gui hua shu xia de mao";
/// What an answer must say, whatever it is.
const SAID: [(&str, &str); 4] = [
    ("x-frame-options", "DENY"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];
/// What it must not say: which software this is.
const UNSAID: [&str; 4] = ["server", "x-powered-by", "via", "x-aspnet-version"];

/// What is wrong with an answer, whatever it answers to.
fn walled(page: &Page, https: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let policy = page.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        if !policy.contains(part) {
            wrong.push(format!("no {part}"));
        }
    }
    wrong.extend(SAID.into_iter().filter(|(name, value)| page.header(name) != *value).map(|(name, _)| name.to_owned()));
    wrong.extend(UNSAID.into_iter().filter(|name| page.headers.contains_key(*name)).map(str::to_owned));
    // A year. Without includeSubDomains: the site may stand on a domain that others share.
    let stay = if https { "max-age=31536000" } else { "" };
    if page.header("strict-transport-security") != stay {
        wrong.push("strict-transport-security".to_owned());
    }
    let kind = page.header("content-type").to_ascii_lowercase();
    if kind.is_empty() && !page.bytes.is_empty() {
        wrong.push("no type".to_owned());
    }
    if kind.starts_with("text/") && !kind.contains("charset=utf-8") {
        wrong.push(format!("{kind} without its encoding"));
    }
    for line in page.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()) {
        let site = line.contains("SameSite=Lax") || line.contains("SameSite=Strict");
        let bound = line.contains("HttpOnly") && line.contains("Path=/;") && site && !line.contains("Domain");
        if !bound || line.contains("; Secure") != https {
            wrong.push(format!("cookie {line}"));
        }
    }
    wrong
}

/// What is wrong with how a download is named: by constants of ours, or it is shown in its place.
fn named(page: &Page) -> Option<String> {
    let said = page.header("content-disposition");
    let file = said.strip_prefix("attachment; filename=\"").and_then(|rest| rest.strip_suffix('"'));
    let plain = file.is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b))
    });
    let kind = page.header("content-type");
    let is_table = kind.starts_with("text/csv") || kind.starts_with("application/x-ndjson");
    let fine = plain || ((said.is_empty() || said == "inline") && !is_table);
    (!fine).then(|| format!("{kind} is named {said:?}"))
}

/// A path of the table with a word for each parameter.
fn filled(pattern: &str) -> String {
    pattern.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/")
}

/// Nobody, a household and staff of each kind that reads something of its own.
async fn callers(site: &Site, it: &Sample) -> Vec<Browser> {
    let mut all = vec![site.browser(), site.household(it.here.households[4], it.here.community.id).await];
    for role in [Role::Committee, Role::Official, Role::Contractor, Role::Auditor, Role::Admin, Role::Security] {
        all.push(site.staff(&format!("walled.{role}"), role, Scope::Everywhere).await);
    }
    all
}

promises! {
    async fn every_answer_says_its_type_and_keeps_the_browser_in_bounds(site: &Site) {
        let there = sample::voting(&site.app.store, "lixiang", 2, site.app.now()).await;
        let it = Sample::make(site, 1, &there).await;
        let callers = callers(site, &it).await;
        let (mut count, mut wrong, mut kinds) = (0, Vec::new(), BTreeSet::new());
        for route in table() {
            let path = it.fill(route.path);
            let mut answers = Vec::new();
            for who in &callers {
                answers.push(("GET", who.get(&path).await));
            }
            answers.push(("HEAD", callers[0].ask("HEAD", &path).await));
            answers.push(("POST", callers[0].post(&path, &[]).await));
            answers.push(("POST for JSON", callers[0].fetch(&path, &[]).await));
            for (method, page) in answers {
                count += 1;
                kinds.insert(page.header("content-type").to_owned());
                let found = walled(&page, false).into_iter().chain(named(&page));
                wrong.extend(found.map(|what| format!("{method} {path} ({}): {what}", page.status)));
            }
        }
        println!("{count} answers of {} routes, {} wrong; types: {kinds:?}", table().len(), wrong.len());
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(["text/html", "text/csv", "application/json", "image/"].iter().all(|kind| kinds.iter().any(|k| k.starts_with(kind))));
    }

    async fn what_is_taken_along_has_a_name_of_the_servers_own(site: &Site) {
        let auditor = site.staff("shen", Role::Auditor, Scope::Everywhere).await;
        let official = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let files = [
            (auditor.post("/admin/audit/export", &[("as", "csv")]).await, "audit.csv"),
            (auditor.post("/admin/audit/export", &[("as", "jsonl")]).await, "audit.jsonl"),
            (auditor.post("/admin/audit/export", &[("as", "\"; filename=\"x.html")]).await, "audit.csv"),
            (official.get("/setup/1/roll/sample").await, "roll-sample.csv"),
        ];
        for (page, name) in files {
            assert_eq!(page.is(200).header("content-disposition"), format!("attachment; filename=\"{name}\""));
            assert_eq!(named(&page), None);
        }
    }

    async fn a_request_that_asks_for_an_echo_gets_none(site: &Site) {
        let browser = site.browser();
        browser.cookies.lock().insert("planted".to_owned(), "traced-back".to_owned());
        for route in table() {
            for method in ["TRACE", "OPTIONS"] {
                let page = browser.ask(method, &filled(route.path)).await;
                assert_eq!(page.status.as_u16(), 405, "{method} {}:\n{}", route.path, page.body);
                page.hides("traced-back");
                assert_eq!(walled(&page, false), Vec::<String>::new(), "{method} {}", route.path);
            }
        }
    }

    async fn of_a_value_sent_twice_the_first_counts(site: &Site) {
        let browser = site.browser();
        browser.get("/?lang=en&lang=zh").await.shows("<html lang=\"en\"");
        browser.post("/prefs", &[("lang", "en"), ("lang", "zh"), ("back", "/help"), ("back", "/v")]).await.is(303);
        browser.get("/").await.shows("<html lang=\"en\"");
        let two = [("cookie", "lang=en; lang=zh")];
        site.browser().get_with("/", &two).await.shows("<html lang=\"en\"");
    }

    async fn a_request_whose_length_is_told_in_two_ways_is_not_two_requests(site: &Site) {
        let head = "POST /prefs HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
                    content-type: application/x-www-form-urlencoded\r\n";
        let hidden = "GET /help HTTP/1.1\r\nhost: localhost\r\n\r\n";
        let refused = [
            format!("{head}content-length: 7\r\ncontent-length: 9\r\n\r\nlang=en"),
            format!("{head}transfer-encoding: chunked, nothing\r\n\r\n{hidden}"),
            format!("{head}content-length: 7x\r\n\r\nlang=en"),
            format!("{head}content-length: -7\r\n\r\nlang=en"),
        ];
        for request in refused {
            let mut line = TcpStream::connect(site.addr).await.unwrap();
            line.write_all(request.as_bytes()).await.unwrap();
            let mut answer = String::new();
            line.read_to_string(&mut answer).await.unwrap();
            assert!(answer.starts_with("HTTP/1.1 400"), "{request}\n{answer}");
            assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{request}\n{answer}");
        }
        // Of chunks and a length the chunks count, and what follows them is the next request.
        let mut line = Line::open(site.addr).await.unwrap();
        let both = format!("{head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n7\r\nlang=en\r\n0\r\n\r\n");
        assert_eq!(line.ask(both.as_bytes()).await.unwrap().0, 303);
    }
}

/// A site of its own at a public address over https.
async fn at_https() -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    let addr = ([127, 0, 0, 1], 0).into();
    let config = Config::check(folder.path().to_owned(), None, addr, "https://linli.example").unwrap();
    (folder, Site::of(config).await)
}

fn cookies(page: &Page) -> usize {
    page.headers.get_all("set-cookie").iter().count()
}

#[test]
fn over_https_browsers_are_told_to_stay_and_every_cookie_is_bound() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (folder, site) = at_https().await;
        sample::staff(&site.app.store, "wang.fang", Role::Committee, Scope::Everywhere, site.app.now()).await;
        accounts::set_password(&site.app, &By::default(), "wang.fang", PASSWORD).await.unwrap();
        let browser = site.browser();
        let answers = [
            browser.get("/login").await,
            browser.post("/prefs", &[("lang", "zh"), ("mode", "elder")]).await,
            browser.post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await,
            browser.get("/desk").await,
            browser.post("/login/out", &[]).await,
            browser.get("/nowhere").await,
            browser.get("/healthz").await,
        ];
        for page in &answers {
            assert_eq!(walled(page, true), Vec::<String>::new(), "{}", page.body);
        }
        let set: Vec<usize> = answers.iter().map(cookies).collect();
        assert!(set[0] >= 1 && set[1] == 2 && set[2] >= 1 && set[4] >= 1, "{set:?}");
        assert!(answers[2].header("set-cookie").starts_with("__Host-session="), "{:?}", answers[2].headers);
        answers[3].is(200);
        Subject::end(site).await;
        drop(folder);
    });
}
