//! A poll's page: announced, running, called off, waiting for its count, or with its result.
//!
//! For: `/c/{slug}/polls/{id}`, kept by revision. Turnout is open while the poll runs, results are
//! not. A household that has voted gets a page of its own, which is not kept and says so.
//! Must not know: who looks beyond that; how the outcome is worked out.
//! To add: what stands on the page after the close is in `outcome`.

mod outcome;

use crate::components::meter::bar;
use crate::components::{Frame, icon};
use crate::domain::feedback::Channel;
use crate::domain::ids::PollId;
use crate::domain::moment::Moment;
use crate::domain::poll::{Electorate, PollState, count_by};
use crate::domain::problem::Problem;
use crate::domain::quantity::{grouped, square_metres};
use crate::domain::threshold::{Counts, Preset, Rule, Standing, electorate, find_preset, missing, quorum};
use crate::http::answer::{Answer, html};
use crate::http::cache;
use crate::http::visitor::Visitor;
use crate::i18n::locales::{poll as words, proof, words as names};
use crate::i18n::money::short;
use crate::i18n::{Lang, dates};
use crate::pages::vote::poll_path;
use crate::service::instance::Instance;
use crate::service::polls::{self, Detail, PollOutcome};
use crate::service::{Linli, Outcome, ballots, communities, sessions};
use crate::store::ballots::{BuildingTurnout, Turnout};
use crate::store::polls::Poll;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use leptos::prelude::*;

/// `/c/{slug}/polls/{id}`
pub async fn show(
    State(app): State<Linli>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((slug, id)): Path<(String, String)>,
) -> Answer {
    let id = PollId::parse(&id).ok_or(Problem::NotFound)?;
    let voted = voted(&app, &visitor, id).await?;
    if voted.is_none()
        && let Some(kept) = cache::find(&app, &visitor, &headers).await?
    {
        return Ok(kept);
    }
    let community = communities::find(&app, &slug).await?;
    polls::close_if_due(&app, id).await?;
    let revision = app.store.revision(community.id).await?;
    let detail = polls::find(&app, &community, id).await?;
    let buildings = polls::by_building(&app, id).await?;
    let outcome = polls::frozen(detail.poll.outcome.as_deref())?;
    let frame = super::frame(&app, &visitor).await?;
    let name = frame.lang.pick(&community.zh, &community.en).to_owned();
    let frame = frame.under(&format!("/c/{slug}"), &name);
    let document = match (detail.poll.state_at(app.now()), outcome) {
        (PollState::Cancelled, _) => cancelled(&frame, &detail.poll),
        (_, Some(outcome)) => closed(&frame, &slug, &detail, &outcome, &buildings),
        (PollState::Closed, None) => counting(&frame, &slug, &detail, &buildings),
        _ => {
            let bar = detail.poll.is_running(app.now()).then(|| vote_bar(frame.lang, &slug, &detail.poll, voted));
            open(&frame, &detail, &buildings, bar)
        }
    };
    if voted.is_some() {
        return Ok(html(StatusCode::OK, document));
    }
    let address = poll_path(&community.slug, id);
    Ok(cache::keep(&app, &visitor, &headers, cache::Of { community: community.id, revision, address }, &document))
}

/// By which way and when the household that asks has voted, while the poll runs.
async fn voted(app: &Linli, visitor: &Visitor, id: PollId) -> Outcome<Option<(Channel, Moment)>> {
    if visitor.session.is_none() {
        return Ok(None);
    }
    let caller = sessions::caller(app, visitor).await?;
    let standing = ballots::standing_now(app, &caller).await?;
    Ok(standing.into_iter().find(|(poll, ..)| *poll == id).map(|(_, channel, at)| (channel, at)))
}

fn title(lang: Lang, poll: &Poll) -> String {
    lang.pick(&poll.title_zh, &poll.title_en).to_owned()
}

fn text(lang: Lang, poll: &Poll) -> impl IntoView + use<> {
    let text = lang.pick(&poll.text_zh, &poll.text_en);
    let lines: Vec<_> = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
    (!lines.is_empty()).then(|| view! { <section class="card">{lines}</section> })
}

/// That it was corrected after it was announced.
fn corrected(lang: Lang, detail: &Detail) -> impl IntoView + use<> {
    let day = detail.corrected.map(|at| words::corrected_at(lang, &dates::day(lang, at, false)));
    day.map(|text| view! { <p class="small muted">{text}</p> })
}

fn cancelled(frame: &Frame, poll: &Poll) -> String {
    let lang = frame.lang;
    let page = view! {
        <h1>{title(lang, poll)}</h1>
        <section class="card stack">
            <h2>{words::cancelled_title(lang)}</h2>
            <h3>{words::cancelled_why(lang)}</h3>
            <p>{poll.cancel_reason.clone()}</p>
        </section>
        {text(lang, poll)}
    };
    frame.document(&title(lang, poll), page)
}

/// Before the close; `bar` is the way to vote while the poll runs.
fn open(frame: &Frame, detail: &Detail, buildings: &[BuildingTurnout], bar: Option<impl IntoView + 'static>) -> String {
    let lang = frame.lang;
    let running = bar.is_some();
    let poll = &detail.poll;
    let ends = words::ends(lang, poll.closes);
    let when = if running {
        words::running_until(lang, &ends)
    } else {
        format!("{} · {}", words::opens_at(lang, &dates::from(lang, poll.opens)), words::closes_at(lang, &ends))
    };
    let page = view! {
        <h1>{title(lang, poll)}</h1>
        <p class="sub">{when}</p>
        {corrected(lang, detail)}
        {text(lang, poll)}
        {running.then(|| turnout(lang, poll, detail.turnout, true))}
        {works(lang, detail)}
        {rules(lang, poll, &frame.instance)}
        {running.then(|| by_building(lang, buildings))}
        {bar}
    };
    frame.document(&title(lang, poll), page)
}

/// The window is over and the count waits for the second person: who took part, never what.
fn counting(frame: &Frame, slug: &str, detail: &Detail, buildings: &[BuildingTurnout]) -> String {
    let lang = frame.lang;
    let poll = &detail.poll;
    let until = words::ends(lang, count_by(poll.closes));
    let receipt = format!("{}/receipt", poll_path(slug, poll.id));
    let page = view! {
        <h1>{title(lang, poll)}</h1>
        <p class="sub">{words::counting_sub(lang, &words::ends(lang, poll.closes))}</p>
        {corrected(lang, detail)}
        <section class="card main stack">
            <h2>{words::counting_title(lang, detail.counting)}</h2>
            <p>{words::counting_why(lang, &until)}</p>
            <p class="small muted">{words::no_interim_yet(lang)}</p>
        </section>
        {turnout(lang, poll, detail.turnout, false)}
        {text(lang, poll)}
        {works(lang, detail)}
        {rules(lang, poll, &frame.instance)}
        {by_building(lang, buildings)}
        <div class="bar"><a class="btn line wide" href=receipt>{icon("shield")}{words::my_receipt(lang)}</a></div>
    };
    frame.document(&title(lang, poll), page)
}

fn vote_bar(lang: Lang, slug: &str, poll: &Poll, voted: Option<(Channel, Moment)>) -> impl IntoView + use<> {
    let to = format!("{}/vote", poll_path(slug, poll.id));
    let (act, about) = match voted {
        Some((channel, at)) => {
            let at = dates::minute(lang, at);
            (words::look_or_change(lang), words::voted_at(lang, &at, words::channel(lang, channel)))
        }
        None => (words::to_vote(lang), words::need_code(lang).to_owned()),
    };
    view! {
        <div class="bar">
            <a class="btn wide" href=to>{icon("vote")}{act}</a>
            <p class="small muted">{about}</p>
        </div>
    }
}

fn works(lang: Lang, detail: &Detail) -> impl IntoView + use<> {
    let items: Vec<_> = detail
        .options
        .iter()
        .map(|option| {
            let name = lang.pick(&option.zh, &option.en).to_owned();
            let note = lang.pick(&option.note_zh, &option.note_en).to_owned();
            let class = words::class(lang, option.class);
            let small = if note.is_empty() { class.to_owned() } else { format!("{note} · {class}") };
            view! {
                <li>
                    <span class="row"><strong>{name}</strong><span class="cost">{short(lang, option.cost_fen)}</span></span>
                    <small>{small}</small>
                </li>
            }
        })
        .collect();
    let title = words::works_title(lang, &short(lang, detail.poll.budget_fen));
    view! { <section class="card"><h2>{title}</h2><ul class="list">{items}</ul></section> }
}

/// How many took part, by households and area, against the preset's quorum.
fn turnout(lang: Lang, poll: &Poll, turnout: Turnout, running: bool) -> impl IntoView + use<> {
    let preset = find_preset(&poll.preset);
    let rule = preset.and_then(|preset| preset.quorum);
    let with_area = preset.is_some_and(|preset| preset.counts == Counts::HeadsAndArea);
    let mark = rule.map(|rule| rule.fraction);
    let households = (turnout.households, poll.roll_households);
    let area = (turnout.area, poll.roll_area);
    let heads = (turnout.heads, poll.roll_heads);
    let of_owners = electorate(&poll.preset) == Electorate::Owners;
    let heading = if rule.is_some() && !running { words::result_quorum(lang) } else { words::turnout_title(lang) };
    let exact = format!(
        "{} · {}",
        words::of_households(lang, &grouped(households.0), &grouped(households.1)),
        words::of_area(lang, &square_metres(area.0), &square_metres(area.1)),
    );
    let area_mark = mark.filter(|_| with_area);
    let pills = rule.map(|rule| {
        let by_area = with_area.then(|| pill(lang, area, rule, running, Counted::Area));
        let (whom, what) = if of_owners { (heads, Counted::Heads) } else { (households, Counted::Households) };
        view! { {pill(lang, whom, rule, running, what)} {by_area} }
    });
    view! {
        <section class="card">
            <div class="row"><h2>{heading}</h2></div>
            <div class="bars">
                {bar(words::by_households(lang), households.0, households.1, mark.filter(|_| !of_owners))}
                {of_owners.then(|| bar(proof::by_heads(lang), heads.0, heads.1, mark))}
                {bar(words::by_area(lang), area.0, area.1, area_mark)}
            </div>
            <p class="small muted">{exact}</p>
            {of_owners.then(|| view! { <p class="small muted">{proof::of_heads(lang, &grouped(heads.0), &grouped(heads.1))}</p> })}
            {pills.map(|pills| view! { <div class="row left">{pills}</div> })}
            {rule.map(|rule| view! { <p class="small muted">{words::mark_is(lang, &words::rule(lang, rule))}</p> })}
            {running.then(|| view! { <p class="small muted">{words::no_interim(lang)}</p> })}
        </section>
    }
}

/// What a quorum is counted in.
#[derive(Clone, Copy)]
enum Counted {
    Households,
    Heads,
    Area,
}

/// 'Passes / not yet / cannot any more', for households, heads or area.
fn pill(lang: Lang, (part, whole): (i64, i64), rule: Rule, running: bool, counted: Counted) -> impl IntoView + use<> {
    let remaining = if running { whole - part } else { 0 };
    let short = missing(part, whole, rule);
    let (what, short) = match counted {
        Counted::Area => (words::by_area(lang), words::short_area(lang, &square_metres(short))),
        Counted::Heads => (proof::by_heads(lang), proof::short_heads(lang, &grouped(short))),
        Counted::Households => (words::by_households(lang), words::short_households(lang, &grouped(short))),
    };
    let (class, word) = match quorum(part, whole, remaining, rule) {
        Standing::Passes => ("pill jade", words::enough(lang).to_owned()),
        Standing::NotYet => ("pill amber", short),
        Standing::CannotAnyMore if running => ("pill red", words::cannot(lang).to_owned()),
        Standing::CannotAnyMore => ("pill red", format!("{} · {short}", words::not_enough(lang))),
    };
    view! { <span class=class>{what}" · "{word}</span> }
}

fn rules(lang: Lang, poll: &Poll, instance: &Instance) -> impl IntoView + use<> {
    let preset = words::preset(lang, &poll.preset);
    let of_owners = electorate(&poll.preset) == Electorate::Owners;
    view! {
        <section class="card quiet">
            <h2>{words::rules_title(lang)}</h2>
            <ul>
                <li>{words::rule_method(lang)}</li>
                {of_owners.then(|| view! { <li>{proof::rule_heads(lang)}</li> })}
                <li>{preset}</li>
                <li>{words::conflict_rule(lang, poll.conflict_rule)}</li>
                <li>{words::rule_paper(lang)}</li>
                <li>{words::rule_silence(lang)}</li>
            </ul>
            <p class="small muted">{standing_of(lang, instance)}</p>
        </section>
    }
}

/// Whether a result binds: only where the operator says that the platform is recognised.
fn standing_of(lang: Lang, instance: &Instance) -> String {
    match instance.recognised.as_str() {
        "" => words::consultative(lang).to_owned(),
        unit => words::recognised(lang, unit),
    }
}

fn by_building(lang: Lang, buildings: &[BuildingTurnout]) -> impl IntoView + use<> {
    let rows: Vec<_> = buildings
        .iter()
        .map(|building| {
            let name = names::building(lang, &building.name);
            let exact = words::of_households(lang, &grouped(building.voted), &grouped(building.on_roll));
            view! { {bar(&name, building.voted, building.on_roll, None)} <p class="small muted">{exact}</p> }
        })
        .collect();
    view! {
        <section class="card">
            <details><summary>{words::by_building(lang)}</summary><div class="bars">{rows}</div></details>
        </section>
    }
}

fn closed(frame: &Frame, slug: &str, detail: &Detail, outcome: &PollOutcome, buildings: &[BuildingTurnout]) -> String {
    let lang = frame.lang;
    let poll = &detail.poll;
    let preset: Option<&Preset> = find_preset(&outcome.preset);
    let took_part = Turnout {
        households: outcome.took_part.households,
        area: outcome.took_part.area,
        heads: outcome.took_part.heads(),
    };
    let receipt = format!("{}/receipt", poll_path(slug, poll.id));
    let page = view! {
        <h1>{title(lang, poll)}</h1>
        <p class="sub">{outcome::summary(lang, outcome)}</p>
        {corrected(lang, detail)}
        {(outcome.quorum == Some(false)).then(|| view! { <p class="banner bad">{words::result_void(lang)}</p> })}
        <p class="banner">{standing_of(lang, &frame.instance)}</p>
        {turnout(lang, poll, took_part, false)}
        {outcome::works(lang, outcome, preset)}
        {outcome::split(lang, outcome)}
        {text(lang, poll)}
        {rules(lang, poll, &frame.instance)}
        {by_building(lang, buildings)}
        <p class="small muted">{words::frozen(lang)}</p>
        <div class="bar">
            <a class="btn line wide" href=receipt>{icon("shield")}{words::my_receipt(lang)}</a>
            <p class="small"><a href="/record">{words::by_number(lang)}</a></p>
        </div>
    };
    frame.document(&format!("{} · {}", title(lang, poll), words::result_brand(lang)), page)
}
