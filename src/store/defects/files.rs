//! Photos and recordings of a fault.

use crate::domain::ids::{CommunityId, DefectId, UploadId};
use crate::store::uploads::UploadKind;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A photo or recording of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// The upload.
    pub id: UploadId,
    /// Of which fault.
    pub defect: DefectId,
    /// Photo or recording.
    pub kind: UploadKind,
    /// Its size; the same photo sent twice is known by it.
    pub bytes: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    upload_id: Uuid,
    defect_id: Uuid,
    kind: String,
    bytes: i64,
}

impl Row {
    fn file(self) -> File {
        File {
            id: UploadId(self.upload_id),
            defect: DefectId(self.defect_id),
            kind: UploadKind::parse(&self.kind).unwrap_or(UploadKind::Recording),
            bytes: self.bytes,
        }
    }
}

const LIST: &str = "
    SELECT f.upload_id, f.defect_id, u.kind, u.bytes
    FROM defect_file f
    JOIN upload u ON u.id = f.upload_id
    WHERE f.defect_id = $1
    ORDER BY f.position, f.upload_id";
const OF_COMMUNITY: &str = "
    SELECT f.upload_id, f.defect_id, u.kind, u.bytes
    FROM defect_file f
    JOIN upload u ON u.id = f.upload_id
    WHERE f.community_id = $1
    ORDER BY f.defect_id, f.position, f.upload_id";
const OF_UPLOAD: &str = "SELECT defect_id FROM defect_file WHERE upload_id = $1";
const RECORD: &str = "
    INSERT INTO defect_file (upload_id, defect_id, community_id, position)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (upload_id) DO NOTHING";
const RELEASE: &str = "DELETE FROM defect_file WHERE upload_id = $1";

/// Those of a fault, in their order.
pub async fn files(c: &mut Conn, defect: DefectId) -> Result<Vec<File>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(defect.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::file).collect())
}

/// Those of every fault of a community.
pub async fn files_of_community(c: &mut Conn, community: CommunityId) -> Result<Vec<File>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(OF_COMMUNITY).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::file).collect())
}

/// The fault that an upload belongs to.
pub async fn of_upload(c: &mut Conn, id: UploadId) -> Result<Option<DefectId>, StoreError> {
    let found: Option<Uuid> = on!(c, |db| sqlx::query_scalar(OF_UPLOAD).bind(id.0).fetch_optional(db).await)?;
    Ok(found.map(DefectId))
}

/// Gives an upload to a fault.
pub async fn record_file(
    c: &mut Conn,
    id: UploadId,
    (defect, community): (DefectId, CommunityId),
    position: i64,
) -> Result<(), StoreError> {
    run!(c, sqlx::query(RECORD).bind(id.0).bind(defect.0).bind(community.0).bind(position))?;
    Ok(())
}

/// Lets an upload go: it belongs to nothing then.
pub async fn release_file(c: &mut Conn, id: UploadId) -> Result<(), StoreError> {
    run!(c, sqlx::query(RELEASE).bind(id.0))?;
    Ok(())
}
