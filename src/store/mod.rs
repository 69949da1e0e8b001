//! The only place with SQL.
//!
//! For: [`Store`] (one of two engines, chosen at run time), [`Conn`] (a connection inside one
//! read or one unit of work), [`on!`] (one SQL text, type-checked against both engines) and a
//! file of functions for each word of the field.
//! Must not know: policy, sentences, HTTP; the clock (moments are bound, never `now()`).
//!
//! To add a query:
//! 1. a constant with the SQL, columns written out, one clause a line, `$1` for what is bound;
//! 2. a private row struct with `#[derive(sqlx::FromRow)]` that converts to the public type
//!    (ids are `Uuid`, times, money and counts `i64`, flags `bool`);
//! 3. a function `async fn list(c: &mut Conn, …) -> Result<…, StoreError>` whose body is one
//!    `on!(c, |db| sqlx::query_as(SQL).bind(…).fetch_all(db).await)`, or
//!    `run!(c, sqlx::query(SQL).bind(…))` where nothing is read;
//! 4. its promise in `tests/store/`, which runs it on both engines.
//!
//! Traps: `SUM`, `COUNT` and `AVG` need `CAST(… AS BIGINT)`; a unique clash is decided by
//! `ON CONFLICT … RETURNING`, never by the constraint's name; NULL order differs.

#![expect(clippy::missing_errors_doc, reason = "every function here fails with StoreError, whose kinds say when")]

mod conn;
pub mod engine;
mod error;
mod reach;
mod writer;

pub mod audit;
pub mod ballots;
pub mod communities;
pub mod credentials;
pub mod decisions;
pub mod defects;
pub mod demo;
pub mod drafts;
pub mod dump;
pub mod duties;
pub mod factors;
pub mod feedback;
pub mod figures;
pub mod households;
pub mod limits;
pub mod messages;
pub mod own;
pub mod owners;
pub mod papers;
pub mod phones;
pub mod polls;
pub mod programmes;
pub mod projects;
pub mod ratings;
pub mod record;
pub mod regions;
pub mod repairs;
pub mod roll;
pub mod roll_requests;
pub mod sessions;
pub mod settings;
pub mod staff;
pub mod turns;
pub mod uploads;
pub mod works;

pub use conn::{Conn, Side};
pub use engine::{Engine, Store};
pub use error::StoreError;

/// Runs one expression against whichever engine the connection has.
///
/// `on!(conn, |db| sqlx::query(SQL).bind(x).execute(db).await)`: the expression is compiled
/// twice, once for each engine, so a type that one engine lacks fails the build. What is bound
/// may be moved: only one of the two copies runs.
#[macro_export]
macro_rules! on {
    ($conn:expr, |$db:ident| $body:expr) => {
        match $conn.side() {
            $crate::store::Side::Sqlite($db) => $body.map_err($crate::store::StoreError::from),
            $crate::store::Side::Postgres($db) => $body.map_err($crate::store::StoreError::from),
        }
    };
}

/// Runs one writing statement on whichever engine the connection has; gives the rows affected.
///
/// `run!(conn, sqlx::query(SQL).bind(x))`.
#[macro_export]
macro_rules! run {
    ($conn:expr, $query:expr) => {
        match $conn.side() {
            $crate::store::Side::Sqlite(db) => {
                $query.execute(db).await.map(|done| done.rows_affected()).map_err($crate::store::StoreError::from)
            }
            $crate::store::Side::Postgres(db) => {
                $query.execute(db).await.map(|done| done.rows_affected()).map_err($crate::store::StoreError::from)
            }
        }
    };
}
