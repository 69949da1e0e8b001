//! Promises of the way from the letter to the receipt, without JavaScript.

use crate::kit::sample;
use crate::promises;
use crate::site::{Page, Site};
use linli::domain::code::WRONG_PER_ADDRESS_DAY;
use linli::domain::ids::StaffId;
use linli::domain::moment::{DAY, MINUTE};
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::service::allowance::{Act, Whose, take_all_of};
use linli::service::credentials::{Issued, issue};
use linli::service::{By, record};
use linli::store::ballots;

async fn letters(site: &Site, it: &sample::Voting) -> Vec<Issued> {
    let grants = vec![Grant { role: Role::Committee, scope: Scope::Everywhere }];
    let caller = Caller::Staff { id: StaffId(sample::id(900)), grants };
    let expires = site.app.now().plus(10 * DAY);
    let form = (site.app.random.id(site.app.now()), expires);
    issue(&site.app, &By::default(), &caller, &it.community, &it.households, form).await.unwrap()
}

promises! {
    async fn what_is_ticked_on_a_slip_goes_along_with_the_switches(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        let home = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let (first, second) = (it.works[0].to_string(), it.works[1].to_string());
        let slip = home.get(&vote).await;
        assert_eq!(slip.body.matches("form=\"slip\"").count(), 2);
        let ready = slip.form("/vote").fields;
        let mut sent: Vec<(&str, &str)> = ready.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        sent.extend([("w", first.as_str()), ("w", second.as_str()), ("mode", "elder")]);
        let slip = home.follow(home.post("/prefs", &sent).await.is(303)).await;
        slip.shows("class=\"elder\"");
        assert_eq!(slip.body.matches(" checked").count(), 2, "what was ticked is ticked");
        // Ticks that nobody made here are not taken from an address.
        home.get(&format!("{vote}?w={first}&m=0")).await.hides(" checked");
        home.submit(&slip, "/vote", &[]).await.is(303);
        let change = home.get(&format!("{vote}?change=1")).await;
        let back = change.form("/vote").fields.into_iter().find(|(name, _)| name == "back").unwrap().1;
        let switched = home.post("/prefs", &[("back", &back), ("lang", "en"), ("w", &first)]).await;
        let slip = home.follow(switched.is(303)).await;
        slip.shows("<html lang=\"en\"");
        assert_eq!(slip.body.matches(" checked").count(), 1);
        let bare = home.post("/prefs", &[("back", &back), ("lang", "zh")]).await;
        assert_eq!(bare.is(303).to(), back);
    }

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
        assert!(receipt.links().iter().any(|to| to.starts_with("/record?receipt=")), "{:?}", receipt.links());
        receipt.shows("收到了").says("<details").says("1 栋已有 1 户投票，一共 8 户");
        browser.get(&vote).await.shows("投过票").says("看回执").says("改一改");
        let again = browser.get(&format!("{vote}?change=1")).await;
        assert_eq!(again.body.matches(" checked").count(), 2, "what was chosen is ticked");
        again.says("原来选了 2 项 · 3 万").says("还剩 3 万").says("value=\"3000000\"");
    }

    async fn a_network_without_tries_is_told_what_works_today_whatever_it_types(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letters(site, &it).await[0];
        let (guesser, right) = (site.browser(), code.digits.plain());
        guesser.sits_at("203.0.113.77");
        let types = async |room: &str, digits: &str| {
            let fields = [("c", "cuiyuan"), ("building", "1"), ("room", room), ("digits", digits)];
            guesser.post("/v", &fields).await
        };
        for n in 0..WRONG_PER_ADDRESS_DAY {
            types(&format!("9{n}"), "12345678").await.is(422).says("name=\"digits\"");
        }
        let unknown = types("999", "12345678").await;
        unknown.is(429).says("今天 24:00").says("二维码").hides("name=\"digits\"");
        for (room, digits) in [("101", right.as_str()), ("101", "12345678"), ("102", "12345678")] {
            let other = types(room, digits).await;
            assert_eq!(other.is(429).body.len(), unknown.body.len(), "one answer for all");
        }
        guesser.post("/v", &[("c", "cuiyuan"), ("token", &code.token.plain())]).await.is(303);
    }

    async fn the_qr_of_the_letter_leads_to_the_open_poll(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letters(site, &it).await[1];
        let browser = site.browser();
        browser.get("/v").await.shows("id=\"token\"");
        let let_in = browser.post("/v", &[("token", &code.token.plain()), ("next", "https://evil.example/"), ("sure", "1")]).await;
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
        refused.is(422).says("10 万").says("6 万").says("超出 4 万").says("超了 4 万");
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
        let asked = browser.post("/v", &[("token", &code.token.plain()), ("next", &next)]).await;
        let let_in = browser.submit(&asked, "/v", &[("sure", "1")]).await;
        let slip = browser.follow(&let_in).await;
        assert_eq!(slip.body.matches(" checked").count(), 1);
    }

    async fn who_has_voted_is_not_sent_to_vote_again(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let browser = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        browser.get("/c/cuiyuan").await.shows("去投票");
        browser.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        let own = browser.get("/c/cuiyuan").await;
        own.shows("您家 6 月 15 日 10:00 手机上投过票").says(&vote).hides("去投票");
        assert_eq!(own.header("cache-control"), "no-store");
        let neighbour = site.household(it.households[1], it.community.id).await;
        neighbour.get("/c/cuiyuan").await.shows("去投票").hides("投过票");
        site.browser().get("/c/cuiyuan").await.shows("去投票").hides("投过票");
        // Now that the visitor's page is kept.
        browser.get("/c/cuiyuan").await.shows("手机上投过票").hides("去投票");
    }

    async fn the_polls_page_tells_a_household_that_it_has_voted(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let browser = site.household(it.households[0], it.community.id).await;
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        browser.get(&page).await.shows("去投票").hides("您家已投");
        browser.post(&format!("{page}/vote"), &[("w", &it.works[0].to_string())]).await.is(303);
        let own = browser.get(&page).await;
        own.shows("您家已投，看或改").says("手机上投过票").hides("去投票");
        assert_eq!(own.header("cache-control"), "no-store");
        site.browser().get(&page).await.shows("去投票").hides("您家已投");
        browser.get(&page).await.shows("您家已投，看或改").hides("去投票");
    }

    async fn a_home_changes_its_vote_so_often_a_day_and_keeps_its_ticks_where_it_is_too_often(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let (browser, home) = (site.household(it.households[0], it.community.id).await, it.households[0]);
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let slip = browser.get(&vote).await;
        let works: Vec<String> = it.works.iter().map(ToString::to_string).collect();
        take_all_of(&site.app, Act::Ballot, Act::Ballot.most_of_home() - 1, Whose::Home(home)).await.unwrap();
        // The first is no change, and neither is the same form sent again.
        browser.submit(&slip, "/vote", &[("w", &works[0])]).await.is(303);
        browser.submit(&slip, "/vote", &[("w", &works[0])]).await.is(303);
        browser.submit(&slip, "/vote", &[("w", &works[1])]).await.is(303);
        browser.submit(&slip, "/vote", &[("w", &works[1])]).await.is(303);
        let over = browser.submit(&slip, "/vote", &[("w", &works[2]), ("w", &works[0])]).await;
        over.is(429).says("今天 24:00 以后才能再改").says("上一次投的那张票有效");
        assert_eq!(over.body.matches(" checked").count(), 2);
        browser.fetch(&vote, &[("w", &works[2])]).await.is(429).says("too_many_changes");
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(ballots::of_household(&mut c, it.poll, home).await.unwrap().len(), 2);
        drop(c);
        let next = site.household(it.households[1], it.community.id).await;
        next.post(&vote, &[("w", &works[0])]).await.is(303);
        site.clock.set(site.app.now().plus(DAY / 4 * 3));
        browser.submit(&over, "/vote", &[]).await.is(303);
    }

    async fn the_length_of_the_record_is_counted_once_a_minute(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let length = async || record::length(&site.app).await.unwrap();
        let before = length().await;
        let browser = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        browser.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        site.clock.set(site.app.now().plus(MINUTE - 1));
        assert_eq!(length().await, before);
        site.clock.set(site.app.now().plus(1));
        assert_eq!(length().await, before + 1);
        site.browser().get("/record").await.is(200);
    }

    async fn a_ballot_sent_again_with_other_ticks_counts_as_a_change(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let browser = site.household(it.households[0], it.community.id).await;
        let slip = browser.get(&format!("/c/cuiyuan/polls/{}/vote", it.poll)).await;
        let works: Vec<String> = it.works.iter().map(ToString::to_string).collect();
        let first = browser.submit(&slip, "/vote", &[("w", &works[0])]).await;
        let looked = |page: &Page| page.links().into_iter().find(|to| to.starts_with("/record?receipt=")).unwrap();
        let first = looked(&browser.follow(&first).await);
        site.browser().get(&first).await.shows("在存证里，没有变过").hides("另有一张票");
        site.clock.set(site.app.now().plus(1_000));
        let changed = browser.submit(&slip, "/vote", &[("w", &works[1])]).await;
        let second = browser.follow(&changed).await;
        second.shows("停车位").hides("楼道照明");
        site.browser().get(&first).await.shows("在存证里，没有变过").says("这一户另有一张票计入");
        site.browser().get(&looked(&second)).await.shows("在存证里，没有变过").hides("另有一张票");
        let late = browser.submit(&slip, "/vote", &[("w", &works[0])]).await;
        late.is(409).says("刚才有人改过");
        let meant = browser.submit(&late, "/vote", &[]).await;
        browser.follow(&meant).await.shows("楼道照明").hides("停车位");
    }

    async fn the_receipt_can_be_read_by_the_code_for_ninety_days_after_its_end(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letters(site, &it).await[0];
        let token = code.token.plain();
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        let browser = site.household(it.households[0], it.community.id).await;
        browser.post(&format!("{page}/vote"), &[("w", &it.works[0].to_string())]).await.is(303);
        site.clock.set(site.app.now().plus(99 * DAY));
        let reader = site.browser();
        let next = format!("{page}/vote");
        let let_in = reader.post("/v", &[("token", &token), ("next", &next), ("sure", "1")]).await;
        assert_eq!(let_in.to(), format!("{page}/receipt"));
        let receipt = reader.follow(&let_in).await;
        receipt.shows("收到了").says("楼道照明").says("只能看回执").hides("改一改");
        let sent_on = reader.post(&next, &[("w", &it.works[1].to_string())]).await;
        assert!(sent_on.to().starts_with("/v?"), "{}", sent_on.to());
        site.clock.set(site.app.now().plus(2 * DAY));
        site.browser().post("/v", &[("token", &token)]).await.is(422).says("对不上");
        assert!(reader.get(&format!("{page}/receipt")).await.to().starts_with("/v?"), "the look was short");
    }

    async fn a_link_ticks_nothing_on_the_slip_and_skips_nothing(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letters(site, &it).await[0];
        let (vote, work) = (format!("/c/cuiyuan/polls/{}/vote", it.poll), it.works[0].to_string());
        let browser = site.household(it.households[0], it.community.id).await;
        let ticked = format!("value=\"{work}\"");
        let is_ticked = |page: &Page| {
            let card = page.body.split("<input").find(|input| input.contains(&ticked));
            card.is_some_and(|input| input.split('>').next().unwrap().contains(" checked"))
        };
        let fresh = browser.get(&format!("{vote}?w={work}")).await;
        assert!(!is_ticked(fresh.shows("屋面防水")));
        // What was ticked here is kept on the way through the code's page.
        let session = browser.cookies.lock().remove("session").unwrap();
        let sent = browser.post(&vote, &[("w", &work)]).await;
        let to = sent.is(303).to().to_owned();
        let next: String = serde_urlencoded::from_str::<Vec<(String, String)>>(to.split_once('?').unwrap().1)
            .unwrap()
            .into_iter()
            .find(|(name, _)| name == "next")
            .unwrap()
            .1;
        let asked = browser.post("/v", &[("token", &code.token.plain()), ("next", &next)]).await;
        let let_in = browser.submit(&asked, "/v", &[("sure", "1")]).await;
        assert!(is_ticked(&browser.follow(&let_in).await));
        // The same address opened elsewhere is anybody's link.
        let other = site.browser();
        other.get("/").await;
        other.cookies.lock().insert("session".to_owned(), session);
        let there = other.get(&next).await;
        if there.status.as_u16() == 200 {
            assert!(!is_ticked(&there));
        }
        browser.post(&vote, &[("w", &work)]).await.is(303);
        browser.get(&format!("{vote}?w={}", it.works[1])).await.hides("name=\"w\"");
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
