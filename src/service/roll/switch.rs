//! A staged roll comes into force.
//!
//! For: [`confirm`], [`switch`]. What is new is written before, a few hundred at a time, and does not
//! count yet; what makes it count is one short unit of work. Of several that are brought in at the
//! same time the last one goes on, and each unit of work looks whether it still is that one.
//! Must not know: the file.
//! To add: what a roll ends stands in `come_into_force`; what comes back, in `undo`.

use super::compare::{Change, Kind, Present};
use super::read::{Flat, buildings};
use super::stage::{brought, heading, waiting};
use super::{not_in_use, present};
use crate::domain::community::natural_key;
use crate::domain::ids::{BuildingId, CommunityId, HouseholdId, RollId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::text::fold_key;
use crate::service::{By, Fail, Linli, Outcome, communities};
use crate::store::communities::{Community, record_roll_figures};
use crate::store::roll::staged::{self, Named};
use crate::store::roll::version::{self, Written};
use crate::store::roll::{self, Building, room_key};
use crate::store::{Conn, credentials, owners};
use futures::FutureExt;
use std::collections::HashMap;
use tokio::task::JoinHandle;

/// New households that are written in one unit of work: ballots wait no longer than it takes.
const AT_ONCE: usize = 500;
/// How often a switch is tried again because a household was changed in between.
const TRIES: usize = 3;
/// Where the summary of a roll keeps how its buildings were named before.
pub(super) const NAMES_WERE: &str = "names_were";

/// Brings a staged file in.
///
/// # Errors
/// As [`switch`]; what the policy says.
pub async fn confirm(app: &Linli, caller: &Caller, by: &By, slug: &str, (id, seen): (RollId, i64)) -> Outcome<Change> {
    let community = communities::find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    switch(app, by, &community, id, Some(seen)).await
}

/// Puts a staged file in the place of the roll. Households that are no longer on it are kept as
/// gone, because ballots may name them: these stand, but their codes end. `seen` is the stamp of the
/// roll that somebody saw the file compared with: it counts for that roll alone.
///
/// # Errors
/// [`Problem::RollInUse`] while a poll is open; [`Problem::CommunityClosed`]; [`Problem::RollOvertaken`]
/// if the roll is another than when the file came; [`Problem::ChangedMeanwhile`] if a household was
/// changed since `seen`, if somebody keeps changing them, or brings a roll in just now.
pub async fn switch(app: &Linli, by: &By, community: &Community, id: RollId, seen: Option<i64>) -> Outcome<Change> {
    for _ in 0..TRIES {
        if let Some(change) = try_switch(app, by, community, (id, seen)).await? {
            return Ok(change);
        }
    }
    Err(Problem::ChangedMeanwhile.into())
}

async fn try_switch(
    app: &Linli,
    by: &By,
    community: &Community,
    (id, seen): (RollId, Option<i64>),
) -> Outcome<Option<Change>> {
    let (now, to) = (app.now(), community.id);
    let mut c = app.store.read().await?;
    let version = waiting(&mut c, to, id, now).await?;
    if version.state != "staged" {
        return Err(Problem::NotFound.into());
    }
    not_in_use(&mut c, to, now).await?;
    drop(c);
    let number = begin(app, to, id, seen).await?;
    forget(app, to, number).await?;
    let mut c = app.store.read().await?;
    // What was seen is what must still stand when it comes into force.
    let stamp = match seen {
        Some(seen) => seen,
        None => version::stamp(&mut c, to).await?,
    };
    let bodies = version::pieces(&mut c, id).await?;
    let mut present = present(&mut c, to, heading(&version)).await?;
    let change = present.compare(&bodies)?;
    drop(c);
    let names = building_names(&bodies)?;
    let others = record_new(app, now, (to, number), &names, (&present, change.new.count), &bodies).await?;
    let gone = present.gone_ids();
    drop(present);
    let step = Step { id, to, number, stamp, names, others, gone, change, slug: community.slug.clone() };
    let (app, by) = (app.clone(), by.clone());
    let in_force = app.store.write({
        let app = app.clone();
        move |c| async move { come_into_force(c, &app, &by, now, step).await }.boxed()
    });
    let in_force = in_force.await?;
    // What the file held is of no use any more; the nightly job takes what is left if this breaks off.
    let mut is_left = in_force.is_some();
    while is_left {
        is_left = app.store.write(move |c| async move { staged::clear_pieces(c, id).await }.boxed()).await?;
    }
    Ok(in_force)
}

/// Gives the roll its number. From now on whoever began before has lost the turn.
async fn begin(app: &Linli, to: CommunityId, id: RollId, seen: Option<i64>) -> Outcome<i64> {
    let draw = app.store.write(move |c| {
        async move {
            communities::hold_open(c, to).await?;
            not_overtaken(c, to, id).await?;
            let stamp = version::stamp(c, to).await?;
            if seen.is_some_and(|seen| seen != stamp) {
                return Err(Problem::ChangedMeanwhile.into());
            }
            Ok::<_, Fail>(version::draw(c, id, to).await?)
        }
        .boxed()
    });
    draw.await
}

/// Refused if the roll is another than the one this file was compared with when it came.
async fn not_overtaken(c: &mut Conn, to: CommunityId, id: RollId) -> Outcome<()> {
    let found = version::find(c, id, to).await?.ok_or(Problem::NotFound)?;
    if found.after_roll == version::in_force(c, to).await? { Ok(()) } else { Err(Problem::RollOvertaken.into()) }
}

/// Within a unit of work: nobody began to bring another roll in, and nobody does until the unit ends.
async fn hold_turn(c: &mut Conn, to: CommunityId, number: i64) -> Outcome<()> {
    if version::has_turn(c, to, number).await? { Ok(()) } else { Err(Problem::ChangedMeanwhile.into()) }
}

/// Takes away what rolls have written that never came into force.
async fn forget(app: &Linli, to: CommunityId, number: i64) -> Outcome<()> {
    loop {
        let piece = app.store.write(move |c| {
            async move {
                hold_turn(c, to, number).await?;
                Ok::<_, Fail>(staged::forget(c, to).await?)
            }
            .boxed()
        });
        if !piece.await? {
            return Ok(());
        }
    }
}

/// The buildings of a file by their key, each with its name.
fn building_names(bodies: &[String]) -> Outcome<HashMap<String, String>> {
    let mut names = HashMap::new();
    let mut last = String::new();
    for body in bodies {
        for building in buildings(body)? {
            // Flats of one building stand together.
            if building != last {
                names.entry(fold_key(&building)).or_insert_with(|| building.clone());
                last = building;
            }
        }
    }
    Ok(names)
}

/// Writes the households that were never there, so that they do not count yet. Gives those that are
/// there and are to be another way.
async fn record_new(
    app: &Linli,
    now: Moment,
    (to, number): (CommunityId, i64),
    names: &HashMap<String, String>,
    (present, count): (&Present, usize),
    bodies: &[String],
) -> Outcome<Vec<Written>> {
    let buildings = record_buildings(app, now, (to, number), names).await?;
    let (mut ids, mut others, mut going) = (app.random.ids(now, count), Vec::new(), None);
    for body in bodies {
        let mut rows = Vec::new();
        for flat in present.flats(body)? {
            let building = || buildings.get(&fold_key(&flat.building)).copied().ok_or(Problem::NotFound);
            match present.kind(&flat) {
                Kind::New => {
                    let id = ids.next().unwrap_or_else(|| app.random.id(now));
                    rows.push(written(&flat, HouseholdId(id), building()?));
                }
                Kind::Other(stood) => others.push(written(&flat, HouseholdId(stood.id), building()?)),
                Kind::Same => {}
            }
        }
        for some in rows.chunks(AT_ONCE) {
            done(going.take()).await?;
            // While these are written the next ones are read.
            going = Some(tokio::spawn(write_new(app.clone(), (to, number), some.to_vec())));
        }
    }
    done(going).await?;
    Ok(others)
}

async fn write_new(app: Linli, (to, number): (CommunityId, i64), new: Vec<Written>) -> Outcome<()> {
    let write = app.store.write(move |c| {
        async move {
            hold_turn(c, to, number).await?;
            Ok::<_, Fail>(staged::insert(c, to, number, &new).await?)
        }
        .boxed()
    });
    write.await
}

/// Waits for what is being written, if anything is.
async fn done(going: Option<JoinHandle<Outcome<()>>>) -> Outcome<()> {
    match going {
        Some(going) => going.await.unwrap_or(Err(Problem::Busy.into())),
        None => Ok(()),
    }
}

async fn record_buildings(
    app: &Linli,
    now: Moment,
    (to, number): (CommunityId, i64),
    names: &HashMap<String, String>,
) -> Outcome<HashMap<String, BuildingId>> {
    let new: Vec<Building> = ordered(names)
        .into_iter()
        .zip(0_i64..)
        .zip(app.random.ids(now, names.len()))
        .map(|(((key, name), position), id)| Building {
            id: BuildingId(id),
            community_id: to,
            name: name.clone(),
            key: key.clone(),
            position,
        })
        .collect();
    let record = app.store.write(move |c| {
        async move {
            hold_turn(c, to, number).await?;
            let mut ids = HashMap::new();
            for building in &new {
                ids.insert(building.key.clone(), version::record_building(c, building, number).await?);
            }
            Ok::<_, Fail>(ids)
        }
        .boxed()
    });
    record.await
}

/// Buildings as people count them.
fn ordered(names: &HashMap<String, String>) -> Vec<(&String, &String)> {
    let mut order: Vec<_> = names.iter().collect();
    order.sort_by_cached_key(|(_, name)| natural_key(name));
    order
}

fn written(flat: &Flat, id: HouseholdId, building_id: BuildingId) -> Written {
    Written {
        id,
        building_id,
        entrance: flat.entrance.clone(),
        floor: flat.floor,
        room: flat.room.clone(),
        room_key: room_key(&flat.entrance, &flat.room),
        area: flat.area,
        area_source: flat.source.as_str(),
        relation: flat.relation.as_str(),
        owners: flat.owners.clone(),
        owner_key: flat.key.clone(),
    }
}

/// All that the short unit of work needs.
struct Step {
    id: RollId,
    to: CommunityId,
    number: i64,
    stamp: i64,
    names: HashMap<String, String>,
    others: Vec<Written>,
    gone: Vec<HouseholdId>,
    change: Change,
    slug: String,
}

/// Nothing if a household was changed since the comparison.
async fn come_into_force(c: &mut Conn, app: &Linli, by: &By, now: Moment, step: Step) -> Outcome<Option<Change>> {
    let Step { id, to, number, stamp, names, others, gone, change, slug } = step;
    communities::hold_open(c, to).await?;
    not_in_use(c, to, now).await?;
    hold_turn(c, to, number).await?;
    not_overtaken(c, to, id).await?;
    if waiting(c, to, id, now).await?.state != "staged" || version::stamp(c, to).await? != stamp {
        return Ok(None);
    }
    let before: Vec<HouseholdId> = others.iter().map(|row| row.id).chain(gone.iter().copied()).collect();
    version::keep(c, id, &before).await?;
    roll::withdraw_households(c, to, &gone).await?;
    // Also of those that come back: who was seen years ago need not be the owner now.
    let mut unseen = owners::end_off_roll(c, to, now).await?;
    for piece in others.chunks(super::read::PIECE) {
        version::change(c, piece).await?;
        roll::changed(c, to).await?;
    }
    unseen += owners::end_changed(c, id, now).await?;
    let were = renamed(c, to, &names).await?;
    version::show(c, to, number).await?;
    record_roll_figures(c, to, change.households, change.buildings, change.area).await?;
    if !gone.is_empty() {
        end_codes(c, app, by, now, (to, &slug)).await?;
    }
    let mut figures = brought(&change);
    if let Some(figures) = figures.as_object_mut() {
        figures.insert("stamp".to_owned(), version::stamp(c, to).await?.into());
        figures.insert(NAMES_WERE.to_owned(), were);
    }
    version::switched(c, id, &figures.to_string(), now).await?;
    note(c, app, by, now, (to, &slug), (number, unseen, &change));
    Ok(Some(change))
}

/// Names buildings as the file does; gives how those of them were named that are named otherwise now.
async fn renamed(c: &mut Conn, to: CommunityId, names: &HashMap<String, String>) -> Outcome<serde_json::Value> {
    let order = ordered(names).into_iter().zip(0_i64..);
    let names: Vec<Named> =
        order.map(|((key, name), position)| Named { key: key.clone(), name: name.clone(), position }).collect();
    let mut were = staged::named_buildings(c, to).await?;
    let now: HashMap<&str, &Named> = names.iter().map(|one| (one.key.as_str(), one)).collect();
    were.retain(|was| now.get(was.key.as_str()).is_some_and(|is| *is != was));
    staged::name_buildings(c, to, &names).await?;
    Ok(serde_json::to_value(were).unwrap_or_default())
}

/// Leaves in the log and in the record what came into force.
fn note(
    c: &mut Conn,
    app: &Linli,
    by: &By,
    now: Moment,
    (to, slug): (CommunityId, &str),
    (number, unseen, change): (i64, u64, &Change),
) {
    let mut entry = app.entry(now, by, Verb::ManageRoll.as_str(), Some(to), format!("roll {slug}"));
    entry.detail = format!(
        "new {}, changed {}, gone {}, same {}, owners to be seen again {unseen}",
        change.new.count, change.changed.count, change.gone.count, change.same
    );
    c.audit(entry);
    let mut leaf = brought(change);
    if let Some(leaf) = leaf.as_object_mut() {
        leaf.insert("community".to_owned(), slug.into());
        leaf.insert("number".to_owned(), number.into());
    }
    c.append(app.leaf(now, to, "roll", leaf.to_string()));
    c.touch(to);
}

pub(super) async fn end_codes(
    c: &mut Conn,
    app: &Linli,
    by: &By,
    now: Moment,
    (to, slug): (CommunityId, &str),
) -> Outcome<()> {
    let revoked = credentials::revoke_gone(c, to, now).await?;
    if revoked > 0 {
        let mut entry = app.entry(now, by, "revoke_codes", Some(to), format!("roll {slug}"));
        entry.detail = format!("codes of households that left the roll: {revoked}");
        c.audit(entry);
        c.append(app.leaf(now, to, "codes", format!("linli codes 1\nrevoked {revoked}\n")));
    }
    Ok(())
}
