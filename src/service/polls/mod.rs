//! Polls: making, opening, cancelling, closing, and what of them is remembered for casting.
//!
//! For: the use cases of a poll; a file each: `draft` (make and revise), `open` (open and
//! cancel), `close` (freeze and recount), `left_out` (what
//! counted polls did not choose), `outcome` (what the ballots decide), `offer` (what a
//! cast needs of a poll that runs).
//! Must not know: pages; how one ballot is cast (`service::ballots`).
//! To add: a further use case is a file here.

mod close;
mod draft;
mod left_out;
mod offer;
mod open;
mod outcome;

pub use close::{Recount, close_due, close_if_due, frozen, recount};
pub use draft::{PollDraft, draft, revise};
pub use left_out::{Standing, left_out};
pub use offer::{Offer, Offers, casting, letter, offer};
pub use open::{cancel, open};
pub use outcome::{Counts, PollOutcome, Verdict, WorkOutcome, count};

use crate::domain::ids::PollId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::poll::PollState;
use crate::domain::problem::Problem;
use crate::service::{Fail, Linli, Outcome, communities};
use crate::store::ballots::{self, BuildingTurnout, Turnout};
use crate::store::communities::Community;
use crate::store::polls::{self, Poll, PollOption};
use crate::store::{Conn, papers, record, works};

/// A poll with what it offers.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The poll.
    pub poll: Poll,
    /// What it offers, in the order of the slip.
    pub options: Vec<PollOption>,
    /// Who took part so far.
    pub turnout: Turnout,
    /// Slips for which the count waits, once the window is over; 0 when it is counted.
    pub counting: i64,
    /// When it was last corrected between its announcement and its opening, if it was.
    pub corrected: Option<Moment>,
}

/// A poll of this community that visitors may see.
///
/// # Errors
/// [`Problem::NotFound`], also for drafts.
pub async fn find(app: &Linli, community: &Community, id: PollId) -> Outcome<Detail> {
    close_if_due(app, id).await?;
    let detail = detail(app, community, id).await?;
    if detail.poll.state == PollState::Draft { Err(Fail::from(Problem::NotFound)) } else { Ok(detail) }
}

/// The same for those who make it, drafts too, with works and costs as they are now.
///
/// # Errors
/// What `policy::can` says, [`Problem::NotFound`].
pub async fn preview(app: &Linli, caller: &Caller, community: &Community, id: PollId) -> Outcome<Detail> {
    can(caller, Verb::ManagePoll, &communities::place(community)?)?;
    let mut detail = detail(app, community, id).await?;
    if detail.poll.state == PollState::Draft {
        let mut c = app.store.read().await?;
        let works = works::list(&mut c, community.id).await?;
        detail.options = draft::refreshed(&detail.options, &works);
    }
    Ok(detail)
}

async fn detail(app: &Linli, community: &Community, id: PollId) -> Outcome<Detail> {
    let mut c = app.store.read().await?;
    let poll = polls::find(&mut c, id).await?.filter(|poll| poll.community_id == community.id);
    let poll = poll.ok_or(Problem::NotFound)?;
    let options = polls::options(&mut c, id).await?;
    let turnout = ballots::turnout(&mut c, id).await?;
    let over = poll.state == PollState::Open && app.now() >= poll.closes;
    let counting = if over { papers::unsettled(&mut c, id).await? } else { 0 };
    let corrected = corrected(&mut c, &poll).await?;
    Ok(Detail { poll, options, turnout, counting, corrected })
}

/// The poll itself keeps one moment for its announcement and its corrections; whether there was a
/// correction stands in the record.
async fn corrected(c: &mut Conn, poll: &Poll) -> Outcome<Option<Moment>> {
    if !matches!(poll.state, PollState::Open | PollState::Closed) {
        return Ok(None);
    }
    let heading = open::heading("revised", poll.id);
    let leaves = record::list(c, poll.community_id, "poll").await?;
    Ok(leaves.iter().any(|(body, _)| body.starts_with(&heading)).then_some(poll.revised_at))
}

/// Polls of a community that visitors may see, the latest first.
///
/// # Errors
/// The store did not answer.
pub async fn list(app: &Linli, community: &Community) -> Outcome<Vec<Poll>> {
    let mut c = app.store.read().await?;
    let all = polls::list(&mut c, community.id).await?;
    Ok(all.into_iter().filter(|poll| poll.state != PollState::Draft).collect())
}

/// The poll in which ballots are taken now; of several the one that closes first.
///
/// # Errors
/// The store did not answer.
pub async fn running(app: &Linli, community: &Community) -> Outcome<Option<Poll>> {
    let now = app.now();
    let running = list(app, community).await?.into_iter().filter(|poll| poll.is_running(now));
    Ok(running.min_by_key(|poll| (poll.closes, poll.id)))
}

/// Turnout of each building of a poll.
///
/// # Errors
/// The store did not answer.
pub async fn by_building(app: &Linli, id: PollId) -> Outcome<Vec<BuildingTurnout>> {
    let mut c = app.store.read().await?;
    Ok(ballots::turnout_by_building(&mut c, id).await?)
}
