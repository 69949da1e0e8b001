//! `/setup/{slug}/corrections`: households that say that their entry is wrong, the oldest first.

use super::{Back, Sheet, saved, sheet};
use crate::components::field::{Field, general, line};
use crate::domain::correction::Wants;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::problem::FieldProblems;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::dates;
use crate::i18n::locales::households as words;
use crate::service::{Linli, Outcome, corrections};
use crate::store::roll::Household;
use crate::store::roll_requests::Request;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/corrections`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, "", &Back::fresh()).await
}

/// The page; also when the refusal of `which` comes back.
///
/// # Errors
/// What the policy says.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    which: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let sheet = sheet(app, visitor, slug, Some(Verb::ReviseHousehold)).await?;
    let lang = sheet.lang();
    let waiting = corrections::waiting(app, &sheet.caller, slug).await?;
    let now = app.now();
    let none = waiting.is_empty();
    if !none {
        sheet.viewed(app, visitor, format!("roll requests {slug}"), waiting.len().to_string()).await?;
    }
    let cards: Vec<_> = waiting
        .iter()
        .map(|(request, flat)| {
            let typed = (request.id.to_string() == which).then_some(back);
            card(&sheet, request, flat, now, typed).into_any()
        })
        .collect();
    let page = view! {
        <h1>{words::corrections(lang)}</h1>
        {saved(visitor)}
        {sheet.closed_note()}
        {general(lang, back.problems)}
        {none.then(|| view! { <p class="card">{words::corrections_none(lang)}</p> })}
        {cards}
    };
    Ok(sheet.answer(status, sheet.frame.document(words::corrections(lang), page)))
}

fn card(
    sheet: &Sheet,
    request: &Request,
    flat: &Household,
    now: Moment,
    typed: Option<&Back<'_>>,
) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let wants = Wants::parse(&request.wants).map_or("", |wants| words::wants(lang, wants));
    let day = dates::until(lang, request.due_at);
    let late = now >= request.due_at;
    let (class, due) =
        if late { ("pill red", words::late(lang, &day)) } else { ("pill amber", words::due_by(lang, &day)) };
    let id = request.id.to_string();
    let none = FieldProblems::new();
    let problems = typed.map_or(&none, |back| back.problems);
    let answer =
        Field::new("answer", words::refuse_why(lang), &typed.map(|back| back.or("answer", "")).unwrap_or_default());
    let answer = answer.within(&id).check(lang, problems);
    let text = request.text.clone();
    view! {
        <section class="card stack" id=format!("r{id}")>
            <div class="row"><h2>{crate::pages::flat(lang, flat)}</h2><span class=class>{due}</span></div>
            <p><strong>{wants}</strong>{(!text.is_empty()).then(|| format!(": {text}"))}</p>
            <a class="btn wide" href=sheet.path(&format!("/households/{}?request={id}", flat.id))>{words::accept(lang)}</a>
            <details open=typed.is_some()><summary>{words::refuse(lang)}</summary>
                <form class="stack" method="post" action=sheet.path(&format!("/corrections/{id}/refuse"))>
                    {sheet.frame.token_field()}
                    {line(answer)}
                    <button class="btn line">{words::refuse(lang)}</button>
                </form>
            </details>
        </section>
    }
}
