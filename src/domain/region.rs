//! The tree of regions by their official codes.
//!
//! For: reading a code, its level, its parent, and what lies within it.
//! Must not know: names of regions, or which regions an operator has.
//! To add: a level needs its word, its code length in `Level::digits` and its place in `ALL`.

use serde::{Deserialize, Serialize};

crate::words! {
    /// Height in the tree, widest first.
    Level {
        /// 省
        Province = "province",
        /// 市
        City = "city",
        /// 县、区
        County = "county",
        /// 街道、镇、乡
        Street = "street",
        /// 社区
        Neighbourhood = "neighbourhood",
    }
}

impl Level {
    /// Digits of a code of this level: 2, 4 and 6 by GB/T 2260, 9 by GB/T 10114, 12 by the
    /// statistical division codes.
    pub const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::City => 4,
            Self::County => 6,
            Self::Street => 9,
            Self::Neighbourhood => 12,
        }
    }
}

/// A division code of 2, 4, 6, 9 or 12 digits, without trailing zero groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(String);

impl RegionCode {
    /// Reads a code; zero-padded forms (`360000`, `360100`, `360102000000`) become their short
    /// ones (`36`, `3601`, `360102`). `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        // No province has a code below 11.
        (digits && !text.starts_with('0')).then(|| shortened(text)).flatten().map(|c| Self(c.to_owned()))
    }

    /// The code without padding.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Height in the tree.
    pub fn level(&self) -> Level {
        let here = |level: &&Level| level.digits() == self.0.len();
        Level::ALL.iter().find(here).copied().unwrap_or(Level::Neighbourhood)
    }

    /// The region one step wider; `None` above a province.
    ///
    /// A city without counties (Dongguan, 4419) is itself the parent of its streets.
    pub fn parent(&self) -> Option<Self> {
        let wider = Level::ALL.iter().rev().find(|level| level.digits() < self.0.len())?;
        self.0.get(..wider.digits()).and_then(Self::parse)
    }

    /// This region and every wider one, narrowest first.
    pub fn path(&self) -> Vec<Self> {
        std::iter::successors(Some(self.clone()), Self::parent).collect()
    }

    /// Whether `other` is this region or lies within it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

/// The shortest code with the same meaning, if the length is one of the five.
fn shortened(code: &str) -> Option<&str> {
    let level = Level::ALL.iter().position(|level| level.digits() == code.len())?;
    let wider = level.checked_sub(1).and_then(|at| Level::ALL.get(at)).map(|level| level.digits());
    let (head, tail) = code.split_at_checked(wider.unwrap_or(0))?;
    if tail.bytes().all(|b| b == b'0') { shortened(head) } else { Some(code) }
}

impl TryFrom<String> for RegionCode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or(text)
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.0
    }
}

impl core::fmt::Display for RegionCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn padded_and_short_forms_are_one_code() {
        for (raw, short, level) in [
            ("36", "36", Level::Province),
            ("360000", "36", Level::Province),
            ("360000000000", "36", Level::Province),
            (" 360100 ", "3601", Level::City),
            ("360102", "360102", Level::County),
            ("360102001", "360102001", Level::Street),
            ("360102001000", "360102001", Level::Street),
            ("360102001002", "360102001002", Level::Neighbourhood),
        ] {
            assert_eq!(code(raw).as_str(), short);
            assert_eq!(code(raw).level(), level);
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for bad in ["", "3", "360", "36010", "3601020", "36a1", "000000", "06", "３６", "3601020010021"] {
            assert_eq!(RegionCode::parse(bad), None, "{bad}");
        }
        assert!(RegionCode::try_from("x".to_owned()).is_err());
    }

    #[test]
    fn parents_lead_up_to_the_province() {
        let path: Vec<String> = code("360102001002").path().into_iter().map(String::from).collect();
        assert_eq!(path, ["360102001002", "360102001", "360102", "3601", "36"]);
        assert_eq!(code("36").parent(), None);
        assert_eq!(code("441900003").parent(), Some(code("4419")));
    }

    #[test]
    fn a_region_contains_itself_and_what_lies_below() {
        assert!(code("36").contains(&code("360102001002")));
        assert!(code("3601").contains(&code("3601")));
        assert!(!code("360102").contains(&code("360103001")));
        assert!(!code("360102").contains(&code("3601")));
    }

    proptest! {
        #[test]
        fn every_region_lies_within_all_of_its_path(text in "[1-9][0-9]{1,11}") {
            if let Some(region) = RegionCode::parse(&text) {
                prop_assert_eq!(RegionCode::parse(region.as_str()), Some(region.clone()));
                for wider in region.path() {
                    prop_assert!(wider.contains(&region));
                }
            }
        }
    }
}
