//! Doubles may only filter: the exact price is always between the bounds.

use super::*;
use crate::domain::voting::shares::exact::Ratio;
use crate::domain::voting::shares::ledger::Ledger;
use crate::domain::voting::shares::purses::{Price, Purses};
use core::cmp::Ordering;
use num_bigint::BigInt;

/// A double as the fraction that it is.
fn ratio(value: f64) -> Ratio {
    let bits = value.to_bits();
    let exponent = i64::try_from(bits >> 52 & 0x7ff).unwrap() - 1075;
    let mantissa = BigInt::from(bits & ((1 << 52) - 1) | 1 << 52);
    let shift = BigInt::from(1) << exponent.unsigned_abs();
    if exponent < 0 { Ratio::new(mantissa, shift) } else { Ratio::new(mantissa * shift, BigInt::from(1)) }
}

fn at_most(low: f64, price: &Ratio) -> bool {
    low <= 0.0 || ratio(low).compare(price) != Ordering::Greater
}

fn at_least(high: f64, price: &Ratio) -> bool {
    high.is_infinite() || ratio(high).compare(price) != Ordering::Less
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_exact_price_is_between_the_bounds((utility, election) in wide(), order in vec(0usize..6, 0..6), guess in 0.0..9.0f64) {
        let electorate = Electorate::new(&election, utility, Ties::Id).unwrap();
        let total = i128::from(election.budget.unwrap());
        let mut purses = Purses::new();
        purses.fill(&electorate, total, &vec![0.0; electorate.masses.len()], 0);
        let mut ledger = Ledger::new(&electorate, total);
        let mut bought = Vec::new();
        // Bought in any order, not only in the right one.
        for next in order {
            for project in &electorate.projects {
                let exact = ledger.price(&electorate, project, (&purses, guess * project.floor));
                let seen = purses.price(&electorate, project, (0.0, guess * project.floor, f64::INFINITY));
                match (seen, &exact) {
                    (Price::Dead(short), found) => prop_assert!(found.is_none() && short > 0.0),
                    (Price::Above(_), _) => prop_assert!(false, "no ceiling was given"),
                    (Price::Between(bounds), None) => prop_assert!(bounds.high.is_infinite()),
                    (Price::Between(bounds), Some(exact)) => {
                        prop_assert!(at_most(bounds.low, &exact.price) && at_least(bounds.high, &exact.price), "{bounds:?}");
                        let width = bounds.high - bounds.low;
                        prop_assert!(!bounds.high.is_finite() || width < 1e-9 * bounds.low, "{bounds:?}");
                        let (low, high) = exact.price.between();
                        prop_assert!(at_most(low, &exact.price) && at_least(high, &exact.price));
                    }
                }
            }
            let Some(project) = electorate.projects.get(next).filter(|_| !bought.contains(&next)) else { continue };
            let seen = purses.price(&electorate, project, (0.0, 0.0, f64::INFINITY));
            let exact = ledger.price(&electorate, project, (&purses, 0.0));
            if let (Price::Between(bounds), Some(exact)) = (seen, exact)
                && bounds.high.is_finite()
            {
                purses.pay(&electorate, project, bounds, None);
                ledger.pay(&electorate, project, &exact);
                bought.push(next);
            }
        }
    }
}

#[test]
fn one_who_pays_the_rest_of_a_crowd_inherits_the_roundings_of_the_crowd() {
    // A (weight 10⁹) pays for 0, then gives all it has for 1, and B pays the small rest: the roundings of a
    // sum of 5·10¹⁴ come to lie in one purse of 10⁶. Then B gives all for 2, and C pays that rest.
    let (crowd, total) = (1_000_000_000_i64, 1_000_000_000_000_007_i64);
    let first = 500_000_000_000_003;
    let left = i64::try_from(i128::from(total) * i128::from(crowd) / i128::from(crowd + 2)).unwrap() - first;
    let ballots = [(vec![(0, 1), (1, 1)], 1, crowd), (vec![(1, 1), (2, 1)], 1, 1), (vec![(2, 1)], 1, 1)];
    let election = election(Kind::Approval, total, &[first, left + 500_000, 1_200_000], &ballots);
    let electorate = Electorate::new(&election, Utility::Cardinality, Ties::Id).unwrap();
    let mut purses = Purses::new();
    purses.fill(&electorate, i128::from(total), &[0.0; 3], 0);
    let mut ledger = Ledger::new(&electorate, i128::from(total));
    for option in 0..3 {
        let project = electorate.projects.iter().find(|project| project.option == option).unwrap();
        let exact = ledger.price(&electorate, project, (&purses, 0.0)).unwrap();
        let Price::Between(bounds) = purses.price(&electorate, project, (0.0, 0.0, f64::INFINITY)) else { panic!() };
        assert!(at_most(bounds.low, &exact.price) && at_least(bounds.high, &exact.price), "{option} {bounds:?}");
        assert!(bounds.high.is_finite(), "{option} {bounds:?}");
        purses.pay(&electorate, project, bounds, None);
        ledger.pay(&electorate, project, &exact);
    }
}
