//! A community that is asked: a project, works to choose from, a roll, an open poll.

use super::{community, id};
use futures::FutureExt;
use linli::domain::ids::{BuildingId, HouseholdId, PollId, ProjectId, WorkId};
use linli::domain::moment::{DAY, Moment};
use linli::domain::poll::{ConflictRule, Method, PollState};
use linli::domain::project::Stage;
use linli::domain::work::{Class, WorkState};
use linli::store::communities::Community;
use linli::store::polls::{self, Poll, PollOption};
use linli::store::projects::{self, Project};
use linli::store::roll::{self, Building, Household, room_key};
use linli::store::works::{self, Work};
use linli::store::{Store, StoreError, communities};

/// What [`voting`] made.
#[derive(Clone, Debug)]
pub struct Voting {
    /// The community.
    pub community: Community,
    /// Its project, at the stage of voting.
    pub project: ProjectId,
    /// Four works of 10, 20, 30 and 40 thousand yuan.
    pub works: Vec<WorkId>,
    /// Its flats.
    pub households: Vec<HouseholdId>,
    /// The poll: open from a day ago, for ten days, with money for 60 thousand yuan.
    pub poll: PollId,
}

/// A community of `households` flats (20 a building) with an open poll.
pub async fn voting(store: &Store, slug: &str, households: usize, now: Moment) -> Voting {
    let community = community(store, slug, now).await;
    let base = community.id.0.as_u128() & 0xffff_ffff_ffff;
    let ids = |kind: u128, n: usize| id((base << 24) + (kind << 20) + n as u128);
    let made = Voting {
        project: ProjectId(ids(1, 0)),
        works: (0..4).map(|n| WorkId(ids(2, n))).collect(),
        households: (0..households).map(|n| HouseholdId(ids(3, n))).collect(),
        poll: PollId(ids(4, 0)),
        community,
    };
    let buildings: Vec<Building> = (0..households.div_ceil(20))
        .map(|n| Building {
            id: BuildingId(ids(5, n)),
            community_id: made.community.id,
            name: (n + 1).to_string(),
            key: (n + 1).to_string(),
            position: n as i64,
        })
        .collect();
    let flats: Vec<Household> =
        made.households.iter().enumerate().map(|(n, flat)| household(&made, *flat, &buildings[n / 20], n)).collect();
    let new = made.clone();
    store.write(move |c| async move { record(c, new, buildings, flats, now).await }.boxed()).await.unwrap();
    made
}

fn household(made: &Voting, id: HouseholdId, building: &Building, n: usize) -> Household {
    let floor = (n % 20 / 2 + 1) as i64;
    let room = format!("{floor}0{}", n % 2 + 1);
    Household {
        id,
        community_id: made.community.id,
        building_id: building.id,
        building: building.name.clone(),
        entrance: String::new(),
        floor,
        room_key: room_key("", &room),
        room,
        area: 7_850,
        area_source: "register".to_owned(),
        gone: false,
        relation: "owner".to_owned(),
        owners: String::new(),
        owner_key: None,
        revision: 0,
    }
}

async fn record(
    c: &mut linli::store::Conn,
    made: Voting,
    buildings: Vec<Building>,
    flats: Vec<Household>,
    now: Moment,
) -> Result<(), StoreError> {
    let community = made.community.id;
    projects::record(c, &project(&made, now)).await?;
    let mut options = Vec::new();
    for (position, id) in (0_i64..).zip(&made.works) {
        let work = work(&made, *id, position);
        works::record(c, &work).await?;
        options.push(option(&work));
    }
    for building in &buildings {
        roll::record_building(c, building).await?;
    }
    for some in flats.chunks(500) {
        roll::record_households(c, some).await?;
    }
    let (count, area) = (flats.len() as i64, flats.iter().map(|flat| flat.area).sum());
    communities::record_roll_figures(c, community, count, buildings.len() as i64, area).await?;
    polls::record(c, &poll(&made, now)).await?;
    polls::record_options(c, made.poll, community, &options).await?;
    let frozen = polls::snapshot_roll(c, made.poll, community).await?;
    assert!(polls::open(c, made.poll, frozen, now).await?);
    Ok(())
}

fn project(made: &Voting, now: Moment) -> Project {
    Project {
        id: made.project,
        community_id: made.community.id,
        programme_year: Some(2026),
        stage: Stage::Voting,
        stage_since: now,
        before_pause: None,
        reason_zh: String::new(),
        reason_en: String::new(),
        satisfied_percent: 80,
    }
}

fn work(made: &Voting, id: WorkId, position: i64) -> Work {
    const NAMES: [(&str, &str); 4] =
        [("楼道照明", "Stairway lights"), ("停车位", "Parking"), ("屋面防水", "Roof"), ("加装电梯", "Lift")];
    let (zh, en) = NAMES[usize::try_from(position).unwrap()];
    Work {
        id,
        community_id: made.community.id,
        project_id: made.project,
        catalogue: String::new(),
        zh: zh.to_owned(),
        en: en.to_owned(),
        class: Class::Improvement,
        quantity: 100,
        unit: "项".to_owned(),
        cost_fen: (position + 1) * 1_000_000,
        must_do: false,
        note_zh: "晚上回家看得见路".to_owned(),
        note_en: "You see the way at night".to_owned(),
        state: WorkState::Planned,
        finished_at: None,
        warranty_months: Some(24),
        before_photo: None,
        after_photo: None,
        position,
    }
}

fn option(work: &Work) -> PollOption {
    PollOption {
        work: work.id,
        position: work.position,
        zh: work.zh.clone(),
        en: work.en.clone(),
        note_zh: work.note_zh.clone(),
        note_en: work.note_en.clone(),
        class: work.class,
        cost_fen: work.cost_fen,
    }
}

fn poll(made: &Voting, now: Moment) -> Poll {
    Poll {
        id: made.poll,
        community_id: made.community.id,
        project_id: made.project,
        title_zh: "先做哪几样？".to_owned(),
        title_en: "What comes first?".to_owned(),
        text_zh: String::new(),
        text_en: String::new(),
        method: Method::ApprovalBudget,
        conflict_rule: ConflictRule::LatestBeforeClose,
        preset: "none".to_owned(),
        budget_fen: 6_000_000,
        state: PollState::Draft,
        opens: now.plus(-DAY),
        closes: now.plus(10 * DAY),
        roll_households: 0,
        roll_area: 0,
        roll_heads: 0,
        cancel_reason: String::new(),
        outcome: None,
        created_at: now,
        revised_at: now,
    }
}
