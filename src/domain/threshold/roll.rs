//! The roll as it stood when the question was put.
//!
//! For: [`Roll`], a snapshot: who is asked is fixed by it, whatever is sold or corrected later.
//! Must not know: votes, thresholds, names of people.
//! To add: a kind of unit is a word of [`UnitKind`] and a row of [`Unit::is_asked`].
//!
//! Heads and areas are those of the Supreme People's Court's interpretation of 2020 on divided
//! building ownership, art. 8 and 9.

use crate::domain::community::AreaSource;
use crate::domain::poll::Electorate;
use crate::domain::threshold::check::Fault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::words! {
    /// What a unit is.
    UnitKind {
        /// A flat or a house.
        Home = "home",
        /// A shop, an office.
        Shop = "shop",
        /// A car space that is registered by itself.
        CarSpace = "car_space",
        /// Anything else that is registered by itself: a storeroom, a nursery.
        Other = "other",
    }
}

/// Who owns a unit, as far as heads need it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The key is not known: the unit is a head of its own.
    Unknown,
    /// Known by this key. All units with it are one head.
    Known(String),
    /// The developer: unsold, or sold and not handed over. All of them are one head.
    Developer,
}

/// One unit that is owned by itself. A unit of several owners is one unit and has one vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Unique on the roll.
    pub id: String,
    /// What it is.
    pub kind: UnitKind,
    /// Exclusive area in 0.01 m², 0 if nobody measured it; never negative.
    pub area: i64,
    /// Where the area comes from.
    pub area_source: AreaSource,
    /// Whose it is.
    pub holder: Holder,
    /// As on the roll.
    pub building: String,
    /// As on the roll; empty where buildings have one.
    pub stairwell: String,
}

impl Unit {
    /// Whether the unit is asked. Households live in homes; of owners all units are asked, car spaces
    /// only if the project counts them (the law allows it where they are registered).
    pub fn is_asked(&self, electorate: Electorate, car_spaces: bool, scope: &Scope) -> bool {
        let kind = match (electorate, self.kind) {
            (Electorate::Households, kind) => kind == UnitKind::Home,
            (Electorate::Owners, UnitKind::CarSpace) => car_spaces,
            (Electorate::Owners, _) => true,
        };
        kind && scope.contains(self)
    }

    /// By what its head is known; `None`: it is a head of its own.
    pub fn head(&self) -> Option<&Holder> {
        (self.holder != Holder::Unknown).then_some(&self.holder)
    }
}

/// Which part of the community is asked: for a lift the stairwell or the building.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole community.
    #[default]
    Community,
    /// One building.
    Building(String),
    /// One stairwell of one building.
    Stairwell {
        /// The building.
        building: String,
        /// The stairwell.
        stairwell: String,
    },
}

impl Scope {
    /// Whether the unit lies in it.
    pub fn contains(&self, unit: &Unit) -> bool {
        match self {
            Self::Community => true,
            Self::Building(building) => unit.building == *building,
            Self::Stairwell { building, stairwell } => unit.building == *building && unit.stairwell == *stairwell,
        }
    }
}

/// A checked snapshot: every unit once, no area below 0, all areas together a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Roll {
    units: Vec<Unit>,
    #[serde(skip)]
    places: BTreeMap<String, usize>,
}

impl Roll {
    /// Checks it.
    ///
    /// # Errors
    /// Every [`Fault::UnitTwice`] and [`Fault::BadArea`] in the order of the units, and
    /// [`Fault::AreaTooLarge`].
    pub fn new(units: Vec<Unit>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut places = BTreeMap::new();
        let mut area = 0_i128;
        for (place, unit) in units.iter().enumerate() {
            if places.insert(unit.id.clone(), place).is_some() {
                faults.push(Fault::UnitTwice { unit: unit.id.clone() });
            }
            if unit.area < 0 {
                faults.push(Fault::BadArea { unit: unit.id.clone(), area: unit.area });
            }
            area += i128::from(unit.area.max(0));
        }
        if i64::try_from(area).is_err() {
            faults.push(Fault::AreaTooLarge);
        }
        if faults.is_empty() { Ok(Self { units, places }) } else { Err(faults) }
    }

    /// In the order given.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit of that identifier.
    pub fn find(&self, id: &str) -> Option<&Unit> {
        self.units.get(*self.places.get(id)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, kind: UnitKind, area: i64, place: (&str, &str)) -> Unit {
        let (building, stairwell) = (place.0.to_owned(), place.1.to_owned());
        Unit {
            id: id.into(),
            kind,
            area,
            area_source: AreaSource::Register,
            holder: Holder::Unknown,
            building,
            stairwell,
        }
    }

    #[test]
    fn a_roll_tells_every_unit_that_stands_twice_and_every_area_that_cannot_be() {
        let home = |id, area| unit(id, UnitKind::Home, area, ("1", "1"));
        let faults = Roll::new(vec![home("a", 1), home("b", -2), home("a", 0), home("c", i64::MAX)]).unwrap_err();
        let expected =
            [Fault::BadArea { unit: "b".into(), area: -2 }, Fault::UnitTwice { unit: "a".into() }, Fault::AreaTooLarge];
        assert_eq!(faults, expected);
        let largest = Roll::new(vec![home("a", 0), home("b", i64::MAX)]).unwrap();
        assert_eq!(largest.units().len(), 2);
        assert_eq!(largest.find("b").map(|unit| unit.area), Some(i64::MAX));
        assert_eq!(largest.find("c"), None);
    }

    #[test]
    fn households_live_in_homes_and_car_spaces_are_asked_only_if_the_project_counts_them() {
        use {
            Electorate::Households, Electorate::Owners, UnitKind::CarSpace, UnitKind::Home, UnitKind::Other,
            UnitKind::Shop,
        };
        let asked =
            |kind, electorate, cars| unit("a", kind, 1, ("1", "1")).is_asked(electorate, cars, &Scope::Community);
        for cars in [false, true] {
            assert_eq!(
                [Home, Shop, CarSpace, Other].map(|kind| asked(kind, Households, cars)),
                [true, false, false, false]
            );
            assert_eq!([Home, Shop, CarSpace, Other].map(|kind| asked(kind, Owners, cars)), [true, true, cars, true]);
        }
    }

    #[test]
    fn a_lift_asks_its_stairwell_or_its_building() {
        let all = [("1", "1"), ("1", "2"), ("2", "1")].map(|place| unit("a", UnitKind::Home, 1, place));
        let asked = |scope: Scope| all.each_ref().map(|unit| unit.is_asked(Electorate::Owners, false, &scope));
        assert_eq!(asked(Scope::Community), [true, true, true]);
        assert_eq!(asked(Scope::Building("1".into())), [true, true, false]);
        assert_eq!(asked(Scope::Stairwell { building: "1".into(), stairwell: "1".into() }), [true, false, false]);
    }

    #[test]
    fn a_unit_of_an_unknown_owner_is_a_head_of_its_own() {
        let of = |holder| Unit { holder, ..unit("a", UnitKind::Home, 1, ("1", "1")) };
        assert_eq!(of(Holder::Unknown).head(), None);
        assert_eq!(of(Holder::Developer).head(), Some(&Holder::Developer));
    }
}
