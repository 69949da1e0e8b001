//! The owners of a flat as they may be kept: covered names, and the text whose keyed hash tells one
//! buyer from another.
//!
//! For: [`covered`], [`names`], [`canonical`]. Neither a whole name nor a number is stored anywhere.
//! Must not know: the key, files, storage.
//! To add: another way of writing several names in one field is a sign of [`BETWEEN`].

use crate::domain::ids::CommunityId;
use crate::domain::text::{clean, half_width};

/// What stands between several names or numbers of one field.
const BETWEEN: [char; 7] = ['、', '，', ',', '；', ';', '/', '\n'];

/// The pieces of a field that may hold several.
pub fn names(field: &str) -> Vec<String> {
    field.split(BETWEEN).map(clean).filter(|piece| !piece.is_empty()).collect()
}

/// A name with all but its first character covered; one that is covered stays as it is.
pub fn covered(name: &str) -> String {
    let name = clean(name);
    let mut signs = name.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return String::new() };
    let rest = signs.count().clamp(1, 3);
    std::iter::once(first).chain(std::iter::repeat_n('*', rest)).collect()
}

/// The names of a field, each covered, with `、` between them.
pub fn all_covered(field: &str) -> String {
    names(field).iter().map(|name| covered(name)).collect::<Vec<_>>().join("、")
}

/// What is hashed with the secret key to know the flats of one buyer: the community, and the owners
/// by name and number, in an order of their own.
pub fn canonical(community: CommunityId, owners: &[(String, String)]) -> String {
    let folded = |text: &str| -> String {
        text.chars().map(half_width).filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
    };
    let mut lines: Vec<String> =
        owners.iter().map(|(name, number)| format!("{}|{}", folded(name), folded(number))).collect();
    lines.sort();
    format!("{community}\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_name_keeps_one_character_however_often_it_is_covered() {
        assert_eq!(covered("张三"), "张*");
        assert_eq!(covered(" 欧阳 修远 "), "欧***");
        assert_eq!(covered(&covered("欧阳修")), "欧**");
        assert_eq!(covered("张"), "张*");
        assert_eq!(covered(" "), "");
        assert_eq!(all_covered("张三、李小四, 王"), "张*、李**、王*");
    }

    #[test]
    fn the_same_owners_are_the_same_text_in_whatever_order_and_width_they_are_typed() {
        let owner = |name: &str, number: &str| (name.to_owned(), number.to_owned());
        let (here, there) = (CommunityId(Uuid::nil()), CommunityId(Uuid::max()));
        let both = [owner("张三", "3601x"), owner("李四", "12")];
        let turned = [owner("李四", "１２"), owner("张 三", "3601X")];
        assert_eq!(canonical(here, &both), canonical(here, &turned));
        assert_ne!(canonical(here, &both), canonical(there, &both), "nobody is followed from place to place");
    }
}
