//! Linli's closed polls as a table.
//!
//! For: [`read`], [`write`], [`File`].
//! Must not know: households, or who will count it.
//! To add: a kind of cell is a case in `cells`; a row above the header is a word in `read`.
//!
//! Cells between commas, semicolons or tabs. Above the header what holds for all, then the header,
//! which begins with `ballot` (选票): every column that is not named here is an option. Below it
//! perhaps a row `name` (名称) and a row `cost` (费用), in money like the budget; then the ballots.
//!
//! ```text
//! title,What comes first
//! kind,approval
//! budget,300000
//! ballot,voters,area,A,B,C
//! name,,,Lift,Stairs,"Lamps, benches"
//! cost,,,120000,80000.50,30000
//! 1,1,89.50,√,,√
//! 2,2,100,,x,
//! ```
//!
//! `kind` (方式) is one of yes-no, approval, choose-one, ordinal, cumulative, scoring (逐项表决,
//! 多选, 单选, 排序, 分配分数, 打分). `voters` (票数: equal ballots), and `weight` (权重) or `area`
//! (面积, in m², at most two decimals) are optional and 1 where blank. `points` (总分) above the
//! header is the most points of a ballot. Ticks: 1 x √ ✓ 是 yes; none: blank 0 否 no. Of yes and no:
//! yes √ 是 同意 赞成, no 否 不同意 反对, abstain 弃权; blank is no answer. Signs that forms use for
//! both (×, and x among yes and no) are a fault. Of ranks 1 is the first; gaps close up.

mod cells;
mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::domain::files::Fault;
use crate::domain::voting::election::Election;

/// What a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Options, money and ballots.
    pub election: Election,
    /// May be empty.
    pub title: String,
    /// Most points on a ballot, in units of points.
    pub most_points: Option<i64>,
    /// How many units of a mark's value are one point: 1 unless points have decimals.
    pub points_unit: i64,
    /// How many units of a ballot's weight are one: 100 for areas.
    pub weight_unit: i64,
    /// What is odd in the table and did not keep it from being read.
    pub warnings: Vec<Fault>,
}

#[cfg(test)]
mod tests;
