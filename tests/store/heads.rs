//! Promises about heads: what a poll's roll keeps of owners, and how sessions know an owner.

use crate::kit::sample::Voting;
use crate::kit::{Instance, sample, start};
use crate::{promises, unit};
use linli::domain::ballot::Ballot;
use linli::domain::code::Purpose;
use linli::domain::ids::{RollId, StaffId};
use linli::domain::moment::{DAY, HOUR};
use linli::domain::owner::Paper;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::domain::poll::ConflictRule;
use linli::service::By;
use linli::service::ballots::cast;
use linli::service::polls::{self as service, PollDraft, frozen, recount};
use linli::store::owners::{self, Proof};
use linli::store::roll::version;
use linli::store::sessions::{self, Owner};
use linli::store::{Store, households, polls, roll};

fn staff(role: Role) -> Caller {
    let grants = vec![Grant { role, scope: Scope::Everywhere }];
    Caller::Staff { id: StaffId(sample::id(900)), grants }
}

fn by() -> By {
    By { staff: Some(StaffId(sample::id(900))), address: String::new() }
}

/// Owners as the roll has them, with what their other flats are known by.
type Named = (&'static str, Option<&'static str>);

/// Gives the flats of a vote these owners, as an import or a correction does.
async fn keyed(site: &Instance, it: &Voting, keys: [Option<&str>; 5]) {
    let mut flats = roll::households(&mut site.app.store.read().await.unwrap(), it.community.id).await.unwrap();
    for flat in &mut flats {
        let n = it.households.iter().position(|id| *id == flat.id).unwrap();
        flat.owner_key = keys[n].map(|key| key.repeat(32));
    }
    unit!(site.app.store, |c| roll::record_households(c, &flats).await);
}

promises! {
    async fn a_snapshot_counts_flats_of_one_owner_once_and_keeps_their_keys(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 5, start()).await;
        let (community, poll) = (it.community.id, it.poll);
        let mut flats = roll::households(&mut store.read().await.unwrap(), community).await.unwrap();
        for flat in flats.iter_mut().take(3) {
            flat.owner_key = Some("ab".repeat(32));
        }
        let frozen = unit!(store, |c| {
            roll::record_households(c, &flats).await?;
            polls::snapshot_roll(c, poll, community).await
        });
        assert_eq!((frozen.households, frozen.heads), (5, 3));
        for flat in &it.households {
            assert!(roll::household(&mut store.read().await.unwrap(), *flat).await.unwrap().is_some());
        }
    }

    async fn a_proof_of_the_owner_reaches_the_session_until_it_ends(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let (household, community) = (it.households[0], it.community.id);
        let titled = Owner::Titled(household, community);
        unit!(store, |c| sessions::record(c, [1; 32], titled, start(), start().plus(DAY)).await);
        let found = async || {
            let mut c = store.read().await.unwrap();
            let session = sessions::find(&mut c, [1; 32], start()).await.unwrap().unwrap();
            (session.owner, session.owner_seen)
        };
        assert_eq!(found().await, (titled, false));
        let proof = Proof {
            id: sample::id(77),
            community,
            household,
            paper: Paper::Court,
            seen_by: Some(StaffId(sample::id(900))),
            seen_at: start(),
        };
        let again = Proof { id: sample::id(78), ..proof.clone() };
        unit!(store, |c| owners::record(c, &proof).await);
        unit!(store, |c| owners::record(c, &again).await);
        assert_eq!(found().await, (titled, true));
        assert!(unit!(store, |c| owners::end(c, household, start()).await));
        assert!(!unit!(store, |c| owners::end(c, household, start()).await));
        assert_eq!(found().await, (titled, false));
    }

    async fn heads_are_counted_at_the_close_as_they_stood_at_the_opening(site: &Instance) {
        let (app, official) = (&site.app, staff(Role::Official));
        let it = sample::voting(&app.store, "cuiyuan", 5, app.now()).await;
        let community = it.community.id;
        keyed(site, &it, [Some("aa"), Some("aa"), Some("bb"), Some("bb"), None]).await;
        let draft = PollDraft {
            title_zh: "业主先做哪几样？".to_owned(),
            title_en: String::new(),
            text_zh: String::new(),
            text_en: String::new(),
            works: it.works.clone(),
            budget_fen: 6_000_000,
            opens: app.now(),
            closes: app.now().plus(2 * DAY),
            preset: "cc278_ordinary".to_owned(),
            conflict_rule: ConflictRule::LatestBeforeClose,
        };
        let poll = service::draft(app, &by(), &official, &it.community, draft, None).await.unwrap();
        service::open(app, &by(), &official, &it.community, poll).await.unwrap();
        // Afterwards one flat of the first owner has another key, and one of the second is sold.
        keyed(site, &it, [Some("aa"), Some("cc"), Some("bb"), Some("bb"), Some("aa")]).await;
        let (sold, now) = (it.households[3], app.now());
        unit!(app.store, |c| households::sell(c, sold, None, now).await);
        site.clock.set(now.plus(HOUR));
        for n in 0..4 {
            let caller = Caller::Household { household: it.households[n], community, purpose: Purpose::Owner, owner: true };
            let (ballot, once) = (Ballot::new(vec![it.works[0]], false), sample::id(300 + n as u128));
            cast(app, &caller, "cuiyuan", poll, ballot, once).await.unwrap();
        }
        let detail = service::find(app, &it.community, poll).await.unwrap();
        assert_eq!((detail.turnout.households, detail.turnout.heads), (4, 2), "while it runs");
        site.clock.set(now.plus(3 * DAY));
        assert!(service::close_due(app).await.unwrap() > 0);
        let closed = service::find(app, &it.community, poll).await.unwrap();
        let outcome = frozen(closed.poll.outcome.as_deref()).unwrap().unwrap();
        assert_eq!((outcome.roll.households, outcome.roll.heads), (5, Some(3)));
        assert_eq!((outcome.took_part.households, outcome.took_part.heads), (4, Some(2)));
        let first = outcome.works.iter().find(|work| work.work == it.works[0]).unwrap();
        assert_eq!((first.chosen.households, first.chosen.heads), (4, Some(2)));
        assert!(recount(app, poll).await.unwrap().agrees());
    }

    async fn a_roll_ends_that_an_owner_was_seen_unless_two_keys_or_the_names_say_it_is_the_same(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 7, start()).await;
        let (community, roll) = (it.community.id, RollId(sample::id(74)));
        // What stood, what the roll says, and whether it still counts.
        let cases: [(Named, Named, bool); 7] = [
            (("张*", None), ("李*", None), false),
            (("张*", None), ("张*", None), true),
            (("张*", Some("aa")), ("张*", None), true),
            (("张*", Some("aa")), ("李*", None), false),
            (("张*", Some("aa")), ("张**", Some("aa")), true),
            (("张*", Some("aa")), ("张*", Some("bb")), false),
            (("张*", None), ("李*", Some("bb")), false),
        ];
        let flats = roll::households(&mut store.read().await.unwrap(), community).await.unwrap();
        let as_in = |pick: fn(&(Named, Named, bool)) -> Named| {
            let mut all = flats.clone();
            for flat in &mut all {
                let n = it.households.iter().position(|id| *id == flat.id).unwrap();
                let (owners, key) = pick(&cases[n]);
                (flat.owners, flat.owner_key) = (owners.to_owned(), key.map(|key| key.repeat(32)));
            }
            all
        };
        let (before, after) = (as_in(|case| case.0), as_in(|case| case.1));
        let proofs: Vec<Proof> = it.households.iter().zip(80..).map(|(household, n)| Proof {
            id: sample::id(n),
            community,
            household: *household,
            paper: Paper::Certificate,
            seen_by: None,
            seen_at: start(),
        }).collect();
        let all = it.households.clone();
        let ended = unit!(store, |c| {
            roll::record_households(c, &before).await?;
            for proof in &proofs {
                owners::record(c, proof).await?;
            }
            version::record(c, roll, community, ("staged", "csv", "{}"), None, start()).await?;
            version::keep(c, roll, &all).await?;
            roll::record_households(c, &after).await?;
            owners::end_changed(c, roll, start().plus(DAY)).await
        });
        assert_eq!(ended, 4);
        let mut c = store.read().await.unwrap();
        for (n, (was, now, stays)) in cases.iter().enumerate() {
            let found = owners::find(&mut c, it.households[n]).await.unwrap();
            assert_eq!(found.is_some(), *stays, "{was:?} became {now:?}");
        }
    }
}
