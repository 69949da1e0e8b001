//! What was found, ready to be said in words.
//!
//! For: [`Finding`], one sentence each, most important first; [`findings`]. A finding carries no count of fewer
//! than five people, nor a count from which one follows.
//! Must not know: any language.
//! To add: a variant here and its sentence in every language. What counts as 'most' stands in the constants.

use super::consensus::agreed;
use super::counts::Counts;
use super::enough::{Enough, SMALLEST_GROUP};
use super::exact::fisher;
use super::votes::Vote;
use serde::Serialize;

/// Of each kind of finding at most so many.
pub const MOST_OF_A_KIND: usize = 5;
/// Differences by chance alone are named in at most 1 of 20 conversations (Bonferroni: the limit is shared by all
/// that is compared).
pub const BY_CHANCE: f64 = 0.05;

/// Something worth a sentence. Statements and labels are by id, groups by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "finding", rename_all = "kebab-case")]
pub enum Finding {
    /// There are no groups, and why; everything else is of all people together.
    NoGroups {
        /// Why.
        why: Enough,
    },
    /// At least two thirds of those who voted on it say so, and in every group more than half.
    Most {
        /// Which statement.
        statement: String,
        /// Agree or disagree.
        vote: Vote,
        /// How many say so, in hundredths of those who voted on it, rounded down; `None` where fewer
        /// than five say anything else, so that it cannot be told who.
        percent: Option<u32>,
        /// How many voted on it.
        seen: u32,
        /// Whether there are groups, in each of which it is more than half.
        in_groups: bool,
    },
    /// More than half of some groups agree, more than half of others disagree.
    SplitByGroup {
        /// Which statement.
        statement: String,
        /// The groups that agree.
        agree: Vec<usize>,
        /// The groups that disagree.
        disagree: Vec<usize>,
    },
    /// More than half of one building say the opposite of more than half of all others.
    SplitByLabel {
        /// Which statement.
        statement: String,
        /// Which building.
        label: String,
        /// What most of it say.
        vote: Vote,
        /// How many of it agree or disagree; at least five.
        answers: u32,
    },
    /// More than half say the opposite, but between a quarter and a half say this, and few pass.
    StrongMinority {
        /// Which statement.
        statement: String,
        /// What the minority says.
        vote: Vote,
        /// How many say so, in hundredths of those who voted on it, rounded down.
        percent: Option<u32>,
        /// How many voted on it.
        seen: u32,
        /// The group that mostly says so, if three quarters of the minority are in it.
        group: Option<usize>,
    },
    /// At least two in five passed: the statement is unclear, or concerns few.
    Unsure {
        /// Which statement.
        statement: String,
        /// How many voted on it.
        seen: u32,
    },
}

/// All that a finding can be made of.
pub(super) struct Known<'a> {
    /// Of each statement its id.
    pub ids: Vec<&'a str>,
    pub open: &'a [bool],
    pub all: &'a [Counts],
    pub groups: &'a [Vec<Counts>],
    pub names: &'a [usize],
    /// Label and counts of its people, by label.
    pub labels: &'a [(String, Vec<Counts>)],
    pub enough: Enough,
}

fn smallest() -> u32 {
    u32::try_from(SMALLEST_GROUP).unwrap_or(u32::MAX)
}

const fn more_than_half(counts: Counts, vote: Vote) -> bool {
    counts.of(vote) > counts.seen() / 2
}

/// Whether `numerator / denominator` of those who voted, or more, say so.
fn at_least(counts: Counts, vote: Vote, numerator: u64, denominator: u64) -> bool {
    u64::from(counts.of(vote)) * denominator >= u64::from(counts.seen()) * numerator
}

/// `None` where fewer than five say so or fewer than five do not.
fn percent(counts: Counts, vote: Vote) -> Option<u32> {
    let (said, seen) = (counts.of(vote), counts.seen());
    let hundredths = u32::try_from(u64::from(said) * 100 / u64::from(seen.max(1))).ok();
    hundredths.filter(|_| said >= smallest() && seen.saturating_sub(said) >= smallest())
}

const fn opposite(vote: Vote) -> Vote {
    match vote {
        Vote::Agree => Vote::Disagree,
        Vote::Disagree => Vote::Agree,
        Vote::Pass => Vote::Pass,
    }
}

impl Known<'_> {
    /// Everything worth saying.
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        if !self.enough.carries_groups() {
            found.push(Finding::NoGroups { why: self.enough });
        }
        found.extend(self.most(Vote::Agree));
        found.extend(self.most(Vote::Disagree));
        found.extend(self.split_by_group());
        found.extend(self.split_by_label());
        found.extend(self.strong_minorities());
        found.extend(self.unsure());
        found
    }

    fn id(&self, statement: usize) -> String {
        self.ids.get(statement).map(|id| (*id).to_owned()).unwrap_or_default()
    }

    /// Counts of all of the statement, if it is open and enough people voted on it.
    fn asked(&self, statement: usize) -> Option<Counts> {
        let counts = *self.all.get(statement)?;
        (*self.open.get(statement)? && counts.seen() >= smallest()).then_some(counts)
    }

    fn of_groups(&self, statement: usize) -> impl Iterator<Item = Counts> {
        self.groups.iter().filter_map(move |counts| counts.get(statement).copied())
    }

    /// The most agreed on by all groups first.
    fn most(&self, vote: Vote) -> Vec<Finding> {
        let all = [self.all.to_vec()];
        let groups = if self.groups.is_empty() { &all } else { self.groups };
        let says = |statement: usize| {
            let counts = self.asked(statement)?;
            let all_groups = self.of_groups(statement).all(|own| more_than_half(own, vote));
            (at_least(counts, vote, 2, 3) && counts.of(vote) >= smallest() && all_groups).then_some(counts)
        };
        let common = agreed(groups, self.open, vote).into_iter().filter_map(|common| {
            says(common.statement).map(|counts| Finding::Most {
                statement: self.id(common.statement),
                vote,
                percent: percent(counts, vote),
                seen: counts.seen(),
                in_groups: !self.groups.is_empty(),
            })
        });
        common.take(MOST_OF_A_KIND).collect()
    }

    /// The furthest apart first.
    fn split_by_group(&self) -> Vec<Finding> {
        let mut splits: Vec<(f64, usize)> = (0..self.all.len())
            .filter(|statement| self.asked(*statement).is_some())
            .filter_map(|statement| self.width(statement).map(|width| (width, statement)))
            .collect();
        splits.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let names = |statement: usize, vote: Vote| {
            let says = |counts: &Counts| counts.seen() >= smallest() && more_than_half(*counts, vote);
            self.names
                .iter()
                .zip(self.of_groups(statement))
                .filter(|(_, own)| says(own))
                .map(|(name, _)| *name)
                .collect()
        };
        let finding = |(_, statement): (f64, usize)| Finding::SplitByGroup {
            statement: self.id(statement),
            agree: names(statement, Vote::Agree),
            disagree: names(statement, Vote::Disagree),
        };
        splits.into_iter().take(MOST_OF_A_KIND).map(finding).collect()
    }

    /// How far the group that agrees most is from the one that agrees least, if most of the one agree and
    /// most of the other disagree.
    fn width(&self, statement: usize) -> Option<f64> {
        let large = || self.of_groups(statement).filter(|own| own.seen() >= smallest());
        let says =
            |vote: Vote| large().filter(move |own| more_than_half(*own, vote)).map(|own| own.likely(Vote::Agree));
        let (most, least) = (says(Vote::Agree).fold(None, larger)?, says(Vote::Disagree).fold(None, smaller)?);
        Some(most - least)
    }

    /// Each building is compared with all others by Fisher's exact test; the surest first.
    fn split_by_label(&self) -> Vec<Finding> {
        let (mut compared, mut splits) = (0_u32, Vec::new());
        for (statement, (all, _)) in self.all.iter().zip(self.open).enumerate().filter(|(_, (_, open))| **open) {
            for (label, counts) in self.labels {
                let own = counts.get(statement).copied().unwrap_or_default();
                let others = all.without(own);
                if own.agree + own.disagree < smallest() || others.agree + others.disagree < smallest() {
                    continue;
                }
                compared = compared.saturating_add(1);
                let opposed = |vote: Vote| more_than_half(own, vote) && more_than_half(others, opposite(vote));
                if let Some(vote) = [Vote::Agree, Vote::Disagree].into_iter().find(|vote| opposed(*vote)) {
                    let chance = fisher(own.agree, own.disagree, others.agree, others.disagree);
                    splits.push((chance, statement, label, vote, own.agree + own.disagree));
                }
            }
        }
        splits.retain(|(chance, ..)| chance * f64::from(compared) <= BY_CHANCE);
        splits.sort_by(|one, other| one.0.total_cmp(&other.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let finding = |(_, statement, label, vote, answers): (f64, usize, &String, Vote, u32)| Finding::SplitByLabel {
            statement: self.id(statement),
            label: label.clone(),
            vote,
            answers,
        };
        splits.into_iter().take(MOST_OF_A_KIND).map(finding).collect()
    }

    /// The largest share first.
    fn strong_minorities(&self) -> Vec<Finding> {
        let mut found: Vec<(f64, usize, Vote, Counts)> = Vec::new();
        for statement in 0..self.all.len() {
            let Some(counts) = self.asked(statement) else { continue };
            for vote in [Vote::Agree, Vote::Disagree] {
                let strong = counts.of(vote) >= smallest() && at_least(counts, vote, 1, 4);
                if strong && more_than_half(counts, opposite(vote)) && !at_least(counts, Vote::Pass, 1, 5) {
                    found.push((counts.likely(vote), statement, vote, counts));
                }
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let finding = |(_, statement, vote, counts): (f64, usize, Vote, Counts)| Finding::StrongMinority {
            statement: self.id(statement),
            vote,
            percent: percent(counts, vote),
            seen: counts.seen(),
            group: self.home(statement, vote, counts),
        };
        found.into_iter().take(MOST_OF_A_KIND).map(finding).collect()
    }

    /// The group in which it is the view of more than half, if three quarters of those who hold it are there.
    fn home(&self, statement: usize, vote: Vote, all: Counts) -> Option<usize> {
        let holds = |own: &Counts| {
            let most = u64::from(own.of(vote)) * 4 >= u64::from(all.of(vote)) * 3;
            most && own.of(vote) >= smallest() && more_than_half(*own, vote)
        };
        self.names.iter().zip(self.of_groups(statement)).find(|(_, own)| holds(own)).map(|(name, _)| *name)
    }

    /// The largest share of passes first.
    fn unsure(&self) -> Vec<Finding> {
        let mut found: Vec<(f64, usize, u32)> = (0..self.all.len())
            .filter_map(|statement| self.asked(statement).map(|counts| (statement, counts)))
            .filter(|(_, counts)| counts.pass >= smallest() && at_least(*counts, Vote::Pass, 2, 5))
            .map(|(statement, counts)| (counts.likely(Vote::Pass), statement, counts.seen()))
            .collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let finding = |(_, statement, seen): (f64, usize, u32)| Finding::Unsure { statement: self.id(statement), seen };
        found.into_iter().take(MOST_OF_A_KIND).map(finding).collect()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of a fold over none or more")]
fn larger(one: Option<f64>, other: f64) -> Option<f64> {
    Some(one.map_or(other, |one| one.max(other)))
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of a fold over none or more")]
fn smaller(one: Option<f64>, other: f64) -> Option<f64> {
    Some(one.map_or(other, |one| one.min(other)))
}
