//! Counts by pairs, told.

use super::single::{Told, bounded, level};
use super::{Level, Teller, said};
use crate::domain::voting::ranked::pairwise::Pairwise;
use crate::domain::voting::ranked::{copeland, minimax, schulze};
use crate::i18n::Lang;

/// How the winner did against each other option.
fn against_all(teller: &Teller, pairwise: &Pairwise, winner: usize) -> Vec<String> {
    let name = teller.option(winner);
    let others = (0..pairwise.options()).filter(|other| *other != winner);
    bounded(
        teller.lang,
        others.map(|other| {
            let (own, its) = (pairwise.preferred.at(winner, other), pairwise.preferred.at(other, winner));
            let (other, own_said, its_said) =
                (teller.option(other), teller.votes(own.into()), teller.votes(its.into()));
            match (teller.lang, own.cmp(&its)) {
                (Lang::Zh, core::cmp::Ordering::Greater) => format!("{name}对{other}：{own_said} 比 {its_said}，赢。"),
                (Lang::Zh, core::cmp::Ordering::Less) => format!("{name}对{other}：{own_said} 比 {its_said}，输。"),
                (Lang::Zh, core::cmp::Ordering::Equal) => format!("{name}对{other}：{own_said} 比 {its_said}，平。"),
                (Lang::En, core::cmp::Ordering::Greater) => {
                    format!("{name} beats {other} by {own_said} to {its_said}.")
                }
                (Lang::En, core::cmp::Ordering::Less) => {
                    format!("{name} loses to {other} by {own_said} to {its_said}.")
                }
                (Lang::En, core::cmp::Ordering::Equal) => {
                    format!("{name} and {other} are level at {own_said} to {its_said}.")
                }
            }
        }),
    )
}

/// Whether the winner beats everybody, in a sentence.
fn condorcet(teller: &Teller, pairwise: &Pairwise, winner: usize) -> String {
    match (pairwise.condorcet_winner() == Some(winner), teller.lang) {
        (true, Lang::Zh) => format!("{}两两都赢，谁也赢不了它。", teller.option(winner)),
        (true, Lang::En) => format!("{} beats every other option.", teller.option(winner)),
        (false, Lang::Zh) => "没有哪个选项两两都赢。".to_owned(),
        (false, Lang::En) => "No option beats every other.".to_owned(),
    }
}

/// Of those that did not win the one that lost to the winner by the least.
fn closest(pairwise: &Pairwise, winner: usize, tied: &[usize]) -> Option<usize> {
    let others = (0..pairwise.options()).filter(|other| *other != winner && !tied.contains(other));
    others.min_by_key(|other| (pairwise.margin(winner, *other), *other))
}

/// Beat paths.
pub(super) fn schulze(teller: &Teller, outcome: &schulze::Outcome) -> Told {
    let Some(winner) = outcome.winners.first().copied() else { return (Vec::new(), None, Level::None) };
    let mut rounds = against_all(teller, &outcome.pairwise, winner);
    rounds.push(condorcet(teller, &outcome.pairwise, winner));
    let best = |other: &usize| outcome.paths.at(winner, *other) - outcome.paths.at(*other, winner);
    let others = (0..outcome.paths.side()).filter(|other| !outcome.tied.contains(other));
    let loser = others.min_by_key(best).map(|other| {
        // Another co-winner may be the one with the stronger path.
        let by = outcome.beaten_by(other).first().copied().unwrap_or(winner);
        let by = if best(&other) > 0 { winner } else { by };
        let (name, beater) = (teller.option(other), teller.option(by));
        let there = teller.votes_said(outcome.paths.at(by, other).into());
        let back = outcome.paths.at(other, by);
        let back_said = teller.votes_said(back.into());
        match (teller.lang, back) {
            (Lang::Zh, 0) => format!("没选上的里面最接近的是{name}：从{beater}到它有路，最弱的一场 {there}，回来没有路。"),
            (Lang::Zh, _) => {
                format!("没选上的里面最接近的是{name}：从{beater}到它的路，最弱的一场 {there}；回来的路，最弱的一场只有 {back_said}。")
            }
            (Lang::En, 0) => {
                format!("The closest loser is {name}: there is a path from {beater} to it, {there} strong, and none back.")
            }
            (Lang::En, _) => {
                format!("The closest loser is {name}: the path from {beater} to it is {there} strong, the path back only {back_said}.")
            }
        }
    });
    (rounds, loser, level(teller, &outcome.tied, &outcome.winners))
}

/// Pairs won less pairs lost.
pub(super) fn copeland(teller: &Teller, outcome: &copeland::Outcome) -> Told {
    let Some(winner) = outcome.winners.first().copied() else { return (Vec::new(), None, Level::None) };
    let mut order: Vec<&copeland::Standing> = outcome.standings.iter().collect();
    order.sort_by_key(|standing| core::cmp::Reverse(standing.score));
    let standing = |own: &copeland::Standing| {
        let (won, lost, level, score) = (own.won, own.lost, own.level, own.score);
        match teller.lang {
            Lang::Zh => format!("赢 {won} 场，输 {lost} 场，平 {level} 场，得 {score}"),
            Lang::En => format!("{won} won, {lost} lost, {level} level: {score}"),
        }
    };
    let mut rounds = bounded(
        teller.lang,
        order.iter().map(|own| match teller.lang {
            Lang::Zh => format!("{}：{}。", teller.option(own.option), standing(own)),
            Lang::En => format!("{}: {}.", teller.option(own.option), standing(own)),
        }),
    );
    rounds.push(condorcet(teller, &outcome.pairwise, winner));
    let next = order.iter().find(|own| !outcome.tied.contains(&own.option));
    let loser = next.map(|own| match teller.lang {
        Lang::Zh => format!("没选上的里面最靠前的是{}：{}。", teller.option(own.option), standing(own)),
        Lang::En => format!("The first that lost is {}: {}.", teller.option(own.option), standing(own)),
    });
    (rounds, loser, level(teller, &outcome.tied, &outcome.winners))
}

/// The worst defeat.
pub(super) fn minimax(teller: &Teller, outcome: &minimax::Outcome) -> Told {
    let Some(winner) = outcome.winners.first().copied() else { return (Vec::new(), None, Level::None) };
    let mut order: Vec<&minimax::Standing> = outcome.standings.iter().collect();
    order.sort_by_key(|standing| standing.worst);
    let worst = |own: &minimax::Standing| worst_said(teller, own);
    let mut rounds = bounded(
        teller.lang,
        order.iter().map(|own| match teller.lang {
            Lang::Zh => format!("{}：{}。", teller.option(own.option), worst(own)),
            Lang::En => format!("{}: {}.", teller.option(own.option), worst(own)),
        }),
    );
    rounds.push(condorcet(teller, &outcome.pairwise, winner));
    let next = order.iter().find(|own| !outcome.tied.contains(&own.option)).map(|own| own.option);
    let next = next.or_else(|| closest(&outcome.pairwise, winner, &outcome.tied));
    let loser =
        next.and_then(|at| outcome.standings.iter().find(|own| own.option == at)).map(|own| match teller.lang {
            Lang::Zh => format!("没选上的里面最靠前的是{}：{}。", teller.option(own.option), worst(own)),
            Lang::En => format!("The first that lost is {}: {}.", teller.option(own.option), worst(own)),
        });
    (rounds, loser, level(teller, &outcome.tied, &outcome.winners))
}

fn worst_said(teller: &Teller, own: &minimax::Standing) -> String {
    let Some(other) = own.against else {
        return teller.lang.pick("没有别的选项可比", "no other option to be compared with").to_owned();
    };
    let by = said(teller.lang, &teller.votes(i128::from(own.worst).abs()), "票", "vote");
    let other = teller.option(other);
    match (teller.lang, own.worst.signum()) {
        (Lang::Zh, 1) => format!("输得最惨的一场输给{other}，差 {by}"),
        (Lang::Zh, 0) => format!("没有输过，最险的一场和{other}打平"),
        (Lang::Zh, _) => format!("没有输过，最险的一场赢{other}{by}"),
        (Lang::En, 1) => format!("its heaviest defeat is by {by}, against {other}"),
        (Lang::En, 0) => format!("it loses to none and is level with {other}"),
        (Lang::En, _) => format!("it loses to none; its closest win is by {by}, over {other}"),
    }
}
