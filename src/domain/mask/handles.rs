//! WeChat and QQ names after the words that announce them.
//!
//! For: finding where such a name ends.
//! Must not know: numbers that speak for themselves.
//! To add: a word goes into `WORDS` (small letters), a linking word into `LINKS`.

use super::is_invisible;
use super::numbers::digit;

const WORDS: [&str; 23] = [
    "微信",
    "薇信",
    "威信",
    "v信",
    "weixin",
    "wechat",
    "vx",
    "wx",
    "qq",
    "扣扣",
    "企鹅号",
    "加v",
    "加薇",
    "+v",
    "我v",
    "v:",
    "v号",
    "q:",
    "q号",
    "扣:",
    "薇:",
    "绿泡泡",
    "球球",
];
const LINKS: [char; 13] = ['号', '码', ':', '：', '是', '为', '=', '搜', '加', '我', '群', '名', '叫'];
/// Fewest and most characters of a name (WeChat: 6 to 20; QQ: 5 to 11 digits).
const LEAST: usize = 5;
const MOST: usize = 20;
const MOST_BEFORE: usize = 6;
const LONGEST_WORD: usize = 6;

/// Where the name that begins at `at` ends, if a word announces it.
pub(super) fn end(text: &[char], at: usize) -> Option<usize> {
    text.get(at).filter(|c| is_name(**c))?;
    let (named, linked) = announced(text, at)?;
    let name = Name::read(text, at);
    let telling = linked || name.digits > 0 || name.marks > 0;
    // 'QQ' is followed by digits; a Latin word after it is only a word.
    let fits = (LEAST..=MOST).contains(&name.length) && telling && !WORDS.contains(&name.folded.as_str());
    (fits && (named || name.digits > 0)).then_some(name.end)
}

/// Whether a word of the list stands before, with nothing but links and spaces between; then
/// whether it is one for letters too, and whether a link stands between.
fn announced(text: &[char], at: usize) -> Option<(bool, bool)> {
    let mut before = at;
    let mut linked = false;
    for _ in 0..=MOST_BEFORE {
        if let Some(word) = word_ending(text, before) {
            let digits_only = word.starts_with('q') || word.starts_with('扣') || word == "球球";
            return Some((!digits_only, linked || word.ends_with([':', '号'])));
        }
        let c = *text.get(before.checked_sub(1)?)?;
        if LINKS.contains(&c) {
            linked = true;
        } else if !(c.is_whitespace() || is_invisible(c) || matches!(c, '(' | '-')) {
            return None;
        }
        before -= 1;
    }
    None
}

fn word_ending(text: &[char], end: usize) -> Option<&'static str> {
    let tail: String = text.get(end.saturating_sub(LONGEST_WORD)..end)?.iter().collect();
    let tail = tail.to_ascii_lowercase();
    let word = WORDS.iter().find(|word| tail.ends_with(**word))?;
    // 'vx' within a longer Latin word announces nothing.
    let start = end.checked_sub(word.chars().count())?;
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    let latin = word.starts_with(|c: char| c.is_ascii_alphanumeric());
    let within = latin && before.is_some_and(char::is_ascii_alphanumeric);
    (!within).then_some(*word)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || digit(c).is_some()
}

struct Name {
    end: usize,
    length: usize,
    digits: usize,
    marks: usize,
    folded: String,
}

impl Name {
    /// Letters, digits, `_` and `-`; a run of digits may be split by single spaces.
    fn read(text: &[char], at: usize) -> Self {
        let mut name = Self { end: at, length: 0, digits: 0, marks: 0, folded: String::new() };
        while let Some(c) = text.get(name.end).filter(|_| name.length <= MOST) {
            if name.is_gap(text, *c) {
                name.end += 1;
                continue;
            }
            if !(is_name(*c) || matches!(c, '_' | '-')) {
                break;
            }
            name.length += 1;
            name.digits += usize::from(digit(*c).is_some());
            name.marks += usize::from(!is_name(*c));
            name.folded.push(c.to_ascii_lowercase());
            name.end += 1;
        }
        name
    }

    /// A space or an invisible mark between two digits of a name that has only digits.
    fn is_gap(&self, text: &[char], c: char) -> bool {
        let next = text.get(self.end + 1).is_some_and(|c| digit(*c).is_some());
        is_invisible(c) || (c == ' ' && next && self.digits == self.length && self.length > 0)
    }
}
