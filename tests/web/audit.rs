//! Promises about the audit log as auditors read it.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use futures::FutureExt;
use linli::domain::feedback::{FeedbackState, Visibility};
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::domain::region::RegionCode;
use linli::i18n::Lang;
use linli::i18n::locales::audit as words;
use linli::store::feedback::Feedback;
use linli::store::sessions::Owner;
use linli::store::{audit, defects, feedback, papers};

async fn auditor(site: &Site) -> Browser {
    site.staff("shen.ji", Role::Auditor, Scope::Everywhere).await
}

async fn verbs(site: &Site) -> Vec<String> {
    let mut c = site.app.store.read().await.unwrap();
    audit::list(&mut c, 100)
        .await
        .unwrap()
        .into_iter()
        .map(|entry| format!("{} {}", entry.verb, entry.result))
        .collect()
}

/// What staff saw of what is personal, the newest first.
async fn seen(site: &Site) -> Vec<String> {
    let mut c = site.app.store.read().await.unwrap();
    let all = audit::list(&mut c, 100).await.unwrap();
    all.into_iter().filter(|entry| entry.verb == "view_personal").map(|entry| entry.object).collect()
}

/// The table of the page, without the form above it.
fn rows(page: &Page) -> &str {
    page.body.split_once("<tbody").map_or("", |(_, rows)| rows)
}

async fn settings(site: &Site) {
    let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
    let page = admin.get("/admin/instance").await;
    admin.submit(&page, "/instance", &[("operator", "翠苑街道"), ("help_phone", "0791-8000")]).await.is(303);
}

promises! {
    async fn acts_are_found_by_who_what_when_result_and_address(site: &Site) {
        settings(site).await;
        let auditor = auditor(site).await;
        for found in ["", "?who=boss", "?verb=manage_instance", "?object=sett", "?from=2026-06-15&to=2026-06-15", "?result=done"] {
            let page = auditor.get(&format!("/admin/audit{found}")).await;
            page.shows("结果");
            assert!(rows(&page).contains("boss"), "{found}");
            assert!(rows(&page).contains("已办"), "{found}");
        }
        for none in ["who=nobody", "verb=sign_in", "object=feedback", "from=2026-06-16", "community=nowhere", "result=refused", "address=192.0.2.99"] {
            let page = auditor.get(&format!("/admin/audit?{none}")).await;
            page.shows("没有找到");
        }
        auditor.get("/admin/audit?from=15.6.&who=boss").await.is(422).says("15.6.").says("boss");
        assert!(verbs(site).await.contains(&"search_audit done".to_owned()));
        let all = audit::list(&mut site.app.store.read().await.unwrap(), 100).await.unwrap();
        let address = all.into_iter().find(|entry| entry.verb == "manage_instance").unwrap().address;
        assert!(rows(&auditor.get(&format!("/admin/audit?address={address}&who=boss")).await).contains("boss"));
    }

    async fn what_was_refused_is_found_and_taken_along_by_its_result_and_address(site: &Site) {
        settings(site).await;
        let wang = site.staff("wang.fang", Role::Committee, Scope::Everywhere).await;
        wang.sits_at("203.0.113.9");
        wang.get("/admin/instance").await.is(403);
        let auditor = auditor(site).await;
        for asked in ["result=refused", "address=203.0.113.9", "address=203.0.113.9&result=refused"] {
            let page = auditor.get(&format!("/admin/audit?{asked}")).await;
            assert!(rows(&page).contains("wang.fang") && !rows(&page).contains("boss"), "{asked}");
            let csv = auditor.submit(&page, "/export", &[("as", "csv")]).await;
            assert!(csv.is(200).body.contains(",没有权限，已拒绝,,203.0.113.9,"), "{asked}: {}", csv.body);
            assert!(!csv.body.contains(",boss,"), "{asked}");
        }
    }

    async fn every_verb_of_the_log_can_be_looked_for_by_its_name(site: &Site) {
        let page = auditor(site).await.get("/admin/audit?lang=en").await;
        let (_, list) = page.body.split_once("name=\"verb\"").unwrap();
        let (list, _) = list.split_once("</select>").unwrap();
        for (verb, name) in words::verbs(Lang::En) {
            assert!(list.contains(&format!("value=\"{verb}\"")), "{verb}: {name}");
        }
        for verb in ["second_wrong", "sign_in_wrong", "grant", "revoke", "undo_roll", "rotate_keys", "merge_roll"] {
            assert!(list.contains(&format!("value=\"{verb}\"")), "{verb}");
        }
    }

    async fn a_search_is_noted_once_a_day_on_whichever_page_it_begins(site: &Site) {
        settings(site).await;
        let auditor = auditor(site).await;
        let count = async || verbs(site).await.iter().filter(|verb| *verb == "search_audit done").count();
        let looks = async || verbs(site).await.iter().filter(|verb| *verb == "view_audit done").count();
        // Reading all of it shows more than any search: it is noted as well, by its own name.
        auditor.get("/admin/audit").await.is(200);
        auditor.get("/admin/audit?before=99999999").await.is(200);
        assert_eq!((count().await, looks().await), (0, 1), "turning the pages of everything is no search");
        auditor.get("/admin/audit?who=boss&before=99999999").await.is(200);
        assert_eq!(count().await, 1);
        auditor.get("/admin/audit?who=boss").await.is(200);
        assert_eq!(count().await, 1);
        auditor.get("/admin/audit?who=boss&object=sett&before=99999999").await.is(200);
        assert_eq!((count().await, looks().await), (2, 1));
        site.clock.set(site.app.now().plus(DAY));
        site.staff("other", Role::Auditor, Scope::Everywhere).await.get("/admin/audit").await.is(200);
        assert_eq!(looks().await, 2, "each day and each auditor");
    }

    async fn the_log_is_taken_along_as_a_table_or_as_lines_and_that_is_an_entry(site: &Site) {
        settings(site).await;
        let auditor = auditor(site).await;
        let page = auditor.get("/admin/audit?who=boss").await;
        let csv = auditor.submit(&page, "/export", &[("as", "csv")]).await;
        csv.is(200);
        assert!(csv.body.starts_with("\u{feff}编号,时间,谁,做了什么,对象,备注,结果,哪里,地址,操作代码,结果代码,校验值\r\n"));
        assert!(csv.body.contains("+08:00,boss,改本站设置,settings,\"operator, help_phone\",已办,,"), "{}", csv.body);
        assert!(csv.body.contains(",manage_instance,done,"), "the codes are there as well: {}", csv.body);
        let english = auditor.post("/admin/audit/export?lang=en", &[("as", "csv"), ("who", "boss")]).await;
        assert!(english.is(200).body.starts_with("\u{feff}No.,When,Who,"), "{}", english.body);
        assert!(!csv.body.contains("search_audit"), "only what was looked for");
        let lines = auditor.submit(&page, "/export", &[("as", "jsonl")]).await;
        let first: serde_json::Value = serde_json::from_str(lines.is(200).body.lines().next().unwrap()).unwrap();
        assert_eq!(first["verb"], "manage_instance");
        assert!(verbs(site).await.contains(&"export_audit done".to_owned()));
        site.browser().post("/admin/audit/export", &[]).await.is(401);
    }

    async fn who_sees_the_flats_behind_faults_is_in_the_log(site: &Site) {
        let voting = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let fault = sample::defect(&voting, 1, 0, Some(1), site.app.now());
        site.app.store.write(move |c| async move { defects::record(c, &fault).await }.boxed()).await.unwrap();
        let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
        admin.get("/office/cuiyuan").await.is(200);
        assert!(!verbs(site).await.contains(&"view_personal done".to_owned()));
        let official = site.staff("wang.fang", Role::Official, Scope::Community(voting.community.id)).await;
        official.get("/office/cuiyuan").await.is(200);
        assert!(verbs(site).await.contains(&"view_personal done".to_owned()));
        let page = auditor(site).await.get("/admin/audit?verb=view_personal").await;
        page.shows("看个人信息");
        assert!(rows(&page).contains("wang.fang"));
    }

    async fn whoever_sees_what_is_personal_leaves_one_entry_a_day_for_each_thing(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post("/c/cuiyuan/mine", &[("wants", "owner"), ("text", "去年卖了")]).await.is(303);
        let place = Scope::Community(it.community.id);
        let id = sample::staff(&site.app.store, "wang.fang", Role::Committee, place, site.app.now()).await;
        let wang = site.signed_in(Owner::Staff(id)).await;
        let flat = it.households[1];
        let pages = [
            ("/setup/cuiyuan/households".to_owned(), "households cuiyuan"),
            (format!("/setup/cuiyuan/households/{flat}"), "household "),
            (format!("/desk/households/cuiyuan/{flat}"), "household "),
            ("/setup/cuiyuan/corrections".to_owned(), "roll requests cuiyuan"),
            ("/desk/doors/cuiyuan".to_owned(), "doors cuiyuan"),
        ];
        for (path, object) in &pages {
            wang.get(path).await.is(200);
            assert!(seen(site).await.iter().any(|one| one.starts_with(object)), "{path}");
        }
        assert_eq!(seen(site).await.len(), 4, "the flat is one thing on two pages");
        for (path, _) in &pages {
            wang.get(path).await.is(200);
        }
        assert_eq!(seen(site).await.len(), 4, "looking again on the same day is no further entry");
        site.clock.set(site.app.now().plus(DAY));
        site.signed_in(Owner::Staff(id)).await.get("/desk/doors/cuiyuan").await.is(200);
        assert_eq!(seen(site).await.len(), 5);
    }

    async fn who_sees_where_a_colleague_is_signed_in_is_in_the_log(site: &Site) {
        let wang = sample::staff(&site.app.store, "wang.fang", Role::Committee, Scope::Everywhere, site.app.now()).await;
        let boss = site.staff("boss", Role::Security, Scope::Everywhere).await;
        boss.get(&format!("/admin/staff/{wang}")).await.is(200);
        assert_eq!(seen(site).await, Vec::<String>::new(), "wang.fang is signed in nowhere");
        site.signed_in(Owner::Staff(wang)).await;
        for _ in 0..2 {
            boss.get(&format!("/admin/staff/{wang}")).await.is(200);
        }
        assert_eq!(seen(site).await, ["staff wang.fang"]);
    }

    async fn who_opens_words_that_only_handlers_see_is_in_the_log(site: &Site) {
        let now = site.app.now();
        let community = sample::community(&site.app.store, "cuiyuan", now).await;
        let open = Feedback { state: FeedbackState::Waiting, published_at: None, ..sample::said(community.id, 1, now) };
        let private = Feedback { visibility: Visibility::Handlers, ..open.clone() };
        site.app.store.write(move |c| async move { feedback::record(c, &private).await }.boxed()).await.unwrap();
        let wang = site.staff("wang.fang", Role::Committee, Scope::Community(community.id)).await;
        wang.get("/desk").await.is(200);
        wang.get(&format!("/desk/feedback/{}", open.id)).await.is(200);
        assert_eq!(seen(site).await, [format!("feedback {}", open.id)], "the queue and the card are one look");
    }

    async fn who_sees_how_a_flat_voted_on_paper_is_in_the_log(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let slip = sample::slip(&it, 1, 0, site.app.now());
        let (id, paper) = (slip.id, slip);
        assert!(site.app.store.write(move |c| async move { papers::record(c, &paper).await }.boxed()).await.unwrap());
        let wang = site.staff("wang.fang", Role::Committee, Scope::Community(it.community.id)).await;
        wang.get("/desk/paper").await.is(200);
        assert_eq!(seen(site).await, Vec::<String>::new(), "who types slips in sees none");
        for _ in 0..2 {
            wang.get("/desk/paper/check").await.shows("1 栋 101");
        }
        assert_eq!(seen(site).await, [format!("slip {id}")]);
    }

    async fn whoever_answers_and_sees_words_for_handlers_alone_is_in_the_log(site: &Site) {
        let now = site.app.now();
        let community = sample::community(&site.app.store, "cuiyuan", now).await;
        let open = sample::said(community.id, 1, now);
        let place = Scope::Community(community.id);
        site.app.store.write(move |c| async move { feedback::record(c, &open).await }.boxed()).await.unwrap();
        let wang = site.staff("wang.fang", Role::Official, place.clone()).await;
        wang.get("/office/cuiyuan").await.is(200);
        assert_eq!(seen(site).await, Vec::<String>::new(), "what everybody sees");
        let private = Feedback { visibility: Visibility::Handlers, ..sample::said(community.id, 2, now) };
        site.app.store.write(move |c| async move { feedback::record(c, &private).await }.boxed()).await.unwrap();
        wang.get("/office/cuiyuan").await.is(200);
        assert_eq!(seen(site).await, ["words for handlers cuiyuan"]);
        let builder = site.staff("gong", Role::Contractor, place).await;
        builder.get("/office/cuiyuan").await;
        assert_eq!(seen(site).await.len(), 1, "who does not handle them does not see them");
    }

    async fn a_refused_act_is_in_the_log_at_most_twenty_times_an_hour(site: &Site) {
        let committee = site.staff("wang.fang", Role::Committee, Scope::Everywhere).await;
        for _ in 0..25 {
            committee.get("/admin/instance").await.is(403);
        }
        let noted = verbs(site).await.into_iter().filter(|entry| entry == "manage_instance refused").count();
        assert_eq!(noted, 20);
        site.browser().get("/admin/instance").await.is(401);
        let page = auditor(site).await.get("/admin/audit").await;
        assert!(rows(&page).contains("没有权限，已拒绝"));
    }

    async fn a_regional_auditor_sees_the_region_alone(site: &Site) {
        settings(site).await;
        sample::community(&site.app.store, "yangguang", site.app.now()).await;
        let there = Scope::Region(RegionCode::parse("360102").unwrap());
        let auditor = site.staff("county", Role::Auditor, there).await;
        let page = auditor.get("/admin/audit").await;
        page.is(200);
        assert!(!rows(&page).contains("boss"));
        let lines = auditor.post("/admin/audit/export", &[("as", "jsonl")]).await;
        assert!(!lines.is(200).body.contains("boss"));
    }
}
