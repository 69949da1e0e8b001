//! What all groups agree on.
//!
//! For: [`agreed`], the group-aware consensus of Polis (Small, Bjorkegren, Erkkilä, Shaw and Megill,
//! 'Polis: Scaling deliberation by mapping high dimensional opinion spaces', Recerca 26, 2021):
//! of a statement, the product over the groups of `(agree + 1) / (agree + disagree + pass + 2)`. A
//! statement that one group rejects falls, however large the others are.
//! Must not know: how groups were found. Of one group (everybody) it is that group's share.
//! To add: another measure is another function beside it, named.

use super::counts::Counts;
use super::votes::Vote;
use serde::Serialize;

/// A statement and how far all groups agree on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Common {
    /// Position in the table's statements.
    pub statement: usize,
    /// From 0 to 1.
    pub value: f64,
}

/// The open statements on which anybody of a group voted, most agreed on first; equals in the order
/// of their ids. `of_groups` has the counts of each group by statement. With [`Vote::Disagree`] it is what all groups
/// reject.
pub fn agreed(of_groups: &[Vec<Counts>], open: &[bool], on: Vote) -> Vec<Common> {
    let of_statement = |at: usize| of_groups.iter().filter_map(move |counts| counts.get(at).copied());
    let mut all: Vec<Common> = open
        .iter()
        .enumerate()
        .filter(|(at, open)| **open && of_statement(*at).any(|counts| counts.seen() > 0))
        .map(|(statement, _)| Common { statement, value: product(of_statement(statement), on) })
        .collect();
    all.sort_by(|one, other| other.value.total_cmp(&one.value).then(one.statement.cmp(&other.statement)));
    all
}

/// The smallest first: the same to the last bit whatever the groups are called.
fn product(of_groups: impl Iterator<Item = Counts>, on: Vote) -> f64 {
    let mut factors: Vec<f64> = of_groups.map(|counts| counts.likely(on)).collect();
    factors.sort_by(f64::total_cmp);
    factors.into_iter().product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(agree: u32, disagree: u32, pass: u32) -> Counts {
        Counts { agree, disagree, pass }
    }

    #[test]
    fn what_one_group_rejects_comes_after_what_all_half_agree_on() {
        let groups = [
            vec![counts(98, 0, 0), counts(60, 30, 8), counts(0, 0, 0), counts(50, 0, 0)],
            vec![counts(0, 18, 0), counts(11, 5, 2), counts(0, 0, 0), counts(9, 0, 0)],
        ];
        let found = agreed(&groups, &[true, true, true, false], Vote::Agree);
        assert_eq!(found.iter().map(|common| common.statement).collect::<Vec<_>>(), [1, 0]);
        assert!((found[0].value - 0.61 * 0.6).abs() < 1e-12 && (found[1].value - 0.99 * 0.05).abs() < 1e-12);
        let rejected = agreed(&groups, &[true, true, true, true], Vote::Disagree);
        assert_eq!(rejected.first().map(|common| common.statement), Some(1));
        assert!(agreed(&[], &[true], Vote::Agree).is_empty());
    }

    #[test]
    fn of_one_group_it_is_the_share() {
        let found = agreed(&[vec![counts(5, 2, 1), counts(5, 2, 1)]], &[true, true], Vote::Agree);
        assert_eq!(found, [Common { statement: 0, value: 0.6 }, Common { statement: 1, value: 0.6 }]);
    }
}
