//! `linli mask --measure [--seed N] [--part tune|hold]`: how well private data is found.
//!
//! For: recall by kind on disguised texts, false alarms on ordinary ones, time of one text.
//! Must not know: how the detector works.
//! To add: what is measured stands in [`corpus`].

pub mod corpus;

use crate::domain::mask::{Kind, mask};
use anyhow::bail;
use corpus::{Case, KINDS, Part, disguised, ordinary};
use std::time::{Duration, Instant};

/// Texts with something private.
const DISGUISED: usize = 2_000;
/// Texts without.
const ORDINARY: usize = 10_000;

/// What to measure.
#[derive(clap::Args, Debug)]
pub struct Measure {
    /// Measures the detector of private data on texts drawn from a seed.
    #[arg(long = "measure", required = true)]
    wanted: bool,
    /// The seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which half of the sentences.
    #[arg(long, value_enum, default_value = "hold")]
    part: Part,
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Of each kind: how many were covered, of how many.
    pub recall: Vec<(Kind, usize, usize)>,
    /// Texts in which something stayed readable.
    pub missed: Vec<String>,
    /// Ordinary sentences in which something was covered.
    pub alarms: Vec<String>,
    /// The longest that one text took.
    pub longest: Duration,
}

impl Measured {
    /// How many of the disguised were covered, in all.
    pub fn covered(&self) -> usize {
        self.recall.iter().map(|(_, covered, _)| covered).sum()
    }
}

/// Characters that could be a piece of what must be covered.
fn telling(text: &str) -> usize {
    const WRITTEN: &str = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖";
    let full = |c: char| ('０'..='９').contains(&c);
    text.chars().filter(|c| c.is_ascii_digit() || full(*c) || WRITTEN.contains(*c)).count()
}

/// Whether at most two characters of it can still be read.
fn is_covered(case: &Case) -> bool {
    let (shown, kinds) = mask(&format!("{}{}{}", case.before, case.secret, case.after));
    let around = telling(&case.before) + telling(&case.after);
    !kinds.is_empty() && telling(&shown) <= around + 2
}

/// Measures on one half of the sentences.
pub fn measure(seed: u64, part: Part) -> Measured {
    let mut measured = Measured::default();
    let cases = disguised(seed, part, DISGUISED);
    for kind in KINDS {
        let of_kind: Vec<&Case> = cases.iter().filter(|case| case.kind == kind).collect();
        let missed: Vec<&Case> = of_kind.iter().copied().filter(|case| !is_covered(case)).collect();
        measured.recall.push((kind, of_kind.len() - missed.len(), of_kind.len()));
        measured.missed.extend(missed.into_iter().map(|case| format!("{kind:?} {}", case.secret)));
    }
    for text in ordinary(seed, part, ORDINARY) {
        let began = Instant::now();
        let (_, kinds) = mask(&text);
        measured.longest = measured.longest.max(began.elapsed());
        if !kinds.is_empty() {
            measured.alarms.push(text);
        }
    }
    measured
}

/// Prints it.
///
/// # Errors
/// Fewer than 99 % were covered, or more than 0.5 % of the ordinary sentences were.
pub fn run(asked: &Measure) -> anyhow::Result<()> {
    let measured = measure(asked.seed, asked.part);
    for (kind, covered, all) in &measured.recall {
        println!("{kind:?}: {covered} of {all} covered");
    }
    println!("all: {} of {DISGUISED} covered (at least 99 %)", measured.covered());
    println!("false alarms: {} of {ORDINARY} ordinary sentences (at most 0.5 %)", measured.alarms.len());
    println!("longest time of one text: {} µs (below 1000)", measured.longest.as_micros());
    for text in measured.missed.iter().take(20).chain(measured.alarms.iter().take(20)) {
        println!("  {text}");
    }
    if !is_enough(&measured) {
        bail!("the detector does not reach its bounds");
    }
    Ok(())
}

fn is_enough(measured: &Measured) -> bool {
    measured.covered() * 100 >= DISGUISED * 99 && measured.alarms.len() * 200 <= ORDINARY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninety_nine_in_a_hundred_are_covered_and_hardly_an_ordinary_sentence_is() {
        let measured = measure(1, Part::Hold);
        let (missed, alarms) = (&measured.missed, &measured.alarms);
        assert!(is_enough(&measured), "{:?}\n{missed:#?}\n{alarms:#?}", measured.recall);
    }
}
