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
/// one with arguments `key(n: i64) { "{n} 户", "{n} household‹s›" }` gives
/// `fn key(Lang, n: i64) -> String`. In English `{n} household‹s›` says '1 household'.
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
            match lang { $crate::i18n::Lang::Zh => format!($zh), $crate::i18n::Lang::En => $crate::i18n::counted($en, format!($en)) }
        }
        $crate::messages! { $($rest)* }
    };
}

/// Ends a word of an English sentence that says how many: `‹s›` becomes nothing behind the number 1.
const SEVERAL: &str = "‹s›";

/// An English sentence with the endings that its numbers ask for: '1 day left', '2 days left'. Only
/// sentences whose own words (`pattern`) ask for it are touched, never what people typed.
pub fn counted(pattern: &str, sentence: String) -> String {
    if !pattern.contains(SEVERAL) {
        return sentence;
    }
    let mut parts = sentence.split(SEVERAL);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if last_number(&out) != Some("1") {
            out.push('s');
        }
        out.push_str(part);
    }
    out
}

fn last_number(text: &str) -> Option<&str> {
    let mut words = text.rsplit(char::is_whitespace).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The English word for a number of things: `one` for exactly 1, else `many`.
pub fn plural<'a>(n: i64, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::messages! {
        late(what: &str, days: i64) { "{what}：晚了 {days} 天", "{what}: {days} working day‹s› late" }
    }

    #[test]
    fn one_day_is_no_days() {
        assert_eq!(late(Lang::En, "Roof", 1), "Roof: 1 working day late");
        assert_eq!(late(Lang::En, "Roof 1", 21), "Roof 1: 21 working days late");
        assert_eq!(late(Lang::Zh, "屋面", 1), "屋面：晚了 1 天");
        assert_eq!(counted("({n} home‹s›)", "(1 home‹s›)".to_owned()), "(1 home)");
        assert_eq!(counted("{text}", "1 ‹s›".to_owned()), "1 ‹s›");
    }
}
