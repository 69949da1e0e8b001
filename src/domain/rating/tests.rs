//! What the satisfied share promises.

use super::*;
use proptest::prelude::*;

fn ends(k: i64, n: i64) -> (i64, i64) {
    let share = satisfied_share(k, n, n.max(1_000_000)).unwrap();
    (share.low_bp, share.high_bp)
}

#[test]
fn the_top_three_levels_are_satisfied() {
    let satisfied: Vec<bool> = Level5::ALL.iter().map(|level| level.is_satisfied()).collect();
    assert_eq!(satisfied, [true, true, true, false, false]);
    assert!(Level5::ALL.iter().all(|level| level.is_bad() != level.is_satisfied()));
}

#[test]
fn the_interval_agrees_with_published_values() {
    // 0/10 → 0–0.30850; 5/10 → 0.18709–0.81291; 10/10 → 0.69150–1; 1/10 → 0.00253–0.44502;
    // 8/10 → 0.44390–0.97479; 81/263 → 0.25270–0.36762 (Newcombe 1998, table I: .2527, .3676).
    assert_eq!(ends(0, 10), (0, 3_085));
    assert_eq!(ends(5, 10), (1_870, 8_130));
    assert_eq!(ends(10, 10), (6_915, 10_000));
    assert_eq!(ends(1, 10), (25, 4_451));
    assert_eq!(ends(8, 10), (4_439, 9_748));
    assert_eq!(ends(81, 263), (2_527, 3_677));
}

#[test]
fn with_no_or_all_satisfied_the_open_end_has_its_closed_form() {
    for n in [1_i32, 2, 29, 400, 3_000] {
        let edge = (1.0 - 0.025_f64.powf(1.0 / f64::from(n))) * 10_000.0;
        let (low, high) = ends(0, i64::from(n));
        assert_eq!(low, 0);
        assert!(f64::from(i32::try_from(high).unwrap()) - edge < 1.0);
        assert!(f64::from(i32::try_from(high).unwrap()) >= edge - 1e-6);
        assert_eq!(ends(i64::from(n), i64::from(n)), (10_000 - high, 10_000));
    }
}

#[test]
fn counts_that_cannot_be_give_nothing() {
    for (k, n, all) in [(0, 0, 10), (1, 0, 1), (3, 2, 9), (-1, 2, 9), (1, 5, 4), (1, i64::MAX, i64::MAX)] {
        assert_eq!(satisfied_share(k, n, all), None, "{k}/{n} of {all}");
    }
    let share = satisfied_share(2, 3, 7).unwrap();
    assert_eq!((share.share_bp, share.return_bp), (6_667, 4_286));
}

#[test]
fn a_province_is_counted_as_well_as_a_stairwell() {
    let (low, high) = ends(800_000, 1_000_000);
    assert!((7_991..=7_993).contains(&low) && (8_007..=8_009).contains(&high), "{low} {high}");
}

proptest! {
    #[test]
    fn the_share_lies_within_its_interval_and_mirrors(n in 1i64..2_000, part in 0i64..2_000) {
        let k = part % (n + 1);
        let share = satisfied_share(k, n, n).unwrap();
        prop_assert!(share.low_bp <= share.share_bp && share.share_bp <= share.high_bp);
        let (low, high) = ends(n - k, n);
        prop_assert_eq!((10_000 - high, 10_000 - low), (share.low_bp, share.high_bp));
    }
}
