//! What is stored about whoever looks: a household, or the holder of a phone number.
//!
//! For: `/own` to read; `/own/export` for machines is in `export`.
//! Must not know: other people; what deleting takes (`service::own`).
//! To add: a list of `service::own::Own` is a section here and a key of `export::machine`.

pub mod export;

use crate::components::Frame;
use crate::components::field::{sentence_for, summary};
use crate::domain::defect::DefectState;
use crate::domain::feedback::{Channel, FeedbackState, Visibility, number, prefix};
use crate::domain::ids::PollId;
use crate::domain::moment::Moment;
use crate::domain::policy::Caller;
use crate::domain::problem::FieldProblems;
use crate::domain::rating::Level5;
use crate::http::answer::{Answer, html, see_other, with_cookie};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{desk, households, office, own as words, poll, proof, rating};
use crate::i18n::{Lang, dates};
use crate::pages::login::with_device;
use crate::pages::setup::household::facts;
use crate::pages::{code, phone};
use crate::service::own::{self, Own, Whose};
use crate::service::{Linli, Outcome, sessions};
use crate::store::own::Said;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/own`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    if caller == Caller::Nobody
        && !visitor.json
        && let Some(to) = code::where_it_waits(&app, &visitor, "/own").await?
    {
        return Ok(see_other(&to));
    }
    match own::household_of(&caller)? {
        Some(household) => household_page(&app, visitor, StatusCode::OK, household, &FieldProblems::new()).await,
        None => phone::own(&app, visitor, StatusCode::OK, &caller, &FieldProblems::new()).await,
    }
}

/// The page of a household; also when its form comes back.
///
/// # Errors
/// The store did not answer.
pub async fn household_page(
    app: &Linli,
    mut visitor: Visitor,
    status: StatusCode,
    household: Whose,
    problems: &FieldProblems,
) -> Outcome<Response> {
    let cookie = with_device(app, &mut visitor);
    let own = own::find(app, household).await?;
    let mut frame = super::form_frame(app, &visitor).await?;
    "/own".clone_into(&mut frame.here);
    let lang = frame.lang;
    let name = lang.pick(&own.community.zh, &own.community.en).to_owned();
    let frame = frame.under(&format!("/c/{}", own.community.slug), &name);
    let page = view! {
        <h1>{words::title(lang)}</h1>
        <p class="sub">{words::lead(lang)}" "<a href="/privacy">{words::rules(lang)}</a></p>
        {summary(lang, problems)}
        {roll(lang, &own)}
        {spoken(lang, &own)}
        {voted(lang, &own)}
        {judged(lang, &own)}
        {proved(lang, &own)}
        <p><a class="btn line wide" href="/v/phones">{proof::phones_title(lang)}</a></p>
        <p><a class="btn line wide" href="/own/export" download="linli.json">{words::export(lang)}</a></p>
        {form(&frame, problems)}
    };
    let response = html(status, frame.document(words::title(lang), page));
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

fn day(lang: Lang, at: i64) -> String {
    dates::day(lang, Moment(at), true)
}

/// A list under its name; what is empty says so.
fn section(lang: Lang, title: &'static str, note: Option<&'static str>, lines: Vec<String>) -> impl IntoView + use<> {
    let lines = if lines.is_empty() { vec![words::none(lang).to_owned()] } else { lines };
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            {note.map(|text| view! { <p class="small">{text}</p> })}
            <ul class="list">{lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn roll(lang: Lang, own: &Own) -> impl IntoView + use<> {
    let to = format!("/c/{}/mine", own.community.slug);
    let wants = own.requests.iter().map(|one| {
        let what =
            crate::domain::correction::Wants::parse(&one.wants).map_or("", |wants| households::wants(lang, wants));
        let parts = [day(lang, one.created_at.0), what.to_owned(), one.text.clone(), one.answer.clone()];
        joined(&parts)
    });
    let requests = section(lang, words::requests(lang), None, wants.collect());
    view! {
        <section class="card stack">
            <h2>{words::roll(lang)}</h2>
            {facts(lang, &own.household)}
            <a href=to>{words::roll_wrong(lang)}</a>
        </section>
        {requests}
    }
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// The words of a feedback, if they are for everybody: of a family each speaks for themselves.
fn shown(one: &Said) -> Option<&str> {
    (one.visibility == Visibility::Public.as_str()).then_some(one.shown_text.as_str())
}

/// The number by which it is known in the community where it was said.
pub fn number_in(slug: &str, serial: i64) -> String {
    number(&prefix(slug), serial)
}

fn spoken(lang: Lang, own: &Own) -> impl IntoView + use<> {
    let said = own.said.iter().map(|one| {
        let state = FeedbackState::parse(&one.state).map_or("", |state| desk::state(lang, state));
        let text = shown(one).unwrap_or_else(|| words::not_public(lang)).to_owned();
        joined(&[number_in(&one.slug, one.serial), day(lang, one.created_at), state.to_owned(), text])
    });
    let supported =
        own.supported.iter().map(|one| joined(&[number_in(&one.slug, one.serial), day(lang, one.created_at)]));
    view! {
        {section(lang, words::said(lang), Some(words::said_note(lang)), said.collect())}
        {section(lang, words::supported(lang), None, supported.collect())}
    }
}

fn voted(lang: Lang, own: &Own) -> impl IntoView + use<> {
    let rows: Vec<_> = own
        .cast
        .iter()
        .map(|one| {
            let way = Channel::parse(&one.channel).map_or("", |channel| poll::channel(lang, channel));
            let gone = one.replaced_at.map_or("", |_| words::replaced(lang));
            let title = lang.pick(&one.title_zh, &one.title_en).to_owned();
            let text = joined(&[title, day(lang, one.cast_at), way.to_owned(), gone.to_owned()]);
            let to = format!("/c/{}/polls/{}/receipt", one.slug, PollId(one.poll_id));
            view! { <li>{text}" "<a href=to>{words::receipt(lang)}</a></li> }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <li>{words::none(lang)}</li> });
    let slips = own.slips.iter().map(|one| {
        let title = lang.pick(&one.title_zh, &one.title_en).to_owned();
        joined(&[title, day(lang, one.received_at)])
    });
    let slips = section(lang, words::slips(lang), None, slips.collect());
    view! {
        <section class="card stack">
            <h2>{words::cast(lang)}</h2>
            <p class="small">{words::cast_note(lang)}</p>
            <ul class="list">{rows}{none}</ul>
        </section>
        {slips}
    }
}

fn judged(lang: Lang, own: &Own) -> impl IntoView + use<> {
    let rated = own.rated.iter().map(|one| {
        let level = Level5::parse(&one.level).map_or("", |level| rating::level(lang, level));
        let work = lang.pick(&one.zh, &one.en).to_owned();
        joined(&[work, day(lang, one.created_at), level.to_owned(), one.text.clone()])
    });
    let faults = own.faults.iter().map(|one| {
        let state = DefectState::parse(&one.state).map_or("", |state| office::defect_state(lang, state));
        let work = lang.pick(&one.zh, &one.en).to_owned();
        joined(&[work, day(lang, one.created_at), state.to_owned(), one.text.clone()])
    });
    view! {
        {section(lang, words::rated(lang), None, rated.collect())}
        {section(lang, words::faults(lang), None, faults.collect())}
    }
}

fn proved(lang: Lang, own: &Own) -> impl IntoView + use<> {
    let phones = own.phones.iter().map(|one| {
        let browser = if one.browser.is_empty() { words::phone_unknown(lang).to_owned() } else { one.browser.clone() };
        joined(&[browser, words::phone_since(lang, &dates::day(lang, one.since, true))])
    });
    let codes = own.codes.iter().map(|one| {
        let made = words::code_made(lang, &dates::day(lang, one.made, true));
        joined(&[proof::letter_of(lang, one.purpose).to_owned(), made])
    });
    let seen = own
        .proof
        .iter()
        .map(|one| joined(&[dates::day(lang, one.seen_at, true), proof::paper(lang, one.paper).to_owned()]));
    view! {
        {section(lang, words::phones(lang), None, phones.collect())}
        {section(lang, words::codes(lang), None, codes.collect())}
        {section(lang, words::proof(lang), None, seen.collect())}
    }
}

fn form(frame: &Frame, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    let unticked = sentence_for(lang, problems, "sure");
    view! {
        <form class="card stack" method="post" action="/own/delete">
            {frame.token_field()}
            <h2>{words::forget_title(lang)}</h2>
            <p>{words::forget_goes(lang)}</p>
            <p>{words::forget_stays(lang)}</p>
            <p class="small">{words::forget_backups(lang)}</p>
            {sure(words::forget_sure(lang), unticked)}
            <button class="btn danger wide">{words::forget(lang)}</button>
        </form>
    }
}

/// The box that confirms deleting, never ticked beforehand, and what is wrong with it.
pub fn sure(text: &'static str, unticked: Option<String>) -> impl IntoView {
    view! {
        <label class="tick"><input type="checkbox" id="sure" name="sure" value="yes"/><span>{text}</span></label>
        {unticked.map(|text| view! { <p class="problem" role="alert">{text}</p> })}
    }
}
