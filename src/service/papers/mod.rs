//! Paper: a slip is typed in by one member and counted once a second one found it right.
//!
//! For: [`running`], [`counting`], [`find`], [`slip`]; typing in is `enter`, the second person is
//! `check`. A slip counts by when it was handed in. It is typed in before the close; after it only
//! what was typed in time can still be checked, or corrected where it was sent back.
//! Must not know: pages; how a ballot is cast (`service::ballots`).
//! To add: every use case asks for [`Verb::EnterPaper`] or [`Verb::CheckPaper`] in the part of the
//! poll's community where the caller may.

mod check;
mod enter;

pub use check::{Check, ToCheck, Turn, confirm, count_waiting, reject, to_check, withdraw};
pub use enter::{Typed, enter};

use crate::domain::feedback::Channel;
use crate::domain::ids::{BuildingId, CommunityId, HouseholdId, PollId, StaffId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller, Part, Scope};
use crate::domain::poll::{Electorate, count_by, may_cast, may_check};
use crate::domain::problem::Problem;
use crate::domain::region::RegionCode;
use crate::domain::text::fold_key;
use crate::domain::threshold::electorate;
use crate::keys::hex;
use crate::service::{Fail, Linli, Outcome, communities as places, credentials};
use crate::store::communities::{self, Community};
use crate::store::papers::{self, Paper};
use crate::store::polls::{self, Poll, PollOption};
use crate::store::record::Leaf;
use crate::store::roll::{self, Building, Household};
use crate::store::{Conn, ballots, households};

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

/// A poll that is over and waits for slips before it is counted.
#[derive(Clone, Debug)]
pub struct Counting {
    /// Where.
    pub community: Community,
    /// The poll.
    pub poll: Poll,
    /// Slips that are neither confirmed nor withdrawn.
    pub slips: i64,
    /// When it is counted in any case.
    pub until: Moment,
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
    /// When its flat was last sold.
    pub sold: Option<Moment>,
    /// A slip of it waits for the second person.
    pub waits: bool,
    /// When it was handed in, as far as that is known: what was said of the slip that was sent
    /// back, else now.
    pub received: Moment,
}

impl Slip {
    /// Whether owners are asked: then an owner signs the slip.
    pub fn is_of_owners(&self) -> bool {
        electorate(&self.poll.preset) == Electorate::Owners
    }
}

fn reaches(scopes: &[Scope], region: &str, community: CommunityId) -> bool {
    RegionCode::parse(region).is_some_and(|region| scopes.iter().any(|scope| scope.touches(&region, community)))
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
        let part = policy::part(caller, Verb::EnterPaper, &places::place(&community)?)?;
        let mut buildings = roll::buildings(&mut c, community.id).await?;
        buildings.retain(|building| part.has(building.id));
        found.push(Running { community, poll, buildings });
    }
    Ok(found)
}

/// The polls of `caller`'s reach that are over and wait for slips.
///
/// # Errors
/// Signed out, or enters paper nowhere.
pub async fn counting(app: &Linli, caller: &Caller) -> Outcome<Vec<Counting>> {
    let scopes = policy::somewhere(caller, Verb::EnterPaper)?;
    let now = app.now();
    let mut c = app.store.read().await?;
    let mut found = Vec::new();
    for (poll, community, region) in papers::counting(&mut c, now).await? {
        let slips = papers::unsettled(&mut c, poll).await?;
        if slips == 0 || !reaches(&scopes, &region, community) {
            continue;
        }
        let poll = polls::find(&mut c, poll).await?.ok_or(Problem::NotFound)?;
        let community = communities::by_id(&mut c, community).await?.ok_or(Problem::NotFound)?;
        let until = count_by(poll.closes);
        found.push(Counting { community, poll, slips, until });
    }
    found.retain(|one| now < one.until);
    Ok(found)
}

/// The poll with its community, and the part of it where `caller` may do `verb`.
async fn place_of(c: &mut Conn, caller: &Caller, verb: Verb, poll: PollId) -> Outcome<(Community, Poll, Part)> {
    policy::somewhere(caller, verb)?;
    let poll = polls::find(c, poll).await?.ok_or(Problem::NotFound)?;
    let community = communities::by_id(c, poll.community_id).await?.ok_or(Problem::NotFound)?;
    let part = policy::part(caller, verb, &places::place(&community)?)?;
    Ok((community, poll, part))
}

/// That a building belongs to the part where the caller may act.
fn within(part: &Part, building: BuildingId) -> Outcome<()> {
    if part.has(building) { Ok(()) } else { Err(Fail::from(Problem::NotAllowed)) }
}

/// The household of a slip, by its code or by building and room.
///
/// # Errors
/// Outside the caller's reach; [`Problem::SlipCodeWrong`] for a code of nobody here, [`Problem::Missing`] beside what is empty,
/// [`Problem::NoSuchFlat`] beside `room`.
pub async fn find(app: &Linli, caller: &Caller, poll: PollId, sought: &Sought) -> Outcome<HouseholdId> {
    let (community, part) = {
        let mut c = app.store.read().await?;
        let (community, _, part) = place_of(&mut c, caller, Verb::EnterPaper, poll).await?;
        (community, part)
    };
    if !sought.code.trim().is_empty() {
        let unknown = || Fail::at("code", Problem::SlipCodeWrong);
        let (household, at) =
            credentials::household_of(app, &sought.code).await.map_err(|fail| match fail.first() {
                Some(Problem::CodeWrong) => unknown(),
                _ => fail,
            })?;
        if at != community.id {
            return Err(unknown());
        }
        let mut c = app.store.read().await?;
        let found = roll::household(&mut c, household).await?.ok_or_else(unknown)?;
        within(&part, found.building_id)?;
        return Ok(household);
    }
    for (field, value) in [("building", &sought.building), ("room", &sought.room)] {
        if value.trim().is_empty() {
            return Err(Fail::at(field, Problem::Missing));
        }
    }
    let mut c = app.store.read().await?;
    let (building, room) = (fold_key(&sought.building), fold_key(&sought.room));
    let found = roll::find_household(&mut c, community.id, &building, &room).await?;
    let found = found.ok_or(Fail::at("room", Problem::NoSuchFlat))?;
    within(&part, found.building_id)?;
    Ok(found.id)
}

async fn read_slip(
    c: &mut Conn,
    community: Community,
    poll: Poll,
    household: HouseholdId,
    now: Moment,
) -> Outcome<Slip> {
    let household = roll::household(c, household).await?.ok_or(Problem::NotFound)?;
    if household.community_id != community.id {
        return Err(Fail::from(Problem::NotFound));
    }
    let options = polls::options(c, poll.id).await?;
    let standing = ballots::in_force(c, poll.id, household.id).await?.map(|cast| (cast.channel, cast.cast_at));
    let waits = papers::waiting_in(c, poll.id).await?.contains(&household.id);
    let received = papers::sent_back_of(c, poll.id, household.id).await?.map_or(now, |paper| paper.received_at);
    let sold = households::sold(c, household.id).await?;
    Ok(Slip { community, poll, options, household, standing, sold, waits, received })
}

/// Whether a slip of this household may be typed in: before the close, and after it only once more
/// what was typed in time and sent back.
async fn may_enter(c: &mut Conn, poll: &Poll, household: HouseholdId, now: Moment) -> Outcome<()> {
    let (state, opens, closes) = (poll.state, poll.opens, poll.closes);
    match may_cast(state, opens, closes, now) {
        Err(Problem::PollClosed { .. }) if papers::sent_back_of(c, poll.id, household).await?.is_some() => {
            Ok(may_check(state, opens, closes, now)?)
        }
        answer => Ok(answer?),
    }
}

/// One household's slip.
///
/// # Errors
/// [`Problem::NotFound`], what `may_cast` says, or outside the caller's reach.
pub async fn slip(app: &Linli, caller: &Caller, poll: PollId, household: HouseholdId) -> Outcome<Slip> {
    let now = app.now();
    let mut c = app.store.read().await?;
    let (community, poll, part) = place_of(&mut c, caller, Verb::EnterPaper, poll).await?;
    let slip = read_slip(&mut c, community, poll, household, now).await?;
    within(&part, slip.household.building_id)?;
    may_enter(&mut c, &slip.poll, household, now).await?;
    Ok(slip)
}

/// The leaf of a step of a slip: what was entered stands in it only as a salted commitment.
fn leaf(app: &Linli, now: Moment, paper: &Paper, step: &str) -> Leaf {
    let sealed = format!("{} {} {}", paper.id.simple(), paper.household_id, ballots::encode(&paper.ballot));
    let commitment = hex(&app.keys.mac("paper", sealed.as_bytes()));
    let (id, poll, received) = (paper.id.simple(), paper.poll_id, paper.received_at.0);
    let body = format!(
        "linli paper 2\npaper {id}\npoll {poll}\nstep {step}\ncommitment {commitment}\nreceived {received}\nat {}\n",
        now.0
    );
    app.leaf(now, paper.community_id, "paper", body)
}
