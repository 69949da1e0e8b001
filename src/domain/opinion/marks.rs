//! The statements that mark a group.
//!
//! For: [`marks`], by the published test of Polis (Small et al. 2021, 'representative comments'): a
//! statement marks a group if its people say agree (or disagree) in more than half of their votes on it,
//! and more often than all others, both at 90 % (one-sided, z > 1.2816). Counts enter with one more
//! who said so. At most five, best first by `times × its test × share × its test`; a statement to agree with comes first.
//! Must not know: how groups were found.
//! To add: another measure is a field of [`Mark`].

use super::counts::Counts;
use super::votes::Vote;
use serde::Serialize;

/// Statements at most for each group.
pub const MOST_MARKS: usize = 5;
/// Surer than 90 %, one-sided.
const SURE: f64 = 1.2816;

/// A statement by which a group is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Position in the table's statements.
    pub statement: usize,
    /// What the group says, agree or disagree.
    pub vote: Vote,
    /// How many of the group say so.
    pub said: u32,
    /// How many of the group voted on it.
    pub seen: u32,
    /// `(said + 1) / (seen + 2)`.
    pub share: f64,
    /// How surely that is more than half, as z.
    pub share_test: f64,
    /// The share divided by that of all others.
    pub times: f64,
    /// How surely that is more than 1, as z.
    pub times_test: f64,
}

impl Mark {
    fn of(statement: usize, vote: Vote, own: Counts, others: Counts) -> Self {
        let (said, seen) = (own.of(vote), own.seen());
        Self {
            statement,
            vote,
            said,
            seen,
            share: own.likely(vote),
            share_test: more_than_half(said, seen),
            times: own.likely(vote) / others.likely(vote),
            times_test: more_than(said, seen, others.of(vote), others.seen()),
        }
    }

    fn passes(&self) -> bool {
        self.share_test > SURE && self.times_test > SURE
    }

    fn worth(&self) -> f64 {
        self.times * self.times_test * self.share * self.share_test
    }
}

/// z of `said` of `seen` being more than half.
pub fn more_than_half(said: u32, seen: u32) -> f64 {
    let (said, seen) = (f64::from(said) + 1.0, f64::from(seen) + 1.0);
    2.0 * seen.sqrt() * (said / seen - 0.5)
}

/// z of the first share being more than the second.
pub fn more_than(said: u32, seen: u32, others_said: u32, others_seen: u32) -> f64 {
    let (said, seen) = (f64::from(said) + 1.0, f64::from(seen) + 1.0);
    let (others_said, others_seen) = (f64::from(others_said) + 1.0, f64::from(others_seen) + 1.0);
    let both = (said + others_said) / (seen + others_seen);
    let width = both * (1.0 - both) * (1.0 / seen + 1.0 / others_seen);
    // All of all: nothing to tell apart.
    if width > 0.0 { (said / seen - others_said / others_seen) / width.sqrt() } else { 0.0 }
}

/// Of each group its marks. `of_groups` has the counts of each group by statement; only open statements mark.
pub fn marks(of_groups: &[Vec<Counts>], open: &[bool]) -> Vec<Vec<Mark>> {
    let mut all = vec![Counts::default(); open.len()];
    for counts in of_groups {
        all.iter_mut().zip(counts).for_each(|(sum, counts)| *sum = sum.with(*counts));
    }
    of_groups.iter().map(|own| of_group(own, &all, open)).collect()
}

fn of_group(own: &[Counts], all: &[Counts], open: &[bool]) -> Vec<Mark> {
    let (mut enough, mut best, mut best_agree) = (Vec::new(), None::<Mark>, None::<Mark>);
    for (statement, ((own, all), _)) in own.iter().zip(all).zip(open).enumerate().filter(|(_, (_, open))| **open) {
        let others = all.without(*own);
        let both = [Vote::Agree, Vote::Disagree].map(|vote| Mark::of(statement, vote, *own, others));
        let [agree, disagree] = both;
        let stronger = if agree.times_test > disagree.times_test { agree } else { disagree };
        if agree.passes() || disagree.passes() {
            enough.push(stronger);
        }
        if best.is_none_or(|best| stronger.times_test > best.times_test) {
            best = Some(stronger);
        }
        if is_better_to_agree(agree, *own, best_agree) {
            best_agree = Some(agree);
        }
    }
    in_order(enough, best, best_agree)
}

/// Whether a statement is better than the best one so far to say what a group agrees on.
fn is_better_to_agree(mark: Mark, own: Counts, best: Option<Mark>) -> bool {
    if own.agree == 0 && own.disagree == 0 {
        return false;
    }
    match best {
        Some(best) if best.times > 1.0 => mark.worth() > best.worth(),
        Some(best) => mark.share * mark.share_test > best.share * best.share_test,
        None => mark.share_test > SURE || (mark.times > 1.0 && mark.share > 0.5),
    }
}

fn in_order(mut enough: Vec<Mark>, best: Option<Mark>, best_agree: Option<Mark>) -> Vec<Mark> {
    if enough.is_empty() {
        return best_agree.or(best).filter(|mark| mark.seen > 0).into_iter().collect();
    }
    enough.retain(|mark| best_agree.is_none_or(|first| first.statement != mark.statement));
    enough.sort_by(|one, other| other.worth().total_cmp(&one.worth()).then(one.statement.cmp(&other.statement)));
    let mut chosen: Vec<Mark> = best_agree.into_iter().chain(enough).take(MOST_MARKS).collect();
    chosen.sort_by_key(|mark| mark.vote != Vote::Agree);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(agree: u32, disagree: u32, pass: u32) -> Counts {
        Counts { agree, disagree, pass }
    }

    #[test]
    fn the_tests_have_the_published_values() {
        // 2·√20·(16/20 − 1/2) and the two-proportion z of 16/20 against 6/21.
        assert!((more_than_half(15, 19) - 2.683_281_572_999_747_6).abs() < 1e-12);
        assert!((more_than(15, 19, 5, 20) - 3.300_903_995_984).abs() < 1e-9);
        assert!(more_than(9, 9, 9, 9).abs() < f64::EPSILON);
        assert!(more_than_half(0, 0) > 0.0);
    }

    #[test]
    fn a_group_is_marked_by_what_it_says_and_others_do_not() {
        let groups = [
            vec![counts(20, 1, 0), counts(20, 0, 1), counts(1, 19, 0), counts(20, 0, 0), counts(0, 0, 0)],
            vec![counts(2, 18, 0), counts(19, 1, 1), counts(18, 2, 0), counts(0, 20, 0), counts(0, 0, 0)],
        ];
        let found = marks(&groups, &[true, true, true, false, true]);
        let said = |at: usize| found[at].iter().map(|mark| (mark.statement, mark.vote)).collect::<Vec<_>>();
        assert_eq!(said(0), [(0, Vote::Agree), (2, Vote::Disagree)]);
        // The second group agrees best on what the first agrees on too: said first, as Polis does.
        assert_eq!(said(1), [(1, Vote::Agree), (2, Vote::Agree), (0, Vote::Disagree)]);
    }

    #[test]
    fn where_nothing_is_sure_the_best_is_said_alone_and_nothing_where_nobody_voted() {
        let found =
            marks(&[vec![counts(2, 1, 0), counts(1, 1, 0)], vec![counts(1, 2, 0), counts(1, 1, 0)]], &[true, true]);
        assert!(found.iter().all(|marks| marks.len() == 1));
        assert!(marks(&[vec![counts(0, 0, 0)]], &[true])[0].is_empty());
        assert!(marks(&[], &[]).is_empty());
    }

    #[test]
    fn there_are_at_most_five() {
        let (ours, theirs) = (vec![counts(30, 0, 0); 9], vec![counts(0, 30, 0); 9]);
        assert!(marks(&[ours, theirs], &[true; 9]).iter().all(|marks| marks.len() == MOST_MARKS));
    }
}
