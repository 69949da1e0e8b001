//! The slips that one person typed in and that wait for another.
//!
//! For: [`own`], with the flats and their communities in the same query.
//! Must not know: what stands on the slips.
//! To add: see `store`.

use super::within;
use crate::domain::ids::StaffId;
use crate::domain::policy::Scope;
use crate::store::{Conn, StoreError};
use uuid::Uuid;

/// Whose slip it is and when it was typed in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnSlip {
    /// The slip.
    pub id: Uuid,
    /// When it was typed in, in milliseconds as `Moment` counts them.
    pub entered_at: i64,
    /// The community's Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// Name of the building.
    pub building: String,
    /// The entrance, empty if the building has one.
    pub entrance: String,
    /// The room.
    pub room: String,
}

const OWN: &str = "
    SELECT p.id, p.entered_at, c.zh, c.en, b.name AS building, h.entrance, h.room
    FROM paper p
    JOIN poll o ON o.id = p.poll_id
    JOIN community c ON c.id = p.community_id
    JOIN household h ON h.id = p.household_id
    JOIN building b ON b.id = h.building_id
    WHERE p.state = 'waiting' AND o.state = 'open' AND p.entered_by = $4
      AND c.region >= $1 AND c.region < $2 AND ($3 IS NULL OR c.id = $3)
    ORDER BY p.entered_at, p.id
    LIMIT $5";

/// Those that `me` typed in, the first one first.
pub async fn own(c: &mut Conn, scopes: &[Scope], me: StaffId, most: i64) -> Result<Vec<OwnSlip>, StoreError> {
    let mut found: Vec<OwnSlip> = within(OWN, c, scopes, me, most).await?;
    found.sort_by_key(|one| (one.entered_at, one.id));
    found.dedup_by_key(|one| one.id);
    found.truncate(usize::try_from(most).unwrap_or(0));
    Ok(found)
}
