//! Equal ballots become one where a ballot fits one word of memory.
//!
//! For: elections of up to 64 options in which all supporters of an option gain the same: nearly all.
//! Must not know: gains.
//! To add: nothing; `super::Table` does the same for every other election.

use super::{Classes, Reading, mix, top};
use crate::domain::voting::election::{Election, Mark};
use crate::domain::voting::rule::Refusal;

/// The options of a ballot as bits, and its class (from 1); no class is a free slot.
type Slot = (u64, u32);

pub(super) fn merge(election: &Election, reading: Reading) -> Result<Classes, Refusal> {
    let mut classes = Classes::default();
    let mut words: Vec<u64> = Vec::new();
    let mut slots: Vec<Slot> = vec![(0, 0); 1 << 10];
    for entry in election.ballots.iter() {
        let mass = classes.weigh(entry)?;
        let word = entry.marks.iter().fold(0, |word, mark| word | bit(*mark, reading));
        if mass == 0 || word == 0 {
            continue;
        }
        if words.len() * 2 >= slots.len() {
            slots = grown(&words, slots.len() * 4);
        }
        let slot = find(&slots, word);
        let held = slots.get(slot).map_or(0, |(_, class)| *class);
        let class = usize::try_from(held).unwrap_or(0).checked_sub(1).unwrap_or(words.len());
        if class == words.len() {
            words.push(word);
            classes.masses.push(0);
            classes.heads.push(0);
            let number = u32::try_from(words.len()).map_err(|_| Refusal::TooLarge)?;
            if let Some(slot) = slots.get_mut(slot) {
                *slot = (word, number);
            }
        }
        classes.add(class, mass, entry.voters);
    }
    for word in words {
        classes.options.extend((0..64).filter(|option| word >> option & 1 == 1));
        classes.ends.push(classes.options.len());
    }
    Ok(classes)
}

/// The bit of a mark that supports its option.
fn bit(mark: Mark, reading: Reading) -> u64 {
    if reading.knows(mark) && reading.gain(mark, &[]) > 0 { 1_u64.checked_shl(mark.option).unwrap_or(0) } else { 0 }
}

/// Where the word is, or the free slot where it belongs.
fn find(slots: &[Slot], word: u64) -> usize {
    let mut slot = top(mix(word), slots.len());
    while slots.get(slot).is_some_and(|(held, class)| *class != 0 && *held != word) {
        slot = (slot + 1) & (slots.len() - 1);
    }
    slot
}

fn grown(words: &[u64], size: usize) -> Vec<Slot> {
    let mut slots = vec![(0, 0); size];
    for (number, word) in (1..).zip(words) {
        let slot = find(&slots, *word);
        if let Some(slot) = slots.get_mut(slot) {
            *slot = (*word, number);
        }
    }
    slots
}
