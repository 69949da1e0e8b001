//! Signing in, setting a password, and what one can do once signed in.
//!
//! For: `/login`, `/login/slip`, `/login/password`.
//! Must not know: passwords, hashes.
//! To add: see `pages`.

pub mod factors;

use crate::actions::prefs::onward;
use crate::components::Frame;
use crate::components::field::{Field, general, line};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, scopes};
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, with_cookie};
use crate::http::cookies;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{account, factors as factor_words, repairs, staff as words};
use crate::service::{Linli, sessions, staff};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// What the form of signing in holds.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Login.
    pub login: String,
    /// Where to go then.
    pub next: String,
    /// What went well just before.
    pub good: String,
}

/// The value of a query's field.
pub fn asked<'v>(visitor: &'v Visitor, name: &str) -> &'v str {
    let pairs = visitor.query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
}

/// Gives a browser its own number if it has none, so that the form's token can be checked.
pub fn with_device(app: &Linli, visitor: &mut Visitor) -> Option<String> {
    if visitor.device.is_some() {
        return None;
    }
    let device = app.random.id(app.now());
    visitor.device = Some(device);
    Some(cookies::lasting(cookies::DEVICE, &device.to_string(), app.config.https()))
}

fn answer(document: String, cookie: Option<String>) -> Response {
    let response = html(StatusCode::OK, document);
    match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    }
}

/// `/login`: the form, or where to go if one is signed in.
pub async fn show(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    let cookie = with_device(&app, &mut visitor);
    let frame = super::form_frame(&app, &visitor).await?;
    let caller = sessions::caller(&app, &visitor).await?;
    if let Caller::Staff { .. } = caller {
        let account = staff::describe(&app, &caller).await?;
        let good = said(frame.lang, asked(&visitor, "done"));
        let needed = staff::factors::own(&app, &caller).await?.needed;
        return Ok(answer(signed_in(&frame, &caller, (&account.name, needed), good), cookie));
    }
    let to = decoded(asked(&visitor, "next"));
    let next = onward(&to).to_owned();
    // The switches come back here, and do not say it again either.
    let frame = if next == to { frame } else { Frame { here: "/login".to_owned(), ..frame } };
    let typed = Typed { next, good: said(frame.lang, asked(&visitor, "done")).to_owned(), ..Typed::default() };
    let over = (asked(&visitor, "done") == "over").then_some(("", Problem::SecondOver));
    Ok(answer(form(&frame, &typed, &over.into_iter().collect()), cookie))
}

/// Percent-decoded; a path in a query may come either way.
fn decoded(text: &str) -> String {
    let pairs = crate::http::fields::decode(format!("v={text}").as_bytes());
    pairs.into_iter().next().map(|(_, value)| value).unwrap_or_default()
}

fn said(lang: Lang, done: &str) -> &'static str {
    match done {
        "out" => words::signed_out(lang),
        "slip" => words::password_set(lang),
        "password" => words::password_changed(lang),
        _ => "",
    }
}

fn good_banner(text: &str) -> impl IntoView + use<> {
    let text = text.to_owned();
    (!text.is_empty()).then(|| view! { <p class="banner good" role="status">{text}</p> })
}

/// The form of signing in.
pub fn form(frame: &Frame, typed: &Typed, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let login = Field::new("login", words::login(lang), &typed.login)
        .hint(words::login_hint(lang))
        .autocomplete("username")
        .check(lang, problems);
    let password = Field::new("password", words::password(lang), "")
        .kind("password")
        .autocomplete("current-password")
        .check(lang, problems);
    let page = view! {
        <h1>{words::sign_in_title(lang)}</h1>
        {good_banner(&typed.good)}
        {general(lang, problems)}
        <form method="post" action="/login">
            {frame.token_field()}
            <input type="hidden" name="next" value=typed.next.clone()/>
            <div class="card">{line(login)}{line(password)}</div>
            <div class="card quiet">
                <h2>{words::forgot(lang)}</h2>
                <p>{words::forgot_how(lang)}</p>
                <a class="btn line" href="/login/slip">{words::have_slip(lang)}</a>
            </div>
            <p class="small muted">{words::residents(lang)}" "<a href="/v">{words::residents_to(lang)}</a></p>
            <div class="bar"><button class="btn wide">{words::sign_in(lang)}</button></div>
        </form>
    };
    frame.document(words::sign_in_title(lang), page)
}

/// The places of work of a caller: path and words.
pub fn places(lang: Lang, caller: &Caller) -> Vec<(&'static str, &'static str)> {
    let may = |verb| !scopes(caller, verb).is_empty();
    let all = [
        (may(Verb::ViewDesk) && may(Verb::Moderate), "/desk", words::to_desk(lang)),
        (may(Verb::VisitDoors), "/desk/doors", repairs::doors(lang)),
        (may(Verb::EnterPaper), "/desk/paper", words::to_paper(lang)),
        (may(Verb::ViewOffice), "/office", words::to_office(lang)),
        (may(Verb::ManageCommunity), "/setup", words::to_setup(lang)),
        (may(Verb::ManageStaff), "/admin", words::to_admin(lang)),
        (may(Verb::ManageInstance), "/admin/instance", words::instance_title(lang)),
        (may(Verb::ViewAudit), "/admin/audit", words::audit_title(lang)),
        (may(Verb::FixDefect), "/repairs", repairs::title(lang)),
        (may(Verb::InspectRepair), "/repairs/check", repairs::title_look(lang)),
    ];
    all.into_iter().filter(|(may, ..)| *may).map(|(_, path, words)| (path, words)).collect()
}

fn signed_in(frame: &Frame, caller: &Caller, (name, needed): (&str, bool), good: &str) -> String {
    let lang = frame.lang;
    let places = places(lang, caller);
    let none = places.is_empty();
    let page = view! {
        <h1>{words::signed_in_as(lang, name)}</h1>
        {good_banner(good)}
        {none.then(|| view! { <p class="card">{words::no_duty(lang)}</p> })}
        {(!none).then(|| view! {
            <ul class="list card">
                {places.into_iter().map(|(to, text)| view! { <li><a href=to><strong>{text}</strong></a></li> }).collect_view()}
            </ul>
        })}
        <a class="btn line wide" href="/account">{account::title(lang)}</a>
        {needed.then(|| view! { <p class="banner" role="status">{factor_words::needed(lang)}</p> })}
        <a class="btn line wide" href="/login/factors">{factor_words::title(lang)}</a>
        <a class="btn line wide" href="/login/password">{words::change_password(lang)}</a>
        <form class="stack" method="post" action="/login/out">
            {frame.token_field()}
            <button class="btn soft wide">{words::sign_out(lang)}</button>
        </form>
    };
    frame.document(words::to_account(lang), page)
}

/// `/login/slip`
pub async fn slip(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    let cookie = with_device(&app, &mut visitor);
    let frame = super::form_frame(&app, &visitor).await?;
    Ok(answer(slip_form(&frame, "", &FieldProblems::new()), cookie))
}

fn new_passwords(lang: Lang, problems: &FieldProblems) -> impl IntoView + use<> {
    let password = Field::new("password", words::new_password(lang), "")
        .kind("password")
        .hint(words::password_hint(lang))
        .autocomplete("new-password")
        .check(lang, problems);
    let again =
        Field::new("again", words::again(lang), "").kind("password").autocomplete("new-password").check(lang, problems);
    view! { {line(password)}{line(again)} }
}

/// The form that takes a slip's code and a new password.
pub fn slip_form(frame: &Frame, code: &str, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let code = Field::new("code", words::code(lang), code).hint(words::code_hint(lang)).check(lang, problems);
    let page = view! {
        <h1>{words::slip_title(lang)}</h1>
        {general(lang, problems)}
        <form method="post" action="/login/slip">
            {frame.token_field()}
            <div class="card">{line(code)}{new_passwords(lang, problems)}</div>
            <div class="bar"><button class="btn wide">{words::set_password(lang)}</button></div>
        </form>
    };
    frame.clone().under("/login", words::sign_in_title(lang)).document(words::slip_title(lang), page)
}

/// `/login/password`
pub async fn password(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    staff::describe(&app, &caller).await?;
    let frame = super::form_frame(&app, &visitor).await?;
    Ok(html(StatusCode::OK, password_form(&frame, &FieldProblems::new())))
}

/// The form that changes one's own password.
pub fn password_form(frame: &Frame, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let old = Field::new("old", words::old_password(lang), "")
        .kind("password")
        .autocomplete("current-password")
        .check(lang, problems);
    let page = view! {
        <h1>{words::change_password(lang)}</h1>
        {general(lang, problems)}
        <form method="post" action="/login/password">
            {frame.token_field()}
            <div class="card">{line(old)}{new_passwords(lang, problems)}</div>
            <div class="bar"><button class="btn wide">{words::set_password(lang)}</button></div>
        </form>
    };
    frame.clone().under("/login", words::to_account(lang)).document(words::change_password(lang), page)
}
