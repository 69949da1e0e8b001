//! What protected counts promise.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn a_small_count_is_not_told_by_any_way_of_writing_it() {
    for small in [-1, 0, 3, 4] {
        let count = Count::new(small, 5);
        assert_eq!((count.shown(), format!("{count:?}")), (None, "< 5".to_owned()));
        assert_eq!(serde_json::to_string(&count).unwrap(), r#"{"count":null,"instead":"fewer than 5"}"#);
        assert_eq!(count, Count::new(2, 5), "nor does comparing tell it");
        let share = Protected::new(0.25, small, 5);
        assert_eq!((share.shown(), format!("{share:?}")), (None, "< 5".to_owned()));
        assert_eq!(serde_json::to_string(&share).unwrap(), r#"{"value":null,"instead":"fewer than 5"}"#);
    }
    let count = Count::new(5, 5);
    assert_eq!((count.shown(), format!("{count:?}")), (Some(5), "5".to_owned()));
    assert_eq!(serde_json::to_string(&count).unwrap(), r#"{"count":5}"#);
    assert_eq!(serde_json::to_string(&Protected::new("all", 5, 5)).unwrap(), r#"{"value":"all"}"#);
}

fn plain(counts: &[i64]) -> Vec<Part> {
    counts.iter().map(|count| Part { count: *count, cap: None }).collect()
}

#[test]
fn beside_a_small_part_the_first_two_others_are_hidden_however_large_they_are() {
    use Told::{Count, Few, Hidden};
    assert_eq!(parts(&plain(&[30, 3, 20, 9]), 5), [Hidden, Few, Hidden, Count(9)]);
    assert_eq!(parts(&plain(&[30, 20, 9]), 5), [Count(30), Count(20), Count(9)]);
    assert_eq!(parts(&plain(&[30, 3]), 5), [Hidden, Few]);
    assert_eq!(
        parts(&plain(&[5, 0, 5, 5]), 5),
        [Hidden, Few, Hidden, Count(5)].map(|_| Hidden),
        "10 could be split in one way"
    );
    assert_eq!(parts(&plain(&[7, 3]), 5), [Hidden, Hidden], "too small a total");
    assert_eq!(parts(&plain(&[7, 6]), 5), [Count(7), Count(6)]);
    assert_eq!(parts(&plain(&[0, 0]), 1), [Count(0), Count(0)]);
    assert_eq!(parts(&plain(&[4]), 5), [Few]);
    assert!(parts(&[], 5).is_empty());
    let capped = [(30, 90), (3, 60), (20, 40), (9, 50)].map(|(count, cap)| Part { count, cap: Some(cap) });
    assert_eq!(parts(&capped, 5), [Count(30), Few, Hidden, Hidden]);
}

/// All tables of this width that add up to `total`, within caps.
fn tables(caps: &[i64], total: i64) -> Vec<Vec<i64>> {
    let Some((cap, rest)) = caps.split_first() else {
        return if total == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let first = 0..=total.min(*cap);
    first.flat_map(|n| tables(rest, total - n).into_iter().map(move |more| [vec![n], more].concat())).collect()
}

/// Tables of which a hidden part can be told by those who know the rule, the total and the caps.
fn told_apart(caps: &[i64], total: i64, least: i64) -> Vec<Vec<i64>> {
    let all = tables(caps, total);
    let mut seen: BTreeMap<String, Vec<&Vec<i64>>> = BTreeMap::new();
    for table in &all {
        let given: Vec<Part> =
            table.iter().zip(caps).map(|(count, cap)| Part { count: *count, cap: Some(*cap) }).collect();
        seen.entry(format!("{:?}", parts(&given, least))).or_default().push(table);
    }
    let is_known = |at: usize| all.iter().all(|table| table[at] == all[0][at]);
    let is_one = |at: usize, tables: &[&Vec<i64>]| tables.iter().all(|table| table[at] == tables[0][at]);
    let hidden = |told: &str, at: usize| !told.split(", ").nth(at).unwrap().contains("Count");
    let tells = |told: &str, tables: &[&Vec<i64>]| {
        (0..caps.len()).any(|at| hidden(told, at) && is_one(at, tables) && !is_known(at))
    };
    seen.into_iter().filter(|(told, tables)| tells(told, tables)).flat_map(|(_, tables)| tables).cloned().collect()
}

#[test]
fn whoever_knows_the_rule_and_the_total_cannot_tell_a_hidden_part() {
    for (least, width, most) in [
        (2, 2, 16),
        (3, 2, 16),
        (5, 2, 20),
        (2, 3, 14),
        (3, 3, 14),
        (4, 3, 16),
        (5, 3, 20),
        (2, 4, 10),
        (3, 4, 13),
        (2, 5, 9),
    ] {
        for total in least..=most {
            let told = told_apart(&vec![999; width], total, least);
            assert!(told.is_empty(), "least {least}, total {total}: {told:?}");
        }
    }
}

#[test]
fn not_even_with_the_households_of_each_building_unless_all_of_a_building_answered() {
    let caps: [&[i64]; 7] =
        [&[4, 6, 8], &[3, 3, 3, 9], &[2, 9, 9], &[6, 6, 6, 6], &[9, 9, 9, 9], &[1, 1, 9, 9], &[0, 9, 12]];
    for (least, caps) in (2..=5).flat_map(|least| caps.map(|caps| (least, caps))) {
        for total in least..=16 {
            for table in told_apart(caps, total, least) {
                let complete = table.iter().zip(caps).any(|(count, cap)| count == cap && *cap > 0);
                assert!(complete, "least {least}, caps {caps:?}: {table:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_told_is_true_and_large_enough(counts in vec(0i64..40, 2..8), least in 2i64..9) {
        let told = parts(&plain(&counts), least);
        prop_assert_eq!(told.len(), counts.len());
        for (told, count) in told.iter().zip(&counts) {
            match told {
                Told::Count(shown) => prop_assert!(shown == count && *shown >= least),
                Told::Few => prop_assert!(*count < least),
                Told::Hidden => {}
            }
        }
    }

    #[test]
    fn no_number_breaks_it(counts in vec((any::<i64>(), any::<Option<i64>>()), 0..6), least: i64) {
        let given: Vec<Part> = counts.iter().map(|(count, cap)| Part { count: *count, cap: *cap }).collect();
        prop_assert_eq!(parts(&given, least).len(), given.len());
    }
}
