//! One's own account at work: duties, the one worked in, where one is signed in.
//!
//! For: `/account`; [`sessions_card`] also for who manages the account.
//! Must not know: who may do what; the service says.
//! To add: see `pages`.

use crate::components::Frame;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{account as words, staff as names};
use crate::i18n::{Lang, dates};
use crate::pages::login::asked;
use crate::service::staff::Held;
use crate::service::staff::own::{self, Own};
use crate::service::{Linli, sessions};
use crate::store::sessions::Session;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

/// A duty and its place in words.
pub fn duty_words(lang: Lang, held: &Held) -> String {
    let place = if held.key.is_empty() { names::everywhere(lang) } else { lang.pick(&held.zh, &held.en) };
    format!("{} · {place}", names::role(lang, held.grant.role))
}

/// `/account`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let own = own::find(&app, &caller, &visitor).await?;
    let frame = super::staff_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let ended = asked(&visitor, "done") == "ended";
    let gone = own.acting.as_ref().is_some_and(|acting| own.held.iter().all(|held| held.grant != *acting));
    let page = view! {
        <h1>{format!("{} · {}", own.staff.name, own.staff.login)}</h1>
        {ended.then(|| view! { <p class="banner good" role="status">{words::ended(lang)}</p> })}
        {gone.then(|| view! { <p class="banner bad" role="alert">{words::duty_gone(lang)}</p> })}
        {duties(&frame, &own)}
        {sessions_card(&frame, words::sessions(lang), &own.sessions, Some(own.this), "/account/sessions")}
        <a class="btn line wide" href="/login/password">{names::change_password(lang)}</a>
    };
    Ok(html(StatusCode::OK, frame.under("/login", names::to_account(lang)).document(words::title(lang), page)))
}

fn duties(frame: &Frame, own: &Own) -> impl IntoView + use<> {
    let lang = frame.lang;
    let none = own.held.is_empty();
    let row = |text: String, role: String, place: String, chosen: bool| {
        let form = (!chosen).then(|| {
            view! {
                <form method="post" action="/account/duty">
                    {frame.token_field()}
                    <input type="hidden" name="role" value=role/>
                    <input type="hidden" name="place" value=place/>
                    <button class="btn soft">{words::choose(lang)}</button>
                </form>
            }
        });
        let mark = chosen.then(|| view! { <span class="pill">{words::which_duty(lang)}</span> });
        view! { <div class="row"><span>{text}</span>{mark}{form}</div> }
    };
    let several = own.held.len() > 1 || own.acting.is_some();
    let rows: Vec<_> = if several {
        let all = row(words::all_duties(lang).to_owned(), String::new(), String::new(), own.acting.is_none());
        let each = own.held.iter().map(|held| {
            let chosen = own.acting.as_ref() == Some(&held.grant);
            row(duty_words(lang, held), held.grant.role.to_string(), held.key.clone(), chosen)
        });
        std::iter::once(all).chain(each).map(IntoAny::into_any).collect()
    } else {
        own.held.iter().map(|held| view! { <p>{duty_words(lang, held)}</p> }.into_any()).collect()
    };
    view! {
        <section class="card stack">
            <h2>{words::duties(lang)}</h2>
            {none.then(|| view! { <p>{names::no_duty(lang)}</p> })}
            {several.then(|| view! { <p class="small muted">{words::which_note(lang)}</p> })}
            {rows}
        </section>
    }
}

/// Where an account is signed in; `this` is the session that looks, `action` takes which one ends.
pub fn sessions_card(
    frame: &Frame,
    title: &'static str,
    all: &[Session],
    this: Option<Uuid>,
    action: &str,
) -> impl IntoView + use<> {
    let (lang, action) = (frame.lang, action.to_owned());
    let button = |which: String, text: &'static str| {
        view! {
            <form method="post" action=action.clone()>
                {frame.token_field()}
                <input type="hidden" name="session" value=which/>
                <button class="btn soft">{text}</button>
            </form>
        }
    };
    let rows: Vec<_> = all
        .iter()
        .map(|session| {
            let agent = if session.agent.is_empty() { words::unknown(lang).to_owned() } else { session.agent.clone() };
            let own = this == Some(session.id);
            let used = words::used(
                lang,
                &dates::minute(lang, session.created_at),
                &dates::minute(lang, session.seen_at),
            );
            let mark = own.then(|| view! { <span class="pill">{words::this_one(lang)}</span> });
            let end = (!own).then(|| button(session.id.to_string(), words::end(lang)));
            let address = session.address.clone();
            view! { <div class="row"><span><strong>{agent}</strong>" "{address}<br/><small>{used}</small></span>{mark}{end}</div> }
        })
        .collect();
    let rest = if this.is_some() { words::end_others(lang) } else { words::end_all(lang) };
    let several = all.len() > usize::from(this.is_some());
    let none = all.is_empty();
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            {none.then(|| view! { <p>{words::no_sessions(lang)}</p> })}
            {rows}
            {several.then(|| button("rest".to_owned(), rest))}
        </section>
    }
}
