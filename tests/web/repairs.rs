//! Promises about repairs and rounds: contractor, property company, supervisor, building leader.

use crate::kit::sample::{self, Voting};
use crate::site::Site;
use crate::{promises, unit};
use linli::domain::defect::DefectState;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::store::{defects, roll};

/// A fault of the first household in `state`.
async fn fault(site: &Site, state: DefectState) -> (Voting, String) {
    let it = sample::voting(&site.app.store, "cuiyuan", 40, site.app.now()).await;
    let mut new = sample::defect(&it, 1, 0, Some(0), site.app.now().plus(3 * DAY));
    new.state = state;
    let id = new.id.to_string();
    unit!(site.app.store, |c| defects::record(c, &new).await);
    (it, id)
}

promises! {
    async fn who_repairs_says_so_and_only_the_household_ends_it(site: &Site) {
        let (it, id) = fault(site, DefectState::Assigned).await;
        let place = Scope::Community(it.community.id);
        let builder = site.staff("shigong", Role::Contractor, place.clone()).await;
        let page = builder.get("/repairs").await;
        page.shows("门口的灯一闪一闪").says("1 栋").hides("101");
        builder.get("/repairs/check").await.is(403);
        builder.submit(&page, &id, &[("note", "换了灯")]).await.is(303);
        builder.get("/repairs").await.shows("没有要修的");
        builder.submit(&page, &id, &[]).await.is(422);
        let watcher = site.staff("jiandu", Role::Supervisor, place).await;
        let look = watcher.get("/repairs/check").await;
        look.shows("换了灯");
        watcher.submit(&look, &id, &[("says", "right")]).await.is(303);
        watcher.get("/repairs/check").await.shows("修得对").says("有人看过");
        watcher.submit(&look, &id, &[("says", "wrong")]).await.is(422).says("请写明原因");
        watcher.submit(&look, &id, &[("says", "wrong"), ("note", "还在闪")]).await.is(303);
        builder.get("/repairs").await.shows("还在闪");
        let mut c = site.app.store.read().await.unwrap();
        let state = defects::list(&mut c, it.community.id).await.unwrap()[0].state;
        assert_eq!(state, DefectState::Reopened);
    }

    async fn a_contractor_of_elsewhere_neither_sees_nor_moves_a_fault(site: &Site) {
        let (it, id) = fault(site, DefectState::Assigned).await;
        let there = sample::elsewhere(&site.app.store, "dinggong", site.app.now()).await;
        let builder = site.staff("shigong", Role::Contractor, Scope::Community(there.id)).await;
        builder.get("/repairs").await.shows("没有要修的");
        builder.post(&format!("/repairs/{id}"), &[]).await.is(403);
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(defects::list(&mut c, it.community.id).await.unwrap()[0].state, DefectState::Assigned);
    }

    async fn a_building_leader_goes_to_and_types_in_for_the_own_building_alone(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 40, site.app.now()).await;
        let first = roll::buildings(&mut site.app.store.read().await.unwrap(), it.community.id).await.unwrap().remove(0);
        let leader = site.staff("louzhang", Role::Leader, Scope::Building(it.community.id, first.id)).await;
        leader.get("/desk/doors").await.shows("1 栋").says("/desk/doors/cuiyuan");
        let own = leader.get("/desk/doors/cuiyuan").await;
        own.shows(&it.households[0].to_string()).hides(&it.households[20].to_string());
        leader.get(&format!("/desk/paper/{}/{}", it.poll, it.households[0])).await.is(200);
        leader.get(&format!("/desk/paper/{}/{}", it.poll, it.households[20])).await.is(403);
        leader.post(&format!("/desk/paper/{}/{}", it.poll, it.households[20]), &[("blank", "1")]).await.is(403);
        leader.get("/desk/paper/check").await.is(403);
    }
}
