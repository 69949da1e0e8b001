//! What a cast needs of a poll, remembered.
//!
//! For: [`offer`]: a running poll's options and costs do not change, so a cast need not read
//! them again. What is remembered carries the moment of the poll's last revision, and the unit
//! of work that casts compares it (another node may have revised the poll).
//! Must not know: households, ballots.
//! To add: only what stands still while ballots are taken.

use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, PollId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Place;
use crate::domain::poll::{Electorate, PollState};
use crate::domain::problem::Problem;
use crate::domain::threshold::electorate;
use crate::service::{Linli, Outcome, communities};
use crate::store::polls;
use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::Arc;

/// A poll as a cast needs it.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The poll.
    pub poll: PollId,
    /// Its community.
    pub community: CommunityId,
    /// The community's short name.
    pub slug: String,
    /// Where that is, for the policy.
    pub place: Place,
    /// What casting is called there: as household, or as owner.
    pub verb: Verb,
    /// The works with their costs in fen.
    pub options: Vec<(WorkId, i64)>,
    /// The money in fen.
    pub budget_fen: i64,
    /// The revision it was read at.
    pub revised_at: Moment,
}

/// What casting in a poll of this rule set is called.
pub fn casting(preset: &str) -> Verb {
    match electorate(preset) {
        Electorate::Households => Verb::CastBallot,
        Electorate::Owners => Verb::CastOwnerBallot,
    }
}

/// Whose letter shows what was chosen in a poll of this rule set.
pub fn letter(preset: &str) -> Purpose {
    match electorate(preset) {
        Electorate::Households => Purpose::Household,
        Electorate::Owners => Purpose::Owner,
    }
}

/// Offers remembered by this process.
#[derive(Debug, Default)]
pub struct Offers(RwLock<HashMap<PollId, Arc<Offer>>>);

/// Most offers kept; then all are dropped.
const MOST: usize = 1024;

impl Offers {
    fn find(&self, poll: PollId) -> Option<Arc<Offer>> {
        self.0.read().get(&poll).cloned()
    }

    fn keep(&self, offer: Arc<Offer>) {
        let mut kept = self.0.write();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(offer.poll, offer);
    }

    /// Forgets a poll that was revised.
    pub fn forget(&self, poll: PollId) {
        self.0.write().remove(&poll);
    }
}

/// The offer of a poll in the community of this short name.
///
/// # Errors
/// [`Problem::NotFound`], also for drafts.
pub async fn offer(app: &Linli, slug: &str, id: PollId) -> Outcome<Arc<Offer>> {
    if let Some(known) = app.offers.find(id).filter(|known| known.slug == slug) {
        return Ok(known);
    }
    let community = communities::find(app, slug).await?;
    let mut c = app.store.read().await?;
    let poll = polls::find(&mut c, id).await?;
    let poll = poll.filter(|poll| poll.community_id == community.id && poll.state != PollState::Draft);
    let poll = poll.ok_or(Problem::NotFound)?;
    let options = polls::options(&mut c, id).await?;
    drop(c);
    let offer = Arc::new(Offer {
        poll: id,
        community: community.id,
        place: communities::place(&community)?,
        slug: community.slug,
        verb: casting(&poll.preset),
        options: options.iter().map(|option| (option.work, option.cost_fen)).collect(),
        budget_fen: poll.budget_fen,
        revised_at: poll.revised_at,
    });
    app.offers.keep(offer.clone());
    Ok(offer)
}
