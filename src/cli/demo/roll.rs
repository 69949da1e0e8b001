//! Buildings and flats of a community.
//!
//! For: [`roll`].
//! Must not know: who votes or speaks.
//! To add: nothing; the table of communities says how many.

use crate::cli::demo::dice::Dice;
use crate::cli::demo::words::Place;
use crate::domain::ids::{BuildingId, CommunityId, HouseholdId};
use crate::domain::moment::Moment;
use crate::domain::text::fold_key;
use crate::store::roll::{Building, Household, room_key};
use std::collections::{HashMap, HashSet};

/// Smallest and largest flat, 0.01 m².
pub const AREAS: (i64, i64) = (4_500, 11_000);

/// Building, entrance, floor and number of a flat, each from 1.
type Slot = (i64, i64, i64, i64);

/// The buildings and flats; as many flats as the table says.
pub fn roll(place: &Place, id: CommunityId, made: Moment, dice: &Dice) -> (Vec<Building>, Vec<Household>) {
    let buildings: Vec<Building> = (1..=place.buildings)
        .map(|number| {
            let name = format!("{number}栋");
            Building { id: BuildingId(dice.id(made)), community_id: id, key: fold_key(&name), name, position: number }
        })
        .collect();
    let mut areas: HashMap<(i64, i64, i64), i64> = HashMap::new();
    let households = slots(place)
        .into_iter()
        .filter_map(|(building, entrance, floor, flat)| {
            let house = buildings.iter().find(|house| house.position == building)?;
            // Flats above one another have the same plan; survey and register differ a little.
            let plan = *areas.entry((building, entrance, flat)).or_insert_with(|| dice.between(5_000, 10_500));
            let area = (plan + dice.between(-60, 90)).clamp(AREAS.0, AREAS.1);
            let entrance = if place.entrances > 1 { format!("{entrance}单元") } else { String::new() };
            let room = format!("{floor}0{flat}");
            Some(Household {
                id: HouseholdId(dice.id(made)),
                community_id: id,
                building_id: house.id,
                building: house.name.clone(),
                room_key: room_key(&entrance, &room),
                entrance,
                floor,
                room,
                area,
                area_source: dice.weighted(&[("register", 84), ("survey", 10), ("contract", 6)], "register").to_owned(),
                gone: false,
                relation: "owner".to_owned(),
                owners: String::new(),
                owner_key: None,
                revision: 0,
            })
        })
        .collect();
    (buildings, households)
}

/// Where flats are: what is too many is missing on the lowest floors (shops, bicycle rooms).
fn slots(place: &Place) -> Vec<Slot> {
    let landings = (place.buildings * place.entrances * place.floors).max(1);
    let flats = (place.households + landings - 1) / landings;
    let mut all: Vec<Slot> = Vec::new();
    for building in 1..=place.buildings {
        for entrance in 1..=place.entrances {
            for floor in 1..=place.floors {
                all.extend((1..=flats).map(|flat| (building, entrance, floor, flat)));
            }
        }
    }
    let many = usize::try_from(flats * landings - place.households).unwrap_or(0);
    let mut last: Vec<Slot> = all.iter().copied().filter(|slot| slot.3 == flats).collect();
    last.sort_by_key(|(building, entrance, floor, _)| (*floor, *building, *entrance));
    let missing: HashSet<Slot> = last.into_iter().take(many).collect();
    all.retain(|slot| !missing.contains(slot));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::words;
    use uuid::Uuid;

    #[test]
    fn every_community_has_as_many_flats_as_its_row_says_each_once() {
        for place in words::read().places {
            let (buildings, households) = roll(&place, CommunityId(Uuid::nil()), Moment(0), &Dice::new(1, "roll"));
            assert_eq!(i64::try_from(households.len()).unwrap(), place.households, "{}", place.slug);
            assert_eq!(i64::try_from(buildings.len()).unwrap(), place.buildings);
            let keys: HashSet<_> = households.iter().map(|flat| (flat.building_id, flat.room_key.clone())).collect();
            assert_eq!(keys.len(), households.len());
            assert!(households.iter().all(|flat| (AREAS.0..=AREAS.1).contains(&flat.area)));
        }
    }
}
