//! Free text and short names as people type them, made safe to keep and to compare.
//!
//! For: cleaning, length limits, slugs, and the folded key under which "３ 栋" and "3" are the
//! same building.
//! Must not know: which field a text belongs to, or any language's sentences.
//! To add: a function from `&str` to `Result<String, Problem>`; a suffix that people write
//! behind building or room numbers goes into `SUFFIXES`.

use crate::domain::problem::Problem;
use std::borrow::Cow;

/// Fewest characters of a slug.
pub const SLUG_LEAST: u32 = 2;
/// Most characters of a slug.
pub const SLUG_MOST: u32 = 40;

/// What people write behind the number of a building, entrance or flat. Longer ones first, so
/// that "3号楼" does not leave "3号".
const SUFFIXES: [&str; 8] = ["号楼", "#楼", "单元", "栋", "幢", "室", "号", "#"];

/// Number of characters, saturating.
pub fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Trimmed text without control characters; line ends become `\n`, tabs become a space.
///
/// Marks that reorder or hide text (bidirectional overrides, zero-width space, byte order mark)
/// go too, because a reader could be shown something else than what is stored.
pub fn clean(raw: &str) -> String {
    let lines = raw.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines.chars().filter_map(kept).collect();
    kept.trim().to_owned()
}

fn kept(c: char) -> Option<char> {
    match c {
        '\n' => Some(c),
        '\t' => Some(' '),
        '\u{200B}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        _ if c.is_control() => None,
        _ => Some(c),
    }
}

/// Cleaned text of at most `most` characters; may be empty.
///
/// # Errors
/// [`Problem::TooLong`].
pub fn bounded(raw: &str, most: u32) -> Result<String, Problem> {
    let text = clean(raw);
    let given = characters(&text);
    if given > most { Err(Problem::TooLong { most, given }) } else { Ok(text) }
}

/// Cleaned text of 1 to `most` characters.
///
/// # Errors
/// [`Problem::Missing`] if nothing is left, [`Problem::TooLong`].
pub fn required(raw: &str, most: u32) -> Result<String, Problem> {
    let text = bounded(raw, most)?;
    if text.is_empty() { Err(Problem::Missing) } else { Ok(text) }
}

/// The short name in a URL: 2 to 40 of `a-z`, `0-9` and `-`, no `-` at either end.
///
/// Capital letters become small ones.
///
/// # Errors
/// [`Problem::Missing`], [`Problem::TooLong`]; [`Problem::SlugLetters`] for any other fault.
pub fn slug(raw: &str) -> Result<String, Problem> {
    let text = required(raw, SLUG_MOST)?.to_ascii_lowercase();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ends = text.starts_with('-') || text.ends_with('-');
    if !text.chars().all(allowed) || ends || characters(&text) < SLUG_LEAST {
        return Err(Problem::SlugLetters { least: SLUG_LEAST });
    }
    Ok(text)
}

/// The half-width form of a full-width character; any other character stays.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The key under which building, entrance and room names are compared: half-width, small
/// letters, no spaces, without 栋, 幢, 号楼, 单元, 室, 号 or # at the end.
///
/// A name that consists of such a suffix alone stays as it is.
pub fn fold_key(raw: &str) -> String {
    let folded = if raw.chars().all(is_plain) { Cow::Borrowed(raw) } else { Cow::Owned(folded(raw)) };
    let mut key = folded.as_ref();
    while let Some(shorter) = without_suffix(key) {
        key = shorter;
    }
    key.to_owned()
}

fn folded(raw: &str) -> String {
    let kept = raw.chars().map(half_width).filter_map(kept).filter(|c| !c.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

/// Folding changes nothing of it: most names of most rolls consist of these alone.
fn is_plain(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_lowercase() || ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn without_suffix(key: &str) -> Option<&str> {
    SUFFIXES.iter().find_map(|s| key.strip_suffix(s)).filter(|rest| !rest.is_empty())
}

/// The line on which a record begins, from where a reader of CSV said it stood before it: the reader
/// has not yet passed the line feeds between this record and the one before, and of the two signs
/// that offices end a line with it has passed only the first.
pub fn line_of_record(text: &[u8], byte: u64, line: u64) -> u32 {
    let rest = usize::try_from(byte).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    let between = rest.iter().take_while(|sign| matches!(sign, b'\r' | b'\n'));
    let passed = between.filter(|sign| **sign == b'\n').count();
    u64::try_from(passed).ok().and_then(|passed| u32::try_from(line.saturating_add(passed)).ok()).unwrap_or(0)
}

/// Whether a spreadsheet would take this text for a formula: it begins with `=`, `+`, `-` or `@`,
/// also full-width (CWE-1236).
pub fn is_like_formula(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(|c| matches!(half_width(c), '=' | '+' | '-' | '@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clean_keeps_lines_and_drops_what_cannot_be_seen() {
        assert_eq!(clean("  a\r\nb\rc\t d\u{0} \u{202E}e\u{3000}"), "a\nb\nc  d e");
        assert_eq!(clean("\u{FEFF}\u{200B}\n"), "");
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert_eq!(bounded("漏水了", 3), Ok("漏水了".to_owned()));
        assert_eq!(bounded("漏水了", 2), Err(Problem::TooLong { most: 2, given: 3 }));
        assert_eq!(bounded(" ", 0), Ok(String::new()));
        assert_eq!(required(" \n", 5), Err(Problem::Missing));
        assert_eq!(required("好", 1), Ok("好".to_owned()));
    }

    #[test]
    fn a_slug_stands_in_a_url_unescaped() {
        assert_eq!(slug(" Yang-Guang2 "), Ok("yang-guang2".to_owned()));
        assert_eq!(slug("ab"), Ok("ab".to_owned()));
        for bad in ["a", "-ab", "ab-", "a b", "a_b", "阳光", "a/b", "-"] {
            assert_eq!(slug(bad), Err(Problem::SlugLetters { least: 2 }), "{bad}");
        }
        assert_eq!(slug(""), Err(Problem::Missing));
        assert_eq!(slug(&"a".repeat(40)), Ok("a".repeat(40)));
        assert_eq!(slug(&"a".repeat(41)), Err(Problem::TooLong { most: 40, given: 41 }));
    }

    #[test]
    fn the_same_place_written_differently_has_one_key() {
        for same in ["3 栋", "３栋", "3栋", "3", " 3号楼", "3幢", "3#", "３＃楼", "3 号 楼"] {
            assert_eq!(fold_key(same), "3", "{same}");
        }
        assert_eq!(fold_key("Ａ 座"), "a座");
        assert_eq!(fold_key("１单元"), fold_key("1"));
        assert_eq!(fold_key("501室"), "501");
        assert_eq!(fold_key("栋"), "栋");
        assert_ne!(fold_key("13栋"), fold_key("3栋"));
    }

    proptest! {
        #[test]
        fn cleaning_and_folding_twice_changes_nothing(raw in "\\PC{0,20}|[0-9a-zA-Z栋号楼室#\t\r\n ]{0,12}|[0-9a-z一-龥]{0,12}") {
            let once = clean(&raw);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!raw.chars().all(is_plain) || folded(&raw) == raw);
            let key = fold_key(&raw);
            prop_assert_eq!(fold_key(&key), key.clone());
        }
    }
}
