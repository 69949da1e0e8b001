//! The way back from the roll in force.
//!
//! For: [`undo`], in few statements; buildings as they were named before.
//! Must not know: whether it may be taken back (`service::roll`).
//! To add: what `version::keep` keeps of a household comes back in `BACK`.

use super::version::Version;
use crate::domain::ids::CommunityId;
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};

const UNDONE: &str = "UPDATE roll SET state = 'undone', undone_at = $2 WHERE id = $1";
const BEFORE: &str = "
    SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT)
    FROM roll
    WHERE community_id = $1 AND state = 'in_force' AND number < $2";
// Codes may have been given out for them meanwhile; what ends codes looks for those that are gone.
const HIDE: &str = "
    UPDATE household SET gone = TRUE, revision = revision + 1
    WHERE community_id = $1 AND from_roll = $2 AND gone = FALSE";
const BACK: &str = "
    UPDATE household
    SET floor = w.floor, area = w.area, area_source = w.area_source, relation = w.relation, owners = w.owners,
        owner_key = w.owner_key, gone = w.gone, revision = household.revision + 1
    FROM roll_was w
    WHERE w.roll_id = $1 AND household.id = w.household_id";
const CODES_BACK: &str = "
    UPDATE credential
    SET revoked_at = NULL
    WHERE community_id = $1 AND revoked_at = $3
      AND household_id IN (SELECT household_id FROM roll_was WHERE roll_id = $2 AND gone = FALSE)";
const FIGURES: &str = "
    UPDATE community
    SET (households, buildings, area) = (
        SELECT COUNT(*), COUNT(DISTINCT h.building_id), COALESCE(SUM(h.area), 0)
        FROM household h
        WHERE h.community_id = $1 AND h.gone = FALSE AND h.from_roll <= $2)
    WHERE id = $1";

/// Takes the roll in force back; gives how many codes work again.
pub async fn undo(c: &mut Conn, version: &Version, now: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(HIDE).bind(version.community_id).bind(version.number))?;
    run!(c, sqlx::query(BACK).bind(version.id))?;
    let at = version.switched_at.unwrap_or_default();
    let codes = run!(c, sqlx::query(CODES_BACK).bind(version.community_id).bind(version.id).bind(at))?;
    let before: i64 =
        on!(c, |db| sqlx::query_scalar(BEFORE).bind(version.community_id).bind(version.number).fetch_one(db).await)?;
    super::version::show(c, CommunityId(version.community_id), before).await?;
    run!(c, sqlx::query(FIGURES).bind(version.community_id).bind(before))?;
    run!(c, sqlx::query(UNDONE).bind(version.id).bind(now.0))?;
    Ok(codes)
}
