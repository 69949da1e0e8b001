//! The one table of routes.
//!
//! For: the router, the matrix of permissions, the list of pages for axe and screenshots and the
//! docs are all made from [`table`].
//! Must not know: what a handler does.
//! To add: a line; `verb` says what `domain::policy` is asked, so the matrix test covers it.

use crate::actions;
use crate::domain::phase::Verb;
use crate::http::{assets, health};
use crate::pages;
use crate::service::Linli;
use axum::routing::{MethodRouter, get, post};

/// What kind of thing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An HTML page that people see.
    Page,
    /// A door that writes.
    Door,
    /// For machines: files, health, reads of islands.
    Machine,
}

/// One line of the table.
pub struct Route {
    /// Path with its parameters.
    pub path: &'static str,
    /// Page, door or machine.
    pub kind: Kind,
    /// What the policy is asked; none where nothing is to be asked.
    pub verb: Option<Verb>,
    /// The handlers.
    pub methods: MethodRouter<Linli>,
}

fn page(path: &'static str, verb: Verb, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Page, verb: Some(verb), methods }
}

fn door(path: &'static str, verb: Option<Verb>, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Door, verb, methods }
}

fn machine(path: &'static str, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Machine, verb: None, methods }
}

/// Every route of the site.
pub fn table() -> Vec<Route> {
    [open(), communities(), feedback(), polls(), ratings(), regions(), login(), desk(), office(), setup(), admin(), machines()]
        .into_iter()
        .flatten()
        .collect()
}

fn open() -> Vec<Route> {
    vec![
        page("/", Verb::View, get(pages::home::show)),
        door("/prefs", None, post(actions::prefs::revise)),
    ]
}

fn communities() -> Vec<Route> {
    vec![]
}

fn feedback() -> Vec<Route> {
    vec![]
}

fn polls() -> Vec<Route> {
    vec![]
}

fn ratings() -> Vec<Route> {
    vec![]
}

fn regions() -> Vec<Route> {
    vec![page("/r/{code}", Verb::View, get(pages::regions::show))]
}

fn login() -> Vec<Route> {
    vec![
        page("/login", Verb::View, get(pages::login::show).post(actions::login::sign_in)),
        page("/login/slip", Verb::View, get(pages::login::slip).post(actions::login::slip)),
        page("/login/password", Verb::View, get(pages::login::password).post(actions::login::password)),
        door("/login/out", None, post(actions::login::sign_out)),
    ]
}

fn desk() -> Vec<Route> {
    vec![]
}

fn office() -> Vec<Route> {
    vec![]
}

fn setup() -> Vec<Route> {
    vec![]
}

fn admin() -> Vec<Route> {
    vec![]
}

fn machines() -> Vec<Route> {
    vec![
        machine("/assets/{name}", get(assets::show)),
        machine("/healthz", get(health::alive)),
        machine("/readyz", get(health::ready)),
    ]
}
