//! `/setup/{slug}/households`: finding a household by building and room, or in the list of a building.

use super::{Back, saved, sheet};
use crate::components::field::{line, summary};
use crate::domain::ids::BuildingId;
use crate::domain::phase::Verb;
use crate::domain::quantity::square_metres;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{households as words, words as names};
use crate::pages::login::asked;
use crate::service::households::{self, List};
use crate::service::{Linli, Outcome};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/households`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &Back::fresh()).await
}

/// The page; also when nothing was found.
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
    let sheet = sheet(app, visitor, slug, Some(Verb::ReviseHousehold)).await?;
    let lang = sheet.lang();
    let list = households::list(app, &sheet.caller, slug, BuildingId::parse(asked(visitor, "b"))).await?;
    if let Some(building) = list.shown.filter(|_| !list.flats.is_empty()) {
        let (object, many) = (format!("households {slug} {building}"), list.flats.len().to_string());
        sheet.viewed(app, visitor, object, many).await?;
    }
    let here = sheet.path("/households");
    let page = view! {
        <h1>{words::title(lang)}</h1>
        {saved(visitor)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <form class="card stack" method="post" action=here.clone()>
            {sheet.frame.token_field()}
            <div class="two">
                {line(back.field(lang, "building", words::building(lang), ""))}
                {line(back.field(lang, "room", words::room(lang), ""))}
            </div>
            <button class="btn wide">{words::find(lang)}</button>
        </form>
        {flats(lang, &here, &list)}
    };
    Ok(sheet.answer(status, sheet.frame.document(words::title(lang), page)))
}

fn flats(lang: Lang, here: &str, list: &List) -> impl IntoView + use<> {
    if list.flats.is_empty() {
        return view! { <p class="card">{words::none(lang)}</p> }.into_any();
    }
    let links: Vec<_> = list
        .buildings
        .iter()
        .map(|one| {
            let current = (Some(one.id) == list.shown).then_some("true");
            let to = format!("{here}?b={}", one.id);
            view! { <a class="pill" href=to aria-current=current>{names::building(lang, &one.name)}</a> }
        })
        .collect();
    let rows: Vec<_> = list
        .flats
        .iter()
        .map(|one| {
            let name = names::flat(lang, &one.building, &one.entrance, &one.room);
            let about = [one.owners.clone(), format!("{} m²", square_metres(one.area))];
            let about: Vec<_> = about.into_iter().filter(|part| !part.is_empty()).collect();
            view! { <li><a href=format!("{here}/{}", one.id)><strong>{name}</strong><small>{about.join(" · ")}</small></a></li> }
        })
        .collect();
    view! {
        <nav class="row left" aria-label=words::building(lang)>{links}</nav>
        <ul class="list card">{rows}</ul>
    }
    .into_any()
}
