//! Showing which household is here: the letter's QR, or building, room and eight digits.
//!
//! For: `/v` (which community?), `/v?c=slug` (the form), `/v?c=slug#TOKEN` and, on
//! older letters, `/v#TOKEN` (read by a small script).
//! Must not know: how a code is checked.
//! To add: see `pages`.

use crate::actions::prefs::local_path;
use crate::components::Frame;
use crate::components::field::{Field, general, line, select, summary};
use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, with_cookie};
use crate::http::fields::{Fields, decode};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::problems::sentence;
use crate::i18n::locales::{own, poll as words, proof, words as names};
use crate::pages::login::with_device;
use crate::service::credentials::Asked;
use crate::service::{Linli, Outcome, communities, devices, regions, sessions};
use crate::store::communities::Community;
use crate::store::figures::Standing;
use crate::store::roll::{self, Building};
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// What the form holds.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The chosen building.
    pub building: String,
    /// The room.
    pub room: String,
    /// The digits.
    pub digits: String,
    /// Where to go then.
    pub next: String,
}

impl Typed {
    /// What a sent form held.
    pub fn read(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self { building: text("building"), room: text("room"), digits: text("digits"), next: text("next") }
    }
}

/// The path to this page for a community, coming back to `next`.
pub fn path(slug: &str, next: &str) -> String {
    let pairs = [("c", slug), ("next", next)];
    let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
    format!("/v?{}", serde_urlencoded::to_string(kept.collect::<Vec<_>>()).unwrap_or_default())
}

/// `/v`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    let cookie = with_device(&app, &mut visitor);
    let asked = Fields::new(decode(visitor.query.as_bytes()));
    let typed = Typed { next: asked.text("next").to_owned(), ..Typed::default() };
    let document = match asked.text("c") {
        "" => which(&app, &visitor, asked.text("q"), &typed).await?,
        slug => document(&app, &visitor, slug, &typed, &FieldProblems::new()).await?,
    };
    let response = html(StatusCode::OK, document);
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

/// The page with the form of a community, filled in as `typed`.
///
/// # Errors
/// No such community.
pub async fn document(
    app: &Linli,
    visitor: &Visitor,
    slug: &str,
    typed: &Typed,
    problems: &FieldProblems,
) -> Outcome<String> {
    let community = communities::find(app, slug).await?;
    if is_over(problems) {
        return paused(app, visitor, &community, problems).await;
    }
    let mut c = app.store.read().await?;
    let buildings = roll::buildings(&mut c, community.id).await?;
    drop(c);
    let caller = sessions::caller(app, visitor).await?;
    let unseen = matches!(&caller, Caller::Unseen { community: of, .. } if *of == community.id);
    let here = household_here(app, visitor.lang, &caller, &community).await?;
    let waits = devices::waiting(app, visitor).await?.is_some_and(|(_, of)| of == community.id);
    let waits = waits.then(|| format!("{}/v/phones", app.config.url));
    let frame = super::form_frame(app, visitor).await?.script("code.js");
    Ok(page(frame, &community, &buildings, (here, waits, unseen), typed, problems))
}

/// Whether no digits are taken here today, whatever is typed.
fn is_over(problems: &FieldProblems) -> bool {
    problems.iter().any(|(_, problem)| *problem == Problem::TooManyTriesToday)
}

/// What works instead of digits. The form would be of no use today, and its long list of buildings
/// would be what a machine that goes on guessing costs most.
async fn paused(app: &Linli, visitor: &Visitor, community: &Community, problems: &FieldProblems) -> Outcome<String> {
    let lang = visitor.lang;
    let name = lang.pick(&community.zh, &community.en).to_owned();
    let frame = super::form_frame(app, visitor).await?.under(&format!("/c/{}", community.slug), &name);
    let wrong: FieldProblems = problems.iter().map(|(_, problem)| ("", problem.clone())).collect();
    let page = view! {
        <h1>{words::code_title(lang)}</h1>
        {general(lang, &wrong)}
        <p class="card">{words::code_qr(lang)}" "{words::code_lost(lang)}</p>
    };
    Ok(frame.document(words::code_title(lang), page))
}

/// The page when a QR's code did not hold and no community is known.
///
/// # Errors
/// The store did not answer.
pub async fn refused(app: &Linli, visitor: &Visitor, typed: &Typed, problems: &FieldProblems) -> Outcome<String> {
    let lang = visitor.lang;
    let listed = regions::newest(app, LISTED).await?;
    let frame = super::form_frame(app, visitor).await?.under("/", words::code_brand(lang));
    let wrong: FieldProblems = problems.iter().map(|(_, problem)| ("", problem.clone())).collect();
    let page = view! {
        <h1>{words::code_title(lang)}</h1>
        {general(lang, &wrong)}
        {choose(lang, "", &typed.next, &listed)}
        <p class="small muted">{words::code_lost(lang)}</p>
    };
    Ok(frame.document(words::code_title(lang), page))
}

/// Asks whether the code is the visitor's own before it is used.
///
/// # Errors
/// The store did not answer.
pub async fn is_that_you(
    app: &Linli,
    visitor: &Visitor,
    asked: &Asked,
    (token, next): (&str, &str),
) -> Outcome<String> {
    let lang = visitor.lang;
    let (slug, home) = (asked.community.slug.clone(), format!("/c/{}", asked.community.slug));
    let name = lang.pick(&asked.community.zh, &asked.community.en).to_owned();
    let frame = super::form_frame(app, visitor).await?.under(&home, &name);
    let flat = super::flat(lang, &asked.household);
    let (token, next) = (token.to_owned(), next.to_owned());
    let page = view! {
        <h1>{words::is_that_you(lang, &flat)}</h1>
        <p class="sub">{name}</p>
        <form method="post" action="/v" class="card stack">
            {frame.token_field()}
            <input type="hidden" name="c" value=slug/>
            <input type="hidden" name="next" value=next/>
            <input type="hidden" name="token" value=token/>
            {asked.replaces.then(|| view! { <p class="banner info">{words::replaces(lang)}</p> })}
            <p>{words::only_your_own(lang)}</p>
            <button class="btn wide" name="sure" value="1">{words::it_is_me(lang)}</button>
            <a class="btn line wide" href=home>{words::it_is_not_me(lang)}</a>
        </form>
    };
    Ok(frame.document(words::code_title(lang), page))
}

async fn household_here(app: &Linli, lang: Lang, caller: &Caller, community: &Community) -> Outcome<Option<String>> {
    let Caller::Household { household, community: of, .. } = caller else {
        return Ok(None);
    };
    if *of != community.id {
        return Ok(None);
    }
    let mut c = app.store.read().await?;
    Ok(roll::household(&mut c, *household).await?.map(|household| super::flat(lang, &household)))
}

fn page(
    frame: Frame,
    community: &Community,
    buildings: &[Building],
    (here, waits, unseen): (Option<String>, Option<String>, bool),
    typed: &Typed,
    problems: &FieldProblems,
) -> String {
    let lang = frame.lang;
    let name = lang.pick(&community.zh, &community.en).to_owned();
    let frame = frame.under(&format!("/c/{}", community.slug), &name);
    let there = here.is_some();
    let form = if buildings.is_empty() {
        view! { <p class="card">{words::no_roll(lang)}</p> }.into_any()
    } else {
        digits_form(&frame, community, buildings, (typed, there), problems).into_any()
    };
    let page = view! {
        <h1>{words::code_title(lang)}</h1>
        <p class="sub">{words::code_lead(lang)}</p>
        {waits.map(|first| waiting(&frame, community, &first, &typed.next))}
        {unseen.then(|| owner_unseen(lang, community, &typed.next))}
        {here.map(|household| here_already(&frame, community, &household, &typed.next))}
        {there.then(|| view! { <p>{words::other_household(lang)}</p> })}
        {token_form(&frame, &community.slug, &typed.next)}
        {form}
    };
    frame.document(words::code_title(lang), page)
}

/// Sent by the small script with what the QR carries behind the `#`.
fn token_form(frame: &Frame, slug: &str, next: &str) -> impl IntoView + use<> {
    let (slug, next) = (slug.to_owned(), next.to_owned());
    view! {
        <form method="post" action="/v" hidden>
            {frame.token_field()}
            <input type="hidden" name="c" value=slug/>
            <input type="hidden" name="next" value=next/>
            <input type="hidden" id="token" name="token"/>
        </form>
    }
}

fn digits_form(
    frame: &Frame,
    community: &Community,
    buildings: &[Building],
    (typed, there): (&Typed, bool),
    problems: &FieldProblems,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let mut options = vec![(String::new(), words::building_choose(lang).to_owned())];
    options.extend(buildings.iter().map(|building| (building.name.clone(), names::building(lang, &building.name))));
    let building = Field::new("building", words::building(lang), &typed.building).check(lang, problems);
    let room = Field::new("room", words::room(lang), &typed.room).hint(words::room_hint(lang)).check(lang, problems);
    let digits = Field::new("digits", words::digits(lang), &typed.digits)
        .hint(words::digits_hint(lang))
        .digits()
        .check(lang, problems);
    let (slug, next) = (community.slug.clone(), typed.next.clone());
    // Who is in already has something nearer to do than typing another flat's code.
    let press = if there {
        view! { <button class="btn line wide">{words::go_on(lang)}</button> }.into_any()
    } else {
        view! { <div class="bar"><button class="btn wide">{words::go_on(lang)}</button></div> }.into_any()
    };
    view! {
        <form method="post" action="/v">
            {frame.token_field()}
            <input type="hidden" name="c" value=slug/>
            <input type="hidden" name="next" value=next/>
            {summary(lang, problems)}
            <div class="card">{select(building, options)}{line(room)}{line(digits)}</div>
            <p class="small muted">{words::code_qr(lang)}" "{words::code_lost(lang)}</p>
            {press}
        </form>
    }
}

/// That this phone waits, and what lets it in.
fn waiting(frame: &Frame, community: &Community, first: &str, next: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let again = path(&community.slug, next);
    let first = proof::waits_where(lang, first);
    view! {
        <div class="card stack" role="status">
            <h2>{proof::waits_title(lang)}</h2>
            <p>{proof::waits_how(lang)}</p>
            <p class="small">{first}</p>
            <a class="btn wide" href=again>{proof::waits_look(lang)}</a>
        </div>
    }
}

fn owner_unseen(lang: Lang, community: &Community, next: &str) -> impl IntoView + use<> {
    view! {
        <div class="card stack" role="status">
            <h2>{proof::unseen_title(lang)}</h2>
            <p>{sentence(lang, &Problem::OwnerUnseen)}</p>
            <a class="btn wide" href=path(&community.slug, next)>{proof::unseen_look(lang)}</a>
            <a class="btn line wide" href=format!("/c/{}", community.slug)>{words::go_there(lang)}</a>
        </div>
    }
}

fn here_already(frame: &Frame, community: &Community, household: &str, next: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let to = if next.is_empty() { format!("/c/{}", community.slug) } else { local_path(next).to_owned() };
    let slug = community.slug.clone();
    view! {
        <div class="card stack">
            <h2>{words::here_already(lang, household)}</h2>
            <a class="btn wide" href=to>{words::go_there(lang)}</a>
            <a class="btn line wide" href="/v/phones">{proof::phones_to(lang)}</a>
            <a class="btn line wide" href=format!("/c/{}/mine", community.slug)>{own::mine_to(lang)}</a>
            <a class="btn line wide" href="/own">{own::own_to(lang)}</a>
            <form method="post" action="/v/out">
                {frame.token_field()}
                <input type="hidden" name="c" value=slug/>
                <button class="btn soft wide">{words::sign_out(lang)}</button>
            </form>
        </div>
    }
}

/// Communities shown before one has searched.
const LISTED: i64 = 6;

/// Which community? Also the page that a QR without one opens.
async fn which(app: &Linli, visitor: &Visitor, asked: &str, typed: &Typed) -> Outcome<String> {
    let lang = visitor.lang;
    let asked: String = asked.trim().chars().take(40).collect();
    let listed = match asked.as_str() {
        "" => regions::newest(app, LISTED).await?,
        text => regions::search(app, text).await?.communities,
    };
    let frame = super::form_frame(app, visitor).await?.under("/", words::code_brand(lang)).script("code.js");
    let page = view! {
        <h1>{words::which(lang)}</h1>
        <p class="sub">{words::code_qr(lang)}</p>
        {token_form(&frame, "", &typed.next)}
        {choose(lang, &asked, &typed.next, &listed)}
    };
    Ok(frame.document(words::which(lang), page))
}

fn choose(lang: Lang, asked: &str, next: &str, listed: &[Standing]) -> impl IntoView + use<> {
    let (asked, next) = (asked.to_owned(), next.to_owned());
    let none = !asked.is_empty() && listed.is_empty();
    let items: Vec<_> = listed
        .iter()
        .map(|standing| {
            let name = lang.pick(&standing.zh, &standing.en).to_owned();
            view! { <li><a href=path(&standing.slug, &next)><strong>{name}</strong></a></li> }
        })
        .collect();
    view! {
        <form method="get" action="/v" role="search" class="card stack">
            <label for="q">{words::which_name(lang)}</label>
            <input id="q" name="q" type="search" value=asked autocomplete="off" enterkeyhint="search"/>
            {(!next.is_empty()).then(|| view! { <input type="hidden" name="next" value=next.clone()/> })}
            <button class="btn wide">{words::which_go(lang)}</button>
        </form>
        {none.then(|| view! { <p class="banner" role="status">{words::which_none(lang)}</p> })}
        {(!items.is_empty()).then(|| view! { <ul class="list card">{items}</ul> })}
    }
}
