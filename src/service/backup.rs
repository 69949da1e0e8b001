//! The whole instance in one file, and back.
//!
//! For: [`write()`] (database, uploads, key and a manifest with the SHA-256 of each part, while the
//! server goes on answering) and [`restore()`] (only into an empty place, only if every hash holds).
//! Must not know: what the tables mean.
//! To add: a part is a name in the manifest; [`restore()`] refuses names that it does not know.

mod restore;
mod write;

pub use restore::restore;
pub use write::write;

use serde::{Deserialize, Serialize};

/// Form of the archive.
const FORMAT: u32 = 1;
/// The manifest's name in the archive; it stands last.
const MANIFEST: &str = "manifest.json";
/// The embedded engine's file in the archive.
const DATABASE: &str = "linli.db";
/// Folder of the server engine's tables in the archive.
const TABLES: &str = "tables/";
/// Folder of photos and recordings in the archive.
const UPLOADS: &str = "uploads/";

/// What an archive holds.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Manifest {
    /// Form of the archive.
    pub format: u32,
    /// Version of the program that wrote it.
    pub linli: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Latest migration of the database.
    pub schema: i64,
    /// When it was written, in milliseconds since 1970.
    pub made_at: i64,
    /// Tables in the order in which they are filled; the server engine only.
    pub tables: Vec<String>,
    /// Every part but the manifest.
    pub parts: Vec<Part>,
}

/// One part of an archive.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Part {
    /// Its name in the archive.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

impl Manifest {
    /// Sum of the parts' lengths.
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }
    /// Photos and recordings in it.
    pub fn uploads(&self) -> usize {
        self.parts.iter().filter(|part| part.name.starts_with(UPLOADS)).count()
    }
}

/// A reader that hashes what passes.
struct Hashing<R> {
    inner: R,
    hash: sha2::Sha256,
    bytes: u64,
}

impl<R: std::io::Read> Hashing<R> {
    fn new(inner: R) -> Self {
        use sha2::Digest;
        Self { inner, hash: sha2::Sha256::new(), bytes: 0 }
    }
    fn part(self, name: &str) -> Part {
        use sha2::Digest;
        Part { name: name.to_owned(), bytes: self.bytes, sha256: crate::keys::hex(&self.hash.finalize()) }
    }
}

impl<R: std::io::Read> std::io::Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        use sha2::Digest;
        let count = self.inner.read(into)?;
        self.hash.update(into.get(..count).unwrap_or_default());
        self.bytes += u64::try_from(count).unwrap_or(0);
        Ok(count)
    }
}
