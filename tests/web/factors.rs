//! Promises about the second step of signing in: digits of an app, recovery codes, lost ones.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use linli::domain::ids::StaffId;
use linli::domain::moment::{DAY, MINUTE};
use linli::domain::policy::{Role, Scope};
use linli::service::By;
use linli::service::staff::second::{TRIES, WRONG_PER_DAY};
use linli::service::staff::{accounts, totp};

const PASSWORD: &str = "gui hua shu xia de mao";
const HALF: i64 = MINUTE / 2;

async fn account(site: &Site, login: &str, role: Role) -> StaffId {
    let id = sample::staff(&site.app.store, login, role, Scope::Everywhere, site.app.now()).await;
    accounts::set_password(&site.app, &By::default(), login, PASSWORD).await.unwrap();
    id
}

async fn password(browser: &Browser, login: &str) -> Page {
    browser.post("/login", &[("login", login), ("password", PASSWORD)]).await
}

/// The secret that a page shows in groups of four.
fn secret_of(page: &Page) -> Vec<u8> {
    let (_, rest) = page.body.split_once("class=\"code\">").expect("a secret on the page");
    let letters: String = rest.split('<').next().unwrap().chars().filter(|c| *c != ' ').collect();
    let bits: String = letters
        .bytes()
        .map(|b| if b.is_ascii_uppercase() { b - b'A' } else { b - b'2' + 26 })
        .flat_map(|five| (0..5).rev().map(move |bit| if five >> bit & 1 == 1 { '1' } else { '0' }))
        .collect();
    bits.as_bytes()
        .chunks_exact(8)
        .map(|eight| u8::from_str_radix(std::str::from_utf8(eight).unwrap(), 2).unwrap())
        .collect()
}

pub fn now_of(site: &Site, secret: &[u8]) -> String {
    totp::digits(secret, site.app.now()).unwrap()
}

/// Digits that are none of those taken now.
fn wrong_of(site: &Site, secret: &[u8]) -> String {
    let right = |n: i64| totp::digits(secret, site.app.now().plus(n * HALF)).unwrap();
    let taken = [right(-1), right(0), right(1)];
    (0..9).map(|n| format!("{n:06}")).find(|digits| !taken.contains(digits)).unwrap()
}

fn codes_of(page: &Page) -> Vec<String> {
    let codes: Vec<String> =
        page.body.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10);
    codes
}

/// Adds an app to the account that is signed in; its secret and the recovery codes.
async fn with_app(site: &Site, browser: &Browser) -> (Vec<u8>, Vec<String>) {
    let list = browser.get("/login/factors").await;
    let started = browser.submit(&list, "/start", &[]).await;
    let page = browser.follow(&started).await;
    let secret = secret_of(&page);
    let added = browser.submit(&page, "/app", &[("code", &now_of(site, &secret))]).await;
    let codes = codes_of(added.shows("只显示一次"));
    // The digits of this half minute are used up.
    site.clock.set(site.app.now().plus(HALF));
    (secret, codes)
}

pub async fn enrolled(site: &Site, login: &str) -> (Vec<u8>, Vec<String>) {
    account(site, login, Role::Committee).await;
    let browser = site.browser();
    password(&browser, login).await.is(303);
    with_app(site, &browser).await
}

/// A browser that has given the right password and is asked for the second step.
async fn halfway(site: &Site, login: &str) -> (Browser, Page) {
    let browser = site.browser();
    let sent = password(&browser, login).await;
    assert_eq!(sent.is(303).to(), "/login/second");
    let page = browser.follow(&sent).await;
    (browser, page)
}

promises! {
    async fn a_password_and_then_six_digits_let_in(site: &Site) {
        let (secret, _) = enrolled(site, "wang.fang").await;
        let browser = site.browser();
        let fields = [("login", "wang.fang"), ("password", PASSWORD), ("next", "/desk/recent")];
        let form = browser.follow(&browser.post("/login", &fields).await).await;
        // The password alone opens nothing.
        browser.get("/desk").await.is(401);
        browser.get("/login/factors").await.is(401);
        let typed = format!(" {} {} ", &now_of(site, &secret)[..3], &now_of(site, &secret)[3..]);
        let sent = browser.submit(form.shows("第二步验证"), "/login/second", &[("code", &typed)]).await;
        assert_eq!(sent.is(303).to(), "/desk/recent");
        browser.get("/desk").await.is(200);
    }

    async fn the_secret_counts_only_after_its_first_digits(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let browser = site.browser();
        password(&browser, "wang.fang").await.is(303);
        let list = browser.get("/login/factors").await;
        let page = browser.follow(&browser.submit(&list, "/start", &[]).await).await;
        let wrong = wrong_of(site, &secret_of(&page));
        browser.submit(&page, "/app", &[("code", &wrong), ("label", "工作手机")]).await.is(422).says("这组数字").says("工作手机");
        assert_ne!(password(&site.browser(), "wang.fang").await.is(303).to(), "/login/second");
    }

    async fn digits_are_taken_once(site: &Site) {
        let (secret, _) = enrolled(site, "wang.fang").await;
        let digits = now_of(site, &secret);
        let (first, form) = halfway(site, "wang.fang").await;
        first.submit(&form, "/login/second", &[("code", &digits)]).await.is(303);
        let (second, form) = halfway(site, "wang.fang").await;
        second.submit(&form, "/login/second", &[("code", &digits)]).await.is(422).says("这组数字或备用码不对");
        site.clock.set(site.app.now().plus(HALF));
        second.submit(&form, "/login/second", &[("code", &now_of(site, &secret))]).await.is(303);
        // What was used up with the session lets nobody in again.
        assert_eq!(first.get("/login/second").await.is(303).to(), "/login");
    }

    async fn wrong_digits_are_bounded_for_a_sign_in_and_for_a_day_and_a_passkey_goes_on(site: &Site) {
        let (secret, _) = enrolled(site, "wang.fang").await;
        let wrong = wrong_of(site, &secret);
        let mut tries = 0;
        while tries < WRONG_PER_DAY {
            let (browser, form) = halfway(site, "wang.fang").await;
            for _ in 0..TRIES {
                browser.submit(&form, "/login/second", &[("code", &wrong)]).await.is(422).says("这组数字或备用码不对");
                tries += 1;
            }
            let sent = browser.submit(&form, "/login/second", &[("code", &now_of(site, &secret))]).await;
            assert_eq!(sent.is(303).to(), "/login?done=over");
            browser.follow(&sent).await.shows("重新填账号和密码");
        }
        let (browser, form) = halfway(site, "wang.fang").await;
        let right = now_of(site, &secret);
        browser.submit(&form, "/login/second", &[("code", &right)]).await.is(429).says("明天").says("安全管理员");
        let forged = [("credential", "{}")];
        browser.post("/login/second/passkey", &forged).await.is(422).says("没有认出这个通行密钥");
        site.clock.set(site.app.now().plus(15 * MINUTE));
        let (browser, form) = halfway(site, "wang.fang").await;
        browser.submit(&form, "/login/second", &[("code", &now_of(site, &secret))]).await.is(429);
        site.clock.set(site.app.now().plus(DAY));
        let (browser, form) = halfway(site, "wang.fang").await;
        browser.submit(&form, "/login/second", &[("code", &now_of(site, &secret))]).await.is(303);
    }

    async fn right_digits_take_none_of_the_tries_of_the_day(site: &Site) {
        let (secret, _) = enrolled(site, "wang.fang").await;
        for _ in 0..=WRONG_PER_DAY {
            let (browser, form) = halfway(site, "wang.fang").await;
            browser.submit(&form, "/login/second", &[("code", &now_of(site, &secret))]).await.is(303);
            site.clock.set(site.app.now().plus(HALF));
        }
    }

    async fn a_sign_in_waits_ten_minutes_for_its_second_step(site: &Site) {
        let (secret, _) = enrolled(site, "wang.fang").await;
        let (browser, form) = halfway(site, "wang.fang").await;
        site.clock.set(site.app.now().plus(10 * MINUTE));
        let sent = browser.submit(&form, "/login/second", &[("code", &now_of(site, &secret))]).await;
        assert_eq!(sent.is(303).to(), "/login?done=over");
        let stranger = site.browser();
        let sent = stranger.post("/login/second", &[("code", &now_of(site, &secret))]).await;
        assert_eq!(sent.is(303).to(), "/login?done=over");
    }

    async fn a_recovery_code_works_once_and_new_ones_end_the_old(site: &Site) {
        let (_, codes) = enrolled(site, "wang.fang").await;
        let (browser, form) = halfway(site, "wang.fang").await;
        let typed = codes[0].to_lowercase().replace('-', " ");
        browser.submit(&form, "/login/second", &[("code", &typed)]).await.is(303);
        let list = browser.get("/login/factors").await;
        list.shows("备用码还剩 9 个");
        let (other, form) = halfway(site, "wang.fang").await;
        other.submit(&form, "/login/second", &[("code", &typed)]).await.is(422).says("这组数字或备用码不对");
        browser.submit(&list, "/recovery", &[("password", "wrong")]).await.is(422).says("账号或密码不对");
        let new = codes_of(&browser.submit(&list, "/recovery", &[("password", PASSWORD)]).await);
        other.submit(&form, "/login/second", &[("code", &codes[1])]).await.is(422);
        other.submit(&form, "/login/second", &[("code", &new[0])]).await.is(303);
    }

    async fn a_factor_is_removed_with_the_password_and_only_ones_own(site: &Site) {
        enrolled(site, "li.ping").await;
        account(site, "wang.fang", Role::Committee).await;
        let browser = site.browser();
        password(&browser, "wang.fang").await.is(303);
        with_app(site, &browser).await;
        let list = browser.get("/login/factors").await;
        browser.submit(&list, "/remove", &[("password", "wrong")]).await.is(422).says("账号或密码不对");
        let mut c = site.app.store.read().await.unwrap();
        let found = accounts::all(&site.app).await.unwrap();
        let other = found.iter().find(|one| one.staff.login == "li.ping").unwrap().staff.id;
        let theirs = linli::store::factors::list(&mut c, other).await.unwrap()[0].id.to_string();
        drop(c);
        let fields = [("factor", theirs.as_str()), ("password", PASSWORD)];
        browser.submit(&list, "/remove", &fields).await.is(404);
        assert_eq!(password(&site.browser(), "li.ping").await.is(303).to(), "/login/second");
        browser.submit(&list, "/remove", &[("password", PASSWORD)]).await.is(303);
        browser.get("/login/factors").await.shows("还没有加");
        assert_ne!(password(&site.browser(), "wang.fang").await.is(303).to(), "/login/second");
    }

    async fn adding_a_factor_asks_for_the_password_that_was_given_too_long_ago(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let browser = site.browser();
        password(&browser, "wang.fang").await.is(303);
        let list = browser.get("/login/factors").await;
        site.clock.set(site.app.now().plus(16 * MINUTE));
        let asked = browser.submit(&list, "/start", &[]).await;
        asked.is(401).says("再输一次密码");
        browser.fetch("/login/factors/options", &[]).await.is(401);
        // The script comes without an answer: the password is asked for, and then it begins again.
        let label = [("credential", ""), ("label", "钥匙")];
        let again = browser.post("/login/factors/passkey", &label).await;
        again.is(401).says("value=\"钥匙\"");
        let proof = [("proof_of_sender", PASSWORD)];
        assert_eq!(browser.submit(&again, "/passkey", &proof).await.is(303).to(), "/login/factors?done=proved");
        browser.fetch("/login/factors/options", &[]).await.is(200);
        let page = browser.follow(&browser.submit(&list, "/start", &[]).await).await;
        let secret = secret_of(&page);
        site.clock.set(site.app.now().plus(8 * MINUTE));
        let typed = [("code", now_of(site, &secret)), ("label", "工作手机".to_owned())];
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        codes_of(&browser.submit(&page, "/app", &typed).await);
        browser.get("/login/factors").await.shows("工作手机");
    }

    async fn ending_sessions_asks_for_the_password_that_was_given_too_long_ago(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let (here, there) = (site.browser(), site.browser());
        password(&here, "wang.fang").await.is(303);
        site.clock.set(site.app.now().plus(16 * MINUTE));
        password(&there, "wang.fang").await.is(303);
        let asked = here.post("/account/sessions", &[("session", "rest")]).await;
        asked.is(401).says("value=\"rest\"");
        there.get("/desk").await.is(200);
        here.submit(&asked, "/sessions", &[("proof_of_sender", PASSWORD)]).await.is(303);
        there.get("/desk").await.is(401);
    }

    async fn a_lost_factor_is_taken_away_by_another_person_and_a_slip_lets_in(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let open = site.browser();
        password(&open, "wang.fang").await.is(303);
        with_app(site, &open).await;
        let (waits, form) = halfway(site, "wang.fang").await;
        let security = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let list = accounts::all(&site.app).await.unwrap();
        let id = |login: &str| list.iter().find(|one| one.staff.login == login).unwrap().staff.id;
        let own = format!("/admin/staff/{}/factors", id("boss"));
        security.post(&own, &[]).await.is(403).says("另一位");
        site.staff("zhou", Role::Admin, Scope::Everywhere).await.post(&own, &[]).await.is(403);
        let page = security.get(&format!("/admin/staff/{}", id("wang.fang"))).await;
        security.submit(&page, "/factors", &[]).await.is(303);
        open.get("/desk").await.is(401);
        assert_eq!(waits.submit(&form, "/login/second", &[("code", "000000")]).await.is(303).to(), "/login?done=over");
        password(&site.browser(), "wang.fang").await.is(422).says("账号或密码不对");
        let slip = security.submit(&page, "/slip", &[]).await;
        let code: String = slip.body.split_once("class=\"code\">").unwrap().1.chars().take(19).collect();
        let fields = [("code", code.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
        site.browser().post("/login/slip", &fields).await.is(303);
        assert_ne!(password(&site.browser(), "wang.fang").await.is(303).to(), "/login/second");
        let auditor = site.staff("shen", Role::Auditor, Scope::Everywhere).await;
        auditor.get("/admin/audit").await.shows("收回全部第二步验证").says("加第二步验证").hides(">remove_factors").hides("· remove_factors");
    }

    async fn residents_and_strangers_have_no_factors(site: &Site) {
        let voting = sample::voting(&site.app.store, "cuiyuan", 2, site.app.now()).await;
        let household = site.household(voting.households[0], voting.community.id).await;
        for browser in [household, site.browser()] {
            for path in ["/login/factors", "/login/factors/app"] {
                browser.get(path).await.is(401);
            }
            for door in ["start", "app", "options", "passkey", "recovery", "remove"] {
                browser.post(&format!("/login/factors/{door}"), &[("password", PASSWORD)]).await.is(401);
            }
            assert_eq!(browser.get("/login/second").await.is(303).to(), "/login");
        }
    }

    async fn where_a_second_step_is_asked_for_duties_wait_for_it(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        account(site, "gong.tou", Role::Contractor).await;
        let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
        let form = admin.get("/admin/instance").await;
        admin.submit(&form, "/admin/instance", &[("second_factor", "yes")]).await.is(303);
        // Also for who turned it on.
        admin.get("/admin/instance").await.is(403);
        let browser = site.browser();
        let fields = [("login", "wang.fang"), ("password", PASSWORD), ("next", "/desk")];
        let sent = browser.post("/login", &fields).await;
        assert_eq!(sent.is(303).to(), "/login/factors");
        browser.follow(&sent).await.shows("您的分工才生效");
        browser.get("/login").await.shows("您的分工才生效");
        browser.get("/desk").await.is(403);
        with_app(site, &browser).await;
        browser.get("/desk").await.is(200);
        browser.get("/login/factors").await.shows("手机验证器").hides("您的分工才生效");
        assert_ne!(password(&site.browser(), "gong.tou").await.is(303).to(), "/login/factors");
    }

    async fn a_first_factor_ends_what_the_password_alone_had_opened(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let (elsewhere, here) = (site.browser(), site.browser());
        password(&elsewhere, "wang.fang").await.is(303);
        password(&here, "wang.fang").await.is(303);
        with_app(site, &here).await;
        here.get("/desk").await.is(200);
        elsewhere.get("/desk").await.is(401);
    }

    async fn a_passkey_is_asked_of_the_browser_with_a_fresh_question_each_time(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let browser = site.browser();
        password(&browser, "wang.fang").await.is(303);
        browser.get("/login/factors").await.shows("data-passkey=\"make\"").says("passkey.");
        let first = browser.fetch("/login/factors/options", &[]).await;
        let second = browser.fetch("/login/factors/options", &[]).await;
        assert_ne!(first.shows("\"id\":\"localhost\"").body, second.shows("wang.fang").body);
        let forged = [("credential", "{}")];
        browser.post("/login/factors/passkey", &forged).await.is(422).says("没有认出这个通行密钥");
        browser.get("/login/factors").await.shows("还没有加");
    }
}
