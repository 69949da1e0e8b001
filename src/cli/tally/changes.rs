//! What would have made losers win.
//!
//! For: `--changes`: the losers with the most votes, each counted again and again with one thing changed.
//! Must not know: the measures (`domain::voting::shares::change`).
//! To add: nothing is expected to be.

use crate::cli::progress::Progress;
use crate::domain::voting::election::Election;
use crate::domain::voting::rule::{Family, Rule};
use crate::domain::voting::shares::{self, Change};
use crate::domain::voting::tally::{Outcome, Terms};
use crate::domain::voting::turns::{Measure, measure};
use anyhow::anyhow;

/// Each of them asks for dozens of counts.
const MOST: usize = 10;

/// What was found.
pub(super) struct Changes {
    /// Those with the most votes first.
    pub(super) all: Vec<Change>,
    /// Whether there are more losers than were looked at.
    pub(super) bounded: bool,
}

/// Looks at the losers with the most votes.
///
/// # Errors
/// A changed election cannot be counted.
pub(super) fn find(election: &Election, rule: Rule, terms: Terms, outcome: &Outcome) -> anyhow::Result<Changes> {
    let Family::Shares(utility, completion) = rule.family() else {
        return Ok(Changes { all: Vec::new(), bounded: false });
    };
    let votes = measure::measure(election, Measure::Votes, None).unwrap_or_default();
    let votes_of = |at: usize| votes.get(at).map_or(0, |own| own.votes);
    let mut losers: Vec<usize> =
        (0..election.options.len()).filter(|at| votes_of(*at) > 0 && !outcome.winners().contains(at)).collect();
    losers.sort_by_key(|at| (core::cmp::Reverse(votes_of(*at)), *at));
    let bounded = losers.len() > MOST;
    let looked_at = losers.len().min(MOST);
    let own = shares::Terms { ties: terms.ties, exact: false };
    let mut all = Vec::new();
    let progress = Progress::begin(String::new());
    for (done, at) in losers.into_iter().take(MOST).enumerate() {
        progress.at(format!("looking for what would have changed it, {done} of {looked_at} losers done"));
        let change = shares::change(election, utility, completion.into(), own, at)
            .map_err(|refusal| anyhow!("a changed election cannot be counted: {refusal:?}"))?;
        all.push(change);
    }
    Ok(Changes { all, bounded })
}
