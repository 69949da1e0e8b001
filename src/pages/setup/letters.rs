//! `/setup/{slug}/letters`: which letters to print. The letters themselves: `pages::letters`.

use super::{Back, Sheet, address_warning, once, sheet, tick};
use crate::components::field::{line, select, sentence_for, summary};
use crate::components::icon;
use crate::domain::calendar::{last_day, local};
use crate::domain::ids::HouseholdId;
use crate::domain::moment::{DAY, Moment};
use crate::domain::phase::Verb;
use crate::domain::problem::Problem;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::{proof, setup as words, words as names};
use crate::pages::login::asked;
use crate::service::{Linli, Outcome};
use crate::store::roll::Household;
use crate::store::{polls, roll};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// How long letters hold if no poll says so.
const HOLD: i64 = 90 * DAY;

/// `/setup/{slug}/letters`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &Back::fresh()).await
}

/// The page; also when its form comes back.
///
/// # Errors
/// What the policy says.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let sheet = sheet(app, visitor, slug, Some(Verb::PrintLetters)).await?;
    let lang = sheet.lang();
    let mut c = app.store.read().await?;
    let buildings = roll::buildings(&mut c, sheet.community.id).await?;
    let polls = polls::list(&mut c, sheet.community.id).await?;
    let now = app.now();
    let until = polls.iter().map(|poll| poll.closes).filter(|closes| *closes > now).max();
    let until = until.map_or_else(|| local(now.plus(HOLD)).0, last_day_of).to_string();
    let meant = HouseholdId::parse(asked(visitor, "household"));
    let one = match meant {
        Some(id) => roll::on_roll(&mut c, sheet.community.id, id).await?,
        None => None,
    };
    drop(c);
    let names = buildings.iter().map(|b| (b.id.to_string(), names::building(lang, &b.name))).collect();
    let none = buildings.is_empty();
    let made = back.problems.iter().any(|(_, problem)| *problem == Problem::LettersMade);
    let anew =
        made.then(|| view! { <a class="btn line wide" href=sheet.path("/letters")>{words::letters_anew(lang)}</a> });
    let key = once(app, back);
    let page = view! {
        <h1>{words::step_letters(lang)}</h1>
        <p class="sub">{words::letters_lead(lang)}</p>
        {address_warning(lang, &app.config)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        {none.then(|| view! { <p class="card">{words::letters_no_roll(lang)}</p> })}
        {anew}
        {(!none && !made).then(|| form(&sheet, back, (names, one.as_ref()), (&until, key)))}
    };
    Ok(sheet.answer(status, sheet.frame.document(words::step_letters(lang), page)))
}

fn last_day_of(closes: Moment) -> crate::domain::calendar::LocalDate {
    last_day(closes)
}

fn form(
    sheet: &Sheet,
    back: &Back<'_>,
    (buildings, one): (Vec<(String, String)>, Option<&Household>),
    (until, once): (&str, String),
) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let whom = back.or("whom", if one.is_some() { "household" } else { "all" });
    let building = one.map(|one| one.building_id.to_string()).unwrap_or_default();
    let building = back.field(lang, "building", words::building(lang), &building).hint(words::building_hint(lang));
    let radio = |value: &'static str, text: &'static str| {
        let checked = whom == value;
        view! { <label class="tick"><input type="radio" name="whom" value=value checked=checked/><span>{text}</span></label> }
    };
    let sure = sentence_for(lang, back.problems, "sure");
    let room = back
        .field(lang, "room", words::room(lang), one.map_or("", |one| one.room_key.as_str()))
        .hint(words::room_hint(lang));
    view! {
        <form class="stack" method="post" action=sheet.path("/letters")>
            {sheet.frame.token_field()}
            <input type="hidden" name="once" value=once/>
            <div class="card"><fieldset class="stack">
                <legend>{words::whom(lang)}</legend>
                {radio("all", words::whom_all(lang))}
                {radio("building", words::whom_building(lang))}
                {radio("household", words::whom_household(lang))}
                {select(building, buildings)}
                {line(room)}
            </fieldset></div>
            <div class="card">
                {line(back.field(lang, "until", words::letter_until(lang), until).kind("date").hint(words::letter_until_hint(lang)))}
                {select(back.field(lang, "tongue", proof::tongue(lang), ""), proof::tongues(lang))}
                {select(back.field(lang, "purpose", proof::purpose(lang), "").hint(proof::purpose_hint(lang)), proof::purposes(lang))}
                {tick("large", "yes", words::large_print(lang).to_owned(), back.ticked("large", false))}
            </div>
            <div class="card">
                <p class="banner">{icon("warn")}<span>{words::letters_once(lang)}</span></p>
                {tick("sure", "yes", words::letters_sure(lang).to_owned(), back.ticked("sure", false))}
                {sure.map(|text| view! { <p class="problem" role="alert" id="sure">{text}</p> })}
            </div>
            <button class="btn wide">{icon("print")}{words::make_letters(lang)}</button>
        </form>
    }
    .into_any()
}
