//! `/setup/{slug}/roll`: the households, and bringing in a file of them after seeing what it changes.

mod waits;

use super::{Back, Sheet, columns, good, saved, sheet};
use crate::components::icon;
use crate::domain::ids::RollId;
use crate::domain::phase::Verb;
use crate::domain::problem::{FieldProblems, Problem};
use crate::domain::quantity::{grouped, square_metres};
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{households as about, problems as sentences, setup as words, words as names};
use crate::pages::login::asked;
use crate::service::roll::{Change, Place, SAMPLE, Staged, WayBack, What, staged, way_back};
use crate::service::{Linli, Outcome, roll as service};
use crate::store::polls;
use crate::store::roll::{self, Household};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// Most faults and most households that are listed.
const MOST: usize = 50;

/// `/setup/{slug}/roll`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &Back::fresh()).await
}

/// `/setup/{slug}/roll/sample`: a file to fill in.
pub async fn sample() -> Response {
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"roll-sample.csv\""),
    ];
    (head, SAMPLE).into_response()
}

/// The page; also when a file was refused.
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
    let sheet = sheet(app, visitor, slug, Some(Verb::ManageRoll)).await?;
    let lang = sheet.lang();
    let mut c = app.store.read().await?;
    let households = roll::households(&mut c, sheet.community.id).await?;
    let in_use = polls::using_roll(&mut c, sheet.community.id, app.now()).await? > 0;
    let latest = if in_use || !sheet.community.is_open() {
        None
    } else {
        way_back(&mut c, sheet.community.id, app.now()).await?
    };
    let waiting = service::waits(&mut c, sheet.community.id, app.now()).await?;
    let done = asked(visitor, "done");
    let figures = if done == "in" { service::figures(&mut c, sheet.community.id).await? } else { None };
    drop(c);
    let done = match (done, figures) {
        ("back", _) => good(words::taken_back(lang).to_owned()).into_any(),
        (_, Some(figures)) => {
            let [new, changed, gone] = figures.map(grouped);
            good(words::brought_in(lang, &new, &changed, &gone)).into_any()
        }
        _ => saved(visitor).into_any(),
    };
    let page = view! {
        <h1>{words::step_roll(lang)}</h1>
        {done}
        {sheet.closed_note()}
        {faults(lang, back.problems)}
        {in_use.then(|| view! { <p class="banner">{icon("lock")}<span>{sentences::sentence(lang, &Problem::RollInUse)}</span></p> })}
        {(!in_use && sheet.community.is_open()).then(|| upload(&sheet))}
        {waits::list(&sheet, &waiting)}
        {present(lang, &sheet, &households)}
        {latest.map(|latest| back_from(&sheet, &latest))}
    };
    Ok(sheet.answer(status, sheet.frame.document(words::step_roll(lang), page)))
}

pub(super) fn faults(lang: Lang, problems: &FieldProblems) -> impl IntoView + use<> {
    faults_under(lang, words::nothing_imported(lang), problems)
}

/// The same under another heading.
pub(super) fn faults_under(lang: Lang, head: &'static str, problems: &FieldProblems) -> impl IntoView + use<> {
    let told: Vec<String> = problems
        .iter()
        .flat_map(|(_, problem)| match problem {
            Problem::Rows(rows) => rows
                .iter()
                .take(MOST)
                .map(|row| sentences::sentence(lang, &Problem::Rows(vec![row.clone()])))
                .collect::<Vec<_>>(),
            other => vec![sentences::sentence(lang, other)],
        })
        .collect();
    let rest: usize = problems
        .iter()
        .map(|(_, problem)| if let Problem::Rows(rows) = problem { rows.len().saturating_sub(MOST) } else { 0 })
        .sum();
    (!told.is_empty()).then(|| {
        view! {
            <div class="card" role="alert">
                <p class="problem">{head}</p>
                <ul>{told.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                {(rest > 0).then(|| view! { <p class="muted">{words::and_more(lang, &rest.to_string())}</p> })}
            </div>
        }
    })
}

fn upload(sheet: &Sheet) -> impl IntoView + use<> {
    let lang = sheet.lang();
    view! {
        <form class="card stack" method="post" action=sheet.path("/roll") enctype="multipart/form-data">
            {sheet.frame.token_field()}
            <h2>{words::roll_file(lang)}</h2>
            <p>{words::roll_columns(lang)}</p>
            <p class="hint">{words::roll_saved_as(lang)}</p>
            <a href=sheet.path("/roll/sample")>{words::roll_sample(lang)}</a>
            <label class="file-button"><input type="file" name="file" accept=".csv,.txt,.tsv,.xlsx,.xls,.ods,text/csv"/>{icon("upload")}<span>{words::choose_file(lang)}</span></label>
            <button class="btn wide">{words::roll_preview(lang)}</button>
            <p class="small muted">{words::roll_not_yet(lang)}</p>
        </form>
    }
    .into_any()
}

fn present(lang: Lang, sheet: &Sheet, households: &[Household]) -> impl IntoView + use<> {
    if households.is_empty() {
        return view! { <div class="card quiet"><h2>{words::roll_missing(lang)}</h2><p>{words::roll_why(lang)}</p></div> }.into_any();
    }
    let mut buildings: Vec<(String, i64, i64)> = Vec::new();
    for one in households {
        let name = names::building(lang, &one.building);
        match buildings.last_mut() {
            Some(last) if last.0 == name => {
                last.1 += 1;
                last.2 = last.2.saturating_add(one.area);
            }
            _ => buildings.push((name, 1, one.area)),
        }
    }
    let community = &sheet.community;
    let sum = words::roll_there(
        lang,
        &grouped(community.households),
        &grouped(community.buildings),
        &square_metres(community.area),
    );
    view! {
        <div class="card flush"><table class="data">
            <caption>{words::roll_now(lang)}" "{sum}</caption>
            <thead><tr><th>{words::building(lang)}</th><th class="num">{words::households(lang)}</th><th class="num">{words::area_m2(lang)}</th></tr></thead>
            <tbody>{buildings.into_iter().map(|(name, count, area)| view! {
                <tr><th scope="row">{name}</th>
                <td class="num" data-label=words::households(lang)>{grouped(count)}</td>
                <td class="num" data-label=words::area_m2(lang)>{square_metres(area)}</td></tr>
            }).collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}

/// `/setup/{slug}/roll/{draft}`: what a staged file changes.
pub async fn change(State(app): State<Linli>, visitor: Visitor, Path((slug, draft)): Path<(String, String)>) -> Answer {
    render_change(&app, &visitor, StatusCode::OK, &slug, &draft, &Back::fresh()).await
}

fn back_from(sheet: &Sheet, latest: &WayBack) -> impl IntoView + use<> {
    match latest {
        WayBack::Open(version) => undo(sheet, RollId(version.id)).into_any(),
        WayBack::Changed => view! { <p class="small muted">{about::no_way_back_changed(sheet.lang())}</p> }.into_any(),
        WayBack::Late => view! { <p class="small muted">{about::no_way_back_late(sheet.lang())}</p> }.into_any(),
    }
}

fn undo(sheet: &Sheet, id: RollId) -> impl IntoView + use<> {
    let lang = sheet.lang();
    view! {
        <form class="card stack quiet" method="post" action=sheet.path(&format!("/roll/{id}/undo"))>
            {sheet.frame.token_field()}
            <p>{words::roll_undo_why(lang)}</p>
            <button class="btn line wide">{words::roll_undo(lang)}</button>
        </form>
    }
    .into_any()
}

/// The preview, or which column is which; also when that was refused.
///
/// # Errors
/// What the policy says; the staged file is gone after a day.
pub async fn render_change(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    draft: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ManageRoll)).await?;
    let lang = sheet.lang();
    let id = RollId::parse(draft).ok_or(Problem::NotFound)?;
    sheet.frame.back = Some(sheet.path("/roll"));
    let (title, page) = match staged(app, &sheet.caller, slug, id).await? {
        Staged::Ready(change, stamp) => {
            // It names flats and owners, covered as they are.
            sheet.viewed(app, visitor, format!("roll {id}"), change.households.to_string()).await?;
            (words::roll_changes(lang), changes(&sheet, (id, stamp), &change, back).into_any())
        }
        Staged::Unmapped(file) => {
            (words::roll_which(lang), columns::mapping(&sheet, id, (&file, true), back).into_any())
        }
    };
    Ok(sheet.answer(status, sheet.frame.document(title, page)))
}

fn changes(sheet: &Sheet, (id, stamp): (RollId, i64), change: &Change, back: &Back<'_>) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let sum =
        words::roll_there(lang, &grouped(change.households), &grouped(change.buildings), &square_metres(change.area));
    let nothing = change.new.count == 0 && change.changed.count == 0 && change.gone.count == 0;
    let many_gone = change.gone.count > change.same + change.changed.count;
    view! {
        <h1>{words::roll_changes(lang)}</h1>
        <p class="sub">{words::roll_after(lang)}" "{sum}</p>
        {faults(lang, back.problems)}
        {nothing.then(|| view! { <p class="banner">{words::roll_same_all(lang)}</p> })}
        {many_gone.then(|| view! { <p class="banner bad">{icon("warn")}<span>{words::roll_many_gone(lang)}</span></p> })}
        {columns::used(sheet, id, change)}
        {lists(lang, change)}
        <form method="post" action=sheet.path(&format!("/roll/{id}"))>
            {sheet.frame.token_field()}
            <input type="hidden" name="seen" value=stamp.to_string()/>
            <div class="bar"><button class="btn wide">{words::roll_confirm(lang)}</button>
                <a class="btn line wide" href=sheet.path("/roll")>{words::roll_other(lang)}</a></div>
        </form>
    }
}

fn lists(lang: Lang, change: &Change) -> impl IntoView + use<> {
    let part = |title: &'static str, count: usize, shown: String| {
        let rest = count.saturating_sub(MOST);
        view! {
            <div class="card">
                <div class="row"><h2>{title}</h2><span class="num">{count}</span></div>
                {(count > 0).then(|| view! { <p>{shown}</p> })}
                {(rest > 0).then(|| view! { <p class="muted">{words::and_more(lang, &rest.to_string())}</p> })}
            </div>
        }
    };
    let name = |at: &Place| names::flat(lang, &at.building, &at.entrance, &at.room);
    let join = |all: &[Place]| all.iter().map(name).collect::<Vec<_>>().join(" · ");
    let alike = change.alike.first.iter();
    let alike = alike.map(|(owners, number, first)| format!("{owners} × {number} ({} …)", name(first)));
    let conflicts = [
        (words::roll_sold(lang), change.sold.count, join(&change.sold.first)),
        (words::roll_weaker(lang), change.weaker.count, join(&change.weaker.first)),
        (words::roll_alike(lang), change.alike.count, alike.collect::<Vec<_>>().join(" · ")),
    ];
    let sold = (change.sold.count > 0).then(|| view! { <p class="banner">{words::roll_sold_note(lang)}</p> });
    let conflicts = conflicts.into_iter().filter(|(_, count, _)| *count > 0);
    let changed = change.changed.first.iter().map(|(at, what)| {
        let what: Vec<String> = what.iter().map(|one| difference(lang, one)).collect();
        format!("{} ({})", name(at), what.join(", "))
    });
    view! {
        {sold}
        {conflicts.map(|(title, count, shown)| part(title, count, shown)).collect_view()}
        {part(words::roll_new(lang), change.new.count, join(&change.new.first))}
        {part(words::roll_changed(lang), change.changed.count, changed.collect::<Vec<_>>().join(" · "))}
        {part(words::roll_gone(lang), change.gone.count, join(&change.gone.first))}
        <div class="card quiet"><div class="row"><h2>{words::roll_same(lang)}</h2><span class="num">{change.same}</span></div></div>
    }
    .into_any()
}

fn difference(lang: Lang, what: &What) -> String {
    match what {
        What::Floor(before, after) => words::roll_floor(lang, &before.to_string(), &after.to_string()),
        What::Area(before, after) => words::roll_area(lang, &square_metres(*before), &square_metres(*after)),
        What::Source(..) => words::roll_source(lang).to_owned(),
        What::Relation => words::roll_relation(lang).to_owned(),
        What::Owners(before, after) => {
            let name = |name: &str| if name.is_empty() { "–".to_owned() } else { name.to_owned() };
            words::roll_owners(lang, &name(before), &name(after))
        }
        What::Sold => words::roll_sold(lang).to_owned(),
    }
}
