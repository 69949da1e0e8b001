//! The committee's desk: the queue of feedback, one card at a time.
//!
//! For: `/desk`, `/desk/feedback/{id}`; lists, the public log, paper and doors in files below.
//! Must not know: what an act does.
//! To add: a further place of work is a link in [`links`] and a file.

mod check;
mod doors;
pub mod household;
mod log;
mod paper;
mod recent;

pub use check::{Sent, check, check_page, note_slips};
pub use doors::{list as door_list, show as doors};
pub use log::show as log;
pub use paper::{Polls, enter, enter_form, find_form, paper};
pub use recent::show as recent;

use crate::components::field::{Field, area, general, sentence_for};
use crate::components::{Frame, icon};
use crate::domain::feedback::{FeedbackState, Visibility, number, prefix};
use crate::domain::ids::FeedbackId;
use crate::domain::mask::COVER;
use crate::domain::moderation::Rule;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, scopes};
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::{desk as words, proof, words as names};
use crate::pages::login::asked;
use crate::service::moderation::{self, Card, Queue};
use crate::service::{Linli, Outcome, audit, office, papers, sessions};
use crate::store::communities::Community;
use crate::store::duties::Corrections;
use crate::store::feedback::Feedback;
use crate::store::uploads::{Upload, UploadKind};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

/// Most communities whose waiting requests have a line of their own; the office lists all.
const MOST_NAMED: usize = 5;

/// The number people say for a feedback.
pub(super) fn number_of(community: &Community, serial: i64) -> String {
    number(&prefix(&community.slug), serial)
}

/// The frame of a page of the desk.
///
/// # Errors
/// The store did not answer.
pub async fn desk_frame(app: &Linli, visitor: &Visitor) -> Outcome<Frame> {
    super::staff_frame(app, visitor).await
}

/// `/desk`: the card in turn.
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let skip = asked(&visitor, "skip").parse().unwrap_or(0);
    let queue = moderation::queue(&app, &caller, skip).await?;
    let done = match Uuid::try_parse(asked(&visitor, "done")) {
        Ok(id) => moderation::decided(&app, &caller, id).await?,
        Err(_) => None,
    };
    let waiting = papers::count_waiting(&app, &caller).await.unwrap_or(0);
    let corrections = office::corrections(&app, &caller).await?;
    if let Some(card) = &queue.card {
        note_card(&app, &visitor, &caller, card).await?;
    }
    let frame = desk_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let other_work = links(lang, &caller, waiting, &corrections).into_any();
    let title = if queue.left > 0 { words::left(lang, queue.left) } else { words::queue_title(lang).to_owned() };
    let banner = done.map(|(listed, community)| recent::undo_banner(&frame, &listed, &community));
    // The card speaks for itself; who listens to the page needs its name. An empty queue has one.
    let heading = queue.card.is_some().then(|| view! { <h1 class="vh">{title.clone()}</h1> });
    let page = view! {
        {heading}
        {banner}
        {turn(&frame, &queue, skip, other_work)}
    };
    Ok(html(StatusCode::OK, frame.clone().named(&title).document(&title, page)))
}

fn turn(frame: &Frame, queue: &Queue, skip: i64, other_work: AnyView) -> impl IntoView + use<> {
    let lang = frame.lang;
    match &queue.card {
        Some(card) => {
            let next = format!("/desk?skip={}", skip.saturating_add(1));
            let more = queue.left > 1;
            // The other work stands within the form, so that its bar stays at the thumb.
            let below = view! {
                {more.then(|| view! { <p class="small"><a href=next>{words::later(lang)}</a></p> })}
                {other_work}
            };
            view! {
                {face(lang, card)}
                {buttons(frame, card, &FieldProblems::new(), below.into_any())}
            }
            .into_any()
        }
        None => view! {
            <div class="card"><h1>{words::empty(lang)}</h1><p>{words::empty_next(lang)}</p></div>
            {other_work}
        }
        .into_any(),
    }
}

/// Links to the other work of the desk: only what the caller may open.
fn links(lang: Lang, caller: &Caller, waiting: i64, corrections: &[Corrections]) -> impl IntoView + use<> {
    let all = [
        ("/desk/recent", words::to_recent(lang).to_owned(), "clock", Verb::Moderate),
        ("/desk/paper", words::to_paper(lang).to_owned(), "vote", Verb::EnterPaper),
        ("/desk/paper/check", words::to_check(lang, waiting), "check", Verb::CheckPaper),
        ("/desk/households", proof::find_title(lang).to_owned(), "shield", Verb::AssistHousehold),
    ];
    let all = all.into_iter().filter(|(.., verb)| !scopes(caller, *verb).is_empty());
    let wait = corrections.iter().take(MOST_NAMED).map(|one| {
        let name = lang.pick(&one.at.zh, &one.at.en);
        let text = match one.late {
            0 => words::to_corrections(lang, name, one.number),
            late => words::to_corrections_late(lang, name, one.number, late),
        };
        (format!("/setup/{}/corrections", one.at.slug), text, "clock")
    });
    let all: Vec<_> = all.map(|(to, text, name, _)| (to.to_owned(), text, name)).chain(wait).collect();
    view! {
        <nav aria-label=words::other_work(lang)>
            <ul class="list card">
                {all.into_iter().map(|(to, text, name)| view! { <li><a href=to>{icon(name)}<strong>{text}</strong></a></li> }).collect_view()}
            </ul>
        </nav>
    }
}

/// The shown text; what is covered is a bar, with words for screen readers.
pub(super) fn covered_text(lang: Lang, text: &str) -> impl IntoView + use<> {
    let pieces: Vec<String> = text.split(COVER).map(str::to_owned).collect();
    pieces
        .into_iter()
        .enumerate()
        .map(|(at, piece)| {
            let bar = (at > 0).then(|| {
                view! { <span class="mask"><span class="vh">{words::covered_words(lang)}</span></span> }
            });
            view! { {bar}{piece} }
        })
        .collect_view()
}

fn picture(lang: Lang, upload: &Upload) -> impl IntoView + use<> {
    let path = format!("/p/{}", upload.id);
    let source = path.clone();
    if upload.kind == UploadKind::Photo {
        view! { <a href=path><img class="photo" src=source alt=words::photo(lang) loading="lazy"/></a> }.into_any()
    } else {
        view! { <audio controls src=path aria-label=words::recording(lang)></audio> }.into_any()
    }
}

fn pills(lang: Lang, card: &Card) -> impl IntoView + use<> {
    let Card { feedback, community, masked, .. } = card;
    let by = if feedback.household_id.is_some() { words::household(lang) } else { words::person(lang) };
    let came = format!("{} · {}", words::channel(lang, feedback.channel), dates::minute(lang, feedback.created_at));
    let building = names::building(lang, &feedback.building);
    let masked: Vec<String> = masked.iter().map(|kind| words::covered(lang, words::mask_kind(lang, *kind))).collect();
    view! {
        <div class="row left">
            <span class="pill jade">{names::tile(lang, feedback.tile)}</span>
            {(!building.is_empty()).then(|| view! { <span class="pill">{building}</span> })}
            <span class="pill">{came}</span>
            <span class="pill">{by}</span>
            {masked.into_iter().map(|text| view! { <span class="pill amber">{text}</span> }).collect_view()}
        </div>
        <p class="small muted">{lang.pick(&community.zh, &community.en).to_owned()}" · "{number_of(community, feedback.serial)}</p>
    }
}

fn face(lang: Lang, card: &Card) -> impl IntoView + use<> {
    let feedback = &card.feedback;
    let photos: Vec<_> = card.uploads.iter().map(|upload| picture(lang, upload)).collect();
    let text = match feedback.shown_text.as_str() {
        "" => view! { <p class="muted">{words::no_text(lang)}</p> }.into_any(),
        shown => view! { <p>{covered_text(lang, shown)}</p> }.into_any(),
    };
    let handlers = feedback.visibility == Visibility::Handlers;
    let state = (feedback.state != FeedbackState::Waiting).then(|| words::state(lang, feedback.state));
    view! {
        <article class="card queue-card">
            {photos}
            {text}
            {pills(lang, card)}
            {state.map(|text| view! { <p class="small"><span class="pill sky">{text}</span></p> })}
            {handlers.then(|| view! { <p class="small"><span class="pill sky">{words::only_handlers(lang)}</span></p> })}
        </article>
    }
}

/// The buttons of a card; which of them depends on where it stands.
fn buttons(frame: &Frame, card: &Card, problems: &FieldProblems, below: AnyView) -> impl IntoView + use<> {
    let lang = frame.lang;
    let feedback = &card.feedback;
    let action = format!("/desk/feedback/{}", feedback.id);
    let more = format!("/desk/feedback/{}?mask=1#text", feedback.id);
    let shown = feedback.is_shown();
    let publish = match (feedback.state, feedback.visibility) {
        (FeedbackState::Hidden, _) => Some(words::show_again(lang)),
        (FeedbackState::Waiting, Visibility::Handlers) => Some(words::publish_handlers(lang)),
        (FeedbackState::Waiting, Visibility::Public) => Some(words::publish(lang)),
        _ => None,
    };
    let can_pass = feedback.visibility == Visibility::Public && feedback.state == FeedbackState::Waiting;
    let can_mask = !feedback.shown_text.is_empty() && (shown || feedback.state == FeedbackState::Waiting);
    if feedback.state == FeedbackState::Withdrawn {
        return ().into_any();
    }
    let can_hide = feedback.state != FeedbackState::Hidden;
    // Neither act nor rule has a field: they are buttons.
    let missing = sentence_for(lang, problems, "rule").or_else(|| sentence_for(lang, problems, "act"));
    view! {
        {general(lang, problems)}
        {missing.map(|text| view! { <p class="banner bad" role="alert">{text}</p> })}
        <form method="post" action=action>
            {frame.token_field()}
            <input type="hidden" name="seen" value=card.seen.clone()/>
            <div class="two">
                {can_mask.then(|| view! { <a class="btn line" href=more>{words::mask_more(lang)}</a> })}
                {can_pass.then(|| view! { <button class="btn line" name="act" value="pass_on">{words::pass_on(lang)}</button> })}
            </div>
            {can_hide.then(|| rules(lang))}
            {below}
            {publish.map(|text| view! {
                <div class="bar">
                    <button class="btn wide" name="act" value="publish" accesskey="p">{text}</button>
                    <p class="small muted">{words::publish_note(lang)}</p>
                </div>
            })}
        </form>
    }
    .into_any()
}

/// One tap opens the rules, the second one hides.
fn rules(lang: Lang) -> impl IntoView + use<> {
    view! {
        <details class="stack">
            <summary class="btn danger wide" accesskey="h">{words::hide(lang)}</summary>
            <p class="small">{words::hide_which(lang)}" "<strong>{words::hide_not(lang)}</strong></p>
            <div class="two">
                {Rule::ALL.iter().map(|rule| view! {
                    <button class="btn danger" name="rule" value=rule.as_str()>{words::rule(lang, *rule)}</button>
                }).collect_view()}
            </div>
        </details>
    }
}

/// `/desk/feedback/{id}`: one card, whatever its state; `?mask=1` with the field for covering.
pub async fn one(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = FeedbackId::parse(&id).ok_or(Problem::NotFound)?;
    let card = moderation::card(&app, &caller, id).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let typed = (asked(&visitor, "mask") == "1").then(|| card.feedback.shown_text.clone());
    let page = one_page(&frame, &card, typed.as_deref(), &FieldProblems::new());
    note_card(&app, &visitor, &caller, &card).await?;
    Ok(html(StatusCode::OK, page))
}

/// Words that are not for everybody, or no longer, are somebody's own: who saw them is noted.
///
/// # Errors
/// The log could not be written: then they are not to be shown.
pub async fn note_card(app: &Linli, visitor: &Visitor, caller: &Caller, card: &Card) -> Outcome<()> {
    if card.feedback.visibility == Visibility::Handlers || card.feedback.state == FeedbackState::Hidden {
        let (by, object) = (sessions::by(caller, visitor), format!("feedback {}", card.feedback.id));
        audit::viewed(app, &by, Some(card.community.id), object, String::new()).await?;
    }
    Ok(())
}

/// One card; `typed` is the text being covered, if that is asked.
pub fn one_page(frame: &Frame, card: &Card, typed: Option<&str>, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let title = number_of(&card.community, card.feedback.serial);
    let page = view! {
        <h1>{title.clone()}</h1>
        {face(lang, card)}
        {match typed {
            Some(typed) => mask_form(frame, &card.feedback, &card.seen, typed, problems).into_any(),
            None => buttons(frame, card, problems, ().into_any()).into_any(),
        }}
    };
    frame.clone().under("/desk", words::queue_title(lang)).document(&title, page)
}

fn mask_form(
    frame: &Frame,
    feedback: &Feedback,
    seen: &str,
    typed: &str,
    problems: &FieldProblems,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let field = Field::new("text", words::mask_title(lang), typed).hint(words::mask_hint(lang)).check(lang, problems);
    let action = format!("/desk/feedback/{}", feedback.id);
    let seen = seen.to_owned();
    view! {
        {general(lang, problems)}
        <form method="post" action=action>
            {frame.token_field()}
            <input type="hidden" name="seen" value=seen/>
            <div class="card">{area(field, 6)}</div>
            <div class="bar">
                <button class="btn wide" name="act" value="mask">{words::mask_send(lang)}</button>
                <p class="small muted">{words::publish_note(lang)}</p>
            </div>
        </form>
    }
}
