//! Promises about heads: what a poll's roll keeps of owners, and how sessions know an owner.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::domain::owner::Paper;
use linli::store::owners::{self, Proof};
use linli::store::sessions::{self, Owner};
use linli::store::{Store, polls, roll};

promises! {
    async fn a_snapshot_counts_flats_of_one_owner_once_and_keeps_their_keys(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 5, start()).await;
        let (community, poll) = (it.community.id, it.poll);
        let mut flats = roll::households(&mut store.read().await.unwrap(), community).await.unwrap();
        for flat in flats.iter_mut().take(3) {
            flat.owner_key = Some("ab".repeat(32));
        }
        let frozen = unit!(store, |c| {
            roll::record_households(c, &flats).await?;
            polls::snapshot_roll(c, poll, community).await
        });
        assert_eq!((frozen.households, frozen.heads), (5, 3));
        for flat in &it.households {
            assert!(roll::household(&mut store.read().await.unwrap(), *flat).await.unwrap().is_some());
        }
    }

    async fn a_proof_of_the_owner_reaches_the_session_until_it_ends(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let (household, community) = (it.households[0], it.community.id);
        let titled = Owner::Titled(household, community);
        unit!(store, |c| sessions::record(c, [1; 32], titled, start(), start().plus(DAY)).await);
        let found = async || {
            let mut c = store.read().await.unwrap();
            let session = sessions::find(&mut c, [1; 32], start()).await.unwrap().unwrap();
            (session.owner, session.owner_seen)
        };
        assert_eq!(found().await, (titled, false));
        let proof = Proof {
            id: sample::id(77),
            community,
            household,
            paper: Paper::Court,
            seen_by: Some(StaffId(sample::id(900))),
            seen_at: start(),
        };
        let again = Proof { id: sample::id(78), ..proof.clone() };
        unit!(store, |c| owners::record(c, &proof).await);
        unit!(store, |c| owners::record(c, &again).await);
        assert_eq!(found().await, (titled, true));
        assert!(unit!(store, |c| owners::end(c, household, start()).await));
        assert!(!unit!(store, |c| owners::end(c, household, start()).await));
        assert_eq!(found().await, (titled, false));
    }
}
