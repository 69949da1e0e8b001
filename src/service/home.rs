//! A community's home: everything on one page, in one read.
//!
//! For: [`home`].
//! Must not know: pages; how any of it came to be.
//! To add: a further section is a field here, read by the store of its word.

use crate::domain::feedback::Channel;
use crate::domain::ids::{CommunityId, FeedbackId, PollId, UploadId};
use crate::domain::moment::{DAY, Moment};
use crate::domain::phase::{Phase, PhaseKind};
use crate::domain::poll::{PollState, state_at};
use crate::domain::project::Stage;
use crate::domain::region::RegionCode;
use crate::domain::work::WorkState;
use crate::service::{Linli, Outcome, polls};
use crate::store::communities::{self, Announced, Community};
use crate::store::feedback::{self, Feedback};
use crate::store::households;
use crate::store::projects::{self, FundingLine, Project};
use crate::store::regions::{self, Region};
use crate::store::uploads;
use crate::store::works::{self, Work};
use std::collections::HashMap;

/// How many feedbacks stand on the home itself.
const SAID: i64 = 6;

/// For how long the home tells that a poll was called off.
const CANCELLED_FOR: i64 = 30 * DAY;

/// What a community's home shows.
#[derive(Clone, Debug)]
pub struct Home {
    /// The community.
    pub community: Community,
    /// Why it was closed; empty if it is open.
    pub closed_why: String,
    /// Where its households went when it was merged: short name, Chinese and English name.
    pub merged_into: Option<(String, String, String)>,
    /// Its regions, from the province down.
    pub regions: Vec<Region>,
    /// Its project, if there is one.
    pub project: Option<Project>,
    /// The project's windows of time.
    pub phases: Vec<Phase>,
    /// Its works.
    pub works: Vec<Work>,
    /// What polls say of the works.
    pub standing: polls::Standing,
    /// Who pays.
    pub funding: Vec<FundingLine>,
    /// Polls, the newest first, never drafts.
    pub polls: Vec<Announced>,
    /// What most households say.
    pub said: Vec<Feedback>,
    /// How many feedbacks there are in all.
    pub said_count: i64,
    /// The newest reply to each.
    pub answers: HashMap<FeedbackId, String>,
    /// The first photo of each.
    pub photos: HashMap<FeedbackId, UploadId>,
    /// Running polls in which the household that asks has voted, by which way and when; empty for
    /// everybody else, and on every page that is kept.
    pub voted: Vec<(PollId, Channel, Moment)>,
    /// When it was read.
    pub now: Moment,
}

impl Home {
    /// The window of a kind.
    pub fn phase(&self, kind: PhaseKind) -> Option<Phase> {
        self.phases.iter().copied().find(|phase| phase.kind == kind)
    }
    /// The poll in which one can vote now.
    pub fn open_poll(&self) -> Option<&Announced> {
        self.polls.iter().find(|poll| self.state(poll) == PollState::Open && poll.opens <= self.now)
    }
    /// The next poll that is announced but has not begun.
    pub fn coming_poll(&self) -> Option<&Announced> {
        self.polls.iter().rev().find(|poll| self.state(poll) == PollState::Open && poll.opens > self.now)
    }
    /// Polls that are over.
    pub fn closed_polls(&self) -> impl Iterator<Item = &Announced> {
        self.polls.iter().filter(|poll| self.state(poll) == PollState::Closed)
    }
    /// Polls that were announced and called off not long ago. A draft was never announced.
    pub fn cancelled_polls(&self) -> impl Iterator<Item = &Announced> {
        let since = self.now.plus(-CANCELLED_FOR);
        self.polls.iter().filter(move |poll| {
            poll.state == PollState::Cancelled && poll.roll_households > 0 && poll.revised_at >= since
        })
    }
    /// The poll that left this work out, unless it is done all the same.
    pub fn left_out(&self, work: &Work) -> Option<PollId> {
        let open = !work.must_do && work.state == WorkState::Planned;
        self.standing.left_out.get(&work.id).copied().filter(|_| open)
    }
    /// Whether the renovation will not be: what stands here was only meant to be done.
    pub fn is_off(&self) -> bool {
        self.project.as_ref().is_some_and(|project| project.stage.is_off())
    }
    /// Whether finished works can be rated now.
    pub fn takes_ratings(&self) -> bool {
        let open = self.phase(PhaseKind::Rating).is_some_and(|phase| phase.is_open(self.now));
        open && self.works.iter().any(|work| work.state == WorkState::Finished)
    }
    /// The stage to show on the line: a paused project stands where it left.
    pub fn stage_on_line(&self) -> Option<Stage> {
        let project = self.project.as_ref()?;
        if project.stage.is_running() { Some(project.stage) } else { project.before_pause }
    }

    fn state(&self, poll: &Announced) -> PollState {
        state_at(poll.state, poll.closes, self.now)
    }
}

/// Reads a community's home.
///
/// # Errors
/// The store did not answer.
pub async fn home(app: &Linli, community: Community) -> Outcome<Home> {
    let mut c = app.store.read().await?;
    let project = projects::find(&mut c, community.id).await?;
    let (phases, funding) = match &project {
        Some(project) => {
            let rows = projects::phases(&mut c, project.id).await?;
            (rows.into_iter().map(|row| row.phase).collect(), projects::funding(&mut c, project.id).await?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let mut regions = match RegionCode::parse(&community.region) {
        Some(code) => regions::path(&mut c, &code).await?,
        None => Vec::new(),
    };
    regions.sort_by_key(|region| region.code.len());
    let open = community.is_open();
    let closed_why = if open { String::new() } else { communities::closed_why(&mut c, community.id).await? };
    let merged_into = if open { None } else { households::merged_into(&mut c, community.id).await? };
    Ok(Home {
        closed_why,
        merged_into,
        regions,
        project,
        phases,
        funding,
        works: works::list(&mut c, community.id).await?,
        standing: polls::left_out(&mut c, community.id).await?,
        polls: communities::announced(&mut c, community.id).await?,
        said: feedback::list_shown(&mut c, community.id, SAID, 0).await?,
        said_count: feedback::count_shown(&mut c, community.id).await?,
        answers: feedback::last_answers(&mut c, community.id).await?,
        photos: uploads::first_photos(&mut c, community.id).await?.into_iter().collect(),
        voted: Vec::new(),
        community,
        now: app.now(),
    })
}

/// The newest reply to each shown feedback of a community.
///
/// # Errors
/// The store did not answer.
pub async fn last_answers(app: &Linli, community: CommunityId) -> Outcome<HashMap<FeedbackId, String>> {
    let mut c = app.store.read().await?;
    Ok(feedback::last_answers(&mut c, community).await?)
}
