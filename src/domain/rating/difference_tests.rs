//! What the difference of two shares promises.

use super::*;
use proptest::prelude::*;

fn ends(later: (u32, u32), earlier: (u32, u32)) -> (i64, i64) {
    let part = |(of, all): (u32, u32)| Part { of, all };
    difference_bp(part(earlier), part(later), 1).unwrap()
}

#[test]
fn it_agrees_with_published_values() {
    // Newcombe 1998, table II, method 10, rounded outward from four decimals.
    for (later, earlier, low, high) in [
        ((56, 70), (48, 80), 524, 3_339),
        ((9, 10), (3, 10), 1_705, 8_090),
        ((6, 7), (2, 7), 582, 8_062),
        ((5, 56), (0, 29), -381, 1_926),
        ((0, 10), (0, 20), -1_611, 2_775),
        ((0, 10), (0, 10), -2_775, 2_775),
        ((10, 10), (0, 20), 6_791, 10_000),
        ((10, 10), (0, 10), 6_075, 10_000),
    ] {
        let ours = ends(later, earlier);
        // Four decimals are the nearest; ours are the next outward.
        assert!(
            (low - 1..=low).contains(&ours.0) && (high..=high + 1).contains(&ours.1),
            "{later:?} {earlier:?}: {ours:?}"
        );
    }
}

#[test]
fn more_comparisons_are_wider_and_no_number_of_them_breaks_it() {
    let (earlier, later) = (Part { of: 40, all: 80 }, Part { of: 60, all: 80 });
    let mut last = (0, 0);
    for comparisons in [0, 1, 2, 5, 7, 21, 100, 5_000, 100_000, usize::MAX] {
        let ends = difference_bp(earlier, later, comparisons).unwrap();
        assert!(last == (0, 0) || (ends.0 <= last.0 && ends.1 >= last.1), "{comparisons}");
        last = ends;
    }
    assert_eq!(difference_bp(Part { of: 1, all: 0 }, later, 1), None);
    assert_eq!(difference_bp(later, Part { of: 3, all: 2 }, 1), None);
}

proptest! {
    #[test]
    fn it_holds_what_was_seen_and_turns_with_the_rounds(a in 1u32..5_000, b in 1u32..5_000, x: u32, y: u32) {
        let (earlier, later) = (Part { of: x % (a + 1), all: a }, Part { of: y % (b + 1), all: b });
        let (low, high) = difference_bp(earlier, later, 1).unwrap();
        let seen = (f64::from(later.of) / f64::from(b) - f64::from(earlier.of) / f64::from(a)) * 10_000.0;
        let whole = |n: i64| f64::from(i32::try_from(n).unwrap());
        prop_assert!(whole(low) <= seen + 1e-6 && seen <= whole(high) + 1e-6);
        prop_assert_eq!(difference_bp(later, earlier, 1).unwrap(), (-high, -low));
    }
}
