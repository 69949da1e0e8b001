//! Why a rule cannot count a file, and which can.

use crate::domain::voting::election::Kind;
use crate::domain::voting::rule::{Refusal, Rule};
use crate::i18n::Lang;

/// Why a rule cannot count a file, and what to do.
pub fn refusal(lang: Lang, rule: Rule, refusal: &Refusal) -> String {
    match (lang, refusal) {
        (Lang::Zh, Refusal::NoOptions) => "文件里没有选项，没有东西可算。".to_owned(),
        (Lang::En, Refusal::NoOptions) => "there is nothing to choose from in it.".to_owned(),
        (Lang::Zh, Refusal::NoMoney) => {
            format!("规则 {rule} 要分钱，文件里没有钱数；请换 schulze-margins、irv 或 approval 这样的规则。")
        }
        (Lang::En, Refusal::NoMoney) => format!(
            "the rule {rule} shares out money and the file has none; take a rule such as schulze-margins, irv or approval."
        ),
        (Lang::Zh, Refusal::WrongBallots { kind: own }) => {
            format!("规则 {rule} 算不了这些票：{}；能算的规则：{}。", kind(lang, *own), fitting(*own))
        }
        (Lang::En, Refusal::WrongBallots { kind: own }) => {
            format!(
                "the rule {rule} cannot count these ballots: {}; rules that can: {}.",
                kind(lang, *own),
                fitting(*own)
            )
        }
        (Lang::Zh, Refusal::TooManyOptions { options, most }) => {
            format!("有 {options} 个选项，规则 {rule} 最多比 {most} 个；请换 borda-average 或 irv。")
        }
        (Lang::En, Refusal::TooManyOptions { options, most }) => {
            format!(
                "there are {options} options and the rule {rule} compares at most {most}; take borda-average or irv."
            )
        }
        (Lang::Zh, Refusal::TooLarge) => "数字太大，加不起来；请检查费用、分数和权重。".to_owned(),
        (Lang::En, Refusal::TooLarge) => {
            "its numbers are too large to be added up; check costs, points and weights.".to_owned()
        }
    }
}

/// What ballots of a kind say.
const fn kind(lang: Lang, kind: Kind) -> &'static str {
    match (lang, kind) {
        (Lang::Zh, Kind::Approval) => "票上是勾选",
        (Lang::Zh, Kind::ChooseOne) => "票上是只选一个",
        (Lang::Zh, Kind::Ordinal) => "票上是名次",
        (Lang::Zh, Kind::Cumulative) => "票上是分点数",
        (Lang::Zh, Kind::Scoring) => "票上是打分",
        (Lang::Zh, Kind::YesNo) => "票上是同意、不同意、弃权",
        (Lang::En, Kind::Approval) => "they are ticks",
        (Lang::En, Kind::ChooseOne) => "they are one choice each",
        (Lang::En, Kind::Ordinal) => "they are rankings",
        (Lang::En, Kind::Cumulative) => "they are points out of a sum",
        (Lang::En, Kind::Scoring) => "they are points for each option",
        (Lang::En, Kind::YesNo) => "they are yes, no and abstain",
    }
}

/// Rules that count ballots of a kind.
const fn fitting(kind: Kind) -> &'static str {
    match kind {
        Kind::Approval => "greedy, mes-cost-add1, approval, schulze-margins",
        Kind::ChooseOne => "greedy, mes-cost-add1, approval, plurality",
        Kind::Ordinal => "greedy-borda, mes-borda-add1, schulze-margins, irv, borda-average, plurality",
        Kind::Cumulative => "greedy-points, mes-points-add1, points, schulze-margins",
        Kind::Scoring => "greedy-points, mes-points-add1, score, schulze-margins",
        Kind::YesNo => "items",
    }
}
