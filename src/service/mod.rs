//! The use cases, one function a verb: policy → domain → store → audit and record → commit.
//!
//! For: [`Linli`], what every use case works with; [`Fail`], what it answers instead.
//! Must not know: HTTP, HTML, sentences, SQL.
//! To add: a function in the file of the word, in this order: load the place, ask
//! `policy::can`, check with `domain`, one `store.write(…)` with everything in it.

pub mod allowance;
pub mod answers;
pub mod assist;
pub mod audit;
pub mod backup;
pub mod ballots;
pub mod communities;
pub mod corrections;
pub mod credentials;
pub mod defects;
pub mod devices;
pub mod doctor;
pub mod doors;
pub mod fail;
pub mod feedback;
pub mod folders;
pub mod gateway;
pub mod held;
pub mod home;
pub mod households;
pub mod imports;
pub mod instance;
pub mod letters;
pub mod merging;
pub mod messages;
pub mod moderation;
pub mod names;
pub mod office;
pub mod own;
pub mod papers;
pub mod phones;
pub mod photos;
pub mod polls;
pub mod projects;
pub mod ratings;
pub mod record;
pub mod regions;
pub mod renaming;
pub mod repairs;
pub mod roll;
pub mod room;
pub mod sessions;
pub mod shelf;
pub mod similar;
pub mod staff;
pub mod works;

pub use fail::{Checks, Fail};

use crate::clock::{Clock, Random, SystemClock};
use crate::config::Config;
use crate::domain::ids::{CommunityId, LeafId, StaffId};
use crate::domain::moment::Moment;
use crate::keys::{Keys, Ring};
use crate::service::shelf::Shelf;
use crate::store::audit::Entry;
use crate::store::record::Leaf;
use crate::store::{Store, StoreError};
use object_store::local::LocalFileSystem;
use std::ops::Deref;
use std::sync::Arc;

/// Most MiB of large forms that are in memory at a time: two of the largest.
pub const ARRIVING: usize = 96;

/// Answer of a use case.
pub type Outcome<T> = Result<T, Fail>;

/// Everything a use case works with. Cheap to clone.
#[derive(Clone)]
pub struct Linli(Arc<Parts>);

/// The parts of an instance.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Box<dyn Clock>,
    /// Randomness.
    pub random: Random,
    /// The secret key.
    pub keys: Keys,
    /// The keys that phone numbers are sealed with.
    pub ring: Ring,
    /// The settings.
    pub config: Config,
    /// Photos and recordings.
    pub uploads: LocalFileSystem,
    /// Rendered pages of this process.
    pub pages: Shelf,
    /// Small photos of this process.
    pub smalls: photos::small::Smalls,
    /// Running polls as casts need them.
    pub offers: polls::Offers,
    /// Wakes the jobs when a message should leave.
    pub mail: tokio::sync::Notify,
    /// At most this many passwords are hashed at a time (19 MiB each).
    pub hashing: tokio::sync::Semaphore,
    /// Room for large forms that are being read, in MiB.
    pub arriving: room::Room,
    /// Room for small ones, in KiB.
    pub small: room::Room,
    /// How long the record was when it was last counted.
    pub leaves: record::Length,
    /// What was said, ready to be compared.
    pub said: similar::Prepared,
    /// At most one photo is decoded at a time; a photo may take 72 MiB.
    pub decoding: Arc<tokio::sync::Semaphore>,
    /// At most one file of a roll is read at a time.
    pub reading: Arc<tokio::sync::Semaphore>,
}

impl Deref for Linli {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Linli {
    /// Opens an instance: the data folder, the key, the database.
    ///
    /// # Errors
    /// One sentence that says which of them cannot be used and why.
    pub async fn open(config: Config) -> Result<Self, String> {
        Self::open_with(config, Box::new(SystemClock), Random::system()).await
    }

    /// The same with a given clock and randomness (tests, the demo).
    ///
    /// # Errors
    /// As [`Linli::open`].
    pub async fn open_with(config: Config, clock: Box<dyn Clock>, random: Random) -> Result<Self, String> {
        let folder = config.data.display().to_string();
        let cannot = |what: &str, error: &dyn std::fmt::Display| {
            format!(
                "{what} cannot be used: {error}. Check that the folder '{folder}' exists, is writable and has free space."
            )
        };
        folders::make(&config.uploads()).map_err(|e| cannot("The data folder", &e))?;
        let keys = Keys::open(&config.data, &random).map_err(|e| cannot("The secret key", &e))?;
        let ring = Ring::open(&config.data, config.phone_keys.as_deref(), &random)
            .map_err(|e| cannot("The keys of phone numbers", &e))?;
        let uploads = LocalFileSystem::new_with_prefix(config.uploads())
            .map(|folder| folder.with_fsync(true))
            .map_err(|e| cannot("The folder of photos", &e))?;
        let store = Self::open_store(&config).await.map_err(|e| match &config.database_url {
            Some(_) => format!(
                "The database at DATABASE_URL cannot be used: {e}. Check the address, the account and that it runs."
            ),
            None => cannot("The database", &e),
        })?;
        Ok(Self(Arc::new(Parts {
            store,
            clock,
            random,
            keys,
            ring,
            config,
            uploads,
            pages: Shelf::default(),
            smalls: photos::small::Smalls::default(),
            offers: polls::Offers::default(),
            mail: tokio::sync::Notify::new(),
            hashing: tokio::sync::Semaphore::new(2),
            arriving: room::Room::new(ARRIVING, room::SHARE),
            small: room::Room::new(room::SMALL_FORMS, room::SHARE_SMALL),
            leaves: record::Length::default(),
            said: similar::Prepared::default(),
            decoding: Arc::new(tokio::sync::Semaphore::new(1)),
            reading: Arc::new(tokio::sync::Semaphore::new(1)),
        })))
    }

    async fn open_store(config: &Config) -> Result<Store, StoreError> {
        match &config.database_url {
            Some(url) => Store::open_postgres(url).await,
            None => Store::open_sqlite(&config.sqlite_file()).await,
        }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// An audit entry for an act at `now`.
    pub fn entry(&self, now: Moment, by: &By, verb: &str, place: Option<CommunityId>, object: String) -> Entry {
        Entry {
            id: self.random.id(now),
            at: now,
            staff_id: by.staff,
            community_id: place,
            verb: verb.to_owned(),
            object,
            detail: String::new(),
            result: crate::store::audit::DONE.to_owned(),
            address: by.address.clone(),
        }
    }

    /// A leaf of the record.
    pub fn leaf(&self, now: Moment, place: CommunityId, kind: &str, body: String) -> Leaf {
        Leaf::new(LeafId(self.random.id(now)), now, place, kind, body)
    }
}

/// Who acts and from where, for the audit log.
#[derive(Clone, Debug, Default)]
pub struct By {
    /// The staff account, if any.
    pub staff: Option<StaffId>,
    /// The network address, or the command's name.
    pub address: String,
}
