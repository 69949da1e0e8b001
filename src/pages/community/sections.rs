//! What people say, what will be done, who pays.

use crate::components::icon;
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
    let total: i64 = home.works.iter().map(|work| work.cost_fen).sum();
    let slug = home.community.slug.clone();
    let items: Vec<_> = home.works.iter().map(|work| one_work(lang, &slug, work)).collect();
    let none = items.is_empty();
    view! {
        <section class="card">
            <div class="row">
                <h2>{words::works(lang)}</h2>
                {(total > 0).then(|| view! { <span class="small muted">{words::works_total(lang, &amount(lang, total))}</span> })}
            </div>
            {if none {
                view! { <p>{words::works_none(lang)}</p> }.into_any()
            } else {
                view! { <ul class="list">{items}</ul> }.into_any()
            }}
        </section>
    }
}

fn one_work(lang: Lang, slug: &str, work: &Work) -> impl IntoView + use<> {
    let to = format!("/c/{slug}/works/{}", work.id);
    let name = lang.pick(&work.zh, &work.en).to_owned();
    let sign = match work.state {
        WorkState::Planned => "list",
        WorkState::Building => "wrench",
        WorkState::Finished => "check",
    };
    let how = if work.must_do { words::must_do(lang) } else { words::to_vote(lang) };
    let cost = (work.cost_fen > 0).then(|| amount(lang, work.cost_fen));
    let facts: Vec<String> =
        cost.into_iter().chain([words::work_state(lang, work.state).to_owned(), how.to_owned()]).collect();
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
