//! Promises about sessions of staff: what a right password is worth when the account changes meanwhile,
//! how many sessions and entries of the log one account makes, what is named to whom.

use crate::factors::enrolled;
use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Site};
use crate::unit;
use linli::domain::ids::StaffId;
use linli::domain::moment::{HOUR, MINUTE};
use linli::domain::policy::{Role, Scope};
use linli::domain::problem::Problem;
use linli::keys::sha256;
use linli::service::sessions::{self, Shown};
use linli::service::staff::own::MOST_CHOSEN;
use linli::service::staff::sign_in::{self, Entered, MOST_SESSIONS};
use linli::service::staff::verified::RIGHT_PER_PAIR;
use linli::service::staff::{accounts, factors, passwords};
use linli::service::{By, Fail};
use linli::store::factors::{Factor, Kind};
use linli::store::sessions::{self as rows, Owner};
use linli::store::{audit, factors as stored, staff};

const PASSWORD: &str = "gui hua shu xia de mao";
const OTHER: &str = "laoshu ai chi dami fan";

/// A browser as the service sees it.
struct At(Option<String>);

impl Shown for At {
    fn session(&self) -> Option<&str> {
        self.0.as_deref()
    }
    fn address(&self) -> &'static str {
        "203.0.113.9"
    }
}

async fn account(site: &Site, login: &str, role: Role, scope: Scope) -> StaffId {
    let id = sample::staff(&site.app.store, login, role, scope, site.app.now()).await;
    accounts::set_password(&site.app, &By::default(), login, PASSWORD).await.unwrap();
    id
}

async fn signed_in(site: &Site, login: &str) -> Browser {
    let browser = site.browser();
    browser.post("/login", &[("login", login), ("password", PASSWORD)]).await.is(303);
    browser
}

/// Who gave the right password and is not in yet.
async fn known(site: &Site, login: &str) -> sign_in::Known {
    sign_in::verify(&site.app, &At(None), login, PASSWORD).await.unwrap()
}

/// What becomes of them.
async fn goes_on(site: &Site, known: sign_in::Known) -> Result<Entered, Fail> {
    sign_in::enter(&site.app, &At(None), known, "").await
}

async fn live(site: &Site, id: StaffId) -> usize {
    rows::of_staff(&mut site.app.store.read().await.unwrap(), id, site.app.now()).await.unwrap().len()
}

async fn noted(site: &Site, verb: &str) -> usize {
    let all = audit::list(&mut site.app.store.read().await.unwrap(), 500).await.unwrap();
    all.iter().filter(|entry| entry.verb == verb).count()
}

async fn first_factor(site: &Site, id: StaffId) {
    let new = Factor {
        id: sample::id(77),
        staff_id: id,
        kind: Kind::Totp,
        label: String::new(),
        secret: String::new(),
        last_step: 0,
        used_at: None,
        created_at: site.app.now(),
    };
    unit!(site.app.store, |c| stored::record(c, &new).await);
}

promises! {
    async fn a_sign_in_under_way_ends_with_a_new_password_a_lock_and_a_first_factor(site: &Site) {
        let id = account(site, "wang.fang", Role::Committee, Scope::Everywhere).await;
        let wrong = Fail::from(Problem::SignInWrong);
        let before = known(site, "wang.fang").await;
        accounts::set_password(&site.app, &By::default(), "wang.fang", OTHER).await.unwrap();
        assert_eq!(goes_on(site, before).await.unwrap_err(), wrong);
        accounts::set_password(&site.app, &By::default(), "wang.fang", PASSWORD).await.unwrap();
        let before = known(site, "wang.fang").await;
        unit!(site.app.store, |c| staff::revise_active(c, id, false).await);
        assert_eq!(goes_on(site, before).await.unwrap_err(), wrong);
        unit!(site.app.store, |c| staff::revise_active(c, id, true).await);
        let before = known(site, "wang.fang").await;
        first_factor(site, id).await;
        assert_eq!(goes_on(site, before).await.unwrap_err(), wrong);
        assert_eq!(live(site, id).await, 0);
        // From now on the second step is asked for.
        let after = goes_on(site, known(site, "wang.fang").await).await.unwrap();
        assert!(matches!(after, Entered::Second(_)), "{after:?}");
    }

    async fn a_second_step_is_not_begun_once_factors_and_password_were_taken_away(site: &Site) {
        enrolled(site, "wang.fang").await;
        let before = known(site, "wang.fang").await;
        factors::take_away_for(&site.app, &By::default(), "wang.fang").await.unwrap();
        assert_eq!(goes_on(site, before).await.unwrap_err(), Fail::from(Problem::SignInWrong));
    }

    async fn a_new_password_under_way_ends_with_the_session_and_with_another_new_one(site: &Site) {
        let id = account(site, "wang.fang", Role::Committee, Scope::Everywhere).await;
        let browser = signed_in(site, "wang.fang").await;
        let here = At(browser.cookies.lock().get("session").cloned());
        let caller = sessions::caller(&site.app, &here).await.unwrap();
        let ready = async || passwords::prepare(&site.app, &caller, &here, PASSWORD, OTHER, OTHER).await.unwrap();
        let before = ready().await;
        let token = sha256(here.session().unwrap().as_bytes());
        unit!(site.app.store, |c| rows::end(c, token).await);
        let refused = passwords::take(&site.app, &caller, &here, before).await.unwrap_err();
        assert_eq!(refused, Fail::from(Problem::SignInFirst));
        signed_in(site, "wang.fang").await;
        let before = ready().await;
        accounts::set_password(&site.app, &By::default(), "wang.fang", "xiaomao ai chi xiao yu").await.unwrap();
        let refused = passwords::take(&site.app, &caller, &here, before).await.unwrap_err();
        assert_eq!(refused, Fail::at("old", Problem::SignInWrong));
        assert_eq!(live(site, id).await, 0);
        let sent = site.browser().post("/login", &[("login", "wang.fang"), ("password", OTHER)]).await;
        sent.is(422).says("账号或密码不对");
    }

    async fn an_account_has_fifty_sessions_and_the_oldest_ends(site: &Site) {
        let id = account(site, "wang.fang", Role::Committee, Scope::Everywhere).await;
        let first = site.signed_in(Owner::Staff(id)).await;
        site.clock.set(site.app.now().plus(MINUTE));
        for _ in 1..MOST_SESSIONS {
            site.signed_in(Owner::Staff(id)).await;
        }
        site.clock.set(site.app.now().plus(MINUTE));
        let all = live(site, id).await;
        assert_eq!(i64::try_from(all).unwrap(), MOST_SESSIONS);
        signed_in(site, "wang.fang").await;
        assert_eq!(live(site, id).await, all);
        let token = first.cookies.lock()["session"].clone();
        let mut c = site.app.store.read().await.unwrap();
        assert!(rows::find(&mut c, sha256(token.as_bytes()), site.app.now()).await.unwrap().is_none());
    }

    async fn right_passwords_are_bounded_for_an_account_and_network_in_a_quarter_of_an_hour(site: &Site) {
        account(site, "wang.fang", Role::Committee, Scope::Everywhere).await;
        let right = [("login", "wang.fang"), ("password", PASSWORD)];
        let browser = site.browser();
        for _ in 0..RIGHT_PER_PAIR {
            browser.post("/login", &right).await.is(303);
        }
        let before = noted(site, "sign_in").await;
        browser.post("/login", &right).await.is(429).says("15 分钟");
        // A wrong one gets no other answer.
        browser.post("/login", &[("login", "wang.fang"), ("password", "wrong")]).await.is(429);
        assert_eq!(noted(site, "sign_in").await, before);
        let elsewhere = site.browser();
        elsewhere.sits_at("203.0.113.9");
        elsewhere.post("/login", &right).await.is(303);
        site.clock.set(site.app.now().plus(15 * MINUTE));
        browser.post("/login", &right).await.is(303);
    }

    async fn choosing_the_same_duty_is_no_entry_and_twenty_choices_an_hour_are_enough(site: &Site) {
        account(site, "wang.fang", Role::Committee, Scope::Everywhere).await;
        let wang = signed_in(site, "wang.fang").await;
        let (one, all) = ([("role", "committee"), ("place", "")], [("role", ""), ("place", "")]);
        for _ in 0..3 {
            wang.post("/account/duty", &all).await.is(303);
        }
        assert_eq!(noted(site, "work_as").await, 0);
        for n in 0..MOST_CHOSEN {
            wang.post("/account/duty", if n % 2 == 0 { &one } else { &all }).await.is(303);
        }
        // Another session of the account adds nothing to it.
        for browser in [&wang, &signed_in(site, "wang.fang").await] {
            browser.post("/account/duty", &one).await.is(429).says("过一个小时");
        }
        assert_eq!(i64::try_from(noted(site, "work_as").await).unwrap(), MOST_CHOSEN);
        site.clock.set(site.app.now().plus(HOUR));
        let wang = signed_in(site, "wang.fang").await;
        wang.post("/account/duty", &one).await.is(303);
    }

    async fn ending_the_rest_where_there_is_none_is_no_entry(site: &Site) {
        account(site, "wang.fang", Role::Committee, Scope::Everywhere).await;
        let here = signed_in(site, "wang.fang").await;
        here.post("/account/sessions", &[("session", "rest")]).await.is(303);
        assert_eq!(noted(site, "end_session").await, 0);
        signed_in(site, "wang.fang").await;
        here.post("/account/sessions", &[("session", "rest")]).await.is(303);
        assert_eq!(noted(site, "end_session").await, 1);
    }

    async fn who_switches_the_second_step_off_or_says_who_recognised_it_is_told_in_the_log(site: &Site) {
        let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
        unit!(site.app.store, |c| linli::store::settings::record(c, "recognised", "区住建局").await);
        let page = admin.get("/admin/instance").await;
        admin.submit(&page, "/instance", &[("recognised", ""), ("operator", "翠苑街道")]).await.is(303);
        site.clock.set(site.app.now().plus(MINUTE));
        let on = [("recognised", ""), ("operator", "翠苑街道"), ("second_factor", "yes")];
        admin.submit(&page, "/instance", &on).await.is(303);
        let auditor = site.staff("shen", Role::Auditor, Scope::Everywhere).await;
        let all = audit::list(&mut site.app.store.read().await.unwrap(), 9).await.unwrap();
        let told: Vec<&str> =
            all.iter().filter(|entry| entry.verb == "manage_instance").map(|entry| entry.detail.as_str()).collect();
        assert_eq!(told, ["second_factor on", "operator, recognised emptied"]);
        // The auditor here has no second step.
        unit!(site.app.store, |c| linli::store::settings::record(c, "second_factor", "no").await);
        auditor.get("/admin/audit").await.shows("第二步验证 打开").says("认定单位 清空");
        auditor.get("/admin/audit?lang=en").await.shows("second step on");
    }

    async fn the_page_that_asks_once_more_names_only_what_the_duty_reaches(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let other = sample::community(&site.app.store, "yangguang", site.app.now()).await;
        account(site, "li.ping", Role::Committee, Scope::Community(it.community.id)).await;
        account(site, "zhao.min", Role::Committee, Scope::Community(other.id)).await;
        let boss = account(site, "boss", Role::Security, Scope::Everywhere).await;
        let (li, zhao) = (signed_in(site, "li.ping").await, signed_in(site, "zhao.min").await);
        site.clock.set(site.app.now().plus(16 * MINUTE));
        let flat = format!("/setup/cuiyuan/households/{}", it.households[0]);
        let account = format!("/admin/staff/{boss}/slip");
        let named = async |browser: &Browser, path: &str| {
            let asked = browser.post(path, &[("area", "80.5")]).await;
            asked.is(401).says("请再输一次密码").says(path);
            asked.body.matches("<dt>").count()
        };
        let (own, foreign) = (named(&li, &flat).await, named(&zhao, &flat).await);
        assert_eq!(own, foreign + 1, "the flat is named to who may change it");
        for browser in [&li, &zhao] {
            browser.post(&account, &[]).await.is(401).hides("boss");
        }
        // A session that was left alone works in the same duty, and nothing comes of it.
        site.clock.set(site.app.now().plus(31 * MINUTE));
        assert_eq!((named(&li, &flat).await, named(&zhao, &flat).await), (own, foreign));
        li.get("/desk").await.is(401);
    }

    async fn correcting_an_entry_of_the_roll_asks_for_the_password_once_more(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        account(site, "li.ping", Role::Committee, Scope::Community(it.community.id)).await;
        let li = signed_in(site, "li.ping").await;
        let path = format!("/setup/cuiyuan/households/{}", it.households[0]);
        let page = li.get(&path).await;
        site.clock.set(site.app.now().plus(16 * MINUTE));
        let asked = li.submit(&page, &path, &[("area", "80.5"), ("owners", "赵三")]).await;
        asked.is(401).says("value=\"80.5\"").says("赵三");
        li.get(&path).await.hides("赵*");
        li.submit(&asked, &path, &[("proof_of_sender", PASSWORD)]).await.is(303);
        li.get(&path).await.shows("赵*").says("80.5");
    }
}
