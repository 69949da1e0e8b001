//! Who took part in a poll; never what was chosen.
//!
//! For: turnout by households, heads and area, by building, and who has voted.
//! Must not know: choices.
//! To add: see `store`.

use crate::domain::ids::{BuildingId, HouseholdId, PollId};
use crate::on;
use crate::store::{Conn, StoreError};
use uuid::Uuid;

/// Who took part so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Households that voted.
    pub households: i64,
    /// Sum of their areas, 0.01 m².
    pub area: i64,
    /// Heads of their owners: flats of one owner are one.
    pub heads: i64,
}

/// Turnout of one building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildingTurnout {
    /// The building.
    pub building: BuildingId,
    /// Its name.
    pub name: String,
    /// Households that voted.
    pub voted: i64,
    /// Households on the poll's roll.
    pub on_roll: i64,
}

const TURNOUT: &str = "
    SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(r.area), 0) AS BIGINT),
           CAST(COUNT(DISTINCT r.owner_key) + COUNT(*) - COUNT(r.owner_key) AS BIGINT)
    FROM ballot b
    JOIN poll_roll r ON r.poll_id = b.poll_id AND r.household_id = b.household_id
    WHERE b.poll_id = $1 AND b.replaced_at IS NULL";
const BY_BUILDING: &str = "
    SELECT r.building_id, g.name, CAST(COUNT(b.id) AS BIGINT), CAST(COUNT(*) AS BIGINT)
    FROM poll_roll r
    JOIN building g ON g.id = r.building_id
    LEFT JOIN ballot b ON b.poll_id = r.poll_id AND b.household_id = r.household_id AND b.replaced_at IS NULL
    WHERE r.poll_id = $1
    GROUP BY r.building_id, g.name, g.position
    ORDER BY g.position, g.name";
const HOLDS: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM poll_roll WHERE poll_id = $1 AND household_id = $2";
const VOTED: &str = "SELECT household_id FROM ballot WHERE poll_id = $1 AND replaced_at IS NULL";

/// Households that voted (for the door-to-door list; never what they chose).
pub async fn voted(c: &mut Conn, poll: PollId) -> Result<Vec<HouseholdId>, StoreError> {
    let ids: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(VOTED).bind(poll.0).fetch_all(db).await)?;
    Ok(ids.into_iter().map(HouseholdId).collect())
}

/// Whether a household is on the roll of a poll.
pub async fn holds(c: &mut Conn, poll: PollId, household: HouseholdId) -> Result<bool, StoreError> {
    let count: i64 = on!(c, |db| sqlx::query_scalar(HOLDS).bind(poll.0).bind(household.0).fetch_one(db).await)?;
    Ok(count > 0)
}

/// Who took part so far.
pub async fn turnout(c: &mut Conn, poll: PollId) -> Result<Turnout, StoreError> {
    let (households, area, heads): (i64, i64, i64) =
        on!(c, |db| sqlx::query_as(TURNOUT).bind(poll.0).fetch_one(db).await)?;
    Ok(Turnout { households, area, heads })
}

/// The same for each building of the poll's roll.
pub async fn turnout_by_building(c: &mut Conn, poll: PollId) -> Result<Vec<BuildingTurnout>, StoreError> {
    let rows: Vec<(Uuid, String, i64, i64)> =
        on!(c, |db| sqlx::query_as(BY_BUILDING).bind(poll.0).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|(building, name, voted, on_roll)| BuildingTurnout {
            building: BuildingId(building),
            name,
            voted,
            on_roll,
        })
        .collect())
}
