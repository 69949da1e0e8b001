//! Half-filled forms, kept for a day so that nothing typed or photographed is lost.
//!
//! For: keeping, finding and removing one; removing those that ran out.
//! Must not know: what stands in its body (`service::feedback`).
//! To add: see `store`.

use crate::domain::ids::{CommunityId, DraftId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

const FIND: &str = "SELECT body FROM draft WHERE id = $1 AND community_id = $2 AND expires_at > $3";
const RECORD: &str = "
    INSERT INTO draft (id, community_id, body, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE
    SET body = excluded.body, expires_at = excluded.expires_at";
const OWN: &str = "UPDATE draft SET owner = $2 WHERE id = $1";
const REMOVE_OTHERS: &str = "DELETE FROM draft WHERE community_id = $1 AND owner = $2 AND id <> $3";
const SIZE: &str = "SELECT CAST(COALESCE(SUM(LENGTH(body)), 0) AS BIGINT) FROM draft";
const REMOVE: &str = "DELETE FROM draft WHERE id = $1";
const PURGE: &str = "DELETE FROM draft WHERE expires_at <= $1";

/// The body of a draft of this community that has not run out.
pub async fn find(
    c: &mut Conn,
    id: DraftId,
    community: CommunityId,
    now: Moment,
) -> Result<Option<String>, StoreError> {
    on!(c, |db| sqlx::query_scalar(FIND).bind(id.0).bind(community.0).bind(now.0).fetch_optional(db).await)
}

/// Keeps a draft, in the place of an earlier one of the same id.
pub async fn record(
    c: &mut Conn,
    id: DraftId,
    community: CommunityId,
    body: &str,
    now: Moment,
    expires: Moment,
) -> Result<(), StoreError> {
    run!(c, sqlx::query(RECORD).bind(id.0).bind(community.0).bind(body).bind(now.0).bind(expires.0))?;
    Ok(())
}

/// Gives one to a browser by its mark; what that browser kept in the community before goes.
pub async fn own(c: &mut Conn, id: DraftId, community: CommunityId, owner: Uuid) -> Result<(), StoreError> {
    run!(c, sqlx::query(OWN).bind(id.0).bind(owner))?;
    run!(c, sqlx::query(REMOVE_OTHERS).bind(community.0).bind(owner).bind(id.0))?;
    Ok(())
}

/// How long all of them are together, in characters.
pub async fn size(c: &mut Conn) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(SIZE).fetch_one(db).await)
}

/// Removes one.
pub async fn remove(c: &mut Conn, id: DraftId) -> Result<(), StoreError> {
    run!(c, sqlx::query(REMOVE).bind(id.0))?;
    Ok(())
}

/// Removes those that ran out by then; gives how many.
pub async fn purge(c: &mut Conn, by: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(PURGE).bind(by.0))
}
