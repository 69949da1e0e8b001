//! One community on one page, for officials.
//!
//! For: `/office/{slug}`: stage, turnout by building, works, money, dates; links to where each of
//! them is changed. Feedback stands in `answers`, repairs in `defects`.
//! Must not know: who may do what (the service says it).
//! To add: a section is a function of [`OneCommunity`].

use crate::components::Frame;
use crate::domain::feedback::Visibility;
use crate::domain::ids::DefectId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::poll::Electorate;
use crate::domain::problem::FieldProblems;
use crate::domain::project::Stage;
use crate::domain::quantity::{grouped, percent};
use crate::domain::threshold::{electorate, missing};
use crate::http::answer::{Answer, html, with_cookie};
use crate::http::visitor::Visitor;
use crate::i18n::locales::problems::sentence;
use crate::i18n::locales::{community as place_words, office as words, words as names};
use crate::i18n::money::amount;
use crate::i18n::{Lang, dates};
use crate::pages::login::{asked, with_device};
use crate::pages::office::side;
use crate::pages::work::basis;
use crate::service::office::{OneCommunity, PollNow, Said, Sought};
use crate::service::{Linli, Outcome, audit, office, sessions};
use crate::store::feedback::NoteKind;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// A form of this page that could not be taken, to be shown as it was typed.
#[derive(Debug, Default)]
pub struct Typed {
    /// Which form: `f12` for an answer to feedback 12, a defect's id for a repair.
    pub form: String,
    /// The outcome picked.
    pub outcome: String,
    /// The opening picked.
    pub opening: String,
    /// The words typed.
    pub text: String,
    /// What is wrong.
    pub problems: FieldProblems,
}

impl Typed {
    /// The form of this name, if it is the one.
    pub fn of(&self, form: &str) -> Option<&Self> {
        (self.form == form).then_some(self)
    }
}

/// What the address asks for, and the form that came back.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'t> {
    /// The form that could not be taken.
    pub typed: &'t Typed,
    /// The sheet of feedback.
    pub sought: Sought,
    /// The number of the feedback answered just now.
    pub answered: Option<i64>,
    /// The repair moved just now.
    pub moved: Option<DefectId>,
}

/// The sheet of feedback that the address asks for, or that of the form that came back.
fn sought(visitor: &Visitor, typed: &Typed) -> Sought {
    let serial = if typed.form.is_empty() { asked(visitor, "f") } else { typed.form.trim_start_matches('f') };
    Sought { page: asked(visitor, "page").parse().unwrap_or(1), serial: serial.parse().ok() }
}

/// `/office/{slug}`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    screen(&app, visitor, &slug, &Typed::default()).await
}

/// The page, also after a form that could not be taken.
///
/// # Errors
/// As `office::community`.
pub async fn screen(app: &Linli, mut visitor: Visitor, slug: &str, typed: &Typed) -> Outcome<Response> {
    let caller = sessions::caller(app, &visitor).await?;
    let sought = sought(&visitor, typed);
    let data = office::community(app, &caller, slug, sought).await?;
    let cookie = with_device(app, &mut visitor);
    let frame = super::super::staff_frame(app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under("/office", words::title(lang)).side(side(lang, &caller, 0, None));
    let name = lang.pick(&data.community.zh, &data.community.en).to_owned();
    let status = typed.problems.first().map_or(StatusCode::OK, |(_, p)| crate::http::problem::status(p));
    let (answered, moved) = (asked(&visitor, "answered").parse().ok(), DefectId::parse(asked(&visitor, "moved")));
    let wanted = Wanted { typed, sought, answered, moved };
    let response = html(status, frame.document(&name, page(&frame, &data, app.now(), wanted)));
    note_seen(app, &visitor, &caller, &data).await?;
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

/// Flats behind faults, and words, lines and recordings that only handlers see: who saw them is noted.
async fn note_seen(app: &Linli, visitor: &Visitor, caller: &Caller, data: &OneCommunity) -> Outcome<()> {
    let flats = data.faults.iter().filter(|fault| fault.household.is_some()).count();
    let own = |said: &&Said| {
        let lines = said.notes.iter().any(|note| note.kind == NoteKind::Line);
        said.feedback.visibility == Visibility::Handlers || lines
    };
    let handles = data.may(Verb::AnswerFeedback) || data.may(Verb::Moderate);
    let words = if handles { data.feedback.said.iter().filter(own).count() } else { 0 };
    let (by, slug) = (sessions::by(caller, visitor), &data.community.slug);
    for (object, many) in [(format!("faults {slug}"), flats), (format!("words for handlers {slug}"), words)] {
        if many > 0 {
            audit::viewed(app, &by, Some(data.community.id), object, many.to_string()).await?;
        }
    }
    Ok(())
}

fn page(frame: &Frame, data: &OneCommunity, now: Moment, wanted: Wanted<'_>) -> impl IntoView + use<> {
    let lang = frame.lang;
    let slug = &data.community.slug;
    view! {
        <div class="row"><h1>{lang.pick(&data.community.zh, &data.community.en).to_owned()}</h1>
            <a href=format!("/c/{slug}")>{words::public_page(lang)}</a></div>
        {came_back(lang, wanted.typed)}
        {stages(lang, data)}
        {super::answers::section(frame, data, now, wanted)}
        <div class="cols">{poll(lang, data, now)}{super::defects::section(frame, data, now, wanted)}</div>
        {works(lang, data)}
        <div class="cols">{funding(lang, data)}{phases(lang, data)}</div>
    }
}

/// That a form came back, above all, with what is wrong and the way to it: it stands far below.
fn came_back(lang: Lang, typed: &Typed) -> impl IntoView + use<> {
    let answer = typed.form.strip_prefix('f').is_some_and(|serial| serial.parse::<i64>().is_ok());
    let to = if answer { format!("#{}", typed.form) } else { format!("#d{}", typed.form) };
    let said: Vec<_> = typed.problems.iter().map(|(_, problem)| sentence(lang, problem)).collect();
    (!said.is_empty()).then(|| {
        let text = said.join(lang.pick("", " "));
        view! { <p class="banner bad" role="alert"><span>{words::not_sent(lang)}" "{text}" "<a href=to>{words::to_form(lang)}</a></span></p> }
    })
}

/// The way to the page where something is changed, for those who may.
fn change(lang: Lang, data: &OneCommunity, verb: Verb, leaf: &str) -> impl IntoView + use<> {
    let to = format!("/setup/{}/{leaf}", data.community.slug);
    data.may(verb).then(|| view! { <a href=to>{words::change(lang)}</a> })
}

fn stages(lang: Lang, data: &OneCommunity) -> impl IntoView + use<> {
    let stage = data.project.as_ref().map(|project| project.stage);
    let line = |stage: Stage| Stage::LINE.iter().position(|known| *known == stage);
    let running = data.project.as_ref().and_then(|project| line(project.before_pause.unwrap_or(project.stage)));
    let steps: Vec<_> = Stage::LINE
        .iter()
        .enumerate()
        .map(|(at, step)| {
            let class = match running {
                Some(here) if at < here => "done",
                Some(here) if at == here => "now",
                _ => "",
            };
            let current = (class == "now").then_some("step");
            view! { <li class=class aria-current=current>{names::stage(lang, *step)}</li> }
        })
        .collect();
    let title = stage.map_or(words::no_project(lang), |stage| names::stage(lang, stage));
    view! {
        <section class="card stack">
            <div class="row"><h2>{title}</h2>{change(lang, data, Verb::ManageCommunity, "stage")}</div>
            <ol class="stages" aria-label=words::stages(lang)>{steps}</ol>
        </section>
    }
}

fn poll(lang: Lang, data: &OneCommunity, now: Moment) -> impl IntoView + use<> {
    let body = match &data.poll {
        None => view! { <h2>{words::turnout(lang)}</h2><p>{words::no_poll(lang)}" "{words::no_poll_next(lang)}</p> }
            .into_any(),
        Some(found) => turnout(lang, found, now).into_any(),
    };
    view! { <section class="card stack" id="poll">{body}{change(lang, data, Verb::ManagePoll, "polls")}</section> }
}

fn turnout(lang: Lang, found: &PollNow, now: Moment) -> impl IntoView + use<> {
    let share = |part, whole| percent(part, whole, 1).map_or_else(String::new, |text| format!("{text}%"));
    let (poll, voted) = (&found.poll, found.turnout.households);
    let all =
        words::turnout_all(lang, &grouped(voted), &grouped(poll.roll_households), &share(voted, poll.roll_households));
    let counted = match electorate(&poll.preset) {
        Electorate::Households => (voted, poll.roll_households),
        Electorate::Owners => (found.turnout.heads, poll.roll_heads),
    };
    let area = words::turnout_area(lang, &share(found.turnout.area, poll.roll_area));
    let quorum = found.preset.and_then(|preset| preset.quorum).map(|rule| match missing(counted.0, counted.1, rule) {
        0 => ("pill jade", words::quorum_met(lang).to_owned()),
        more => ("pill amber", words::quorum_short(lang, &grouped(more))),
    });
    let when = if poll.is_running(now) {
        words::until(lang, &dates::until(lang, poll.closes))
    } else {
        words::ended(lang).to_owned()
    };
    let mut buildings: Vec<_> = found.buildings.iter().collect();
    buildings.sort_by_key(|one| (one.voted.saturating_mul(1000)).checked_div(one.on_roll.max(1)));
    let rows: Vec<_> = buildings
        .into_iter()
        .map(|one| {
            let (name, value, max) = (names::building(lang, &one.name), one.voted, one.on_roll.max(1));
            let label = name.clone();
            view! {
                <div class="bar-row"><span class="bar-label">{name}</span>
                    <progress class="meter" value=value max=max aria-label=label></progress>
                    <span class="num">{format!("{value} / {}", one.on_roll)}</span></div>
            }
        })
        .collect();
    view! {
        <div class="row"><h2>{words::turnout(lang)}</h2><span class="pill">{when}</span></div>
        <p><strong>{lang.pick(&poll.title_zh, &poll.title_en).to_owned()}</strong></p>
        <p class="row left"><span class="num">{all}</span><span class="muted">{area}</span>
            {quorum.map(|(class, text)| view! { <span class=class>{text}</span> })}</p>
        <div class="bars">{rows}</div>
    }
}

fn works(lang: Lang, data: &OneCommunity) -> impl IntoView + use<> {
    let rows: Vec<_> = data
        .works
        .iter()
        .map(|(work, judged)| {
            let share = judged.share.zip(judged.answers);
            let rated = share.map_or_else(
                || words::not_rated(lang).to_owned(),
                |(share, n)| words::rated_of(lang, &basis(share.share_bp), &grouped(n)),
            );
            let to = format!("/c/{}/works/{}", data.community.slug, work.id);
            let name = lang.pick(&work.zh, &work.en).to_owned();
            view! {
                <tr id=format!("w{}", work.id)>
                    <td data-label=words::work(lang)><a href=to><strong>{name}</strong></a></td>
                    <td data-label=words::cost(lang) class="num">{amount(lang, work.cost_fen)}</td>
                    <td data-label=words::state(lang)>{place_words::work_state(lang, work.state)}</td>
                    <td data-label=words::rated(lang)>{rated}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card stack">
            <div class="row"><h2>{words::works(lang)}</h2>{change(lang, data, Verb::ManageWorks, "works")}</div>
            {if rows.is_empty() { view! { <p>{words::no_works(lang)}</p> }.into_any() } else { view! {
                <table class="data">
                    <thead><tr><th scope="col">{words::work(lang)}</th><th scope="col" class="num">{words::cost(lang)}</th>
                        <th scope="col">{words::state(lang)}</th><th scope="col">{words::rated(lang)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table> }.into_any() }}
        </section>
    }
}

fn funding(lang: Lang, data: &OneCommunity) -> impl IntoView + use<> {
    let rows: Vec<_> = data
        .funding
        .iter()
        .map(|line| {
            let money = |fen| amount(lang, fen);
            view! {
                <tr>
                    <td data-label=words::source(lang)><strong>{place_words::source(lang, line.source)}</strong></td>
                    <td data-label=words::planned(lang) class="num">{money(line.planned_fen)}</td>
                    <td data-label=words::received(lang) class="num">{money(line.received_fen)}</td>
                    <td data-label=words::spent(lang) class="num">{money(line.spent_fen)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card stack">
            <div class="row"><h2>{words::funding(lang)}</h2>{change(lang, data, Verb::ManageWorks, "funding")}</div>
            {if rows.is_empty() { view! { <p>{words::no_funding(lang)}</p> }.into_any() } else { view! {
                <table class="data">
                    <thead><tr><th scope="col">{words::source(lang)}</th><th scope="col" class="num">{words::planned(lang)}</th>
                        <th scope="col" class="num">{words::received(lang)}</th><th scope="col" class="num">{words::spent(lang)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table> }.into_any() }}
        </section>
    }
}

fn phases(lang: Lang, data: &OneCommunity) -> impl IntoView + use<> {
    let lines: Vec<_> = data
        .phases
        .iter()
        .map(|row| {
            let (opens, closes) = (dates::day(lang, row.phase.opens, true), dates::until(lang, row.phase.closes));
            let name = words::phase(lang, row.phase.kind);
            view! { <dt>{name}</dt><dd>{words::phase_line(lang, &opens, &closes)}</dd> }
        })
        .collect();
    view! {
        <section class="card stack">
            <div class="row"><h2>{words::phases(lang)}</h2>{change(lang, data, Verb::ManagePhases, "phases")}</div>
            {if lines.is_empty() { view! { <p>{words::no_phases(lang)}</p> }.into_any() }
             else { view! { <dl class="facts">{lines}</dl> }.into_any() }}
        </section>
    }
}
