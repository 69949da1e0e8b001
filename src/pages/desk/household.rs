//! One household at the desk: its codes, its owner, its phones.
//!
//! For: `/desk/households` (where?), `/desk/households/{slug}` (which flat?) and `/desk/households/{slug}/{household}`.
//! Must not know: what an act does (`service::assist`), any code in clear.
//! To add: a further help is a card.

use super::desk_frame;
use crate::components::Frame;
use crate::components::field::{Field, general, line, select, sentence_for, summary};
use crate::domain::calendar::{local, parse_date};
use crate::domain::code::Purpose;
use crate::domain::ids::HouseholdId;
use crate::domain::moment::DAY;
use crate::domain::owner::Paper;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, see_other};
use crate::http::fields::{Fields, decode};
use crate::http::visitor::Visitor;
use crate::i18n::dates;
use crate::i18n::locales::{desk as desk_words, proof as words, words as names};
use crate::pages::flat;
use crate::pages::login::asked;
use crate::pages::phones::item;
use crate::pages::setup::tick;
use crate::service::assist::{self, Help};
use crate::service::devices::Phone;
use crate::service::{Fail, Linli, audit, sessions};
use crate::store::credentials::Standing;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// How long a letter printed at the desk holds if nothing else is typed.
const HOLD: i64 = 90 * DAY;

/// `/desk/households`: in which community? Straight on where there is one.
pub async fn list(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let places = assist::places(&app, &caller).await?;
    if let [only] = places.as_slice() {
        return Ok(see_other(&format!("/desk/households/{}", only.slug)));
    }
    let frame = desk_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let items = places.iter().map(|place| {
        let name = lang.pick(&place.zh, &place.en).to_owned();
        view! { <li><a href=format!("/desk/households/{}", place.slug)><strong>{name}</strong></a></li> }
    });
    let page = view! {
        <h1>{words::find_title(lang)}</h1>
        <p class="sub">{words::find_lead(lang)}</p>
        <ul class="list card">{items.collect_view()}</ul>
    };
    let frame = frame.under("/desk", desk_words::queue_title(lang));
    Ok(html(StatusCode::OK, frame.document(words::find_title(lang), page)))
}

/// `/desk/households/{slug}`: which flat? With `building` and `room` on to it.
pub async fn find(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let (community, buildings) = assist::buildings(&app, &caller, &slug).await?;
    let sent = Fields::new(decode(visitor.query.as_bytes()));
    let (building, room) = (sent.text("building"), sent.text("room"));
    let mut problems = FieldProblems::new();
    if sent.has("room") {
        match assist::find(&app, &caller, &slug, building, room).await {
            Ok(id) => return Ok(see_other(&format!("/desk/households/{slug}/{id}"))),
            Err(Fail::Fields(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = desk_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let options = buildings.iter().map(|one| (one.name.clone(), names::building(lang, &one.name))).collect();
    let building = Field::new("building", words::building(lang), building).check(lang, &problems);
    let room = Field::new("room", words::room(lang), room).hint(words::room_hint(lang)).check(lang, &problems);
    let page = view! {
        <h1>{words::find_title(lang)}" · "{lang.pick(&community.zh, &community.en).to_owned()}</h1>
        <p class="sub">{words::find_lead(lang)}</p>
        {summary(lang, &problems)}
        <form method="get" action=format!("/desk/households/{slug}")>
            <div class="card">{select(building, options)}{line(room)}</div>
            <div class="bar"><button class="btn wide">{words::find_go(lang)}</button></div>
        </form>
    };
    let frame = frame.under("/desk", desk_words::queue_title(lang));
    Ok(html(status, frame.document(words::find_title(lang), page)))
}

/// `/desk/households/{slug}/{household}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path((slug, id)): Path<(String, String)>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = HouseholdId::parse(&id).ok_or(Problem::NotFound)?;
    let help = assist::look(&app, &caller, &slug, id).await?;
    let by = sessions::by(&caller, &visitor);
    audit::viewed(&app, &by, Some(help.community.id), format!("household {id}"), String::new()).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let saved = asked(&visitor, "done") == "1";
    let once = app.random.id(app.now()).to_string();
    Ok(html(StatusCode::OK, page(&frame, &help, (&once, saved), &Fields::default(), &FieldProblems::new())))
}

/// The page; also when one of its forms comes back.
pub fn page(
    frame: &Frame,
    help: &Help,
    (once, saved): (&str, bool),
    typed: &Fields,
    problems: &FieldProblems,
) -> String {
    let lang = frame.lang;
    let path = format!("/desk/households/{}", help.community.slug);
    let here = format!("{path}/{}", help.household.id);
    let title = flat(lang, &help.household);
    let page = view! {
        <h1>{title.clone()}</h1>
        {saved.then(|| view! { <p class="banner good" role="status">{words::saved(lang)}</p> })}
        {general(lang, problems)}
        {codes(frame, help, &here)}
        {anew(frame, help, (&here, once), typed, problems)}
        {owner(frame, help, &here, problems)}
        {phones(frame, &help.phones, &here)}
    };
    frame.clone().under(&path, words::find_title(lang)).document(&title, page)
}

fn codes(frame: &Frame, help: &Help, here: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let cards = help.codes.iter().map(|code| one_code(frame, help, code, here)).collect_view();
    view! {
        <section class="card stack">
            <h2>{words::codes(lang)}</h2>
            {help.codes.is_empty().then(|| view! { <p>{words::codes_none(lang)}</p> })}
            {cards}
        </section>
    }
}

fn one_code(frame: &Frame, help: &Help, code: &Standing, here: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let in_force = code.revoked.is_none() && help.now < code.expires;
    let state = match code.revoked {
        Some(at) => words::code_revoked(lang, &dates::minute(lang, at)),
        None if in_force => words::code_holds(lang, &dates::until(lang, code.expires)),
        None => words::code_ended(lang).to_owned(),
    };
    let unseen = in_force && code.purpose == Purpose::Owner && help.proof.is_none();
    let (class, state) = match (unseen, in_force) {
        (true, _) => ("pill amber", words::code_unseen(lang).to_owned()),
        (false, true) => ("pill jade", state),
        (false, false) => ("pill", state),
    };
    let made = words::code_made(lang, &dates::minute(lang, code.made));
    let used = match code.used {
        Some(at) => words::code_used(lang, &dates::minute(lang, at)),
        None => words::code_unused(lang).to_owned(),
    };
    let wrong = (code.wrong > 0).then(|| words::code_wrong(lang, code.wrong));
    let (action, purpose) = (format!("{here}/lost"), code.purpose.as_str());
    view! {
        <div>
            <h3>{words::letter_of(lang, code.purpose)}</h3>
            <p><span class=class>{state}</span></p>
            <p class="small">{made}" · "{used}{wrong.map(|text| view! { " · "{text} })}</p>
            {in_force.then(|| view! {
                <form method="post" action=action>
                    {frame.token_field()}
                    <input type="hidden" name="purpose" value=purpose/>
                    <button class="btn danger wide">{words::lost(lang)}</button>
                    <p class="small muted">{words::lost_note(lang)}</p>
                </form>
            })}
        </div>
    }
}

/// A new letter for this flat.
fn anew(
    frame: &Frame,
    help: &Help,
    (here, once): (&str, &str),
    typed: &Fields,
    problems: &FieldProblems,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let or = |name: &str, stored: String| if typed.has(name) { typed.text(name).to_owned() } else { stored };
    let latest = help.codes.iter().map(|code| code.expires).filter(|end| *end > help.now).max();
    let until = latest.map_or_else(|| local(help.now.plus(HOLD)).0, crate::domain::calendar::last_day).to_string();
    // What cannot be a date is not lost: the field shows it again.
    let until = or("until", until);
    let field = Field::new("until", words::anew_until(lang), &until).check(lang, problems);
    let field = if parse_date(&until).is_ok() { field.kind("date") } else { field };
    let owner_first = if help.proof.is_some() { Purpose::Owner } else { Purpose::Household };
    let purpose = Field::new("purpose", words::purpose(lang), &or("purpose", owner_first.to_string()));
    let purpose = purpose.check(lang, problems);
    let tongue = Field::new("tongue", words::tongue(lang), &or("tongue", "both".to_owned()));
    let sure = sentence_for(lang, problems, "sure");
    let (action, once) = (format!("{here}/letter"), or("once", once.to_owned()));
    view! {
        <form class="card stack" method="post" action=action>
            {frame.token_field()}
            <input type="hidden" name="once" value=once/>
            <h2>{words::anew(lang)}</h2>
            <p class="small">{words::anew_note(lang)}</p>
            {select(purpose, words::purposes(lang))}
            {select(tongue, words::tongues(lang))}
            {line(field)}
            {tick("large", "yes", crate::i18n::locales::setup::large_print(lang).to_owned(), typed.has("large"))}
            {tick("sure", "yes", words::anew_sure(lang).to_owned(), typed.has("sure"))}
            {sure.map(|text| view! { <p class="problem" role="alert" id="sure">{text}</p> })}
            <button class="btn wide">{words::anew(lang)}</button>
        </form>
    }
}

fn owner(frame: &Frame, help: &Help, here: &str, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    let body = if let Some((proof, by)) = &help.proof {
        let seen = words::owner_seen(lang, words::paper(lang, proof.paper), &dates::minute(lang, proof.seen_at));
        let by = (!by.is_empty()).then(|| words::owner_by(lang, by));
        view! {
            <p><span class="pill jade">{seen}</span></p>
            {by.map(|text| view! { <p class="small">{text}</p> })}
            <p>{words::owner_letter(lang)}</p>
            <form method="post" action=format!("{here}/owner/end")>
                {frame.token_field()}
                <button class="btn danger wide">{words::owner_end(lang)}</button>
            </form>
        }
        .into_any()
    } else {
        let missing = sentence_for(lang, problems, "paper");
        let papers = Paper::ALL.iter().map(|paper| {
            view! {
                <label class="tick">
                    <input type="radio" name="paper" value=paper.as_str()/><span>{words::paper(lang, *paper)}</span>
                </label>
            }
        });
        view! {
            <p>{words::owner_not(lang)}</p>
            <form class="stack" method="post" action=format!("{here}/owner")>
                {frame.token_field()}
                <fieldset class="stack">
                    <legend>{words::owner_paper(lang)}</legend>
                    {papers.collect_view()}
                    {missing.map(|text| view! { <p class="problem" role="alert" id="paper">{text}</p> })}
                </fieldset>
                <p class="small">{words::owner_lead(lang)}</p>
                <button class="btn wide">{words::owner_send(lang)}</button>
            </form>
        }
        .into_any()
    };
    view! { <section class="card stack"><h2>{words::owner(lang)}</h2>{body}</section> }
}

fn phones(frame: &Frame, phones: &[Phone], here: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let base = format!("{here}/phones");
    let items = phones.iter().map(|phone| item(frame, phone, &base, false)).collect_view();
    view! {
        <section class="card stack">
            <h2>{words::phones(lang)}</h2>
            {phones.is_empty().then(|| view! { <p>{words::phones_none(lang)}</p> })}
            <ul class="list">{items}</ul>
        </section>
    }
}
