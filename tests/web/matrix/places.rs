//! Where the routes of the matrix lead: for each caller a community of their own with a thing of
//! each kind, so that what one does stands in nobody's way; and what stands for each parameter.
//!
//! To add: an arm in [`Sample::part`] for a new parameter; in [`Sample::form`] what a door must be
//! sent so that it finds the thing it is about.

use super::entering::{self, letter};
use crate::kit::sample::{self, Voting};
use crate::site::Site;
use crate::unit;
use image::codecs::jpeg::JpegEncoder;
use linli::domain::code::Purpose;
use linli::domain::feedback::{FeedbackState, number, prefix};
use linli::domain::ids::{BuildingId, DefectId, DraftId, FeedbackId, HouseholdId, PollId, RatingId, RollId, StaffId};
use linli::domain::moderation::Act;
use linli::domain::moment::DAY;
use linli::domain::phase::Verb;
use linli::domain::policy::{self, Caller, Place, Role, Scope};
use linli::domain::poll::PollState;
use linli::domain::rating::Level5;
use linli::domain::region::RegionCode;
use linli::domain::work::WorkState;
use linli::http::assets;
use linli::keys::sha256;
use linli::service::{devices, photos};
use linli::store::feedback::Feedback;
use linli::store::papers::{Paper, PaperState};
use linli::store::ratings::Rating;
use linli::store::roll::version;
use linli::store::roll_requests::{self, Request};
use linli::store::sessions::Owner;
use linli::store::{StoreError, decisions, defects, drafts, papers, polls, ratings, roll, works};
use uuid::Uuid;

/// The flat that the desk is asked about.
const AT_DESK: usize = 4;

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

/// What the paths of one caller are filled with.
pub struct Sample {
    /// The community that is asked about.
    pub here: Voting,
    /// Another one, the same for every caller.
    pub there: Voting,
    /// The two buildings here.
    pub buildings: Vec<BuildingId>,
    /// Another phone of the caller's household; that of a stranger for who has none.
    pub phone: String,
    secret: String,
    feedback: FeedbackId,
    decision: Uuid,
    waiting: Uuid,
    sent_back: Uuid,
    defect: DefectId,
    request: Uuid,
    staged: RollId,
    draft: DraftId,
    photo: String,
    figures: String,
    of_owners: PollId,
    account: StaffId,
}

/// The building of a household.
pub async fn building(site: &Site, household: HouseholdId) -> BuildingId {
    let mut c = site.app.store.read().await.unwrap();
    roll::household(&mut c, household).await.unwrap().unwrap().building_id
}

/// A photo that everybody may see: the one of a work.
async fn photographed(site: &Site, it: &Voting) -> String {
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&image::RgbImage::new(64, 48)).unwrap();
    let photo = photos::keep_photo(&site.app, it.community.id, jpeg.into(), site.app.now()).await.unwrap();
    let mut work = works::find(&mut site.app.store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
    // Finished as well, so that it can be rated.
    (work.state, work.finished_at, work.before_photo) = (WorkState::Finished, Some(site.app.now()), Some(photo));
    unit!(site.app.store, |c| works::revise(c, &work).await);
    photo.to_string()
}

/// A second poll here, of owners alone.
async fn of_owners(site: &Site, it: &Voting, id: PollId) {
    let (store, now, community) = (&site.app.store, site.app.now(), it.community.id);
    let mut c = store.read().await.unwrap();
    let mut poll = polls::find(&mut c, it.poll).await.unwrap().unwrap();
    let options = polls::options(&mut c, it.poll).await.unwrap();
    drop(c);
    (poll.id, poll.state, poll.preset) = (id, PollState::Draft, "cc278_ordinary".to_owned());
    unit!(store, |c| {
        assert!(polls::record(c, &poll).await?);
        polls::record_options(c, id, community, &options).await?;
        let frozen = polls::snapshot_roll(c, id, community).await?;
        assert!(polls::open(c, id, frozen, now).await?);
        Ok::<_, StoreError>(())
    });
}

/// What waits: a file of households, a half-filled form, and a household's word on its entry.
async fn waiting(site: &Site, it: &Voting, (staged, draft, request): (RollId, DraftId, Uuid)) {
    let (now, community) = (site.app.now(), it.community.id);
    let request = Request {
        id: request,
        community,
        household: it.households[6],
        wants: "other".to_owned(),
        text: "门牌不对".to_owned(),
        state: "waiting".to_owned(),
        answer: String::new(),
        created_at: now,
        due_at: now.plus(5 * DAY),
    };
    let body = serde_json::json!({
        "tile": null, "text": "楼道灯不亮", "building": null, "visibility": null, "photos": [], "recording": null,
        "once": draft.0.to_string(), "lang": "zh",
    })
    .to_string();
    unit!(site.app.store, |c| {
        version::record(c, staged, community, ("staged", "csv", "{}"), None, now).await?;
        drafts::record(c, draft, community, &body, now, now.plus(DAY)).await?;
        roll_requests::record(c, &request).await
    });
}

/// A further phone of the flat at the desk, and a letter that it could have lost.
async fn phone_at_desk(site: &Site, it: &Voting) -> String {
    let flat = it.households[AT_DESK];
    letter(site, it, flat, Purpose::Household, site.app.now().plus(10 * DAY)).await;
    // By the other code: a lost letter takes its own phones along.
    let phone = site.signed_in(Owner::Titled(flat, it.community.id)).await;
    devices::name_of(&phone.cookies.lock()["session"])
}

impl Sample {
    /// Makes the one of the caller with this number.
    pub async fn make(site: &Site, n: u128, there: &Voting) -> Self {
        let (store, now) = (&site.app.store, site.app.now());
        // Twenty flats a building.
        let here = sample::voting(store, &format!("cuiyuan-{n}"), 21, now).await;
        let place = here.community.id;
        let secret = format!("matrix-{n}");
        let second = Feedback { state: FeedbackState::Waiting, ..sample::said(place, 2, now) };
        let own = Feedback { secret_hash: sha256(secret.as_bytes()).to_vec(), ..sample::said(place, 3, now) };
        sample::rows(store, &[sample::said(place, 1, now), second.clone(), own]).await;
        let decision = sample::decision(&second, n, (Act::Publish, None), now);
        let slip = sample::slip(&here, 2 * n, 2, now);
        let sent_back = Paper { state: PaperState::Rejected, ..sample::slip(&here, 2 * n + 1, 3, now) };
        let fault = sample::defect(&here, n, 0, Some(2), now);
        let rating = sample::rating(&here, 0, 0, Level5::Satisfied, now);
        let rating = Rating { id: RatingId(sample::id((20 << 20) + n)), ..rating };
        let account =
            sample::staff(store, &format!("somebody-{n}"), Role::Contractor, Scope::Community(place), now).await;
        let made = Self {
            buildings: vec![building(site, here.households[0]).await, building(site, here.households[20]).await],
            phone: phone_at_desk(site, &here).await,
            feedback: second.id,
            decision: decision.id,
            waiting: slip.id,
            sent_back: sent_back.id,
            defect: fault.id,
            request: sample::id((21 << 20) + n),
            staged: RollId(sample::id((22 << 20) + n)),
            draft: DraftId(sample::id((23 << 20) + n)),
            photo: photographed(site, &here).await,
            figures: entering::figures(site).await,
            of_owners: PollId(sample::id((24 << 20) + n)),
            account,
            secret,
            there: there.clone(),
            here,
        };
        of_owners(site, &made.here, made.of_owners).await;
        waiting(site, &made.here, (made.staged, made.draft, made.request)).await;
        unit!(store, |c| {
            decisions::record(c, &decision).await?;
            papers::record(c, &slip).await?;
            papers::record(c, &sent_back).await?;
            defects::record(c, &fault).await?;
            ratings::record(c, &rating).await?;
            Ok::<_, StoreError>(())
        });
        made
    }

    fn place(&self) -> Place {
        self.here.community.place().unwrap()
    }

    fn region() -> Place {
        Place { region: RegionCode::parse(sample::NEIGHBOURHOOD).unwrap(), community: None, building: None }
    }

    /// A path with its parameters filled in.
    pub fn fill(&self, pattern: &str) -> String {
        let part = |part: &str| if part.starts_with('{') { self.part(pattern, part) } else { part.to_owned() };
        pattern.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// The same in the poll of owners, where it is another question.
    pub fn fill_of_owners(&self, pattern: &str) -> String {
        self.fill(pattern).replace(&self.here.poll.to_string(), &self.of_owners.to_string())
    }

    /// Where a route is asked by a caller.
    pub fn at(&self, pattern: &str, caller: &Caller) -> At {
        match pattern {
            // The list is narrowed to what the caller reaches.
            "/desk/doors/{slug}" => At::Part(self.place()),
            // One's own, wherever that is.
            _ if pattern.starts_with("/v/phones") => At::Place(self.home(caller)),
            _ if pattern.contains("{household}") || pattern.starts_with("/desk/paper/check/{id}") => {
                At::Place(self.place().in_building(self.buildings[0]))
            }
            _ if pattern.contains('{') => At::Place(self.place()),
            _ => At::Somewhere(Self::region()),
        }
    }

    /// Where a caller lives.
    fn home(&self, caller: &Caller) -> Place {
        let there = self.there.community.id;
        match caller {
            Caller::Household { community, .. } if *community == there => self.there.community.place().unwrap(),
            _ => self.place(),
        }
    }

    /// What stands for one parameter of a path.
    fn part(&self, pattern: &str, part: &str) -> String {
        let id = |start: &str| part == "{id}" && pattern.starts_with(start);
        match part {
            "{slug}" => self.here.community.slug.clone(),
            "{number}" => number(&prefix(&self.here.community.slug), 1),
            "{serial}" => "1".to_owned(),
            "{secret}" => self.secret.clone(),
            "{code}" => sample::NEIGHBOURHOOD.to_owned(),
            "{work}" => self.here.works[0].to_string(),
            "{poll}" => self.here.poll.to_string(),
            "{household}" => self.here.households[AT_DESK].to_string(),
            "{phone}" => self.phone.clone(),
            "{draft}" if pattern.contains("/roll/") => self.staged.to_string(),
            "{draft}" if pattern.contains("/similar/") => self.draft.to_string(),
            "{name}" => assets::path("icon.svg").unwrap().rsplit('/').next().unwrap().to_owned(),
            "{*question}" => "similar".to_owned(),
            _ if id("/c/{slug}/polls/") || id("/setup/{slug}/polls/") => self.here.poll.to_string(),
            _ if id("/c/{slug}/works/") || id("/setup/{slug}/works/") => self.here.works[0].to_string(),
            _ if id("/setup/{slug}/households/") => self.here.households[5].to_string(),
            _ if id("/setup/{slug}/corrections/") => self.request.to_string(),
            _ if id("/desk/feedback/") => self.feedback.to_string(),
            _ if id("/desk/decisions/") => self.decision.to_string(),
            _ if id("/desk/paper/check/") && pattern.ends_with("/withdraw") => self.sent_back.to_string(),
            _ if id("/desk/paper/check/") => self.waiting.to_string(),
            _ if id("/office/{slug}/defects/") || id("/repairs/") => self.defect.to_string(),
            _ if id("/admin/staff/") => self.account.to_string(),
            _ if id("/phone/") => self.figures.clone(),
            _ if id("/p/") => self.photo.clone(),
            _ => panic!(
                "the matrix does not know what stands for {part} in {pattern}: add an arm to `Sample::part` in \
                 tests/web/matrix/places.rs, with the id of a thing that `Sample::make` makes"
            ),
        }
    }

    /// What a door is sent so that it finds what it is about; what is missing beside that it says.
    pub fn form(&self, pattern: &str, caller: &Caller) -> Vec<(&'static str, String)> {
        let one = |name, value: &str| vec![(name, value.to_owned())];
        let slug = &self.here.community.slug;
        match pattern {
            "/v" => one("c", slug),
            "/desk/paper" => one("poll", &self.poll_of(caller).to_string()),
            "/desk/households/{slug}/{household}/lost" => one("purpose", "household"),
            "/desk/households/{slug}/{household}/owner" => one("paper", "certificate"),
            "/account/sessions" | "/admin/staff/{id}/sessions" => one("session", "rest"),
            "/admin/staff/{id}/revoke" => vec![("role", "contractor".to_owned()), ("place", slug.clone())],
            "/api/ask/{*question}" => {
                vec![("slug", slug.clone()), ("text", "楼道灯不亮".to_owned()), ("lang", "zh".to_owned())]
            }
            _ => Vec::new(),
        }
    }

    /// A poll for which a caller types slips in; the one here for who types in none.
    fn poll_of(&self, caller: &Caller) -> PollId {
        let there = self.there.community.place().unwrap();
        let reaches = |place: &Place| policy::part(caller, Verb::EnterPaper, place).is_ok();
        if reaches(&there) && !reaches(&self.place()) { self.there.poll } else { self.here.poll }
    }
}
