//! What I can do now: vote, say, rate; or nothing, and what comes next.

use crate::components::icon;
use crate::domain::phase::PhaseKind;
use crate::domain::poll::PollState;
use crate::domain::quantity::percent;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::{community as words, poll as poll_words};
use crate::i18n::money;
use crate::service::home::Home;
use crate::store::communities::Announced;
use leptos::prelude::*;

/// The cards, the most pressing one first.
pub fn cards(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let (vote, coming, rate, say) = (vote(lang, home), coming(lang, home), rate(lang, home), say(lang, home));
    let asked = vote.is_some() || rate.is_some() || say.is_some() || coming.is_some();
    let nothing = (!asked && home.project.is_some()).then(|| {
        view! { <section class="card quiet"><h2>{words::nothing_now(lang)}</h2><p>{words::nothing_next(lang)}</p></section> }
    });
    view! { {vote}{rate}{say}{coming}{cancelled(lang, home)}{nothing}{results(lang, home)} }
}

fn address(home: &Home, poll: &Announced) -> String {
    format!("/c/{}/polls/{}", home.community.slug, poll.id)
}

/// The open poll, with its turnout and never with a result.
fn vote(lang: Lang, home: &Home) -> Option<impl IntoView + use<>> {
    let poll = home.open_poll().filter(|_| home.community.is_open())?;
    let to = address(home, poll);
    let turnout = match percent(poll.voted, poll.roll_households, 1) {
        Some(percent) => words::turnout(lang, poll.voted, &percent),
        None => words::turnout_bare(lang, poll.voted),
    };
    let title = lang.pick(&poll.title_zh, &poll.title_en);
    let title = if title.is_empty() { words::poll_title(lang).to_owned() } else { title.to_owned() };
    let facts = words::poll_facts(lang, &money::amount(lang, poll.budget_fen), poll.options);
    let until = words::poll_until(lang, &dates::until(lang, poll.closes));
    let voted = home.voted.iter().find(|(id, ..)| *id == poll.id).map(|(_, channel, at)| {
        poll_words::voted_at(lang, &dates::minute(lang, *at), poll_words::channel(lang, *channel))
    });
    let act = match voted {
        Some(said) => view! {
            <p class="banner good">{said}</p>
            <a class="btn line wide" href=format!("{to}/vote")>{words::look_vote(lang)}</a>
        }
        .into_any(),
        None => view! { <a class="btn wide" href=to>{words::go_vote(lang)}</a> }.into_any(),
    };
    Some(view! {
        <section class="card main stack">
            <div class="row left">{icon("vote")}<h2>{title}</h2></div>
            <p>{facts}</p>
            {act}
            <p class="small muted">{until}<br/>{turnout}</p>
        </section>
    })
}

/// A poll that is announced.
fn coming(lang: Lang, home: &Home) -> Option<impl IntoView + use<>> {
    let poll = home.coming_poll()?;
    let to = address(home, poll);
    let day = dates::from(lang, poll.opens);
    Some(view! {
        <section class="card stack">
            <div class="row left">{icon("calendar")}<h2>{words::poll_coming(lang, &day)}</h2></div>
            <p>{words::poll_coming_next(lang)}</p>
            <a class="btn line wide" href=to>{words::see_poll(lang)}</a>
        </section>
    })
}

/// Finished works to be rated.
fn rate(lang: Lang, home: &Home) -> Option<impl IntoView + use<>> {
    (home.takes_ratings() && home.community.is_open()).then(|| {
        let to = format!("/c/{}/rate", home.community.slug);
        let first = home.open_poll().is_none();
        let (main, button) = if first { ("card main stack", "btn wide") } else { ("card stack", "btn line wide") };
        view! {
            <section class=main>
                <div class="row left">{icon("star")}<h2>{words::rate_title(lang)}</h2></div>
                <p>{words::rate_text(lang)}</p>
                <a class=button href=to>{words::rate(lang)}</a>
            </section>
        }
    })
}

/// Feedback: open, still to come, or over.
fn say(lang: Lang, home: &Home) -> Option<impl IntoView + use<>> {
    let phase = home.phase(PhaseKind::Feedback).filter(|_| home.community.is_open())?;
    let to = format!("/c/{}/feedback", home.community.slug);
    let first = home.open_poll().is_none() && !home.takes_ratings();
    let class = if first && phase.is_open(home.now) { "card main stack" } else { "card stack" };
    let button = if first { "btn wide" } else { "btn line wide" };
    let body = if phase.is_open(home.now) {
        let until = words::say_until(lang, &dates::until(lang, phase.closes));
        view! {
            <p>{words::say_text(lang)}</p>
            <a class=button href=to>{icon("camera")}{words::say(lang)}</a>
            <p class="small muted">{until}</p>
        }
        .into_any()
    } else if home.now < phase.opens {
        view! { <p>{words::say_opens(lang, &dates::from(lang, phase.opens))}</p> }.into_any()
    } else {
        view! { <p>{words::say_over(lang, &dates::until(lang, phase.closes))}</p> }.into_any()
    };
    Some(view! { <section class=class><h2>{words::say_title(lang)}</h2>{body}</section> })
}

/// Polls that were called off, with the reason.
fn cancelled(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let cards = home.cancelled_polls().map(|poll| {
        let title = lang.pick(&poll.title_zh, &poll.title_en).to_owned();
        let why = words::reason(lang, &poll.cancel_reason);
        view! {
            <section class="card stack">
                <h2>{poll_words::cancelled_title(lang)}</h2>
                <p><a href=address(home, poll)>{title}</a></p>
                <p>{why}</p>
            </section>
        }
    });
    cards.collect_view()
}

/// Polls that are over.
fn results(lang: Lang, home: &Home) -> Option<impl IntoView + use<>> {
    let over: Vec<(String, String, String)> = home
        .closed_polls()
        .map(|poll| {
            let title = lang.pick(&poll.title_zh, &poll.title_en).to_owned();
            let day = dates::until(lang, poll.closes);
            let counted = poll.state == PollState::Closed;
            let when = if counted { words::result_of(lang, &day) } else { words::counting(lang, &day) };
            (address(home, poll), title, when)
        })
        .collect();
    (!over.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{words::results(lang)}</h2>
                <ul class="list">
                    {over.into_iter().map(|(to, title, when)| view! {
                        <li><a href=to>{icon("chart")}<strong>{title}</strong><small>{when}</small></a></li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}
