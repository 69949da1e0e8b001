//! The shipped rule sets, by name.
//!
//! For: [`Preset`], [`PRESETS`] (what pages offer), [`LEGACY`] (only to read old results in).
//! Must not know: rolls, ballots, or what a result looks like.
//! To add: a row of [`PRESETS`] with its basis. No number here may be called a rule of Jiangxi: none
//! is known.

use crate::domain::poll::Electorate;
use crate::domain::threshold::Rule;
use serde::Serialize;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// Heads or flats only.
    Heads,
    /// Heads, and area in 0.01 m², each by itself.
    HeadsAndArea,
}

/// Of whom a majority is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Of those who take part.
    TakingPart,
    /// Of everybody on the roll.
    Everybody,
}

/// A rule set to choose from when a poll is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// Its name in tables, forms and the API.
    pub key: &'static str,
    /// Who is asked.
    pub electorate: Electorate,
    /// What is counted.
    pub counts: Counts,
    /// How many of everybody must take part; `None`: any number.
    pub quorum: Option<Rule>,
    /// How many must agree; `None`: a survey decides nothing.
    pub pass: Option<(Rule, Base)>,
    /// Where the rule comes from; empty if from nowhere.
    pub basis: &'static str,
}

/// The shipped rule sets; `none` stands first as the default (a consultative poll).
pub const PRESETS: [Preset; 9] = [
    preset("none", Electorate::Households, Counts::Heads, None, None, ""),
    preset(
        "cc278_major",
        Electorate::Owners,
        Counts::HeadsAndArea,
        Some(Rule::at_least(2, 3)),
        Some((Rule::at_least(3, 4), Base::TakingPart)),
        "Civil Code 278(1)(6)-(8), 278(2)",
    ),
    preset(
        "cc278_ordinary",
        Electorate::Owners,
        Counts::HeadsAndArea,
        Some(Rule::at_least(2, 3)),
        Some((Rule::more_than(1, 2), Base::TakingPart)),
        "Civil Code 278(1)(1)-(5)(9), 278(2)",
    ),
    preset(
        "willingness_2_3",
        Electorate::Owners,
        Counts::Heads,
        None,
        Some((Rule::at_least(2, 3), Base::Everybody)),
        "Practice of Yizheng",
    ),
    preset(
        "willingness_3_4",
        Electorate::Owners,
        Counts::Heads,
        None,
        Some((Rule::at_least(3, 4), Base::Everybody)),
        "Notice of Dong'an county",
    ),
    preset(
        "survey_80",
        Electorate::Households,
        Counts::Heads,
        Some(Rule::at_least(80, 100)),
        None,
        "Practice of Shijiazhuang",
    ),
    preset(
        "survey_75_visits",
        Electorate::Households,
        Counts::Heads,
        Some(Rule::at_least(75, 100)),
        None,
        "Practice of Naiman banner",
    ),
    preset(
        "residents_meeting",
        Electorate::Households,
        Counts::Heads,
        Some(Rule::more_than(1, 2)),
        Some((Rule::more_than(1, 2), Base::TakingPart)),
        "Organic Law of the Urban Residents Committees, art. 10",
    ),
    preset(
        "satisfaction_80",
        Electorate::Households,
        Counts::Heads,
        None,
        Some((Rule::at_least(80, 100), Base::TakingPart)),
        "Practice of Shijiazhuang",
    ),
];

const fn preset(
    key: &'static str,
    electorate: Electorate,
    counts: Counts,
    quorum: Option<Rule>,
    pass: Option<(Rule, Base)>,
    basis: &'static str,
) -> Preset {
    Preset { key, electorate, counts, quorum, pass, basis }
}

/// Rules that no longer hold: only for results that are read in from before 2021, never offered and
/// never found by [`find_preset`]. The revised Property Management Regulation still prints them; the
/// Civil Code of 2021 has taken their place. The first is for every matter but the second's: use and
/// raising of the maintenance fund, rebuilding.
pub const LEGACY: [Preset; 2] = [
    preset(
        "legacy_2007",
        Electorate::Owners,
        Counts::HeadsAndArea,
        Some(Rule::more_than(1, 2)),
        Some((Rule::more_than(1, 2), Base::Everybody)),
        "Property Law of 2007, art. 76; Property Management Regulation, art. 12",
    ),
    preset(
        "legacy_2007_major",
        Electorate::Owners,
        Counts::HeadsAndArea,
        Some(Rule::more_than(1, 2)),
        Some((Rule::at_least(2, 3), Base::Everybody)),
        "Property Law of 2007, art. 76; Property Management Regulation, art. 12",
    ),
];

impl Preset {
    /// The same, counted by area too: a tick beside the `willingness_…` rules.
    #[must_use]
    pub const fn with_area(self) -> Self {
        Self { counts: Counts::HeadsAndArea, ..self }
    }

    /// The same with a quorum of the project's own: `satisfaction_80` leaves it to the project.
    #[must_use]
    pub const fn with_quorum(self, rule: Rule) -> Self {
        Self { quorum: Some(rule), ..self }
    }

    /// Whether a door that was knocked on counts as reached, answered or not: a survey of visits.
    pub fn counts_visits(&self) -> bool {
        self.key == "survey_75_visits"
    }
}

/// The rule set of that name; none of [`LEGACY`].
pub fn find_preset(key: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.key == key)
}

/// Who is asked by the rule set of that name; households if there is none.
pub fn electorate(key: &str) -> Electorate {
    find_preset(key).map_or(Electorate::Households, |preset| preset.electorate)
}
