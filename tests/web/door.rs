//! Promises of the door of the code: mistakes that cost no try, whose code it is, waiting and going on.

use crate::kit::sample;
use crate::promises;
use crate::proof::{letter, scan, type_in, voting};
use crate::rolls::{import, made};
use crate::site::{Browser, Page, Site};
use linli::domain::code::Purpose;
use linli::domain::policy::{Role, Scope};
use linli::service::devices::name_of;

async fn types(browser: &Browser, (building, room): (&str, &str), digits: &str) -> Page {
    let fields = [("c", "cuiyuan"), ("building", building), ("room", room), ("digits", digits)];
    browser.post("/v", &fields).await
}

/// The address that the waiting page leads to once the phone was let in.
fn look_again(page: &Page) -> String {
    page.links().into_iter().find(|to| to.ends_with("&look=1")).unwrap()
}

promises! {
    async fn letters_for_digits_and_a_forgotten_entrance_cost_no_try(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let browser = site.browser();
        for _ in 0..8 {
            types(&browser, ("1", "101"), "1234 567a").await.is(422).says("只填数字");
        }
        let spoken: String = code.digits.plain().chars().map(|c| match c {
            '0' => 'O',
            '1' => 'l',
            '2' => '二',
            '3' => '３',
            c => c,
        }).collect();
        types(&browser, ("1", "101"), &spoken).await.is(303);
    }

    async fn a_building_with_entrances_asks_for_one_whichever_room_is_typed(site: &Site) {
        let staff = made(site).await;
        import(&staff, "楼栋,单元,楼层,房号,建筑面积,面积来源,业主,业主编号\n\
            1栋,1单元,1,101,60,登记,,\n1栋,2单元,1,101,60,登记,,\n1栋,2单元,2,201,60,登记,,\n2栋,,1,101,50,测绘,,\n").await;
        let browser = site.browser();
        for room in ["101", "201", "999"] {
            for _ in 0..6 {
                types(&browser, ("1栋", room), "1234 5678").await.is(422).says("写成 2-502").hides("对不上");
            }
        }
        for room in ["2-101", "2单元999"] {
            types(&browser, ("1栋", room), "1234 5678").await.is(422).says("对不上").says("输错五次");
        }
        types(&browser, ("2栋", "101"), "1234 5678").await.is(422).says("对不上");
    }

    async fn wrong_digits_say_how_many_tries_there_are_and_the_same_of_every_flat(site: &Site) {
        let it = voting(site).await;
        letter(site, &it, Purpose::Household).await;
        for room in ["101", "102", "999"] {
            types(&site.browser(), ("1", room), "0000 0001").await.is(422).says("输错五次").says("二维码照样能用");
        }
    }

    async fn after_a_mistake_the_switches_come_back_to_the_same_form(site: &Site) {
        let it = voting(site).await;
        let next = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let fields = [("c", "cuiyuan"), ("next", next.as_str()), ("building", "1"), ("room", "101"), ("digits", "12")];
        let browser = site.browser();
        let refused = browser.post("/v", &fields).await;
        let back = browser.submit(refused.is(422), "/prefs", &[("lang", "en")]).await;
        assert!(back.to().starts_with("/v?c=cuiyuan&next="), "{}", back.to());
        browser.follow(&back).await.says("The 8 digits").says(&next);
    }

    async fn only_a_path_of_this_site_is_gone_on_to_or_repeated(site: &Site) {
        voting(site).await;
        let browser = site.browser();
        for next in ["https://evil.example/", "//evil.example", "evil-example"] {
            browser.get(&format!("/v?c=cuiyuan&next={next}")).await.is(200).hides("evil");
            for page in ["/v", "/phone", "/login"] {
                browser.get(&format!("{page}?next={next}")).await.is(200).hides("evil");
            }
            let fields = [("c", "cuiyuan"), ("next", next), ("building", "1"), ("room", "101"), ("digits", "12")];
            browser.post("/v", &fields).await.is(422).hides("evil");
        }
    }

    async fn who_is_in_as_one_flat_and_types_anothers_code_is_asked_first(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let neighbour = site.household(it.households[1], it.community.id).await;
        types(&neighbour, ("1", "101"), "0000 0001").await.is(422).says("对不上").hides("就退出了");
        let asked = type_in(&neighbour, &code).await;
        asked.is(200).says("是我家，接着办").says("就退出了").hides("要等那一台放行");
        neighbour.get("/v?c=cuiyuan").await.shows("这部手机已经是 1 栋 102");
        neighbour.submit(&asked, "/v", &[("sure", "1")]).await.is(303);
        neighbour.get("/v?c=cuiyuan").await.shows("这部手机已经是 1 栋 101");
        // Where another phone is in by the code, it would be neither: it is told so, and still in.
        let third = site.household(it.households[2], it.community.id).await;
        type_in(&third, &code).await.is(200).says("要等那一台放行");
        third.get("/v?c=cuiyuan").await.shows("这部手机已经是");
        let desk = site.staff("zhou", Role::Committee, Scope::Community(it.community.id)).await;
        type_in(&desk, &code).await.is(200).says("是我家，接着办");
        desk.get("/account").await.is(200);
    }

    async fn a_phone_that_was_let_in_goes_straight_on(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let (first, second) = (site.browser(), site.browser());
        scan(&first, &code).await.is(303);
        let digits = code.digits.format();
        let mine = "/c/cuiyuan/mine";
        let fields = [("c", "cuiyuan"), ("next", mine), ("building", "1"), ("room", "101"), ("digits", digits.as_str())];
        let waits = second.follow(&second.post("/v", &fields).await).await;
        waits.shows("这台手机要等一等").says("<summary>换一户").says("只有这一台手机").says("id=\"token\"");
        let again = look_again(&waits);
        second.get(&again).await.is(200).shows("这台手机要等一等");
        assert!(second.get("/own").await.is(303).to().starts_with("/v?c=cuiyuan"));
        assert!(second.get("/v/phones").await.is(303).to().starts_with("/v?c=cuiyuan"));
        first.get("/c/cuiyuan").await.says("在等您放行").says("/v/phones");
        site.browser().get("/c/cuiyuan").await.hides("在等您放行");
        first.submit(&first.get("/v/phones").await, "/in", &[]).await.is(303);
        assert_eq!(second.get(&again).await.is(303).to(), mine);
        assert_eq!(second.get("/v?c=cuiyuan&look=1").await.is(303).to(), vote);
        first.get("/c/cuiyuan").await.hides("在等您放行");
        first.get("/own").await.says("href=\"/v/phones\"");
    }

    async fn a_phone_that_was_not_let_in_is_told(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let (first, second) = (site.browser(), site.browser());
        scan(&first, &code).await.is(303);
        let waits = second.follow(&type_in(&second, &code).await).await;
        let listed = first.get("/v/phones").await;
        listed.says("来敲门").says("不让进").says("退出这一台");
        assert!(listed.body.find("来敲门") < listed.body.find("退出这一台"), "who knocks stands first");
        let name = name_of(&second.cookies.lock()["session"]);
        first.submit(&listed, &format!("/{name}/out"), &[]).await.is(303);
        second.get(&look_again(&waits)).await.is(200).says("没有让这一台进来");
        site.browser().get("/v?c=cuiyuan&look=1").await.is(200).hides("没有让这一台进来");
        let name = name_of(&first.cookies.lock()["session"]);
        let out = first.submit(&first.get("/v/phones").await, &format!("/{name}/out"), &[]).await;
        assert_eq!(out.is(303).to(), "/c/cuiyuan");
        assert_eq!(first.get("/v/phones").await.is(303).to(), "/v?next=%2Fv%2Fphones");
        first.get_with("/v/phones", &[("accept", "application/json")]).await.is(401);
    }

    async fn another_community_learns_nothing_of_who_knocks(site: &Site) {
        let it = voting(site).await;
        sample::voting(&site.app.store, "beihu", 2, site.app.now()).await;
        let code = letter(site, &it, Purpose::Household).await;
        let (first, second) = (site.browser(), site.browser());
        scan(&first, &code).await.is(303);
        type_in(&second, &code).await.is(303);
        first.get("/c/cuiyuan").await.says("在等您放行");
        first.get("/c/beihu").await.hides("在等您放行");
    }
}
