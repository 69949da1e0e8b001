//! Promises about the chain of the audit log.

use crate::kit::{Ground, Instance, sample, start};
use crate::{promises, unit};
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::jobs;
use linli::run;
use linli::service::audit::KEPT;
use linli::service::{By, doctor};
use linli::store::audit::{self, Chain, DONE, Entry, PURGE, REFUSED, Sought};
use linli::store::{Engine, Store, StoreError};
use sqlx::AssertSqlSafe;

fn entry(n: u128, after: i64) -> Entry {
    Entry {
        id: sample::id(n),
        at: start().plus(after),
        staff_id: Some(StaffId(sample::id(900))),
        community_id: None,
        verb: "manage_poll".to_owned(),
        object: format!("poll {n}"),
        detail: "引号 \" 与 \\ 与 '".to_owned(),
        result: DONE.to_owned(),
        address: "192.0.2.1".to_owned(),
    }
}

async fn written(store: &Store, entries: Vec<Entry>) {
    unit!(store, |c| {
        for entry in entries {
            c.audit(entry);
        }
        Ok::<_, StoreError>(())
    });
}

async fn chain(store: &Store) -> Chain {
    audit::verify(&mut store.read().await.unwrap()).await.unwrap()
}

async fn told(store: &Store, sql: String) -> Result<u64, StoreError> {
    use futures::FutureExt;
    store.write(move |c| async move { run!(c, sqlx::query(AssertSqlSafe(sql))) }.boxed()).await
}

/// What somebody with the database in hand would do first.
async fn without_guard(store: &Store) {
    let sql = match store.engine() {
        Engine::Sqlite => "DROP TRIGGER audit_stays",
        Engine::Postgres => "DROP TRIGGER audit_stays ON audit",
    };
    told(store, sql.to_owned()).await.unwrap();
    if store.engine() == Engine::Sqlite {
        told(store, "DROP TRIGGER audit_is_kept".to_owned()).await.unwrap();
    }
}

promises! {
    async fn every_entry_has_a_number_and_holds_on_to_the_one_before(store: &Store) {
        assert_eq!(chain(store).await, Chain::default());
        written(store, vec![entry(1, 0), entry(2, 5)]).await;
        written(store, vec![entry(3, 5)]).await;
        let found = audit::search(&mut store.read().await.unwrap(), &Sought::default(), 9).await.unwrap();
        assert_eq!(found.iter().map(|kept| kept.serial).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(found[0].previous, found[1].hash);
        assert_eq!(chain(store).await, Chain { whole: 3, broken: None });
    }

    async fn an_entry_is_found_by_each_of_its_fields(store: &Store) {
        let other = Entry {
            staff_id: Some(StaffId(sample::id(901))),
            community_id: None,
            verb: "sign_in".to_owned(),
            object: "staff wang".to_owned(),
            result: REFUSED.to_owned(),
            address: "2001:db8::7".to_owned(),
            ..entry(2, 10)
        };
        written(store, vec![entry(1, 0), other, entry(3, 20)]).await;
        let by = [
            Sought { staff_id: Some(StaffId(sample::id(901))), ..Sought::default() },
            Sought { verb: "sign_in".to_owned(), ..Sought::default() },
            Sought { object: "wang".to_owned(), ..Sought::default() },
            Sought { result: REFUSED.to_owned(), ..Sought::default() },
            Sought { address: "2001:db8::7".to_owned(), ..Sought::default() },
            Sought { from: start().plus(5), to: start().plus(15), ..Sought::default() },
        ];
        let mut c = store.read().await.unwrap();
        for sought in by {
            let found = audit::search(&mut c, &sought, 9).await.unwrap();
            assert_eq!(found.iter().map(|kept| kept.serial).collect::<Vec<_>>(), [2], "{sought:?}");
            let none = Sought { before: 2, ..sought };
            assert!(audit::search(&mut c, &none, 9).await.unwrap().is_empty(), "{none:?}");
        }
        let rest = Sought { result: DONE.to_owned(), address: "192.0.2.1".to_owned(), ..Sought::default() };
        let found = audit::search(&mut c, &rest, 9).await.unwrap();
        assert_eq!(found.iter().map(|kept| kept.serial).collect::<Vec<_>>(), [3, 1]);
    }

    async fn the_database_refuses_to_change_or_remove_an_entry(store: &Store) {
        written(store, vec![entry(1, 0)]).await;
        told(store, "UPDATE audit SET detail = 'x'".to_owned()).await.unwrap_err();
        told(store, "DELETE FROM audit".to_owned()).await.unwrap_err();
        assert_eq!(chain(store).await, Chain { whole: 1, broken: None });
    }

    async fn the_first_entry_that_was_changed_or_removed_is_named(store: &Store) {
        written(store, (1..=5).map(|n| entry(n, 0)).collect()).await;
        without_guard(store).await;
        told(store, "UPDATE audit SET result = 'refused' WHERE serial = 3".to_owned()).await.unwrap();
        assert_eq!(chain(store).await.broken, Some(3));
        told(store, "UPDATE audit SET result = 'done' WHERE serial = 3".to_owned()).await.unwrap();
        assert_eq!(chain(store).await.broken, None);
        told(store, "DELETE FROM audit WHERE serial = 5".to_owned()).await.unwrap();
        assert_eq!(chain(store).await.broken, Some(5), "the end is missing");
        told(store, "DELETE FROM audit WHERE serial = 2".to_owned()).await.unwrap();
        assert_eq!(chain(store).await.broken, Some(2));
        told(store, "DELETE FROM audit WHERE serial = 1".to_owned()).await.unwrap();
        assert_eq!(chain(store).await.broken, Some(2), "nothing tells that the start was removed");
    }

    async fn many_who_write_at_once_make_one_chain(store: &Store) {
        let writes = (0..40).map(|n| written(store, vec![entry(2 * n + 1, 0), entry(2 * n + 2, 0)]));
        futures::future::join_all(writes).await;
        assert_eq!(chain(store).await, Chain { whole: 80, broken: None });
    }

    async fn what_is_older_than_a_year_goes_and_leaves_word(instance: &Instance) {
        let (app, clock) = (&instance.app, &instance.clock);
        written(&app.store, vec![entry(1, 0), entry(2, 0)]).await;
        clock.set(start().plus(366 * DAY));
        jobs::minute(app).await.unwrap();
        assert_eq!(chain(&app.store).await.whole, 2, "twelve months are kept");
        let by = By { staff: None, address: "192.0.2.1".to_owned() };
        written(&app.store, vec![app.entry(app.now(), &by, "manage_poll", None, "poll 7".to_owned())]).await;
        clock.set(start().plus(KEPT + DAY));
        jobs::minute(app).await.unwrap();
        let left = audit::search(&mut app.store.read().await.unwrap(), &Sought::default(), 9).await.unwrap();
        assert_eq!(left.iter().map(|kept| kept.serial).collect::<Vec<_>>(), [4, 3]);
        assert_eq!(left[0].entry.verb, PURGE);
        assert!(left[0].entry.object.starts_with("audit 2 "), "{}", left[0].entry.object);
        assert_eq!(chain(&app.store).await, Chain { whole: 2, broken: None });
        assert!(doctor::is_well(&doctor::examine(app, false).await.unwrap()));
        told(&app.store, "DELETE FROM audit WHERE serial = 3".to_owned()).await.unwrap_err();
    }
}

#[test]
fn two_nodes_on_one_database_make_one_chain() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let ground = Ground::lay(Engine::Postgres).await;
        let (one, other) = (ground.store().await, ground.store().await);
        let writes = |store, from: u128| {
            futures::future::join_all((from..from + 30).map(move |n| written(store, vec![entry(n, 0)])))
        };
        futures::future::join(writes(&one, 100), writes(&other, 200)).await;
        let found = chain(&one).await;
        one.close().await;
        other.close().await;
        ground.clear().await;
        assert_eq!(found, Chain { whole: 60, broken: None });
    });
}
