//! Promises about what its author can do later.

use super::{open, published, said};
use crate::promises;
use crate::site::Site;

promises! {
    async fn what_was_taken_back_promises_no_answer(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let link = said(&browser, "lights", "楼道灯不亮").await;
        let own = browser.get(&link).await;
        own.shows("最迟 6 月 16 日 答复");
        browser.submit(&own, "/withdraw", &[]).await.is(303);
        browser.get(&link).await.shows("您已经撤回了").hides("最迟");
        browser.get(&format!("{link}/receipt")).await.shows("CU-1").says("您已经撤回了").hides("最迟");
    }

    async fn its_author_can_add_a_line_and_take_it_back(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let link = said(&browser, "lights", "楼道灯不亮").await;
        published(site, community.id, 1).await;
        let own = browser.get(&link).await;
        browser.submit(&own, "/lines", &[("text", "晚上八点以后")]).await.is(303);
        browser.submit(&own, "/lines", &[("text", "")]).await.is(422).says("这里还没有填");
        let own = browser.get(&link).await;
        own.shows("晚上八点以后");
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.hides("晚上八点以后");
        browser.submit(&own, "/withdraw", &[]).await.is(303);
        browser.get(&link).await.shows("您已经撤回了");
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.is(404);
        site.browser().get("/f/0123").await.is(404);
    }

    async fn a_line_too_many_is_refused_in_words_and_stays_on_the_page(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let link = said(&browser, "lights", "楼道灯不亮").await;
        let own = browser.get(&link).await;
        for n in 1..=20 {
            browser.submit(&own, "/lines", &[("text", &format!("补充第 {n} 句"))]).await.is(303);
        }
        browser.get(&link).await.shows("补充第 20 句");
        let over = browser.submit(&own, "/lines", &[("text", "补充第 21 句")]).await;
        over.is(422).says("最多补充 20 次");
        assert!(over.form("/lines").fields.contains(&("text".to_owned(), "补充第 21 句".to_owned())));
        // The last one once more is no further line.
        browser.submit(&own, "/lines", &[("text", "补充第 20 句")]).await.is(303);
        let json = browser.fetch(&own.form("/lines").action, &[("text", "补充第 21 句")]).await;
        json.is(422).says("too_many_lines").says("最多补充 20 次");
        browser.get(&link).await.hides("补充第 21 句");
    }

    async fn a_withdrawn_author_cannot_say_more(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let link = said(&browser, "lights", "楼道灯不亮").await;
        let own = browser.get(&link).await;
        browser.submit(&own, "/withdraw", &[]).await.is(303);
        browser.submit(&own, "/lines", &[("text", "再说一句")]).await.is(409);
        browser.post(&format!("{link}/outcome"), &[("outcome", "solved")]).await.is(409);
    }
}
