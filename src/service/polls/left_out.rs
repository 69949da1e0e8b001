//! Which works counted polls left out.
//!
//! For: [`left_out`], so that a page does not promise what was not chosen.
//! Must not know: pages; why a work was not chosen (`outcome`).
//! To add: nothing here decides anything; what counts as decided is read from frozen outcomes.

use super::{PollOutcome, Verdict, frozen};
use crate::domain::ids::{CommunityId, PollId, WorkId};
use crate::domain::poll::PollState;
use crate::service::Outcome;
use crate::store::Conn;
use crate::store::polls;
use std::collections::{HashMap, HashSet};

/// What polls say of works that are not done.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Not chosen, by which poll.
    pub left_out: HashMap<WorkId, PollId>,
    /// Put to a poll that is announced, running or not counted yet.
    pub asked: HashSet<WorkId>,
}

/// Works that the latest counted poll about them did not choose, each with that poll. A poll in
/// which too few or nobody took part decided nothing; one that asks again leaves it open.
///
/// # Errors
/// The store did not answer.
pub async fn left_out(c: &mut Conn, community: CommunityId) -> Outcome<Standing> {
    let (mut left, mut asked) = (HashMap::new(), HashSet::new());
    for poll in polls::list(c, community).await?.iter().rev() {
        if poll.state == PollState::Open {
            for option in polls::options(c, poll.id).await? {
                left.remove(&option.work);
                asked.insert(option.work);
            }
        }
        // A damaged outcome is told on its own page; it takes no other page with it.
        let outcome = frozen(poll.outcome.as_deref()).ok().flatten().filter(PollOutcome::decided);
        let Some(outcome) = outcome else { continue };
        for work in &outcome.works {
            if work.verdict == Verdict::Won {
                left.remove(&work.work);
            } else {
                left.insert(work.work, poll.id);
            }
        }
    }
    Ok(Standing { left_out: left, asked })
}
