//! What the supporters of a loser had left when Equal Shares ended.
//!
//! For: the reason why a project lost, in a sentence. Rounded: it decides nothing.
//! Must not know: how a price is found (`shares`), or words.
//! To add: another utility is an arm of `gain`.

use crate::domain::voting::election::{Election, Entry, Mark};
use crate::domain::voting::rule::Utility;
use crate::domain::voting::shares::Outcome;

/// The money that all supporters of an option together had left after the last round, in the smallest
/// unit of money, rounded down; `None` where the numbers are too large to be told so.
///
/// Paid again from the prices of the rounds: `min(purse, price × gain)` (Peters, Pierczyński, Skowron 2021).
pub fn left(election: &Election, outcome: &Outcome, option: usize) -> Option<i64> {
    let each: f64 = outcome.endowment.each.parse().ok()?;
    let option = u32::try_from(option).ok()?;
    let rounds: Vec<(u32, f64, f64)> = outcome
        .rounds
        .iter()
        .map(|round| Some((u32::try_from(round.option).ok()?, round.price.parse().ok()?, float(round.cost))))
        .collect::<Option<_>>()?;
    let mut sum = 0.0;
    for entry in election.ballots.iter() {
        let wanted = entry.marks.iter().find(|mark| mark.option == option);
        if wanted.is_none_or(|mark| gain(outcome.utility, &entry, *mark, 1.0) <= 0.0) {
            continue;
        }
        let mut purse = each;
        for (won, price, cost) in &rounds {
            let mark = entry.marks.binary_search_by_key(won, |mark| mark.option).ok();
            if let Some(mark) = mark.and_then(|at| entry.marks.get(at)) {
                purse -= purse.min(price * gain(outcome.utility, &entry, *mark, *cost)).max(0.0);
            }
        }
        sum += purse * float(entry.voters) * float(entry.weight);
    }
    // Nine digits of a price are right; what is less than that of all the money is nothing.
    let noise = each * 1e-6;
    format!("{:.0}", (if sum < noise { 0.0 } else { sum + noise }).floor()).parse().ok()
}

/// What a voter gains from an option that is marked so and costs so much.
fn gain(utility: Utility, entry: &Entry, mark: Mark, cost: f64) -> f64 {
    match utility {
        Utility::Cost => cost,
        Utility::Cardinality => 1.0,
        Utility::Points => float(mark.value.max(0)),
        Utility::Borda => {
            let lower = entry.marks.iter().filter(|other| other.value > mark.value).count();
            float(i64::try_from(lower).unwrap_or(i64::MAX))
        }
    }
}

#[expect(clippy::as_conversions, reason = "a figure for reading: what a double cannot hold is rounded")]
fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::voting::election::{Ballots, Choice, Kind, Ties};
    use crate::domain::voting::rule::Completion;
    use crate::domain::voting::shares::count;

    #[test]
    fn supporters_have_left_what_they_did_not_pay() {
        let choice = |id: &str, cost| Choice { id: id.into(), name: String::new(), cost };
        let mut ballots = Ballots::new();
        let tick = |option| Mark { option, value: 1 };
        ballots.push(&[tick(0), tick(1)], 2, 1);
        ballots.push(&[tick(0)], 1, 1);
        ballots.push(&[tick(2)], 1, 1);
        let election = Election {
            kind: Kind::Approval,
            budget: Some(400),
            unit: 1,
            options: vec![choice("a", 150), choice("b", 150), choice("c", 399)],
            ballots,
        };
        let outcome = count(&election, Utility::Cost, Completion::None, Ties::Id).unwrap();
        // Everybody has 100; three pay 50 each for a, then two of them have 50 each and b costs 150.
        assert_eq!(outcome.winners, [0]);
        assert_eq!(left(&election, &outcome, 1), Some(100));
        assert_eq!(left(&election, &outcome, 2), Some(100));
    }
}
