//! A form whose origin the browser did not prove, shown once more in words.
//!
//! For: [`page`]: what the form does and what is in it, with the token that its browser can now
//! send. Files wait on the server; a password is never written into a page.
//! Must not know: which handler takes the form.
//! To add: the words of a new door or field stand in `i18n::locales::confirm`.

use crate::components::Frame;
use crate::http::fields::{HELD, TOKEN};
use crate::http::origin;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{account, confirm as words, frame, problems, words as names_of};
use crate::service::fail::Unproven;
use crate::service::names::{self, Named};
use crate::service::{Linli, instance};
use leptos::prelude::*;
use std::collections::HashMap;

/// The page. `door` is the pattern of the address that the form was sent to.
pub async fn page(app: &Linli, visitor: &Visitor, door: &str, form: &Unproven, device: &str) -> String {
    let lang = visitor.lang;
    // A page of words is owed even where the store does not answer.
    let frame = Frame::new(visitor, instance::find(app).await.unwrap_or_default());
    if form.secret {
        return frame.document(words::secret_title(lang), once_more(lang, visitor, form));
    }
    let names = names::find(app, form.pairs.iter().map(|(_, value)| value.as_str())).await.unwrap_or_default();
    let token = origin::token_for(app, device);
    frame.document(words::title(lang), shown(lang, visitor, (door, form), &names, token))
}

/// The way back to a form with a password, where the browser can now prove its origin.
fn once_more(lang: Lang, visitor: &Visitor, form: &Unproven) -> impl IntoView + use<> {
    let kept = serde_urlencoded::to_string(&form.pairs).unwrap_or_default();
    let to = if kept.is_empty() { visitor.path.clone() } else { format!("{}?{kept}", visitor.path) };
    view! {
        <h1>{words::secret_title(lang)}</h1>
        <section class="card stack">
            <p>{words::secret_text(lang)}</p>
            <a class="btn wide" href=to>{words::secret_go(lang)}</a>
        </section>
    }
}

fn shown(
    lang: Lang,
    visitor: &Visitor,
    (door, form): (&str, &Unproven),
    names: &HashMap<String, Named>,
    token: String,
) -> impl IntoView + use<> {
    let rows = rows(lang, form, names).into_iter().map(|(label, value)| view! { <dt>{label}</dt><dd>{value}</dd> });
    let rows: Vec<_> = rows.collect();
    let kept =
        form.pairs.clone().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let kept: Vec<_> = kept.collect();
    let held = form.held.map(|id| view! { <input type="hidden" name=HELD value=id.to_string()/> });
    let holds = form.held.is_some();
    let problem = form.problem.as_ref().map(|problem| problems::sentence(lang, problem));
    view! {
        <h1>{words::title(lang)}</h1>
        <form class="card stack" method="post" action=visitor.path.clone()>
            <p>{words::text(lang)}</p>
            {problem.map(|text| view! { <p class="banner bad" role="alert">{text}</p> })}
            {words::act(lang, door).map(|text| view! { <h2>{text}</h2> })}
            {(!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> })}
            {holds.then(|| view! { <p class="small muted">{words::kept(lang)}</p> })}
            {form.again.then(|| view! { <p class="banner">{account::prove_choose(lang)}</p> })}
            {kept}
            {held}
            <input type="hidden" name=TOKEN value=token/>
            <button class="btn wide">{words::send(lang)}</button>
            <a class="btn line wide" href="/">{frame::back(lang)}</a>
        </form>
    }
}

/// What a person filled in, each with its name, and how many files.
pub(super) fn rows(lang: Lang, form: &Unproven, names: &HashMap<String, Named>) -> Vec<(&'static str, String)> {
    let said = form.pairs.iter().filter(|(_, value)| !value.trim().is_empty());
    let mut rows: Vec<(&'static str, String)> = said
        .filter_map(|(field, value)| {
            let text = match names.get(value) {
                Some(Named::Work(zh, en)) => lang.pick(zh, en).to_owned(),
                Some(Named::Building(name)) => names_of::building(lang, name),
                None => words::value(lang, field, value),
            };
            Some((words::label(lang, field)?, text))
        })
        .collect();
    let mut fields: Vec<&str> = form.files.iter().map(String::as_str).collect();
    fields.sort_unstable();
    fields.dedup();
    for field in fields {
        let count = form.files.iter().filter(|name| *name == field).count();
        let count = if field == "photos" { words::photos(lang, count) } else { words::files(lang, count) };
        rows.extend(words::label(lang, field).map(|label| (label, count)));
    }
    rows
}
