//! The one table of routes.
//!
//! For: the router, the matrix of permissions, the list of pages for axe and screenshots and the
//! docs are all made from [`table`].
//! Must not know: what a handler does.
//! To add: a line; `verb` says what `domain::policy` is asked, so the matrix test covers it, and
//! `with_files` which fields bring files: no other door reads one. `never_held` says that they are too
//! telling to lie on the server until their sender has signed in or given the password: they are chosen anew.

use crate::domain::phase::Verb;
use crate::http::{ask, assets, health, uploads};
use crate::service::Linli;
use axum::routing::{MethodRouter, get, post};
use std::collections::HashMap;
use std::sync::LazyLock;

mod residents;
mod staff;

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
    /// Further verbs any of which opens it too.
    pub or: &'static [Verb],
    /// The fields in which the form may bring files; none for most doors.
    pub files: &'static [&'static str],
    /// Whether these may wait on the server while their form is confirmed.
    pub held: bool,
    /// How long a given password is enough for its form; none if it is not asked for again.
    pub proved: Option<i64>,
    /// The handlers.
    pub methods: MethodRouter<Linli>,
}

impl Route {
    /// The verbs any of which opens it; none where nothing is to be asked.
    pub fn verbs(&self) -> impl Iterator<Item = Verb> + use<> {
        self.verb.into_iter().chain(self.or.iter().copied())
    }

    /// The same for a page that several duties open.
    fn or(mut self, verbs: &'static [Verb]) -> Self {
        self.or = verbs;
        self
    }

    /// The same for what a machine reads of somebody's own.
    fn asking(mut self, verb: Verb) -> Self {
        self.verb = Some(verb);
        self
    }

    /// The same for a form with files.
    fn with_files(mut self, files: &'static [&'static str]) -> Self {
        self.files = files;
        self
    }

    /// The same for files that lie nowhere before their door has them.
    fn never_held(mut self) -> Self {
        self.held = false;
        self
    }

    /// The same for what is sensitive: the password was given within this time.
    fn proved(mut self, within: i64) -> Self {
        self.proved = Some(within);
        self
    }
}

/// What residents photograph and record.
const SAID: &[&str] = &["photos", "recording"];
/// A work before and after it is done.
const WORK: &[&str] = &["before", "after"];

fn page(path: &'static str, verb: Verb, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Page, verb: Some(verb), or: &[], files: &[], held: true, proved: None, methods }
}

fn door(path: &'static str, verb: Option<Verb>, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Door, verb, or: &[], files: &[], held: true, proved: None, methods }
}

fn machine(path: &'static str, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Machine, verb: None, or: &[], files: &[], held: true, proved: None, methods }
}

/// Every route of the site.
pub fn table() -> Vec<Route> {
    [residents::all(), staff::all(), machines()].into_iter().flatten().collect()
}

/// Every path's shape and whether it shows a page, the most literal first.
static SHAPES: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let mut shapes: Vec<_> = table().into_iter().map(|route| (route.path, route.kind == Kind::Page)).collect();
    // A literal part wins over a parameter, as in the router.
    shapes.sort_by_key(|(path, _)| path.matches('{').count());
    shapes
});

static VERBS: LazyLock<HashMap<&'static str, Verb>> =
    LazyLock::new(|| table().into_iter().filter_map(|route| Some((route.path, route.verb?))).collect());

/// What the policy is asked for a route, by its path in the table.
pub fn verb_of(path: &str) -> Option<Verb> {
    VERBS.get(path).copied()
}

/// True if the route that answers a path shows a page.
fn is_page(path: &str) -> bool {
    SHAPES.iter().find(|(pattern, _)| fits(pattern, path)).is_some_and(|(_, page)| *page)
}

/// True if a path is one of a pattern's.
fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(word), Some(part)) if word == part || (word.starts_with('{') && !part.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The page that holds a form: at the same address, or the nearest above it.
pub fn page_of(path: &str) -> Option<String> {
    if is_page(path) { Some(path.to_owned()) } else { page_above(path) }
}

/// The nearest page above a door: by the shape of the table it is the one that holds its form.
/// None for what machines ask.
pub fn page_above(door: &str) -> Option<String> {
    if door.starts_with("/api/") {
        return None;
    }
    let mut path = door;
    while let Some((above, _)) = path.rsplit_once('/') {
        if is_page(above) {
            return Some(above.to_owned());
        }
        path = above;
    }
    Some("/".to_owned())
}

fn machines() -> Vec<Route> {
    vec![
        machine("/assets/{name}", get(assets::show)),
        machine("/p/{id}", get(uploads::show)),
        machine("/api/ask/{*question}", post(ask::answer)),
        machine("/healthz", get(health::alive)),
        machine("/readyz", get(health::ready)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_door_has_a_page_above_it() {
        let shown = |door: &str| page_above(door).unwrap();
        assert_eq!(shown("/prefs"), "/");
        assert_eq!(shown("/c/yangguang/rate/1/reason"), "/c/yangguang/rate/1");
        assert_eq!(shown("/f/ab/lines"), "/f/ab");
        assert_eq!(shown("/office/yangguang/feedback/4/answer"), "/office/yangguang");
        assert_eq!(shown("/desk/paper/check/7/reject"), "/desk/paper/check");
        assert_eq!(shown("/v/out"), "/v");
        for route in table().into_iter().filter(|route| route.kind == Kind::Door) {
            let page = page_above(route.path).unwrap();
            assert!(is_page(&page), "{} leads to {page}", route.path);
        }
    }

    /// Forms of staff that are taken without asking for the password again: everyday work, what can be
    /// undone, and what asks by itself. A new one is either `proved` or stands here.
    const UNPROVED: &[&str] = &[
        "/login",
        "/login/slip",
        "/login/password",
        "/login/out",
        "/login/second",
        "/login/second/options",
        "/login/second/passkey",
        "/login/factors/recovery",
        "/login/factors/remove",
        "/desk/feedback/{id}",
        "/desk/decisions/{id}/undo",
        "/desk/paper",
        "/repairs/{id}",
        "/repairs/check/{id}",
        "/desk/households/{slug}/{household}/phones/{phone}/out",
        "/office/{slug}/feedback/{serial}/answer",
        "/office/{slug}/defects/{id}",
        "/setup/new",
        "/setup/{slug}/edit",
        "/setup/{slug}/stage",
        "/setup/{slug}/roll",
        "/setup/{slug}/roll/{draft}/columns",
        "/setup/{slug}/roll/{draft}/discard",
        "/setup/{slug}/households",
        "/setup/{slug}/corrections/{id}/refuse",
        "/setup/{slug}/works",
        "/setup/{slug}/works/{id}",
        "/setup/{slug}/works/{id}/remove",
        "/setup/{slug}/funding",
        "/setup/{slug}/phases",
        "/setup/{slug}/polls",
        "/setup/{slug}/polls/{id}",
        "/account/duty",
    ];

    #[test]
    fn a_form_of_staff_asks_for_the_password_again_or_is_known_not_to() {
        let text: String = include_str!("routes/staff.rs").split_whitespace().collect();
        let rows = text.split("door(\"").flat_map(|part| part.split("page(\"")).skip(1);
        let open: Vec<&str> = rows
            .filter(|row| row.contains("post(") && !row.contains(".proved("))
            .filter_map(|row| row.split('"').next())
            .collect();
        assert_eq!(open, UNPROVED);
    }

    #[test]
    fn every_form_that_asks_for_the_password_says_in_words_of_its_own_what_it_does() {
        use crate::i18n::Lang;
        use crate::i18n::locales::prove;
        for lang in [Lang::Zh, Lang::En] {
            let mut told: Vec<&str> = Vec::new();
            for route in table().into_iter().filter(|route| route.proved.is_some()) {
                let words = prove::act(lang, route.path);
                assert!(words.is_some_and(|words| !told.contains(&words)), "{}: {words:?}", route.path);
                told.extend(words);
            }
            assert!(
                UNPROVED.iter().filter(|path| !path.starts_with("/login")).all(|path| prove::act(lang, path).is_some())
            );
        }
    }

    #[test]
    fn a_form_leads_back_to_the_page_that_holds_it() {
        let back = |path: &str| page_of(path).unwrap();
        assert_eq!(back("/setup/jia/letters"), "/setup/jia/letters");
        assert_eq!(back("/setup/jia/households/7/sold"), "/setup/jia/households/7");
        assert_eq!(back("/admin/staff/7/leave"), "/admin/staff/7");
        assert_eq!(back("/account/sessions"), "/account");
    }

    #[test]
    fn every_form_of_a_duty_is_one_of_staff() {
        use crate::domain::policy::{Who, row};
        let duty = |route: &Route| route.verbs().any(|verb| matches!(row(verb).who, Who::Duty(_)));
        for route in table().into_iter().filter(duty) {
            assert!(crate::http::origin::is_for_staff(route.path), "{}", route.path);
        }
    }
}
