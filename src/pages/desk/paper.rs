//! Paper ballots: find the household, tick as on the slip, let a second person compare.
//!
//! For: `/desk/paper`, `/desk/paper/{poll}/{household}`, `/desk/paper/check`.
//! Must not know: what counts; the service says.
//! To add: see `pages`.

use super::desk_frame;
use crate::components::Frame;
use crate::components::field::{Field, general, line, select, sentence_for};
use crate::domain::ballot::Ballot;
use crate::domain::ids::{HouseholdId, PollId};
use crate::domain::poll::Winner;
use crate::domain::problem::{FieldProblems, Problem};
use crate::domain::quantity::yuan;
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{desk as words, words as names};
use crate::i18n::{Lang, dates};
use crate::pages::flat;
use crate::pages::login::asked;
use crate::service::papers::{self, Check, Running, Slip, Sought, ToCheck};
use crate::service::{Linli, sessions};
use crate::store::polls::PollOption;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

/// `/desk/paper`: which poll, whose slip.
pub async fn paper(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let running = papers::running(&app, &caller).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let entered = asked(&visitor, "done") == "entered";
    let poll = asked(&visitor, "poll");
    let page = find_form(&frame, &running, poll, &Sought::default(), entered, &FieldProblems::new());
    Ok(html(StatusCode::OK, page))
}

/// The form that finds a slip's household.
pub fn find_form(
    frame: &Frame,
    running: &[Running],
    chosen: &str,
    sought: &Sought,
    entered: bool,
    problems: &FieldProblems,
) -> String {
    let lang = frame.lang;
    let form = match running.iter().find(|one| one.poll.id.to_string() == chosen).or(running.first()) {
        Some(one) => one_poll(frame, running, one, sought, problems).into_any(),
        None => view! {
            <p class="card">{words::paper_none(lang)}</p>
            <a class="btn line wide" href="/desk/paper/check">{words::check_title(lang)}</a>
        }
        .into_any(),
    };
    let page = view! {
        <h1>{words::paper_title(lang)}</h1>
        {entered.then(|| view! { <p class="banner good" role="status">{words::entered(lang)}</p> })}
        {general(lang, problems)}
        {form}
    };
    frame.clone().under("/desk", words::queue_title(lang)).document(words::paper_title(lang), page)
}

/// The polls as links, then the form for the chosen one.
fn one_poll(
    frame: &Frame,
    running: &[Running],
    one: &Running,
    sought: &Sought,
    problems: &FieldProblems,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let name = |one: &Running| {
        let community = lang.pick(&one.community.zh, &one.community.en).to_owned();
        format!("{community} · {}", lang.pick(&one.poll.title_zh, &one.poll.title_en))
    };
    let others: Vec<(String, String)> = running
        .iter()
        .filter(|other| other.poll.id != one.poll.id)
        .map(|other| (format!("/desk/paper?poll={}", other.poll.id), name(other)))
        .collect();
    let doors = format!("/desk/doors/{}", one.community.slug);
    let mut buildings = vec![(String::new(), words::choose(lang).to_owned())];
    buildings.extend(one.buildings.iter().map(|b| (b.key.clone(), names::building(lang, &b.name))));
    let code = Field::new("code", words::slip_code(lang), &sought.code).hint(words::slip_code_hint(lang));
    let building = Field::new("building", words::building(lang), &sought.building).check(lang, problems);
    let room = Field::new("room", words::entrance_room(lang), &sought.room).hint(words::room_hint(lang));
    view! {
        <form method="post" action="/desk/paper">
            {frame.token_field()}
            <input type="hidden" name="poll" value=one.poll.id.to_string()/>
            <div class="card">
                <h2>{name(one)}</h2>
                <p class="sub"><a href=doors>{words::doors_title(lang)}</a></p>
                {line(code.check(lang, problems))}
                {select(building, buildings)}
                {line(room.check(lang, problems))}
            </div>
            <a class="btn line wide" href="/desk/paper/check">{words::check_title(lang)}</a>
            {(!others.is_empty()).then(|| view! {
                <ul class="list card">
                    {others.into_iter().map(|(to, text)| view! { <li><a href=to><strong>{text}</strong></a></li> }).collect_view()}
                </ul>
            })}
            <div class="bar"><button class="btn wide">{words::open_slip(lang)}</button></div>
        </form>
    }
}

/// `/desk/paper/{poll}/{household}`: the slip.
pub async fn enter(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((poll, household)): Path<(String, String)>,
) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let poll = PollId::parse(&poll).ok_or(Problem::NotFound)?;
    let household = HouseholdId::parse(&household).ok_or(Problem::NotFound)?;
    let slip = papers::slip(&app, &caller, poll, household).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let once = app.random.id(app.now());
    Ok(html(StatusCode::OK, enter_form(&frame, &slip, &Ballot::default(), once, &FieldProblems::new())))
}

/// The slip with what is ticked so far.
pub fn enter_form(frame: &Frame, slip: &Slip, ballot: &Ballot, once: Uuid, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let title = words::slip_of(lang, &flat(lang, &slip.household));
    let action = format!("/desk/paper/{}/{}", slip.poll.id, slip.household.id);
    let back = format!("/desk/paper?poll={}", slip.poll.id);
    let blank = ballot.blank;
    let rows = slip.options.iter().map(|option| tick(lang, option, ballot)).collect_view();
    let problem = sentence_for(lang, problems, "choices");
    let page = view! {
        <h1>{title.clone()}</h1>
        <p class="sub">{lang.pick(&slip.poll.title_zh, &slip.poll.title_en).to_owned()}" · "{words::budget(lang, &yuan(slip.poll.budget_fen))}</p>
        {standing(lang, slip)}
        {general(lang, problems)}
        <form method="post" action=action>
            {frame.token_field()}
            <input type="hidden" name="once" value=once.to_string()/>
            <h2>{words::tick(lang)}</h2>
            {problem.map(|text| view! { <p class="banner bad" role="alert">{text}</p> })}
            <div class="pick">{rows}</div>
            <label class="tick card"><input type="checkbox" name="blank" value="1" checked=blank/>{words::blank(lang)}</label>
            <div class="bar"><button class="btn wide">{words::send_slip(lang)}</button></div>
        </form>
    };
    frame.clone().under(&back, words::paper_title(lang)).document(&title, page)
}

/// What is known of the household's ballot: the way and the time, never the choice.
fn standing(lang: Lang, slip: &Slip) -> impl IntoView + use<> {
    let cast = slip
        .standing
        .map(|(channel, at)| words::has_cast(lang, words::channel(lang, channel), &dates::minute(lang, at)));
    let rule = slip.standing.is_some().then(|| words::conflict(lang, slip.poll.conflict_rule));
    let waits = slip.waits.then(|| words::has_waiting(lang));
    view! {
        {cast.map(|text| view! { <p class="banner info"><span>{text}</span><span class="small">{rule}</span></p> })}
        {waits.map(|text| view! { <p class="banner bad">{text}</p> })}
    }
}

fn tick(lang: Lang, option: &PollOption, ballot: &Ballot) -> impl IntoView + use<> {
    let checked = ballot.choices.contains(&option.work);
    let number = option.position.saturating_add(1);
    view! {
        <label class="pick-card">
            <input type="checkbox" name="choice" value=option.work.to_string() checked=checked/>
            <span class="box" aria-hidden="true"></span>
            <span class="what"><strong>{number}". "{lang.pick(&option.zh, &option.en).to_owned()}</strong></span>
            <span class="cost">"¥"{yuan(option.cost_fen)}</span>
        </label>
    }
}

/// `/desk/paper/check`: slips of others, to be compared by the second person.
pub async fn check(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let found = papers::to_check(&app, &caller).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let done = asked(&visitor, "done").to_owned();
    Ok(html(StatusCode::OK, check_page(&frame, &found, &done, None)))
}

/// The list for the second person; `refused` is a slip and what is wrong with its form.
pub fn check_page(frame: &Frame, found: &ToCheck, done: &str, refused: Option<(Uuid, &FieldProblems)>) -> String {
    let lang = frame.lang;
    let good = match done {
        "counts" => Some(words::confirmed_counts(lang)),
        "beside" => Some(words::confirmed_beside(lang)),
        "rejected" => Some(words::rejected(lang)),
        _ => None,
    };
    let none = FieldProblems::new();
    let cards = found.others.iter().map(|check| {
        let problems = refused.filter(|(id, _)| *id == check.paper.id).map_or(&none, |(_, problems)| problems);
        one_check(frame, check, problems)
    });
    let cards = cards.collect_view();
    let own = i64::try_from(found.own).unwrap_or(i64::MAX);
    let page = view! {
        <h1>{words::check_title(lang)}</h1>
        {good.map(|text| view! { <p class="banner good" role="status">{text}</p> })}
        {if found.others.is_empty() {
            view! { <p class="card">{words::check_empty(lang)}</p> }.into_any()
        } else {
            view! { <p class="sub">{words::check_lead(lang)}</p>{cards} }.into_any()
        }}
        {(own > 0).then(|| view! { <p class="banner">{words::own_waiting(lang, own)}</p> })}
        {sent_back(lang, found)}
        <a class="btn line wide" href="/desk/paper">{words::next_slip(lang)}</a>
    };
    frame.clone().under("/desk", words::queue_title(lang)).document(words::check_title(lang), page)
}

fn sent_back(lang: Lang, found: &ToCheck) -> impl IntoView + use<> {
    let rows: Vec<_> = found
        .sent_back
        .iter()
        .map(|check| {
            let to = format!("/desk/paper/{}/{}", check.slip.poll.id, check.slip.household.id);
            let (who, why) = (flat(lang, &check.slip.household), check.paper.reason.clone());
            view! { <li><a href=to><strong>{who}" · "{words::enter_again(lang)}</strong><small>{why}</small></a></li> }
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { <section class="card"><h2>{words::sent_back_title(lang)}</h2><ul class="list">{rows}</ul></section> })
}

fn line_of(lang: Lang, option: &PollOption, ballot: &Ballot) -> impl IntoView + use<> {
    let ticked = ballot.choices.contains(&option.work);
    let state = if ticked { words::on_slip(lang) } else { words::not_on_slip(lang) };
    let class = if ticked { "pill jade" } else { "pill" };
    let name = format!("{}. {}", option.position.saturating_add(1), lang.pick(&option.zh, &option.en));
    let name =
        if ticked { view! { <strong>{name}</strong> }.into_any() } else { view! { <span>{name}</span> }.into_any() };
    view! { <li class="row">{name}<span class=class>{state}</span></li> }
}

fn one_check(frame: &Frame, check: &Check, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    let Check { paper, slip, by, winner } = check;
    let confirm = format!("/desk/paper/check/{}", paper.id);
    let reject = format!("/desk/paper/check/{}/reject", paper.id);
    let rule = words::conflict(lang, slip.poll.conflict_rule);
    let outcome = winner.map(|winner| match winner {
        Winner::Replace => words::would_replace(lang, rule),
        Winner::Keep => words::would_stand(lang, rule),
    });
    let rows = slip.options.iter().map(|option| line_of(lang, option, &paper.ballot)).collect_view();
    let reason = Field::new("reason", words::reject_reason(lang), "").check(lang, problems);
    let open = !problems.is_empty();
    view! {
        <article class="card stack">
            <h2>{flat(lang, &slip.household)}</h2>
            <p class="small muted">{lang.pick(&slip.community.zh, &slip.community.en).to_owned()}" · "{lang.pick(&slip.poll.title_zh, &slip.poll.title_en).to_owned()}</p>
            <p class="small muted">{words::entered_by(lang, by, &dates::minute(lang, paper.entered_at))}</p>
            <ol class="stack">{rows}</ol>
            {paper.ballot.is_blank().then(|| view! { <p><span class="pill amber">{words::blank(lang)}</span></p> })}
            {standing(lang, &Slip { waits: false, ..slip.clone() })}
            {outcome.map(|text| view! { <p class="small">{text}</p> })}
            {general(lang, problems)}
            <form method="post" action=confirm>
                {frame.token_field()}
                <button class="btn wide">{words::confirm(lang)}</button>
            </form>
            <details open=open>
                <summary class="btn danger wide">{words::reject(lang)}</summary>
                <form class="stack" method="post" action=reject>
                    {frame.token_field()}
                    {line(reason)}
                    <button class="btn danger wide">{words::reject(lang)}</button>
                </form>
            </details>
        </article>
    }
}
