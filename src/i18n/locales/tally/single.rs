//! Counts by totals, points for places and rounds, and the vote on each item, told.

use super::{Level, MOST_ROUNDS, Teller, rows_left_out, said};
use crate::domain::voting::rule::Rule;
use crate::domain::voting::{items, ranked::borda, ranked::irv, totals};
use crate::i18n::Lang;
use std::collections::BTreeMap;

/// What a family tells: rounds, the best loser, what was level.
pub(super) type Told = (Vec<String>, Option<String>, Level);

/// All co-winners and the one that the tie rule took.
pub(super) fn level(teller: &Teller, tied: &[usize], winners: &[usize]) -> Level {
    match (tied.len(), winners.first()) {
        (0 | 1, _) | (_, None) => Level::None,
        (_, Some(first)) => {
            let (all, name) = (teller.options(tied), teller.option(*first));
            Level::Decided(vec![match teller.lang {
                Lang::Zh => format!("{all}并列第一，取{name}"),
                Lang::En => format!("{all} came first together, {name} was taken"),
            }])
        }
    }
}

/// No more sentences than can be read, and how many are left out.
pub(super) fn bounded(lang: Lang, all: impl Iterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let mut more: usize = 0;
    for sentence in all {
        if list.len() < MOST_ROUNDS {
            list.push(sentence);
        } else {
            more += 1;
        }
    }
    if more > 0 {
        list.push(rows_left_out(lang, &more.to_string()));
    }
    list
}

/// Sums of ticks, first choices or points.
pub(super) fn totals(teller: &Teller, outcome: &totals::Outcome) -> Told {
    let figure = |total: &totals::Total| total_said(teller, outcome, total);
    let list = bounded(
        teller.lang,
        (1..).zip(&outcome.totals).map(|(at, total): (usize, _)| match teller.lang {
            Lang::Zh => format!("{at}. {}：{}。", teller.option(total.option), figure(total)),
            Lang::En => format!("{at}. {}: {}.", teller.option(total.option), figure(total)),
        }),
    );
    let first = outcome.totals.first();
    let next = outcome.totals.iter().find(|total| !outcome.tied.contains(&total.option));
    let loser = first.zip(next).filter(|_| !outcome.winners.is_empty()).map(|(first, next)| {
        let (name, own, most) = (teller.option(next.option), figure(next), figure(first));
        match teller.lang {
            Lang::Zh => format!("没选上的里面最靠前的是{name}：{own}，第一名是 {most}。"),
            Lang::En => format!("The first that lost is {name}: {own}, where the winner has {most}."),
        }
    });
    (list, loser, level(teller, &outcome.tied, &outcome.winners))
}

/// '144 first choices', '3.25 points on average'.
pub fn total_said(teller: &Teller, outcome: &totals::Outcome, total: &totals::Total) -> String {
    let lang = teller.lang;
    match outcome.rule {
        Rule::Plurality => said(lang, &teller.parts(total.total, outcome.parts), "张票的第一选择", "first choice"),
        Rule::Points => said(lang, &teller.points(total.total), "点", "point"),
        Rule::Score => {
            let sum = said(lang, &teller.points(total.total), "分", "point");
            let average = total
                .average
                .map_or_else(String::new, |average| teller.parts_of_points(average.numerator, average.denominator));
            match lang {
                Lang::Zh => format!("平均 {average} 分（合计 {sum}）"),
                Lang::En => format!("{average} points on average ({sum} in all)"),
            }
        }
        _ => said(lang, &teller.votes(total.total), "票", "vote"),
    }
}

/// Points for places.
pub(super) fn borda(teller: &Teller, outcome: &borda::Outcome) -> Told {
    let mut order: Vec<&borda::Points> = outcome.points.iter().collect();
    order.sort_by_key(|points| core::cmp::Reverse(points.twice));
    let figure = |points: &borda::Points| said(teller.lang, &teller.parts(points.twice, 2), "分", "point");
    let list = bounded(
        teller.lang,
        (1..).zip(&order).map(|(at, points): (usize, _)| match teller.lang {
            Lang::Zh => format!("{at}. {}：{}。", teller.option(points.option), figure(points)),
            Lang::En => format!("{at}. {}: {}.", teller.option(points.option), figure(points)),
        }),
    );
    let next = order.iter().find(|points| !outcome.tied.contains(&points.option));
    let loser = order.first().zip(next).map(|(first, next)| {
        let (name, own, most) = (teller.option(next.option), figure(next), figure(first));
        match teller.lang {
            Lang::Zh => format!("没选上的里面最靠前的是{name}：{own}，第一名有 {most}。"),
            Lang::En => format!("The first that lost is {name}: it has {own}, the winner {most}."),
        }
    });
    (list, loser, level(teller, &outcome.tied, &outcome.winners))
}

/// Rounds of the runoff.
pub(super) fn irv(teller: &Teller, outcome: &irv::Outcome) -> Told {
    let told = (1..).zip(&outcome.rounds).take(MOST_ROUNDS);
    let mut rounds: Vec<String> = told.map(|(at, round): (usize, _)| irv_round(teller, outcome, at, round)).collect();
    let more = outcome.rounds.len().saturating_sub(MOST_ROUNDS);
    if more > 0 {
        rounds.push(rows_left_out(teller.lang, &more.to_string()));
    }
    let last = outcome.rounds.last().map(counts).unwrap_or_default();
    let said = |votes: i128| said(teller.lang, &teller.parts(votes, SCALE), "票", "vote");
    let won = last.iter().find(|(_, option)| outcome.winners.contains(option));
    let best = last.iter().find(|(_, option)| !outcome.winners.contains(option));
    let loser = won.zip(best).map(|((most, _), (votes, option))| {
        let (name, votes, most) = (teller.option(*option), said(*votes), said(*most));
        match teller.lang {
            Lang::Zh => format!("留到最后还是没选上的是{name}：有 {votes}，当选的有 {most}。"),
            Lang::En => format!("The last that lost is {name}: in the last round it has {votes}, the winner {most}."),
        }
    });
    let level = if outcome.tied.len() > 1 {
        let (all, first) = (teller.options(&outcome.tied), teller.options(&outcome.winners));
        Level::Decided(vec![match teller.lang {
            Lang::Zh => format!("票最少的不止一个时，先淘汰谁会改变结果，{all}都可能当选，照规则是{first}"),
            Lang::En => format!(
                "where several had the fewest, who went out first matters: {all} could each have won, by the rule it is {first}"
            ),
        }])
    } else if !outcome.all_looked_at {
        Level::TooMany
    } else if outcome.rounds.iter().any(|round| !round.equally_low.is_empty()) {
        Level::Harmless
    } else {
        Level::None
    };
    (rounds, loser, level)
}

/// Parts of a vote that every shared first place divides into, for reading in order only.
const SCALE: i128 = 720_720;

/// Votes of every option that is left, shares included, times [`SCALE`] (rounded down where it does not
/// divide); the most first.
fn counts(round: &irv::Round) -> Vec<(i128, usize)> {
    let mut sums: BTreeMap<usize, i128> =
        round.counts.iter().map(|own| (own.option, i128::from(own.votes) * SCALE)).collect();
    for own in &round.shared {
        *sums.entry(own.option).or_default() += i128::from(own.votes) * SCALE / i128::from(own.among.max(1));
    }
    let mut order: Vec<(i128, usize)> = sums.into_iter().map(|(option, votes)| (votes, option)).collect();
    order.sort_by_key(|(votes, option)| (core::cmp::Reverse(*votes), *option));
    order
}

/// Most options of a round that are told.
const MOST_TOLD: usize = 8;

fn irv_round(teller: &Teller, outcome: &irv::Outcome, at: usize, round: &irv::Round) -> String {
    if let (true, Some(out)) = (round.left_out, round.eliminated) {
        let out = teller.option(out);
        return match teller.lang {
            Lang::Zh => format!("第 {at} 轮：{out}淘汰（选项太多，各轮票数没有全留）。"),
            Lang::En => format!("Round {at}: {out} is out (with so many options its figures are not kept)."),
        };
    }
    let order = counts(round);
    let space = teller.lang.pick("", " ");
    let one =
        |(votes, option): &(i128, usize)| format!("{}{space}{}", teller.option(*option), teller.parts(*votes, SCALE));
    let mut list: Vec<String> = order.iter().take(MOST_TOLD).map(one).collect();
    if order.len() > MOST_TOLD {
        list.push(teller.lang.pick("……", "…").to_owned());
    }
    let list = list.join(teller.lang.pick("，", ", "));
    let exhausted = teller.votes(round.exhausted.into());
    let none = match (round.exhausted, teller.lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("（{exhausted} 张票没有还在的选项）"),
        (_, Lang::En) => format!(" ({exhausted} name nobody who is left)"),
    };
    let level = round.equally_low.len() > 1;
    match (teller.lang, round.eliminated) {
        (Lang::Zh, Some(out)) if level => {
            let (all, out) = (teller.options(&round.equally_low), teller.option(out));
            format!("第 {at} 轮：{list}{none}；没有过半的，{all}票一样少，照平票规则淘汰{out}。")
        }
        (Lang::En, Some(out)) if level => {
            let (all, out) = (teller.options(&round.equally_low), teller.option(out));
            format!(
                "Round {at}: {list}{none}; nobody has more than half, {all} have equally few, and by the tie rule {out} is out."
            )
        }
        (Lang::Zh, Some(out)) => {
            format!("第 {at} 轮：{list}{none}；没有过半的，票最少的{}淘汰。", teller.option(out))
        }
        (Lang::En, Some(out)) => {
            format!("Round {at}: {list}{none}; nobody has more than half, so {} is out.", teller.option(out))
        }
        (Lang::Zh, None) => format!("第 {at} 轮：{list}{none}；{}当选。", teller.options(&outcome.winners)),
        (Lang::En, None) => format!("Round {at}: {list}{none}; {} wins.", teller.options(&outcome.winners)),
    }
}

/// Each item.
pub(super) fn items(teller: &Teller, outcome: &items::Outcome) -> Vec<String> {
    bounded(
        teller.lang,
        outcome.items.iter().map(|item| {
            let (name, own) = (teller.option(item.option), item.weight);
            let (yes, no, abstain) = (teller.votes(own.yes), teller.votes(own.no), teller.votes(own.abstain));
            match (teller.lang, item.passed) {
                (Lang::Zh, true) => format!("{name}：同意 {yes}，不同意 {no}，弃权 {abstain}，同意的多，通过。"),
                (Lang::Zh, false) => {
                    format!("{name}：同意 {yes}，不同意 {no}，弃权 {abstain}，同意的不比不同意的多，不通过。")
                }
                (Lang::En, true) => {
                    format!("{name}: {yes} yes, {no} no, {abstain} abstain; more yes than no, so it passes.")
                }
                (Lang::En, false) => {
                    format!("{name}: {yes} yes, {no} no, {abstain} abstain; not more yes than no, so it fails.")
                }
            }
        }),
    )
}
