//! Chance that is the same for the same seed.
//!
//! For: [`Dice`]: numbers, choices and orders for the plan of the demo.
//! Must not know: what is decided by them.
//! To add: a way of choosing is a function on [`Dice`].

use crate::clock::Random;
use crate::domain::moment::Moment;
use uuid::Uuid;

/// Seeded chance.
#[derive(Debug)]
pub struct Dice(Random);

impl Dice {
    /// A stream of its own for a seed and a part of the plan, so that a change of one part
    /// leaves the others as they were.
    pub fn new(seed: u64, part: &str) -> Self {
        let digest = crate::keys::sha256(format!("linli demo {seed} {part}").as_bytes());
        Self(Random::seeded(u64::from_be_bytes(*digest.first_chunk().unwrap_or(&[0; 8]))))
    }

    /// A number from `least` to `most`, both possible.
    pub fn between(&self, least: i64, most: i64) -> i64 {
        let span = u32::try_from(most.saturating_sub(least).saturating_add(1)).unwrap_or(u32::MAX);
        least.saturating_add(i64::from(self.0.below(span)))
    }

    /// A position below `length`.
    pub fn position(&self, length: usize) -> usize {
        usize::try_from(self.0.below(u32::try_from(length).unwrap_or(u32::MAX))).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub fn chance(&self, percent: i64) -> bool {
        self.between(0, 99) < percent
    }

    /// One of them; the weights say how often each.
    pub fn weighted<T: Copy>(&self, choices: &[(T, i64)], otherwise: T) -> T {
        let mut left = self.between(0, choices.iter().map(|(_, weight)| weight).sum::<i64>() - 1);
        for (choice, weight) in choices {
            left -= weight;
            if left < 0 {
                return *choice;
            }
        }
        otherwise
    }

    /// One of them.
    pub fn pick<'a, T>(&self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.position(choices.len()))
    }

    /// A moment between two.
    pub fn moment(&self, from: Moment, until: Moment) -> Moment {
        let seconds = until.since(from).max(0) / 1_000;
        // Seconds fit the generator for spans below 136 years.
        from.plus(self.between(0, seconds).saturating_mul(1_000).saturating_add(self.between(0, 999)))
    }

    /// Puts them in another order.
    pub fn shuffle<T>(&self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.position(last + 1));
        }
    }

    /// An id that was made at `at`.
    pub fn id(&self, at: Moment) -> Uuid {
        self.0.id(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_part_give_the_same_and_others_other_numbers() {
        let draw = |seed, part: &str| Dice::new(seed, part).id(Moment(0));
        assert_eq!(draw(1, "a"), draw(1, "a"));
        assert_ne!(draw(1, "a"), draw(1, "b"));
        assert_ne!(draw(1, "a"), draw(2, "a"));
    }

    #[test]
    fn every_number_between_two_comes_and_none_beyond() {
        let dice = Dice::new(1, "numbers");
        let drawn: std::collections::BTreeSet<i64> = (0..500).map(|_| dice.between(-2, 3)).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2, 3]);
        assert_eq!(dice.weighted(&[('a', 0), ('b', 5)], 'c'), 'b');
        assert_eq!(dice.pick::<char>(&[]), None);
    }

    #[test]
    fn a_shuffle_keeps_everybody() {
        let mut list: Vec<i64> = (0..100).collect();
        Dice::new(1, "order").shuffle(&mut list);
        assert_ne!(list, (0..100).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..100).collect::<Vec<_>>());
    }
}
