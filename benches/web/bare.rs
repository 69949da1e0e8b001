//! The least that writes the same rows: ballot and leaf, in transactions of 64, on one connection
//! with the same pragmas.

use crate::kit::sample::{Voting, id};
use crate::runtime;
use linli::store::record::leaf_hash;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::time::Instant;
use uuid::Uuid;

const GROUP: usize = 64;
const BALLOT: &str = "
    INSERT INTO ballot
      (id, poll_id, community_id, household_id, channel, choices, cast_at, receipt, once, staff_id, replaced_at)
    VALUES ($1, $2, $3, $4, 'online', $5, $6, $7, $8, NULL, NULL)";
const LEAF: &str = "INSERT INTO leaf (id, at, community_id, kind, body, hash) VALUES ($1, $2, $3, 'ballot', $4, $5)";
const TOUCH: &str = "UPDATE community SET revision = revision + 1 WHERE id = $1";

/// One ballot's values.
struct Row {
    id: Uuid,
    household: Uuid,
    choices: String,
    receipt: String,
    body: String,
    hash: Vec<u8>,
}

/// What is written.
pub struct Rows {
    poll: Uuid,
    community: Uuid,
    list: Vec<Row>,
}

impl Rows {
    /// A ballot of every household, of the length that the site writes.
    pub fn of(voting: &Voting) -> Self {
        let rows = voting.households.iter().enumerate().map(|(n, household)| {
            let choices =
                format!("{{\"choices\":[\"{}\",\"{}\"],\"blank\":false}}", voting.works[0].0, voting.works[1].0);
            let body = format!("ballot {} {} {}", voting.poll, "0".repeat(64), "1".repeat(64));
            let hash = leaf_hash(&body);
            Row {
                id: id((1 << 72) + n as u128),
                household: household.0,
                choices,
                receipt: hash[..20].to_owned(),
                body,
                hash: linli::keys::unhex(&hash).unwrap(),
            }
        });
        Self { poll: voting.poll.0, community: voting.community.id.0, list: rows.collect() }
    }
}

/// Rows a second with sqlx.
pub fn sqlx(file: &Path, rows: &Rows) -> f64 {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    runtime().block_on(async {
        let mut db = options.connect().await.unwrap();
        let begun = Instant::now();
        for group in rows.list.chunks(GROUP) {
            let mut tx = db.begin().await.unwrap();
            for row in group {
                let ballot = sqlx::query(BALLOT).bind(row.id).bind(rows.poll).bind(rows.community).bind(row.household);
                let ballot = ballot.bind(&row.choices).bind(1_i64).bind(&row.receipt).bind(row.id);
                ballot.execute(&mut *tx).await.unwrap();
                let leaf = sqlx::query(LEAF).bind(row.id).bind(1_i64).bind(rows.community).bind(&row.body);
                leaf.bind(&row.hash).execute(&mut *tx).await.unwrap();
            }
            sqlx::query(TOUCH).bind(rows.community).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
        }
        rows.list.len() as f64 / begun.elapsed().as_secs_f64()
    })
}

/// Rows a second with the engine called directly.
pub fn rusqlite(file: &Path, rows: &Rows) -> f64 {
    let mut db = rusqlite::Connection::open(file).unwrap();
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON").unwrap();
    let bytes = |id: &Uuid| id.as_bytes().to_vec();
    let begun = Instant::now();
    for group in rows.list.chunks(GROUP) {
        let tx = db.transaction().unwrap();
        for row in group {
            let (id, poll, community) = (bytes(&row.id), bytes(&rows.poll), bytes(&rows.community));
            let mut ballot = tx.prepare_cached(BALLOT).unwrap();
            let values = (&id, &poll, &community, bytes(&row.household), &row.choices, 1_i64, &row.receipt, &id);
            ballot.execute(values).unwrap();
            let mut leaf = tx.prepare_cached(LEAF).unwrap();
            leaf.execute((&id, 1_i64, &community, &row.body, &row.hash)).unwrap();
        }
        tx.execute(TOUCH, [bytes(&rows.community)]).unwrap();
        tx.commit().unwrap();
    }
    rows.list.len() as f64 / begun.elapsed().as_secs_f64()
}
