//! The author's own page, by the secret link.

use super::receipt::{author, facts, way_back};
use super::thread::{Step, steps, timeline};
use super::{device, with_device};
use crate::components::{Frame, field};
use crate::domain::feedback::{AnswerState, FeedbackState, Visibility};
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::feedback as words;
use crate::i18n::locales::problems::sentence;
use crate::i18n::locales::words as names;
use crate::service::feedback::{Own, own};
use crate::service::{Linli, Outcome, phones};
use crate::store::feedback::NoteKind;
use crate::store::uploads::UploadKind;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/f/{secret}`
pub async fn show(State(app): State<Linli>, Path(secret): Path<String>, mut visitor: Visitor) -> Answer {
    let device = device(&app, &visitor);
    visitor.device = Some(device.0);
    let own = own(&app, &secret).await?;
    let document = document(&app, &visitor, &own, (&secret, ""), &FieldProblems::new()).await?;
    Ok(with_device(&app, html(StatusCode::OK, document), device))
}

/// The whole page, also after problems; `typed` is the line as it was typed.
///
/// # Errors
/// The store did not answer.
pub async fn document(
    app: &Linli,
    visitor: &Visitor,
    own: &Own,
    (secret, typed): (&str, &str),
    problems: &FieldProblems,
) -> Outcome<String> {
    let lang = visitor.lang;
    let home = format!("/c/{}", own.community.slug);
    let mut frame = crate::pages::form_frame(app, visitor).await?.under(&home, words::brand(lang));
    frame.here = format!("/f/{secret}");
    let title = words::own_title(lang, &own.number);
    let link = format!("{}/f/{secret}", app.config.url);
    let once = app.random.id(app.now()).to_string();
    let withdrawn = own.feedback.state == FeedbackState::Withdrawn;
    let follows = phones::following(app, visitor, &own.feedback).await?;
    let sends = app.config.gateway.is_some() || (app.config.outbox && frame.instance.demo);
    let told = problems.iter().any(|(_, problem)| matches!(problem, Problem::TooManyOutcomes(_)));
    let heading = title.clone();
    let page = view! {
        <h1>{heading}</h1>
        <p class="sub">{author(lang, &own.feedback.building)}" · "{names::tile(lang, own.feedback.tile)}</p>
        {field::general(lang, problems)}
        {state(lang, own)}
        {said(lang, own, secret)}
        {timeline(lang, own_steps(lang, own, app.now()))}
        {(!withdrawn && !told).then(|| outcome(&frame, own, secret))}
        {(own.takes_lines() || !typed.is_empty()).then(|| add(&frame, (secret, &once), typed, problems))}
        {(!withdrawn).then(|| facts(lang, own))}
        {way_back(lang, &link, &format!("/f/{secret}"))}
        {take_along(lang, secret, &own.number)}
        {(!withdrawn).then(|| crate::pages::phone::follow_form(&frame, (secret, sends), follows))}
        {(!withdrawn).then(|| withdraw(&frame, secret))}
    };
    Ok(frame.document(&title, page))
}

fn take_along(lang: Lang, secret: &str, number: &str) -> impl IntoView + use<> {
    let (to, name) = (format!("/f/{secret}/export"), format!("linli-{number}.json"));
    view! { <p><a class="btn line wide" href=to download=name>{words::take_along(lang)}</a></p> }
}

/// Where it stands with the moderators, and by which rule it is hidden.
fn state(lang: Lang, own: &Own) -> impl IntoView + use<> {
    let handlers = own.feedback.visibility == Visibility::Handlers;
    let (class, text) = match own.feedback.state {
        FeedbackState::Waiting | FeedbackState::Published if handlers => {
            ("banner", words::own_waiting_handlers(lang).to_owned())
        }
        FeedbackState::Waiting => ("banner", words::own_waiting(lang).to_owned()),
        FeedbackState::Published => ("banner good", words::own_published(lang).to_owned()),
        FeedbackState::Withdrawn => ("banner", words::own_withdrawn(lang).to_owned()),
        FeedbackState::Hidden => {
            let since = own.hidden_by.map(|(_, at)| words::own_hidden(lang, &dates::day(lang, at, false)));
            ("banner bad", since.unwrap_or_else(|| words::own_hidden_bare(lang).to_owned()))
        }
    };
    let rule = own.hidden_by.map(|(rule, _)| words::own_rule(lang, words::rule(lang, rule)));
    let hidden = own.feedback.state == FeedbackState::Hidden;
    let shown = own.feedback.is_shown().then(|| super::address(&own.community, &own.feedback));
    view! {
        <section class=class>
            <p>{text}</p>
            {rule.map(|text| view! { <p>{text}</p> })}
            {hidden.then(|| view! { <p>{words::own_appeal(lang)}</p> })}
            {shown.map(|to| view! { <a href=to>{words::see_thread(lang)}</a> })}
        </section>
    }
}

/// The text as typed and as shown, photos and recording.
fn said(lang: Lang, own: &Own, secret: &str) -> impl IntoView + use<> {
    let text = own.feedback.text.clone();
    let shown = own.feedback.shown_text.clone();
    let masked = text != shown;
    let text = if text.is_empty() { words::no_text(lang).to_owned() } else { text };
    let files: Vec<_> = own
        .uploads
        .iter()
        .map(|upload| {
            let src = format!("/p/{}?f={secret}", upload.id);
            if upload.kind == UploadKind::Photo {
                let alt = words::photo_alt(lang, &own.number);
                view! { <img class="photo" src=src alt=alt loading="lazy"/> }.into_any()
            } else {
                view! { <audio controls src=src aria-label=words::recording(lang)></audio> }.into_any()
            }
        })
        .collect();
    view! {
        <section class="card stack">
            <h2>{words::own_text(lang)}</h2>
            <p>{text}</p>
            {masked.then(|| view! { <h3>{words::own_shown(lang)}</h3><p>{shown}</p> })}
            {files}
        </section>
    }
}

fn own_steps(lang: Lang, own: &Own, now: crate::domain::moment::Moment) -> Vec<Step> {
    let lines = own.notes.iter().filter(|note| note.kind == NoteKind::Line);
    let mut all = steps(lang, &own.community, &own.feedback, (&own.answers, &own.notes), now);
    all.extend(lines.map(|note| Step::new(words::at_line(lang), note.created_at, &note.text)));
    all.sort_by_key(super::thread::Step::order);
    all
}

/// 'Solved' and 'not solved', where they can follow.
fn outcome(frame: &Frame, own: &Own, secret: &str) -> AnyView {
    let lang = frame.lang;
    let solved = own.feedback.answer_state.can_become(AnswerState::Solved);
    let disputed = own.feedback.answer_state.can_become(AnswerState::Disputed);
    let action = format!("/f/{secret}/outcome");
    let token = frame.token_field();
    if let Some(why) = own.outcomes_over().filter(|_| solved || disputed) {
        return view! { <p class="card">{sentence(lang, &why)}</p> }.into_any();
    }
    let form = (solved || disputed).then(|| {
        view! {
            <form class="card stack" method="post" action=action>
                <h2>{words::solved_title(lang)}</h2>
                <p>{words::solved_text(lang)}</p>
                {token}
                <div class="two">
                    {solved.then(|| view! { <button class="btn" name="outcome" value="solved">{words::solved(lang)}</button> })}
                    {disputed.then(|| view! { <button class="btn line" name="outcome" value="disputed">{words::not_solved(lang)}</button> })}
                </div>
            </form>
        }
    });
    form.into_any()
}

fn add(frame: &Frame, (secret, once): (&str, &str), typed: &str, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    let line =
        field::Field::new("text", words::add_title(lang), typed).hint(words::add_hint(lang)).check(lang, problems);
    let (action, once) = (format!("/f/{secret}/lines"), once.to_owned());
    view! {
        <form class="card stack" method="post" action=action>
            {frame.token_field()}
            <input type="hidden" name="once" value=once/>
            {field::area(line, 2)}
            <button class="btn line wide">{words::add(lang)}</button>
        </form>
    }
}

fn withdraw(frame: &Frame, secret: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let action = format!("/f/{secret}/withdraw");
    view! {
        <details>
            <summary>{words::withdraw_title(lang)}</summary>
            <form class="card stack" method="post" action=action>
                {frame.token_field()}
                <p>{words::withdraw_text(lang)}</p>
                <button class="btn danger wide">{words::withdraw(lang)}</button>
            </form>
        </details>
    }
}
