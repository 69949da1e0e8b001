//! The second screen: who said the same.

use super::{address, device, headline, shortened, with_device};
use crate::components::Frame;
use crate::domain::ids::DraftId;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::feedback as words;
use crate::i18n::locales::words as names;
use crate::islands::ask::Said;
use crate::service::similar::Second;
use crate::service::{Linli, Outcome, similar};
use crate::store::feedback::Feedback;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/c/{slug}/feedback/similar/{draft}`
pub async fn show(
    State(app): State<Linli>,
    Path((slug, draft)): Path<(String, String)>,
    mut visitor: Visitor,
) -> Answer {
    let device = device(&app, &visitor);
    let keeper = visitor.device.replace(device.0);
    let lang = visitor.lang;
    let form = format!("/c/{slug}/feedback");
    let frame = crate::pages::form_frame(&app, &visitor).await?.under(&form, words::brand(lang));
    let second = match DraftId::parse(&draft) {
        Some(id) => similar::second(&app, &slug, id, keeper).await?,
        None => None,
    };
    let Some(second) = second else {
        let page = view! {
            <h1>{words::draft_gone(lang)}</h1>
            <a class="btn wide" href=form>{words::again(lang)}</a>
        };
        return Ok(html(StatusCode::NOT_FOUND, frame.document(words::brand(lang), page)));
    };
    let title = title(lang, &second);
    let document = frame.document(&title, screen(&frame, &second, &title));
    Ok(with_device(&app, html(StatusCode::OK, document), device))
}

/// By the households of the one that most say, or else its people.
fn title(lang: Lang, second: &Second) -> String {
    let alike = || second.found.all.iter().take(second.found.alike);
    if second.found.alike == 0 {
        return words::same_maybe(lang).to_owned();
    }
    let households = alike().map(|f| f.households).max().unwrap_or(0);
    let people = alike().map(|f| f.people).max().unwrap_or(0);
    let who = words::households_in_words(lang, households).or_else(|| words::people_in_words(lang, people));
    words::same_title(lang, &who.unwrap_or_default())
}

fn screen(frame: &Frame, second: &Second, title: &str) -> impl IntoView + use<> {
    let lang = frame.lang;
    let send = format!("/c/{}/feedback/similar/{}", second.community.slug, second.id);
    let once = second.draft.once.to_string();
    let own = second.draft.has_own();
    let cards: Vec<_> = second.found.all.iter().enumerate().map(|(n, f)| card(frame, second, f, n == 0)).collect();
    let title = title.to_owned();
    view! {
        <h1>{title}</h1>
        <p class="sub">{words::same_lead(lang)}</p>
        {cards}
        <div class="bar">
            <form method="post" action=send>
                {frame.token_field()}
                <input type="hidden" name="once" value=once/>
                <button class="btn soft wide">{if own { words::send_mine_too(lang) } else { words::none_of_these(lang) }}</button>
            </form>
            <p class="small muted">{words::same_kept(lang)}</p>
        </div>
    }
}

fn card(frame: &Frame, second: &Second, feedback: &Feedback, first: bool) -> impl IntoView + use<> {
    let lang = frame.lang;
    let own = second.draft.has_own();
    let (class, button) = if first { ("card main stack", "btn wide") } else { ("card stack", "btn line wide") };
    let action = format!("{}/support", address(&second.community, feedback));
    let title = shortened(&headline(lang, feedback), 80);
    let photo = second.photos.get(&feedback.id).map(|id| {
        view! { <img class="photo" src=format!("/p/{id}") alt=title.clone() loading="lazy"/> }
    });
    let building = names::building(lang, &feedback.building);
    let day = dates::day(lang, feedback.created_at, false);
    let supports = words::support_counts(lang, feedback.households, feedback.people);
    let facts = [building, day, supports].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <article class=class>
            {photo}
            <h2>{title}</h2>
            <div class="row left">
                <span class="pill jade">{names::tile(lang, feedback.tile)}</span>
                <span class="small muted">{facts}</span>
            </div>
            <form method="post" action=action>
                {frame.token_field()}
                <button class=button>{words::same_for_us(lang)}</button>
            </form>
            {own.then(|| view! { <p class="small muted">{words::same_without(lang)}</p> })}
        </article>
    }
}

/// What the island shows while one types.
///
/// # Errors
/// [`Problem::NotFound`](crate::domain::problem::Problem::NotFound) for an unknown community.
pub async fn said(app: &Linli, slug: &str, text: &str, lang: &str) -> Outcome<Vec<Said>> {
    let lang = Lang::parse(lang).unwrap_or_default();
    let (community, found) = similar::while_typing(app, slug, text).await?;
    Ok(found
        .iter()
        .map(|feedback| Said {
            text: shortened(&headline(lang, feedback), 60),
            counts: words::support_counts(lang, feedback.households, feedback.people),
            to: address(&community, feedback),
        })
        .collect())
}
