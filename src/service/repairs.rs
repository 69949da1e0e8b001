//! Repairs by those who do them and those who look after them.
//!
//! For: [`to_fix`] and [`fixed`] for contractor and property company, [`to_look`] and [`look`] for
//! supervisor and committee. Only the household says that a fault is gone.
//! Must not know: pages; how a fault is reported or assigned.
//! To add: a step is a state of `domain::defect`.

use crate::domain::defect::{DefectState, can_follow, due};
use crate::domain::ids::{CommunityId, DefectId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, Place, can, somewhere};
use crate::domain::problem::Problem;
use crate::domain::text::required;
use crate::service::communities::place;
use crate::service::defects::{MOST_NOTE, Step, leaf_text, stepped};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::communities::{self, Community};
use crate::store::defects::{self, Defect, File};
use crate::store::roll::{self, Household};
use crate::store::{Conn, repairs as rows, works};
use futures::FutureExt;

/// A fault as those see it who repair it: what and where, not whose.
#[derive(Clone, Debug)]
pub struct Repair {
    /// Where.
    pub community: Community,
    /// Chinese and English name of the work.
    pub work: (String, String),
    /// The building, as far as a household said it.
    pub building: String,
    /// The fault.
    pub fault: Defect,
    /// What shows it.
    pub files: Vec<File>,
    /// When somebody looked and found it right.
    pub right_at: Option<Moment>,
}

/// What the caller is to repair, soonest due first.
///
/// # Errors
/// Signed out, or repairs nowhere.
pub async fn to_fix(app: &Linli, caller: &Caller) -> Outcome<Vec<Repair>> {
    somewhere(caller, Verb::FixDefect)?;
    let mut c = app.store.read().await?;
    let places = rows::to_fix(&mut c).await?;
    let open = |state| can_follow(state, DefectState::Fixed);
    listed(&mut c, caller, Verb::FixDefect, places, open).await
}

/// What the caller is to look after, soonest due first.
///
/// # Errors
/// Signed out, or looks after repairs nowhere.
pub async fn to_look(app: &Linli, caller: &Caller) -> Outcome<Vec<Repair>> {
    somewhere(caller, Verb::InspectRepair)?;
    let mut c = app.store.read().await?;
    let places = rows::to_look(&mut c).await?;
    listed(&mut c, caller, Verb::InspectRepair, places, |state| state == DefectState::Fixed).await
}

async fn listed(
    c: &mut Conn,
    caller: &Caller,
    verb: Verb,
    places: Vec<CommunityId>,
    wanted: fn(DefectState) -> bool,
) -> Outcome<Vec<Repair>> {
    let reach = somewhere(caller, verb)?;
    let mut found = Vec::new();
    for id in places {
        let community = communities::by_id(c, id).await?.ok_or(Problem::NotFound)?;
        let here = place(&community)?;
        if !reach.iter().any(|scope| scope.touches(&here.region, id)) {
            continue;
        }
        let homes = roll::households_with_defects(c, id).await?;
        let works = works::list(c, id).await?;
        let files = defects::files_of_community(c, id).await?;
        let looked = rows::looked(c, id).await?;
        for fault in defects::list(c, id).await?.into_iter().filter(|fault| wanted(fault.state)) {
            let home = homes.iter().find(|home| Some(home.id) == fault.household_id);
            if can(caller, verb, &of(here.clone(), home)).is_err() {
                continue;
            }
            let work = works.iter().find(|work| work.id == fault.work_id);
            found.push(Repair {
                community: community.clone(),
                work: work.map(|work| (work.zh.clone(), work.en.clone())).unwrap_or_default(),
                building: home.map(|home| home.building.clone()).unwrap_or_default(),
                files: files.iter().filter(|file| file.defect == fault.id).copied().collect(),
                right_at: looked.get(&fault.id).copied(),
                fault,
            });
        }
    }
    found.sort_by_key(|one| (one.fault.due_at, one.fault.id));
    Ok(found)
}

fn of(place: Place, home: Option<&Household>) -> Place {
    match home {
        Some(home) => place.in_building(home.building_id),
        None => place,
    }
}

/// The fault and its community, if the caller may do `verb` there.
async fn find(app: &Linli, caller: &Caller, verb: Verb, id: DefectId) -> Outcome<(Community, Defect)> {
    somewhere(caller, verb)?;
    let mut c = app.store.read().await?;
    let fault = defects::find(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let community = communities::by_id(&mut c, fault.community_id).await?.ok_or(Problem::NotFound)?;
    let home = match fault.household_id {
        Some(home) => roll::household(&mut c, home).await?,
        None => None,
    };
    can(caller, verb, &of(place(&community)?, home.as_ref()))?;
    Ok((community, fault))
}

/// Says that a fault is repaired; the household has the last word.
///
/// # Errors
/// [`Problem::StageOrder`] if nothing is to be repaired; [`Problem::TooLong`] beside `note`;
/// [`Problem::ChangedMeanwhile`]; what the policy says.
pub async fn fixed(app: &Linli, caller: &Caller, by: &By, id: DefectId, note: &str) -> Outcome<()> {
    let (community, fault) = find(app, caller, Verb::FixDefect, id).await?;
    let from = fault.state;
    let step = Step { to: DefectState::Fixed.as_str().to_owned(), note: note.to_owned(), ..Step::default() };
    let moved = stepped(fault, &step, app.now())?;
    move_on(app, by, Verb::FixDefect, &community, moved, from).await
}

/// Says how a repair looks: right is noted beside it, not right opens the fault once more.
///
/// # Errors
/// [`Problem::UnknownWord`] if nothing was chosen; [`Problem::StageOrder`] if it is not said to be
/// repaired; [`Problem::ReasonNeeded`] beside `note`; [`Problem::ChangedMeanwhile`]; what the policy says.
pub async fn look(app: &Linli, caller: &Caller, by: &By, id: DefectId, right: Option<bool>, note: &str) -> Outcome<()> {
    let (community, mut fault) = find(app, caller, Verb::InspectRepair, id).await?;
    let right = right.ok_or(Problem::UnknownWord)?;
    if fault.state != DefectState::Fixed {
        return Err(Fail::from(Problem::StageOrder));
    }
    if right {
        return found_right(app, by, &community, id).await;
    }
    fault.note = required(note, MOST_NOTE).map_err(|problem| match problem {
        Problem::Missing => Fail::at("note", Problem::ReasonNeeded),
        other => Fail::at("note", other),
    })?;
    fault.state = DefectState::Reopened;
    fault.changed_at = app.now();
    fault.due_at = due(fault.severity).due(fault.changed_at);
    move_on(app, by, Verb::InspectRepair, &community, fault, DefectState::Fixed).await
}

async fn found_right(app: &Linli, by: &By, community: &Community, id: DefectId) -> Outcome<()> {
    let (now, place) = (app.now(), community.id);
    let mut entry = app.entry(now, by, Verb::InspectRepair.as_str(), Some(place), format!("defect {id}"));
    "right".clone_into(&mut entry.detail);
    app.store
        .write(move |c| {
            async move {
                if !rows::record_look(c, id, now).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                c.touch(place);
                Ok(())
            }
            .boxed()
        })
        .await
}

async fn move_on(
    app: &Linli,
    by: &By,
    verb: Verb,
    community: &Community,
    moved: Defect,
    from: DefectState,
) -> Outcome<()> {
    let (now, place) = (moved.changed_at, community.id);
    let leaf = app.leaf(now, place, "defect", leaf_text(&moved));
    let mut entry = app.entry(now, by, verb.as_str(), Some(place), format!("defect {}", moved.id));
    entry.detail = moved.state.to_string();
    app.store
        .write(move |c| {
            async move {
                if !defects::revise(c, &moved, from).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                c.append(leaf);
                c.touch(place);
                Ok(())
            }
            .boxed()
        })
        .await
}
