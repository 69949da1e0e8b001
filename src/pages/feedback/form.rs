//! The first screen: nine pictures, photo, voice, one line.

use super::{device, with_device};
use crate::components::{Frame, field, file_buttons, icon};
use crate::domain::feedback::{Tile, Visibility};
use crate::domain::ids::DraftId;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::feedback as words;
use crate::i18n::locales::{problems, words as names};
use crate::islands::{PhotoShrink, SimilarFeedback};
use crate::service::feedback::draft::Draft;
use crate::service::feedback::{Form, MOST_PHOTOS, form, kept};
use crate::service::{Fail, Linli, Outcome, sessions};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;

/// What the QR carries.
#[derive(Debug, Default, Deserialize)]
pub struct Carried {
    /// The building's name, key or id.
    #[serde(default)]
    pub b: String,
    /// A draft to go on with.
    #[serde(default)]
    pub d: String,
}

/// What is filled in already.
#[derive(Debug, Default)]
pub struct Filled {
    /// The draft that holds photos.
    pub draft: Option<DraftId>,
    /// What is kept of the form.
    pub kept: Draft,
    /// The text as typed, however long.
    pub text: String,
    /// The building as chosen.
    pub building: String,
    /// The form's own key.
    pub once: String,
    /// What is wrong.
    pub problems: FieldProblems,
}

impl Filled {
    /// What a draft holds, under a new key of the form.
    pub fn of_draft((id, kept): (DraftId, Draft), once: String) -> Self {
        let building = kept.building.map(|id| id.to_string()).unwrap_or_default();
        Self { draft: Some(id), text: kept.text.clone(), building, once, kept, problems: FieldProblems::new() }
    }
}

/// Where the form of a draft stands: the page's switches and the way over the code come back to
/// it with everything filled in.
pub fn at_draft(visitor: Visitor, slug: &str, draft: Option<DraftId>) -> Visitor {
    let query = draft.map(|id| format!("d={id}")).unwrap_or_default();
    Visitor { path: format!("/c/{slug}/feedback"), query, ..visitor }
}

/// `/c/{slug}/feedback`
pub async fn show(
    State(app): State<Linli>,
    Path(slug): Path<String>,
    Query(carried): Query<Carried>,
    mut visitor: Visitor,
) -> Answer {
    let device = device(&app, &visitor);
    visitor.device = Some(device.0);
    let caller = sessions::caller(&app, &visitor).await?;
    let form = form(&app, &caller, &slug, &carried.b).await?;
    let once = app.random.id(app.now()).to_string();
    let building = form.building.as_ref().map(|b| b.id.to_string()).unwrap_or_default();
    let filled = match kept(&app, &slug, &carried.d, visitor.device).await? {
        Some(draft) => Filled::of_draft(draft, once),
        None => Filled { building, once, ..Filled::default() },
    };
    let document = document(&app, &visitor, &form, &filled).await?;
    Ok(with_device(&app, html(StatusCode::OK, document), device))
}

/// The whole page, also after problems.
///
/// # Errors
/// The store did not answer.
pub async fn document(app: &Linli, visitor: &Visitor, form: &Form, filled: &Filled) -> Outcome<String> {
    let lang = visitor.lang;
    let home = format!("/c/{}", form.community.slug);
    let frame = crate::pages::form_frame(app, visitor).await?.under(&home, words::brand(lang)).with_islands();
    let name = lang.pick(&form.community.zh, &form.community.en).to_owned();
    let shut = form.shut.as_ref().filter(|_| filled.problems.is_empty());
    let title = format!("{} · {name}", words::brand(lang));
    Ok(match shut {
        Some(fail) => frame.document(&title, closed(lang, &name, &home, fail)),
        None => frame.document_of(&title, || screen(&frame, form, filled, &name)),
    })
}

/// Why nothing can be sent now, and when.
fn closed(lang: Lang, name: &str, home: &str, fail: &Fail) -> impl IntoView + use<> {
    let why = fail.first().map(|problem| problems::sentence(lang, problem));
    let (name, home) = (name.to_owned(), home.to_owned());
    view! {
        <h1>{words::shut(lang)}</h1>
        <p class="sub">{name}</p>
        <div class="card stack">
            {why.map(|text| view! { <p>{text}</p> })}
            <a class="btn wide" href=home>{words::to_community(lang)}</a>
        </div>
    }
}

fn screen(frame: &Frame, form: &Form, filled: &Filled, name: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let place = match &form.building {
        Some(building) => {
            format!("{name} · {}", words::from_qr(lang, &names::building(lang, &building.name)))
        }
        None => name.to_owned(),
    };
    let action = format!("/c/{}/feedback", form.community.slug);
    let draft = filled.draft.map(|id| view! { <input type="hidden" name="draft" value=id.to_string()/> });
    view! {
        <form method="post" action=action enctype="multipart/form-data">
            <h1>{words::title(lang)}</h1>
            <p class="sub">{place}</p>
            {general(frame, &form.community.slug, &filled.problems)}
            {form.lost.then(|| view! { <p class="banner info">{words::lost_building(lang)}</p> })}
            {frame.token_field()}
            <input type="hidden" name="once" value=filled.once.clone()/>
            {draft}
            {tiles(lang, filled)}
            {files(lang, filled)}
            {kept_files(lang, filled)}
            {text(lang, &form.community.slug, filled)}
            {more(lang, form, filled)}
            <div class="bar"><button class="btn wide">{words::next(lang)}</button></div>
        </form>
    }
}

fn general(frame: &Frame, slug: &str, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    // The pictures stand right below.
    let above = |name: &'static str| if name == "tile" { "" } else { name };
    let told: FieldProblems = problems.iter().map(|(name, problem)| (above(name), problem.clone())).collect();
    let limit = |problem: &Problem| matches!(problem, Problem::TooMuchFeedback | Problem::TooManyUploads);
    let code = problems.iter().any(|(_, problem)| limit(problem)).then(|| crate::pages::code::path(slug, &frame.here));
    view! {
        {field::summary(lang, &told)}
        {code.map(|to| view! { <p><a class="btn line wide" href=to>{words::enter_code(lang)}</a></p> })}
    }
}

fn tiles(lang: Lang, filled: &Filled) -> impl IntoView + use<> {
    let chosen = filled.kept.tile;
    view! {
        <fieldset>
            <legend class="vh">{words::tiles(lang)}</legend>
            <div class="tiles">
                {Tile::ALL.iter().map(|tile| view! {
                    <label class="tile">
                        <input type="radio" name="tile" value=tile.as_str() checked={chosen == Some(*tile)}/>
                        <span class="face">{icon(tile.as_str())}<span>{names::tile(lang, *tile)}</span></span>
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
}

fn problem(lang: Lang, filled: &Filled, name: &'static str) -> impl IntoView + use<> {
    let text = field::sentence_for(lang, &filled.problems, name);
    text.map(|text| view! { <p class="problem" role="alert" id=name>{text}</p> })
}

fn most_photos() -> usize {
    usize::try_from(MOST_PHOTOS).unwrap_or(0)
}

fn too_many(lang: Lang) -> String {
    problems::sentence(lang, &Problem::TooManyPhotos(MOST_PHOTOS))
}

fn files(lang: Lang, filled: &Filled) -> impl IntoView + use<> {
    view! {
        <PhotoShrink name="photos".to_owned() alt=words::chosen_photo(lang).to_owned()
            leave=words::drop_photo(lang).to_owned() most=most_photos() full=too_many(lang)>
        {file_buttons(words::photo(lang), words::voice(lang))}
        </PhotoShrink>
        <p class="hint">{words::files_hint(lang)}</p>
        {problem(lang, filled, "photos")}
        {problem(lang, filled, "recording")}
    }
}

/// Photos and a recording that the server keeps already.
fn kept_files(lang: Lang, filled: &Filled) -> impl IntoView + use<> {
    let draft = filled.draft?;
    let photos = filled.kept.photos.clone();
    let recording = filled.kept.recording.is_some();
    (recording || !photos.is_empty()).then(|| {
        view! {
            <section class="card stack">
                <p class="small">{words::kept_note(lang)}</p>
                {photos.into_iter().enumerate().map(|(n, id)| {
                    let alt = words::kept_photo(lang, n + 1);
                    view! {
                        <div class="row left">
                            <img class="thumb" src=format!("/p/{id}?d={draft}") alt=alt/>
                            <label class="tick"><input type="checkbox" name="drop" value=id.to_string()/>{words::drop_photo(lang)}</label>
                        </div>
                    }
                }).collect_view()}
                {recording.then(|| view! { <p>{words::kept_recording(lang)}</p> })}
            </section>
        }
    })
}

fn text(lang: Lang, slug: &str, filled: &Filled) -> impl IntoView + use<> {
    let (slug, text) = (slug.to_owned(), filled.text.clone());
    let problem = field::sentence_for(lang, &filled.problems, "text");
    let class = if problem.is_some() { "field bad" } else { "field" };
    let invalid = problem.is_some().then_some("true");
    view! {
        <div class=class>
            <label class="vh" for="text">{words::text(lang)}</label>
            <SimilarFeedback slug lang=lang.as_str().to_owned() heading=words::looking(lang).to_owned()>
                <textarea id="text" name="text" rows="2" placeholder=words::text_place(lang)
                    aria-describedby="text-about" aria-invalid=invalid>{field::inside(&text)}</textarea>
            </SimilarFeedback>
            <div id="text-about">
                {problem.map(|text| view! { <p class="problem" role="alert">{text}</p> })}
                <p class="hint">{words::text_hint(lang)}</p>
            </div>
        </div>
    }
}

/// Building and who sees it, folded away: most need neither.
fn more(lang: Lang, form: &Form, filled: &Filled) -> impl IntoView + use<> {
    let handlers = filled.kept.visibility == Some(Visibility::Handlers);
    let bad = filled.problems.iter().any(|(name, _)| *name == "building");
    let open = bad || form.lost || handlers;
    let none = (String::new(), words::no_building(lang).to_owned());
    let buildings = form.buildings.iter().map(|b| (b.id.to_string(), names::building(lang, &b.name)));
    let options: Vec<(String, String)> = std::iter::once(none).chain(buildings).collect();
    let select = field::Field::new("building", words::building(lang), &filled.building).check(lang, &filled.problems);
    view! {
        <details open=open>
            <summary>{words::more(lang)}</summary>
            <div class="stack">
                {(options.len() > 1).then(|| field::select(select, options))}
                <fieldset>
                    <legend>{words::who_sees(lang)}</legend>
                    <label class="tick"><input type="radio" name="visibility" value="public" checked=!handlers/>{words::sees_public(lang)}</label>
                    <label class="tick"><input type="radio" name="visibility" value="handlers" checked=handlers/>{words::sees_handlers(lang)}</label>
                </fieldset>
            </div>
        </details>
    }
}

/// What is kept, or what was typed where nothing could be kept.
pub fn as_typed(mut kept: Draft, fields: &Fields) -> Draft {
    kept.tile = kept.tile.or_else(|| Tile::parse(fields.text("tile")));
    kept.visibility = Visibility::parse(fields.text("visibility")).or(kept.visibility);
    kept
}
