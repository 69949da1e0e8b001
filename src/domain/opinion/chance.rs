//! What would be found if nobody's answers went together.
//!
//! For: [`largest`], parallel analysis (Horn, 'A rationale and test for the number of factors in
//! factor analysis', Psychometrika 30, 1965): the votes of each statement are dealt out anew among
//! those who voted on it, so that the counts and who answered what stay and only what goes together is
//! lost. Clusters can be drawn in any cloud, and their silhouette cannot tell; the length of the
//! first axis can.
//! Must not know: the clock or a source of randomness. The deals are the same every time.
//! To add: more deals make the limit surer and take as much longer each.

use super::axes::largest_value;
use super::centred::Centred;

/// With 19 deals noise is taken for a pattern at most once in 20 (Davison and Hinkley, 'Bootstrap
/// Methods and their Application', 1997, §4.2).
const MOST_DEALS: usize = 19;
/// In a large conversation one deal is like another: only as many as this many products of votes allow.
const WORK: usize = 8_000_000;

/// The largest first value among the deals; 0 without votes that differ.
pub(super) fn largest(centred: &Centred) -> f64 {
    let (people, statements) = (centred.people, centred.columns.len());
    let work = people.saturating_mul(statements).saturating_mul(people.min(statements)).max(1);
    let deals = (WORK / work).clamp(1, MOST_DEALS);
    let seeds = (1..).take(deals).map(|deal: u64| deal.wrapping_mul(0x5851_f42d_4c95_7f2d));
    seeds.map(|seed| largest_value(&dealt(centred, seed))).fold(0.0, f64::max)
}

fn dealt(centred: &Centred, seed: u64) -> Centred {
    let mut dealt = centred.clone();
    let mut state = seed;
    for column in &mut dealt.columns {
        for last in (1..column.len()).rev() {
            state = state.wrapping_add(1);
            let other = below(mixed(state), last + 1);
            let pair = (column.get(last).map(|entry| entry.1), column.get(other).map(|entry| entry.1));
            if let (Some(a), Some(b)) = pair {
                column.get_mut(last).into_iter().for_each(|entry| entry.1 = b);
                column.get_mut(other).into_iter().for_each(|entry| entry.1 = a);
            }
        }
    }
    dealt
}

/// A number below `limit` from the bits of another.
fn below(bits: u64, limit: usize) -> usize {
    let limit = u128::try_from(limit).unwrap_or(1);
    usize::try_from((u128::from(bits) * limit) >> 64).unwrap_or(0)
}

/// Bits that are not in step with those of the next number (the mixing of `SplitMix64`: Steele, Lea
/// and Flood, 'Fast splittable pseudorandom number generators', OOPSLA 2014).
pub(super) const fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// The bits as a part of one: at least 0 and below 1.
pub(super) fn fraction(bits: u64) -> f64 {
    let high = u32::try_from(bits >> 32).unwrap_or(0);
    f64::from(high) / 4_294_967_296.0
}
