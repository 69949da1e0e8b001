//! `/setup/{slug}/poster`: a sheet for each entrance door whose QR says where it hangs.

use super::{address_warning, sheet};
use crate::components::Look;
use crate::components::qr::qr;
use crate::domain::phase::Verb;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::setup as words;
use crate::service::Linli;
use crate::store::roll::{self, with_kind};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/setup/{slug}/poster`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    let sheet = sheet(&app, &visitor, &slug, Some(Verb::PrintLetters)).await?;
    let lang = sheet.lang();
    let mut c = app.store.read().await?;
    let buildings = roll::buildings(&mut c, sheet.community.id).await?;
    drop(c);
    let base = format!("{}/c/{slug}/feedback", app.config.url);
    let mut places: Vec<(String, String)> = buildings
        .iter()
        .map(|building| (with_kind(&building.name, "栋"), format!("{base}?b={}", encoded(&building.key))))
        .collect();
    if places.is_empty() {
        places.push((String::new(), base));
    }
    let phone = sheet.frame.instance.help_phone.clone();
    let name = sheet.community.zh.clone();
    let count = places.len();
    let posters: Vec<_> = places.into_iter().map(|(place, address)| poster(&name, &place, &address, &phone)).collect();
    let page = view! {
        {address_warning(lang, &app.config)}
        <p class="noprint">{words::poster_print(lang, &count.to_string())}</p>
        {posters}
    };
    let frame = sheet.frame.clone().look(Look::Paper);
    Ok(html(StatusCode::OK, frame.document(words::step_poster(lang), page)))
}

/// A key as it stands in a query.
fn encoded(key: &str) -> String {
    serde_urlencoded::to_string([("b", key)])
        .ok()
        .and_then(|text| text.strip_prefix("b=").map(str::to_owned))
        .unwrap_or_default()
}

fn poster(name: &str, place: &str, address: &str, phone: &str) -> impl IntoView + use<> {
    let (zh, en) = (Lang::Zh, Lang::En);
    let help = (!phone.is_empty()).then(|| words::poster_help(zh, phone));
    view! {
        <article class="poster door stack">
            <p>{name.to_owned()}" "<strong>{place.to_owned()}</strong></p>
            <h1>{words::poster_title(zh)}</h1>
            {qr(address, words::qr_words(zh))}
            <p>{words::poster_how(zh)}</p>
            <p lang="en"><small>{words::poster_how(en)}</small></p>
            {help.map(|text| view! { <p>{text}</p> })}
            <p class="head">{address.to_owned()}</p>
        </article>
    }
    .into_any()
}
