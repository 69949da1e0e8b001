//! Promises about works as they are stored.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::ids::{CommunityId, ProjectId, UploadId, WorkId};
use linli::domain::rating::Level5;
use linli::domain::work::{Class, WorkState};
use linli::store::works::{self, Work};
use linli::store::{Store, StoreError, defects, ratings};

async fn found(store: &Store, id: WorkId) -> Option<Work> {
    works::find(&mut store.read().await.unwrap(), id).await.unwrap()
}

/// A further work like one that is there; `n` tells it apart.
fn like(one: &Work, n: u128, position: i64) -> Work {
    Work { id: WorkId(sample::id((30 << 20) + n)), position, ..one.clone() }
}

promises! {
    async fn works_are_listed_in_their_order_within_their_community(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        sample::voting(store, "beihu", 2, start()).await;
        let first = found(store, it.works[0]).await.unwrap();
        let (early, between) = (like(&first, 1, -1), like(&first, 2, 1));
        let new = [between.clone(), early.clone()];
        unit!(store, |c| {
            for work in &new {
                works::record(c, work).await?;
            }
            Ok::<_, StoreError>(())
        });
        let list = works::list(&mut store.read().await.unwrap(), it.community.id).await.unwrap();
        let ids: Vec<WorkId> = list.iter().map(|work| work.id).collect();
        let mut same = [between.id, it.works[1]];
        same.sort_unstable();
        assert_eq!(ids, [early.id, it.works[0], same[0], same[1], it.works[2], it.works[3]]);
        assert_eq!(list[0], early);
        assert_eq!(found(store, WorkId(sample::id(5))).await, None);
    }

    async fn everything_but_its_place_and_catalogue_number_can_change(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let before = Work { catalogue: "12".to_owned(), ..like(&found(store, it.works[0]).await.unwrap(), 1, 0) };
        let new = before.clone();
        unit!(store, |c| works::record(c, &new).await);
        assert_eq!(found(store, before.id).await.as_ref(), Some(&before));
        let after = Work {
            zh: "外墙保温".to_owned(),
            en: String::new(),
            class: Class::Upgrade,
            quantity: 0,
            unit: "平方米".to_owned(),
            cost_fen: i64::from(i32::MAX) * 100,
            must_do: true,
            note_zh: String::new(),
            note_en: "Warmer".to_owned(),
            state: WorkState::Finished,
            finished_at: Some(start()),
            warranty_months: None,
            before_photo: Some(UploadId(sample::id(1))),
            after_photo: Some(UploadId(sample::id(2))),
            position: 9,
            ..before.clone()
        };
        let strays = Work {
            community_id: CommunityId(sample::id(5)),
            project_id: ProjectId(sample::id(6)),
            catalogue: "13".to_owned(),
            ..after.clone()
        };
        unit!(store, |c| works::revise(c, &strays).await);
        assert_eq!(found(store, after.id).await, Some(after));
        assert_eq!(found(store, it.works[0]).await.unwrap().zh, "楼道照明", "the others stay");
    }

    async fn a_work_that_something_speaks_of_is_in_use_and_cannot_be_taken_away(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let first = found(store, it.works[0]).await.unwrap();
        let [free, rated, faulty] = [1, 2, 3].map(|n| like(&first, n, 9));
        let rating = ratings::Rating { work_id: rated.id, ..sample::rating(&it, 0, 0, Level5::Satisfied, start()) };
        let defect = defects::Defect { work_id: faulty.id, ..sample::defect(&it, 1, 0, Some(0), start()) };
        let new = [free.clone(), rated.clone(), faulty.clone()];
        unit!(store, |c| {
            for work in &new {
                works::record(c, work).await?;
            }
            ratings::record(c, &rating).await?;
            defects::record(c, &defect).await
        });
        let mut c = store.read().await.unwrap();
        for (id, used) in [(it.works[0], true), (rated.id, true), (faulty.id, true), (free.id, false)] {
            assert_eq!(works::is_used(&mut c, id).await.unwrap(), used);
        }
        drop(c);
        for id in [it.works[0], rated.id, faulty.id] {
            let refused: Result<(), StoreError> =
                store.write(move |c| futures::FutureExt::boxed(async move { works::remove(c, id).await })).await;
            assert!(refused.is_err() && found(store, id).await.is_some());
        }
        let id = free.id;
        unit!(store, |c| works::remove(c, id).await);
        assert_eq!(found(store, id).await, None);
    }
}
