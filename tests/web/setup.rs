//! Promises about setting a community up without the demo.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Site};
use linli::domain::ids::CommunityId;
use linli::domain::policy::{Role, Scope};
use linli::service::communities;
use linli::store::{audit, credentials, polls, projects, roll, works};

const ROLL: &[u8] =
    "楼栋,单元,楼层,房号,建筑面积\n10栋,1单元,1,101,60\n2栋,1单元,1,101,68.35\n2栋,2单元,1,101,70\n".as_bytes();

async fn official(site: &Site) -> Browser {
    sample::regions(&site.app.store).await;
    site.staff("guan", Role::Official, Scope::Everywhere).await
}

/// A community made on the page, with its browser.
async fn made(site: &Site) -> (Browser, CommunityId) {
    let browser = official(site).await;
    let page = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
    let fields = [("zh", "翠苑新村"), ("en", "Cuiyuan"), ("answers_by", "公园街道办事处")];
    browser.submit(&page, "/setup/new", &fields).await.is(303);
    (browser, communities::find(&site.app, "cuiyuan").await.unwrap().id)
}

async fn upload(browser: &Browser, bytes: &[u8]) -> crate::site::Page {
    browser.upload("/setup/cuiyuan/roll", &[], &[("file", "roll.csv", bytes)]).await
}

async fn import(browser: &Browser) {
    let staged = upload(browser, ROLL).await;
    let preview = browser.follow(&staged).await;
    let action = staged.to().rsplit('/').next().unwrap().to_owned();
    browser.submit(&preview, &action, &[]).await.is(303);
}

async fn households(site: &Site, id: CommunityId) -> Vec<String> {
    let mut c = site.app.store.read().await.unwrap();
    roll::households(&mut c, id).await.unwrap().iter().map(roll::Household::label).collect()
}

promises! {
    async fn a_community_is_made_on_pages_alone_and_a_form_sent_twice_makes_one(site: &Site) {
        let browser = official(site).await;
        browser.get("/setup").await.shows("/setup/new");
        let page = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
        browser.submit(&page, "/setup/new", &[("zh", "")]).await.is(422).says("aria-invalid=\"true\"").says(sample::NEIGHBOURHOOD);
        let fields = [("zh", "翠苑新村"), ("en", "Cuiyuan"), ("answers_by", "公园街道办事处")];
        let first = browser.submit(&page, "/setup/new", &fields).await;
        let second = browser.submit(&page, "/setup/new", &fields).await;
        assert_eq!(first.to(), second.to());
        browser.follow(&first).await.shows("翠苑新村").says("/setup/cuiyuan/roll");
    }

    async fn a_malformed_roll_names_line_and_column_and_leaves_nothing(site: &Site) {
        let (browser, id) = made(site).await;
        let bad = "楼栋,单元,楼层,房号,建筑面积\n1栋,1单元,1,101,60\n1栋,1单元,一,102,60\n1栋,1单元,1,103,\n";
        let page = upload(&browser, bad.as_bytes()).await;
        page.is(422).says("第 3 行「楼层」").says("第 4 行「建筑面积」");
        assert!(households(site, id).await.is_empty());
        upload(&browser, b"\xff\xfe\x00").await.is(422);
        let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\n\xfe,\n\xfd,\n";
        let refused = upload(&browser, picture).await;
        refused.is(422).says("这个文件不是能读的表格").says("另存为").hides("第 1 行").hides("第 2 行");
        let formula = "楼栋,单元,楼层,房号,建筑面积\n1栋,1单元,1,=1+1,60\n";
        upload(&browser, formula.as_bytes()).await.is(422).says("第 2 行「房号」：不能以");
        assert!(households(site, id).await.is_empty());
    }

    async fn a_roll_is_shown_before_it_counts_and_then_replaces_the_old_one(site: &Site) {
        let (browser, id) = made(site).await;
        let staged = upload(&browser, ROLL).await;
        browser.follow(&staged).await.shows("10 栋 1 单元 101");
        assert!(households(site, id).await.is_empty());
        import(&browser).await;
        assert_eq!(households(site, id).await, ["2 栋 1 单元 101", "2 栋 2 单元 101", "10 栋 1 单元 101"]);
        let community = communities::find(&site.app, "cuiyuan").await.unwrap();
        assert_eq!((community.households, community.buildings, community.area), (3, 2, 19_835));
        let next = "building,entrance,floor,room,area\n2,1,1,101,68.35\n2,2,1,101,71\n3,,1,101,50\n";
        let staged = upload(&browser, next.as_bytes()).await;
        let preview = browser.follow(&staged).await;
        preview.shows("3 栋 101").says("2 栋 2 单元 101").says("10 栋 1 单元 101");
        let action = staged.to().rsplit('/').next().unwrap().to_owned();
        browser.submit(&preview, &action, &[]).await.is(303);
        assert_eq!(households(site, id).await.len(), 3);
        let mut c = site.app.store.read().await.unwrap();
        let gone = roll::gone_households(&mut c, id).await.unwrap();
        assert_eq!(gone.iter().map(linli::store::roll::Household::label).collect::<Vec<_>>(), ["10 栋 1 单元 101"]);
        let found = roll::find_household(&mut c, id, "2", "2单元101").await.unwrap();
        assert_eq!(found.map(|h| h.area), Some(7_100));
        assert!(roll::find_household(&mut c, id, "2", "101").await.unwrap().is_none());
    }

    async fn what_is_wrong_is_said_in_the_words_of_its_field_and_in_the_order_of_the_file(site: &Site) {
        let browser = official(site).await;
        let page = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
        let fields = [("zh", "翠苑新村"), ("en", "Cuiyuan"), ("answers_by", "公园街道办事处"), ("slug", "../admin")];
        browser.submit(&page, "/setup/new", &fields).await.is(422).says("短名只能用小写字母").hides("请从列表里选一个");
        browser.submit(&page, "/setup/new", &[fields[0], fields[1], fields[2]]).await.is(303);
        browser.get("/setup/cuiyuan").await.shows("先导入名册再打印信件").says("先导入名册再贴海报");
        let bad = "楼栋,单元,楼层,房号,建筑面积\n1栋,1单元,1,101,60\n1栋,1单元,一,102,60\n1栋,1单元,1,101,60\n1栋,1单元,1,103,\n";
        let refused = upload(&browser, bad.as_bytes()).await;
        let lines: Vec<_> = ["第 3 行", "第 4 行", "第 5 行"].map(|line| refused.body.find(line)).into();
        assert!(lines.iter().all(Option::is_some) && lines.is_sorted(), "{}", refused.body);
        import(&browser).await;
        browser.get("/setup/cuiyuan").await.hides("先导入名册");
    }

    async fn stages_follow_their_order_and_a_stop_needs_a_reason(site: &Site) {
        let (browser, id) = made(site).await;
        let path = "/setup/cuiyuan/stage";
        browser.post(path, &[("stage", "building")]).await.is(422);
        browser.post(path, &[("stage", "paused")]).await.is(422).says("请写明原因");
        browser.post(path, &[("stage", "consulting")]).await.is(303);
        browser.post(path, &[("stage", "paused"), ("reason_zh", "资金未到位")]).await.is(303);
        browser.get(path).await.shows("资金未到位");
        browser.post(path, &[("stage", "voting")]).await.is(422);
        browser.post(path, &[("stage", "consulting")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let project = projects::find(&mut c, id).await.unwrap().unwrap();
        assert_eq!((project.stage.as_str(), project.before_pause, project.reason_zh.as_str()), ("consulting", None, ""));
    }

    async fn works_come_from_the_catalogue_and_problems_keep_what_was_typed(site: &Site) {
        let (browser, id) = made(site).await;
        let form = browser.get("/setup/cuiyuan/works/new?item=12").await;
        form.shows("屋面防水");
        let refused = browser.submit(&form, "/works", &[("cost", "abc"), ("note_zh", "顶楼不再漏水")]).await;
        refused.is(422).says("顶楼不再漏水").says("abc").says("aria-invalid");
        browser.submit(&refused, "/works", &[("cost", "18万")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let work = works::list(&mut c, id).await.unwrap().remove(0);
        assert_eq!((work.zh.as_str(), work.cost_fen, work.warranty_months), ("屋面防水", 18_000_000, Some(60)));
        drop(c);
        let path = format!("/setup/cuiyuan/works/{}", work.id);
        let page = browser.get(&path).await;
        browser.submit(&page, &path, &[("state", "finished"), ("finished_at", "2026-06-01")]).await.is(303);
        browser.get(&path).await.shows("value=\"2026-06-01\"");
        browser.submit(&page, "/remove", &[]).await.is(303);
        browser.get(&path).await.is(404);
    }

    async fn a_form_with_the_key_of_another_place_is_told_that_nothing_was_made(site: &Site) {
        let (browser, id) = made(site).await;
        let there = sample::voting(&site.app.store, "beihu", 2, site.app.now()).await;
        let key = there.works[0].to_string();
        let form = browser.get("/setup/cuiyuan/works/new?item=12").await;
        let typed = [("cost", "18万"), ("note_zh", "顶楼不再漏水"), ("once", &key)];
        browser.submit(&form, "/works", &typed).await.is(409).says("刚才有人改过").says("顶楼不再漏水");
        let mut c = site.app.store.read().await.unwrap();
        assert!(works::list(&mut c, id).await.unwrap().is_empty());
        assert_eq!(works::find(&mut c, there.works[0]).await.unwrap().unwrap().community_id, there.community.id);
        drop(c);
        let far = sample::elsewhere(&site.app.store, "dinggong", site.app.now()).await.id.to_string();
        let form = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
        let typed = [("zh", "新苑"), ("en", "Xinyuan"), ("answers_by", "公园街道办事处"), ("once", &far)];
        browser.submit(&form, "/setup/new", &typed).await.is(409).says("刚才有人改过").says("新苑");
        assert!(communities::find(&site.app, "xinyuan").await.is_err());
    }

    async fn windows_end_at_midnight_and_money_is_kept_to_the_fen(site: &Site) {
        let (browser, _) = made(site).await;
        let dates = [("feedback_from", "2026-06-01"), ("feedback_until", "2026-06-30")];
        browser.post("/setup/cuiyuan/phases", &[dates[0], ("feedback_until", "2026-05-30")]).await.is(422).says("2026-05-30");
        browser.post("/setup/cuiyuan/phases", &dates).await.is(303);
        browser.get("/setup/cuiyuan/phases").await.shows("value=\"2026-06-30\"").says("正在进行");
        browser.post("/setup/cuiyuan/funding", &[("central_planned", "12.5万"), ("local_spent", "x")]).await.is(422).says("12.5万");
        browser.post("/setup/cuiyuan/funding", &[("central_planned", "12.5万")]).await.is(303);
        browser.get("/setup/cuiyuan/funding").await.shows("125,000");
    }

    async fn no_more_money_is_spent_than_came_in(site: &Site) {
        let (browser, id) = made(site).await;
        let path = "/setup/cuiyuan/funding";
        let planned = ("local_planned", "50万");
        let over = [planned, ("local_received", "12.5万"), ("local_spent", "20万")];
        let back = browser.post(path, &over).await;
        back.is(422).says("已用不能比到位的多：到位填的是 125,000 元").says("20万").says("aria-invalid");
        browser.post(path, &[planned, ("local_spent", "1")]).await.is(422).says("已用不能比到位的多");
        // What cannot be read is told as that, not as too little.
        browser.post(path, &[("local_received", "x"), ("local_spent", "1")]).await.is(422).hides("已用不能比到位的多");
        let mut c = site.app.store.read().await.unwrap();
        let project = projects::find(&mut c, id).await.unwrap().unwrap().id;
        assert!(projects::funding(&mut c, project).await.unwrap().is_empty());
        drop(c);
        browser.post(path, &[planned, ("local_received", "12.5万"), ("local_spent", "12.5万")]).await.is(303);
    }

    async fn letters_show_each_code_once_and_old_ones_stop_working(site: &Site) {
        let (browser, _) = made(site).await;
        import(&browser).await;
        let form = browser.get("/setup/cuiyuan/letters").await;
        browser.submit(&form, "/letters", &[]).await.is(422);
        let sheets = browser.submit(&form, "/letters", &[("sure", "yes")]).await;
        sheets.shows("10 栋 1 单元 101").says("class=\"qr\"");
        browser.get("/setup/cuiyuan/poster").await.says("听您的").hides("您说了算");
        for print in [&form, &sheets, &browser.get("/setup/cuiyuan/poster").await] {
            print.shows("LINLI_URL").says("role=\"alert\"").says("noprint").says("http://localhost:3000，居民的手机打不开");
        }
        let codes = digits(&sheets.body);
        assert_eq!(codes.len(), 3);
        let form = browser.get("/setup/cuiyuan/letters").await;
        let again = browser.submit(&form, "/letters", &[("sure", "yes")]).await;
        assert!(digits(&again.body).iter().all(|code| !codes.contains(code)));
        browser.get("/setup/cuiyuan/letters").await.hides(&codes[0]);
        let old = shows(site, &codes[0]).await;
        let new = shows(site, &digits(&again.body)[0]).await;
        assert_eq!((old, new), (false, true));
    }

    async fn letters_asked_for_twice_by_a_reload_keep_the_codes_that_were_printed(site: &Site) {
        let (browser, id) = made(site).await;
        import(&browser).await;
        let form = browser.get("/setup/cuiyuan/letters").await;
        let printed = digits(&browser.submit(&form, "/letters", &[("sure", "yes")]).await.body);
        let reload = browser.submit(&form, "/letters", &[("sure", "yes")]).await;
        reload.is(409).says("已经生成过一批信，这次没有再换码").hides("class=\"code\"");
        assert!(reload.links().contains(&"/setup/cuiyuan/letters".to_owned()));
        assert!(shows(site, &printed[0]).await);
        // Gone back, and now for one building: another choice is another sheaf.
        let mut c = site.app.store.read().await.unwrap();
        let building = roll::buildings(&mut c, id).await.unwrap().remove(0).id.to_string();
        drop(c);
        let one = [("whom", "building"), ("building", building.as_str()), ("sure", "yes")];
        let other = digits(&browser.submit(&form, "/letters", &one).await.is(200).body);
        assert!(!other.is_empty() && other.iter().all(|code| !printed.contains(code)));
    }

    async fn a_region_that_is_not_there_is_said_beside_its_field(site: &Site) {
        let browser = official(site).await;
        let page = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
        let fields = [("zh", "翠苑新村"), ("answers_by", "公园街道办事处")];
        for code in ["360199001001", "36x"] {
            let back = browser.submit(&page, "/setup/new", &[fields[0], fields[1], ("region", code)]).await;
            back.is(422).says("没有这个行政区划代码").says("翠苑新村").says(code).hides("这里没有这个页面");
            browser.get(&format!("/setup/new?region={code}")).await.shows("没有这个行政区划代码");
        }
    }

    async fn letters_say_which_flat_or_roll_is_missing(site: &Site) {
        let (browser, id) = made(site).await;
        let empty = [("whom", "all"), ("until", "2026-08-01"), ("sure", "yes")];
        browser.post("/setup/cuiyuan/letters", &empty).await.is(422).says("请先导入名册");
        import(&browser).await;
        let building = roll::buildings(&mut site.app.store.read().await.unwrap(), id).await.unwrap().remove(0);
        let form = browser.get("/setup/cuiyuan/letters").await;
        let building = building.id.to_string();
        let one = [("whom", "household"), ("building", building.as_str()), ("room", "999"), ("sure", "yes")];
        let back = browser.submit(&form, "/letters", &one).await;
        back.is(422).says("没有这个房号").says("value=\"999\"").hides("请从列表里选一个");
    }

    async fn a_day_that_does_not_do_is_answered_with_the_nearest_that_does(site: &Site) {
        let (browser, _) = made(site).await;
        import(&browser).await;
        let form = browser.get("/setup/cuiyuan/letters").await;
        let codes = async |until: &str| browser.submit(&form, "/letters", &[("sure", "yes"), ("until", until)]).await;
        codes("2026-06-14").await.is(422).says("这个日子已经过了，请填 6 月 15 日");
        codes("2028-06-14").await.is(422).says("这个日子太远，最晚填 2028 年 6 月 13 日");
        codes("2028-06-13").await.shows("class=\"code\"");
        let form = browser.get("/setup/cuiyuan/works/new?item=12").await;
        let finished = [("cost", "18万"), ("state", "finished"), ("finished_at", "2026-06-16")];
        let back = browser.submit(&form, "/works", &finished).await;
        back.is(422).says("这个日子还没有到，最晚填 6 月 15 日").hides("日期看不懂");
    }

    async fn a_poll_whose_end_is_over_says_so_when_it_is_opened(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let browser = official(site).await;
        let form = browser.get("/setup/cuiyuan/polls/new").await;
        let works = [it.works[0].to_string(), it.works[1].to_string()];
        let first = [("title_zh", "第二次"), ("budget", "3万"), ("opens", "2026-06-01T00:00"), ("closes", "2026-06-10")];
        let rest = [("preset", "none"), ("conflict_rule", "first_valid"), ("works", &works[0]), ("works", &works[1])];
        let made = browser.submit(&form, "/polls", &[first, rest].concat()).await;
        let path = made.is(303).to().split('?').next().unwrap().to_owned();
        let back = browser.post(&format!("{path}/open"), &[]).await;
        back.is(422).says("这个日子已经过了，请填 6 月 15 日").hides("日期看不懂");
    }

    async fn a_code_ends_when_its_flat_leaves_the_roll(site: &Site) {
        let (browser, id) = made(site).await;
        import(&browser).await;
        let form = browser.get("/setup/cuiyuan/letters").await;
        let codes = digits(&browser.submit(&form, "/letters", &[("sure", "yes")]).await.body);
        assert!(opens(site, ("2栋", "2-101"), &codes[1]).await);
        assert!(opens(site, ("10栋", "1-101"), &codes[2]).await);
        let next = "building,entrance,floor,room,area\n2,1,1,101,68.35\n2,2,1,101,70\n";
        let staged = upload(&browser, next.as_bytes()).await;
        let preview = browser.follow(&staged).await;
        let action = staged.to().rsplit('/').next().unwrap().to_owned();
        browser.submit(&preview, &action, &[]).await.is(303);
        assert!(opens(site, ("2栋", "2-101"), &codes[1]).await);
        let mut c = site.app.store.read().await.unwrap();
        let gone = roll::gone_households(&mut c, id).await.unwrap().remove(0);
        let code = credentials::of_household(&mut c, gone.id, linli::domain::code::Purpose::Household).await.unwrap().unwrap();
        assert!(code.revoked);
        let entries = audit::list(&mut c, 50).await.unwrap();
        let told = entries.iter().find(|entry| entry.verb == "revoke_codes").unwrap();
        assert!(told.detail.ends_with(": 1") && told.staff_id.is_some(), "{told:?}");
        drop(c);
        // The flat is back: its old letter stays void.
        import(&browser).await;
        assert!(!opens(site, ("10栋", "1-101"), &codes[2]).await);
    }

    async fn a_poll_drafted_with_a_double_click_is_one_and_says_what_was_sent_last(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let browser = official(site).await;
        let form = browser.get("/setup/cuiyuan/polls/new").await;
        let works = [it.works[0].to_string(), it.works[1].to_string()];
        let draft = |title: &'static str| {
            let first = [("title_zh", title), ("budget", "3万"), ("opens", "2026-07-01T00:00"), ("closes", "2026-07-09")];
            let rest = [("preset", "none"), ("conflict_rule", "first_valid"), ("works", &works[0]), ("works", &works[1])];
            [first, rest].concat()
        };
        let first = browser.submit(&form, "/polls", &draft("第二次投票")).await;
        first.is(303);
        let second = browser.submit(&form, "/polls", &draft("第二次投票")).await;
        assert_eq!(first.to(), second.to());
        let third = browser.submit(&form, "/polls", &draft("改过的题目")).await;
        browser.follow(&third).await.shows("改过的题目");
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(polls::list(&mut c, it.community.id).await.unwrap().len(), 2, "with the one that runs");
        drop(c);
        let path = first.to().split('?').next().unwrap().to_owned();
        browser.post(&format!("{path}/open"), &[]).await.is(303);
        browser.submit(&form, "/polls", &draft("第二次投票")).await.is(409);
        let other = browser.get("/setup/cuiyuan/polls/new").await;
        assert_ne!(browser.submit(&other, "/polls", &draft("第三次投票")).await.to(), first.to());
    }

    async fn who_does_a_part_of_setting_up_sees_all_of_its_steps_and_who_does_the_others(site: &Site) {
        let (browser, _) = made(site).await;
        // Facts and stage are there; roll, works, money, dates, polls, letters and posters are not.
        browser.get("/setup/cuiyuan").await.shows("还有 7 步没有做").hides("由街道来办");
        let own = |rest: &str| format!("/setup/cuiyuan{rest}");
        for (login, role, may, not) in [
            ("guanli", Role::Admin, ["/edit", "/stage"], ["/roll", "/letters"]),
            ("juwei", Role::Committee, ["/letters", "/poster"], ["/roll", "/edit"]),
        ] {
            let page = site.staff(login, role, Scope::Everywhere).await.get("/setup/cuiyuan").await;
            page.shows("还有 7 步没有做").says("还没有名册").says("由街道来办").hides("都齐了");
            let links = page.links();
            assert!(may.iter().all(|rest| links.contains(&own(rest))), "{login}: {links:?}");
            assert!(not.iter().all(|rest| !links.contains(&own(rest))), "{login}: {links:?}");
        }
        let admin = site.staff("guanli2", Role::Admin, Scope::Everywhere).await;
        admin.get("/setup/cuiyuan").await.shows("由街道或居委会来办");
    }

    async fn who_may_not_set_up_is_sent_away(site: &Site) {
        made(site).await;
        for path in ["/setup", "/setup/new", "/setup/cuiyuan", "/setup/cuiyuan/roll", "/setup/cuiyuan/letters"] {
            site.browser().get(path).await.is(401);
        }
        let other = Scope::Community(CommunityId(sample::id(99)));
        let stranger = site.staff("bie", Role::Official, other).await;
        stranger.get("/setup/cuiyuan").await.is(403);
        stranger.post("/setup/cuiyuan/letters", &[("sure", "yes")]).await.is(403);
        let committee = site.staff("juwei", Role::Committee, Scope::Everywhere).await;
        committee.get("/setup/cuiyuan/letters").await.is(200);
        committee.post("/setup/cuiyuan/stage", &[("stage", "consulting")]).await.is(403);
    }
}

fn digits(body: &str) -> Vec<String> {
    let parts = body.split("<p class=\"code\">").skip(1);
    parts.map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

/// Whether the first letter's code opens its household: 2 栋, 1 单元 101.
async fn shows(site: &Site, digits: &str) -> bool {
    opens(site, ("2栋", "1-101"), digits).await
}

async fn opens(site: &Site, (building, room): (&str, &str), digits: &str) -> bool {
    use linli::service::credentials::{Typed, show_by_digits};
    let community = communities::find(&site.app, "cuiyuan").await.unwrap();
    let typed = Typed { building: building.to_owned(), room: room.to_owned(), digits: digits.to_owned() };
    show_by_digits(&site.app, ("192.0.2.1", None), community.id, typed).await.is_ok()
}
