//! `/setup/{slug}/merge`: another community's households come over. With `?other=` what that brings.

use super::{Back, Sheet, saved, sheet};
use crate::components::field::{Field, select, summary};
use crate::components::icon;
use crate::domain::phase::Verb;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::locales::households as words;
use crate::pages::login::asked;
use crate::service::merging::{self, Offer};
use crate::service::{Linli, Outcome};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/{slug}/merge`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Path(slug): Path<String>) -> Answer {
    render(&app, &visitor, StatusCode::OK, &slug, &Back::fresh()).await
}

/// The page; also when merging was refused.
///
/// # Errors
/// What the policy says.
pub async fn render(
    app: &Linli,
    visitor: &Visitor,
    status: StatusCode,
    slug: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let mut sheet = sheet(app, visitor, slug, Some(Verb::ManageRoll)).await?;
    let lang = sheet.lang();
    let offer = merging::offer(app, &sheet.caller, slug, &back.or("other", asked(visitor, "other"))).await?;
    sheet.frame.back = Some(sheet.path("/households"));
    let name = lang.pick(&sheet.community.zh, &sheet.community.en).to_owned();
    let page = view! {
        <h1>{words::merge(lang)}</h1>
        {saved(visitor)}
        {sheet.closed_note()}
        {summary(lang, back.problems)}
        <p>{words::merge_hint(lang, &name)}</p>
        <p>{words::merge_history(lang)}</p>
        {choose(&sheet, &offer)}
        {confirm(&sheet, &offer)}
    };
    Ok(sheet.answer(status, sheet.frame.document(words::merge(lang), page)))
}

fn choose(sheet: &Sheet, offer: &Offer) -> impl IntoView + use<> {
    let lang = sheet.lang();
    if offer.others.is_empty() {
        return view! { <p class="card">{words::merge_none(lang)}</p> }.into_any();
    }
    let all = offer.others.iter().map(|one| (one.slug.clone(), lang.pick(&one.zh, &one.en).to_owned())).collect();
    let chosen = offer.other.as_ref().map_or("", |one| one.slug.as_str());
    view! {
        <form class="card stack" method="get" action=sheet.path("/merge")>
            {select(Field::new("other", words::merge_which(lang), chosen), all)}
            <button class="btn line wide">{words::merge_look(lang)}</button>
        </form>
    }
    .into_any()
}

fn confirm(sheet: &Sheet, offer: &Offer) -> impl IntoView + use<> {
    let lang = sheet.lang();
    offer.other.as_ref().map(|other| {
        let name = lang.pick(&other.zh, &other.en).to_owned();
        let size = words::merge_size(lang, other.households, other.buildings);
        let clashes = (!offer.clashes.is_empty()).then(|| words::merge_clash(lang, &offer.clashes.join("、")));
        let free = clashes.is_none();
        let (faults, said) = offer.left;
        let left = [
            (faults > 0).then(|| words::merge_faults(lang, faults)),
            (said > 0).then(|| words::merge_said(lang, said)),
        ];
        let left = left.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("，", ", "));
        let left = (!left.is_empty()).then(|| words::merge_left(lang, &left));
        let here = words::merge_rename(lang, lang.pick(&sheet.community.zh, &sheet.community.en));
        let there = words::merge_rename(lang, &name);
        let other_buildings = format!("/setup/{}/buildings", other.slug);
        let ways = clashes.is_some().then(|| {
            view! {
                <p class="stack">
                    <a class="btn line wide" href=sheet.path("/buildings")>{here}</a>
                    <a class="btn line wide" href=other_buildings>{there}</a>
                </p>
            }
        });
        view! {
            <form class="card stack" method="post" action=sheet.path("/merge")>
                {sheet.frame.token_field()}
                <input type="hidden" name="other" value=other.slug.clone()/>
                <h2>{name.clone()}</h2>
                <p>{size}</p>
                {left.map(|text| view! { <p class="banner">{icon("warn")}<span>{text}</span></p> })}
                <p>{words::merge_duties(lang)}</p>
                {clashes.map(|text| view! { <p class="banner bad">{icon("warn")}<span>{text}</span></p> })}
                {ways}
                {free.then(|| view! {
                    <p class="banner">{icon("warn")}<span>{words::merge_no_way_back(lang)}</span></p>
                    <button class="btn danger wide">{words::merge_go(lang, &name)}</button>
                })}
            </form>
        }
        .into_any()
    })
}
