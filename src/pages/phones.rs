//! The phones of the household that looks.
//!
//! For: `/v/phones`.
//! Must not know: what letting in or putting out does (`service::devices`).
//! To add: see `pages`.

use crate::http::answer::{Answer, html, with_cookie};
use crate::http::visitor::Visitor;
use crate::i18n::dates;
use crate::i18n::locales::{proof as words, words as names};
use crate::pages::desk::household::phone_item;
use crate::pages::login::with_device;
use crate::service::{Linli, devices, sessions};
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/v/phones`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    let cookie = with_device(&app, &mut visitor);
    let caller = sessions::caller(&app, &visitor).await?;
    let token = visitor.session.clone().unwrap_or_default();
    let devices::Listed { household, slug, same, others } = devices::list(&app, &caller, &token).await?;
    let lang = visitor.lang;
    let back = format!("/c/{slug}");
    let home = names::flat(lang, &household.building, &household.entrance, &household.room);
    let frame = super::form_frame(&app, &visitor).await?.under(&back, &home);
    let here = devices::name_of(&token);
    let items = same.iter().map(|phone| phone_item(&frame, phone, "/v/phones", phone.id == here)).collect_view();
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
