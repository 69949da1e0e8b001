//! The roll: buildings and households of a community.
//!
//! For: finding and listing them, recording one, writing hundreds in one statement.
//! Must not know: files, what changed since the last roll (`service::roll`), who votes.
//! To add: a column of a household stands in both texts of `RECORD_ALL`.

mod entrances;
pub mod old;
pub mod staged;
pub mod undone;
pub mod version;
pub mod waits;

pub use crate::domain::community::with_kind;
use crate::domain::ids::{BuildingId, CommunityId, HouseholdId};
use crate::domain::text::fold_key;
use crate::keys::hex;
use crate::store::{Conn, StoreError};
use crate::{on, run};
pub use entrances::asks_entrance;
use serde::Serialize;
use uuid::Uuid;

/// A building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    /// Its id.
    pub id: BuildingId,
    /// Its community.
    pub community_id: CommunityId,
    /// Its name as written on the roll.
    pub name: String,
    /// The name folded, by which it is found.
    pub key: String,
    /// Place in the list.
    pub position: i64,
}

/// A flat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// Its community.
    pub community_id: CommunityId,
    /// Its building.
    pub building_id: BuildingId,
    /// The building's name; not written through here.
    pub building: String,
    /// Entrance as written; empty where the building has one.
    pub entrance: String,
    /// Floor; negative below ground.
    pub floor: i64,
    /// Room as written.
    pub room: String,
    /// Entrance and room folded, by [`room_key`]; unique in the building.
    pub room_key: String,
    /// Area in 0.01 m².
    pub area: i64,
    /// A word of `domain::community::AreaSource`.
    pub area_source: String,
    /// True if the latest roll no longer has it; kept because ballots may name it.
    pub gone: bool,
    /// Who lives there, a word of `domain::community::Relation`.
    pub relation: String,
    /// Its owners' names, covered but for one character; empty if the roll names none.
    pub owners: String,
    /// Keyed hash of its owners in hex, by which several flats of one buyer are one head; none
    /// where the roll gives no number of theirs.
    pub owner_key: Option<String>,
    /// Raised by each change of this entry.
    pub revision: i64,
}

impl Household {
    /// As people say it: `3 栋 2 单元 301`.
    pub fn label(&self) -> String {
        let building = with_kind(&self.building, "栋");
        let entrance = with_kind(&self.entrance, "单元");
        let parts = [building.as_str(), entrance.as_str(), self.room.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The key of a flat within its building: `2-301`, or `301` without an entrance.
pub fn room_key(entrance: &str, room: &str) -> String {
    let entrance = fold_key(entrance);
    let room = typed(&fold_key(room));
    if entrance.is_empty() || room.starts_with(&format!("{entrance}-")) { room } else { format!("{entrance}-{room}") }
}

/// '2单元301' is typed for '2-301'.
fn typed(room: &str) -> String {
    let dash = |c: char| matches!(c, '‐'..='―' | '−' | '_' | '.');
    room.replace("单元", "-").replace(dash, "-")
}

#[derive(sqlx::FromRow)]
struct BuildingRow {
    id: Uuid,
    community_id: Uuid,
    name: String,
    key: String,
    position: i64,
}

impl BuildingRow {
    fn building(self) -> Building {
        Building {
            id: BuildingId(self.id),
            community_id: CommunityId(self.community_id),
            name: self.name,
            key: self.key,
            position: self.position,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    building_id: Uuid,
    building: String,
    entrance: String,
    floor: i64,
    room: String,
    room_key: String,
    area: i64,
    area_source: String,
    gone: bool,
    relation: String,
    owners: String,
    owner_key: Option<Vec<u8>>,
    revision: i64,
}

impl Row {
    fn household(self) -> Household {
        Household {
            id: HouseholdId(self.id),
            community_id: CommunityId(self.community_id),
            building_id: BuildingId(self.building_id),
            building: self.building,
            entrance: self.entrance,
            floor: self.floor,
            room: self.room,
            room_key: self.room_key,
            area: self.area,
            area_source: self.area_source,
            gone: self.gone,
            relation: self.relation,
            owners: self.owners,
            owner_key: self.owner_key.map(|key| hex(&key)),
            revision: self.revision,
        }
    }
}

// A building all of whose households are gone stays in the table but not on the roll.
const BUILDINGS: &str = "
    SELECT id, community_id, name, key, position
    FROM building b
    WHERE community_id = $1
      AND (EXISTS (SELECT 1 FROM household h JOIN community c ON c.id = h.community_id
                   WHERE h.building_id = b.id AND h.gone = FALSE AND h.from_roll <= c.roll)
           OR (NOT EXISTS (SELECT 1 FROM household WHERE building_id = b.id)
               AND b.from_roll <= (SELECT roll FROM community WHERE id = $1)))
    ORDER BY position, key";
const BUILDING: &str = "SELECT id, community_id, name, key, position FROM building WHERE id = $1";
const RECORD_BUILDING: &str = "
    INSERT INTO building (id, community_id, name, key, position)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (community_id, key) DO UPDATE SET name = excluded.name, position = excluded.position, from_roll = 0
    RETURNING id";
const HOUSEHOLD: &str = "
    SELECT h.id, h.community_id, h.building_id, b.name AS building, h.entrance, h.floor, h.room, h.room_key,
           h.area, h.area_source, h.gone, h.relation, h.owners, h.owner_key, h.revision
    FROM household h JOIN building b ON b.id = h.building_id
    WHERE h.id = $1";
const ON_ROLL: &str = "
    SELECT h.id, h.community_id, h.building_id, b.name AS building, h.entrance, h.floor, h.room, h.room_key,
           h.area, h.area_source, h.gone, h.relation, h.owners, h.owner_key, h.revision
    FROM household h JOIN building b ON b.id = h.building_id
    WHERE h.community_id = $1 AND h.id = $2 AND h.gone = FALSE
      AND h.from_roll <= (SELECT roll FROM community WHERE id = $1)";
const HOUSEHOLDS: &str = "
    SELECT h.id, h.community_id, h.building_id, b.name AS building, h.entrance, h.floor, h.room, h.room_key,
           h.area, h.area_source, h.gone, h.relation, h.owners, h.owner_key, h.revision
    FROM household h JOIN building b ON b.id = h.building_id
    WHERE h.community_id = $1 AND h.gone = $2
      AND h.from_roll <= (SELECT roll FROM community WHERE id = $1)
    ORDER BY b.position, h.entrance, h.floor, h.room_key";
const WITH_DEFECTS: &str = "
    SELECT h.id, h.community_id, h.building_id, b.name AS building, h.entrance, h.floor, h.room, h.room_key,
           h.area, h.area_source, h.gone, h.relation, h.owners, h.owner_key, h.revision
    FROM household h JOIN building b ON b.id = h.building_id
    WHERE h.id IN (SELECT d.household_id FROM defect d WHERE d.community_id = $1)";
const IN_BUILDING: &str = "
    SELECT h.id, h.community_id, h.building_id, b.name AS building, h.entrance, h.floor, h.room, h.room_key,
           h.area, h.area_source, h.gone, h.relation, h.owners, h.owner_key, h.revision
    FROM household h JOIN building b ON b.id = h.building_id
    WHERE b.community_id = $1 AND b.key = $2 AND h.gone = FALSE
      AND h.from_roll <= (SELECT roll FROM community WHERE id = $1) AND (h.room_key = $3 OR h.room_key LIKE $4)
    ORDER BY h.room_key";
const RECORD_ALL_SQLITE: &str = "
    INSERT INTO household
      (id, community_id, building_id, entrance, floor, room, room_key, area, area_source, gone, relation, owners,
       owner_key, revision)
    SELECT unhex(value ->> 'id', '-'), unhex(value ->> 'community_id', '-'), unhex(value ->> 'building_id', '-'),
           value ->> 'entrance', value ->> 'floor', value ->> 'room', value ->> 'room_key', value ->> 'area',
           value ->> 'area_source', value ->> 'gone', value ->> 'relation', value ->> 'owners',
           unhex(value ->> 'owner_key'), value ->> 'revision'
    FROM json_each($1)
    WHERE TRUE
    ON CONFLICT (building_id, room_key) DO UPDATE
    SET entrance = excluded.entrance, floor = excluded.floor, room = excluded.room, area = excluded.area,
        area_source = excluded.area_source, gone = excluded.gone, relation = excluded.relation,
        owners = excluded.owners, owner_key = excluded.owner_key, revision = household.revision + 1";
const RECORD_ALL_POSTGRES: &str = "
    INSERT INTO household
      (id, community_id, building_id, entrance, floor, room, room_key, area, area_source, gone, relation, owners,
       owner_key, revision)
    SELECT id, community_id, building_id, entrance, floor, room, room_key, area, area_source, gone, relation, owners,
           decode(owner_key, 'hex'), revision
    FROM json_to_recordset($1::json) AS r
      (id uuid, community_id uuid, building_id uuid, entrance text, floor bigint, room text, room_key text, area bigint,
       area_source text, gone boolean, relation text, owners text, owner_key text, revision bigint)
    WHERE TRUE
    ON CONFLICT (building_id, room_key) DO UPDATE
    SET entrance = excluded.entrance, floor = excluded.floor, room = excluded.room, area = excluded.area,
        area_source = excluded.area_source, gone = excluded.gone, relation = excluded.relation,
        owners = excluded.owners, owner_key = excluded.owner_key, revision = household.revision + 1";
const GONE_SQLITE: &str = "
    UPDATE household SET gone = TRUE, revision = revision + 1
    WHERE community_id = $1 AND id IN (SELECT unhex(value, '-') FROM json_each($2))";
const GONE_POSTGRES: &str = "
    UPDATE household SET gone = TRUE, revision = revision + 1
    WHERE community_id = $1 AND id IN (SELECT CAST(v AS uuid) FROM json_array_elements_text($2::json) AS t(v))";

const COUNT_ON_ROLL_SQLITE: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM household
    WHERE community_id = $1 AND gone = FALSE AND from_roll <= (SELECT roll FROM community WHERE id = $1)
      AND id IN (SELECT unhex(value, '-') FROM json_each($2))";
const COUNT_ON_ROLL_POSTGRES: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM household
    WHERE community_id = $1 AND gone = FALSE AND from_roll <= (SELECT roll FROM community WHERE id = $1)
      AND id IN (SELECT CAST(v AS uuid) FROM json_array_elements_text($2::json) AS t(v))";
const CHANGED: &str = "UPDATE community SET roll_changes = roll_changes + 1 WHERE id = $1";

/// Households written in one statement.
const PIECE: usize = 500;

/// The buildings of a community, in their order.
pub async fn buildings(c: &mut Conn, community: CommunityId) -> Result<Vec<Building>, StoreError> {
    let rows: Vec<BuildingRow> = on!(c, |db| sqlx::query_as(BUILDINGS).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(BuildingRow::building).collect())
}

/// The building of this id.
pub async fn building(c: &mut Conn, id: BuildingId) -> Result<Option<Building>, StoreError> {
    let row: Option<BuildingRow> = on!(c, |db| sqlx::query_as(BUILDING).bind(id.0).fetch_optional(db).await)?;
    Ok(row.map(BuildingRow::building))
}

/// The household of this id that is on the roll of this community now.
pub async fn on_roll(c: &mut Conn, community: CommunityId, id: HouseholdId) -> Result<Option<Household>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(ON_ROLL).bind(community.0).bind(id.0).fetch_optional(db).await)?;
    Ok(row.map(Row::household))
}

/// The household of this id, also one that is gone or not on the roll yet.
pub async fn household(c: &mut Conn, id: HouseholdId) -> Result<Option<Household>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(HOUSEHOLD).bind(id.0).fetch_optional(db).await)?;
    Ok(row.map(Row::household))
}

/// The households that reported a defect of a community, also those of earlier rolls.
pub async fn households_with_defects(c: &mut Conn, community: CommunityId) -> Result<Vec<Household>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(WITH_DEFECTS).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::household).collect())
}

/// The households of the present roll, by building, entrance and floor.
pub async fn households(c: &mut Conn, community: CommunityId) -> Result<Vec<Household>, StoreError> {
    listed(c, community, false).await
}

/// The households that earlier rolls had and the present one has not.
pub async fn gone_households(c: &mut Conn, community: CommunityId) -> Result<Vec<Household>, StoreError> {
    listed(c, community, true).await
}

async fn listed(c: &mut Conn, community: CommunityId, gone: bool) -> Result<Vec<Household>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(HOUSEHOLDS).bind(community.0).bind(gone).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::household).collect())
}

/// The household of a building and room as typed (both folded by `domain::text::fold_key`):
/// `2-301`, `2单元301`, or `301` alone where only one entrance of the building has it.
pub async fn find_household(
    c: &mut Conn,
    community: CommunityId,
    building_key: &str,
    room: &str,
) -> Result<Option<Household>, StoreError> {
    let room = typed(room);
    let any_entrance = format!("%-{}", room.replace(['%', '_', '\\'], ""));
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(IN_BUILDING)
        .bind(community.0)
        .bind(building_key)
        .bind(room.as_str())
        .bind(any_entrance)
        .fetch_all(db)
        .await)?;
    let only = rows.len() == 1;
    Ok(rows.into_iter().find(|row| only || row.room_key == room).map(Row::household))
}

/// Records a building, or renames and moves the one of its key; gives the id it has.
pub async fn record_building(c: &mut Conn, new: &Building) -> Result<BuildingId, StoreError> {
    let id: Uuid = on!(c, |db| sqlx::query_scalar(RECORD_BUILDING)
        .bind(new.id.0)
        .bind(new.community_id.0)
        .bind(new.name.as_str())
        .bind(new.key.as_str())
        .bind(new.position)
        .fetch_one(db)
        .await)?;
    Ok(BuildingId(id))
}

/// Records a household, or revises the one of its building and room.
pub async fn record_household(c: &mut Conn, new: &Household) -> Result<(), StoreError> {
    record_households(c, std::slice::from_ref(new)).await
}

/// Records many, a few hundred a statement; those already there (by building and room) are
/// revised and keep their id.
pub async fn record_households(c: &mut Conn, new: &[Household]) -> Result<(), StoreError> {
    let sql = if c.is_postgres() { RECORD_ALL_POSTGRES } else { RECORD_ALL_SQLITE };
    for piece in new.chunks(PIECE) {
        let json = serde_json::to_string(piece).map_err(|e| StoreError::Broken(e.to_string()))?;
        run!(c, sqlx::query(sql).bind(json))?;
        if let Some(first) = piece.first() {
            changed(c, first.community_id).await?;
        }
    }
    Ok(())
}

/// How many of these are on the roll of this community now.
pub async fn count_on_roll(c: &mut Conn, community: CommunityId, ids: &[HouseholdId]) -> Result<usize, StoreError> {
    let sql = if c.is_postgres() { COUNT_ON_ROLL_POSTGRES } else { COUNT_ON_ROLL_SQLITE };
    let mut count = 0;
    for piece in ids.chunks(PIECE) {
        let json = serde_json::to_string(piece).map_err(|e| StoreError::Broken(e.to_string()))?;
        let some: i64 = on!(c, |db| sqlx::query_scalar(sql).bind(community.0).bind(json.as_str()).fetch_one(db).await)?;
        count += usize::try_from(some).unwrap_or(0);
    }
    Ok(count)
}

/// Notes that households of a community were changed, so that whoever compared a file with them before
/// does so again.
pub async fn changed(c: &mut Conn, community: CommunityId) -> Result<(), StoreError> {
    run!(c, sqlx::query(CHANGED).bind(community.0))?;
    Ok(())
}

/// Marks households as no longer on the roll.
pub async fn withdraw_households(c: &mut Conn, community: CommunityId, ids: &[HouseholdId]) -> Result<(), StoreError> {
    let sql = if c.is_postgres() { GONE_POSTGRES } else { GONE_SQLITE };
    for piece in ids.chunks(PIECE) {
        let json = serde_json::to_string(piece).map_err(|e| StoreError::Broken(e.to_string()))?;
        run!(c, sqlx::query(sql).bind(community.0).bind(json))?;
        changed(c, community).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_known_by_its_entrance_and_number() {
        assert_eq!(room_key("2单元", "301室"), "2-301");
        assert_eq!(room_key("", "301"), "301");
        assert_eq!(room_key("2", "2-301"), "2-301");
        assert_eq!(typed("2单元301"), "2-301");
    }
}
