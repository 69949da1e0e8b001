//! The phones of the household that looks.
//!
//! For: `/v/phones`.
//! Must not know: what letting in or putting out does (`service::devices`).
//! To add: see `pages`.

use crate::components::Frame;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, html, see_other, with_cookie};
use crate::http::visitor::Visitor;
use crate::i18n::dates;
use crate::i18n::locales::{proof as words, words as names};
use crate::pages::code;
use crate::pages::login::with_device;
use crate::service::devices::Phone;
use crate::service::{Linli, devices, sessions};
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

const HERE: &str = "/v/phones";

/// `/v/phones`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    let cookie = with_device(&app, &mut visitor);
    let caller = sessions::caller(&app, &visitor).await?;
    let token = visitor.session.clone().unwrap_or_default();
    let listed = match devices::list(&app, &caller, &token).await {
        Err(fail) if fail.first() == Some(&Problem::CodeNeeded) && !visitor.json => {
            let waits = code::where_it_waits(&app, &visitor, HERE).await?;
            return Ok(see_other(&waits.unwrap_or_else(|| code::path("", HERE))));
        }
        listed => listed?,
    };
    let devices::Listed { household, slug, mut same, others } = listed;
    let lang = visitor.lang;
    let back = format!("/c/{slug}");
    let home = names::flat(lang, &household.building, &household.entrance, &household.room);
    let frame = super::form_frame(&app, &visitor).await?.under(&back, &home);
    let here = devices::name_of(&token);
    // Who knocks is what one comes for; the phone in the hand is what one puts out last.
    same.sort_by_key(|phone| (phone.id == here, !phone.waits));
    let items = same.iter().map(|phone| item(&frame, phone, HERE, phone.id == here)).collect_view();
    let some = !others.is_empty();
    let others = others
        .iter()
        .map(|phone| {
            let since = dates::minute(lang, phone.since);
            view! { <li><p>{words::phone_of_other(lang, phone.purpose, &since)}</p></li> }
        })
        .collect_view();
    let page = view! {
        <h1>{words::phones_title(lang)}</h1>
        <p class="sub">{words::phones_lead(lang)}</p>
        <ul class="list card">{items}</ul>
        {some.then(|| view! {
            <section class="card stack">
                <ul class="list">{others}</ul>
                <p class="small muted">{words::phone_other_note(lang)}</p>
            </section>
        })}
    };
    let response = html(StatusCode::OK, frame.document(words::phones_title(lang), page));
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

/// One phone with what can be done to it; `base` is the address of the phones.
pub fn item(frame: &Frame, phone: &Phone, base: &str, here: bool) -> impl IntoView + use<> {
    let lang = frame.lang;
    let kind = if phone.browser.is_empty() { words::phone_unknown(lang).to_owned() } else { phone.browser.clone() };
    let at = dates::minute(lang, phone.since);
    let since = if phone.waits { words::phone_knocked(lang, &at) } else { words::phone_since(lang, &at) };
    let (let_in, put_out) = (format!("{base}/{}/in", phone.id), format!("{base}/{}/out", phone.id));
    let out = match (here, phone.waits) {
        (true, _) => words::phone_leave(lang),
        (false, true) => words::phone_keep_out(lang),
        (false, false) => words::phone_out(lang),
    };
    view! {
        <li class="stack">
            <p>
                <strong>{kind}</strong>" "
                {phone.waits.then(|| view! { <span class="pill amber">{words::phone_waits(lang)}</span> })}
                {here.then(|| view! { <span class="pill jade">{words::phone_this(lang)}</span> })}
                <br/>
                <small>{words::letter_of(lang, phone.purpose)}" · "{since}</small>
            </p>
            {phone.waits.then(|| view! {
                <form method="post" action=let_in>
                    {frame.token_field()}<button class="btn wide">{words::phone_in(lang)}</button>
                </form>
            })}
            <form method="post" action=put_out>
                {frame.token_field()}<button class="btn soft wide">{out}</button>
            </form>
        </li>
    }
}
