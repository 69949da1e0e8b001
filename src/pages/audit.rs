//! The audit log: looked through by who, what, where, when, result and address, and taken along as a file.
//!
//! For: `/admin/audit`; the file comes from `actions::audit`.
//! Must not know: who may see which entry; the service says.
//! To add: a thing to look for is a field of [`Asked`] and of `service::audit::Wanted`.

use crate::components::Frame;
use crate::components::field::{Field, general, line, select};
use crate::domain::problem::FieldProblems;
use crate::http::answer::{Answer, html};
use crate::http::problem::status;
use crate::http::visitor::Visitor;
use crate::i18n::locales::{audit as said, staff as words};
use crate::i18n::{Lang, dates};
use crate::pages::admin::admin_frame;
use crate::service::audit::{self, Act, Found, Wanted};
use crate::service::{Fail, Linli, sessions};
use crate::store::audit::{DONE, REFUSED};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    who: String,
    verb: String,
    community: String,
    object: String,
    from: String,
    to: String,
    result: String,
    address: String,
    before: String,
}

/// Longest text that is looked for.
const MOST: usize = 60;

impl From<Asked> for Wanted {
    fn from(asked: Asked) -> Self {
        let short = |text: String| text.trim().chars().take(MOST).collect::<String>();
        Self {
            who: short(asked.who),
            verb: short(asked.verb),
            community: short(asked.community),
            object: short(asked.object),
            from: short(asked.from),
            to: short(asked.to),
            result: short(asked.result),
            address: short(asked.address),
            before: asked.before.parse().ok(),
        }
    }
}

/// `/admin/audit`
pub async fn show(State(app): State<Linli>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let wanted = Wanted::from(asked);
    let (found, problems) = match audit::search(&app, &by, &caller, &wanted).await {
        Ok(found) => (found, FieldProblems::new()),
        // What was typed comes back with what is wrong beside it.
        Err(Fail::Fields(problems)) if problems.iter().all(|(field, _)| !field.is_empty()) => {
            (Found::default(), problems)
        }
        Err(fail) => return Err(fail),
    };
    let frame = admin_frame(&app, &visitor).await?;
    let code = problems.first().map_or(StatusCode::OK, |(_, problem)| status(problem));
    Ok(html(code, page(&frame, &wanted, &found, &problems)))
}

fn page(frame: &Frame, wanted: &Wanted, found: &Found, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let title = words::audit_title(lang);
    let body = if found.acts.is_empty() {
        let looked = *wanted != Wanted::default();
        let text = if looked { said::none_found(lang) } else { words::audit_empty(lang) };
        problems.is_empty().then(|| view! { <p class="card">{text}</p> }).into_any()
    } else {
        table(lang, &found.acts).into_any()
    };
    let older = found.next.map(|before| view! { <p><a href=address(wanted, before)>{said::older(lang)}</a></p> });
    let view = view! {
        <h1>{title}</h1>
        {search_form(lang, wanted, problems)}
        {body}
        {older}
        {export_form(frame, wanted)}
    };
    frame.clone().under("/login", words::to_account(lang)).document(title, view)
}

/// What is looked for, as fields of a form.
fn pairs(wanted: &Wanted) -> [(&'static str, &str); 8] {
    [
        ("who", &wanted.who),
        ("verb", &wanted.verb),
        ("community", &wanted.community),
        ("object", &wanted.object),
        ("from", &wanted.from),
        ("to", &wanted.to),
        ("result", &wanted.result),
        ("address", &wanted.address),
    ]
}

fn address(wanted: &Wanted, before: i64) -> String {
    let before = before.to_string();
    let mut all: Vec<_> = pairs(wanted).into_iter().filter(|(_, value)| !value.is_empty()).collect();
    all.push(("before", &before));
    format!("/admin/audit?{}", serde_urlencoded::to_string(all).unwrap_or_default())
}

fn search_form(lang: Lang, wanted: &Wanted, problems: &FieldProblems) -> impl IntoView + use<> {
    let field = |name, label: &str, value: &str| Field::new(name, label, value).check(lang, problems);
    let choice = |known: &[(&str, &str)]| -> Vec<(String, String)> {
        let any = ("", said::any(lang));
        std::iter::once(&any).chain(known).map(|(word, name)| ((*word).to_owned(), (*name).to_owned())).collect()
    };
    let verbs = choice(&said::verbs(lang));
    let results = choice(&[(DONE, said::done(lang)), (REFUSED, said::refused(lang))]);
    view! {
        <form method="get" action="/admin/audit" class="card stack">
            {general(lang, problems)}
            <div class="two">
                {line(field("who", said::by_login(lang), &wanted.who))}
                {select(field("verb", words::audit_what(lang), &wanted.verb), verbs)}
                {line(field("community", said::by_slug(lang), &wanted.community))}
                {line(field("object", said::by_object(lang), &wanted.object))}
                {line(field("from", said::from(lang), &wanted.from).kind("date"))}
                {line(field("to", said::to(lang), &wanted.to).kind("date"))}
                {select(field("result", said::result(lang), &wanted.result), results)}
                {line(field("address", said::by_address(lang), &wanted.address))}
            </div>
            <button class="btn wide">{said::look(lang)}</button>
        </form>
    }
}

fn export_form(frame: &Frame, wanted: &Wanted) -> impl IntoView + use<> {
    let lang = frame.lang;
    let hidden: Vec<_> = pairs(wanted)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned()/> })
        .collect();
    view! {
        <form method="post" action="/admin/audit/export" class="card stack">
            {frame.token_field()}
            {hidden}
            <p class="small muted">{said::export_hint(lang)}</p>
            <div class="two">
                <button class="btn line" name="as" value="csv">{said::as_csv(lang)}</button>
                <button class="btn line" name="as" value="jsonl">{said::as_lines(lang)}</button>
            </div>
        </form>
    }
}

fn table(lang: Lang, acts: &[Act]) -> impl IntoView + use<> {
    let heads = [
        said::number(lang),
        words::audit_when(lang),
        words::audit_who(lang),
        words::audit_what(lang),
        said::result(lang),
        words::audit_where(lang),
    ];
    let rows = acts.iter().map(|act| row(lang, act)).collect_view();
    view! {
        <div class="card flush">
            <table class="data">
                <thead><tr>{heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(lang: Lang, act: &Act) -> impl IntoView + use<> {
    let entry = &act.entry;
    let what = [
        said::verb(lang, &entry.verb, &entry.object),
        said::object(lang, &entry.object),
        said::noted(lang, &entry.detail),
    ];
    let joined = |parts: Vec<&str>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let what = joined(what.iter().map(String::as_str).collect());
    let who = joined(vec![&act.login, &entry.address]);
    // On a phone the label stands before the cell: an empty one would name nothing.
    let place = (!act.slug.is_empty()).then(|| words::audit_where(lang));
    let result = said::outcome(lang, &entry.result);
    view! {
        <tr>
            <td class="short" data-label=said::number(lang)>{act.serial}</td>
            <td class="short" data-label=words::audit_when(lang)>{dates::minute(lang, entry.at)}</td>
            <td data-label=words::audit_who(lang)>{who}</td>
            <td data-label=words::audit_what(lang)>{what}</td>
            <td class="short" data-label=said::result(lang)>{result}</td>
            <td class="short" data-label=place>{act.slug.clone()}</td>
        </tr>
    }
}
