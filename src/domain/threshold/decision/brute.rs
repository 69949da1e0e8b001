//! Every way in which a vote can end, tried out, against what is said before the end.
use super::tests::{followed, paper, unit};
use super::*;
use crate::domain::threshold::arithmetic::Bar;
use crate::domain::threshold::presets::Base;
use crate::domain::threshold::roll::Holder;
use crate::domain::threshold::{Comparison, Fraction, Rule, Standing, find_preset};
use proptest::collection::vec;
use proptest::prelude::*;

type One = (u8, i64, Option<Vote>, bool);

fn holder(of: u8) -> Holder {
    match of {
        0 => Holder::Developer,
        1 | 2 => Holder::Known(of.to_string()),
        _ => Holder::Unknown,
    }
}

/// Units whose owners and areas repeat, of which at most four have not voted.
fn small_roll() -> impl Strategy<Value = Vec<One>> {
    let voted = (0_u8..5, 0_i64..6, prop_oneof![Just(Vote::Yes), Just(Vote::No), Just(Vote::Abstain)], any::<bool>());
    let silent = (0_u8..5, 0_i64..6, any::<bool>()).prop_map(|(of, area, delivered)| (of, area, None, delivered));
    let voted = voted.prop_map(|(of, area, vote, delivered)| (of, area, Some(vote), delivered));
    (vec(voted, 0..7), vec(silent, 0..5)).prop_map(|(voted, silent)| [voted, silent].concat())
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let shipped = prop_oneof![
        Just(Rule::at_least(2, 3)),
        Just(Rule::at_least(3, 4)),
        Just(Rule::more_than(1, 2)),
        Just(Rule::at_least(1, 1)),
    ];
    let made = (-1_i64..6, 0_i64..6, any::<bool>()).prop_map(|(numerator, denominator, strict)| Rule {
        fraction: Fraction { numerator, denominator },
        comparison: if strict { Comparison::MoreThan } else { Comparison::AtLeast },
    });
    prop_oneof![3 => shipped, 1 => made]
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let pass =
        prop::option::weighted(0.9, (any_rule(), prop_oneof![2 => Just(Base::TakingPart), 1 => Just(Base::Everybody)]));
    (prop::option::of(any_rule()), pass, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(quorum, pass, both, owners, follows)| {
            let counts = if both { Counts::HeadsAndArea } else { Counts::Heads };
            let electorate = if owners { Electorate::Owners } else { Electorate::Households };
            let preset = Preset { electorate, counts, quorum, pass, ..*find_preset("cc278_major").unwrap() };
            let silence = if follows && owners { followed() } else { Silence::NotParticipating };
            Terms { silence, ..Terms::new(preset) }
        },
    )
}

fn snapshot(units: &[One]) -> Roll {
    Roll::new(units.iter().enumerate().map(|(id, one)| unit(id, one.1, holder(one.0))).collect()).unwrap()
}

fn papers(units: &[One]) -> Vec<Paper> {
    units.iter().enumerate().map(|(id, one)| paper(id, one.3, one.2)).collect()
}

fn decided(units: &[One], terms: &Terms, open: bool) -> Outcome {
    decide(&snapshot(units), &papers(units), terms, 0, open).unwrap().outcome
}

/// All endings: who has not voted says any of three things, or nothing, or nothing and gets a ballot.
fn endings(units: &[One]) -> Vec<Vec<One>> {
    let mut all = vec![Vec::new()];
    for one in units {
        let says = |vote| (one.0, one.1, Some(vote), one.3);
        let mut ways = vec![*one];
        if one.2.is_none() {
            ways.extend([says(Vote::Yes), says(Vote::No), says(Vote::Abstain)]);
            ways.extend((!one.3).then_some((one.0, one.1, None, true)));
        }
        let longer =
            |so_far: &Vec<One>| ways.iter().map(|way| [so_far.as_slice(), &[*way]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(longer).collect();
    }
    all
}

fn bars(of: &Outcome) -> [Option<Bar>; 4] {
    [of.heads.quorum, of.heads.pass, of.area.quorum, of.area.pass]
}

/// Counted once more in another way: heads by going through the owners one after the other.
fn plainly(units: &[One], terms: &Terms) -> [[i64; 4]; 2] {
    let (mut heads, mut area) = ([0_i64; 4], [0_i64; 4]);
    let grouped = |one: &One| one.0 < 3 && terms.preset.electorate == Electorate::Owners;
    let mut groups: Vec<Vec<One>> = units.iter().filter(|one| !grouped(one)).map(|one| vec![*one]).collect();
    groups.extend((0..3).map(|of| units.iter().filter(|one| grouped(one) && one.0 == of).copied().collect()));
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let sum =
            |of: &dyn Fn(Option<Vote>) -> bool| group.iter().filter(|one| of(one.2)).map(|one| one.1).sum::<i64>();
        let all = |vote| group.iter().filter(|one| one.2.is_some()).all(|one| one.2 == Some(vote));
        let took_part = group.iter().any(|one| one.2.is_some());
        let says = |vote: Vote| took_part && (all(vote) || 2 * sum(&|it| it == Some(vote)) > sum(&|it| it.is_some()));
        let counted = [true, took_part, says(Vote::Yes), says(Vote::No)].map(i64::from);
        let areas = [
            sum(&|_| true),
            sum(&|it| it.is_some()),
            sum(&|it| it == Some(Vote::Yes)),
            sum(&|it| it == Some(Vote::No)),
        ];
        for at in 0..4 {
            heads[at] += counted[at];
            area[at] += areas[at];
        }
    }
    [heads, area]
}

proptest! {
    #[test]
    fn what_is_said_before_the_end_is_what_all_endings_say(units in small_roll(), terms in any_terms()) {
        let now = decided(&units, &terms, true);
        let closed = decided(&units, &terms, false);
        let ends: Vec<Outcome> = endings(&units).iter().map(|end| decided(end, &terms, false)).collect();
        let passes = |it: &Outcome| it.standing == Some(Standing::Passes);
        let expected = match (passes(&closed), ends.iter().any(passes)) {
            (true, _) => Standing::Passes,
            (false, true) => Standing::NotYet,
            (false, false) => Standing::CannotAnyMore,
        };
        let asks = terms.preset.quorum.is_some() || terms.preset.pass.is_some();
        prop_assert_eq!(now.standing, asks.then_some(expected));
        prop_assert!(closed.standing != Some(Standing::NotYet) && closed.settled);
        let settled = !asks || ends.iter().all(passes) || !ends.iter().any(passes);
        let exact = terms.silence == Silence::NotParticipating;
        prop_assert!(now.settled == settled || (!exact && settled));
        for (at, bar) in bars(&now).into_iter().enumerate() {
            let Some(bar) = bar else { continue };
            let met = |it: &Outcome| bars(it)[at].unwrap().standing == Standing::Passes;
            prop_assert_eq!(bar.standing, crate::domain::threshold::standing(met(&closed), ends.iter().any(met)), "bar {}", at);
        }
    }

    #[test]
    fn the_sums_are_those_of_a_plain_count(units in small_roll(), terms in any_terms()) {
        let terms = Terms { silence: Silence::NotParticipating, ..terms };
        let told = decided(&units, &terms, true);
        let sums = [told.heads, told.area].map(|it| [it.whole, it.taking_part, it.yes, it.no]);
        prop_assert_eq!(sums, plainly(&units, &terms));
        for it in [told.heads, told.area] {
            prop_assert!(it.abstain >= 0 && it.abstain + it.yes + it.no == it.taking_part);
            prop_assert_eq!(it.remaining, it.whole - it.taking_part);
        }
        let mut turned = units;
        turned.reverse();
        prop_assert_eq!(decided(&turned, &terms, true), told, "order does not matter");
    }

    #[test]
    fn one_more_yes_never_takes_a_pass_away(units in small_roll(), terms in any_terms(), which: prop::sample::Index) {
        // A side of less than half that may pass can lose the quorum that followers of the other gave.
        let half = |rule: Rule| 2 * rule.fraction.numerator >= rule.fraction.denominator;
        let half = terms.preset.pass.is_some_and(|(rule, _)| half(rule));
        let terms = if half { terms } else { Terms { silence: Silence::NotParticipating, ..terms } };
        let mut after = units.clone();
        if let Some(one) = after.get_mut(which.index(units.len().max(1))) {
            // Of one that was silent or said something else.
            one.2 = Some(Vote::Yes);
        }
        if decided(&units, &terms, false).standing == Some(Standing::Passes) {
            prop_assert_eq!(decided(&after, &terms, false).standing, Some(Standing::Passes));
        }
    }

    #[test]
    fn silence_without_a_ballot_or_without_a_majority_changes_nothing(units in small_roll(), terms in any_terms()) {
        let preset = Preset { electorate: Electorate::Owners, ..terms.preset };
        let quiet = Terms { silence: Silence::NotParticipating, preset, ..terms };
        let follows = Terms { silence: followed(), ..quiet.clone() };
        let undelivered: Vec<One> = units.iter().map(|one| (one.0, one.1, one.2, false)).collect();
        prop_assert_eq!(decided(&undelivered, &follows, true), decided(&undelivered, &quiet, true));
        let told = decide(&snapshot(&units), &papers(&units), &follows, 0, true).unwrap();
        let silence = told.silence.unwrap();
        prop_assert_eq!(silence.without, decided(&units, &quiet, true));
        let silent = units.iter().filter(|one| one.2.is_none());
        prop_assert_eq!(silence.units + silence.left_out, number(silent.clone().count()));
        let spoke = |of: u8| units.iter().any(|one| one.0 == of && of < 3 && one.2.is_some_and(|it| Some(it) != silence.majority));
        let follow = silent.filter(|one| one.3 && !spoke(one.0) && silence.majority.is_some());
        prop_assert_eq!(silence.units, number(follow.clone().count()));
        prop_assert_eq!(silence.area, follow.map(|one| one.1).sum::<i64>());
    }
}
