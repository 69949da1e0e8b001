//! Promises about giving feedback and coming back to it.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use futures::FutureExt;
use image::codecs::jpeg::JpegEncoder;
use linli::domain::feedback::{AnswerState, FeedbackState};
use linli::domain::ids::{BuildingId, CommunityId, HouseholdId, PhaseId, ProjectId};
use linli::domain::moment::DAY;
use linli::domain::phase::{Phase, PhaseKind};
use linli::domain::policy::{Caller, Role, Scope};
use linli::domain::project::Stage;
use linli::service::allowance::{Act, take_now};
use linli::store::communities::Community;
use linli::store::projects::{self, PhaseRow, Project};
use linli::store::roll::{self, Building, Household};
use linli::store::{StoreError, feedback};

/// The first screen.
pub const FORM: &str = "/c/cuiyuan/feedback";

/// A small photo.
pub fn photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&image::RgbImage::new(64, 48)).unwrap();
    jpeg
}

/// A community with one building and one flat in which feedback is open for ten days.
pub async fn open(site: &Site) -> Community {
    let now = site.app.now();
    let community = sample::community(&site.app.store, "cuiyuan", now).await;
    let id = community.id;
    site.app
        .store
        .write(move |c| {
            async move {
                let project = Project {
                    id: ProjectId(sample::id(1)),
                    community_id: id,
                    programme_year: Some(2026),
                    stage: Stage::Consulting,
                    stage_since: now,
                    before_pause: None,
                    reason_zh: String::new(),
                    reason_en: String::new(),
                    satisfied_percent: 80,
                };
                projects::record(c, &project).await?;
                let phase = Phase { kind: PhaseKind::Feedback, opens: now.plus(-DAY), closes: now.plus(10 * DAY) };
                let row = PhaseRow { id: PhaseId(sample::id(2)), community_id: id, project_id: project.id, phase };
                projects::record_phase(c, &row).await?;
                let building = BuildingId(sample::id(3));
                let new = Building { id: building, community_id: id, name: "3".into(), key: "3".into(), position: 1 };
                roll::record_building(c, &new).await?;
                let flat = Household {
                    id: flat(),
                    community_id: id,
                    building_id: building,
                    building: String::new(),
                    entrance: String::new(),
                    floor: 3,
                    room: "301".into(),
                    room_key: "301".into(),
                    area: 6_000,
                    area_source: "register".into(),
                    gone: false,
                };
                roll::record_household(c, &flat).await
            }
            .boxed()
        })
        .await
        .unwrap();
    community
}

/// Its flat.
pub fn flat() -> HouseholdId {
    HouseholdId(sample::id(4))
}

/// Sends one feedback and gives its secret link.
async fn said(browser: &Browser, tile: &str, text: &str) -> String {
    let form = browser.get(&format!("{FORM}?b=3")).await;
    let sent = browser.submit(&form, "/feedback", &[("tile", tile), ("text", text)]).await;
    let secret = sent.is(303).to().strip_suffix("/receipt").expect(sent.to()).to_owned();
    assert!(secret.starts_with("/f/"), "{secret}");
    secret
}

/// What the committee's queue does, in the store.
async fn published(site: &Site, community: CommunityId, serial: i64) {
    let now = site.app.now();
    site.app
        .store
        .write(move |c| {
            async move {
                let mut found = feedback::by_serial(c, community, serial).await?.unwrap();
                found.state = FeedbackState::Published;
                found.published_at = Some(now);
                feedback::revise_state(c, &found).await?;
                c.touch(community);
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

/// What became of the matter, in the store.
async fn became(site: &Site, community: CommunityId, serial: i64, state: AnswerState) {
    let now = site.app.now();
    site.app
        .store
        .write(move |c| {
            async move {
                let mut found = feedback::by_serial(c, community, serial).await?.unwrap();
                found.answer_state = state;
                found.answered_at = Some(now);
                feedback::revise_answer_state(c, &found).await?;
                c.touch(community);
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

fn secret_path(page: &Page) -> String {
    page.to().strip_suffix("/receipt").unwrap().to_owned()
}

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

    async fn only_what_is_published_is_seen_and_only_its_masked_text(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "找 13812345678 修").await;
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.is(404);
        site.browser().get("/c/cuiyuan").await.hides("13812345678").hides("████");
        published(site, community.id, 1).await;
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.shows("████").hides("13812345678");
        site.browser().get("/c/cuiyuan/feedback/XX-1").await.is(404);
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

    async fn a_withdrawn_author_cannot_say_more(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let link = said(&browser, "lights", "楼道灯不亮").await;
        let own = browser.get(&link).await;
        browser.submit(&own, "/withdraw", &[]).await.is(303);
        browser.submit(&own, "/lines", &[("text", "再说一句")]).await.is(409);
        browser.post(&format!("{link}/outcome"), &[("outcome", "solved")]).await.is(409);
    }

    async fn an_island_asks_what_was_said(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "leak", "楼顶漏水，下雨就往下滴").await;
        published(site, community.id, 1).await;
        let asked = [("slug", "cuiyuan"), ("text", "楼顶漏水了"), ("lang", "zh")];
        site.browser().fetch("/api/ask/similar", &asked).await.shows("楼顶漏水").says("1 人同感").says("/c/cuiyuan/feedback/CU-1");
    }

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
            take_now(&site.app, &Caller::Nobody, Act::Feedback, "203.0.113.9").await.unwrap();
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
                take_now(&site.app, &Caller::Nobody, act, "2001:db8::1").await.unwrap();
            }
        }
        let browser = site.browser();
        browser.sits_at("2001:db8::2");
        browser.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(429).says("我家也是").says("参与码");
        let back = browser.upload(FORM, &[("tile", "leak"), ("text", "车棚没灯")], &[("photos", "a.jpg", &photo())]).await;
        back.is(429).says("这个没有存下").says("车棚没灯").hides("/p/");
        browser.submit(&back, "/feedback", &[]).await.is(303);
        let home = site.household(flat(), community.id).await;
        home.sits_at("2001:db8::2");
        home.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        let other = site.browser();
        other.sits_at("2001:db8:0:1::2");
        other.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
    }
}
