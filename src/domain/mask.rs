//! Private data in what people write, covered before anybody else reads it.
//!
//! For: mobile and landline numbers, identity cards, bank cards, number plates, and WeChat or QQ
//! names in Chinese text, also in full-width, Chinese numerals, and split by spaces, dashes or words.
//! Must not know: who wrote it, or whether it may be published.
//! To add: numbers go into `numbers`, plates into `plates`, names after a word into `handles`;
//! each answers where something ends that begins at a given character, looking a bounded way
//! ahead, so that the time stays linear in the text.

mod handles;
mod numbers;
mod plates;

use crate::domain::text::half_width;

crate::words! {
    /// What was covered.
    Kind {
        /// 手机号
        Mobile = "mobile",
        /// 固定电话
        Landline = "landline",
        /// 身份证号
        IdCard = "id_card",
        /// 银行卡号
        BankCard = "bank_card",
        /// 车牌
        Plate = "plate",
        /// 微信号、QQ号
        Handle = "handle",
    }
}

/// What stands in the place of anything covered, whatever its length.
pub const COVER: &str = "████";

/// The text with private data covered, and what was covered, in the order of the text.
///
/// Building and room numbers, prices, years, dates and short service numbers stay.
pub fn mask(text: &str) -> (String, Vec<Kind>) {
    let folded: Vec<char> = text.chars().map(half_width).collect();
    let original: Vec<char> = text.chars().collect();
    let (mut masked, mut kinds, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    while let Some(c) = original.get(at) {
        match found(&folded, at) {
            Some((end, kind)) if end > at => {
                masked.push_str(COVER);
                kinds.push(kind);
                at = end;
            }
            _ => {
                masked.push(*c);
                at += 1;
            }
        }
    }
    (masked, kinds)
}

/// Where private data that begins at `at` ends, and what it is.
fn found(text: &[char], at: usize) -> Option<(usize, Kind)> {
    let handle = || handles::end(text, at).map(|end| (end, Kind::Handle));
    let plate = || plates::end(text, at).map(|end| (end, Kind::Plate));
    handle().or_else(|| numbers::end(text, at)).or_else(plate)
}

/// Whether a character is only there to split what belongs together.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
#[path = "mask/tests.rs"]
mod tests;
