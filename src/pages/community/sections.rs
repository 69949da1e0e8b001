//! What people say, what will be done, who pays.

use crate::components::icon;
use crate::domain::ids::PollId;
use crate::domain::work::WorkState;
use crate::i18n::Lang;
use crate::i18n::locales::community as words;
use crate::i18n::money::{amount, short};
use crate::pages::feedback::item;
use crate::service::home::Home;
use crate::store::projects::FundingLine;
use crate::store::works::Work;
use leptos::prelude::*;

/// What people say, most households first.
pub fn said(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let slug = home.community.slug.clone();
    let all = format!("/c/{slug}/feedback/all");
    let count = home.said_count;
    let more = i64::try_from(home.said.len()).is_ok_and(|shown| shown < count);
    let items: Vec<_> = home
        .said
        .iter()
        .map(|f| item(lang, &home.community, f, home.answers.get(&f.id).map(String::as_str), home.now))
        .collect();
    view! {
        <section class="card">
            <div class="row">
                <h2>{words::said(lang)}</h2>
                {(count > 0).then(|| view! { <span class="small muted">{words::said_count(lang, count)}</span> })}
            </div>
            {if items.is_empty() {
                view! { <p>{words::said_none(lang)}</p> }.into_any()
            } else {
                view! { <ul class="list">{items}</ul> }.into_any()
            }}
            {more.then(|| view! { <a class="btn line wide" href=all>{words::said_all(lang, count)}</a> })}
        </section>
    }
}

/// The works with cost, state and whether they must be done.
pub fn works(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let off = home.is_off();
    let (lost, kept): (Vec<&Work>, Vec<&Work>) = home.works.iter().partition(|work| home.left_out(work).is_some());
    // While a vote decides, only what is settled adds up to something that will be spent.
    let asked = |work: &Work| !work.must_do && home.standing.asked.contains(&work.id);
    let undecided = kept.iter().any(|work| asked(work));
    let adds = |work: &&&Work| !asked(work);
    let total: i64 = kept.iter().filter(adds).map(|work| work.cost_fen).sum();
    let words_total = if undecided { words::works_total_settled } else { words::works_total };
    let slug = home.community.slug.clone();
    let items: Vec<_> = kept.iter().map(|work| one_work(lang, &slug, work, &standing(lang, off, work))).collect();
    let none = home.works.is_empty();
    view! {
        <section class="card">
            <div class="row">
                <h2>{if off { words::works_meant(lang) } else { words::works(lang) }}</h2>
                {(total > 0).then(|| view! { <span class="small muted">{words_total(lang, &amount(lang, total))}</span> })}
            </div>
            {none.then(|| view! { <p>{words::works_none(lang)}</p> })}
            {(!items.is_empty()).then(|| view! { <ul class="list">{items}</ul> })}
            {(!lost.is_empty()).then(|| not_chosen(lang, home, &lost))}
        </section>
    }
}

/// What was put to the vote and not chosen, and where that was decided.
fn not_chosen(lang: Lang, home: &Home, lost: &[&Work]) -> impl IntoView + use<> {
    let slug = home.community.slug.clone();
    let items: Vec<_> = lost.iter().map(|work| one_work(lang, &slug, work, &[words::not_chosen(lang)])).collect();
    let mut polls: Vec<PollId> = lost.iter().filter_map(|work| home.left_out(work)).collect();
    polls.sort_unstable();
    polls.dedup();
    let links = polls.into_iter().map(|poll| {
        let to = format!("/c/{slug}/polls/{poll}");
        view! { <p><a href=to>{words::not_chosen_why(lang)}</a></p> }
    });
    view! {
        <h3>{words::not_chosen(lang)}</h3>
        <ul class="list">{items}</ul>
        {links.collect_view()}
    }
}

/// How far a work is and who decides on it; of a renovation that is off only what was done.
fn standing(lang: Lang, off: bool, work: &Work) -> Vec<&'static str> {
    let state = words::work_state(lang, work.state);
    match (off, work.must_do) {
        (true, _) if work.state == WorkState::Planned => Vec::new(),
        (true, _) => vec![state],
        (false, true) => vec![state, words::must_do(lang)],
        (false, false) => vec![state, words::to_vote(lang)],
    }
}

fn one_work(lang: Lang, slug: &str, work: &Work, standing: &[&str]) -> impl IntoView + use<> {
    let to = format!("/c/{slug}/works/{}", work.id);
    let name = lang.pick(&work.zh, &work.en).to_owned();
    let sign = match work.state {
        WorkState::Planned => "list",
        WorkState::Building => "wrench",
        WorkState::Finished => "check",
    };
    let cost = (work.cost_fen > 0).then(|| amount(lang, work.cost_fen));
    let facts: Vec<&str> = cost.as_deref().into_iter().chain(standing.iter().copied()).collect();
    let facts = facts.join(" · ");
    view! { <li><a href=to>{icon(sign)}<strong>{name}</strong><small>{facts}</small></a></li> }
}

/// Who pays, how much has come and how much is spent.
pub fn money(lang: Lang, home: &Home) -> impl IntoView + use<> {
    let lines: Vec<_> = home.funding.iter().filter(|line| line.planned_fen > 0 || line.received_fen > 0).collect();
    let sum = |of: fn(&FundingLine) -> i64| amount(lang, lines.iter().map(|line| of(line)).sum());
    let total = words::money_total(lang, &sum(|l| l.planned_fen), &sum(|l| l.received_fen), &sum(|l| l.spent_fen));
    let rows: Vec<_> = lines.iter().map(|line| one_line(lang, **line)).collect();
    view! {
        <section class="card stack">
            <h2>{words::money(lang)}</h2>
            {if rows.is_empty() {
                view! { <p>{words::money_none(lang)}</p> }.into_any()
            } else {
                view! { <p>{total}</p>{rows} }.into_any()
            }}
        </section>
    }
}

fn one_line(lang: Lang, line: FundingLine) -> impl IntoView + use<> {
    let name = words::source(lang, line.source);
    let text = words::money_line(
        lang,
        &short(lang, line.planned_fen),
        &short(lang, line.received_fen),
        &short(lang, line.spent_fen),
    );
    let (value, max) = (line.received_fen.to_string(), line.planned_fen.max(line.received_fen).max(1).to_string());
    view! {
        <div class="stack">
            <div class="row"><strong>{name}</strong><span class="small muted">{text}</span></div>
            <progress class="meter" value=value max=max aria-label=name></progress>
        </div>
    }
}
