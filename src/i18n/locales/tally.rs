//! A count in words: what was counted, how it went round by round, why the best loser lost, what the
//! tie rule did, and what the result does not mean.
//!
//! For: `linli tally` and every page that shows a result.
//! Must not know: where the ballots come from, or how a rule counts.
//! To add: an outcome of a new family is told in a file of its own below.

mod pairs;
mod shares;
mod single;
mod turns;

use crate::domain::quantity::grouped;
use crate::domain::voting::election::{Election, Kind, Ties};
use crate::domain::voting::rule::{Refusal, Rule};
use crate::domain::voting::tally::Outcome;
use crate::i18n::Lang;
use crate::i18n::locales::counting;
use serde::Serialize;

pub use shares::change;
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
    other_than_file(only: &str, without: &str) { "和文件里记的当时的决定不一样：这里多 {only}；这里少 {without}。", "The file says that others were chosen then: here in addition {only}; not here {without}." }
    none { "没有", "none" }
    change_left_out(n: &str) { "只看了没选上的里面票最多的 {n} 个。", "Only the {n} losers with the most votes were looked at." }
    change_none { "没有落选的项目。", "No project that somebody supports lost." }
    no_voice { "没有一张票选了什么，结果只由平票规则决定。", "No ballot says anything, so the tie rule alone decided." }
    heavy { "票有轻重：数的是分量，不是人数。", "Ballots weigh differently: what is added up is weight, not heads." }
    rows_left_out(n: &str) { "……还有 {n} 条没有列出。", "… and {n} more, not listed." }
}

/// What the words are about.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// In this language.
    pub lang: Lang,
    /// What was counted.
    pub election: &'a Election,
    /// As the file names it ('EUR'); may be empty.
    pub currency: &'a str,
    /// How many units of a ballot's weight are one vote.
    pub weight_unit: i64,
    /// How many units of a mark are one point.
    pub points_unit: i64,
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
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
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

impl Teller<'_> {
    /// An option in a sentence: 'Lift' (12); only its id where it has no name.
    pub fn option(&self, at: usize) -> String {
        let Some(choice) = self.election.options.get(at) else { return String::new() };
        let name = shortened(&choice.name);
        let (id, lang) = (&choice.id, self.lang);
        match (lang, name.is_empty() || name == *id) {
            (_, true) => id.clone(),
            (Lang::Zh, false) => format!("「{name}」（{id}）"),
            (Lang::En, false) => format!("'{name}' ({id})"),
        }
    }

    /// Several options in a sentence; of more than ten the first ten.
    pub fn options(&self, all: &[usize]) -> String {
        let mut list: Vec<String> = all.iter().take(MOST_NAMED).map(|at| self.option(*at)).collect();
        let more = all.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            list.push(match self.lang {
                Lang::Zh => format!("另外 {more} 个"),
                Lang::En => format!("{more} more"),
            });
        }
        match (self.lang, list.split_last()) {
            (Lang::En, Some((last, first))) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => list.join("、"),
        }
    }

    /// An amount in the file's own money, exact.
    pub fn money(&self, amount: i128) -> String {
        self.with_currency(decimal(amount, self.election.unit.into()))
    }

    /// An amount in the smallest unit of money that is itself rounded ('119047.619'), to two decimals.
    pub fn about(&self, amount: &str) -> String {
        let unit = decimal_places(self.election.unit);
        let whole: f64 = amount.parse().unwrap_or(0.0);
        let text = format!("{:.2}", whole / 10_f64.powi(unit));
        let (front, part) = text.split_once('.').unwrap_or((&text, ""));
        let front = front.parse().map_or_else(|_| front.to_owned(), grouped);
        self.with_currency(if part == "00" { front } else { format!("{front}.{part}") })
    }

    fn with_currency(&self, number: String) -> String {
        match (self.currency, self.lang) {
            ("", _) => number,
            ("CNY" | "RMB", Lang::Zh) => format!("{number} 元"),
            (currency, _) => format!("{number} {currency}"),
        }
    }

    /// A sum of weights: 1,234.
    pub fn votes(&self, weight: i128) -> String {
        decimal(weight, self.weight_unit.into())
    }

    /// A sum of points times weights.
    pub fn points(&self, points: i128) -> String {
        decimal(points, i128::from(self.weight_unit) * i128::from(self.points_unit))
    }

    /// Whether a voter can weigh more or less than one vote.
    pub fn is_weighted(&self) -> bool {
        self.election.ballots.iter().any(|entry| entry.weight != self.weight_unit)
    }

    /// A rounded amount for each unit of weight, as one for each vote.
    pub(super) fn about_each(&self, amount: &str) -> String {
        if self.weight_unit == 1 {
            return self.about(amount);
        }
        let each: f64 = amount.parse().unwrap_or(0.0);
        let unit: f64 = self.weight_unit.to_string().parse().unwrap_or(1.0);
        self.about(&(each * unit).to_string())
    }

    /// So many parts of a vote, of which `parts` are one; to two decimals where it does not divide.
    pub(super) fn parts(&self, value: i128, parts: i128) -> String {
        fraction(value, parts.saturating_mul(self.weight_unit.into()))
    }

    /// A fraction of points.
    pub(super) fn parts_of_points(&self, numerator: i128, denominator: i128) -> String {
        fraction(numerator, denominator.saturating_mul(self.points_unit.into()))
    }

    /// '43 votes', '43 票'.
    pub fn votes_said(&self, weight: i128) -> String {
        said(self.lang, self.votes(weight), "票", "vote")
    }
}

/// Most options that one sentence names.
const MOST_NAMED: usize = 10;
/// Most letters of a name in a sentence.
const MOST_LETTERS: usize = 60;
/// Most sentences of rounds.
pub const MOST_ROUNDS: usize = 500;

fn shortened(name: &str) -> String {
    let name = name.trim();
    if name.chars().count() <= MOST_LETTERS {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let cut: String = name.chars().take(MOST_LETTERS - 1).collect();
    format!("{}…", cut.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A number and what it counts.
pub(super) fn said(lang: Lang, number: String, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => format!("{number} {zh}"),
        Lang::En if number == "1" => format!("{number} {en}"),
        Lang::En => format!("{number} {en}s"),
    }
}

/// So many units, of which `unit` (a power of ten) are one: 123456 of 100 is '1,234.56'.
pub fn decimal(value: i128, unit: i128) -> String {
    let unit = unit.max(1);
    let (whole, part) = (value / unit, value % unit);
    let sign = if value < 0 { "-" } else { "" };
    let front = i64::try_from(whole.unsigned_abs()).map_or_else(|_| whole.unsigned_abs().to_string(), grouped);
    if part == 0 {
        return format!("{sign}{front}");
    }
    let width = usize::try_from(unit.ilog10()).unwrap_or(0);
    let digits = format!("{:0>width$}", part.unsigned_abs());
    format!("{sign}{front}.{}", digits.trim_end_matches('0'))
}

/// A fraction for reading, to two decimals, rounded half away from zero.
fn fraction(numerator: i128, denominator: i128) -> String {
    let denominator = denominator.max(1);
    if numerator % denominator == 0 {
        return decimal(numerator / denominator, 1);
    }
    let half = denominator / 2 * numerator.signum();
    decimal((numerator.saturating_mul(100).saturating_add(half)) / denominator, 100)
}

fn decimal_places(unit: i64) -> i32 {
    i32::try_from(unit.max(1).ilog10()).unwrap_or(0)
}
