//! A form whose sender must give the password once more: what was filled in waits on this page. It
//! says what the form does and on what: somebody else may have left it on a computer that stood open.
//!
//! For: [`page`], for every form of staff whose session was left alone or is over, or that is sensitive.
//! Must not know: which handler takes the form.
//! To add: what a door does is a row of `i18n::locales::prove`; `http::routes` says which doors ask.

use crate::components::Frame;
use crate::components::field::{Field, line};
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::fields::{HELD, PROOF};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{account as words, audit, frame as frames, problems, prove as said, words as about};
use crate::pages::{confirm, flat};
use crate::service::fail::Unproven;
use crate::service::names::{self, Named, On};
use crate::service::staff::own;
use crate::service::{Linli, instance, sessions};
use leptos::prelude::*;
use std::collections::HashMap;

/// Where a form was sent to.
#[derive(Debug)]
pub struct Sent<'d> {
    /// The pattern of its address.
    pub door: &'d str,
    /// What the policy is asked there.
    pub verb: Option<Verb>,
    /// The page that holds it.
    pub back: String,
}

/// The door whose form has a pair of fields for each building.
const BUILDINGS: &str = "/setup/{slug}/buildings";

/// One thing that is acted on, in words.
fn named(lang: Lang, on: &On) -> String {
    match on {
        On::Account(name, login) => format!("{name} ({login})"),
        On::Household(household) => flat(lang, household),
        On::Work(zh, en) | On::Community(zh, en) => lang.pick(zh, en).to_owned(),
    }
}

/// What the form does, on what, and what is filled in.
async fn facts(app: &Linli, visitor: &Visitor, sent: &Sent<'_>, form: &Unproven) -> Vec<(&'static str, String)> {
    let (lang, verb) = (visitor.lang, sent.verb);
    let by_verb = || verb.and_then(|verb| audit::named(lang, verb.as_str()));
    let act = said::act(lang, sent.door).or_else(by_verb);
    let act = act.map(|act| (words::prove_act(lang), act.to_owned()));
    let caller = sessions::left_by(app, visitor).await.unwrap_or(Caller::Nobody);
    let on = names::on(app, &caller, verb, &visitor.path).await.unwrap_or_default();
    let on = on.iter().map(|on| (words::prove_on(lang), named(lang, on)));
    let names = names::find(app, form.pairs.iter().map(|(_, value)| value.as_str())).await.unwrap_or_default();
    let filled = if sent.door == BUILDINGS { renamed(lang, form, &names) } else { confirm::rows(lang, form, &names) };
    act.into_iter().chain(on).chain(filled).collect()
}

/// Buildings that get another name, each as it is called and as it will be.
fn renamed(lang: Lang, form: &Unproven, names: &HashMap<String, Named>) -> Vec<(&'static str, String)> {
    let of = |field: &'static str| form.pairs.iter().filter(move |(name, _)| name == field).map(|(_, value)| value);
    let mut rows = Vec::new();
    for (id, typed) in of("id").zip(of("name")) {
        let (from, to) = match names.get(id) {
            Some(Named::Building(name)) if name == typed.trim() => continue,
            Some(Named::Building(name)) => (about::building(lang, name), about::building(lang, typed)),
            _ => ("–".to_owned(), about::building(lang, typed)),
        };
        rows.push((said::rename(lang), format!("{from} → {to}")));
    }
    if rows.is_empty() {
        rows.push((said::rename(lang), said::rename_none(lang).to_owned()));
    }
    rows
}

/// The page. It names the account: a shared computer shows whose session goes on.
pub async fn page(app: &Linli, visitor: &Visitor, sent: &Sent<'_>, form: &Unproven) -> String {
    let lang = visitor.lang;
    // A page of words is owed even where the store does not answer.
    let mut frame = Frame::new(visitor, instance::find(app).await.unwrap_or_default());
    if let Some(device) = visitor.device {
        frame.token = crate::http::origin::token_for(app, &device.to_string());
    }
    if form.over {
        return signed_out(visitor, &frame, form);
    }
    let name = own::name(app, visitor).await.unwrap_or_default();
    let asked = form.problem.clone().filter(|problem| *problem != Problem::ProveAgain);
    let problems: FieldProblems = asked.into_iter().map(|problem| (PROOF, problem)).collect();
    let password = Field::new(PROOF, crate::i18n::locales::staff::password(lang), "")
        .kind("password")
        .autocomplete("current-password")
        .check(lang, &problems);
    let facts = facts(app, visitor, sent, form).await;
    let facts: Vec<_> = facts.into_iter().map(|(label, value)| view! { <dt>{label}</dt><dd>{value}</dd> }).collect();
    let page = view! {
        <h1>{words::prove_title(lang)}</h1>
        <form class="card stack" method="post" action=visitor.path.clone()>
            {frame.token_field()}
            <p>{words::prove_text(lang, &name)}</p>
            <dl class="facts">{facts}</dl>
            {kept(form)}
            {choose(lang, form)}
            {line(password)}
            <button class="btn wide">{words::prove_go(lang)}</button>
            <a class="btn line wide" href=sent.back.clone()>{frames::back(lang)}</a>
        </form>
        <form class="card stack" method="post" action="/login/out">
            {frame.token_field()}
            <p>{words::prove_not_mine(lang)}</p>
            <button class="btn line wide">{frames::sign_out(lang)}</button>
        </form>
    };
    frame.document(words::prove_title(lang), page)
}

fn kept(form: &Unproven) -> impl IntoView + use<> {
    let pairs = form.pairs.clone().into_iter();
    let pairs: Vec<_> = pairs.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect();
    let held = form.held.map(|id| view! { <input type="hidden" name=HELD value=id.to_string()/> });
    view! {
        {pairs}
        {held}
    }
}

/// That a file was not kept.
fn choose(lang: Lang, form: &Unproven) -> impl IntoView + use<> {
    form.again.then(|| view! { <p class="banner">{words::prove_choose(lang)}</p> })
}

/// Signing in has steps of its own, so it happens in another window; then the form goes on from here.
fn signed_out(visitor: &Visitor, frame: &Frame, form: &Unproven) -> String {
    let lang = visitor.lang;
    let sentence = |problem: &Problem| problems::sentence(lang, problem);
    let other = form.problem.as_ref().filter(|problem| **problem != Problem::SignInAgain).map(sentence);
    let page = view! {
        <h1>{words::signed_out_title(lang)}</h1>
        <form class="card stack" method="post" action=visitor.path.clone()>
            {frame.token_field()}
            <p>{sentence(&Problem::SignInAgain)}</p>
            {other.map(|text| view! { <p>{text}</p> })}
            <p>{words::signed_out_text(lang)}</p>
            {choose(lang, form)}
            {kept(form)}
            <a class="btn wide" href="/login" target="_blank" rel="noopener">{words::signed_out_login(lang)}</a>
            <button class="btn line wide">{words::signed_out_go(lang)}</button>
        </form>
    };
    frame.clone().document(words::signed_out_title(lang), page)
}
