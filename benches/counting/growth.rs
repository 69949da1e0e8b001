//! How time and memory grow with ballots and options, on made-up elections.
//!
//! For: the growth table of docs/measurements.md. Each line runs in a process of its own, so that the most
//! memory it ever held (`VmHWM`) is its own.
//! Must not know: real elections.
//! To add: a line is a pair in [`SIZES`], a rule one in [`RULES`].

use linli::domain::voting::election::{Ballots, Choice, Election, Kind, Mark, Ties};
use linli::domain::voting::rule::{Completion, Utility};
use linli::domain::voting::shares::count;
use std::time::Instant;

const SIZES: [(u32, u32); 9] = [
    (1_000, 10),
    (10_000, 10),
    (100_000, 10),
    (1_000_000, 10),
    (10_000, 100),
    (100_000, 100),
    (1_000_000, 100),
    (100_000, 1_000),
    (10_000, 10_000),
];

const RULES: [(&str, Utility, Completion); 4] = [
    ("mes-cost", Utility::Cost, Completion::None),
    ("mes-cost-add1", Utility::Cost, Completion::AddOne),
    ("mes-card-add1-greedy", Utility::Cardinality, Completion::AddOneGreedy),
    ("mes-points-add1", Utility::Points, Completion::AddOne),
];

/// Up to eight marks each; some options are much more wanted than others. 3,000 for each voter, and all
/// options together cost four times as much as there is. A step of 'add one' is 100: some twenty steps.
fn made_up(voters: u32, options: u32) -> Election {
    let mut state = 0x1234_5678_9ABC_DEF1_u64;
    let mut next = |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state % u64::from(below)).unwrap()
    };
    let mut ballots = Ballots::new();
    for _ in 0..voters {
        let number = 1 + next(8);
        let marks: Vec<Mark> = (0..number)
            .map(|_| Mark { option: next(options).min(next(options)), value: 1 + i64::from(next(5)) })
            .collect();
        ballots.push(&marks, 1, 1);
    }
    let budget = i64::from(voters) * 3_000;
    let middle = budget * 4 / i64::from(options);
    let cost = |at: u32| middle / 2 + middle * i64::from(at * 37 % 101) / 101;
    let choice = |at: u32| Choice { id: at.to_string(), name: String::new(), cost: cost(at) };
    Election {
        kind: Kind::Scoring,
        budget: Some(budget),
        unit: 100,
        options: (0..options).map(choice).collect(),
        ballots,
    }
}

/// The most memory this process ever held, in MiB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: f64 = line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(f64::NAN);
    kib / 1024.0
}

/// One line, in a process of its own: `growth-line VOTERS OPTIONS RULE`.
pub fn line(words: &[String]) {
    let number = |at: usize| words[at].parse().unwrap();
    let (voters, options) = (number(1), number(2));
    let (name, utility, completion) = RULES.iter().find(|(name, ..)| *name == words[3]).copied().unwrap();
    let election = made_up(voters, options);
    let before = peak();
    let begun = Instant::now();
    let outcome = count(&election, utility, completion, Ties::Id).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{voters:>9}{options:>9}  {name:<22}{:>8}{:>8}{:>10.1}{before:>12.0}{:>12.0}",
        outcome.steps,
        outcome.rounds.len(),
        seconds * 1000.0,
        peak(),
    );
}

pub fn measure() {
    println!("Growth on made-up elections (up to 8 marks a ballot)");
    println!(
        "{:>9}{:>9}  {:<22}{:>8}{:>8}{:>10}{:>12}{:>12}",
        "ballots", "options", "rule", "steps", "rounds", "ms", "MiB before", "MiB peak"
    );
    let own = std::env::current_exe().unwrap();
    for (voters, options) in SIZES {
        for (name, ..) in RULES {
            let words = ["growth-line".to_owned(), voters.to_string(), options.to_string(), name.to_owned()];
            let status = std::process::Command::new(&own).args(words).status().unwrap();
            assert!(status.success());
        }
    }
}
