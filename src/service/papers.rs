//! Paper: a slip is typed in by one member and counted once a second one found it right.
//!
//! For: [`running`], [`find`], [`slip`], [`enter`], [`to_check`], [`confirm`], [`reject`].
//! Must not know: pages; how a ballot is cast (`service::ballots`).
//! To add: every use case asks for [`Verb::EnterPaper`] at the poll's place.

use crate::domain::ballot::Ballot;
use crate::domain::feedback::Channel;
use crate::domain::ids::{CommunityId, HouseholdId, OnceKey, PollId, StaffId};
use crate::domain::moment::{DAY, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller, Place, Scope, can};
use crate::domain::poll::{Winner, may_cast, winner};
use crate::domain::problem::Problem;
use crate::domain::region::RegionCode;
use crate::domain::text::{bounded, fold_key};
use crate::keys::hex;
use crate::service::polls::offer;
use crate::service::{By, Fail, Linli, Outcome, ballots as casting, communities as places, credentials};
use crate::store::communities::{self, Community};
use crate::store::papers::{self, Paper, PaperState};
use crate::store::polls::{self, Poll, PollOption};
use crate::store::record::Leaf;
use crate::store::roll::{self, Building, Household};
use crate::store::{Conn, ballots, staff};
use futures::FutureExt;
use uuid::Uuid;

/// Most slips looked through for one list.
const MOST: i64 = 500;
/// Most characters of a reason.
const MOST_REASON: u32 = 200;
/// How long what was sent back stands on its author's list.
const SENT_BACK: i64 = 7 * DAY;

/// A poll that takes ballots now.
#[derive(Clone, Debug)]
pub struct Running {
    /// Where.
    pub community: Community,
    /// The poll.
    pub poll: Poll,
    /// Its buildings, for finding a household.
    pub buildings: Vec<Building>,
}

/// What was typed to find a slip's household.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// The slip's code, or empty.
    pub code: String,
    /// The building's key.
    pub building: String,
    /// Entrance and room.
    pub room: String,
}

/// One household's slip before it is filled in.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Where.
    pub community: Community,
    /// The poll.
    pub poll: Poll,
    /// What it offers, in the slip's order.
    pub options: Vec<PollOption>,
    /// Whose slip.
    pub household: Household,
    /// How and when the household voted already; never what.
    pub standing: Option<(Channel, Moment)>,
    /// A slip of it waits for the second person.
    pub waits: bool,
}

/// A slip for the second person.
#[derive(Clone, Debug)]
pub struct Check {
    /// What was entered.
    pub paper: Paper,
    /// The slip it was entered on.
    pub slip: Slip,
    /// Who entered it.
    pub by: String,
    /// What the poll's rule would do with an earlier ballot.
    pub winner: Option<Winner>,
}

/// What waits for a caller.
#[derive(Clone, Debug, Default)]
pub struct ToCheck {
    /// Entered by others.
    pub others: Vec<Check>,
    /// How many of one's own wait for somebody else.
    pub own: usize,
    /// One's own that were sent back.
    pub sent_back: Vec<Check>,
}

fn reaches(scopes: &[Scope], region: &str, community: CommunityId) -> bool {
    let place = RegionCode::parse(region).map(|region| Place { region, community: Some(community) });
    place.is_some_and(|place| scopes.iter().any(|scope| scope.covers(&place)))
}

fn staff_of(caller: &Caller) -> Outcome<StaffId> {
    match caller {
        Caller::Staff { id, .. } => Ok(*id),
        _ => Err(Fail::from(Problem::SignInFirst)),
    }
}

/// The polls for which `caller` may enter paper now.
///
/// # Errors
/// Signed out, or enters paper nowhere.
pub async fn running(app: &Linli, caller: &Caller) -> Outcome<Vec<Running>> {
    let scopes = policy::somewhere(caller, Verb::EnterPaper)?;
    let mut c = app.store.read().await?;
    let mut found = Vec::new();
    for (poll, community, region) in papers::running(&mut c, app.now()).await? {
        if !reaches(&scopes, &region, community) {
            continue;
        }
        let poll = polls::find(&mut c, poll).await?.ok_or(Problem::NotFound)?;
        let community = communities::by_id(&mut c, community).await?.ok_or(Problem::NotFound)?;
        let buildings = roll::buildings(&mut c, community.id).await?;
        found.push(Running { community, poll, buildings });
    }
    Ok(found)
}

async fn place_of(c: &mut Conn, caller: &Caller, poll: PollId) -> Outcome<(Community, Poll)> {
    policy::somewhere(caller, Verb::EnterPaper)?;
    let poll = polls::find(c, poll).await?.ok_or(Problem::NotFound)?;
    let community = communities::by_id(c, poll.community_id).await?.ok_or(Problem::NotFound)?;
    can(caller, Verb::EnterPaper, &places::place(&community)?)?;
    Ok((community, poll))
}

/// The household of a slip, by its code or by building and room.
///
/// # Errors
/// [`Problem::SlipCodeWrong`] for a code of nobody here, [`Problem::Missing`] beside what is empty,
/// [`Problem::NoSuchFlat`] beside `room`.
pub async fn find(app: &Linli, caller: &Caller, poll: PollId, sought: &Sought) -> Outcome<HouseholdId> {
    let community = {
        let mut c = app.store.read().await?;
        place_of(&mut c, caller, poll).await?.0
    };
    if !sought.code.trim().is_empty() {
        let unknown = || Fail::at("code", Problem::SlipCodeWrong);
        let (household, at) =
            credentials::household_of(app, &sought.code).await.map_err(|fail| match fail.first() {
                Some(Problem::CodeWrong) => unknown(),
                _ => fail,
            })?;
        return if at == community.id { Ok(household) } else { Err(unknown()) };
    }
    for (field, value) in [("building", &sought.building), ("room", &sought.room)] {
        if value.trim().is_empty() {
            return Err(Fail::at(field, Problem::Missing));
        }
    }
    let mut c = app.store.read().await?;
    let (building, room) = (fold_key(&sought.building), fold_key(&sought.room));
    let found = roll::find_household(&mut c, community.id, &building, &room).await?;
    Ok(found.ok_or(Fail::at("room", Problem::NoSuchFlat))?.id)
}

async fn read_slip(c: &mut Conn, community: Community, poll: Poll, household: HouseholdId) -> Outcome<Slip> {
    let household = roll::household(c, household).await?.ok_or(Problem::NotFound)?;
    if household.community_id != community.id {
        return Err(Fail::from(Problem::NotFound));
    }
    let options = polls::options(c, poll.id).await?;
    let standing = ballots::in_force(c, poll.id, household.id).await?.map(|cast| (cast.channel, cast.cast_at));
    let waits = papers::waiting_in(c, poll.id).await?.contains(&household.id);
    Ok(Slip { community, poll, options, household, standing, waits })
}

/// One household's slip.
///
/// # Errors
/// [`Problem::NotFound`], what `may_cast` says, or outside the caller's reach.
pub async fn slip(app: &Linli, caller: &Caller, poll: PollId, household: HouseholdId) -> Outcome<Slip> {
    let mut c = app.store.read().await?;
    let (community, poll) = place_of(&mut c, caller, poll).await?;
    may_cast(poll.state, poll.opens, poll.closes, app.now())?;
    read_slip(&mut c, community, poll, household).await
}

/// The leaf of a step of a slip: what was entered stands in it only as a salted commitment.
fn leaf(app: &Linli, now: Moment, paper: &Paper, step: &str) -> Leaf {
    let sealed = format!("{} {} {}", paper.id.simple(), paper.household_id, ballots::encode(&paper.ballot));
    let commitment = hex(&app.keys.mac("paper", sealed.as_bytes()));
    let (id, poll) = (paper.id.simple(), paper.poll_id);
    let body = format!("linli paper 1\npaper {id}\npoll {poll}\nstep {step}\ncommitment {commitment}\nat {}\n", now.0);
    app.leaf(now, paper.community_id, "paper", body)
}

/// Types a slip in. It counts once a second person found it right.
///
/// # Errors
/// What `may_cast` and `Ballot::check` say (the latter beside `choices`, [`Problem::SlipEmpty`]
/// for a slip without a tick), [`Problem::SlipWaits`], or outside the caller's reach.
pub async fn enter(
    app: &Linli,
    by: &By,
    caller: &Caller,
    (poll, household): (PollId, HouseholdId),
    ballot: Ballot,
    once: Uuid,
) -> Outcome<()> {
    let slip = slip(app, caller, poll, household).await?;
    let options: Vec<_> = slip.options.iter().map(|option| (option.work, option.cost_fen)).collect();
    ballot.check(&options, slip.poll.budget_fen).map_err(|problem| match problem {
        Problem::NothingChosen => Fail::at("choices", Problem::SlipEmpty),
        other => Fail::at("choices", other),
    })?;
    let now = app.now();
    let paper = Paper {
        id: app.random.id(now),
        poll_id: poll,
        community_id: slip.community.id,
        household_id: household,
        ballot,
        state: PaperState::Waiting,
        entered_by: staff_of(caller)?,
        entered_at: now,
        reason: String::new(),
        once: OnceKey(once),
    };
    let entry = app.entry(now, by, Verb::EnterPaper.as_str(), Some(slip.community.id), format!("paper {}", paper.id));
    let leaf = leaf(app, now, &paper, "entered");
    app.store
        .write(move |c| {
            async move {
                if let Some(first) = papers::by_once(c, paper.once).await? {
                    let same = first.entered_by == paper.entered_by && first.household_id == paper.household_id;
                    return if same { Ok(()) } else { Err(Fail::from(Problem::ChangedMeanwhile)) };
                }
                if !papers::record(c, &paper).await? {
                    return Err(Fail::from(Problem::SlipWaits));
                }
                c.audit(entry);
                c.append(leaf);
                Ok(())
            }
            .boxed()
        })
        .await
}

async fn check(c: &mut Conn, paper: Paper) -> Outcome<Check> {
    let poll = polls::find(c, paper.poll_id).await?.ok_or(Problem::NotFound)?;
    let community = communities::by_id(c, paper.community_id).await?.ok_or(Problem::NotFound)?;
    let slip = read_slip(c, community, poll, paper.household_id).await?;
    let by = staff::by_id(c, paper.entered_by).await?.map(|account| account.name).unwrap_or_default();
    let incoming = (Channel::Paper, paper.entered_at);
    let winner = slip.standing.map(|standing| winner(slip.poll.conflict_rule, standing, incoming));
    Ok(Check { paper, slip, by, winner })
}

/// The slips that wait where `caller` enters paper.
async fn waiting(c: &mut Conn, caller: &Caller) -> Outcome<Vec<Paper>> {
    policy::somewhere(caller, Verb::EnterPaper)?;
    let mut mine = Vec::new();
    for paper in papers::waiting(c, MOST).await? {
        let community = communities::by_id(c, paper.community_id).await?;
        let place = community.and_then(|community| community.place());
        if place.is_some_and(|place| can(caller, Verb::EnterPaper, &place).is_ok()) {
            mine.push(paper);
        }
    }
    Ok(mine)
}

/// How many slips of others wait for `caller`.
///
/// # Errors
/// Signed out, or enters paper nowhere.
pub async fn count_waiting(app: &Linli, caller: &Caller) -> Outcome<i64> {
    let me = staff_of(caller)?;
    let mut c = app.store.read().await?;
    let others = waiting(&mut c, caller).await?.into_iter().filter(|paper| paper.entered_by != me).count();
    Ok(i64::try_from(others).unwrap_or(i64::MAX))
}

/// What waits for `caller` as the second person, and what became of one's own.
///
/// # Errors
/// Signed out, or enters paper nowhere.
pub async fn to_check(app: &Linli, caller: &Caller) -> Outcome<ToCheck> {
    let me = staff_of(caller)?;
    let mut c = app.store.read().await?;
    let mut found = ToCheck::default();
    for paper in waiting(&mut c, caller).await? {
        if paper.entered_by == me {
            found.own += 1;
        } else {
            found.others.push(check(&mut c, paper).await?);
        }
    }
    for paper in papers::sent_back(&mut c, me, app.now().plus(-SENT_BACK)).await? {
        let check = check(&mut c, paper).await?;
        if !check.slip.waits && check.slip.standing.is_none() && check.slip.poll.is_running(app.now()) {
            found.sent_back.push(check);
        }
    }
    Ok(found)
}

/// A waiting slip that `caller` may decide about: never one's own.
async fn of_another(app: &Linli, caller: &Caller, id: Uuid) -> Outcome<(Community, Paper)> {
    let mut c = app.store.read().await?;
    policy::somewhere(caller, Verb::EnterPaper)?;
    let paper = papers::find(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let (community, _) = place_of(&mut c, caller, paper.poll_id).await?;
    if paper.entered_by == staff_of(caller)? {
        return Err(Fail::from(Problem::SecondPersonNeeded));
    }
    if paper.state != PaperState::Waiting {
        return Err(Fail::from(Problem::ChangedMeanwhile));
    }
    Ok((community, paper))
}

/// The second person finds the slip right: it is cast. `false` if an earlier ballot counts by the
/// poll's rule and this one is kept beside it.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`], [`Problem::ChangedMeanwhile`], what casting says, or outside
/// the caller's reach.
pub async fn confirm(app: &Linli, by: &By, caller: &Caller, id: Uuid) -> Outcome<bool> {
    let (community, paper) = of_another(app, caller, id).await?;
    let me = staff_of(caller)?;
    let now = app.now();
    let offer = offer(app, &community.slug, paper.poll_id).await?;
    let way = (Channel::Paper, paper.entered_at);
    let ready = casting::prepare(
        app,
        offer,
        paper.household_id,
        paper.ballot.clone(),
        way,
        paper.once.0,
        Some(paper.entered_by),
    );
    let entry = app.entry(now, by, "confirm_paper", Some(community.id), format!("paper {id}"));
    let leaf = leaf(app, now, &paper, "confirmed");
    app.store
        .write(move |c| {
            async move {
                if !papers::decide(c, id, PaperState::Confirmed, (me, now), "").await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                c.append(leaf);
                Ok(casting::cast_within(c, ready).await?.counts)
            }
            .boxed()
        })
        .await
}

/// The second person finds a difference: the slip goes back to who entered it.
///
/// # Errors
/// As [`confirm`]; [`Problem::DifferenceNeeded`] beside `reason`.
pub async fn reject(app: &Linli, by: &By, caller: &Caller, id: Uuid, reason: &str) -> Outcome<()> {
    let (community, paper) = of_another(app, caller, id).await?;
    let reason = bounded(reason, MOST_REASON).map_err(|problem| Fail::at("reason", problem))?;
    if reason.is_empty() {
        return Err(Fail::at("reason", Problem::DifferenceNeeded));
    }
    let (me, now) = (staff_of(caller)?, app.now());
    let entry = app.entry(now, by, "reject_paper", Some(community.id), format!("paper {id}"));
    let leaf = leaf(app, now, &paper, "rejected");
    app.store
        .write(move |c| {
            async move {
                if !papers::decide(c, id, PaperState::Rejected, (me, now), &reason).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                c.append(leaf);
                Ok(())
            }
            .boxed()
        })
        .await
}
