//! Promises of a household's phones: a further one waits, one that is lost, how many there may be.

use crate::promises;
use crate::proof::{desk, letter, scan, type_in, voting};
use crate::site::Site;
use linli::domain::code::Purpose;
use linli::domain::policy::{Role, Scope};
use linli::service::credentials::MOST_PHONES;
use linli::store::sessions;

promises! {
    async fn a_further_phone_that_types_waits_for_the_first_and_one_that_scans_does_not(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let (first, second, third) = (site.browser(), site.browser(), site.browser());
        assert_eq!(type_in(&first, &code).await.to(), vote);
        let waits = type_in(&second, &code).await;
        second.follow(&waits).await.shows("这台手机要等一等").says("/v/phones");
        assert!(second.get(&vote).await.to().starts_with("/v?"), "until then it is nobody");
        assert!(second.get("/v/phones").await.to().starts_with("/v?"));
        assert_eq!(scan(&third, &code).await.to(), vote);
        let phones = first.get("/v/phones").await;
        phones.shows("等着放行").says("就是这一台");
        first.submit(&phones, "/in", &[]).await.is(303);
        second.get(&vote).await.shows("屋面防水");
        let listed = third.get("/v/phones").await;
        listed.hides("等着放行");
        let name = linli::service::devices::name_of(&first.cookies.lock()["session"]);
        third.submit(&listed, &format!("/{name}/out"), &[]).await.is(303);
        third.get(&vote).await.shows("屋面防水");
        assert!(first.get(&vote).await.to().starts_with("/v?"), "put out");
    }

    async fn the_desk_lets_a_phone_in_where_the_first_one_is_lost(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let (first, second) = (site.browser(), site.browser());
        type_in(&first, &code).await.is(303);
        type_in(&second, &code).await.is(303);
        let (desk, page) = desk(site, &it, "wang").await;
        let help = desk.get(&page).await;
        desk.submit(&help, "/in", &[]).await.is(303);
        second.get(&format!("/c/cuiyuan/polls/{}/vote", it.poll)).await.shows("屋面防水");
        let neighbour = site.household(it.households[1], it.community.id).await;
        let action = help.form("/out").action;
        let foreign = format!("/v/phones/{}/out", action.rsplit('/').nth(1).unwrap());
        neighbour.post(&foreign, &[]).await.is(404);
        second.get("/v/phones").await.shows("我们家的手机");
    }

    async fn a_code_shown_again_in_a_browser_leaves_no_second_phone(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let count = async || {
            let mut c = site.app.store.read().await.unwrap();
            sessions::phones(&mut c, it.households[0], site.app.now()).await.unwrap().len()
        };
        let (first, second) = (site.browser(), site.browser());
        for _ in 0..2 {
            assert_eq!(scan(&first, &code).await.to(), vote);
            assert_eq!(count().await, 1);
        }
        assert_eq!(scan(&second, &code).await.to(), vote);
        assert_eq!(type_in(&first, &code).await.to(), vote, "who was in need not wait");
        assert_eq!(count().await, 2);
        first.post("/v", &[("c", "cuiyuan"), ("token", "0000-0000-0000")]).await.is(422);
        first.get(&vote).await.shows("屋面防水");
        let owners = letter(site, &it, Purpose::Owner).await;
        scan(&first, &owners).await.is(303);
        assert_eq!(count().await, 2, "the household's session ended with the owner's");
    }

    async fn a_code_that_somebody_sent_makes_nobody_another_household_unasked(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let token = code.token.plain();
        let link = [("c", "cuiyuan"), ("token", token.as_str())];
        let neighbour = site.household(it.households[1], it.community.id).await;
        let asked = neighbour.post("/v", &link).await;
        asked.is(200).shows("101").says("是我家，接着办").says("就退出了");
        neighbour.get("/v?c=cuiyuan").await.shows("这部手机已经是");
        let desk = site.staff("zhou", Role::Committee, Scope::Community(it.community.id)).await;
        desk.post("/v", &link).await.is(200).says("是我家，接着办");
        desk.get("/account").await.is(200);
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let led_on = [("c", "cuiyuan"), ("token", token.as_str()), ("next", vote.as_str())];
        let fresh = site.browser();
        let asked = fresh.post("/v", &led_on).await;
        asked.is(200).says("是我家，接着办").hides("就退出了");
        assert!(fresh.get(&vote).await.is(303).to().starts_with("/v?"), "nobody is in yet");
        assert_eq!(fresh.submit(&asked, "/v", &[("sure", "1")]).await.is(303).to(), vote);
        fresh.post("/v", &link).await.is(303);
        site.browser().post("/v", &link).await.is(303);
    }

    async fn a_household_has_twenty_phones_and_those_that_wait_put_none_out(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let first = site.browser();
        scan(&first, &code).await.is(303);
        for _ in 1..MOST_PHONES {
            site.clock.set(site.app.now().plus(1));
            scan(&site.browser(), &code).await.is(303);
        }
        for _ in 0..=MOST_PHONES {
            type_in(&site.browser(), &code).await.is(303);
        }
        first.get("/v/phones").await.is(200);
        site.clock.set(site.app.now().plus(1));
        let last = site.browser();
        scan(&last, &code).await.is(303);
        last.get("/v/phones").await.is(200);
        assert_ne!(first.get("/v/phones").await.status, 200, "the oldest one has gone");
    }
}
