//! Moderation: the queue, one decision at a time, undoing for a day, the log everybody may read.
//!
//! For: [`queue`], [`card`], [`act`], [`undo`], [`decided`], [`recent`], [`log`].
//! Must not know: pages; answers to feedback (`service::answers`).
//! To add: an act is a word of `domain::moderation::Act` and its row in `after`.

use crate::domain::feedback::{FeedbackState, Visibility};
use crate::domain::ids::{FeedbackId, StaffId};
use crate::domain::mask;
use crate::domain::moderation::{Act, Rule, UNDO, can_undo, covered};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller, Place, Scope, can};
use crate::domain::problem::Problem;
use crate::domain::region::RegionCode;
use crate::keys::{hex, sha256};
use crate::service::{By, Fail, Linli, Outcome, communities as places};
use crate::store::communities::{self, Community};
use crate::store::decisions::{self, Decision, Listed};
use crate::store::feedback::{self, Feedback};
use crate::store::record::Leaf;
use crate::store::uploads::{self, Upload};
use crate::store::{Conn, StoreError};
use futures::FutureExt;
use uuid::Uuid;

/// Most rows of a page of decisions.
const MOST: i64 = 200;
/// How far back such pages can be turned.
const MOST_TURNED: i64 = 100 * MOST;

/// Most entries on a page of a community's public log; its counts hold all.
const LOGGED: i64 = 60;
/// How far back it can be turned.
const MOST_LOG_PAGES: i64 = 1000;

/// One feedback as a moderator sees it: what was typed stays with its author.
#[derive(Clone, Debug)]
pub struct Card {
    /// The feedback.
    pub feedback: Feedback,
    /// Where.
    pub community: Community,
    /// Photos and recordings.
    pub uploads: Vec<Upload>,
    /// What the machine covered.
    pub masked: Vec<mask::Kind>,
    /// Says which content the moderator saw.
    pub seen: String,
}

/// The queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The card in turn.
    pub card: Option<Card>,
    /// How many wait, this one among them.
    pub left: i64,
}

/// What a moderator wants.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// A word of [`Act`].
    pub act: String,
    /// A word of [`Rule`].
    pub rule: String,
    /// The text with more of it covered.
    pub text: String,
    /// [`Card::seen`] of what was looked at.
    pub seen: String,
}

/// A page of the decisions of the last day.
#[derive(Clone, Debug)]
pub struct Recent {
    /// The decisions, the newest first, with their communities.
    pub all: Vec<(Listed, Community)>,
    /// How many come before the next page, if there is one.
    pub next: Option<i64>,
}

/// A community's log.
#[derive(Clone, Debug)]
pub struct Log {
    /// Where.
    pub community: Community,
    /// How often each act and rule was used.
    pub counts: Vec<(Act, Option<Rule>, i64)>,
    /// The decisions of this page, newest first.
    pub entries: Vec<Listed>,
    /// Which page this is, from 1.
    pub page: i64,
    /// Older ones stand on the next page.
    pub more: bool,
}

fn seen(feedback: &Feedback) -> String {
    let text = format!("{} {} {}", feedback.state, feedback.visibility, feedback.shown_text);
    hex(sha256(text.as_bytes()).first_chunk::<8>().unwrap_or(&[0; 8]))
}

fn reaches(scopes: &[Scope], region: &str, community: crate::domain::ids::CommunityId) -> bool {
    let place = RegionCode::parse(region).map(|region| Place { region, community: Some(community), building: None });
    place.is_some_and(|place| scopes.iter().any(|scope| scope.covers(&place)))
}

/// The oldest card that waits where `caller` moderates, after `skip` older ones.
///
/// # Errors
/// Signed out, or moderates nowhere.
pub async fn queue(app: &Linli, caller: &Caller, skip: i64) -> Outcome<Queue> {
    let scopes = policy::somewhere(caller, Verb::Moderate)?;
    let mut c = app.store.read().await?;
    let mut mine = decisions::waiting(&mut c).await?;
    mine.retain(|waiting| reaches(&scopes, &waiting.region, waiting.community));
    let left: i64 = mine.iter().map(|waiting| waiting.count).sum();
    // Whoever put every card aside begins again with the oldest.
    let skip = skip.checked_rem(left).unwrap_or(0).max(0);
    let mut oldest = Vec::new();
    for waiting in mine {
        oldest.append(&mut feedback::list_in(&mut c, waiting.community, FeedbackState::Waiting, skip + 1).await?);
    }
    oldest.sort_by_key(|feedback| (feedback.created_at, feedback.id));
    let turn = oldest.into_iter().nth(usize::try_from(skip).unwrap_or(0));
    let card = match turn {
        Some(feedback) => Some(read_card(&mut c, feedback).await?),
        None => None,
    };
    Ok(Queue { card, left })
}

async fn read_card(c: &mut Conn, feedback: Feedback) -> Outcome<Card> {
    let community = communities::by_id(c, feedback.community_id).await?.ok_or(Problem::NotFound)?;
    let uploads = uploads::list(c, feedback.id).await?;
    let mut masked = mask::mask(&feedback.text).1;
    masked.sort_unstable();
    masked.dedup();
    Ok(Card { seen: seen(&feedback), feedback, community, uploads, masked })
}

/// One feedback for a moderator, whatever its state.
///
/// # Errors
/// [`Problem::NotFound`], or outside the caller's reach.
pub async fn card(app: &Linli, caller: &Caller, id: FeedbackId) -> Outcome<Card> {
    policy::somewhere(caller, Verb::Moderate)?;
    let mut c = app.store.read().await?;
    let found = feedback::find(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let card = read_card(&mut c, found).await?;
    can(caller, Verb::Moderate, &places::place(&card.community)?)?;
    Ok(card)
}

/// What the feedback becomes by an act.
fn after(before: &Feedback, act: Act, text: Option<String>, now: Moment) -> Feedback {
    let mut after = before.clone();
    after.state = if act == Act::Hide { FeedbackState::Hidden } else { FeedbackState::Published };
    if act == Act::PassOn {
        after.visibility = Visibility::Handlers;
    }
    if let Some(text) = text {
        after.shown_text = text;
    }
    if after.state == FeedbackState::Published {
        after.published_at = before.published_at.or(Some(now));
    }
    after
}

/// The act, the rule it needs and the text it leaves, from what was sent.
fn read(change: &Change, before: &Feedback) -> Outcome<(Act, Option<Rule>, Option<String>)> {
    let rule = Rule::parse(&change.rule);
    let act = match Act::parse(&change.act) {
        // A button of a rule hides.
        None if rule.is_some() => Act::Hide,
        // What is hidden is not published but shown again.
        Some(Act::Publish) if before.state == FeedbackState::Hidden => Act::Restore,
        Some(act) => act,
        None => return Err(Fail::at("act", Problem::ActNeeded)),
    };
    if act.needs_rule() && rule.is_none() {
        return Err(Fail::at("rule", Problem::RuleNeeded));
    }
    let text = match act {
        Act::Mask => Some(covered(&before.shown_text, &change.text).map_err(|problem| Fail::at("text", problem))?),
        _ => None,
    };
    Ok((act, rule.filter(|_| act.needs_rule()), text))
}

fn staff_of(caller: &Caller) -> Outcome<StaffId> {
    match caller {
        Caller::Staff { id, .. } => Ok(*id),
        _ => Err(Fail::from(Problem::SignInFirst)),
    }
}

/// The leaf of a decision. Only what everybody may now read is named by its hash: the hash of a
/// hidden short text would let it be guessed.
fn leaf(app: &Linli, now: Moment, decision: &Decision, after: &Feedback, what: &str) -> Leaf {
    let shown = if after.is_shown() { hex(&sha256(after.shown_text.as_bytes())) } else { "-".to_owned() };
    let body = format!(
        "linli decision 1\nfeedback {}\nact {what}\nrule {}\nshown {shown}\nat {}\n",
        decision.feedback_id,
        decision.rule.map_or("-", Rule::as_str),
        now.0
    );
    app.leaf(now, decision.community_id, "decision", body)
}

/// Decides about one feedback; gives the decision, by which it can be undone.
///
/// # Errors
/// [`Problem::ChangedMeanwhile`] if it is no longer as the moderator saw it,
/// [`Problem::ActNeeded`] beside `act`, [`Problem::RuleNeeded`] beside `rule`,
/// [`Problem::OnlyCover`], or outside the caller's reach.
pub async fn act(app: &Linli, by: &By, caller: &Caller, id: FeedbackId, change: &Change) -> Outcome<Uuid> {
    let card = card(app, caller, id).await?;
    let before = card.feedback;
    if change.seen != card.seen || before.state == FeedbackState::Withdrawn {
        return Err(Fail::from(Problem::ChangedMeanwhile));
    }
    let (act, rule, text) = read(change, &before)?;
    let (now, staff_id) = (app.now(), staff_of(caller)?);
    let after = after(&before, act, text, now);
    let decision = Decision {
        id: app.random.id(now),
        community_id: before.community_id,
        feedback_id: id,
        staff_id,
        act,
        rule,
        before_state: before.state,
        before_text: before.shown_text.clone(),
        before_visibility: before.visibility,
        created_at: now,
        undone_at: None,
    };
    let mut audit = app.entry(now, by, Verb::Moderate.as_str(), Some(before.community_id), format!("feedback {id}"));
    audit.detail = rule.map_or_else(|| act.to_string(), |rule| format!("{act} {rule}"));
    let leaf = leaf(app, now, &decision, &after, act.as_str());
    let made = decision.id;
    app.store
        .write(move |c| {
            async move {
                if !feedback::revise_moderated(c, &before, &after).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                decisions::record(c, &decision).await?;
                c.audit(audit);
                c.append(leaf);
                c.touch(after.community_id);
                Ok(made)
            }
            .boxed()
        })
        .await
}

/// Whether the feedback still is as the decision left it.
fn stands(decision: &Decision, feedback: &Feedback, all: &[Decision]) -> bool {
    let left = if decision.act == Act::Hide { FeedbackState::Hidden } else { FeedbackState::Published };
    let last = all.iter().rev().find(|other| other.undone_at.is_none());
    feedback.state == left && last.is_some_and(|last| last.id == decision.id)
}

/// Undoes a decision within a day: state, text and visibility are as before it.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::TooLateToUndo`], [`Problem::ChangedMeanwhile`] if another
/// decision or its author came after it, or outside the caller's reach.
pub async fn undo(app: &Linli, by: &By, caller: &Caller, id: Uuid) -> Outcome<()> {
    policy::somewhere(caller, Verb::Moderate)?;
    let now = app.now();
    let (decision, all) = {
        let mut c = app.store.read().await?;
        let decision = decisions::find(&mut c, id).await?.ok_or(Problem::NotFound)?;
        let all = decisions::list(&mut c, decision.feedback_id).await?;
        (decision, all)
    };
    let before = card(app, caller, decision.feedback_id).await?.feedback;
    if !can_undo(decision.created_at, now) {
        return Err(Fail::from(Problem::TooLateToUndo));
    }
    if decision.undone_at.is_some() || !stands(&decision, &before, &all) {
        return Err(Fail::from(Problem::ChangedMeanwhile));
    }
    let mut after = before.clone();
    after.state = decision.before_state;
    after.shown_text.clone_from(&decision.before_text);
    after.visibility = decision.before_visibility;
    if after.state == FeedbackState::Waiting {
        after.published_at = None;
    }
    let mut audit = app.entry(now, by, "undo", Some(before.community_id), format!("feedback {}", decision.feedback_id));
    audit.detail = decision.act.to_string();
    let leaf = leaf(app, now, &decision, &after, &format!("undo {}", decision.act));
    app.store
        .write(move |c| {
            async move {
                let free = decisions::undo(c, id, now).await?;
                if !free || !feedback::revise_moderated(c, &before, &after).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(audit);
                c.append(leaf);
                c.touch(after.community_id);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// The decisions of the last day where `caller` moderates, after `skip` newer ones.
///
/// # Errors
/// Signed out, or moderates nowhere.
pub async fn recent(app: &Linli, caller: &Caller, skip: i64) -> Outcome<Recent> {
    let scopes = policy::somewhere(caller, Verb::Moderate)?;
    let skip = skip.clamp(0, MOST_TURNED);
    let end = skip + MOST;
    let mut c = app.store.read().await?;
    let found = decisions::since(&mut c, &scopes, app.now().plus(-UNDO), end + 1).await?;
    let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > end;
    let page = found.into_iter().skip(usize::try_from(skip).unwrap_or(0)).take(usize::try_from(MOST).unwrap_or(0));
    let mut all = Vec::new();
    for listed in page {
        if let Some(community) = communities::by_id(&mut c, listed.decision.community_id).await? {
            all.push((listed, community));
        }
    }
    Ok(Recent { all, next: more.then_some(end) })
}

/// A decision that `caller` can still undo, with its community.
///
/// # Errors
/// Signed out, or moderates nowhere.
pub async fn decided(app: &Linli, caller: &Caller, id: Uuid) -> Outcome<Option<(Listed, Community)>> {
    let scopes = policy::somewhere(caller, Verb::Moderate)?;
    let mut c = app.store.read().await?;
    let fresh = |listed: &Listed| can_undo(listed.decision.created_at, app.now());
    let Some(listed) = decisions::listed(&mut c, id).await?.filter(fresh) else { return Ok(None) };
    let community = communities::by_id(&mut c, listed.decision.community_id).await?;
    let within = community.filter(|at| reaches(&scopes, &at.region, at.id));
    Ok(within.map(|community| (listed, community)))
}

/// What was decided in a community, for everybody, a page at a time.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn log(app: &Linli, slug: &str, page: i64) -> Outcome<Log> {
    let community = places::find(app, slug).await?;
    let page = page.clamp(1, MOST_LOG_PAGES);
    let skip = (page - 1) * LOGGED;
    let read = async |id| -> Result<_, StoreError> {
        let mut c = app.store.read().await?;
        // One more than is shown tells whether there are older ones.
        let entries = decisions::of_community(&mut c, id, LOGGED + 1, skip).await?;
        Ok((decisions::counts(&mut c, id).await?, entries))
    };
    let (counts, mut entries) = read(community.id).await?;
    let most = usize::try_from(LOGGED).unwrap_or(0);
    let more = entries.len() > most;
    entries.truncate(most);
    Ok(Log { community, counts, entries, page, more })
}
