//! Promises about sending feedback.

use super::{FORM, open, photo, published, said, secret_path};
use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::moment::DAY;
use linli::store::feedback;

promises! {
    async fn a_feedback_ends_with_a_receipt_that_says_who_answers_and_by_when(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let link = said(&browser, "leak", "楼顶漏水，电话 13812345678").await;
        let receipt = browser.get(&format!("{link}/receipt")).await;
        // Monday 15 June 2026: one working day for the first reply, five to close.
        receipt.shows("CU-1").says("公园街道办事处").says("6 月 16 日").says("6 月 23 日").says("3 栋住户").says("class=\"qr\"");
        browser.get(&link).await.shows("13812345678").says("████").says("居委会还没有看");
    }

    async fn with_large_letters_the_way_back_stands_before_the_facts(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let link = said(&browser, "leak", "楼顶漏水").await;
        let first = |body: &str| body.find("class=\"qr\"").unwrap() < body.find("谁来答复").unwrap();
        let elder = browser.get(&format!("{link}/receipt?mode=elder")).await;
        assert!(first(&elder.shows("存下来了吗").body));
        assert!(!first(&browser.get(&format!("{link}/receipt")).await.body));
    }

    async fn a_picture_alone_is_enough_and_nothing_at_all_is_not(site: &Site) {
        open(site).await;
        let browser = site.browser();
        said(&browser, "parking", "").await;
        let form = browser.get(FORM).await;
        browser.submit(&form, "/feedback", &[]).await.is(422).says("请点一样");
    }

    async fn a_form_sent_twice_gives_the_first_receipt(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let form = browser.get(FORM).await;
        let fields = [("tile", "roof"), ("text", "屋顶漏雨")];
        let first = browser.submit(&form, "/feedback", &fields).await;
        let second = browser.submit(&form, "/feedback", &fields).await;
        assert_eq!(first.is(303).to(), second.is(303).to());
        let mut c = site.app.store.read().await.unwrap();
        assert!(feedback::by_serial(&mut c, community.id, 2).await.unwrap().is_none());
    }

    async fn a_form_sent_again_with_other_words_is_a_feedback_of_its_own(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let form = browser.get(FORM).await;
        let first = browser.submit(&form, "/feedback", &[("tile", "roof"), ("text", "屋顶漏雨")]).await;
        let other = browser.submit(&form, "/feedback", &[("tile", "roof"), ("text", "车棚没有灯")]).await;
        let again = browser.submit(&form, "/feedback", &[("tile", "roof"), ("text", "车棚没有灯 ")]).await;
        assert_ne!(first.is(303).to(), other.is(303).to());
        assert_eq!(other.to(), again.is(303).to());
        browser.get(&secret_path(&other)).await.shows("车棚没有灯").hides("屋顶漏雨");
        let mut c = site.app.store.read().await.unwrap();
        assert!(feedback::by_serial(&mut c, community.id, 2).await.unwrap().is_some());
        assert!(feedback::by_serial(&mut c, community.id, 3).await.unwrap().is_none());
        drop(c);
        let own = browser.get(&secret_path(&first)).await;
        for words in ["晚上更厉害", "晚上更厉害", "白天也漏"] {
            browser.submit(&own, "/lines", &[("text", words)]).await.is(303);
        }
        let own = browser.get(&secret_path(&first)).await;
        own.shows("白天也漏");
        assert_eq!(own.body.matches("晚上更厉害").count(), 1);
    }

    async fn what_was_typed_and_photographed_comes_back_with_the_problem(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let form = browser.get(FORM).await.form("/feedback");
        let mut fields: Vec<(&str, &str)> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let long = "漏".repeat(100_000);
        fields.retain(|(name, _)| !matches!(*name, "text" | "tile"));
        fields.extend([("tile", "leak"), ("text", long.as_str())]);
        let files: [(&str, &str, &[u8]); 2] = [("photos", "a.jpg", &photo()), ("photos", "b.jpg", b"only words")];
        let back = browser.upload(FORM, &fields, &files).await;
        back.is(422).says("最多写 2000 个字").says("这个文件不是照片").says(&long).says("/p/");
        let again = back.form("/feedback");
        assert!(again.fields.contains(&("tile".to_owned(), "leak".to_owned())), "{:?}", again.fields.len());
        let sent = browser.submit(&back, "/feedback", &[("text", "楼顶漏水")]).await;
        let own = browser.get(&secret_path(sent.is(303))).await;
        own.shows("class=\"photo\"");
        let src = own.body.split("src=\"/p/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let path = format!("/p/{src}");
        assert_eq!(browser.get(&path).await.is(200).header("content-type"), "image/jpeg");
        let bare = path.split('?').next().unwrap().to_owned();
        site.browser().get(&bare).await.is(404);
    }

    async fn a_huge_photo_is_refused_in_words(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let mut jpeg = photo();
        let frame = jpeg.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
        jpeg[frame + 5..frame + 9].copy_from_slice(&[0x17, 0x70, 0x27, 0x10]);
        let back = browser.upload(FORM, &[("tile", "leak")], &[("photos", "a.jpg", &jpeg)]).await;
        back.is(422).says("60 百万像素");
    }

    async fn none_of_these_sends_mine(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "").await;
        published(site, community.id, 1).await;
        let browser = site.browser();
        let form = browser.get(FORM).await;
        let sent = browser.submit(&form, "/feedback", &[("tile", "leak")]).await;
        let second = browser.follow(&sent).await;
        let mine = browser.submit(&second, sent.to(), &[]).await;
        let again = browser.submit(&second, sent.to(), &[]).await;
        assert_eq!(mine.is(303).to(), again.is(303).to());
        browser.follow(&mine).await.shows("CU-2");
    }

    async fn a_time_that_is_not_open_is_said_with_its_date(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let form = browser.get(FORM).await;
        site.clock.set(site.app.now().plus(11 * DAY));
        browser.get(FORM).await.shows("现在不收意见").says("6 月 25 日");
        browser.submit(&form, "/feedback", &[("tile", "leak"), ("text", "楼顶漏水")]).await.is(409).says("楼顶漏水");
        site.browser().get("/c/nowhere/feedback").await.is(404);
        site.browser().get("/c/cuiyuan").await.shows("收意见到");
    }

    async fn a_building_that_is_not_there_is_asked_for_again(site: &Site) {
        open(site).await;
        site.browser().get(&format!("{FORM}?b=99")).await.shows("没找到二维码里的楼栋");
        site.browser().get(&format!("{FORM}?b=%EF%BC%93%E6%A0%8B")).await.shows("3 栋（扫门口二维码带来的）");
        let browser = site.browser();
        let form = browser.get(FORM).await;
        let wrong = sample::id(99).to_string();
        browser.submit(&form, "/feedback", &[("tile", "leak"), ("building", &wrong)]).await.is(422).says("请从列表里选一个");
    }
}
