//! Promises about staff at work: duties kept apart, sessions, the duty worked in, the password once
//! more, leaving.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use futures::FutureExt;
use linli::domain::ids::StaffId;
use linli::domain::moment::{HOUR, MINUTE};
use linli::domain::policy::{Grant, Role, Scope};
use linli::domain::region::RegionCode;
use linli::service::By;
use linli::service::staff::accounts;
use linli::service::staff::sign_in::WRONG_PER_ADDRESS;
use linli::store::{audit, staff};
use tokio::sync::oneshot;

const PASSWORD: &str = "gui hua shu xia de mao";

async fn signed_in(site: &Site, login: &str, role: Role) -> (StaffId, Browser) {
    let id = sample::staff(&site.app.store, login, role, Scope::Everywhere, site.app.now()).await;
    accounts::set_password(&site.app, &By::default(), login, PASSWORD).await.unwrap();
    (id, again(site, login).await)
}

async fn again(site: &Site, login: &str) -> Browser {
    let browser = site.browser();
    browser.post("/login", &[("login", login), ("password", PASSWORD)]).await.is(303);
    browser
}

/// What an act answers that begins while a further duty is being given to an account: it reads what
/// is held before the duty is there, and waits for its turn to write.
async fn while_given(site: &Site, id: StaffId, duty: &Grant, act: impl Future<Output = Page>) -> Page {
    let (begin, begun) = oneshot::channel();
    let (go, gone) = oneshot::channel();
    let duty = duty.clone();
    let giving = site.app.store.write(move |c| {
        async move {
            staff::grants_locked(c, id).await?;
            begin.send(()).unwrap();
            gone.await.unwrap();
            staff::record_grant(c, id, &duty).await
        }
        .boxed()
    });
    let acting = async {
        begun.await.unwrap();
        let release = async {
            for _ in 0..1_000 {
                tokio::task::yield_now().await;
            }
            go.send(()).unwrap();
        };
        futures::join!(act, release).0
    };
    let (given, answer) = futures::join!(giving, acting);
    given.unwrap();
    answer
}

promises! {
    async fn the_three_kept_apart_stand_beside_no_other_duty(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, _) = signed_in(site, "wang.fang", Role::Official).await;
        let door = format!("/admin/staff/{id}/grant");
        for role in ["admin", "security", "auditor"] {
            boss.post(&door, &[("role", role), ("everywhere", "yes")]).await.is(422).says("要分开");
        }
        boss.post(&door, &[("role", "committee"), ("everywhere", "yes")]).await.is(303);
        boss.post(&door, &[("role", "leader"), ("everywhere", "yes")]).await.is(422).says("一栋楼");
        boss.post(&door, &[("role", "property"), ("everywhere", "yes")]).await.is(422).says("一个小区");
    }

    async fn each_of_the_three_is_led_to_its_own_page(site: &Site) {
        for (login, role, home) in [
            ("xitong", Role::Admin, "/admin/instance"),
            ("anquan", Role::Security, "/admin"),
            ("shenji", Role::Auditor, "/admin/audit"),
        ] {
            let (_, browser) = signed_in(site, login, role).await;
            browser.get(home).await.is(200);
            assert!(browser.get("/login").await.links().contains(&home.to_owned()), "{login}");
            for other in ["/admin/instance", "/admin", "/admin/audit"].into_iter().filter(|other| *other != home) {
                browser.get(other).await.is(403);
            }
        }
    }

    async fn one_sees_where_one_is_signed_in_and_ends_the_rest(site: &Site) {
        let (_, here) = signed_in(site, "wang.fang", Role::Committee).await;
        let there = again(site, "wang.fang").await;
        let third = again(site, "wang.fang").await;
        let agent = [("user-agent", "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36")];
        there.get_with("/desk", &agent).await.is(200);
        let page = here.get("/account").await;
        page.shows("wang.fang").says("就是这里").says("Chrome · Windows");
        here.submit(&page, "/sessions", &[("session", "rest")]).await.is(303);
        here.get("/account").await.is(200).hides("Chrome · Windows");
        there.get("/desk").await.is(401);
        third.get("/desk").await.is(401);
    }

    async fn a_session_ended_by_another_and_an_account_locked_are_out_at_once(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, wang) = signed_in(site, "wang.fang", Role::Committee).await;
        wang.get("/desk").await.is(200);
        let page = boss.get(&format!("/admin/staff/{id}")).await;
        boss.submit(&page, "/sessions", &[]).await.is(303);
        wang.get("/desk").await.is(401);
        let wang = again(site, "wang.fang").await;
        boss.post(&format!("/admin/staff/{id}/active"), &[("active", "no")]).await.is(303);
        wang.get("/desk").await.is(401);
    }

    async fn nobody_else_ends_a_colleagues_session(site: &Site) {
        let (id, wang) = signed_in(site, "wang.fang", Role::Committee).await;
        let (_, li) = signed_in(site, "li.ping", Role::Committee).await;
        li.post(&format!("/admin/staff/{id}/sessions"), &[("session", "rest")]).await.is(403);
        li.post("/account/sessions", &[("session", &sample::id(9).to_string())]).await.is(404);
        wang.get("/desk").await.is(200);
    }

    async fn who_chose_one_duty_has_it_alone_and_none_when_it_is_taken_away(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, wang) = signed_in(site, "wang.fang", Role::Committee).await;
        boss.post(&format!("/admin/staff/{id}/grant"), &[("role", "official"), ("everywhere", "yes")]).await.is(303);
        wang.get("/desk/paper").await.is(200);
        wang.get("/setup").await.is(200);
        wang.post("/account/duty", &[("role", "official"), ("place", "")]).await.is(303);
        wang.get("/setup").await.shows("正在做：街道或部门 · 全部");
        wang.get("/desk/paper").await.is(403);
        // Another browser works in all of them.
        again(site, "wang.fang").await.get("/desk/paper").await.is(200);
        boss.post(&format!("/admin/staff/{id}/revoke"), &[("role", "official"), ("place", "")]).await.is(303);
        let refused = wang.get("/setup").await;
        refused.is(403);
        assert!(refused.links().contains(&"/account".to_owned()), "{:?}", refused.links());
        wang.get("/desk/paper").await.is(403);
        wang.get("/account").await.shows("已经被去掉了");
        wang.post("/account/duty", &[("role", ""), ("place", "")]).await.is(303);
        wang.get("/desk/paper").await.is(200);
        wang.post("/account/duty", &[("role", "security"), ("place", "")]).await.is(404);
    }

    async fn what_is_sensitive_asks_for_the_password_once_more_and_then_is_done(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, _) = signed_in(site, "wang.fang", Role::Official).await;
        let door = format!("/admin/staff/{id}/grant");
        let fields = [("role", "committee"), ("everywhere", "yes")];
        site.clock.set(site.app.now().plus(16 * MINUTE));
        let asked = boss.post(&door, &fields).await;
        asked.is(401).says("请再输一次密码").says("boss");
        asked.says("wang.fang").says("要做的事").says("如果这不是您填的，请不要输密码");
        asked.says("加一个分工").says("居委会").says("管全部地方").hides("另外填的").hides("发往");
        assert!(asked.body.contains(&format!("href=\"/admin/staff/{id}\"")), "back to where the form stood");
        assert_eq!(asked.form("/login/out").action, "/login/out");
        boss.get(&format!("/admin/staff/{id}")).await.hides("居委会 · 全部");
        let wrong = boss.submit(&asked, "/grant", &[("proof_of_sender", "wrong")]).await;
        wrong.is(401).says("密码不对").hides("value=\"wrong\"");
        boss.submit(&wrong, "/grant", &[("proof_of_sender", PASSWORD)]).await.is(303);
        boss.get(&format!("/admin/staff/{id}")).await.shows("居委会 · 全部");
        boss.post(&format!("/admin/staff/{id}/revoke"), &[("role", "committee"), ("place", "")]).await.is(303);
    }

    async fn who_is_signed_in_gives_the_password_once_more_whatever_others_of_the_network_tried(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, _) = signed_in(site, "wang.fang", Role::Official).await;
        site.clock.set(site.app.now().plus(16 * MINUTE));
        let stranger = site.browser();
        for _ in 0..WRONG_PER_ADDRESS {
            let slip = [("code", "0000-0000-0000"), ("password", PASSWORD), ("again", PASSWORD)];
            stranger.post("/login/slip", &slip).await.is(422);
        }
        stranger.post("/login", &[("login", "boss"), ("password", PASSWORD)]).await.is(429);
        let door = format!("/admin/staff/{id}/grant");
        let asked = boss.post(&door, &[("role", "committee"), ("everywhere", "yes")]).await;
        boss.submit(&asked, "/grant", &[("proof_of_sender", "wrong")]).await.is(401).says("密码不对");
        boss.submit(&asked, "/grant", &[("proof_of_sender", PASSWORD)]).await.is(303);
    }

    async fn a_form_that_comes_after_a_long_pause_is_not_lost(site: &Site) {
        sample::community(&site.app.store, "yangguang", site.app.now()).await;
        let (_, wang) = signed_in(site, "wang.fang", Role::Official).await;
        let form = wang.get("/setup/yangguang/edit").await;
        site.clock.set(site.app.now().plus(45 * MINUTE));
        wang.get("/setup").await.is(401);
        let asked = wang.submit(&form, "/edit", &[("zh", "阳光新村")]).await;
        asked.is(401).says("阳光新村").says("请再输一次密码");
        wang.submit(&asked, "/edit", &[("proof_of_sender", PASSWORD)]).await.is(303);
        wang.get("/setup/yangguang/edit").await.shows("阳光新村");
    }

    async fn a_form_of_a_session_that_is_over_goes_on_once_one_is_signed_in(site: &Site) {
        sample::community(&site.app.store, "yangguang", site.app.now()).await;
        let (_, wang) = signed_in(site, "wang.fang", Role::Official).await;
        let form = wang.get("/setup/yangguang/edit").await;
        site.clock.set(site.app.now().plus(13 * HOUR));
        let asked = wang.submit(&form, "/edit", &[("zh", "阳光新村")]).await;
        asked.is(401).says("请先登录").says("阳光新村");
        assert!(asked.links().contains(&"/login".to_owned()), "{:?}", asked.links());
        // Sent too early it comes back once more.
        wang.submit(&asked, "/edit", &[]).await.is(401).says("阳光新村");
        wang.post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await.is(303);
        wang.submit(&asked, "/edit", &[]).await.is(303);
        wang.get("/setup/yangguang/edit").await.shows("阳光新村");
        // Ended elsewhere is the same; a password is kept in no page.
        again(site, "wang.fang").await.post("/account/sessions", &[("session", "rest")]).await.is(303);
        wang.submit(&form, "/edit", &[("zh", "阳光花园")]).await.is(401).says("阳光花园");
        let secret = [("password", "yi ju mi mi de hua"), ("label", "钥匙")];
        wang.post("/login/factors/recovery", &secret).await.is(401).hides("yi ju mi mi").hides("钥匙");
        // Who never signed in has nothing that waits.
        site.browser().post("/setup/yangguang/edit", &[("zh", "别处")]).await.is(401).hides("别处");
    }

    async fn duties_that_are_given_at_the_same_moment_are_kept_apart_all_the_same(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let other = again(site, "boss").await;
        let (id, _) = signed_in(site, "wang.fang", Role::Official).await;
        boss.post(&format!("/admin/staff/{id}/revoke"), &[("role", "official"), ("place", "")]).await.is(303);
        let door = format!("/admin/staff/{id}/grant");
        let (auditor, official) = tokio::join!(
            boss.post(&door, &[("role", "auditor"), ("everywhere", "yes")]),
            other.post(&door, &[("role", "official"), ("everywhere", "yes")]),
        );
        let mut given = [auditor.status.as_u16(), official.status.as_u16()];
        given.sort_unstable();
        assert_eq!(given, [303, 422]);
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(staff::grants(&mut c, id).await.unwrap().len(), 1);
    }

    async fn choosing_a_duty_signing_out_and_a_try_at_no_account_are_in_the_log(site: &Site) {
        let (_, wang) = signed_in(site, "wang.fang", Role::Official).await;
        wang.post("/account/duty", &[("role", "official"), ("place", "")]).await.is(303);
        wang.post("/login/out", &[]).await.is(303);
        let typed = [("login", "gui-hua-shu"), ("password", "gui hua shu")];
        site.browser().post("/login", &typed).await.is(422);
        let mut c = site.app.store.read().await.unwrap();
        let all = audit::list(&mut c, 100).await.unwrap();
        drop(c);
        let told: Vec<String> = all.iter().map(|entry| format!("{} {}", entry.verb, entry.object)).collect();
        for entry in ["work_as staff wang.fang", "sign_out staff wang.fang", "sign_in_wrong unknown"] {
            assert!(told.iter().any(|one| one == entry), "{entry}: {told:?}");
        }
        assert!(!format!("{all:?}").contains("gui-hua-shu"));
    }

    async fn who_leaves_is_out_at_once_and_the_duties_go_on(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, wang) = signed_in(site, "wang.fang", Role::Committee).await;
        let (_, li) = signed_in(site, "li.ping", Role::Official).await;
        signed_in(site, "shenji", Role::Auditor).await;
        li.get("/desk/paper").await.is(403);
        let page = boss.get(&format!("/admin/staff/{id}")).await;
        boss.submit(&page, "/leave", &[("successor", "nobody")]).await.is(422).says("核对接手人");
        boss.submit(&page, "/leave", &[("successor", "shenji")]).await.is(422).says("要分开");
        wang.get("/desk").await.is(200);
        boss.submit(&page, "/leave", &[("successor", "li.ping")]).await.is(303);
        wang.get("/desk").await.is(401);
        site.browser().post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await.is(422);
        li.get("/desk/paper").await.is(200);
    }

    async fn the_duties_that_were_handed_over_are_named_in_the_log(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, _) = signed_in(site, "wang.fang", Role::Committee).await;
        signed_in(site, "li.ping", Role::Official).await;
        let further = Grant { role: Role::Official, scope: Scope::Region(RegionCode::parse("360102").unwrap()) };
        site.app
            .store
            .write(move |c| async move { staff::record_grant(c, id, &further).await }.boxed())
            .await
            .unwrap();
        let page = boss.get(&format!("/admin/staff/{id}")).await;
        boss.submit(&page, "/leave", &[("successor", "li.ping")]).await.is(303);
        let all = audit::list(&mut site.app.store.read().await.unwrap(), 100).await.unwrap();
        let left = all.into_iter().find(|entry| entry.verb == "leave_staff").unwrap();
        assert_eq!((left.object.as_str(), left.detail.as_str()), ("staff wang.fang", "committee, official 360102 → li.ping"));
    }

    async fn a_duty_given_while_somebody_leaves_is_not_lost(site: &Site) {
        let (_, boss) = signed_in(site, "boss", Role::Security).await;
        let (id, _) = signed_in(site, "wang.fang", Role::Committee).await;
        let (next, _) = signed_in(site, "li.ping", Role::Official).await;
        let page = boss.get(&format!("/admin/staff/{id}")).await;
        let further = Grant { role: Role::Official, scope: Scope::Region(RegionCode::parse("360102").unwrap()) };
        let leave = boss.submit(&page, "/leave", &[("successor", "li.ping")]);
        while_given(site, id, &further, leave).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        assert!(staff::grants(&mut c, next).await.unwrap().contains(&further), "it went to the colleague");
        assert_eq!(staff::grants(&mut c, id).await.unwrap(), []);
    }

    async fn who_reaches_less_than_a_leaver_was_just_given_cannot_let_the_leaver_go(site: &Site) {
        let there = Scope::Region(RegionCode::parse("360102").unwrap());
        let id = sample::staff(&site.app.store, "wang.fang", Role::Committee, there.clone(), site.app.now()).await;
        let boss = site.staff("boss", Role::Security, there).await;
        let page = boss.get(&format!("/admin/staff/{id}")).await;
        let wide = Grant { role: Role::Official, scope: Scope::Everywhere };
        let leave = boss.submit(&page, "/leave", &[("successor", "")]);
        while_given(site, id, &wide, leave).await.is(403);
        assert_eq!(staff::grants(&mut site.app.store.read().await.unwrap(), id).await.unwrap().len(), 2);
    }
}
