//! Promises about how much one network sends without a code.

use super::{FORM, flat, open, photo, published, said, secret_path};
use crate::promises;
use crate::site::Site;
use linli::domain::moment::DAY;
use linli::service::allowance::{Act, Whose, take_now};

promises! {
    async fn one_network_sends_sixty_feedback_a_day_and_what_is_over_is_kept(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        for _ in 0..60 {
            browser.post(FORM, &[("tile", "leak")]).await.is(303);
        }
        let fields = [("tile", "leak"), ("text", "楼顶漏水")];
        let over = browser.upload(FORM, &fields, &[("photos", "a.jpg", &photo())]).await;
        over.is(429).says("参与码证明您是这户人家").says("楼顶漏水").says("/p/");
        let code = over.links().into_iter().find(|to| to.starts_with("/v?c=cuiyuan")).unwrap();
        assert!(code.contains("%3Fd%3D"), "{code}");
        let elsewhere = site.browser();
        elsewhere.sits_at("203.0.113.9");
        elsewhere.post(FORM, &fields).await.is(303);
        site.household(flat(), community.id).await.post(FORM, &fields).await.is(303);
        site.clock.set(site.app.now().plus(DAY / 2 + DAY / 4));
        let own = browser.submit(&over, "/feedback", &[]).await;
        browser.get(&secret_path(own.is(303))).await.shows("class=\"photo\"");
    }

    async fn a_second_screen_that_cannot_be_sent_gives_the_form_back(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "").await;
        published(site, community.id, 1).await;
        let browser = site.browser();
        browser.sits_at("203.0.113.9");
        for _ in 0..60 {
            take_now(&site.app, Whose::Network("203.0.113.9".to_owned()), Act::Feedback).await.unwrap();
        }
        let form = browser.get(FORM).await;
        let sent = browser.submit(&form, "/feedback", &[("tile", "leak"), ("visibility", "public")]).await;
        let second = browser.follow(&sent).await;
        let back = browser.submit(&second, sent.to(), &[]).await;
        back.is(429).says("留 24 小时");
        assert!(back.form("/feedback").fields.contains(&("tile".to_owned(), "leak".to_owned())));
    }

    async fn one_network_taps_and_photographs_only_so_often_a_day(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "roof", "屋顶漏雨").await;
        published(site, community.id, 1).await;
        for act in [Act::Support, Act::Upload] {
            for _ in 0..act.most() {
                take_now(&site.app, Whose::Network("2001:db8::1".to_owned()), act).await.unwrap();
            }
        }
        let browser = site.browser();
        browser.sits_at("2001:db8:0:ff::2");
        browser.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(429).says("我家也是").says("参与码");
        let back = browser.upload(FORM, &[("tile", "leak"), ("text", "车棚没灯")], &[("photos", "a.jpg", &photo())]).await;
        back.is(429).says("这个没有存下").says("车棚没灯").hides("/p/");
        browser.submit(&back, "/feedback", &[]).await.is(303);
        let home = site.household(flat(), community.id).await;
        home.sits_at("2001:db8::2");
        home.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        let other = site.browser();
        other.sits_at("2001:db8:0:100::2");
        other.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
    }

    async fn a_browser_keeps_one_draft_of_a_community_however_often_its_form_is_refused(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.get(FORM).await;
        let mut ids = Vec::new();
        for text in ["第一次", "第二次", "第三次"] {
            let back = browser.post(FORM, &[("tile", "nothing such"), ("text", text)]).await;
            back.is(422).says(text);
            let form = back.form("/feedback");
            ids.extend(form.fields.into_iter().find(|(name, _)| name == "draft").map(|(_, value)| value));
        }
        assert_eq!(ids.len(), 3);
        browser.get(&format!("{FORM}?d={}", ids[0])).await.is(200).hides("第一次");
        browser.get(&format!("{FORM}?d={}", ids[1])).await.is(200).hides("第二次");
        browser.get(&format!("{FORM}?d={}", ids[2])).await.is(200).says("第三次");
    }

    async fn beyond_its_drafts_a_network_gets_the_form_back_as_typed_and_still_sends(site: &Site) {
        open(site).await;
        for _ in 0..Act::Draft.most() {
            take_now(&site.app, Whose::Network("203.0.113.9".to_owned()), Act::Draft).await.unwrap();
        }
        let browser = site.browser();
        browser.sits_at("203.0.113.9");
        let fields = [("tile", "nothing such"), ("text", "楼道灯坏了"), ("visibility", "handlers")];
        let back = browser.upload(FORM, &fields, &[("photos", "a.jpg", &photo())]).await;
        back.is(422).says("楼道灯坏了").says("这个没有存下").hides("/p/");
        let form = back.form("/feedback");
        assert!(form.fields.iter().all(|(name, _)| name != "draft"));
        assert!(form.fields.contains(&("visibility".to_owned(), "handlers".to_owned())));
        browser.submit(&back, "/feedback", &[("tile", "lights")]).await.is(303);
        let elsewhere = site.browser().post(FORM, &fields).await;
        assert!(elsewhere.is(422).form("/feedback").fields.iter().any(|(name, _)| name == "draft"));
    }
}
