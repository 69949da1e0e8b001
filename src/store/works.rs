//! Works: what is to be done in a community.
//!
//! For: listing, finding, recording, revising and removing works.
//! Must not know: the catalogue they were picked from, votes and ratings about them.
//! To add: see `store`.

use crate::domain::ids::{CommunityId, ProjectId, UploadId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::work::{Class, WorkState};
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its id.
    pub id: WorkId,
    /// Its community.
    pub community_id: CommunityId,
    /// Its project.
    pub project_id: ProjectId,
    /// Number in the catalogue; empty if it is not from there.
    pub catalogue: String,
    /// Chinese name.
    pub zh: String,
    /// English name; may be empty.
    pub en: String,
    /// Basic, improvement or upgrade.
    pub class: Class,
    /// How much of it, in 0.01 of its unit.
    pub quantity: i64,
    /// Its unit.
    pub unit: String,
    /// What it costs, in fen.
    pub cost_fen: i64,
    /// True if it is done in any case; false if it is put to the vote.
    pub must_do: bool,
    /// What changes for residents.
    pub note_zh: String,
    /// The same in English; may be empty.
    pub note_en: String,
    /// How far it is.
    pub state: WorkState,
    /// When it was finished.
    pub finished_at: Option<Moment>,
    /// Months of warranty from acceptance, if fixed.
    pub warranty_months: Option<i64>,
    /// Photo from before.
    pub before_photo: Option<UploadId>,
    /// Photo from after.
    pub after_photo: Option<UploadId>,
    /// Place in the list.
    pub position: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    project_id: Uuid,
    catalogue: String,
    zh: String,
    en: String,
    class: String,
    quantity: i64,
    unit: String,
    cost_fen: i64,
    must_do: bool,
    note_zh: String,
    note_en: String,
    state: String,
    finished_at: Option<i64>,
    warranty_months: Option<i64>,
    before_photo: Option<Uuid>,
    after_photo: Option<Uuid>,
    position: i64,
}

impl Row {
    fn work(self) -> Result<Work, StoreError> {
        let unknown = |word: &str| StoreError::Broken(format!("'{word}' is no word of a work"));
        Ok(Work {
            id: WorkId(self.id),
            community_id: CommunityId(self.community_id),
            project_id: ProjectId(self.project_id),
            catalogue: self.catalogue,
            zh: self.zh,
            en: self.en,
            class: Class::parse(&self.class).ok_or_else(|| unknown(&self.class))?,
            quantity: self.quantity,
            unit: self.unit,
            cost_fen: self.cost_fen,
            must_do: self.must_do,
            note_zh: self.note_zh,
            note_en: self.note_en,
            state: WorkState::parse(&self.state).ok_or_else(|| unknown(&self.state))?,
            finished_at: self.finished_at.map(Moment),
            warranty_months: self.warranty_months,
            before_photo: self.before_photo.map(UploadId),
            after_photo: self.after_photo.map(UploadId),
            position: self.position,
        })
    }
}

const LIST: &str = "
    SELECT id, community_id, project_id, catalogue, zh, en, class, quantity, unit, cost_fen, must_do, note_zh, note_en,
           state, finished_at, warranty_months, before_photo, after_photo, position
    FROM work
    WHERE community_id = $1
    ORDER BY position, id";
const FIND: &str = "
    SELECT id, community_id, project_id, catalogue, zh, en, class, quantity, unit, cost_fen, must_do, note_zh, note_en,
           state, finished_at, warranty_months, before_photo, after_photo, position
    FROM work
    WHERE id = $1";
const RECORD: &str = "
    INSERT INTO work
      (id, community_id, project_id, catalogue, zh, en, class, quantity, unit, cost_fen, must_do, note_zh, note_en,
       state, finished_at, warranty_months, before_photo, after_photo, position)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
const REVISE: &str = "
    UPDATE work
    SET zh = $2, en = $3, class = $4, quantity = $5, unit = $6, cost_fen = $7, must_do = $8, note_zh = $9, note_en = $10,
        state = $11, finished_at = $12, warranty_months = $13, before_photo = $14, after_photo = $15, position = $16
    WHERE id = $1";
const BEFORE_PHOTOS: &str = "
    SELECT id, before_photo
    FROM work
    WHERE community_id = $1 AND before_photo IS NOT NULL";
const REMOVE: &str = "DELETE FROM work WHERE id = $1";
const IN_USE: &str = "
    SELECT CAST((SELECT COUNT(*) FROM poll_option WHERE work_id = $1) AS BIGINT)
         + CAST((SELECT COUNT(*) FROM rating WHERE work_id = $1) AS BIGINT)
         + CAST((SELECT COUNT(*) FROM defect WHERE work_id = $1) AS BIGINT)";

/// The works of a community, in their order.
pub async fn list(c: &mut Conn, community: CommunityId) -> Result<Vec<Work>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(community.0).fetch_all(db).await)?;
    rows.into_iter().map(Row::work).collect()
}

/// The work of this id.
pub async fn find(c: &mut Conn, id: WorkId) -> Result<Option<Work>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id.0).fetch_optional(db).await)?;
    row.map(Row::work).transpose()
}

/// The photo from before of each work of a community that has one.
pub async fn before_photos(c: &mut Conn, community: CommunityId) -> Result<Vec<(WorkId, UploadId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = on!(c, |db| sqlx::query_as(BEFORE_PHOTOS).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(work, photo)| (WorkId(work), UploadId(photo))).collect())
}

/// Records a work.
pub async fn record(c: &mut Conn, new: &Work) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id.0)
            .bind(new.community_id.0)
            .bind(new.project_id.0)
            .bind(new.catalogue.as_str())
            .bind(new.zh.as_str())
            .bind(new.en.as_str())
            .bind(new.class.as_str())
            .bind(new.quantity)
            .bind(new.unit.as_str())
            .bind(new.cost_fen)
            .bind(new.must_do)
            .bind(new.note_zh.as_str())
            .bind(new.note_en.as_str())
            .bind(new.state.as_str())
            .bind(new.finished_at.map(|at| at.0))
            .bind(new.warranty_months)
            .bind(new.before_photo.map(|id| id.0))
            .bind(new.after_photo.map(|id| id.0))
            .bind(new.position)
    )?;
    Ok(())
}

/// Writes everything but where it belongs and which catalogue number it came from.
pub async fn revise(c: &mut Conn, now: &Work) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(REVISE)
            .bind(now.id.0)
            .bind(now.zh.as_str())
            .bind(now.en.as_str())
            .bind(now.class.as_str())
            .bind(now.quantity)
            .bind(now.unit.as_str())
            .bind(now.cost_fen)
            .bind(now.must_do)
            .bind(now.note_zh.as_str())
            .bind(now.note_en.as_str())
            .bind(now.state.as_str())
            .bind(now.finished_at.map(|at| at.0))
            .bind(now.warranty_months)
            .bind(now.before_photo.map(|id| id.0))
            .bind(now.after_photo.map(|id| id.0))
            .bind(now.position)
    )?;
    Ok(())
}

/// Takes a work away. Only one that [`is_used`] denies; the database refuses others.
pub async fn remove(c: &mut Conn, id: WorkId) -> Result<(), StoreError> {
    run!(c, sqlx::query(REMOVE).bind(id.0))?;
    Ok(())
}

/// True if a poll offers it, or a rating or defect speaks of it.
pub async fn is_used(c: &mut Conn, id: WorkId) -> Result<bool, StoreError> {
    let uses: i64 = on!(c, |db| sqlx::query_scalar(IN_USE).bind(id.0).fetch_one(db).await)?;
    Ok(uses > 0)
}
