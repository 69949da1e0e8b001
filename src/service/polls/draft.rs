//! Making a poll, and changing it before it opens.
//!
//! For: [`draft`], [`revise`].
//! Must not know: forms; what opening asks for (`open`).
//! To add: a field stands in [`PollDraft`], in `store::polls` and in the canonical text of
//! `open`.

use crate::domain::code::latest_end;
use crate::domain::ids::{PollId, ProjectId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::poll::{ConflictRule, Method, PollState};
use crate::domain::problem::Problem;
use crate::domain::quantity::MOST_FEN;
use crate::domain::text::{bounded, required};
use crate::domain::threshold::find_preset;
use crate::service::{By, Checks, Fail, Linli, Outcome, communities};
use crate::store::communities::Community;
use crate::store::polls::{self, Poll, PollOption};
use crate::store::works::{self, Work};
use crate::store::{Conn, projects};
use futures::FutureExt;

/// What the makers of a poll decide.
#[derive(Clone, Debug)]
pub struct PollDraft {
    /// Chinese title; must be given.
    pub title_zh: String,
    /// English title.
    pub title_en: String,
    /// What it is about.
    pub text_zh: String,
    /// The same in English.
    pub text_en: String,
    /// The works put to the vote, in the order of the slip.
    pub works: Vec<WorkId>,
    /// The money in fen.
    pub budget_fen: i64,
    /// First moment of the window.
    pub opens: Moment,
    /// First moment after it.
    pub closes: Moment,
    /// Key of a preset of `domain::threshold`.
    pub preset: String,
    /// Which ballot of a household counts.
    pub conflict_rule: ConflictRule,
}

/// Most characters of a title.
const MOST_TITLE: u32 = 60;
/// Most characters of the text.
const MOST_TEXT: u32 = 2_000;
/// Most works of a poll: more do not fit a slip.
const MOST_WORKS: usize = 40;

/// Makes a draft that nobody else sees. `once` is the key of its form: sent twice it makes one
/// draft, which then says what was sent last.
///
/// # Errors
/// What `policy::can` says; [`Problem::PollAlreadyOpen`] if the draft of this form was opened since;
/// beside `title_zh`, `title_en`, `text_zh`, `text_en`, `works`,
/// `budget`, `closes`, `preset` what is wrong there; [`Problem::PollNotReady`] if the community
/// has no project yet.
pub async fn draft(
    app: &Linli,
    by: &By,
    caller: &Caller,
    community: &Community,
    draft: PollDraft,
    once: Option<PollId>,
) -> Outcome<PollId> {
    communities::may_write(caller, Verb::ManagePoll, community)?;
    let now = app.now();
    let draft = checked(draft, now)?;
    let id = once.unwrap_or_else(|| PollId(app.random.id(now)));
    let place = community.id;
    let entry = app.entry(now, by, Verb::ManagePoll.as_str(), Some(place), format!("poll draft {id}"));
    app.store
        .write(move |c| {
            async move {
                let project = projects::find(c, place).await?.ok_or(Problem::PollNotReady)?;
                let options = chosen(&draft.works, &works::list(c, place).await?, draft.budget_fen)?;
                let poll = made(id, &project.id, place, draft, now);
                if !polls::record(c, &poll).await? {
                    let made = found(c, place, id).await?;
                    if made.state != PollState::Draft {
                        return Err(Fail::from(Problem::PollAlreadyOpen));
                    }
                    polls::revise(c, &poll).await?;
                }
                polls::record_options(c, id, place, &options).await?;
                c.audit(entry);
                Ok::<_, Fail>(id)
            }
            .boxed()
        })
        .await
}

/// Changes a poll that has not begun.
///
/// # Errors
/// As [`draft`]; [`Problem::PollAlreadyOpen`] once ballots are taken or it is over,
/// [`Problem::PollNotReady`] if an announced poll would lack something.
pub async fn revise(
    app: &Linli,
    by: &By,
    caller: &Caller,
    community: &Community,
    id: PollId,
    draft: PollDraft,
) -> Outcome<()> {
    communities::may_write(caller, Verb::ManagePoll, community)?;
    let now = app.now();
    let draft = checked(draft, now)?;
    let place = community.id;
    let mut entry = app.entry(now, by, Verb::ManagePoll.as_str(), Some(place), format!("poll revise {id}"));
    let app_in = app.clone();
    app.store
        .write(move |c| {
            async move {
                let old = found(c, place, id).await?;
                communities::hold_open(c, place).await?;
                if !may_revise(&old, now) {
                    return Err(Fail::from(Problem::PollAlreadyOpen));
                }
                let options = chosen(&draft.works, &works::list(c, place).await?, draft.budget_fen)?;
                let project = old.project_id;
                let announced = old.state == PollState::Open;
                let mut poll = Poll { state: old.state, ..made(id, &project, place, draft, now) };
                poll.roll_households = old.roll_households;
                poll.roll_area = old.roll_area;
                poll.roll_heads = old.roll_heads;
                if announced {
                    entry.object = format!("poll correct {id}");
                    super::open::ready(&poll, &options, now)?;
                    c.append(super::open::leaf(&app_in, now, "revised", &poll, &options));
                    c.touch(place);
                }
                polls::revise(c, &poll).await?;
                polls::record_options(c, id, place, &options).await?;
                c.audit(entry);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await?;
    app.offers.forget(id);
    Ok(())
}

/// Whether the poll may still be changed at `now`.
pub(super) fn may_revise(poll: &Poll, now: Moment) -> bool {
    poll.state == PollState::Draft || (poll.state == PollState::Open && now < poll.opens)
}

/// The poll, if it is one of this community; others that would change it wait.
pub(super) async fn found(c: &mut Conn, place: crate::domain::ids::CommunityId, id: PollId) -> Outcome<Poll> {
    let poll = polls::find_locked(c, id).await?.filter(|poll| poll.community_id == place);
    Ok(poll.ok_or(Problem::NotFound)?)
}

fn checked(draft: PollDraft, now: Moment) -> Outcome<PollDraft> {
    let mut checks = Checks::default();
    let title_zh = checks.take("title_zh", required(&draft.title_zh, MOST_TITLE));
    let title_en = checks.take("title_en", bounded(&draft.title_en, MOST_TITLE));
    let text_zh = checks.take("text_zh", bounded(&draft.text_zh, MOST_TEXT));
    let text_en = checks.take("text_en", bounded(&draft.text_en, MOST_TEXT));
    if draft.closes <= draft.opens {
        checks.note("closes", Problem::DateWrong);
    }
    let latest = latest_end(now);
    if draft.closes > latest {
        checks.note("closes", Problem::DateTooFar { until: latest });
    }
    if !(0..=MOST_FEN).contains(&draft.budget_fen) {
        checks.note("budget", Problem::OutOfRange { least: 0, most: MOST_FEN });
    }
    if find_preset(&draft.preset).is_none() {
        checks.note("preset", Problem::UnknownWord);
    }
    if draft.works.len() > MOST_WORKS {
        checks.note("works", Problem::OutOfRange { least: 2, most: 40 });
    }
    checks.end()?;
    Ok(PollDraft {
        title_zh: title_zh.unwrap_or_default(),
        title_en: title_en.unwrap_or_default(),
        text_zh: text_zh.unwrap_or_default(),
        text_en: text_en.unwrap_or_default(),
        ..draft
    })
}

fn made(
    id: PollId,
    project: &ProjectId,
    place: crate::domain::ids::CommunityId,
    draft: PollDraft,
    now: Moment,
) -> Poll {
    Poll {
        id,
        community_id: place,
        project_id: *project,
        title_zh: draft.title_zh,
        title_en: draft.title_en,
        text_zh: draft.text_zh,
        text_en: draft.text_en,
        method: Method::ApprovalBudget,
        conflict_rule: draft.conflict_rule,
        preset: draft.preset,
        budget_fen: draft.budget_fen,
        state: PollState::Draft,
        opens: draft.opens,
        closes: draft.closes,
        roll_households: 0,
        roll_area: 0,
        roll_heads: 0,
        cancel_reason: String::new(),
        outcome: None,
        created_at: now,
        revised_at: now,
    }
}

/// The chosen works as options. What must be done anyway is not put to a vote; what costs more than
/// all the money cannot be chosen by anybody, so one at least must fit it.
fn chosen(ids: &[WorkId], works: &[Work], budget_fen: i64) -> Outcome<Vec<PollOption>> {
    let mut options: Vec<PollOption> = Vec::with_capacity(ids.len());
    for id in ids {
        let work = works.iter().find(|work| work.id == *id && !work.must_do);
        let work = work.ok_or_else(|| Fail::at("works", Problem::NotOffered))?;
        if options.iter().all(|option| option.work != *id) {
            options.push(option(work, i64::try_from(options.len()).unwrap_or(i64::MAX)));
        }
    }
    match options.iter().map(|option| option.cost_fen).min() {
        Some(least_fen) if budget_fen < least_fen => Err(Fail::at("budget", Problem::BudgetTooSmall { least_fen })),
        _ => Ok(options),
    }
}

fn option(work: &Work, position: i64) -> PollOption {
    PollOption {
        work: work.id,
        position,
        zh: work.zh.clone(),
        en: work.en.clone(),
        note_zh: work.note_zh.clone(),
        note_en: work.note_en.clone(),
        class: work.class,
        cost_fen: work.cost_fen,
    }
}

/// The options with names and costs as the works have them now; works that are gone, or must be
/// done anyway by now, drop out.
pub(super) fn refreshed(options: &[PollOption], works: &[Work]) -> Vec<PollOption> {
    let now = |old: &PollOption| works.iter().find(|work| work.id == old.work && !work.must_do);
    options.iter().filter_map(|old| Some(option(now(old)?, old.position))).collect()
}
