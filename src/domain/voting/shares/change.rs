//! What would have made a loser win.
//!
//! For: [`change`], on demand, for one option: two of the measures of Boehmer, Faliszewski, Janeczko, Peters,
//! Pierczyński, Schierreich, Skowron, Szufa: Evaluation of Project Performance in Participatory Budgeting
//! (IJCAI 2024): how cheap it would have had to be, how many more supporters it would have needed.
//! Must not know: how a round is counted.
//! To add: a measure is a function from the election to a changed election, and its search.
//!
//! Equal Shares is not monotone: with 'add one' a dearer project can win where a cheaper one loses, and one
//! supporter more can do harm. So what is given is a true edge, found by counting, and not the only one: the
//! option wins at this cost and loses at one smallest unit more; it wins with so many more ballots and loses
//! with one less.

use super::{Plan, Terms, count_by};
use crate::domain::voting::election::{Ballots, Election, Kind, Mark};
use crate::domain::voting::rule::{Refusal, Utility};
use serde::{Deserialize, Serialize};

/// Costs that are tried from the top down before the edge is looked for between two of them.
const TRIED: i64 = 32;
/// More singletons than this many times the voters are not tried.
const MOST_TIMES: i64 = 16;

/// What would have made an option win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its position.
    pub option: usize,
    /// Whether it won as it is; then both measures are empty.
    pub won: bool,
    /// A cost at which it wins while it loses at one smallest unit more. `None` where nobody supports it.
    pub cost: Option<i64>,
    /// So many more voters (of weight 1, or of the heaviest voter's where nobody weighs 1) who support this
    /// option alone make it win, one less do not. `None`: none of the numbers tried, up to 16 times the
    /// voters, or such a ballot says nothing under this utility (a ranking of one option gains nothing).
    pub singletons: Option<i64>,
}

/// Counts again and again with one option changed.
///
/// # Errors
/// As [`count_by`].
pub fn change(
    election: &Election,
    utility: Utility,
    plan: Plan,
    terms: Terms,
    option: usize,
) -> Result<Change, Refusal> {
    let wins =
        |election: &Election| count_by(election, utility, plan, terms).map(|outcome| outcome.winners.contains(&option));
    if wins(election)? {
        return Ok(Change { option, won: true, cost: None, singletons: None });
    }
    let cost = cost(election, option, &wins)?;
    let singletons = singletons(election, utility, option, &wins)?;
    Ok(Change { option, won: false, cost, singletons })
}

type Wins<'a> = &'a dyn Fn(&Election) -> Result<bool, Refusal>;

/// The edge below the highest of [`TRIED`] costs at which it wins.
fn cost(election: &Election, option: usize, wins: Wins<'_>) -> Result<Option<i64>, Refusal> {
    let own = election.cost(option);
    let at = |cost: i64| {
        let mut changed = election.clone();
        if let Some(choice) = changed.options.get_mut(option) {
            choice.cost = cost;
        }
        wins(&changed)
    };
    let mut losing = own;
    for tried in (0..TRIED).rev() {
        let cost = i64::try_from(i128::from(own) * i128::from(tried) / i128::from(TRIED)).unwrap_or(0);
        if cost < losing && at(cost)? {
            return edge(cost, losing, &at).map(Some);
        }
        losing = cost;
    }
    Ok(None)
}

/// The edge above the last number of singletons that was tried in vain: each up to 8, then doubled.
fn singletons(election: &Election, utility: Utility, option: usize, wins: Wins<'_>) -> Result<Option<i64>, Refusal> {
    let Some(mark) = alone(election, utility, option) else { return Ok(None) };
    let weights = || election.ballots.iter().map(|entry| entry.weight);
    let weight = if weights().any(|weight| weight == 1) { 1 } else { weights().max().unwrap_or(1).max(1) };
    let with = |voters: i64| {
        let mut ballots = Ballots::new();
        for entry in election.ballots.iter() {
            ballots.push(entry.marks, entry.voters, entry.weight);
        }
        ballots.push(&[mark], voters, weight);
        wins(&Election { ballots, ..election.clone() })
    };
    let most = election.ballots.voters().saturating_mul(MOST_TIMES).max(8);
    let (mut losing, mut voters) = (0, 1);
    while voters <= most {
        if with(voters)? {
            return edge(voters, losing, &with).map(Some);
        }
        losing = voters;
        voters = if voters < 8 { voters + 1 } else { voters.saturating_mul(2) };
    }
    Ok(None)
}

/// Between a number at which it wins and one at which it loses, the last that wins.
fn edge(mut winning: i64, mut losing: i64, wins: &dyn Fn(i64) -> Result<bool, Refusal>) -> Result<i64, Refusal> {
    while winning.abs_diff(losing) > 1 {
        let middle = winning.midpoint(losing);
        if wins(middle)? {
            winning = middle;
        } else {
            losing = middle;
        }
    }
    Ok(winning)
}

/// The mark of a voter who wants this option alone; with points, as much as anybody gave to anything.
fn alone(election: &Election, utility: Utility, option: usize) -> Option<Mark> {
    let option = u32::try_from(option).ok()?;
    let value = match (utility, election.kind) {
        (Utility::Borda, _) => return None,
        (Utility::Points, _) => {
            let values = election.ballots.iter().flat_map(|entry| entry.marks.iter().map(|mark| mark.value));
            values.max().filter(|value| *value > 0)?
        }
        (_, Kind::Approval | Kind::ChooseOne | Kind::Ordinal | Kind::Cumulative | Kind::Scoring | Kind::YesNo) => 1,
    };
    Some(Mark { option, value })
}
