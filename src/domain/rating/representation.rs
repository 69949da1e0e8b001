//! Whether those who answered come from everywhere in the numbers in which they live there.
//!
//! For: [`fit`]: building by building, or age band by age band, beside the roll.
//! Must not know: what was answered, or how a group is called.
//! To add: another verdict is a variant that follows from what is told, and its sentence.
//!
//! If answering were a matter of chance, the answers from a group of N households among all would be
//! distributed as the marked ones among as many drawn without putting back (hypergeometric). A group
//! is 'too few' or 'too many' if that few or that many has at most one chance in 40 × the number of
//! groups (Bonferroni over both tails of all groups), so that in 95 of 100 cases no group is blamed for
//! chance. Decided exactly (`tails`), and only from what is told: a small number stays hidden.

use super::protected::Told;
use super::tails::{Drawn, is_rare};
use serde::Serialize;

/// Two tails of 2.5 %.
const ONE_IN: u64 = 40;

/// A group beside the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// What is told of its answers.
    pub told: Told,
    /// Its households on the roll; `None` if the roll does not have it.
    pub households: Option<i64>,
}

/// What can be told of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Nothing speaks against as many as the others answering here.
    Fits,
    /// Fewer answered here than chance explains.
    TooFew,
    /// More answered here than chance explains.
    TooMany,
    /// So few live here, or so few answered, that no number would speak against it.
    CannotBeTold,
    /// Its number is hidden to protect a smaller one.
    NotTold,
    /// The roll does not have it.
    NotOnRoll,
    /// More answers than households: the answers or the roll are wrong.
    MoreThanRoll,
}

/// What can be told of all groups together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Together {
    /// Nothing speaks against it where it can be told.
    Fits,
    /// At least one group is out of proportion.
    Differs,
    /// It can be told of no group.
    CannotBeTold,
}

/// What can be told of each group, and of all together. `answers` are those of all groups, and those
/// that name none.
pub fn fit(groups: &[Group], answers: i64, least: i64) -> (Vec<Fit>, Together) {
    let known = Known::of(groups, answers, least);
    let fits: Vec<Fit> = groups.iter().map(|group| known.fit(*group)).collect();
    let together = if fits.iter().any(|fit| matches!(fit, Fit::TooFew | Fit::TooMany | Fit::MoreThanRoll)) {
        Together::Differs
    } else if fits.contains(&Fit::Fits) {
        Together::Fits
    } else {
        Together::CannotBeTold
    };
    (fits, together)
}

/// What everybody knows of the whole.
struct Known {
    /// Households of all groups on the roll.
    all: i64,
    /// Answers from groups on the roll: at least, at most.
    answers: (i64, i64),
    one_in: u64,
    least: i64,
}

impl Known {
    fn of(groups: &[Group], answers: i64, least: i64) -> Self {
        let on_roll = || groups.iter().filter(|group| group.households.is_some());
        let all = on_roll().filter_map(|group| group.households).fold(0_i64, i64::saturating_add);
        let number = u64::try_from(on_roll().count()).unwrap_or(u64::MAX).max(1);
        let sum = |groups: &mut dyn Iterator<Item = i64>| groups.fold(0_i64, i64::saturating_add);
        let elsewhere = || groups.iter().filter(|group| group.households.is_none());
        let at_least = answers.saturating_sub(sum(&mut elsewhere().map(|group| most(*group, answers, least))));
        let at_most = answers.saturating_sub(sum(&mut elsewhere().map(fewest)));
        let at_least = at_least.max(sum(&mut on_roll().map(fewest))).max(0);
        let at_most = at_most.max(at_least);
        Self { all, answers: (at_least.min(all), at_most.min(all)), one_in: ONE_IN.saturating_mul(number), least }
    }

    fn fit(&self, group: Group) -> Fit {
        let Some(here) = group.households else { return Fit::NotOnRoll };
        match group.told {
            Told::Hidden => Fit::NotTold,
            Told::Count(count) if count > here => Fit::MoreThanRoll,
            Told::Count(count) if self.are_too_few(count, here) => Fit::TooFew,
            Told::Count(count) if self.are_too_many(count, here) => Fit::TooMany,
            Told::Count(_) if self.are_too_few(0, here) || self.are_too_many(here.min(self.answers.1), here) => {
                Fit::Fits
            }
            // What holds for the largest small number holds for the others.
            Told::Few if self.are_too_few(self.least.saturating_sub(1).min(here), here) => Fit::TooFew,
            Told::Count(_) | Told::Few => Fit::CannotBeTold,
        }
    }

    /// Whether chance gives hardly ever that few; the fewer answered in all, the likelier it is.
    fn are_too_few(&self, count: i64, here: i64) -> bool {
        self.is_rare(here, self.answers.0, count)
    }

    /// Whether chance gives hardly ever that many; the more answered in all, the likelier it is.
    fn are_too_many(&self, count: i64, here: i64) -> bool {
        let answers = self.answers.1;
        self.is_rare(self.all.saturating_sub(here), answers, answers.saturating_sub(count))
    }

    fn is_rare(&self, here: i64, answers: i64, count: i64) -> bool {
        let count = u64::try_from(count).ok();
        let drawn = Drawn::new(self.all, here, answers);
        drawn.zip(count).is_some_and(|(drawn, count)| is_rare(&drawn, count, self.one_in))
    }
}

/// Everybody knows that at least so many of the group answered.
const fn fewest(group: &Group) -> i64 {
    match group.told {
        Told::Count(count) => count,
        Told::Few | Told::Hidden => 0,
    }
}

/// Everybody knows that at most so many of the group answered.
const fn most(group: Group, answers: i64, least: i64) -> i64 {
    match group.told {
        Told::Count(count) => count,
        Told::Few => least.saturating_sub(1),
        Told::Hidden => answers,
    }
}

#[cfg(test)]
#[path = "representation_tests.rs"]
mod tests;
