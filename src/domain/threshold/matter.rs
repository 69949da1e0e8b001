//! Which rule set a kind of item needs.
//!
//! For: [`Matter::usual`], the table of the Civil Code's article 278 and what lies below it; [`choose`],
//! which takes the usual rule set or another one with a written reason.
//! Must not know: how a rule set counts; whether a project's platform is a recognised one.
//! To add: a kind of item is a word of [`Matter`] and its row in [`Matter::usual`], with its basis.

use crate::domain::threshold::check::Fault;
use crate::domain::threshold::decision::Terms;
use crate::domain::threshold::presets::{Preset, find_preset};
use serde::{Deserialize, Serialize};

crate::words! {
    /// What an item is about.
    Matter {
        /// Rules of the owners' assembly.
        AssemblyRules = "assembly_rules",
        /// The covenant of the community.
        Covenant = "covenant",
        /// Electing the owners' committee or changing its members.
        Committee = "committee",
        /// Hiring or dismissing the property company or another manager.
        PropertyCompany = "property_company",
        /// Spending from the maintenance fund.
        FundUse = "fund_use",
        /// Owners pay into the maintenance fund, or top it up.
        FundRaise = "fund_raise",
        /// A lift where there was none.
        LiftAddition = "lift_addition",
        /// Altering or rebuilding a building or what belongs to it.
        Rebuilding = "rebuilding",
        /// Green to parking, a shared room to a nursery, space for advertisements.
        ChangeOfUse = "change_of_use",
        /// Basic repair of shared parts with public money and none of the owners'.
        FundedRepair = "funded_repair",
        /// Another major matter of shared ownership.
        OtherMajor = "other_major",
        /// Supervisors, the rules of a notice board, what an event is about.
        Neighbourhood = "neighbourhood",
        /// The colour of paint, the place of a bench: advice to those who decide.
        Advice = "advice",
    }
}

crate::words! {
    /// Who is asked about it.
    Asked {
        /// The whole community.
        Community = "community",
        /// Those of the stairwell, or of the building where the lift serves it all.
        StairwellOrBuilding = "stairwell_or_building",
    }
}

/// What is usual for a kind of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Usual {
    /// Key of the rule set.
    pub key: &'static str,
    /// Why that one.
    pub basis: &'static str,
    /// Who is asked.
    pub asked: Asked,
    /// Every owner whose exclusive part is taken up must also consent, whatever the count says.
    pub consent_of_affected: bool,
    /// Rule sets that a local rule of consent may put in its place, with that rule as the reason.
    pub local: &'static [&'static str],
}

impl Matter {
    /// The rule set to begin with.
    pub const fn usual(self) -> Usual {
        match self {
            Self::AssemblyRules => ordinary("Civil Code 278(1)(1)"),
            Self::Covenant => ordinary("Civil Code 278(1)(2)"),
            Self::Committee => ordinary("Civil Code 278(1)(3)"),
            Self::PropertyCompany => ordinary("Civil Code 278(1)(4)"),
            Self::FundUse => ordinary("Civil Code 278(1)(5)"),
            Self::FundRaise => major("Civil Code 278(1)(6)"),
            Self::LiftAddition => {
                Usual { asked: Asked::StairwellOrBuilding, consent_of_affected: true, ..major("Civil Code 278(1)(7)") }
            }
            Self::Rebuilding => major("Civil Code 278(1)(7)"),
            Self::ChangeOfUse => major("Civil Code 278(1)(8)"),
            Self::FundedRepair => {
                Usual { local: &["willingness_2_3", "willingness_3_4"], ..ordinary("Civil Code 278(1)(9)") }
            }
            Self::OtherMajor => ordinary("Civil Code 278(1)(9)"),
            Self::Neighbourhood => usual("residents_meeting", "Organic Law of the Urban Residents Committees, art. 10"),
            Self::Advice => usual("none", "Advice; no rule asks for a majority"),
        }
    }
}

const fn usual(key: &'static str, basis: &'static str) -> Usual {
    Usual { key, basis, asked: Asked::Community, consent_of_affected: false, local: &[] }
}

const fn ordinary(basis: &'static str) -> Usual {
    usual("cc278_ordinary", basis)
}

const fn major(basis: &'static str) -> Usual {
    usual("cc278_major", basis)
}

/// Another rule set than the usual one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Key of the rule set, one of [`super::PRESETS`].
    pub key: String,
    /// Why, in words that everybody may read.
    pub reason: String,
}

/// The rule set of an item, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// What the item is about.
    pub matter: Matter,
    /// What is usual for it.
    pub usual: Usual,
    /// What stands in its place; `None`: the usual.
    pub instead: Option<Override>,
}

/// Takes the usual rule set, or the one wished. A wish for the usual one is none.
///
/// # Errors
/// [`Fault::UnknownRule`] (also for rule sets that are only read in), [`Fault::NoReason`].
pub fn choose(matter: Matter, wish: Option<Override>) -> Result<Chosen, Fault> {
    let usual = matter.usual();
    let Some(wish) = wish.filter(|wish| wish.key != usual.key) else {
        return Ok(Chosen { matter, usual, instead: None });
    };
    if find_preset(&wish.key).is_none() {
        return Err(Fault::UnknownRule { key: wish.key });
    }
    if wish.reason.trim().is_empty() {
        return Err(Fault::NoReason);
    }
    Ok(Chosen { matter, usual, instead: Some(wish) })
}

impl Chosen {
    /// Key of the rule set.
    pub fn key(&self) -> &str {
        self.instead.as_ref().map_or(self.usual.key, |instead| instead.key.as_str())
    }

    /// The rule set.
    pub fn preset(&self) -> Option<&'static Preset> {
        find_preset(self.key())
    }

    /// The terms to begin with: the whole community is asked until a scope is set.
    pub fn terms(self) -> Option<Terms> {
        let preset = *self.preset()?;
        Some(Terms { matter: Some(self), ..Terms::new(preset) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::threshold::{LEGACY, PRESETS};

    #[test]
    fn each_matter_has_the_rule_set_of_its_article() {
        use Matter as M;
        let cc = |key, item| (key, format!("Civil Code 278(1)({item})"));
        let expected = [
            (M::AssemblyRules, cc("cc278_ordinary", 1)),
            (M::Covenant, cc("cc278_ordinary", 2)),
            (M::Committee, cc("cc278_ordinary", 3)),
            (M::PropertyCompany, cc("cc278_ordinary", 4)),
            (M::FundUse, cc("cc278_ordinary", 5)),
            (M::FundRaise, cc("cc278_major", 6)),
            (M::LiftAddition, cc("cc278_major", 7)),
            (M::Rebuilding, cc("cc278_major", 7)),
            (M::ChangeOfUse, cc("cc278_major", 8)),
            (M::FundedRepair, cc("cc278_ordinary", 9)),
            (M::OtherMajor, cc("cc278_ordinary", 9)),
            (M::Neighbourhood, ("residents_meeting", "Organic Law of the Urban Residents Committees, art. 10".into())),
            (M::Advice, ("none", "Advice; no rule asks for a majority".into())),
        ];
        assert_eq!(expected.len(), Matter::ALL.len());
        for (matter, (key, basis)) in expected {
            let usual = matter.usual();
            assert_eq!((usual.key, usual.basis), (key, basis.as_str()), "{matter}");
            let lift = matter == M::LiftAddition;
            assert_eq!(usual.consent_of_affected, lift, "{matter}");
            assert_eq!(usual.asked == Asked::StairwellOrBuilding, lift, "{matter}");
            assert_eq!(usual.local.is_empty(), matter != M::FundedRepair, "{matter}");
            let keys = usual.local.iter().chain([&usual.key]);
            assert!(keys.into_iter().all(|key| PRESETS.iter().any(|preset| preset.key == *key)), "{matter}");
        }
    }

    #[test]
    fn another_rule_set_needs_a_reason_and_must_be_offered() {
        let wish = |key: &str, reason: &str| Some(Override { key: key.into(), reason: reason.into() });
        let none = choose(Matter::FundUse, None).unwrap();
        assert_eq!((none.key(), none.instead.is_none()), ("cc278_ordinary", true));
        assert_eq!(choose(Matter::FundUse, wish("cc278_ordinary", "")), Ok(none), "the usual one needs no reason");
        let other = choose(Matter::FundUse, wish("cc278_major", "The covenant asks for more")).unwrap();
        assert_eq!((other.key(), other.preset().map(|preset| preset.key)), ("cc278_major", Some("cc278_major")));
        assert_eq!(other.instead.as_ref().map(|it| it.reason.as_str()), Some("The covenant asks for more"));
        assert_eq!(choose(Matter::FundUse, wish("cc278_major", " \n")), Err(Fault::NoReason));
        for preset in LEGACY {
            let unknown = Fault::UnknownRule { key: preset.key.into() };
            assert_eq!(choose(Matter::FundUse, wish(preset.key, "because")), Err(unknown));
        }
        let terms = other.clone().terms().unwrap();
        assert_eq!((terms.preset.key, terms.matter), ("cc278_major", Some(other)));
    }
}
