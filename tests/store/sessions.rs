//! Promises about signed-in browsers, bounded tries and the audit log.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::ids::{CommunityId, StaffId};
use linli::domain::moment::{DAY, HOUR, MINUTE, Moment};
use linli::domain::policy::{Grant, Role, Scope};
use linli::store::audit::Entry;
use linli::store::sessions::{self, Owner};
use linli::store::{Store, StoreError, audit, limits};

/// The hash of the nth token.
fn token(n: u8) -> [u8; 32] {
    [n; 32]
}

async fn begun(store: &Store, n: u8, owner: Owner) {
    unit!(store, |c| sessions::record(c, token(n), owner, start(), start().plus(DAY)).await);
}

async fn owner(store: &Store, n: u8, now: Moment) -> Option<Owner> {
    sessions::find(&mut store.read().await.unwrap(), token(n), now).await.unwrap().map(|session| session.owner)
}

promises! {
    async fn a_session_holds_for_its_owner_until_it_runs_out(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let staff = Owner::Staff(sample::staff(store, "wang", Role::Committee, Scope::Everywhere, start()).await);
        let home = Owner::Household(it.households[0], it.community.id);
        begun(store, 1, staff).await;
        begun(store, 2, home).await;
        assert_eq!(owner(store, 1, start()).await, Some(staff));
        assert_eq!(owner(store, 2, start().plus(DAY - 1)).await, Some(home));
        assert_eq!(owner(store, 2, start().plus(DAY)).await, None, "over at its end");
        assert_eq!(owner(store, 3, start()).await, None);
        unit!(store, |c| sessions::seen(c, token(1), start().plus(MINUTE)).await);
        let mut c = store.read().await.unwrap();
        let (seen, other) = (sessions::find(&mut c, token(1), start()).await.unwrap().unwrap(), token(2));
        assert_eq!((seen.seen_at, seen.expires_at), (start().plus(MINUTE), start().plus(DAY)));
        assert_eq!(sessions::find(&mut c, other, start()).await.unwrap().unwrap().seen_at, start());
    }

    async fn ending_ends_what_it_names_and_nothing_else(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let mut people = Vec::new();
        for login in ["wang", "zhang"] {
            people.push(sample::staff(store, login, Role::Committee, Scope::Everywhere, start()).await);
        }
        let home = |n: usize| Owner::Household(it.households[n], it.community.id);
        let owners = [Owner::Staff(people[0]), Owner::Staff(people[0]), Owner::Staff(people[1]), home(0), home(0), home(1)];
        for (n, owner) in (0..).zip(owners) {
            begun(store, n, owner).await;
        }
        let left = async || {
            let mut left = Vec::new();
            for n in 0..6 {
                if owner(store, n, start()).await.is_some() {
                    left.push(n);
                }
            }
            left
        };
        unit!(store, |c| sessions::end(c, token(1)).await);
        assert_eq!(left().await, [0, 2, 3, 4, 5]);
        let (wang, flat) = (people[0], it.households[0]);
        unit!(store, |c| sessions::end_of_staff(c, wang).await);
        assert_eq!(left().await, [2, 3, 4, 5]);
        unit!(store, |c| sessions::end_of_household(c, flat).await);
        assert_eq!(left().await, [2, 5]);
        unit!(store, |c| sessions::purge(c, start().plus(DAY - 1)).await);
        assert_eq!(left().await, [2, 5], "not yet run out");
        unit!(store, |c| sessions::purge(c, start().plus(DAY)).await);
        assert_eq!(left().await, [0_u8; 0]);
    }

    async fn the_sessions_of_an_account_are_told_and_ended_one_by_one(store: &Store) {
        let wang = sample::staff(store, "wang", Role::Committee, Scope::Everywhere, start()).await;
        let zhang = sample::staff(store, "zhang", Role::Committee, Scope::Everywhere, start()).await;
        for (n, owner) in [(1, wang), (2, wang), (3, wang), (4, zhang)] {
            begun(store, n, Owner::Staff(owner)).await;
        }
        let later = start().plus(MINUTE);
        let duty = Grant { role: Role::Committee, scope: Scope::Everywhere };
        unit!(store, |c| {
            sessions::used_from(c, token(2), "Chrome · Windows", "192.0.2.1").await?;
            sessions::proved(c, token(2), later).await?;
            sessions::work_as(c, token(2), Some(&duty)).await
        });
        let told = async || sessions::of_staff(&mut store.read().await.unwrap(), wang, later).await.unwrap();
        let all = told().await;
        assert_eq!(all.len(), 3);
        let first = &all[0];
        assert_eq!((first.agent.as_str(), first.address.as_str()), ("Chrome · Windows", "192.0.2.1"));
        assert_eq!((first.created_at, first.seen_at, first.proved_at), (start(), later, later));
        assert_eq!(first.acting, Some(Grant { role: Role::Committee, scope: Scope::Everywhere }));
        assert_eq!((all[1].proved_at, &all[1].acting), (start(), &None));
        let (one, other) = (all[0].id, all[1].id);
        assert!(!unit!(store, |c| sessions::end_one(c, zhang, one, later).await), "not of this account");
        assert!(unit!(store, |c| sessions::end_one(c, wang, one, later).await));
        assert!(!unit!(store, |c| sessions::end_one(c, wang, one, later).await));
        assert_eq!(told().await.len(), 2);
        assert!(told().await.iter().any(|session| session.id == other));
        unit!(store, |c| sessions::end_others(c, wang, token(1)).await);
        assert_eq!(told().await.len(), 1);
        assert!(owner(store, 1, later).await.is_some() && owner(store, 4, later).await.is_some());
    }

    async fn uses_are_counted_by_key_and_window(store: &Store) {
        let (first, second) = (limits::window(start(), HOUR), limits::window(start().plus(HOUR), HOUR));
        assert_eq!(second.since(first), HOUR);
        assert_eq!(limits::window(start().plus(HOUR - 1), HOUR), first, "start() is a full hour");
        let told = unit!(store, |c| {
            let mut told = Vec::new();
            for (key, starts) in [("a", first), ("a", first), ("b", first), ("a", second), ("a", first)] {
                told.push(limits::add(c, key, starts).await?);
            }
            limits::give_back(c, "a", first).await?;
            limits::give_back(c, "nobody", first).await?;
            Ok::<_, StoreError>(told)
        });
        assert_eq!(told, [1, 2, 1, 1, 3]);
        let counts = async || {
            let mut c = store.read().await.unwrap();
            let mut counts = Vec::new();
            for (key, starts) in [("a", first), ("b", first), ("a", second), ("nobody", first)] {
                counts.push(limits::count(&mut c, key, starts).await.unwrap());
            }
            counts
        };
        assert_eq!(counts().await, [2, 1, 1, 0]);
        unit!(store, |c| limits::purge(c, second).await);
        assert_eq!(counts().await, [0, 0, 1, 0], "what began before is gone");
    }

    async fn the_audit_log_keeps_every_word_newest_first(store: &Store) {
        let entry = |n: u128, after: i64, staff_id, community_id| Entry {
            id: sample::id(n),
            at: start().plus(after),
            staff_id,
            community_id,
            verb: "manage_poll".to_owned(),
            object: "poll 7".to_owned(),
            detail: "引号 \" 与 \\ 与 '".to_owned(),
            result: "done".to_owned(),
            address: "192.0.2.1".to_owned(),
        };
        let (who, place) = (Some(StaffId(sample::id(900))), Some(CommunityId(sample::id(1))));
        let all = [entry(1, 0, who, place), entry(3, 5, None, None), entry(2, 5, who, None)];
        let given = all.clone();
        unit!(store, |c| {
            for entry in given {
                c.audit(entry);
            }
            Ok::<_, StoreError>(())
        });
        let found = audit::list(&mut store.read().await.unwrap(), 9).await.unwrap();
        assert_eq!(found.iter().map(|entry| entry.id).collect::<Vec<_>>(), [all[1].id, all[2].id, all[0].id]);
        let (first, last) = (&found[0], &found[2]);
        assert_eq!((first.staff_id, first.community_id), (None, None));
        assert_eq!((last.staff_id, last.community_id, last.at), (who, place, start()));
        assert_eq!((last.verb.as_str(), last.object.as_str()), ("manage_poll", "poll 7"));
        assert_eq!((last.detail.as_str(), last.address.as_str()), ("引号 \" 与 \\ 与 '", "192.0.2.1"));
        assert_eq!(audit::list(&mut store.read().await.unwrap(), 1).await.unwrap()[0].id, all[1].id);
    }
}
