//! Yes, no and abstain on each option by itself.
//!
//! For: how many said what, and whether an item passes by a share of those who answered it.
//! Must not know: quorums and rolls (`domain::threshold`), money, or how an outcome is worded.
//! To add: another answer is a field of [`Answers`] and its value in `election::Kind::YesNo`.

use crate::domain::threshold;
use crate::domain::voting::election::{Election, Entry, Kind};
use crate::domain::voting::rule::{self, Refusal, Rule};
use serde::Serialize;

/// How many gave which answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// For it.
    pub yes: i128,
    /// Against it.
    pub no: i128,
    /// Said that they abstain.
    pub abstain: i128,
    /// Voted, but left this item out.
    pub unanswered: i128,
}

impl Answers {
    /// Those who answered: yes, no and abstain. Civil Code 278 counts on those who take part, so an
    /// abstention that was said is in the base; who left the item out is not.
    pub fn base(&self) -> i128 {
        self.yes.saturating_add(self.no).saturating_add(self.abstain)
    }

    fn add(&mut self, value: i64, more: i128) -> Option<()> {
        let slot = match value {
            1.. => &mut self.yes,
            0 => &mut self.abstain,
            _ => &mut self.no,
        };
        *slot = slot.checked_add(more)?;
        Some(())
    }

    fn meets(&self, threshold: threshold::Rule) -> Result<bool, Refusal> {
        let exact = |number: i128| i64::try_from(number).map_err(|_| Refusal::TooLarge);
        Ok(threshold.is_met(exact(self.yes)?, exact(self.base())?))
    }
}

/// The same question for heads and for weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Both {
    /// By voters.
    pub heads: bool,
    /// By what they weigh.
    pub weight: bool,
}

impl Both {
    /// Whether it holds for heads and for weight.
    pub const fn holds(self) -> bool {
        self.heads && self.weight
    }
}

/// One option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its position in the election's options.
    pub option: usize,
    /// By voters.
    pub heads: Answers,
    /// By what they weigh.
    pub weight: Answers,
    /// Whether more said yes than no.
    pub more_yes: Both,
    /// Whether the yes among those who answered meets the threshold; `None` if none was given.
    pub meets: Option<Both>,
    /// By the threshold, or if none was given by more yes than no; heads and weight both.
    pub passed: bool,
}

/// Every option's answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The rule that counted.
    pub rule: Rule,
    /// How many voted, blank ballots included.
    pub voters: i128,
    /// What they weigh.
    pub weight: i128,
    /// In the order of the options.
    pub items: Vec<Item>,
    /// The options that passed, in their order.
    pub winners: Vec<usize>,
}

/// Counts. Two items never compete, so there is no tie to break.
///
/// # Errors
/// [`Refusal::NoOptions`], [`Refusal::WrongBallots`], [`Refusal::TooLarge`].
pub fn count(election: &Election, threshold: Option<threshold::Rule>) -> Result<Outcome, Refusal> {
    rule::ready(election, Rule::Items)?;
    if election.kind != Kind::YesNo {
        return Err(Refusal::WrongBallots { kind: election.kind });
    }
    let mut answers = vec![(Answers::default(), Answers::default()); election.options.len()];
    let (mut voters, mut weight) = (0_i128, 0_i128);
    for entry in election.ballots.iter() {
        let (heads, weighs) = (i128::from(entry.voters), i128::from(entry.weight));
        voters = voters.checked_add(heads).ok_or(Refusal::TooLarge)?;
        weight = weight.checked_add(heads * weighs).ok_or(Refusal::TooLarge)?;
        add(&mut answers, entry).ok_or(Refusal::TooLarge)?;
    }
    let items = answers.into_iter().enumerate().map(|(option, (mut heads, mut weighed))| {
        heads.unanswered = voters - heads.base();
        weighed.unanswered = weight - weighed.base();
        item(option, heads, weighed, threshold)
    });
    let items = items.collect::<Result<Vec<Item>, Refusal>>()?;
    let winners = items.iter().filter(|item| item.passed).map(|item| item.option).collect();
    Ok(Outcome { rule: Rule::Items, voters, weight, items, winners })
}

fn add(answers: &mut [(Answers, Answers)], entry: Entry<'_>) -> Option<()> {
    let voters = i128::from(entry.voters);
    for mark in entry.marks {
        if let Some((heads, weight)) = usize::try_from(mark.option).ok().and_then(|at| answers.get_mut(at)) {
            heads.add(mark.value, voters)?;
            weight.add(mark.value, voters * i128::from(entry.weight))?;
        }
    }
    Some(())
}

fn item(option: usize, heads: Answers, weight: Answers, threshold: Option<threshold::Rule>) -> Result<Item, Refusal> {
    let more_yes = Both { heads: heads.yes > heads.no, weight: weight.yes > weight.no };
    let meets = |rule| Ok(Both { heads: heads.meets(rule)?, weight: weight.meets(rule)? });
    let meets = threshold.map(meets).transpose()?;
    let passed = meets.unwrap_or(more_yes).holds();
    Ok(Item { option, heads, weight, more_yes, meets, passed })
}

#[cfg(test)]
#[path = "items_tests.rs"]
mod tests;
