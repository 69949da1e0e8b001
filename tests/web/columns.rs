//! Promises about the columns of rolls: which are used, what a file is silent on, numbers that were
//! rounded, rows that went into one cell.

use crate::promises;
use crate::rolls::{households, import, made, seen, upload};
use crate::site::Site;
use linli::store::roll::Household;
use rust_xlsxwriter::Workbook;

const WHOLE: &str = "楼栋,单元,楼层,房号,建筑面积,面积来源,业主,业主编号,关系\n\
    1栋,1单元,1,101,60,测绘,王小明,A-1,租户\n1栋,2单元,1,102,70,合同,李雷,A-2,业主\n";

fn plain(home: &Household) -> [String; 5] {
    [&home.entrance, &home.area_source, &home.relation, &home.owners, &format!("{:?}", home.owner_key)]
        .map(Clone::clone)
}

promises! {
    async fn an_owners_number_that_was_rounded_is_told_and_never_makes_one_head_of_two(site: &Site) {
        let browser = made(site).await;
        let head = "楼栋,楼层,房号,建筑面积,业主,身份证号\n";
        for number in ["3.60102E+17", "360102199001011000", "3.60102199001011e+17"] {
            let text = format!("{head}1栋,1,101,60,王小明,{number}\n1栋,1,102,60,王小明,{number}\n");
            let page = upload(&browser, "roll.csv", text.as_bytes()).await;
            page.is(422).says("第 2 行「身份证号」").says("第 3 行「身份证号」").says("四舍五入").hides(number);
            // Also before its columns are named.
            let text = text.replace("房号", "几号房");
            upload(&browser, "roll.csv", text.as_bytes()).await.is(422).says("第 2 行「身份证号」").says("四舍五入");
        }
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in (0_u16..).zip(["楼栋", "楼层", "房号", "建筑面积", "业主", "身份证号"]) {
            sheet.write(0, column, name).unwrap();
        }
        for (column, text) in [(0, "1栋"), (1, "1"), (2, "101"), (3, "60"), (4, "王小明")] {
            sheet.write(1, column, text).unwrap();
        }
        sheet.write(1, 5, 360_102_199_001_011_234.0).unwrap();
        let page = upload(&browser, "名册.xlsx", &book.save_to_buffer().unwrap()).await;
        page.is(422).says("F2 身份证号").says("四舍五入");
        assert!(households(site).await.is_empty());
    }

    async fn a_file_without_some_columns_leaves_what_stands_and_says_so(site: &Site) {
        let browser = made(site).await;
        import(&browser, WHOLE).await;
        let before: Vec<_> = households(site).await.iter().map(plain).collect();
        let next = "楼栋,楼层,房号,建筑面积,电话\n1栋,1,101,61,\n1栋,1,102,70,\n1栋,1,103,50,\n";
        let (preview, id) = seen(&browser, "roll.csv", next.as_bytes()).await;
        preview.says("没有用到的列：电话").says("面积 60.00 → 61.00").says("文件里没有：单元、面积来源、业主、业主编号、居住关系");
        preview.hides("居住关系不同").hides("面积来源不同").hides("王** →").hides("面积依据不如以前可靠");
        browser.submit(&preview, &id, &[]).await.is(303);
        let after = households(site).await;
        assert_eq!(after.len(), 3);
        let kept: Vec<_> = after.iter().filter(|home| home.room != "103").map(plain).collect();
        assert_eq!(kept, before);
        let new = after.iter().find(|home| home.room == "103").unwrap();
        assert_eq!(plain(new), ["", "register", "owner", "", "None"]);
        assert_eq!(after.iter().map(|home| home.area).sum::<i64>(), 18_100);
    }

    async fn an_empty_cell_is_not_an_absent_column(site: &Site) {
        let browser = made(site).await;
        import(&browser, WHOLE).await;
        import(&browser, &WHOLE.replace("王小明,A-1", ",")).await;
        let home = households(site).await.remove(0);
        assert_eq!((home.owners.as_str(), home.owner_key), ("", None));
    }

    async fn every_column_can_be_chosen_by_hand_also_when_the_needed_ones_were_known(site: &Site) {
        let browser = made(site).await;
        let file = "楼栋,楼层,房号,建筑面积,住的人,号码,哪个门\n1栋,1,101,60,王小明,360102199001011234,东\n";
        let (preview, id) = seen(&browser, "roll.csv", file.as_bytes()).await;
        preview.says("没有用到的列：住的人、号码、哪个门");
        let path = format!("/setup/cuiyuan/roll/{id}/columns");
        assert!(preview.body.contains(&path));
        let form = browser.get(&path).await;
        form.says("哪一列是单元").says("哪一列是业主姓名").says("哪一列是居住关系").hides("王小明");
        let without = browser.submit(&form, &path, &[("owners", "4")]).await;
        without.is(422).says("请把同一份文件再选一次").says("请在下面选好列").hides("请改好文件再选一次");
        let ready = form.form("/columns").fields;
        let chosen = [("owners", "4"), ("number", "5"), ("entrance", "6")];
        let others = ready.iter().filter(|(name, _)| !chosen.iter().any(|(given, _)| given == name));
        let mut fields: Vec<(&str, &str)> = others.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend_from_slice(&chosen);
        let other = browser.upload(&path, &fields, &[("file", "roll.csv", WHOLE.as_bytes())]).await;
        other.is(422).says("列和刚才那份不一样");
        let taken = browser.upload(&path, &fields, &[("file", "roll.csv", file.as_bytes())]).await;
        let preview = browser.follow(taken.is(303)).await;
        preview.hides("没有用到的列");
        browser.submit(&preview, taken.to().rsplit('/').next().unwrap(), &[]).await.is(303);
        let home = households(site).await.remove(0);
        assert_eq!((home.entrance.as_str(), home.owners.as_str(), home.owner_key.is_some()), ("东", "王**", true));
    }

    async fn rows_alike_because_the_entrance_is_not_chosen_are_told_in_one_line(site: &Site) {
        let browser = made(site).await;
        let file = "楼栋,楼层,几号房,建筑面积,哪个门\n1栋,1,101,60,东\n1栋,1,101,60,西\n1栋,1,101,60,南\n";
        let form = browser.follow(upload(&browser, "roll.csv", file.as_bytes()).await.is(303)).await;
        let refused = browser.submit(&form, "/columns", &[("room", "2")]).await;
        refused.is(422).says("有 2 行的楼栋和房号跟前面的一样").says("哪一列是单元").hides("前面已经有同样的一行");
    }

    async fn a_quotation_mark_that_is_not_closed_takes_no_household_away(site: &Site) {
        let browser = made(site).await;
        let text = "楼栋,楼层,房号,建筑面积,业主\n1栋,1,101,60,\"王小明\n1栋,1,102,60,\n1栋,1,103,60,\n";
        upload(&browser, "roll.csv", text.as_bytes()).await.is(422).says("第 2 行").says("引号");
        assert!(households(site).await.is_empty());
    }
}
