//! What tails promise.

use super::*;
use proptest::prelude::*;

/// The tail as two whole numbers, straight from the definition.
fn drawn_up_to(all: u64, marked: u64, drawn: u64, at: u64) -> (BigUint, BigUint) {
    let ways = |value: u64| match drawn.checked_sub(value) {
        Some(rest) if value <= marked && rest <= all - marked => choose(marked, value) * choose(all - marked, rest),
        _ => BigUint::ZERO,
    };
    ((0..=at).map(ways).sum(), choose(all, drawn))
}

#[test]
fn binomial_coefficients_are_those_of_the_triangle() {
    let row: Vec<BigUint> = (0..=6).map(|k| choose(6, k)).collect();
    assert_eq!(row, [1_u8, 6, 15, 20, 15, 6, 1].map(BigUint::from));
    assert_eq!(choose(3, 5), BigUint::from(1_u8), "never asked for, never a panic");
}

#[test]
fn a_tail_of_exactly_one_in_so_many_is_rare_and_one_more_is_not() {
    // Five throws: P(0) = 1/32. Three of six drawn, three marked: P(0) = 1/20.
    let drawn = Drawn::new(6, 3, 3).unwrap();
    for exactly in [is_rare(&Coin(5), 0, 32), is_rare(&drawn, 0, 20)] {
        assert!(exactly);
    }
    assert!(!is_rare(&Coin(5), 0, 33) && !is_rare(&drawn, 0, 21));
    assert!(is_rare(&Coin(5), 0, 31));
    assert!(is_rare(&Coin(1_000), 0, u64::MAX));
}

#[test]
fn what_cannot_happen_is_rare_and_what_must_is_not() {
    let drawn = Drawn::new(10, 8, 7).unwrap();
    assert!(is_rare(&drawn, 4, u64::MAX), "at least five of the marked are drawn");
    assert!(!is_rare(&drawn, 7, 2) && is_rare(&drawn, 7, 1));
}

#[test]
fn a_million_households_have_a_tail_with_a_small_bound() {
    let half = Drawn::new(1_000_000, 500_000, 500_000).unwrap();
    let tail = up_to(&half, 250_000);
    assert!(tail.error < 1e-10, "{tail:?}");
    assert!(tail.value > 0.5 && tail.value < 0.501, "{tail:?}");
    let far = up_to(&half, 200_000);
    assert!(far.value < 1e-24, "{far:?}");
}

#[test]
fn more_marked_or_drawn_than_there_are_is_no_draw() {
    assert!(Drawn::new(5, 6, 1).is_none() && Drawn::new(5, 1, 6).is_none());
    assert!(Drawn::new(-1, 0, 0).is_none() && Drawn::new(5, -1, 0).is_none() && Drawn::new(5, 0, -1).is_none());
    assert!(Drawn::new(i64::from(u32::MAX) + 1, 0, 0).is_none());
}

proptest! {
    #[test]
    fn the_fast_answer_is_that_of_the_definition(all in 1u64..60, a in 0u64..60, b in 0u64..60, at in 0u64..60, one_in in 1u64..200) {
        let (marked, drawn) = (a % (all + 1), b % (all + 1));
        let small = |n: u64| i64::try_from(n).unwrap();
        let chances = Drawn::new(small(all), small(marked), small(drawn)).unwrap();
        let (below, whole) = drawn_up_to(all, marked, drawn, at);
        prop_assert_eq!(is_rare(&chances, at, one_in), below * one_in <= whole);
    }

    #[test]
    fn forced_into_whole_numbers_it_says_the_same(throws in 0u64..400, at in 0u64..400, one_in in 1u64..100_000) {
        let at = at % (throws + 1);
        prop_assert_eq!(is_rare(&Coin(throws), at, one_in), is_rare_exactly(&Coin(throws), at, one_in));
    }

    #[test]
    fn the_bound_of_a_tail_holds_the_true_one(all in 1u64..300, a in 0u64..300, b in 0u64..300, at in 0u64..300) {
        let (marked, drawn) = (a % (all + 1), b % (all + 1));
        let small = |n: u64| i64::try_from(n).unwrap();
        let chances = Drawn::new(small(all), small(marked), small(drawn)).unwrap();
        let tail = up_to(&chances, at);
        let (below, whole) = drawn_up_to(all, marked, drawn, at);
        // Sixteen more digits than a float holds.
        let digits = BigUint::from(10_u8).pow(30);
        let exact: f64 = (below * digits / whole).to_string().parse::<f64>().unwrap() / 1e30;
        prop_assert!((tail.value - exact).abs() <= exact * (tail.error + 4.0 * ROUNDING) + 2.0 * FORGOTTEN, "{:?} {}", tail, exact);
    }
}
