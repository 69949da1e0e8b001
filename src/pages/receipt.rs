//! What a household gets after casting.
//!
//! For: `/c/{slug}/polls/{id}/receipt`: number, until when it can be changed, turnout of the
//! building. What was chosen is folded away: phones are shared.
//! Must not know: interim results; there are none.
//! To add: see `pages`.

use crate::components::{Frame, icon};
use crate::domain::ids::PollId;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::quantity::grouped;
use crate::http::answer::{Answer, html, see_other, with_cookie};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{households, poll as words, words as names};
use crate::i18n::money::short;
use crate::i18n::{Lang, dates};
use crate::pages::code;
use crate::pages::login::with_device;
use crate::pages::vote::poll_path;
use crate::service::ballots::{self, Mine, Opening};
use crate::service::{Linli, sessions};
use crate::store::ballots::Cast;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/c/{slug}/polls/{id}/receipt`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor, Path((slug, id)): Path<(String, String)>) -> Answer {
    let id = PollId::parse(&id).ok_or(Problem::NotFound)?;
    let cookie = with_device(&app, &mut visitor);
    let caller = sessions::caller(&app, &visitor).await?;
    let mine = match ballots::mine(&app, &caller, Verb::ReadReceipt, &slug, id).await {
        Ok(mine) => mine,
        Err(fail) if fail.first() == Some(&Problem::CodeNeeded) => {
            return Ok(see_other(&code::path(&slug, &format!("{}/receipt", poll_path(&slug, id)))));
        }
        Err(fail) => return Err(fail),
    };
    // What the earlier owner of a sold flat chose is not the new owner's to read.
    if let Some(at) = mine.of_earlier_owner() {
        return Err(Problem::SoldSince(at).into());
    }
    let frame = super::form_frame(&app, &visitor).await?;
    let reads_only = matches!(caller, Caller::Reader { .. });
    let running = mine.poll.is_running(app.now());
    let response = html(StatusCode::OK, page(frame, &slug, &mine, running, reads_only));
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

fn page(frame: Frame, slug: &str, mine: &Mine, running: bool, reads_only: bool) -> String {
    let lang = frame.lang;
    let path = poll_path(slug, mine.poll.id);
    let frame = frame.under(&path, words::receipt_brand(lang));
    let title = if mine.standing.is_some() { words::receipt_title(lang) } else { words::receipt_none(lang) };
    let page = view! {
        {reads_only.then(|| view! { <p class="banner info">{words::read_only(lang)}</p> })}
        {match &mine.standing {
            Some(cast) => stub(lang, &path, mine, cast, (running, !reads_only)).into_any(),
            None => none(lang, &path, running && !reads_only).into_any(),
        }}
        {turnout(lang, mine)}
        <div class="card quiet stack">
            <a class="btn line wide" href=path.clone()>{words::to_poll(lang)}</a>
            {(!reads_only).then(|| view! { <a class="btn line wide" href=format!("/c/{slug}/mine")>{households::mine(lang)}</a> })}
            <form method="post" action="/v/out">
                {frame.token_field()}
                <input type="hidden" name="c" value=slug.to_owned()/>
                <button class="btn soft wide">{words::leave(lang)}</button>
            </form>
        </div>
    };
    frame.document(title, page)
}

fn none(lang: Lang, path: &str, running: bool) -> impl IntoView + use<> {
    let vote = format!("{path}/vote");
    view! {
        <section class="card receipt stack">
            <h1>{words::receipt_none(lang)}</h1>
            {running.then(|| view! { <a class="btn wide" href=vote>{words::to_vote(lang)}</a> })}
        </section>
    }
}

fn stub(lang: Lang, path: &str, mine: &Mine, cast: &Cast, (running, may): (bool, bool)) -> impl IntoView + use<> {
    let until = if running {
        words::receipt_change(lang, &words::ends(lang, mine.poll.closes))
    } else {
        words::receipt_final(lang).to_owned()
    };
    let change = format!("{path}/vote?change=1");
    let look = format!("/record?receipt={}", cast.receipt);
    view! {
        <section class="card receipt stack">
            {icon("check")}
            <h1>{words::receipt_title(lang)}</h1>
            <p>{words::receipt_number(lang)}<br/><strong class="num">{in_fours(&cast.receipt)}</strong></p>
            <p class="small"><a href=look>{words::receipt_look(lang)}</a>" · "{words::receipt_keep(lang)}</p>
            <p class="muted">{super::flat(lang, &mine.household)}" · "{dates::minute(lang, cast.cast_at)}" · "{words::channel(lang, cast.channel)}</p>
            <p>{until}</p>
            {(running && may).then(|| view! { <a class="btn line wide" href=change>{words::change(lang)}</a> })}
        </section>
        <section class="card">
            {mine.sealed.then(|| view! { <p>{words::choice_sealed(lang)}</p> })}
            {(!mine.sealed).then(|| view! {
                <details>
                    <summary>{words::show_choice(lang)}</summary>
                    {choice(lang, mine, cast)}
                </details>
            })}
            {mine.opening.as_ref().map(|opening| check(lang, opening))}
        </section>
    }
}

/// In groups of four, for reading aloud.
pub fn in_fours(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn choice(lang: Lang, mine: &Mine, cast: &Cast) -> impl IntoView + use<> {
    let chosen = mine.options.iter().filter(|option| cast.ballot.choices.contains(&option.work));
    let items: Vec<_> = chosen
        .map(|option| {
            let name = lang.pick(&option.zh, &option.en).to_owned();
            view! { <li><strong>{name}</strong><small>{short(lang, option.cost_fen)}</small></li> }
        })
        .collect();
    let blank = items.is_empty();
    view! {
        {blank.then(|| view! { <p>{words::blank(lang)}</p> })}
        <ul class="list">{items}</ul>
    }
}

fn check(lang: Lang, opening: &Opening) -> impl IntoView + use<> {
    let Opening { bytes, text, leaf } = opening.clone();
    view! {
        <details>
            <summary>{words::show_check(lang)}</summary>
            <p class="small">{words::check_text(lang)}</p>
            <h3>{words::check_opening(lang)}</h3>
            <p class="small"><code>{bytes}</code></p>
            <h3>{words::check_ballot(lang)}</h3>
            <pre class="small">{text}</pre>
            <h3>{words::check_leaf(lang)}</h3>
            <pre class="small">{leaf}</pre>
        </details>
    }
}

fn turnout(lang: Lang, mine: &Mine) -> impl IntoView + use<> {
    mine.building.as_ref().map(|building| {
        let name = names::building(lang, &building.name);
        let text = words::receipt_turnout(lang, &name, &grouped(building.voted), &grouped(building.on_roll));
        view! {
            <section class="card">
                <p>{text}</p>
                <progress class="meter" value=building.voted.to_string() max=building.on_roll.to_string() aria-hidden="true"></progress>
                <p class="small muted">{words::no_interim(lang)}</p>
            </section>
        }
    })
}
