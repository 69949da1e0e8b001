//! Which of the candidates of a round has the least price.
//!
//! For: [`Counter::decide`]: bounds where they tell, whole numbers where nobody is short, fractions else.
//! Must not know: how candidates were found.
//! To add: a cheaper way to be certain comes before `settle`.

use super::super::electorate::Project;
use super::super::ledger::{Exact, Ledger};
use super::super::purses::{Bounds, Purses};
use super::{Choice, Counter};
use core::cmp::Ordering;

/// The winner, and all that have exactly its price, itself among them; empty where there is no other.
type Decision = Option<(Choice, Vec<usize>)>;

impl Counter<'_> {
    /// Of the candidates whose bounds overlap with the best, the one with the least exact price.
    pub(super) fn decide(&mut self, total: i128, best: f64) -> Decision {
        let mut close: Vec<Choice> =
            self.candidates.iter().copied().filter(|one| one.bounds.low <= best || self.exact).collect();
        close.sort_by_key(|one| one.project);
        match close.as_slice() {
            [] => return None,
            [one] if one.bounds.high.is_finite() && !self.exact => return Some((*one, Vec::new())),
            all if !self.exact && all.iter().all(|one| one.bounds.least) => return self.least(all),
            _ => {}
        }
        self.doubts += 1;
        self.settle(total, &close)
    }

    /// Of projects at their least prices the first has the least: projects are in this order.
    fn least(&self, close: &[Choice]) -> Decision {
        let rank = |one: &Choice| self.electorate.projects.get(one.project).map(|project| project.rank);
        let first = close.first()?;
        let equals: Vec<usize> = close.iter().filter(|one| rank(one) == rank(first)).map(|one| one.project).collect();
        Some((*first, if equals.len() > 1 { equals } else { Vec::new() }))
    }

    /// Compares exactly.
    fn settle(&mut self, total: i128, close: &[Choice]) -> Decision {
        let mut ledger = self.ledger.take().unwrap_or_else(|| Ledger::new(self.electorate, total));
        self.catch_up(&mut ledger);
        let mut found: Option<(Choice, Exact, Vec<usize>)> = None;
        for one in close {
            let Some(project) = self.electorate.projects.get(one.project) else { continue };
            let Some(exact) = ledger.price(self.electorate, project, (&self.purses, one.bounds.low)) else {
                if let Some(known) = self.known.get_mut(one.project) {
                    known.gone = true;
                }
                continue;
            };
            let order = found.as_ref().map_or(Ordering::Less, |(_, best, _)| exact.price.compare(&best.price));
            let before = found.as_ref().is_some_and(|(choice, ..)| self.earlier(choice.project, one.project));
            let (low, high) = exact.price.between();
            let choice = Choice { project: one.project, bounds: Bounds { low, high, least: one.bounds.least } };
            match (order, &mut found) {
                (Ordering::Equal, Some((best, _, equals))) => {
                    equals.push(one.project);
                    if !before {
                        *best = choice;
                    }
                }
                (Ordering::Greater, _) => {}
                _ => found = Some((choice, exact, vec![one.project])),
            }
        }
        self.ledger = Some(ledger);
        found.map(|(choice, _, equals)| (choice, if equals.len() > 1 { equals } else { Vec::new() }))
    }

    /// Whether `one` has the earlier turn than `other` among equals.
    fn earlier(&self, one: usize, other: usize) -> bool {
        let place = |at: usize| self.electorate.projects.get(at).map(|project: &Project| project.place);
        place(one) <= place(other)
    }

    /// Enters the winners so far.
    fn catch_up(&self, ledger: &mut Ledger) {
        // The purses of the moment are no hint for rounds that are past: whoever has nothing now may have
        // had enough then. Least prices need none.
        let none = Purses::new();
        for choice in self.winners.get(ledger.rounds()..).unwrap_or_default() {
            let Some(project) = self.electorate.projects.get(choice.project) else { continue };
            if let Some(exact) = ledger.price(self.electorate, project, (&none, 0.0)) {
                ledger.pay(self.electorate, project, &exact);
            }
        }
    }
}
