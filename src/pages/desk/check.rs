//! The second person's page: one slip at a time, the first reading beside one's own.
//!
//! For: `/desk/paper/check`, with `?skip=` for the next one; what was sent back.
//! Must not know: what counts; the service says.
//! To add: see `pages`.

use super::desk_frame;
use super::paper::{counting, standing};
use crate::components::Frame;
use crate::components::field::{Field, general, line};
use crate::domain::ballot::Ballot;
use crate::domain::moment::Moment;
use crate::domain::policy::Caller;
use crate::domain::poll::Winner;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{desk as words, words as names};
use crate::i18n::{Lang, dates};
use crate::pages::flat;
use crate::pages::login::asked;
use crate::service::papers::{self, Check, Counting, Slip, ToCheck, Turn};
use crate::service::{Linli, Outcome, audit, sessions};
use crate::store::papers::OwnSlip;
use crate::store::polls::PollOption;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// The form that counts the slip; the boxes of the second reading stand outside it.
const FORM: &str = "second";

/// What came back from one of the forms of a slip.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// The slip as the second person read it; none before it was sent.
    pub second: Option<Ballot>,
    /// The reason as typed.
    pub reason: String,
    /// What is wrong.
    pub problems: FieldProblems,
}

/// `/desk/paper/check`
pub async fn check(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let skip = asked(&visitor, "skip").parse().unwrap_or(0);
    let found = papers::to_check(&app, &caller, Turn::After(skip)).await?;
    let counting = papers::counting(&app, &caller).await?;
    note_slips(&app, &visitor, &caller, &found).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let done = asked(&visitor, "done").to_owned();
    Ok(html(StatusCode::OK, check_page(&frame, &found, &counting, &done, &Sent::default())))
}

/// A slip says how a flat voted: who saw it is noted.
///
/// # Errors
/// The log could not be written: then it is not to be shown.
pub async fn note_slips(app: &Linli, visitor: &Visitor, caller: &Caller, found: &ToCheck) -> Outcome<()> {
    let by = sessions::by(caller, visitor);
    for check in found.turn.iter().chain(&found.sent_back) {
        let place = check.slip.poll.community_id;
        audit::viewed(app, &by, Some(place), format!("slip {}", check.paper.id), String::new()).await?;
    }
    Ok(())
}

/// The slip in turn, then what was sent back.
pub fn check_page(frame: &Frame, found: &ToCheck, counts: &[Counting], done: &str, sent: &Sent) -> String {
    let lang = frame.lang;
    let good = match done {
        "counts" => Some(words::confirmed_counts(lang)),
        "beside" => Some(words::confirmed_beside(lang)),
        "rejected" => Some(words::rejected(lang)),
        "withdrawn" => Some(words::withdrawn(lang)),
        _ => None,
    };
    let (own, left) = (found.own, found.others);
    let title = if left > 0 { words::to_check(lang, left) } else { words::check_title(lang).to_owned() };
    let turn = match &found.turn {
        Some(check) => one_check(frame, check, found, sent).into_any(),
        None => view! {
            <p class="card">{words::check_empty(lang)}</p>
            <a class="btn line wide" href="/desk/paper">{words::next_slip(lang)}</a>
        }
        .into_any(),
    };
    let page = view! {
        <h1>{title}</h1>
        {good.map(|text| view! { <p class="banner good" role="status">{text}</p> })}
        {counts.iter().map(|one| counting(lang, one)).collect_view()}
        {(own > 0).then(|| own_slips(lang, found))}
        {sent_back(frame, found)}
        {turn}
    };
    frame.clone().under("/desk", words::queue_title(lang)).document(words::check_title(lang), page)
}

/// One's own that wait for somebody else: whose and since when.
fn own_slips(lang: Lang, found: &ToCheck) -> impl IntoView + use<> {
    let row = |slip: &OwnSlip| {
        let flat = names::flat(lang, &slip.building, &slip.entrance, &slip.room);
        let place = lang.pick(&slip.zh, &slip.en).to_owned();
        view! { <li><strong>{flat}</strong><small>{place}" · "{dates::minute(lang, Moment(slip.entered_at))}</small></li> }
    };
    let rows: Vec<_> = found.own_slips.iter().map(row).collect();
    view! {
        <details class="card" id="own">
            <summary>{words::own_waiting(lang, found.own)}</summary>
            <ol class="timeline">{rows}</ol>
        </details>
    }
}

fn sent_back(frame: &Frame, found: &ToCheck) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows: Vec<_> = found.sent_back.iter().map(|check| back_row(frame, check)).collect();
    let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    (many > 0).then(|| {
        view! {
            <details class="card">
                <summary><strong>{words::sent_back_title(lang, many)}</strong></summary>
                <div class="stack">{rows}</div>
            </details>
        }
    })
}

fn back_row(frame: &Frame, check: &Check) -> impl IntoView + use<> {
    let lang = frame.lang;
    let to = format!("/desk/paper/{}/{}", check.slip.poll.id, check.slip.household.id);
    let withdraw = format!("/desk/paper/check/{}/withdraw", check.paper.id);
    let (who, why) = (flat(lang, &check.slip.household), check.paper.reason.clone());
    view! {
        <div class="stack">
            <p><strong>{who}</strong>" · "{why}</p>
            <p class="small muted">{words::entered_by(lang, &check.by, &dates::minute(lang, check.paper.entered_at))}</p>
            <a class="btn line wide" href=to>{words::enter_again(lang)}</a>
            {check.own.then(|| view! {
                <form method="post" action=withdraw>
                    {frame.token_field()}
                    <button class="btn soft wide">{words::withdraw(lang)}</button>
                </form>
            })}
        </div>
    }
}

fn one_check(frame: &Frame, check: &Check, found: &ToCheck, sent: &Sent) -> impl IntoView + use<> {
    let lang = frame.lang;
    let Check { paper, slip, by, winner, .. } = check;
    let rule = words::conflict(lang, slip.poll.conflict_rule);
    let outcome = winner.map(|winner| match winner {
        Winner::Replace => words::would_replace(lang, rule),
        Winner::Keep => words::would_stand(lang, rule),
    });
    // Empty until the second person has read the slip: what is ticked already is not read.
    let second = sent.second.clone().unwrap_or_default();
    view! {
        <p class="sub">{words::check_lead(lang)}</p>
        {general(lang, &sent.problems)}
        <article class="card stack">
            <h2>{flat(lang, &slip.household)}</h2>
            <p class="small muted">{lang.pick(&slip.community.zh, &slip.community.en).to_owned()}" · "{lang.pick(&slip.poll.title_zh, &slip.poll.title_en).to_owned()}</p>
            <p class="small muted">{words::entered_by(lang, by, &dates::minute(lang, paper.entered_at))}</p>
            <p><strong>{words::received_at(lang, &dates::minute(lang, paper.received_at))}</strong></p>
            {readings(lang, slip, &paper.ballot, &second)}
            {standing(lang, &Slip { waits: false, ..slip.clone() })}
            {outcome.map(|text| view! { <p class="small">{text}</p> })}
        </article>
        {reject_form(frame, check, sent)}
        {confirm_form(frame, check, found)}
    }
}

/// Both readings side by side, a line a work.
fn readings(lang: Lang, slip: &Slip, first: &Ballot, second: &Ballot) -> impl IntoView + use<> {
    let lines = slip.options.iter().map(|option| {
        let id = option.work.to_string();
        let ticked = (first.choices.contains(&option.work), second.choices.contains(&option.work));
        reading(lang, &named(lang, option), ("choice", &id), ticked)
    });
    let lines = lines.collect_view();
    let blank = (first.is_blank(), second.is_blank());
    view! {
        <table class="readings">
            <thead><tr>
                <th>{words::on_the_slip(lang)}</th>
                <th>{words::first_reading(lang)}</th>
                <th>{words::second_reading(lang)}</th>
            </tr></thead>
            <tbody>{lines}{reading(lang, words::blank(lang), ("blank", "1"), blank)}</tbody>
        </table>
    }
}

fn named(lang: Lang, option: &PollOption) -> String {
    format!("{}. {}", option.position.saturating_add(1), lang.pick(&option.zh, &option.en))
}

fn reading(
    lang: Lang,
    name: &str,
    (field, value): (&'static str, &str),
    (first, second): (bool, bool),
) -> impl IntoView + use<> {
    let (class, state) = if first { ("pill jade", words::on_slip(lang)) } else { ("pill", words::not_on_slip(lang)) };
    let (name, value) = (name.to_owned(), value.to_owned());
    let about = format!("{name}, {}: {}", words::second_reading(lang), words::on_slip(lang));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td><span class=class>{state}</span></td>
            <td>
                <label class="tick">
                    <input type="checkbox" form=FORM name=field value=value checked=second aria-label=about/>
                </label>
            </td>
        </tr>
    }
}

/// The lines in which the readings differ, for the reason: '2. 停车位'.
fn differing(lang: Lang, slip: &Slip, first: &Ballot, second: &Ballot) -> String {
    let differs = |option: &&PollOption| first.choices.contains(&option.work) != second.choices.contains(&option.work);
    let names: Vec<String> = slip.options.iter().filter(differs).map(|option| named(lang, option)).collect();
    names.join(if lang == Lang::Zh { "；" } else { "; " })
}

/// The reason is what was typed, else the lines that differ where both readings are there.
fn reject_form(frame: &Frame, check: &Check, sent: &Sent) -> impl IntoView + use<> {
    let lang = frame.lang;
    let action = format!("/desk/paper/check/{}/reject", check.paper.id);
    let differs = sent.problems.iter().any(|(_, problem)| *problem == Problem::SlipDiffers);
    let second = sent.second.as_ref().filter(|_| differs);
    let differing = second.map(|second| differing(lang, &check.slip, &check.paper.ballot, second));
    let typed = differing.as_ref().filter(|_| sent.reason.is_empty()).unwrap_or(&sent.reason);
    let reason = Field::new("reason", words::reject_reason(lang), typed).check(lang, &sent.problems);
    let open = differs || sent.problems.iter().any(|(field, _)| *field == "reason");
    view! {
        <details open=open>
            <summary class="btn danger wide">{words::reject(lang)}</summary>
            <form class="stack" method="post" action=action>
                {frame.token_field()}
                {line(reason)}
                <button class="btn danger wide">{words::reject(lang)}</button>
            </form>
        </details>
    }
}

/// Last on the page, so that its bar stays at the thumb.
fn confirm_form(frame: &Frame, check: &Check, found: &ToCheck) -> impl IntoView + use<> {
    let lang = frame.lang;
    let action = format!("/desk/paper/check/{}", check.paper.id);
    let next = format!("/desk/paper/check?skip={}", found.place.saturating_add(1));
    view! {
        <form id=FORM method="post" action=action>
            {frame.token_field()}
            {(found.others > 1).then(|| view! { <p class="small"><a href=next>{words::later_slip(lang)}</a></p> })}
            <p class="small"><a href="/desk/paper">{words::next_slip(lang)}</a></p>
            <div class="bar"><button class="btn wide">{words::confirm(lang)}</button></div>
        </form>
    }
}
