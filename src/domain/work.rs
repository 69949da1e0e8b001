//! One thing to be done in a renovation.
//!
//! For: its class, its state, and the least warranty as the catalogue words it.
//! Must not know: costs of a place, who builds, or how a work is shown.
//! To add: a class or state is a word; a unit of time in the catalogue goes into `months_each`.

crate::words! {
    /// The three classes of State Council General Office 2020 No. 23.
    Class {
        /// 基础类: safety and basic needs.
        Basic = "basic",
        /// 完善类: convenience.
        Improvement = "improvement",
        /// 提升类: services.
        Upgrade = "upgrade",
    }
}

crate::words! {
    /// How far a work is.
    WorkState {
        /// Not begun.
        Planned = "planned",
        /// Under way.
        Building = "building",
        /// Done; can be rated.
        Finished = "finished",
    }
}

/// Least warranty in months from acceptance, read from the catalogue's column (`2 y`,
/// `5 y (leak)`, `24 months`, `2年`).
///
/// `None` where the contract, the design life or nothing decides (`contract`, `—`), also when
/// only a part has a fixed time (`contract; 5 y leak`): a whole work must not be promised it.
pub fn warranty_months(text: &str) -> Option<i32> {
    let text = text.trim();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let unit = text.get(digits.len()..)?.trim_start();
    let number: i32 = digits.parse().ok()?;
    number.checked_mul(months_each(unit)?).filter(|months| (1..=1200).contains(months))
}

fn months_each(unit: &str) -> Option<i32> {
    let starts = |words: &[&str]| words.iter().any(|word| unit.starts_with(word));
    match () {
        () if starts(&["y", "年"]) => Some(12),
        () if starts(&["m", "个月", "月"]) => Some(1),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_column_reads_as_months_or_as_not_fixed() {
        for (text, months) in [
            ("2 y", Some(24)),
            ("5 y (leak)", Some(60)),
            ("2 y + special-equipment law", Some(24)),
            (" 2年", Some(24)),
            ("18 months", Some(18)),
            ("24个月", Some(24)),
            ("contract", None),
            ("contract; 5 y leak", None),
            ("design life (structure)", None),
            ("—", None),
            ("", None),
            ("5", None),
            ("0 y", None),
            ("99999999999 y", None),
            ("2147483647 y", None),
        ] {
            assert_eq!(warranty_months(text), months, "{text}");
        }
    }
}
