//! Promises about communities.

use crate::kit::{sample, start};
use crate::{promises, unit};
use futures::FutureExt;
use linli::domain::ids::{CommunityId, PollId};
use linli::domain::moment::DAY;
use linli::domain::poll::PollState;
use linli::store::communities::{self, Community};
use linli::store::polls::{self, Poll};
use linli::store::{Store, StoreError};

promises! {
    async fn what_is_recorded_is_found_as_it_was(store: &Store) {
        let made = sample::community(store, "cuiyuan", start()).await;
        let mut c = store.read().await.unwrap();
        assert_eq!(communities::find(&mut c, "cuiyuan").await.unwrap(), Some(made.clone()));
        assert_eq!(communities::by_id(&mut c, made.id).await.unwrap(), Some(made.clone()));
        assert_eq!(communities::list(&mut c, "3601").await.unwrap(), vec![made]);
        assert_eq!(communities::list(&mut c, "3602").await.unwrap(), vec![]);
    }

    async fn a_short_name_is_given_once(store: &Store) {
        let first = sample::community(store, "cuiyuan", start()).await;
        let mut second = first.clone();
        second.id = CommunityId(sample::id(9));
        second.zh = "别处".to_owned();
        let made = store.write(move |c| async move { communities::record(c, &second).await }.boxed()).await.unwrap();
        assert!(!made);
        let mut c = store.read().await.unwrap();
        assert_eq!(communities::find(&mut c, "cuiyuan").await.unwrap().unwrap().zh, first.zh);
    }

    async fn staff_change_names_apart_from_the_state_and_the_roll_its_figures(store: &Store) {
        let before = sample::community(store, "cuiyuan", start()).await;
        let beside = sample::community(store, "beihu", start()).await;
        let named = Community {
            zh: "翠苑一区".to_owned(),
            en: String::new(),
            built_year: None,
            answers_by: "东湖区住建局".to_owned(),
            ..before
        };
        let state = "closed".to_owned();
        let strays = Community { slug: "other".to_owned(), state, households: 9, demo: true, ..named.clone() };
        let id = named.id;
        unit!(store, |c| {
            communities::revise(c, &strays).await?;
            communities::record_roll_figures(c, id, 40, 2, 314_000).await
        });
        let mut c = store.read().await.unwrap();
        let now = Community { households: 40, buildings: 2, area: 314_000, ..named };
        assert_eq!(communities::find(&mut c, "cuiyuan").await.unwrap(), Some(now.clone()));
        drop(c);
        unit!(store, |c| communities::revise_state(c, id, "closed").await);
        let mut c = store.read().await.unwrap();
        let now = Community { state: "closed".to_owned(), ..now };
        assert_eq!(communities::find(&mut c, "cuiyuan").await.unwrap(), Some(now));
        assert_eq!(communities::find(&mut c, "beihu").await.unwrap(), Some(beside));
    }

    async fn numbers_of_feedback_run_by_themselves_in_each_community(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let numbers = unit!(store, |c| {
            let mut numbers = Vec::new();
            for id in [here, here, there, here] {
                numbers.push(communities::next_serial(c, id).await?);
            }
            Ok::<_, StoreError>(numbers)
        });
        assert_eq!(numbers, [1, 2, 1, 3]);
    }

    async fn a_home_announces_its_newest_polls_and_no_draft(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 4, start()).await;
        sample::voting(store, "beihu", 4, start()).await;
        let asked = polls::find(&mut store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
        let poll = |n: u128, opens| Poll {
            id: PollId(sample::id(50 + n)),
            state: PollState::Draft,
            opens: start().plus(opens),
            ..asked.clone()
        };
        let (later, draft) = (poll(1, DAY), poll(2, 2 * DAY));
        let (id, new) = (later.id, [later.clone(), draft]);
        unit!(store, |c| {
            for poll in &new {
                polls::record(c, poll).await?;
            }
            polls::open(c, id, polls::Frozen { households: 4, area: 100, heads: 4 }, start()).await
        });
        let announced = communities::announced(&mut store.read().await.unwrap(), it.community.id).await.unwrap();
        let seen: Vec<_> = announced.iter().map(|poll| (poll.id, poll.options, poll.voted, poll.roll_households)).collect();
        assert_eq!(seen, [(id, 0, 0, 4), (it.poll, 4, 0, 4)]);
        assert_eq!((announced[0].state, announced[0].opens), (PollState::Open, later.opens));
    }
}
