//! Promises about what moderators did.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::feedback::FeedbackState;
use linli::domain::moderation::{Act, Rule};
use linli::domain::moment::HOUR;
use linli::domain::policy::{Role, Scope};
use linli::domain::region::RegionCode;
use linli::store::decisions::{self, Decision, Listed};
use linli::store::feedback::Feedback;
use linli::store::{Store, StoreError};
use uuid::Uuid;

async fn decided(store: &Store, all: &[Decision]) {
    let all = all.to_vec();
    unit!(store, |c| {
        for one in &all {
            decisions::record(c, one).await?;
        }
        Ok::<_, StoreError>(())
    });
}

fn ids(found: &[Listed]) -> Vec<Uuid> {
    found.iter().map(|listed| listed.decision.id).collect()
}

promises! {
    async fn a_decision_is_kept_as_it_was_made_and_undone_once(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let (one, two) = (sample::said(here, 1, start()), sample::said(here, 2, start()));
        sample::rows(store, &[one.clone(), two.clone()]).await;
        let later = sample::decision(&one, 1, (Act::Hide, Some(Rule::Insult)), start().plus(HOUR));
        let first = sample::decision(&one, 2, (Act::Publish, None), start());
        let other = sample::decision(&two, 3, (Act::Mask, None), start());
        decided(store, &[later.clone(), first.clone(), other]).await;
        let mut c = store.read().await.unwrap();
        assert_eq!(decisions::find(&mut c, later.id).await.unwrap().as_ref(), Some(&later));
        assert_eq!(decisions::list(&mut c, one.id).await.unwrap(), [first.clone(), later.clone()], "the oldest first");
        assert_eq!(decisions::find(&mut c, sample::id(5)).await.unwrap(), None);
        drop(c);
        let (id, at) = (first.id, start().plus(2 * HOUR));
        assert!(unit!(store, |c| decisions::undo(c, id, at).await));
        assert!(!unit!(store, |c| decisions::undo(c, id, at.plus(HOUR)).await), "undone already");
        let mut c = store.read().await.unwrap();
        let undone = Decision { undone_at: Some(at), ..first };
        assert_eq!(decisions::list(&mut c, one.id).await.unwrap(), [undone, later]);
    }

    async fn lists_name_who_decided_newest_first(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::elsewhere(store, "beihu", start()).await.id;
        let wang = sample::staff(store, "wang", Role::Committee, Scope::Everywhere, start()).await;
        let (one, two) = (sample::said(here, 1, start()), sample::said(there, 8, start()));
        sample::rows(store, &[one.clone(), two.clone()]).await;
        let by_wang = Decision { staff_id: wang, ..sample::decision(&one, 1, (Act::Publish, None), start()) };
        let by_nobody = sample::decision(&one, 2, (Act::Hide, Some(Rule::Advert)), start().plus(HOUR));
        let elsewhere = sample::decision(&two, 3, (Act::Publish, None), start().plus(2 * HOUR));
        decided(store, &[by_wang.clone(), by_nobody.clone(), elsewhere.clone()]).await;
        let mut c = store.read().await.unwrap();
        let found = decisions::of_community(&mut c, here, 9, 0).await.unwrap();
        assert_eq!(ids(&found), [by_nobody.id, by_wang.id]);
        assert_eq!((found[0].staff.as_str(), found[1].staff.as_str()), ("", "wang"), "who left is not named");
        assert_eq!((found[0].serial, found[0].shown_text.as_str()), (1, one.shown_text.as_str()));
        assert_eq!(found[1].decision, by_wang);
        assert_eq!(ids(&decisions::of_community(&mut c, here, 1, 0).await.unwrap()), [by_nobody.id]);
        assert_eq!(ids(&decisions::of_community(&mut c, here, 9, 1).await.unwrap()), [by_wang.id]);
        let both = [elsewhere.id, by_nobody.id];
        let city = Scope::Region(RegionCode::parse("3601").unwrap());
        let county = Scope::Region(RegionCode::parse("360102").unwrap());
        for (scopes, expected) in [
            (vec![Scope::Everywhere], &both[..]),
            (vec![Scope::Community(here), city, county.clone()], &both),
            (vec![county], &both[1..]),
            (vec![Scope::Community(there)], &both[..1]),
        ] {
            let since = decisions::since(&mut c, &scopes, start(), 9).await.unwrap();
            assert_eq!(ids(&since), expected, "after a moment, not at it; within {scopes:?}");
            let since = decisions::since(&mut c, &scopes, start(), 1).await.unwrap();
            assert_eq!(ids(&since), expected[..1], "cut within {scopes:?}");
        }
        assert_eq!(decisions::listed(&mut c, by_wang.id).await.unwrap().unwrap().staff, "wang");
        assert!(decisions::listed(&mut c, sample::id(5)).await.unwrap().is_none());
    }

    async fn what_was_undone_is_not_counted(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let (one, two) = (sample::said(here, 1, start()), sample::said(there, 8, start()));
        sample::rows(store, &[one.clone(), two.clone()]).await;
        let acts = [(Act::Publish, None), (Act::Publish, None), (Act::Hide, Some(Rule::Insult)), (Act::Hide, Some(Rule::Advert))];
        let mut all: Vec<Decision> = (10..).zip(acts).map(|(n, act)| sample::decision(&one, n, act, start())).collect();
        all.push(sample::decision(&two, 20, (Act::Publish, None), start()));
        decided(store, &all).await;
        let undone = all[3].id;
        assert!(unit!(store, |c| decisions::undo(c, undone, start()).await));
        let mut c = store.read().await.unwrap();
        let mut counts = decisions::counts(&mut c, here).await.unwrap();
        counts.sort_unstable();
        assert_eq!(counts, [(Act::Publish, None, 2), (Act::Hide, Some(Rule::Insult), 1)]);
    }

    async fn communities_in_which_something_waits_are_counted(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await;
        let there = sample::elsewhere(store, "beihu", start()).await;
        sample::community(store, "quiet", start()).await;
        let waits = |community, serial| Feedback { state: FeedbackState::Waiting, ..sample::said(community, serial, start()) };
        let all = [waits(here.id, 1), waits(here.id, 2), sample::said(here.id, 3, start()), waits(there.id, 8)];
        sample::rows(store, &all).await;
        let mut found = decisions::waiting(&mut store.read().await.unwrap()).await.unwrap();
        found.sort_by_key(|waiting| waiting.region.clone());
        let seen: Vec<_> = found.iter().map(|w| (w.community, w.region.as_str(), w.count)).collect();
        assert_eq!(seen, [(here.id, here.region.as_str(), 2), (there.id, there.region.as_str(), 1)]);
    }
}
