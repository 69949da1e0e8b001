//! Promises about defects as they are stored.

use crate::kit::sample::{self, Voting};
use crate::kit::start;
use crate::{promises, unit};
use linli::domain::defect::{DefectState, Severity};
use linli::domain::ids::{DefectId, UploadId};
use linli::domain::moment::DAY;
use linli::store::defects::{self, Defect};
use linli::store::{Store, StoreError, duties, uploads};

async fn voting(store: &Store) -> Voting {
    sample::voting(store, "cuiyuan", 3, start()).await
}

async fn recorded(store: &Store, all: &[Defect]) {
    let all = all.to_vec();
    unit!(store, |c| {
        for one in &all {
            defects::record(c, one).await?;
        }
        Ok::<_, StoreError>(())
    });
}

fn ids(found: &[Defect]) -> Vec<DefectId> {
    found.iter().map(|defect| defect.id).collect()
}

promises! {
    async fn a_household_has_one_defect_a_work_and_staff_as_many_as_they_find(store: &Store) {
        let it = voting(store).await;
        let mine = sample::defect(&it, 1, 0, Some(0), start());
        let again = Defect { text: "再报一次".to_owned(), ..sample::defect(&it, 2, 0, Some(0), start()) };
        let theirs = [sample::defect(&it, 3, 0, None, start()), sample::defect(&it, 4, 0, None, start())];
        let elsewhere = sample::defect(&it, 5, 1, Some(0), start());
        recorded(store, &[mine.clone(), again.clone(), theirs[0].clone(), theirs[1].clone(), elsewhere.clone()]).await;
        let mut c = store.read().await.unwrap();
        assert_eq!(defects::find(&mut c, mine.id).await.unwrap(), Some(mine.clone()));
        assert_eq!(defects::find(&mut c, again.id).await.unwrap(), None);
        assert_eq!(defects::find(&mut c, theirs[1].id).await.unwrap(), Some(theirs[1].clone()));
        let (work, flat) = (it.works[0], it.households[0]);
        assert_eq!(defects::of_work(&mut c, work, flat).await.unwrap(), Some(mine.clone()));
        assert_eq!(defects::of_work(&mut c, work, it.households[1]).await.unwrap(), None);
        let mut own = defects::of_household(&mut c, it.community.id, flat).await.unwrap();
        own.sort_by_key(|defect| defect.id);
        assert_eq!(own, [mine, elsewhere]);
    }

    async fn a_community_lists_its_own_soonest_due_first(store: &Store) {
        let it = voting(store).await;
        let other = sample::voting(store, "beihu", 1, start()).await;
        let late = sample::defect(&it, 1, 0, Some(0), start().plus(2 * DAY));
        let soon = sample::defect(&it, 2, 1, Some(1), start().plus(DAY));
        let same = sample::defect(&it, 3, 0, None, start().plus(DAY));
        recorded(store, &[late.clone(), soon.clone(), same.clone(), sample::defect(&other, 4, 0, Some(0), start())]).await;
        let mut c = store.read().await.unwrap();
        let found = defects::list(&mut c, it.community.id).await.unwrap();
        assert_eq!(ids(&found), [soon.id, same.id, late.id]);
        assert_eq!(defects::of_household(&mut c, it.community.id, other.households[0]).await.unwrap(), []);
    }

    async fn a_defect_moves_only_from_where_it_was_seen(store: &Store) {
        let it = voting(store).await;
        let seen = sample::defect(&it, 1, 0, Some(0), start());
        let beside = sample::defect(&it, 2, 0, Some(1), start());
        recorded(store, &[seen.clone(), beside.clone()]).await;
        let moved = Defect {
            state: DefectState::Assigned,
            severity: Severity::Danger,
            due_at: start().plus(DAY),
            note: "今天来修".to_owned(),
            text: "更严重了".to_owned(),
            changed_at: start().plus(1),
            ..seen
        };
        let now = moved.clone();
        let told = unit!(store, |c| {
            let stale = defects::revise(c, &now, DefectState::Fixed).await?;
            let first = defects::revise(c, &now, DefectState::Reported).await?;
            Ok::<_, StoreError>((stale, first, defects::revise(c, &now, DefectState::Reported).await?))
        });
        assert_eq!(told, (false, true, false));
        let mut c = store.read().await.unwrap();
        assert_eq!(defects::find(&mut c, moved.id).await.unwrap(), Some(moved));
        assert_eq!(defects::find(&mut c, beside.id).await.unwrap(), Some(beside));
    }

    async fn a_defect_that_was_taken_back_is_found_by_nothing_and_comes_back_with_its_files(store: &Store) {
        let it = voting(store).await;
        let first = sample::defect(&it, 1, 0, Some(0), start());
        recorded(store, std::slice::from_ref(&first)).await;
        let photo = sample::upload(it.community.id, 1, None, start().plus(-DAY));
        let (id, file, place) = (first.id, photo.id, (first.id, it.community.id));
        unit!(store, |c| {
            uploads::record(c, &photo).await?;
            defects::record_file(c, file, place, 0).await?;
            defects::withdraw(c, id, start()).await
        });
        let mut c = store.read().await.unwrap();
        assert_eq!(defects::find(&mut c, id).await.unwrap(), None);
        assert_eq!(defects::of_work(&mut c, it.works[0], it.households[0]).await.unwrap(), None);
        assert_eq!(defects::of_household(&mut c, it.community.id, it.households[0]).await.unwrap(), []);
        assert_eq!(defects::list(&mut c, it.community.id).await.unwrap(), []);
        assert!(duties::faults(&mut c, "36", 9).await.unwrap().is_empty());
        assert_eq!(uploads::list_loose(&mut c, start().plus(-1), 9).await.unwrap(), [], "kept as long as what is loose");
        assert_eq!(uploads::list_loose(&mut c, start(), 9).await.unwrap(), [file]);
        drop(c);
        let again = Defect { text: "还在闪".to_owned(), ..sample::defect(&it, 2, 0, Some(0), start().plus(DAY)) };
        let (acted, new) = (Defect { state: DefectState::Assigned, ..first }, again.clone());
        let told = unit!(store, |c| {
            let moved = defects::revise(c, &acted, DefectState::Reported).await?;
            let back = defects::record(c, &new).await?;
            Ok::<_, StoreError>((moved, back, defects::record(c, &new).await?))
        });
        assert_eq!(told, (false, Some(id), None));
        let mut c = store.read().await.unwrap();
        assert_eq!(defects::find(&mut c, id).await.unwrap(), Some(Defect { id, ..again }));
        let files: Vec<UploadId> = defects::files(&mut c, id).await.unwrap().iter().map(|file| file.id).collect();
        assert_eq!(files, [file]);
        assert_eq!(uploads::list_loose(&mut c, start().plus(DAY), 9).await.unwrap(), []);
        drop(c);
        let removed = unit!(store, |c| {
            let standing = uploads::remove_loose(c, file).await?;
            defects::withdraw(c, id, start()).await?;
            Ok::<_, StoreError>((standing, uploads::remove_loose(c, file).await?))
        });
        assert_eq!(removed, (false, true));
        assert_eq!(defects::files(&mut store.read().await.unwrap(), id).await.unwrap(), []);
    }

    async fn only_a_defect_on_which_nobody_acted_is_taken_back(store: &Store) {
        let it = voting(store).await;
        let fresh = sample::defect(&it, 1, 0, Some(0), start());
        let acted = Defect { state: DefectState::Assigned, ..sample::defect(&it, 2, 0, Some(1), start()) };
        let beside = sample::defect(&it, 3, 0, Some(2), start());
        recorded(store, &[fresh.clone(), acted.clone(), beside.clone()]).await;
        let both = [fresh.id, acted.id];
        unit!(store, |c| {
            for id in both {
                defects::withdraw(c, id, start()).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        let left = defects::list(&mut c, it.community.id).await.unwrap();
        assert_eq!(ids(&left), [acted.id, beside.id]);
    }
}
