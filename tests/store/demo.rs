//! Promises about the demo.

use crate::kit::{Ground, Subject, sample, start};
use crate::promises;
use linli::cli::demo::{make, take_away};
use linli::clock::{FixedClock, Random};
use linli::config::Config;
use linli::domain::poll::PollState;
use linli::service::{By, Linli, doctor, imports};
use linli::store::{communities, demo, polls, regions, settings, works};

/// An empty place, opened only by the commands themselves.
struct Empty(Config);

impl Subject for Empty {
    async fn open(ground: &Ground) -> Self {
        Self(ground.config())
    }
    async fn end(self) {}
}

impl Empty {
    async fn instance(&self) -> Linli {
        let clock = Box::new(FixedClock::new(start()));
        Linli::open_with(self.0.clone(), clock, Random::seeded(7)).await.unwrap()
    }
    fn photos(&self) -> usize {
        let folders = std::fs::read_dir(self.0.uploads()).unwrap().map(|folder| folder.unwrap().path());
        folders.filter(|path| path.is_dir()).map(|path| std::fs::read_dir(path).unwrap().count()).sum()
    }
}

promises! {
    async fn it_is_well_it_is_marked_and_it_goes_without_a_trace(empty: &Empty) {
        let made = make(empty.0.clone(), 1, start()).await.unwrap().json();
        assert!(made["households"].as_array().unwrap().len() >= 40);
        let app = empty.instance().await;
        let found = doctor::examine(&app, true).await.unwrap();
        assert!(doctor::is_well(&found), "{found:?}");
        let mut c = app.store.read().await.unwrap();
        assert!(settings::list(&mut c).await.unwrap().contains(&("demo".to_owned(), "yes".to_owned())));
        let all = communities::list(&mut c, "").await.unwrap();
        assert_eq!(all.len(), 16);
        assert!(all.iter().all(|community| community.demo));
        let mut states = Vec::new();
        let mut asked = 0;
        for community in &all {
            let photos = works::before_photos(&mut c, community.id).await.unwrap();
            for poll in polls::list(&mut c, community.id).await.unwrap() {
                assert_eq!(poll.outcome.is_some(), poll.state == PollState::Closed);
                states.push(poll.state_at(start()));
                let shown = polls::options(&mut c, poll.id).await.unwrap();
                let shown = shown.iter().filter(|option| photos.iter().any(|(work, _)| *work == option.work)).count();
                asked += if poll.state_at(start()) == PollState::Open { shown } else { 0 };
            }
        }
        let count = |state| states.iter().filter(|found| **found == state).count();
        assert_eq!((count(PollState::Open), count(PollState::Closed), count(PollState::Cancelled)), (3, 9, 1));
        assert!(asked >= 5, "works of open polls have pictures: {asked}");
        drop(c);
        app.store.close().await;
        assert!(empty.photos() >= 100);
        take_away(empty.0.clone()).await.unwrap();
        assert_eq!(empty.photos(), 0);
        let app = empty.instance().await;
        let mut c = app.store.read().await.unwrap();
        assert_eq!(demo::count_demo(&mut c).await.unwrap(), 0);
        assert_eq!(settings::list(&mut c).await.unwrap(), []);
        assert_eq!(regions::count(&mut c).await.unwrap(), []);
        drop(c);
        app.store.close().await;
        // Nothing of the first is in the way of the same again.
        assert_eq!(make(empty.0.clone(), 1, start()).await.unwrap().json(), made);
    }

    async fn it_refuses_a_place_with_real_communities_and_a_second_demo(empty: &Empty) {
        make(empty.0.clone(), 1, start()).await.unwrap();
        let again = make(empty.0.clone(), 2, start()).await.unwrap_err().to_string();
        assert!(again.contains("--remove"), "{again}");
        take_away(empty.0.clone()).await.unwrap();
        let app = empty.instance().await;
        let real = sample::community(&app.store, "cuiyuan", start()).await;
        app.store.close().await;
        let refused = make(empty.0.clone(), 1, start()).await.unwrap_err().to_string();
        assert!(refused.contains("no demo"), "{refused}");
        take_away(empty.0.clone()).await.unwrap();
        let app = empty.instance().await;
        let mut c = app.store.read().await.unwrap();
        assert!(communities::find(&mut c, &real.slug).await.unwrap().is_some());
        drop(c);
        app.store.close().await;
    }

    async fn regions_that_were_there_before_stay(empty: &Empty) {
        let app = empty.instance().await;
        imports::record_shipped(&app, &By::default()).await.unwrap();
        app.store.close().await;
        make(empty.0.clone(), 3, start()).await.unwrap();
        take_away(empty.0.clone()).await.unwrap();
        let app = empty.instance().await;
        let mut c = app.store.read().await.unwrap();
        let known: i64 = regions::count(&mut c).await.unwrap().iter().map(|(_, count)| count).sum();
        assert_eq!(known, 6_561);
        drop(c);
        app.store.close().await;
    }
}
