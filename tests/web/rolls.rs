//! Promises about bringing rolls in: files as offices save them, what is seen before, the way back.

use crate::kit::sample;
use crate::site::{Browser, Page, Site};
use crate::{promises, unit};
use linli::domain::ids::{BuildingId, HouseholdId, RollId};
use linli::domain::moment::{DAY, Moment};
use linli::domain::owner::Paper;
use linli::domain::policy::{Role, Scope};
use linli::domain::privacy::ROLL_WAS_KEPT;
use linli::service::communities;
use linli::service::credentials::{Typed, show_by_digits};
use linli::store::StoreError;
use linli::store::households::{every_building, sold};
use linli::store::owners::{self, Proof};
use linli::store::roll::version::{self, Written};
use linli::store::roll::{self, Building, Household, staged};
use rust_xlsxwriter::{Format, Formula, Workbook};

const FIRST: &str = "楼栋,单元,楼层,房号,建筑面积,面积来源,业主,业主编号\n\
    1栋,1单元,1,101,60,登记,王小明,360102199001011234\n1栋,1单元,1,102,70,登记,李雷,\n2栋,,1,101,50,测绘,王小明,360102199001011234\n";

pub async fn made(site: &Site) -> Browser {
    sample::regions(&site.app.store).await;
    let browser = site.staff("guan", Role::Official, Scope::Everywhere).await;
    let page = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
    let fields = [("zh", "翠苑新村"), ("en", "Cuiyuan"), ("answers_by", "公园街道办事处")];
    browser.submit(&page, "/setup/new", &fields).await.is(303);
    browser
}

pub async fn upload(browser: &Browser, name: &str, bytes: &[u8]) -> Page {
    browser.upload("/setup/cuiyuan/roll", &[], &[("file", name, bytes)]).await
}

/// The preview of a file that is sound.
pub async fn seen(browser: &Browser, name: &str, bytes: &[u8]) -> (Page, String) {
    let staged = upload(browser, name, bytes).await;
    let preview = browser.follow(staged.is(303)).await;
    (preview, staged.to().rsplit('/').next().unwrap().to_owned())
}

pub async fn import(browser: &Browser, text: &str) -> String {
    let (preview, id) = seen(browser, "roll.csv", text.as_bytes()).await;
    let taken = browser.submit(&preview, &id, &[]).await;
    browser.follow(taken.is(303)).await.shows("名册导入好了：新增").hides("已保存");
    id
}

pub async fn households(site: &Site) -> Vec<Household> {
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

/// An import that wrote a building and a flat, and went no further.
async fn broken_off(site: &Site, id: &str, building: &str, room: &str) -> HouseholdId {
    let here = communities::find(&site.app, "cuiyuan").await.unwrap().id;
    let (id, key, now) = (RollId::parse(id).unwrap(), building.to_owned(), site.app.now());
    let made = BuildingId(site.app.random.id(now));
    let building = Building { id: made, community_id: here, name: format!("{key}栋"), key: key.clone(), position: 9 };
    let flat = Written {
        id: HouseholdId(site.app.random.id(now)),
        building_id: building.id,
        entrance: String::new(),
        floor: 1,
        room: room.to_owned(),
        room_key: room.to_owned(),
        area: 6_000,
        area_source: "register",
        relation: "owner",
        owners: String::new(),
        owner_key: None,
    };
    let looked_for = flat.room_key.clone();
    unit!(&site.app.store, |c| {
        let number = version::draw(c, id, here).await?;
        let building_id = version::record_building(c, &building, number).await?;
        staged::insert(c, here, number, &[Written { building_id, ..flat }]).await
    });
    // Nobody finds it by its room, so it is looked for as if its roll were in force.
    unit!(&site.app.store, |c| {
        let (before, number) = (version::in_force(c, here).await?, version::find(c, id, here).await?.unwrap().number);
        version::show(c, here, number).await?;
        let found = roll::find_household(c, here, &key, &looked_for).await?;
        version::show(c, here, before).await?;
        Ok::<_, StoreError>(found.unwrap().id)
    })
}

async fn owner_seen(site: &Site, household: HouseholdId) {
    let community = communities::find(&site.app, "cuiyuan").await.unwrap().id;
    let (id, seen_at) = (site.app.random.id(site.app.now()), site.app.now());
    let proof = Proof { id, community, household, paper: Paper::Certificate, seen_by: None, seen_at };
    unit!(&site.app.store, |c| owners::record(c, &proof).await);
}

async fn owners_seen(site: &Site, flats: &[HouseholdId]) -> Vec<Option<Moment>> {
    let mut c = site.app.store.read().await.unwrap();
    let mut seen = Vec::new();
    for flat in flats {
        seen.push(owners::find(&mut c, *flat).await.unwrap().map(|proof| proof.seen_at));
    }
    seen
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
        let undone = browser.submit(page.shows("撤回这次导入"), &format!("{second}/undo"), &[]).await;
        browser.follow(undone.is(303)).await.shows("已经撤回").hides("已保存");
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
        unit!(&site.app.store, |c| roll::record_household(c, &changed).await);
        browser.get("/setup/cuiyuan/roll").await.hides("撤回这次导入");
        browser.post(&format!("/setup/cuiyuan/roll/{id}/undo"), &[]).await.is(409);
        assert_eq!(households(site).await[0].area, 6_100);
    }

    async fn of_two_files_that_waited_the_second_to_be_confirmed_is_told_that_the_roll_is_another(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        let head = "楼栋,单元,楼层,房号,建筑面积\n";
        let (early, one) = seen(&browser, "roll.csv", format!("{head}1,1,1,101,66\n8,,1,101,50\n").as_bytes()).await;
        let (late, other) = seen(&browser, "roll.csv", format!("{head}1,1,1,102,70\n9,,1,101,50\n").as_bytes()).await;
        browser.submit(&late, &other, &[]).await.is(303);
        browser.submit(&early, &one, &[]).await.is(409).says("名册已经换成另一份");
        assert_eq!(labels(site).await, ["1 栋 1 单元 102", "9 栋 101"]);
        let community = communities::find(&site.app, "cuiyuan").await.unwrap();
        assert_eq!((community.households, community.area), (2, 12_000));
        let page = browser.get("/setup/cuiyuan/roll").await;
        browser.submit(page.shows("撤回这次导入"), &format!("{other}/undo"), &[]).await.is(303);
        assert_eq!(labels(site).await, ["1 栋 1 单元 101", "1 栋 1 单元 102", "2 栋 101"]);
        let again = browser.submit(&early, &one, &[]).await;
        browser.submit(again.is(409), &one, &[]).await.is(303);
        assert_eq!(labels(site).await, ["1 栋 1 单元 101", "8 栋 101"], "it was compared with this roll");
    }

    async fn what_an_import_wrote_that_broke_off_is_nowhere_and_the_way_back_stays_open(site: &Site) {
        let browser = made(site).await;
        let first = import(&browser, FIRST).await;
        let (_, next) = seen(&browser, "roll.csv", "楼栋,楼层,房号,建筑面积\n9栋,1,901,60\n".as_bytes()).await;
        let flat = broken_off(site, &next, "9", "901").await;
        let here = communities::find(&site.app, "cuiyuan").await.unwrap().id;
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(roll::buildings(&mut c, here).await.unwrap().len(), 2);
        assert_eq!(every_building(&mut c, here).await.unwrap().len(), 3);
        drop(c);
        browser.get(&format!("/setup/cuiyuan/households/{flat}")).await.is(404);
        let desk = site.staff("wang", Role::Committee, Scope::Community(here)).await;
        desk.get(&format!("/desk/households/cuiyuan/{flat}")).await.is(404);
        let page = browser.get("/setup/cuiyuan/roll").await;
        browser.submit(page.shows("撤回这次导入"), &format!("{first}/undo"), &[]).await.is(303);
        assert!(labels(site).await.is_empty());
        import(&browser, FIRST).await;
        assert_eq!(labels(site).await, ["1 栋 1 单元 101", "1 栋 1 单元 102", "2 栋 101"]);
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(every_building(&mut c, here).await.unwrap().len(), 2);
        assert_eq!(roll::household(&mut c, flat).await.unwrap(), None);
    }

    async fn a_flat_of_a_roll_taken_back_that_something_names_does_not_stop_a_later_roll(site: &Site) {
        let browser = made(site).await;
        let first = RollId::parse(&import(&browser, FIRST).await).unwrap();
        let more = format!("{FIRST}3栋,,1,301,50,测绘,,\n");
        let second = import(&browser, &more).await;
        let flat = households(site).await.last().unwrap().id;
        unit!(&site.app.store, |c| version::keep(c, first, &[flat]).await);
        let page = browser.get("/setup/cuiyuan/roll").await;
        browser.submit(&page, &format!("{second}/undo"), &[]).await.is(303);
        let (_, next) = seen(&browser, "roll.csv", more.as_bytes()).await;
        assert_eq!(broken_off(site, &next, "3", "301").await, flat, "it is written over");
        import(&browser, FIRST).await;
        assert_eq!(labels(site).await, ["1 栋 1 单元 101", "1 栋 1 单元 102", "2 栋 101"]);
        import(&browser, &more).await;
        assert_eq!(households(site).await.last().unwrap().id, flat);
    }

    async fn buildings_have_their_names_and_places_back(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        let here = communities::find(&site.app, "cuiyuan").await.unwrap().id;
        let buildings = async || roll::buildings(&mut site.app.store.read().await.unwrap(), here).await.unwrap();
        let before = buildings().await;
        let second = import(&browser, "楼栋,单元,楼层,房号,建筑面积\n0栋,,1,101,50\n1号楼,1,1,101,60\n").await;
        let names: Vec<String> = buildings().await.into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["0栋", "1号楼"]);
        let page = browser.get("/setup/cuiyuan/roll").await;
        browser.submit(&page, &format!("{second}/undo"), &[]).await.is(303);
        assert_eq!(buildings().await, before);
    }

    async fn who_was_seen_as_owner_is_so_only_while_the_flat_has_these_owners_on_the_roll(site: &Site) {
        let browser = made(site).await;
        import(&browser, FIRST).await;
        let flats: Vec<_> = households(site).await.iter().map(|home| home.id).collect();
        let first = site.app.now();
        for flat in &flats {
            owner_seen(site, *flat).await;
        }
        site.clock.set(first.plus(1_000));
        let next = FIRST
            .replace("1栋,1单元,1,101,60,登记,王小明,360102199001011234", "1栋,1单元,1,101,60,登记,韩梅梅,360102199001011235")
            .replace("2栋,,1,101,50", "3栋,,1,301,50");
        let (preview, second) = seen(&browser, "roll.csv", next.as_bytes()).await;
        browser.submit(preview.says("要重新核一次"), &second, &[]).await.is(303);
        assert_eq!(owners_seen(site, &flats).await, [None, Some(first), None], "sold, the same, gone");
        let new = households(site).await.last().unwrap().id;
        owner_seen(site, new).await;
        owner_seen(site, flats[0]).await;
        site.clock.set(first.plus(2_000));
        let page = browser.get("/setup/cuiyuan/roll").await;
        browser.submit(&page, &format!("{second}/undo"), &[]).await.is(303);
        assert_eq!(owners_seen(site, &flats).await, [Some(first); 3], "as before");
        assert_eq!(owners_seen(site, &[new]).await, [None]);
        site.clock.set(first.plus(3_000));
        import(&browser, &next.replace("韩梅梅,360102199001011235", "王小明,360102199001011234")).await;
        site.clock.set(first.plus(4_000));
        import(&browser, &FIRST.replace("50,测绘,王小明,360102199001011234", "50,测绘,韩梅梅,360102199001011235")).await;
        assert_eq!(owners_seen(site, &flats).await, [Some(first), Some(first), None], "back with other owners");
    }
}
