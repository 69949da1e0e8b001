//! The owners of a flat: their names covered, and what tells two owners apart.
//!
//! For: [`covered`], the only form in which names are kept; [`claim`], over which the server makes
//! a keyed hash at import; [`relation`].
//! Must not know: the key, or where names come from.
//! To add: a word for who lives there is a name in `relation`.

use super::Relation;
use crate::domain::text::{clean, half_width};

/// Several owners of one cell.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／'))
        .filter(|part| !part.is_empty())
}

/// How many owners, or numbers of owners, a cell names.
pub fn count(text: &str) -> usize {
    parts(text).count()
}

/// Each name with all but its first character covered: `王小明` is `王**`. Names that came covered
/// stay as they are, unless what is left of them is a number.
pub fn covered(names: &str) -> String {
    parts(names).map(cover).collect::<Vec<_>>().join("、")
}

fn cover(name: &str) -> String {
    let is_covered = name.chars().any(is_star) && !name.chars().any(|c| half_width(c).is_ascii_digit());
    if is_covered {
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
    let names: Vec<&str> = parts(names).collect();
    let numbers: Vec<&str> = parts(&numbers).collect();
    let whole = |number: &&str| number.chars().count() >= 2 && !number.chars().any(is_star);
    if names.is_empty() || names.len() != numbers.len() || !numbers.iter().all(whole) {
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
        for (names, numbers) in [("王小明、李雷", "A-1"), ("王小明", ""), ("", "A-1"), ("王小明", "3601****1234")]
        {
            assert_eq!(claim(names, numbers), "", "{names} {numbers}");
        }
    }

    #[test]
    fn who_lives_there_is_read_as_rolls_say_it() {
        assert_eq!(relation("租户"), Some(Relation::Tenant));
        assert_eq!(relation(""), Some(Relation::Owner));
        assert_eq!(relation("Co_Owner"), Some(Relation::CoOwner));
        assert_eq!(relation("邻居"), None);
    }
}
