//! `/setup/{slug}/funding`: planned, received and spent, by who pays.

use super::{Back, saved, sheet};
use crate::components::field::{line, summary};
use crate::domain::phase::Verb;
use crate::domain::quantity::yuan;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::community::source as source_word;
use crate::i18n::locales::setup as words;
use crate::i18n::money::amount;
use crate::service::projects::{FUNDING, overview};
use crate::service::{Linli, Outcome};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/funding`
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
    let sheet = sheet(app, visitor, slug, Some(Verb::ManageWorks)).await?;
    let lang = sheet.lang();
    let overview = overview(app, &sheet.community).await?;
    let labels = [words::planned(lang), words::received(lang), words::spent(lang)];
    let cards: Vec<_> = FUNDING
        .into_iter()
        .map(|(source, names)| {
            let stored = overview.funding.iter().find(|line| line.source == source);
            let stored = stored.map_or([0; 3], |line| [line.planned_fen, line.received_fen, line.spent_fen]);
            let fields: Vec<_> = names
                .into_iter()
                .zip(stored)
                .zip(labels)
                .map(|((name, fen), label)| {
                    let stored = if fen == 0 { String::new() } else { yuan(fen) };
                    let mut field = back.field(lang, name, label, &stored);
                    field.inputmode = "decimal";
                    line(field)
                })
                .collect();
            view! { <fieldset class="card"><h2>{source_word(lang, source)}</h2><div class="two">{fields}</div></fieldset> }
        })
        .collect();
    let cost: i64 = overview.works.iter().map(|work| work.cost_fen).sum();
    let planned: i64 = overview.funding.iter().map(|line| line.planned_fen).sum();
    let page = view! {
        <h1>{words::step_money(lang)}</h1>
        <p class="sub">{words::money_lead(lang, &amount(lang, planned), &amount(lang, cost))}</p>
        {saved(visitor)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <form method="post" action=sheet.path("/funding")>
            {sheet.frame.token_field()}
            {cards}
            <div class="bar"><button class="btn wide">{words::save(lang)}</button></div>
        </form>
    };
    Ok(sheet.answer(status, sheet.frame.document(words::step_money(lang), page)))
}
