//! `/setup/{slug}/phases`: from when until when opinions and ratings are taken. A poll has its own
//! dates.

use super::{Back, saved, sheet};
use crate::components::field::{line, summary};
use crate::domain::calendar::{last_day, local};
use crate::domain::phase::{Phase, PhaseKind, Verb};
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::setup as words;
use crate::service::projects::{WINDOWS, overview};
use crate::service::{Linli, Outcome};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/phases`
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
    let sheet = sheet(app, visitor, slug, Some(Verb::ManagePhases)).await?;
    let lang = sheet.lang();
    let phases = overview(app, &sheet.community).await?.phases;
    let now = app.now();
    let cards: Vec<_> = WINDOWS
        .into_iter()
        .map(|(kind, from, until)| {
            let stored = phases.iter().find(|phase| phase.kind == kind);
            let (first, last) = stored.map_or_else(Default::default, days);
            let open = stored.is_some_and(|phase| phase.is_open(now));
            let first = back.field(lang, from, words::from_day(lang), &first).kind("date");
            let last =
                back.field(lang, until, words::until_day(lang), &last).kind("date").hint(words::until_hint(lang));
            view! {
                <fieldset class="card">
                    <div class="row"><h2>{kind_word(lang, kind)}</h2>
                        {open.then(|| view! { <span class="pill jade">{words::open_now(lang)}</span> })}</div>
                    <div class="two">{line(first)}{line(last)}</div>
                </fieldset>
            }
        })
        .collect();
    let page = view! {
        <h1>{words::step_phases(lang)}</h1>
        <p class="sub">{words::phases_lead(lang)}</p>
        {saved(visitor)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <form method="post" action=sheet.path("/phases")>
            {sheet.frame.token_field()}
            {cards}
            <div class="bar"><button class="btn wide">{words::save(lang)}</button></div>
        </form>
    };
    Ok(sheet.answer(status, sheet.frame.document(words::step_phases(lang), page)))
}

fn days(phase: &Phase) -> (String, String) {
    (local(phase.opens).0.to_string(), last_day(phase.closes).to_string())
}

/// A kind of window.
pub const fn kind_word(lang: Lang, kind: PhaseKind) -> &'static str {
    match kind {
        PhaseKind::Feedback => words::kind_feedback(lang),
        PhaseKind::Rating => words::kind_rating(lang),
    }
}
