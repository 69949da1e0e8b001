//! What needs an official, and one community on one page.
//!
//! For: [`front`] (what needs me, within my scopes), [`community`]; the pure rule [`needs`].
//! Must not know: sentences; how an answer or a repair is written (their own files).
//! To add: a source of duties is a field of [`Sources`], its rule in [`needs`], its test below.

use crate::domain::defect::DefectState;
use crate::domain::feedback::{FeedbackState, Tile};
use crate::domain::ids::{CommunityId, PollId, WorkId};
use crate::domain::moment::{DAY, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, Scope, can, scopes};
use crate::domain::problem::Problem;
use crate::domain::rating::Share;
use crate::domain::region::RegionCode;
use crate::domain::small_numbers::DEFAULT_K;
use crate::domain::threshold::{Counts, Preset, Rule, Standing, find_preset, missing, quorum};
use crate::service::communities::{self as places, place};
use crate::service::ratings::{Judged, judged};
use crate::service::{Linli, Outcome, regions as figures_of};
use crate::store::ballots::{self, BuildingTurnout, Turnout};
use crate::store::communities::{self, Community};
use crate::store::defects::{self, Defect};
use crate::store::duties::{self, At, Fault, Owed, Running};
use crate::store::feedback::{self, Feedback};
use crate::store::figures::{self, Totals};
use crate::store::polls::{self, Poll};
use crate::store::programmes::{self, Programme};
use crate::store::projects::{self, FundingLine, PhaseRow, Project};
use crate::store::regions::{self, Region};
use crate::store::works::{self, Work};
use crate::store::{Conn, StoreError, ratings, roll};

/// An answer shows up this long before it is due.
const SOON: i64 = 2 * DAY;
/// A poll short of its quorum shows up this long before it closes.
const WEEK: i64 = 7 * DAY;
/// Most duties read of one source.
const MOST: i64 = 200;

/// Everything that may need somebody.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Feedback without the reply it is owed.
    pub answers: Vec<Owed>,
    /// Running polls.
    pub polls: Vec<Running>,
    /// Rated works.
    pub works: Vec<duties::Judged>,
    /// Faults.
    pub faults: Vec<Fault>,
}

/// What is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A reply.
    Answer {
        /// Number of the feedback.
        serial: i64,
        /// Its picture.
        tile: Tile,
        /// What may be shown of it.
        text: String,
        /// Households that say the same.
        households: i64,
    },
    /// People at the poll.
    Poll {
        /// The poll.
        id: PollId,
        /// Households on the roll.
        roll: i64,
        /// Households that voted.
        voted: i64,
        /// Households still missing to the quorum; 0 if only area is missing.
        missing: i64,
    },
    /// A look at why a work is judged badly.
    Rating {
        /// The work.
        id: WorkId,
        /// Its Chinese name.
        zh: String,
        /// Its English name.
        en: String,
        /// Households that answered.
        answers: i64,
        /// Of these, satisfied.
        satisfied: i64,
        /// Per cent that the project asks for.
        percent: i64,
    },
    /// A repair.
    Defect {
        /// The work, in Chinese.
        zh: String,
        /// The work, in English.
        en: String,
        /// How far the one is that is due soonest.
        state: DefectState,
        /// Faults of this work.
        number: usize,
        /// Of these, overdue.
        late: usize,
    },
}

/// One thing that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Where.
    pub at: At,
    /// By when; none where nothing sets a day.
    pub due: Option<Moment>,
    /// What.
    pub what: What,
}

/// What needs somebody at `now`, most pressing first: what is overdue, then by day; what has no
/// day stands after what is overdue.
pub fn needs(now: Moment, sources: Sources) -> Vec<Need> {
    let answers = sources.answers.into_iter().filter(|owed| owed.due_at <= now.plus(SOON)).map(answer_need);
    let polls = sources.polls.into_iter().filter_map(|poll| poll_need(now, poll));
    let works = sources.works.into_iter().filter_map(rating_need);
    let faults = fault_needs(now, sources.faults);
    let mut all: Vec<Need> = answers.chain(polls).chain(works).chain(faults).collect();
    all.sort_by_key(|need| need.due.unwrap_or(now));
    all
}

fn answer_need(owed: Owed) -> Need {
    let Owed { at, serial, tile, text, households, due_at } = owed;
    Need { at, due: Some(due_at), what: What::Answer { serial, tile, text, households } }
}

fn poll_need(now: Moment, poll: Running) -> Option<Need> {
    let rule = find_preset(&poll.preset)?.quorum?;
    let near = poll.closes > now && poll.closes <= now.plus(WEEK);
    let (roll, voted) = poll.households;
    let short = quorum(voted, roll, 0, rule) != Standing::Passes;
    let needs_area = find_preset(&poll.preset).is_some_and(|preset| preset.counts == Counts::HeadsAndArea);
    let short_area = needs_area && !rule.is_met(poll.area.1, poll.area.0);
    (near && (short || short_area)).then(|| Need {
        at: poll.at,
        due: Some(poll.closes),
        what: What::Poll { id: poll.id, roll, voted, missing: missing(voted, roll, rule) },
    })
}

fn rating_need(work: duties::Judged) -> Option<Need> {
    let duties::Judged { at, id, work_zh, work_en, answers, satisfied, percent } = work;
    let low = answers >= DEFAULT_K && !Rule::at_least(percent, 100).is_met(satisfied, answers);
    low.then_some(Need {
        at,
        due: None,
        what: What::Rating { id, zh: work_zh, en: work_en, answers, satisfied, percent },
    })
}

/// One need a work: many households report the same fault of the same work.
fn fault_needs(now: Moment, mut faults: Vec<Fault>) -> Vec<Need> {
    faults.retain(|fault| fault.state.is_running());
    faults.sort_by_key(|fault| fault.due_at);
    let mut found: Vec<(WorkId, Need)> = Vec::new();
    for fault in faults {
        let Fault { at, work, work_zh: zh, work_en: en, state, due_at, .. } = fault;
        let overdue = usize::from(due_at <= now);
        let known = found.iter_mut().find(|(known, _)| *known == work);
        if let Some((_, Need { what: What::Defect { number, late, .. }, .. })) = known {
            *number += 1;
            *late += overdue;
        } else {
            let what = What::Defect { zh, en, state, number: 1, late: overdue };
            found.push((work, Need { at, due: Some(due_at), what }));
        }
    }
    found.into_iter().map(|(_, need)| need).collect()
}

/// The first page of the office.
#[derive(Clone, Debug)]
pub struct Front {
    /// What needs me.
    pub needs: Vec<Need>,
    /// My communities.
    pub communities: Vec<figures::Standing>,
    /// Their sums; none if my scopes are single communities.
    pub totals: Option<Totals>,
    /// Feedback past its time without an answer.
    pub overdue: i64,
    /// The widest region of mine.
    pub region: Option<Region>,
    /// Its last programme.
    pub programme: Option<Programme>,
}

/// Where one looks: a region's code, and the one community meant if the scope is no wider.
type Reach = (String, Option<CommunityId>);

/// What needs me, within my scopes.
///
/// # Errors
/// [`Problem::SignInFirst`], [`Problem::NotAllowed`] without any scope.
pub async fn front(app: &Linli, caller: &Caller) -> Outcome<Front> {
    let Caller::Staff { .. } = caller else { return Err(Problem::SignInFirst.into()) };
    let mine = scopes(caller, Verb::ViewOffice);
    if mine.is_empty() {
        return Err(Problem::NotAllowed.into());
    }
    let now = app.now();
    let mut c = app.store.read().await?;
    let reaches = reaches(&mut c, mine).await?;
    drop(c);
    for (region, _) in &reaches {
        figures_of::recount(app, region).await;
    }
    let mut c = app.store.read().await?;
    let mut sources = Sources::default();
    let mut communities = Vec::new();
    let (mut totals, mut overdue) = (None, 0);
    for (region, only) in &reaches {
        gather(&mut c, (region, *only), now, &mut sources).await?;
        match only {
            None => {
                communities.extend(figures::communities(&mut c, region, figures_of::MOST_LISTED).await?);
                totals = Some(sum(totals, figures::totals(&mut c, region).await?));
                overdue += figures::overdue(&mut c, region, now).await?;
            }
            Some(id) => communities.extend(one(&mut c, *id).await?),
        }
    }
    let (region, programme) = widest(&mut c, &reaches).await?;
    Ok(Front { needs: needs(now, sources), communities, totals, overdue, region, programme })
}

/// The scopes as places to look, none within another.
async fn reaches(c: &mut Conn, mine: Vec<Scope>) -> Result<Vec<Reach>, StoreError> {
    let mut found: Vec<Reach> = Vec::new();
    for scope in mine {
        match scope {
            Scope::Everywhere => found.push((String::new(), None)),
            Scope::Region(code) => found.push((code.into(), None)),
            Scope::Community(id) => {
                found.extend(communities::by_id(c, id).await?.map(|community| (community.region, Some(id))));
            }
        }
    }
    found.sort();
    found.dedup();
    let all = found.clone();
    found.retain(|(region, only)| {
        !all.iter().any(|(other, wide)| {
            wide.is_none() && region.starts_with(other.as_str()) && (other.len() < region.len() || only.is_some())
        })
    });
    Ok(found)
}

async fn gather(
    c: &mut Conn,
    (region, only): (&str, Option<CommunityId>),
    now: Moment,
    into: &mut Sources,
) -> Result<(), StoreError> {
    let mine = |at: &At| only.is_none_or(|id| at.id == id);
    into.answers.extend(duties::owed(c, region, now.plus(SOON), MOST).await?.into_iter().filter(|owed| mine(&owed.at)));
    into.polls.extend(duties::running(c, region, now, now.plus(WEEK)).await?.into_iter().filter(|poll| mine(&poll.at)));
    into.works.extend(duties::judged(c, region).await?.into_iter().filter(|work| mine(&work.at)));
    into.faults.extend(duties::faults(c, region, MOST).await?.into_iter().filter(|fault| mine(&fault.at)));
    Ok(())
}

async fn one(c: &mut Conn, id: CommunityId) -> Result<Option<figures::Standing>, StoreError> {
    let Some(community) = communities::by_id(c, id).await? else { return Ok(None) };
    let stage = projects::find(c, id).await?.map(|project| project.stage);
    let Community { slug, zh, en, households, .. } = community;
    Ok(Some(figures::Standing { slug, zh, en, households, stage }))
}

fn sum(before: Option<Totals>, more: Totals) -> Totals {
    let Some(before) = before else { return more };
    Totals {
        communities: before.communities + more.communities,
        households: before.households + more.households,
        answered: before.answered + more.answered,
        on_time: before.on_time + more.on_time,
        ratings: before.ratings + more.ratings,
        satisfied: before.satisfied + more.satisfied,
    }
}

async fn widest(c: &mut Conn, reaches: &[Reach]) -> Result<(Option<Region>, Option<Programme>), StoreError> {
    let Some((code, _)) = reaches.first() else { return Ok((None, None)) };
    let region = if code.is_empty() { regions::roots(c).await?.pop() } else { regions::find(c, code).await? };
    let known = region.as_ref().and_then(|region| RegionCode::parse(&region.code));
    let programme = match known {
        Some(code) => programmes::list(c, &code).await?.pop(),
        None => None,
    };
    Ok((region, programme))
}

/// A poll with its turnout.
#[derive(Clone, Debug)]
pub struct PollNow {
    /// The poll.
    pub poll: Poll,
    /// Its rule set.
    pub preset: Option<&'static Preset>,
    /// Altogether.
    pub turnout: Turnout,
    /// By building.
    pub buildings: Vec<BuildingTurnout>,
}

/// A fault with its household's words for the door.
#[derive(Clone, Debug)]
pub struct FaultNow {
    /// The fault.
    pub fault: Defect,
    /// The flat, like '3 栋 2 单元 301'; empty if staff found it.
    pub household: String,
}

/// One community on one page.
#[derive(Clone, Debug)]
pub struct OneCommunity {
    /// It.
    pub community: Community,
    /// Its renovation.
    pub project: Option<Project>,
    /// Its windows of time.
    pub phases: Vec<PhaseRow>,
    /// Its money.
    pub funding: Vec<FundingLine>,
    /// Its works, and how they are judged as far as it may be shown.
    pub works: Vec<(Work, Judged)>,
    /// The poll that runs, else the last one.
    pub poll: Option<PollNow>,
    /// Feedback, unanswered first.
    pub feedback: Vec<Feedback>,
    /// Faults, running first.
    pub faults: Vec<FaultNow>,
    /// What the caller may do here.
    pub verbs: Vec<Verb>,
}

impl OneCommunity {
    /// Whether the caller may do this here.
    pub fn may(&self, verb: Verb) -> bool {
        self.verbs.contains(&verb)
    }
}

/// One community on one page.
///
/// # Errors
/// [`Problem::NotFound`]; what `policy` says.
pub async fn community(app: &Linli, caller: &Caller, slug: &str) -> Outcome<OneCommunity> {
    let community = places::find_for(app, caller, Verb::ViewOffice, slug).await?;
    let now = app.now();
    let here = place(&community)?;
    let verbs = Verb::ALL.iter().copied().filter(|verb| can(caller, *verb, &here).is_ok()).collect();
    let mut c = app.store.read().await?;
    let project = projects::find(&mut c, community.id).await?;
    let (phases, funding) = match &project {
        Some(project) => (projects::phases(&mut c, project.id).await?, projects::funding(&mut c, project.id).await?),
        None => (Vec::new(), Vec::new()),
    };
    let counts = ratings::counts(&mut c, community.id).await?;
    let works = works::list(&mut c, community.id).await?;
    let works = works.into_iter().map(|work| (judged(&counts, work.id, community.households), work));
    let works = works.map(|(judged, work)| (work, judged)).collect();
    let poll = poll_now(&mut c, community.id, now).await?;
    let feedback = feedback_now(&mut c, community.id).await?;
    let faults = faults_now(&mut c, community.id).await?;
    Ok(OneCommunity { community, project, phases, funding, works, poll, feedback, faults, verbs })
}

async fn poll_now(c: &mut Conn, community: CommunityId, now: Moment) -> Result<Option<PollNow>, StoreError> {
    let mut all = polls::list(c, community).await?;
    all.retain(|poll| poll.state != crate::domain::poll::PollState::Draft);
    let running = all.iter().position(|poll| poll.is_running(now));
    let last = || all.iter().enumerate().max_by_key(|(_, poll)| poll.opens).map(|(at, _)| at);
    let Some(at) = running.or_else(last) else { return Ok(None) };
    let poll = all.swap_remove(at);
    let turnout = ballots::turnout(c, poll.id).await?;
    let buildings = ballots::turnout_by_building(c, poll.id).await?;
    Ok(Some(PollNow { preset: find_preset(&poll.preset), poll, turnout, buildings }))
}

async fn feedback_now(c: &mut Conn, community: CommunityId) -> Result<Vec<Feedback>, StoreError> {
    let mut all = feedback::list_in(c, community, FeedbackState::Published, MOST).await?;
    all.extend(feedback::list_in(c, community, FeedbackState::Waiting, MOST).await?);
    all.sort_by_key(|feedback| (!feedback.answer_state.is_owed(), feedback.due_at));
    Ok(all)
}

async fn faults_now(c: &mut Conn, community: CommunityId) -> Result<Vec<FaultNow>, StoreError> {
    let mut found = defects::list(c, community).await?;
    found.sort_by_key(|fault| (!fault.state.is_running(), fault.due_at));
    let mut all = Vec::with_capacity(found.len());
    for fault in found {
        let household = match fault.household_id {
            Some(id) => roll::household(c, id).await?.map_or_else(String::new, |household| household.label()),
            None => String::new(),
        };
        all.push(FaultNow { fault, household });
    }
    Ok(all)
}

/// The satisfied share of a need, for its words.
pub fn share_of(satisfied: i64, answers: i64) -> Option<Share> {
    crate::domain::rating::satisfied_share(satisfied, answers, answers)
}

#[cfg(test)]
#[path = "office_tests.rs"]
mod tests;
