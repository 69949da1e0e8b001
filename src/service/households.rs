//! One entry of the roll: looked up, corrected, sold.
//!
//! For: [`list`], [`find`], [`revise`], [`sell`]. A poll that runs keeps the roll it opened with.
//! Must not know: files of households (`roll`); pages.
//! To add: a field of [`Form`], its check in `Form::check`, its column in `store::households`.

use crate::domain::community::owners::{claim, count, count_numbers, covered, is_rounded};
use crate::domain::community::{AreaSource, FLOORS, MOST_NAME, MOST_OWNERS, Relation};
use crate::domain::ids::{BuildingId, HouseholdId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::quantity::{parse_area, parse_count};
use crate::domain::text::{bounded, fold_key, is_like_formula, required};
use crate::service::communities::{find_for, find_to_write, hold_open};
use crate::service::roll::read::owner_key;
use crate::service::{By, Checks, Fail, Linli, Outcome};
use crate::store::communities::{self, Community};
use crate::store::households::{self as rows, Listed};
use crate::store::roll::{self, Building, Household, room_key};
use crate::store::roll_requests::{self, Request};
use crate::store::{Conn, owners, polls, sessions};
use futures::FutureExt;
use uuid::Uuid;

/// The buildings, and the flats of the one that is looked at.
#[derive(Clone, Debug)]
pub struct List {
    /// Where.
    pub community: Community,
    /// Its buildings.
    pub buildings: Vec<Building>,
    /// Which of them is shown.
    pub shown: Option<BuildingId>,
    /// Its flats.
    pub flats: Vec<Listed>,
}

/// An entry with what concerns it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where.
    pub community: Community,
    /// The entry.
    pub household: Household,
    /// When the roll came into force that first had it.
    pub since: Option<Moment>,
    /// What the household says of it, if the page was opened from there.
    pub request: Option<Request>,
    /// True while a poll is open: it keeps the roll it opened with.
    pub poll_open: bool,
    /// Its owner was seen in person: that ends with other owners.
    pub owner_seen: bool,
}

/// What staff type of an entry.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// The revision that the form showed.
    pub revision: String,
    /// Entrance.
    pub entrance: String,
    /// Room.
    pub room: String,
    /// Floor.
    pub floor: String,
    /// Area in m².
    pub area: String,
    /// Where the area comes from.
    pub area_source: String,
    /// Who lives there.
    pub relation: String,
    /// Owners' names; covered before they are kept.
    pub owners: String,
    /// The request that this answers; may be empty.
    pub request: String,
}

/// What staff type of a sale.
#[derive(Clone, Debug, Default)]
pub struct Sale {
    /// The revision that the form showed.
    pub revision: String,
    /// Names of the new owners; covered before they are kept.
    pub owners: String,
    /// Their numbers in the same order; hashed with the names, never kept.
    pub numbers: String,
    /// The request that this answers; may be empty.
    pub request: String,
}

impl Form {
    /// The entry as it would be, and whether its owners were typed anew.
    fn check(&self, before: &Household) -> Result<(Household, bool), Fail> {
        let mut checks = Checks::default();
        let plain = |result: Result<String, Problem>| result.and_then(no_formula).map(|text| text.replace('\n', " "));
        let entrance = checks.take("entrance", plain(bounded(&self.entrance, MOST_NAME)));
        let room = checks.take("room", plain(required(&self.room, MOST_NAME)));
        let floor = checks.take("floor", floor(&self.floor));
        let area = checks.take("area", parse_area(&self.area));
        let source = AreaSource::parse(&self.area_source).ok_or(Problem::UnknownWord);
        let source = checks.take("area_source", source);
        let relation = checks.take("relation", Relation::parse(&self.relation).ok_or(Problem::UnknownWord));
        let owners = checks.take("owners", bounded(&self.owners, MOST_OWNERS).and_then(no_formula));
        let revision = revision(&self.revision);
        checks.end()?;
        let mut after = before.clone();
        after.entrance = entrance.unwrap_or_default();
        after.room = room.unwrap_or_default();
        after.room_key = room_key(&after.entrance, &after.room);
        after.floor = floor.unwrap_or(before.floor);
        after.area = area.unwrap_or(before.area);
        source.unwrap_or(AreaSource::Register).as_str().clone_into(&mut after.area_source);
        relation.unwrap_or(Relation::Owner).as_str().clone_into(&mut after.relation);
        let owners = owners.unwrap_or_default();
        // Other names, or the same ones typed out: nothing tells any more whose other flats are theirs.
        let anew = owners != bounded(&before.owners, MOST_OWNERS).unwrap_or_default();
        if anew {
            after.owner_key = None;
        }
        after.owners = covered(&owners);
        after.revision = revision;
        Ok((after, anew))
    }
}

/// As an import refuses it.
fn no_formula(text: String) -> Result<String, Problem> {
    if is_like_formula(&text) { Err(Problem::LikeFormula) } else { Ok(text) }
}

fn revision(text: &str) -> i64 {
    text.trim().parse().unwrap_or(-1)
}

fn floor(text: &str) -> Result<i64, Problem> {
    let (least, most) = (i64::from(*FLOORS.start()), i64::from(*FLOORS.end()));
    match text.trim().strip_prefix(['-', '−']) {
        Some(below) => parse_count(below, 1, -least).map(|number| -number),
        None => parse_count(text, least, most),
    }
}

/// The flats of a building; the first one's if none is asked for.
///
/// # Errors
/// What the policy says.
pub async fn list(app: &Linli, caller: &Caller, slug: &str, building: Option<BuildingId>) -> Outcome<List> {
    let community = find_for(app, caller, Verb::ReviseHousehold, slug).await?;
    let mut c = app.store.read().await?;
    let buildings = roll::buildings(&mut c, community.id).await?;
    let asked = buildings.iter().find(|one| Some(one.id) == building).or(buildings.first());
    let shown = asked.map(|one| one.id);
    let flats = match shown {
        Some(id) => rows::of_building(&mut c, community.id, id).await?,
        None => Vec::new(),
    };
    Ok(List { community, buildings, shown, flats })
}

/// The flat of a building and room as typed.
///
/// # Errors
/// What the policy says; beside `room` [`Problem::NoSuchFlat`].
pub async fn search(app: &Linli, caller: &Caller, slug: &str, building: &str, room: &str) -> Outcome<HouseholdId> {
    let community = find_for(app, caller, Verb::ReviseHousehold, slug).await?;
    let mut c = app.store.read().await?;
    let found = roll::find_household(&mut c, community.id, &fold_key(building), &fold_key(room)).await?;
    Ok(found.ok_or(Fail::at("room", Problem::NoSuchFlat))?.id)
}

/// One entry.
///
/// # Errors
/// [`Problem::NotFound`], what the policy says.
pub async fn find(app: &Linli, caller: &Caller, slug: &str, id: HouseholdId, request: &str) -> Outcome<Entry> {
    let community = find_for(app, caller, Verb::ReviseHousehold, slug).await?;
    let mut c = app.store.read().await?;
    let household = here(&mut c, &community, id).await?;
    let since = rows::since(&mut c, id).await?;
    let request = match Uuid::try_parse(request) {
        Ok(asked) => roll_requests::find(&mut c, asked).await?,
        Err(_) => None,
    };
    let request = request.filter(|one| one.household == id && one.state == "waiting");
    let poll_open = polls::using_roll(&mut c, community.id, app.now()).await? > 0;
    let owner_seen = owners::find(&mut c, id).await?.is_some();
    Ok(Entry { community, household, since, request, poll_open, owner_seen })
}

async fn here(c: &mut Conn, community: &Community, id: HouseholdId) -> Outcome<Household> {
    Ok(roll::on_roll(c, community.id, id).await?.ok_or(Problem::NotFound)?)
}

/// Corrects an entry, and with it closes the request that it answers. Owners typed anew count as heads
/// of this flat alone until the next roll: their numbers are not known. That an owner was seen ends with
/// them; gives whether it did.
///
/// # Errors
/// Problems beside fields; [`Problem::StandsAlready`] beside `room`; [`Problem::ChangedMeanwhile`] if
/// somebody saved it, or decided the request, since the form was shown; what the policy says.
pub async fn revise(app: &Linli, caller: &Caller, by: &By, slug: &str, id: HouseholdId, form: &Form) -> Outcome<bool> {
    let community = find_to_write(app, caller, Verb::ReviseHousehold, slug).await?;
    let before = here(&mut app.store.read().await?, &community, id).await?;
    let (after, anew) = form.check(&before)?;
    let (now, request) = (app.now(), Uuid::try_parse(&form.request).ok());
    let mut entry = app.entry(now, by, Verb::ReviseHousehold.as_str(), Some(community.id), format!("household {id}"));
    entry.detail = changed(&before, &after);
    let (app, by) = (app.clone(), by.clone());
    app.clone()
        .store
        .write(move |c| {
            async move {
                hold_open(c, community.id).await?;
                if rows::has_twin(c, &after).await? {
                    return Err(Fail::at("room", Problem::StandsAlready));
                }
                rows::room_aside(c, &after).await?;
                if !rows::revise(c, &after).await? {
                    return Err(Problem::ChangedMeanwhile.into());
                }
                if after.owner_key.is_none() {
                    rows::forget_key(c, id).await?;
                }
                let unseen = anew && owners::end(c, id, now).await?;
                if unseen {
                    entry.detail.push_str("; owner to be seen again");
                }
                answered(c, request, id, &by, now).await?;
                recount(c, &app, &community, "revised", now).await?;
                c.audit(entry);
                Ok(unseen)
            }
            .boxed()
        })
        .await
}

/// Which fields are other than they were; never what stands in them.
fn changed(before: &Household, after: &Household) -> String {
    let fields = [
        ("room", before.room_key != after.room_key),
        ("floor", before.floor != after.floor),
        ("area", before.area != after.area),
        ("area_source", before.area_source != after.area_source),
        ("relation", before.relation != after.relation),
        ("owners", before.owners != after.owners || before.owner_key != after.owner_key),
    ];
    fields.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

async fn answered(c: &mut Conn, request: Option<Uuid>, id: HouseholdId, by: &By, now: Moment) -> Outcome<()> {
    let Some(request) = request else { return Ok(()) };
    let decided = roll_requests::decide(c, (request, id), ("accepted", ""), by.staff, now).await?;
    if decided { Ok(()) } else { Err(Problem::ChangedMeanwhile.into()) }
}

/// Writes what the roll adds up to now, and keeps it in the record: figures, no household.
async fn recount(c: &mut Conn, app: &Linli, community: &Community, step: &str, now: Moment) -> Outcome<()> {
    let (households, buildings, area) = rows::figures(c, community.id).await?;
    communities::record_roll_figures(c, community.id, households, buildings, area).await?;
    let body = serde_json::json!({
        "community": community.slug, "step": step, "households": households, "buildings": buildings, "area": area,
    });
    c.append(app.leaf(now, community.id, "roll", body.to_string()));
    c.touch(community.id);
    Ok(())
}

/// A flat was sold: it has another owner, its codes and sessions end, and what was cast stands.
///
/// # Errors
/// Problems beside fields, [`Problem::OwnersUneven`], [`Problem::NumberRounded`], as [`revise`].
pub async fn sell(app: &Linli, caller: &Caller, by: &By, slug: &str, id: HouseholdId, sale: &Sale) -> Outcome<()> {
    let community = find_to_write(app, caller, Verb::ReviseHousehold, slug).await?;
    let before = here(&mut app.store.read().await?, &community, id).await?;
    let owners = required(&sale.owners, MOST_OWNERS).and_then(no_formula);
    owners.map_err(|problem| Fail::at("new_owners", problem))?;
    if is_rounded(&sale.numbers) {
        return Err(Fail::at("new_numbers", Problem::NumberRounded));
    }
    let numbers = count_numbers(&sale.numbers);
    if numbers > 0 && numbers != count(&sale.owners) {
        return Err(Fail::at("new_numbers", Problem::OwnersUneven));
    }
    let key = owner_key(&app.keys, &claim(&sale.owners, &sale.numbers));
    let after = Household {
        owners: covered(&sale.owners),
        relation: Relation::Owner.as_str().to_owned(),
        revision: revision(&sale.revision),
        ..before
    };
    let (now, request) = (app.now(), Uuid::try_parse(&sale.request).ok());
    let mut entry = app.entry(now, by, Verb::ReviseHousehold.as_str(), Some(community.id), format!("household {id}"));
    let (app, by) = (app.clone(), by.clone());
    app.clone()
        .store
        .write(move |c| {
            async move {
                hold_open(c, community.id).await?;
                if !rows::revise(c, &after).await? {
                    return Err(Problem::ChangedMeanwhile.into());
                }
                rows::sell(c, id, key, now).await?;
                let revoked = rows::revoke(c, id, now).await?;
                owners::end(c, id, now).await?;
                sessions::end_of_household(c, id).await?;
                answered(c, request, id, &by, now).await?;
                recount(c, &app, &community, "sold", now).await?;
                entry.detail = format!("sold; codes ended: {revoked}");
                c.append(app.leaf(now, community.id, "codes", format!("linli codes 1\nrevoked {revoked}\n")));
                c.audit(entry);
                Ok(())
            }
            .boxed()
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_may_lie_below_the_ground() {
        assert_eq!(floor("-1"), Ok(-1));
        assert_eq!(floor(" 12 "), Ok(12));
        assert!(floor("-9").is_err() && floor("x").is_err());
    }
}
