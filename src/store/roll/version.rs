//! Versions of a roll: what waits, and what stood before.
//!
//! For: staging pieces, numbers, the present households in a small form, switching in few statements.
//! Must not know: files; what is compared (`service::roll`); how one is taken back (`undone`).
//! To add: a column of a household stands in `staged::INSERT`, `REVISE`, `KEEP` and `undone::BACK`.

use crate::domain::community::{AreaSource, Relation};
use crate::domain::ids::{BuildingId, CommunityId, HouseholdId, RollId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;
use uuid::Uuid;

/// The state of one whose pieces are not all there yet: nobody finds it.
pub const COMES: &str = "comes";

/// One import.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Version {
    /// Its id.
    pub id: Uuid,
    /// Its community.
    pub community_id: Uuid,
    /// Its number in the community, from 1; 0 before it begins to be written.
    pub number: i64,
    /// The community's roll when its file came.
    pub after_roll: i64,
    /// [`COMES`], `waits` for its columns, `staged`, `discarded`, `in_force` or `undone`.
    pub state: String,
    /// What is known of it, as JSON.
    pub summary: String,
    /// When its file came.
    pub created_at: i64,
    /// When it came into force.
    pub switched_at: Option<i64>,
}

/// What a household has that a roll can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Its id.
    pub id: Uuid,
    /// Building as written.
    pub building: Box<str>,
    /// Entrance as written.
    pub entrance: Box<str>,
    /// Room as written.
    pub room: Box<str>,
    /// Floor.
    pub floor: i64,
    /// Area in 0.01 m².
    pub area: i64,
    /// Where the area comes from.
    pub area_source: AreaSource,
    /// Who lives there.
    pub relation: Relation,
    /// Covered names.
    pub owners: Box<str>,
    /// The owners' key.
    pub owner_key: Option<Box<[u8]>>,
    /// Whether it left the roll.
    pub gone: bool,
}

impl Stood {
    /// Building, entrance and room.
    pub fn place(&self) -> (&str, &str, &str) {
        (&self.building, &self.entrance, &self.room)
    }
}

/// A household as it is read for comparing.
#[derive(Debug, sqlx::FromRow)]
pub struct PresentRow {
    /// Its id.
    pub id: Uuid,
    /// Its building's name.
    pub building: String,
    /// Its building's key.
    pub building_key: String,
    /// Entrance.
    pub entrance: String,
    /// Floor.
    pub floor: i64,
    /// Room.
    pub room: String,
    /// Key of the room.
    pub room_key: String,
    /// Area.
    pub area: i64,
    /// Where it comes from.
    pub area_source: String,
    /// Whether it left the roll.
    pub gone: bool,
    /// Who lives there.
    pub relation: String,
    /// Covered names.
    pub owners: String,
    /// The owners' key.
    pub owner_key: Option<Vec<u8>>,
}

/// A household as it is written by a roll.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    /// Its id.
    pub id: HouseholdId,
    /// Its building.
    pub building_id: BuildingId,
    /// Entrance.
    pub entrance: String,
    /// Floor.
    pub floor: i32,
    /// Room.
    pub room: String,
    /// Key of the room.
    pub room_key: String,
    /// Area.
    pub area: i64,
    /// Where it comes from.
    pub area_source: &'static str,
    /// Who lives there.
    pub relation: &'static str,
    /// Covered names.
    pub owners: String,
    /// The owners' key in hex.
    pub owner_key: Option<String>,
}

const RECORD: &str = "
    INSERT INTO roll (id, community_id, number, after_roll, state, source, summary, staff_id, created_at)
    VALUES ($1, $2, 0, (SELECT roll FROM community WHERE id = $2), $3, $4, $5, $6, $7)";
const DRAW: &str = "UPDATE community SET roll_last = roll_last + 1 WHERE id = $1 RETURNING roll_last";
const DRAWN: &str = "UPDATE roll SET number = $2 WHERE id = $1 AND state = 'staged'";
const HOLD_LAST: &str = "UPDATE community SET roll_last = roll_last WHERE id = $1 AND roll_last = $2";
const PRESENT_NUMBER: &str = "SELECT roll FROM community WHERE id = $1";
const RECORD_PIECE: &str = "INSERT INTO roll_piece (roll_id, position, body) VALUES ($1, $2, $3)";
const CLEAR: &str = "DELETE FROM roll_piece WHERE roll_id = $1";
const STATE: &str = "UPDATE roll SET state = $2, summary = $3 WHERE id = $1";
const SWITCHED: &str = "UPDATE roll SET state = 'in_force', summary = $2, switched_at = $3 WHERE id = $1";
const FIND: &str = "
    SELECT id, community_id, number, after_roll, state, summary, created_at, switched_at
    FROM roll
    WHERE id = $1 AND community_id = $2";
const LATEST: &str = "
    SELECT r.id, r.community_id, r.number, r.after_roll, r.state, r.summary, r.created_at, r.switched_at
    FROM roll r JOIN community c ON c.id = r.community_id
    WHERE r.community_id = $1 AND r.number = c.roll AND r.state = 'in_force'";
const PIECES: &str = "SELECT body FROM roll_piece WHERE roll_id = $1 ORDER BY position";
// What an import wrote that is not in force yet, never was, or was undone, is not there.
const PRESENT: &str = "
    SELECT h.id, b.name AS building, b.key AS building_key, h.entrance, h.floor, h.room, h.room_key, h.area,
           h.area_source, h.gone, h.relation, h.owners, h.owner_key
    FROM household h
    JOIN building b ON b.id = h.building_id
    JOIN community c ON c.id = h.community_id
    WHERE h.community_id = $1 AND h.id > $2 AND h.from_roll <= c.roll
    ORDER BY h.id
    LIMIT $3";
const STAMP: &str = "SELECT CAST(roll * 1000000000 + roll_changes AS BIGINT) FROM community WHERE id = $1";
const BUILDING: &str = "
    INSERT INTO building (id, community_id, name, key, position, from_roll)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (community_id, key) DO UPDATE
    SET from_roll = CASE WHEN building.from_roll > (SELECT c.roll FROM community c WHERE c.id = excluded.community_id)
                         THEN excluded.from_roll ELSE building.from_roll END
    RETURNING id";
const KEEP_SQLITE: &str = "
    INSERT INTO roll_was
      (roll_id, household_id, floor, area, area_source, relation, owners, owner_key, gone)
    SELECT $1, id, floor, area, area_source, relation, owners, owner_key, gone
    FROM household
    WHERE id IN (SELECT unhex(value, '-') FROM json_each($2))";
const KEEP_POSTGRES: &str = "
    INSERT INTO roll_was
      (roll_id, household_id, floor, area, area_source, relation, owners, owner_key, gone)
    SELECT $1, id, floor, area, area_source, relation, owners, owner_key, gone
    FROM household
    WHERE id IN (SELECT CAST(v AS uuid) FROM json_array_elements_text($2::json) AS t(v))";
const REVISE_SQLITE: &str = "
    UPDATE household
    SET floor = r.floor, area = r.area, area_source = r.area_source, relation = r.relation, owners = r.owners,
        owner_key = r.owner_key, gone = FALSE, revision = household.revision + 1
    FROM (SELECT unhex(value ->> 'id', '-') AS id, value ->> 'floor' AS floor, value ->> 'area' AS area,
                 value ->> 'area_source' AS area_source, value ->> 'relation' AS relation,
                 value ->> 'owners' AS owners, unhex(value ->> 'owner_key') AS owner_key
          FROM json_each($1)) AS r
    WHERE household.id = r.id";
const REVISE_POSTGRES: &str = "
    UPDATE household
    SET floor = r.floor, area = r.area, area_source = r.area_source, relation = r.relation, owners = r.owners,
        owner_key = decode(r.owner_key, 'hex'), gone = FALSE, revision = household.revision + 1
    FROM json_to_recordset($1::json) AS r
      (id uuid, floor bigint, area bigint, area_source text, relation text, owners text, owner_key text)
    WHERE household.id = r.id";
const NUMBER: &str = "UPDATE community SET roll = $2 WHERE id = $1";

/// Records an import that waits or is staged. It has no number yet; see [`draw`].
pub async fn record(
    c: &mut Conn,
    id: RollId,
    community: CommunityId,
    (state, source, summary): (&str, &str, &str),
    staff: Option<Uuid>,
    now: Moment,
) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD).bind(id.0).bind(community.0).bind(state).bind(source).bind(summary).bind(staff).bind(now.0)
    )?;
    Ok(())
}

/// Gives a staged import a number above every other one, as it begins to be written. Whoever had the
/// last one until now has lost the turn; see [`has_turn`].
pub async fn draw(c: &mut Conn, id: RollId, community: CommunityId) -> Result<i64, StoreError> {
    let number: i64 = on!(c, |db| sqlx::query_scalar(DRAW).bind(community.0).fetch_one(db).await)?;
    run!(c, sqlx::query(DRAWN).bind(id.0).bind(number))?;
    Ok(number)
}

/// Whether this is still the last number that was given; it stays so until the unit of work ends.
pub async fn has_turn(c: &mut Conn, community: CommunityId, number: i64) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(HOLD_LAST).bind(community.0).bind(number))? > 0)
}

/// The number of the roll that is in force; 0 if none is.
pub async fn in_force(c: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(PRESENT_NUMBER).bind(community.0).fetch_one(db).await)
}

/// Puts these pieces in the place of those it had.
pub async fn record_pieces(c: &mut Conn, id: RollId, bodies: &[String]) -> Result<(), StoreError> {
    run!(c, sqlx::query(CLEAR).bind(id.0))?;
    add_pieces(c, id, 0, bodies).await
}

/// Adds pieces, the first of them at this position.
pub async fn add_pieces(c: &mut Conn, id: RollId, first: i64, bodies: &[String]) -> Result<(), StoreError> {
    for (position, body) in (first..).zip(bodies) {
        run!(c, sqlx::query(RECORD_PIECE).bind(id.0).bind(position).bind(body.as_str()))?;
    }
    Ok(())
}

/// Says what has become of an import that is not in force yet.
pub async fn revise(c: &mut Conn, id: RollId, state: &str, summary: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(STATE).bind(id.0).bind(state).bind(summary))?;
    Ok(())
}

/// The import of this id in this community.
pub async fn find(c: &mut Conn, id: RollId, community: CommunityId) -> Result<Option<Version>, StoreError> {
    on!(c, |db| sqlx::query_as(FIND).bind(id.0).bind(community.0).fetch_optional(db).await)
}

/// The import that is in force.
pub async fn latest(c: &mut Conn, community: CommunityId) -> Result<Option<Version>, StoreError> {
    on!(c, |db| sqlx::query_as(LATEST).bind(community.0).fetch_optional(db).await)
}

/// The pieces of an import.
pub async fn pieces(c: &mut Conn, id: RollId) -> Result<Vec<String>, StoreError> {
    on!(c, |db| sqlx::query_scalar(PIECES).bind(id.0).fetch_all(db).await)
}

/// Some households with ids above `after`, also those that are gone.
pub async fn present(
    c: &mut Conn,
    community: CommunityId,
    after: Uuid,
    most: i64,
) -> Result<Vec<PresentRow>, StoreError> {
    on!(c, |db| sqlx::query_as(PRESENT).bind(community.0).bind(after).bind(most).fetch_all(db).await)
}

/// A number that is another once any household or the roll was changed; see [`super::changed`].
pub async fn stamp(c: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(STAMP).bind(community.0).fetch_one(db).await)
}

/// Records a building, for a roll of this number, that may be there already; gives the id it has.
pub async fn record_building(c: &mut Conn, new: &super::Building, number: i64) -> Result<BuildingId, StoreError> {
    let id: Uuid = on!(c, |db| sqlx::query_scalar(BUILDING)
        .bind(new.id.0)
        .bind(new.community_id.0)
        .bind(new.name.as_str())
        .bind(new.key.as_str())
        .bind(new.position)
        .bind(number)
        .fetch_one(db)
        .await)?;
    Ok(BuildingId(id))
}

fn json<T: Serialize>(rows: &[T]) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(|e| StoreError::Broken(e.to_string()))
}

/// Keeps what these households have, for undoing.
pub async fn keep(c: &mut Conn, id: RollId, households: &[HouseholdId]) -> Result<(), StoreError> {
    let sql = if c.is_postgres() { KEEP_POSTGRES } else { KEEP_SQLITE };
    for piece in households.chunks(super::PIECE) {
        run!(c, sqlx::query(sql).bind(id.0).bind(json(piece)?))?;
    }
    Ok(())
}

/// Writes what these households have now; they are on the roll.
pub async fn change(c: &mut Conn, rows: &[Written]) -> Result<(), StoreError> {
    let sql = if c.is_postgres() { REVISE_POSTGRES } else { REVISE_SQLITE };
    run!(c, sqlx::query(sql).bind(json(rows)?))?;
    Ok(())
}

/// Lets what was written for this roll count: households of a higher number than the community's are
/// not there. What it adds up to is for the caller to write, who has it from the file: adding it up
/// again would make the others wait.
pub async fn show(c: &mut Conn, community: CommunityId, number: i64) -> Result<(), StoreError> {
    run!(c, sqlx::query(NUMBER).bind(community.0).bind(number))?;
    Ok(())
}

/// Notes that it is in force. Its pieces are for [`super::staged::clear_pieces`].
pub async fn switched(c: &mut Conn, id: RollId, summary: &str, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(SWITCHED).bind(id.0).bind(summary).bind(now.0))?;
    Ok(())
}
