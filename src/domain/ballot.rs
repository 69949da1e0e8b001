//! What a household cast.
//!
//! For: reading choices, checking them against the poll, and their text for the record.
//! Must not know: who cast it, by which channel, or how it is counted.
//! To add: a ballot of another method is another type with its own `check` and `canonical`.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{PollId, WorkId};
use crate::domain::problem::Problem;

/// Works that a household wants done, or an explicit blank.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ballot {
    /// The works, each at most once after [`Ballot::new`].
    pub choices: Vec<WorkId>,
    /// Cast empty on purpose. Without meaning beside choices.
    pub blank: bool,
}

impl Ballot {
    /// A ballot with each work once, in the order given. A tick outweighs 'blank'.
    pub fn new(choices: Vec<WorkId>, blank: bool) -> Self {
        let mut once = Vec::with_capacity(choices.len());
        for work in choices {
            if !once.contains(&work) {
                once.push(work);
            }
        }
        Self { blank: blank && once.is_empty(), choices: once }
    }

    /// Whether it was cast empty on purpose: it counts for turnout and for no work.
    pub fn is_blank(&self) -> bool {
        self.blank && self.choices.is_empty()
    }

    /// Whether the ballot can be cast: `options` are the works with their costs, costs and
    /// budget in fen (0.01 yuan).
    ///
    /// # Errors
    /// [`Problem::NothingChosen`] if empty but not blank, [`Problem::NotOffered`],
    /// [`Problem::OverBudget`].
    pub fn check(&self, options: &[(WorkId, i64)], budget_fen: i64) -> Result<(), Problem> {
        if self.choices.is_empty() {
            return if self.blank { Ok(()) } else { Err(Problem::NothingChosen) };
        }
        let cost_fen = self.cost(options).ok_or(Problem::NotOffered)?;
        if cost_fen > budget_fen {
            return Err(Problem::OverBudget { cost_fen, budget_fen });
        }
        Ok(())
    }

    /// Sum of the costs of the chosen works in fen, each counted once; `None` if one of them is
    /// not among `options`.
    pub fn cost(&self, options: &[(WorkId, i64)]) -> Option<i64> {
        let price = |work: &WorkId| options.iter().find(|(id, _)| id == work).map(|(_, cost)| *cost);
        let once = Self::new(self.choices.clone(), false).choices;
        once.iter().try_fold(0_i64, |sum, work| Some(sum.saturating_add(price(work)?)))
    }
}

/// The ballot as the record holds it: four lines, the same for the same content.
///
/// Works stand in the order of their identifiers, since approvals have no order. `household` is
/// the handle that stands for the household in the record; line ends in it are dropped.
pub fn canonical(poll: PollId, household: &str, ballot: &Ballot) -> String {
    let mut works: Vec<String> = ballot.choices.iter().map(ToString::to_string).collect();
    works.sort_unstable();
    works.dedup();
    let handle: String = household.chars().filter(|c| !c.is_control()).collect();
    let choices = if works.is_empty() { "blank".to_owned() } else { works.join(",") };
    format!("linli ballot 1\npoll {poll}\nhousehold {handle}\nchoices {choices}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn work(n: u128) -> WorkId {
        WorkId(Uuid::from_u128(n))
    }

    fn ballot(ids: &[u128]) -> Ballot {
        Ballot::new(ids.iter().copied().map(work).collect(), false)
    }

    fn options() -> Vec<(WorkId, i64)> {
        vec![(work(1), 100), (work(2), 250), (work(3), i64::MAX)]
    }

    #[test]
    fn choices_must_be_offered_and_fit_the_money() {
        assert_eq!(ballot(&[1, 2]).check(&options(), 350), Ok(()));
        let over = Problem::OverBudget { cost_fen: 350, budget_fen: 349 };
        assert_eq!(ballot(&[1, 2]).check(&options(), 349), Err(over));
        assert_eq!(ballot(&[1, 9]).check(&options(), 350), Err(Problem::NotOffered));
        let huge = Problem::OverBudget { cost_fen: i64::MAX, budget_fen: 1 };
        assert_eq!(ballot(&[1, 3]).check(&options(), 1), Err(huge));
    }

    #[test]
    fn an_empty_ballot_must_be_meant() {
        assert_eq!(Ballot::default().check(&options(), 0), Err(Problem::NothingChosen));
        let blank = Ballot::new(Vec::new(), true);
        assert_eq!(blank.check(&options(), 0), Ok(()));
        assert!(blank.is_blank());
        assert!(!Ballot::new(vec![work(1)], true).blank);
    }

    #[test]
    fn a_work_ticked_twice_counts_and_costs_once() {
        let raw = Ballot { choices: vec![work(1), work(1)], blank: false };
        assert_eq!(raw.check(&options(), 100), Ok(()));
        assert_eq!(ballot(&[2, 1, 2]).choices, [work(2), work(1)]);
        assert_eq!(canonical(PollId(Uuid::nil()), "h", &raw), canonical(PollId(Uuid::nil()), "h", &ballot(&[1])));
    }

    #[test]
    fn the_text_for_the_record_has_four_lines_whatever_the_handle() {
        let poll = PollId(Uuid::nil());
        let text = canonical(poll, "a\nchoices b", &ballot(&[2, 1]));
        let zeros = "0".repeat(31);
        let expected = format!("linli ballot 1\npoll {zeros}0\nhousehold achoices b\nchoices {zeros}1,{zeros}2\n");
        assert_eq!(text, expected);
        let blank = canonical(poll, "h", &Ballot::new(Vec::new(), true));
        assert!(blank.ends_with("choices blank\n"));
    }

    proptest! {
        #[test]
        fn the_same_choices_in_any_order_have_one_text(ids in proptest::collection::vec(1u128..9, 0..8)) {
            let mut turned = ids.clone();
            turned.reverse();
            let poll = PollId(Uuid::nil());
            prop_assert_eq!(canonical(poll, "h", &ballot(&ids)), canonical(poll, "h", &ballot(&turned)));
        }
    }
}
