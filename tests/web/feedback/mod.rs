//! Promises about giving feedback and coming back to it: what they share.

mod bounds;
mod own;
mod seen;
mod send;

use crate::kit::sample;
use crate::site::{Browser, Page, Site};
use futures::FutureExt;
use image::codecs::jpeg::JpegEncoder;
use linli::domain::feedback::{AnswerState, FeedbackState};
use linli::domain::ids::{BuildingId, CommunityId, HouseholdId, PhaseId, ProjectId};
use linli::domain::moment::DAY;
use linli::domain::phase::{Phase, PhaseKind};
use linli::domain::project::Stage;
use linli::store::communities::Community;
use linli::store::projects::{self, PhaseRow, Project};
use linli::store::roll::{self, Building, Household};
use linli::store::{StoreError, feedback};

/// The first screen.
pub const FORM: &str = "/c/cuiyuan/feedback";

/// A small photo.
pub fn photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&image::RgbImage::new(64, 48)).unwrap();
    jpeg
}

/// A community with one building and one flat in which feedback is open for ten days.
pub async fn open(site: &Site) -> Community {
    let now = site.app.now();
    let community = sample::community(&site.app.store, "cuiyuan", now).await;
    let id = community.id;
    site.app
        .store
        .write(move |c| {
            async move {
                let project = Project {
                    id: ProjectId(sample::id(1)),
                    community_id: id,
                    programme_year: Some(2026),
                    stage: Stage::Consulting,
                    stage_since: now,
                    before_pause: None,
                    reason_zh: String::new(),
                    reason_en: String::new(),
                    satisfied_percent: 80,
                };
                projects::record(c, &project).await?;
                let phase = Phase { kind: PhaseKind::Feedback, opens: now.plus(-DAY), closes: now.plus(10 * DAY) };
                let row = PhaseRow { id: PhaseId(sample::id(2)), community_id: id, project_id: project.id, phase };
                projects::record_phase(c, &row).await?;
                let building = BuildingId(sample::id(3));
                let new = Building { id: building, community_id: id, name: "3".into(), key: "3".into(), position: 1 };
                roll::record_building(c, &new).await?;
                let flat = Household {
                    id: flat(),
                    community_id: id,
                    building_id: building,
                    building: String::new(),
                    entrance: String::new(),
                    floor: 3,
                    room: "301".into(),
                    room_key: "301".into(),
                    area: 6_000,
                    area_source: "register".into(),
                    gone: false,
                    relation: "owner".to_owned(),
                    owners: String::new(),
                    owner_key: None,
                    revision: 0,
                };
                roll::record_household(c, &flat).await
            }
            .boxed()
        })
        .await
        .unwrap();
    community
}

/// Its flat.
pub fn flat() -> HouseholdId {
    HouseholdId(sample::id(4))
}

/// Sends one feedback and gives its secret link.
pub async fn said(browser: &Browser, tile: &str, text: &str) -> String {
    let form = browser.get(&format!("{FORM}?b=3")).await;
    let sent = browser.submit(&form, "/feedback", &[("tile", tile), ("text", text)]).await;
    let secret = sent.is(303).to().strip_suffix("/receipt").expect(sent.to()).to_owned();
    assert!(secret.starts_with("/f/"), "{secret}");
    secret
}

/// What the committee's queue does, in the store.
pub async fn published(site: &Site, community: CommunityId, serial: i64) {
    let now = site.app.now();
    site.app
        .store
        .write(move |c| {
            async move {
                let mut found = feedback::by_serial(c, community, serial).await?.unwrap();
                found.state = FeedbackState::Published;
                found.published_at = Some(now);
                feedback::revise_state(c, &found).await?;
                c.touch(community);
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

/// What became of the matter, in the store.
async fn became(site: &Site, community: CommunityId, serial: i64, state: AnswerState) {
    let now = site.app.now();
    site.app
        .store
        .write(move |c| {
            async move {
                let mut found = feedback::by_serial(c, community, serial).await?.unwrap();
                let before = std::mem::replace(&mut found.answer_state, state);
                found.answered_at = Some(now);
                assert!(feedback::revise_answer_state(c, before, &found).await?);
                c.touch(community);
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

fn secret_path(page: &Page) -> String {
    page.to().strip_suffix("/receipt").unwrap().to_owned()
}
