//! Imports that wait for somebody.
//!
//! For: [`list`]; what becomes of one that is given up.
//! Must not know: how long one waits.
//! To add: see `store`.

use crate::domain::ids::CommunityId;
use crate::domain::moment::Moment;
use crate::on;
use crate::store::{Conn, StoreError};
use uuid::Uuid;

/// The state of one that was given up.
pub const DISCARDED: &str = "discarded";

/// One that waits.
#[derive(Debug, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: Uuid,
    /// `waits` for its columns, or `staged`.
    pub state: String,
    /// What is known of it, as JSON.
    pub summary: String,
    /// When its file came.
    pub created_at: i64,
    /// The name of who sent it; empty for a command.
    pub who: String,
}

const LIST: &str = "
    SELECT r.id, r.state, r.summary, r.created_at, COALESCE(s.name, '') AS who
    FROM roll r LEFT JOIN staff s ON s.id = r.staff_id
    WHERE r.community_id = $1 AND r.state IN ('waits', 'staged') AND r.created_at > $2
    ORDER BY r.created_at DESC, r.id";

/// Those of a community that came after `since`, the newest first.
pub async fn list(c: &mut Conn, community: CommunityId, since: Moment) -> Result<Vec<Row>, StoreError> {
    on!(c, |db| sqlx::query_as(LIST).bind(community.0).bind(since.0).fetch_all(db).await)
}
