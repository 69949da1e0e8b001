//! The names of closed lists: stages, tiles, levels, roles and so on.
//!
//! To add: a function with a match over every word, so that a new word fails the build here.

use crate::domain::community::with_kind;
use crate::domain::feedback::Tile;
use crate::domain::project::Stage;
use crate::domain::text::fold_key;
use crate::i18n::Lang;

/// A stage of a project.
pub const fn stage(lang: Lang, stage: Stage) -> &'static str {
    let (zh, en) = match stage {
        Stage::Proposed => ("提出", "Proposed"),
        Stage::Consulting => ("征求意见", "Asking for opinions"),
        Stage::Voting => ("投票", "Voting"),
        Stage::Approved => ("已批准", "Approved"),
        Stage::Building => ("施工", "Building"),
        Stage::Finished => ("完工评价", "Finished, being rated"),
        Stage::Accepted => ("验收通过", "Accepted"),
        Stage::InCare => ("长效管理", "In care"),
        Stage::Paused => ("暂停", "Paused"),
        Stage::Refused => ("居民没有同意", "Residents did not agree"),
        Stage::Withdrawn => ("已撤回", "Withdrawn"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A picture tile of feedback.
pub const fn tile(lang: Lang, tile: Tile) -> &'static str {
    let (zh, en) = match tile {
        Tile::Leak => ("漏水", "Leak"),
        Tile::Lift => ("电梯", "Lift"),
        Tile::Lights => ("路灯", "Lights"),
        Tile::Parking => ("停车", "Parking"),
        Tile::Pipes => ("管道", "Pipes"),
        Tile::Roof => ("屋顶", "Roof"),
        Tile::FireLane => ("消防通道", "Fire lane"),
        Tile::Greenery => ("绿化", "Greenery"),
        Tile::Other => ("其他", "Other"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A building as people say it: `1` and `1栋` are '1 栋' and 'Building 1'; a name stays.
pub fn building(lang: Lang, name: &str) -> String {
    numbered(lang, name, "栋", "Building")
}

/// A flat as people say it: '3 栋 2 单元 301', 'Building 3, entrance 2, 301'.
pub fn flat(lang: Lang, building_name: &str, entrance: &str, room: &str) -> String {
    let parts = [building(lang, building_name), numbered(lang, entrance, "单元", "entrance"), room.to_owned()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(lang.pick(" ", ", "))
}

/// An entrance of a building, both as people say them.
pub fn doorway(lang: Lang, building_name: &str, entrance: &str) -> String {
    flat(lang, building_name, entrance, "")
}

fn numbered(lang: Lang, name: &str, zh: &str, en: &str) -> String {
    let key = fold_key(name);
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_digit());
    match lang {
        Lang::En if plain => format!("{en} {key}"),
        Lang::En => name.to_owned(),
        Lang::Zh => with_kind(name, zh),
    }
}

/// A unit of quantities as the catalogue has it, of one or of several; any other stands as it was
/// typed.
pub fn unit(lang: Lang, unit: &str, one: bool) -> String {
    match lang {
        Lang::Zh => unit_zh(unit).to_owned(),
        Lang::En if one => unit.to_owned(),
        Lang::En => units(unit),
    }
}

fn units(unit: &str) -> String {
    match unit {
        "building" | "camera" | "charger" | "door" | "household" | "lamp" | "lift" | "piece" | "place" | "point"
        | "port" | "ramp" | "set" | "stairwell" | "tank" => format!("{unit}s"),
        "m2" => "m²".to_owned(),
        other => other.to_owned(),
    }
}

fn unit_zh(unit: &str) -> &str {
    match unit {
        "building" => "栋",
        "camera" | "door" | "lamp" | "lift" | "tank" | "set" | "charger" | "piece" => "个",
        "household" => "户",
        "m" | "m / household" | "m / seat" | "m / set" => "米",
        "m2" => "平方米",
        "place" | "point" | "port" | "ramp" => "处",
        "stairwell" => "个楼道",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_agrees_with_its_number() {
        assert_eq!(unit(Lang::En, "household", false), "households");
        assert_eq!(unit(Lang::En, "household", true), "household");
        assert_eq!(unit(Lang::En, "m2", false), "m²");
        assert_eq!(unit(Lang::Zh, "household", false), "户");
    }

    #[test]
    fn a_building_is_said_one_way() {
        for (name, zh, en) in [("1", "1 栋", "Building 1"), ("1栋", "1 栋", "Building 1"), ("A座", "A座", "A座")]
        {
            assert_eq!((building(Lang::Zh, name).as_str(), building(Lang::En, name).as_str()), (zh, en));
        }
        assert_eq!(flat(Lang::Zh, "3", "2单元", "301"), "3 栋 2 单元 301");
        assert_eq!(flat(Lang::En, "3栋", "2", "301"), "Building 3, entrance 2, 301");
        assert_eq!(flat(Lang::En, "3", "", "301"), "Building 3, 301");
    }
}
