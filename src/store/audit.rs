//! The audit log: every act of staff, append-only and chained by hashes.
//!
//! For: [`Entry`], written with the group it belongs to; searching the log; [`verify`], which names
//! the first entry that is not as it was written; [`purge`] of what need not be kept any longer.
//! Must not know: what may be done; it only says what was done.
//! To add: a further column here, in both migrations, in both texts of [`write`] and in `text`,
//! which then begins with a new number.

use crate::domain::ids::{CommunityId, StaffId};
use crate::domain::moment::Moment;
use crate::keys::{hex, sha256};
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The act was done.
pub const DONE: &str = "done";
/// The act was refused.
pub const REFUSED: &str = "refused";
/// The verb of an entry that stands for those that were removed before it.
pub const PURGE: &str = "purge_audit";
/// What stands before the first entry.
const START: [u8; 32] = [0; 32];
/// Entries read at a time.
pub const PIECE: i64 = 2_000;

/// One act.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Time-sorted id.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Who; none for acts of the command line or of households.
    pub staff_id: Option<StaffId>,
    /// Where, if it concerns one community.
    pub community_id: Option<CommunityId>,
    /// What was done: a verb of `domain::phase::Verb` or a command's name.
    pub verb: String,
    /// On what: kind and id.
    pub object: String,
    /// Further words; never a choice, a code or a phone number.
    pub detail: String,
    /// [`DONE`] or [`REFUSED`].
    pub result: String,
    /// Address it came from.
    pub address: String,
}

/// An entry in its place of the chain.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What it says.
    pub entry: Entry,
    /// Its number; those from before there was a chain have 0 and less.
    pub serial: i64,
    /// Hash of the entry before it; none before the chain.
    pub previous: Option<Vec<u8>>,
    /// Its own hash; none before the chain.
    pub hash: Option<Vec<u8>>,
}

/// What the log is searched for.
#[derive(Debug, Clone)]
pub struct Sought {
    /// Only older ones than this number.
    pub before: i64,
    /// From this moment.
    pub from: Moment,
    /// Up to, not with, this moment.
    pub to: Moment,
    /// Only this verb, unless empty.
    pub verb: String,
    /// Only where the object has these words, unless empty.
    pub object: String,
    /// Only by this person.
    pub staff_id: Option<StaffId>,
    /// Only in this community.
    pub community_id: Option<CommunityId>,
    /// Only with this result, unless empty.
    pub result: String,
    /// Only from this address, unless empty.
    pub address: String,
}

impl Default for Sought {
    fn default() -> Self {
        Self {
            before: i64::MAX,
            from: Moment(i64::MIN),
            to: Moment(i64::MAX),
            verb: String::new(),
            object: String::new(),
            staff_id: None,
            community_id: None,
            result: String::new(),
            address: String::new(),
        }
    }
}

/// An entry as it is sent to the database.
#[derive(Serialize)]
struct Line<'e> {
    #[serde(flatten)]
    entry: &'e Entry,
    serial: i64,
    previous: String,
    hash: String,
}

// The row of the head is locked from here to the commit, so two nodes never write one serial.
const TAKE: &str = "
    INSERT INTO audit_head (id, serial, hash) VALUES (1, $1, $2)
    ON CONFLICT (id) DO UPDATE SET serial = audit_head.serial + excluded.serial
    RETURNING serial, hash";
const MOVE: &str = "UPDATE audit_head SET hash = $1 WHERE id = 1";
const HEAD: &str = "SELECT serial, hash FROM audit_head WHERE id = 1";
const WRITE_SQLITE: &str = "
    INSERT INTO audit
      (id, at, staff_id, community_id, verb, object, detail, result, address, serial, previous, hash)
    SELECT unhex(value ->> 'id', '-'), value ->> 'at',
           unhex(value ->> 'staff_id', '-'), unhex(value ->> 'community_id', '-'),
           value ->> 'verb', value ->> 'object', value ->> 'detail', value ->> 'result', value ->> 'address',
           value ->> 'serial', unhex(value ->> 'previous'), unhex(value ->> 'hash')
    FROM json_each($1)";
const WRITE_POSTGRES: &str = "
    INSERT INTO audit
      (id, at, staff_id, community_id, verb, object, detail, result, address, serial, previous, hash)
    SELECT id, at, staff_id, community_id, verb, object, detail, result, address, serial,
           decode(previous, 'hex'), decode(hash, 'hex')
    FROM json_to_recordset($1::json) AS r
      (id uuid, at bigint, staff_id uuid, community_id uuid, verb text, object text, detail text, result text,
       address text, serial bigint, previous text, hash text)";
const LIST: &str = "
    SELECT id, at, staff_id, community_id, verb, object, detail, result, address, serial, previous, hash
    FROM audit
    ORDER BY at DESC, id DESC
    LIMIT $1";
// A condition that may be left out uses no index, so the one that leaves the fewest stands first by itself.
macro_rules! search {
    ($first:literal) => {
        concat!(
            "
    SELECT id, at, staff_id, community_id, verb, object, detail, result, address, serial, previous, hash
    FROM audit
    WHERE ",
            $first,
            " serial < $1 AND at >= $2 AND at < $3
      AND ($4 = '' OR verb = $4)
      AND ($5 = '' OR REPLACE(object, $5, '') <> object)
      AND ($6 IS NULL OR staff_id = $6)
      AND ($7 IS NULL OR community_id = $7)
      AND ($8 = '' OR result = $8)
      AND ($9 = '' OR address = $9)
    ORDER BY serial DESC
    LIMIT $10"
        )
    };
}
const SEARCH: &str = search!("");
const SEARCH_STAFF: &str = search!("staff_id = $6 AND");
const SEARCH_ADDRESS: &str = search!("address = $9 AND");
const SEARCH_REFUSED: &str = search!("result = 'refused' AND");
const SEARCH_COMMUNITY: &str = search!("community_id = $7 AND");
const SEARCH_VERB: &str = search!("verb = $4 AND");
const CHAIN: &str = "
    SELECT id, at, staff_id, community_id, verb, object, detail, result, address, serial, previous, hash
    FROM audit
    WHERE serial > $1 AND serial <= $2
    ORDER BY serial
    LIMIT $3";
const OLDEST: &str = "SELECT at FROM audit ORDER BY serial LIMIT 1";
const UP_TO: &str = "
    SELECT CAST(COALESCE((SELECT MIN(serial) FROM audit WHERE at >= $1) - 1, (SELECT MAX(serial) FROM audit)) AS BIGINT)";
const HASH: &str = "SELECT hash FROM audit WHERE serial = $1";
const LET_GO: &str = "
    INSERT INTO audit_head (id, serial, hash, purged) VALUES (1, 0, $1, $2)
    ON CONFLICT (id) DO UPDATE SET purged = excluded.purged";
const REMOVE: &str = "DELETE FROM audit WHERE serial <= $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    at: i64,
    staff_id: Option<Uuid>,
    community_id: Option<Uuid>,
    verb: String,
    object: String,
    detail: String,
    result: String,
    address: String,
    serial: i64,
    previous: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
}

impl From<Row> for Kept {
    fn from(r: Row) -> Self {
        let entry = Entry {
            id: r.id,
            at: Moment(r.at),
            staff_id: r.staff_id.map(StaffId),
            community_id: r.community_id.map(CommunityId),
            verb: r.verb,
            object: r.object,
            detail: r.detail,
            result: r.result,
            address: r.address,
        };
        Self { entry, serial: r.serial, previous: r.previous, hash: r.hash }
    }
}

/// The canonical text of an entry, whose SHA-256 is its hash.
fn text(entry: &Entry, serial: i64, previous: &[u8]) -> String {
    serde_json::json!([
        "linli audit 1",
        serial,
        hex(previous),
        entry.id.to_string(),
        entry.at.0,
        entry.staff_id.map(|id| id.0.to_string()),
        entry.community_id.map(|id| id.0.to_string()),
        entry.verb,
        entry.object,
        entry.detail,
        entry.result,
        entry.address,
    ])
    .to_string()
}

/// Writes the gathered entries at the end of the chain. It is the last thing of a unit: whoever
/// holds the head waits for nothing else.
pub(super) async fn write(c: &mut Conn, entries: &[Entry]) -> Result<(), StoreError> {
    let broken = |e: &dyn std::fmt::Display| StoreError::Broken(e.to_string());
    let many = i64::try_from(entries.len()).map_err(|e| broken(&e))?;
    let start = START.to_vec();
    let (end, mut previous): (i64, Vec<u8>) =
        on!(c, |db| sqlx::query_as(TAKE).bind(many).bind(start).fetch_one(db).await)?;
    let mut lines = Vec::with_capacity(entries.len());
    for (entry, serial) in entries.iter().zip(end - many + 1..) {
        let hash = sha256(text(entry, serial, &previous).as_bytes()).to_vec();
        lines.push(Line { entry, serial, previous: hex(&previous), hash: hex(&hash) });
        previous = hash;
    }
    let json = serde_json::to_string(&lines).map_err(|e| broken(&e))?;
    let sql = if c.is_postgres() { WRITE_POSTGRES } else { WRITE_SQLITE };
    run!(c, sqlx::query(sql).bind(json))?;
    run!(c, sqlx::query(MOVE).bind(previous))?;
    Ok(())
}

/// The newest entries first.
pub async fn list(c: &mut Conn, most: i64) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|row| Kept::from(row).entry).collect())
}

fn search_by(sought: &Sought) -> &'static str {
    match sought {
        Sought { staff_id: Some(_), .. } => SEARCH_STAFF,
        Sought { address, .. } if !address.is_empty() => SEARCH_ADDRESS,
        Sought { result, .. } if result == REFUSED => SEARCH_REFUSED,
        Sought { community_id: Some(_), .. } => SEARCH_COMMUNITY,
        Sought { verb, .. } if !verb.is_empty() => SEARCH_VERB,
        _ => SEARCH,
    }
}

/// What is sought, the highest serial first, at most `most`.
pub async fn search(c: &mut Conn, sought: &Sought, most: i64) -> Result<Vec<Kept>, StoreError> {
    let (staff, community) = (sought.staff_id.map(|id| id.0), sought.community_id.map(|id| id.0));
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(search_by(sought))
        .bind(sought.before)
        .bind(sought.from.0)
        .bind(sought.to.0)
        .bind(sought.verb.clone())
        .bind(sought.object.clone())
        .bind(staff)
        .bind(community)
        .bind(sought.result.clone())
        .bind(sought.address.clone())
        .bind(most)
        .fetch_all(db)
        .await)?;
    Ok(rows.into_iter().map(Kept::from).collect())
}

/// The chain as far as it was followed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// How many entries are as they were written.
    pub whole: i64,
    /// The first serial that is not, if any.
    pub broken: Option<i64>,
}

/// Follows the chain to the end it has now.
pub async fn verify(c: &mut Conn) -> Result<Chain, StoreError> {
    let head: Option<(i64, Vec<u8>)> = on!(c, |db| sqlx::query_as(HEAD).fetch_optional(db).await)?;
    let (end, last) = head.unwrap_or((0, START.to_vec()));
    let (mut at, mut previous, mut chain) = (0, START.to_vec(), Chain::default());
    // What was removed from the start, and every removal that the log itself tells of.
    let (mut removed, mut told) = (None, BTreeSet::new());
    loop {
        let rows: Vec<Row> = on!(c, |db| sqlx::query_as(CHAIN).bind(at).bind(end).bind(PIECE).fetch_all(db).await)?;
        if rows.is_empty() {
            break;
        }
        for kept in rows.into_iter().map(Kept::from) {
            let before = kept.previous.unwrap_or_default();
            if chain.whole == 0 && kept.serial > 1 {
                removed = Some((kept.serial, purged(kept.serial - 1, Some(&before))));
            } else if kept.serial != at + 1 || before != previous {
                chain.broken = Some(at + 1);
                return Ok(chain);
            }
            let hash = sha256(text(&kept.entry, kept.serial, &before).as_bytes());
            if kept.hash.as_deref() != Some(&hash[..]) {
                chain.broken = Some(kept.serial);
                return Ok(chain);
            }
            if kept.entry.verb == PURGE {
                told.insert(kept.entry.object);
            }
            (at, previous) = (kept.serial, hash.to_vec());
            chain.whole += 1;
        }
    }
    chain.broken = match removed {
        Some((first, what)) if !told.contains(&what) => Some(first - 1),
        _ if at != end || previous != last => Some(at + 1),
        _ => None,
    };
    Ok(chain)
}

/// How an entry names what was removed: up to which number, and the hash of that one.
fn purged(up_to: i64, hash: Option<&[u8]>) -> String {
    format!("audit {up_to} {}", hash.map_or_else(|| "-".to_owned(), hex))
}

/// Whether the oldest entry is from before this moment.
pub async fn is_old(c: &mut Conn, before: Moment) -> Result<bool, StoreError> {
    let oldest: Option<i64> = on!(c, |db| sqlx::query_scalar(OLDEST).fetch_optional(db).await)?;
    Ok(oldest.is_some_and(|at| at < before.0))
}

/// Removes the entries at the start of the chain that are from before this moment, and leaves one
/// that says up to which number and hash. `checkpoint` is that one without its words.
pub async fn purge(c: &mut Conn, before: Moment, mut checkpoint: Entry) -> Result<bool, StoreError> {
    let up_to: Option<i64> = on!(c, |db| sqlx::query_scalar(UP_TO).bind(before.0).fetch_one(db).await)?;
    let Some(up_to) = up_to else { return Ok(false) };
    run!(c, sqlx::query(LET_GO).bind(START.to_vec()).bind(up_to))?;
    // Another node may have been first.
    let last: Option<Option<Vec<u8>>> = on!(c, |db| sqlx::query_scalar(HASH).bind(up_to).fetch_optional(db).await)?;
    let Some(hash) = last else { return Ok(false) };
    run!(c, sqlx::query(REMOVE).bind(up_to))?;
    PURGE.clone_into(&mut checkpoint.verb);
    checkpoint.object = purged(up_to, hash.as_deref());
    c.audit(checkpoint);
    Ok(true)
}
