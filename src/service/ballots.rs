//! Casting: one ballot of a household counts, every one is kept.
//!
//! For: [`cast`] (a household, online), [`cast_for`] (staff, from a slip), [`mine`] (what the
//! household has in a poll). The unit of work is [`cast_within`]: few statements, since every
//! statement costs the one writer.
//! Must not know: forms, pages, how ballots are counted.
//! To add: a further channel calls [`prepare`] and [`cast_within`].

use crate::domain::ballot::{Ballot, canonical};
use crate::domain::code::Purpose;
use crate::domain::feedback::Channel;
use crate::domain::ids::{BallotId, HouseholdId, PollId, StaffId, UploadId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::poll::{Winner, may_cast, may_check, winner, winner_by_sale};
use crate::domain::problem::Problem;
use crate::keys::{Keys, hex, sha256};
use crate::service::allowance::{self, Act, Whose};
use crate::service::polls::{Offer, casting, letter, offer};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::ballots::{self, BuildingTurnout, Cast, Castable, Counted, NewBallot};
use crate::store::polls::{self, Poll, PollOption};
use crate::store::record::{self, Leaf};
use crate::store::roll::Household;
use crate::store::{Conn, communities, households, roll, works};
use futures::FutureExt;
use std::sync::Arc;
use uuid::Uuid;

/// What came of a cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number: the first 20 hex digits of the leaf's hash.
    pub number: String,
    /// When the ballot was cast.
    pub at: Moment,
    /// Whether the ballot counts; false if an earlier one stands by the poll's rule.
    pub counts: bool,
}

/// A ballot ready to be cast.
#[derive(Clone, Debug)]
pub struct Casting {
    offer: Arc<Offer>,
    ballot: Ballot,
    new: NewBallot,
    now: Moment,
    leaf: Leaf,
    beside: Leaf,
    /// It stood on a slip that came in time and waited for its second person, so the close does
    /// not shut it out.
    waited: bool,
}

impl Casting {
    /// The same for a slip that waited for its second person.
    #[must_use]
    pub const fn that_waited(mut self) -> Self {
        self.waited = true;
        self
    }
}

/// Casts or replaces the household's ballot, online. `once` is the key of this sending: the same
/// key with the same content gets the first answer; with other content it is another sending.
///
/// # Errors
/// What `policy::can` says, [`Problem::NotFound`]; what `may_cast` and `Ballot::check` say;
/// [`Problem::NotOnRoll`]; [`Problem::BallotStands`] if one on paper counts by the poll's rule;
/// [`Problem::SoldSince`] if it is the earlier owner's; [`Problem::TooManyChanges`] beyond a day's;
/// [`Problem::CommunityClosed`]; [`Problem::ChangedMeanwhile`] if another has replaced this sending since.
pub async fn cast(
    app: &Linli,
    caller: &Caller,
    slug: &str,
    poll: PollId,
    ballot: Ballot,
    once: Uuid,
) -> Outcome<Receipt> {
    let offer = offer(app, slug, poll).await?;
    can(caller, offer.verb, &offer.place)?;
    let Caller::Household { household, .. } = caller else { return Err(Fail::from(Problem::CodeNeeded)) };
    let now = app.now();
    let casting = prepare(app, offer, *household, ballot, (Channel::Online, now), once, None);
    let within = app.clone();
    let receipt = app.store.write(move |c| async move { cast_within(c, &within, casting).await }.boxed()).await?;
    if receipt.counts { Ok(receipt) } else { Err(Fail::from(Problem::BallotStands)) }
}

/// Casts for a household what it gave on paper, at the desk, by phone or at a meeting; `cast_at`
/// is when it was handed in. Where an earlier ballot stands by the poll's rule, this one is
/// recorded beside it and the receipt says so.
///
/// # Errors
/// As [`cast`], but a ballot that stands is no failure.
#[expect(clippy::too_many_arguments, reason = "who, where, for whom, what, how, when")]
pub async fn cast_for(
    app: &Linli,
    by: &By,
    caller: &Caller,
    slug: &str,
    poll: PollId,
    household: HouseholdId,
    ballot: Ballot,
    (channel, cast_at): (Channel, Moment),
    once: Uuid,
) -> Outcome<Receipt> {
    let offer = offer(app, slug, poll).await?;
    can(caller, Verb::EnterPaper, &offer.place)?;
    let entry = app.entry(app.now(), by, Verb::EnterPaper.as_str(), Some(offer.community), format!("ballot {poll}"));
    let casting = prepare(app, offer, household, ballot, (channel, cast_at), once, by.staff);
    let within = app.clone();
    app.store
        .write(move |c| {
            async move {
                c.audit(entry);
                cast_within(c, &within, casting).await
            }
            .boxed()
        })
        .await
}

/// Seals a ballot outside the unit of work, so that the unit holds only SQL.
pub fn prepare(
    app: &Linli,
    offer: Arc<Offer>,
    household: HouseholdId,
    ballot: Ballot,
    (channel, cast_at): (Channel, Moment),
    once: Uuid,
    staff: Option<StaffId>,
) -> Casting {
    let now = app.now();
    let id = BallotId(app.random.id(now));
    let cast_at = cast_at.min(now);
    let body = |counts| leaf_body(&app.keys, offer.poll, household, id, channel, cast_at, &ballot, counts);
    let leaf = app.leaf(now, offer.community, "ballot", body(true));
    // Only staff can bring a ballot that is recorded beside the one that counts.
    let beside = if staff.is_some() { app.leaf(now, offer.community, "ballot", body(false)) } else { leaf.clone() };
    let choices = ballots::encode(&ballot);
    let once = once_key(&[offer.poll.0.as_bytes(), household.0.as_bytes(), once.as_bytes(), choices.as_bytes()]);
    let new = NewBallot {
        id,
        poll: offer.poll,
        community: offer.community,
        household,
        channel,
        choices,
        cast_at,
        receipt: String::new(),
        once,
        staff,
        replaced_at: None,
    };
    Casting { offer, ballot, new, now, leaf, beside, waited: false }
}

/// The unit of work of a cast: one read of everything, one statement if a ballot is replaced, one
/// for the new one; the leaf goes with the group.
///
/// # Errors
/// As [`cast_for`].
pub async fn cast_within(c: &mut Conn, app: &Linli, casting: Casting) -> Outcome<Receipt> {
    let Casting { offer, ballot, mut new, now, leaf, beside, waited } = casting;
    let state = ballots::castable(c, new.poll, new.household, new.once).await?.ok_or(Problem::NotFound)?;
    if let Some(first) = state.first {
        // The first answer would say that this ballot counts, and it no longer does.
        let Some(counts) = first.counts else { return Err(Fail::from(Problem::ChangedMeanwhile)) };
        return Ok(Receipt { number: first.receipt, at: first.cast_at, counts });
    }
    let may = if waited { may_check } else { may_cast };
    may(state.state, state.opens, state.closes, now)?;
    may_cast(state.state, state.opens, state.closes, new.cast_at)?;
    check(c, &state, &offer, &ballot).await?;
    let counts = match state.standing {
        Some((_, channel, at)) => {
            let by_sale = winner_by_sale(at, new.cast_at, state.sold);
            if by_sale == Some(Winner::Keep) && new.staff.is_none() {
                return Err(Fail::from(Problem::SoldSince(at)));
            }
            let incoming = (new.channel, new.cast_at);
            let by_rule = || winner(state.rule, (channel, at), incoming, state.online_since);
            by_sale.unwrap_or_else(by_rule) == Winner::Replace
        }
        None => true,
    };
    if !counts && new.staff.is_none() {
        return Err(Fail::from(Problem::BallotStands));
    }
    if let Some((standing, ..)) = state.standing.filter(|_| counts) {
        if new.staff.is_none() {
            allowance::take(c, app, Act::Ballot, &Whose::Home(new.household), now).await?;
        }
        ballots::replace(c, standing, now).await?;
    }
    let leaf = if counts { leaf } else { beside };
    new.receipt = number(&leaf.hash);
    new.replaced_at = (!counts).then_some(new.cast_at);
    ballots::record(c, &new).await?;
    c.append(leaf);
    c.touch(new.community);
    Ok(Receipt { number: new.receipt, at: new.cast_at, counts })
}

async fn check(c: &mut Conn, state: &Castable, offer: &Offer, ballot: &Ballot) -> Outcome<()> {
    if !state.community_open {
        return Err(Fail::from(Problem::CommunityClosed));
    }
    if !state.on_roll {
        return Err(Fail::from(Problem::NotOnRoll));
    }
    if state.revised_at == offer.revised_at {
        return Ok(ballot.check(&offer.options, offer.budget_fen)?);
    }
    // Another node revised the poll since this one remembered it.
    let poll = polls::find(c, offer.poll).await?.ok_or(Problem::NotFound)?;
    if casting(&poll.preset) != offer.verb {
        return Err(Fail::from(Problem::ChangedMeanwhile));
    }
    let options: Vec<_> = polls::options(c, offer.poll).await?.iter().map(|o| (o.work, o.cost_fen)).collect();
    Ok(ballot.check(&options, poll.budget_fen)?)
}

/// The number on a receipt.
fn number(hash: &str) -> String {
    hash.chars().take(20).collect()
}

/// One sending of one household in one poll: nobody else's key can meet it, and neither can the
/// same form sent with other content. Only the last part may vary in length.
pub fn once_key(parts: &[&[u8]]) -> Uuid {
    let hash = sha256(&parts.concat());
    uuid::Builder::from_custom_bytes(*hash.first_chunk::<16>().unwrap_or(&[0; 16])).into_uuid()
}

/// What stands for the household in the record of this poll; without the key nobody can tell
/// which household it is, nor that two polls have it in common.
fn handle(keys: &Keys, poll: PollId, household: HouseholdId) -> String {
    let mut data = poll.0.as_bytes().to_vec();
    data.extend_from_slice(household.0.as_bytes());
    hex(keys.mac("handle", &data).first_chunk::<16>().unwrap_or(&[0; 16]))
}

/// The 32 bytes that hide the choice in the commitment. They are drawn from the secret key and the
/// ballot's id instead of being stored, so that a voter can see the receipt again and a repeated
/// sending gets the same one; without the key they are as good as random.
fn opening(keys: &Keys, ballot: BallotId) -> [u8; 32] {
    keys.mac("ballot-opening", ballot.0.as_bytes())
}

#[expect(clippy::too_many_arguments, reason = "the lines of the text")]
fn leaf_body(
    keys: &Keys,
    poll: PollId,
    household: HouseholdId,
    id: BallotId,
    channel: Channel,
    cast_at: Moment,
    ballot: &Ballot,
    counts: bool,
) -> String {
    let handle = handle(keys, poll, household);
    let mut sealed = opening(keys, id).to_vec();
    sealed.extend_from_slice(canonical(poll, &handle, ballot).as_bytes());
    let commitment = hex(&sha256(&sealed));
    let counts = if counts { "yes" } else { "no" };
    let at = cast_at.0;
    format!(
        "linli cast 1\npoll {poll}\nhousehold {handle}\nchannel {channel}\nat {at}\ncounts {counts}\ncommitment {commitment}\n"
    )
}

/// Whether a ballot of the record does not count: another one of the same household took its place
/// later, or it was recorded beside the one that counts.
///
/// # Errors
/// The store did not answer.
pub async fn is_replaced(c: &mut Conn, leaf: &record::Found) -> Outcome<bool> {
    let Some(community) = leaf.community.filter(|_| leaf.kind == "ballot") else { return Ok(false) };
    let counts = |body: &str| body.lines().any(|line| line == "counts yes");
    if !counts(&leaf.body) {
        return Ok(true);
    }
    // Poll and household: the first lines of the text.
    let whose: String = leaf.body.split_inclusive('\n').take(3).collect();
    Ok(record::another_counts(c, (community, leaf.at), &whose, &leaf.hash).await?)
}

/// The leaf that a counted ballot must have left in the record.
pub fn leaf_of(keys: &Keys, poll: PollId, ballot: &Counted) -> String {
    leaf_body(keys, poll, ballot.household, ballot.id, ballot.channel, ballot.cast_at, &ballot.ballot, true)
}

/// What a voter needs to check that the record holds the ballot unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The 32 hidden bytes, in hex.
    pub bytes: String,
    /// The ballot's canonical text.
    pub text: String,
    /// The leaf in the record.
    pub leaf: String,
}

/// What a household has in a poll.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The poll.
    pub poll: Poll,
    /// What it offers.
    pub options: Vec<PollOption>,
    /// How the place of a work looks now, for those that have a photo.
    pub photos: Vec<(WorkId, UploadId)>,
    /// The household; none if it is no longer known.
    pub household: Household,
    /// Its ballot that counts.
    pub standing: Option<Cast>,
    /// When it first cast online.
    pub online_since: Option<Moment>,
    /// When its flat was last sold.
    pub sold: Option<Moment>,
    /// What that ballot chose is for the other letter of the flat: it is left out here.
    pub sealed: bool,
    /// How that ballot can be checked.
    pub opening: Option<Opening>,
    /// Turnout of its building, once somebody voted.
    pub building: Option<BuildingTurnout>,
}

impl Mine {
    /// When the flat's earlier owner cast the ballot that counts; none if it is the household's own.
    pub fn of_earlier_owner(&self) -> Option<Moment> {
        let at = self.standing.as_ref()?.cast_at;
        self.sold.filter(|sold| at <= *sold).map(|_| at)
    }
}

/// In which running polls the caller's household has voted, by which way and when; never what.
///
/// # Errors
/// The store did not answer.
pub async fn standing_now(app: &Linli, caller: &Caller) -> Outcome<Vec<(PollId, Channel, Moment)>> {
    let Caller::Household { household, .. } = caller else { return Ok(Vec::new()) };
    let mut c = app.store.read().await?;
    Ok(ballots::standing_now(&mut c, *household, app.now()).await?)
}

/// What the calling household has in a poll; `verb` is what it came for: to cast, or to read.
///
/// # Errors
/// What `policy::can` says of `verb`, [`Problem::NotFound`]; [`Problem::OwnerNeeded`] for whoever came
/// by the household's letter to a poll of owners.
pub async fn mine(app: &Linli, caller: &Caller, verb: Verb, slug: &str, id: PollId) -> Outcome<Mine> {
    let mut c = app.store.read().await?;
    let community = communities::find(&mut c, slug).await?.ok_or(Problem::NotFound)?;
    let place = crate::service::communities::place(&community)?;
    let here = can(caller, verb, &place);
    let (Caller::Household { household, purpose, .. } | Caller::Reader { household, purpose, .. }) = caller else {
        return Err(here.err().unwrap_or(Problem::CodeNeeded).into());
    };
    // A household whose community went into another still reads what it cast before.
    let came_over = verb == Verb::ReadReceipt && ballots::holds(&mut c, id, *household).await?;
    if !came_over {
        here?;
    }
    let poll = polls::find(&mut c, id).await?;
    let visible =
        |poll: &Poll| poll.community_id == community.id && poll.state != crate::domain::poll::PollState::Draft;
    let poll = poll.filter(visible).ok_or(Problem::NotFound)?;
    if verb == Verb::CastBallot {
        can(caller, casting(&poll.preset), &place)?;
    }
    let sealed = letter(&poll.preset) != *purpose;
    if sealed && *purpose == Purpose::Household {
        return Err(Fail::from(Problem::OwnerNeeded));
    }
    let options = polls::options(&mut c, id).await?;
    let photos = works::before_photos(&mut c, community.id).await?;
    let household = roll::household(&mut c, *household).await?.ok_or(Problem::CodeNeeded)?;
    let mut standing = ballots::in_force(&mut c, id, household.id).await?;
    let online_since = ballots::online_since(&mut c, id, household.id).await?;
    let sold = households::sold(&mut c, household.id).await?;
    let buildings = ballots::turnout_by_building(&mut c, id).await?;
    let opening = standing.as_ref().filter(|_| !sealed).map(|cast| opened(&app.keys, id, household.id, cast));
    if let Some(cast) = standing.as_mut().filter(|_| sealed) {
        cast.ballot = Ballot::default();
    }
    let building = buildings.into_iter().find(|b| b.building == household.building_id);
    Ok(Mine { poll, options, photos, household, standing, online_since, sold, sealed, opening, building })
}

fn opened(keys: &Keys, poll: PollId, household: HouseholdId, cast: &Cast) -> Opening {
    Opening {
        bytes: hex(&opening(keys, cast.id)),
        text: canonical(poll, &handle(keys, poll, household), &cast.ballot),
        leaf: leaf_body(keys, poll, household, cast.id, cast.channel, cast.cast_at, &cast.ballot, true),
    }
}
