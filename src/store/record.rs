//! The record: append-only leaves of everything that must not change silently.
//!
//! For: [`Leaf`], written with the group it belongs to; finding a leaf by its hash.
//! Must not know: what a leaf's text means; `service` writes it in canonical form.
//! To add: a further kind needs no change here.

use crate::domain::ids::{CommunityId, LeafId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// One leaf.
#[derive(Debug, Clone, Serialize)]
pub struct Leaf {
    /// Time-sorted id.
    pub id: LeafId,
    /// When it was written.
    pub at: Moment,
    /// The community it belongs to.
    pub community_id: CommunityId,
    /// What it is about: `ballot`, `poll`, `decision`, …
    pub kind: String,
    /// Canonical text; its SHA-256 after the byte 0x00 is the leaf hash (RFC 6962 §2.1).
    pub body: String,
    /// The leaf hash, in hex.
    pub hash: String,
}

impl Leaf {
    /// Makes a leaf and its hash.
    pub fn new(id: LeafId, at: Moment, community_id: CommunityId, kind: &str, body: String) -> Self {
        let hash = leaf_hash(&body);
        Self { id, at, community_id, kind: kind.to_owned(), body, hash }
    }
}

/// SHA-256 of 0x00 and the text, in hex (RFC 6962 §2.1).
pub fn leaf_hash(body: &str) -> String {
    let digest = Sha256::new().chain_update([0u8]).chain_update(body.as_bytes()).finalize();
    crate::keys::hex(&digest)
}

const WRITE_SQLITE: &str = "
    INSERT INTO leaf (id, at, community_id, kind, body, hash)
    SELECT unhex(value ->> 'id', '-'), value ->> 'at', unhex(value ->> 'community_id', '-'),
           value ->> 'kind', value ->> 'body', unhex(value ->> 'hash')
    FROM json_each($1)";
const WRITE_POSTGRES: &str = "
    INSERT INTO leaf (id, at, community_id, kind, body, hash)
    SELECT id, at, community_id, kind, body, decode(hash, 'hex')
    FROM json_to_recordset($1::json) AS r
      (id uuid, at bigint, community_id uuid, kind text, body text, hash text)";
const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM leaf";
const COUNT_UP_TO: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT hash FROM leaf LIMIT $1) AS few";
const ANSWERS: &str = "SELECT CAST(1 AS BIGINT)";
const FIND: &str = "
    SELECT at, community_id, kind, body, hash
    FROM leaf
    WHERE hash >= $1 AND hash < $2
    ORDER BY hash
    LIMIT 1";
const ANOTHER_COUNTS: &str = "
    SELECT CAST(1 AS BIGINT)
    FROM leaf
    WHERE community_id = $1 AND at >= $2 AND SUBSTR(body, 1, LENGTH($3)) = $3 AND hash <> $4 AND body LIKE $5
    LIMIT 1";
const BODIES: &str = "
    SELECT body, hash
    FROM leaf
    WHERE community_id = $1 AND kind = $2
    ORDER BY at, id";

/// Writes the gathered leaves in one statement.
pub(super) async fn write(c: &mut Conn, leaves: &[Leaf]) -> Result<(), StoreError> {
    let json = serde_json::to_string(leaves).map_err(|e| StoreError::Broken(e.to_string()))?;
    let sql = if c.is_postgres() { WRITE_POSTGRES } else { WRITE_SQLITE };
    run!(c, sqlx::query(sql).bind(json))?;
    Ok(())
}

/// How many leaves there are.
pub async fn count(c: &mut Conn) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(COUNT).fetch_one(db).await)
}

/// The same, counted no further than to `most`: for a page that anybody opens.
pub async fn count_up_to(c: &mut Conn, most: i64) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(COUNT_UP_TO).bind(most).fetch_one(db).await)
}

/// Done if the database answers at all; it reads nothing.
pub async fn answers(c: &mut Conn) -> Result<(), StoreError> {
    let _: i64 = on!(c, |db| sqlx::query_scalar(ANSWERS).fetch_one(db).await)?;
    Ok(())
}

/// Texts and stored hashes of one kind in one community, oldest first.
pub async fn list(c: &mut Conn, community: CommunityId, kind: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    on!(c, |db| sqlx::query_as(BODIES).bind(community.0).bind(kind).fetch_all(db).await)
}

/// True if any id in the list is already a leaf (used by recounts).
pub fn same_hash(body: &str, stored: &[u8]) -> bool {
    leaf_hash(body) == crate::keys::hex(stored)
}

/// Keeps the id type in one place for the makers of leaves.
pub fn leaf_id(id: Uuid) -> LeafId {
    LeafId(id)
}

/// A leaf as it is found again by its hash.
#[derive(Debug, Clone)]
pub struct Found {
    /// When it was written.
    pub at: Moment,
    /// Where, if it belongs to one community.
    pub community: Option<CommunityId>,
    /// What it is about.
    pub kind: String,
    /// Its canonical text.
    pub body: String,
    /// Its stored hash.
    pub hash: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct FoundRow {
    at: i64,
    community_id: Option<Uuid>,
    kind: String,
    body: String,
    hash: Vec<u8>,
}

/// The leaf whose hash begins with these hex digits (of an odd number the last is left out).
pub async fn find(c: &mut Conn, prefix: &str) -> Result<Option<Found>, StoreError> {
    let even = prefix.get(..prefix.len() / 2 * 2).unwrap_or_default();
    let Some(from) = crate::keys::unhex(even).filter(|bytes| !bytes.is_empty() && bytes.len() <= 32) else {
        return Ok(None);
    };
    // No hash is longer than 32 bytes, so this is the end of those that begin with `from`.
    let mut end = from.clone();
    end.resize(33, 0xff);
    let row: Option<FoundRow> = on!(c, |db| sqlx::query_as(FIND).bind(from).bind(end).fetch_optional(db).await)?;
    Ok(row.map(|row| Found {
        at: Moment(row.at),
        community: row.community_id.map(CommunityId),
        kind: row.kind,
        body: row.body,
        hash: row.hash,
    }))
}

/// Whether a community has another leaf than the one of this hash, written at `since` or later, whose
/// text begins so and says that it counts.
pub async fn another_counts(
    c: &mut Conn,
    (community, since): (CommunityId, Moment),
    start: &str,
    hash: &[u8],
) -> Result<bool, StoreError> {
    let found: Option<i64> = on!(c, |db| sqlx::query_scalar(ANOTHER_COUNTS)
        .bind(community.0)
        .bind(since.0)
        .bind(start)
        .bind(hash.to_vec())
        .bind("%\ncounts yes\n%")
        .fetch_optional(db)
        .await)?;
    Ok(found.is_some())
}
