//! Everybody who can win, however ties among the lowest are broken.
//!
//! For: [`winners`] (Conitzer, Rognlie & Xia 2009, 'parallel universes').
//! Must not know: which tie rule was chosen.
//! To add: nothing.
//!
//! A set of options that are left is looked at once, however it was reached. Of the lowest all go out
//! at once where they have less than any other together: then the order among them changes nothing.

use super::sheets::Sheets;
use super::standing::Standing;
use std::collections::BTreeSet;

/// The most sets of options that are left which are looked at.
const MOST_SETS: usize = 10_000;

/// The most steps, about: seconds, not minutes.
const MOST_STEPS: usize = 100_000_000;

/// The options that win in some universe, in order, and whether all were looked at.
pub fn winners(sheets: &Sheets, options: usize) -> (Vec<usize>, bool) {
    let steps = sheets.size().saturating_add(options.saturating_mul(options));
    winners_within(sheets, options, most_sets(steps))
}

/// How many sets may be looked at where one look costs so many steps.
fn most_sets(steps: usize) -> usize {
    (MOST_STEPS / steps.max(1)).clamp(1, MOST_SETS)
}

fn winners_within(sheets: &Sheets, options: usize, most: usize) -> (Vec<usize>, bool) {
    let begin = vec![true; options];
    let mut seen = BTreeSet::from([begin.clone()]);
    let mut open = vec![begin];
    let mut found = BTreeSet::new();
    let mut all_looked_at = true;
    while let Some(left) = open.pop() {
        let mut standing = Standing::new(sheets, left);
        match follow(&mut standing) {
            Met::Winner(option) => {
                found.insert(option);
            }
            Met::Fork(lowest) => {
                for option in lowest {
                    let mut next = standing.who().to_vec();
                    if let Some(slot) = next.get_mut(option) {
                        *slot = false;
                    }
                    if seen.contains(&next) {
                        continue;
                    }
                    if seen.len() < most {
                        seen.insert(next.clone());
                        open.push(next);
                    } else {
                        all_looked_at = false;
                    }
                }
            }
        }
    }
    (found.into_iter().collect(), all_looked_at)
}

enum Met {
    Winner(usize),
    Fork(Vec<usize>),
}

/// Goes on as long as there is only one way.
fn follow(standing: &mut Standing) -> Met {
    loop {
        let reading = standing.reading();
        match (reading.majority, reading.lowest.as_slice()) {
            (Some(winner), _) => return Met::Winner(winner),
            (None, lowest) if standing.left() < 2 => return Met::Winner(lowest.first().copied().unwrap_or(0)),
            (None, lowest) if lowest.len() > 1 && !reading.apart => return Met::Fork(reading.lowest),
            (None, lowest) => {
                for option in lowest {
                    standing.eliminate(*option);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
