//! Feedback of one community, each with its answer form.
//!
//! For: the section of `/office/{slug}`: what is owed stands open, what is answered is folded.
//! Must not know: who may answer (the service says it).
//! To add: an opening of an answer is a row of [`answer_form`].

use crate::components::Frame;
use crate::components::field::{Field, area, general, select};
use crate::domain::feedback::Says;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::problem::FieldProblems;
use crate::domain::quantity::grouped;
use crate::i18n::dates;
use crate::i18n::locales::{community as place_words, office as words, words as names};
use crate::pages::office::one::Typed;
use crate::service::office::OneCommunity;
use crate::store::feedback::Feedback;
use leptos::prelude::*;

/// The section.
pub fn section(frame: &Frame, data: &OneCommunity, now: Moment, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let (owing, rest): (Vec<_>, Vec<_>) = data.feedback.iter().partition(|one| one.answer_state.is_owed());
    let (owed, others) = (owing.len(), rest.len());
    let again = rest.iter().any(|one| typed.form == format!("f{}", one.serial));
    let list = |which: Vec<&Feedback>| which.into_iter().map(|one| card(frame, data, one, now, typed)).collect_view();
    let (cards, folded) = (list(owing), list(rest));
    view! {
        <section class="card stack" id="feedback">
            <div class="row"><h2>{words::feedback(lang)}</h2><span class="pill">{words::unanswered(lang, &owed.to_string())}</span></div>
            {(owed + others == 0).then(|| view! { <p>{words::no_feedback(lang)}</p> })}
            {(owed > 0).then(|| view! { <ol class="timeline">{cards}</ol> })}
            {(others > 0).then(|| view! {
                <details open=again><summary>{words::answered_ones(lang, &others.to_string())}</summary><ol class="timeline">{folded}</ol></details>
            })}
        </section>
    }
}

fn card(frame: &Frame, data: &OneCommunity, one: &Feedback, now: Moment, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let day = dates::until(lang, one.due_at);
    let owed = one.answer_state.is_owed();
    let (class, due) = match (owed, now >= one.due_at) {
        (true, true) => ("pill red", words::overdue(lang, &day)),
        (true, false) => ("pill amber", words::due_by(lang, &day)),
        (false, _) => ("pill", place_words::matter(lang, one.answer_state).to_owned()),
    };
    let form = format!("f{}", one.serial);
    let open = typed.of(&form).is_some();
    let text = one.shown_text.clone();
    let answer = data.may(Verb::AnswerFeedback).then(|| {
        view! { <details open=open><summary>{words::answer_it(lang)}</summary>{answer_form(frame, data, one, typed)}</details> }
    });
    let title = format!("#{} {}", one.serial, names::tile(lang, one.tile));
    let to = format!("/c/{}/feedback/{}", data.community.slug, one.serial);
    view! {
        <li id=form class=owed.then_some("now")>
            <span class="row left"><strong><a href=to>{title}</a></strong><span class=class>{due}</span></span>
            <small>{words::same(lang, &grouped(one.households))}</small>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            {answer}
        </li>
    }
}

fn answer_form(frame: &Frame, data: &OneCommunity, one: &Feedback, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let form = format!("f{}", one.serial);
    let typed = typed.of(&form);
    let none = FieldProblems::new();
    let problems = typed.map_or(&none, |typed| &typed.problems);
    let outcomes =
        Says::ALL.iter().map(|says| (says.as_str().to_owned(), words::says(lang, *says).to_owned())).collect();
    let openings = vec![
        (words::open_thanks(lang).to_owned(), words::open_thanks(lang).to_owned()),
        (words::open_seen(lang).to_owned(), words::open_seen(lang).to_owned()),
        (words::open_sorry(lang).to_owned(), words::open_sorry(lang).to_owned()),
        (String::new(), words::open_none(lang).to_owned()),
    ];
    let outcome = Field::new("outcome", words::outcome(lang), typed.map_or("", |t| &t.outcome))
        .within(&form)
        .check(lang, problems);
    let opening =
        Field::new("opening", words::opening(lang), if typed.is_some() { "" } else { words::open_thanks(lang) })
            .within(&form);
    let text = Field::new("text", words::own_words(lang), typed.map_or("", |t| &t.text))
        .within(&form)
        .hint(words::own_hint(lang))
        .check(lang, problems);
    let action = format!("/office/{}/feedback/{}/answer", data.community.slug, one.serial);
    view! {
        <form method="post" action=action class="stack">
            {frame.token_field()}
            {general(lang, problems)}
            {select(outcome, outcomes)}
            {select(opening, openings)}
            {area(text, 3)}
            <button class="btn">{words::send(lang)}</button>
        </form>
    }
}
