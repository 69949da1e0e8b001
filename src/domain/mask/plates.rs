//! Number plates of mainland China (GA 36).
//!
//! For: finding where a plate ends.
//! Must not know: other private data.
//! To add: a province or a closing character goes into the constants.

use super::is_invisible;

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
const CLOSING: &str = "挂学警港澳领";
/// Fewest digits; keeps names of buildings like 新A栋 apart.
const LEAST_DIGITS: usize = 3;

/// Where a plate that begins at `at` ends: province, letter, then five or six letters or digits.
pub(super) fn end(text: &[char], at: usize) -> Option<usize> {
    text.get(at).filter(|c| PROVINCES.contains(**c))?;
    let mut next = at + 1;
    let office = take(text, &mut next)?;
    office.is_ascii_alphabetic().then_some(())?;
    let (mut length, mut digits, mut end) = (0, 0, next);
    // A dash stands only before the body: 新A1-2-501 is a flat.
    while let Some(c) = take(text, &mut next).filter(|_| length == 0 || text.get(end) != Some(&'-')) {
        let closing = length == 4 && CLOSING.contains(c);
        if !(c.is_ascii_alphanumeric() || closing) || length == 6 {
            return None;
        }
        (length, digits, end) = (length + 1, digits + usize::from(c.is_ascii_digit()), next);
        let whole = length >= 5 && !text.get(end).is_some_and(char::is_ascii_alphanumeric);
        if digits >= LEAST_DIGITS && (closing || whole) {
            return Some(end);
        }
    }
    None
}

/// The next character that is no separator (at most two of them are passed over).
fn take(text: &[char], next: &mut usize) -> Option<char> {
    let rest = text.get(*next..)?;
    let gap = |c: &char| matches!(c, ' ' | '·' | '.' | '-' | '•' | '・') || is_invisible(*c);
    let passed = rest.iter().take(2).take_while(|c| gap(c)).count();
    *next += passed + 1;
    rest.get(passed).copied()
}
