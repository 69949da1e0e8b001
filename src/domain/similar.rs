//! How much two short texts have in common.
//!
//! For: showing 'the same said already' while somebody writes, and grouping for the desk.
//! Must not know: where texts come from or what similarity is enough for.
//! To add: another measure is another function from two texts to per mille.

use core::cmp::Ordering;

use crate::domain::text::half_width;

/// Shared pairs of neighbouring characters in per mille (Dice 1945): 1000 for the same text, 0
/// for nothing shared. Case, width, spaces and punctuation do not count; a text of one character
/// is compared as that character.
pub fn similarity(a: &str, b: &str) -> u32 {
    Pairs::of(a).shared(&Pairs::of(b))
}

/// Positions of the candidates that share at least `least` per mille with the query, most similar
/// first, then in the order given; at most `most`.
pub fn rank(query: &str, candidates: &[Pairs], least: u32, most: usize) -> Vec<usize> {
    let asked = Pairs::of(query);
    let scored = candidates.iter().enumerate().map(|(at, text)| (at, asked.shared(text)));
    let mut found: Vec<(usize, u32)> = scored.filter(|(_, score)| *score >= least).collect();
    found.sort_by_key(|(at, score)| (core::cmp::Reverse(*score), *at));
    found.into_iter().map(|(at, _)| at).take(most).collect()
}

/// A text's pairs of neighbouring characters in order, ready to be compared; a pair that stands in it
/// twice is here twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Box<[(char, char)]>);

impl Pairs {
    /// The pairs of a text.
    pub fn of(text: &str) -> Self {
        let folded: Vec<char> =
            text.chars().map(half_width).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
        let mut all: Vec<(char, char)> = match folded.as_slice() {
            [one] => vec![(*one, '\0')],
            several => several.iter().copied().zip(several.iter().copied().skip(1)).collect(),
        };
        all.sort_unstable();
        Self(all.into_boxed_slice())
    }

    /// How many bytes they take.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.0)
    }

    /// What two texts share, in per mille.
    fn shared(&self, other: &Self) -> u32 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0usize;
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            let order = a.cmp(b);
            common += usize::from(order == Ordering::Equal);
            if order != Ordering::Greater {
                left.next();
            }
            if order != Ordering::Less {
                right.next();
            }
        }
        let total = self.0.len() + other.0.len();
        (common * 2_000).checked_div(total).and_then(|score| u32::try_from(score).ok()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_complaint_in_other_words_is_found_first() {
        let said = ["楼道灯坏了很久", "三栋楼顶漏水", "停车位不够", "3栋楼顶漏水，墙都湿了"].map(Pairs::of);
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
