//! The officials' first page: what needs me, then the figures.
//!
//! For: `/office`; one community on one page stands in `one`.
//! Must not know: what is pressing (`service::office`).
//! To add: a kind of need is a row of [`content`].

mod answers;
mod defects;
mod one;

pub use one::{Typed, screen, show as one};

use crate::domain::calendar::days_left;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, scopes};
use crate::domain::quantity::{grouped, percent};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::{office as words, staff, words as names};
use crate::pages::regions::stage_pill;
use crate::service::office::{Front, Need, What};
use crate::service::regions::{LEAST_ANSWERS, LEAST_RATINGS};
use crate::service::{Linli, office, sessions};
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/office`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let front = office::front(&app, &caller).await?;
    let frame = super::staff_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let moderates = !scopes(&caller, Verb::Moderate).is_empty();
    let region = front.region.as_ref().map(|region| region.code.as_str());
    let frame = frame.side(side(lang, &caller, front.needs.len(), region));
    Ok(html(StatusCode::OK, frame.document(words::title(lang), page(lang, &front, app.now(), moderates))))
}

/// The side bar: only what the caller may open.
pub fn side(lang: Lang, caller: &Caller, needs: usize, region: Option<&str>) -> Vec<(String, String)> {
    let may = |verb| !scopes(caller, verb).is_empty();
    let mine = if needs == 0 { words::mine(lang).to_owned() } else { format!("{} · {needs}", words::mine(lang)) };
    let mut links = Vec::new();
    if may(Verb::ViewOffice) {
        links.push(("/office".to_owned(), mine));
    }
    if may(Verb::ManageCommunity) {
        links.push(("/setup".to_owned(), words::setup(lang).to_owned()));
    }
    if may(Verb::Moderate) {
        links.push(("/desk".to_owned(), words::desk(lang).to_owned()));
    }
    if may(Verb::ManageStaff) {
        links.push(("/admin".to_owned(), words::admin(lang).to_owned()));
    }
    if may(Verb::ManageInstance) {
        links.push(("/admin/instance".to_owned(), staff::instance_title(lang).to_owned()));
    }
    if may(Verb::ViewAudit) {
        links.push(("/admin/audit".to_owned(), staff::audit_title(lang).to_owned()));
    }
    links.extend(region.map(|code| (format!("/r/{code}"), words::region(lang).to_owned())));
    links.push(("/record".to_owned(), words::record(lang).to_owned()));
    links
}

fn page(lang: Lang, front: &Front, now: Moment, moderates: bool) -> impl IntoView + use<> {
    let number = words::pieces(lang, &front.needs.len().to_string());
    let rows: Vec<_> = front.needs.iter().map(|need| row(lang, need, now, moderates)).collect();
    view! {
        <div class="row">
            <div class="row left"><h1>{words::title(lang)}</h1><span class="pill">{number}</span></div>
            <span class="small muted">{words::sorted(lang)}</span>
        </div>
        {if rows.is_empty() {
            view! { <section class="card stack"><h2>{words::nothing(lang)}</h2><p>{words::nothing_next(lang)}</p></section> }.into_any()
        } else {
            view! {
                <div class="card flush"><table class="data">
                    <thead><tr>
                        <th scope="col">{words::due(lang)}</th><th scope="col">{words::matter(lang)}</th>
                        <th scope="col">{words::community(lang)}</th><th scope="col">{words::content(lang)}</th>
                        <th scope="col"><span class="vh">{words::act(lang)}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            }.into_any()
        }}
        {figures(lang, front)}
        {communities(lang, front)}
    }
}

fn row(lang: Lang, need: &Need, now: Moment, moderates: bool) -> impl IntoView + use<> {
    let (class, due) = due_words(lang, need, now);
    let (kind, text, to, go) = content(lang, need, moderates);
    let name = lang.pick(&need.at.zh, &need.at.en).to_owned();
    view! {
        <tr>
            <td data-label=words::due(lang)><span class=class>{due}</span></td>
            <td data-label=words::matter(lang) class="short">{kind}</td>
            <td data-label=words::community(lang)><strong>{name}</strong></td>
            <td data-label=words::content(lang)>{text}</td>
            <td class="act"><a class="btn line" href=to>{go}</a></td>
        </tr>
    }
}

/// The pill of a due day: red when late, amber when soon.
fn due_words(lang: Lang, need: &Need, now: Moment) -> (&'static str, String) {
    if let What::Rating { percent, .. } = &need.what {
        return ("pill red", words::below(lang, &percent.to_string()));
    }
    let Some(due) = need.due else { return ("pill", String::new()) };
    match days_left(now, due) {
        _ if now < due && days_left(now, due) == 0 => ("pill amber", words::late_today(lang).to_owned()),
        days if days > 0 => (if days <= 7 { "pill amber" } else { "pill" }, words::left(lang, &days.to_string())),
        days if days < 0 => ("pill red", words::late(lang, &days.unsigned_abs().to_string())),
        _ => ("pill red", words::late_now(lang).to_owned()),
    }
}

/// What is said, and for how many households it is the same, if there are any.
fn same(lang: Lang, tile: &str, text: &str, households: i64) -> String {
    let n = grouped(households);
    match (text.is_empty(), households > 0) {
        (true, false) => tile.to_owned(),
        (true, true) => words::answer_short(lang, tile, &n),
        (false, false) => words::answer_plain(lang, tile, text),
        (false, true) => words::answer_text(lang, tile, text, &n),
    }
}

/// Kind, words, where it leads and what one does there.
fn content(lang: Lang, need: &Need, moderates: bool) -> (&'static str, String, String, &'static str) {
    let page = format!("/office/{}", need.at.slug);
    match &need.what {
        What::Answer { tile, households, waiting: true, .. } => {
            let said = same(lang, names::tile(lang, *tile), "", *households);
            let (to, go) = if moderates {
                ("/desk".to_owned(), words::go_review(lang))
            } else {
                (format!("{page}#feedback"), words::go_defect(lang))
            };
            (words::kind_review(lang), said, to, go)
        }
        What::Answer { serial, tile, text, households, .. } => {
            let short: String = text.chars().take(60).collect();
            let said = same(lang, names::tile(lang, *tile), &short, *households);
            (words::kind_answer(lang), said, format!("{page}?f={serial}#f{serial}"), words::go_answer(lang))
        }
        What::Poll { roll, voted, missing, .. } => {
            let share = percent(*voted, *roll, 0).map_or_else(String::new, |text| format!("{text}%"));
            let said = if *missing > 0 {
                words::poll_text(lang, &share, &grouped(*missing))
            } else {
                words::poll_area(lang, &share)
            };
            (words::kind_poll(lang), said, format!("{page}#poll"), words::go_poll(lang))
        }
        What::Rating { id, zh, en, answers, satisfied, .. } => {
            let share = percent(*satisfied, *answers, 0).map_or_else(String::new, |text| format!("{text}%"));
            let said = words::rating_text(lang, lang.pick(zh, en), &share, &grouped(*answers));
            (words::kind_rating(lang), said, format!("{page}#w{id}"), words::go_rating(lang))
        }
        What::Defect { zh, en, state, number, late } => {
            let work = lang.pick(zh, en);
            let said = match (*number, *late) {
                (1, _) => words::defect_text(lang, work, words::defect_state(lang, *state)),
                (many, 0) => words::defects_text(lang, work, &many.to_string()),
                (many, late) => words::defects_late(lang, work, &many.to_string(), &late.to_string()),
            };
            (words::kind_defect(lang), said, format!("{page}#defects"), words::go_defect(lang))
        }
        What::Corrections { number, late } => {
            let said = match late {
                0 => words::corrections_text(lang, &grouped(*number)),
                late => words::corrections_late(lang, &grouped(*number), &grouped(*late)),
            };
            let to = format!("/setup/{}/corrections", need.at.slug);
            (words::kind_corrections(lang), said, to, words::go_corrections(lang))
        }
    }
}

fn figures(lang: Lang, front: &Front) -> impl IntoView + use<> {
    let mut all = Vec::new();
    if let Some(programme) = &front.programme
        && let (Some(started), Some(planned)) = (programme.started, programme.planned)
    {
        let share = percent(started, planned, 1).map_or_else(String::new, |text| format!("{text}%"));
        let note = words::of_communities(lang, &grouped(started), &grouped(planned));
        all.push(figure(words::figure_started(lang, &programme.year.to_string()), share, note));
    }
    if let Some(totals) = front.totals {
        let owed = totals.answered.saturating_add(front.overdue);
        let of = words::of_feedback(lang, &grouped(totals.on_time), &grouped(owed));
        all.push(figure(words::figure_on_time(lang).to_owned(), share(lang, totals.on_time, owed, LEAST_ANSWERS), of));
        let homes = words::of_households(lang, &grouped(totals.households));
        all.push(figure(words::figure_communities(lang).to_owned(), grouped(totals.communities), homes));
        let of = words::of_ratings(lang, &grouped(totals.satisfied), &grouped(totals.ratings));
        let satisfied = share(lang, totals.satisfied, totals.ratings, LEAST_RATINGS);
        all.push(figure(words::figure_satisfied(lang).to_owned(), satisfied, of));
    }
    (!all.is_empty()).then(|| view! { <section class="figures" aria-label=words::figures(lang)>{all}</section> })
}

fn share(lang: Lang, part: i64, whole: i64, least: i64) -> String {
    let share = percent(part, whole, 1).filter(|_| whole >= least).map(|text| format!("{text}%"));
    share.unwrap_or_else(|| words::too_few(lang).to_owned())
}

fn figure(label: String, value: String, note: String) -> impl IntoView {
    view! { <div class="figure"><span>{label}</span><strong class="num">{value}</strong><small>{note}</small></div> }
}

fn communities(lang: Lang, front: &Front) -> impl IntoView + use<> {
    let items: Vec<_> = front
        .communities
        .iter()
        .map(|standing| {
            let name = lang.pick(&standing.zh, &standing.en).to_owned();
            let homes = words::of_households(lang, &grouped(standing.households));
            view! {
                <li><a href=format!("/office/{}", standing.slug)>
                    <span class="row left"><strong>{name}</strong>{stage_pill(lang, standing.stage)}</span><small>{homes}</small>
                </a></li>
            }
        })
        .collect();
    view! {
        <section class="card stack">
            <h2>{words::communities(lang)}</h2>
            {if items.is_empty() {
                view! { <p>{words::no_communities(lang)}" "{words::no_communities_next(lang)}</p> }.into_any()
            } else {
                view! { <ul class="list">{items}</ul> }.into_any()
            }}
        </section>
    }
}
