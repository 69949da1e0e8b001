//! What the roll says of one's own flat, and saying that it is wrong.
//!
//! For: `/c/{slug}/mine`, for a household that has shown its code.
//! Must not know: other households.
//! To add: a fact stands in `setup::household::facts`.

use crate::components::field::{Field, area, select, summary};
use crate::components::{Frame, icon};
use crate::domain::correction::Wants;
use crate::domain::ids::WorkId;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, see_other, with_cookie};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::locales::households as words;
use crate::i18n::{Lang, dates};
use crate::pages::code;
use crate::pages::login::{asked, with_device};
use crate::pages::setup::household::facts;
use crate::service::corrections::{self, Mine};
use crate::service::{Linli, defects, sessions};
use crate::store::defects::Left;
use crate::store::roll_requests::Request;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/c/{slug}/mine`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, visitor, StatusCode::OK, &slug, &Fields::default(), &FieldProblems::new()).await
}

/// The page; also when the form comes back. Who has shown no code is led to where it is typed.
pub async fn render(
    app: &Linli,
    mut visitor: Visitor,
    status: StatusCode,
    slug: &str,
    typed: &Fields,
    problems: &FieldProblems,
) -> Answer {
    let cookie = with_device(app, &mut visitor);
    let caller = sessions::caller(app, &visitor).await?;
    let mine = match corrections::mine(app, &caller, slug).await {
        Ok(mine) => mine,
        Err(fail) if fail.first() == Some(&Problem::CodeNeeded) => {
            return Ok(see_other(&code::path(slug, &format!("/c/{slug}/mine"))));
        }
        Err(fail) => return Err(fail),
    };
    let frame = super::form_frame(app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under(&format!("/c/{slug}"), lang.pick(&mine.community.zh, &mine.community.en));
    let once = if typed.has("once") { typed.text("once").to_owned() } else { app.random.id(app.now()).to_string() };
    let since = mine.since.map(|at| words::since(lang, &dates::day(lang, at, true)));
    let told = match asked(&visitor, "done") {
        "1" => Some(words::sent(lang)),
        "withdrawn" => Some(words::taken_back(lang)),
        _ => None,
    };
    let waits = mine.requests.iter().any(|one| one.state == "waiting");
    let ask = (!waits && mine.community.is_open()).then(|| form(&frame, slug, &once, typed, problems).into_any());
    let page = view! {
        <h1>{words::mine(lang)}</h1>
        {told.map(|text| view! { <p class="banner good" role="status">{icon("check")}<span>{text}</span></p> })}
        {summary(lang, problems)}
        <section class="card">{facts(lang, &mine.household)}
            {since.map(|text| view! { <p class="small muted">{text}</p> })}</section>
        {said(&frame, &mine)}
        {ask}
        {earlier(lang, &defects::left_behind(app, &caller).await?)}
    };
    let response = html(status, frame.document(words::mine(lang), page));
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

fn said(frame: &Frame, mine: &Mine) -> impl IntoView + use<> {
    let lang = frame.lang;
    let open = mine.community.is_open();
    let rows: Vec<_> = mine
        .requests
        .iter()
        .map(|one| {
            let back = (open && one.state == "waiting").then(|| take_back(frame, &mine.community.slug));
            view! { <li>{request(lang, one)}{back}</li> }.into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="card stack"><h2>{words::asked(lang)}</h2><ol class="timeline">{rows}</ol></section> }
    })
}

/// Takes back what waits, so that something else can be said.
fn take_back(frame: &Frame, slug: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/c/{slug}/mine")>
            {frame.token_field()}
            <button class="pill" name="withdraw" value="1">{words::take_back(frame.lang)}</button>
        </form>
    }
}

/// Where the household still has its say on repairs, at a place that went into its own.
fn earlier(lang: Lang, left: &[Left]) -> impl IntoView + use<> {
    let link = |one: &Left| {
        let to = format!("/c/{}/rate/{}", one.slug, WorkId(one.work_id));
        view! { <li><a href=to>{icon("wrench")}<strong>{lang.pick(&one.zh, &one.en).to_owned()}</strong></a></li> }
    };
    let links: Vec<_> = left.iter().map(link).collect();
    (!links.is_empty()).then(|| view! { <h2>{words::left_behind(lang)}</h2><ul class="list card">{links}</ul> })
}

fn request(lang: Lang, one: &Request) -> impl IntoView + use<> {
    let wants = Wants::parse(&one.wants).map_or("", |wants| words::wants(lang, wants));
    let (class, state) = match one.state.as_str() {
        "accepted" => ("pill jade", words::accepted(lang).to_owned()),
        "refused" => ("pill", words::refused(lang, &one.answer)),
        _ => ("pill amber", words::waits_until(lang, &dates::until(lang, one.due_at))),
    };
    let text = one.text.clone();
    view! {
        <span class="row left"><strong>{wants}</strong><span class=class>{state}</span></span>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            <small>{dates::day(lang, one.created_at, true)}</small>
    }
}

fn form(frame: &Frame, slug: &str, once: &str, typed: &Fields, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    let none = (String::new(), words::wants_none(lang).to_owned());
    let kinds = Wants::ALL.iter().map(|one| (one.as_str().to_owned(), words::wants(lang, *one).to_owned()));
    let wants = Field::new("wants", words::wrong_what(lang), typed.text("wants")).check(lang, problems);
    let text = Field::new("text", words::wrong_text(lang), typed.text("text"))
        .hint(words::wrong_hint(lang))
        .check(lang, problems);
    view! {
        <form class="card stack" method="post" action=format!("/c/{slug}/mine")>
            {frame.token_field()}
            <input type="hidden" name="once" value=once.to_owned()/>
            <h2>{words::wrong(lang)}</h2>
            {select(wants, std::iter::once(none).chain(kinds).collect())}
            {area(text, 2)}
            <button class="btn wide">{words::wrong_send(lang)}</button>
        </form>
    }
}
