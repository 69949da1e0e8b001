//! Which column of a waiting file stands for what: chosen by hand, and which are not used.
//!
//! For: `/setup/{slug}/roll/{draft}/columns`; [`mapping`] also where nothing else can be shown; [`used`]
//! above what a file changes.
//! Must not know: what stands in the columns.
//! To add: a field of the roll needs its words in `label` and `name`.

use super::roll::faults_under;
use super::{Back, Sheet, sheet};
use crate::components::field::select;
use crate::components::icon;
use crate::domain::community::columns::Field;
use crate::domain::ids::RollId;
use crate::domain::phase::Verb;
use crate::domain::problem::{FieldProblems, Problem, RowFault};
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{columns as words, setup};
use crate::service::roll::{Change, Heading, Staged, staged};
use crate::service::{Linli, Outcome};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/roll/{draft}/columns`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path((slug, draft)): Path<(String, String)>) -> Answer {
    render(&app, &visitor, StatusCode::OK, (&slug, &draft), &Back::fresh()).await
}

/// The page; also when what was chosen was refused.
///
/// # Errors
/// What the policy says; the staged file is gone after a day.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    (slug, draft): (&str, &str),
    back: &Back<'_>,
) -> Outcome<Response> {
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ManageRoll)).await?;
    let id = RollId::parse(draft).ok_or(Problem::NotFound)?;
    let (file, is_whole, above) = match staged(app, &sheet.caller, slug, id).await? {
        Staged::Ready(change, _) => (change.heading, false, format!("/roll/{id}")),
        Staged::Unmapped(file) => (file, true, "/roll".to_owned()),
    };
    sheet.frame.back = Some(sheet.path(&above));
    let page = mapping(&sheet, id, (&file, is_whole), back);
    Ok(sheet.answer(status, sheet.frame.document(setup::roll_which(sheet.lang()), page)))
}

/// The form. Where rows wait as they came, the file need not come again for places and figures.
pub(super) fn mapping(
    sheet: &Sheet,
    id: RollId,
    (file, rows_wait): (&Heading, bool),
    back: &Back<'_>,
) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let choice = |field: &Field| {
        let stands = file.place(*field).map(|at| at.to_string()).unwrap_or_default();
        let columns = file.columns.iter().enumerate().filter(|(_, name)| !name.is_empty());
        let columns = columns.map(|(at, name)| (at.to_string(), name.clone()));
        let none = (String::new(), "–".to_owned());
        let choice = back.field(lang, field.as_str(), label(lang, *field), &stands);
        select(choice, std::iter::once(none).chain(columns).collect())
    };
    let (needed, others): (Vec<Field>, Vec<Field>) = Field::ALL.iter().copied().partition(|field| field.is_needed());
    let (why, again) = if rows_wait {
        (setup::roll_which_why(lang), words::again_for_these(lang))
    } else {
        (words::by_hand_why(lang), words::again(lang))
    };
    let head = if chosen_here(back.problems) { setup::choose_below(lang) } else { setup::nothing_imported(lang) };
    let has_entrance = file.place(Field::Entrance).is_some() || !back.or(Field::Entrance.as_str(), "").is_empty();
    let (alike, problems) = if has_entrance { (0, back.problems.clone()) } else { without_alike(back.problems) };
    let alike = (alike > 0).then(|| words::alike(lang, alike));
    view! {
        <h1>{setup::roll_which(lang)}</h1>
        {alike.map(|text| view! { <p class="banner bad" role="alert">{text}</p> })}
        {faults_under(lang, head, &problems)}
        <form class="card stack" method="post" action=sheet.path(&format!("/roll/{id}/columns")) enctype="multipart/form-data">
            {sheet.frame.token_field()}
            <p>{why}</p>
            {needed.iter().map(choice).collect_view()}
            <h2>{words::optional(lang)}</h2>
            <p class="hint">{words::optional_why(lang)}</p>
            {others.iter().map(choice).collect_view()}
            <p class="hint">{again}</p>
            <label class="file-button"><input type="file" name="file" accept=".csv,.txt,.tsv,.xlsx,.xls,.ods,text/csv"/>{icon("upload")}<span>{setup::choose_file(lang)}</span></label>
            <button class="btn wide">{setup::roll_preview(lang)}</button>
            <a class="btn line wide" href=sheet.path("/roll")>{setup::roll_other(lang)}</a>
        </form>
    }
    .into_any()
}

/// True if what is wrong is mended on this page and not in the file.
fn chosen_here(problems: &FieldProblems) -> bool {
    problems.iter().all(|(_, problem)| match problem {
        Problem::Rows(rows) => rows.iter().all(|row| row.fault == RowFault::ColumnMissing),
        other => *other == Problem::FileAgain,
    })
}

/// How many rows are said to be like an earlier one, and what else is wrong.
fn without_alike(problems: &FieldProblems) -> (usize, FieldProblems) {
    let mut alike = 0;
    let mut others = FieldProblems::new();
    for (field, problem) in problems {
        let Problem::Rows(rows) = problem else {
            others.push((*field, problem.clone()));
            continue;
        };
        let left: Vec<_> = rows.iter().filter(|row| row.fault != RowFault::Duplicate).cloned().collect();
        alike += rows.len() - left.len();
        if !left.is_empty() {
            others.push((*field, Problem::Rows(left)));
        }
    }
    (alike, others)
}

/// The columns that are not used, what stays because the file is silent on it, and the way to choose.
pub(super) fn used(sheet: &Sheet, id: RollId, change: &Change) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let unused = change.heading.unused();
    let stands = change.changed.count + change.gone.count + change.same > 0;
    let silent = if stands { change.heading.lacking() } else { Vec::new() };
    let silent: Vec<&str> = silent.into_iter().map(|field| name(lang, field)).collect();
    let mark = lang.pick("、", ", ");
    (!change.heading.columns.is_empty()).then(|| {
        view! {
            <div class="card quiet stack">
                {(!unused.is_empty()).then(|| view! { <p>{words::unused(lang, &unused.join(mark))}</p> })}
                {(!silent.is_empty()).then(|| view! { <p>{words::silent(lang, &silent.join(mark))}</p> })}
                <a href=sheet.path(&format!("/roll/{id}/columns"))>{words::by_hand(lang)}</a>
            </div>
        }
        .into_any()
    })
}

fn label(lang: Lang, field: Field) -> &'static str {
    match field {
        Field::Building => setup::roll_column_building(lang),
        Field::Entrance => words::column_entrance(lang),
        Field::Floor => setup::roll_column_floor(lang),
        Field::Room => setup::roll_column_room(lang),
        Field::Area => setup::roll_column_area(lang),
        Field::AreaSource => words::column_area_source(lang),
        Field::Owners => words::column_owners(lang),
        Field::Number => words::column_number(lang),
        Field::Relation => words::column_relation(lang),
    }
}

fn name(lang: Lang, field: Field) -> &'static str {
    match field {
        Field::Building => words::building(lang),
        Field::Entrance => words::entrance(lang),
        Field::Floor => words::floor(lang),
        Field::Room => words::room(lang),
        Field::Area => words::area(lang),
        Field::AreaSource => words::area_source(lang),
        Field::Owners => words::owners(lang),
        Field::Number => words::number(lang),
        Field::Relation => words::relation(lang),
    }
}
