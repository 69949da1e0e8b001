//! The matrix: every route and method, asked as every kind of caller, against the one table of
//! permissions. What is expected of a cell is what `domain::policy` says of the route's verb at
//! the route's place, never what a handler does. Who may must also find what the route is about:
//! a cell that answers 'not found' to them asks nothing, and is wrong.
//!
//! To add: nothing for a route, but what stands for a new parameter (`places`); a kind of caller
//! is a line in `callers`.

mod callers;
mod entering;
mod offers;
pub mod places;

use crate::promises;
use crate::site::{Browser, Page, Site};
use callers::Someone;
use futures::future::join_all;
use linli::domain::phase::Verb;
use linli::domain::policy::{self, Caller};
use linli::http::routes::{Kind, Route, page_above, table};
use places::At;
use std::collections::BTreeSet;

/// The routes that ask no policy, and why.
const ASK_NOTHING: [(&str, &str); 12] = [
    ("/prefs", "language and size of letters of one's own browser"),
    ("/privacy.json", "what is kept and how long, the same for everybody"),
    ("/v/out", "ends the session of this browser, whosever it is"),
    ("/login/out", "ends the session of this browser, whosever it is"),
    (
        "/login/second/options",
        "the second step of signing in: nobody is signed in yet, the first step's cookie is asked",
    ),
    (
        "/login/second/passkey",
        "the second step of signing in: nobody is signed in yet, the first step's cookie is asked",
    ),
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
/// What no route takes.
const OTHER_METHODS: [&str; 3] = ["PUT", "PATCH", "DELETE"];

/// The route whose verb depends on the poll that it is asked about.
const VOTE: &str = "/c/{slug}/polls/{id}/vote";

/// One route as it is asked of one caller.
struct Asked {
    /// In the table.
    pattern: &'static str,
    /// For the list of what is wrong, and to tell the questions of one route apart.
    name: String,
    path: String,
    kind: Kind,
    may: bool,
}

/// Whether a caller may do any of these at a place, as the table says; of a route that asks
/// nothing everybody may.
fn may(caller: &Caller, mut verbs: impl Iterator<Item = Verb>, at: &At) -> bool {
    verbs.any(|verb| match at {
        At::Place(place) => policy::can(caller, verb, place).is_ok(),
        At::Part(place) => policy::part(caller, verb, place).is_ok() || policy::can(caller, verb, place).is_ok(),
        At::Somewhere(place) => policy::somewhere(caller, verb).is_ok() || policy::can(caller, verb, place).is_ok(),
    })
}

fn may_ask(who: &Someone, route: &Route) -> bool {
    route.verb.is_none() || may(&who.caller, route.verbs(), &who.sample.at(route.path, &who.caller))
}

/// Every question to one caller: each route, and what a route asks beside that.
fn questions(who: &Someone) -> Vec<Asked> {
    let of = |route: &Route| Asked {
        pattern: route.path,
        name: route.path.to_owned(),
        path: who.sample.fill(route.path),
        kind: route.kind,
        may: may_ask(who, route),
    };
    let mut all: Vec<Asked> = table().iter().map(of).collect();
    let at = who.sample.at(VOTE, &who.caller);
    all.push(Asked {
        pattern: VOTE,
        name: format!("{VOTE} in a poll of owners"),
        path: who.sample.fill_of_owners(VOTE),
        kind: Kind::Page,
        may: may(&who.caller, [Verb::CastOwnerBallot].into_iter(), &at),
    });
    all
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

/// The page, or a form with what it is about and nothing else; with the reason as a word where it
/// is refused.
async fn ask(browser: &Browser, method: &str, it: &Asked, who: &Someone) -> Page {
    if method == "GET" {
        return browser.get_with(&it.path, &[("accept", "application/json")]).await;
    }
    let form = who.sample.form(it.pattern, &who.caller);
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.fetch(&it.path, &fields).await
}

/// Whether the route takes this method at all. A door opened as a page leads to its page.
fn takes(it: &Asked, method: &str, page: &Page) -> bool {
    if (it.kind, method) == (Kind::Door, "GET") {
        let path = &it.path;
        assert_eq!((page.status.as_u16(), Some(page.to().to_owned())), (303, page_above(path)), "GET {path}");
        return false;
    }
    page.status.as_u16() != 405
}

/// What is wrong with an answer, if anything is.
fn wrong(it: &Asked, page: &Page) -> Option<&'static str> {
    match (it.may, refuses(page), page.status.as_u16()) {
        (_, _, 500) => Some("which is nobody's fault but ours"),
        (true, true, _) => Some("but the table says that they may"),
        (false, false, _) => Some("but the table says that they may not"),
        (true, false, 404) => {
            Some("so nothing was asked: let `Sample::make` or `Sample::form` in places.rs give what it is about")
        }
        _ => None,
    }
}

/// What one caller found.
#[derive(Default)]
struct Found {
    /// The questions and methods that were answered.
    cells: BTreeSet<(String, &'static str)>,
    allowed: usize,
    wrong: Vec<String>,
}

async fn walk(site: &Site, who: &Someone) -> Found {
    let mut found = Found::default();
    let mut browser = who.enter(site).await;
    for it in questions(who) {
        for method in METHODS {
            let page = ask(&browser, method, &it, who).await;
            if !takes(&it, method, &page) {
                continue;
            }
            found.allowed += usize::from(!refuses(&page));
            if let Some(words) = wrong(&it, &page) {
                found.wrong.push(format!("{method} {} as {}: {}, {words}", it.name, who.name, page.status));
            }
            found.cells.insert((it.name.clone(), method));
            if method == "POST" && !who.is_in(site, &browser).await {
                browser = who.enter(site).await;
            }
        }
    }
    found
}

/// What the kinds of the routes say of their methods: pages are read, doors only written.
fn covered(cells: &BTreeSet<(String, &'static str)>) {
    for route in table() {
        let taken: Vec<&str> = METHODS.into_iter().filter(|m| cells.contains(&(route.path.to_owned(), *m))).collect();
        let whole = match route.kind {
            Kind::Page => taken.contains(&"GET"),
            Kind::Door => taken == ["POST"],
            Kind::Machine => taken.len() == 1,
        };
        assert!(whole, "{:?} {} was asked by {taken:?}", route.kind, route.path);
    }
    let asked: BTreeSet<&str> = cells.iter().map(|(name, _)| name.as_str()).collect();
    // One route is asked twice.
    assert_eq!(asked.len(), table().len() + 1, "the matrix and the table differ: {asked:?}");
}

promises! {
    async fn every_route_and_method_lets_in_whom_the_table_lets_in_and_nobody_else(site: &Site) {
        let callers = Box::pin(callers::all(site)).await;
        let found = join_all(callers.iter().map(|who| walk(site, who))).await;
        let cells: usize = found.iter().map(|one| one.cells.len()).sum();
        let allowed: usize = found.iter().map(|one| one.allowed).sum();
        let wrong: Vec<&String> = found.iter().flat_map(|one| &one.wrong).collect();
        println!(
            "{} routes, {} of them with their methods, {} callers: {cells} cells, {allowed} allowed, {} refused, {} wrong",
            table().len(), found[0].cells.len(), callers.len(), cells - allowed, wrong.len(),
        );
        for (who, one) in callers.iter().zip(&found) {
            println!("  {}: {} allowed, {} refused", who.name, one.allowed, one.cells.len() - one.allowed);
            assert_eq!(one.cells, found[0].cells, "{} was not asked the same as {}", who.name, callers[0].name);
        }
        covered(&found[0].cells);
        let list = wrong.iter().map(|one| one.as_str()).collect::<Vec<_>>().join("\n");
        assert!(wrong.is_empty(), "{} of {cells} cells are wrong:\n{list}", wrong.len());
    }

    async fn no_route_takes_a_method_that_is_not_in_the_matrix(site: &Site) {
        let browser = site.browser();
        for route in table() {
            let path: Vec<&str> = route.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
            for method in OTHER_METHODS {
                let page = browser.ask(method, &path.join("/")).await;
                assert_eq!(page.status.as_u16(), 405, "{method} {}:\n{}", route.path, page.body);
            }
        }
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
