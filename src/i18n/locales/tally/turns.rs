//! A count in turns, told.

use super::teller::fraction;
use super::{Level, MOST_ROUNDS, Teller, rows_left_out, said};
use crate::domain::quantity::grouped;
use crate::domain::voting::turns::{Measure, Outcome, Plan, Step, Verdict};
use crate::i18n::Lang;

/// What a project has: '43 votes', '120 points'.
fn score(teller: &Teller, plan: Plan, step: &Step) -> String {
    let text = match plan.measure {
        Measure::Votes => teller.votes_said(step.score),
        Measure::Points => said(teller.lang, &teller.points(step.score), "分", "point"),
        Measure::Borda | Measure::BordaToZero => said(teller.lang, &teller.votes(step.score), "名次分", "rank point"),
    };
    if !plan.per_cost || step.score <= 0 {
        return text;
    }
    let each = each(teller, plan, step);
    match teller.lang {
        Lang::Zh => format!("{text}（合每{} {each}）", if plan.measure == Measure::Votes { "票" } else { "分" }),
        Lang::En => format!("{text} ({each} for each)"),
    }
}

/// Cost of a vote or point, rounded to two decimals, for reading.
fn each(teller: &Teller, plan: Plan, step: &Step) -> String {
    let unit = match plan.measure {
        Measure::Points => i128::from(teller.weight_unit).saturating_mul(teller.points_unit.into()),
        _ => teller.weight_unit.into(),
    };
    let cost = i128::from(step.cost).saturating_mul(unit);
    let score = step.score.max(1).saturating_mul(teller.election.unit.into());
    teller.with_currency(fraction(cost, score))
}

/// The score alone, as a number, where the turns go by something else than votes.
pub fn points(teller: &Teller, outcome: &Outcome, option: usize) -> Option<String> {
    let plan = Plan::of(outcome.rule);
    let step = outcome.order.iter().find(|step| step.option == option)?;
    (plan.measure != Measure::Votes).then(|| amount(teller, plan, step.score))
}

/// A sentence for each turn; those whom nobody chose, or whose turn never came, in one.
pub(super) fn rounds(teller: &Teller, outcome: &Outcome) -> Vec<String> {
    let plan = Plan::of(outcome.rule);
    let is_told = |(_, step): &(usize, &Step)| !matches!(step.verdict, Verdict::NoVotes | Verdict::AfterStop);
    let turns = (1..).zip(&outcome.order).filter(is_told);
    let mut all: Vec<String> = turns.clone().take(MOST_ROUNDS).map(|(at, step)| turn(teller, plan, at, step)).collect();
    let more = turns.count().saturating_sub(MOST_ROUNDS);
    if more > 0 {
        all.push(rows_left_out(teller.lang, &more.to_string()));
    }
    let with = |verdict: Verdict| -> Vec<usize> {
        outcome.order.iter().filter(|step| step.verdict == verdict).map(|step| step.option).collect()
    };
    let (behind, unwanted) = (with(Verdict::AfterStop), with(Verdict::NoVotes));
    if !behind.is_empty() {
        all.push(match teller.lang {
            Lang::Zh => format!("排在后面、没有再看的：{}。", teller.options(&behind)),
            Lang::En => format!("Behind it, not looked at: {}.", teller.options(&behind)),
        });
    }
    if !unwanted.is_empty() {
        all.push(match teller.lang {
            Lang::Zh => format!("没人选，不办：{}。", teller.options(&unwanted)),
            Lang::En => format!("Chosen by nobody, so not done: {}.", teller.options(&unwanted)),
        });
    }
    all
}

fn turn(teller: &Teller, plan: Plan, at: usize, step: &Step) -> String {
    let (name, score) = (teller.option(step.option), score(teller, plan, step));
    let cost = teller.money(step.cost.into());
    let left = teller.money(step.money_before.into());
    match (teller.lang, step.verdict) {
        (Lang::Zh, Verdict::Won) => {
            let after = teller.money(i128::from(step.money_before) - i128::from(step.cost));
            format!("{at}. {name}有 {score}，要 {cost}；还有 {left}，够，就办，剩 {after}。")
        }
        (Lang::En, Verdict::Won) => {
            let after = teller.money(i128::from(step.money_before) - i128::from(step.cost));
            format!("{at}. {name} has {score} and costs {cost}; {left} are there, so it is done, and {after} are left.")
        }
        (Lang::Zh, Verdict::DoesNotFit { .. }) if step.money_before == 0 => {
            format!("{at}. {name}有 {score}，要 {cost}；钱已经用完，{}。", if plan.stop { "到此为止" } else { "跳过" })
        }
        (Lang::En, Verdict::DoesNotFit { .. }) if step.money_before == 0 => {
            let then = if plan.stop { "here the count ends" } else { "it is skipped" };
            format!("{at}. {name} has {score} and costs {cost}; nothing is left, so {then}.")
        }
        (Lang::Zh, Verdict::DoesNotFit { missing }) => {
            let missing = teller.money(missing.into());
            let then = if plan.stop { "到此为止" } else { "跳过" };
            format!("{at}. {name}有 {score}，要 {cost}；只剩 {left}，差 {missing}，{then}。")
        }
        (Lang::En, Verdict::DoesNotFit { missing }) => {
            let missing = teller.money(missing.into());
            let then = if plan.stop { "here the count ends" } else { "it is skipped" };
            format!("{at}. {name} has {score} and costs {cost}; only {left} are left, {missing} too little, so {then}.")
        }
        (Lang::Zh, Verdict::BelowLeast { missing }) => {
            format!("{at}. {name}有 {score}，比最低数少 {}，不办。", amount(teller, plan, missing))
        }
        (Lang::En, Verdict::BelowLeast { missing }) => {
            format!("{at}. {name} has {score}, {} below the least number, so it is out.", amount(teller, plan, missing))
        }
        (_, Verdict::NoVotes | Verdict::AfterStop) => String::new(),
    }
}

fn amount(teller: &Teller, plan: Plan, score: i128) -> String {
    match plan.measure {
        Measure::Points => teller.points(score),
        _ => teller.votes(score),
    }
}

/// The first that lost though somebody wanted it.
pub(super) fn loser(teller: &Teller, outcome: &Outcome) -> Option<String> {
    let plan = Plan::of(outcome.rule);
    let lost = |step: &&Step| !matches!(step.verdict, Verdict::Won | Verdict::NoVotes);
    let step = outcome.order.iter().find(lost)?;
    let (name, score) = (teller.option(step.option), score(teller, plan, step));
    let cost = teller.money(step.cost.into());
    Some(match (teller.lang, step.verdict) {
        (Lang::Zh, Verdict::BelowLeast { missing }) => {
            format!("没选上的里面排最前的是{name}，有 {score}，离最低数差 {}。", amount(teller, plan, missing))
        }
        (Lang::En, Verdict::BelowLeast { missing }) => {
            format!(
                "The first that lost is {name} with {score}: {} short of the least number.",
                amount(teller, plan, missing)
            )
        }
        (Lang::Zh, Verdict::DoesNotFit { missing }) if step.cost > outcome.budget => format!(
            "没选上的里面排最前的是{name}，有 {score}；它要 {cost}，比总共的 {} 还多，差 {}。",
            teller.money(outcome.budget.into()),
            teller.money(missing.into())
        ),
        (Lang::En, Verdict::DoesNotFit { .. }) if step.cost > outcome.budget => format!(
            "The first that lost is {name} with {score}: it costs {cost}, more than all the money, {}.",
            teller.money(outcome.budget.into())
        ),
        (Lang::Zh, _) if step.money_before == 0 => {
            format!("没选上的里面排最前的是{name}，有 {score}；轮到它时钱已经用完。")
        }
        (Lang::En, _) if step.money_before == 0 => {
            format!("The first that lost is {name} with {score}: when its turn came nothing was left.")
        }
        (Lang::Zh, _) => format!(
            "没选上的里面排最前的是{name}，有 {score}；轮到它时只剩 {}，它要 {cost}，差 {}。",
            teller.money(step.money_before.into()),
            teller.money(i128::from(step.cost) - i128::from(step.money_before))
        ),
        (Lang::En, _) => format!(
            "The first that lost is {name} with {score}: when its turn came {} were left and it costs {cost}, so {} were missing.",
            teller.money(step.money_before.into()),
            teller.money(i128::from(step.cost) - i128::from(step.money_before))
        ),
    })
}

/// What was level.
pub(super) fn level(teller: &Teller, outcome: &Outcome) -> Level {
    if outcome.equals.is_empty() {
        return Level::None;
    }
    let told: Vec<String> = outcome
        .equals
        .iter()
        .filter(|equals| equals.mattered)
        .map(|equals| {
            let all = teller.options(&equals.options);
            let first = equals.options.first().map(|at| teller.option(*at)).unwrap_or_default();
            let count = grouped(i64::try_from(equals.options.len()).unwrap_or(i64::MAX));
            match teller.lang {
                Lang::Zh => format!("{all}这 {count} 个一样，不能都办，{first}先轮到"),
                Lang::En => format!("{all} stood level and not all of them could be done, {first} came first"),
            }
        })
        .collect();
    if told.is_empty() { Level::Harmless } else { Level::Decided(told) }
}
