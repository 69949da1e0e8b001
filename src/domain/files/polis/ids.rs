//! Participants and statements by position instead of by id.
//!
//! For: [`Ids`].
//! Must not know: what the ids stand for.
//! To add: nothing is expected to be.

use std::collections::HashMap;

/// Ids in the order in which they came up.
#[derive(Default)]
pub(super) struct Ids {
    places: HashMap<String, u32>,
    names: Vec<String>,
}

impl Ids {
    /// The position of this id, a new one where it was not there.
    pub(super) fn position(&mut self, id: &str) -> u32 {
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        // 2^32 ids do not fit the largest file that is read.
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.places.insert(id.to_owned(), place);
        self.names.push(id.to_owned());
        place
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn name(&self, place: u32) -> &str {
        usize::try_from(place).ok().and_then(|place| self.names.get(place)).map_or("", String::as_str)
    }

    /// Positions by id: numbers by their value, then other ids as text.
    pub(super) fn in_order(&self) -> Vec<u32> {
        let key = |place: &u32| {
            let name = self.name(*place);
            (name.parse::<u64>().map_or((1, 0), |number| (0, number)), name)
        };
        let mut order: Vec<u32> = (0..).take(self.names.len()).collect();
        order.sort_by(|one, other| key(one).cmp(&key(other)));
        order
    }
}

/// For each old position the new one.
pub(super) fn moved(order: &[u32]) -> Vec<u32> {
    let mut moved = vec![0; order.len()];
    for (new, old) in (0..).zip(order) {
        if let Some(slot) = usize::try_from(*old).ok().and_then(|old| moved.get_mut(old)) {
            *slot = new;
        }
    }
    moved
}
