//! `/setup/new`: a community, its region first.

use super::{Back, answer, once};
use crate::components::Frame;
use crate::components::field::{line, summary};
use crate::domain::problem::Problem;
use crate::domain::region::RegionCode;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::setup as words;
use crate::pages::login::{asked, with_device};
use crate::pages::office;
use crate::service::{Linli, Outcome, communities, sessions};
use crate::store::communities::Community;
use crate::store::regions::{self, Region};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// `/setup/new`: down the tree by `?under=`, then the form by `?region=`.
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let typed = asked(&visitor, "region").to_owned();
    if let Some(region) = known(&app, &typed).await? {
        return render(&app, visitor, StatusCode::OK, region.code.as_str(), &Back::fresh()).await;
    }
    tree(&app, visitor, &typed).await
}

async fn known(app: &Linli, typed: &str) -> Outcome<Option<Region>> {
    let Some(code) = RegionCode::parse(typed) else { return Ok(None) };
    let mut c = app.store.read().await?;
    Ok(regions::find(&mut c, code.as_str()).await?)
}

async fn framed(app: &Linli, visitor: &mut Visitor) -> Outcome<(Frame, Option<String>)> {
    let caller = sessions::caller(app, visitor).await?;
    communities::list_for_setup(app, &caller).await?;
    if !communities::may_make(&caller) {
        return Err(Problem::NotAllowed.into());
    }
    let cookie = with_device(app, visitor);
    let frame = crate::pages::staff_frame(app, visitor).await?;
    let title = words::title(frame.lang);
    let links = office::side(frame.lang, &caller, 0, None);
    Ok((frame.under("/setup", title).side(links), cookie))
}

async fn tree(app: &Linli, mut visitor: Visitor, typed: &str) -> Answer {
    let (frame, cookie) = framed(app, &mut visitor).await?;
    let lang = frame.lang;
    let under = RegionCode::parse(asked(&visitor, "under"));
    let mut c = app.store.read().await?;
    let (path, below) = match &under {
        Some(code) => (regions::path(&mut c, code).await?, regions::children(&mut c, code.as_str()).await?),
        None => (Vec::new(), regions::roots(&mut c).await?),
    };
    drop(c);
    let unknown = !typed.is_empty();
    let problems = if unknown { vec![("region", Problem::UnknownPlace)] } else { Vec::new() };
    let code = crate::components::field::Field::new("region", words::region_code(lang), typed)
        .hint(words::region_hint(lang))
        .digits()
        .check(lang, &problems);
    let here = path.first().map(|region| region.code.clone());
    let page = view! {
        <h1>{words::which_region(lang)}</h1>
        {crumbs(lang, &path)}
        {here.filter(|_| path.len() > 2).map(|code| view! {
            <a class="btn wide" href=format!("/setup/new?region={code}")>{words::this_region(lang, lang.pick(&path.first().map(|r| r.zh.clone()).unwrap_or_default(), &path.first().map(|r| r.en.clone()).unwrap_or_default()))}</a>
        })}
        <ul class="list card">{below.into_iter().map(|region| step(lang, region)).collect_view()}</ul>
        <form class="card" method="get" action="/setup/new">
            <h2>{words::or_code(lang)}</h2>
            {line(code)}
            <button class="btn line">{words::go_on(lang)}</button>
        </form>
    };
    Ok(answer(StatusCode::OK, frame.document(words::new(lang), page), cookie.as_deref()))
}

/// A region that has others below leads down; the lowest is chosen at once.
fn step(lang: Lang, region: Region) -> impl IntoView {
    let lowest = region.code.len() >= 12;
    let to = if lowest { "region" } else { "under" };
    let to = format!("/setup/new?{to}={}", region.code);
    view! { <li><a href=to><strong>{lang.pick(&region.zh, &region.en).to_owned()}</strong><small class="num">{region.code}</small></a></li> }.into_any()
}

fn crumbs(lang: Lang, path: &[Region]) -> impl IntoView + use<> {
    let links: Vec<(String, String)> = path
        .iter()
        .map(|region| (format!("/setup/new?under={}", region.code), lang.pick(&region.zh, &region.en).to_owned()))
        .collect();
    (!links.is_empty()).then(|| {
        let links = links.into_iter().map(|(to, name)| view! { <a href=to>{name}</a> });
        view! { <nav class="crumbs"><a href="/setup/new">{words::all_regions(lang)}</a>{links.collect_view()}</nav> }
    })
}

/// The form; also when it comes back.
///
/// # Errors
/// What the policy says.
pub async fn render(
    app: &Linli,
    mut visitor: Visitor,
    status: StatusCode,
    region: &str,
    back: &Back<'_>,
) -> Outcome<Response> {
    let (frame, cookie) = framed(app, &mut visitor).await?;
    let lang = frame.lang;
    let mut c = app.store.read().await?;
    let path = match RegionCode::parse(region) {
        Some(code) => regions::path(&mut c, &code).await?,
        None => Vec::new(),
    };
    drop(c);
    let slug = back.field(lang, "slug", words::slug(lang), "").hint(words::slug_hint(lang));
    let code = back.field(lang, "region", words::region_code(lang), region).digits();
    let page = view! {
        <h1>{words::new(lang)}</h1>
        {crumbs(lang, &path)}
        {summary(lang, back.problems)}
        <form method="post" action="/setup/new">
            {frame.token_field()}
            <input type="hidden" name="once" value=once(app, back)/>
            <div class="card">{facts(lang, back, None)}{line(slug)}{line(code)}</div>
            <div class="bar"><button class="btn wide">{words::make(lang)}</button></div>
        </form>
    };
    Ok(answer(status, frame.document(words::new(lang), page), cookie.as_deref()))
}

/// The fields that can be revised later too.
pub fn facts(lang: Lang, back: &Back<'_>, stored: Option<&Community>) -> impl IntoView + use<> {
    let of = |pick: fn(&Community) -> String| stored.map(pick).unwrap_or_default();
    let zh = back.field(lang, "zh", words::name_zh(lang), &of(|c| c.zh.clone()));
    let en = back.field(lang, "en", words::name_en(lang), &of(|c| c.en.clone())).hint(words::optional(lang));
    let year = of(|c| c.built_year.map(|year| year.to_string()).unwrap_or_default());
    let year = back.field(lang, "built_year", words::built_year(lang), &year).digits().hint(words::optional(lang));
    let by = back
        .field(lang, "answers_by", words::answers_by(lang), &of(|c| c.answers_by.clone()))
        .hint(words::answers_by_hint(lang));
    view! { {line(zh)}{line(en)}{line(year)}{line(by)} }.into_any()
}
