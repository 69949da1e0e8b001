//! Repairs: what is to be done, and what was done and should be looked at.
//!
//! For: `/repairs` (contractor, property company) and `/repairs/check` (supervisor, committee).
//! Must not know: which household a fault is of.
//! To add: a fact of a fault stands in [`facts`].

use crate::components::field::{Field, area, general};
use crate::components::{Frame, icon};
use crate::domain::ids::DefectId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, scopes};
use crate::domain::problem::FieldProblems;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::{repairs as words, words as names};
use crate::i18n::{Lang, dates};
use crate::pages::login::{asked, with_device};
use crate::pages::rate::shown;
use crate::pages::setup::answer;
use crate::service::repairs::{self, Repair};
use crate::service::{Linli, sessions};
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// A form that comes back: of which fault, what was typed and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The fault.
    pub of: Option<DefectId>,
    /// What was typed.
    pub note: String,
    /// What is wrong.
    pub problems: FieldProblems,
}

/// `/repairs`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    render(&app, visitor, StatusCode::OK, false, &Typed::default()).await
}

/// `/repairs/check`
pub async fn check(State(app): State<Linli>, visitor: Visitor) -> Answer {
    render(&app, visitor, StatusCode::OK, true, &Typed::default()).await
}

/// Either page; also when a form comes back.
pub async fn render(app: &Linli, mut visitor: Visitor, status: StatusCode, looks: bool, typed: &Typed) -> Answer {
    let caller = sessions::caller(app, &visitor).await?;
    let all = if looks { repairs::to_look(app, &caller).await? } else { repairs::to_fix(app, &caller).await? };
    let cookie = with_device(app, &mut visitor);
    let frame = super::staff_frame(app, &visitor).await?;
    let lang = frame.lang;
    let (title, lead, none, done) = if looks {
        (words::title_look(lang), words::lead_look(lang), words::none_look(lang), words::looked(lang))
    } else {
        (words::title(lang), words::lead(lang), words::none(lang), words::is_fixed(lang))
    };
    let frame = frame.under("/login", title);
    let now = app.now();
    let empty = all.is_empty();
    let cards: Vec<_> = all.iter().map(|one| card(&frame, one, now, looks, typed).into_any()).collect();
    let done = (asked(&visitor, "done") == "1").then_some(done);
    let page = view! {
        <h1>{title}</h1>
        <p class="sub">{lead}</p>
        {done.map(|text| view! { <p class="banner good" role="status">{icon("check")}<span>{text}</span></p> })}
        {typed.of.is_some().then(|| general(lang, &typed.problems))}
        {other(lang, &caller, looks)}
        {empty.then(|| view! { <p class="card">{none}</p> })}
        {cards}
    };
    Ok(answer(status, frame.document(title, page), cookie.as_deref()))
}

/// The way to the other list for whoever has both duties.
fn other(lang: Lang, caller: &Caller, looks: bool) -> impl IntoView + use<> {
    let (verb, to, text) = if looks {
        (Verb::FixDefect, "/repairs", words::title(lang))
    } else {
        (Verb::InspectRepair, "/repairs/check", words::title_look(lang))
    };
    (!scopes(caller, verb).is_empty()).then(|| view! { <a class="btn line wide" href=to>{text}</a> })
}

fn card(frame: &Frame, one: &Repair, now: Moment, looks: bool, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let day = dates::until(lang, one.fault.due_at);
    let late = now >= one.fault.due_at;
    let (class, due) = match (looks, late) {
        (true, _) => ("pill", dates::day(lang, one.fault.changed_at, true)),
        (_, true) => ("pill red", words::late(lang, &day)),
        _ => ("pill amber", words::due(lang, &day)),
    };
    view! {
        <section class="card stack" id=format!("d{}", one.fault.id)>
            <div class="row"><h2>{lang.pick(&one.work.0, &one.work.1).to_owned()}</h2><span class=class>{due}</span></div>
            {facts(lang, one)}
            {form(frame, one, looks, typed)}
        </section>
    }
}

fn facts(lang: Lang, one: &Repair) -> impl IntoView + use<> {
    let community = lang.pick(&one.community.zh, &one.community.en).to_owned();
    let building = (!one.building.is_empty()).then(|| names::building(lang, &one.building));
    let place: Vec<_> = std::iter::once(community).chain(building).collect();
    let (text, note) = (one.fault.text.clone(), one.fault.note.clone());
    let files = shown(lang, &one.files);
    let right = one.right_at.map(|at| words::found_right(lang, &dates::day(lang, at, true)));
    view! {
        <p><strong>{place.join(" · ")}</strong></p>
        {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
        {(!files.is_empty()).then(|| view! { <div class="pair">{files}</div> })}
        {(!note.is_empty()).then(|| view! { <p class="small muted">{note}</p> })}
        {right.map(|text| view! { <p class="small">{text}</p> })}
    }
    .into_any()
}

fn form(frame: &Frame, one: &Repair, looks: bool, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let id = one.fault.id;
    let mine = typed.of == Some(id);
    let none = FieldProblems::new();
    let (value, problems) = if mine { (typed.note.as_str(), &typed.problems) } else { ("", &none) };
    let label = if looks { words::look_note(lang) } else { words::note(lang) };
    let note = Field::new("note", label, value).within(&id.to_string()).check(lang, problems);
    let action = if looks { format!("/repairs/check/{id}") } else { format!("/repairs/{id}") };
    let buttons = if looks {
        view! {
            <div class="two">
                <button class="btn" name="says" value="right">{words::right(lang)}</button>
                <button class="btn line" name="says" value="wrong">{words::not_right(lang)}</button>
            </div>
        }
        .into_any()
    } else {
        view! { <button class="btn wide">{words::fixed(lang)}</button> }.into_any()
    };
    view! {
        <form class="stack" method="post" action=action>
            {frame.token_field()}
            {area(note, 2)}
            {buttons}
        </form>
    }
    .into_any()
}
