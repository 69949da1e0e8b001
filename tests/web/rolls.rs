//! Promises about bringing rolls in: files as offices save them, what is seen before, the way back.

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::domain::privacy::ROLL_WAS_KEPT;
use linli::service::communities;
use linli::service::credentials::{Typed, show_by_digits};
use linli::store::households::sold;
use linli::store::roll::{self, Household};
use rust_xlsxwriter::{Format, Formula, Workbook};

const FIRST: &str = "楼栋,单元,楼层,房号,建筑面积,面积来源,业主,业主编号\n\
    1栋,1单元,1,101,60,登记,王小明,360102199001011234\n1栋,1单元,1,102,70,登记,李雷,\n2栋,,1,101,50,测绘,王小明,360102199001011234\n";

async fn made(site: &Site) -> Browser {
    sample::regions(&site.app.store).await;
    let browser = site.staff("guan", Role::Official, Scope::Everywhere).await;
    let page = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
    let fields = [("zh", "翠苑新村"), ("en", "Cuiyuan"), ("answers_by", "公园街道办事处")];
    browser.submit(&page, "/setup/new", &fields).await.is(303);
    browser
}

async fn upload(browser: &Browser, name: &str, bytes: &[u8]) -> Page {
    browser.upload("/setup/cuiyuan/roll", &[], &[("file", name, bytes)]).await
}

/// The preview of a file that is sound.
async fn seen(browser: &Browser, name: &str, bytes: &[u8]) -> (Page, String) {
    let staged = upload(browser, name, bytes).await;
    let preview = browser.follow(staged.is(303)).await;
    (preview, staged.to().rsplit('/').next().unwrap().to_owned())
}

async fn import(browser: &Browser, text: &str) -> String {
    let (preview, id) = seen(browser, "roll.csv", text.as_bytes()).await;
    browser.submit(&preview, &id, &[]).await.is(303);
    id
}

async fn households(site: &Site) -> Vec<Household> {
    let id = communities::find(&site.app, "cuiyuan").await.unwrap().id;
    roll::households(&mut site.app.store.read().await.unwrap(), id).await.unwrap()
}

async fn labels(site: &Site) -> Vec<String> {
    households(site).await.iter().map(Household::label).collect()
}

async fn opens(site: &Site, building: &str, room: &str, digits: &str) -> bool {
    let community = communities::find(&site.app, "cuiyuan").await.unwrap();
    let typed = Typed { building: building.to_owned(), room: room.to_owned(), digits: digits.to_owned() };
    show_by_digits(&site.app, ("192.0.2.1", None), community.id, typed).await.is_ok()
}

fn workbook(area: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 4, "翠苑新村住户名册", &plain).unwrap();
    for (column, name) in (0_u16..).zip(["幢", "单元号", "所在楼层", "门牌", "产权面积（㎡）"]) {
        sheet.write(1, column, name).unwrap();
    }
    sheet.merge_range(2, 0, 3, 0, "1栋", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "1单元", &plain).unwrap();
    for (row, room) in [(2, 101.0), (3, 102.0)] {
        sheet.write(row, 2, 1).unwrap();
        sheet.write(row, 3, room).unwrap();
        sheet.write_formula(row, 4, Formula::new("=60+0.5").set_result(area)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

promises! {
    async fn a_workbook_with_merged_cells_and_formulas_is_a_roll_and_its_faults_are_told_by_cell(site: &Site) {
        let browser = made(site).await;
        upload(&browser, "名册.xlsx", &workbook("0")).await.is(422).says("E3 产权面积").says("E4 产权面积");
        let (preview, id) = seen(&browser, "名册.xlsx", &workbook("60.5")).await;
        preview.shows("1 栋 1 单元 101");
        browser.submit(&preview, &id, &[]).await.is(303);
        assert_eq!(labels(site).await, ["1 栋 1 单元 101", "1 栋 1 单元 102"]);
        assert!(households(site).await.iter().all(|home| home.area == 6_050));
    }

    async fn a_list_in_gb18030_is_read_and_one_of_two_encodings_is_told_by_its_line(site: &Site) {
        let browser = made(site).await;
        let gb = encoding_rs::GB18030.encode(FIRST).0;
        seen(&browser, "roll.csv", &gb).await.0.shows("1 栋 1 单元 101");
        let mixed = [&gb[..], "3栋,,1,101,60,登记,,\n".as_bytes()].concat();
        upload(&browser, "roll.csv", &mixed).await.is(422).says("第 5 行");
        assert!(labels(site).await.is_empty());
    }

    async fn a_flat_that_stands_twice_and_an_area_of_nothing_leave_nothing(site: &Site) {
        let browser = made(site).await;
        let bad = "楼栋,楼层,房号,建筑面积\n1栋,1,101,60\n1号楼,1,101室,60\n1栋,1,102,0\n1栋,1,=A1,60\n";
        let page = upload(&browser, "roll.csv", bad.as_bytes()).await;
        page.is(422).says("第 3 行").says("第 4 行「建筑面积」").says("第 5 行「房号」");
        let page = upload(&browser, "roll.csv", bad.replace('\n', "\r\n").as_bytes()).await;
        page.is(422).says("第 3 行").says("第 4 行「建筑面积」").says("第 5 行「房号」");
        assert!(labels(site).await.is_empty());
    }

    async fn a_column_that_nobody_knows_is_chosen_and_people_are_covered_meanwhile(site: &Site) {
        let browser = made(site).await;
        let file = "哪栋,楼层,几号,面积,业主,身份证号\n1栋,1,101,60,王小明,360102199001011234\n";
        let (form, id) = seen(&browser, "roll.csv", file.as_bytes()).await;
        form.shows("哪一列是楼栋").says("几号").hides("王小明");
        let columns = format!("{id}/columns");
        let back = browser.submit(&form, &columns, &[("building", "0")]).await;
        back.is(422).says("哪一列是房号").says("「房号」：缺这一列");
        let chosen = browser.submit(&form, &columns, &[("building", "0"), ("room", "2")]).await;
        let preview = browser.follow(chosen.is(303)).await;
        preview.shows("1 栋 101").hides("36010219");
        browser.submit(&preview, &id, &[]).await.is(303);
        let home = households(site).await.remove(0);
        assert_eq!((home.owners.as_str(), home.owner_key.is_some()), ("王**", true));
    }

    async fn one_buyer_has_one_key_and_who_has_no_number_has_none(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        let all = households(site).await;
        assert_eq!(all.iter().map(|home| home.owners.as_str()).collect::<Vec<_>>(), ["王**", "李*", "王**"]);
        assert!(all[0].owner_key.is_some() && all[0].owner_key == all[2].owner_key && all[1].owner_key.is_none());
    }

    async fn what_speaks_against_a_file_is_told_before_it_counts(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        let next = FIRST
            .replace("1栋,1单元,1,101,60,登记,王小明,360102199001011234", "1栋,1单元,1,101,61,合同,韩梅梅,360102199001011235")
            .replace("李雷,", "张三,")
            .replace("2栋,,1,101,50,测绘,王小明,360102199001011234", "3栋,,1,101,50,测绘,张五,");
        let (preview, _) = seen(&browser, "roll.csv", next.as_bytes()).await;
        preview.shows("面积依据不如以前可靠").says("可能已经卖房").says("面积 60.00 → 61.00").says("王** → 韩**");
        preview.says("不等于办了卖房").says("每户各算一人").says("张* × 2").says("2 栋 101");
    }

    async fn a_roll_taken_back_leaves_everything_as_it_was(site: &Site) {
        let browser = made(site).await;
        let first = import(&browser, FIRST).await;
        let form = browser.get("/setup/cuiyuan/letters").await;
        let letters = browser.submit(&form, "/letters", &[("sure", "yes")]).await.body;
        let codes: Vec<String> =
            letters.split("<p class=\"code\">").skip(1).map(|part| part.split('<').next().unwrap().to_owned()).collect();
        assert!(opens(site, "2", "101", &codes[2]).await);
        let before = households(site).await;
        let second = import(&browser, "楼栋,单元,楼层,房号,建筑面积\n1,1,1,101,66\n1,1,1,102,70\n3,,1,101,50\n").await;
        assert_eq!(labels(site).await, ["1 栋 1 单元 101", "1 栋 1 单元 102", "3 栋 101"]);
        assert!(!opens(site, "2", "101", &codes[2]).await);
        browser.post(&format!("/setup/cuiyuan/roll/{first}/undo"), &[]).await.is(409);
        let page = browser.get("/setup/cuiyuan/roll").await;
        browser.submit(page.shows("撤回这次导入"), &format!("{second}/undo"), &[]).await.is(303);
        let after = households(site).await;
        let plain = |all: &[Household]| all.iter().map(|h| (h.id, h.area, h.owners.clone(), h.owner_key.clone())).collect::<Vec<_>>();
        assert_eq!(plain(&after), plain(&before));
        assert!(opens(site, "2", "101", &codes[2]).await, "the code of a flat that had left works again");
        let community = communities::find(&site.app, "cuiyuan").await.unwrap();
        assert_eq!((community.households, community.buildings, community.area), (3, 2, 18_000));
        // The same file again, after its new flats were taken back.
        import(&browser, "楼栋,单元,楼层,房号,建筑面积\n1,1,1,101,66\n1,1,1,102,70\n3,,1,101,50\n").await;
        assert_eq!(labels(site).await, ["1 栋 1 单元 101", "1 栋 1 单元 102", "3 栋 101"]);
    }

    async fn a_roll_is_taken_back_for_ninety_days_and_not_longer(site: &Site) {
        let browser = made(site).await;
        let id = import(&browser, FIRST).await;
        let since = site.app.now();
        assert_eq!(ROLL_WAS_KEPT, 90 * DAY);
        site.clock.set(since.plus(ROLL_WAS_KEPT - 1));
        let before = site.staff("li", Role::Official, Scope::Everywhere).await;
        before.get("/setup/cuiyuan/roll").await.shows("撤回这次导入");
        site.clock.set(since.plus(ROLL_WAS_KEPT));
        let after = site.staff("zhao", Role::Official, Scope::Everywhere).await;
        after.get("/setup/cuiyuan/roll").await.hides("撤回这次导入");
        after.post(&format!("/setup/cuiyuan/roll/{id}/undo"), &[]).await.is(409);
        assert_eq!(households(site).await.len(), 3);
    }

    async fn a_sale_stays_known_through_an_import_and_its_undoing_and_other_owners_on_a_roll_are_no_sale(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        let (one, other) = (0, 2);
        let ids: Vec<_> = households(site).await.iter().map(|home| home.id).collect();
        let path = format!("/setup/cuiyuan/households/{}", ids[one]);
        let page = browser.get(&path).await;
        browser.submit(&page, "/sold", &[("new_owners", "李四"), ("new_numbers", "360102199001010001")]).await.is(303);
        let at = Some(site.app.now());
        let times = async || {
            let mut c = site.app.store.read().await.unwrap();
            (sold(&mut c, ids[one]).await.unwrap(), sold(&mut c, ids[other]).await.unwrap())
        };
        assert_eq!(times().await, (at, None));
        let next = FIRST.replace("王小明,360102199001011234", "韩梅梅,360102199001011235");
        let id = import(&browser, &next).await;
        assert_eq!(times().await, (at, None), "the roll names other owners of both");
        let page = browser.get("/setup/cuiyuan/roll").await;
        browser.submit(&page, &format!("{id}/undo"), &[]).await.is(303);
        assert_eq!(times().await, (at, None));
        assert_eq!(households(site).await[one].owners, "李*");
    }

    async fn a_roll_that_was_changed_since_is_not_taken_back(site: &Site) {
        let browser = made(site).await;
        let id = import(&browser, FIRST).await;
        let home = households(site).await.remove(0);
        let changed = Household { area: 6_100, ..home };
        crate::unit!(&site.app.store, |c| roll::record_household(c, &changed).await);
        browser.get("/setup/cuiyuan/roll").await.hides("撤回这次导入");
        browser.post(&format!("/setup/cuiyuan/roll/{id}/undo"), &[]).await.is(409);
        assert_eq!(households(site).await[0].area, 6_100);
    }
}
