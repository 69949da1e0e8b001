//! How much room there is for forms on their way, and how much of it one network has, so that a few
//! senders do not stop everybody.
//!
//! For: [`Room`], one of large forms in MiB (`Parts::arriving`) and one of small forms in KiB
//! (`Parts::small`): whoever fills the first does not shut out those who write a few words.
//! Must not know: forms, how they are read.
//! To add: nothing for a new door.

use crate::service::allowance::network;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Most MiB of large forms that one network has in memory at a time: one of the largest. Half of all
/// room is then left for others.
pub const SHARE: usize = super::ARRIVING / 2;
/// Most KiB of small forms that are in memory at a time; most forms take one or two.
pub const SMALL_FORMS: usize = 16 << 10;
/// Most KiB of them that one network has.
pub const SHARE_SMALL: usize = SMALL_FORMS / 4;
/// From how many networks on those without a form are forgotten.
const MOST_NETWORKS: usize = 1_024;

/// Room that all forms of a kind share.
#[derive(Debug)]
pub struct Room {
    /// What all have together.
    pub all: Arc<Semaphore>,
    /// Most that one network has of it.
    pub share: usize,
    /// What each network has, while a form of it is on its way.
    shares: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Room {
    /// So much room, and so much of it for one network.
    pub fn new(all: usize, share: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), share, shares: Mutex::default() }
    }

    /// The room of the network that an address belongs to.
    pub fn of(&self, address: &str) -> Arc<Semaphore> {
        let mut shares = self.shares.lock();
        if shares.len() >= MOST_NETWORKS {
            shares.retain(|_, share| Arc::strong_count(share) > 1);
        }
        let share = shares.entry(network(address));
        Arc::clone(share.or_insert_with(|| Arc::new(Semaphore::new(self.share))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_its_share_of_room_and_leaves_the_rest_to_others() {
        let shares = Room::new(2 * SHARE, SHARE);
        let held = shares.of("2001:db8::1").try_acquire_many_owned(u32::try_from(SHARE).unwrap()).unwrap();
        assert_eq!(shares.of("2001:db8:0:1::2").available_permits(), 0);
        assert_eq!(shares.of("203.0.113.9").available_permits(), SHARE);
        drop(held);
        assert_eq!(shares.of("2001:db8:0:1::2").available_permits(), SHARE);
    }

    #[test]
    fn networks_without_a_form_on_its_way_are_forgotten() {
        let shares = Room::new(2 * SHARE, SHARE);
        let kept = shares.of("203.0.113.9");
        for n in 0..2 * MOST_NETWORKS {
            drop(shares.of(&format!("network {n}")));
        }
        assert!(shares.shares.lock().len() <= MOST_NETWORKS);
        assert!(Arc::ptr_eq(&kept, &shares.of("203.0.113.9")));
    }
}
