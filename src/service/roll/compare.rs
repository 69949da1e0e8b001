//! What a file changes on the present roll.
//!
//! For: [`Present`], the roll in a small form, and [`Change`], what is told before and after.
//! Must not know: the store; how the change is made.
//! To add: a difference is a word of [`What`], found in `differences`; what a file may be silent on, in
//! `Present::settle`.

use super::heading::Heading;
use super::read::{Flat, flats, place};
use crate::domain::community::AreaSource;
use crate::domain::community::columns::Field;
use crate::domain::ids::HouseholdId;
use crate::domain::problem::Problem;
use crate::domain::text::fold_key;
use crate::store::roll::room_key;
use crate::store::roll::version::Stood;
use std::collections::{HashMap, HashSet};

/// Names that are kept of each kind.
const SHOWN: usize = 50;

/// One difference of a flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Floor before and after.
    Floor(i64, i64),
    /// Area before and after.
    Area(i64, i64),
    /// The area comes from elsewhere, before and after.
    Source(AreaSource, AreaSource),
    /// Somebody else lives there.
    Relation,
    /// The covered names, before and after.
    Owners(String, String),
    /// Other owners by their key: the flat may have been sold.
    Sold,
}

/// Where a flat is, as written; pages say it in their language.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Building.
    pub building: String,
    /// Entrance; may be empty.
    pub entrance: String,
    /// Room.
    pub room: String,
}

/// A count, and the first of what was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// How many.
    pub count: usize,
    /// The first of them.
    pub first: Vec<T>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { count: 0, first: Vec::new() }
    }
}

impl<T> Listed<T> {
    fn push(&mut self, one: impl FnOnce() -> T) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(one());
        }
    }
}

/// What a file changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Households that were not on the roll.
    pub new: Listed<Place>,
    /// Households of which something is another, with what.
    pub changed: Listed<(Place, Vec<What>)>,
    /// Households that are no longer on the roll.
    pub gone: Listed<Place>,
    /// Households whose area comes from a weaker source than before.
    pub weaker: Listed<Place>,
    /// Households with other owners than before.
    pub sold: Listed<Place>,
    /// Names that several households have, without numbers: each of these is a head. With how many
    /// they are, and the first of them.
    pub alike: Listed<(String, usize, Place)>,
    /// Households that stay as they are.
    pub same: usize,
    /// Households afterwards.
    pub households: i64,
    /// Buildings afterwards.
    pub buildings: i64,
    /// Area afterwards, 0.01 m².
    pub area: i64,
    /// What the columns of the file stand for.
    pub heading: Heading,
}

/// A household that is there, and whether the file has it.
#[derive(Debug)]
struct Known {
    stood: Stood,
    seen: bool,
}

/// The households that are there, by building and room; also those that are gone. Each stands by
/// itself in memory, so that the table stays small while it grows.
#[derive(Debug, Default)]
pub struct Present {
    all: HashMap<Box<str>, Box<Known>>,
    /// Where the household stands that alone has this room of its building; only for a file that is
    /// silent on entrances.
    alone: HashMap<Box<str>, Option<Box<str>>>,
    heading: Heading,
}

/// What a flat of the file is to the present roll.
#[derive(Debug)]
pub enum Kind<'p> {
    /// It was never there.
    New,
    /// It is there and something is another; or it is back.
    Other(&'p Stood),
    /// It is there as it is.
    Same,
}

impl Present {
    /// To be compared with a file of these columns.
    pub fn beside(heading: Heading) -> Self {
        Self { heading, ..Self::default() }
    }

    /// Adds a household.
    pub fn add(&mut self, building_key: &str, key: &str, stood: Stood) {
        let place_of = place(building_key, key);
        if self.heading.lacks(Field::Entrance) && !stood.gone {
            let alone = self.alone.entry(place(building_key, &room_key("", &stood.room)).into());
            alone.and_modify(|other| *other = None).or_insert_with(|| Some(place_of.as_str().into()));
        }
        self.all.insert(place_of.into(), Box::new(Known { stood, seen: false }));
    }

    /// The flats of a piece, with what the file is silent on as it stands on the roll.
    ///
    /// # Errors
    /// It is damaged.
    pub fn flats(&self, body: &str) -> Result<Vec<Flat>, Problem> {
        let mut all = flats(body)?;
        for flat in &mut all {
            self.settle(flat);
        }
        Ok(all)
    }

    fn settle(&self, flat: &mut Flat) {
        let is_silent = |field: Field| self.heading.lacks(field);
        let Some(stood) = self.standing(flat) else { return };
        if is_silent(Field::Entrance) {
            flat.entrance = stood.entrance.as_ref().to_owned();
        }
        if is_silent(Field::AreaSource) {
            flat.source = stood.area_source;
        }
        if is_silent(Field::Relation) {
            flat.relation = stood.relation;
        }
        let key = || stood.owner_key.as_deref().map(crate::keys::hex);
        if is_silent(Field::Owners) {
            flat.owners = stood.owners.as_ref().to_owned();
            flat.key = key();
        } else if is_silent(Field::Number) && *flat.owners == *stood.owners {
            flat.key = key();
        }
    }

    /// The household on the roll that this flat is, also if the file does not say its entrance.
    fn standing(&self, flat: &Flat) -> Option<&Stood> {
        let exactly = |place: &str| self.all.get(place).map(|known| &known.stood).filter(|stood| !stood.gone);
        let place = flat.place();
        exactly(&place).or_else(|| exactly(self.alone.get(place.as_str())?.as_deref()?))
    }

    /// What this flat is.
    pub fn kind(&self, flat: &Flat) -> Kind<'_> {
        let Some(known) = self.all.get(flat.place().as_str()) else { return Kind::New };
        let stood = &known.stood;
        if stood.gone || !differences(stood, flat).is_empty() { Kind::Other(stood) } else { Kind::Same }
    }

    /// What the flats of these pieces change; notes which households they have.
    ///
    /// # Errors
    /// A piece is damaged.
    pub fn compare(&mut self, bodies: &[String]) -> Result<Change, Problem> {
        let mut change = Change { heading: self.heading.clone(), ..Change::default() };
        let (mut buildings, mut names) = (HashSet::new(), HashMap::<String, (usize, Place)>::new());
        for body in bodies {
            for flat in self.flats(body)? {
                change.households += 1;
                change.area = change.area.saturating_add(flat.area);
                if !buildings.contains(&flat.building) {
                    buildings.insert(flat.building.clone());
                }
                if flat.key.is_none() && !flat.owners.is_empty() {
                    names.entry(flat.owners.clone()).or_insert_with(|| (0, place_of(flat.stands()))).0 += 1;
                }
                self.note(&flat, &mut change);
            }
        }
        let folded: HashSet<String> = buildings.iter().map(|name| fold_key(name)).collect();
        change.buildings = i64::try_from(folded.len()).unwrap_or(i64::MAX);
        let mut alike: Vec<_> = names.into_iter().filter(|(_, (count, _))| *count > 1).collect();
        alike.sort();
        for (name, (count, first)) in alike {
            change.alike.push(|| (name, count, first));
        }
        let mut gone: Vec<_> = self.gone().collect();
        gone.sort_by(|a, b| a.place().cmp(&b.place()));
        for stood in gone {
            change.gone.push(|| place_of(stood.place()));
        }
        Ok(change)
    }

    fn note(&mut self, flat: &Flat, change: &mut Change) {
        let Some(known) = self.all.get_mut(flat.place().as_str()) else {
            return change.new.push(|| place_of(flat.stands()));
        };
        known.seen = true;
        let stood = &known.stood;
        if stood.gone {
            return change.new.push(|| place_of(flat.stands()));
        }
        let found = differences(stood, flat);
        if found.is_empty() {
            change.same += 1;
            return;
        }
        if flat.source > stood.area_source {
            change.weaker.push(|| place_of(flat.stands()));
        }
        if found.contains(&What::Sold) {
            change.sold.push(|| place_of(flat.stands()));
        }
        change.changed.push(|| (place_of(flat.stands()), found));
    }

    fn gone(&self) -> impl Iterator<Item = &Stood> {
        self.all.values().filter(|known| !known.seen && !known.stood.gone).map(|known| &known.stood)
    }

    /// The households that the file has not.
    pub fn gone_ids(&self) -> Vec<HouseholdId> {
        self.gone().map(|stood| HouseholdId(stood.id)).collect()
    }
}

fn place_of((building, entrance, room): (&str, &str, &str)) -> Place {
    Place { building: building.to_owned(), entrance: entrance.to_owned(), room: room.to_owned() }
}

fn differences(stood: &Stood, flat: &Flat) -> Vec<What> {
    let mut found = Vec::new();
    if stood.floor != i64::from(flat.floor) {
        found.push(What::Floor(stood.floor, i64::from(flat.floor)));
    }
    if stood.area != flat.area {
        found.push(What::Area(stood.area, flat.area));
    }
    if stood.area_source != flat.source {
        found.push(What::Source(stood.area_source, flat.source));
    }
    if stood.relation != flat.relation {
        found.push(What::Relation);
    }
    if *stood.owners != *flat.owners {
        found.push(What::Owners(stood.owners.to_string(), flat.owners.clone()));
    }
    let key = stood.owner_key.as_deref().map(crate::keys::hex);
    if key.is_some() && flat.key.is_some() && key != flat.key {
        found.push(What::Sold);
    } else if key != flat.key && found.is_empty() {
        // A key that comes or goes is a change, though no other flat.
        found.push(What::Owners(stood.owners.to_string(), flat.owners.clone()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::read::{Reading, read};
    use super::*;
    use crate::keys::{Keys, unhex};

    fn bodies(text: &str) -> Vec<String> {
        let text = format!("楼栋,单元,楼层,房号,建筑面积,面积来源,业主,身份证号\n{text}");
        read_whole(&text).1
    }

    fn read_whole(text: &str) -> (Heading, Vec<String>) {
        match read(&Keys::fixed([1; 32]), text.as_bytes(), None).unwrap() {
            Reading::Flats(heading, pieces) => (heading, pieces.bodies),
            Reading::Unmapped(..) => panic!(),
        }
    }

    fn present(text: &str) -> Present {
        beside(Heading::default(), text)
    }

    fn beside(heading: Heading, text: &str) -> Present {
        let mut all = Present::beside(heading);
        for flat in bodies(text).iter().flat_map(|body| flats(body).unwrap()) {
            let stood = Stood {
                id: uuid::Uuid::nil(),
                building: flat.building.as_str().into(),
                room: flat.room.as_str().into(),
                entrance: flat.entrance.as_str().into(),
                floor: i64::from(flat.floor),
                area: flat.area,
                area_source: flat.source,
                relation: flat.relation,
                owners: flat.owners.as_str().into(),
                owner_key: flat.key.as_deref().and_then(unhex).map(Vec::into_boxed_slice),
                gone: false,
            };
            all.add(&fold_key(&flat.building), &room_key(&flat.entrance, &flat.room), stood);
        }
        all
    }

    #[test]
    fn what_is_new_changed_and_gone_is_told_before_it_is_done() {
        let mut before = present("1栋,1单元,1,101,60,,,\n1栋,1单元,1,102,60,,,\n1栋,1单元,2,201,60,,,\n");
        let change =
            before.compare(&bodies("1号楼,1,1,101室,60,,,\n1栋,1单元,1,102,61.5,合同,,\n2栋,,1,101,50,,,\n")).unwrap();
        assert_eq!(change.new.first, [place_of(("2栋", "", "101"))]);
        assert_eq!(change.changed.first[0].0, place_of(("1栋", "1单元", "102")));
        assert_eq!(change.changed.first[0].1[0], What::Area(6_000, 6_150));
        assert_eq!(change.weaker.first, [place_of(("1栋", "1单元", "102"))]);
        assert_eq!(change.gone.first, [place_of(("1栋", "1单元", "201"))]);
        assert_eq!((change.same, change.households, change.buildings, change.area), (1, 3, 2, 17_150));
        assert_eq!(before.gone_ids().len(), 1);
    }

    #[test]
    fn what_a_file_is_silent_on_stays_as_it_stands_and_a_new_flat_has_the_defaults() {
        let stood = "1栋,1,1,101,60,测绘,王小明,A-1\n1栋,2,1,102,60,合同,李雷,A-2\n";
        let (heading, bodies) =
            read_whole("楼栋,楼层,房号,建筑面积,备注\n1栋,1,101,61,x\n1栋,1,102,60,\n1栋,1,103,60,\n");
        let mut before = beside(heading, stood);
        let change = before.compare(&bodies).unwrap();
        assert_eq!(change.changed.first, [(place_of(("1栋", "1", "101")), vec![What::Area(6_000, 6_100)])]);
        assert_eq!((change.same, change.gone.count, change.weaker.count), (1, 0, 0));
        assert_eq!(change.new.first, [place_of(("1栋", "", "103"))]);
        assert_eq!(change.heading.unused(), ["备注"]);
        let flats = before.flats(&bodies[0]).unwrap();
        assert_eq!(
            (flats[0].source, flats[0].owners.as_str(), flats[0].key.is_some()),
            (AreaSource::Survey, "王**", true)
        );
        assert_eq!((flats[2].source, flats[2].owners.as_str()), (AreaSource::Register, ""));
    }

    #[test]
    fn names_without_numbers_keep_the_key_of_the_same_names_and_of_no_others() {
        let stood = "1栋,,1,101,60,,王小明,A-1\n1栋,,1,102,60,,李雷,A-2\n";
        let (heading, bodies) = read_whole("楼栋,楼层,房号,建筑面积,业主\n1栋,1,101,60,王**\n1栋,1,102,60,张三\n");
        let mut before = beside(heading, stood);
        let change = before.compare(&bodies).unwrap();
        assert_eq!((change.same, change.changed.count), (1, 1));
        let keys: Vec<bool> = before.flats(&bodies[0]).unwrap().iter().map(|flat| flat.key.is_some()).collect();
        assert_eq!(keys, [true, false]);
    }

    #[test]
    fn a_file_silent_on_entrances_leaves_two_flats_of_one_room_apart() {
        let stood = "1栋,1,1,101,60,,,\n1栋,2,1,101,60,,,\n";
        let (heading, bodies) = read_whole("楼栋,楼层,房号,建筑面积\n1栋,1,101,60\n");
        let change = beside(heading, stood).compare(&bodies).unwrap();
        assert_eq!((change.new.count, change.gone.count), (1, 2), "which of them is meant nobody knows");
    }

    #[test]
    fn a_flat_with_other_owners_is_told_and_names_without_numbers_are_heads_of_their_own() {
        let mut before = present("1栋,,1,101,60,,王小明,A-1\n1栋,,1,102,60,,,\n1栋,,1,103,60,,,\n");
        let change =
            before.compare(&bodies("1栋,,1,101,60,,李雷,A-2\n1栋,,1,102,60,,张三,\n1栋,,1,103,60,,张五,\n")).unwrap();
        assert_eq!(change.sold.first, [place_of(("1栋", "", "101"))]);
        assert_eq!((change.alike.count, change.changed.count), (1, 3));
        let staged = bodies("1栋,,1,101,60,,王小明,360102199001011234\n").concat();
        assert!(!staged.contains("36010219") && !staged.contains("小明"), "{staged}");
    }
}
