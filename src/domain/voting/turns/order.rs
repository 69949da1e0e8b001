//! Who has the earlier turn, exactly.
//!
//! For: the order of turns by score or by score for the money, and whether the order of equals
//! mattered.
//! Must not know: where scores come from.
//! To add: another order is another comparison here; it must be total and exact.

use super::measure::Support;
use crate::domain::voting::election::{Election, Ties};
use core::cmp::Ordering;

/// Positions of all options in the order of their turns: wanted ones first, then the higher score
/// (for the money), then the tie rule.
pub fn turns(election: &Election, supports: &[Support], per_cost: bool, ties: Ties) -> Vec<usize> {
    let places = election.places(ties);
    let mut order: Vec<usize> = (0..election.options.len()).collect();
    order.sort_by(|one, other| {
        compare(election, supports, per_cost, *other, *one).then_with(|| places.get(*one).cmp(&places.get(*other)))
    });
    order
}

/// Whether only the tie rule can tell which of two comes first.
pub fn are_equal(election: &Election, supports: &[Support], per_cost: bool, one: usize, other: usize) -> bool {
    compare(election, supports, per_cost, one, other) == Ordering::Equal
}

fn compare(election: &Election, supports: &[Support], per_cost: bool, one: usize, other: usize) -> Ordering {
    let at = |option: usize| supports.get(option).copied().unwrap_or_default();
    let (left, right) = (at(one), at(other));
    let by_score = if per_cost {
        let (left_cost, right_cost) = (election.cost(one), election.cost(other));
        for_the_money(left.score, left_cost, right.score, right_cost)
    } else {
        left.score.cmp(&right.score)
    };
    left.wanted.cmp(&right.wanted).then(by_score)
}

/// Compares what two scores are for their costs. What has a score and costs nothing is above
/// everything that costs something; a score of 0 or less counts as 0.
pub fn for_the_money(left: i128, left_cost: i64, right: i128, right_cost: i64) -> Ordering {
    let is_free = |score: i128, cost: i64| score > 0 && cost <= 0;
    match (is_free(left, left_cost), is_free(right, right_cost)) {
        (false, false) => {
            fractions((left.max(0), i128::from(left_cost.max(1))), (right.max(0), i128::from(right_cost.max(1))))
        }
        (left_is, right_is) => left_is.cmp(&right_is),
    }
}

/// Compares two fractions of numbers from 0 over numbers from 1: whole parts first, then what is
/// left turned upside down (Euclid), since cross products may be too large.
fn fractions(left: (i128, i128), right: (i128, i128)) -> Ordering {
    let ((mut a, mut b), (mut c, mut d)) = (left, right);
    let mut turned = false;
    loop {
        let whole = (a / b).cmp(&(c / d));
        let (left_rest, right_rest) = (a % b, c % d);
        let found = whole
            .then_with(|| if left_rest == 0 || right_rest == 0 { left_rest.cmp(&right_rest) } else { Ordering::Equal });
        if found != Ordering::Equal || left_rest == 0 {
            return if turned { found.reverse() } else { found };
        }
        (a, b, c, d) = (b, left_rest, d, right_rest);
        turned = !turned;
    }
}

/// Whether the order among equals with these costs decides who of them wins, with this money before
/// the first of them.
///
/// Those that cost more than the money lose in every order, and stand in nobody's way unless the
/// count stops at them. If the others fit together, all of them win; if they do not, whoever of them
/// loses would have won as the first.
pub fn matters(costs: impl Iterator<Item = i64>, money: i64, stop: bool) -> bool {
    let (mut sum, mut fitting, mut too_dear) = (0_i128, false, false);
    for cost in costs {
        if cost <= money {
            sum = sum.saturating_add(i128::from(cost));
            fitting = true;
        } else {
            too_dear = true;
        }
    }
    sum > i128::from(money) || (stop && fitting && too_dear)
}
