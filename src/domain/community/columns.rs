//! What the columns of a roll are called.
//!
//! For: finding the columns of a header by their Chinese and English names, or as staff say.
//! Must not know: what stands in the cells.
//! To add: a column is a word of [`Field`] and a row of `names`.

use crate::domain::text::{clean, half_width};

crate::words! {
    /// What a column of a roll stands for.
    Field {
        /// 楼栋
        Building = "building",
        /// 单元
        Entrance = "entrance",
        /// 楼层
        Floor = "floor",
        /// 房号
        Room = "room",
        /// 建筑面积
        Area = "area",
        /// 面积来源
        AreaSource = "area_source",
        /// 业主姓名
        Owners = "owners",
        /// 业主的证件号或编号: only for the owners' key, never stored. A certificate's number is another
        /// one for each flat, so it tells nothing of who owns several.
        Number = "number",
        /// 与业主关系
        Relation = "relation",
    }
}

impl Field {
    /// The columns without which there is no roll.
    pub const NEEDED: [Self; 4] = [Self::Building, Self::Floor, Self::Room, Self::Area];

    /// Whether a roll cannot do without it.
    pub fn is_needed(self) -> bool {
        Self::NEEDED.contains(&self)
    }

    /// Its names, simplified by [`simple`], with spaces between. Areas other than the exclusive one are not taken.
    fn names(self) -> &'static str {
        match self {
            Self::Building => "building 楼栋 栋 幢 座 楼 栋号 幢号 座号 楼号 楼栋号 楼幢 楼幢号",
            Self::Entrance => "entrance 单元 单元号 单元名称 单元门",
            Self::Floor => "floor 楼层 层 层数 所在楼层 所在层 楼层号",
            Self::Room => "room 房号 室号 室 房间 房间号 门牌 门牌号 户号 房屋编号 房屋号 房屋室号",
            Self::Area => {
                "area 建筑面积 面积 产权面积 专有面积 专有部分面积 专有部分建筑面积 \
                产权建筑面积 房屋面积 房屋建筑面积 登记面积 登记建筑面积"
            }
            Self::AreaSource => "area_source areasource 面积来源 面积依据 面积来源依据 依据",
            Self::Owners => {
                "owner owners ownername owner_name 业主 业主名 业主名称 业主姓名 产权人 产权人姓名 \
                产权所有人 权利人 权利人姓名 权利人名称 所有人 所有权人 所有权人姓名 \
                房屋所有权人 房屋权利人 房主 房主姓名 户主 户主姓名 购房人 购房人姓名 姓名"
            }
            Self::Number => {
                "number owner_number ownernumber 业主编号 证件号 证件号码 身份证 身份证号 身份证号码 \
                身份证编号 居民身份证号 居民身份证号码 公民身份号码 身份证件号 身份证件号码 \
                证件编号 有效证件号 有效证件号码 业主身份证 业主身份证号 业主身份证号码 \
                业主证件号 业主证件号码 业主证件编号 产权人身份证号 产权人身份证号码 \
                产权人证件号 产权人证件号码 权利人身份证号 权利人证件号 权利人证件号码 \
                房主身份证号 户主身份证号 统一社会信用代码"
            }
            Self::Relation => "relation 关系 居住关系 与业主关系 与户主关系 与产权人关系 与房主关系",
        }
    }

    /// What a column of this name stands for.
    pub fn named(column: &str) -> Option<Self> {
        let name = simple(column);
        Self::ALL.iter().copied().find(|field| field.names().split_whitespace().any(|known| known == name))
    }
}

/// A name without spaces, marks and units: `* 建筑面积（㎡）` is `建筑面积`, and so is `建筑面积m²`.
fn simple(column: &str) -> String {
    let text: String = clean(column).chars().map(half_width).collect();
    let bare = text.split(['(', '[', '【']).next().unwrap_or_default();
    let bare = bare.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '/' | ':'));
    let name: String = bare.flat_map(char::to_lowercase).collect();
    let unit = ["㎡", "m²", "m2", "平方米"].into_iter().find_map(|unit| name.strip_suffix(unit));
    match unit {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => name,
    }
}

/// Which column of a file stands for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<(Field, usize)>);

impl Columns {
    /// As the header's names say; of two columns of one name the first.
    pub fn find<'n>(header: impl IntoIterator<Item = &'n str>) -> Self {
        let mut found = Self::default();
        for (at, name) in header.into_iter().enumerate() {
            if let Some(field) = Field::named(name).filter(|field| found.place(*field).is_none()) {
                found.0.push((field, at));
            }
        }
        found
    }

    /// As somebody says; a column that stands for two is the latter's.
    pub fn of(named: &[(Field, usize)]) -> Self {
        let mut said = Self::default();
        for (field, at) in named {
            said.set(*field, *at);
        }
        said
    }

    /// What stands for what, in the order of the fields.
    pub fn places(&self) -> Vec<(Field, usize)> {
        Field::ALL.iter().filter_map(|field| Some((*field, self.place(*field)?))).collect()
    }

    /// The column of `field`.
    pub fn place(&self, field: Field) -> Option<usize> {
        self.0.iter().find(|(known, _)| *known == field).map(|(_, at)| *at)
    }

    /// What the column at this place stands for.
    pub fn field(&self, at: usize) -> Option<Field> {
        self.0.iter().find(|(_, place)| *place == at).map(|(field, _)| *field)
    }

    /// Says which column stands for `field`.
    pub fn set(&mut self, field: Field, at: usize) {
        self.0.retain(|(known, place)| *known != field && *place != at);
        self.0.push((field, at));
    }

    /// The needed ones that no column stands for.
    pub fn missing(&self) -> Vec<Field> {
        Field::NEEDED.into_iter().filter(|field| self.place(*field).is_none()).collect()
    }

    /// How many columns are known.
    pub fn known(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_the_names_that_offices_use() {
        let header = ["序号", "幢", "单元号", "所在楼层", "门牌", "* 建筑面积（㎡）", "套内面积", "产权人", "身份证号"];
        let columns = Columns::find(header);
        assert!(columns.missing().is_empty());
        assert_eq!(columns.place(Field::Area), Some(5), "the area inside the walls is another one");
        assert_eq!((columns.place(Field::Owners), columns.place(Field::Number)), (Some(7), Some(8)));
        assert_eq!((columns.field(0), columns.known()), (None, 7));
    }

    #[test]
    fn the_number_of_a_certificate_is_not_the_owners() {
        for name in ["产权证号", "不动产权证号", "房产证号"] {
            assert_eq!(Field::named(name), None, "{name}");
        }
        let columns = Columns::find(["楼栋", "业主", "不动产权证号", "身份证号"]);
        assert_eq!((columns.field(2), columns.place(Field::Number)), (None, Some(3)));
    }

    #[test]
    fn the_owners_and_their_numbers_have_many_names() {
        for name in ["房主姓名", "权利人", "产权人姓名", "业主（姓名）", "房屋所有权人"] {
            assert_eq!(Field::named(name), Some(Field::Owners), "{name}");
        }
        for name in ["证件编号", "证件号码", "身份证号", "权利人证件号码", "公民身份号码"] {
            assert_eq!(Field::named(name), Some(Field::Number), "{name}");
        }
        assert_eq!([Field::named("建筑面积 m²"), Field::named("房屋面积（平方米）")], [Some(Field::Area); 2]);
    }

    #[test]
    fn a_column_that_nobody_knows_is_said_by_hand() {
        let mut columns = Columns::find(["building", "楼层", "第几号房", "㎡"]);
        assert_eq!(columns.missing(), [Field::Room, Field::Area]);
        columns.set(Field::Room, 2);
        columns.set(Field::Area, 3);
        assert!(columns.missing().is_empty());
        let said = [(Field::Room, 2), (Field::Owners, 1), (Field::Floor, 1)];
        assert_eq!(Columns::of(&said).places(), [(Field::Floor, 1), (Field::Room, 2)]);
    }
}
