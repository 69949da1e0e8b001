//! `/setup/{slug}/works`: what is to be done; from the catalogue or by hand, revised and finished.

use super::{Back, Sheet, once, saved, sheet, tick};
use crate::components::field::{area, line, select, sentence_for, summary};
use crate::components::icon;
use crate::domain::calendar::local;
use crate::domain::ids::{UploadId, WorkId};
use crate::domain::phase::Verb;
use crate::domain::problem::Problem;
use crate::domain::quantity::yuan;
use crate::domain::work::{Class, WorkState};
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::setup as words;
use crate::i18n::money::amount;
use crate::pages::login::asked;
use crate::service::works::{Item, catalogue, find_item, find_to_revise};
use crate::service::{Linli, Outcome};
use crate::store::works::{self, Work};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/works`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let sheet = sheet(&app, &visitor, &slug, Some(Verb::ManageWorks)).await?;
    let lang = sheet.lang();
    let mut c = app.store.read().await?;
    let list = works::list(&mut c, sheet.community.id).await?;
    drop(c);
    let cost: i64 = list.iter().map(|work| work.cost_fen).sum();
    let none = list.is_empty();
    let page = view! {
        <h1>{words::step_works(lang)}</h1>
        <p class="sub">{if none { words::works_none(lang).to_owned() } else { words::works_there(lang, &list.len().to_string(), &amount(lang, cost)) }}</p>
        {saved(&visitor)}
        {sheet.closed_note()}
        {(!none).then(|| view! { <ul class="list card">{list.iter().map(|work| entry(lang, &sheet, work)).collect_view()}</ul> })}
        <h2>{words::from_catalogue(lang)}</h2>
        {Class::ALL.iter().map(|class| class_items(&sheet, *class, none && *class == Class::Basic)).collect_view()}
        <a class="btn line wide" href=sheet.path("/works/new")>{icon("plus")}{words::by_hand(lang)}</a>
    };
    Ok(sheet.answer(StatusCode::OK, sheet.frame.document(words::step_works(lang), page)))
}

fn entry(lang: Lang, sheet: &Sheet, work: &Work) -> impl IntoView + use<> {
    let to = sheet.path(&format!("/works/{}", work.id));
    let name = lang.pick(&work.zh, &work.en).to_owned();
    let cost = amount(lang, work.cost_fen);
    let how = if work.must_do { words::must_do(lang) } else { words::to_vote(lang) };
    let pill = match work.state {
        WorkState::Planned => "pill",
        WorkState::Building => "pill sky",
        WorkState::Finished => "pill jade",
    };
    view! {
        <li><a href=to><strong>{name}</strong>
            <small>{class_word(lang, work.class)}" · "{cost}" · "{how}" "<span class=pill>{state_word(lang, work.state)}</span></small></a></li>
    }
    .into_any()
}

fn class_items(sheet: &Sheet, class: Class, open: bool) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let items: Vec<_> = catalogue()
        .iter()
        .filter(|item| item.class == class)
        .map(|item| {
            let to = sheet.path(&format!("/works/new?item={}", item.number));
            view! { <li><a href=to><strong>{lang.pick(&item.zh, &item.en).to_owned()}</strong></a></li> }
        })
        .collect();
    view! { <details class="card" open=open><summary>{class_word(lang, class)}" "<span class="muted">{items.len()}</span></summary><ul class="list">{items}</ul></details> }.into_any()
}

/// `/setup/{slug}/works/new`, with `?item=` from the catalogue.
pub async fn add(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render_new(&app, &visitor, StatusCode::OK, &slug, &Back::fresh()).await
}

/// The form of a new work; also when it comes back.
///
/// # Errors
/// What the policy says.
pub async fn render_new(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let sheet = sheet(app, visitor, slug, Some(Verb::ManageWorks)).await?;
    let lang = sheet.lang();
    let number = back.or("catalogue", asked(visitor, "item"));
    let stored = Stored::of_item(find_item(&number));
    let page = view! {
        <h1>{words::new_work(lang)}</h1>
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <form method="post" action=sheet.path("/works") enctype="multipart/form-data">
            {sheet.frame.token_field()}
            <input type="hidden" name="once" value=once(app, back)/>
            <input type="hidden" name="catalogue" value=number/>
            {form(lang, back, &stored)}
            <div class="bar"><button class="btn wide">{words::add(lang)}</button></div>
        </form>
    };
    let mut sheet = sheet;
    sheet.frame.back = Some(sheet.path("/works"));
    Ok(sheet.answer(status, sheet.frame.document(words::new_work(lang), page)))
}

/// `/setup/{slug}/works/{id}`
pub async fn edit(State(app): State<Linli>, visitor: Visitor, Path((slug, id)): Path<(String, String)>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &id, &Back::fresh()).await
}

/// The form of a work that is there; also when it comes back.
///
/// # Errors
/// What the policy says; no such work.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    id: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ManageWorks)).await?;
    sheet.frame.back = Some(sheet.path("/works"));
    let lang = sheet.lang();
    let id = WorkId::parse(id).ok_or(Problem::NotFound)?;
    let work = find_to_revise(app, &sheet.caller, slug, id).await?;
    let name = lang.pick(&work.zh, &work.en).to_owned();
    let page = view! {
        <h1>{name.clone()}</h1>
        {saved(visitor)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <form method="post" action=sheet.path(&format!("/works/{id}")) enctype="multipart/form-data">
            {sheet.frame.token_field()}
            {form(lang, back, &Stored::of(&work))}
            <div class="bar"><button class="btn wide">{words::save(lang)}</button></div>
        </form>
        <form class="card quiet" method="post" action=sheet.path(&format!("/works/{id}/remove"))>
            {sheet.frame.token_field()}
            <p>{words::remove_hint(lang)}</p>
            <button class="btn danger">{words::remove_work(lang)}</button>
        </form>
    };
    Ok(sheet.answer(status, sheet.frame.document(&name, page)))
}

/// What stands in the form before anything is typed.
#[derive(Default)]
struct Stored {
    zh: String,
    en: String,
    class: String,
    quantity: String,
    unit: String,
    cost: String,
    must_do: bool,
    note_zh: String,
    note_en: String,
    state: String,
    finished_at: String,
    warranty_months: String,
    before: Option<UploadId>,
    after: Option<UploadId>,
}

impl Stored {
    fn of_item(item: Option<&Item>) -> Self {
        let Some(item) = item else { return Self::default() };
        Self {
            zh: item.zh.clone(),
            en: item.en.clone(),
            class: item.class.as_str().to_owned(),
            unit: item.unit.clone(),
            must_do: item.class == Class::Basic,
            warranty_months: item.warranty_months.map(|months| months.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }
    fn of(work: &Work) -> Self {
        Self {
            zh: work.zh.clone(),
            en: work.en.clone(),
            class: work.class.as_str().to_owned(),
            quantity: if work.quantity == 0 { String::new() } else { yuan(work.quantity) },
            unit: work.unit.clone(),
            cost: yuan(work.cost_fen),
            must_do: work.must_do,
            note_zh: work.note_zh.clone(),
            note_en: work.note_en.clone(),
            state: work.state.as_str().to_owned(),
            finished_at: work.finished_at.map(|at| local(at).0.to_string()).unwrap_or_default(),
            warranty_months: work.warranty_months.map(|months| months.to_string()).unwrap_or_default(),
            before: work.before_photo,
            after: work.after_photo,
        }
    }
}

fn form(lang: Lang, back: &Back<'_>, stored: &Stored) -> impl IntoView + use<> {
    let decimal = |mut field: crate::components::field::Field| {
        field.inputmode = "decimal";
        field
    };
    let classes = Class::ALL.iter().map(|c| (c.as_str().to_owned(), class_word(lang, *c).to_owned())).collect();
    let states = WorkState::ALL.iter().map(|s| (s.as_str().to_owned(), state_word(lang, *s).to_owned())).collect();
    let cost = decimal(back.field(lang, "cost", words::cost(lang), &stored.cost).hint(words::cost_hint(lang)));
    let quantity = decimal(back.field(lang, "quantity", words::quantity(lang), &stored.quantity));
    let finished = back
        .field(lang, "finished_at", words::finished_at(lang), &stored.finished_at)
        .kind("date")
        .hint(words::finished_hint(lang));
    let warranty = back
        .field(lang, "warranty_months", words::warranty(lang), &stored.warranty_months)
        .digits()
        .hint(words::warranty_hint(lang));
    view! {
        <div class="card">
            {line(back.field(lang, "zh", words::name_zh(lang), &stored.zh))}
            {line(back.field(lang, "en", words::name_en(lang), &stored.en).hint(words::optional(lang)))}
            {select(back.field(lang, "class", words::class(lang), &stored.class), classes)}
            <div class="two">{line(quantity)}{line(back.field(lang, "unit", words::unit(lang), words::unit_word(lang, &stored.unit)))}</div>
            {line(cost)}
            {tick("must_do", "yes", words::must_do_tick(lang).to_owned(), back.ticked("must_do", stored.must_do))}
            {sentence_for(lang, back.problems, "must_do").map(|text| view! { <p class="problem" role="alert" id="must_do">{text}</p> })}
        </div>
        <div class="card">
            <h2>{words::what_changes(lang)}</h2>
            {area(back.field(lang, "note_zh", words::note_zh(lang), &stored.note_zh).hint(words::note_hint(lang)), 2)}
            {area(back.field(lang, "note_en", words::note_en(lang), &stored.note_en), 2)}
        </div>
        <div class="card">
            <h2>{words::progress(lang)}</h2>
            {select(back.field(lang, "state", words::state(lang), &stored.state), states)}
            {line(finished)}
            {line(warranty)}
        </div>
        <div class="card">
            <h2>{words::photos(lang)}</h2>
            <p class="hint">{words::photos_hint(lang)}</p>
            <div class="cols">
                {photo(lang, back, "before", words::before(lang), stored.before)}
                {photo(lang, back, "after", words::after(lang), stored.after)}
            </div>
        </div>
    }
    .into_any()
}

fn photo(
    lang: Lang,
    back: &Back<'_>,
    name: &'static str,
    label: &'static str,
    there: Option<UploadId>,
) -> impl IntoView + use<> {
    let problem = sentence_for(lang, back.problems, name);
    let kept = format!("{name}_kept");
    // A photo that came with a form that came back is on the server already.
    let there = UploadId::parse(&back.or(&kept, "")).or(there);
    let value = there.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <div class="stack">
            {there.map(|id| view! { <img class="photo" src=format!("/p/{id}") alt=label/> })}
            <input type="hidden" name=kept value=value/>
            <label class="file-button"><input type="file" name=name accept="image/*"/>{icon("camera")}<span>{label}</span></label>
            {problem.map(|text| view! { <p class="problem" role="alert" id=name>{text}</p> })}
        </div>
    }
    .into_any()
}

/// A class of works.
pub const fn class_word(lang: Lang, class: Class) -> &'static str {
    match class {
        Class::Basic => words::basic(lang),
        Class::Improvement => words::improvement(lang),
        Class::Upgrade => words::upgrade(lang),
    }
}

/// How far a work is.
pub const fn state_word(lang: Lang, state: WorkState) -> &'static str {
    match state {
        WorkState::Planned => words::state_planned(lang),
        WorkState::Building => words::state_building(lang),
        WorkState::Finished => words::state_finished(lang),
    }
}
