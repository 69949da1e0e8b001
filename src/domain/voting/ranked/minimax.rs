//! Least worst defeat.
//!
//! For: [`minimax`] by margins (Simpson 1969, Kramer 1977): who loses their worst pair by the least.
//! Must not know: how the other pairs went.
//! To add: winning votes or opposition instead of margins is another measure in `standing`.

use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::ranked::pairwise::{self, Pairwise};
use crate::domain::voting::ranked::{first_turn, greatest};
use crate::domain::voting::rule::Refusal;
use core::cmp::Reverse;
use serde::Serialize;

/// The worst pair of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Standing {
    /// Position in the election.
    pub option: usize,
    /// By how much weight it loses its worst pair: 0 if that is level, negative if it wins all.
    /// 0 where there is no other option.
    pub worst: i64,
    /// To whom; of several the one with the first turn among equals.
    pub against: Option<usize>,
}

/// Who won, and the worst pair of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// One, after the tie rule.
    pub winners: Vec<usize>,
    /// All with the least worst defeat.
    pub tied: Vec<usize>,
    /// In the order of the options.
    pub standings: Vec<Standing>,
    /// What was compared.
    pub pairwise: Pairwise,
}

/// Elects whoever loses their worst pair by the least. Who beats everybody is the only one without
/// a defeat or level pair, and so wins.
///
/// # Errors
/// As [`pairwise::compare`].
pub fn minimax(election: &Election, ties: Ties) -> Result<Outcome, Refusal> {
    let pairwise = pairwise::compare(election)?;
    let places = election.places(ties);
    let all = 0..pairwise.options();
    let standings: Vec<Standing> = all.map(|option| standing(&pairwise, option, &places)).collect();
    let least: Vec<Reverse<i64>> = standings.iter().map(|standing| Reverse(standing.worst)).collect();
    let tied = greatest(&least);
    Ok(Outcome { winners: first_turn(election, ties, &tied), tied, standings, pairwise })
}

fn standing(pairwise: &Pairwise, option: usize, places: &[usize]) -> Standing {
    let others = (0..pairwise.options()).filter(|other| *other != option);
    let defeats = others.map(|other| (pairwise.margin(other, option), Reverse(places.get(other)), other));
    match defeats.max() {
        Some((worst, _, other)) => Standing { option, worst, against: Some(other) },
        None => Standing { option, worst: 0, against: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::voting::ranked::sample::{SCHULZE_1, TENNESSEE, election};

    fn worst(outcome: &Outcome) -> Vec<(i64, Option<usize>)> {
        outcome.standings.iter().map(|standing| (standing.worst, standing.against)).collect()
    }

    #[test]
    fn nashville_has_no_defeat_in_tennessee() {
        let outcome = minimax(&election(TENNESSEE), Ties::Id).unwrap();
        assert_eq!(worst(&outcome), [(36, Some(3)), (66, Some(0)), (16, Some(0)), (-16, Some(2))]);
        assert_eq!((outcome.winners, outcome.tied), (vec![3], vec![3]));
    }

    #[test]
    fn of_a_circle_the_narrowest_defeat_wins() {
        // The table of pairs is in the paper; E loses to C alone, 21 to 24.
        let outcome = minimax(&election(SCHULZE_1), Ties::Id).unwrap();
        assert_eq!(worst(&outcome), [(5, Some(1)), (13, Some(2)), (11, Some(3)), (21, Some(1)), (3, Some(2))]);
        assert_eq!(outcome.winners, [4]);
    }

    #[test]
    fn who_loses_to_everybody_by_little_can_win() {
        // A known weakness: A, B and C go round by 3 each, D loses to all of them by 1.
        let ballots = [(2, "A B C D"), (1, "D A B C"), (2, "B C A D"), (1, "D B C A"), (1, "C A B D"), (2, "D C A B")];
        let outcome = minimax(&election(&ballots), Ties::Id).unwrap();
        assert_eq!(worst(&outcome), [(3, Some(2)), (3, Some(0)), (3, Some(1)), (1, Some(0))]);
        assert_eq!((outcome.pairwise.condorcet_loser(), outcome.winners), (Some(3), vec![3]));
    }

    #[test]
    fn of_equal_defeats_the_first_turn_is_named() {
        let circle = election(&[(1, "A B C"), (1, "B C A"), (1, "C A B")]);
        let outcome = minimax(&circle, Ties::Id).unwrap();
        assert_eq!((outcome.winners.clone(), outcome.tied.clone()), (vec![0], vec![0, 1, 2]));
        let level = minimax(&election(&[(1, "A"), (1, "B"), (1, "C")]), Ties::Id).unwrap();
        assert_eq!(worst(&level), [(0, Some(1)), (0, Some(0)), (0, Some(0))]);
        let alone = minimax(&election(&[(3, "A")]), Ties::Id).unwrap();
        assert_eq!((worst(&alone), alone.winners), (vec![(0, None)], vec![0]));
    }
}
