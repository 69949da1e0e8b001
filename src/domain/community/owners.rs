//! The owners of a flat: their names covered, and what tells two owners apart.
//!
//! For: [`covered`], the only form in which names are kept; [`claim`], over which the server makes
//! a keyed hash at import; [`relation`].
//! Must not know: the key, or where names come from.
//! To add: a word for who lives there is a name in `relation`.

use super::Relation;
use crate::domain::text::{clean, half_width};

/// What stands between several owners of one cell, beside white space.
fn is_mark(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '\n' | '\r')
}

/// The names of a cell. White space stands between Chinese names; within one of other letters it
/// belongs to the name.
fn names_of(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text.split(is_mark) {
        let mut goes_on = false;
        for word in part.split_whitespace() {
            let is_spaced = is_spaced(word);
            match found.last_mut().filter(|_| goes_on && is_spaced) {
                Some(name) => {
                    name.push(' ');
                    name.push_str(word);
                }
                None => found.push(word.to_owned()),
            }
            goes_on = is_spaced;
        }
    }
    found
}

/// Whether a word is written in letters in which names have spaces.
fn is_spaced(word: &str) -> bool {
    word.chars().map(half_width).any(|c| c.is_alphabetic() && c < '\u{2e80}')
}

fn numbers_of(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || is_mark(c)).filter(|part| !part.is_empty()).collect()
}

/// How many owners a cell names.
pub fn count(names: &str) -> usize {
    names_of(names).len()
}

/// How many numbers of owners stand in a cell.
pub fn count_numbers(numbers: &str) -> usize {
    numbers_of(numbers).len()
}

/// Whether one of the numbers was rounded by the program that made the table, so that many owners have
/// the same: `3.60102E+17`, or 18 digits of an identity card that end in zeros where its check digit
/// says otherwise.
pub fn is_rounded(numbers: &str) -> bool {
    numbers_of(numbers).into_iter().any(|number| {
        let number = normal(number);
        is_exponential(&number) || is_cut(number.split('.').next().unwrap_or_default()) || is_float(&number)
    })
}

fn is_exponential(number: &str) -> bool {
    let Some((digits, power)) = number.split_once('E') else { return false };
    let figures = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    // `1E2` is some office's number of an owner.
    let is_said = digits.contains('.') || power.starts_with('+');
    is_said && figures(whole) && figures(part) && figures(power.strip_prefix('+').unwrap_or(power))
}

/// A whole number of many digits that has a fraction.
fn is_float(number: &str) -> bool {
    let Some((whole, part)) = number.split_once('.') else { return false };
    whole.len() > EXACT && [whole, part].iter().all(|text| text.chars().all(|c| c.is_ascii_digit()))
}

/// An identity card's number of which only the first digits are left.
fn is_cut(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 18 && digits.iter().skip(EXACT).all(|n| *n == 0)) else {
        return false;
    };
    // A remainder of one is what a check digit of nought stands for.
    WEIGHTS.iter().zip(&digits).map(|(weight, digit)| weight * digit).sum::<u32>() % 11 != 1
}

/// Digits that table programs keep of a number.
const EXACT: usize = 15;

/// Each name with all but its first character covered: `王小明` is `王**`. Names that came covered
/// stay as they are, unless what is left of them is a number or stands in letters.
pub fn covered(names: &str) -> String {
    names_of(names).iter().map(|name| cover(name)).collect::<Vec<_>>().join("、")
}

fn cover(name: &str) -> String {
    let is_covered = name.chars().any(is_star) && !name.chars().any(|c| half_width(c).is_ascii_digit());
    if is_covered && !is_spaced(name) {
        return name.chars().map(|c| if is_star(c) { '*' } else { c }).collect();
    }
    let mut chars = name.chars();
    chars.next().into_iter().chain(chars.map(|_| '*')).collect()
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊' | '×' | '●' | '某')
}

/// Names with their numbers, in an order of their own, so that the same owners give the same text
/// however they are written; empty unless every one of them has a whole number. It holds what may
/// not be stored.
pub fn claim(names: &str, numbers: &str) -> String {
    let numbers = clean(numbers);
    let (names, numbers) = (names_of(names), numbers_of(&numbers));
    let whole = |number: &&str| number.chars().count() >= 2 && !number.chars().any(is_star);
    let is_rounded = numbers.iter().any(|number| is_rounded(number));
    if names.is_empty() || names.len() != numbers.len() || !numbers.iter().all(whole) || is_rounded {
        return String::new();
    }
    let mut pairs: Vec<String> =
        names.iter().zip(&numbers).map(|(name, number)| format!("{}|{}", normal(name), normal(number))).collect();
    pairs.sort();
    pairs.join("\n")
}

fn normal(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_uppercase).collect()
}

/// Who lives there, as rolls say it; an empty cell is the owner.
pub fn relation(text: &str) -> Option<Relation> {
    match text.to_lowercase().as_str() {
        "" | "业主" | "自住" | "本人" | "户主" | "产权人" => Some(Relation::Owner),
        "共有人" | "共有" | "共同所有人" => Some(Relation::CoOwner),
        "承租人" | "租户" | "租客" | "租住" | "出租" => Some(Relation::Tenant),
        "家属" | "家人" | "亲属" | "配偶" | "子女" | "父母" => Some(Relation::Family),
        word => Relation::parse(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_character_of_a_name_is_kept() {
        for (name, shown) in [
            ("王小明", "王**"),
            ("王小明、李雷；欧阳娜娜/张三", "王**、李*、欧***、张*"),
            ("王**", "王**"),
            ("王＊明", "王*明"),
            ("李某", "李*"),
            ("王", "王"),
            ("", ""),
            ("王小明 李雷\n张三", "王**、李*、张*"),
            ("Wang Xiaoming", "W************"),
            ("Wang Xiaoming、李雷 欧阳娜娜", "W************、李*、欧***"),
            ("王小明 Anna  Maria Li; Li Lei", "王**、A************、L*****"),
            ("Wang X***", "W********"),
            ("360102199001011234", "3*****************"),
            ("36010219900101****", "3*****************"),
        ] {
            assert_eq!(covered(name), shown);
        }
    }

    #[test]
    fn the_same_owners_make_the_same_claim_and_one_without_a_number_makes_none() {
        let one = claim("王小明、李雷", "36010219900101123x,A-2");
        assert_eq!(one, claim("李雷 王小明", "Ａ-2；36010219900101123X"));
        assert_ne!(one, claim("王小明、李雷", "360102199001011231,A-2"));
        let latin = claim("Wang Xiaoming，李雷", "A-1 A-2");
        assert_eq!(latin, claim("李雷、WANG  Xiaoming", "A-2、A-1"));
        assert_ne!(latin, "");
        assert_eq!((count("Wang Xiaoming"), count_numbers("A-1 A-2")), (1, 2));
        for (names, numbers) in [("王小明、李雷", "A-1"), ("王小明", ""), ("", "A-1"), ("王小明", "3601****1234")]
        {
            assert_eq!(claim(names, numbers), "", "{names} {numbers}");
        }
    }

    #[test]
    fn a_number_that_a_table_program_rounded_tells_nobody_apart() {
        let rounded = [
            "3.60102E+17",
            "3.60102199001011E+17",
            "3.60102e17",
            "３.６E＋１７",
            "4E+17",
            "A-1、3.60102E+017",
            "360102199001011000",
            "360102199001011000.0",
            "1234567890123456.00",
        ];
        for number in rounded {
            assert!(is_rounded(number), "{number}");
            assert_eq!(claim("王小明", number), "", "{number}");
        }
        for number in ["360102199001011234", "36010219900101123X", "A-001", "1E2", "E12", "3.101", "12E", "2024000", ""]
        {
            assert!(!is_rounded(number), "{number}");
        }
        // A card whose number truly ends in zeros.
        assert!((0..100).any(|n| !is_rounded(&format!("3601021990010{n:02}000"))));
    }

    #[test]
    fn who_lives_there_is_read_as_rolls_say_it() {
        assert_eq!(relation("租户"), Some(Relation::Tenant));
        assert_eq!(relation(""), Some(Relation::Owner));
        assert_eq!(relation("Co_Owner"), Some(Relation::CoOwner));
        assert_eq!(relation("邻居"), None);
    }
}
