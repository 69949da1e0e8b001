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
use std::sync::atomic::{AtomicU64, Ordering};

/// Most bytes kept; then what nobody asked for lately is dropped, half of it, so that whoever walks through
/// every page of one community does not take away what others look at.
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

struct Place {
    page: Kept,
    /// When it was last asked for, in turns of [`Pages`].
    used: AtomicU64,
}

#[derive(Default)]
struct Pages {
    by_key: HashMap<String, Place>,
    room: usize,
    turns: AtomicU64,
}

impl Pages {
    fn turn(&self) -> u64 {
        self.turns.fetch_add(1, Ordering::Relaxed)
    }

    /// Drops what was not asked for the longest, until half of the room is free.
    fn thin_out(&mut self) {
        let mut turns: Vec<(u64, usize)> =
            self.by_key.iter().map(|(key, at)| (at.used.load(Ordering::Relaxed), key.len() + at.page.room())).collect();
        turns.sort_unstable();
        let (mut room, mut since) = (self.room, 0);
        for (used, bytes) in turns {
            if room <= MOST / 2 {
                break;
            }
            (room, since) = (room - bytes, used + 1);
        }
        self.by_key.retain(|_, at| at.used.load(Ordering::Relaxed) >= since);
        self.room = room;
    }
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
        let pages = self.0.read();
        let at = pages.by_key.get(key)?;
        at.used.store(pages.turn(), Ordering::Relaxed);
        Some(at.page.clone())
    }

    /// Keeps a page.
    pub fn keep(&self, key: String, page: Kept) {
        let mut pages = self.0.write();
        let room = key.len() + page.room();
        if pages.room + room > MOST {
            pages.thin_out();
        }
        pages.room += room;
        let length = key.len();
        let used = AtomicU64::new(pages.turn());
        if let Some(old) = pages.by_key.insert(key, Place { page, used }) {
            pages.room -= length + old.page.room();
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
            let bytes: usize = pages.by_key.values().map(|at| at.page.bytes.len()).sum();
            assert!(bytes <= pages.room && pages.room <= MOST, "{bytes} of {}", pages.room);
        }
        for _ in 0..1_000 {
            shelf.keep("the same".to_owned(), page(40_000));
        }
        assert!(shelf.0.read().by_key.len() > 1, "a page kept anew takes the room of the old one");
    }

    #[test]
    fn whoever_walks_through_all_pages_of_one_place_drops_none_that_others_look_at() {
        let shelf = Shelf::default();
        shelf.keep("/c/cuiyuan".to_owned(), page(40_000));
        for n in 0..2_000 {
            shelf.keep(format!("/c/beihu/feedback/BE-{n}"), page(40_000));
            assert!(shelf.find("/c/cuiyuan").is_some(), "dropped after {n} pages");
        }
        let pages = shelf.0.read();
        let room: usize = pages.by_key.iter().map(|(key, at)| key.len() + at.page.room()).sum();
        assert_eq!(room, pages.room);
        assert!(!pages.by_key.contains_key("/c/beihu/feedback/BE-0"));
    }
}
