//! A meeting where hands are raised.
//!
//! For: [`hold`], what a residents' meeting decides; [`may_call`], who can ask for one.
//! Must not know: rolls of units: people at a meeting are counted, not kept.
//! To add: a form of coming together is a word of [`Form`].
//!
//! Organic Law of the Urban Residents Committees, art. 10: residents of 18 and above, or one delegate a
//! household, or two or three delegates a residents' group; more than half of them must be there, more
//! than half of those there decide. It must be called when a fifth of the adults, a fifth of the
//! households or a third of the groups ask for it.

use crate::domain::threshold::arithmetic::{Ends, Outcome, outcome};
use crate::domain::threshold::check::Fault;
use crate::domain::threshold::presets::{Counts, Preset};
use crate::domain::threshold::sums::{Sums, Tally};
use crate::domain::threshold::{Rule, missing};
use serde::{Deserialize, Serialize};

crate::words! {
    /// Who comes together.
    Form {
        /// All residents of 18 and above.
        Adults = "adults",
        /// One delegate a household.
        Households = "households",
        /// Two or three delegates a residents' group.
        Delegates = "delegates",
    }
}

/// Delegates of one residents' group.
pub const DELEGATES: core::ops::RangeInclusive<i64> = 2..=3;

/// What was counted in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Who comes together.
    pub form: Form,
    /// Adults, households or elected delegates: all who may come.
    pub entitled: i64,
    /// Those who came.
    pub present: i64,
    /// Hands for it.
    pub yes: i64,
    /// Hands against it.
    pub no: i64,
    /// Hands for neither.
    pub abstain: i64,
}

/// What the meeting decides. `open`: people can still come in, and those there who raised no hand yet
/// can still do so. Whoever is there and raises no hand takes part and agrees with nothing. Heads are
/// counted whatever the rule set says of area.
///
/// # Errors
/// [`Fault::Inconsistent`].
pub fn hold(meeting: &Meeting, preset: &Preset, open: bool) -> Result<Outcome, Fault> {
    let Meeting { entitled, present, yes, no, abstain, .. } = *meeting;
    let known = [yes, no, abstain].iter().try_fold(0_i64, |sum, count| sum.checked_add(*count));
    let counted = [entitled, present, yes, no, abstain].iter().all(|count| *count >= 0);
    let hands = known.filter(|hands| counted && present <= entitled && *hands <= present).ok_or(Fault::Inconsistent)?;
    let now = of_heads(Tally { whole: entitled, taking_part: present, yes, no });
    let left = (present - hands) + (entitled - present);
    let all = |yes, no| of_heads(Tally { whole: entitled, taking_part: entitled, yes, no });
    let ends = Ends { best: open.then(|| all(yes + left, no)), worst: open.then(|| all(yes, no + left)) };
    Ok(outcome(&now, &now, &ends, &Preset { counts: Counts::Heads, ..*preset }))
}

fn of_heads(heads: Tally) -> Sums {
    Sums { heads, area: Tally::default() }
}

crate::words! {
    /// Who asks for a residents' meeting.
    Caller {
        /// Residents of 18 and above.
        Adults = "adults",
        /// Households.
        Households = "households",
        /// Residents' groups.
        Groups = "groups",
    }
}

impl Caller {
    /// How many of all of them must ask.
    pub const fn rule(self) -> Rule {
        match self {
            Self::Adults | Self::Households => Rule::at_least(1, 5),
            Self::Groups => Rule::at_least(1, 3),
        }
    }
}

/// Whether the meeting must be called when so many of `all` ask, and how many more it takes
/// (`i64::MAX` where there is nobody).
pub fn may_call(caller: Caller, asking: i64, all: i64) -> (bool, i64) {
    (caller.rule().is_met(asking, all), missing(asking, all, caller.rule()))
}

/// Groups (by position) that sent too few or too many delegates.
pub fn wrong_delegations(delegates: &[i64]) -> Vec<usize> {
    delegates.iter().enumerate().filter(|(_, sent)| !DELEGATES.contains(sent)).map(|(group, _)| group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::threshold::{Standing, find_preset};
    use proptest::prelude::*;

    fn met(entitled: i64, present: i64, yes: i64, no: i64, abstain: i64) -> Meeting {
        Meeting { form: Form::Households, entitled, present, yes, no, abstain }
    }

    fn held(meeting: &Meeting, open: bool) -> Result<Outcome, Fault> {
        hold(meeting, find_preset("residents_meeting").unwrap(), open)
    }

    fn standing(meeting: &Meeting, open: bool) -> Standing {
        held(meeting, open).unwrap().standing.unwrap()
    }

    #[test]
    fn more_than_half_must_come_and_more_than_half_of_them_agree() {
        assert_eq!(standing(&met(100, 50, 50, 0, 0), false), Standing::CannotAnyMore, "half is not more than half");
        assert_eq!(standing(&met(100, 51, 26, 25, 0), false), Standing::Passes);
        assert_eq!(standing(&met(100, 52, 26, 0, 0), false), Standing::CannotAnyMore, "no hand is no yes");
        assert_eq!(standing(&met(100, 50, 50, 0, 0), true), Standing::NotYet);
        assert_eq!(standing(&met(1, 1, 1, 0, 0), false), Standing::Passes);
        assert_eq!(standing(&met(0, 0, 0, 0, 0), true), Standing::CannotAnyMore);
        let told = held(&met(100, 60, 20, 30, 5), true).unwrap();
        assert_eq!((told.heads.abstain, told.heads.remaining, told.settled), (10, 40, false));
        assert_eq!(told.area.pass, None, "a meeting counts heads");
        let area = find_preset("cc278_ordinary").unwrap();
        assert_eq!(hold(&met(3, 2, 2, 0, 0), area, false).unwrap().standing, Some(Standing::Passes));
    }

    #[test]
    fn numbers_that_contradict_each_other_are_refused() {
        for wrong in [
            met(5, 6, 0, 0, 0),
            met(5, 3, 2, 1, 1),
            met(5, 3, -1, 0, 0),
            met(5, 3, 0, -1, 0),
            met(5, 3, 0, 0, -1),
            met(5, -1, 0, 0, -1),
            met(-1, -1, 0, 0, -1),
            met(i64::MAX, i64::MAX, i64::MAX, i64::MAX, 2),
        ] {
            assert_eq!(held(&wrong, true), Err(Fault::Inconsistent), "{wrong:?}");
        }
        assert!(held(&met(i64::MAX, i64::MAX, i64::MAX, 0, 0), true).is_ok());
        assert!(held(&met(3, 3, 1, 1, 1), true).is_ok());
    }

    #[test]
    fn a_fifth_of_adults_or_households_or_a_third_of_the_groups_can_call_it() {
        for caller in [Caller::Adults, Caller::Households] {
            assert_eq!(may_call(caller, 20, 100), (true, 0));
            assert_eq!(may_call(caller, 19, 100), (false, 1));
        }
        assert_eq!(may_call(Caller::Groups, 3, 10), (false, 1));
        assert_eq!(may_call(Caller::Groups, 4, 10), (true, 0));
        assert_eq!(may_call(Caller::Groups, 0, 0), (false, i64::MAX));
        assert_eq!(wrong_delegations(&[2, 3, 1, 4, 2, 0]), [2, 3, 5]);
    }

    proptest! {
        #[test]
        fn while_people_can_come_the_standing_is_what_all_endings_say(
            yes in 0_i64..5, no in 0_i64..5, abstain in 0_i64..3, idle in 0_i64..3, away in 0_i64..5,
        ) {
            let present = yes + no + abstain + idle;
            let now = met(present + away, present, yes, no, abstain);
            let mut ends = Vec::new();
            for come in 0..=away {
                for more_yes in 0..=(idle + come) {
                    for more_no in 0..=(idle + come - more_yes) {
                        let end = met(present + away, present + come, yes + more_yes, no + more_no, abstain);
                        ends.push(standing(&end, false) == Standing::Passes);
                    }
                }
            }
            let outcome = held(&now, true).unwrap();
            let expected = match (standing(&now, false), ends.contains(&true)) {
                (Standing::Passes, _) => Standing::Passes,
                (_, true) => Standing::NotYet,
                (_, false) => Standing::CannotAnyMore,
            };
            prop_assert_eq!(outcome.standing, Some(expected));
            prop_assert_eq!(outcome.settled, ends.iter().all(|end| *end) || !ends.contains(&true));
        }
    }
}
