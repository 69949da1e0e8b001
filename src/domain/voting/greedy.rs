//! Most votes first, while the money lasts.
//!
//! For: the rule of most cities' participatory budgets ('greedy approval', utilitarian greedy in
//! Talmon & Faliszewski 2019): options in order of their votes; what no longer fits is skipped.
//! Must not know: what an option is beyond its position, cost and votes.
//! To add: a variant is a function beside [`greedy`] that gives the same [`Outcome`].

use core::cmp::Reverse;

/// Why an option won or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its cost fitted the money that was left.
    Won,
    /// Its cost did not fit.
    DoesNotFit {
        /// By how much, in fen.
        missing_fen: i64,
    },
    /// Nobody wanted it.
    NoVotes,
}

/// One option at its turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its position in the list given.
    pub option: usize,
    /// Its votes.
    pub votes: i64,
    /// Its cost in fen.
    pub cost: i64,
    /// Money left before its turn, in fen.
    pub money_before: i64,
    /// What came of it.
    pub verdict: Verdict,
    /// Other options with as many votes (if any votes), whose turn the tie rule decided.
    pub tied_with: Vec<usize>,
}

/// Every option at its turn, and the money spent in fen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outcome {
    /// In the order of their turns.
    pub order: Vec<Step>,
    /// Sum of the winners' costs.
    pub spent: i64,
}

impl Outcome {
    /// Positions of the winners, in the order of their turns.
    pub fn winners(&self) -> Vec<usize> {
        self.order.iter().filter(|step| step.verdict == Verdict::Won).map(|step| step.option).collect()
    }
}

/// Tallies. Positions in `costs` (fen) are the options; a missing vote counts as none, a negative
/// cost or budget as 0.
///
/// Of options with equal votes the one with the smaller `tie` has the earlier turn, then the one
/// given earlier. For 'the cheaper first' pass the costs, for 'as given' an empty slice.
pub fn greedy(costs: &[i64], votes: &[i64], budget: i64, tie: &[i64]) -> Outcome {
    let at = |list: &[i64], option: usize| list.get(option).copied().unwrap_or(0);
    let mut turns: Vec<usize> = (0..costs.len()).collect();
    turns.sort_by_key(|option| (Reverse(at(votes, *option)), at(tie, *option), *option));
    let mut outcome = Outcome::default();
    let mut money = budget.max(0);
    for option in turns.iter().copied() {
        let (cost, count) = (at(costs, option).max(0), at(votes, option));
        let verdict = verdict(cost, count, money);
        let tied_with = tied(&turns, option, |other| count > 0 && at(votes, other) == count);
        outcome.order.push(Step { option, votes: count, cost, money_before: money, verdict, tied_with });
        if verdict == Verdict::Won {
            money -= cost;
        }
    }
    outcome.spent = budget.max(0) - money;
    outcome
}

fn verdict(cost: i64, votes: i64, money: i64) -> Verdict {
    match (votes > 0, cost <= money) {
        (false, _) => Verdict::NoVotes,
        (true, true) => Verdict::Won,
        (true, false) => Verdict::DoesNotFit { missing_fen: cost - money },
    }
}

fn tied(turns: &[usize], option: usize, equal: impl Fn(usize) -> bool) -> Vec<usize> {
    turns.iter().copied().filter(|other| *other != option && equal(*other)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn most_votes_come_first_and_what_no_longer_fits_is_skipped() {
        let outcome = greedy(&[60, 50, 30, 10], &[9, 8, 7, 0], 100, &[]);
        assert_eq!(outcome.winners(), [0, 2]);
        assert_eq!(outcome.spent, 90);
        let verdicts: Vec<Verdict> = outcome.order.iter().map(|step| step.verdict).collect();
        let expected = [Verdict::Won, Verdict::DoesNotFit { missing_fen: 10 }, Verdict::Won, Verdict::NoVotes];
        assert_eq!(verdicts, expected);
        let money: Vec<i64> = outcome.order.iter().map(|step| step.money_before).collect();
        assert_eq!(money, [100, 40, 40, 10]);
    }

    #[test]
    fn a_cost_equal_to_the_money_fits() {
        assert_eq!(greedy(&[100], &[1], 100, &[]).winners(), [0]);
        assert_eq!(greedy(&[101], &[1], 100, &[]).order[0].verdict, Verdict::DoesNotFit { missing_fen: 1 });
    }

    #[test]
    fn ties_go_to_the_cheaper_then_to_the_earlier_and_are_told() {
        let costs = [50, 40, 40, 10];
        let outcome = greedy(&costs, &[5, 5, 5, 4], 90, &costs);
        assert_eq!(outcome.order.iter().map(|step| step.option).collect::<Vec<_>>(), [1, 2, 0, 3]);
        assert_eq!(outcome.order[0].tied_with, [2, 0]);
        assert!(outcome.order[3].tied_with.is_empty());
        assert_eq!(greedy(&costs, &[5, 5, 5, 4], 90, &[]).order[0].option, 0);
        assert!(greedy(&[1, 1], &[0, 0], 9, &[]).order[0].tied_with.is_empty());
    }

    #[test]
    fn odd_input_decides_nothing_and_breaks_nothing() {
        assert_eq!(greedy(&[], &[], 10, &[]), Outcome::default());
        assert_eq!(greedy(&[5], &[], 10, &[]).order[0].verdict, Verdict::NoVotes);
        assert_eq!(greedy(&[-5, 1], &[1, 1], -3, &[]).spent, 0);
        assert_eq!(greedy(&[i64::MIN, i64::MAX], &[i64::MAX, 1], i64::MAX, &[]).spent, i64::MAX);
    }

    fn options() -> impl Strategy<Value = (Vec<i64>, Vec<i64>)> {
        (1usize..12).prop_flat_map(|n| (vec(0i64..1_000, n), vec(0i64..6, n)))
    }

    proptest! {
        #[test]
        fn never_over_budget_and_every_loser_has_its_reason((costs, votes) in options(), budget in 0i64..3_000) {
            let outcome = greedy(&costs, &votes, budget, &costs);
            let spent: i64 = outcome.winners().iter().map(|at| costs[*at]).sum();
            prop_assert_eq!(spent, outcome.spent);
            prop_assert!(spent <= budget);
            prop_assert_eq!(outcome.order.len(), costs.len());
            for step in &outcome.order {
                match step.verdict {
                    Verdict::Won => prop_assert!(step.votes > 0 && step.cost <= step.money_before),
                    Verdict::NoVotes => prop_assert_eq!(step.votes, 0),
                    Verdict::DoesNotFit { missing_fen } => {
                        prop_assert!(missing_fen > 0);
                        prop_assert_eq!(missing_fen, step.cost - step.money_before);
                        // Not even the money left at the very end would have been enough.
                        prop_assert!(step.cost > budget - outcome.spent);
                    }
                }
            }
        }

        #[test]
        fn the_order_of_ballots_does_not_matter(ballots in vec(vec(0usize..5, 0..5), 0..30), costs in vec(0i64..100, 5)) {
            let count = |ballots: &[Vec<usize>]| {
                (0..5).map(|o| i64::try_from(ballots.iter().filter(|b| b.contains(&o)).count()).unwrap()).collect::<Vec<_>>()
            };
            let mut turned = ballots.clone();
            turned.reverse();
            prop_assert_eq!(greedy(&costs, &count(&ballots), 150, &costs), greedy(&costs, &count(&turned), 150, &costs));
        }

        #[test]
        fn more_votes_never_mean_a_later_turn((costs, votes) in options(), budget in 0i64..3_000) {
            let outcome = greedy(&costs, &votes, budget, &costs);
            prop_assert!(outcome.order.windows(2).all(|pair| pair[0].votes >= pair[1].votes));
        }
    }
}
