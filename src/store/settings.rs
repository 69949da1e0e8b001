//! Settings of the instance that staff can change: operator, help phone, filing numbers.
//!
//! For: reading all of them and writing one.
//! Must not know: what a key means.
//! To add: a key in `service::instance`.

use crate::store::{Conn, StoreError};
use crate::{on, run};

const LIST: &str = "SELECT key, value FROM setting ORDER BY key";
const RECORD: &str = "
    INSERT INTO setting (key, value) VALUES ($1, $2)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value";
const REMOVE: &str = "DELETE FROM setting WHERE key = $1";

/// Every setting.
pub async fn list(c: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    on!(c, |db| sqlx::query_as(LIST).fetch_all(db).await)
}

/// Writes one setting.
pub async fn record(c: &mut Conn, key: &str, value: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(RECORD).bind(key).bind(value))?;
    Ok(())
}

/// Removes one setting.
pub async fn remove(c: &mut Conn, key: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(REMOVE).bind(key))?;
    Ok(())
}
