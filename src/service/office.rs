//! What needs an official, and one community on one page.
//!
//! For: [`front`] (what needs me, within my scopes), [`corrections`] for the desk as well,
//! [`community`]; the pure rule [`needs`].
//! Must not know: sentences; how an answer or a repair is written (their own files).
//! To add: a source of duties is a field of [`Sources`], its rule in [`needs`], its test below.

use crate::domain::ids::CommunityId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, Scope, can, scopes};
use crate::domain::problem::Problem;
use crate::domain::rating::Share;
use crate::domain::region::RegionCode;
use crate::domain::threshold::{Preset, find_preset};
use crate::service::communities::{self as places, place};
use crate::service::ratings::{Judged, judged};
use crate::service::{Linli, Outcome, regions as figures_of};
use crate::store::ballots::{self, BuildingTurnout, Turnout};
use crate::store::communities::{self, Community};
use crate::store::defects::{self, Defect, File};
use crate::store::duties::{self, At, Corrections};
use crate::store::figures::{self, Totals};
use crate::store::polls::{self, Poll};
use crate::store::programmes::{self, Programme};
use crate::store::projects::{self, FundingLine, PhaseRow, Project};
use crate::store::regions::{self, Region};
use crate::store::works::{self, Work};
use crate::store::{Conn, StoreError, ratings, roll};

mod needs;
mod said;

pub use needs::{Need, Sources, What, needs};
use needs::{SOON, WEEK};
pub use said::{Said, Sheet, Sought};

/// Most duties read of one source.
const MOST: i64 = 200;

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
    sources.corrections = corrections_of(&mut c, caller, now).await?;
    let (region, programme) = widest(&mut c, &reaches).await?;
    Ok(Front { needs: needs(now, sources), communities, totals, overdue, region, programme })
}

/// Where households wait for a decision on their entry of the roll that `caller` may take, soonest
/// due first.
///
/// # Errors
/// The store did not answer.
pub async fn corrections(app: &Linli, caller: &Caller) -> Outcome<Vec<Corrections>> {
    Ok(corrections_of(&mut app.store.read().await?, caller, app.now()).await?)
}

async fn corrections_of(c: &mut Conn, caller: &Caller, now: Moment) -> Result<Vec<Corrections>, StoreError> {
    let mut found = Vec::new();
    for (region, only) in reaches(c, scopes(caller, Verb::ReviseHousehold)).await? {
        let here = duties::corrections(c, &region, now, MOST).await?.into_iter();
        found.extend(here.filter(|one| only.is_none_or(|id| one.at.id == id)));
    }
    found.sort_by_key(|one| one.due_at);
    Ok(found)
}

/// The scopes as places to look, none within another.
async fn reaches(c: &mut Conn, mine: Vec<Scope>) -> Result<Vec<Reach>, StoreError> {
    let mut found: Vec<Reach> = Vec::new();
    for scope in mine {
        match scope {
            Scope::Everywhere => found.push((String::new(), None)),
            Scope::Region(code) => found.push((code.into(), None)),
            Scope::Building(..) => {}
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

/// A fault with the household it came from.
#[derive(Clone, Debug)]
pub struct FaultNow {
    /// The fault.
    pub fault: Defect,
    /// The flat that reported it; none if staff found it, or for those who do not see to repairs.
    pub household: Option<roll::Household>,
    /// What that household showed of it.
    pub files: Vec<File>,
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
    /// A sheet of its feedback, unanswered first.
    pub feedback: Sheet,
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

/// One community on one page, with the sheet of its feedback that is sought.
///
/// # Errors
/// [`Problem::NotFound`]; what `policy` says.
pub async fn community(app: &Linli, caller: &Caller, slug: &str, sought: Sought) -> Outcome<OneCommunity> {
    let community = places::find_for(app, caller, Verb::ViewOffice, slug).await?;
    let now = app.now();
    let here = place(&community)?;
    let verbs: Vec<Verb> = Verb::ALL.iter().copied().filter(|verb| can(caller, *verb, &here).is_ok()).collect();
    let handles = verbs.contains(&Verb::AnswerFeedback) || verbs.contains(&Verb::Moderate);
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
    let feedback = said::sheet(&mut c, &community, handles, sought).await?;
    let faults = faults_now(&mut c, community.id, verbs.contains(&Verb::ManageDefects)).await?;
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

/// The faults of a community. Who said what and showed what is only for those who see to repairs;
/// the others learn which work has a fault and how far it is.
async fn faults_now(c: &mut Conn, community: CommunityId, handles: bool) -> Result<Vec<FaultNow>, StoreError> {
    let mut found = defects::list(c, community).await?;
    found.sort_by_key(|fault| (!fault.state.is_running(), fault.due_at));
    if !handles {
        let bare = |fault| FaultNow { fault, household: None, files: Vec::new() };
        let told = |fault| Defect { household_id: None, text: String::new(), note: String::new(), ..fault };
        return Ok(found.into_iter().map(told).map(bare).collect());
    }
    let files = defects::files_of_community(c, community).await?;
    let homes = roll::households_with_defects(c, community).await?;
    let whole = |fault: Defect| FaultNow {
        household: homes.iter().find(|home| Some(home.id) == fault.household_id).cloned(),
        files: files.iter().filter(|file| file.defect == fault.id).copied().collect(),
        fault,
    };
    Ok(found.into_iter().map(whole).collect())
}

/// The satisfied share of a need, for its words.
pub fn share_of(satisfied: i64, answers: i64) -> Option<Share> {
    crate::domain::rating::satisfied_share(satisfied, answers, answers)
}

#[cfg(test)]
#[path = "office_tests.rs"]
mod tests;
