//! What this process keeps of rendered pages, by the revision of their community.
//!
//! For: [`Shelf`]: bytes under a key, with the revision they show and the time until which they
//! may stand. A write raises the revision, so what is stale is never found.
//! Must not know: what a key or the bytes mean (`http::cache` does).
//! To add: nothing for a further kind of page.

use crate::domain::ids::CommunityId;
use crate::domain::moment::Moment;
use bytes::Bytes;
use parking_lot::RwLock;
use std::collections::HashMap;

/// Most pages kept; then all are dropped, which is simpler than a queue and as good for pages
/// that are rendered in a millisecond.
const MOST: usize = 4096;

/// One kept page.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Whose page it is.
    pub community: CommunityId,
    /// The revision it shows.
    pub revision: i64,
    /// It is made anew from then on, even without a write.
    pub until: Moment,
    /// The packed page.
    pub bytes: Bytes,
    /// Its tag for conditional requests.
    pub tag: String,
}

/// The kept pages of this process.
#[derive(Default)]
pub struct Shelf(RwLock<HashMap<String, Kept>>);

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shelf({})", self.0.read().len())
    }
}

impl Shelf {
    /// What is kept under `key`; whether it still holds is for the caller to see.
    pub fn find(&self, key: &str) -> Option<Kept> {
        self.0.read().get(key).cloned()
    }

    /// Keeps a page.
    pub fn keep(&self, key: String, page: Kept) {
        let mut pages = self.0.write();
        if pages.len() >= MOST {
            pages.clear();
        }
        pages.insert(key, page);
    }
}
