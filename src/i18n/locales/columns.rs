//! The columns of a roll's file: which are used, and choosing them by hand.

crate::messages! {
    unused(names: &str) { "没有用到的列：{names}。", "Columns that are not used: {names}." }
    silent(names: &str) { "文件里没有：{names}。已经在名册上的住户，这些保持原样。", "The file says nothing of: {names}. Households on the roll keep what stands there." }
    by_hand { "自己指定哪一列是什么", "Choose columns by hand" }
    by_hand_why { "请选好每一项在哪一列；没有的选「–」。", "Choose the column of each; '–' where there is none." }
    optional { "可以没有的列", "Columns that may be missing" }
    optional_why { "选「–」就是文件里没有：已经在名册上的住户，这一项保持原样。", "'–' means that the file has none: households on the roll keep what stands there." }
    again { "请把同一份文件再选一次：文件里的内容没有保存，只记下了列名。", "Please choose the same file once more: what stood in it was not kept, only the names of its columns." }
    again_for_these { "文件本身没有存下，姓名和号码也没有。「可以没有的列」里选了哪一列，就请在这里把同一份文件再选一次。", "The file itself was not kept, nor the names and numbers in it. If you choose a column that may be missing, please choose the same file once more here." }
    alike(rows: usize) { "有 {rows} 行的楼栋和房号跟前面的一样。文件里有单元的话，请选好「哪一列是单元」。", "{rows} row‹s› have the building and room of an earlier one. If the file has entrances, please choose the column with the entrance." }
    column_entrance { "哪一列是单元", "The column with the entrance" }
    column_area_source { "哪一列是面积来源", "The column with where the area comes from" }
    column_owners { "哪一列是业主姓名", "The column with the owners' names" }
    column_number { "哪一列是业主的证件号或编号（只用来认出同一位业主，不保存）", "The column with the owners' numbers (only to tell who owns several flats, never stored)" }
    column_relation { "哪一列是居住关系", "The column with who lives there" }
    building { "楼栋", "building" }
    entrance { "单元", "entrance" }
    floor { "楼层", "floor" }
    room { "房号", "room" }
    area { "建筑面积", "area" }
    area_source { "面积来源", "source of the area" }
    owners { "业主", "owners" }
    number { "业主编号", "owners' numbers" }
    relation { "居住关系", "who lives there" }
}
