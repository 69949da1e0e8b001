//! Promises about 'my entry is wrong'.

use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::policy::{Role, Scope};

promises! {
    async fn a_household_sees_its_entry_says_what_is_wrong_and_reads_the_answer(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        site.browser().get("/c/cuiyuan/mine").await.is(303);
        let home = site.household(it.households[0], it.community.id).await;
        let page = home.get("/c/cuiyuan/mine").await;
        page.shows("78.50").says("1 栋 101").hides("1 栋 102");
        let sent = home.submit(&page, "/mine", &[("wants", "area"), ("text", "应该是 80 平方米")]).await;
        home.follow(&sent).await.shows("正在核对").hides("name=\"wants\"");
        home.submit(&page, "/mine", &[("wants", "area"), ("text", "应该是 80 平方米")]).await.is(303);
        home.post("/c/cuiyuan/mine", &[("wants", "owner"), ("text", "去年卖了")]).await.is(409);
        let wang = site.staff("wang", Role::Committee, Scope::Community(it.community.id)).await;
        wang.get("/setup/cuiyuan").await.shows("有 1 户在等");
        let list = wang.get("/setup/cuiyuan/corrections").await;
        list.shows("应该是 80 平方米");
        let to = list.links().into_iter().find(|link| link.contains("?request=")).unwrap();
        let form = wang.get(&to).await;
        form.shows("应该是 80 平方米");
        let action = to.split('?').next().unwrap();
        wang.submit(&form, action, &[("area", "80")]).await.is(303);
        home.get("/c/cuiyuan/mine").await.shows("已经改好").says("80.00");
        wang.get("/setup/cuiyuan/corrections").await.shows("没有等着核对的");
    }

    async fn leaving_an_entry_as_it_is_needs_a_reason_that_the_household_reads(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post("/c/cuiyuan/mine", &[("wants", "other")]).await.is(422);
        home.post("/c/cuiyuan/mine", &[("wants", "owner"), ("text", "去年卖了")]).await.is(303);
        let wang = site.staff("wang", Role::Committee, Scope::Community(it.community.id)).await;
        let list = wang.get("/setup/cuiyuan/corrections").await;
        wang.submit(&list, "/refuse", &[("answer", " ")]).await.is(422).says("请写明原因");
        wang.submit(&list, "/refuse", &[("answer", "登记簿上还没有过户")]).await.is(303);
        wang.submit(&list, "/refuse", &[("answer", "再来一次")]).await.is(409);
        home.get("/c/cuiyuan/mine").await.shows("登记簿上还没有过户").says("name=\"wants\"");
    }

    async fn an_empty_form_says_nothing_and_leaves_room_for_what_is_meant(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let home = site.household(it.households[0], it.community.id).await;
        let page = home.get("/c/cuiyuan/mine").await;
        home.submit(&page, "/mine", &[]).await.is(422).says("有 2 处还没有填").says("请选一样");
        for wants in ["area", "owner", "relation", "room", "other"] {
            home.submit(&page, "/mine", &[("wants", wants)]).await.is(422).says("还没有填");
        }
        home.submit(&page, "/mine", &[("wants", "area"), ("text", "应该是 80 平方米")]).await.is(303);
    }

    async fn what_waits_is_taken_back_by_its_household_and_said_anew(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let home = site.household(it.households[0], it.community.id).await;
        let neighbour = site.household(it.households[1], it.community.id).await;
        let said = [("wants", "area"), ("text", "应该是 80 平方米")];
        for browser in [&home, &neighbour] {
            browser.post("/c/cuiyuan/mine", &said).await.is(303);
        }
        let page = home.get("/c/cuiyuan/mine").await;
        page.shows("正在核对").hides("name=\"wants\"");
        let back = home.submit(&page, "/mine", &[("withdraw", "1")]).await;
        home.follow(back.is(303)).await.shows("已经收回").says("name=\"wants\"").hides("正在核对");
        home.submit(&page, "/mine", &[("withdraw", "1")]).await.is(303);
        neighbour.get("/c/cuiyuan/mine").await.shows("正在核对");
        home.post("/c/cuiyuan/mine", &said).await.is(303);
        let wang = site.staff("wang", Role::Committee, Scope::Community(it.community.id)).await;
        let list = wang.get("/setup/cuiyuan/corrections").await;
        let refused = list.forms().into_iter().filter(|form| form.action.ends_with("/refuse"));
        for form in refused.collect::<Vec<_>>() {
            wang.post(&form.action, &[("answer", "登记簿上是这样")]).await.is(303);
        }
        home.post("/c/cuiyuan/mine", &[("withdraw", "1")]).await.is(303);
        home.get("/c/cuiyuan/mine").await.shows("登记簿上是这样");
    }
}
