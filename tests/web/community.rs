//! Promises about a community's home.

use crate::kit::sample;
use crate::site::Site;
use crate::{promises, unit};
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::domain::project::Stage;
use linli::store::projects::{self, Project};
use linli::store::{StoreError, polls};

promises! {
    async fn an_empty_home_says_what_will_be_there(site: &Site) {
        sample::community(&site.app.store, "cuiyuan", site.app.now()).await;
        let page = site.browser().get("/c/cuiyuan").await;
        page.shows("改造还没有立项").says("还没有公布的意见").says("改造内容还没有定").says("资金还没有落实");
        page.says("href=\"/r/360102\"");
        site.browser().get("/c/nowhere").await.is(404);
    }

    async fn only_the_poll_itself_says_until_when_votes_are_taken(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await;
        let desk = site.staff("guan", Role::Official, Scope::Everywhere).await;
        desk.get("/setup/cuiyuan/phases").await.shows("rating_until").hides("poll_until");
        let dates = [("poll_from", "2026-06-01"), ("poll_until", "2026-06-20")];
        desk.post("/setup/cuiyuan/phases", &dates).await.is(303);
        site.browser().get("/c/cuiyuan").await.shows("还有 10 天");
        desk.post(&format!("/setup/cuiyuan/polls/{}/cancel", it.poll), &[("reason", "不办了")]).await.is(303);
        site.browser().get("/c/cuiyuan").await.shows("翠苑新村").hides("还有 5 天");
    }

    async fn what_was_not_chosen_is_not_promised(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await;
        site.browser().get("/c/cuiyuan").await.shows("要修什么").says("由居民投票定").hides("合计").hides("没选上");
        let household = site.household(it.households[0], it.community.id).await;
        let poll = format!("/c/cuiyuan/polls/{}", it.poll);
        household.post(&format!("{poll}/vote"), &[("w", &it.works[1].to_string())]).await.is(303);
        site.clock.set(site.app.now().plus(10 * DAY));
        site.browser().get(&poll).await.is(200);
        let home = site.browser().get("/c/cuiyuan").await;
        home.says("合计 2 万元").says("没选上").says("3 万元 · 没选上").says(&format!("href=\"{poll}\""));
        home.hides("3 万元 · 还没开工");
        let lost = site.browser().get(&format!("/c/cuiyuan/works/{}", it.works[2])).await;
        lost.says("没选上").says(&format!("href=\"{poll}\"")).hides("完工后请您评");
        site.browser().get(&format!("/c/cuiyuan/works/{}", it.works[1])).await.says("还没开工").hides("没选上");
    }

    async fn a_poll_that_was_called_off_says_so_for_a_month(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await;
        site.clock.set(site.app.now().plus(9 * DAY));
        let setup = format!("/setup/cuiyuan/polls/{}", it.poll);
        let desk = site.staff("guan", Role::Official, Scope::Everywhere).await;
        desk.post(&format!("{setup}/cancel"), &[("reason", "预算没有批下来")]).await.is(303);
        let home = site.browser().get("/c/cuiyuan").await;
        home.says("这次投票取消了").says("原因：预算没有批下来").says(&format!("href=\"/c/cuiyuan/polls/{}\"", it.poll));
        site.clock.set(site.app.now().plus(31 * DAY));
        site.browser().get("/c/cuiyuan").await.shows("翠苑新村").hides("这次投票取消了");
    }

    async fn a_consultative_poll_borrows_thresholds_and_no_force(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await;
        let mut poll = polls::find(&mut site.app.store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
        poll.preset = "cc278_ordinary".to_owned();
        unit!(site.app.store, |c| polls::revise(c, &poll).await);
        let page = site.browser().get(&format!("/c/cuiyuan/polls/{}", it.poll)).await;
        page.says("门槛参照民法典第 278 条").says("不是有法律效力的表决").hides("业主共同决定");
    }

    async fn a_refused_renovation_lists_what_was_meant(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await;
        let project = projects::find(&mut site.app.store.read().await.unwrap(), it.community.id).await.unwrap().unwrap();
        let (community, refused) = (it.community.id, Project { stage: Stage::Refused, ..project });
        unit!(site.app.store, |c| {
            projects::revise(c, &refused).await?;
            c.touch(community);
            Ok::<_, StoreError>(())
        });
        let home = site.browser().get("/c/cuiyuan").await;
        home.says("居民没有同意这次改造").says("当初打算做的").hides("要修什么").hides("还没开工");
        let work = site.browser().get(&format!("/c/cuiyuan/works/{}", it.works[0])).await;
        work.says("当初打算做的").hides("还没开工").hides("由居民投票决定").hides("完工后请您评");
    }

    async fn an_unchanged_home_is_not_sent_twice(site: &Site) {
        sample::community(&site.app.store, "cuiyuan", site.app.now()).await;
        let first = site.browser().get("/c/cuiyuan").await;
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty());
        site.browser().get_with("/c/cuiyuan", &[("if-none-match", &tag)]).await.is(304);
        assert_ne!(site.browser().get("/c/cuiyuan?lang=en").await.header("etag"), tag);
    }
}
