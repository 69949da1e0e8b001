//! Promises about staff accounts: signing in, tries, slips, duties.

use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::moment::MINUTE;
use linli::domain::policy::{Role, Scope};
use linli::domain::region::RegionCode;
use linli::service::By;
use linli::service::staff::{accounts, slips};

const PASSWORD: &str = "gui hua shu xia de mao";

async fn account(site: &Site, login: &str, role: Role) {
    sample::staff(&site.app.store, login, role, Scope::Everywhere, site.app.now()).await;
    accounts::set_password(&site.app, &By::default(), login, PASSWORD).await.unwrap();
}

fn code_of(html: &str) -> String {
    let (_, rest) = html.split_once("class=\"code\">").expect("a code on the slip");
    rest.chars().take(19).collect()
}

promises! {
    async fn staff_sign_in_and_go_on_to_where_they_wanted(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let browser = site.browser();
        let asked = browser.get("/desk").await;
        asked.is(401);
        assert!(asked.links().contains(&"/login?next=/desk".to_owned()));
        let form = browser.get("/login?next=/desk").await;
        let sent = browser.submit(&form, "/login", &[("login", " WANG.Fang "), ("password", PASSWORD)]).await;
        sent.is(303);
        assert_eq!(sent.to(), "/desk");
        browser.get("/desk").await.is(200);
        let here = browser.get("/login").await;
        browser.submit(&here, "/login/out", &[]).await.is(303);
        browser.get("/desk").await.is(401);
    }

    async fn every_page_for_staff_names_who_is_signed_in_and_lets_them_out(site: &Site) {
        sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let pages = [
            ("/desk", Role::Committee),
            ("/desk/paper", Role::Committee),
            ("/office", Role::Official),
            ("/office/cuiyuan", Role::Official),
            ("/setup", Role::Official),
            ("/setup/new", Role::Official),
            ("/setup/cuiyuan/letters", Role::Official),
            ("/admin", Role::Security),
            ("/admin/instance", Role::Admin),
            ("/admin/audit", Role::Auditor),
        ];
        for (number, (path, role)) in pages.into_iter().enumerate() {
            let name = format!("zhou.min.{number}");
            let browser = site.staff(&name, role, Scope::Everywhere).await;
            let page = browser.get(path).await;
            page.shows(&name).says("退出");
            browser.submit(&page, "/login/out", &[]).await.is(303);
            browser.get(path).await.is(401);
        }
    }

    async fn signing_in_leads_only_to_this_site(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
            let fields = [("login", "wang.fang"), ("password", PASSWORD), ("next", next)];
            let sent = site.browser().post("/login", &fields).await;
            assert_eq!(sent.to(), "/", "{next}");
        }
    }

    async fn unknown_wrong_and_locked_get_one_sentence(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        account(site, "li.gone", Role::Committee).await;
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let found = accounts::all(&site.app).await.unwrap();
        let gone = found.iter().find(|one| one.staff.login == "li.gone").unwrap().staff.id;
        admin.post(&format!("/admin/staff/{gone}/active"), &[("active", "no")]).await.is(303);
        let browser = site.browser();
        for (login, password) in [("nobody", PASSWORD), ("wang.fang", "wrong"), ("li.gone", PASSWORD), ("boss", "")] {
            let sent = browser.post("/login", &[("login", login), ("password", password)]).await;
            if password.is_empty() {
                sent.is(422).says("这里还没有填");
            } else {
                sent.is(422).says("账号或密码不对").says(login);
            }
        }
    }

    async fn ten_wrong_tries_stop_an_account_for_a_quarter_of_an_hour(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        account(site, "li.ping", Role::Committee).await;
        let right = [("login", "wang.fang"), ("password", PASSWORD)];
        let browser = site.browser();
        for _ in 0..10 {
            browser.post("/login", &[("login", "wang.fang"), ("password", "wrong")]).await.is(422);
        }
        browser.post("/login", &right).await.is(429).says("15 分钟");
        browser.post("/login", &[("login", "li.ping"), ("password", PASSWORD)]).await.is(303);
        site.clock.set(site.app.now().plus(15 * MINUTE));
        browser.post("/login", &right).await.is(303);
    }

    async fn a_password_waits_for_its_turn_and_beyond_the_bound_is_not_hashed_at_all(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let right = [("login", "wang.fang"), ("password", PASSWORD)];
        let (browser, other) = (site.browser(), site.browser());
        browser.sits_at("198.51.100.7");
        for _ in 0..10 {
            browser.post("/login", &[("login", "wang.fang"), ("password", "wrong")]).await.is(422);
        }
        site.app.hashing.close();
        other.post("/login", &right).await.is(503);
        browser.post("/login", &right).await.is(429);
    }

    async fn a_stranger_cannot_lock_an_account_for_its_owner(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let stranger = site.browser();
        stranger.sits_at("198.51.100.7");
        for _ in 0..10 {
            stranger.post("/login", &[("login", "wang.fang"), ("password", "wrong")]).await.is(422);
        }
        let right = [("login", "wang.fang"), ("password", PASSWORD)];
        stranger.post("/login", &right).await.is(429);
        let owner = site.browser();
        owner.sits_at("203.0.113.9");
        owner.post("/login", &right).await.is(303);
    }

    async fn a_slip_that_was_not_used_ends_when_the_password_is_changed(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let new = "laoshu ai chi dami fan";
        for by_command in [false, true] {
            let slip = slips::make_for(&site.app, &By::default(), "wang.fang").await.unwrap();
            if by_command {
                accounts::set_password(&site.app, &By::default(), "wang.fang", PASSWORD).await.unwrap();
            } else {
                let own = site.browser();
                own.post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await.is(303);
                let fields = [("old", PASSWORD), ("password", new), ("again", new)];
                own.post("/login/password", &fields).await.is(303);
            }
            let used = [("code", slip.code.as_str()), ("password", "xiaomao ai chi xiao yu"), ("again", "xiaomao ai chi xiao yu")];
            site.browser().post("/login/slip", &used).await.is(422).says("已经用过或过期");
        }
    }

    async fn a_slip_sets_a_password_once_and_ends_what_was_open(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let open = site.browser();
        open.post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await.is(303);
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let list = accounts::all(&site.app).await.unwrap();
        let id = list.iter().find(|one| one.staff.login == "wang.fang").unwrap().staff.id;
        let page = admin.get(&format!("/admin/staff/{id}")).await;
        let slip = admin.submit(&page, "/slip", &[]).await;
        let code = code_of(&slip.shows("wang.fang").body);
        let browser = site.browser();
        let new = "laoshu ai chi dami fan";
        let form = browser.get("/login/slip").await;
        let weak = [
            ("mimamimamima", "密码太常见"),
            ("mima", "密码太短，至少要 12 个字符"),
            ("wo shi Wang.Fang a", "密码里有您的账号"),
        ];
        for (password, why) in weak {
            let fields = [("code", code.as_str()), ("password", password), ("again", password)];
            let back = browser.submit(&form, "/login/slip", &fields).await;
            back.is(422).says(why).says(&code);
            let others = weak.iter().filter(|(_, other)| *other != why);
            for (_, other) in others {
                back.hides(other);
            }
        }
        let differ = [("code", code.as_str()), ("password", new), ("again", PASSWORD)];
        browser.submit(&form, "/login/slip", &differ).await.is(422).says("两次填的密码不一样");
        let typed = code.to_lowercase().replace('-', " ");
        let fields = [("code", typed.as_str()), ("password", new), ("again", new)];
        browser.submit(&form, "/login/slip", &fields).await.is(303);
        browser.submit(&form, "/login/slip", &fields).await.is(422).says("已经用过或过期");
        open.get("/desk").await.is(401);
        open.post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await.is(422);
        open.post("/login", &[("login", "wang.fang"), ("password", new)]).await.is(303);
    }

    async fn a_slip_sent_twice_leaves_the_paper_that_was_handed_out_as_it_is(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let list = accounts::all(&site.app).await.unwrap();
        let id = list.iter().find(|one| one.staff.login == "wang.fang").unwrap().staff.id;
        let page = admin.get(&format!("/admin/staff/{id}")).await;
        let slip = admin.submit(&page, "/slip", &[]).await;
        assert!(slip.links().contains(&format!("/admin/staff/{id}")), "{:?}", slip.links());
        let code = code_of(&slip.shows("wang.fang").body);
        let again = admin.submit(&page, "/slip", &[]).await;
        again.is(409).says("没有换代码").says("请再点一次「打印").hides("class=\"code\"");
        let browser = site.browser();
        let form = browser.get("/login/slip").await;
        let new = "laoshu ai chi dami fan";
        let fields = [("code", code.as_str()), ("password", new), ("again", new)];
        browser.submit(&form, "/login/slip", &fields).await.is(303);
        // The page that came back prints a new one when it is asked.
        admin.submit(&again, "/slip", &[]).await.shows("class=\"code\"");
    }

    async fn nobody_prints_a_slip_or_adds_a_duty_for_oneself(site: &Site) {
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let id = accounts::all(&site.app).await.unwrap().first().unwrap().staff.id;
        let doors = [("slip", ""), ("active", ""), ("grant", "committee"), ("revoke", "admin")];
        for (door, role) in doors {
            let sent = admin.post(&format!("/admin/staff/{id}/{door}"), &[("role", role), ("place", "")]).await;
            sent.is(403).says("另一位");
        }
    }

    async fn a_regional_administrator_stays_within_the_region(site: &Site) {
        sample::community(&site.app.store, "yangguang", site.app.now()).await;
        let here = Scope::Region(RegionCode::parse("360102").unwrap());
        let admin = site.staff("county", Role::Security, here).await;
        account(site, "everywhere", Role::Official).await;
        let boss = accounts::all(&site.app).await.unwrap().into_iter().find(|one| one.staff.login == "everywhere").unwrap();
        admin.get("/admin").await.shows("county").hides("everywhere");
        admin.get(&format!("/admin/staff/{}", boss.staff.id)).await.is(403);
        admin.post(&format!("/admin/staff/{}/slip", boss.staff.id), &[]).await.is(403);
        admin.get("/admin/instance").await.is(403);
        let make = |login: &'static str, place: &'static str| {
            [("login", login), ("name", "王芳"), ("role", "committee"), ("place", place)]
        };
        let everywhere = [("login", "wang"), ("name", "王芳"), ("role", "committee"), ("everywhere", "yes")];
        admin.post("/admin/staff/new", &everywhere).await.is(403);
        admin.post("/admin/staff/new", &make("wang", "36")).await.is(403);
        admin.post("/admin/staff/new", &make("wang", "nowhere")).await.is(422).says("王芳").says("没有这个行政区划代码");
        admin.post("/admin/staff/new", &make("wang", "yangguang")).await.is(303);
        admin.get("/admin").await.shows("wang");
    }

    async fn a_login_that_somebody_has_is_called_a_login(site: &Site) {
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let fields = [("login", "boss"), ("name", "王芳"), ("role", "committee"), ("everywhere", "yes")];
        let back = admin.post("/admin/staff/new", &fields).await;
        back.is(409).says("已经有人用这个账号").says("王芳").hides("这个短名");
    }

    async fn a_duty_reaches_everywhere_only_where_that_is_ticked(site: &Site) {
        sample::community(&site.app.store, "yangguang", site.app.now()).await;
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let form = admin.get("/admin/staff/new").await;
        let person = [("login", "wang"), ("name", "王芳"), ("role", "official")];
        let with = |more: &[(&'static str, &'static str)]| [&person[..], more].concat();
        let back = admin.submit(&form, "/new", &with(&[("place", "")])).await;
        back.is(422).says("或者勾「管全部地方」").says("王芳");
        let both = admin.submit(&form, "/new", &with(&[("place", "yangguang"), ("everywhere", "yes")])).await;
        both.is(422).says("两样只选一样").says("value=\"yes\" checked");
        let made = admin.submit(&form, "/new", &with(&[("place", "yangguang")])).await;
        let one = admin.follow(&made).await;
        admin.submit(&one, "/grant", &[("role", "committee")]).await.is(422).says("或者勾「管全部地方」");
        let more = admin.submit(&one, "/grant", &[("role", "committee"), ("everywhere", "yes")]).await;
        admin.follow(&more).await.shows("居委会 · 全部");
        let other = [("login", "li"), ("name", "李平"), ("role", "admin")];
        admin.submit(&form, "/new", &other).await.is(422).says("或者勾「管全部地方」");
        let made = admin.submit(&form, "/new", &[&other[..], &[("everywhere", "yes")]].concat()).await;
        admin.follow(&made).await.shows("管理员 · 全部");
    }

    async fn pages_of_each_administrator_lead_to_what_is_theirs(site: &Site) {
        let security = site.staff("boss", Role::Security, Scope::Everywhere).await;
        let system = site.staff("system", Role::Admin, Scope::Everywhere).await;
        let auditor = site.staff("auditor", Role::Auditor, Scope::Everywhere).await;
        for (who, path) in
            [(&security, "/admin"), (&security, "/admin/staff/new"), (&system, "/admin/instance"), (&auditor, "/admin/audit")]
        {
            who.get(path).await.shows("我的账号").hides("工作人员登录");
        }
        let page = system.get("/admin/instance").await;
        for to in ["/setup", "/office"] {
            assert!(page.links().contains(&to.to_owned()), "{:?}", page.links());
        }
        for (who, closed) in [(&security, "/admin/audit"), (&security, "/setup"), (&system, "/admin"), (&auditor, "/admin")] {
            who.get(closed).await.is(403);
        }
        site.browser().get("/").await.shows("工作人员登录");
    }

    async fn a_duty_taken_away_ends_at_once(site: &Site) {
        let committee = site.staff("wang.fang", Role::Committee, Scope::Everywhere).await;
        let admin = site.staff("boss", Role::Security, Scope::Everywhere).await;
        committee.get("/desk").await.is(200);
        let list = accounts::all(&site.app).await.unwrap();
        let id = list.iter().find(|one| one.staff.login == "wang.fang").unwrap().staff.id;
        let page = admin.get(&format!("/admin/staff/{id}")).await;
        admin.submit(&page, "/revoke", &[]).await.is(303);
        committee.get("/desk").await.is(403);
    }

    async fn a_session_ends_after_half_an_hour_without_use(site: &Site) {
        account(site, "wang.fang", Role::Committee).await;
        let browser = site.browser();
        browser.post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await.is(303);
        for _ in 0..3 {
            site.clock.set(site.app.now().plus(29 * MINUTE));
            browser.get("/desk").await.is(200);
        }
        site.clock.set(site.app.now().plus(31 * MINUTE));
        browser.get("/desk").await.is(401);
    }

    async fn every_act_of_staff_is_in_the_audit_log(site: &Site) {
        let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
        let auditor = site.staff("auditor", Role::Auditor, Scope::Everywhere).await;
        let form = admin.get("/admin/instance").await;
        admin.submit(&form, "/admin/instance", &[("operator", "东湖区住建局")]).await.is(303);
        admin.get("/").await.shows("东湖区住建局");
        auditor.get("/admin/audit").await.shows("改本站设置").says("boss").hides(">manage_instance").hides("data-label=\"哪里\"");
        auditor.get("/admin/audit?lang=en").await.shows("Changed this installation").hides(">manage_instance");
        let committee = site.staff("wang.fang", Role::Committee, Scope::Everywhere).await;
        committee.get("/admin/audit").await.is(403);
    }
}
