//! A connection inside one read or one unit of work.
//!
//! For: [`Conn`] hides which engine it is and gathers what is written once a group: audit
//! entries, leaves of the record and the communities whose pages changed.
//! Must not know: any table but through `engine`'s two texts for the gathered rows.
//! To add: a further gathered kind is a field of [`Gathered`] and its text in `engine`.

use crate::domain::ids::CommunityId;
use crate::store::audit::Entry;
use crate::store::record::Leaf;
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

/// Rows that a unit of work leaves to be written together, once a group.
#[derive(Debug, Default)]
pub struct Gathered {
    pub(super) audit: Vec<Entry>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) touched: Vec<CommunityId>,
}

impl Gathered {
    pub(super) fn absorb(&mut self, mut other: Self) {
        self.audit.append(&mut other.audit);
        self.leaves.append(&mut other.leaves);
        for id in other.touched {
            if !self.touched.contains(&id) {
                self.touched.push(id);
            }
        }
    }
}

pub(super) enum Link {
    SqliteRead(PoolConnection<Sqlite>),
    SqliteWrite(Box<SqliteConnection>),
    PostgresRead(PoolConnection<Postgres>),
    PostgresWrite(Transaction<'static, Postgres>),
}

/// A connection of either engine.
pub struct Conn {
    pub(super) link: Link,
    pub(super) gathered: Gathered,
}

/// What [`on!`](crate::on) looks at.
pub enum Side<'c> {
    /// The embedded engine.
    Sqlite(&'c mut SqliteConnection),
    /// The server engine.
    Postgres(&'c mut PgConnection),
}

impl Conn {
    pub(super) fn new(link: Link) -> Self {
        Self { link, gathered: Gathered::default() }
    }

    /// The live connection, by engine.
    pub fn side(&mut self) -> Side<'_> {
        match &mut self.link {
            Link::SqliteRead(c) => Side::Sqlite(c),
            Link::SqliteWrite(c) => Side::Sqlite(c),
            Link::PostgresRead(c) => Side::Postgres(c),
            Link::PostgresWrite(c) => Side::Postgres(c),
        }
    }

    /// True on the server engine, for the few texts that differ.
    pub fn is_postgres(&self) -> bool {
        matches!(self.link, Link::PostgresRead(_) | Link::PostgresWrite(_))
    }

    /// Says that this community's pages changed: its revision goes up with the commit.
    pub fn touch(&mut self, community: CommunityId) {
        if !self.gathered.touched.contains(&community) {
            self.gathered.touched.push(community);
        }
    }

    /// Leaves an audit entry to be written with the group.
    pub fn audit(&mut self, entry: Entry) {
        self.gathered.audit.push(entry);
    }

    /// Leaves a leaf of the record to be written with the group.
    pub fn append(&mut self, leaf: Leaf) {
        self.gathered.leaves.push(leaf);
    }

    pub(super) fn take_gathered(&mut self) -> Gathered {
        std::mem::take(&mut self.gathered)
    }
}
