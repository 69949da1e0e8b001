//! Promises about what waits on the server: files of a form that is not sent yet, pages that are kept.

use crate::feedback::{FORM, open, photo, published, said};
use crate::kit::sample;
use crate::promises;
use crate::site::Site;
use linli::domain::feedback::MOST_TEXT;
use linli::domain::moment::{HOUR, MINUTE};
use linli::domain::policy::{Role, Scope};
use linli::service::By;
use linli::service::staff::accounts;
use linli::store::feedback;

const PASSWORD: &str = "gui hua shu xia de mao";
const ROLL: &str =
    "楼栋,单元,楼层,房号,建筑面积,面积来源,业主,业主编号\n1栋,1单元,1,101,60,登记,王小明,360102199001011234\n";

/// What the files that wait hold.
fn held(site: &Site) -> Vec<Vec<u8>> {
    let Ok(folder) = std::fs::read_dir(site.app.config.uploads().join("held")) else { return Vec::new() };
    folder.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

fn has(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

/// What the process says of the pages it keeps.
fn kept(site: &Site) -> String {
    format!("{:?}", site.app.pages)
}

promises! {
    async fn a_file_of_the_roll_waits_nowhere_and_is_chosen_once_more(site: &Site) {
        sample::community(&site.app.store, "yangguang", site.app.now()).await;
        sample::staff(&site.app.store, "wang.fang", Role::Official, Scope::Everywhere, site.app.now()).await;
        accounts::set_password(&site.app, &By::default(), "wang.fang", PASSWORD).await.unwrap();
        let wang = site.browser();
        wang.post("/login", &[("login", "wang.fang"), ("password", PASSWORD)]).await.is(303);
        let file: [(&str, &str, &[u8]); 1] = [("file", "roll.csv", ROLL.as_bytes())];
        let door = "/setup/yangguang/roll";
        site.clock.set(site.app.now().plus(45 * MINUTE));
        let asked = wang.upload(door, &[], &file).await;
        asked.is(401).says("请再输一次密码").says("请再选一次文件").hides("held_files");
        assert!(held(site).is_empty());
        let back = wang.submit(&asked, "/roll", &[("proof_of_sender", PASSWORD)]).await;
        back.is(422).says("name=\"file\"");
        site.clock.set(site.app.now().plus(13 * HOUR));
        wang.upload(door, &[], &file).await.is(401).says("请先登录").says("请再选一次文件").hides("held_files");
        // Without a file there is nothing to choose.
        wang.upload(door, &[("note", "x")], &[]).await.is(401).hides("请再选一次文件");
        assert!(held(site).is_empty());
    }

    async fn files_of_a_form_that_was_sent_are_gone_and_the_form_sent_again_leads_to_the_same_place(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        browser.says(None);
        let fields = [("tile", "leak"), ("text", "楼顶漏水")];
        let asked = browser.upload(FORM, &fields, &[("photos", "a.jpg", &photo())]).await;
        assert!(held(site).iter().all(|file| has(file, &photo())) && held(site).len() == 1);
        let to = browser.submit(asked.is(403), "/feedback", &[]).await.is(303).to().to_owned();
        let left = held(site);
        assert!(left.iter().all(|file| !has(file, &photo()[..64]) && !has(file, to.as_bytes())), "{left:?}");
        for _ in 0..2 {
            assert_eq!(browser.submit(&asked, "/feedback", &[]).await.is(303).to(), to);
        }
        let mut c = site.app.store.read().await.unwrap();
        assert!(feedback::by_serial(&mut c, community.id, 1).await.unwrap().is_some());
        assert!(feedback::by_serial(&mut c, community.id, 2).await.unwrap().is_none(), "it was sent once");
        drop(c);
        let own = browser.get(to.strip_suffix("/receipt").unwrap()).await;
        assert_eq!(own.shows("楼顶漏水").body.matches("class=\"photo\"").count(), 1);
    }

    async fn files_of_a_form_that_was_refused_go_on_waiting(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.says(None);
        let long = "漏".repeat(usize::try_from(MOST_TEXT).unwrap() + 1);
        let asked = browser.upload(FORM, &[("text", &long)], &[("photos", "a.jpg", &photo())]).await;
        browser.submit(asked.is(403), "/feedback", &[]).await.is(422);
        assert!(held(site).iter().all(|file| has(file, &photo())) && held(site).len() == 1);
        let sent = browser.submit(&asked, "/feedback", &[("text", "楼顶漏水")]).await;
        let own = browser.get(sent.is(303).to().strip_suffix("/receipt").unwrap()).await;
        assert_eq!(own.body.matches("class=\"photo\"").count(), 1);
    }

    async fn a_page_asked_for_in_another_spelling_is_shown_and_not_kept(site: &Site) {
        let community = open(site).await;
        said(&site.browser(), "lights", "楼道灯不亮").await;
        published(site, community.id, 1).await;
        let browser = site.browser();
        let nothing = kept(site);
        for other in [
            "/c/%63uiyuan",
            "/c/cuiyuan?x=1",
            "/c/cuiyuan?page=2",
            "/c/cuiyuan/feedback/all?page=1",
            "/c/cuiyuan/feedback/all?page=01",
            "/c/cuiyuan/feedback/all?page=2",
            "/c/cuiyuan/feedback/all?page=99",
            "/c/cuiyuan/log?page=1",
            "/c/cuiyuan/log?page=2",
            "/c/cuiyuan/feedback/CU-%31",
        ] {
            browser.get(other).await.is(200);
            assert_eq!(kept(site), nothing, "{other}");
        }
        for other in ["/c/cuiyuan/feedback/cu-1", "/c/cuiyuan/feedback/CU-01", "/c/cuiyuan/feedback/CU-+1"] {
            browser.get(other).await;
            assert_eq!(kept(site), nothing, "{other}");
        }
        for own in ["/c/cuiyuan", "/c/cuiyuan/feedback/all", "/c/cuiyuan/log", "/c/cuiyuan/feedback/CU-1"] {
            let before = kept(site);
            let tag = browser.get(own).await.shows("<html").header("etag").to_owned();
            let after = kept(site);
            assert_ne!(after, before, "{own}");
            assert!(!tag.is_empty(), "{own}");
            assert_eq!(browser.get(own).await.header("etag"), tag);
            assert_eq!(kept(site), after, "{own}");
        }
    }
}
