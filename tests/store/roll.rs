//! Promises about the roll as it is stored.

use crate::kit::{Instance, sample, start};
use crate::{promises, unit};
use linli::domain::ids::{BuildingId, CommunityId, HouseholdId, RollId};
use linli::domain::privacy::ROLL_STAGED_KEPT;
use linli::jobs;
use linli::store::roll::{self, Building, Household, old, room_key, version};
use linli::store::{Store, StoreError};

fn building(community: CommunityId, n: u128, key: &str, position: i64) -> Building {
    let name = format!("{key}栋");
    Building {
        id: BuildingId(sample::id((40 << 20) + n)),
        community_id: community,
        name,
        key: key.to_owned(),
        position,
    }
}

fn flat(of: &Building, n: u128, entrance: &str, floor: i64, room: &str) -> Household {
    Household {
        id: HouseholdId(sample::id((41 << 20) + n)),
        community_id: of.community_id,
        building_id: of.id,
        building: of.name.clone(),
        entrance: entrance.to_owned(),
        floor,
        room: room.to_owned(),
        room_key: room_key(entrance, room),
        area: 6_835,
        area_source: "register".to_owned(),
        gone: false,
        relation: "owner".to_owned(),
        owners: String::new(),
        owner_key: None,
        revision: 0,
    }
}

async fn recorded(store: &Store, buildings: &[Building], flats: &[Household]) {
    let (buildings, flats) = (buildings.to_vec(), flats.to_vec());
    unit!(store, |c| {
        for building in &buildings {
            roll::record_building(c, building).await?;
        }
        roll::record_households(c, &flats).await
    });
}

fn labels(found: &[Household]) -> Vec<String> {
    found.iter().map(Household::label).collect()
}

promises! {
    async fn a_building_keeps_its_id_when_it_is_renamed_or_moved(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let (one, two) = (building(here, 1, "1", 5), building(here, 2, "2", 3));
        let renamed = Building { id: BuildingId(sample::id(9)), name: "甲栋".to_owned(), position: 1, ..one.clone() };
        let far = building(there, 3, "1", 0);
        let all = [one.clone(), two.clone(), renamed.clone(), far.clone()];
        let ids = unit!(store, |c| {
            let mut ids = Vec::new();
            for building in &all {
                ids.push(roll::record_building(c, building).await?);
            }
            Ok::<_, StoreError>(ids)
        });
        assert_eq!(ids, [one.id, two.id, one.id, far.id], "a key is of one community");
        let mut c = store.read().await.unwrap();
        let now = Building { id: one.id, ..renamed };
        assert_eq!(roll::buildings(&mut c, here).await.unwrap(), [now.clone(), two], "in their order");
        assert_eq!(roll::building(&mut c, one.id).await.unwrap(), Some(now));
        assert_eq!(roll::building(&mut c, BuildingId(sample::id(9))).await.unwrap(), None);
    }

    async fn households_stand_by_building_entrance_and_floor(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let (late, early, far) = (building(here, 1, "9", 9), building(here, 2, "3", 3), building(there, 3, "3", 0));
        let flats = [
            flat(&late, 1, "", 1, "101"),
            flat(&early, 2, "2", 1, "101"),
            flat(&early, 3, "1", 2, "201"),
            flat(&early, 4, "1", -1, "B1"),
            flat(&early, 5, "1", 2, "202"),
            flat(&far, 6, "", 1, "101"),
        ];
        recorded(store, &[late, early, far], &flats).await;
        let mut c = store.read().await.unwrap();
        let order = [3, 2, 4, 1, 0].map(|at: usize| flats[at].clone());
        assert_eq!(roll::households(&mut c, here).await.unwrap(), order);
        assert_eq!(roll::household(&mut c, flats[5].id).await.unwrap().as_ref(), Some(&flats[5]));
        assert_eq!(roll::household(&mut c, HouseholdId(sample::id(5))).await.unwrap(), None);
        assert!(roll::gone_households(&mut c, here).await.unwrap().is_empty());
    }

    async fn a_flat_that_comes_again_is_the_same_household(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let home = building(here, 1, "1", 0);
        let first = flat(&home, 1, "1", 1, "101");
        recorded(store, std::slice::from_ref(&home), std::slice::from_ref(&first)).await;
        let id = first.id;
        unit!(store, |c| roll::withdraw_households(c, here, &[id]).await);
        let again = Household { area: 7_000, area_source: "survey".to_owned(), floor: 2, ..flat(&home, 2, "1", 1, "101") };
        let revised = again.clone();
        unit!(store, |c| roll::record_household(c, &revised).await);
        let mut c = store.read().await.unwrap();
        assert_eq!(roll::households(&mut c, here).await.unwrap(), [Household { id, revision: 2, ..again }]);
    }

    async fn who_left_the_roll_is_kept_and_a_building_without_households_is_not_shown(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let (one, two, bare) = (building(here, 1, "1", 1), building(here, 2, "2", 2), building(here, 3, "3", 3));
        let far = building(there, 4, "1", 0);
        let flats = [(&one, "101"), (&one, "102"), (&two, "101"), (&far, "101")];
        let flats: Vec<Household> = (1..).zip(flats).map(|(n, (of, room))| flat(of, n, "", 1, room)).collect();
        recorded(store, &[one.clone(), two, bare.clone(), far], &flats).await;
        let gone = [flats[1].id, flats[2].id, flats[3].id];
        unit!(store, |c| roll::withdraw_households(c, here, &gone).await);
        let mut c = store.read().await.unwrap();
        assert_eq!(labels(&roll::households(&mut c, here).await.unwrap()), ["1 栋 101"]);
        assert_eq!(labels(&roll::gone_households(&mut c, here).await.unwrap()), ["1 栋 102", "2 栋 101"]);
        assert_eq!(roll::households(&mut c, there).await.unwrap().len(), 1, "another community's are not touched");
        assert!(roll::household(&mut c, flats[1].id).await.unwrap().unwrap().gone);
        assert_eq!(roll::buildings(&mut c, here).await.unwrap(), [one, bare], "a building still to be filled is shown");
    }

    async fn a_flat_is_found_as_people_type_it_and_never_guessed(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let (home, far) = (building(here, 1, "3", 0), building(there, 2, "3", 0));
        let gone = Household { gone: true, ..flat(&home, 5, "1", 9, "901") };
        let flats = [
            flat(&home, 1, "1", 3, "301"),
            flat(&home, 2, "2", 3, "301"),
            flat(&home, 3, "2", 4, "401"),
            flat(&far, 4, "", 1, "888"),
            gone,
        ];
        recorded(store, &[home, far], &flats).await;
        let mut c = store.read().await.unwrap();
        for (typed, at) in [
            ("2-301", Some(1)),
            ("2单元301", Some(1)),
            ("2—301", Some(1)),
            ("401", Some(2)),
            ("301", None),
            ("3-301", None),
            ("01", None),
            ("%", None),
            ("4%", None),
            ("_01", None),
            ("\\", None),
            ("4\\", None),
            ("888", None),
            ("1-901", None),
            ("", None),
        ] {
            let found = roll::find_household(&mut c, here, "3", typed).await.unwrap();
            assert_eq!(found.map(|flat| flat.id), at.map(|at: usize| flats[at].id), "'{typed}'");
        }
        assert_eq!(roll::find_household(&mut c, here, "4", "401").await.unwrap(), None);
    }

    async fn a_large_roll_is_written_and_withdrawn_whole(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let home = building(here, 1, "1", 0);
        let flats: Vec<Household> = (0..1_100_u128).map(|n| flat(&home, n, "", n as i64, &n.to_string())).collect();
        recorded(store, std::slice::from_ref(&home), &flats).await;
        assert_eq!(roll::households(&mut store.read().await.unwrap(), here).await.unwrap().len(), 1_100);
        let all: Vec<HouseholdId> = flats.iter().map(|flat| flat.id).collect();
        unit!(store, |c| roll::withdraw_households(c, here, &all).await);
        let mut c = store.read().await.unwrap();
        assert!(roll::households(&mut c, here).await.unwrap().is_empty());
        assert_eq!(roll::gone_households(&mut c, here).await.unwrap().len(), 1_100);
    }

    async fn a_roll_that_nobody_confirmed_and_the_way_back_of_an_old_one_are_not_kept(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let home = building(here, 1, "1", 0);
        let one = flat(&home, 1, "1", 1, "101");
        recorded(store, std::slice::from_ref(&home), std::slice::from_ref(&one)).await;
        let (staged, switched) = (RollId(sample::id(70)), RollId(sample::id(71)));
        let bodies = ["[]".to_owned()];
        unit!(store, |c| {
            version::record(c, staged, here, ("staged", "csv", "{}"), None, start()).await?;
            version::record_pieces(c, staged, &bodies).await?;
            version::record(c, switched, here, ("staged", "csv", "{}"), None, start()).await?;
            version::keep(c, switched, &[one.id]).await?;
            version::switched(c, switched, "{}", start()).await
        });
        let before = start().plus(-1);
        assert_eq!(unit!(store, |c| old::purge(c, before).await), 0);
        assert_eq!(unit!(store, |c| old::purge_was(c, before).await), 0);
        assert_eq!(unit!(store, |c| old::purge(c, start()).await), 1);
        assert_eq!(unit!(store, |c| old::purge_was(c, start()).await), 1);
        let mut c = store.read().await.unwrap();
        assert!(version::pieces(&mut c, staged).await.unwrap().is_empty());
        assert_eq!(version::find(&mut c, staged, here).await.unwrap(), None);
        assert!(version::find(&mut c, switched, here).await.unwrap().is_some(), "that it was brought in stays known");
    }

    async fn a_roll_has_its_number_when_it_begins_to_be_written_and_the_last_to_begin_goes_on(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let (one, two) = (RollId(sample::id(73)), RollId(sample::id(74)));
        let numbers = unit!(store, |c| {
            version::record(c, one, here, ("staged", "csv", "{}"), None, start()).await?;
            version::record(c, two, here, ("staged", "csv", "{}"), None, start()).await?;
            Ok::<_, StoreError>([version::draw(c, two, here).await?, version::draw(c, one, here).await?])
        });
        assert_eq!(numbers, [1, 2]);
        assert!(!unit!(store, |c| version::has_turn(c, here, 1).await));
        assert!(unit!(store, |c| version::has_turn(c, here, 2).await));
        assert_eq!(unit!(store, |c| version::draw(c, two, here).await), 3);
        let mut c = store.read().await.unwrap();
        let numbered = version::find(&mut c, two, here).await.unwrap().unwrap();
        assert_eq!((numbered.number, numbered.after_roll), (3, 0));
    }

    async fn the_jobs_remove_what_is_old_of_rolls(instance: &Instance) {
        let store = &instance.app.store;
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let staged = RollId(sample::id(72));
        unit!(store, |c| version::record(c, staged, here, ("staged", "csv", "{}"), None, start()).await);
        jobs::minute(&instance.app).await.unwrap();
        assert!(version::find(&mut store.read().await.unwrap(), staged, here).await.unwrap().is_some());
        instance.clock.set(start().plus(ROLL_STAGED_KEPT));
        jobs::minute(&instance.app).await.unwrap();
        assert!(version::find(&mut store.read().await.unwrap(), staged, here).await.unwrap().is_none());
    }
}
