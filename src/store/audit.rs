//! The audit log: every act of staff, append-only.
//!
//! For: [`Entry`], written with the group it belongs to, and reading the log back.
//! Must not know: what may be done; it only says what was done.
//! To add: a further column here, in both migrations and in both texts of [`write`].

use crate::domain::ids::{CommunityId, StaffId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;
use uuid::Uuid;

/// One act.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Time-sorted id.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Who; none for acts of the command line or of households.
    pub staff_id: Option<StaffId>,
    /// Where, if it concerns one community.
    pub community_id: Option<CommunityId>,
    /// What was done: a verb of `domain::phase::Verb` or a command's name.
    pub verb: String,
    /// On what: kind and id.
    pub object: String,
    /// Further words; never a choice, a code or a phone number.
    pub detail: String,
    /// Address it came from.
    pub address: String,
}

const WRITE_SQLITE: &str = "
    INSERT INTO audit (id, at, staff_id, community_id, verb, object, detail, address)
    SELECT unhex(value ->> 'id', '-'), value ->> 'at',
           unhex(value ->> 'staff_id', '-'), unhex(value ->> 'community_id', '-'),
           value ->> 'verb', value ->> 'object', value ->> 'detail', value ->> 'address'
    FROM json_each($1)";
const WRITE_POSTGRES: &str = "
    INSERT INTO audit (id, at, staff_id, community_id, verb, object, detail, address)
    SELECT id, at, staff_id, community_id, verb, object, detail, address
    FROM json_to_recordset($1::json) AS r
      (id uuid, at bigint, staff_id uuid, community_id uuid, verb text, object text, detail text, address text)";
const LIST: &str = "
    SELECT id, at, staff_id, community_id, verb, object, detail, address
    FROM audit
    ORDER BY at DESC, id DESC
    LIMIT $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    at: i64,
    staff_id: Option<Uuid>,
    community_id: Option<Uuid>,
    verb: String,
    object: String,
    detail: String,
    address: String,
}

/// Writes the gathered entries in one statement.
pub(super) async fn write(c: &mut Conn, entries: &[Entry]) -> Result<(), StoreError> {
    let json = serde_json::to_string(entries).map_err(|e| StoreError::Broken(e.to_string()))?;
    let sql = if c.is_postgres() { WRITE_POSTGRES } else { WRITE_SQLITE };
    run!(c, sqlx::query(sql).bind(json))?;
    Ok(())
}

/// The newest entries first.
pub async fn list(c: &mut Conn, most: i64) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(most).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|r| Entry {
            id: r.id,
            at: Moment(r.at),
            staff_id: r.staff_id.map(StaffId),
            community_id: r.community_id.map(CommunityId),
            verb: r.verb,
            object: r.object,
            detail: r.detail,
            address: r.address,
        })
        .collect())
}
