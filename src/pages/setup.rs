//! Setting a community up: facts, roll, works, stage, windows, money, polls, letters, posters.
//!
//! For: `/setup` and all below. Each page has one `render` that both its GET handler and its door
//! call: the door with what was typed and what is wrong with it, so nothing typed is lost.
//! Must not know: rules; what may be done stands in `domain::policy`.
//! To add: a file with `show` and `render`, its step in `checklist`, its line in `http::routes`.

pub mod buildings;
pub mod checklist;
pub mod columns;
pub mod corrections;
pub mod edit;
pub mod funding;
pub mod household;
pub mod households;
pub mod letters;
pub mod list;
pub mod merge;
pub mod new;
pub mod phases;
pub mod polls;
pub mod poster;
pub mod roll;
pub mod stage;
pub mod works;

use crate::components::field::Field;
use crate::components::{Frame, icon};
use crate::config::Config;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::FieldProblems;
use crate::http::answer::{html, with_cookie};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::setup as words;
use crate::pages::login::{asked, with_device};
use crate::pages::office;
use crate::service::{Linli, Outcome, audit, communities, sessions};
use crate::store::communities::Community;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// What was typed into a form that comes back, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Back<'f> {
    fields: Option<&'f Fields>,
    /// The problems beside the fields.
    pub problems: &'f FieldProblems,
}

static NO_PROBLEMS: FieldProblems = FieldProblems::new();

impl<'f> Back<'f> {
    /// A form shown for the first time.
    pub const fn fresh() -> Back<'static> {
        Back { fields: None, problems: &NO_PROBLEMS }
    }
    /// A form that comes back.
    pub const fn typed(fields: &'f Fields, problems: &'f FieldProblems) -> Self {
        Self { fields: Some(fields), problems }
    }
    /// A form as it is stored, with what is wrong.
    pub const fn wrong(problems: &'f FieldProblems) -> Self {
        Self { fields: None, problems }
    }
    /// What was typed, else what is stored.
    pub fn or(&self, name: &str, stored: &str) -> String {
        self.fields.map_or_else(|| stored.to_owned(), |fields| fields.text(name).to_owned())
    }
    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str, stored: bool) -> bool {
        self.fields.map_or(stored, |fields| fields.has(name))
    }
    /// Whether a value of a repeated field is ticked.
    pub fn holds(&self, name: &str, value: &str, stored: bool) -> bool {
        self.fields.map_or(stored, |fields| fields.all(name).any(|given| given == value))
    }
    /// A field with its value and its problem.
    pub fn field(&self, lang: Lang, name: &'static str, label: &str, stored: &str) -> Field {
        Field::new(name, label, &self.or(name, stored)).check(lang, self.problems)
    }
}

/// What every page of one community begins with.
pub struct Sheet {
    /// The frame, with its token.
    pub frame: Frame,
    /// The community.
    pub community: Community,
    /// What the caller may do here.
    pub may: Vec<Verb>,
    /// Who asks.
    pub caller: Caller,
    cookie: Option<String>,
}

/// Opens a page of one community. `verb` must be among what the caller may do; without one any
/// duty of setting up will do.
///
/// # Errors
/// What the policy says; no such community.
pub async fn sheet(app: &Linli, visitor: &Visitor, slug: &str, verb: Option<Verb>) -> Outcome<Sheet> {
    let mut visitor = visitor.clone();
    let caller = sessions::caller(app, &visitor).await?;
    if let Some(verb) = verb {
        communities::find_for(app, &caller, verb, slug).await?;
    }
    let (community, may) = communities::find_for_setup(app, &caller, slug).await?;
    let cookie = with_device(app, &mut visitor);
    let name = visitor.lang.pick(&community.zh, &community.en).to_owned();
    let back = format!("/setup/{slug}");
    let links = office::side(visitor.lang, &caller, 0, None);
    let frame = super::staff_frame(app, &visitor).await?.under(&back, &name).side(links);
    Ok(Sheet { frame, community, may, caller, cookie })
}

impl Sheet {
    /// The language.
    pub fn lang(&self) -> Lang {
        self.frame.lang
    }
    /// The line that says that nothing can be written here, above what a closed community refuses.
    pub fn closed_note(&self) -> impl IntoView + use<> {
        let text = (!self.community.is_open()).then(|| words::is_closed(self.lang()));
        text.map(|text| view! { <p class="banner">{icon("lock")}<span>{text}</span></p> }).into_any()
    }
    /// Notes that who asks saw what is personal.
    ///
    /// # Errors
    /// The log could not be written: then it is not to be shown.
    pub async fn viewed(&self, app: &Linli, visitor: &Visitor, object: String, detail: String) -> Outcome<()> {
        let by = sessions::by(&self.caller, visitor);
        audit::viewed(app, &by, Some(self.community.id), object, detail).await
    }
    /// The address of a page below this community's.
    pub fn path(&self, rest: &str) -> String {
        format!("/setup/{}{rest}", self.community.slug)
    }
    /// Answers with a document.
    pub fn answer(&self, status: StatusCode, document: String) -> Response {
        answer(status, document, self.cookie.as_deref())
    }
}

/// An answer that gives the browser its number if it had none.
pub fn answer(status: StatusCode, document: String, cookie: Option<&str>) -> Response {
    let response = html(status, document);
    match cookie {
        Some(cookie) => with_cookie(response, cookie),
        None => response,
    }
}

/// The line that says that something went well, after a write.
pub fn saved(visitor: &Visitor) -> impl IntoView + use<> {
    let text = match asked(visitor, "done") {
        "" => None,
        "removed" => Some(words::removed(visitor.lang)),
        _ => Some(words::saved(visitor.lang)),
    };
    text.map(|text| good(text.to_owned()))
}

/// A line that says what went well.
pub fn good(text: String) -> impl IntoView {
    view! { <p class="banner good" role="status">{icon("check")}<span>{text}</span></p> }
}

/// The key by which a form sent twice creates one thing.
pub fn once(app: &Linli, back: &Back<'_>) -> String {
    let kept = back.or("once", "");
    if kept.is_empty() { app.random.id(app.now()).to_string() } else { kept }
}

/// A native box with its words.
pub fn tick(name: &'static str, value: &str, words: String, ticked: bool) -> impl IntoView + use<> {
    view! {
        <label class="tick"><input type="checkbox" name=name value=value.to_owned() checked=ticked/><span>{words}</span></label>
    }
    .into_any()
}

/// A warning above what is printed, never on the paper: its codes would lead nowhere.
pub fn address_warning(lang: Lang, config: &Config) -> impl IntoView + use<> {
    config.unreachable_host().is_some().then(|| {
        view! {
            <p class="banner bad noprint" role="alert">{icon("warn")}<span>{words::address_unreachable(lang, &config.url)}</span></p>
        }
    })
}
