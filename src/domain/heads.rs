//! Heads: how many people the flats of a poll of owners stand for.
//!
//! For: [`present`] and [`agreeing`]; areas are all added and need no rule of their own.
//! Must not know: ballots, works, or who an owner is: only whether two flats have the same one.
//! To add: a further way of counting heads stands beside these and is named in docs/decisions.md.
//!
//! The Supreme People's Court (2020) counts the flats of one buyer as one head. A flat whose owner
//! is not known by a key is a head of its own.

use std::collections::BTreeMap;

/// A flat that took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flat<K> {
    /// What its owner is known by, if it is.
    pub owner: Option<K>,
    /// Its area, 0.01 m².
    pub area: i64,
    /// It said yes.
    pub yes: bool,
}

/// Heads behind these flats, given by their owners.
pub fn present<K: Ord>(owners: impl Iterator<Item = Option<K>>) -> i64 {
    agreeing(owners.map(|owner| Flat { owner, area: 0, yes: true }))
}

/// What the flats of one head said.
#[derive(Clone, Copy, Default)]
struct Said {
    yes_area: i64,
    no_area: i64,
    all_yes: bool,
}

/// Heads that say yes. A head with several flats says what more than half of their area says; of
/// equal halves it does not say yes. Flats that all say yes need no area for it.
pub fn agreeing<K: Ord>(flats: impl Iterator<Item = Flat<K>>) -> i64 {
    let mut alone = 0_i64;
    let mut several: BTreeMap<K, Said> = BTreeMap::new();
    for flat in flats {
        let Some(owner) = flat.owner else {
            alone = alone.saturating_add(i64::from(flat.yes));
            continue;
        };
        let said = several.entry(owner).or_insert(Said { all_yes: true, ..Said::default() });
        said.all_yes &= flat.yes;
        let area = if flat.yes { &mut said.yes_area } else { &mut said.no_area };
        *area = area.saturating_add(flat.area);
    }
    let yes = several.values().filter(|said| said.all_yes || said.yes_area > said.no_area).count();
    alone.saturating_add(i64::try_from(yes).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flat(owner: u8, area: i64, yes: bool) -> Flat<u8> {
        Flat { owner: (owner != 0).then_some(owner), area, yes }
    }

    #[test]
    fn flats_of_one_owner_are_one_head_and_unknown_owners_one_each() {
        assert_eq!(present([Some(1), Some(1), Some(2), None, None].into_iter()), 4);
        assert_eq!(present(std::iter::empty::<Option<u8>>()), 0);
    }

    #[test]
    fn a_head_says_what_most_of_its_area_says_and_equal_halves_are_no_yes() {
        let said = |flats: &[Flat<u8>]| agreeing(flats.iter().copied());
        assert_eq!(said(&[flat(1, 60, true), flat(1, 40, false)]), 1);
        assert_eq!(said(&[flat(1, 40, true), flat(1, 60, false)]), 0);
        assert_eq!(said(&[flat(1, 50, true), flat(1, 50, false)]), 0);
        assert_eq!(said(&[flat(1, 0, true)]), 1, "an area that nobody measured silences nobody");
        assert_eq!(said(&[flat(0, 50, true), flat(0, 50, true), flat(0, 50, false)]), 2);
    }

    proptest! {
        #[test]
        fn heads_never_exceed_flats_nor_those_present_and_order_does_not_matter(
            flats in prop::collection::vec((0_u8..6, 0_i64..1_000, any::<bool>()), 0..40),
        ) {
            let flats: Vec<Flat<u8>> = flats.into_iter().map(|(owner, area, yes)| flat(owner, area, yes)).collect();
            let all = present(flats.iter().map(|flat| flat.owner));
            let yes = agreeing(flats.iter().copied());
            prop_assert!(yes <= all && all <= i64::try_from(flats.len()).unwrap());
            prop_assert_eq!(yes, agreeing(flats.iter().rev().copied()));
            let no = agreeing(flats.iter().map(|flat| Flat { yes: !flat.yes, ..*flat }));
            prop_assert!(yes + no <= all, "nobody says both");
        }

        #[test]
        fn without_keys_heads_are_flats(said in prop::collection::vec(any::<bool>(), 0..40)) {
            let yes = said.iter().filter(|yes| **yes).count();
            let heads = agreeing(said.iter().map(|yes| Flat::<u8> { owner: None, area: 7, yes: *yes }));
            prop_assert_eq!(heads, i64::try_from(yes).unwrap());
        }
    }
}
