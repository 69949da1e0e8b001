//! `/setup/{slug}/households/{id}`: one entry of the roll, corrected or sold.
//!
//! For: the two forms; where somebody saved it meanwhile, what stands now beside what was typed.
//! Must not know: who may (`service::households` asks).
//! To add: a field stands in [`fields`] and in [`facts`].

use super::{Back, Sheet, saved, sheet};
use crate::components::field::{Field, line, select, summary};
use crate::components::icon;
use crate::domain::community::{AreaSource, Relation};
use crate::domain::correction::Wants;
use crate::domain::ids::HouseholdId;
use crate::domain::phase::Verb;
use crate::domain::problem::Problem;
use crate::domain::quantity::square_metres;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::households as words;
use crate::i18n::{Lang, dates};
use crate::pages::login::asked;
use crate::service::households::{self, Entry};
use crate::service::{Linli, Outcome};
use crate::store::roll::Household;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/households/{id}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path((slug, id)): Path<(String, String)>) -> Answer {
    render(&app, &visitor, StatusCode::OK, (&slug, &id), &Back::fresh()).await
}

/// The page; also when a form comes back.
///
/// # Errors
/// [`Problem::NotFound`]; what the policy says.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    (slug, id): (&str, &str),
    back: &Back<'_>,
) -> Outcome<Response> {
    let id = HouseholdId::parse(id).ok_or(Problem::NotFound)?;
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ReviseHousehold)).await?;
    let request = back.or("request", asked(visitor, "request"));
    let entry = households::find(app, &sheet.caller, slug, id, &request).await?;
    sheet.viewed(app, visitor, format!("household {id}"), String::new()).await?;
    let lang = sheet.lang();
    let title = crate::pages::flat(lang, &entry.household);
    sheet.frame.back = Some(sheet.path("/households"));
    // Of the two forms of this page only the one that was sent comes back as typed.
    let sells = back.fields.is_some_and(|fields| fields.has("new_owners"));
    let first = if sells { Back::wrong(back.problems) } else { *back };
    let raced = back.problems.iter().any(|(_, problem)| *problem == Problem::ChangedMeanwhile);
    let done = asked(visitor, "done");
    let (is_sold, is_unseen) = (done == "sold", done == "unseen");
    let page = view! {
        <h1>{title.clone()}</h1>
        {if is_sold { sold_note(&sheet, &entry).into_any() } else { saved(visitor).into_any() }}
        {is_unseen.then(|| view! { <p class="banner info">{words::owner_unseen(lang)}</p> })}
        {sheet.closed_note()}
        {entry.poll_open.then(|| view! { <p class="banner info">{words::poll_open(lang)}</p> })}
        {summary(lang, back.problems)}
        {said(lang, &entry)}
        {raced.then(|| stands(lang, &entry))}
        {form(&sheet, &entry, &first, raced)}
        {sale(&sheet, &entry, back, raced)}
    };
    Ok(sheet.answer(status, sheet.frame.document(&title, page)))
}

fn sold_note(sheet: &Sheet, entry: &Entry) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let to = sheet.path(&format!("/letters?household={}", entry.household.id));
    view! {
        <p class="banner good" role="status">{icon("check")}<span>{words::is_sold(lang)}" "
            <a href=to>{words::to_letters(lang)}</a></span></p>
    }
}

fn said(lang: Lang, entry: &Entry) -> impl IntoView + use<> {
    entry.request.as_ref().map(|request| {
        let wants = Wants::parse(&request.wants).map_or("", |wants| words::wants(lang, wants));
        let text = request.text.clone();
        view! {
            <section class="card quiet">
                <h2>{words::says_of_it(lang)}": "{wants}</h2>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
                <p class="hint">{words::closes_request(lang)}</p>
            </section>
        }
    })
}

/// The revision a form rests on: the one it showed, and after a race, once it is said, the new one.
fn rests_on(entry: &Entry, back: &Back<'_>, raced: bool) -> String {
    let now = entry.household.revision.to_string();
    if raced { now } else { back.or("revision", &now) }
}

fn hidden(sheet: &Sheet, entry: &Entry, back: &Back<'_>, raced: bool) -> impl IntoView + use<> {
    let request = entry.request.as_ref().map(|request| request.id.to_string()).unwrap_or_default();
    view! {
        {sheet.frame.token_field()}
        <input type="hidden" name="revision" value=rests_on(entry, back, raced)/>
        <input type="hidden" name="request" value=request/>
    }
}

fn form(sheet: &Sheet, entry: &Entry, back: &Back<'_>, raced: bool) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let since = entry.since.map(|at| words::since(lang, &dates::day(lang, at, true)));
    view! {
        <form class="card stack" method="post" action=sheet.path(&format!("/households/{}", entry.household.id))>
            {hidden(sheet, entry, back, raced)}
            <h2>{words::entry(lang)}</h2>
            {since.map(|text| view! { <p class="small muted">{text}</p> })}
            {fields(lang, &entry.household, back, raced)}
            {entry.owner_seen.then(|| view! { <p class="small">{words::owner_seen(lang)}</p> })}
            <button class="btn wide">{words::save(lang)}</button>
        </form>
    }
    .into_any()
}

/// The fields of an entry as they are filled in: name, that of what the form was opened with, value.
fn values(flat: &Household) -> [(&'static str, &'static str, String); 7] {
    [
        ("entrance", "was_entrance", flat.entrance.clone()),
        ("room", "was_room", flat.room.clone()),
        ("floor", "was_floor", flat.floor.to_string()),
        ("area", "was_area", square_metres(flat.area)),
        ("area_source", "was_area_source", flat.area_source.clone()),
        ("relation", "was_relation", flat.relation.clone()),
        ("owners", "was_owners", flat.owners.clone()),
    ]
}

/// What a form was opened with goes with it, so that after a race it is known what its sender changed.
fn opened_with(flat: &Household, back: &Back<'_>, raced: bool) -> impl IntoView + use<> {
    let kept = values(flat).into_iter().map(|(_, was, now)| {
        let value = if raced { now } else { back.or(was, &now) };
        view! { <input type="hidden" name=was value=value/> }
    });
    kept.collect_view()
}

/// After a race a field that its sender left alone shows what stands now; where both changed it, what
/// stands now is said under it.
fn after_race(lang: Lang, field: Field, (was, now): (&str, &str), back: &Back<'_>) -> Field {
    let typed = field.value.clone();
    let opened = back.fields.filter(|fields| fields.has(was)).map(|fields| fields.text(was).to_owned());
    if typed == now {
        return field;
    }
    match opened {
        Some(opened) if opened == typed => Field { value: now.to_owned(), ..field },
        Some(opened) if opened == now => field,
        _ => {
            let said = match field.name {
                "area_source" => AreaSource::parse(now).map_or("", |one| words::source(lang, one)),
                "relation" => Relation::parse(now).map_or("", |one| words::who(lang, one)),
                _ if now.is_empty() => "–",
                _ => now,
            };
            let hint = format!("{} {}", words::now_is(lang, said), field.hint);
            field.hint(hint.trim_end())
        }
    }
}

fn fields(lang: Lang, flat: &Household, back: &Back<'_>, raced: bool) -> impl IntoView + use<> {
    let sources = AreaSource::ALL.iter().map(|one| (one.as_str().to_owned(), words::source(lang, *one).to_owned()));
    let people = Relation::ALL.iter().map(|one| (one.as_str().to_owned(), words::who(lang, *one).to_owned()));
    let raced = raced && back.fields.is_some();
    let all = values(flat);
    let field = |name: &'static str, label: &str| {
        let (was, now) =
            all.iter().find(|(one, ..)| *one == name).map_or(("", ""), |(_, was, now)| (*was, now.as_str()));
        let field = back.field(lang, name, label, now);
        if raced { after_race(lang, field, (was, now), back) } else { field }
    };
    let owners = field("owners", words::owners(lang));
    let hint = format!("{} {}", owners.hint, words::owners_hint(lang));
    view! {
        {opened_with(flat, back, raced)}
        <div class="two">
            {line(field("entrance", words::entrance(lang)))}
            {line(field("room", words::room(lang)))}
            {line(field("floor", words::floor(lang)))}
            {line(field("area", words::area(lang)))}
            {select(field("area_source", words::area_source(lang)), sources.collect())}
            {select(field("relation", words::relation(lang)), people.collect())}
        </div>
        {line(owners.hint(hint.trim_start()))}
        <p class="small muted">{words::owners_anew(lang)}</p>
    }
    .into_any()
}

fn stands(lang: Lang, entry: &Entry) -> impl IntoView + use<> {
    view! {
        <section class="card quiet" id="now">
            <h2>{words::stands_now(lang)}</h2>
            <p>{words::stands_hint(lang)}</p>
            {facts(lang, &entry.household)}
        </section>
    }
    .into_any()
}

/// An entry in words, for staff and for the household itself.
pub fn facts(lang: Lang, flat: &Household) -> impl IntoView + use<> {
    let source = AreaSource::parse(&flat.area_source).map_or("", |one| words::source(lang, one));
    let relation = Relation::parse(&flat.relation).map_or("", |one| words::who(lang, one));
    let owners = if flat.owners.is_empty() { words::owners_none(lang).to_owned() } else { flat.owners.clone() };
    view! {
        <dl class="facts">
            <dt>{words::mine_flat(lang)}</dt><dd>{crate::pages::flat(lang, flat)}</dd>
            <dt>{words::floor(lang)}</dt><dd class="num">{flat.floor}</dd>
            <dt>{words::area_said(lang)}</dt><dd>{words::from_source(lang, &square_metres(flat.area), source)}</dd>
            <dt>{words::relation(lang)}</dt><dd>{relation}</dd>
            <dt>{words::owners(lang)}</dt><dd>{owners}</dd>
        </dl>
    }
    .into_any()
}

fn sale(sheet: &Sheet, entry: &Entry, back: &Back<'_>, raced: bool) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let typed = !back.or("new_owners", "").is_empty() || back.problems.iter().any(|(name, _)| name.starts_with("new_"));
    let owners = back.field(lang, "new_owners", words::new_owners(lang), "").hint(words::owners_hint(lang));
    let numbers = back.field(lang, "new_numbers", words::new_numbers(lang), "").hint(words::new_numbers_hint(lang));
    let action = sheet.path(&format!("/households/{}/sold", entry.household.id));
    view! {
        <details class="card" open=typed><summary>{words::sold(lang)}</summary>
            <form class="stack" method="post" action=action>
                {hidden(sheet, entry, back, raced)}
                <p>{words::sold_hint(lang)}</p>
                {line(owners)}
                {line(numbers)}
                <button class="btn danger wide">{words::sold_go(lang)}</button>
            </form>
        </details>
    }
    .into_any()
}
