//! One entry of the roll at a time: revised, sold, its building renamed, its community another.
//!
//! For: what staff change by hand between two rolls.
//! Must not know: who may; files of households (`roll`).
//! To add: what a merge moves is a statement of [`MOVE`].

use crate::domain::ids::{BuildingId, CommunityId, HouseholdId};
use crate::domain::moment::Moment;
use crate::store::roll::{self, Household};
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A flat in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: HouseholdId,
    /// Its building as written.
    pub building: String,
    /// Entrance as written.
    pub entrance: String,
    /// Room as written.
    pub room: String,
    /// Covered names of its owners.
    pub owners: String,
    /// Area in 0.01 m².
    pub area: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    building: String,
    entrance: String,
    room: String,
    owners: String,
    area: i64,
}

#[derive(sqlx::FromRow)]
struct Figures {
    households: i64,
    buildings: i64,
    area: i64,
}

const OF_BUILDING: &str = "
    SELECT h.id, b.name AS building, h.entrance, h.room, h.owners, h.area
    FROM household h JOIN building b ON b.id = h.building_id
    WHERE h.community_id = $1 AND h.building_id = $2 AND h.gone = FALSE
      AND h.from_roll <= (SELECT roll FROM community WHERE id = $1)
    ORDER BY h.entrance, h.floor, h.room_key";
const FROM_ROLL: &str = "
    SELECT r.switched_at
    FROM household h JOIN roll r ON r.community_id = h.community_id AND r.number = h.from_roll
    WHERE h.id = $1 AND r.switched_at IS NOT NULL";
const TWIN: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM household
    WHERE building_id = $1 AND room_key = $2 AND id <> $3 AND gone = FALSE
      AND from_roll <= (SELECT c.roll FROM community c WHERE c.id = household.community_id)";
// There is at most one: room keys are unique in a building.
const TWIN_AWAY: &str = "
    SELECT id
    FROM household
    WHERE building_id = $1 AND room_key = $2 AND id <> $3
      AND (gone = TRUE OR from_roll > (SELECT c.roll FROM community c WHERE c.id = household.community_id))";
const ROOM_ASIDE: &str = "UPDATE household SET room_key = $2 WHERE id = $1";
const REVISE: &str = "
    UPDATE household
    SET entrance = $3, room = $4, room_key = $5, floor = $6, area = $7, area_source = $8, relation = $9, owners = $10,
        revision = revision + 1
    WHERE id = $1 AND revision = $2 AND gone = FALSE
      AND from_roll <= (SELECT c.roll FROM community c WHERE c.id = household.community_id)";
const SELL: &str = "UPDATE household SET owner_key = $2, sold_at = $3 WHERE id = $1";
const FORGET_KEY: &str = "UPDATE household SET owner_key = NULL WHERE id = $1";
const SOLD: &str = "SELECT sold_at FROM household WHERE id = $1";
const REVOKE: &str = "UPDATE credential SET revoked_at = $2 WHERE household_id = $1 AND revoked_at IS NULL";
const FIGURES: &str = "
    SELECT CAST(COUNT(*) AS BIGINT) AS households, CAST(COUNT(DISTINCT building_id) AS BIGINT) AS buildings,
           CAST(COALESCE(SUM(area), 0) AS BIGINT) AS area
    FROM household
    WHERE community_id = $1 AND gone = FALSE AND from_roll <= (SELECT roll FROM community WHERE id = $1)";
const EVERY_BUILDING: &str = "SELECT id, key FROM building WHERE community_id = $1";
const KEY_ASIDE: &str = "UPDATE building SET key = $2 WHERE id = $1";
const RENAME: &str = "UPDATE building SET name = $2, key = $3, position = $4 WHERE id = $1";
const MERGED_INTO: &str = "
    SELECT t.slug, t.zh, t.en
    FROM community c JOIN community t ON t.id = c.merged_into
    WHERE c.id = $1";
// Leaders keep their building, and work on in it.
const MOVE_LEADERS: [&str; 2] = [
    "UPDATE staff_grant SET place = REPLACE(place, $1, $2)
     WHERE scope = 'building' AND place LIKE $1 || '/%'",
    "UPDATE session SET acting_place = REPLACE(acting_place, $1, $2)
     WHERE acting_scope = 'building' AND acting_place LIKE $1 || '/%'",
];
// The old place keeps whoever has a duty there: its faults and opinions are not over.
const COPY_DUTIES: &str = "
    INSERT INTO staff_grant (staff_id, role, scope, place)
    SELECT staff_id, role, scope, CAST($2 AS TEXT)
    FROM staff_grant
    WHERE scope = 'community' AND place = $1
    ON CONFLICT DO NOTHING";
const WORK_THERE: &str = "
    UPDATE session SET acting_place = $2
    WHERE acting_scope = 'community' AND acting_place = $1";
const RECORD_MERGED: &str = "UPDATE community SET merged_into = $2 WHERE id = $1";
// What was never in force comes over as gone; the rest is there from the first roll on, so that
// taking back a roll of the other place leaves it alone.
const MOVE: [&str; 6] = [
    "UPDATE household
     SET community_id = $2, from_roll = 0,
         gone = CASE WHEN from_roll > (SELECT roll FROM community WHERE id = $1) THEN TRUE ELSE gone END
     WHERE community_id = $1",
    "UPDATE building
     SET community_id = $2, from_roll = 0,
         position = position + 1 + (SELECT COALESCE(MAX(position), 0) FROM building WHERE community_id = $2)
     WHERE community_id = $1",
    "UPDATE credential SET community_id = $2 WHERE community_id = $1",
    "UPDATE session SET community_id = $2 WHERE community_id = $1",
    "UPDATE owner_proof SET community_id = $2 WHERE community_id = $1",
    "UPDATE roll_request SET community_id = $2 WHERE community_id = $1",
];

/// The flats of a building that are on the roll.
pub async fn of_building(
    c: &mut Conn,
    community: CommunityId,
    building: BuildingId,
) -> Result<Vec<Listed>, StoreError> {
    let rows: Vec<Row> =
        on!(c, |db| sqlx::query_as(OF_BUILDING).bind(community.0).bind(building.0).fetch_all(db).await)?;
    let listed = |row: Row| Listed {
        id: HouseholdId(row.id),
        building: row.building,
        entrance: row.entrance,
        room: row.room,
        owners: row.owners,
        area: row.area,
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// When the roll came into force that first had this flat; none if that is not known.
pub async fn since(c: &mut Conn, id: HouseholdId) -> Result<Option<Moment>, StoreError> {
    let at: Option<i64> = on!(c, |db| sqlx::query_scalar(FROM_ROLL).bind(id.0).fetch_optional(db).await)?;
    Ok(at.map(Moment))
}

/// Whether another flat of the building that is on the roll is found under the same room.
pub async fn has_twin(c: &mut Conn, flat: &Household) -> Result<bool, StoreError> {
    let count: i64 = on!(c, |db| sqlx::query_scalar(TWIN)
        .bind(flat.building_id.0)
        .bind(flat.room_key.as_str())
        .bind(flat.id.0)
        .fetch_one(db)
        .await)?;
    Ok(count > 0)
}

/// Takes the room of a flat that is not on the roll out of the way of this one.
pub async fn room_aside(c: &mut Conn, flat: &Household) -> Result<(), StoreError> {
    let away: Option<Uuid> = on!(c, |db| sqlx::query_scalar(TWIN_AWAY)
        .bind(flat.building_id.0)
        .bind(flat.room_key.as_str())
        .bind(flat.id.0)
        .fetch_optional(db)
        .await)?;
    if let Some(id) = away {
        run!(c, sqlx::query(ROOM_ASIDE).bind(id).bind(format!("~{}", HouseholdId(id))))?;
    }
    Ok(())
}

/// Writes an entry that still stands at `flat.revision`; `false` if somebody changed it meanwhile.
pub async fn revise(c: &mut Conn, flat: &Household) -> Result<bool, StoreError> {
    let changed = run!(
        c,
        sqlx::query(REVISE)
            .bind(flat.id.0)
            .bind(flat.revision)
            .bind(flat.entrance.as_str())
            .bind(flat.room.as_str())
            .bind(flat.room_key.as_str())
            .bind(flat.floor)
            .bind(flat.area)
            .bind(flat.area_source.as_str())
            .bind(flat.relation.as_str())
            .bind(flat.owners.as_str())
    )?;
    if changed == 1 {
        roll::changed(c, flat.community_id).await?;
    }
    Ok(changed == 1)
}

/// Puts another owner's key in the place of the old one, and notes when.
pub async fn sell(c: &mut Conn, id: HouseholdId, key: Option<[u8; 32]>, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(SELL).bind(id.0).bind(key.map(|key| key.to_vec())).bind(now.0))?;
    Ok(())
}

/// When a flat was last sold.
pub async fn sold(c: &mut Conn, id: HouseholdId) -> Result<Option<Moment>, StoreError> {
    let at: Option<Option<i64>> = on!(c, |db| sqlx::query_scalar(SOLD).bind(id.0).fetch_optional(db).await)?;
    Ok(at.flatten().map(Moment))
}

/// Takes off a flat what tells its owner from others.
pub async fn forget_key(c: &mut Conn, id: HouseholdId) -> Result<(), StoreError> {
    run!(c, sqlx::query(FORGET_KEY).bind(id.0))?;
    Ok(())
}

/// Takes back the codes of a flat; gives how many.
pub async fn revoke(c: &mut Conn, id: HouseholdId, now: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(REVOKE).bind(id.0).bind(now.0))
}

/// What a community's roll adds up to: households, buildings, area.
pub async fn figures(c: &mut Conn, community: CommunityId) -> Result<(i64, i64, i64), StoreError> {
    let sums: Figures = on!(c, |db| sqlx::query_as(FIGURES).bind(community.0).fetch_one(db).await)?;
    Ok((sums.households, sums.buildings, sums.area))
}

/// Every building with its key, also those that have nobody on the roll any more.
pub async fn every_building(c: &mut Conn, community: CommunityId) -> Result<Vec<(BuildingId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = on!(c, |db| sqlx::query_as(EVERY_BUILDING).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(id, key)| (BuildingId(id), key)).collect())
}

/// Takes a building's key out of the way, so that another can have it.
pub async fn key_aside(c: &mut Conn, id: BuildingId) -> Result<(), StoreError> {
    run!(c, sqlx::query(KEY_ASIDE).bind(id.0).bind(format!("~{id}")))?;
    Ok(())
}

/// Gives a building its name, key and place in the list.
pub async fn rename(c: &mut Conn, id: BuildingId, name: &str, key: &str, position: i64) -> Result<(), StoreError> {
    run!(c, sqlx::query(RENAME).bind(id.0).bind(name).bind(key).bind(position))?;
    Ok(())
}

/// Where the households of a merged community are now: short name, Chinese and English name.
pub async fn merged_into(c: &mut Conn, community: CommunityId) -> Result<Option<(String, String, String)>, StoreError> {
    on!(c, |db| sqlx::query_as(MERGED_INTO).bind(community.0).fetch_optional(db).await)
}

/// Moves buildings, households, codes, sessions and waiting requests of one community to another; gives
/// how many duties of the one reach the other too from now on.
pub async fn move_all(c: &mut Conn, from: CommunityId, to: CommunityId) -> Result<u64, StoreError> {
    roll::staged::forget_buildings(c, from).await?;
    for sql in MOVE {
        run!(c, sqlx::query(sql).bind(from.0).bind(to.0))?;
    }
    for sql in MOVE_LEADERS {
        run!(c, sqlx::query(sql).bind(from.to_string()).bind(to.to_string()))?;
    }
    let duties = run!(c, sqlx::query(COPY_DUTIES).bind(from.to_string()).bind(to.to_string()))?;
    run!(c, sqlx::query(WORK_THERE).bind(from.to_string()).bind(to.to_string()))?;
    roll::changed(c, from).await?;
    roll::changed(c, to).await?;
    run!(c, sqlx::query(RECORD_MERGED).bind(from.0).bind(to.0))?;
    Ok(duties)
}
