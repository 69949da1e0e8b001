//! Feedback of one community, each with its answer form.
//!
//! For: the section of `/office/{slug}`: a sheet of what was published, with everything one needs
//! to answer it. What is owed stands open, what is answered is folded below it.
//! Must not know: who may answer (the service says it).
//! To add: an opening of an answer is a row of [`answer_form`].

use crate::components::Frame;
use crate::components::field::{Field, area, general, select};
use crate::domain::feedback::Says;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::problem::FieldProblems;
use crate::domain::quantity::grouped;
use crate::i18n::locales::{community as place_words, feedback as feedback_words, office as words, words as names};
use crate::i18n::{Lang, dates};
use crate::pages::desk::covered_text;
use crate::pages::feedback::address;
use crate::pages::office::one::{Typed, Wanted};
use crate::service::feedback::number_at;
use crate::service::office::{OneCommunity, Said};
use crate::store::feedback::{Feedback, NoteKind};
use crate::store::uploads::UploadKind;
use leptos::prelude::*;

/// The section.
pub fn section(frame: &Frame, data: &OneCommunity, now: Moment, wanted: Wanted<'_>) -> impl IntoView + use<> {
    let (lang, sheet) = (frame.lang, &data.feedback);
    let (owing, rest): (Vec<_>, Vec<_>) = sheet.said.iter().partition(|one| one.feedback.answer_state.is_owed());
    let again = rest.iter().any(|one| wanted.sought.serial == Some(one.feedback.serial));
    let answered = words::answered_ones(lang, &grouped(sheet.published.saturating_sub(sheet.owed)));
    // Who came for one of them, or has just answered one, goes on with it.
    let next = wanted.answered.and_then(|_| owing.first()).map(|one| one.feedback.serial);
    let unfolded = next.or(wanted.sought.serial);
    let list = |which: Vec<&Said>| {
        let cards = which.into_iter().map(|one| card(frame, data, one, now, (wanted.typed, unfolded))).collect_view();
        view! { <ol class="timeline">{cards}</ol> }
    };
    let owes = !owing.is_empty();
    let folded = match (owes, rest.is_empty()) {
        (_, true) => ().into_any(),
        // Folded only where something more pressing stands above.
        (true, _) => view! { <details open=again><summary>{answered}</summary>{list(rest)}</details> }.into_any(),
        (false, _) => view! { <h3>{answered}</h3>{list(rest)} }.into_any(),
    };
    view! {
        <section class="card stack" id="feedback">
            <div class="row"><h2>{words::feedback(lang)}</h2><span class="pill">{words::unanswered(lang, &grouped(sheet.owed))}</span></div>
            {waiting(lang, data)}
            {(sheet.published + sheet.waiting == 0).then(|| view! { <p>{words::no_feedback(lang)}</p> })}
            {wanted.answered.map(|serial| published(lang, data, serial))}
            {owes.then(|| list(owing))}
            {folded}
            {sheets(lang, data)}
        </section>
    }
}

/// That an answer is out, above the next one that waits.
fn published(lang: Lang, data: &OneCommunity, serial: i64) -> impl IntoView + use<> {
    let number = number_at(&data.community, serial);
    let next = if data.feedback.owed == 0 { words::answered_all(lang) } else { words::answered_next(lang) };
    let to = format!("/office/{}?f={serial}#f{serial}", data.community.slug);
    view! {
        <p class="banner good" role="status" id="answered">
            <span>{words::answered(lang, &number)}" "<a href=to>{words::see_it(lang)}</a>" "{next}</span>
        </p>
    }
}

/// What nobody has moderated yet is only counted, with the way to the desk for those who may.
fn waiting(lang: Lang, data: &OneCommunity) -> impl IntoView + use<> {
    let text = words::not_moderated(lang, &grouped(data.feedback.waiting));
    let desk = data.may(Verb::Moderate).then(|| view! { " "<a href="/desk">{words::go_review(lang)}</a> });
    (data.feedback.waiting > 0).then(|| view! { <p>{text}{desk}</p> })
}

fn sheets(lang: Lang, data: &OneCommunity) -> impl IntoView + use<> {
    let (page, pages) = (data.feedback.page, data.feedback.pages);
    let to = |page: i64| format!("/office/{}?page={page}#feedback", data.community.slug);
    let before = (page > 1).then(|| to(page - 1));
    let next = (page < pages).then(|| to(page + 1));
    let here = words::sheet(lang, &page.to_string(), &pages.to_string());
    (pages > 1).then(|| {
        view! {
            <p class="small muted">{here}</p>
            <div class="two">
                {before.map(|to| view! { <a class="btn line" href=to>{feedback_words::page_before(lang)}</a> })}
                {next.map(|to| view! { <a class="btn line" href=to>{feedback_words::page_next(lang)}</a> })}
            </div>
        }
    })
}

fn card(
    frame: &Frame,
    data: &OneCommunity,
    said: &Said,
    now: Moment,
    (typed, unfolded): (&Typed, Option<i64>),
) -> impl IntoView + use<> {
    let (lang, one) = (frame.lang, &said.feedback);
    let owed = one.answer_state.is_owed();
    let (class, due) = due(lang, one, now);
    let form = format!("f{}", one.serial);
    let open = typed.of(&form).is_some() || (owed && unfolded == Some(one.serial));
    let answer = data.may(Verb::AnswerFeedback).then(|| {
        view! { <details open=open><summary>{words::answer_it(lang)}</summary>{answer_form(frame, data, one, typed)}</details> }
    });
    let title = format!("{} {}", said.number, names::tile(lang, one.tile));
    let title = if one.is_shown() {
        view! { <a href=address(&data.community, one)>{title}</a> }.into_any()
    } else {
        title.into_any()
    };
    let private = (!one.is_shown()).then(|| view! { <span class="pill sky">{words::only_handlers(lang)}</span> });
    let text = (!one.shown_text.is_empty()).then(|| covered_text(lang, &one.shown_text));
    view! {
        <li id=form class=owed.then_some("now")>
            <span class="row left"><strong>{title}</strong><span class=class>{due}</span>{private}</span>
            <small>{facts(lang, one)}</small>
            {text.map(|text| view! { <p>{text}</p> })}
            {files(lang, said)}
            {so_far(lang, said)}
            {answer}
        </li>
    }
}

fn due(lang: Lang, one: &Feedback, now: Moment) -> (&'static str, String) {
    let day = dates::until(lang, one.due_at);
    match (one.answer_state.is_owed(), now >= one.due_at) {
        (true, true) => ("pill red", words::overdue(lang, &day)),
        (true, false) => ("pill amber", words::due_by(lang, &day)),
        (false, _) => ("pill", place_words::matter(lang, one.answer_state).to_owned()),
    }
}

/// Which building, since when, who says the same.
fn facts(lang: Lang, one: &Feedback) -> String {
    let building = names::building(lang, &one.building);
    let came = words::came(lang, &dates::day(lang, one.created_at, false));
    let same = feedback_words::support_counts(lang, one.households, one.people);
    let all = [building, came, same].into_iter().filter(|part| !part.is_empty());
    all.collect::<Vec<_>>().join(" · ")
}

/// Photos as small pictures that open the large one, and the recording.
fn files(lang: Lang, said: &Said) -> impl IntoView + use<> {
    let files: Vec<_> = said
        .uploads
        .iter()
        .map(|upload| {
            let path = format!("/p/{}", upload.id);
            if upload.kind == UploadKind::Photo {
                let (source, alt) = (format!("{path}?small=1"), feedback_words::photo_alt(lang, &said.number));
                view! { <a href=path><img class="thumb" src=source alt=alt loading="lazy"/></a> }.into_any()
            } else {
                let label = feedback_words::recording(lang);
                view! { <audio controls preload="none" src=path aria-label=label></audio> }.into_any()
            }
        })
        .collect();
    (!files.is_empty()).then(|| view! { <div class="row left">{files}</div> })
}

/// What the author added and what was answered, in their order.
fn so_far(lang: Lang, said: &Said) -> impl IntoView + use<> {
    let notes = said.notes.iter().map(|note| {
        let title = match note.kind {
            NoteKind::Line => words::line_added(lang),
            NoteKind::Solved => feedback_words::at_solved(lang),
            NoteKind::Disputed => feedback_words::at_disputed(lang),
        };
        (note.created_at, title.to_owned(), note.text.clone())
    });
    let answers = said.answers.iter().map(|answer| {
        let title = words::said_before(lang, place_words::matter(lang, answer.outcome));
        (answer.created_at, title, answer.text.clone())
    });
    let mut all: Vec<_> = notes.chain(answers).collect();
    all.sort_by_key(|(at, ..)| *at);
    let items: Vec<_> = all
        .into_iter()
        .map(|(at, title, text)| {
            view! {
                <li><strong>{title}</strong><small>{dates::minute(lang, at)}</small>
                    {(!text.is_empty()).then(|| view! { <p>{text}</p> })}</li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ol class="timeline" aria-label=words::so_far(lang)>{items}</ol> })
}

fn answer_form(frame: &Frame, data: &OneCommunity, one: &Feedback, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let form = format!("f{}", one.serial);
    let typed = typed.of(&form);
    let none = FieldProblems::new();
    let problems = typed.map_or(&none, |typed| &typed.problems);
    let known = Says::ALL.iter().map(|says| (says.as_str().to_owned(), words::says(lang, *says).to_owned()));
    let outcomes = std::iter::once((String::new(), words::choose(lang).to_owned())).chain(known).collect();
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
        Field::new("opening", words::opening(lang), typed.map_or(words::open_thanks(lang), |t| t.opening.as_str()))
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
