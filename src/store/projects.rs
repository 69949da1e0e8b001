//! Projects: the stage of a community's renovation, its windows of time and its money.
//!
//! For: the one project of a community, its phases by kind, its funding lines by source.
//! Must not know: which stage may follow which (`domain::project`), works and polls.
//! To add: see `store`.

use crate::domain::ids::{CommunityId, PhaseId, ProjectId};
use crate::domain::moment::Moment;
use crate::domain::phase::{Phase, PhaseKind};
use crate::domain::project::{FundingSource, Stage};
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// The renovation of one community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its community.
    pub community_id: CommunityId,
    /// The year of the programme it belongs to.
    pub programme_year: Option<i64>,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub stage_since: Moment,
    /// The stage that a pause interrupted.
    pub before_pause: Option<Stage>,
    /// Why it is paused, refused or withdrawn; empty otherwise.
    pub reason_zh: String,
    /// The same in English; may be empty.
    pub reason_en: String,
    /// Per cent of satisfied households from which a work counts as accepted.
    pub satisfied_percent: i64,
}

/// A window of time as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseRow {
    /// Its id.
    pub id: PhaseId,
    /// Its community.
    pub community_id: CommunityId,
    /// Its project.
    pub project_id: ProjectId,
    /// What it opens and when.
    pub phase: Phase,
}

/// The money of one source, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FundingLine {
    /// Who pays.
    pub source: FundingSource,
    /// Planned.
    pub planned_fen: i64,
    /// Received so far.
    pub received_fen: i64,
    /// Spent so far.
    pub spent_fen: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    programme_year: Option<i64>,
    stage: String,
    stage_since: i64,
    before_pause: Option<String>,
    reason_zh: String,
    reason_en: String,
    satisfied_percent: i64,
}

impl Row {
    fn project(self) -> Result<Project, StoreError> {
        Ok(Project {
            id: ProjectId(self.id),
            community_id: CommunityId(self.community_id),
            programme_year: self.programme_year,
            stage: word(Stage::parse, &self.stage)?,
            stage_since: Moment(self.stage_since),
            before_pause: self.before_pause.as_deref().and_then(Stage::parse),
            reason_zh: self.reason_zh,
            reason_en: self.reason_en,
            satisfied_percent: self.satisfied_percent,
        })
    }
}

fn word<T>(parse: fn(&str) -> Option<T>, text: &str) -> Result<T, StoreError> {
    parse(text).ok_or_else(|| StoreError::Broken(format!("'{text}' is no word of its list")))
}

#[derive(sqlx::FromRow)]
struct Window {
    id: Uuid,
    community_id: Uuid,
    project_id: Uuid,
    kind: String,
    opens: i64,
    closes: i64,
}

impl Window {
    fn row(self) -> Result<PhaseRow, StoreError> {
        let kind = word(PhaseKind::parse, &self.kind)?;
        Ok(PhaseRow {
            id: PhaseId(self.id),
            community_id: CommunityId(self.community_id),
            project_id: ProjectId(self.project_id),
            phase: Phase { kind, opens: Moment(self.opens), closes: Moment(self.closes) },
        })
    }
}

const FIND: &str = "
    SELECT id, community_id, programme_year, stage, stage_since, before_pause, reason_zh, reason_en, satisfied_percent
    FROM project
    WHERE community_id = $1";
const RECORD: &str = "
    INSERT INTO project
      (id, community_id, programme_year, stage, stage_since, before_pause, reason_zh, reason_en, satisfied_percent)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const REVISE: &str = "
    UPDATE project
    SET programme_year = $2, stage = $3, stage_since = $4, before_pause = $5,
        reason_zh = $6, reason_en = $7, satisfied_percent = $8
    WHERE id = $1";
const PHASES: &str = "
    SELECT id, community_id, project_id, kind, opens, closes
    FROM phase
    WHERE project_id = $1
    ORDER BY opens, kind";
const PHASE: &str = "
    SELECT id, community_id, project_id, kind, opens, closes
    FROM phase
    WHERE community_id = $1 AND kind = $2";
const RECORD_PHASE: &str = "
    INSERT INTO phase (id, community_id, project_id, kind, opens, closes)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (project_id, kind) DO UPDATE SET opens = excluded.opens, closes = excluded.closes";
const REMOVE_PHASE: &str = "DELETE FROM phase WHERE project_id = $1 AND kind = $2";
const FUNDING: &str = "
    SELECT source, planned_fen, received_fen, spent_fen
    FROM funding_line
    WHERE project_id = $1";
const RECORD_FUNDING: &str = "
    INSERT INTO funding_line (project_id, community_id, source, planned_fen, received_fen, spent_fen)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (project_id, source) DO UPDATE
    SET planned_fen = excluded.planned_fen, received_fen = excluded.received_fen, spent_fen = excluded.spent_fen";

/// The project of a community.
pub async fn find(c: &mut Conn, community: CommunityId) -> Result<Option<Project>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(community.0).fetch_optional(db).await)?;
    row.map(Row::project).transpose()
}

/// Records a project.
pub async fn record(c: &mut Conn, new: &Project) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id.0)
            .bind(new.community_id.0)
            .bind(new.programme_year)
            .bind(new.stage.as_str())
            .bind(new.stage_since.0)
            .bind(new.before_pause.map(Stage::as_str))
            .bind(new.reason_zh.as_str())
            .bind(new.reason_en.as_str())
            .bind(new.satisfied_percent)
    )?;
    Ok(())
}

/// Writes stage, reasons, year and threshold.
pub async fn revise(c: &mut Conn, now: &Project) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(REVISE)
            .bind(now.id.0)
            .bind(now.programme_year)
            .bind(now.stage.as_str())
            .bind(now.stage_since.0)
            .bind(now.before_pause.map(Stage::as_str))
            .bind(now.reason_zh.as_str())
            .bind(now.reason_en.as_str())
            .bind(now.satisfied_percent)
    )?;
    Ok(())
}

/// Every window of a project, by their beginning.
pub async fn phases(c: &mut Conn, project: ProjectId) -> Result<Vec<PhaseRow>, StoreError> {
    let rows: Vec<Window> = on!(c, |db| sqlx::query_as(PHASES).bind(project.0).fetch_all(db).await)?;
    rows.into_iter().map(Window::row).collect()
}

/// The window of this kind in a community.
pub async fn phase(c: &mut Conn, community: CommunityId, kind: PhaseKind) -> Result<Option<Phase>, StoreError> {
    let row: Option<Window> =
        on!(c, |db| sqlx::query_as(PHASE).bind(community.0).bind(kind.as_str()).fetch_optional(db).await)?;
    Ok(row.map(Window::row).transpose()?.map(|row| row.phase))
}

/// Records a window, or moves the one of its kind.
pub async fn record_phase(c: &mut Conn, new: &PhaseRow) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD_PHASE)
            .bind(new.id.0)
            .bind(new.community_id.0)
            .bind(new.project_id.0)
            .bind(new.phase.kind.as_str())
            .bind(new.phase.opens.0)
            .bind(new.phase.closes.0)
    )?;
    Ok(())
}

/// Takes a window away.
pub async fn remove_phase(c: &mut Conn, project: ProjectId, kind: PhaseKind) -> Result<(), StoreError> {
    run!(c, sqlx::query(REMOVE_PHASE).bind(project.0).bind(kind.as_str()))?;
    Ok(())
}

/// The money of a project, in the order of the sources.
pub async fn funding(c: &mut Conn, project: ProjectId) -> Result<Vec<FundingLine>, StoreError> {
    let rows: Vec<(String, i64, i64, i64)> = on!(c, |db| sqlx::query_as(FUNDING).bind(project.0).fetch_all(db).await)?;
    let mut lines = rows
        .into_iter()
        .map(|(source, planned_fen, received_fen, spent_fen)| {
            Ok(FundingLine { source: word(FundingSource::parse, &source)?, planned_fen, received_fen, spent_fen })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    lines.sort_by_key(|line| line.source);
    Ok(lines)
}

/// Records the money of one source, or revises it.
pub async fn record_funding(
    c: &mut Conn,
    project: ProjectId,
    community: CommunityId,
    line: &FundingLine,
) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD_FUNDING)
            .bind(project.0)
            .bind(community.0)
            .bind(line.source.as_str())
            .bind(line.planned_fen)
            .bind(line.received_fen)
            .bind(line.spent_fen)
    )?;
    Ok(())
}
