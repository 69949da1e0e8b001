//! The matrix: every route and method, asked as every kind of caller, against the one table of
//! permissions. What is expected of a cell is what `domain::policy` says of the route's verb at
//! the route's place, never what a handler does.
//!
//! To add: nothing for a route, but what stands for a new parameter (`places`); a kind of caller
//! is a line in `callers`.

mod callers;
mod places;

use crate::promises;
use crate::site::{Browser, Page, Site};
use callers::Someone;
use futures::future::join_all;
use linli::domain::phase::Verb;
use linli::domain::policy::{self, Caller};
use linli::http::routes::{Kind, Route, page_above, table};
use places::{At, Sample};

/// The routes that ask no policy, and why.
const ASK_NOTHING: [(&str, &str); 9] = [
    ("/prefs", "language and size of letters of one's own browser"),
    ("/v/out", "ends the session of this browser, whosever it is"),
    ("/login/out", "ends the session of this browser, whosever it is"),
    ("/setup/{slug}/roll/sample", "an empty form of a file, the same everywhere"),
    ("/assets/{name}", "the site's own files"),
    ("/p/{id}", "the photo's own feedback or fault says who sees it; uploads.rs promises it"),
    ("/api/ask/{*question}", "the questions of islands, each listed in ASKED"),
    ("/healthz", "says only that the process lives"),
    ("/readyz", "says only that it can work"),
];

/// The `#[server]` functions, and why everybody may ask them.
const ASKED: [(&str, &str); 1] = [("/api/ask/similar", "published feedback, which everybody can read")];

const METHODS: [&str; 2] = ["GET", "POST"];

/// Whether a caller may, as the table says.
fn may(caller: &Caller, route: &Route, at: &At) -> bool {
    let allows = |verb: Verb| match at {
        At::Place(place) => policy::can(caller, verb, place).is_ok(),
        At::Part(place) => policy::part(caller, verb, place).is_ok() || policy::can(caller, verb, place).is_ok(),
        At::Somewhere(place) => policy::somewhere(caller, verb).is_ok() || policy::can(caller, verb, place).is_ok(),
    };
    route.verb.is_none() || route.verbs().any(allows)
}

/// Whether an answer sends the caller away for who they are: unknown, unentitled, or on to the page
/// of the code. That a second person is needed is said to those who are entitled.
fn refuses(page: &Page) -> bool {
    match page.status.as_u16() {
        401 => true,
        403 => !page.body.contains("second_person_needed"),
        303 => page.to().starts_with("/v?"),
        _ => false,
    }
}

/// An empty form, or the page; with the reason as a word where it is refused.
async fn ask(browser: &Browser, method: &str, path: &str) -> Page {
    match method {
        "GET" => browser.get_with(path, &[("accept", "application/json")]).await,
        _ => browser.fetch(path, &[]).await,
    }
}

/// Whether the route takes this method at all. A door opened as a page leads to its page.
fn takes(route: &Route, method: &str, path: &str, page: &Page) -> bool {
    if (route.kind, method) == (Kind::Door, "GET") {
        assert_eq!((page.status.as_u16(), Some(page.to().to_owned())), (303, page_above(path)), "GET {path}");
        return false;
    }
    page.status.as_u16() != 405
}

/// What one caller finds: the number of cells, and those that are not as the table says.
async fn walk(site: &Site, sample: &Sample, who: &Someone) -> (usize, Vec<String>) {
    let (mut cells, mut wrong) = (0, Vec::new());
    let mut browser = who.enter(site).await;
    for route in table() {
        let (path, at) = sample.fill(route.path);
        let expected = may(&who.caller, &route, &at);
        for method in METHODS {
            let page = ask(&browser, method, &path).await;
            if !takes(&route, method, &path, &page) {
                continue;
            }
            cells += 1;
            let status = page.status.as_u16();
            if refuses(&page) == expected || status == 500 {
                let says = if expected { "may" } else { "may not" };
                wrong.push(format!("{method} {} as {}: {status}, the table says {says}", route.path, who.name));
            }
            if browser.cookies.lock().get("session").is_none() {
                browser = who.enter(site).await;
            }
        }
    }
    (cells, wrong)
}

promises! {
    async fn every_route_and_method_lets_in_whom_the_table_lets_in_and_nobody_else(site: &Site) {
        let sample = Sample::make(site).await;
        let callers = callers::all(site, &sample).await;
        let found = join_all(callers.iter().map(|who| walk(site, &sample, who))).await;
        let cells: usize = found.iter().map(|(cells, _)| cells).sum();
        let wrong: Vec<String> = found.into_iter().flat_map(|(_, wrong)| wrong).collect();
        println!("{} routes, {} callers, {cells} cells, {} wrong", table().len(), callers.len(), wrong.len());
        assert!(wrong.is_empty(), "{} of {cells} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
        // At least one method of each route was asked.
        assert!(cells >= table().len() * callers.len(), "{cells} cells");
    }
}

#[test]
fn every_route_asks_the_policy_or_says_why_not() {
    let listed = |path: &str| ASK_NOTHING.iter().any(|(known, reason)| *known == path && !reason.is_empty());
    let silent: Vec<&str> = table().iter().filter(|route| route.verb.is_none()).map(|route| route.path).collect();
    let unlisted: Vec<&&str> = silent.iter().filter(|path| !listed(path)).collect();
    assert!(unlisted.is_empty(), "no verb and no reason: {unlisted:?}");
    let gone: Vec<&str> = ASK_NOTHING.iter().map(|(path, _)| *path).filter(|path| !silent.contains(path)).collect();
    assert!(gone.is_empty(), "listed as asking nothing, but not so: {gone:?}");
}

#[test]
fn every_question_of_an_island_is_listed_and_only_posted() {
    let mut found: Vec<(&str, String)> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (path, method.to_string())).collect();
    found.sort();
    let listed: Vec<(&str, String)> = ASKED.iter().map(|(path, _)| (*path, "POST".to_owned())).collect();
    assert_eq!(found, listed);
}
