//! Promises about what happens between a roll's preview and its switch: colleagues who change an entry
//! meanwhile, files that wait, the ways back that are closed, letters chosen a moment before.

use crate::kit::sample;
use crate::site::{Browser, Page, Site};
use crate::{promises, unit};
use linli::domain::code::Purpose;
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::domain::privacy::ROLL_WAS_KEPT;
use linli::domain::problem::Problem;
use linli::service::{By, communities, credentials, polls};
use linli::store::audit::{self, Entry};
use linli::store::credentials::of_household;
use linli::store::roll::{self, Household};

const FIRST: &str = "楼栋,楼层,房号,建筑面积,业主\n1栋,1,101,60,王小明\n1栋,1,102,70,\n";
const HERE: &str = "/setup/cuiyuan/roll";

async fn made(site: &Site) -> Browser {
    sample::community(&site.app.store, "cuiyuan", site.app.now()).await;
    site.staff("guan", Role::Official, Scope::Everywhere).await
}

/// The preview of a file, and its id.
async fn seen(browser: &Browser, place: &str, text: &str) -> (Page, String) {
    let staged = browser.upload(place, &[], &[("file", "roll.csv", text.as_bytes())]).await;
    let preview = browser.follow(staged.is(303)).await;
    (preview, staged.to().rsplit('/').next().unwrap().to_owned())
}

async fn import(browser: &Browser, text: &str) -> String {
    let (preview, id) = seen(browser, HERE, text).await;
    browser.submit(&preview, &id, &[]).await.is(303);
    id
}

async fn households(site: &Site) -> Vec<Household> {
    let id = communities::find(&site.app, "cuiyuan").await.unwrap().id;
    roll::households(&mut site.app.store.read().await.unwrap(), id).await.unwrap()
}

async fn revise(site: &Site, browser: &Browser, at: usize, field: (&str, &str)) -> Page {
    let path = format!("/setup/cuiyuan/households/{}", households(site).await[at].id);
    let page = browser.get(&path).await;
    browser.submit(&page, &path, &[field]).await
}

async fn log(site: &Site, verb: &str) -> Vec<Entry> {
    let all = audit::list(&mut site.app.store.read().await.unwrap(), 100).await.unwrap();
    all.into_iter().filter(|entry| entry.verb == verb).collect()
}

promises! {
    async fn what_a_colleague_changed_after_the_preview_stands_until_it_was_seen(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        let (preview, id) = seen(&browser, HERE, &FIRST.replace("101,60", "101,61")).await;
        let wang = site.staff("wang", Role::Official, Scope::Everywhere).await;
        revise(site, &wang, 0, ("area", "80")).await.is(303);
        let again = browser.submit(&preview, &id, &[]).await;
        again.is(409).says("刚才有人改过这里").says("面积 80.00 → 61.00");
        assert_eq!(households(site).await[0].area, 8_000);
        browser.post(&format!("{HERE}/{id}"), &[]).await.is(409);
        assert_eq!(households(site).await[0].area, 8_000, "whoever has not seen the preview changes nothing");
        browser.submit(&again, &id, &[]).await.is(303);
        assert_eq!(households(site).await[0].area, 6_100);
    }

    async fn a_file_that_waits_is_listed_and_given_up_and_stops_no_merge_then(site: &Site) {
        sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        sample::community(&site.app.store, "xinyuan", site.app.now()).await;
        site.clock.set(site.app.now().plus(20 * DAY));
        polls::close_due(&site.app).await.unwrap();
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let place = "/setup/laoyuan/roll";
        guan.get(place).await.hides("还没导入的文件");
        let (_, id) = seen(&guan, place, FIRST).await;
        let (merge, other) = ("/setup/xinyuan/merge", [("other", "laoyuan")]);
        guan.post(merge, &other).await.is(409).says("没有生效");
        let page = guan.get(place).await;
        page.shows("还没导入的文件").says("2 行");
        assert!(page.links().contains(&format!("{place}/{id}")), "{:?}", page.links());
        guan.post(&format!("/setup/xinyuan/roll/{id}/discard"), &[]).await.is(404);
        guan.submit(&page, &format!("{id}/discard"), &[]).await.is(303);
        guan.get(&format!("{place}/{id}")).await.is(404);
        guan.get(place).await.hides("还没导入的文件");
        let noted = log(site, "discard_roll").await;
        assert_eq!((noted.len(), noted[0].object.as_str()), (1, format!("roll {id}").as_str()));
        guan.post(merge, &other).await.is(303);
    }

    async fn why_a_roll_cannot_be_taken_back_is_said(site: &Site) {
        let browser = made(site).await;
        browser.get(HERE).await.hides("撤不回");
        import(&browser, FIRST).await;
        browser.get(HERE).await.shows("撤回这次导入").hides("撤不回");
        revise(site, &browser, 0, ("area", "80")).await.is(303);
        browser.get(HERE).await.shows("又有人改过名册").hides("撤回这次导入");
        site.clock.set(site.app.now().plus(ROLL_WAS_KEPT));
        let later = site.staff("zhao", Role::Official, Scope::Everywhere).await;
        later.get(HERE).await.shows("已经过了 90 天");
    }

    async fn files_are_sent_and_seen_by_somebody_from_somewhere(site: &Site) {
        let browser = made(site).await;
        let (form, id) = seen(&browser, HERE, "哪栋,楼层,几号,面积\n1栋,1,101,60\n").await;
        browser.get(HERE).await.shows("1 行").says("还没说明哪一列是什么");
        assert!(log(site, "view_personal").await.is_empty(), "no flat was shown");
        let columns = [("building", "0"), ("room", "2")];
        let preview = browser.submit(&form, &format!("{id}/columns"), &columns).await;
        for _ in 0..2 {
            browser.follow(preview.is(303)).await.shows("1 栋 101");
        }
        for verb in ["stage_roll", "map_roll", "view_personal"] {
            let noted = log(site, verb).await;
            assert_eq!((noted.len(), noted[0].object.as_str()), (1, format!("roll {id}").as_str()), "{verb}");
            assert!(noted[0].staff_id.is_some() && !noted[0].address.is_empty(), "{verb}");
        }
    }

    async fn a_flat_that_left_while_its_letter_was_chosen_gets_none(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let (gone, stays) = (it.households[0], it.households[1]);
        unit!(site.app.store, |c| roll::withdraw_households(c, it.community.id, &[gone]).await);
        let grants = vec![Grant { role: Role::Official, scope: Scope::Everywhere }];
        let printer = Caller::Staff { id: StaffId(sample::id(900)), grants };
        let form = |n| (sample::id(n), site.app.now().plus(DAY));
        let (by, app) = (By::default(), &site.app);
        let refused = credentials::issue(app, &by, &printer, &it.community, &[gone, stays], form(901)).await;
        assert_eq!(refused.unwrap_err().first(), Some(&Problem::ChangedMeanwhile));
        let printed = credentials::issue(app, &by, &printer, &it.community, &[stays], form(902)).await;
        assert_eq!(printed.unwrap().len(), 1);
        let mut c = site.app.store.read().await.unwrap();
        assert!(of_household(&mut c, gone, Purpose::Household).await.unwrap().is_none_or(|code| code.revoked));
    }

    async fn a_room_that_nobody_has_any_more_can_be_given_and_the_next_roll_taken_back(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        import(&browser, "楼栋,楼层,房号,建筑面积\n1栋,1,101,60\n").await;
        let flat = households(site).await[0].id;
        revise(site, &browser, 0, ("room", "102")).await.is(303);
        let rooms = async || households(site).await.into_iter().map(|home| (home.id, home.room)).collect::<Vec<_>>();
        let before = rooms().await;
        assert_eq!(before, [(flat, "102".to_owned())]);
        let id = import(&browser, FIRST).await;
        let after = rooms().await;
        assert_eq!(after.iter().map(|(_, room)| room.as_str()).collect::<Vec<_>>(), ["101", "102"]);
        assert_eq!(after[1].0, flat, "it is the flat that was corrected");
        let page = browser.get(HERE).await;
        browser.submit(page.shows("撤回这次导入"), &format!("{id}/undo"), &[]).await.is(303);
        assert_eq!(rooms().await, before);
        revise(site, &browser, 0, ("room", "101")).await.is(303);
        import(&browser, FIRST).await;
        assert_eq!(rooms().await.len(), 2);
    }
}
