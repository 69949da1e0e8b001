//! Promises about communities.

use crate::kit::{sample, start};
use crate::promises;
use futures::FutureExt;
use linli::domain::ids::CommunityId;
use linli::store::{Store, communities};

promises! {
    async fn what_is_recorded_is_found_as_it_was(store: &Store) {
        let made = sample::community(store, "cuiyuan", start()).await;
        let mut c = store.read().await.unwrap();
        assert_eq!(communities::find(&mut c, "cuiyuan").await.unwrap(), Some(made.clone()));
        assert_eq!(communities::by_id(&mut c, made.id).await.unwrap(), Some(made.clone()));
        assert_eq!(communities::list(&mut c, "3601").await.unwrap(), vec![made]);
        assert_eq!(communities::list(&mut c, "3602").await.unwrap(), vec![]);
    }

    async fn a_short_name_is_given_once(store: &Store) {
        let first = sample::community(store, "cuiyuan", start()).await;
        let mut second = first.clone();
        second.id = CommunityId(sample::id(9));
        second.zh = "别处".to_owned();
        let made = store.write(move |c| async move { communities::record(c, &second).await }.boxed()).await.unwrap();
        assert!(!made);
        let mut c = store.read().await.unwrap();
        assert_eq!(communities::find(&mut c, "cuiyuan").await.unwrap().unwrap().zh, first.zh);
    }
}
