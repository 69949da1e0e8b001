//! Promises about a community's home.

use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::policy::{Role, Scope};

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

    async fn an_unchanged_home_is_not_sent_twice(site: &Site) {
        sample::community(&site.app.store, "cuiyuan", site.app.now()).await;
        let first = site.browser().get("/c/cuiyuan").await;
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty());
        site.browser().get_with("/c/cuiyuan", &[("if-none-match", &tag)]).await.is(304);
        assert_ne!(site.browser().get("/c/cuiyuan?lang=en").await.header("etag"), tag);
    }
}
