//! Defects: faults of finished works until those who live there say they are gone.
//!
//! For: one defect a work and household; lists of a community; moving one along. One that was taken
//! back keeps its row, so that it can come back; nothing here but [`record`] finds it.
//! Must not know: which state may follow which (`domain::defect`).
//! To add: see `store`; what shows a fault stands in `files`.

mod files;

pub use files::{File, files, files_of_community, of_upload, record_file, release_file};

use crate::domain::defect::{DefectState, Severity};
use crate::domain::ids::{CommunityId, DefectId, HouseholdId, WorkId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Its id.
    pub id: DefectId,
    /// Where.
    pub community_id: CommunityId,
    /// Of which work.
    pub work_id: WorkId,
    /// Who said so; none if staff found it.
    pub household_id: Option<HouseholdId>,
    /// In their words; only for those who handle it.
    pub text: String,
    /// How far it is.
    pub state: DefectState,
    /// How pressing it is.
    pub severity: Severity,
    /// When it must be fixed (exclusive).
    pub due_at: Moment,
    /// What was said last by those who fix it.
    pub note: String,
    /// When it was reported.
    pub created_at: Moment,
    /// When it last moved.
    pub changed_at: Moment,
}

/// A work of a place that a household was at before its community went into another.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Left {
    /// Short name of that place.
    pub slug: String,
    /// The work.
    pub work_id: Uuid,
    /// Its Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    work_id: Uuid,
    household_id: Option<Uuid>,
    text: String,
    state: String,
    severity: String,
    due_at: i64,
    note: String,
    created_at: i64,
    changed_at: i64,
}

impl Row {
    fn defect(self) -> Result<Defect, StoreError> {
        let unknown = |word: &str| StoreError::Broken(format!("'{word}' is no word of a defect"));
        Ok(Defect {
            id: DefectId(self.id),
            community_id: CommunityId(self.community_id),
            work_id: WorkId(self.work_id),
            household_id: self.household_id.map(HouseholdId),
            text: self.text,
            state: DefectState::parse(&self.state).ok_or_else(|| unknown(&self.state))?,
            severity: Severity::parse(&self.severity).ok_or_else(|| unknown(&self.severity))?,
            due_at: Moment(self.due_at),
            note: self.note,
            created_at: Moment(self.created_at),
            changed_at: Moment(self.changed_at),
        })
    }
}

const FIND: &str = "
    SELECT id, community_id, work_id, household_id, text, state, severity, due_at, note, created_at, changed_at
    FROM defect
    WHERE id = $1 AND withdrawn_at IS NULL";
const OF_WORK: &str = "
    SELECT id, community_id, work_id, household_id, text, state, severity, due_at, note, created_at, changed_at
    FROM defect
    WHERE work_id = $1 AND household_id = $2 AND withdrawn_at IS NULL";
const OF_HOUSEHOLD: &str = "
    SELECT id, community_id, work_id, household_id, text, state, severity, due_at, note, created_at, changed_at
    FROM defect
    WHERE community_id = $1 AND household_id = $2 AND withdrawn_at IS NULL";
const LEFT_BEHIND: &str = "
    SELECT m.slug, d.work_id, w.zh, w.en
    FROM defect d
    JOIN household h ON h.id = d.household_id
    JOIN community m ON m.id = d.community_id
    JOIN work w ON w.id = d.work_id
    WHERE d.household_id = $1 AND d.community_id <> h.community_id AND d.withdrawn_at IS NULL
    ORDER BY d.created_at, d.id";
const LIST: &str = "
    SELECT id, community_id, work_id, household_id, text, state, severity, due_at, note, created_at, changed_at
    FROM defect
    WHERE community_id = $1 AND withdrawn_at IS NULL
    ORDER BY due_at, id";
const RECORD: &str = "
    INSERT INTO defect
      (id, community_id, work_id, household_id, text, state, severity, due_at, note, created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (work_id, household_id) DO UPDATE
    SET text = excluded.text, state = excluded.state, severity = excluded.severity, due_at = excluded.due_at,
        note = excluded.note, created_at = excluded.created_at, changed_at = excluded.changed_at, withdrawn_at = NULL
    WHERE defect.withdrawn_at IS NOT NULL
    RETURNING id";
const REVISE: &str = "
    UPDATE defect
    SET text = $3, state = $4, severity = $5, due_at = $6, note = $7, changed_at = $8
    WHERE id = $1 AND state = $2 AND withdrawn_at IS NULL";
const WITHDRAW: &str = "
    UPDATE defect
    SET withdrawn_at = $2
    WHERE id = $1 AND state = 'reported' AND withdrawn_at IS NULL";

/// The defect of this id.
pub async fn find(c: &mut Conn, id: DefectId) -> Result<Option<Defect>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id.0).fetch_optional(db).await)?;
    row.map(Row::defect).transpose()
}

/// What a household reported of a work.
pub async fn of_work(c: &mut Conn, work: WorkId, household: HouseholdId) -> Result<Option<Defect>, StoreError> {
    let row: Option<Row> =
        on!(c, |db| sqlx::query_as(OF_WORK).bind(work.0).bind(household.0).fetch_optional(db).await)?;
    row.map(Row::defect).transpose()
}

/// Everything a household reported.
pub async fn of_household(
    c: &mut Conn,
    community: CommunityId,
    household: HouseholdId,
) -> Result<Vec<Defect>, StoreError> {
    let rows: Vec<Row> =
        on!(c, |db| sqlx::query_as(OF_HOUSEHOLD).bind(community.0).bind(household.0).fetch_all(db).await)?;
    rows.into_iter().map(Row::defect).collect()
}

/// What a household reported at a place that went into its own.
pub async fn left_behind(c: &mut Conn, household: HouseholdId) -> Result<Vec<Left>, StoreError> {
    on!(c, |db| sqlx::query_as(LEFT_BEHIND).bind(household.0).fetch_all(db).await)
}

/// The defects of a community, soonest due first.
pub async fn list(c: &mut Conn, community: CommunityId) -> Result<Vec<Defect>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(community.0).fetch_all(db).await)?;
    rows.into_iter().map(Row::defect).collect()
}

/// Records a defect and gives the id it has; nothing if this household has one of this work
/// already. One that it took back stands again under its old id, with the photos it still has.
pub async fn record(c: &mut Conn, new: &Defect) -> Result<Option<DefectId>, StoreError> {
    let id: Option<Uuid> = on!(c, |db| sqlx::query_scalar(RECORD)
        .bind(new.id.0)
        .bind(new.community_id.0)
        .bind(new.work_id.0)
        .bind(new.household_id.map(|id| id.0))
        .bind(new.text.as_str())
        .bind(new.state.as_str())
        .bind(new.severity.as_str())
        .bind(new.due_at.0)
        .bind(new.note.as_str())
        .bind(new.created_at.0)
        .bind(new.changed_at.0)
        .fetch_optional(db)
        .await)?;
    Ok(id.map(DefectId))
}

/// Writes a defect that still stands at `from`; `false` if somebody moved it meanwhile.
pub async fn revise(c: &mut Conn, now: &Defect, from: DefectState) -> Result<bool, StoreError> {
    let changed = run!(
        c,
        sqlx::query(REVISE)
            .bind(now.id.0)
            .bind(from.as_str())
            .bind(now.text.as_str())
            .bind(now.state.as_str())
            .bind(now.severity.as_str())
            .bind(now.due_at.0)
            .bind(now.note.as_str())
            .bind(now.changed_at.0)
    )?;
    Ok(changed == 1)
}

/// Takes back a defect on which nobody acted yet: nobody sees it any more, and its photos are kept
/// for as long as those that belong to nothing.
pub async fn withdraw(c: &mut Conn, id: DefectId, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(WITHDRAW).bind(id.0).bind(now.0))?;
    Ok(())
}
