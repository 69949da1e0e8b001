//! Whether a round of asking went better or worse than one before, or whether that cannot be told.
//!
//! For: [`trend`].
//! Must not know: what was asked, or how the rounds are called.
//! To add: another comparison is counted in [`pairs_of`], so that all of them hold at once.
//!
//! Each round is compared with the one before, and the last with the first. With m comparisons each may
//! err in 5 %/m (Bonferroni), so that all are right at once in 95 of 100 cases. Where the same
//! households answered both rounds, those who changed decide: by chance each change would go either way
//! like a coin (the test of `McNemar` 1947, in its exact form), decided in whole numbers. Otherwise the interval of
//! `difference` decides. What is decided follows from what may be told: a small number behind it stays
//! hidden.

use super::difference::{Part, difference_bp};
use super::satisfied::Satisfied;
use super::tails::{Coin, is_rare, up_to};
use serde::Serialize;

/// Two tails of 2.5 %.
const ONE_IN: u64 = 40;

/// What a household said in one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whether it is satisfied.
    pub satisfied: bool,
    /// The household's place in any list that all rounds share; `None` where it is not known.
    pub household: Option<usize>,
}

/// What can be told of two rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// More are satisfied in the later one.
    Better,
    /// Fewer are.
    Worse,
    /// The difference could be chance.
    CannotBeTold,
}

/// Two rounds beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Position of the earlier round.
    pub from: usize,
    /// Position of the later round.
    pub to: usize,
    /// What can be told.
    pub verdict: Verdict,
    /// From what it was decided.
    pub by: By,
    /// By how many basis points (0.01 %) the share of satisfied changed, lower end, rounded down.
    pub low_bp: Option<i64>,
    /// The upper end, rounded up.
    pub high_bp: Option<i64>,
}

/// From what a comparison was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum By {
    /// All answers of both rounds, as if different households had answered.
    AllAnswers,
    /// The households that answered both rounds and changed.
    SameHouseholds {
        /// Households that answered both.
        households: i64,
        /// Those that became satisfied; `None` where it is not told.
        better: Option<i64>,
        /// Those that are no longer satisfied; `None` where it is not told.
        worse: Option<i64>,
        /// The chance, in millionths and rounded up, that a coin gives a difference as large.
        chance_millionths: Option<i64>,
    },
    /// Too little may be told of one of the two.
    Nothing,
}

/// All rounds in their order and what is told of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// What may be told of each round.
    pub rounds: Vec<Satisfied>,
    /// Each round with the one before; then, of more than two, the last with the first.
    pub comparisons: Vec<Comparison>,
}

/// Compares rounds, given in their order. Each household stands in a round at most once.
pub fn trend(rounds: &[Vec<Said>], least: i64) -> Trend {
    let told: Vec<Satisfied> = rounds.iter().map(|round| tell(round, least)).collect();
    let pairs = pairs_of(rounds.len());
    let one = |(from, to): (usize, usize)| {
        let (earlier, later) = (rounds.get(from)?, rounds.get(to)?);
        let told = (*told.get(from)?, *told.get(to)?);
        Some(compare((from, to), told, &Changes::between(earlier, later), pairs.len(), least))
    };
    let comparisons = pairs.iter().filter_map(|pair| one(*pair)).collect();
    Trend { rounds: told, comparisons }
}

fn tell(round: &[Said], least: i64) -> Satisfied {
    Satisfied::of(count(round.iter().filter(|said| said.satisfied)), count(round.iter()), least)
}

fn count(things: impl Iterator) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}

fn pairs_of(rounds: usize) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = (1..rounds).map(|to| (to - 1, to)).collect();
    if rounds > 2 {
        pairs.push((0, rounds - 1));
    }
    pairs
}

/// What those who answered both rounds said, and the others.
#[derive(Clone, Copy, Debug, Default)]
struct Changes {
    stayed_satisfied: i64,
    better: i64,
    worse: i64,
    stayed_not: i64,
    /// Satisfied and others of those who answered the earlier round alone.
    earlier_alone: (i64, i64),
    later_alone: (i64, i64),
}

impl Changes {
    fn between(earlier: &[Said], later: &[Said]) -> Self {
        let known = |round: &[Said]| {
            let mut list: Vec<(usize, bool)> =
                round.iter().filter_map(|said| Some((said.household?, said.satisfied))).collect();
            list.sort_unstable();
            list.dedup_by_key(|(household, _)| *household);
            list
        };
        let (before, after) = (known(earlier), known(later));
        let mut changes = Self::default();
        for (household, was) in &before {
            let Ok(at) = after.binary_search_by_key(household, |(household, _)| *household) else { continue };
            match (was, after.get(at).is_some_and(|(_, is)| *is)) {
                (true, true) => changes.stayed_satisfied += 1,
                (false, true) => changes.better += 1,
                (true, false) => changes.worse += 1,
                (false, false) => changes.stayed_not += 1,
            }
        }
        let (yes, no) = (changes.stayed_satisfied, changes.stayed_not);
        let alone = |round: &[Said], paired_yes: i64, paired_no: i64| {
            let satisfied = count(round.iter().filter(|said| said.satisfied));
            (satisfied - paired_yes, count(round.iter()) - satisfied - paired_no)
        };
        changes.earlier_alone = alone(earlier, yes + changes.worse, no + changes.better);
        changes.later_alone = alone(later, yes + changes.better, no + changes.worse);
        changes
    }

    const fn households(&self) -> i64 {
        self.stayed_satisfied + self.better + self.worse + self.stayed_not
    }

    fn are_all(&self) -> bool {
        self.earlier_alone == (0, 0) && self.later_alone == (0, 0)
    }

    /// Whether the four numbers may stand beside those of both rounds.
    fn may_be_told(&self, least: i64) -> bool {
        let large = |number: i64| number >= least;
        let four = [self.stayed_satisfied, self.better, self.worse, self.stayed_not];
        let alone = [self.earlier_alone, self.later_alone];
        four.into_iter().all(large) && alone.iter().all(|(yes, no)| (*yes, *no) == (0, 0) || large(*yes) && large(*no))
    }
}

fn compare(
    at: (usize, usize),
    told: (Satisfied, Satisfied),
    changes: &Changes,
    comparisons: usize,
    least: i64,
) -> Comparison {
    let (from, to) = at;
    let ends = ends(told.0, told.1, comparisons);
    let (low_bp, high_bp) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
    let paired = same_households(told, changes, comparisons, least);
    let (verdict, by) = paired.unwrap_or(match ends {
        None => (Verdict::CannotBeTold, By::Nothing),
        Some((low, _)) if low > 0 => (Verdict::Better, By::AllAnswers),
        Some((_, high)) if high < 0 => (Verdict::Worse, By::AllAnswers),
        Some(_) => (Verdict::CannotBeTold, By::AllAnswers),
    });
    Comparison { from, to, verdict, by, low_bp, high_bp }
}

/// The widest interval over all that everybody knows of both rounds.
fn ends(earlier: Satisfied, later: Satisfied, comparisons: usize) -> Option<(i64, i64)> {
    let (before, after) = (corners(earlier)?, corners(later)?);
    let mut all = Vec::new();
    for (a, b) in before.iter().flat_map(|a| after.iter().map(move |b| (*a, *b))) {
        all.push(difference_bp(a, b, comparisons)?);
    }
    let low = all.iter().map(|ends| ends.0).min()?;
    Some((low, all.iter().map(|ends| ends.1).max()?))
}

fn corners(told: Satisfied) -> Option<[Part; 2]> {
    let (Satisfied::Exactly { answers, .. }
    | Satisfied::NearlyAll { answers, .. }
    | Satisfied::HardlyAny { answers, .. }) = told
    else {
        return None;
    };
    let all = u32::try_from(answers).ok()?;
    let (low, high) = told.range()?;
    let part = |of: i64| Some(Part { of: u32::try_from(of).ok()?, all });
    Some([part(low)?, part(high)?])
}

/// By those who answered both rounds, where they are at least half of each round and what is decided
/// tells no small number.
fn same_households(
    told: (Satisfied, Satisfied),
    changes: &Changes,
    comparisons: usize,
    least: i64,
) -> Option<(Verdict, By)> {
    let households = changes.households();
    let answers = |(yes, no): (i64, i64)| households + yes + no;
    let most = answers(changes.earlier_alone).max(answers(changes.later_alone));
    if households < 1 || households.saturating_mul(2) < most || !told.0.is_exact() || !told.1.is_exact() {
        return None;
    }
    let (better, worse) = (changes.better, changes.worse);
    if changes.may_be_told(least) || least <= 1 {
        let by = By::SameHouseholds {
            households,
            better: Some(better),
            worse: Some(worse),
            chance_millionths: Some(chance(better, worse)),
        };
        return Some((decide(better, worse, comparisons), by));
    }
    // How many more became satisfied than not is the difference of the two rounds, which are told. The
    // smaller of the two is small: the decision is that for the largest small number, which leaves
    // every other one open.
    let smaller = better.min(worse);
    if !changes.are_all() || smaller >= least {
        return None;
    }
    let add = least - 1 - smaller;
    let by = By::SameHouseholds { households, better: None, worse: None, chance_millionths: None };
    Some((decide(better + add, worse + add, comparisons), by))
}

fn decide(better: i64, worse: i64, comparisons: usize) -> Verdict {
    let (smaller, all) = (whole(better.min(worse)), whole(better.saturating_add(worse)));
    let one_in = ONE_IN.saturating_mul(u64::try_from(comparisons).unwrap_or(u64::MAX));
    match better.cmp(&worse) {
        std::cmp::Ordering::Greater if is_rare(&Coin(all), smaller, one_in) => Verdict::Better,
        std::cmp::Ordering::Less if is_rare(&Coin(all), smaller, one_in) => Verdict::Worse,
        _ => Verdict::CannotBeTold,
    }
}

/// The two-sided chance in millionths, rounded up.
fn chance(better: i64, worse: i64) -> i64 {
    if better == worse {
        return 1_000_000;
    }
    let tail = up_to(&Coin(whole(better.saturating_add(worse))), whole(better.min(worse)));
    millionths(2.0 * tail.value * (1.0 + tail.error)).clamp(1, 1_000_000)
}

#[expect(clippy::as_conversions, reason = "a whole number of at most a few millions")]
fn millionths(share: f64) -> i64 {
    (share * 1e6 - 1e-6).ceil() as i64
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;
