//! The close: counting once, freezing what was counted, and counting again.
//!
//! For: [`close_due`] (each minute), [`close_if_due`] (when somebody looks), [`recount`]. The count
//! waits for slips that were typed in before the close and not looked at by a second person, until
//! `domain::poll::count_by`.
//! Must not know: the rule of counting (`outcome`).
//! To add: what follows a close belongs into the unit of [`close_if_due`].

use super::outcome::{PollOutcome, count};
use crate::domain::ids::PollId;
use crate::domain::moment::Moment;
use crate::domain::poll::{PollState, count_by};
use crate::domain::problem::Problem;
use crate::keys::{hex, sha256};
use crate::service::{Fail, Linli, Outcome, ballots as service};
use crate::store::polls::Poll;
use crate::store::{Conn, ballots, papers, polls, record};
use futures::FutureExt;

/// Counts every poll whose window is over and that need not wait; gives how many.
///
/// # Errors
/// The store did not answer.
pub async fn close_due(app: &Linli) -> Outcome<usize> {
    let now = app.now();
    let mut c = app.store.read().await?;
    let due = polls::due(&mut c, now).await?;
    drop(c);
    let mut closed = 0;
    for id in due {
        closed += usize::from(close_if_due(app, id).await?);
    }
    Ok(closed)
}

/// How many slips are left out if the poll is counted now; none if it runs, was counted, or waits
/// for slips to be checked.
async fn due(c: &mut Conn, poll: &Poll, now: Moment) -> Outcome<Option<i64>> {
    if poll.state != PollState::Open || now < poll.closes {
        return Ok(None);
    }
    let unsettled = papers::unsettled(c, poll.id).await?;
    Ok((unsettled == 0 || now >= count_by(poll.closes)).then_some(unsettled))
}

/// Counts and freezes a poll if its window is over, no slip is waited for and that was not done
/// yet; `true` if it was done now.
///
/// # Errors
/// The store did not answer.
pub async fn close_if_due(app: &Linli, id: PollId) -> Outcome<bool> {
    let now = app.now();
    let mut c = app.store.read().await?;
    let Some(poll) = polls::find(&mut c, id).await? else { return Ok(false) };
    if due(&mut c, &poll, now).await?.is_none() {
        return Ok(false);
    }
    drop(c);
    let app_in = app.clone();
    app.store
        .write(move |c| {
            async move {
                // Locked: a cast that began before must be counted, none may follow.
                let poll = polls::find_locked(c, id).await?.ok_or(Problem::NotFound)?;
                let Some(unconfirmed) = due(c, &poll, now).await? else { return Ok(false) };
                let options = polls::options(c, id).await?;
                let outcome = count(&poll, &options, &ballots::list(c, id).await?, unconfirmed);
                let text = json(&outcome)?;
                let done = polls::close(c, id, &text).await?;
                let hash = hex(&sha256(text.as_bytes()));
                let body = format!("linli poll 1\nact closed\npoll {id}\noutcome {hash}\n");
                c.append(app_in.leaf(now, poll.community_id, "poll", body));
                c.touch(poll.community_id);
                Ok::<_, Fail>(done)
            }
            .boxed()
        })
        .await
}

fn json(outcome: &PollOutcome) -> Outcome<String> {
    serde_json::to_string(outcome).map_err(|error| Fail::incident(&format!("an outcome has no JSON: {error}")))
}

/// The frozen outcome of a poll, if it is closed.
///
/// # Errors
/// It is damaged.
pub fn frozen(text: Option<&str>) -> Outcome<Option<PollOutcome>> {
    text.map(serde_json::from_str).transpose().map_err(|e| Fail::incident(&format!("a frozen outcome is damaged: {e}")))
}

/// What counting again showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// What the ballots give now.
    pub counted: PollOutcome,
    /// What was frozen at the close; none while the poll runs.
    pub frozen: Option<PollOutcome>,
    /// Receipts of counted ballots whose leaf is not in the record, or is another one.
    pub missing: Vec<String>,
}

impl Recount {
    /// True if nothing differs.
    pub fn agrees(&self) -> bool {
        self.missing.is_empty() && self.frozen.as_ref().is_none_or(|frozen| *frozen == self.counted)
    }
}

/// Counts a poll anew from its ballots, and looks for each of them in the record.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn recount(app: &Linli, id: PollId) -> Outcome<Recount> {
    let mut c = app.store.read().await?;
    let poll = polls::find(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let options = polls::options(&mut c, id).await?;
    let cast = ballots::list(&mut c, id).await?;
    let unsettled = papers::unsettled(&mut c, id).await?;
    let leaves = record::list(&mut c, poll.community_id, "ballot").await?;
    drop(c);
    let known: std::collections::HashSet<String> = leaves.into_iter().map(|(body, _)| body).collect();
    let holds = |ballot: &ballots::Counted| {
        let body = service::leaf_of(&app.keys, id, ballot);
        known.contains(&body) && record::leaf_hash(&body).starts_with(&ballot.receipt)
    };
    let missing = cast.iter().filter(|ballot| !holds(ballot)).map(|ballot| ballot.receipt.clone()).collect();
    let frozen = frozen(poll.outcome.as_deref())?;
    // Slips are no ballots: how many were left out is told as it was at the close.
    let unconfirmed = frozen.as_ref().map_or(unsettled, |frozen| frozen.unconfirmed);
    Ok(Recount { counted: count(&poll, &options, &cast, unconfirmed), frozen, missing })
}
