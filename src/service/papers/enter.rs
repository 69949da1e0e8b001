//! Typing a slip in.
//!
//! For: [`enter`] with what was [`Typed`].
//! Must not know: forms; who checks it.
//! To add: a field of the slip stands in [`Typed`] and in the key of its form.

use super::{leaf, may_enter, slip, staff_of};
use crate::domain::ballot::Ballot;
use crate::domain::calendar::parse_datetime_local;
use crate::domain::ids::{HouseholdId, OnceKey, PollId};
use crate::domain::moment::{MINUTE, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::poll::{Winner, winner_by_sale};
use crate::domain::problem::Problem;
use crate::service::ballots::once_key;
use crate::service::{By, Checks, Fail, Linli, Outcome};
use crate::store::papers::{self, Paper, PaperState};
use crate::store::polls::{self, Poll};
use crate::store::{Conn, ballots};
use futures::FutureExt;
use uuid::Uuid;

/// A slip as somebody types it in.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What is ticked on it.
    pub ballot: Ballot,
    /// Day and time at which it was handed in, as a form sends them.
    pub received: String,
    /// An owner signed it, checked against the certificate or the roll; asked for where owners vote.
    pub signed: bool,
    /// The key of the form.
    pub once: Uuid,
}

/// When a slip was handed in: while the poll took ballots, and not in the future.
fn received(text: &str, poll: &Poll, now: Moment) -> Result<Moment, Problem> {
    let at = parse_datetime_local(text)?;
    // The form knows minutes; a poll may open within one.
    let at = if at < poll.opens && poll.opens.since(at) < MINUTE { poll.opens } else { at };
    let until = now.min(poll.closes.plus(-1));
    let fits = (poll.opens..=until).contains(&at);
    if fits { Ok(at) } else { Err(Problem::ReceivedOutside { from: poll.opens, until }) }
}

/// Types a slip in. It counts once a second person found it right. The same form with the same
/// content is taken once; with other content it is another slip.
///
/// # Errors
/// What `may_cast` says; beside `received` [`Problem::ReceivedOutside`], beside `choices` what
/// `Ballot::check` says, [`Problem::SlipEmpty`] for a slip without a tick; beside `signed`
/// [`Problem::SignatureUnchecked`]; [`Problem::SoldSince`] where the earlier owner's ballot stands; [`Problem::SlipWaits`]; [`Problem::ChangedMeanwhile`] if this very form
/// was sent back since; or outside the caller's reach.
pub async fn enter(
    app: &Linli,
    by: &By,
    caller: &Caller,
    (poll, household): (PollId, HouseholdId),
    typed: Typed,
) -> Outcome<()> {
    let slip = slip(app, caller, poll, household).await?;
    let now = app.now();
    let options: Vec<_> = slip.options.iter().map(|option| (option.work, option.cost_fen)).collect();
    let mut checks = Checks::default();
    let received_at = checks.take("received", received(&typed.received, &slip.poll, now));
    let choices = typed.ballot.check(&options, slip.poll.budget_fen).map_err(|problem| match problem {
        Problem::NothingChosen => Problem::SlipEmpty,
        other => other,
    });
    checks.take("choices", choices);
    let signed = if typed.signed || !slip.is_of_owners() { Ok(()) } else { Err(Problem::SignatureUnchecked) };
    checks.take("signed", signed);
    checks.end()?;
    let (entered_by, received_at) = (staff_of(caller)?, received_at.unwrap_or(now));
    if let Some((_, at)) = slip.standing
        && winner_by_sale(at, received_at, slip.sold) == Some(Winner::Keep)
    {
        return Err(Problem::SoldSince(at).into());
    }
    let choices = ballots::encode(&typed.ballot);
    let once = once_key(&[
        poll.0.as_bytes(),
        household.0.as_bytes(),
        typed.once.as_bytes(),
        entered_by.0.as_bytes(),
        &received_at.0.to_be_bytes(),
        choices.as_bytes(),
    ]);
    let paper = Paper {
        id: app.random.id(now),
        poll_id: poll,
        community_id: slip.community.id,
        household_id: household,
        ballot: typed.ballot,
        state: PaperState::Waiting,
        entered_by,
        entered_at: now,
        received_at,
        reason: String::new(),
        once: OnceKey(once),
    };
    let mut entry =
        app.entry(now, by, Verb::EnterPaper.as_str(), Some(slip.community.id), format!("paper {}", paper.id));
    if slip.is_of_owners() {
        "owner's signature checked".clone_into(&mut entry.detail);
    }
    let leaf = leaf(app, now, &paper, "entered");
    app.store
        .write(move |c| {
            async move {
                if record(c, &paper).await? {
                    c.audit(entry);
                    c.append(leaf);
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Records a slip; `false` if this form was recorded before. The poll is held meanwhile, so that
/// its count cannot pass the slip by.
async fn record(c: &mut Conn, paper: &Paper) -> Outcome<bool> {
    let poll = polls::find_locked(c, paper.poll_id).await?.ok_or(Problem::NotFound)?;
    match papers::by_once(c, paper.once).await?.map(|first| first.state) {
        Some(PaperState::Waiting | PaperState::Confirmed) => return Ok(false),
        Some(PaperState::Rejected | PaperState::Withdrawn) => return Err(Fail::from(Problem::ChangedMeanwhile)),
        None => {}
    }
    may_enter(c, &poll, paper.household_id, paper.entered_at).await?;
    if papers::record(c, paper).await? { Ok(true) } else { Err(Fail::from(Problem::SlipWaits)) }
}
