//! The names of closed lists: stages, tiles, levels, roles and so on.
//!
//! To add: a function with a match over every word, so that a new word fails the build here.

use crate::domain::feedback::Tile;
use crate::domain::project::Stage;
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
        Stage::Refused => ("居民未同意", "Refused by residents"),
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

/// A unit of quantities as the catalogue has it; any other stands as it was typed.
pub fn unit(lang: Lang, unit: &str) -> &str {
    if lang == Lang::En {
        return unit;
    }
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
