//! Ratings: what each household says of a finished work.
//!
//! For: recording the level at one tap, then the reason; what one household said; counts a work.
//! Must not know: which level is bad (`domain::rating`), what may be shown (`small_numbers`).
//! To add: see `store`.

use crate::domain::ids::{CommunityId, HouseholdId, RatingId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::rating::{Level5, Reason};
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A household's judgement of a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Its id.
    pub id: RatingId,
    /// Of which work.
    pub work_id: WorkId,
    /// Where.
    pub community_id: CommunityId,
    /// By which household.
    pub household_id: HouseholdId,
    /// How it is.
    pub level: Level5,
    /// Why it is bad.
    pub reason: Option<Reason>,
    /// In their own words.
    pub text: String,
    /// When it was first given.
    pub created_at: Moment,
    /// When it last changed.
    pub changed_at: Moment,
}

/// How many households chose a level of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The work.
    pub work: WorkId,
    /// The level.
    pub level: Level5,
    /// Households.
    pub households: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    work_id: Uuid,
    community_id: Uuid,
    household_id: Uuid,
    level: String,
    reason: Option<String>,
    text: String,
    created_at: i64,
    changed_at: i64,
}

impl Row {
    fn rating(self) -> Result<Rating, StoreError> {
        Ok(Rating {
            id: RatingId(self.id),
            work_id: WorkId(self.work_id),
            community_id: CommunityId(self.community_id),
            household_id: HouseholdId(self.household_id),
            level: level(&self.level)?,
            reason: self.reason.as_deref().and_then(Reason::parse),
            text: self.text,
            created_at: Moment(self.created_at),
            changed_at: Moment(self.changed_at),
        })
    }
}

fn level(word: &str) -> Result<Level5, StoreError> {
    Level5::parse(word).ok_or_else(|| StoreError::Broken(format!("'{word}' is no level of a rating")))
}

const OF_HOUSEHOLD: &str = "
    SELECT id, work_id, community_id, household_id, level, reason, text, created_at, changed_at
    FROM rating
    WHERE household_id = $1";
const FIND: &str = "
    SELECT id, work_id, community_id, household_id, level, reason, text, created_at, changed_at
    FROM rating
    WHERE work_id = $1 AND household_id = $2";
const RECORD: &str = "
    INSERT INTO rating (id, work_id, community_id, household_id, level, reason, text, created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (work_id, household_id) DO UPDATE SET level = excluded.level, changed_at = excluded.changed_at";
// After a sale the first level is a new one: reason and words were the earlier owner's.
const ANEW: &str = "
    UPDATE rating
    SET reason = NULL, text = '', created_at = $3
    WHERE work_id = $1 AND household_id = $2
      AND created_at <= (SELECT h.sold_at FROM household h WHERE h.id = $2)";
const EXPLAIN: &str = "
    UPDATE rating
    SET reason = $3, text = $4, changed_at = $5
    WHERE work_id = $1 AND household_id = $2";
const COUNTS: &str = "
    SELECT work_id, level, CAST(COUNT(*) AS BIGINT)
    FROM rating
    WHERE community_id = $1
    GROUP BY work_id, level";

/// Everything one household said.
pub async fn of_household(c: &mut Conn, household: HouseholdId) -> Result<Vec<Rating>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(OF_HOUSEHOLD).bind(household.0).fetch_all(db).await)?;
    rows.into_iter().map(Row::rating).collect()
}

/// What one household said of one work.
pub async fn find(c: &mut Conn, work: WorkId, household: HouseholdId) -> Result<Option<Rating>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(work.0).bind(household.0).fetch_optional(db).await)?;
    row.map(Row::rating).transpose()
}

/// Records a level, or changes the one this household gave; reason and words stay, but for those of
/// who had the flat before it was sold.
pub async fn record(c: &mut Conn, new: &Rating) -> Result<(), StoreError> {
    run!(c, sqlx::query(ANEW).bind(new.work_id.0).bind(new.household_id.0).bind(new.created_at.0))?;
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id.0)
            .bind(new.work_id.0)
            .bind(new.community_id.0)
            .bind(new.household_id.0)
            .bind(new.level.as_str())
            .bind(new.reason.map(Reason::as_str))
            .bind(new.text.as_str())
            .bind(new.created_at.0)
            .bind(new.changed_at.0)
    )?;
    Ok(())
}

/// Writes why it is bad; `false` if this household gave no level yet.
pub async fn explain(
    c: &mut Conn,
    work: WorkId,
    household: HouseholdId,
    reason: Option<Reason>,
    text: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let reason = reason.map(Reason::as_str);
    Ok(run!(c, sqlx::query(EXPLAIN).bind(work.0).bind(household.0).bind(reason).bind(text).bind(now.0))? == 1)
}

/// How many households chose which level of which work.
pub async fn counts(c: &mut Conn, community: CommunityId) -> Result<Vec<Count>, StoreError> {
    let rows: Vec<(Uuid, String, i64)> = on!(c, |db| sqlx::query_as(COUNTS).bind(community.0).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(work, word, households)| Ok(Count { work: WorkId(work), level: level(&word)?, households }))
        .collect()
}
