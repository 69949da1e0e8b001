//! Programmes: what a region plans, has begun and has completed in a year.
//!
//! For: the published figures of a region, and importing them.
//! Must not know: rates (`domain::quantity::percent`), or how a figure is worded.
//! To add: see `store`.

use crate::domain::region::RegionCode;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;

/// The programme of one region for one year, as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// Whose.
    pub region: String,
    /// For which year.
    pub year: i64,
    /// Communities planned.
    pub planned: Option<i64>,
    /// Of these, begun.
    pub started: Option<i64>,
    /// Of these, completed.
    pub completed: Option<i64>,
    /// Households, of whatever [`Programme::households_refer_to`] says.
    pub households: Option<i64>,
    /// What the households belong to, in the words of the import; empty if not said.
    pub households_refer_to: String,
    /// Day of the figures, like `2021-06-30`.
    pub as_of: String,
    /// Where they were published.
    pub source: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    region: String,
    year: i64,
    planned: Option<i64>,
    started: Option<i64>,
    completed: Option<i64>,
    households: Option<i64>,
    households_refer_to: String,
    as_of: String,
    source: String,
}

impl Row {
    fn programme(self) -> Programme {
        let Self { region, year, planned, started, completed, households, households_refer_to, as_of, source } = self;
        Programme { region, year, planned, started, completed, households, households_refer_to, as_of, source }
    }
}

const LIST: &str = "
    SELECT region, year, planned, started, completed, households, households_refer_to, as_of, source
    FROM programme
    WHERE region = $1
    ORDER BY year";
const RECORD: &str = "
    INSERT INTO programme
      (region, year, planned, started, completed, households, households_refer_to, as_of, source)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (region, year) DO UPDATE
    SET planned = excluded.planned, started = excluded.started, completed = excluded.completed,
        households = excluded.households, households_refer_to = excluded.households_refer_to,
        as_of = excluded.as_of, source = excluded.source";

/// The programmes of a region, by year.
pub async fn list(c: &mut Conn, region: &RegionCode) -> Result<Vec<Programme>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(region.as_str()).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::programme).collect())
}

/// Writes one programme in the place of what stood for that region and year.
pub async fn record(c: &mut Conn, programme: &Programme) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(programme.region.as_str())
            .bind(programme.year)
            .bind(programme.planned)
            .bind(programme.started)
            .bind(programme.completed)
            .bind(programme.households)
            .bind(programme.households_refer_to.as_str())
            .bind(programme.as_of.as_str())
            .bind(programme.source.as_str())
    )?;
    Ok(())
}
