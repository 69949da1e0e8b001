//! Promises about what is known of photos and recordings, and about half-filled forms.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::feedback::{FeedbackState, Visibility};
use linli::domain::ids::{DraftId, FeedbackId, UploadId};
use linli::domain::moment::{DAY, HOUR};
use linli::store::feedback::Feedback;
use linli::store::uploads::{self, Upload, UploadKind};
use linli::store::{Store, StoreError, drafts, works};

async fn recorded(store: &Store, all: &[Upload]) {
    let all = all.to_vec();
    unit!(store, |c| {
        for one in &all {
            uploads::record(c, one).await?;
        }
        Ok::<_, StoreError>(())
    });
}

async fn open(store: &Store, id: UploadId) -> bool {
    uploads::is_open(&mut store.read().await.unwrap(), id).await.unwrap()
}

fn ids(found: &[Upload]) -> Vec<UploadId> {
    found.iter().map(|upload| upload.id).collect()
}

promises! {
    async fn an_upload_is_given_away_once_and_then_stays(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let (one, two) = (sample::said(here, 1, start()), sample::said(here, 2, start()));
        sample::rows(store, &[one.clone(), two.clone()]).await;
        let all: Vec<Upload> = (1..=4).map(|n| sample::upload(here, n, None, start())).collect();
        recorded(store, &all).await;
        let (mine, theirs, names) = (one.id, two.id, all.iter().map(|upload| upload.id).collect::<Vec<_>>());
        let gone = unit!(store, |c| {
            uploads::attach(c, names[0], mine, 2).await?;
            uploads::attach(c, names[1], mine, 1).await?;
            uploads::attach(c, names[2], theirs, 0).await?;
            uploads::attach(c, names[0], theirs, 0).await?;
            Ok::<_, StoreError>([uploads::remove_loose(c, names[0]).await?, uploads::remove_loose(c, names[3]).await?])
        });
        assert_eq!(gone, [false, true]);
        let mut c = store.read().await.unwrap();
        let of = uploads::list(&mut c, mine).await.unwrap();
        assert_eq!(ids(&of), [all[1].id, all[0].id], "in their order");
        assert_eq!(of[0], Upload { feedback_id: Some(mine), position: 1, ..all[1].clone() });
        assert_eq!(uploads::find(&mut c, all[3].id).await.unwrap(), None);
        assert!(uploads::list(&mut c, FeedbackId(sample::id(5))).await.unwrap().is_empty());
    }

    async fn everybody_sees_photos_of_what_is_shown_and_nothing_else(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let shown = sample::said(here, 1, start());
        let hidden = Feedback { state: FeedbackState::Hidden, ..sample::said(here, 2, start()) };
        let waiting = Feedback { state: FeedbackState::Waiting, ..sample::said(here, 3, start()) };
        let private = Feedback { visibility: Visibility::Handlers, ..sample::said(here, 4, start()) };
        sample::rows(store, &[shown.clone(), hidden.clone(), waiting.clone(), private.clone()]).await;
        let photo = sample::upload(here, 1, Some(shown.id), start());
        let recording = Upload { kind: UploadKind::Recording, ..sample::upload(here, 2, Some(shown.id), start()) };
        let closed = [
            recording,
            sample::upload(here, 3, None, start()),
            sample::upload(here, 4, Some(hidden.id), start()),
            sample::upload(here, 5, Some(waiting.id), start()),
            sample::upload(here, 6, Some(private.id), start()),
        ];
        recorded(store, &closed).await;
        recorded(store, std::slice::from_ref(&photo)).await;
        assert!(open(store, photo.id).await);
        for upload in &closed {
            assert!(!open(store, upload.id).await, "{upload:?}");
        }
        assert!(!open(store, UploadId(sample::id(5))).await);
    }

    async fn the_photos_of_works_are_for_everybody_in_their_own_community(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let other = sample::community(store, "beihu", start()).await.id;
        let here = it.community.id;
        let foreign = sample::upload(other, 3, None, start());
        let photos = [sample::upload(here, 1, None, start()), sample::upload(here, 2, None, start()), foreign];
        recorded(store, &photos).await;
        let mut work = works::find(&mut store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
        assert!(!open(store, photos[0].id).await);
        (work.before_photo, work.after_photo) = (Some(photos[0].id), Some(photos[1].id));
        let before_and_after = work.clone();
        unit!(store, |c| works::revise(c, &before_and_after).await);
        assert!(open(store, photos[0].id).await && open(store, photos[1].id).await);
        work.before_photo = Some(photos[2].id);
        unit!(store, |c| works::revise(c, &work).await);
        assert!(!open(store, photos[2].id).await, "of another community");
        assert!(!open(store, photos[0].id).await, "no longer shown");
    }

    async fn the_first_photo_stands_for_what_is_shown(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let shown = sample::said(here, 1, start());
        let hidden = Feedback { state: FeedbackState::Hidden, ..sample::said(here, 2, start()) };
        let spoken = sample::said(here, 3, start());
        let far = sample::said(there, 1, start());
        sample::rows(store, &[shown.clone(), hidden.clone(), spoken.clone(), far.clone()]).await;
        let of = |n, place, id| sample::upload(place, n, Some(id), start());
        let all = [
            of(1, here, shown.id),
            Upload { position: 1, ..of(2, here, shown.id) },
            of(3, here, hidden.id),
            Upload { kind: UploadKind::Recording, ..of(4, here, spoken.id) },
            of(5, there, far.id),
        ];
        recorded(store, &all).await;
        let found = uploads::first_photos(&mut store.read().await.unwrap(), here).await.unwrap();
        assert_eq!(found, [(shown.id, all[0].id)]);
    }

    async fn a_draft_is_found_in_its_community_until_it_runs_out(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let (id, ends) = (DraftId(sample::id(1)), start().plus(DAY));
        unit!(store, |c| drafts::record(c, id, here, "{}", start(), ends).await);
        let mut c = store.read().await.unwrap();
        assert_eq!(drafts::find(&mut c, id, here, ends.plus(-1)).await.unwrap().as_deref(), Some("{}"));
        assert_eq!(drafts::find(&mut c, id, here, ends).await.unwrap(), None);
        assert_eq!(drafts::find(&mut c, id, there, start()).await.unwrap(), None);
        drop(c);
        unit!(store, |c| drafts::record(c, id, here, "{\"text\":\"灯\"}", start(), ends.plus(HOUR)).await);
        let mut c = store.read().await.unwrap();
        assert_eq!(drafts::find(&mut c, id, here, ends).await.unwrap().as_deref(), Some("{\"text\":\"灯\"}"));
        drop(c);
        unit!(store, |c| drafts::remove(c, id).await);
        assert_eq!(drafts::find(&mut store.read().await.unwrap(), id, here, start()).await.unwrap(), None);
    }

    async fn only_drafts_that_ran_out_are_removed(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let gone = unit!(store, |c| {
            for (n, ends) in [(1_u128, HOUR), (2, 0), (3, HOUR + 1)] {
                let (id, began) = (DraftId(sample::id(n)), start().plus(-DAY));
                drafts::record(c, id, here, "{}", began, start().plus(ends)).await?;
            }
            drafts::purge(c, start().plus(HOUR)).await
        });
        assert_eq!(gone, 2);
        let mut c = store.read().await.unwrap();
        for (n, there) in [(1, false), (2, false), (3, true)] {
            let found = drafts::find(&mut c, DraftId(sample::id(n)), here, start().plus(-1)).await.unwrap();
            assert_eq!(found.is_some(), there, "{n}");
        }
    }

    async fn what_nothing_points_to_is_listed_oldest_first_and_what_a_draft_names_is_kept(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let here = it.community.id;
        let said = sample::said(here, 1, start());
        sample::rows(store, std::slice::from_ref(&said)).await;
        let came = |n, after: i64| sample::upload(here, n, None, start().plus(after));
        let all = [came(1, HOUR), came(2, 0), came(3, HOUR + 1), came(4, 0), sample::upload(here, 5, Some(said.id), start())];
        recorded(store, &all).await;
        let mut work = works::find(&mut store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
        work.before_photo = Some(all[3].id);
        let (draft, body) = (DraftId(sample::id(1)), format!("{{\"photos\":[\"{}\"]}}", all[1].id.0.hyphenated()));
        unit!(store, |c| {
            works::revise(c, &work).await?;
            drafts::record(c, draft, here, &body, start(), start().plus(DAY)).await
        });
        let mut c = store.read().await.unwrap();
        let until = start().plus(HOUR);
        assert_eq!(uploads::list_loose(&mut c, until, 9).await.unwrap(), [all[1].id, all[0].id]);
        assert_eq!(uploads::list_loose(&mut c, until, 1).await.unwrap(), [all[1].id]);
        drop(c);
        let ids: Vec<UploadId> = all.iter().map(|upload| upload.id).collect();
        let removed = unit!(store, |c| {
            let mut removed = Vec::new();
            for id in ids {
                removed.push(uploads::remove_loose(c, id).await?);
            }
            Ok::<_, StoreError>(removed)
        });
        assert_eq!(removed, [true, false, true, false, false], "a draft, a work or a feedback holds the others");
    }
}
