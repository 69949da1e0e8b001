//! Where the routes of the matrix lead: one sample community with a thing of each kind, one
//! elsewhere, and what stands for each parameter of a path.
//!
//! To add: an arm in [`Sample::part`] for a new parameter.

use crate::kit::sample::{self, Voting};
use crate::site::Site;
use crate::unit;
use linli::domain::feedback::FeedbackState;
use linli::domain::ids::{BuildingId, DefectId, FeedbackId, HouseholdId, StaffId};
use linli::domain::moderation::Act;
use linli::domain::policy::{Place, Role, Scope};
use linli::domain::region::RegionCode;
use linli::domain::work::WorkState;
use linli::keys::sha256;
use linli::store::feedback::Feedback;
use linli::store::papers::{Paper, PaperState};
use linli::store::{StoreError, decisions, defects, papers, roll, works};
use uuid::Uuid;

/// The secret of the first feedback.
const SECRET: &str = "matrix";

/// Where a route is asked.
#[derive(Clone)]
pub enum At {
    /// There.
    Place(Place),
    /// In the part of the community that the caller reaches.
    Part(Place),
    /// Wherever the caller may; for who holds no duty, there.
    Somewhere(Place),
}

/// What the paths are filled with.
pub struct Sample {
    /// The community that is asked about.
    pub here: Voting,
    /// Another one.
    pub there: Voting,
    /// The two buildings here.
    pub buildings: Vec<BuildingId>,
    /// A building there.
    pub building_there: BuildingId,
    feedback: FeedbackId,
    decision: Uuid,
    waiting: Uuid,
    sent_back: Uuid,
    defect: DefectId,
    account: StaffId,
}

async fn building(site: &Site, household: HouseholdId) -> BuildingId {
    let mut c = site.app.store.read().await.unwrap();
    roll::household(&mut c, household).await.unwrap().unwrap().building_id
}

/// Finishes the first work, so that it can be rated.
async fn finish(site: &Site, it: &Voting) {
    let mut work = works::find(&mut site.app.store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
    (work.state, work.finished_at) = (WorkState::Finished, Some(site.app.now()));
    unit!(site.app.store, |c| works::revise(c, &work).await);
}

impl Sample {
    /// Makes it.
    pub async fn make(site: &Site) -> Self {
        let (store, now) = (&site.app.store, site.app.now());
        // Twenty flats a building.
        let here = sample::voting(store, "cuiyuan", 21, now).await;
        let there = sample::voting(store, "lixiang", 2, now).await;
        finish(site, &here).await;
        let first = sample::said(here.community.id, 1, now);
        let secret_hash = sha256(SECRET.as_bytes()).to_vec();
        let second = Feedback { state: FeedbackState::Waiting, ..sample::said(here.community.id, 2, now) };
        sample::rows(store, &[Feedback { secret_hash, ..first }, second.clone()]).await;
        let decision = sample::decision(&second, 1, (Act::Publish, None), now);
        let waiting = sample::slip(&here, 1, 2, now);
        let sent_back = Paper { state: PaperState::Rejected, ..sample::slip(&here, 2, 3, now) };
        let fault = sample::defect(&here, 1, 0, Some(2), now);
        let account =
            sample::staff(store, "somebody", Role::Contractor, Scope::Community(here.community.id), now).await;
        let made = Self {
            buildings: vec![building(site, here.households[0]).await, building(site, here.households[20]).await],
            building_there: building(site, there.households[0]).await,
            feedback: second.id,
            decision: decision.id,
            waiting: waiting.id,
            sent_back: sent_back.id,
            defect: fault.id,
            account,
            here,
            there,
        };
        unit!(store, |c| {
            decisions::record(c, &decision).await?;
            papers::record(c, &waiting).await?;
            papers::record(c, &sent_back).await?;
            defects::record(c, &fault).await?;
            Ok::<_, StoreError>(())
        });
        made
    }

    fn place(&self) -> Place {
        self.here.community.place().unwrap()
    }

    fn region(&self) -> Place {
        Place { region: RegionCode::parse(sample::NEIGHBOURHOOD).unwrap(), community: None, building: None }
    }

    /// A path with its parameters filled in, and its place.
    pub fn fill(&self, pattern: &str) -> (String, At) {
        let part = |part: &str| if part.starts_with('{') { self.part(pattern, part) } else { part.to_owned() };
        let path: Vec<String> = pattern.split('/').map(part).collect();
        (path.join("/"), self.at(pattern))
    }

    fn at(&self, pattern: &str) -> At {
        match pattern {
            // The list is narrowed to what the caller reaches.
            "/desk/doors/{slug}" => At::Part(self.place()),
            _ if pattern.contains("{household}") || pattern.starts_with("/desk/paper/check/{id}") => {
                At::Place(self.place().in_building(self.buildings[0]))
            }
            _ if pattern.contains('{') => At::Place(self.place()),
            _ => At::Somewhere(self.region()),
        }
    }

    /// What stands for one parameter of a path.
    fn part(&self, pattern: &str, part: &str) -> String {
        let id = |start: &str| part == "{id}" && pattern.starts_with(start);
        match part {
            "{slug}" => self.here.community.slug.clone(),
            "{number}" => "CU-1".to_owned(),
            "{serial}" => "1".to_owned(),
            "{secret}" => SECRET.to_owned(),
            "{code}" => sample::NEIGHBOURHOOD.to_owned(),
            "{work}" => self.here.works[0].to_string(),
            "{poll}" => self.here.poll.to_string(),
            "{household}" => self.here.households[4].to_string(),
            // Nothing is staged: who may learns that, who may not does not.
            "{draft}" => sample::id(77).to_string(),
            "{name}" => "icons.svg".to_owned(),
            "{*question}" => "similar".to_owned(),
            _ if id("/c/{slug}/polls/") || id("/setup/{slug}/polls/") => self.here.poll.to_string(),
            _ if id("/c/{slug}/works/") || id("/setup/{slug}/works/") => self.here.works[0].to_string(),
            _ if id("/desk/feedback/") => self.feedback.to_string(),
            _ if id("/desk/decisions/") => self.decision.to_string(),
            _ if id("/desk/paper/check/") && pattern.ends_with("/withdraw") => self.sent_back.to_string(),
            _ if id("/desk/paper/check/") => self.waiting.to_string(),
            _ if id("/office/{slug}/defects/") => self.defect.to_string(),
            _ if id("/admin/staff/") => self.account.to_string(),
            _ if id("/p/") => sample::id(78).to_string(),
            _ => panic!("say in tests/web/matrix/places.rs what stands for {part} in {pattern}"),
        }
    }
}
