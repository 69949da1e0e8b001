//! How often a key was used within a window.
//!
//! For: bounding tries (sign-in, codes); shared by all nodes.
//! Must not know: what is bounded, or by how much.
//! To add: nothing for a new key; a key holds no login, code or address in clear longer than
//! its window (the caller hashes what is private).

use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};

const COUNT: &str = "SELECT count FROM limit_window WHERE key = $1 AND starts_at = $2";
const ADD: &str = "
    INSERT INTO limit_window (key, starts_at, count) VALUES ($1, $2, $3)
    ON CONFLICT (key, starts_at) DO UPDATE SET count = limit_window.count + excluded.count
    RETURNING count";
const GIVE_BACK: &str = "UPDATE limit_window SET count = count - 1 WHERE key = $1 AND starts_at = $2";
const PURGE: &str = "DELETE FROM limit_window WHERE starts_at < $1";

/// The window of `length` milliseconds in which `now` lies, by its start.
pub fn window(now: Moment, length: i64) -> Moment {
    Moment(now.0 - now.0.checked_rem_euclid(length).unwrap_or(0))
}

/// How often `key` was used in the window that starts at `starts`.
pub async fn count(c: &mut Conn, key: &str, starts: Moment) -> Result<i64, StoreError> {
    let found: Option<i64> = on!(c, |db| sqlx::query_scalar(COUNT).bind(key).bind(starts.0).fetch_optional(db).await)?;
    Ok(found.unwrap_or(0))
}

/// Notes one more use and gives the new count.
pub async fn add(c: &mut Conn, key: &str, starts: Moment) -> Result<i64, StoreError> {
    add_all(c, key, starts, 1).await
}

/// Notes `uses` more at once and gives the new count.
pub async fn add_all(c: &mut Conn, key: &str, starts: Moment, uses: i64) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(ADD).bind(key).bind(starts.0).bind(uses).fetch_one(db).await)
}

/// Takes one use back.
pub async fn give_back(c: &mut Conn, key: &str, starts: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(GIVE_BACK).bind(key).bind(starts.0))?;
    Ok(())
}

/// Removes windows that started before `before`.
pub async fn purge(c: &mut Conn, before: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(PURGE).bind(before.0))?;
    Ok(())
}
