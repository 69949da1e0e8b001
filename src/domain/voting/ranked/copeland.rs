//! Pairs won less pairs lost.
//!
//! For: [`copeland`] (Copeland 1951, in the form of Saari & Merlin 1996: score = wins − losses).
//! Must not know: by how much a pair is won.
//! To add: another worth of a level pair is another score beside [`Standing::score`].

use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::ranked::pairwise::{self, Pairwise};
use crate::domain::voting::ranked::{first_turn, greatest};
use crate::domain::voting::rule::Refusal;
use serde::Serialize;

/// How an option did in its pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Standing {
    /// Position in the election.
    pub option: usize,
    /// Options that fewer prefer to it than the other way round.
    pub won: i64,
    /// Options that more prefer to it.
    pub lost: i64,
    /// Options that as many prefer to it.
    pub level: i64,
    /// Won less lost: twice what it would be with 1 a pair won and ½ a level pair, less a constant.
    pub score: i64,
}

/// Who won, and the score of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// One, after the tie rule.
    pub winners: Vec<usize>,
    /// All with the highest score.
    pub tied: Vec<usize>,
    /// In the order of the options.
    pub standings: Vec<Standing>,
    /// What was compared.
    pub pairwise: Pairwise,
}

/// Elects whoever wins the most pairs less the pairs lost.
///
/// # Errors
/// As [`pairwise::compare`].
pub fn copeland(election: &Election, ties: Ties) -> Result<Outcome, Refusal> {
    let pairwise = pairwise::compare(election)?;
    let standings: Vec<Standing> = (0..pairwise.options()).map(|option| standing(&pairwise, option)).collect();
    let scores: Vec<i64> = standings.iter().map(|standing| standing.score).collect();
    let tied = greatest(&scores);
    Ok(Outcome { winners: first_turn(election, ties, &tied), tied, standings, pairwise })
}

fn standing(pairwise: &Pairwise, option: usize) -> Standing {
    let (mut won, mut lost, mut level) = (0, 0, 0);
    for other in (0..pairwise.options()).filter(|other| *other != option) {
        match pairwise.margin(option, other).signum() {
            1 => won += 1,
            -1 => lost += 1,
            _ => level += 1,
        }
    }
    Standing { option, won, lost, level, score: won - lost }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::voting::ranked::sample::{TENNESSEE, election};

    #[test]
    fn nashville_wins_every_pair_of_tennessee() {
        let outcome = copeland(&election(TENNESSEE), Ties::Id).unwrap();
        let scores: Vec<i64> = outcome.standings.iter().map(|standing| standing.score).collect();
        assert_eq!((scores, outcome.winners, outcome.tied), (vec![1, -1, -3, 3], vec![3], vec![3]));
    }

    #[test]
    fn level_pairs_count_for_nobody_and_equals_are_told() {
        let outcome = copeland(&election(&[(1, "A B C"), (1, "B A C")]), Ties::Id).unwrap();
        let first = &outcome.standings[0];
        assert_eq!((first.won, first.lost, first.level, first.score), (1, 0, 1, 1));
        assert_eq!((outcome.winners, outcome.tied), (vec![0], vec![0, 1]));
        assert_eq!(outcome.standings[2], Standing { option: 2, won: 0, lost: 2, level: 0, score: -2 });
    }
}
