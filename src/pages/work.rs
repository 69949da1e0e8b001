//! One work of a renovation, for everybody.
//!
//! For: `/c/{slug}/works/{id}`: what it is, before and after, how residents judge it.
//! Must not know: how many households are enough (`service::ratings`).
//! To add: see `pages`.

use crate::domain::ids::WorkId;
use crate::domain::problem::Problem;
use crate::domain::quantity::{grouped, percent};
use crate::domain::rating::Share;
use crate::domain::work::WorkState;
use crate::http::answer::Answer;
use crate::http::cache;
use crate::http::visitor::Visitor;
use crate::i18n::locales::words::unit;
use crate::i18n::locales::{community, rating as words};
use crate::i18n::money::amount;
use crate::i18n::{Lang, dates};
use crate::pages::rate::photos;
use crate::service::ratings::WorkPage;
use crate::service::{Linli, communities, ratings};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use leptos::prelude::*;

/// `/c/{slug}/works/{id}`
pub async fn show(
    State(app): State<Linli>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((slug, id)): Path<(String, String)>,
) -> Answer {
    if let Some(kept) = cache::find(&app, &visitor, &headers).await? {
        return Ok(kept);
    }
    let id = WorkId::parse(&id).ok_or(Problem::NotFound)?;
    let community = communities::find(&app, &slug).await?;
    let revision = app.store.revision(community.id).await?;
    let data = ratings::work_page(&app, &slug, id).await?;
    let frame = super::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under(&format!("/c/{slug}"), lang.pick(&community.zh, &community.en));
    let title = lang.pick(&data.work.zh, &data.work.en).to_owned();
    let document = frame.document(&title, page(lang, &data));
    let address = format!("/c/{}/works/{id}", community.slug);
    Ok(cache::keep(&app, &visitor, &headers, cache::Of { community: community.id, revision, address }, &document))
}

fn page(lang: Lang, data: &WorkPage) -> impl IntoView + use<> {
    let work = &data.work;
    let finished = work.state == WorkState::Finished;
    let rate = data.open.then(|| {
        let to = format!("/c/{}/rate/{}", data.community.slug, work.id);
        view! { <div class="bar"><a class="btn wide" href=to>{words::rate_it(lang)}</a></div> }
    });
    let note = lang.pick(&work.note_zh, &work.note_en).to_owned();
    view! {
        <p class="sub">{words::class_word(lang, work.class)}</p>
        <h1>{lang.pick(&work.zh, &work.en).to_owned()}</h1>
        {photos(lang, work)}
        {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
        {facts(lang, data)}
        {if finished { judged(lang, data).into_any() }
         else if data.off || data.left_out.is_some() { ().into_any() }
         else { view! { <p class="banner">{words::not_finished(lang)}</p> }.into_any() }}
        {rate}
    }
}

fn facts(lang: Lang, data: &WorkPage) -> impl IntoView + use<> {
    let work = &data.work;
    let quantity = percent(work.quantity, 10_000, 2).unwrap_or_default();
    let quantity = quantity.trim_end_matches('0').trim_end_matches('.');
    let how_much = (work.quantity > 0).then(|| format!("{quantity} {}", unit(lang, &work.unit, work.quantity == 100)));
    let decided = if work.must_do { words::must_do(lang) } else { words::voted(lang) };
    let decided = (!data.off).then(|| view! { <p class="small muted">{decided}</p> });
    let state = match data.left_out {
        _ if data.off => community::works_meant(lang),
        Some(_) => community::not_chosen(lang),
        None => words::work_state(lang, work.state),
    };
    let result = data.left_out.map(|poll| {
        let to = format!("/c/{}/polls/{poll}", data.community.slug);
        view! { <p><a href=to>{community::not_chosen_why(lang)}</a></p> }
    });
    let finished = work.finished_at.map(|at| dates::day(lang, at, true));
    let warranty = data.warranty_end.map(|day| dates::date(lang, day, true));
    let line = |label: &'static str, text: String| view! { <dt>{label}</dt><dd>{text}</dd> };
    view! {
        <section class="card stack">
            <dl class="facts">
                {line(words::state(lang), state.to_owned())}
                {finished.map(|text| line(words::finished_on(lang), text))}
                {how_much.map(|text| line(words::quantity(lang), text))}
                {(work.cost_fen > 0).then(|| line(words::cost(lang), amount(lang, work.cost_fen)))}
                {warranty.map(|text| line(words::warranty(lang), text))}
            </dl>
            {decided}
            {result}
        </section>
    }
}

fn judged(lang: Lang, data: &WorkPage) -> impl IntoView + use<> {
    let shown = data.judged.share.zip(data.judged.answers);
    let households = data.community.households;
    let faults = data.faults.map(|(running, over)| words::faults(lang, &grouped(running), &grouped(over)));
    let body = match shown {
        None => view! { <p>{words::too_few(lang)}</p> }.into_any(),
        Some((share, answers)) => {
            let returned = basis(share.return_bp);
            view! {
                {bar(lang, share)}
                <p>{words::satisfied_line(lang, &basis(share.share_bp), &basis(share.low_bp), &basis(share.high_bp))}</p>
                <p class="small muted">{words::answers(lang, &grouped(answers), &grouped(households.max(answers)), &returned)}</p>
            }
            .into_any()
        }
    };
    view! {
        <section class="card stack">
            <h2>{words::judged(lang)}</h2>
            {body}
            {faults.map(|text| view! { <p class="small muted">{text}</p> })}
        </section>
    }
}

fn bar(lang: Lang, share: Share) -> impl IntoView {
    view! {
        <div class="bars"><div class="bar-row">
            <span class="bar-label">{words::satisfied(lang)}</span>
            <progress class="meter" max="10000" value=share.share_bp aria-label=words::satisfied(lang)></progress>
            <span class="num">{basis(share.share_bp)}</span>
        </div></div>
    }
}

/// Basis points as per cent with one decimal.
pub fn basis(bp: i64) -> String {
    percent(bp, 10_000, 1).map_or_else(String::new, |text| format!("{text}%"))
}
