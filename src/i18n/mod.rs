//! What Linli says, in Chinese (the default) and English.
//!
//! For: [`Lang`], [`messages!`] (a sentence stands once with both languages side by side: a
//! missing language, key or argument fails the build), dates and numbers in words.
//! Must not know: where a sentence is shown.
//! To add: a file of messages for each capability under `locales/`, declared below.

pub mod dates;
pub mod locales;
pub mod money;

use serde::{Deserialize, Serialize};

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];
    /// The tag for `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
    /// The short form in cookies, forms and `?lang=`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
    /// Reads the short form.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "zh" | "zh-CN" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }
    /// The text of this language.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::En if !en.is_empty() => en,
            _ => zh,
        }
    }
}

/// Makes sentences: a plain one `key { "中文", "English" }` gives `fn key(Lang) -> &'static str`;
/// one with arguments `key(n: i64) { "{n} 户", "{n} households" }` gives
/// `fn key(Lang, n: i64) -> String`.
#[macro_export]
macro_rules! messages {
    () => {};
    ($(#[$meta:meta])* $key:ident { $zh:literal, $en:literal } $($rest:tt)*) => {
        $(#[$meta])*
        #[allow(missing_docs)]
        pub const fn $key(lang: $crate::i18n::Lang) -> &'static str {
            match lang { $crate::i18n::Lang::Zh => $zh, $crate::i18n::Lang::En => $en }
        }
        $crate::messages! { $($rest)* }
    };
    ($(#[$meta:meta])* $key:ident ( $($arg:ident : $ty:ty),+ ) { $zh:literal, $en:literal } $($rest:tt)*) => {
        $(#[$meta])*
        #[allow(missing_docs, clippy::needless_pass_by_value)]
        pub fn $key(lang: $crate::i18n::Lang, $($arg: $ty),+) -> String {
            match lang { $crate::i18n::Lang::Zh => format!($zh), $crate::i18n::Lang::En => format!($en) }
        }
        $crate::messages! { $($rest)* }
    };
}

/// The English word for a number of things: `one` for exactly 1, else `many`.
pub fn plural<'a>(n: i64, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}
