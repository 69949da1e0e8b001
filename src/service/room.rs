//! How much of the room for forms one network has, so that a few senders do not stop everybody.
//!
//! For: [`Shares::of`], asked beside the room of all (`Parts::arriving`) when a form is read.
//! Must not know: forms, how they are read.
//! To add: nothing for a new door.

use crate::service::allowance::network;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Most MiB of forms that one network has in memory at a time: one of the largest. Half of all room
/// is then left for others.
pub const SHARE: usize = super::ARRIVING / 2;
/// From how many networks on those without a form are forgotten.
const MOST_NETWORKS: usize = 1_024;

/// How much room each network has, while a form of it is on its way.
#[derive(Debug, Default)]
pub struct Shares(Mutex<HashMap<String, Arc<Semaphore>>>);

impl Shares {
    /// The room of the network that an address belongs to.
    pub fn of(&self, address: &str) -> Arc<Semaphore> {
        let mut shares = self.0.lock();
        if shares.len() >= MOST_NETWORKS {
            shares.retain(|_, share| Arc::strong_count(share) > 1);
        }
        let share = shares.entry(network(address));
        Arc::clone(share.or_insert_with(|| Arc::new(Semaphore::new(SHARE))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_its_share_of_room_and_leaves_the_rest_to_others() {
        let shares = Shares::default();
        let held = shares.of("2001:db8::1").try_acquire_many_owned(u32::try_from(SHARE).unwrap()).unwrap();
        assert_eq!(shares.of("2001:db8::2").available_permits(), 0);
        assert_eq!(shares.of("203.0.113.9").available_permits(), SHARE);
        drop(held);
        assert_eq!(shares.of("2001:db8::2").available_permits(), SHARE);
    }

    #[test]
    fn networks_without_a_form_on_its_way_are_forgotten() {
        let shares = Shares::default();
        let kept = shares.of("203.0.113.9");
        for n in 0..2 * MOST_NETWORKS {
            drop(shares.of(&format!("network {n}")));
        }
        assert!(shares.0.lock().len() <= MOST_NETWORKS);
        assert!(Arc::ptr_eq(&kept, &shares.of("203.0.113.9")));
    }
}
