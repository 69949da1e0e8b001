//! Promises about sentences: each says what is missing in its own place.

use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use futures::FutureExt;
use linli::domain::ids::WorkId;
use linli::domain::policy::{Role, Scope};
use linli::domain::work::WorkState;
use linli::store::{StoreError, works};

async fn finish(site: &Site, work: WorkId) {
    let now = site.app.now();
    site.app
        .store
        .write(move |c| {
            async move {
                let mut found = works::find(c, work).await?.expect("the work is there");
                found.state = WorkState::Finished;
                found.finished_at = Some(now);
                works::revise(c, &found).await?;
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

promises! {
    async fn whoever_explains_a_bad_rating_without_a_word_is_asked_for_a_reason(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        finish(site, it.works[0]).await;
        let browser = site.household(it.households[0], it.community.id).await;
        let path = format!("/c/cuiyuan/rate/{}", it.works[0]);
        browser.post(&path, &[("level", "dissatisfied")]).await.is(303);
        let asked = browser.post(&format!("{path}/reason"), &[("text", " ")]).await;
        asked.is(422).says("请选一个原因").hides("拍一张");
    }

    async fn a_poll_without_works_asks_for_works_and_closing_asks_for_its_reason(site: &Site) {
        sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        let official = site.staff("guan", Role::Official, Scope::Everywhere).await;
        official.post("/setup/cuiyuan/polls", &[("title_zh", "先修哪样？")]).await.is(422).says("请至少勾两项").hides("拍一张");
        official.post("/setup/cuiyuan/close", &[("reason", "")]).await.is(422).says("居民会看到");
        official.post("/setup/cuiyuan/close", &[("reason", "已经拆迁")]).await.is(303);
        official.post("/setup/cuiyuan/reopen", &[("reason", "")]).await.is(422).says("留在操作记录里");
    }
}
