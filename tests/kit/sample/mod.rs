//! Examples to fill an instance with: a small tree of regions, a community, staff.
//!
//! To add: a function that records one thing with plain values and gives it back.

mod feedback;
mod rows;
mod sessions;
mod voting;

pub use feedback::{feedback, said};
pub use rows::{decision, defect, rating, rows, slip, upload};
pub use sessions::sessions;
pub use voting::{Voting, voting};

use futures::FutureExt;
use linli::domain::ids::{CommunityId, StaffId};
use linli::domain::moment::Moment;
use linli::domain::policy::{Grant, Role, Scope};
use linli::domain::region::Level;
use linli::store::communities::{self, Community};
use linli::store::regions::{self, Region};
use linli::store::staff::{self, Staff};
use linli::store::{Store, StoreError};
use uuid::Uuid;

/// The neighbourhood in which the sample communities lie.
pub const NEIGHBOURHOOD: &str = "360102002001";
/// A neighbourhood in another county of the same city.
pub const ELSEWHERE: &str = "360103001001";

/// An id that is the same in every run.
pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// Province, city, county, street and neighbourhood of the samples.
pub async fn regions(store: &Store) {
    let tree = [
        ("36", Level::Province, "江西省", "Jiangxi", None),
        ("3601", Level::City, "南昌市", "Nanchang", Some("36")),
        ("360102", Level::County, "东湖区", "Donghu", Some("3601")),
        ("360102002", Level::Street, "公园街道", "Gongyuan Street", Some("360102")),
        (NEIGHBOURHOOD, Level::Neighbourhood, "公园社区居委会", "Gongyuan Neighbourhood", Some("360102002")),
    ];
    let tree: Vec<Region> = tree
        .into_iter()
        .map(|(code, level, zh, en, parent)| Region {
            code: code.to_owned(),
            level,
            zh: zh.to_owned(),
            en: en.to_owned(),
            parent: parent.map(str::to_owned),
        })
        .collect();
    store
        .write(move |c| {
            async move {
                for region in &tree {
                    regions::record(c, region).await?;
                }
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

/// A community of 0 households, with its regions.
pub async fn community(store: &Store, slug: &str, now: Moment) -> Community {
    regions(store).await;
    community_in(store, slug, NEIGHBOURHOOD, now).await
}

/// A community of 0 households in another county of the same city.
pub async fn elsewhere(store: &Store, slug: &str, now: Moment) -> Community {
    regions(store).await;
    let (zh, en) = ("丁公路社区居委会".to_owned(), "Dinggonglu Neighbourhood".to_owned());
    let (code, parent) = (ELSEWHERE.to_owned(), Some("360103001".to_owned()));
    let region = Region { code, level: Level::Neighbourhood, zh, en, parent };
    store.write(move |c| async move { regions::record(c, &region).await }.boxed()).await.unwrap();
    community_in(store, slug, ELSEWHERE, now).await
}

async fn community_in(store: &Store, slug: &str, region: &str, now: Moment) -> Community {
    let number: u128 = slug.bytes().fold(1, |n, b| (n * 131 + u128::from(b)) % 0xffff_ffff);
    let community = Community {
        id: CommunityId(id(number << 16)),
        slug: slug.to_owned(),
        zh: "翠苑新村".to_owned(),
        en: "Cuiyuan".to_owned(),
        region: region.to_owned(),
        built_year: Some(1992),
        households: 0,
        buildings: 0,
        area: 0,
        answers_by: "公园街道办事处".to_owned(),
        state: "open".to_owned(),
        demo: false,
        revision: 0,
        created_at: now,
    };
    let new = community.clone();
    let made = store.write(move |c| async move { communities::record(c, &new).await }.boxed()).await.unwrap();
    assert!(made, "the short name '{slug}' is taken");
    community
}

/// An account with one grant and no password.
pub async fn staff(store: &Store, login: &str, role: Role, scope: Scope, now: Moment) -> StaffId {
    let number: u128 = login.bytes().fold(7, |n, b| (n * 131 + u128::from(b)) % 0xffff_ffff);
    let new = Staff {
        id: StaffId(id(number << 64)),
        login: login.to_owned(),
        name: login.to_owned(),
        password_hash: String::new(),
        active: true,
        demo: false,
        created_at: now,
    };
    let staff_id = new.id;
    store
        .write(move |c| {
            async move {
                staff::record(c, &new).await?;
                staff::record_grant(c, staff_id, &Grant { role, scope }).await
            }
            .boxed()
        })
        .await
        .unwrap();
    staff_id
}
