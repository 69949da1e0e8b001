//! Promises of the way from the letter to the receipt, without JavaScript.

use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::service::By;
use linli::service::credentials::{Issued, issue};

async fn letters(site: &Site, it: &sample::Voting) -> Vec<Issued> {
    let grants = vec![Grant { role: Role::Committee, scope: Scope::Everywhere }];
    let caller = Caller::Staff { id: StaffId(sample::id(900)), grants };
    let expires = site.app.now().plus(10 * DAY);
    issue(&site.app, &By::default(), &caller, &it.community, &it.households, expires).await.unwrap()
}

promises! {
    async fn from_the_letter_to_the_receipt_in_three_screens_without_javascript(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        let code = letters(site, &it).await[0];
        let browser = site.browser();
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let asked = browser.get(&vote).await;
        let entry = browser.follow(&asked).await;
        entry.shows("8 位数字");
        let form = entry.forms().into_iter().find(|form| form.fields.iter().any(|(name, _)| name == "room")).unwrap();
        let hidden = |name: &str| form.fields.iter().find(|(n, _)| n == name).unwrap().1.clone();
        let (c, next) = (hidden("c"), hidden("next"));
        let digits = code.digits.format();
        let fields = [("c", c.as_str()), ("next", next.as_str()), ("building", "1"), ("room", "101"), ("digits", digits.as_str())];
        let let_in = browser.post("/v", &fields).await;
        assert_eq!(let_in.to(), vote);
        let slip = browser.follow(&let_in).await;
        slip.shows("1 栋 101").says("屋面防水").says("一户一票");
        let cast = browser.submit(&slip, "/vote", &[("w", &it.works[0].to_string()), ("w", &it.works[1].to_string())]).await;
        let receipt = browser.follow(&cast).await;
        receipt.shows("收到了").says("<details").says("1 栋已有 1 户投票，一共 8 户");
        browser.get(&vote).await.shows("投过票").says("看回执").says("改一改");
        let again = browser.get(&format!("{vote}?change=1")).await;
        assert_eq!(again.body.matches(" checked").count(), 2, "what was chosen is ticked");
    }

    async fn the_qr_of_the_letter_leads_to_the_open_poll(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letters(site, &it).await[1];
        let browser = site.browser();
        browser.get("/v").await.shows("id=\"token\"");
        let let_in = browser.post("/v", &[("token", &code.token.plain()), ("next", "https://evil.example/")]).await;
        assert_eq!(let_in.to(), format!("/c/cuiyuan/polls/{}/vote", it.poll));
        browser.post("/v", &[("token", "0000-0000-0000")]).await.is(422).says("对不上");
        let known = browser.get("/v?c=cuiyuan").await;
        known.shows("id=\"token\"").says("8 位数字");
        let wrong = browser.post("/v", &[("c", "cuiyuan"), ("token", "0000-0000-0000")]).await;
        wrong.is(422).says("对不上").says("name=\"digits\"");
    }

    async fn too_much_money_comes_back_with_both_sums_and_every_tick(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let browser = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let slip = browser.get(&vote).await;
        let works: Vec<String> = it.works.iter().map(ToString::to_string).collect();
        let all: Vec<(&str, &str)> = works.iter().map(|work| ("w", work.as_str())).collect();
        let refused = browser.submit(&slip, "/vote", &all).await;
        refused.is(422).says("10 万").says("6 万");
        assert_eq!(refused.body.matches(" checked").count(), 4);
        browser.submit(&slip, "/vote", &[]).await.is(422).says("一项都没选");
        browser.submit(&slip, "/vote", &[("blank", "1")]).await.is(303);
    }

    async fn a_session_that_ended_loses_no_tick(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letters(site, &it).await[2];
        let browser = site.browser();
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let work = it.works[2].to_string();
        let sent_on = browser.post(&vote, &[("w", &work)]).await;
        let entry = browser.follow(&sent_on).await;
        let next = entry.forms().iter().flat_map(|f| f.fields.clone()).find(|(n, v)| n == "next" && !v.is_empty()).unwrap().1;
        let let_in = browser.post("/v", &[("token", &code.token.plain()), ("next", &next)]).await;
        let slip = browser.follow(&let_in).await;
        assert_eq!(slip.body.matches(" checked").count(), 1);
    }

    async fn nobody_sees_results_before_the_close_and_everybody_after(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 40, site.app.now()).await;
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        for (n, flat) in it.households.iter().enumerate().take(30) {
            let browser = site.household(*flat, it.community.id).await;
            let works = [it.works[n % 2].to_string(), it.works[2].to_string()];
            browser.post(&format!("{page}/vote"), &[("w", &works[0]), ("w", &works[1])]).await.is(303);
        }
        let visitor = site.browser();
        visitor.get(&page).await.shows("30 / 40 户").says("75.0%").hides("入选");
        site.clock.set(site.app.now().plus(11 * DAY));
        let result = visitor.get(&page).await;
        result.shows("入选").says("30 户参加（75.0%）").says("征求意见").hides("去投票");
        visitor.get(&format!("{page}?lang=en")).await.shows("Chosen").says("Consultative");
        let browser = site.household(it.households[0], it.community.id).await;
        browser.post(&format!("{page}/vote"), &[("w", &it.works[0].to_string())]).await.is(409);
        browser.get(&format!("{page}/receipt")).await.shows("不能再改");
    }

    async fn a_choice_of_few_is_never_shown(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 20, site.app.now()).await;
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        for (n, flat) in it.households.iter().enumerate() {
            let browser = site.household(*flat, it.community.id).await;
            let work = it.works[usize::from(n < 3)].to_string();
            browser.post(&format!("{page}/vote"), &[("w", &work)]).await.is(303);
        }
        site.clock.set(site.app.now().plus(11 * DAY));
        let result = site.browser().get(&page).await;
        result.shows("不到 5 户").hides("3 户选了它").hides("17 户选了它").hides("85.0%").hides("没有住户选它");
    }
}
