//! What stands in the cell of an option.
//!
//! For: [`kind`], [`mark`], [`ranked`].
//! Must not know: rows and columns.
//! To add: a word goes into a list here if it cannot mean anything else.

use crate::domain::files::What;
use crate::domain::files::amount::Amount;
use crate::domain::files::word::{is_any, simple};
use crate::domain::voting::election::{Kind, Mark};

/// The kinds and their names, the written one first.
const KINDS: [(Kind, &str); 6] = [
    (Kind::YesNo, "yes-no 逐项表决"),
    (Kind::Approval, "approval 多选"),
    (Kind::ChooseOne, "choose-one choose-1 单选"),
    (Kind::Ordinal, "ordinal 排序"),
    (Kind::Cumulative, "cumulative 分配分数"),
    (Kind::Scoring, "scoring 打分"),
];

const YES: &str = "1 yes y √ ✓ ✔ ☑ 是 同意 赞成";
const NO: &str = "no n 否 不同意 反对";
const ABSTAIN: &str = "abstain 弃权";
const TICK: &str = "1 x yes y √ ✓ ✔ ☑ 是 同意 赞成";
const NO_TICK: &str = "0 no n ☐ □ 否 不同意 反对 弃权 abstain";

pub(super) fn kind(text: &str) -> Result<Kind, What> {
    let word = simple(text);
    let known = || KINDS.map(|(_, names)| name(names)).join(" ");
    let found = KINDS.iter().find(|(_, names)| is_any(&word, names));
    found.map(|(kind, _)| *kind).ok_or_else(|| What::UnknownWord { known: known() })
}

fn name(names: &'static str) -> &'static str {
    names.split(' ').next().unwrap_or_default()
}

pub(super) fn kind_name(kind: Kind) -> &'static str {
    KINDS.iter().find(|(own, _)| *own == kind).map_or("", |(_, names)| name(names))
}

/// The number in a cell.
pub(super) fn number(text: &str) -> Result<Amount, What> {
    Amount::parse(&simple(text))
}

/// The value of a mark; `None` where nothing is marked. Points in units of `10^-digits`.
pub(super) fn mark(kind: Kind, text: &str, digits: u8) -> Result<Option<i64>, What> {
    let word = simple(text);
    if word.is_empty() {
        return Ok(None);
    }
    let unknown = |lists: &[&str]| Err(What::UnknownWord { known: lists.join(" ") });
    match kind {
        Kind::YesNo if is_any(&word, YES) => Ok(Some(1)),
        Kind::YesNo if is_any(&word, NO) => Ok(Some(-1)),
        Kind::YesNo if is_any(&word, ABSTAIN) => Ok(Some(0)),
        Kind::YesNo => unknown(&[YES, NO, ABSTAIN]),
        Kind::Approval | Kind::ChooseOne if is_any(&word, TICK) => Ok(Some(1)),
        Kind::Approval | Kind::ChooseOne if is_any(&word, NO_TICK) => Ok(None),
        Kind::Approval | Kind::ChooseOne => unknown(&[TICK, NO_TICK]),
        Kind::Ordinal => match Amount::positive(&word)?.in_units(0)? {
            0 => Err(What::NotANumber),
            rank => Ok(Some(rank)),
        },
        Kind::Cumulative => Amount::positive(&word)?.in_units(digits).map(Some),
        Kind::Scoring => Amount::parse(&word)?.in_units(digits).map(Some),
    }
}

/// Ranks without gaps: 2, 5, 5 become 1, 2, 2.
pub(super) fn ranked(marks: &mut [Mark]) {
    let mut ranks: Vec<i64> = marks.iter().map(|mark| mark.value).collect();
    ranks.sort_unstable();
    ranks.dedup();
    for mark in marks {
        let place = ranks.binary_search(&mark.value).unwrap_or(0);
        mark.value = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1);
    }
}
