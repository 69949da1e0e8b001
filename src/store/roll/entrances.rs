//! Whether a room must be typed with its entrance.
//!
//! For: the form of the code, which says so before it counts a try.
//! Must not know: whether the room that was typed is there: the answer is the same for every room
//! of a building.
//! To add: see `store::roll`.

use super::typed;
use crate::domain::ids::CommunityId;
use crate::on;
use crate::store::{Conn, StoreError};

// Where each number is in one entrance only, or some flats have no entrance, the number is enough.
const REPEATED: &str = "
    SELECT CAST(COUNT(*) - COUNT(DISTINCT h.room) AS BIGINT)
    FROM household h JOIN building b ON b.id = h.building_id
    WHERE b.community_id = $1 AND b.key = $2 AND h.gone = FALSE
      AND h.from_roll <= (SELECT roll FROM community WHERE id = $1)
    HAVING COUNT(DISTINCT h.entrance) > 1 AND MIN(LENGTH(h.entrance)) > 0";

/// Whether a room typed without an entrance (both folded by `domain::text::fold_key`) cannot be
/// told in this building, because its room numbers repeat from entrance to entrance.
pub async fn asks_entrance(
    c: &mut Conn,
    community: CommunityId,
    building_key: &str,
    room: &str,
) -> Result<bool, StoreError> {
    if typed(room).contains('-') {
        return Ok(false);
    }
    let repeated: Option<i64> =
        on!(c, |db| sqlx::query_scalar(REPEATED).bind(community.0).bind(building_key).fetch_optional(db).await)?;
    Ok(repeated.is_some_and(|count| count > 0))
}
