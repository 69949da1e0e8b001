//! Promises about merging communities.

use crate::kit::sample;
use crate::site::Site;
use crate::{promises, unit};
use linli::domain::code::Purpose;
use linli::domain::defect::DefectState;
use linli::domain::ids::{BuildingId, HouseholdId, StaffId};
use linli::domain::moment::DAY;
use linli::domain::owner::Paper;
use linli::domain::policy::{Role, Scope};
use linli::domain::work::WorkState;
use linli::service::{communities, polls};
use linli::store::defects::{self, Defect};
use linli::store::owners::{self, Proof};
use linli::store::roll::{self, Building, Household};
use linli::store::sessions::Owner;
use linli::store::{Conn, households, polls as rows, staff, works};

promises! {
    async fn households_come_over_with_their_sessions_and_the_closed_page_says_where_they_went(site: &Site) {
        let from = sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        let to = sample::community(&site.app.store, "xinyuan", site.app.now()).await;
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let page = guan.get("/setup/xinyuan/merge?other=laoyuan").await;
        page.shows("4 户会过来");
        let (path, other) = ("/setup/xinyuan/merge", [("other", "laoyuan")]);
        guan.post(path, &other).await.is(409).says("还没有结束");
        site.clock.set(site.app.now().plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let guan = site.staff("chen", Role::Official, Scope::Everywhere).await;
        let home = site.household(from.households[0], from.community.id).await;
        guan.post(path, &other).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(roll::households(&mut c, to.id).await.unwrap().len(), 4);
        drop(c);
        let (now, old) = (communities::find(&site.app, "xinyuan").await.unwrap(), communities::find(&site.app, "laoyuan").await.unwrap());
        assert_eq!((now.households, now.buildings, old.households, old.is_open()), (4, 1, 0, false));
        home.get("/c/xinyuan/mine").await.shows("1 栋 101");
        site.browser().get("/c/laoyuan").await.shows("已经并到").says("/c/xinyuan");
    }

    async fn leaders_owners_seen_and_sales_come_over_and_a_buyer_in_both_is_one_head(site: &Site) {
        let now = site.app.now();
        let from = sample::voting(&site.app.store, "laoyuan", 4, now).await;
        let to = sample::community(&site.app.store, "xinyuan", now).await;
        let mut c = site.app.store.read().await.unwrap();
        let bought = roll::household(&mut c, from.households[0]).await.unwrap().unwrap();
        drop(c);
        let key = Some("ab".repeat(32));
        let home = BuildingId(sample::id(41));
        let building = Building { id: home, community_id: to.id, name: "9".to_owned(), key: "9".to_owned(), position: 0 };
        let flat = HouseholdId(sample::id(42));
        let second = Household { id: flat, community_id: to.id, building_id: home, owner_key: key.clone(), ..bought.clone() };
        let bought = Household { owner_key: key, ..bought };
        let proof = Proof {
            id: sample::id(43),
            community: from.community.id,
            household: bought.id,
            paper: Paper::Certificate,
            seen_by: Some(StaffId(sample::id(900))),
            seen_at: now,
        };
        let (flats, sold) = ([second, bought.clone()], from.households[1]);
        unit!(site.app.store, |c| {
            roll::record_building(c, &building).await?;
            roll::record_households(c, &flats).await?;
            owners::record(c, &proof).await?;
            households::sell(c, sold, None, now).await
        });
        let scope = Scope::Building(from.community.id, bought.building_id);
        let elsewhere = Scope::Building(to.id, home);
        let leader = sample::staff(&site.app.store, "zhou.lou", Role::Leader, scope, now).await;
        let other = sample::staff(&site.app.store, "qian.lou", Role::Leader, elsewhere.clone(), now).await;
        site.clock.set(now.plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        guan.post("/setup/xinyuan/merge", &[("other", "laoyuan")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let moved = owners::find(&mut c, bought.id).await.unwrap().unwrap();
        assert_eq!((moved.community, moved.paper, moved.seen_at), (to.id, Paper::Certificate, now));
        assert_eq!(households::sold(&mut c, sold).await.unwrap(), Some(now));
        let scopes = async |c: &mut Conn, id: StaffId| {
            staff::grants(c, id).await.unwrap().into_iter().map(|grant| grant.scope).collect::<Vec<_>>()
        };
        assert_eq!(scopes(&mut c, leader).await, [Scope::Building(to.id, bought.building_id)]);
        assert_eq!(scopes(&mut c, other).await, [elsewhere]);
        drop(c);
        let frozen = unit!(site.app.store, |c| rows::snapshot_roll(c, from.poll, to.id).await);
        assert_eq!((frozen.households, frozen.heads), (5, 4), "two of the five have one buyer");
    }

    async fn receipts_of_the_old_place_are_read_on_and_it_is_not_opened_again(site: &Site) {
        let from = sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        let to = sample::community(&site.app.store, "xinyuan", site.app.now()).await;
        let elsewhere = sample::voting(&site.app.store, "bieyuan", 4, site.app.now()).await;
        let poll = format!("/c/laoyuan/polls/{}", from.poll);
        let home = site.household(from.households[0], from.community.id).await;
        home.post(&format!("{poll}/vote"), &[("w", &from.works[0].to_string())]).await.is(303);
        site.clock.set(site.app.now().plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        guan.post("/setup/xinyuan/merge", &[("other", "laoyuan")]).await.is(303);
        let home = site.household(from.households[0], to.id).await;
        assert!(home.get("/own").await.links().contains(&format!("{poll}/receipt")));
        home.get(&format!("{poll}/receipt")).await.is(200);
        let reader = site.signed_in(Owner::Reader(from.households[0], to.id, Purpose::Household)).await;
        reader.get(&format!("{poll}/receipt")).await.is(200);
        // A household that was never on that roll is sent for its code.
        let other = site.household(elsewhere.households[0], to.id).await;
        other.get(&format!("{poll}/receipt")).await.is(303);
        home.get(&format!("/c/xinyuan/polls/{}/receipt", from.poll)).await.is(404);
        guan.post("/setup/laoyuan/reopen", &[("reason", "弄错了")]).await.is(409).says("已经并到别的小区");
        assert!(!communities::find(&site.app, "laoyuan").await.unwrap().is_open());
    }

    async fn two_estates_become_a_new_one_that_had_nobody(site: &Site) {
        sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        sample::voting(&site.app.store, "xinyuan", 0, site.app.now()).await;
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let page = guan.get("/setup/xinyuan").await;
        let links = page.links();
        let to = links.iter().find(|to| to.ends_with("/merge")).unwrap_or_else(|| panic!("no link to merging: {links:?}"));
        guan.get(to).await.shows("哪个小区并过来？").says("laoyuan");
    }

    async fn faults_of_the_old_place_are_still_ended_by_the_households_that_reported_them(site: &Site) {
        let now = site.app.now();
        let from = sample::voting(&site.app.store, "laoyuan", 4, now).await;
        let to = sample::community(&site.app.store, "xinyuan", now).await;
        let mut work = works::find(&mut site.app.store.read().await.unwrap(), from.works[0]).await.unwrap().unwrap();
        (work.state, work.finished_at) = (WorkState::Finished, Some(now));
        let fixed = Defect { state: DefectState::Fixed, ..sample::defect(&from, 1, 0, Some(0), now) };
        let (id, running) = (fixed.id, sample::defect(&from, 2, 0, Some(1), now));
        unit!(site.app.store, |c| {
            works::revise(c, &work).await?;
            defects::record(c, &fixed).await?;
            defects::record(c, &running).await
        });
        site.clock.set(now.plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        guan.get("/setup/xinyuan/merge?other=laoyuan").await.shows("还有 1 处毛病没修完").hides("0 条意见");
        guan.post("/setup/xinyuan/merge", &[("other", "laoyuan")]).await.is(303);
        let path = format!("/c/laoyuan/rate/{}", from.works[0]);
        let home = site.household(from.households[0], to.id).await;
        let mine = home.get("/c/xinyuan/mine").await;
        mine.shows("原来小区里您报过的毛病");
        assert!(mine.links().contains(&path), "{:?}", mine.links());
        let page = home.get(&path).await;
        home.submit(page.shows("楼道照明"), "/repair", &[("says", "confirmed")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(defects::find(&mut c, id).await.unwrap().unwrap().state, DefectState::Confirmed);
        drop(c);
        home.post(&path, &[("level", "satisfied")]).await.is(401);
        let other = site.household(from.households[2], to.id).await;
        other.get("/c/xinyuan/mine").await.hides("您报过的毛病");
        other.get(&path).await.is(401);
        other.post(&format!("{path}/repair"), &[("says", "confirmed")]).await.is(401);
    }

    async fn duties_reach_the_new_place_too_and_whoever_is_at_work_goes_on_there(site: &Site) {
        let from = sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        let to = sample::community(&site.app.store, "xinyuan", site.app.now()).await;
        site.clock.set(site.app.now().plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let scope = Scope::Community(from.community.id);
        let wang = sample::staff(&site.app.store, "wang", Role::Committee, scope.clone(), site.app.now()).await;
        let at_work = site.signed_in(Owner::Staff(wang)).await;
        at_work.post("/account/duty", &[("role", "committee"), ("place", "laoyuan")]).await.is(303);
        at_work.get("/desk/households/xinyuan").await.is(403);
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        guan.get("/setup/xinyuan/merge?other=laoyuan").await.shows("在这边也有效");
        guan.post("/setup/xinyuan/merge", &[("other", "laoyuan")]).await.is(303);
        let held = staff::grants(&mut site.app.store.read().await.unwrap(), wang).await.unwrap();
        let held: Vec<_> = held.into_iter().map(|grant| grant.scope).collect();
        assert_eq!(held.len(), 2);
        assert!(held.contains(&scope) && held.contains(&Scope::Community(to.id)));
        at_work.get("/desk/households/xinyuan").await.is(200);
    }

    async fn a_building_of_the_same_name_is_told_before_and_refused(site: &Site) {
        sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        sample::voting(&site.app.store, "xinyuan", 4, site.app.now()).await;
        site.clock.set(site.app.now().plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        guan.get("/setup/xinyuan/merge?other=laoyuan").await.shows("两边都有这些楼：1").says("/setup/laoyuan/buildings").says("/setup/xinyuan/buildings");
        guan.post("/setup/xinyuan/merge", &[("other", "laoyuan")]).await.is(409).says("同名");
        assert!(communities::find(&site.app, "laoyuan").await.unwrap().is_open());
    }
}
