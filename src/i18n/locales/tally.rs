//! A count in words: what was counted, how it went round by round, why the best loser lost, what the
//! tie rule did, and what the result does not mean.
//!
//! For: `linli tally` and every page that shows a result.
//! Must not know: where the ballots come from, or how a rule counts.
//! To add: an outcome of a new family is told in a file of its own below.

mod pairs;
mod refusal;
mod shares;
mod single;
mod teller;
mod turns;

use crate::domain::voting::election::Ties;
use crate::domain::voting::rule::Rule;
use crate::domain::voting::tally::Outcome;
use crate::i18n::Lang;
use crate::i18n::locales::counting;
use serde::Serialize;

pub use refusal::refusal;
pub use shares::change;
use teller::said;
pub use teller::{Teller, decimal};
pub use turns::points as turn_points;

crate::messages! {
    how { "怎么算：", "How it counts:" }
    whom { "适合：", "For:" }
    strong { "长处：", "Strengths:" }
    weak { "短处：", "Weaknesses:" }
    source { "出处：", "Source:" }
    place { "名次", "place" }
    id { "编号", "id" }
    name { "名称", "name" }
    votes { "票数", "votes" }
    points { "得分", "points" }
    cost { "费用", "cost" }
    yes { "同意", "yes" }
    no { "不同意", "no" }
    abstain { "弃权", "abstain" }
    passed { "结果", "result" }
    carries { "通过", "passes" }
    fails { "不通过", "fails" }
    by_rule(rule: &str, title: &str) { "计票规则 {rule}：{title}", "Rule {rule}: {title}" }
    counted(ballots: &str, options: &str) { "{ballots} 张票，{options} 个选项。", "{ballots} ballot‹s›, {options} option‹s›." }
    counted_money(ballots: &str, options: &str, money: &str) { "{ballots} 张票，{options} 个项目，共 {money}。", "{ballots} ballot‹s›, {options} project‹s›, {money} to spend." }
    spent(projects: &str, spent: &str, left: &str) { "办 {projects} 个项目，花 {spent}，剩 {left}。", "{projects} project‹s› won. Cost: {spent}. Left: {left}." }
    nobody_won { "没有选出任何一个。", "Nothing won." }
    wins(name: &str) { "当选：{name}。", "The winner is {name}." }
    items_passed(passed: &str, all: &str) { "{all} 项里通过 {passed} 项。", "{passed} of {all} item‹s› passed." }
    remark { "请注意：", "Note:" }
    head_rule { "规则怎么算", "How the rule counts" }
    head_rounds { "怎么算出来的", "How it went" }
    head_loser { "为什么没选上", "Why the best loser lost" }
    head_ties { "平票", "Ties" }
    head_changes { "怎样才会不同", "What would have changed it" }
    head_note { "这个结果不说明什么", "What this result does not mean" }
    same_as_file(n: &str) { "和文件里记的当时的决定一样（{n} 个）。", "The file says that the same {n} were chosen then." }
other_only(only: &str) { "和文件里记的当时的决定比，这里多了 {only}。", "The file says what was chosen then; here won in addition: {only}." }
    other_without(without: &str) { "和文件里记的当时的决定比，这里少了 {without}。", "The file says what was chosen then; here did not win: {without}." }
    other_both(only: &str, without: &str) { "和文件里记的当时的决定比，这里多了 {only}，少了 {without}。", "The file says what was chosen then; here won in addition: {only}; did not win: {without}." }
    change_left_out(n: &str) { "只看了没选上的里面票最多的 {n} 个。", "Only the {n} losers with the most votes were looked at." }
    change_none { "没有落选的项目。", "No project that somebody supports lost." }
    no_voice { "没有一张票选了什么，结果只由平票规则决定。", "No ballot says anything, so the tie rule alone decided." }
    heavy { "票有轻重：数的是分量，不是人数。", "Ballots weigh differently: what is added up is weight, not heads." }
    rows_left_out(n: &str) { "……还有 {n} 条没有列出。", "… and {n} more, not listed." }
}

/// The story of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// How the rule works, in three sentences.
    pub rule: Vec<String>,
    /// Each round, or each option where there are no rounds.
    pub rounds: Vec<String>,
    /// Why the best loser lost; `None` if there is none.
    pub loser: Option<String>,
    /// What the tie rule did.
    pub ties: String,
    /// What the result does not mean.
    pub note: String,
}

/// Tells a count to somebody who never heard of the rule.
pub fn explain(teller: &Teller, rule: Rule, ties: Ties, outcome: &Outcome) -> Explanation {
    let lang = teller.lang;
    let (rounds, loser, level) = match outcome {
        Outcome::Turns(own) => (turns::rounds(teller, own), turns::loser(teller, own), turns::level(teller, own)),
        Outcome::Shares(own) => (shares::rounds(teller, own), shares::loser(teller, own), shares::level(teller, own)),
        Outcome::Totals(own) => single::totals(teller, own),
        Outcome::Borda(own) => single::borda(teller, own),
        Outcome::Irv(own) => single::irv(teller, own),
        Outcome::Items(own) => (single::items(teller, own), None, Level::Never),
        Outcome::Schulze(own) => pairs::schulze(teller, own),
        Outcome::Copeland(own) => pairs::copeland(teller, own),
        Outcome::Minimax(own) => pairs::minimax(teller, own),
    };
    Explanation {
        rule: counting::rule(lang, rule).how.to_vec(),
        rounds,
        loser,
        ties: level.told(lang, ties),
        note: note(lang, rule).to_owned(),
    }
}

/// What was level, and whether that mattered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// No two were.
    None,
    /// Some were, and in any order the same would have won.
    Harmless,
    /// Some were, and all of them won.
    AllWon,
    /// Some were, in more ways than were looked at.
    TooMany,
    /// These were, and the tie rule decided; each a sentence without its end.
    Decided(Vec<String>),
    /// Nothing competes.
    Never,
}

impl Level {
    fn told(&self, lang: Lang, ties: Ties) -> String {
        match self {
            Self::Never => {
                lang.pick("各项互不影响，没有平票这回事。", "Items do not compete, so there is nothing to break.")
            }
            Self::None => lang.pick("没有平票，平票规则没有用到。", "No tie: the tie rule decided nothing."),
            Self::Harmless => lang
                .pick("有平票，但谁先谁后结果都一样。", "There were ties, but in any order the same would have won."),
            Self::AllWon => lang.pick("有平票，打平的都选上了。", "There were ties, and all that stood level won."),
            Self::TooMany => lang.pick(
                "平票太多，没有逐一看完先后不同会不会选上别的；照平票规则是这个结果。",
                "There were so many ties that not every order was looked at; by the tie rule this is the result.",
            ),
            Self::Decided(which) => {
                let rule = tie_rule(lang, ties);
                let all = which.join(lang.pick("；", "; "));
                return match lang {
                    Lang::Zh => format!("平票由规则“{rule}”定：{all}。"),
                    Lang::En => format!("The tie rule ({rule}) decided: {all}."),
                };
            }
        }
        .to_owned()
    }
}

/// Most sentences of rounds.
pub const MOST_ROUNDS: usize = 500;

/// How equals are put in order.
pub const fn tie_rule(lang: Lang, ties: Ties) -> &'static str {
    match (lang, ties) {
        (Lang::Zh, Ties::Id) => "编号按文字比，小的在先",
        (Lang::Zh, Ties::Cost) => "费用低的在先，再看编号",
        (Lang::Zh, Ties::File) => "按文件里的先后",
        (Lang::En, Ties::Id) => "smaller id as text first",
        (Lang::En, Ties::Cost) => "the cheaper first, then the smaller id as text",
        (Lang::En, Ties::File) => "in the order of the file",
    }
}

fn note(lang: Lang, rule: Rule) -> &'static str {
    match (lang, rule.needs_money(), rule) {
        (Lang::Zh, _, Rule::Items) => {
            "这里只比同意和不同意哪个多，不判断参加的人够不够、过没过法律要求的比例；没投票的人不算同意也不算反对。"
        }
        (Lang::En, _, Rule::Items) => {
            "This only says whether yes or no is more, not whether enough took part or a share that the law asks for was reached; who did not vote said neither yes nor no."
        }
        (Lang::Zh, true, _) => {
            "没选上不等于没人要：它只是在这些票、这些费用、这笔钱、这条规则下没排上，换一条规则可能不同。没投票的人怎么想，这里看不出来；票是不是本人投的、结果有没有约束力，也不是计票能说明的。"
        }
        (Lang::En, true, _) => {
            "A project that lost is not unwanted: it lost with these ballots, these costs, this money and this rule, and another rule may choose otherwise. What those want who did not vote is not known; nor does a count say whether the ballots are genuine or the result binds anybody."
        }
        (Lang::Zh, false, _) => {
            "当选不等于多数人的第一选择，没当选也不等于没人要：换一条规则，当选的可能是另一个。没投票的人怎么想，这里看不出来；票是不是本人投的、结果有没有约束力，也不是计票能说明的。"
        }
        (Lang::En, false, _) => {
            "The winner need not be most people's first choice, and a loser is not unwanted: another rule may choose another. What those want who did not vote is not known; nor does a count say whether the ballots are genuine or the result binds anybody."
        }
    }
}
