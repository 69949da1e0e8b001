//! The answers by building, or by age band, as far as they may be told.
//!
//! For: `report`: which groups stand by themselves, which stand together, and how they fit the roll.
//! Must not know: levels, rounds, or languages.
//! To add: another way of grouping is another call of [`Places::of`].

use std::collections::{BTreeMap, BTreeSet};

use super::label::in_order;
use super::protected::{Part, Told, parts};
use super::representation::{Fit, Group, Together, fit};
use super::satisfied::Satisfied;
use super::split::split;
use serde::Serialize;

/// Satisfied and not satisfied of one building, or of several that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The buildings; `None` stands for the answers that name none.
    pub names: Vec<Option<String>>,
    /// How many answered.
    pub answers: i64,
    /// How many of them are satisfied.
    pub satisfied: Told,
    /// How many are not.
    pub not_satisfied: Told,
    /// The share of satisfied in basis points (0.01 %), rounded half up, where both are told.
    pub share_bp: Option<i64>,
}

/// How the groups fit the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fits {
    /// All together.
    pub together: Together,
    /// Each group.
    pub groups: Vec<OneFit>,
}

/// How one group fits the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OneFit {
    /// The building or age band; `None` stands for the answers that name none.
    pub name: Option<String>,
    /// How many answered.
    pub answers: Told,
    /// How many households the roll has; `None` if it does not have this group.
    pub households: Option<i64>,
    /// What can be told.
    pub fit: Fit,
}

#[derive(Clone, Debug, Default)]
struct Place {
    name: Option<String>,
    satisfied: i64,
    not: i64,
    households: Option<i64>,
}

impl Place {
    const fn answers(&self) -> i64 {
        self.satisfied.saturating_add(self.not)
    }
}

/// The groups in their order, and what may be told of how many answered in each.
pub(super) struct Places {
    list: Vec<Place>,
    told: Vec<Told>,
    has_roll: bool,
    least: i64,
}

impl Places {
    /// Groups answers (name, whether satisfied) beside the roll (name, households).
    pub(super) fn of(
        answers: impl Iterator<Item = (Option<String>, bool)>,
        roll: Option<impl Iterator<Item = (Option<String>, i64)>>,
        least: i64,
    ) -> Self {
        let mut by_name: BTreeMap<Option<String>, Place> = BTreeMap::new();
        for (name, satisfied) in answers {
            let place = by_name.entry(name).or_default();
            if satisfied { place.satisfied += 1 } else { place.not += 1 }
        }
        // A roll that does not say where its households are is none for this purpose.
        let mut has_roll = false;
        for (name, households) in roll.into_iter().flatten().filter(|(name, _)| name.is_some()) {
            has_roll = true;
            let sum = &mut by_name.entry(name).or_default().households;
            *sum = Some(sum.unwrap_or(0).saturating_add(households.max(0)));
        }
        let mut list: Vec<Place> = by_name.into_iter().map(|(name, place)| Place { name, ..place }).collect();
        list.sort_by(|a, b| match (&a.name, &b.name) {
            (Some(a), Some(b)) => in_order(a, b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        let part = |place: &Place| Part { count: place.answers(), cap: place.households };
        let told = parts(&list.iter().map(part).collect::<Vec<_>>(), least);
        Self { list, told, has_roll, least }
    }

    /// Both sides, group by group. Nothing where the totals of both sides are not told beside it, or where
    /// a group would tell of another.
    pub(super) fn lines(&self, satisfied: Satisfied) -> Vec<Line> {
        let named = self.list.iter().any(|place| place.name.is_some());
        if !satisfied.is_exact() || !named {
            return Vec::new();
        }
        let together = self.together();
        let counts: Vec<(i64, i64)> = together.iter().map(|group| sums(group)).collect();
        let told = if together.len() > 1 { split(&counts, self.least) } else { None };
        let line = |(group, told): (&Vec<&Place>, (Told, Told))| {
            let (yes, no) = sums(group);
            let answers = yes.saturating_add(no);
            let is_told = told.0.shown().is_some() && told.1.shown().is_some();
            Line {
                names: group.iter().map(|place| place.name.clone()).collect(),
                answers,
                satisfied: told.0,
                not_satisfied: told.1,
                share_bp: is_told.then(|| super::basis_points(yes, answers)),
            }
        };
        together.iter().zip(told.unwrap_or_default()).map(line).collect()
    }

    /// The groups whose answers are told, each by itself, the others as one; then the smallest together
    /// until each has three times as many as must not be told. All of this follows from numbers that
    /// everybody knows.
    fn together(&self) -> Vec<Vec<&Place>> {
        let (mut groups, mut others) = (Vec::new(), Vec::new());
        for (place, told) in self.list.iter().zip(&self.told) {
            match told {
                Told::Count(_) if place.answers() == 0 => {}
                Told::Count(_) => groups.push(vec![place]),
                Told::Few | Told::Hidden => others.push(place),
            }
        }
        if !others.is_empty() {
            groups.push(others);
        }
        if self.least > 1 {
            gather(&mut groups, self.least.saturating_mul(3));
        }
        groups
    }

    /// How the groups fit the roll, if there is one that names them.
    pub(super) fn fits(&self) -> Option<Fits> {
        if !self.has_roll {
            return None;
        }
        let group = |(place, told): (&Place, &Told)| Group { told: *told, households: place.households };
        let groups: Vec<Group> = self.list.iter().zip(&self.told).map(group).collect();
        let answers = self.list.iter().fold(0, |sum: i64, place| sum.saturating_add(place.answers()));
        let (fits, together) = fit(&groups, answers, self.least);
        let one = |((place, told), fit): ((&Place, &Told), Fit)| OneFit {
            name: place.name.clone(),
            answers: *told,
            households: place.households,
            fit,
        };
        Some(Fits { together, groups: self.list.iter().zip(&self.told).zip(fits).map(one).collect() })
    }
}

/// Puts the smallest group to the next smallest as long as it has fewer answers than `enough`.
fn gather(groups: &mut Vec<Vec<&Place>>, enough: i64) {
    let answers = |group: &[&Place]| sums(group).0.saturating_add(sums(group).1);
    let mut sizes: BTreeSet<(i64, usize)> = groups.iter().enumerate().map(|(at, group)| (answers(group), at)).collect();
    while let Some((size, at)) = sizes.pop_first() {
        let Some((more, next)) = sizes.pop_first().filter(|_| size < enough) else { break };
        let small = groups.get_mut(at).map(std::mem::take).unwrap_or_default();
        if let Some(next) = groups.get_mut(next) {
            next.extend(small);
        }
        sizes.insert((size.saturating_add(more), next));
    }
    groups.retain(|group| !group.is_empty());
}

fn sums(group: &[&Place]) -> (i64, i64) {
    group.iter().fold((0, 0), |(yes, no), place| (yes + place.satisfied, no + place.not))
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
