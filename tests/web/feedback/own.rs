//! Promises about what its author can do later.

use super::{became, open, published, said};
use crate::promises;
use crate::site::Site;
use linli::domain::feedback::AnswerState;
use linli::store::feedback::{self, NoteKind};

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

    async fn an_author_says_ten_times_whether_it_is_solved_and_still_adds_lines(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let link = said(&browser, "lights", "楼道灯不亮").await;
        published(site, community.id, 1).await;
        became(site, community.id, 1, AnswerState::Done).await;
        let own = browser.get(&link).await;
        for n in 0..10 {
            let outcome = if n % 2 == 0 { "solved" } else { "disputed" };
            browser.submit(&own, "/outcome", &[("outcome", outcome)]).await.is(303);
            // The same word once more is no further one.
            browser.submit(&own, "/outcome", &[("outcome", outcome)]).await.is(303);
        }
        let over = browser.submit(&own, "/outcome", &[("outcome", "solved")]).await;
        over.is(422).says("已经说过 10 次").hides("/outcome");
        let json = browser.fetch(&own.form("/outcome").action, &[("outcome", "solved")]).await;
        json.is(422).says("too_many_outcomes");
        for n in 1..=20 {
            browser.submit(&own, "/lines", &[("text", &format!("补充第 {n} 句"))]).await.is(303);
        }
        browser.get(&link).await.says("已经说过 10 次").hides("/outcome").hides("/lines");
    }

    async fn taps_at_the_same_moment_slip_past_no_bound_of_an_author(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let link = said(&browser, "lights", "楼道灯不亮").await;
        published(site, community.id, 1).await;
        became(site, community.id, 1, AnswerState::Done).await;
        let own = browser.get(&link).await;
        for n in 1..=18 {
            browser.submit(&own, "/lines", &[("text", &format!("补充第 {n} 句"))]).await.is(303);
        }
        let lines = (19..=26).map(|n| {
            let (browser, own) = (&browser, &own);
            async move { browser.submit(own, "/lines", &[("text", &format!("补充第 {n} 句"))]).await.status.as_u16() }
        });
        let mut answers = futures::future::join_all(lines).await;
        answers.sort_unstable();
        assert_eq!(answers, [303, 303, 422, 422, 422, 422, 422, 422]);
        let taps = (0..6).map(|_| browser.submit(&own, "/outcome", &[("outcome", "solved")]));
        futures::future::join_all(taps).await;
        let mut c = site.app.store.read().await.unwrap();
        let found = feedback::by_serial(&mut c, community.id, 1).await.unwrap().unwrap();
        let notes = feedback::notes(&mut c, found.id).await.unwrap();
        assert_eq!(notes.iter().filter(|note| note.kind == NoteKind::Solved).count(), 1);
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
