//! What counts come to: bars, what is missing, and what can still happen.
//!
//! For: [`outcome`], and the types of which a result is made.
//! Must not know: units, papers, silence: only sums.
//! To add: a number that people ask for is a field of [`Arithmetic`].

use crate::domain::threshold::papers::Vote;
use crate::domain::threshold::presets::{Base, Counts, Preset};
use crate::domain::threshold::sums::{Sums, Tally, Voter, sums};
use crate::domain::threshold::{Rule, Standing, missing, missing_joining, needed, standing};
use serde::Serialize;

/// What one count has to reach, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// The share.
    pub rule: Rule,
    /// What it is a share of.
    pub of: i64,
    /// What is there.
    pub reached: i64,
    /// The least that is enough of this `of`; `None` if nothing is.
    pub needed: Option<i64>,
    /// What is missing to that; `None` if nothing is enough.
    pub missing: Option<i64>,
    /// How many more who join now and agree would be enough: more than `missing` where those who join
    /// also raise `of`. May be more than are left; `None` if no number is enough.
    pub joining: Option<i64>,
    /// How it stands.
    pub standing: Standing,
}

/// One of the two counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Arithmetic {
    /// All who are asked.
    pub whole: i64,
    /// Those who take part. In a survey of visits also the doors that were knocked on.
    pub taking_part: i64,
    /// Those who agree.
    pub yes: i64,
    /// Those who disagree.
    pub no: i64,
    /// Those who take part and do neither: they abstain, or are a head whose units disagree.
    pub abstain: i64,
    /// Those who have said nothing and still can; 0 after the close.
    pub remaining: i64,
    /// Whether enough take part, if this count needs that.
    pub quorum: Option<Bar>,
    /// Whether enough agree, if this count decides.
    pub pass: Option<Bar>,
}

/// Both counts and what they come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Heads of owners, or households.
    pub heads: Arithmetic,
    /// 0.01 m². Without bars where the rule counts heads only.
    pub area: Arithmetic,
    /// All bars together; `None` where the rule asks for nothing.
    pub standing: Option<Standing>,
    /// Nothing that can still come changes the standing. While it is false, 'passes' may be lost again;
    /// where silence counts with the majority it may be false although it cannot, never the other way.
    pub settled: bool,
}

/// The two ends of what can still come; nothing after the close.
pub(super) struct Ends {
    pub best: Option<Sums>,
    pub worst: Option<Sums>,
}

impl Ends {
    /// With all who are left saying yes, and with all of them saying no.
    pub fn of(voters: &[Voter<'_>]) -> Self {
        let all = |vote| sums(&voters.iter().map(|voter| voter.or(vote)).collect::<Vec<_>>());
        Self { best: Some(all(Vote::Yes)), worst: Some(all(Vote::No)) }
    }
}

/// What `now` comes to. `cast`: the same without those who only follow.
pub(super) fn outcome(now: &Sums, cast: &Sums, ends: &Ends, preset: &Preset) -> Outcome {
    let best = ends.best.as_ref().unwrap_or(now);
    let with_area = preset.counts == Counts::HeadsAndArea;
    let open = ends.best.is_some();
    let mut heads = Arithmetic::of(&now.heads, &best.heads, Some(preset));
    let mut area = Arithmetic::of(&now.area, &best.area, with_area.then_some(preset));
    if open {
        heads.remaining = cast.heads.whole - cast.heads.taking_part;
        area.remaining = cast.area.whole - cast.area.taking_part;
    }
    let standing = overall(&[heads, area]);
    let settled = match (standing, &ends.worst) {
        (Some(Standing::NotYet), _) => false,
        (Some(Standing::Passes), Some(worst)) => stays(cast, worst, preset),
        _ => true,
    };
    Outcome { heads, area, standing, settled }
}

/// Whether a pass cannot be lost: it is there without those who only follow (they cease to if the
/// majority does), and still if all who are left say no.
fn stays(cast: &Sums, worst: &Sums, preset: &Preset) -> bool {
    let over = Ends { best: None, worst: None };
    let passes = |sums: &Sums| outcome(sums, cast, &over, preset).standing == Some(Standing::Passes);
    passes(cast) && passes(worst)
}

fn overall(counts: &[Arithmetic; 2]) -> Option<Standing> {
    let bars = || counts.iter().flat_map(|count| [count.quorum, count.pass]).flatten();
    let any = |standing| bars().any(|bar| bar.standing == standing);
    if any(Standing::CannotAnyMore) {
        return Some(Standing::CannotAnyMore);
    }
    if any(Standing::NotYet) {
        return Some(Standing::NotYet);
    }
    bars().next().map(|_| Standing::Passes)
}

impl Arithmetic {
    fn of(now: &Tally, best: &Tally, preset: Option<&Preset>) -> Self {
        let quorum = preset.and_then(|preset| preset.quorum).map(|rule| {
            let met = rule.is_met(best.taking_part, best.whole);
            Bar::new(now.taking_part, now.whole, rule, met)
        });
        let pass = preset.and_then(|preset| preset.pass).map(|(rule, base)| match base {
            Base::Everybody => Bar::new(now.yes, now.whole, rule, rule.is_met(best.yes, best.whole)),
            Base::TakingPart => Bar::of_those_there(now, rule, rule.is_met(best.yes, best.taking_part)),
        });
        let Tally { whole, taking_part, yes, no } = *now;
        Self { whole, taking_part, yes, no, abstain: taking_part - yes - no, remaining: 0, quorum, pass }
    }
}

impl Bar {
    fn new(reached: i64, of: i64, rule: Rule, at_best: bool) -> Self {
        let needed = needed(of, rule);
        let missing = needed.map(|_| missing(reached, of, rule));
        let standing = standing(rule.is_met(reached, of), at_best);
        Self { rule, of, reached, needed, missing, joining: missing, standing }
    }

    fn of_those_there(now: &Tally, rule: Rule, at_best: bool) -> Self {
        let joining = missing_joining(now.yes, now.taking_part, rule);
        Self { joining, ..Self::new(now.yes, now.taking_part, rule, at_best) }
    }
}
