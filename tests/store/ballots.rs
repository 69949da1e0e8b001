//! Promises about ballots as they are stored; what counts is promised by `tests/web` and `domain`.

use crate::kit::{Instance, sample};
use crate::promises;
use linli::domain::ballot::Ballot;
use linli::domain::policy::Caller;
use linli::domain::problem::Problem;
use linli::service::ballots::cast;
use linli::store::ballots;
use uuid::Uuid;

promises! {
    async fn a_repeated_sending_gets_the_first_receipt(site: &Instance) {
        let app = &site.app;
        let it = sample::voting(&app.store, "cuiyuan", 4, app.now()).await;
        let caller = Caller::Household { household: it.households[0], community: it.community.id, purpose: linli::domain::code::Purpose::Household, owner: false };
        let ballot = |n: usize| Ballot::new(vec![it.works[n]], false);
        let first = cast(app, &caller, "cuiyuan", it.poll, ballot(0), Uuid::from_u128(1)).await.unwrap();
        let again = cast(app, &caller, "cuiyuan", it.poll, ballot(0), Uuid::from_u128(1)).await.unwrap();
        assert_eq!(first, again);
        let mut c = app.store.read().await.unwrap();
        assert_eq!(ballots::of_household(&mut c, it.poll, it.households[0]).await.unwrap().len(), 1);
    }

    async fn the_same_key_with_other_content_is_another_ballot_and_never_swallowed(site: &Instance) {
        let app = &site.app;
        let it = sample::voting(&app.store, "cuiyuan", 4, app.now()).await;
        let caller = Caller::Household { household: it.households[0], community: it.community.id, purpose: linli::domain::code::Purpose::Household, owner: false };
        let sent = |n: usize| {
            cast(app, &caller, "cuiyuan", it.poll, Ballot::new(vec![it.works[n]], false), Uuid::from_u128(1))
        };
        let first = sent(0).await.unwrap();
        site.clock.set(app.now().plus(1_000));
        let second = sent(1).await.unwrap();
        assert_ne!(first.number, second.number);
        let in_force = async || {
            let mut c = app.store.read().await.unwrap();
            ballots::in_force(&mut c, it.poll, it.households[0]).await.unwrap().unwrap()
        };
        assert_eq!(in_force().await.ballot.choices, [it.works[1]]);
        assert_eq!(sent(1).await.unwrap(), second);
        // The first once more can be a late repetition: it neither counts nor is it said to count.
        assert_eq!(sent(0).await.unwrap_err().first(), Some(&Problem::ChangedMeanwhile));
        assert_eq!(in_force().await.receipt, second.number);
    }

    async fn a_household_has_one_ballot_in_force_and_every_one_is_kept(site: &Instance) {
        let app = &site.app;
        let it = sample::voting(&app.store, "cuiyuan", 4, app.now()).await;
        let caller = Caller::Household { household: it.households[1], community: it.community.id, purpose: linli::domain::code::Purpose::Household, owner: false };
        for n in 0..3 {
            let ballot = Ballot::new(vec![it.works[n]], false);
            cast(app, &caller, "cuiyuan", it.poll, ballot, Uuid::from_u128(n as u128)).await.unwrap();
            site.clock.set(app.now().plus(1_000));
        }
        let mut c = app.store.read().await.unwrap();
        assert_eq!(ballots::of_household(&mut c, it.poll, it.households[1]).await.unwrap().len(), 3);
        assert_eq!(ballots::list(&mut c, it.poll).await.unwrap().len(), 1);
        let turnout = ballots::turnout(&mut c, it.poll).await.unwrap();
        assert_eq!(turnout.households, 1);
    }

    async fn many_phones_of_one_household_leave_one_ballot(site: &Instance) {
        let app = &site.app;
        let it = sample::voting(&app.store, "cuiyuan", 4, app.now()).await;
        let caller = Caller::Household { household: it.households[2], community: it.community.id, purpose: linli::domain::code::Purpose::Household, owner: false };
        let phones = (0..40_u128).map(|n| {
            let ballot = Ballot::new(vec![it.works[0]], false);
            cast(app, &caller, "cuiyuan", it.poll, ballot, Uuid::from_u128(n))
        });
        let receipts = futures::future::join_all(phones).await;
        assert!(receipts.iter().all(Result::is_ok), "{receipts:?}");
        let mut c = app.store.read().await.unwrap();
        assert_eq!(ballots::list(&mut c, it.poll).await.unwrap().len(), 1);
        assert_eq!(ballots::of_household(&mut c, it.poll, it.households[2]).await.unwrap().len(), 40);
    }

    async fn a_household_elsewhere_cannot_cast(site: &Instance) {
        let app = &site.app;
        let it = sample::voting(&app.store, "cuiyuan", 4, app.now()).await;
        let other = sample::voting(&app.store, "beihu", 4, app.now()).await;
        let caller = Caller::Household { household: other.households[0], community: other.community.id, purpose: linli::domain::code::Purpose::Household, owner: false };
        let ballot = Ballot::new(vec![it.works[0]], false);
        let refused = cast(app, &caller, "cuiyuan", it.poll, ballot, Uuid::from_u128(1)).await.unwrap_err();
        assert!(refused.first().is_some_and(|p| *p != Problem::NotFound), "{refused:?}");
        assert!(ballots::list(&mut app.store.read().await.unwrap(), it.poll).await.unwrap().is_empty());
    }
}
