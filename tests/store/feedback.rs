//! Promises about feedback as it is stored. Supports, notes and answers: `replies`.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::feedback::{AnswerState, FeedbackState, Visibility};
use linli::domain::ids::{BuildingId, FeedbackId, OnceKey};
use linli::domain::moment::{DAY, HOUR};
use linli::store::feedback::{self, Feedback};
use linli::store::roll::{self, Building};
use linli::store::{Store, StoreError};

fn serials(found: &[Feedback]) -> Vec<i64> {
    found.iter().map(|one| one.serial).collect()
}

promises! {
    async fn one_is_found_as_it_was_by_each_of_its_names(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let other = sample::community(store, "beihu", start()).await.id;
        let here = it.community.id;
        let building = Building {
            id: BuildingId(sample::id(40)),
            community_id: here,
            name: "3 栋".to_owned(),
            key: "3".to_owned(),
            position: 9,
        };
        let id = building.id;
        unit!(store, |c| roll::record_building(c, &building).await);
        let full = Feedback {
            building_id: Some(id),
            building: "3 栋".to_owned(),
            household_id: Some(it.households[1]),
            visibility: Visibility::Handlers,
            answered_at: Some(start()),
            text: "' \" ; -- 🏠".to_owned(),
            ..sample::said(here, 1, start())
        };
        let bare = Feedback { published_at: None, state: FeedbackState::Waiting, ..sample::said(here, 2, start()) };
        sample::rows(store, &[full.clone(), bare.clone(), sample::said(other, 1, start())]).await;
        let secret = full.secret_hash.clone().try_into().unwrap();
        let mut c = store.read().await.unwrap();
        let found = [
            feedback::find(&mut c, full.id).await.unwrap(),
            feedback::by_serial(&mut c, here, 1).await.unwrap(),
            feedback::by_secret(&mut c, secret).await.unwrap(),
            feedback::by_once(&mut c, full.once).await.unwrap(),
        ];
        assert!(found.iter().all(|found| found.as_ref() == Some(&full)), "{found:?}");
        assert_eq!(feedback::find(&mut c, bare.id).await.unwrap(), Some(bare));
        let none = [
            feedback::find(&mut c, FeedbackId(sample::id(5))).await.unwrap(),
            feedback::by_serial(&mut c, here, 3).await.unwrap(),
            feedback::by_secret(&mut c, [7; 32]).await.unwrap(),
            feedback::by_once(&mut c, OnceKey(sample::id(5))).await.unwrap(),
        ];
        assert!(none.iter().all(Option::is_none));
    }

    async fn a_form_sent_again_records_nothing(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let first = sample::said(here, 1, start());
        sample::rows(store, std::slice::from_ref(&first)).await;
        let again = Feedback { once: first.once, ..sample::said(here, 2, start()) };
        assert!(!unit!(store, |c| feedback::record(c, &again).await));
        let mut c = store.read().await.unwrap();
        assert_eq!(feedback::by_once(&mut c, first.once).await.unwrap(), Some(first));
        assert_eq!(feedback::by_serial(&mut c, here, 2).await.unwrap(), None);
    }

    async fn everybody_sees_what_is_published_for_all_and_only_here(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let said = |serial, households, people, published| Feedback {
            households,
            people,
            published_at: Some(start().plus(published)),
            ..sample::said(here, serial, start())
        };
        let all = [
            said(1, 2, 1, 0),
            said(2, 5, 1, HOUR),
            said(3, 2, 9, 2 * HOUR),
            said(4, 2, 1, 3 * HOUR),
            Feedback { state: FeedbackState::Hidden, ..said(5, 9, 9, 0) },
            Feedback { state: FeedbackState::Waiting, ..said(6, 9, 9, 0) },
            Feedback { state: FeedbackState::Withdrawn, ..said(7, 9, 9, 0) },
            Feedback { visibility: Visibility::Handlers, ..said(8, 9, 9, 0) },
            sample::said(there, 1, start()),
        ];
        sample::rows(store, &all).await;
        let mut c = store.read().await.unwrap();
        let shown = feedback::list_shown(&mut c, here, 9, 0).await.unwrap();
        assert_eq!(serials(&shown), [2, 3, 4, 1], "households, then people, then the newest");
        assert_eq!(serials(&feedback::list_shown(&mut c, here, 2, 1).await.unwrap()), [3, 4]);
        assert_eq!(serials(&feedback::list_unsettled(&mut c, here, 9).await.unwrap()), [4, 3, 2, 1]);
        assert_eq!(serials(&feedback::list_unsettled(&mut c, here, 1).await.unwrap()), [4]);
        assert_eq!(feedback::count_shown(&mut c, here).await.unwrap(), 4);
        assert_eq!(feedback::count_shown(&mut c, there).await.unwrap(), 1);
    }

    async fn a_state_lists_its_own_oldest_first(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let waits = |community, serial, after| Feedback {
            state: FeedbackState::Waiting,
            created_at: start().plus(after),
            ..sample::said(community, serial, start())
        };
        let all = [waits(here, 1, DAY), waits(here, 2, 0), sample::said(here, 3, start()), waits(there, 1, 0)];
        sample::rows(store, &all).await;
        let mut c = store.read().await.unwrap();
        let waiting = FeedbackState::Waiting;
        assert_eq!(serials(&feedback::list_in(&mut c, here, waiting, 9).await.unwrap()), [2, 1]);
        assert_eq!(serials(&feedback::list_in(&mut c, here, waiting, 1).await.unwrap()), [2]);
        assert_eq!(serials(&feedback::list_in(&mut c, here, FeedbackState::Published, 9).await.unwrap()), [3]);
        assert!(feedback::list_in(&mut c, here, FeedbackState::Hidden, 9).await.unwrap().is_empty());
    }

    async fn each_change_writes_its_own_columns_of_its_own_row(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let (one, beside) = (sample::said(here, 1, start()), sample::said(here, 2, start()));
        sample::rows(store, &[one.clone(), beside.clone()]).await;
        let hidden = Feedback {
            state: FeedbackState::Hidden,
            shown_text: "████".to_owned(),
            published_at: None,
            ..one.clone()
        };
        // What is not theirs to write must not be written.
        let first = Feedback { answer_state: AnswerState::Done, due_at: start(), people: 99, ..hidden.clone() };
        unit!(store, |c| feedback::revise_state(c, &first).await);
        assert_eq!(feedback::find(&mut store.read().await.unwrap(), one.id).await.unwrap(), Some(hidden.clone()));
        let settled = Feedback {
            answer_state: AnswerState::Done,
            due_at: start().plus(9 * DAY),
            answered_at: Some(start().plus(HOUR)),
            ..hidden
        };
        let second = Feedback { state: FeedbackState::Published, shown_text: "别的话".to_owned(), ..settled.clone() };
        // Who saw another state than there is writes nothing.
        let (other, before) = (Feedback { answered_at: None, ..second.clone() }, one.answer_state);
        assert!(!unit!(store, |c| feedback::revise_answer_state(c, AnswerState::Solved, &other).await));
        assert!(unit!(store, |c| feedback::revise_answer_state(c, before, &second).await));
        let mut c = store.read().await.unwrap();
        assert_eq!(feedback::find(&mut c, one.id).await.unwrap(), Some(settled));
        assert_eq!(feedback::find(&mut c, beside.id).await.unwrap(), Some(beside));
    }

    async fn a_moderator_changes_only_what_was_seen(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let seen = Feedback { state: FeedbackState::Waiting, published_at: None, ..sample::said(here, 1, start()) };
        sample::rows(store, std::slice::from_ref(&seen)).await;
        let now = Feedback {
            state: FeedbackState::Published,
            visibility: Visibility::Handlers,
            shown_text: "███".to_owned(),
            published_at: Some(start()),
            ..seen.clone()
        };
        let stale = [
            Feedback { state: FeedbackState::Hidden, ..seen.clone() },
            Feedback { shown_text: "别的话".to_owned(), ..seen.clone() },
            Feedback { visibility: Visibility::Handlers, ..seen.clone() },
        ];
        let decided = now.clone();
        let told = unit!(store, |c| {
            let mut told = Vec::new();
            for before in stale.iter().chain([&seen, &seen]) {
                told.push(feedback::revise_moderated(c, before, &decided).await?);
            }
            Ok::<_, StoreError>(told)
        });
        assert_eq!(told, [false, false, false, true, false]);
        assert_eq!(feedback::find(&mut store.read().await.unwrap(), now.id).await.unwrap(), Some(now));
    }
}
