//! Money in words, from fen.
//!
//! For: '180 万元' and '¥1,800,000'; the short form for cards and bars.
//! Must not know: what is paid.
//! To add: a further form as a function of `Lang` and fen.

use crate::domain::quantity::{yuan, yuan_wan};
use crate::i18n::Lang;

/// From this many fen (10,000 yuan) on, Chinese counts in 万.
const WAN: u64 = 1_000_000;

/// An amount in a sentence: '180 万元', '8,000 元', '¥1,800,000'.
pub fn amount(lang: Lang, fen: i64) -> String {
    match lang {
        Lang::Zh if fen.unsigned_abs() >= WAN => format!("{} 万元", yuan_wan(fen)),
        Lang::Zh => format!("{} 元", yuan(fen)),
        Lang::En => format!("¥{}", yuan(fen)),
    }
}

/// An amount on a card or bar: '180 万', '8,000 元', '¥1,800,000'.
pub fn short(lang: Lang, fen: i64) -> String {
    match lang {
        Lang::Zh if fen.unsigned_abs() >= WAN => format!("{} 万", yuan_wan(fen)),
        _ => amount(lang, fen),
    }
}
