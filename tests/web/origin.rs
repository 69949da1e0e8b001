//! Promises about where a form came from.

use crate::feedback::{FORM, open, photo};
use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::jobs;
use linli::service::By;
use linli::service::staff::accounts;

const PASSWORD: &str = "gui hua shu xia de mao";

promises! {
    async fn a_form_of_another_site_changes_nothing(site: &Site) {
        let browser = site.browser();
        browser.says(Some("cross-site"));
        let page = browser.post("/prefs", &[("lang", "en"), ("back", "/")]).await;
        page.is(403);
        assert!(browser.cookies.lock().is_empty());
    }

    async fn a_browser_that_says_nothing_gets_one_confirming_page(site: &Site) {
        let browser = site.browser();
        browser.says(None);
        let asked = browser.post("/prefs", &[("lang", "en"), ("back", "/")]).await;
        asked.is(403);
        assert!(!browser.cookies.lock().contains_key("lang"));
        browser.submit(&asked, "/prefs", &[]).await.is(303);
        assert_eq!(browser.cookies.lock().get("lang").map(String::as_str), Some("en"));
    }

    async fn an_origin_that_says_nothing_is_confirmed_and_a_foreign_one_is_called_by_its_name(site: &Site) {
        let browser = site.browser();
        browser.says(None);
        let fields = [("lang", "en"), ("back", "/")];
        let foreign = browser.post_with("/login", &fields, &[("origin", "https://elsewhere.example")]).await;
        foreign.is(403).says("从别的网页发来的").hides("您的账号");
        assert!(foreign.links().contains(&"/login".to_owned()), "{:?}", foreign.links());
        assert!(browser.cookies.lock().is_empty());
        let asked = browser.post_with("/prefs", &fields, &[("origin", "null")]).await;
        asked.is(403).says("请再确认一次");
        browser.submit(&asked, "/prefs", &[]).await.is(303);
        browser.says(Some("cross-site"));
        browser.post_with("/prefs", &fields, &[("origin", "null")]).await.is(403).says("came from another website");
    }

    async fn a_form_of_staff_that_proves_nothing_is_refused_and_never_confirmed(site: &Site) {
        sample::community(&site.app.store, "yangguang", site.app.now()).await;
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let id = sample::staff(&site.app.store, "wang.fang", Role::Committee, Scope::Everywhere, site.app.now()).await;
        let (account, active) = (format!("/admin/staff/{id}"), [("active", "no")]);
        let doors = [
            (format!("{account}/active"), account.as_str()),
            ("/setup/yangguang/close".to_owned(), "/setup/yangguang"),
            ("/office/yangguang/feedback/1/answer".to_owned(), "/office/yangguang"),
            ("/desk/paper/check/1/reject".to_owned(), "/desk/paper/check"),
            ("/repairs/1".to_owned(), "/repairs"),
        ];
        admin.says(None);
        for (door, form) in &doors {
            for headers in [&[][..], &[("origin", "null")][..]] {
                let refused = admin.post_with(door, &active, headers).await;
                refused.is(403).says("从别的网页发来的").hides("是我填的");
                assert!(refused.links().contains(&(*form).to_owned()), "{door}: {:?}", refused.links());
            }
        }
        admin.fetch(&doors[0].0, &active).await.is(403).says("other_site");
        admin.get(&account).await.hides("已停用");
        // Who has seen the form has its token, and needs no more.
        admin.get("/login").await;
        let page = admin.get(&account).await;
        admin.submit(&page, "/active", &active).await.is(303);
        admin.get(&account).await.shows("已停用");
    }

    async fn a_form_to_be_confirmed_says_what_is_in_it_and_loses_no_photo(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.says(None);
        let (building, once) = (sample::id(3).to_string(), sample::id(50).to_string());
        let fields = [
            ("tile", "parking"),
            ("text", "车都停到消防通道上了"),
            ("building", building.as_str()),
            ("visibility", "handlers"),
            ("once", once.as_str()),
        ];
        let files: [(&str, &str, &[u8]); 2] = [("photos", "a.jpg", &photo()), ("photos", "b.jpg", &photo())];
        let asked = browser.upload(FORM, &fields, &files).await;
        asked.is(403).says("提意见").says("停车").says("车都停到消防通道上了").says("3 栋").says("只给处理的人看").says("2 张");
        let sent = browser.submit(&asked, "/feedback", &[]).await;
        let own = browser.get(sent.is(303).to().strip_suffix("/receipt").unwrap()).await;
        own.shows("车都停到消防通道上了");
        assert_eq!(own.body.matches("class=\"photo\"").count(), 2);
    }

    async fn a_password_is_written_into_no_page(site: &Site) {
        sample::staff(&site.app.store, "wang.fang", Role::Committee, Scope::Everywhere, site.app.now()).await;
        accounts::set_password(&site.app, &By::default(), "wang.fang", PASSWORD).await.unwrap();
        let browser = site.browser();
        browser.says(None);
        let fields = [("login", "wang.fang"), ("password", PASSWORD)];
        let asked = browser.post("/login", &[("login", "wang.fang"), ("password", PASSWORD), ("next", "/desk")]).await;
        asked.is(403).hides(PASSWORD).says("请再填一次密码");
        let back = asked.links().into_iter().find(|to| to.starts_with("/login?next=")).unwrap();
        let form = browser.get(&back).await;
        assert_eq!(browser.submit(&form, "/login", &fields).await.is(303).to(), "/desk");
    }

    async fn a_fetch_that_proves_nothing_is_told_so(site: &Site) {
        let browser = site.browser();
        browser.says(None);
        browser.fetch("/prefs", &[("lang", "en"), ("back", "/")]).await.is(403).says("confirm_origin");
    }

    async fn what_waited_to_be_confirmed_is_thrown_away_after_a_day(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.says(None);
        let asked = browser.upload(FORM, &[("text", "楼顶漏水")], &[("photos", "a.jpg", &photo())]).await;
        let held = site.app.config.uploads().join("held");
        jobs::minute(&site.app).await.unwrap();
        assert_eq!(std::fs::read_dir(&held).unwrap().count(), 1);
        site.clock.set(site.app.now().plus(DAY));
        jobs::minute(&site.app).await.unwrap();
        assert_eq!(std::fs::read_dir(&held).unwrap().count(), 0);
        let sent = browser.submit(&asked, "/feedback", &[]).await;
        let own = browser.get(sent.is(303).to().strip_suffix("/receipt").unwrap()).await;
        own.shows("楼顶漏水").hides("class=\"photo\"");
    }
}
