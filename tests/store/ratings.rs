//! Promises about ratings as they are stored.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::ids::RatingId;
use linli::domain::moment::HOUR;
use linli::domain::rating::{Level5, Reason};
use linli::store::ratings::{self, Count, Rating};
use linli::store::{Store, StoreError};

promises! {
    async fn a_new_level_replaces_the_old_one_and_keeps_reason_words_and_beginning(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 3, start()).await;
        let (work, flat, later) = (it.works[0], it.households[0], start().plus(HOUR));
        let first = sample::rating(&it, 0, 0, Level5::Dissatisfied, start());
        let again = Rating { id: RatingId(sample::id(77)), ..sample::rating(&it, 0, 0, Level5::Satisfied, later) };
        let given = first.clone();
        let explained = unit!(store, |c| {
            ratings::record(c, &given).await?;
            let explained = ratings::explain(c, work, flat, Some(Reason::Noise), "晚上还响", start()).await?;
            ratings::record(c, &again).await?;
            Ok::<_, StoreError>(explained)
        });
        assert!(explained);
        let expected = Rating {
            level: Level5::Satisfied,
            reason: Some(Reason::Noise),
            text: "晚上还响".to_owned(),
            changed_at: later,
            ..first
        };
        let mut c = store.read().await.unwrap();
        assert_eq!(ratings::find(&mut c, work, flat).await.unwrap(), Some(expected.clone()));
        assert_eq!(ratings::of_household(&mut c, flat).await.unwrap(), [expected]);
        assert_eq!(ratings::find(&mut c, work, it.households[1]).await.unwrap(), None);
        assert_eq!(ratings::of_household(&mut c, it.households[1]).await.unwrap(), []);
    }

    async fn nothing_is_explained_that_was_not_rated_and_no_reason_is_none(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let (works, flats) = (it.works.clone(), it.households.clone());
        let given = Rating { reason: Some(Reason::Mess), ..sample::rating(&it, 0, 0, Level5::Dissatisfied, start()) };
        let told = unit!(store, |c| {
            ratings::record(c, &given).await?;
            Ok::<_, StoreError>([
                ratings::explain(c, works[1], flats[0], Some(Reason::Other), "别的", start()).await?,
                ratings::explain(c, works[0], flats[1], Some(Reason::Other), "别家", start()).await?,
                ratings::explain(c, works[0], flats[0], None, "只有话", start()).await?,
            ])
        });
        assert_eq!(told, [false, false, true]);
        let mut c = store.read().await.unwrap();
        let found = ratings::find(&mut c, it.works[0], it.households[0]).await.unwrap().unwrap();
        assert_eq!((found.reason, found.text.as_str()), (None, "只有话"));
    }

    async fn households_are_counted_by_work_and_level_within_their_community(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 4, start()).await;
        let other = sample::voting(store, "beihu", 1, start()).await;
        let mut given: Vec<Rating> = (0..3).map(|flat| sample::rating(&it, 0, flat, Level5::Satisfied, start())).collect();
        given.push(sample::rating(&it, 0, 3, Level5::VeryDissatisfied, start()));
        given.push(sample::rating(&it, 1, 0, Level5::Satisfied, start()));
        given.push(Rating { id: RatingId(sample::id(78)), ..sample::rating(&other, 0, 0, Level5::Satisfied, start()) });
        unit!(store, |c| {
            for one in &given {
                ratings::record(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        let mut counts = ratings::counts(&mut c, it.community.id).await.unwrap();
        counts.sort_by_key(|count| (count.work, count.level));
        let count = |work: usize, level, households| Count { work: it.works[work], level, households };
        assert_eq!(
            counts,
            [
                count(0, Level5::Satisfied, 3),
                count(0, Level5::VeryDissatisfied, 1),
                count(1, Level5::Satisfied, 1),
            ]
        );
    }
}
