//! Ratings of finished works by households.
//!
//! For: what a household has rated and still can; one tap, stored at once; why it is bad
//! (`explain`); a work's public page with the satisfied share.
//! Must not know: sentences; what staff do with a fault (`service::defects`).
//! To add: see `service`.

mod explain;

pub use explain::{MOST_PHOTOS, Said, explain, seen};

use crate::domain::calendar::{LocalDate, local};
use crate::domain::defect::{DefectState, Severity, due};
use crate::domain::ids::{CommunityId, DefectId, HouseholdId, PollId, RatingId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::owner::is_theirs;
use crate::domain::phase::{Phase, PhaseKind, Verb};
use crate::domain::policy::{Caller, can};
use crate::domain::problem::Problem;
use crate::domain::rating::{Level5, Share, satisfied_share};
use crate::domain::small_numbers::{DEFAULT_K, shown};
use crate::domain::work::WorkState;
use crate::service::allowance::{self, Act, Whose};
use crate::service::communities::{self, place};
use crate::service::defects::{came_over, leaf_text};
use crate::service::{Fail, Linli, Outcome, polls};
use crate::store::communities::Community;
use crate::store::defects::{self, Defect, File};
use crate::store::ratings::{self, Count, Rating};
use crate::store::repairs;
use crate::store::works::{self, Work};
use crate::store::{Conn, communities as rows, households, projects};
use futures::FutureExt;

/// Most characters of what a household says of a work.
pub const MOST_TEXT: u32 = 500;

/// A finished work, and what one household said of it.
#[derive(Clone, Debug)]
pub struct Rated {
    /// The work.
    pub work: Work,
    /// Its rating by this household.
    pub rating: Option<Rating>,
    /// What this household reported of it.
    pub defect: Option<Defect>,
    /// When somebody looked at the repair and found it right.
    pub looked_right: Option<Moment>,
    /// What it showed of that.
    pub files: Vec<File>,
}

/// What one household has rated and still can.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Where.
    pub community: Community,
    /// The finished works, in their order.
    pub works: Vec<Rated>,
    /// Whether ratings are taken now.
    pub open: bool,
}

/// How a work is judged, as far as it may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Households that answered; none if too few did.
    pub answers: Option<i64>,
    /// The satisfied share; none if too few answered.
    pub share: Option<Share>,
}

/// A work's public page.
#[derive(Clone, Debug)]
pub struct WorkPage {
    /// Where.
    pub community: Community,
    /// The work.
    pub work: Work,
    /// How it is judged.
    pub judged: Judged,
    /// Faults that are being dealt with and faults that are over; none if too few answered.
    pub faults: Option<(i64, i64)>,
    /// Last day of the warranty, if fixed.
    pub warranty_end: Option<LocalDate>,
    /// Whether ratings are taken now.
    pub open: bool,
    /// The poll that did not choose it, if it is not done all the same.
    pub left_out: Option<PollId>,
    /// Whether it was only meant to be done: the renovation was refused or withdrawn.
    pub off: bool,
}

/// What a new level does to the household's fault report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    Nothing,
    Report,
    Reopen,
    TakeBack,
}

/// A bad level reports a fault, or opens one anew that others called settled. A better level takes
/// back only what nobody has acted on yet: a fault at work ends by the household's word on it.
const fn follows(level: Level5, fault: Option<DefectState>) -> Follows {
    match (level.is_bad(), fault) {
        (true, None) => Follows::Report,
        (true, Some(DefectState::Fixed | DefectState::Confirmed | DefectState::WontFix)) => Follows::Reopen,
        (false, Some(DefectState::Reported)) => Follows::TakeBack,
        _ => Follows::Nothing,
    }
}

/// Whether this work may be rated now, as this connection sees it.
async fn is_taken(c: &mut Conn, community: &Community, work: WorkId, now: Moment) -> Outcome<()> {
    let found = works::find(c, work).await?.filter(|found| found.community_id == community.id);
    let found = found.ok_or(Problem::NotFound)?;
    let phase = projects::phase(c, community.id, PhaseKind::Rating).await?;
    Ok(may_rate(&found, phase, community, now)?)
}

/// The same within a unit of work: whoever closes the community waits for its end, or is seen by it.
async fn is_taken_still(c: &mut Conn, community: CommunityId, work: WorkId, now: Moment) -> Outcome<()> {
    let community = rows::by_id_locked(c, community).await?.ok_or(Problem::NotFound)?;
    is_taken(c, &community, work, now).await
}

fn may_rate(work: &Work, phase: Option<Phase>, community: &Community, now: Moment) -> Result<(), Problem> {
    if work.state != WorkState::Finished {
        return Err(Problem::NotFinished);
    }
    if !community.is_open() {
        return Err(Problem::CommunityClosed);
    }
    if is_open(phase, now) { Ok(()) } else { Err(Problem::PhaseClosed) }
}

/// Without a window of its own, rating is open from the day a work is finished.
fn is_open(phase: Option<Phase>, now: Moment) -> bool {
    phase.is_none_or(|phase| phase.allows(Verb::RateWork, now))
}

fn household(caller: &Caller, community: &Community) -> Outcome<HouseholdId> {
    can(caller, Verb::RateWork, &place(community)?)?;
    match caller {
        Caller::Household { household, .. } => Ok(*household),
        _ => Err(Fail::from(Problem::CodeNeeded)),
    }
}

/// What this household has rated and still can. One whose community went into another sees here the works
/// of which it reported a fault before.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::CodeNeeded`].
pub async fn sheet(app: &Linli, caller: &Caller, slug: &str) -> Outcome<Sheet> {
    let community = communities::find(app, slug).await?;
    let now = app.now();
    let mut c = app.store.read().await?;
    let (household, of_here) = match household(caller, &community) {
        Ok(household) => (household, true),
        Err(fail) => (came_over(&mut c, caller, community.id).await?.ok_or(fail)?, false),
    };
    let phase = projects::phase(&mut c, community.id, PhaseKind::Rating).await?;
    let sold = households::sold(&mut c, household).await?;
    let mut given = ratings::of_household(&mut c, household).await?;
    given.retain(|rating| is_theirs(sold, rating.created_at));
    let mut faults = defects::of_household(&mut c, community.id, household).await?;
    let finished = works::list(&mut c, community.id).await?.into_iter().filter(|w| w.state == WorkState::Finished);
    let looked = repairs::looked(&mut c, community.id).await?;
    let mut works: Vec<Rated> = finished
        .map(|work| Rated {
            rating: given.iter().position(|r| r.work_id == work.id).map(|at| given.swap_remove(at)),
            defect: faults.iter().position(|d| d.work_id == work.id).map(|at| faults.swap_remove(at)),
            looked_right: None,
            files: Vec::new(),
            work,
        })
        .filter(|rated| of_here || rated.defect.is_some())
        .collect();
    for rated in &mut works {
        if let Some(fault) = &rated.defect {
            rated.looked_right = looked.get(&fault.id).copied();
            // A fault goes with the flat; what the earlier owner showed of it does not.
            if is_theirs(sold, fault.created_at) {
                rated.files = defects::files(&mut c, fault.id).await?;
            }
        }
    }
    Ok(Sheet { open: of_here && community.is_open() && is_open(phase, now), community, works })
}

/// Stores a level. Tapping another one changes it; `true` if that took back the report of a fault.
///
/// # Errors
/// [`Problem::CodeNeeded`], [`Problem::NotFinished`], [`Problem::CommunityClosed`],
/// [`Problem::PhaseClosed`], [`Problem::UnknownWord`] beside `level`, [`Problem::TooManyRatings`],
/// [`Problem::TooMuchOfHome`] where a fault would be reported.
pub async fn rate(app: &Linli, caller: &Caller, slug: &str, work: WorkId, level: &str) -> Outcome<bool> {
    let community = communities::find(app, slug).await?;
    let household = household(caller, &community)?;
    let level = Level5::parse(level).ok_or_else(|| Fail::at("level", Problem::UnknownWord))?;
    let now = app.now();
    let rating = Rating {
        id: RatingId(app.random.id(now)),
        work_id: work,
        community_id: community.id,
        household_id: household,
        level,
        reason: None,
        text: String::new(),
        created_at: now,
        changed_at: now,
    };
    let fault = reported(app, &rating, now);
    let leaf = app.leaf(now, community.id, "rating", commitment(app, &rating));
    let app_in = app.clone();
    app.store
        .write(move |c| {
            async move {
                is_taken_still(c, rating.community_id, work, now).await?;
                allowance::take(c, &app_in, Act::Rate, &Whose::Home(household), now).await?;
                ratings::record(c, &rating).await?;
                let (fault, taken_back) = follow(c, &app_in, &rating, fault).await?;
                if let Some(fault) = fault {
                    c.append(app_in.leaf(now, rating.community_id, "defect", leaf_text(&fault)));
                }
                c.append(leaf);
                c.touch(rating.community_id);
                Ok::<_, Fail>(taken_back)
            }
            .boxed()
        })
        .await
}

/// The fault that a bad level reports.
fn reported(app: &Linli, rating: &Rating, now: Moment) -> Defect {
    Defect {
        id: DefectId(app.random.id(now)),
        community_id: rating.community_id,
        work_id: rating.work_id,
        household_id: Some(rating.household_id),
        text: String::new(),
        state: DefectState::Reported,
        severity: Severity::Ordinary,
        due_at: due(Severity::Ordinary).due(now),
        note: String::new(),
        created_at: now,
        changed_at: now,
    }
}

/// Does what follows from a level: the fault if one was reported just now, and whether one was taken back.
async fn follow(c: &mut Conn, app: &Linli, rating: &Rating, fault: Defect) -> Outcome<(Option<Defect>, bool)> {
    let standing = defects::of_work(c, rating.work_id, rating.household_id).await?;
    let follows = follows(rating.level, standing.as_ref().map(|fault| fault.state));
    if matches!(follows, Follows::Report | Follows::Reopen) {
        let home = Whose::Home(rating.household_id);
        allowance::take(c, app, Act::Fault, &home, rating.changed_at).await?;
    }
    match (follows, standing) {
        (Follows::Report, _) => {
            // What the household said of a bad level before a better one stands again.
            let kept = ratings::find(c, rating.work_id, rating.household_id).await?;
            let fault = Defect { text: kept.map(|kept| kept.text).unwrap_or_default(), ..fault };
            let id = defects::record(c, &fault).await?;
            return Ok((id.map(|id| Defect { id, ..fault }), false));
        }
        (Follows::Reopen, Some(mut old)) => {
            let from = old.state;
            old.state = DefectState::Reopened;
            old.due_at = due(old.severity).due(rating.changed_at);
            old.changed_at = rating.changed_at;
            defects::revise(c, &old, from).await?;
        }
        (Follows::TakeBack, Some(old)) => {
            defects::withdraw(c, old.id, rating.changed_at).await?;
            return Ok((None, true));
        }
        _ => {}
    }
    Ok((None, false))
}

/// What the record holds of a rating: a commitment that tells neither household nor level.
pub fn commitment(app: &Linli, rating: &Rating) -> String {
    let secret = format!("{}|{}|{}|{}", rating.work_id, rating.household_id, rating.level, rating.changed_at.0);
    let seal = crate::keys::hex(&app.keys.mac("rating", secret.as_bytes()));
    serde_json::json!({ "work": rating.work_id.to_string(), "commitment": seal }).to_string()
}

/// Households that answered and those of them that are satisfied, exact: for staff and rules.
pub fn tally(counts: &[Count], work: WorkId) -> (i64, i64) {
    let here = counts.iter().filter(|count| count.work == work);
    here.fold((0, 0), |(answers, satisfied), count| {
        let more = if count.level.is_satisfied() { count.households } else { 0 };
        (answers + count.households, satisfied + more)
    })
}

/// How a work is judged, as far as it may be shown: only if enough households answered.
pub fn judged(counts: &[Count], work: WorkId, households: i64) -> Judged {
    let (answers, satisfied) = tally(counts, work);
    let Some(answers) = shown(answers, DEFAULT_K) else { return Judged::default() };
    Judged { answers: Some(answers), share: satisfied_share(satisfied, answers, households.max(answers)) }
}

/// How each work of a community is judged, as far as it may be shown.
///
/// # Errors
/// The store did not answer.
pub async fn judged_works(app: &Linli, community: CommunityId) -> Outcome<Vec<(WorkId, Judged)>> {
    let mut c = app.store.read().await?;
    let households = rows::by_id(&mut c, community).await?.map_or(0, |found| found.households);
    let counts = ratings::counts(&mut c, community).await?;
    let works = works::list(&mut c, community).await?;
    Ok(works.into_iter().map(|work| (work.id, judged(&counts, work.id, households))).collect())
}

/// A work's public page.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn work_page(app: &Linli, slug: &str, id: WorkId) -> Outcome<WorkPage> {
    let community = communities::find(app, slug).await?;
    let now = app.now();
    let mut c = app.store.read().await?;
    let work = works::find(&mut c, id).await?.filter(|work| work.community_id == community.id);
    let work = work.ok_or(Problem::NotFound)?;
    let counts = ratings::counts(&mut c, community.id).await?;
    let judged = judged(&counts, id, community.households);
    let faults = defects::list(&mut c, community.id).await?;
    let of_work = || faults.iter().filter(|fault| fault.work_id == id);
    let count = |n: usize| i64::try_from(n).unwrap_or(0);
    let running = count(of_work().filter(|fault| fault.state.is_running()).count());
    let all = count(of_work().count());
    let phase = projects::phase(&mut c, community.id, PhaseKind::Rating).await?;
    let undone = !work.must_do && work.state == WorkState::Planned;
    let left_out = if undone { polls::left_out(&mut c, community.id).await?.left_out.get(&id).copied() } else { None };
    let project = projects::find(&mut c, community.id).await?;
    let off = work.state == WorkState::Planned && project.is_some_and(|project| project.stage.is_off());
    Ok(WorkPage {
        left_out,
        off,
        // A fault stands for a bad rating, so its number is shown only where the share is.
        faults: judged.answers.map(|_| (running, all - running)),
        judged,
        warranty_end: warranty_end(&work),
        open: may_rate(&work, phase, &community, now).is_ok(),
        community,
        work,
    })
}

/// Last day of a work's warranty, counted from the day it was finished.
pub fn warranty_end(work: &Work) -> Option<LocalDate> {
    let months = i32::try_from(work.warranty_months?).ok()?;
    Some(local(work.finished_at?).0.plus_months(months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_bad_level_reports_a_fault_once_and_a_better_one_takes_back_only_what_nobody_acted_on() {
        use DefectState as S;
        assert_eq!(follows(Level5::Dissatisfied, None), Follows::Report);
        assert_eq!(follows(Level5::Satisfied, None), Follows::Nothing);
        assert_eq!(follows(Level5::Satisfied, Some(S::Reported)), Follows::TakeBack);
        for running in [S::Reported, S::Assigned, S::Reopened, S::Disputed] {
            assert_eq!(follows(Level5::VeryDissatisfied, Some(running)), Follows::Nothing);
        }
        for settled in [S::Fixed, S::Confirmed, S::WontFix] {
            assert_eq!(follows(Level5::VeryDissatisfied, Some(settled)), Follows::Reopen);
            assert_eq!(follows(Level5::BasicallySatisfied, Some(settled)), Follows::Nothing);
        }
        assert_eq!(follows(Level5::Satisfied, Some(S::Assigned)), Follows::Nothing);
    }

    #[test]
    fn a_share_is_shown_only_if_five_households_answered() {
        let work = WorkId(Uuid::nil());
        let count = |level, households| Count { work, level, households };
        let four = [count(Level5::Satisfied, 3), count(Level5::Dissatisfied, 1)];
        assert_eq!(judged(&four, work, 100), Judged::default());
        let five = [count(Level5::Satisfied, 3), count(Level5::BasicallySatisfied, 1), count(Level5::Dissatisfied, 1)];
        let judged = judged(&five, work, 100);
        assert_eq!(judged.answers, Some(5));
        assert_eq!(judged.share.map(|share| (share.share_bp, share.return_bp)), Some((8_000, 500)));
    }
}
