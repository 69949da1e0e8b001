//! Promises about units of work: all of one is there, or nothing of it.

use crate::kit::{sample, start};
use crate::promises;
use futures::FutureExt;
use linli::store::{Store, StoreError, communities, settings};

promises! {
    async fn a_failed_unit_leaves_nothing(store: &Store) {
        let outcome: Result<(), StoreError> = store
            .write(|c| {
                async move {
                    settings::record(c, "operator", "half").await?;
                    Err(StoreError::Broken("on purpose".to_owned()))
                }
                .boxed()
            })
            .await;
        assert!(outcome.is_err());
        assert_eq!(settings::list(&mut store.read().await.unwrap()).await.unwrap(), vec![]);
    }

    async fn a_failed_unit_does_not_harm_its_neighbours(store: &Store) {
        let all = (0..40).map(|n| {
            let store = store.clone();
            async move {
                store
                    .write(move |c| {
                        async move {
                            settings::record(c, &format!("key{n}"), "value").await?;
                            if n % 3 == 0 { Err(StoreError::Broken("on purpose".to_owned())) } else { Ok(()) }
                        }
                        .boxed()
                    })
                    .await
            }
        });
        let outcomes = futures::future::join_all(all).await;
        let kept = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(kept, 26);
        assert_eq!(settings::list(&mut store.read().await.unwrap()).await.unwrap().len(), kept);
    }

    async fn a_connection_for_reading_cannot_write(store: &Store) {
        let mut c = store.read().await.unwrap();
        assert!(settings::record(&mut c, "operator", "x").await.is_err());
    }

    async fn a_touched_community_gets_the_next_revision_once_a_unit(store: &Store) {
        let community = sample::community(store, "cuiyuan", start()).await;
        assert_eq!(store.revision(community.id).await.unwrap(), 0);
        let id = community.id;
        store
            .write(move |c| {
                async move {
                    c.touch(id);
                    c.touch(id);
                    Ok::<_, StoreError>(())
                }
                .boxed()
            })
            .await
            .unwrap();
        assert_eq!(store.revision(id).await.unwrap(), 1);
        let mut c = store.read().await.unwrap();
        assert_eq!(communities::by_id(&mut c, id).await.unwrap().unwrap().revision, 1);
    }
}
