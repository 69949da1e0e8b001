//! Showing which household is here: the letter's QR, or building, room and eight digits.
//!
//! For: `/v` (which community?), `/v?c=slug` (the form), `/v?c=slug#TOKEN` and, on
//! older letters, `/v#TOKEN` (read by a small script).
//! Must not know: how a code is checked.
//! To add: see `pages`.

mod which;

pub use which::refused;

use crate::actions::code::errand;
use crate::actions::prefs::{local_path, onward};
use crate::components::Frame;
use crate::components::field::{Field, general, line, select, summary};
use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, see_other, with_cookie};
use crate::http::fields::{Fields, decode};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::problems::sentence;
use crate::i18n::locales::{own, poll as words, proof, words as names};
use crate::pages::login::with_device;
use crate::service::credentials::Asked;
use crate::service::{Linli, Outcome, communities, devices, sessions};
use crate::store::communities::Community;
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
        Self {
            building: text("building"),
            room: text("room"),
            digits: text("digits"),
            next: onward(fields.text("next")).to_owned(),
        }
    }
}

/// The path to this page for a community, coming back to `next`.
pub fn path(slug: &str, next: &str) -> String {
    let pairs = [("c", slug), ("next", next)];
    let kept: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    match serde_urlencoded::to_string(kept) {
        Ok(query) if !query.is_empty() => format!("/v?{query}"),
        _ => "/v".to_owned(),
    }
}

/// The same for whoever waited: once let in, it leads straight on.
fn look_again(slug: &str, next: &str) -> String {
    format!("{}&look=1", path(slug, next))
}

/// Where this browser waits to be let in, on the way to `next`.
///
/// # Errors
/// The store did not answer.
pub async fn where_it_waits(app: &Linli, visitor: &Visitor, next: &str) -> Outcome<Option<String>> {
    Ok(devices::waits_where(app, visitor).await?.map(|slug| path(&slug, next)))
}

/// `/v`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    let cookie = with_device(&app, &mut visitor);
    let asked = Fields::new(decode(visitor.query.as_bytes()));
    let typed = Typed { next: onward(asked.text("next")).to_owned(), ..Typed::default() };
    if asked.text("look") == "1"
        && let Some(to) = let_in(&app, &visitor, asked.text("c"), &typed.next).await?
    {
        return Ok(see_other(&to));
    }
    let document = match asked.text("c") {
        "" => which::show(&app, &visitor, asked.text("q"), &typed).await?,
        slug => document(&app, &visitor, slug, &typed, &FieldProblems::new()).await?,
    };
    let response = html(StatusCode::OK, document);
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

/// Where a household goes on to that was let in meanwhile; none for anybody else.
async fn let_in(app: &Linli, visitor: &Visitor, slug: &str, next: &str) -> Outcome<Option<String>> {
    let Caller::Household { community: of, purpose, .. } = sessions::caller(app, visitor).await? else {
        return Ok(None);
    };
    if slug.is_empty() || communities::find(app, slug).await?.id != of {
        return Ok(None);
    }
    Ok(Some(if next.is_empty() { errand(app, slug, (purpose, false)).await? } else { next.to_owned() }))
}

/// How a browser stands with a community.
struct Stands {
    /// As which flat it is in.
    home: Option<String>,
    /// Where the first phone lets it in, if it waits.
    waits: Option<String>,
    /// By an owner's letter whose owner was not seen yet.
    unseen: bool,
    /// It waited, and its session is no more.
    shut: bool,
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
        return paused(app, visitor, (&community, &typed.next), problems).await;
    }
    let mut c = app.store.read().await?;
    let buildings = roll::buildings(&mut c, community.id).await?;
    drop(c);
    let caller = sessions::caller(app, visitor).await?;
    let unseen = matches!(&caller, Caller::Unseen { community: of, .. } if *of == community.id);
    let home = household_here(app, visitor.lang, &caller, &community).await?;
    let waits = devices::waiting(app, visitor).await?.is_some_and(|(_, of)| of == community.id);
    let waits = waits.then(|| format!("{}/v/phones", app.config.url));
    let looked = visitor.query.split('&').any(|pair| pair == "look=1");
    let shut = looked && sessions::is_over(app, visitor).await?;
    let frame = framed(app, visitor, path(slug, &typed.next)).await?.script("code.js");
    Ok(page(frame, &community, &buildings, Stands { home, waits, unseen, shut }, typed, problems))
}

/// The frame of a page that may answer a form: the switches come back to `here`, for the address
/// of the form alone forgets the community.
async fn framed(app: &Linli, visitor: &Visitor, here: String) -> Outcome<Frame> {
    Ok(Frame { here, ..super::form_frame(app, visitor).await? })
}

/// Whether no digits are taken here today, whatever is typed.
fn is_over(problems: &FieldProblems) -> bool {
    problems.iter().any(|(_, problem)| *problem == Problem::TooManyTriesToday)
}

/// What works instead of digits. The form would be of no use today, and its long list of buildings
/// would be what a machine that goes on guessing costs most.
async fn paused(
    app: &Linli,
    visitor: &Visitor,
    (community, next): (&Community, &str),
    problems: &FieldProblems,
) -> Outcome<String> {
    let lang = visitor.lang;
    let name = lang.pick(&community.zh, &community.en).to_owned();
    let here = path(&community.slug, next);
    let frame = framed(app, visitor, here).await?.under(&format!("/c/{}", community.slug), &name);
    let wrong: FieldProblems = problems.iter().map(|(_, problem)| ("", problem.clone())).collect();
    let page = view! {
        <h1>{words::code_title(lang)}</h1>
        {general(lang, &wrong)}
        <p class="card">{words::code_qr(lang)}" "{words::code_lost(lang)}</p>
    };
    Ok(frame.document(words::code_title(lang), page))
}

/// Asks whether the code is the visitor's own before it is used; `kept` is what the code was shown by.
///
/// # Errors
/// The store did not answer.
pub async fn is_that_you(
    app: &Linli,
    visitor: &Visitor,
    asked: &Asked,
    (kept, next): (&[(&'static str, &str)], &str),
) -> Outcome<String> {
    let lang = visitor.lang;
    let (slug, home) = (asked.community.slug.clone(), format!("/c/{}", asked.community.slug));
    let name = lang.pick(&asked.community.zh, &asked.community.en).to_owned();
    let frame = framed(app, visitor, path(&slug, next)).await?.under(&home, &name);
    let flat = super::flat(lang, &asked.household);
    let next = next.to_owned();
    let hidden = |(name, value): &(&'static str, &str)| {
        let (name, value) = (*name, (*value).to_owned());
        view! { <input type="hidden" name=name value=value/> }
    };
    let kept = kept.iter().map(hidden).collect_view();
    let page = view! {
        <h1>{words::is_that_you(lang, &flat)}</h1>
        <p class="sub">{name}</p>
        <form method="post" action="/v" class="card stack">
            {frame.token_field()}
            <input type="hidden" name="c" value=slug/>
            <input type="hidden" name="next" value=next/>
            {kept}
            {asked.replaces.then(|| view! { <p class="banner info">{words::replaces(lang)}</p> })}
            {asked.waits.then(|| view! { <p>{words::would_wait(lang)}</p> })}
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
    Stands { home, waits, unseen, shut }: Stands,
    typed: &Typed,
    problems: &FieldProblems,
) -> String {
    let lang = frame.lang;
    let name = lang.pick(&community.zh, &community.en).to_owned();
    let frame = frame.under(&format!("/c/{}", community.slug), &name);
    let folds = home.is_some() || waits.is_some() || unseen;
    let form = if buildings.is_empty() {
        view! { <p class="card">{words::no_roll(lang)}</p> }.into_any()
    } else {
        digits_form(&frame, community, buildings, (typed, folds), problems).into_any()
    };
    // Who is in, or about to be, has something nearer to do than typing another flat's code.
    let form = if folds {
        let open = !problems.is_empty();
        view! { <details open=open><summary>{words::other_household(lang)}</summary>{form}</details> }.into_any()
    } else {
        form
    };
    // Who is in has nothing to fill in.
    let title =
        home.as_ref().map_or_else(|| words::code_title(lang).to_owned(), |flat| words::here_already(lang, flat));
    let page = view! {
        <h1>{title.clone()}</h1>
        {home.is_none().then(|| view! { <p class="sub">{words::code_lead(lang)}</p> })}
        {waits.map(|first| waiting(&frame, community, &first, &typed.next))}
        {unseen.then(|| owner_unseen(lang, community, &typed.next))}
        {home.map(|_| here_already(&frame, community, &typed.next))}
        {shut.then(|| view! { <p class="banner" role="status">{proof::waits_over(lang)}</p> })}
        {token_form(&frame, &community.slug, &typed.next)}
        {form}
    };
    frame.document(&title, page)
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
    (typed, folds): (&Typed, bool),
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
    let is_wrong = problems.contains(&("digits", Problem::CodeWrong));
    let press = if folds {
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
            <div class="card">{select(building, options)}{line(room)}{line(digits)}
                {is_wrong.then(|| view! { <p class="small">{words::five_tries(lang)}</p> })}</div>
            <p class="small muted">{words::code_qr(lang)}" "{words::code_lost(lang)}</p>
            {press}
        </form>
    }
}

/// That this phone waits, and what lets it in.
fn waiting(frame: &Frame, community: &Community, first: &str, next: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let again = look_again(&community.slug, next);
    let first = proof::waits_where(lang, first);
    view! {
        <div class="card stack" role="status">
            <h2>{proof::waits_title(lang)}</h2>
            <p>{proof::waits_how(lang)}</p>
            <p class="small">{first}</p>
            <p class="small">{proof::waits_alone(lang)}</p>
            <a class="btn wide" href=again>{proof::waits_look(lang)}</a>
        </div>
    }
}

fn owner_unseen(lang: Lang, community: &Community, next: &str) -> impl IntoView + use<> {
    view! {
        <div class="card stack" role="status">
            <h2>{proof::unseen_title(lang)}</h2>
            <p>{sentence(lang, &Problem::OwnerUnseen)}</p>
            <a class="btn wide" href=look_again(&community.slug, next)>{proof::unseen_look(lang)}</a>
            <a class="btn line wide" href=format!("/c/{}", community.slug)>{words::go_there(lang)}</a>
        </div>
    }
}

fn here_already(frame: &Frame, community: &Community, next: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let to = if next.is_empty() { format!("/c/{}", community.slug) } else { local_path(next).to_owned() };
    let slug = community.slug.clone();
    view! {
        <div class="card stack">
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
