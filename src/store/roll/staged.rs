//! Households that a roll has written before it comes into force.
//!
//! For: writing them, a few hundred at a time; taking away those of a roll that never came; the
//! pieces of a file once they are of no use. None of it counts: a household is there from the roll
//! on whose number it bears.
//! Must not know: what makes a roll come into force (`version`).
//! To add: what else a roll writes before it counts.

use super::version::Written;
use crate::domain::ids::{CommunityId, RollId};
use crate::store::conn::Side;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Sqlite};

const INSERT_SQLITE: &str = "
    INSERT INTO household
      (id, community_id, building_id, entrance, floor, room, room_key, area, area_source, gone, relation, owners,
       owner_key, from_roll, revision) ";
const OVER_SQLITE: &str = "
    ON CONFLICT (building_id, room_key) DO UPDATE
    SET entrance = excluded.entrance, floor = excluded.floor, room = excluded.room, area = excluded.area,
        area_source = excluded.area_source, relation = excluded.relation, owners = excluded.owners,
        owner_key = excluded.owner_key, gone = FALSE, from_roll = excluded.from_roll, revision = household.revision + 1
    WHERE household.from_roll > (SELECT roll FROM community WHERE id = excluded.community_id)";
const INSERT_POSTGRES: &str = "
    INSERT INTO household
      (id, community_id, building_id, entrance, floor, room, room_key, area, area_source, gone, relation, owners,
       owner_key, from_roll, revision)
    SELECT id, $2, building_id, entrance, floor, room, room_key, area, area_source, FALSE, relation, owners,
           decode(owner_key, 'hex'), $3, 0
    FROM json_to_recordset($1::json) AS r
      (id uuid, building_id uuid, entrance text, floor bigint, room text, room_key text, area bigint, area_source text,
       relation text, owners text, owner_key text)
    WHERE TRUE
    ON CONFLICT (building_id, room_key) DO UPDATE
    SET entrance = excluded.entrance, floor = excluded.floor, room = excluded.room, area = excluded.area,
        area_source = excluded.area_source, relation = excluded.relation, owners = excluded.owners,
        owner_key = excluded.owner_key, gone = FALSE, from_roll = excluded.from_roll, revision = household.revision + 1
    WHERE household.from_roll > (SELECT roll FROM community WHERE id = $2)";
// Of an undone roll they were in force, and what names them stays: those have a higher revision.
const FORGET: &str = "
    DELETE FROM household
    WHERE id IN (
        SELECT h.id
        FROM household h JOIN community c ON c.id = h.community_id
        WHERE h.community_id = $1 AND h.from_roll > c.roll AND h.gone = FALSE AND h.revision = 0
          AND NOT EXISTS (SELECT 1 FROM ballot x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM credential x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM defect x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM feedback x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM owner_proof x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM paper x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM poll_roll x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM rating x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM roll_request x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM roll_was x WHERE x.household_id = h.id)
          AND NOT EXISTS (SELECT 1 FROM session x WHERE x.household_id = h.id)
        LIMIT 500)";
// One that was made by hand, to be filled, is of no roll.
const FORGET_BUILDINGS: &str = "
    DELETE FROM building
    WHERE community_id = $1 AND from_roll > (SELECT c.roll FROM community c WHERE c.id = $1)
      AND NOT EXISTS (SELECT 1 FROM household x WHERE x.building_id = building.id)
      AND NOT EXISTS (SELECT 1 FROM feedback x WHERE x.building_id = building.id)
      AND NOT EXISTS (SELECT 1 FROM poll_roll x WHERE x.building_id = building.id)";
const HIDE: &str = "
    UPDATE household SET gone = TRUE
    WHERE community_id = $1 AND gone = FALSE
      AND from_roll > (SELECT roll FROM community WHERE id = $1)";
const NAMED: &str = "
    SELECT key, name, position
    FROM building
    WHERE community_id = $1 AND from_roll <= (SELECT c.roll FROM community c WHERE c.id = $1)";
// Names first, buildings by their key: as an UPDATE it would look at every name for each building.
const NAMES_SQLITE: &str = "
    INSERT INTO building (id, community_id, name, key, position, from_roll)
    SELECT b.id, b.community_id, r.value ->> 'name', b.key, r.value ->> 'position', b.from_roll
    FROM json_each($2) r
    CROSS JOIN building b ON b.community_id = $1 AND b.key = r.value ->> 'key'
    WHERE b.name <> r.value ->> 'name' OR b.position <> r.value ->> 'position'
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position";
const NAMES_POSTGRES: &str = "
    UPDATE building
    SET name = r.name, position = r.position
    FROM json_to_recordset($2::json) AS r (key text, name text, position bigint)
    WHERE community_id = $1 AND building.key = r.key
      AND (building.name <> r.name OR building.position <> r.position)";
const CLEAR: &str = "
    DELETE FROM roll_piece
    WHERE roll_id = $1 AND position IN (SELECT position FROM roll_piece WHERE roll_id = $1 ORDER BY position LIMIT 4)";

/// Writes households that count only when their roll comes into force.
pub async fn insert(c: &mut Conn, community: CommunityId, number: i64, new: &[Written]) -> Result<(), StoreError> {
    match c.side() {
        Side::Sqlite(db) => _ = values(community, number, new).build().execute(db).await?,
        Side::Postgres(db) => {
            _ = sqlx::query(INSERT_POSTGRES).bind(json(new)?).bind(community.0).bind(number).execute(db).await?;
        }
    }
    Ok(())
}

/// Row by row: the embedded engine would read a row of JSON anew for each of its values.
fn values(community: CommunityId, number: i64, new: &[Written]) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new(INSERT_SQLITE);
    sql.push_values(new, |mut row, one| {
        row.push_bind(one.id.0).push_bind(community.0).push_bind(one.building_id.0);
        row.push_bind(one.entrance.clone()).push_bind(i64::from(one.floor)).push_bind(one.room.clone());
        row.push_bind(one.room_key.clone()).push_bind(one.area).push_bind(one.area_source).push("FALSE");
        row.push_bind(one.relation).push_bind(one.owners.clone());
        row.push("unhex(").push_bind_unseparated(one.owner_key.clone()).push_unseparated(")");
        row.push_bind(number).push("0");
    });
    sql.push(OVER_SQLITE);
    sql
}

/// Takes away a few of the households of rolls that never came into force; `false` once none is left, and
/// their buildings are away too.
pub async fn forget(c: &mut Conn, community: CommunityId) -> Result<bool, StoreError> {
    if run!(c, sqlx::query(FORGET).bind(community.0))? > 0 {
        return Ok(true);
    }
    run!(c, sqlx::query(HIDE).bind(community.0))?;
    forget_buildings(c, community).await?;
    Ok(false)
}

/// Takes away buildings that only such a roll wrote.
pub async fn forget_buildings(c: &mut Conn, community: CommunityId) -> Result<(), StoreError> {
    run!(c, sqlx::query(FORGET_BUILDINGS).bind(community.0))?;
    Ok(())
}

/// The name and place that a building has from now on, by its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Named {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its place among the others.
    pub position: i64,
}

/// How the buildings on the roll in force are named, and their places.
pub async fn named_buildings(c: &mut Conn, community: CommunityId) -> Result<Vec<Named>, StoreError> {
    on!(c, |db| sqlx::query_as(NAMED).bind(community.0).fetch_all(db).await)
}

/// Names buildings and says their places.
pub async fn name_buildings(c: &mut Conn, community: CommunityId, names: &[Named]) -> Result<(), StoreError> {
    let sql = if c.is_postgres() { NAMES_POSTGRES } else { NAMES_SQLITE };
    run!(c, sqlx::query(sql).bind(community.0).bind(json(names)?))?;
    Ok(())
}

/// Takes away a few pieces of a file; `false` once none is left.
pub async fn clear_pieces(c: &mut Conn, id: RollId) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(CLEAR).bind(id.0))? > 0)
}

fn json<T: Serialize>(rows: &[T]) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(|e| StoreError::Broken(e.to_string()))
}
