//! One feedback as everybody sees it, and what became of it.

use super::receipt::author;
use super::{address, headline};
use crate::components::icon;
use crate::domain::feedback::AnswerState;
use crate::domain::moment::Moment;
use crate::http::answer::Answer;
use crate::http::cache;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::feedback as words;
use crate::i18n::locales::words as names;
use crate::service::feedback::{Thread, thread};
use crate::service::{Linli, communities};
use crate::store::communities::Community;
use crate::store::feedback::{Answer as Reply, Feedback, Note, NoteKind};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use leptos::prelude::*;

/// `/c/{slug}/feedback/{number}`
pub async fn show(
    State(app): State<Linli>,
    Path((slug, number)): Path<(String, String)>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Answer {
    if let Some(kept) = cache::find(&app, &visitor, &headers).await? {
        return Ok(kept);
    }
    let community = communities::find(&app, &slug).await?;
    let id = community.id;
    let revision = app.store.revision(id).await?;
    let name = visitor.lang.pick(&community.zh, &community.en).to_owned();
    let thread = thread(&app, community, &number).await?;
    let frame = crate::pages::frame(&app, &visitor).await?.under(&format!("/c/{slug}"), &name);
    let title = words::thread_title(visitor.lang, &thread.number);
    let document = frame.document(&title, screen(visitor.lang, &thread, app.now()));
    let address = format!("/c/{}/feedback/{}", thread.community.slug, thread.number);
    Ok(cache::keep(&app, &visitor, &headers, cache::Of { community: id, revision, address }, &document))
}

fn screen(lang: Lang, thread: &Thread, now: Moment) -> impl IntoView + use<> {
    let feedback = &thread.feedback;
    let facts = format!(
        "{} · {} · {}",
        thread.number,
        author(lang, &feedback.building),
        dates::day(lang, feedback.created_at, false)
    );
    let alt = words::photo_alt(lang, &thread.number);
    let photos: Vec<_> = thread
        .photos
        .iter()
        .map(|photo| view! { <img class="photo" src=format!("/p/{}", photo.id) alt=alt.clone() loading="lazy"/> })
        .collect();
    let steps = steps(lang, &thread.community, feedback, (&thread.answers, &thread.notes), now);
    view! {
        <h1>{headline(lang, feedback)}</h1>
        <div class="row left">
            <span class="pill jade">{icon(feedback.tile.as_str())}{names::tile(lang, feedback.tile)}</span>
            <span class="small muted">{facts}</span>
        </div>
        {photos}
        {support(lang, thread)}
        {timeline(lang, steps)}
    }
}

/// Households and people apart, and the button; of a settled matter the way to say it anew. The
/// page is kept, so the form holds no token: it only sets a state and is idempotent.
fn support(lang: Lang, thread: &Thread) -> impl IntoView + use<> {
    let counts = words::support_counts(lang, thread.feedback.households, thread.feedback.people);
    let action = format!("{}/support", address(&thread.community, &thread.feedback));
    let ended = thread.feedback.answer_state.is_ended();
    let anew = format!("/c/{}/feedback", thread.community.slug);
    let (supports, says_anew) = (thread.open && !ended, thread.open && ended);
    view! {
        <section class="card stack">
            <h2>{counts}</h2>
            <p class="small muted">{words::weigh(lang)}</p>
            {supports.then(|| view! {
                <form method="post" action=action><button class="btn wide">{words::same_for_us(lang)}</button></form>
            })}
            {ended.then(|| view! { <p>{words::settled(lang)}</p> })}
            {says_anew.then(|| view! { <a class="btn line wide" href=anew>{words::say_anew(lang)}</a> })}
        </section>
    }
}

/// One step of a timeline.
pub struct Step {
    title: String,
    at: Option<Moment>,
    text: String,
}

impl Step {
    /// Something that happened.
    pub fn new(title: &str, at: Moment, text: &str) -> Self {
        Self { title: title.to_owned(), at: Some(at), text: text.to_owned() }
    }
    /// Something that is still owed; it stands last.
    fn owed(title: String) -> Self {
        Self { title, at: None, text: String::new() }
    }
    /// By time; what is owed comes last.
    pub fn order(&self) -> Moment {
        self.at.unwrap_or(Moment(i64::MAX))
    }
}

/// What happened, in its order, and what is owed.
pub fn steps(
    lang: Lang,
    community: &Community,
    feedback: &Feedback,
    (answers, notes): (&[Reply], &[Note]),
    now: Moment,
) -> Vec<Step> {
    let who = if community.answers_by.is_empty() {
        words::nobody_named(lang).to_owned()
    } else {
        community.answers_by.clone()
    };
    let mut steps = vec![Step::new(words::at_received(lang), feedback.created_at, "")];
    steps.extend(feedback.published_at.map(|at| Step::new(words::at_published(lang), at, "")));
    steps.extend(answers.iter().map(|answer| {
        let title = match answer.outcome {
            AnswerState::Done => words::at_done(lang, &who),
            AnswerState::Declined => words::at_declined(lang, &who),
            _ => words::at_answered(lang, &who),
        };
        Step::new(&title, answer.created_at, &answer.text)
    }));
    steps.extend(notes.iter().filter_map(|note| match note.kind {
        NoteKind::Solved => Some(Step::new(words::at_solved(lang), note.created_at, "")),
        NoteKind::Disputed => Some(Step::new(words::at_disputed(lang), note.created_at, "")),
        NoteKind::Line => None,
    }));
    if feedback.answer_state.is_owed() && feedback.is_handled() {
        let day = dates::until(lang, feedback.due_at);
        let late = now >= feedback.due_at;
        steps.push(Step::owed(if late { words::at_late(lang, &day) } else { words::at_due(lang, &day) }));
    }
    steps.sort_by_key(Step::order);
    steps
}

/// The steps as a card.
pub fn timeline(lang: Lang, steps: Vec<Step>) -> impl IntoView + use<> {
    let latest = steps.iter().rposition(|step| step.at.is_some());
    let items: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(n, step)| {
            let class = (Some(n) == latest).then_some("now");
            let when = step.at.map(|at| dates::minute(lang, at));
            view! {
                <li class=class>
                    <strong>{step.title}</strong>
                    {when.map(|when| view! { <small>{when}</small> })}
                    {(!step.text.is_empty()).then(|| view! { <p>{step.text}</p> })}
                </li>
            }
        })
        .collect();
    view! {
        <section class="card">
            <h2>{words::what_happened(lang)}</h2>
            <ol class="timeline">{items}</ol>
        </section>
    }
}
