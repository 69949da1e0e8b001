//! Messages on their way to phones.
//!
//! For: queueing one, taking what is due, noting that it was sent.
//! Must not know: what stands in them; they are sealed.
//! To add: see `store`.

use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A message that waits.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Message {
    /// Its id; the gateway knows it by this when it comes twice.
    pub id: Uuid,
    /// The key its body is sealed with.
    pub key_id: String,
    /// Its body.
    pub sealed: Vec<u8>,
    /// How often it was tried.
    pub tries: i64,
}

const RECORD: &str = "
    INSERT INTO message (id, key_id, sealed, tries, next_at, expires_at, created_at)
    VALUES ($1, $2, $3, 0, $4, $5, $4)";
const DUE: &str = "
    SELECT id, key_id, sealed, tries
    FROM message
    WHERE sent_at IS NULL AND next_at <= $1 AND expires_at > $1
    ORDER BY expires_at, next_at
    LIMIT 50";
const TAKE: &str = "
    UPDATE message SET tries = tries + 1, next_at = $3
    WHERE id = $1 AND sent_at IS NULL AND next_at <= $2 AND expires_at > $2";
const SENT: &str = "UPDATE message SET sent_at = $2, sealed = $3 WHERE id = $1";
const OLD_KEY: &str = "SELECT id, key_id, sealed, tries FROM message WHERE key_id <> $1 AND sent_at IS NULL LIMIT 200";
const RESEAL: &str = "UPDATE message SET key_id = $2, sealed = $3 WHERE id = $1 AND sent_at IS NULL";
const PURGE: &str = "DELETE FROM message WHERE created_at < $1 OR (sent_at IS NULL AND expires_at <= $2)";

/// Queues one that is worth sending until `expires`.
pub async fn record(
    c: &mut Conn,
    id: Uuid,
    (key_id, sealed): (String, Vec<u8>),
    now: Moment,
    expires: Moment,
) -> Result<(), StoreError> {
    run!(c, sqlx::query(RECORD).bind(id).bind(key_id).bind(sealed).bind(now.0).bind(expires.0))?;
    Ok(())
}

/// Some that are due: figures that hold for minutes before news that hold for days.
pub async fn due(c: &mut Conn, now: Moment) -> Result<Vec<Message>, StoreError> {
    on!(c, |db| sqlx::query_as(DUE).bind(now.0).fetch_all(db).await)
}

/// Takes one for a try; false if another node did. If the try fails it is due again at `next`.
pub async fn take(c: &mut Conn, id: Uuid, now: Moment, next: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(TAKE).bind(id).bind(now.0).bind(next.0))? == 1)
}

/// Notes that it was sent; its body goes.
pub async fn sent(c: &mut Conn, id: Uuid, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(SENT).bind(id).bind(now.0).bind(Vec::<u8>::new()))?;
    Ok(())
}

/// Some that another key sealed.
pub async fn of_other_keys(c: &mut Conn, key_id: &str) -> Result<Vec<Message>, StoreError> {
    on!(c, |db| sqlx::query_as(OLD_KEY).bind(key_id).fetch_all(db).await)
}

/// Seals one anew.
pub async fn reseal(c: &mut Conn, id: Uuid, (key_id, sealed): (String, Vec<u8>)) -> Result<(), StoreError> {
    run!(c, sqlx::query(RESEAL).bind(id).bind(key_id).bind(sealed))?;
    Ok(())
}

/// Removes what was made before `before`, and what came too late to be sent.
pub async fn purge(c: &mut Conn, before: Moment, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(PURGE).bind(before.0).bind(now.0))?;
    Ok(())
}
