//! Promises about passwords of staff: changing one, how it is typed and stored, and that nothing else
//! of an account is opened by it.

use crate::factors::{enrolled, now_of};
use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use linli::config::Config;
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::service::staff::accounts;
use linli::service::{By, Linli, sessions};
use linli::store::staff;

const PASSWORD: &str = "gui hua shu xia de mao";
/// 64 characters.
const LONG: &str = "Laoshu ai chi Dami fan, mao ai chi yu, gou ai chi rou gutou 1234";

async fn account(site: &Site, login: &str) {
    sample::staff(&site.app.store, login, Role::Committee, Scope::Everywhere, site.app.now()).await;
    accounts::set_password(&site.app, &By::default(), login, PASSWORD).await.unwrap();
}

async fn id_of(site: &Site, login: &str) -> StaffId {
    let list = accounts::all(&site.app).await.unwrap();
    list.iter().find(|one| one.staff.login == login).unwrap().staff.id
}

async fn enters(browser: &Browser, password: &str) -> Page {
    browser.post("/login", &[("login", "wang.fang"), ("password", password)]).await
}

async fn changed(browser: &Browser, old: &str, new: &str) -> Page {
    let form = browser.get("/login/password").await;
    browser.submit(&form, "/login/password", &[("old", old), ("password", new), ("again", new)]).await
}

fn token(browser: &Browser) -> String {
    browser.cookies.lock()["session"].clone()
}

/// A browser that shows a session's token.
fn with(site: &Site, token: &str) -> Browser {
    let browser = site.browser();
    browser.cookies.lock().insert("session".to_owned(), token.to_owned());
    browser
}

/// The tag of a field of this name.
fn field<'p>(page: &'p Page, name: &str) -> &'p str {
    let tags = page.body.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    tags.into_iter().find(|tag| tag.contains(&format!("name=\"{name}\""))).expect(name)
}

promises! {
    async fn a_password_is_changed_with_the_old_one_and_every_other_session_ends(site: &Site) {
        account(site, "wang.fang").await;
        let (here, elsewhere) = (site.browser(), site.browser());
        enters(&here, PASSWORD).await.is(303);
        enters(&elsewhere, PASSWORD).await.is(303);
        let before = token(&here);
        changed(&here, "wrong", LONG).await.is(422).says("账号或密码不对").hides(LONG);
        changed(&here, "", LONG).await.is(422).hides(LONG);
        elsewhere.get("/desk").await.is(200);
        assert_eq!(changed(&here, PASSWORD, LONG).await.is(303).to(), "/login?done=password");
        elsewhere.get("/desk").await.is(401);
        here.get("/desk").await.is(200);
        assert_ne!(token(&here), before);
        with(site, &before).get("/desk").await.is(401);
        enters(&site.browser(), PASSWORD).await.is(422);
        enters(&site.browser(), LONG).await.is(303);
        let auditor = site.staff("shen", Role::Auditor, Scope::Everywhere).await;
        auditor.get("/admin/audit").await.shows("wang.fang").hides(LONG).hides(PASSWORD);
    }

    async fn sixty_four_characters_count_whole_and_exactly_as_typed(site: &Site) {
        assert_eq!(LONG.chars().count(), 64);
        account(site, "wang.fang").await;
        let browser = site.browser();
        enters(&browser, PASSWORD).await.is(303);
        changed(&browser, PASSWORD, LONG).await.is(303);
        let other = [LONG[..63].to_owned(), LONG.to_lowercase(), LONG.to_uppercase(), format!("{LONG} "), format!(" {LONG}")];
        for near in other {
            enters(&site.browser(), &near).await.is(422);
        }
        enters(&site.browser(), LONG).await.is(303);
    }

    async fn what_is_typed_is_hidden_and_known_to_password_managers(site: &Site) {
        account(site, "wang.fang").await;
        let browser = site.browser();
        let login = browser.get("/login").await;
        let slip = browser.get("/login/slip").await;
        enters(&browser, PASSWORD).await.is(303);
        let own = browser.get("/login/password").await;
        let fields = [
            (&login, "password", "current-password"),
            (&slip, "password", "new-password"),
            (&slip, "again", "new-password"),
            (&own, "old", "current-password"),
            (&own, "password", "new-password"),
            (&own, "again", "new-password"),
        ];
        for (page, name, word) in fields {
            let tag = field(page, name);
            assert!(tag.contains("type=\"password\"") && tag.contains(&format!("autocomplete=\"{word}\"")), "{tag}");
            // Nothing stands in the way of pasting, and nothing that was typed comes back.
            assert!(!tag.contains(" on") && !tag.contains("maxlength") && !tag.contains("readonly"), "{tag}");
            assert!(!tag.contains("value=\"") || tag.contains("value=\"\""), "{tag}");
        }
        assert!(field(&login, "login").contains("autocomplete=\"username\""));
    }

    async fn what_is_stored_is_a_slow_hash_with_a_salt_of_its_own(site: &Site) {
        account(site, "wang.fang").await;
        account(site, "li.ping").await;
        let mut c = site.app.store.read().await.unwrap();
        let one = staff::find(&mut c, "wang.fang").await.unwrap().unwrap().password_hash;
        let other = staff::find(&mut c, "li.ping").await.unwrap().unwrap().password_hash;
        drop(c);
        // 19 MiB, two passes, one lane.
        let rest = one.strip_prefix("$argon2id$v=19$m=19456,t=2,p=1$").expect(&one);
        let (salt, hash) = rest.split_once('$').unwrap();
        // 128 and 256 bits in base64 without padding.
        assert_eq!((salt.len(), hash.len()), (22, 43));
        assert_ne!(one, other, "the same password, another salt");
        assert!(!one.contains(PASSWORD));
    }

    async fn a_password_does_not_end_by_the_calendar(site: &Site) {
        account(site, "wang.fang").await;
        site.clock.set(site.app.now().plus(5 * 365 * DAY));
        let browser = site.browser();
        let fields = [("login", "wang.fang"), ("password", PASSWORD), ("next", "/desk")];
        assert_eq!(browser.post("/login", &fields).await.is(303).to(), "/desk");
        browser.get("/desk").await.is(200);
    }

    async fn a_slip_replaces_the_password_and_leaves_the_second_step_in_its_place(site: &Site) {
        let (secret, _) = enrolled(site, "wang.fang").await;
        let security = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let page = security.get(&format!("/admin/staff/{}", id_of(site, "wang.fang").await)).await;
        let slip = security.submit(&page, "/slip", &[]).await;
        let code = slip.body.split_once("class=\"code\">").unwrap().1.split('<').next().unwrap().to_owned();
        let browser = site.browser();
        let fields = [("code", code.as_str()), ("password", LONG), ("again", LONG)];
        browser.post("/login/slip", &fields).await.is(303);
        browser.get("/desk").await.is(401);
        let sent = enters(&browser, LONG).await;
        assert_eq!(sent.is(303).to(), "/login/second");
        browser.get("/desk").await.is(401);
        let form = browser.follow(&sent).await;
        browser.submit(&form, "/login/second", &[("code", &now_of(site, &secret))]).await.is(303);
        browser.get("/desk").await.is(200);
    }

    async fn a_sign_in_begins_a_token_of_256_bits_and_ends_the_one_before(site: &Site) {
        account(site, "wang.fang").await;
        let browser = site.browser();
        let mut seen: Vec<String> = Vec::new();
        for _ in 0..3 {
            enters(&browser, PASSWORD).await.is(303);
            let new = token(&browser);
            assert!(new.len() == 64 && new.bytes().all(|b| b.is_ascii_hexdigit()), "{new}");
            assert!(!seen.contains(&new));
            for old in &seen {
                with(site, old).get("/desk").await.is(401);
            }
            with(site, &new).get("/desk").await.is(200);
            seen.push(new);
        }
    }

    async fn who_signed_out_leaves_nothing_that_opens_again(site: &Site) {
        account(site, "wang.fang").await;
        let browser = site.browser();
        enters(&browser, PASSWORD).await.is(303);
        let kept = token(&browser);
        for path in ["/desk", "/account", "/login/password", "/login"] {
            let page = browser.get(path).await;
            assert!(page.is(200).header("cache-control").contains("no-store"), "{path}: {:?}", page.headers);
        }
        browser.post("/login/out", &[]).await.is(303);
        assert!(!browser.cookies.lock().contains_key("session"));
        browser.get("/desk").await.is(401);
        with(site, &kept).get("/desk").await.is(401);
    }

    async fn a_new_installation_has_no_account_and_no_password_to_anything(site: &Site) {
        assert!(accounts::all(&site.app).await.unwrap().is_empty());
        for (login, password) in [("admin", "admin"), ("root", "root"), ("linli", "linli"), ("postgres", "postgres")] {
            let sent = site.browser().post("/login", &[("login", login), ("password", password)]).await;
            sent.is(422).says("账号或密码不对");
        }
        let config = Config::check("x".into(), None, site.addr, "http://localhost:3000").unwrap();
        assert!(config.gateway_token.is_empty() && config.gateway.is_none() && config.database_url.is_none());
    }
}

#[test]
fn a_server_that_is_started_takes_its_randomness_from_the_system() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let mut seen = Vec::new();
        for round in 0..3 {
            let addr = ([127, 0, 0, 1], 0).into();
            let data = folder.path().join(round.to_string());
            let config = Config::check(data, None, addr, "http://localhost:3000").unwrap();
            let app = Linli::open(config).await.unwrap();
            seen.push(sessions::token(&app));
            app.store.close().await;
        }
        // With a seed of their own they would all begin alike.
        assert!(seen[0] != seen[1] && seen[1] != seen[2] && seen[0] != seen[2], "{seen:?}");
    });
}
