//! `/setup/{slug}/edit`: a community's facts; closing and reopening it.

use super::new::facts;
use super::{Back, saved, sheet};
use crate::components::field::{area, summary};
use crate::domain::phase::Verb;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::setup as words;
use crate::service::{Linli, Outcome};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/edit`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &Back::fresh()).await
}

/// The page; also when a form comes back.
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
    let sheet = sheet(app, visitor, slug, Some(Verb::ManageCommunity)).await?;
    let lang = sheet.lang();
    let open = sheet.community.is_open();
    // The two forms of this page come back apart.
    let turning = back.problems.iter().any(|(field, _)| *field == "reason");
    let first = if turning { Back::fresh() } else { *back };
    let (act, title, hint) = if open {
        ("/close", words::close(lang), words::close_hint(lang))
    } else {
        ("/reopen", words::reopen(lang), words::reopen_hint(lang))
    };
    let reason = back.field(lang, "reason", words::reason(lang), "");
    let page = view! {
        <h1>{words::step_facts(lang)}</h1>
        {saved(visitor)}
        {summary(lang, back.problems)}
        <form method="post" action=sheet.path("/edit")>
            {sheet.frame.token_field()}
            <div class="card">{facts(lang, &first, Some(&sheet.community))}
                <dl class="facts"><dt>{words::slug(lang)}</dt><dd>{slug.to_owned()}</dd>
                <dt>{words::region_code(lang)}</dt><dd class="num">{sheet.community.region.clone()}</dd></dl>
                <p class="hint">{words::slug_fixed(lang)}</p></div>
            <button class="btn wide">{words::save(lang)}</button>
        </form>
        <form class="card quiet" method="post" action=sheet.path(act)>
            {sheet.frame.token_field()}
            <h2>{title}</h2>
            <p>{hint}</p>
            {area(reason, 2)}
            <button class=if open { "btn danger" } else { "btn line" }>{title}</button>
        </form>
    };
    Ok(sheet.answer(status, sheet.frame.document(words::step_facts(lang), page)))
}
