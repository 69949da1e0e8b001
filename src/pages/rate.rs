//! Rating finished works: a list, and one screen a work with five levels.
//!
//! For: `/c/{slug}/rate` and `/c/{slug}/rate/{work}`, for a household shown by its code.
//! Must not know: which level is bad, when a repair is due.
//! To add: see `pages`.

use crate::components::field::{Field, area, sentence_for, summary};
use crate::components::{Frame, file_buttons, icon};
use crate::domain::defect::DefectState;
use crate::domain::ids::WorkId;
use crate::domain::moment::Moment;
use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::domain::rating::{Level5, Reason};
use crate::http::answer::{Answer, html, with_cookie};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{rating as words, repairs};
use crate::i18n::{Lang, dates};
use crate::pages::login::{asked, with_device};
use crate::service::ratings::{Rated, Sheet};
use crate::service::{Fail, Linli, Outcome, communities, ratings, sessions};
use crate::store::defects::{Defect, File};
use crate::store::uploads::UploadKind;
use crate::store::works::Work;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// The icons of the five levels, best first.
const FACES: [&str; 5] = ["face5", "face4", "face3", "face2", "face1"];

/// `/c/{slug}/rate`
pub async fn list(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let sheet = match ratings::sheet(&app, &caller, &slug).await {
        Err(fail) if fail.first() == Some(&Problem::CodeNeeded) => return code_needed(&app, &visitor, &slug).await,
        other => other?,
    };
    let frame = super::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under(&format!("/c/{slug}"), lang.pick(&sheet.community.zh, &sheet.community.en));
    let noted = asked(&visitor, "noted") == "why";
    Ok(html(StatusCode::OK, frame.document(words::title(lang), overview(lang, &sheet, noted))))
}

fn overview(lang: Lang, sheet: &Sheet, noted: bool) -> impl IntoView + use<> {
    let items: Vec<_> = sheet.works.iter().map(|rated| line(lang, &sheet.community.slug, rated)).collect();
    let closed = !sheet.open && !items.is_empty();
    let done = sheet.works.iter().filter(|rated| rated.rating.is_some()).count();
    view! {
        {noted.then(|| why_noted(lang))}
        <h1>{words::title(lang)}</h1>
        <p class="sub">{words::list_lead(lang)}</p>
        {(done > 0).then(|| view! { <p>{words::done(lang, done, sheet.works.len())}</p> })}
        {closed.then(|| view! { <p class="banner info">{words::closed(lang)}</p> })}
        {if items.is_empty() {
            view! { <section class="card stack"><h2>{words::none(lang)}</h2><p>{words::none_next(lang)}</p></section> }.into_any()
        } else {
            view! { <ul class="list card">{items}</ul> }.into_any()
        }}
    }
}

fn line(lang: Lang, slug: &str, rated: &Rated) -> impl IntoView + use<> {
    let to = format!("/c/{slug}/rate/{}", rated.work.id);
    let name = lang.pick(&rated.work.zh, &rated.work.en).to_owned();
    let given = rated.rating.as_ref().map(|rating| rating.level);
    let class = match given {
        Some(level) if level.is_bad() => "pill red",
        Some(_) => "pill jade",
        None => "pill amber",
    };
    let said = given.map_or(words::not_yet(lang), |level| words::level(lang, level));
    let ask = rated.defect.as_ref().is_some_and(|fault| fault.state == DefectState::Fixed);
    view! {
        <li><a href=to>
            {icon(given.map_or("star", face))}
            <strong>{name}</strong>
            <span class="row left"><span class=class>{said}</span>
                {ask.then(|| view! { <span class="pill sky">{words::repair_fixed(lang)}</span> })}
            </span>
        </a></li>
    }
}

fn face(level: Level5) -> &'static str {
    let at = Level5::ALL.iter().position(|other| *other == level);
    at.and_then(|at| FACES.get(at)).copied().unwrap_or("star")
}

/// `/c/{slug}/rate/{work}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path((slug, work)): Path<(String, String)>) -> Answer {
    let id = WorkId::parse(&work).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    let noted = asked(&visitor, "noted") == "why";
    let typed = Typed { noted, taken_back: asked(&visitor, "took") == "back", ..Typed::default() };
    screen(&app, visitor, &caller, &slug, id, &typed).await
}

/// What a form of this screen was sent with, to be shown again.
#[derive(Debug, Default)]
pub struct Typed {
    /// The reason picked.
    pub reason: String,
    /// The words typed; none where another form of the screen was sent.
    pub text: Option<String>,
    /// What is wrong with them.
    pub problems: FieldProblems,
    /// Whether the words about another work were noted just now.
    pub noted: bool,
    /// Whether a better level has just taken back the household's report of a fault.
    pub taken_back: bool,
}

/// Where the household goes on after what it said of a work.
///
/// # Errors
/// As `ratings::sheet`.
pub async fn after(app: &Linli, caller: &Caller, slug: &str, id: WorkId, noted: bool) -> Outcome<String> {
    let sheet = ratings::sheet(app, caller, slug).await?;
    let at = sheet.works.iter().position(|rated| rated.work.id == id).ok_or(Problem::NotFound)?;
    let (to, _) = next(Lang::Zh, slug, &sheet, at);
    Ok(if noted { format!("{to}?noted=why") } else { to })
}

/// The screen of one work; also after a form that could not be taken.
///
/// # Errors
/// As `ratings::sheet`.
pub async fn screen(
    app: &Linli,
    mut visitor: Visitor,
    caller: &Caller,
    slug: &str,
    id: WorkId,
    typed: &Typed,
) -> Outcome<Response> {
    let sheet = match ratings::sheet(app, caller, slug).await {
        Err(fail) if fail.first() == Some(&Problem::CodeNeeded) => return code_needed(app, &visitor, slug).await,
        other => other?,
    };
    let at = sheet.works.iter().position(|rated| rated.work.id == id).ok_or(Problem::NotFound)?;
    let cookie = with_device(app, &mut visitor);
    let frame = super::form_frame(app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under(&format!("/c/{slug}/rate"), words::title(lang));
    let status = typed.problems.first().map_or(StatusCode::OK, |(_, p)| crate::http::problem::status(p));
    let view = work_screen(&frame, &sheet, at, app.now(), typed);
    let response = html(status, frame.document(words::title(lang), view));
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

fn work_screen(frame: &Frame, sheet: &Sheet, at: usize, now: Moment, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let slug = &sheet.community.slug;
    let rated = sheet.works.get(at);
    let place = words::counted(lang, &(at + 1).to_string(), &sheet.works.len().to_string());
    let (next, next_words) = next(lang, slug, sheet, at);
    let skips = sheet.open && rated.is_some_and(|rated| rated.rating.is_none());
    let next_words = if skips { words::skip(lang) } else { next_words };
    let asks = rated.is_some_and(|rated| asks_why(sheet, rated, typed));
    let body = rated.map(|rated| {
        let name = lang.pick(&rated.work.zh, &rated.work.en).to_owned();
        let level = rated.rating.as_ref().map(|rating| rating.level);
        // With large letters the photos would push the levels out of the first screen.
        let (first, last) = if frame.elder { (None, Some(())) } else { (Some(()), None) };
        view! {
            <h1>{words::how(lang, &name)}</h1>
            {summary(lang, &typed.problems)}
            {first.map(|()| photos(lang, &rated.work))}
            {if sheet.open { levels(frame, slug, &rated.work, level, asks).into_any() }
             else { view! { <p class="banner info">{words::closed(lang)}</p> }.into_any() }}
            {level.map(|level| view! {
                <div class="banner good" role="status" id="said">{icon("check")}<span>{words::noted(lang, words::level(lang, level))}</span>
                    <span class="small muted">{words::change(lang)}</span></div>
            })}
            {typed.taken_back.then(|| view! { <p class="banner info" role="status">{words::taken_back(lang)}</p> })}
            {level.is_none().then(|| view! { <p class="small muted">{words::tap(lang)}</p> })}
            {rated.defect.as_ref().map(|fault| repair(frame, slug, (fault, rated.looked_right), now))}
            {asks.then(|| why(frame, slug, rated, typed))}
            {last.map(|()| photos(lang, &rated.work))}
        }
    });
    view! {
        {typed.noted.then(|| why_noted(lang))}
        <p class="sub">{place}</p>
        {body}
        <div class="bar">
            {if asks && sheet.open {
                // A plain link would leave what was typed and chosen behind.
                view! { <button class="btn wide" form=WHY name="then" value="next">{next_words}</button> }.into_any()
            } else {
                view! { <a class="btn wide" href=next>{next_words}</a> }.into_any()
            }}
        </div>
    }
}

/// The id of the form that asks why, for the button at the foot of the page.
const WHY: &str = "why";

fn asks_why(sheet: &Sheet, rated: &Rated, typed: &Typed) -> bool {
    let bad = rated.rating.as_ref().is_some_and(|rating| rating.level.is_bad());
    bad && (sheet.open || !typed.problems.is_empty())
}

fn why_noted(lang: Lang) -> impl IntoView + use<> {
    view! { <p class="banner good" role="status">{words::why_noted(lang)}</p> }
}

/// The next work that this household has not rated, or the list.
fn next(lang: Lang, slug: &str, sheet: &Sheet, at: usize) -> (String, &'static str) {
    let after = sheet.works.iter().skip(at + 1).chain(sheet.works.iter().take(at));
    let open = after.into_iter().find(|rated| rated.rating.is_none());
    match open {
        Some(rated) => (format!("/c/{slug}/rate/{}", rated.work.id), words::next(lang)),
        None => (format!("/c/{slug}/rate"), words::all(lang)),
    }
}

/// Before and after, side by side.
pub fn photos(lang: Lang, work: &Work) -> impl IntoView + use<> {
    let name = lang.pick(&work.zh, &work.en);
    let one = |id: crate::domain::ids::UploadId, alt: String, class: &'static str, label: &'static str| {
        view! { <figure><img src=format!("/p/{id}") alt=alt loading="lazy"/><figcaption class=class>{label}</figcaption></figure> }
    };
    let before = work.before_photo.map(|id| one(id, words::before_alt(lang, name), "pill", words::before(lang)));
    let after = work.after_photo.map(|id| one(id, words::after_alt(lang, name), "pill jade", words::after(lang)));
    (before.is_some() || after.is_some()).then(|| view! { <div class="pair">{before}{after}</div> })
}

/// The five levels. While the form below asks why, a level is sent with it, so that what was typed
/// there stays.
fn levels(frame: &Frame, slug: &str, work: &Work, given: Option<Level5>, asks: bool) -> impl IntoView + use<> {
    let lang = frame.lang;
    let action = format!("/c/{slug}/rate/{}", work.id);
    let buttons: Vec<_> = Level5::ALL
        .iter()
        .map(|level| {
            let pressed = if given == Some(*level) { "true" } else { "false" };
            view! {
                <button class="level" name="level" value=level.as_str() aria-pressed=pressed
                    form=asks.then_some(WHY) formaction=asks.then(|| action.clone())>
                    {icon(face(*level))}<span>{words::level(lang, *level)}</span>
                </button>
            }
        })
        .collect();
    view! {
        // The enter key presses a form's first button: that must not be a level.
        {asks.then(|| view! { <button class="vh" form=WHY name="then" value="next" tabindex="-1" aria-hidden="true"></button> })}
        <form method="post" action=action.clone() class="card levels" id="level" aria-label=words::levels(lang)>
            {frame.token_field()}
            {buttons}
        </form>
    }
}

fn why(frame: &Frame, slug: &str, rated: &Rated, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let stored = rated.rating.as_ref().and_then(|rating| rating.reason);
    let picked = Reason::parse(&typed.reason).or(stored);
    let kept = rated.rating.as_ref().map_or("", |rating| rating.text.as_str());
    let text = typed.text.as_deref().unwrap_or(kept);
    let said = (stored.is_some() || !kept.is_empty()).then(|| why_noted(lang));
    let had = rated.rating.as_ref().map(ratings::seen);
    let problem = sentence_for(lang, &typed.problems, "reason")
        .map(|text| view! { <p class="problem" role="alert" id="reason">{text}</p> });
    let options: Vec<_> = Reason::ALL
        .iter()
        .map(|reason| {
            let checked = picked == Some(*reason);
            view! {
                <label class="tick"><input type="radio" name="reason" value=reason.as_str() checked=checked/>{words::reason(lang, *reason)}</label>
            }
        })
        .collect();
    let own = Field::new("text", words::words(lang), text).hint(words::words_hint(lang)).check(lang, &typed.problems);
    view! {
        <form method="post" action=format!("/c/{slug}/rate/{}/reason", rated.work.id) class="card stack"
            id=WHY enctype="multipart/form-data">
            {frame.token_field()}
            <input type="hidden" name="had" value=had/>
            {said}
            <fieldset><legend>{words::why(lang)}</legend>
                <p class="small muted">{words::why_text(lang)}</p>
                {problem}
                {options}
            </fieldset>
            {area(own, 3)}
            {files(lang, rated, &typed.problems)}
        </form>
    }
}

/// What shows the fault already, and the way to show more of it.
fn files(lang: Lang, rated: &Rated, problems: &FieldProblems) -> impl IntoView + use<> {
    let problem = |name| {
        sentence_for(lang, problems, name).map(|text| view! { <p class="problem" role="alert" id=name>{text}</p> })
    };
    let shown = shown(lang, &rated.files);
    view! {
        <p class="small">{words::show_it(lang)}</p>
        {shown}
        {file_buttons(words::photo(lang), words::voice(lang))}
        <p class="hint">{words::files_hint(lang)}</p>
        {problem("photos")}
        {problem("recording")}
    }
}

/// The photos and recordings of a fault, for its household and those who see to it.
pub fn shown(lang: Lang, files: &[File]) -> Vec<AnyView> {
    let mut photos = 0;
    let one = |file: &File| {
        let src = format!("/p/{}", file.id);
        if file.kind == UploadKind::Recording {
            return view! { <audio controls src=src aria-label=words::shown_recording(lang)></audio> }.into_any();
        }
        photos += 1;
        view! { <img class="photo" src=src alt=words::shown_photo(lang, photos) loading="lazy"/> }.into_any()
    };
    files.iter().map(one).collect()
}

/// How the repair stands, and what the household may say about it.
fn repair(frame: &Frame, slug: &str, (fault, right): (&Defect, Option<Moment>), now: Moment) -> impl IntoView + use<> {
    let lang = frame.lang;
    let day = dates::until(lang, fault.due_at);
    let (text, says): (String, Vec<(&'static str, &'static str)>) = match fault.state {
        DefectState::Fixed => (
            words::repair_fixed(lang).to_owned(),
            vec![("confirmed", words::repair_confirm(lang)), ("reopened", words::repair_again(lang))],
        ),
        DefectState::Confirmed => {
            (words::repair_confirmed(lang).to_owned(), vec![("reopened", words::repair_again(lang))])
        }
        DefectState::WontFix => {
            (words::repair_refused(lang, &fault.note), vec![("disputed", words::repair_dispute(lang))])
        }
        DefectState::Disputed => (words::repair_disputed(lang).to_owned(), Vec::new()),
        _ if now >= fault.due_at => (words::repair_late(lang, &day), Vec::new()),
        _ => (words::repair_due(lang, &day), Vec::new()),
    };
    let noted = !fault.note.is_empty() && fault.state != DefectState::WontFix;
    let note = noted.then(|| words::repair_note(lang, &fault.note));
    let action = format!("/c/{slug}/rate/{}/repair", fault.work_id);
    let token = frame.token_field();
    let buttons = says
        .into_iter()
        .map(|(value, text)| view! { <button class="btn line" name="says" value=value>{text}</button> });
    let buttons: Vec<_> = buttons.collect();
    view! {
        <section class="card stack" id="repair">
            <h2>{words::repair(lang)}</h2>
            <p>{text}</p>
            {note.map(|text| view! { <p class="small muted">{text}</p> })}
            {right.map(|at| view! { <p class="small">{repairs::found_right(lang, &dates::day(lang, at, true))}</p> })}
            {(!buttons.is_empty()).then(|| view! { <form method="post" action=action class="two" id="says">{token}{buttons}</form> })}
        </section>
    }
}

/// What a visitor without a household sees instead: why, and the way to the code.
async fn code_needed(app: &Linli, visitor: &Visitor, slug: &str) -> Outcome<Response> {
    let community = communities::find(app, slug).await?;
    let frame = super::frame(app, visitor).await?;
    let lang = frame.lang;
    let frame = frame.under(&format!("/c/{slug}"), lang.pick(&community.zh, &community.en));
    let to = format!("/v?c={slug}&next={}", visitor.path);
    let page = view! {
        <h1>{words::code_title(lang)}</h1>
        <section class="card stack">
            <p>{words::code_text(lang)}</p>
            <a class="btn wide" href=to>{words::code_go(lang)}</a>
            <a class="btn line wide" href=format!("/c/{slug}")>{words::look_first(lang)}</a>
        </section>
    };
    Ok(html(StatusCode::UNAUTHORIZED, frame.document(words::code_title(lang), page)))
}

/// The problems of a failure beside their fields, or the failure itself if it has none.
///
/// # Errors
/// The failure, if the form must be confirmed.
pub fn problems_of(fail: Fail) -> Result<FieldProblems, Fail> {
    match fail {
        Fail::Fields(fields) => Ok(fields),
        confirm @ (Fail::Confirm(_) | Fail::Prove(_)) => Err(confirm),
    }
}
