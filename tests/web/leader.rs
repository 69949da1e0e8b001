//! Promises about building leaders: they see and type in only what is of their own building.

use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::policy::{Role, Scope};
use linli::store::roll;

promises! {
    async fn a_building_leader_sees_and_types_in_only_the_own_building(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 21, site.app.now()).await;
        let (own, other) = (it.households[20], it.households[0]);
        let mut c = site.app.store.read().await.unwrap();
        let home = roll::household(&mut c, own).await.unwrap().unwrap();
        drop(c);
        let scope = Scope::Building(it.community.id, home.building_id);
        let leader = site.staff("zhou.lou", Role::Leader, scope).await;
        let doors = leader.get("/desk/doors/cuiyuan").await;
        doors.shows("2 栋").hides("1 栋");
        leader.get("/desk/paper").await.shows("先做哪几样");
        leader.get(&format!("/desk/paper/{}/{own}", it.poll)).await.is(200);
        leader.get(&format!("/desk/paper/{}/{other}", it.poll)).await.is(403);
        let poll = it.poll.to_string();
        let flat = |building: &'static str| [("poll", poll.clone()), ("building", building.to_owned()), ("room", "101".to_owned())];
        for (building, status) in [("2", 303), ("1", 403)] {
            let fields = flat(building);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            leader.post("/desk/paper", &fields).await.is(status);
        }
        leader.get("/desk/paper/check").await.is(403);
    }
}
