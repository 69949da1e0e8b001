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

/// Most bytes kept; then all are dropped, which is simpler than a queue and as good for pages that
/// are rendered in a millisecond.
const MOST: usize = 16 << 20;

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

impl Kept {
    /// About what it takes beside its key.
    fn room(&self) -> usize {
        self.bytes.len() + self.tag.len() + size_of::<Self>()
    }
}

#[derive(Default)]
struct Pages {
    by_key: HashMap<String, Kept>,
    room: usize,
}

/// The kept pages of this process.
#[derive(Default)]
pub struct Shelf(RwLock<Pages>);

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pages = self.0.read();
        write!(f, "Shelf({} pages, {} bytes)", pages.by_key.len(), pages.room)
    }
}

impl Shelf {
    /// What is kept under `key`; whether it still holds is for the caller to see.
    pub fn find(&self, key: &str) -> Option<Kept> {
        self.0.read().by_key.get(key).cloned()
    }

    /// Keeps a page.
    pub fn keep(&self, key: String, page: Kept) {
        let mut pages = self.0.write();
        let room = key.len() + page.room();
        if pages.room + room > MOST {
            *pages = Pages::default();
        }
        pages.room += room;
        let length = key.len();
        if let Some(old) = pages.by_key.insert(key, page) {
            pages.room -= length + old.room();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(bytes: usize) -> Kept {
        let (community, until) = (CommunityId(uuid::Uuid::nil()), Moment(0));
        Kept { community, revision: 1, until, bytes: vec![0; bytes].into(), tag: String::new() }
    }

    #[test]
    fn what_is_kept_never_takes_more_than_its_room() {
        let shelf = Shelf::default();
        for n in 0..1_000 {
            shelf.keep(format!("/c/cuiyuan?page={n}"), page(40_000));
            let pages = shelf.0.read();
            let bytes: usize = pages.by_key.values().map(|kept| kept.bytes.len()).sum();
            assert!(bytes <= pages.room && pages.room <= MOST, "{bytes} of {}", pages.room);
        }
        for _ in 0..1_000 {
            shelf.keep("the same".to_owned(), page(40_000));
        }
        assert!(shelf.0.read().by_key.len() > 1, "a page kept anew takes the room of the old one");
    }
}
