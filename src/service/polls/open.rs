//! Opening a poll, and calling it off.
//!
//! For: [`open`] freezes the question, the options and the roll; [`cancel`] needs a reason.
//! Must not know: ballots.
//! To add: a further condition of opening stands in [`ready`].

use super::draft::{found, refreshed};
use crate::domain::ids::PollId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::poll::{Electorate, PollState};
use crate::domain::problem::Problem;
use crate::domain::text::required;
use crate::domain::threshold::electorate;
use crate::keys::{hex, sha256};
use crate::service::{By, Fail, Linli, Outcome, communities};
use crate::store::communities::Community;
use crate::store::polls::{self, Poll, PollOption};
use crate::store::record::Leaf;
use crate::store::works;
use futures::FutureExt;
use std::fmt::Write as _;

/// Most characters of a reason.
const MOST_REASON: u32 = 500;

/// Opens a draft: from now on it cannot be changed once its window begins. Names and costs are
/// taken from the works as they are now, and the roll is frozen.
///
/// # Errors
/// What `policy::can` says, [`Problem::PollAlreadyOpen`], [`Problem::PollNotReady`] without
/// roll, budget or two works, [`Problem::DatePast`] beside `closes` if its window is over.
pub async fn open(app: &Linli, by: &By, caller: &Caller, community: &Community, id: PollId) -> Outcome<()> {
    communities::may_write(caller, Verb::ManagePoll, community)?;
    let now = app.now();
    let place = community.id;
    let entry = app.entry(now, by, Verb::ManagePoll.as_str(), Some(place), format!("poll open {id}"));
    let app_in = app.clone();
    app.store
        .write(move |c| {
            async move {
                let mut poll = found(c, place, id).await?;
                // Closing the community, or a work's cost, waits until what is announced stands.
                communities::hold_open(c, place).await?;
                if poll.state != PollState::Draft {
                    return Err(Fail::from(Problem::PollAlreadyOpen));
                }
                let options = refreshed(&polls::options(c, id).await?, &works::list(c, place).await?);
                let roll = polls::snapshot_roll(c, id, place).await?;
                (poll.roll_households, poll.roll_area, poll.roll_heads) = (roll.households, roll.area, roll.heads);
                ready(&poll, &options, now)?;
                polls::record_options(c, id, place, &options).await?;
                polls::open(c, id, roll, now).await?;
                c.audit(entry);
                c.append(leaf(&app_in, now, "opened", &poll, &options));
                c.touch(place);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await?;
    app.offers.forget(id);
    Ok(())
}

/// Whether a poll has what it needs to be announced.
pub(super) fn ready(poll: &Poll, options: &[PollOption], now: Moment) -> Outcome<()> {
    if poll.closes <= now {
        return Err(Fail::at("closes", Problem::DatePast { first: now }));
    }
    if poll.closes <= poll.opens {
        return Err(Fail::at("closes", Problem::DateWrong));
    }
    let affordable = options.iter().any(|option| option.cost_fen <= poll.budget_fen);
    if poll.roll_households == 0 || poll.budget_fen <= 0 || options.len() < 2 || !affordable {
        return Err(Fail::from(Problem::PollNotReady));
    }
    Ok(())
}

/// Calls a poll off, with a reason that residents read.
///
/// # Errors
/// What `policy::can` says, [`Problem::ReasonNeeded`] beside `reason`, [`Problem::PollClosed`]
/// once its window is over, [`Problem::PollCancelled`].
pub async fn cancel(
    app: &Linli,
    by: &By,
    caller: &Caller,
    community: &Community,
    id: PollId,
    reason: &str,
) -> Outcome<()> {
    // Also in a closed community: a poll left over there takes no votes.
    can(caller, Verb::ManagePoll, &communities::place(community)?)?;
    let reason = required(reason, MOST_REASON).map_err(|problem| match problem {
        Problem::Missing => Fail::at("reason", Problem::ReasonNeeded),
        other => Fail::at("reason", other),
    })?;
    let now = app.now();
    let place = community.id;
    let entry = app.entry(now, by, Verb::ManagePoll.as_str(), Some(place), format!("poll cancel {id}"));
    let body = format!("linli poll 1\nact cancelled\npoll {id}\nreason {}\n", one_line(&reason));
    let leaf = app.leaf(now, place, "poll", body);
    app.store
        .write(move |c| {
            async move {
                let poll = found(c, place, id).await?;
                match poll.state_at(now) {
                    PollState::Closed => return Err(Fail::from(Problem::PollClosed { closed: poll.closes })),
                    PollState::Cancelled => return Err(Fail::from(Problem::PollCancelled)),
                    PollState::Draft | PollState::Open => {}
                }
                polls::cancel(c, id, &reason, now).await?;
                c.audit(entry);
                c.append(leaf);
                c.touch(place);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// How the leaf of a poll's act begins.
pub(super) fn heading(act: &str, id: PollId) -> String {
    format!("linli poll 1\nact {act}\npoll {id}\n")
}

/// The leaf that fixes question, options, rules and roll.
pub(super) fn leaf(app: &Linli, now: Moment, act: &str, poll: &Poll, options: &[PollOption]) -> Leaf {
    let question = [&poll.title_zh, &poll.title_en, &poll.text_zh, &poll.text_en].map(String::as_str).join("\n\n");
    let mut body = format!(
        "{}question {}\nmethod {}\nrule {}\npreset {}\nbudget {}\nopens {}\ncloses {}\nroll {} {}\n",
        heading(act, poll.id),
        hex(&sha256(question.as_bytes())),
        poll.method,
        poll.conflict_rule,
        poll.preset,
        poll.budget_fen,
        poll.opens.0,
        poll.closes.0,
        poll.roll_households,
        poll.roll_area,
    );
    if electorate(&poll.preset) == Electorate::Owners {
        let _ = writeln!(body, "heads {}", poll.roll_heads);
    }
    for option in options {
        let _ = writeln!(body, "option {} {} {}", option.work, option.cost_fen, one_line(&option.zh));
    }
    app.leaf(now, poll.community_id, "poll", body)
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
