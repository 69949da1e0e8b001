//! The database as a whole: copied for a backup, filled from one, and checked.
//!
//! For: a consistent copy of the embedded engine's file; every table of the server engine as
//! lines of JSON, without any tool beside it; checks of integrity.
//! Must not know: what a table means; a new table needs no change here.
//! To add: a check is a text and its function; both engines or one, said in its name.

use crate::store::{Conn, Side, StoreError};
use crate::{on, run};
use futures::TryStreamExt;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use uuid::Uuid;

const TABLES: &str = "
    SELECT CAST(table_name AS TEXT)
    FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> '_sqlx_migrations'
    ORDER BY table_name";
const PARENTS: &str = "
    SELECT CAST(child.relname AS TEXT), CAST(parent.relname AS TEXT)
    FROM pg_constraint f
    JOIN pg_class child ON child.oid = f.conrelid
    JOIN pg_class parent ON parent.oid = f.confrelid
    WHERE f.contype = 'f' AND f.connamespace = CAST(current_schema() AS regnamespace)";
const SCHEMA: &str = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM _sqlx_migrations";
const LEAVES: &str = "
    SELECT id, body, hash
    FROM leaf
    WHERE id > $1
    ORDER BY id
    LIMIT 2000";
const UPLOADS: &str = "SELECT id FROM upload ORDER BY id";
const FIGURES: &str = "
    SELECT c.slug
    FROM community c
    WHERE c.households <> (SELECT COUNT(*) FROM household h WHERE h.community_id = c.id AND h.gone = FALSE
                         AND h.from_roll <= c.roll)
    ORDER BY c.slug";
const CLOSED: &str = "SELECT id FROM poll WHERE state = 'closed' ORDER BY closes, id";
const INTEGRITY: &str = "PRAGMA integrity_check";
const FOREIGN_KEYS: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM pragma_foreign_key_check";

fn wrong_engine() -> StoreError {
    StoreError::Broken("this copy is for the other engine".to_owned())
}

/// The latest migration that was run.
pub async fn schema(c: &mut Conn) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(SCHEMA).fetch_one(db).await)
}

/// Copies the embedded database into a new file while others read and write.
pub async fn copy_into(c: &mut Conn, file: &Path) -> Result<(), StoreError> {
    let Side::Sqlite(db) = c.side() else { return Err(wrong_engine()) };
    let name = file.display().to_string();
    // The copy is written over this connection, which otherwise only reads.
    sqlx::raw_sql("PRAGMA query_only = 0").execute(&mut *db).await?;
    let copied = sqlx::query("VACUUM INTO $1").bind(name).execute(&mut *db).await;
    sqlx::raw_sql("PRAGMA query_only = 1").execute(&mut *db).await?;
    copied?;
    Ok(())
}

/// Begins to read the server engine as it is at this moment, whatever is written meanwhile.
pub async fn hold_still(c: &mut Conn) -> Result<(), StoreError> {
    let Side::Postgres(db) = c.side() else { return Err(wrong_engine()) };
    sqlx::raw_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(db).await?;
    Ok(())
}

/// Ends what [`hold_still`] began.
pub async fn let_go(c: &mut Conn) -> Result<(), StoreError> {
    let Side::Postgres(db) = c.side() else { return Err(wrong_engine()) };
    sqlx::raw_sql("COMMIT").execute(db).await?;
    Ok(())
}

/// The server engine's tables, each after those it refers to.
pub async fn tables(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    let Side::Postgres(db) = c.side() else { return Err(wrong_engine()) };
    let names: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *db).await?;
    let pairs: Vec<(String, String)> = sqlx::query_as(PARENTS).fetch_all(&mut *db).await?;
    let mut waits: BTreeMap<String, BTreeSet<String>> = names.into_iter().map(|name| (name, BTreeSet::new())).collect();
    for (child, parent) in pairs {
        if child != parent && waits.contains_key(&parent) {
            waits.entry(child).or_default().insert(parent);
        }
    }
    let mut order = Vec::with_capacity(waits.len());
    while !waits.is_empty() {
        let free: Vec<String> = waits.iter().filter(|(_, on)| on.is_empty()).map(|(name, _)| name.clone()).collect();
        if free.is_empty() {
            return Err(StoreError::Broken("tables refer to each other in a circle".to_owned()));
        }
        for name in &free {
            waits.remove(name);
        }
        for on in waits.values_mut() {
            on.retain(|parent| !free.contains(parent));
        }
        order.extend(free);
    }
    Ok(order)
}

fn quoted(table: &str) -> String {
    format!("\"{}\"", table.replace('"', "\"\""))
}

/// Gives every row of a table to `sink` as a line of JSON; answers how many there were.
pub async fn lines(
    c: &mut Conn,
    table: &str,
    sink: &mut (dyn FnMut(&str) -> std::io::Result<()> + Send),
) -> Result<u64, StoreError> {
    let Side::Postgres(db) = c.side() else { return Err(wrong_engine()) };
    let sql = format!("SELECT CAST(row_to_json(t) AS TEXT) FROM {} t", quoted(table));
    let mut rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).fetch(db);
    let mut count = 0;
    while let Some(line) = rows.try_next().await? {
        sink(&line).map_err(|e| StoreError::Full(e.to_string()))?;
        count += 1;
    }
    Ok(count)
}

/// Writes rows given as lines of JSON.
pub async fn fill(c: &mut Conn, table: &str, lines: &[String]) -> Result<u64, StoreError> {
    let name = quoted(table);
    let sql = format!("INSERT INTO {name} SELECT * FROM json_populate_recordset(CAST(NULL AS {name}), $1::json)");
    let json = format!("[{}]", lines.join(","));
    run!(c, sqlx::query(AssertSqlSafe(sql)).bind(json))
}

/// The tables of the server engine that are not empty.
pub async fn filled(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for table in tables(c).await? {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(&table));
        let Side::Postgres(db) = c.side() else { return Err(wrong_engine()) };
        if sqlx::query_scalar::<_, bool>(AssertSqlSafe(sql)).fetch_one(db).await? {
            found.push(table);
        }
    }
    Ok(found)
}

/// What the embedded engine finds wrong with its own file; nothing on the server engine, which
/// keeps its own checks.
pub async fn damage(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    let Side::Sqlite(db) = c.side() else { return Ok(Vec::new()) };
    let mut found: Vec<String> = sqlx::query_scalar(INTEGRITY).fetch_all(&mut *db).await?;
    found.retain(|line| line != "ok");
    let loose: i64 = sqlx::query_scalar(FOREIGN_KEYS).fetch_one(&mut *db).await?;
    if loose > 0 {
        found.push(format!("{loose} rows refer to rows that are not there"));
    }
    Ok(found)
}

/// The next leaves of the record after an id: id, text, stored hash.
pub async fn leaves(c: &mut Conn, after: Uuid) -> Result<Vec<(Uuid, String, Vec<u8>)>, StoreError> {
    on!(c, |db| sqlx::query_as(LEAVES).bind(after).fetch_all(db).await)
}

/// Every upload's id.
pub async fn uploads(c: &mut Conn) -> Result<Vec<Uuid>, StoreError> {
    on!(c, |db| sqlx::query_scalar(UPLOADS).fetch_all(db).await)
}

/// Communities whose figures are not those of their roll.
pub async fn wrong_figures(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    on!(c, |db| sqlx::query_scalar(FIGURES).fetch_all(db).await)
}

/// Every closed poll.
pub async fn closed_polls(c: &mut Conn) -> Result<Vec<Uuid>, StoreError> {
    on!(c, |db| sqlx::query_scalar(CLOSED).fetch_all(db).await)
}
