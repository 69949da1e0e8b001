//! Promises about addresses and codes that lead nowhere: words, a way on, and no word too much.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::service::By;
use linli::service::credentials::{Issued, issue};

async fn letters(site: &Site, it: &sample::Voting) -> Vec<Issued> {
    let grants = vec![Grant { role: Role::Committee, scope: Scope::Everywhere }];
    let caller = Caller::Staff { id: StaffId(sample::id(900)), grants };
    let expires = site.app.now().plus(10 * DAY);
    let form = (site.app.random.id(site.app.now()), expires);
    issue(&site.app, &By::default(), &caller, &it.community, &it.households, form).await.unwrap()
}

async fn types(browser: &Browser, building: &str, room: &str, digits: &str) -> Page {
    let fields = [("c", "cuiyuan"), ("next", ""), ("building", building), ("room", room), ("digits", digits)];
    browser.post("/v", &fields).await
}

promises! {
    async fn an_unknown_place_is_not_found_in_words_on_every_page(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 2, site.app.now()).await;
        let other = sample::voting(&site.app.store, "beihu", 2, site.app.now()).await;
        let browser = site.browser();
        let unknown = sample::id(77);
        for path in [
            "/c/nowhere".to_owned(),
            "/c/nowhere/feedback".to_owned(),
            "/c/nowhere/feedback/all".to_owned(),
            "/c/nowhere/feedback/NO-1".to_owned(),
            "/c/nowhere/rate".to_owned(),
            "/c/nowhere/log".to_owned(),
            format!("/c/nowhere/polls/{}", it.poll),
            format!("/c/nowhere/polls/{}/vote", it.poll),
            format!("/c/nowhere/works/{}", it.works[0]),
            format!("/c/cuiyuan/polls/{unknown}"),
            format!("/c/cuiyuan/works/{unknown}"),
            "/c/cuiyuan/polls/of-last-year".to_owned(),
            // What is of another community is not of this one.
            format!("/c/cuiyuan/polls/{}", other.poll),
            format!("/c/cuiyuan/works/{}", other.works[0]),
            "/v?c=nowhere".to_owned(),
            "/r/999999".to_owned(),
            "/r/anywhere".to_owned(),
            format!("/p/{unknown}"),
            "/f/00000000000000000000000000000000".to_owned(),
        ] {
            let page = browser.get(&path).await;
            assert_eq!(page.status.as_u16(), 404, "{path}");
            page.says("没有这个页面").says("href=\"/\"");
            let english = browser.get(&format!("{path}{}lang=en", if path.contains('?') { '&' } else { '?' })).await;
            english.is(404).says("There is no such page");
        }
    }

    async fn staff_find_no_setup_of_a_place_that_is_not_there(site: &Site) {
        sample::voting(&site.app.store, "cuiyuan", 2, site.app.now()).await;
        let desk = site.staff("guan", Role::Official, Scope::Everywhere).await;
        for path in ["/setup/nowhere", "/setup/nowhere/roll", "/setup/nowhere/works", "/office/nowhere"] {
            desk.get(path).await.is(404);
        }
        for path in ["/setup/nowhere/close", "/setup/nowhere/letters", "/office/nowhere/feedback/1/answer"] {
            desk.post(path, &[("reason", "x"), ("sure", "yes"), ("text", "x")]).await.is(404);
        }
        desk.get(&format!("/setup/cuiyuan/works/{}", sample::id(77))).await.is(404);
        desk.get(&format!("/setup/cuiyuan/polls/{}", sample::id(77))).await.is(404);
    }

    async fn whatever_is_wrong_with_a_code_the_words_are_the_same_and_what_was_typed_stays(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let codes = letters(site, &it).await;
        let (mine, neighbour) = (codes[0].digits.plain(), codes[1].digits.plain());
        for (building, room, digits) in [("1", "101", neighbour.as_str()), ("1", "9999", &mine), ("9", "101", &mine)] {
            let back = types(&site.browser(), building, room, digits).await;
            back.is(422).says("参与码和楼栋、房号对不上").says(&format!("value=\"{room}\"")).hides("名册");
        }
        let empty = types(&site.browser(), "1", "", "").await;
        empty.is(422).says("请填楼栋、房号和信上的 8 位数字").says("href=\"#room\"").says("href=\"#digits\"");
        for _ in 0..30 {
            types(&site.browser(), "1", "101", "1234").await.is(422).says("信上的数字码是 8 位");
        }
        types(&site.browser(), "1", "101", &mine).await.is(303);
    }

    async fn a_code_that_was_used_opens_its_household_again_on_another_phone(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letters(site, &it).await[0];
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let (first, second) = (site.browser(), site.browser());
        types(&first, "1", "101", &code.digits.plain()).await.is(303);
        first.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        second.post("/v", &[("c", "cuiyuan"), ("token", &code.token.plain())]).await.is(303);
        second.get(&vote).await.shows("投过票").says("看回执");
        first.get(&vote).await.shows("投过票");
    }

    async fn a_new_letter_makes_the_old_one_and_its_phones_worthless(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let old = letters(site, &it).await[0];
        let phone = site.browser();
        phone.post("/v", &[("token", &old.token.plain())]).await.is(303);
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        phone.get(&vote).await.is(200);
        let new = letters(site, &it).await[0];
        assert!(phone.get(&vote).await.is(303).to().starts_with("/v?c=cuiyuan"), "the phone shows its code anew");
        site.browser().post("/v", &[("token", &old.token.plain())]).await.is(422).says("对不上");
        types(&site.browser(), "1", "101", &old.digits.plain()).await.is(422).says("对不上");
        types(&site.browser(), "1", "101", &new.digits.plain()).await.is(303);
    }
}
