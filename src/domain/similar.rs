//! How much two short texts have in common.
//!
//! For: showing 'the same said already' while somebody writes, and grouping for the desk.
//! Must not know: where texts come from or what similarity is enough for.
//! To add: another measure is another function from two texts to per mille.

use std::collections::HashMap;

use crate::domain::text::half_width;

/// Shared pairs of neighbouring characters in per mille (Dice 1945): 1000 for the same text, 0
/// for nothing shared. Case, width, spaces and punctuation do not count; a text of one character
/// is compared as that character.
pub fn similarity(a: &str, b: &str) -> u32 {
    dice(&pairs(a), &pairs(b))
}

/// Positions of the candidates that share at least `least` per mille with the query, most similar
/// first, then in the order given; at most `most`.
pub fn rank(query: &str, candidates: &[&str], least: u32, most: usize) -> Vec<usize> {
    let asked = pairs(query);
    let scored = candidates.iter().enumerate().map(|(at, text)| (at, dice(&asked, &pairs(text))));
    let mut found: Vec<(usize, u32)> = scored.filter(|(_, score)| *score >= least).collect();
    found.sort_by_key(|(at, score)| (core::cmp::Reverse(*score), *at));
    found.into_iter().map(|(at, _)| at).take(most).collect()
}

type Pairs = HashMap<(char, char), u32>;

fn pairs(text: &str) -> Pairs {
    let folded: Vec<char> =
        text.chars().map(half_width).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    let mut counts = Pairs::new();
    match folded.as_slice() {
        [one] => {
            counts.insert((*one, '\0'), 1);
        }
        several => {
            for (left, right) in several.iter().zip(several.iter().skip(1)) {
                *counts.entry((*left, *right)).or_default() += 1;
            }
        }
    }
    counts
}

fn dice(a: &Pairs, b: &Pairs) -> u32 {
    let sum = |pairs: &Pairs| pairs.values().copied().map(u64::from).sum::<u64>();
    let shared = |(pair, count): (&(char, char), &u32)| u64::from(b.get(pair).map_or(0, |other| *other.min(count)));
    let total = sum(a) + sum(b);
    let common: u64 = a.iter().map(shared).sum();
    (common * 2_000).checked_div(total).and_then(|score| u32::try_from(score).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_complaint_in_other_words_is_found_first() {
        let said = ["楼道灯坏了很久", "三栋楼顶漏水", "停车位不够", "3栋楼顶漏水，墙都湿了"];
        assert_eq!(rank("楼顶漏水了", &said, 200, 9), [1, 3]);
        assert_eq!(rank("楼顶漏水了", &said, 200, 1), [1]);
        assert_eq!(rank("楼顶漏水了", &said, 0, 9).len(), 4);
        assert!(rank("", &said, 1, 9).is_empty());
    }

    #[test]
    fn width_case_and_punctuation_do_not_count() {
        assert_eq!(similarity("ＷＩＦＩ 没信号！", "wifi没信号"), 1_000);
        assert_eq!(similarity("灯", "灯。"), 1_000);
        assert_eq!(similarity("灯", "灯坏"), 0);
        assert_eq!(similarity("", ""), 0);
        assert_eq!(similarity("漏水", "停车"), 0);
        // ab bc / ab bd: one of two shared.
        assert_eq!(similarity("abc", "abd"), 500);
        // A pair that stands three times shares only as often as it stands in both.
        assert_eq!(similarity("aaaa", "aa"), 500);
    }

    proptest! {
        #[test]
        fn it_is_even_handed_and_never_above_a_thousand(a in "[漏水灯abc ]{0,12}", b in "[漏水灯abc ]{0,12}") {
            let score = similarity(&a, &b);
            prop_assert_eq!(score, similarity(&b, &a));
            prop_assert!(score <= 1_000);
            let said = a.chars().any(char::is_alphanumeric);
            prop_assert_eq!(similarity(&a, &a), if said { 1_000 } else { 0 });
        }
    }
}
