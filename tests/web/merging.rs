//! Promises about merging communities.

use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::service::{communities, polls};
use linli::store::roll;

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

    async fn a_building_of_the_same_name_is_told_before_and_refused(site: &Site) {
        sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        sample::voting(&site.app.store, "xinyuan", 4, site.app.now()).await;
        site.clock.set(site.app.now().plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        guan.get("/setup/xinyuan/merge?other=laoyuan").await.shows("两边都有这些楼：1");
        guan.post("/setup/xinyuan/merge", &[("other", "laoyuan")]).await.is(409).says("同名");
        assert!(communities::find(&site.app, "laoyuan").await.unwrap().is_open());
    }
}
