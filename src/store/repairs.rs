//! Repairs across communities: where something is to be fixed or looked after, and who looked.
//!
//! For: the lists of those who repair and of those who look after it.
//! Must not know: who may; how a fault moves (`defects`).
//! To add: see `store`.

use crate::domain::ids::{CommunityId, DefectId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use std::collections::HashMap;
use uuid::Uuid;

const TO_FIX: &str = "
    SELECT DISTINCT community_id
    FROM defect
    WHERE state IN ('assigned', 'reopened', 'disputed') AND withdrawn_at IS NULL";
const TO_LOOK: &str = "SELECT DISTINCT community_id FROM defect WHERE state = 'fixed' AND withdrawn_at IS NULL";
// What was found right before the fault moved once more says nothing of now.
const LOOKED: &str = "
    SELECT id, looked_right_at
    FROM defect
    WHERE community_id = $1 AND looked_right_at IS NOT NULL AND looked_right_at >= changed_at";
const RECORD_LOOK: &str = "
    UPDATE defect
    SET looked_right_at = $2
    WHERE id = $1 AND state = 'fixed' AND withdrawn_at IS NULL";

/// The communities where somebody must repair something.
pub async fn to_fix(c: &mut Conn) -> Result<Vec<CommunityId>, StoreError> {
    let ids: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(TO_FIX).fetch_all(db).await)?;
    Ok(ids.into_iter().map(CommunityId).collect())
}

/// The communities where something is said to be repaired.
pub async fn to_look(c: &mut Conn) -> Result<Vec<CommunityId>, StoreError> {
    let ids: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(TO_LOOK).fetch_all(db).await)?;
    Ok(ids.into_iter().map(CommunityId).collect())
}

/// When repairs of a community were found right as they stand.
pub async fn looked(c: &mut Conn, community: CommunityId) -> Result<HashMap<DefectId, Moment>, StoreError> {
    let rows: Vec<(Uuid, i64)> = on!(c, |db| sqlx::query_as(LOOKED).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(id, at)| (DefectId(id), Moment(at))).collect())
}

/// Notes that somebody looked and found it right; `false` if it is not said to be repaired any more.
pub async fn record_look(c: &mut Conn, id: DefectId, now: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(RECORD_LOOK).bind(id.0).bind(now.0))? == 1)
}
