//! `/setup/{slug}/stage`: the stage, the programme year, the threshold of satisfaction.

use super::{Back, saved, sheet};
use crate::components::field::{area, line, sentence_for, summary};
use crate::domain::phase::Verb;
use crate::domain::project::Stage;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::setup as words;
use crate::i18n::locales::words::stage as stage_word;
use crate::i18n::{Lang, dates};
use crate::service::projects::{next_stages, overview};
use crate::service::{Linli, Outcome};
use crate::store::projects::Project;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/stage`
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
    let project = overview(app, &sheet.community).await?.project;
    let since = dates::day(lang, project.stage_since, true);
    let reason = lang.pick(&project.reason_zh, &project.reason_en).to_owned();
    let year = project.programme_year.map(|year| year.to_string()).unwrap_or_default();
    let settings = back.problems.iter().any(|(field, _)| matches!(*field, "programme_year" | "satisfied_percent"));
    let second = if settings { *back } else { Back::fresh() };
    let year =
        second.field(lang, "programme_year", words::programme_year(lang), &year).digits().hint(words::optional(lang));
    let percent = second
        .field(lang, "satisfied_percent", words::satisfied_percent(lang), &project.satisfied_percent.to_string())
        .digits()
        .hint(words::satisfied_hint(lang));
    let page = view! {
        <h1>{words::step_stage(lang)}</h1>
        {saved(visitor)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        {line_of_stages(lang, &project)}
        <p class="banner info">{words::stage_now(lang, stage_word(lang, project.stage), &since)}</p>
        {(!reason.is_empty()).then(|| view! { <p class="card">{reason}</p> })}
        <form class="stack" method="post" action=sheet.path("/stage")>
            {sheet.frame.token_field()}
            {choices(lang, &project, back)}
            <div class="card">
                <p class="hint">{words::reason_when(lang)}</p>
                {area(back.field(lang, "reason_zh", words::reason_zh(lang), ""), 2)}
                {area(back.field(lang, "reason_en", words::reason_en(lang), ""), 2)}
            </div>
            <button class="btn wide">{words::move_stage(lang)}</button>
        </form>
        <form class="card" method="post" action=sheet.path("/settings")>
            {sheet.frame.token_field()}
            <h2>{words::settings(lang)}</h2>
            {line(year)}{line(percent)}
            <button class="btn line">{words::save(lang)}</button>
        </form>
    };
    Ok(sheet.answer(status, sheet.frame.document(words::step_stage(lang), page)))
}

fn line_of_stages(lang: Lang, project: &Project) -> impl IntoView + use<> {
    let here = if project.stage.is_running() { project.stage } else { project.before_pause.unwrap_or(Stage::Proposed) };
    let at = Stage::LINE.iter().position(|stage| *stage == here).unwrap_or(0);
    let steps: Vec<_> = (0..)
        .zip(Stage::LINE)
        .map(|(n, stage)| {
            let class = match n {
                n if n < at => "done",
                n if n == at => "now",
                _ => "",
            };
            let now = (n == at).then_some("step");
            view! { <li class=class aria-current=now>{stage_word(lang, stage)}</li> }
        })
        .collect();
    view! { <ol class="stages">{steps}</ol> }.into_any()
}

fn choices(lang: Lang, project: &Project, back: &Back<'_>) -> impl IntoView + use<> {
    let typed = back.or("stage", "");
    let problem = sentence_for(lang, back.problems, "stage");
    let options: Vec<_> = next_stages(project)
        .into_iter()
        .map(|stage| {
            let chosen = typed == stage.as_str();
            view! {
                <label class="tick"><input type="radio" name="stage" value=stage.as_str() checked=chosen/>
                    <span>{stage_word(lang, stage)}</span></label>
            }
        })
        .collect();
    view! {
        <div class="card"><fieldset class="stack">
            <legend>{words::next_stage(lang)}</legend>
            {options}
            {problem.map(|text| view! { <p class="problem" role="alert" id="stage">{text}</p> })}
        </fieldset></div>
    }
    .into_any()
}
