//! Repairs of one community, each with the form that moves it.
//!
//! For: the section of `/office/{slug}`: what is under way stands open, what is settled is folded.
//! Must not know: who may move a repair (the service says it), which step may follow (`domain::defect`).
//! To add: a step is a row of [`fault_form`] and its word of `words::moved`.

use crate::components::Frame;
use crate::components::field::{Field, area, general, select};
use crate::domain::defect::{DefectState, Severity, can_follow};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::problem::FieldProblems;
use crate::i18n::dates;
use crate::i18n::locales::office as words;
use crate::pages::office::one::{Typed, Wanted};
use crate::pages::rate::shown;
use crate::service::office::{FaultNow, OneCommunity};
use leptos::prelude::*;

/// The section.
pub fn section(frame: &Frame, data: &OneCommunity, now: Moment, wanted: Wanted<'_>) -> impl IntoView + use<> {
    let lang = frame.lang;
    let (running, rest): (Vec<_>, Vec<_>) = data.faults.iter().partition(|found| found.fault.state.is_running());
    let again = rest
        .iter()
        .any(|found| wanted.typed.form == found.fault.id.to_string() || wanted.moved == Some(found.fault.id));
    let others = rest.len();
    let list = |which: Vec<&FaultNow>| -> Vec<_> {
        which.into_iter().map(|found| fault(frame, data, found, now, wanted)).collect()
    };
    let (cards, settled) = (list(running), list(rest));
    let none = data.faults.is_empty();
    view! {
        <section class="card stack" id="defects">
            <h2>{words::defects(lang)}</h2>
            {none.then(|| view! { <p>{words::no_defects(lang)}" "{words::no_defects_next(lang)}</p> })}
            {(!cards.is_empty()).then(|| view! { <ol class="timeline">{cards}</ol> })}
            {(others > 0).then(|| view! {
                <details open=again><summary>{words::settled(lang, &others.to_string())}</summary>
                    <ol class="timeline">{settled}</ol></details>
            })}
        </section>
    }
}

fn fault(
    frame: &Frame,
    data: &OneCommunity,
    found: &FaultNow,
    now: Moment,
    wanted: Wanted<'_>,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let fault = &found.fault;
    let work = data.works.iter().find(|(work, _)| work.id == fault.work_id);
    let name = work.map_or("", |(work, _)| lang.pick(&work.zh, &work.en)).to_owned();
    let day = dates::until(lang, fault.due_at);
    let running = fault.state.is_running();
    let (class, due) = match (running, now >= fault.due_at) {
        (true, true) => ("pill red", words::defect_late(lang, &day)),
        (true, false) => ("pill amber", words::defect_due(lang, &day)),
        (false, _) => ("pill", words::defect_state(lang, fault.state).to_owned()),
    };
    let said = (!fault.text.is_empty()).then(|| words::said(lang, &fault.text));
    let note = (!fault.note.is_empty()).then(|| fault.note.clone());
    let files = shown(lang, &found.files);
    let form = data.may(Verb::ManageDefects).then(|| fault_form(frame, data, found, wanted.typed));
    let flat = found.household.as_ref().map(|household| crate::pages::flat(lang, household));
    let where_it_is = flat.clone().unwrap_or_else(|| name.clone());
    let done = (wanted.moved == Some(fault.id)).then(|| words::moved(lang, fault.state, &where_it_is)).flatten();
    let facts: Vec<_> = flat.into_iter().chain([words::defect_state(lang, fault.state).to_owned()]).collect();
    view! {
        <li id=format!("d{}", fault.id) class=running.then_some("now")>
            {done.map(|text| view! { <p class="banner good" role="status">{text}</p> })}
            <span class="row left"><strong>{name}</strong><span class=class>{due}</span></span>
            <small>{facts.join(" · ")}</small>
            {said.map(|text| view! { <p>{text}</p> })}
            {(!files.is_empty()).then(|| view! { <div class="pair">{files}</div> })}
            {note.map(|text| view! { <p class="small muted">{text}</p> })}
            {form}
        </li>
    }
}

fn fault_form(frame: &Frame, data: &OneCommunity, found: &FaultNow, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let fault = &found.fault;
    let typed = typed.of(&fault.id.to_string());
    let none = FieldProblems::new();
    let problems = typed.map_or(&none, |typed| &typed.problems);
    let steps = [
        (DefectState::Assigned, words::assign(lang), "btn"),
        (DefectState::Fixed, words::fixed(lang), "btn line"),
        (DefectState::WontFix, words::wont_fix(lang), "btn danger"),
    ];
    let buttons: Vec<_> = steps
        .into_iter()
        .filter(|(to, _, _)| can_follow(fault.state, *to))
        .map(|(to, text, class)| view! { <button class=class name="to" value=to.as_str()>{text}</button> })
        .collect();
    let mut levels = vec![(String::new(), words::keep_severity(lang).to_owned())];
    levels
        .extend(Severity::ALL.iter().map(|one| (one.as_str().to_owned(), words::severity_word(lang, *one).to_owned())));
    let severity = Field::new("severity", words::severity(lang), "").within(&fault.id.to_string());
    let note = Field::new("note", words::note(lang), typed.map_or("", |t| &t.text))
        .within(&fault.id.to_string())
        .check(lang, problems);
    let action = format!("/office/{}/defects/{}", data.community.slug, fault.id);
    let token = frame.token_field();
    let open = typed.is_some();
    let head = general(lang, problems);
    (!buttons.is_empty()).then(|| {
        view! {
            <details open=open><summary>{words::act(lang)}</summary>
                <form method="post" action=action class="stack">
                    {token}{head}
                    {select(severity, levels)}
                    {area(note, 2)}
                    <div class="two">{buttons}</div>
                </form>
            </details>
        }
    })
}
