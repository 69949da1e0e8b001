//! Opening a store by its address, and the few texts that differ by engine.
//!
//! For: [`Store::open`], pools, pragmas, migrations, reads and units of work.
//! Must not know: any table but `_sqlx_migrations` and the revision of a community.
//! To add: a text that must differ stands here (or beside its query) with both forms together.

use crate::domain::ids::CommunityId;
use crate::on;
use crate::store::conn::{Gathered, Link};
use crate::store::turns::Turns;
use crate::store::writer::Writer;
use crate::store::{Conn, StoreError, audit, record};
use futures::future::BoxFuture;
use parking_lot::RwLock;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};
use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Which engine serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Inside the process, one file.
    Sqlite,
    /// A server, reached by `DATABASE_URL`.
    Postgres,
}

/// Revisions of communities as this process last committed or read them.
pub(super) type Revisions = Arc<RwLock<HashMap<CommunityId, i64>>>;

/// The database, of either engine. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Inner,
    revisions: Revisions,
}

#[derive(Clone)]
enum Inner {
    Sqlite { read: SqlitePool, writer: Writer },
    Postgres { read: PgPool, write: PgPool },
}

const READERS: u32 = 4;
const PG_CONNECTIONS: u32 = 16;
const READ_ONLY: &str = "SET default_transaction_read_only = on";
const REVISION: &str = "SELECT revision FROM community WHERE id = $1";
const BUMP: &str = "UPDATE community SET revision = revision + 1 WHERE id = $1 RETURNING revision";

impl Store {
    /// Opens the embedded engine at `file`, making it if it is not there, and migrates.
    ///
    /// # Errors
    /// The file cannot be made, read or written, or is no database of Linli.
    pub async fn open_sqlite(file: &Path) -> Result<Self, StoreError> {
        make_private(file).map_err(|e| StoreError::from(sqlx::Error::Io(e)))?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(256)
            .pragma("temp_store", "memory");
        let turns = Turns::beside(file).map_err(|e| StoreError::from(sqlx::Error::Io(e)))?;
        let writer = Writer::start(options.clone(), turns).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "1"));
        let revisions = writer.revisions();
        Ok(Self { inner: Inner::Sqlite { read, writer }, revisions })
    }

    /// Opens the server engine and migrates.
    ///
    /// # Errors
    /// The address cannot be read or reached, or the account may not make tables.
    pub async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url)?.application_name("linli");
        let pool = PgPoolOptions::new().max_connections(PG_CONNECTIONS).acquire_timeout(Duration::from_secs(5));
        let write = pool.clone().connect_with(options.clone()).await?;
        sqlx::migrate!("migrations/postgres").run(&write).await?;
        let read = pool
            .after_connect(|c, _| Box::pin(async move { sqlx::query(READ_ONLY).execute(c).await.map(drop) }))
            .connect_lazy_with(options);
        Ok(Self { inner: Inner::Postgres { read, write }, revisions: Revisions::default() })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Postgres { .. } => Engine::Postgres,
        }
    }

    /// A connection for reading. Writing through it fails.
    ///
    /// # Errors
    /// No connection came free in time.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        Ok(Conn::new(match &self.inner {
            Inner::Sqlite { read, .. } => Link::SqliteRead(read.acquire().await?),
            Inner::Postgres { read, .. } => Link::PostgresRead(read.acquire().await?),
        }))
    }

    /// Runs one unit of work: all of it is durable when this answers `Ok`, nothing of it is
    /// there otherwise. Only SQL may be awaited inside.
    ///
    /// # Errors
    /// The unit's own error, or the store's (converted) if the commit failed.
    pub async fn write<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        match &self.inner {
            Inner::Sqlite { writer, .. } => writer.run(unit).await,
            Inner::Postgres { write, .. } => self.write_postgres(write, unit).await,
        }
    }

    async fn write_postgres<T, E, F>(&self, pool: &PgPool, unit: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<T, E>>,
    {
        let tx = pool.begin().await.map_err(StoreError::from)?;
        let mut conn = Conn::new(Link::PostgresWrite(tx));
        let value = unit(&mut conn).await?;
        let gathered = conn.take_gathered();
        flush(&mut conn, gathered).await?;
        if let Link::PostgresWrite(tx) = conn.link {
            tx.commit().await.map_err(StoreError::from)?;
        }
        Ok(value)
    }

    /// The revision of a community's pages. The embedded engine answers from memory, since hardly
    /// anybody but this process writes, and its writer sees within a second that a command did; the
    /// server engine is asked each time, since other nodes write too.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn revision(&self, community: CommunityId) -> Result<i64, StoreError> {
        if self.engine() == Engine::Sqlite
            && let Some(known) = self.revisions.read().get(&community).copied()
        {
            return Ok(known);
        }
        let mut c = self.read().await?;
        let found: Option<i64> = on!(c, |db| sqlx::query_scalar(REVISION).bind(community.0).fetch_optional(db).await)?;
        let revision = found.unwrap_or(0);
        // A commit may have gone by meanwhile: the higher number is the later one.
        let mut known = self.revisions.write();
        let slot = known.entry(community).or_insert(revision);
        *slot = (*slot).max(revision);
        Ok(*slot)
    }

    /// Ends the writer after what is waiting, and closes the pools.
    pub async fn close(&self) {
        match &self.inner {
            Inner::Sqlite { read, writer } => {
                writer.stop().await;
                read.close().await;
            }
            Inner::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

/// Makes the file for its owner alone if it is not there yet: the engine would make it for all, and
/// gives the files beside it the mode of this one.
fn make_private(file: &Path) -> std::io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Writes what a group gathered; answers the new revisions.
pub(super) async fn flush(c: &mut Conn, gathered: Gathered) -> Result<Vec<(CommunityId, i64)>, StoreError> {
    if !gathered.leaves.is_empty() {
        record::write(c, &gathered.leaves).await?;
    }
    let mut revisions = Vec::with_capacity(gathered.touched.len());
    for community in gathered.touched {
        let new: Option<i64> = on!(c, |db| sqlx::query_scalar(BUMP).bind(community.0).fetch_optional(db).await)?;
        if let Some(new) = new {
            revisions.push((community, new));
        }
    }
    // The head of the log is the last row that is locked, or two units could wait for each other.
    if !gathered.audit.is_empty() {
        audit::write(c, &gathered.audit).await?;
    }
    Ok(revisions)
}
