//! Promises about who sees what was said, and says the same.

use super::{FORM, became, flat, open, photo, published, said, secret_path};
use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::feedback::AnswerState;
use linli::domain::ids::CommunityId;
use linli::domain::policy::{Role, Scope};

promises! {
    async fn who_says_the_same_is_counted_once_a_device_and_once_a_household(site: &Site) {
        let community = open(site).await;
        let author = site.browser();
        said(&author, "pipes", "3 栋门口一下雨就积水").await;
        published(site, community.id, 1).await;
        let other = site.browser();
        let form = other.get(FORM).await;
        let second = other.submit(&form, "/feedback", &[("tile", "pipes"), ("text", "3栋门口下雨就积水")]).await;
        let second = other.follow(&second).await;
        second.shows("1 人也说了同样的事");
        let thanks = other.submit(&second, "/CU-1/support", &[]).await;
        other.follow(&thanks).await.shows("2 人同感");
        other.submit(&second, "/CU-1/support", &[]).await.is(303);
        let home = site.household(flat(), community.id).await;
        home.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        home.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.shows("1 户 · 2 人同感");
        site.browser().get("/c/cuiyuan").await.shows("1 户 · 2 人同感");
    }

    async fn a_phone_that_shows_its_household_is_no_longer_counted_as_a_person(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "roof", "屋顶漏雨").await;
        published(site, community.id, 1).await;
        let phone = site.browser();
        phone.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        let home = site.household(flat(), community.id).await;
        let device = phone.cookies.lock().get("device").cloned().unwrap();
        home.cookies.lock().insert("device".to_owned(), device);
        home.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.shows("1 户 · 1 人同感");
    }

    async fn what_is_settled_is_not_offered_as_the_same_and_takes_no_support(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "楼顶漏水，下雨就往下滴").await;
        published(site, community.id, 1).await;
        let asked = [("slug", "cuiyuan"), ("text", "楼顶漏水了"), ("lang", "zh")];
        for state in [AnswerState::Done, AnswerState::Solved, AnswerState::Declined] {
            became(site, community.id, 1, state).await;
            let thread = site.browser().get("/c/cuiyuan/feedback/CU-1").await;
            thread.shows("已经有结果").hides("我家也是");
            assert!(thread.links().contains(&FORM.to_owned()), "{state}");
            site.browser().post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(409);
            site.browser().fetch("/api/ask/similar", &asked).await.is(200).hides("CU-1");
            // By its words, and by its picture alone.
            said(&site.browser(), "leak", "楼顶漏水，又往下滴").await;
            said(&site.browser(), "leak", "").await;
        }
        became(site, community.id, 1, AnswerState::Disputed).await;
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.shows("我家也是").hides("已经有结果");
        site.browser().fetch("/api/ask/similar", &asked).await.shows("CU-1");
    }

    async fn only_what_is_published_is_seen_and_only_its_masked_text(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "找 13812345678 修").await;
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.is(404);
        site.browser().get("/c/cuiyuan").await.hides("13812345678").hides("████");
        published(site, community.id, 1).await;
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.shows("████").hides("13812345678");
        site.browser().get("/c/cuiyuan/feedback/XX-1").await.is(404);
    }

    async fn a_draft_photo_is_seen_with_its_draft_and_by_those_who_moderate(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let back = browser.upload(FORM, &[], &[("photos", "a.jpg", &photo()), ("recording", "b.mp3", b"words")]).await;
        back.is(422).says("这个文件不是录音");
        let src = back.body.split("src=\"/p/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        browser.get(&format!("/p/{src}")).await.is(200);
        let bare = format!("/p/{}", src.split('?').next().unwrap());
        browser.get(&bare).await.is(404);
        let desk = site.staff("desk", Role::Committee, Scope::Community(community.id)).await;
        desk.get(&bare).await.is(200);
        let elsewhere = site.staff("far", Role::Committee, Scope::Community(CommunityId(sample::id(77)))).await;
        elsewhere.get(&bare).await.is(404);
    }

    async fn a_photo_that_is_hidden_later_is_seen_no_more(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let sent = browser.upload(FORM, &[("tile", "leak")], &[("photos", "a.jpg", &photo())]).await;
        let own = browser.get(&secret_path(sent.is(303))).await;
        let mine = format!("/p/{}", own.body.split("src=\"/p/").nth(1).unwrap().split('"').next().unwrap());
        let path = mine.split('?').next().unwrap().to_owned();
        let desk = site.staff("desk", Role::Committee, Scope::Community(community.id)).await;
        for alone in [browser.get(&mine).await, desk.get(&path).await] {
            assert_eq!(alone.is(200).header("cache-control"), "private, no-store");
        }
        published(site, community.id, 1).await;
        let seen = site.browser().get(&path).await;
        assert_eq!(seen.is(200).header("cache-control"), "public, no-cache");
        let again = [("if-none-match", seen.header("etag"))];
        let kept = site.browser().get_with(&path, &again).await;
        assert!(kept.is(304).bytes.is_empty());
        let small = site.browser().get_with(&format!("{path}?small=1"), &again).await;
        assert_eq!(small.is(200).header("cache-control"), "public, no-cache");
        browser.submit(&browser.get(&secret_path(&sent)).await, "/withdraw", &[]).await.is(303);
        site.browser().get_with(&path, &again).await.is(404);
        site.browser().get(&format!("{path}?small=1")).await.is(404);
        assert_eq!(desk.get_with(&path, &again).await.is(200).header("cache-control"), "private, no-store");
    }

    async fn a_draft_stays_with_the_browser_that_filled_it_in(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "pipes", "3 栋门口一下雨就积水").await;
        published(site, community.id, 1).await;
        let author = site.browser();
        let form = author.get(FORM).await;
        let fields = [("tile", "pipes"), ("text", "3栋门口下雨就积水"), ("once", "0197a000-0000-7000-8000-000000000001")];
        let sent = author.upload(&form.form("/feedback").action, &fields, &[("photos", "a.jpg", &photo())]).await;
        let second = sent.is(303).to().to_owned();
        author.get(&second).await.is(200).says("不会一起发").says("把我写的、拍的发出去");
        let stranger = site.browser();
        stranger.get(FORM).await;
        stranger.get(&second).await.is(404).hides("积水");
        site.browser().get(&second).await.is(404);
        stranger.post(&second, &[]).await.is(404);
        let id = second.rsplit('/').next().unwrap();
        stranger.get(&format!("{FORM}?d={id}")).await.hides("积水");
        author.get(&format!("{FORM}?d={id}")).await.shows("积水").says("name=\"drop\"");
        author.post(&second, &[]).await.is(303);
    }

    async fn few_words_still_show_what_others_said_of_the_same_picture(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "楼顶一下雨就往屋里滴").await;
        published(site, community.id, 1).await;
        let other = site.browser();
        let form = other.get(FORM).await;
        let sent = other.submit(&form, "/feedback", &[("tile", "leak"), ("text", "厨房墙湿了")]).await;
        other.follow(&sent).await.shows("往屋里滴").says("这里有没有和您说的一样的").hides("说了同样的事");
        said(&other, "lights", "厨房墙湿了").await;
    }

    async fn an_island_asks_what_was_said(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "楼顶漏水，下雨就往下滴").await;
        published(site, community.id, 1).await;
        let asked = [("slug", "cuiyuan"), ("text", "楼顶漏水了"), ("lang", "zh")];
        site.browser().fetch("/api/ask/similar", &asked).await.shows("楼顶漏水").says("1 人同感").says("/c/cuiyuan/feedback/CU-1");
        // What is kept of it holds only until something changes.
        site.browser().post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        site.browser().fetch("/api/ask/similar", &asked).await.shows("楼顶漏水").says("2 人同感");
        became(site, community.id, 1, AnswerState::Done).await;
        site.browser().fetch("/api/ask/similar", &asked).await.hides("楼顶漏水");
    }
}
