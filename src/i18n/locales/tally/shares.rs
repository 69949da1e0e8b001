//! A count by Equal Shares, told.

use super::{Level, MOST_ROUNDS, Teller, rows_left_out, said};
use crate::domain::quantity::grouped;
use crate::domain::voting::rule::Utility;
use crate::domain::voting::shares::{Change, Outcome, Round, Stop};
use crate::domain::voting::tally::purses;
use crate::domain::voting::turns::{Measure, measure};
use crate::i18n::Lang;

/// How the money was shared out, each round, and what followed.
pub(super) fn rounds(teller: &Teller, outcome: &Outcome) -> Vec<String> {
    let mut all = vec![start(teller, outcome)];
    if !outcome.free.is_empty() {
        all.push(match teller.lang {
            Lang::Zh => format!("不花钱的直接办：{}。", teller.options(&outcome.free)),
            Lang::En => format!("What costs nothing is done at once: {}.", teller.options(&outcome.free)),
        });
    }
    all.extend((1..).zip(&outcome.rounds).take(MOST_ROUNDS).map(|(at, own)| round(teller, outcome.utility, at, own)));
    let more = outcome.rounds.len().saturating_sub(MOST_ROUNDS);
    if more > 0 {
        all.push(rows_left_out(teller.lang, &more.to_string()));
    }
    all.push(end(teller, outcome));
    all.extend(added(teller, outcome));
    all
}

/// '84 voters', or the weight where ballots weigh differently.
fn everybody(teller: &Teller, weight: i128) -> String {
    match (teller.is_weighted(), teller.lang) {
        (false, _) => said(teller.lang, &teller.votes(weight), "个投票人", "voter"),
        (true, Lang::Zh) => format!("{} 份分量", teller.votes(weight)),
        (true, Lang::En) => format!("{} units of weight", teller.votes(weight)),
    }
}

fn start(teller: &Teller, outcome: &Outcome) -> String {
    let money = teller.money(outcome.budget.into());
    let all = everybody(teller, outcome.endowment.weight);
    let each = teller.about_each(&outcome.endowment.each);
    if outcome.steps == 0 {
        return match teller.lang {
            Lang::Zh => format!("{money} 平均分给 {all}，每份 {each}。"),
            Lang::En => format!("{money} are divided equally among {all}: {each} each."),
        };
    }
    let total = teller.money(outcome.endowment.total);
    let steps = grouped(i64::try_from(outcome.steps).unwrap_or(i64::MAX));
    match teller.lang {
        Lang::Zh => format!(
            "{money} 平均分给 {all}；钱有剩，加了 {steps} 次，算数的这一次当作共有 {total}，每份 {each}，真花的钱仍不超过 {money}。"
        ),
        Lang::En => format!(
            "{money} are divided equally among {all}. Money was left, so more was handed out {steps} time‹s›: the count that stands goes as if there were {total}, {each} each, but spends no more than {money}."
        )
        .replace("‹s›", if outcome.steps == 1 { "" } else { "s" }),
    }
}

fn round(teller: &Teller, utility: Utility, at: usize, round: &Round) -> String {
    let name = teller.option(round.option);
    let cost = teller.money(round.cost.into());
    let count = grouped(round.supporters);
    let paid = teller.about_each(&round.most_paid);
    let poor = poor(teller.lang, round);
    let equal = matches!(utility, Utility::Cost | Utility::Cardinality);
    match teller.lang {
        Lang::Zh => {
            let pay = if equal { "每人出" } else { "出得最多的人出" };
            format!("第 {at} 轮：{name}，{cost}，由支持它的 {count} 人出，{pay} {paid}{poor}。")
        }
        Lang::En => {
            let pay = if equal { "each pays" } else { "none pays more than" };
            format!(
                "Round {at}: {name} for {cost}, paid by its {}, and {pay} {paid}{poor}.",
                said(Lang::En, &count, "", "supporter")
            )
        }
    }
}

/// Those who could not pay as much as the others.
fn poor(lang: Lang, round: &Round) -> String {
    let (all, none) = (round.paid_all, round.without_money);
    let mut parts = Vec::new();
    if all > 0 && all == round.supporters {
        parts.push(lang.pick("大家把手里剩的都出了", "it is all that they still had").to_owned());
    } else if all > 0 {
        parts.push(match lang {
            Lang::Zh => format!("其中 {} 人把手里剩的都出了", grouped(all)),
            Lang::En => format!("{} of them can give no more than what they still have", grouped(all)),
        });
    }
    if none > 0 {
        parts.push(match lang {
            Lang::Zh => format!("{} 人手里已经没有了", grouped(none)),
            Lang::En if none == 1 => "1 has nothing left".to_owned(),
            Lang::En => format!("{} have nothing left", grouped(none)),
        });
    }
    let all = parts.join(lang.pick("，", ", "));
    if all.is_empty() { all } else { format!("{}{all}", lang.pick("，", "; ")) }
}

fn end(teller: &Teller, outcome: &Outcome) -> String {
    let bought: i128 = outcome.rounds.iter().map(|round| i128::from(round.cost)).sum();
    let left = teller.money(i128::from(outcome.budget) - bought);
    match (teller.lang, outcome.stop) {
        (Lang::Zh, Stop::NotAsked) => format!("再没有哪个项目的支持者凑得齐费用，剩 {left}。"),
        (Lang::En, Stop::NotAsked) => {
            format!("After that no project's supporters can pay for it together; {left} are left.")
        }
        (Lang::Zh, Stop::NextCostsTooMuch) => format!("再加一次，办的项目就要超出总钱数，所以停在这里，剩 {left}。"),
        (Lang::En, Stop::NextCostsTooMuch) => {
            format!("With one step more the projects would cost more than there is, so it ends here; {left} are left.")
        }
        (Lang::Zh, Stop::Exhausted) => format!("剩 {left}，再也放不下别的项目，所以停在这里。"),
        (Lang::En, Stop::Exhausted) => format!("{left} are left, and no further project fits, so it ends here."),
        (Lang::Zh, Stop::AllWon) => format!("有人选的项目都办了，剩 {left}。"),
        (Lang::En, Stop::AllWon) => format!("Everything that somebody supports is done; {left} are left."),
    }
}

fn added(teller: &Teller, outcome: &Outcome) -> Option<String> {
    if outcome.added.is_empty() {
        return None;
    }
    let all = teller.options(&outcome.added);
    let cost = outcome.added.iter().map(|at| i128::from(teller.election.cost(*at))).sum();
    let cost = teller.money(cost);
    Some(match teller.lang {
        Lang::Zh => format!("剩下的钱再补办：{all}，共 {cost}。"),
        Lang::En => format!("With what was left these were added: {all}, for {cost}."),
    })
}

/// Of those that lost the one with the most votes.
pub(super) fn loser(teller: &Teller, outcome: &Outcome) -> Option<String> {
    let supports = measure::measure(teller.election, Measure::Votes, None).ok()?;
    let lost = supports.iter().enumerate().filter(|(at, own)| own.votes > 0 && !outcome.winners.contains(at));
    let (at, support) = lost.max_by_key(|(at, own)| (own.votes, core::cmp::Reverse(*at)))?;
    let (name, votes) = (teller.option(at), teller.votes_said(support.votes));
    let cost = teller.election.cost(at);
    let (money, budget) = (teller.money(cost.into()), teller.money(outcome.budget.into()));
    Some(match (teller.lang, cost > outcome.budget) {
        (Lang::Zh, true) => format!("没选上的里面票最多的是{name}，有 {votes}；它要 {money}，比总共的 {budget} 还多。"),
        (Lang::En, true) => {
            format!(
                "Of those that lost {name} has the most, {votes}: it costs {money}, more than all the money, {budget}."
            )
        }
        (Lang::Zh, false) => {
            let left = left(teller, outcome, at);
            format!(
                "没选上的里面票最多的是{name}，有 {votes}；它要 {money}，支持它的人付完前面的项目，手里合起来{left}，不够。"
            )
        }
        (Lang::En, false) => {
            let left = left(teller, outcome, at);
            format!(
                "Of those that lost {name} has the most, {votes}: it costs {money}, and after paying for the others that they support its supporters {left}."
            )
        }
    })
}

/// What the supporters of a loser had left, rounded.
fn left(teller: &Teller, outcome: &Outcome, at: usize) -> String {
    let left = purses::left(teller.election, outcome, at);
    // Less than one of the currency is nothing that a sentence should dwell on.
    let unit = teller.election.unit.max(1);
    match (teller.lang, left.map(|left| left - left % unit)) {
        (Lang::Zh, Some(0)) => "什么也不剩".to_owned(),
        (Lang::En, Some(0)) => "have nothing left".to_owned(),
        (Lang::Zh, Some(left)) => format!("只剩 {}", teller.money(left.into())),
        (Lang::En, Some(left)) => format!("have only {} left together", teller.money(left.into())),
        (Lang::Zh, None) => "剩得太少".to_owned(),
        (Lang::En, None) => "have too little left".to_owned(),
    }
}

/// What would have made a loser win.
pub fn change(teller: &Teller, change: &Change) -> String {
    let name = teller.option(change.option);
    let cost = change.cost.map(|cost| teller.money(cost.into()));
    let more = change.singletons.map(grouped);
    match (teller.lang, cost, more) {
        (Lang::Zh, Some(cost), Some(more)) => {
            format!("{name}：费用降到 {cost} 就能办；或者再多 {more} 个只选它的人。")
        }
        (Lang::En, Some(cost), Some(more)) => format!(
            "{name} would have won at a cost of {cost}, or with {} {}.",
            said(Lang::En, &more, "", "more voter"),
            alone(&more)
        ),
        (Lang::Zh, Some(cost), None) => format!("{name}：费用降到 {cost} 就能办；再多些只选它的人也不行。"),
        (Lang::En, Some(cost), None) => {
            format!(
                "{name} would have won at a cost of {cost}; more voters who support nothing else would not have been enough."
            )
        }
        (Lang::Zh, None, Some(more)) => format!("{name}：再多 {more} 个只选它的人就能办；只降费用不行。"),
        (Lang::En, None, Some(more)) => format!(
            "{name} would have won with {} {}; a lower cost alone would not have been enough.",
            said(Lang::En, &more, "", "more voter"),
            alone(&more)
        ),
        (Lang::Zh, None, None) => format!("{name}：降费用、多些只选它的人，都不够。"),
        (Lang::En, None, None) => {
            format!("{name}: neither a lower cost nor more voters who support nothing else would have been enough.")
        }
    }
}

fn alone(more: &str) -> &'static str {
    if more == "1" { "who supports nothing else" } else { "who support nothing else" }
}

/// Projects with exactly the same price in a round.
pub(super) fn level(teller: &Teller, outcome: &Outcome) -> Level {
    let tied = (1..).zip(&outcome.rounds).filter(|(_, round)| round.ties > 0);
    let lasting: Vec<String> = tied
        .clone()
        .filter(|(_, round)| round.tied_with.iter().any(|other| !outcome.winners.contains(other)))
        .map(|(at, round): (usize, &Round)| {
            let (name, others) = (teller.option(round.option), teller.options(&round.tied_with));
            match teller.lang {
                Lang::Zh => format!("第 {at} 轮{name}和{others}一样，先办{name}"),
                Lang::En => format!("in round {at} {name} stood level with {others} and came first"),
            }
        })
        .collect();
    match (tied.count(), lasting.is_empty()) {
        (0, _) => Level::None,
        (_, true) => Level::AllWon,
        (_, false) => Level::Decided(lasting),
    }
}
