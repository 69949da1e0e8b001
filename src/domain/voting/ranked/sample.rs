//! Elections written as one writes them on paper, for the tests of the rules here.

use crate::domain::voting::election::{Ballots, Choice, Election, Kind, Mark};

/// The capital of Tennessee, as the encyclopaedias tell it; A = Memphis, … in the order of letters:
/// Chattanooga, Knoxville, Memphis, Nashville.
pub const TENNESSEE: &[(i64, &str)] = &[(42, "M N C K"), (26, "N C K M"), (15, "C K N M"), (17, "K C N M")];

/// Schulze 2011, example 1: 45 voters, five options.
pub const SCHULZE_1: &[(i64, &str)] = &[
    (5, "A C B E D"),
    (5, "A D E C B"),
    (8, "B E D A C"),
    (3, "C A B E D"),
    (7, "C A E B D"),
    (2, "C B A D E"),
    (7, "D C E B A"),
    (8, "E B A D C"),
];

/// Rankings such as `A B=C`: A first, then B and C level; options are all names met, in the order of
/// the alphabet.
pub fn election(ballots: &[(i64, &str)]) -> Election {
    let mut names: Vec<&str> = ballots.iter().flat_map(|(_, text)| text.split([' ', '='])).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    let at = |name: &str| u32::try_from(names.iter().position(|known| *known == name).unwrap()).unwrap();
    let mut all = Ballots::new();
    for (voters, text) in ballots {
        let ranks = (1_i64..).zip(text.split_whitespace());
        let marks: Vec<Mark> = ranks
            .flat_map(|(rank, equals)| equals.split('=').map(move |name| (name, rank)))
            .map(|(name, value)| Mark { option: at(name), value })
            .collect();
        all.push(&marks, *voters, 1);
    }
    over(&names, all)
}

/// An election of rankings over options of these names.
pub fn over(names: &[&str], ballots: Ballots) -> Election {
    let choice = |id: &&str| Choice { id: (*id).to_owned(), name: String::new(), cost: 0 };
    Election { kind: Kind::Ordinal, budget: None, unit: 1, options: names.iter().map(choice).collect(), ballots }
}
