//! `/setup/{slug}/buildings`: other names for the same buildings.

use super::{Back, saved, sheet};
use crate::components::field::summary;
use crate::domain::phase::Verb;
use crate::http::answer::Answer;
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::locales::{households as words, words as names};
use crate::service::{Linli, Outcome, renaming};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/buildings`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &Fields::default(), &Back::fresh()).await
}

/// The page; also when the form comes back.
///
/// # Errors
/// What the policy says.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    typed: &Fields,
    back: &Back<'_>,
) -> Outcome<Response> {
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ManageRoll)).await?;
    let lang = sheet.lang();
    let buildings = renaming::list(app, &sheet.caller, slug).await?;
    sheet.frame.back = Some(sheet.path("/households"));
    let rows: Vec<_> = buildings
        .iter()
        .map(|one| {
            let id = one.id.to_string();
            let kept = typed.all("id").zip(typed.all("name")).find(|(of, _)| *of == id);
            let value = kept.map_or(one.name.clone(), |(_, name)| name.to_owned());
            let label = words::now_called(lang, &names::building(lang, &one.name));
            let field = format!("name-{id}");
            view! {
                <div class="field">
                    <label for=field.clone()>{label}</label>
                    <input type="hidden" name="id" value=id/>
                    <input type="text" id=field name="name" value=value autocomplete="off"/>
                </div>
            }
        })
        .collect();
    let none = rows.is_empty();
    let page = view! {
        <h1>{words::buildings(lang)}</h1>
        {saved(visitor)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <p>{words::buildings_hint(lang)}</p>
        <p class="banner info">{words::buildings_codes(lang)}</p>
        {none.then(|| view! { <p class="card">{words::none(lang)}</p> })}
        {(!none).then(|| view! {
            <form class="card stack" id="name" method="post" action=sheet.path("/buildings")>
                {sheet.frame.token_field()}
                <div class="two">{rows}</div>
                <button class="btn wide">{words::save(lang)}</button>
            </form>
        })}
    };
    Ok(sheet.answer(status, sheet.frame.document(words::buildings(lang), page)))
}
