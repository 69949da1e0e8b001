//! Promises about the audit log as auditors read it.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use futures::FutureExt;
use linli::domain::policy::{Role, Scope};
use linli::domain::region::RegionCode;
use linli::store::{audit, defects};

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
    async fn acts_are_found_by_who_what_and_when(site: &Site) {
        settings(site).await;
        let auditor = auditor(site).await;
        for found in ["", "?who=boss", "?verb=manage_instance", "?object=sett", "?from=2026-06-15&to=2026-06-15"] {
            let page = auditor.get(&format!("/admin/audit{found}")).await;
            page.shows("结果");
            assert!(rows(&page).contains("boss"), "{found}");
            assert!(rows(&page).contains("已办"), "{found}");
        }
        for none in ["who=nobody", "verb=sign_in", "object=feedback", "from=2026-06-16", "community=nowhere"] {
            let page = auditor.get(&format!("/admin/audit?{none}")).await;
            page.shows("没有找到");
        }
        auditor.get("/admin/audit?from=15.6.&who=boss").await.is(422).says("15.6.").says("boss");
        assert!(verbs(site).await.contains(&"search_audit done".to_owned()));
    }

    async fn the_log_is_taken_along_as_a_table_or_as_lines_and_that_is_an_entry(site: &Site) {
        settings(site).await;
        let auditor = auditor(site).await;
        let page = auditor.get("/admin/audit?who=boss").await;
        let csv = auditor.submit(&page, "/export", &[("as", "csv")]).await;
        csv.is(200);
        assert!(csv.body.starts_with("\u{feff}serial,at,who,verb,object,detail,result,community,address,hash\r\n"));
        assert!(csv.body.contains(",boss,manage_instance,settings,,done,"), "{}", csv.body);
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
