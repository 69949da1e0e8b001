//! Rankings in one piece of memory.
//!
//! For: [`Sheets`], from which rounds are counted.
//! Must not know: who is left.
//! To add: nothing; what a ballot says is in `election`.

use crate::domain::voting::election::{Election, Mark};
use crate::domain::voting::ranked::{position, ranking, weight};
use crate::domain::voting::rule::Refusal;
use core::ops::Range;

/// Rankings: members of groups of level options, groups of sheets.
pub struct Sheets {
    members: Vec<usize>,
    /// Where each group ends in `members`.
    groups: Vec<usize>,
    /// Where each sheet ends in `groups`, and what it weighs.
    ends: Vec<(usize, i64)>,
}

impl Sheets {
    /// The rankings of an election; sheets without weight decide nothing and are left out.
    pub fn of(election: &Election) -> Result<Self, Refusal> {
        let mut all = Self { members: Vec::new(), groups: Vec::new(), ends: Vec::new() };
        let mut sorted: Vec<Mark> = Vec::new();
        for entry in election.ballots.iter() {
            let weight = weight(&entry).ok_or(Refusal::TooLarge)?;
            if weight == 0 {
                continue;
            }
            for equals in ranking(&entry, election.options.len(), &mut sorted).chunk_by(|a, b| a.value == b.value) {
                all.members.extend(equals.iter().map(position));
                all.groups.push(all.members.len());
            }
            all.ends.push((all.groups.len(), weight));
        }
        Ok(all)
    }

    /// The steps that sharing among level options takes at most: each time one of them goes out, all
    /// of them change.
    pub fn shared_steps(&self) -> usize {
        let begins = core::iter::once(0).chain(self.groups.iter().copied());
        let sizes = self.groups.iter().zip(begins).map(|(end, begin)| end - begin).filter(|size| *size > 1);
        sizes.fold(0, |sum, size| sum.saturating_add(size.saturating_mul(size)))
    }

    /// How many sheets.
    pub const fn count(&self) -> usize {
        self.ends.len()
    }

    /// How many places in memory: what one look at all of it costs.
    pub const fn size(&self) -> usize {
        self.members.len().saturating_add(self.ends.len())
    }

    /// The options that are level in this group.
    pub fn group(&self, group: usize) -> &[usize] {
        let end = self.groups.get(group).copied().unwrap_or(0);
        let begin = group.checked_sub(1).and_then(|before| self.groups.get(before)).copied().unwrap_or(0);
        self.members.get(begin..end).unwrap_or_default()
    }

    /// The groups of a sheet, from first to last.
    pub fn groups_of(&self, sheet: usize) -> Range<usize> {
        let end = |at: usize| self.ends.get(at).map_or(0, |(end, _)| *end);
        sheet.checked_sub(1).map_or(0, end)..end(sheet)
    }

    /// What a sheet weighs.
    pub fn weight(&self, sheet: usize) -> i64 {
        self.ends.get(sheet).map_or(0, |(_, weight)| *weight)
    }
}
