//! What a rule counts: options, money, and who said what.
//!
//! For: [`Election`], the one input of every tally; [`Ties`], the one way in which equals are put
//! in order.
//! Must not know: files, polls, households, or which rule will count it.
//! To add: a new kind of ballot is a variant of [`Kind`] whose marks say what their value means.

use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// What the value of a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Ticked; the value is 1.
    Approval,
    /// Ticked one; the value is 1.
    ChooseOne,
    /// The value is the rank, from 1 = first; equal ranks are ties. What is not marked is unranked.
    Ordinal,
    /// The value is the points out of a sum that everybody has.
    Cumulative,
    /// The value is the points, each option by itself; may be negative.
    Scoring,
    /// The value is 1 for yes, −1 for no, 0 for an abstention that was said.
    YesNo,
}

/// One thing to vote on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// As in the file or the poll; unique in an election.
    pub id: String,
    /// In words; may be empty.
    pub name: String,
    /// In the smallest unit of money (see [`Election::unit`]); never negative, 0 where there is no money.
    pub cost: i64,
}

/// One option on one ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// Position in [`Election::options`].
    pub option: u32,
    /// See [`Kind`].
    pub value: i64,
}

/// Equal ballots of voters who weigh the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Sorted by option, each option at most once.
    pub marks: &'a [Mark],
    /// How many voters; at least 1.
    pub voters: i64,
    /// What each of them weighs: 1 a household, or an area in 0.01 m². May be 0; never negative.
    pub weight: i64,
}

/// Ballots in one piece of memory: a million of them are three allocations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    marks: Vec<Mark>,
    /// End in `marks`, voters, weight.
    ends: Vec<(usize, i64, i64)>,
}

impl Ballots {
    /// None yet.
    pub const fn new() -> Self {
        Self { marks: Vec::new(), ends: Vec::new() }
    }

    /// Puts in the ballot of so many voters who weigh so much each. Marks are put in order of their
    /// options; of an option marked twice the first mark stays. Voters below 1 put in nothing; a
    /// negative weight is 0.
    pub fn push(&mut self, marks: &[Mark], voters: i64, weight: i64) {
        if voters < 1 {
            return;
        }
        let begun = self.marks.len();
        self.marks.extend_from_slice(marks);
        if let Some(own) = self.marks.get_mut(begun..) {
            own.sort_by_key(|mark| mark.option);
        }
        let mut kept = begun;
        for at in begun..self.marks.len() {
            let same = kept > begun && self.option_at(kept - 1) == self.option_at(at);
            if !same {
                self.marks.swap(kept, at);
                kept += 1;
            }
        }
        self.marks.truncate(kept);
        self.ends.push((kept, voters, weight.max(0)));
    }

    fn option_at(&self, at: usize) -> Option<u32> {
        self.marks.get(at).map(|mark| mark.option)
    }

    /// In the order in which they were put in.
    pub fn iter(&self) -> impl Iterator<Item = Entry<'_>> {
        let mut begun = 0;
        self.ends.iter().map(move |(end, voters, weight)| {
            let marks = self.marks.get(begun..*end).unwrap_or_default();
            begun = *end;
            Entry { marks, voters: *voters, weight: *weight }
        })
    }

    /// How many entries (not voters).
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nobody voted.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many voters.
    pub fn voters(&self) -> i64 {
        self.ends.iter().fold(0, |sum, (_, voters, _)| sum.saturating_add(*voters))
    }

    /// What all voters weigh together; the largest number if it is more than that.
    pub fn weight(&self) -> i128 {
        let each = self.ends.iter().map(|(_, voters, weight)| i128::from(*voters) * i128::from(*weight));
        each.fold(0, i128::saturating_add)
    }
}

/// How equals are put in order. Whatever is still equal then is in the order of the options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// The smaller id as text first ('10' before '9'), as the reference programs do.
    #[default]
    Id,
    /// The cheaper first, then the smaller id as text.
    Cost,
    /// As the options are given.
    File,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// What the ballots say.
    pub kind: Kind,
    /// In the smallest unit of money; `None` where no money is shared out.
    pub budget: Option<i64>,
    /// How many of the smallest units are one unit of the currency: 1, 10, 100 … (100 fen are a
    /// yuan). 'Add one' adds this much for each voter.
    pub unit: i64,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// Who chose what.
    pub ballots: Ballots,
}

impl Election {
    /// Which of two options (by position) has the earlier turn among equals. Total: only an option
    /// and itself are `Equal`.
    pub fn earlier(&self, ties: Ties, one: usize, other: usize) -> Ordering {
        let id = |at: usize| self.options.get(at).map(|option| option.id.as_str());
        let cost = |at: usize| self.options.get(at).map(|option| option.cost);
        let by = match ties {
            Ties::Id => id(one).cmp(&id(other)),
            Ties::Cost => cost(one).cmp(&cost(other)).then_with(|| id(one).cmp(&id(other))),
            Ties::File => Ordering::Equal,
        };
        by.then(one.cmp(&other))
    }

    /// The place of each option (by position) among equals: 0 has the first turn.
    pub fn places(&self, ties: Ties) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.options.len()).collect();
        order.sort_by(|one, other| self.earlier(ties, *one, *other));
        let mut places = vec![0; order.len()];
        for (place, option) in order.into_iter().enumerate() {
            if let Some(slot) = places.get_mut(option) {
                *slot = place;
            }
        }
        places
    }

    /// The cost of the option at this position; 0 if there is none.
    pub fn cost(&self, option: usize) -> i64 {
        self.options.get(option).map_or(0, |choice| choice.cost.max(0))
    }

    /// The same question as if everybody weighed 1: heads, not area.
    #[must_use]
    pub fn by_heads(&self) -> Self {
        let mut ballots = Ballots::new();
        for entry in self.ballots.iter() {
            ballots.push(entry.marks, entry.voters, 1);
        }
        Self { ballots, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(option: u32, value: i64) -> Mark {
        Mark { option, value }
    }

    #[test]
    fn marks_are_kept_in_order_and_the_first_of_two_on_one_option_counts() {
        let mut ballots = Ballots::new();
        ballots.push(&[mark(3, 1), mark(1, 7), mark(3, 9), mark(0, 2), mark(1, 8)], 2, 5);
        ballots.push(&[], 1, -4);
        ballots.push(&[mark(0, 1)], 0, 1);
        let all: Vec<Entry> = ballots.iter().collect();
        assert_eq!(all[0].marks, [mark(0, 2), mark(1, 7), mark(3, 1)]);
        assert_eq!((all[1].marks.len(), all[1].weight, all.len()), (0, 0, 2));
        assert_eq!((ballots.voters(), ballots.weight()), (3, 10));
    }

    #[test]
    fn equals_are_put_in_order_as_said() {
        let choice = |id: &str, cost| Choice { id: id.into(), name: String::new(), cost };
        let election = Election {
            kind: Kind::Approval,
            budget: None,
            unit: 1,
            options: vec![choice("9", 5), choice("10", 7), choice("8", 5)],
            ballots: Ballots::new(),
        };
        assert_eq!(election.places(Ties::Id), [2, 0, 1]);
        assert_eq!(election.places(Ties::Cost), [1, 2, 0]);
        assert_eq!(election.places(Ties::File), [0, 1, 2]);
        assert_eq!(election.earlier(Ties::Id, 0, 0), Ordering::Equal);
    }
}
