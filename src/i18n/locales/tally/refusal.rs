//! Why a rule cannot count a file, and which can.

use crate::domain::voting::election::{Election, Kind};
use crate::domain::voting::rule::{Refusal, Rule};
use crate::i18n::Lang;

/// Why a rule cannot count a file, and what to do.
pub fn refusal(lang: Lang, rule: Rule, election: &Election, refusal: &Refusal) -> String {
    let (own, money) = (election.kind, election.budget.is_some());
    match (lang, refusal) {
        (Lang::Zh, Refusal::NoOptions) => "文件里没有选项，没有东西可算。".to_owned(),
        (Lang::En, Refusal::NoOptions) => "there is nothing to choose from in it.".to_owned(),
        (Lang::Zh, Refusal::NoMoney) => {
            format!("规则 {rule} 要分钱，文件里没有钱数；不分钱的规则：{}。", fitting(lang, own, false))
        }
        (Lang::En, Refusal::NoMoney) => format!(
            "the rule {rule} shares out money and the file has none; rules without money: {}.",
            fitting(lang, own, false)
        ),
        (Lang::Zh, Refusal::WrongBallots { .. }) => {
            format!("规则 {rule} 算不了这些票：{}；能算的规则：{}。", kind(lang, own), fitting(lang, own, money))
        }
        (Lang::En, Refusal::WrongBallots { .. }) => {
            format!(
                "the rule {rule} cannot count these ballots: {}; rules that can: {}.",
                kind(lang, own),
                fitting(lang, own, money)
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
fn fitting(lang: Lang, kind: Kind, with_money: bool) -> String {
    use Rule as R;
    let all: &[Rule] = match kind {
        Kind::Approval => &[R::Greedy, R::MesCostAdd1, R::Approval, R::SchulzeMargins],
        Kind::ChooseOne => &[R::Greedy, R::MesCostAdd1, R::Approval, R::Plurality],
        Kind::Ordinal => &[R::GreedyBorda, R::MesBordaAdd1, R::SchulzeMargins, R::Irv, R::BordaAverage, R::Plurality],
        Kind::Cumulative => &[R::GreedyPoints, R::MesPointsAdd1, R::Points, R::SchulzeMargins],
        Kind::Scoring => &[R::GreedyPoints, R::MesPointsAdd1, R::Score, R::SchulzeMargins],
        Kind::YesNo => &[R::Items],
    };
    let fits = all.iter().filter(|rule| with_money || !rule.needs_money());
    fits.map(|rule| rule.as_str()).collect::<Vec<_>>().join(lang.pick("、", ", "))
}
