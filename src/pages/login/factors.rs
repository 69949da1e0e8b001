//! The second step of signing in, and one's own factors.
//!
//! For: `/login/second`, `/login/factors`, `/login/factors/app`.
//! Must not know: secrets but the one that is being added; how anything is checked.
//! To add: see `pages`.

use super::{answer, asked, good_banner, with_device};
use crate::components::field::{Field, general, line, select};
use crate::components::qr::qr;
use crate::components::{Frame, Look};
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, see_other};
use crate::http::visitor::{Step, Visitor};
use crate::i18n::locales::{factors as words, staff as accounts};
use crate::i18n::{Lang, dates};
use crate::pages::form_frame;
use crate::service::staff::factors::{self, Own};
use crate::service::staff::second::{self, Waiting};
use crate::service::staff::totp;
use crate::service::{Linli, sessions};
use crate::store::factors::Factor;
use crate::store::staff::Staff;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// The script that asks the browser for a passkey.
const SCRIPT: &str = "passkey.js";

/// `/login/second`: asked after the password; without a sign-in that waits, from the start.
pub async fn second(State(app): State<Linli>, mut visitor: Visitor, Step(token): Step) -> Answer {
    let Some(token) = token else { return Ok(see_other("/login")) };
    match second::find(&app, &token).await {
        Ok(waiting) => {
            let cookie = with_device(&app, &mut visitor);
            let frame = form_frame(&app, &visitor).await?;
            Ok(answer(second_form(&frame, &waiting, &FieldProblems::new()), cookie))
        }
        Err(fail) if fail.first() == Some(&Problem::SecondOver) => Ok(see_other("/login?done=over")),
        Err(fail) => Err(fail),
    }
}

/// The form of the second step.
pub fn second_form(frame: &Frame, waiting: &Waiting, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let code = Field::new("code", words::second_code(lang), "").autocomplete("one-time-code").check(lang, problems);
    let passkey = waiting.passkey.then(|| {
        let ways = ("use", "/login/second/options", "/login/second/passkey");
        passkey_form(frame, ways, words::second_passkey(lang), ().into_any())
    });
    let page = view! {
        <h1>{words::second_title(lang)}</h1>
        {general(lang, problems)}
        {passkey}
        <form method="post" action="/login/second">
            {frame.token_field()}
            <div class="card"><p>{words::second_how(lang)}</p>{line(code)}</div>
            <p class="small muted">{words::second_lost(lang)}</p>
            <p class="small"><a href="/login">{words::second_back(lang)}</a></p>
            <div class="bar"><button class="btn wide">{words::second_go(lang)}</button></div>
        </form>
    };
    let frame = frame.clone().script(SCRIPT).under("/login", accounts::sign_in_title(lang));
    frame.document(words::second_title(lang), page)
}

/// A form that only a script can fill in: it is shown by the script where the browser has passkeys.
fn passkey_form(
    frame: &Frame,
    (way, options, door): (&'static str, &'static str, &'static str),
    button: &'static str,
    more: AnyView,
) -> impl IntoView + use<> {
    let failed = words::passkey_failed(frame.lang);
    view! {
        <form class="card stack" method="post" action=door hidden=true data-passkey=way data-options=options>
            {frame.token_field()}
            <input type="hidden" name="credential" value=""/>
            {more}
            <p class="banner bad" role="alert" hidden=true>{failed}</p>
            <button class="btn line wide">{button}</button>
        </form>
    }
    .into_any()
}

/// `/login/factors`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let own = factors::own(&app, &caller).await?;
    let frame = form_frame(&app, &visitor).await?;
    let good = match asked(&visitor, "done") {
        "app" => words::app_added(frame.lang),
        "passkey" => words::passkey_added(frame.lang),
        "removed" => words::removed(frame.lang),
        "proved" => words::proved(frame.lang),
        _ => "",
    };
    Ok(html(StatusCode::OK, list_page(&frame, &own, good, ("", &FieldProblems::new()))))
}

/// One's own factors; `problems` belong to the form of this name.
pub fn list_page(frame: &Frame, own: &Own, good: &str, (form, problems): (&str, &FieldProblems)) -> String {
    let lang = frame.lang;
    let none = FieldProblems::new();
    let of = |name: &str| if form == name { problems } else { &none };
    let rows = own.factors.iter().map(|factor| row(lang, factor)).collect_view();
    let any = !own.factors.is_empty();
    let label = Field::new("label", words::label(lang), "").hint(words::label_hint(lang)).within("passkey");
    let passkey = own.passkeys.then(|| {
        let ways = ("make", "/login/factors/options", "/login/factors/passkey");
        let more = view! {
            <p class="small muted">{words::add_passkey_note(lang)}</p>
            {line(label.check(lang, of("passkey")))}
        };
        passkey_form(frame, ways, words::add_passkey(lang), more.into_any())
    });
    let page = view! {
        <h1>{words::title(lang)}</h1>
        {good_banner(good)}
        {own.needed.then(|| view! { <p class="banner" role="status">{words::needed(lang)}</p> })}
        {general(lang, problems)}
        <section class="card stack">
            <p>{words::why(lang)}</p>
            {if any { view! { <ul class="list">{rows}</ul> }.into_any() } else { view! { <p>{words::none(lang)}</p> }.into_any() }}
            {any.then(|| view! { <p>{words::codes_left(lang, own.codes)}</p> })}
        </section>
        <form class="card stack" method="post" action="/login/factors/start">
            {frame.token_field()}
            <p class="small muted">{words::add_app_note(lang)}</p>
            <button class="btn wide">{words::add_app(lang)}</button>
        </form>
        {passkey}
        {any.then(|| recovery_form(frame, of("recovery")))}
        {any.then(|| remove_form(frame, own, of("remove")))}
    };
    let frame = frame.clone().script(SCRIPT).under("/login", accounts::to_account(lang));
    frame.document(words::title(lang), page)
}

fn named(lang: Lang, factor: &Factor) -> String {
    let kind = words::kind(lang, factor.kind.as_str());
    if factor.label.is_empty() { kind.to_owned() } else { format!("{kind} · {}", factor.label) }
}

fn row(lang: Lang, factor: &Factor) -> impl IntoView + use<> {
    let added = words::added(lang, &dates::minute(lang, factor.created_at));
    let used = factor.used_at.map(|at| words::last_used(lang, &dates::minute(lang, at)));
    let when = std::iter::once(added).chain(used).collect::<Vec<_>>().join(lang.pick("，", ", "));
    view! { <li><strong>{named(lang, factor)}</strong>" "<small>{when}</small></li> }
}

fn password(lang: Lang, form: &str, problems: &FieldProblems) -> impl IntoView + use<> {
    let field = Field::new("password", words::password(lang), "").kind("password").within(form);
    line(field.autocomplete("current-password").check(lang, problems))
}

fn recovery_form(frame: &Frame, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    view! {
        <form class="card stack" method="post" action="/login/factors/recovery">
            {frame.token_field()}
            <h2>{words::new_codes(lang)}</h2>
            <p class="small muted">{words::new_codes_note(lang)}</p>
            {password(lang, "recovery", problems)}
            <button class="btn line wide">{words::new_codes(lang)}</button>
        </form>
    }
    .into_any()
}

fn remove_form(frame: &Frame, own: &Own, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    let options = own.factors.iter().map(|factor| {
        let when = dates::minute(lang, factor.created_at);
        (factor.id.to_string(), format!("{} · {}", named(lang, factor), words::added(lang, &when)))
    });
    let which = Field::new("factor", words::which(lang), "").within("remove").check(lang, problems);
    view! {
        <form class="card stack" method="post" action="/login/factors/remove">
            {frame.token_field()}
            <h2>{words::remove_title(lang)}</h2>
            {select(which, options.collect())}
            {password(lang, "remove", problems)}
            <button class="btn danger wide">{words::remove(lang)}</button>
        </form>
    }
    .into_any()
}

/// `/login/factors/app`: the secret that waits for its first digits.
pub async fn app(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let Some(started) = factors::started_app(&app, &caller, &visitor).await? else {
        return Ok(see_other("/login/factors"));
    };
    let frame = form_frame(&app, &visitor).await?;
    Ok(html(StatusCode::OK, app_page(&frame, &started, "", &FieldProblems::new())))
}

/// What the app scans, and the form that takes its first digits.
pub fn app_page(frame: &Frame, (account, secret): &(Staff, Vec<u8>), label: &str, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let code = Field::new("code", words::app_code(lang), "").digits().autocomplete("one-time-code");
    let label = Field::new("label", words::label(lang), label).hint(words::label_hint(lang)).check(lang, problems);
    let page = view! {
        <h1>{words::app_title(lang)}</h1>
        {general(lang, problems)}
        <form method="post" action="/login/factors/app">
            {frame.token_field()}
            <div class="card stack">
                <p>{words::app_scan(lang)}</p>
                {qr(&totp::address(secret, &account.login), words::app_qr(lang))}
                <p>{words::app_type(lang)}</p>
                <p class="code">{totp::grouped(secret)}</p>
                {line(code.check(lang, problems))}
                {line(label)}
            </div>
            <div class="bar"><button class="btn wide">{words::app_confirm(lang)}</button></div>
        </form>
    };
    frame.clone().under("/login/factors", words::title(lang)).document(words::app_title(lang), page)
}

/// Recovery codes. They are stored as hashes only, so this page is shown once.
pub fn codes_page(frame: &Frame, login: &str, codes: Vec<String>) -> String {
    let lang = frame.lang;
    let page = view! {
        <h1 class="vh noprint">{words::codes_title(lang)}</h1>
        <p class="banner noprint">{words::codes_keep(lang)}</p>
        <section class="letters">
            <article class="letter slip">
                <h2>{words::codes_title(lang)}</h2>
                <p><strong>{words::codes_for(lang, login)}</strong></p>
                <p>{words::codes_how(lang)}</p>
                <ol>{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
            </article>
        </section>
        <p class="noprint"><a class="btn wide" href="/login/factors">{words::codes_kept(lang)}</a></p>
    };
    frame.clone().look(Look::Paper).under("/login/factors", words::title(lang)).document(words::codes_title(lang), page)
}
