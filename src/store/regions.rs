//! The tree of regions.
//!
//! For: finding a region, its children, its path; importing all of them.
//! Must not know: what lies in a region (see `communities`, `programmes`).
//! To add: see `store`.

use crate::domain::region::{Level, RegionCode};
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    /// Its code without padding: 36, 3601, 360102, 360102002, 360102002001.
    pub code: String,
    /// Its level.
    pub level: Level,
    /// Chinese name.
    pub zh: String,
    /// English name; empty where there is none.
    pub en: String,
    /// The code above; none for a province.
    pub parent: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    level: String,
    zh: String,
    en: String,
    parent: Option<String>,
}

impl Row {
    fn region(self) -> Region {
        let level = Level::parse(&self.level).unwrap_or(Level::Neighbourhood);
        Region { code: self.code, level, zh: self.zh, en: self.en, parent: self.parent }
    }
}

const FIND: &str = "SELECT code, level, zh, en, parent FROM region WHERE code = $1";
const CHILDREN: &str = "SELECT code, level, zh, en, parent FROM region WHERE parent = $1 ORDER BY code";
const ROOTS: &str = "SELECT code, level, zh, en, parent FROM region WHERE parent IS NULL ORDER BY code";
const RECORD: &str = "
    INSERT INTO region (code, level, zh, en, parent)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (code) DO UPDATE
    SET level = excluded.level, zh = excluded.zh, en = excluded.en, parent = excluded.parent";
const RECORD_ALL_SQLITE: &str = "
    INSERT INTO region (code, level, zh, en, parent)
    SELECT value ->> 'code', value ->> 'level', value ->> 'zh', value ->> 'en', value ->> 'parent'
    FROM json_each($1)
    WHERE TRUE
    ON CONFLICT (code) DO UPDATE
    SET level = excluded.level, zh = excluded.zh, en = excluded.en, parent = excluded.parent";
const RECORD_ALL_POSTGRES: &str = "
    INSERT INTO region (code, level, zh, en, parent)
    SELECT code, level, zh, en, parent
    FROM json_to_recordset($1::json) AS r (code text, level text, zh text, en text, parent text)
    ON CONFLICT (code) DO UPDATE
    SET level = excluded.level, zh = excluded.zh, en = excluded.en, parent = excluded.parent";
const SEARCH: &str = "
    SELECT code, level, zh, en, parent
    FROM region
    WHERE zh LIKE $1 ESCAPE '!' OR LOWER(en) LIKE $1 ESCAPE '!'
    ORDER BY LENGTH(code), code
    LIMIT $2";
const COUNT: &str = "
    SELECT level, CAST(COUNT(*) AS BIGINT)
    FROM region
    GROUP BY level
    ORDER BY level";

/// The region of this code.
pub async fn find(c: &mut Conn, code: &str) -> Result<Option<Region>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(code).fetch_optional(db).await)?;
    Ok(row.map(Row::region))
}

/// The regions directly below.
pub async fn children(c: &mut Conn, code: &str) -> Result<Vec<Region>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(CHILDREN).bind(code).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::region).collect())
}

/// The regions without one above.
pub async fn roots(c: &mut Conn) -> Result<Vec<Region>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(ROOTS).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::region).collect())
}

/// From the province down to this code.
pub async fn path(c: &mut Conn, code: &RegionCode) -> Result<Vec<Region>, StoreError> {
    let mut found = Vec::new();
    for step in code.path().into_iter().rev() {
        found.extend(find(c, step.as_str()).await?);
    }
    Ok(found)
}

/// Writes one region.
pub async fn record(c: &mut Conn, region: &Region) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(region.code.as_str())
            .bind(region.level.as_str())
            .bind(region.zh.as_str())
            .bind(region.en.as_str())
            .bind(region.parent.as_deref())
    )?;
    Ok(())
}

/// How many there are, by level.
pub async fn count(c: &mut Conn) -> Result<Vec<(String, i64)>, StoreError> {
    on!(c, |db| sqlx::query_as(COUNT).fetch_all(db).await)
}

/// Writes many regions in one statement.
pub async fn record_all(c: &mut Conn, regions: &[Region]) -> Result<(), StoreError> {
    let json = serde_json::to_string(regions).map_err(|e| StoreError::Broken(e.to_string()))?;
    let sql = if c.is_postgres() { RECORD_ALL_POSTGRES } else { RECORD_ALL_SQLITE };
    run!(c, sqlx::query(sql).bind(json))?;
    Ok(())
}

/// Regions whose name holds this text, widest first.
pub async fn search(c: &mut Conn, text: &str, most: i64) -> Result<Vec<Region>, StoreError> {
    let pattern = like(text);
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(SEARCH).bind(pattern).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::region).collect())
}

/// A pattern for `LIKE … ESCAPE '!'` that finds this text anywhere, small letters.
pub fn like(text: &str) -> String {
    let text = text.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{text}%")
}
