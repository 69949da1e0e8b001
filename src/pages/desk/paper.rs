//! Paper ballots: find the household, tick as on the slip, say when it was handed in.
//!
//! For: `/desk/paper`, `/desk/paper/{poll}/{household}`; the second person's page is `check`.
//! Must not know: what counts; the service says.
//! To add: see `pages`.

use super::desk_frame;
use crate::components::Frame;
use crate::components::field::{Field, general, line, select, sentence_for};
use crate::domain::ballot::Ballot;
use crate::domain::calendar::datetime_local;
use crate::domain::ids::{HouseholdId, PollId};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, scopes};
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{desk as words, poll as poll_words, repairs as about, words as names};
use crate::i18n::money::short;
use crate::i18n::{Lang, dates};
use crate::pages::flat;
use crate::pages::login::asked;
use crate::service::papers::{self, Counting, Running, Slip, Sought, Typed};
use crate::service::{Linli, Outcome, sessions};
use crate::store::polls::PollOption;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// The polls that a form of this page can be about.
#[derive(Clone, Debug)]
pub struct Polls {
    /// Those that take slips.
    pub running: Vec<Running>,
    /// Those that are over and wait for slips to be checked.
    pub counting: Vec<Counting>,
    /// Whether the caller also checks slips of others.
    pub checks: bool,
    /// Whether the queue of feedback is theirs too.
    pub moderates: bool,
}

impl Polls {
    /// Those of the caller's reach.
    pub async fn of(app: &Linli, caller: &Caller) -> Outcome<Self> {
        let may = |verb| !scopes(caller, verb).is_empty();
        Ok(Self {
            running: papers::running(app, caller).await?,
            counting: papers::counting(app, caller).await?,
            checks: may(Verb::CheckPaper),
            moderates: may(Verb::Moderate),
        })
    }
}

/// `/desk/paper`: which poll, whose slip.
pub async fn paper(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let polls = Polls::of(&app, &caller).await?;
    let frame = desk_frame(&app, &visitor).await?;
    let poll = asked(&visitor, "poll");
    let entered = entered(&app, &visitor, &caller).await;
    let page = find_form(&frame, &polls, poll, &Sought::default(), entered, &FieldProblems::new());
    Ok(html(StatusCode::OK, page))
}

/// That a slip was typed in, and whose: the next one must not be taken for it.
async fn entered(app: &Linli, visitor: &Visitor, caller: &Caller) -> Option<String> {
    let lang = visitor.lang;
    if asked(visitor, "done") != "entered" {
        return None;
    }
    let (poll, household) = (PollId::parse(asked(visitor, "poll")), HouseholdId::parse(asked(visitor, "flat")));
    let slip = match poll.zip(household) {
        Some((poll, household)) => papers::slip(app, caller, poll, household).await.ok(),
        None => None,
    };
    // An old tab or the history must not say it of a slip that is not there.
    let slip = slip.filter(|slip| slip.waits)?;
    Some(words::entered_of(lang, &flat(lang, &slip.household)))
}

/// The form that finds a slip's household.
pub fn find_form(
    frame: &Frame,
    polls: &Polls,
    chosen: &str,
    sought: &Sought,
    entered: Option<String>,
    problems: &FieldProblems,
) -> String {
    let lang = frame.lang;
    let running = polls.running.as_slice();
    let form = match running.iter().find(|one| one.poll.id.to_string() == chosen).or(running.first()) {
        Some(one) => one_poll(frame, polls, one, sought, problems).into_any(),
        None => view! {
            <p class="card">{words::paper_none(lang)}</p>
            {to_check(lang, polls)}
        }
        .into_any(),
    };
    let page = view! {
        <h1>{words::paper_title(lang)}</h1>
        {entered.map(|text| view! { <p class="banner good" role="status">{text}</p> })}
        {general(lang, problems)}
        {polls.counting.iter().map(|one| counting(lang, one)).collect_view()}
        {form}
    };
    // Whoever only goes from door to door has no queue to go back to.
    let (back, name) =
        if polls.moderates { ("/desk", words::queue_title(lang)) } else { ("/desk/doors", about::doors(lang)) };
    frame.clone().under(back, name).document(words::paper_title(lang), page)
}

/// The way to the slips of others, for the second person.
fn to_check(lang: Lang, polls: &Polls) -> impl IntoView + use<> {
    polls.checks.then(|| view! { <a class="btn line wide" href="/desk/paper/check">{words::check_title(lang)}</a> })
}

/// A poll that is over and waits for the second person.
pub(super) fn counting(lang: Lang, one: &Counting) -> impl IntoView + use<> {
    let community = lang.pick(&one.community.zh, &one.community.en).to_owned();
    let title = lang.pick(&one.poll.title_zh, &one.poll.title_en).to_owned();
    let until = poll_words::ends(lang, one.until);
    view! {
        <section class="banner">
            <p>{community}" · "{title}<br/>{poll_words::counting_title(lang, one.slips)}</p>
            <p class="small">{words::counting_until(lang, &until)}</p>
        </section>
    }
}

/// The polls as links, then the form for the chosen one.
fn one_poll(
    frame: &Frame,
    polls: &Polls,
    one: &Running,
    sought: &Sought,
    problems: &FieldProblems,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let name = |one: &Running| {
        let community = lang.pick(&one.community.zh, &one.community.en).to_owned();
        format!("{community} · {}", lang.pick(&one.poll.title_zh, &one.poll.title_en))
    };
    let others: Vec<(String, String)> = polls
        .running
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
            {to_check(lang, polls)}
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
    let (ballot, once) = (Ballot::default(), app.random.id(app.now()));
    let typed = Typed { ballot, received: datetime_local(slip.received), signed: false, once };
    Ok(html(StatusCode::OK, enter_form(&frame, &slip, &typed, &FieldProblems::new())))
}

/// The slip with what is ticked so far.
pub fn enter_form(frame: &Frame, slip: &Slip, typed: &Typed, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let ballot = &typed.ballot;
    let title = words::slip_of(lang, &flat(lang, &slip.household));
    let action = format!("/desk/paper/{}/{}", slip.poll.id, slip.household.id);
    let back = format!("/desk/paper?poll={}", slip.poll.id);
    let blank = ballot.blank;
    let rows = slip.options.iter().map(|option| tick(lang, option, ballot)).collect_view();
    let problem = sentence_for(lang, problems, "choices");
    let received = Field::new("received", words::received(lang), &typed.received)
        .hint(words::received_hint(lang))
        .kind("datetime-local")
        .check(lang, problems);
    let page = view! {
        <h1>{title.clone()}</h1>
        <p class="sub">{lang.pick(&slip.poll.title_zh, &slip.poll.title_en).to_owned()}" · "{poll_words::budget_line(lang, &short(lang, slip.poll.budget_fen))}</p>
        {standing(lang, slip)}
        {general(lang, problems)}
        <form method="post" action=action>
            {frame.token_field()}
            <input type="hidden" name="once" value=typed.once.to_string()/>
            <div class="card">{line(received)}</div>
            {slip.is_of_owners().then(|| signature(lang, typed.signed, problems))}
            <h2>{words::tick(lang)}</h2>
            {problem.map(|text| view! { <p class="banner bad" role="alert">{text}</p> })}
            <div class="pick">{rows}</div>
            <label class="tick card"><input type="checkbox" name="blank" value="1" checked=blank/>{words::blank(lang)}</label>
            <div class="bar"><button class="btn wide">{words::send_slip(lang)}</button></div>
        </form>
    };
    frame.clone().under(&back, words::paper_title(lang)).document(&title, page)
}

/// Where owners vote: whose signature stands on the slip. Nothing of a paper is typed in.
fn signature(lang: Lang, ticked: bool, problems: &FieldProblems) -> impl IntoView + use<> {
    let problem = sentence_for(lang, problems, "signed");
    let wrong = problem.is_some().then_some("true");
    view! {
        <div class="card stack">
            <p>{words::signed_why(lang)}</p>
            {problem.map(|text| view! { <p class="banner bad" role="alert">{text}</p> })}
            <label class="tick"><input type="checkbox" name="signed" value="1" checked=ticked aria-invalid=wrong/>{words::signed(lang)}</label>
        </div>
    }
}

/// What is known of the household's ballot: the way and the time, never the choice.
pub(super) fn standing(lang: Lang, slip: &Slip) -> impl IntoView + use<> {
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
            <span class="cost">{short(lang, option.cost_fen)}</span>
        </label>
    }
}
