//! The second person: finding a slip right, sending it back, and what becomes of it then.
//!
//! For: [`to_check`], [`confirm`], [`reject`], [`withdraw`]; each of them also after the close, as
//! long as the poll is not counted.
//! Must not know: forms; how a ballot is cast.
//! To add: a further step of a slip has its audit entry and its leaf.

use super::{leaf, place_of, read_slip, staff_of, within};
use crate::domain::ballot::Ballot;
use crate::domain::feedback::Channel;
use crate::domain::ids::StaffId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller, Scope};
use crate::domain::poll::{Winner, may_check, winner, winner_by_sale};
use crate::domain::problem::Problem;
use crate::domain::text::bounded;
use crate::service::ballots as casting;
use crate::service::polls::{close_if_due, offer};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::communities::{self, Community};
use crate::store::papers::{self, OwnSlip, Paper, PaperState, Waits};
use crate::store::{Conn, ballots, polls, roll, staff};
use futures::FutureExt;
use uuid::Uuid;

/// Most slips in the list of those that were sent back.
const MOST: i64 = 500;
/// Most slips in the list of one's own.
const MOST_OWN: i64 = 200;
/// Most characters of a reason.
const MOST_REASON: u32 = 200;

/// A slip for the second person.
#[derive(Clone, Debug)]
pub struct Check {
    /// What was entered.
    pub paper: Paper,
    /// The slip it was entered on.
    pub slip: super::Slip,
    /// Who entered it.
    pub by: String,
    /// The caller entered it.
    pub own: bool,
    /// What a sale, or the poll's rule, would do with an earlier ballot.
    pub winner: Option<Winner>,
}

/// What waits for a caller.
#[derive(Clone, Debug, Default)]
pub struct ToCheck {
    /// The slip in turn, of those that others entered.
    pub turn: Option<Check>,
    /// Its place among them, from 0.
    pub place: usize,
    /// How many of them there are.
    pub others: i64,
    /// How many of one's own wait for somebody else.
    pub own: i64,
    /// Whose slips these are and when they were typed in; the first 200.
    pub own_slips: Vec<OwnSlip>,
    /// What was sent back and has to be entered again or withdrawn.
    pub sent_back: Vec<Check>,
}

/// Which slip is in turn.
#[derive(Clone, Copy, Debug)]
pub enum Turn {
    /// The one after so many, beginning again at the end.
    After(usize),
    /// This one, if it is among them.
    This(Uuid),
}

async fn check(c: &mut Conn, paper: Paper, caller: &Caller, now: Moment) -> Outcome<Check> {
    let poll = polls::find(c, paper.poll_id).await?.ok_or(Problem::NotFound)?;
    let community = communities::by_id(c, paper.community_id).await?.ok_or(Problem::NotFound)?;
    let slip = read_slip(c, community, poll, paper.household_id, now).await?;
    let by = staff::by_id(c, paper.entered_by).await?.map(|account| account.name).unwrap_or_default();
    let incoming = (Channel::Paper, paper.received_at);
    let since = ballots::online_since(c, paper.poll_id, paper.household_id).await?;
    let winner = slip.standing.map(|standing| {
        let by_rule = || winner(slip.poll.conflict_rule, standing, incoming, since);
        winner_by_sale(standing.1, incoming.1, slip.sold).unwrap_or_else(by_rule)
    });
    let own = paper.entered_by == staff_of(caller)?;
    Ok(Check { paper, slip, by, own, winner })
}

/// How many slips of others wait for `caller`.
///
/// # Errors
/// Signed out, or enters paper nowhere.
pub async fn count_waiting(app: &Linli, caller: &Caller) -> Outcome<i64> {
    let (me, scopes) = (staff_of(caller)?, policy::somewhere(caller, Verb::CheckPaper)?);
    let mut c = app.store.read().await?;
    Ok(papers::count_waiting(&mut c, &scopes, me).await?.others)
}

/// The slip in turn of those of others, with its place among them.
async fn in_turn(
    c: &mut Conn,
    (scopes, me): (&[Scope], StaffId),
    turn: Turn,
    others: i64,
) -> Outcome<Option<(usize, Paper)>> {
    let place = match turn {
        Turn::After(skipped) => i64::try_from(skipped).ok().and_then(|skipped| skipped.checked_rem(others)),
        Turn::This(_) => others.checked_sub(1),
    };
    let Some(place) = place else { return Ok(None) };
    let list = papers::waiting(c, scopes, me, place.saturating_add(1)).await?;
    let mut list = list.into_iter().enumerate();
    Ok(match turn {
        Turn::After(_) => list.next_back(),
        Turn::This(id) => list.find(|(_, paper)| paper.id == id),
    })
}

/// What waits for `caller` as the second person, one slip at a time, and what was sent back.
///
/// # Errors
/// Signed out, or enters paper nowhere.
pub async fn to_check(app: &Linli, caller: &Caller, turn: Turn) -> Outcome<ToCheck> {
    let (me, now) = (staff_of(caller)?, app.now());
    let scopes = policy::somewhere(caller, Verb::CheckPaper)?;
    let mut c = app.store.read().await?;
    let Waits { own, others } = papers::count_waiting(&mut c, &scopes, me).await?;
    let mut found = ToCheck { others, own, ..ToCheck::default() };
    if let Some((place, paper)) = in_turn(&mut c, (&scopes, me), turn, others).await? {
        found.place = place;
        found.turn = Some(check(&mut c, paper, caller, now).await?);
    }
    found.own_slips = papers::own(&mut c, &scopes, me, MOST_OWN).await?;
    for paper in papers::sent_back(&mut c, &scopes, MOST).await? {
        let known =
            |other: &Check| (other.paper.poll_id, other.paper.household_id) == (paper.poll_id, paper.household_id);
        if !found.sent_back.iter().any(known) {
            found.sent_back.push(check(&mut c, paper, caller, now).await?);
        }
    }
    Ok(found)
}

/// A slip in a state in which `caller` may decide about it.
async fn found(app: &Linli, caller: &Caller, id: Uuid, state: PaperState) -> Outcome<(Community, Paper)> {
    // To withdraw a slip is part of typing it in.
    let verb = if state == PaperState::Rejected { Verb::EnterPaper } else { Verb::CheckPaper };
    let mut c = app.store.read().await?;
    policy::somewhere(caller, verb)?;
    let paper = papers::find(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let (community, poll, part) = place_of(&mut c, caller, verb, paper.poll_id).await?;
    let home = roll::household(&mut c, paper.household_id).await?.ok_or(Problem::NotFound)?;
    within(&part, home.building_id)?;
    may_check(poll.state, poll.opens, poll.closes, app.now())?;
    let own = paper.entered_by == staff_of(caller)?;
    // Nobody checks one's own; and what a second person sent back only its author withdraws.
    if own != (state == PaperState::Rejected) {
        return Err(Fail::from(Problem::SecondPersonNeeded));
    }
    if paper.state != state {
        return Err(Fail::from(Problem::ChangedMeanwhile));
    }
    Ok((community, paper))
}

/// Whether both read the same. A reading without a tick is none: a blank slip is ticked as blank.
fn compare(first: &Ballot, second: &Ballot) -> Result<(), Problem> {
    if second.choices.is_empty() && !second.blank {
        return Err(Problem::SlipEmpty);
    }
    let same = ballots::encode(second) == ballots::encode(first);
    if same { Ok(()) } else { Err(Problem::SlipDiffers) }
}

/// The second person finds the slip right: it is cast. `false` if an earlier ballot counts by the
/// poll's rule and this one is kept beside it. `second` is the slip as the second person read it.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`], [`Problem::ChangedMeanwhile`], [`Problem::SlipEmpty`] if nothing
/// was read from it, not even that it is blank; [`Problem::SlipDiffers`], what casting says, or
/// outside the caller's reach.
pub async fn confirm(app: &Linli, by: &By, caller: &Caller, id: Uuid, second: &Ballot) -> Outcome<bool> {
    let (community, paper) = found(app, caller, id, PaperState::Waiting).await?;
    compare(&paper.ballot, second)?;
    let (me, now, poll) = (staff_of(caller)?, app.now(), paper.poll_id);
    let offer = offer(app, &community.slug, poll).await?;
    let way = (Channel::Paper, paper.received_at);
    let (household, once) = (paper.household_id, paper.once.0);
    let ready = casting::prepare(app, offer, household, paper.ballot.clone(), way, once, Some(paper.entered_by));
    let ready = ready.that_waited();
    let entry = app.entry(now, by, "confirm_paper", Some(community.id), format!("paper {id}"));
    let leaf = leaf(app, now, &paper, "confirmed");
    let within = app.clone();
    let counts = app
        .store
        .write(move |c| {
            async move {
                // The poll before the slip, as whoever types one in: else two could wait for each other.
                polls::find_locked(c, poll).await?;
                if !papers::decide(c, id, (PaperState::Waiting, PaperState::Confirmed), (me, now), "").await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                c.append(leaf);
                Ok(casting::cast_within(c, &within, ready).await?.counts)
            }
            .boxed()
        })
        .await?;
    close_if_due(app, poll).await?;
    Ok(counts)
}

/// The second person finds a difference: the slip goes back to be entered again.
///
/// # Errors
/// As [`confirm`]; [`Problem::DifferenceNeeded`] beside `reason`.
pub async fn reject(app: &Linli, by: &By, caller: &Caller, id: Uuid, reason: &str) -> Outcome<()> {
    let (community, paper) = found(app, caller, id, PaperState::Waiting).await?;
    let reason = bounded(reason, MOST_REASON).map_err(|problem| Fail::at("reason", problem))?;
    if reason.is_empty() {
        return Err(Fail::at("reason", Problem::DifferenceNeeded));
    }
    step(app, by, caller, (&community, &paper), PaperState::Rejected, reason).await
}

/// Who typed a slip in agrees with the second person that there is no such slip of this household
/// (another flat was meant): the count waits for it no longer.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`] for the slip of another, [`Problem::ChangedMeanwhile`] if it was
/// not sent back, what `may_check` says, or outside the caller's reach.
pub async fn withdraw(app: &Linli, by: &By, caller: &Caller, id: Uuid) -> Outcome<()> {
    let (community, paper) = found(app, caller, id, PaperState::Rejected).await?;
    let reason = paper.reason.clone();
    step(app, by, caller, (&community, &paper), PaperState::Withdrawn, reason).await?;
    close_if_due(app, paper.poll_id).await?;
    Ok(())
}

/// Moves a slip on, with its audit entry and its leaf.
async fn step(
    app: &Linli,
    by: &By,
    caller: &Caller,
    (community, paper): (&Community, &Paper),
    to: PaperState,
    reason: String,
) -> Outcome<()> {
    let (me, now) = (staff_of(caller)?, app.now());
    let (id, from, place) = (paper.id, paper.state, community.id);
    let act = if to == PaperState::Withdrawn { "withdraw_paper" } else { "reject_paper" };
    let entry = app.entry(now, by, act, Some(place), format!("paper {id}"));
    let leaf = leaf(app, now, paper, to.as_str());
    app.store
        .write(move |c| {
            async move {
                if !papers::decide(c, id, (from, to), (me, now), &reason).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                c.append(leaf);
                c.touch(place);
                Ok(())
            }
            .boxed()
        })
        .await
}
