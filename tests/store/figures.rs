//! Promises about what the communities of a region add up to.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::feedback::{AnswerState, FeedbackState};
use linli::domain::ids::{CommunityId, RatingId};
use linli::domain::moment::{DAY, HOUR};
use linli::domain::project::Stage;
use linli::domain::rating::Level5;
use linli::store::feedback::Feedback;
use linli::store::figures::{Child, Standing, Totals};
use linli::store::ratings::{self, Rating};
use linli::store::{Store, StoreError, communities, feedback, figures};
use std::collections::HashMap;

async fn households(store: &Store, id: CommunityId, many: i64) {
    unit!(store, |c| communities::record_roll_figures(c, id, many, 2, 100).await);
}

fn slugs(found: &[Standing]) -> Vec<&str> {
    found.iter().map(|standing| standing.slug.as_str()).collect()
}

promises! {
    async fn children_add_up_their_communities_and_households(store: &Store) {
        let one = sample::community(store, "cuiyuan", start()).await.id;
        let two = sample::community(store, "yangguang", start()).await.id;
        let far = sample::elsewhere(store, "beihu", start()).await.id;
        for (id, many) in [(one, 40), (two, 2), (far, 7)] {
            households(store, id, many).await;
        }
        let child = |code: &str, communities, households| Child { code: code.to_owned(), communities, households };
        let mut c = store.read().await.unwrap();
        let counties = figures::children(&mut c, "3601", 6).await.unwrap();
        assert_eq!(counties, [child("360102", 2, 42), child("360103", 1, 7)]);
        assert_eq!(figures::children(&mut c, "36", 4).await.unwrap(), [child("3601", 3, 49)]);
        assert_eq!(figures::children(&mut c, "360103", 9).await.unwrap(), [child("360103001", 1, 7)]);
        assert!(figures::children(&mut c, "3602", 6).await.unwrap().is_empty());
    }

    async fn a_community_without_a_project_has_no_stage(store: &Store) {
        sample::voting(store, "cuiyuan", 2, start()).await;
        sample::voting(store, "yangguang", 2, start()).await;
        sample::community(store, "bare", start()).await;
        sample::elsewhere(store, "beihu", start()).await;
        let mut c = store.read().await.unwrap();
        let mut found = figures::stages(&mut c, "360102").await.unwrap();
        found.sort_unstable();
        assert_eq!(found, [(None, 1), (Some(Stage::Voting), 2)]);
        assert_eq!(figures::stages(&mut c, "360103").await.unwrap(), [(None, 1)]);
        let list = figures::communities(&mut c, "36", 10).await.unwrap();
        assert_eq!(slugs(&list), ["bare", "cuiyuan", "yangguang", "beihu"], "by region, then by short name");
        assert_eq!((list[0].stage, list[1].stage, list[1].households), (None, Some(Stage::Voting), 2));
        assert_eq!(slugs(&figures::communities(&mut c, "360102", 2).await.unwrap()), ["bare", "cuiyuan"]);
    }

    async fn the_newest_come_first_and_names_are_found_by_a_part(store: &Store) {
        sample::community(store, "older", start()).await;
        sample::elsewhere(store, "newer", start().plus(HOUR)).await;
        sample::community(store, "also-older", start()).await;
        let mut c = store.read().await.unwrap();
        assert_eq!(slugs(&figures::newest(&mut c, 9).await.unwrap()), ["newer", "also-older", "older"]);
        assert_eq!(slugs(&figures::newest(&mut c, 1).await.unwrap()), ["newer"]);
        for asked in ["older", "OLDER"] {
            assert_eq!(slugs(&figures::search(&mut c, asked, 9).await.unwrap()), ["also-older", "older"], "{asked}");
        }
        assert_eq!(figures::search(&mut c, "苑新", 2).await.unwrap().len(), 2, "no more than asked for");
        assert_eq!(figures::search(&mut c, "cuiYUAN", 9).await.unwrap().len(), 3, "the English name");
        for sign in ["%", "_", "!"] {
            assert!(figures::search(&mut c, sign, 9).await.unwrap().is_empty(), "'{sign}' is a sign like others");
        }
    }

    async fn sums_are_as_last_counted_and_counted_anew_once_something_moved(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 6, start()).await;
        let id = it.community.id;
        let answered = |serial, at| Feedback {
            answer_state: AnswerState::Answered,
            answered_at: Some(at),
            due_at: start(),
            ..sample::said(id, serial, start())
        };
        let said = [answered(1, start()), answered(2, start().plus(1)), sample::said(id, 3, start())];
        sample::rows(store, &said).await;
        let level = |n: usize| [Level5::VerySatisfied, Level5::BasicallySatisfied, Level5::Dissatisfied][n % 3];
        let mut given: Vec<Rating> = (0..6).map(|n| sample::rating(&it, 0, n, level(n), start())).collect();
        given.extend((0..4).map(|n| sample::rating(&it, 1, n, Level5::Satisfied, start())));
        unit!(store, |c| {
            for one in &given {
                ratings::record(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        assert_eq!(figures::stale(&mut c, "3601").await.unwrap(), 1, "never counted");
        let none = Totals { communities: 1, households: 6, ..Totals::default() };
        assert_eq!(figures::totals(&mut c, "3601").await.unwrap(), none);
        drop(c);
        unit!(store, |c| figures::refresh(c, "3601").await);
        let mut c = store.read().await.unwrap();
        assert_eq!(figures::stale(&mut c, "3601").await.unwrap(), 0);
        let counted = Totals { communities: 1, households: 6, answered: 2, on_time: 1, ratings: 6, satisfied: 4 };
        assert_eq!(figures::totals(&mut c, "3601").await.unwrap(), counted, "a work of four ratings does not count");
        assert_eq!(figures::totals(&mut c, "3602").await.unwrap(), Totals::default());
        drop(c);
        let fifth = Rating { id: RatingId(sample::id(99)), ..sample::rating(&it, 1, 4, Level5::Dissatisfied, start()) };
        unit!(store, |c| {
            ratings::record(c, &fifth).await?;
            c.touch(id);
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        assert_eq!(figures::stale(&mut c, "360102").await.unwrap(), 1);
        assert_eq!(figures::stale(&mut c, "360103").await.unwrap(), 0);
        assert_eq!(figures::totals(&mut c, "3601").await.unwrap(), counted, "as last counted");
        drop(c);
        unit!(store, |c| figures::refresh(c, "360103").await);
        assert_eq!(figures::stale(&mut store.read().await.unwrap(), "3601").await.unwrap(), 1, "not of this region");
        unit!(store, |c| figures::refresh(c, "3601").await);
        let now = Totals { ratings: 11, satisfied: 8, ..counted };
        assert_eq!(figures::totals(&mut store.read().await.unwrap(), "3601").await.unwrap(), now);
    }

    async fn a_reply_stays_late_or_in_time_whatever_is_due_after_a_dispute(store: &Store) {
        let id = sample::community(store, "cuiyuan", start()).await.id;
        let said = |serial, at, state, due| Feedback {
            answer_state: state,
            answered_at: Some(at),
            due_at: due,
            ..sample::said(id, serial, start())
        };
        let late = |state, due| said(1, start().plus(1), state, due);
        let in_time = |state, due| said(2, start(), state, due);
        sample::rows(store, &[late(AnswerState::Answered, start()), in_time(AnswerState::Answered, start())]).await;
        let moves = [
            late(AnswerState::Disputed, start().plus(DAY)),
            in_time(AnswerState::Disputed, start().plus(DAY)),
            late(AnswerState::Done, start().plus(DAY)),
            late(AnswerState::Disputed, start().plus(2 * DAY)),
        ];
        unit!(store, |c| {
            let mut before = HashMap::new();
            for one in &moves {
                let before = before.insert(one.id, one.answer_state).unwrap_or(AnswerState::Answered);
                feedback::revise_answer_state(c, before, one).await?;
            }
            figures::refresh(c, "3601").await
        });
        let totals = figures::totals(&mut store.read().await.unwrap(), "3601").await.unwrap();
        assert_eq!((totals.answered, totals.on_time), (2, 1));
    }

    async fn overdue_is_what_had_no_answer_in_its_time(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::elsewhere(store, "beihu", start()).await.id;
        let late = |serial| Feedback { due_at: start(), ..sample::said(here, serial, start()) };
        let all = [
            late(1),
            Feedback { state: FeedbackState::Waiting, ..late(2) },
            Feedback { due_at: start().plus(1), ..late(3) },
            Feedback { state: FeedbackState::Hidden, ..late(4) },
            Feedback { answer_state: AnswerState::Answered, answered_at: Some(start()), ..late(5) },
            Feedback { answer_state: AnswerState::Disputed, answered_at: Some(start()), ..late(6) },
            Feedback { due_at: start().plus(-DAY), ..sample::said(there, 7, start()) },
        ];
        sample::rows(store, &all).await;
        let mut c = store.read().await.unwrap();
        assert_eq!(figures::overdue(&mut c, "360102", start()).await.unwrap(), 2);
        assert_eq!(figures::overdue(&mut c, "36", start()).await.unwrap(), 3);
        assert_eq!(figures::overdue(&mut c, "36", start().plus(-1)).await.unwrap(), 1);
    }
}
