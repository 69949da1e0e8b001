//! Photos and recordings: what is known about them. Their bytes lie in the upload store.
//!
//! For: recording and finding one, those of a feedback, whether everybody may see one, removing
//! what nothing points to.
//! Must not know: how a photo is decoded (`service::photos`), or who asks.
//! To add: see `store`; a further column that names an upload is a line of `loose!`, or it would be
//! removed after a day.

use crate::domain::ids::{CommunityId, FeedbackId, UploadId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

crate::words! {
    /// What an upload is.
    UploadKind {
        /// A photo, always a JPEG of ours.
        Photo = "photo",
        /// A recording, kept as it came.
        Recording = "recording",
    }
}

/// One photo or recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id; also the name of its bytes.
    pub id: UploadId,
    /// Where it belongs.
    pub community_id: CommunityId,
    /// Photo or recording.
    pub kind: UploadKind,
    /// The MIME type it is served with.
    pub mime: String,
    /// Its size.
    pub bytes: i64,
    /// Width in pixels; 0 for a recording.
    pub width: i64,
    /// Height in pixels; 0 for a recording.
    pub height: i64,
    /// The feedback it belongs to; none for drafts and the photos of works.
    pub feedback_id: Option<FeedbackId>,
    /// Its place among those of the feedback.
    pub position: i64,
    /// When it came.
    pub created_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    kind: String,
    mime: String,
    bytes: i64,
    width: i64,
    height: i64,
    feedback_id: Option<Uuid>,
    position: i64,
    created_at: i64,
}

impl Row {
    fn upload(self) -> Upload {
        Upload {
            id: UploadId(self.id),
            community_id: CommunityId(self.community_id),
            kind: UploadKind::parse(&self.kind).unwrap_or(UploadKind::Recording),
            mime: self.mime,
            bytes: self.bytes,
            width: self.width,
            height: self.height,
            feedback_id: self.feedback_id.map(FeedbackId),
            position: self.position,
            created_at: Moment(self.created_at),
        }
    }
}

/// Uploads that no feedback, work or fault (`$fault` says which count) points to.
macro_rules! loose {
    ($head:literal, $fault:literal, $rest:literal) => {
        concat!(
            $head,
            " upload AS u
    WHERE u.feedback_id IS NULL
      AND u.id NOT IN (SELECT w.before_photo FROM work w WHERE w.before_photo IS NOT NULL)
      AND u.id NOT IN (SELECT w.after_photo FROM work w WHERE w.after_photo IS NOT NULL)
      AND u.id NOT IN (SELECT f.upload_id FROM defect_file f JOIN defect d ON d.id = f.defect_id WHERE ",
            $fault,
            ")
      ",
            $rest
        )
    };
}

const FIND: &str = "
    SELECT id, community_id, kind, mime, bytes, width, height, feedback_id, position, created_at
    FROM upload
    WHERE id = $1";
const LIST: &str = "
    SELECT id, community_id, kind, mime, bytes, width, height, feedback_id, position, created_at
    FROM upload
    WHERE feedback_id = $1
    ORDER BY position, id";
const RECORD: &str = "
    INSERT INTO upload (id, community_id, kind, mime, bytes, width, height, feedback_id, position, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const ATTACH: &str = "UPDATE upload SET feedback_id = $2, position = $3 WHERE id = $1 AND feedback_id IS NULL";
// A fault that was taken back holds its photos as long as what belongs to nothing is kept.
const LOOSE: &str = loose!(
    "SELECT u.id FROM",
    "d.withdrawn_at IS NULL OR d.withdrawn_at > $1",
    "AND u.created_at <= $1 ORDER BY u.created_at, u.id LIMIT $2"
);
const LOOSE_BYTES: &str =
    loose!("SELECT CAST(COALESCE(SUM(u.bytes), 0) AS BIGINT) FROM", "d.withdrawn_at IS NULL", "AND u.created_at > $1");
const RELEASE: &str = "
    DELETE FROM defect_file
    WHERE upload_id = $1
      AND EXISTS (SELECT 1 FROM defect d WHERE d.id = defect_file.defect_id AND d.withdrawn_at IS NOT NULL)";
// The body of a draft names its uploads in JSON.
const REMOVE_LOOSE: &str = loose!(
    "DELETE FROM",
    "d.withdrawn_at IS NULL",
    "AND u.id = $1
      AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.community_id = u.community_id AND d.body LIKE $2)"
);
// Everybody may see the photos of a published feedback, and those of works before and after.
const OPEN: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM upload u
    WHERE u.id = $1
      AND u.kind = 'photo'
      AND (EXISTS (SELECT 1 FROM feedback f
                   WHERE f.id = u.feedback_id AND f.state = 'published' AND f.visibility = 'public')
        OR EXISTS (SELECT 1 FROM work w
                   WHERE w.community_id = u.community_id AND (w.before_photo = u.id OR w.after_photo = u.id)))";
const FIRST_PHOTOS: &str = "
    SELECT u.feedback_id, u.id
    FROM upload u
    JOIN feedback f ON f.id = u.feedback_id
    WHERE f.community_id = $1 AND f.state = 'published' AND f.visibility = 'public'
      AND u.kind = 'photo' AND u.position = 0";

/// The upload of this id.
pub async fn find(c: &mut Conn, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id.0).fetch_optional(db).await)?;
    Ok(row.map(Row::upload))
}

/// Those of a feedback, in their order.
pub async fn list(c: &mut Conn, feedback: FeedbackId) -> Result<Vec<Upload>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(feedback.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::upload).collect())
}

/// Records one.
pub async fn record(c: &mut Conn, new: &Upload) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id.0)
            .bind(new.community_id.0)
            .bind(new.kind.as_str())
            .bind(new.mime.as_str())
            .bind(new.bytes)
            .bind(new.width)
            .bind(new.height)
            .bind(new.feedback_id.map(|id| id.0))
            .bind(new.position)
            .bind(new.created_at.0)
    )?;
    Ok(())
}

/// Gives one that belongs to nothing yet to a feedback.
pub async fn attach(c: &mut Conn, id: UploadId, feedback: FeedbackId, position: i64) -> Result<(), StoreError> {
    run!(c, sqlx::query(ATTACH).bind(id.0).bind(feedback.0).bind(position))?;
    Ok(())
}

/// Some of those that came until then and that neither a feedback nor a work points to, oldest
/// first. A draft may still hold them.
pub async fn list_loose(c: &mut Conn, until: Moment, most: i64) -> Result<Vec<UploadId>, StoreError> {
    let rows: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(LOOSE).bind(until.0).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(UploadId).collect())
}

/// How many bytes those have that came after `since` and that neither a feedback nor a work nor a
/// fault points to.
pub async fn loose_bytes(c: &mut Conn, since: Moment) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(LOOSE_BYTES).bind(since.0).fetch_one(db).await)
}

/// Removes one that nothing points to, no draft either; `false` if something does. A fault that was
/// taken back lets go of it.
pub async fn remove_loose(c: &mut Conn, id: UploadId) -> Result<bool, StoreError> {
    run!(c, sqlx::query(RELEASE).bind(id.0))?;
    let named = format!("%{}%", id.0.hyphenated());
    Ok(run!(c, sqlx::query(REMOVE_LOOSE).bind(id.0).bind(named.as_str()))? > 0)
}

/// Whether everybody may see it.
pub async fn is_open(c: &mut Conn, id: UploadId) -> Result<bool, StoreError> {
    let count: i64 = on!(c, |db| sqlx::query_scalar(OPEN).bind(id.0).fetch_one(db).await)?;
    Ok(count > 0)
}

/// The first photo of each published feedback of a community.
pub async fn first_photos(c: &mut Conn, community: CommunityId) -> Result<Vec<(FeedbackId, UploadId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = on!(c, |db| sqlx::query_as(FIRST_PHOTOS).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(feedback, id)| (FeedbackId(feedback), UploadId(id))).collect())
}
