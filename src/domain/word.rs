//! Closed lists of words that stand the same in code, URL, form field, table and API.
//!
//! For: [`words!`], which makes an enum with `as_str`, `parse` and `ALL`.
//! Must not know: what a word means or how it is shown.
//! To add: use `words!` in the file of the word's own subject.

/// Makes an enum of words: `words! { /// doc \n Name { Variant = "stored_form", … } }`.
///
/// Gives `ALL`, `as_str()` (the stored form), `parse(&str) -> Option<Self>`, and serde by the
/// stored form.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] $variant),+
        }
        impl $name {
            /// Every word of the list, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stored form.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
            /// The word for a stored form; `None` for anything else.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
