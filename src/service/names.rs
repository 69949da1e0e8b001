//! What ids in a form stand for, in words.
//!
//! For: the page that shows an unproven form once more; [`on`] names what a door of staff acts on.
//! Must not know: forms, sentences.
//! To add: a further kind of thing is a variant of [`Named`]; only what everybody may see. Of [`On`]
//! only what the duty of the session reaches: it is shown to whoever sits at a signed-in computer.

use crate::domain::ids::{BuildingId, HouseholdId, StaffId, WorkId};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, scopes};
use crate::service::staff::accounts;
use crate::service::{Linli, Outcome};
use crate::store::roll::Household;
use crate::store::{communities, roll, works};
use std::collections::HashMap;
use uuid::Uuid;

/// Most ids that are looked up for one form.
const MOST: usize = 60;

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A work, in Chinese and English.
    Work(String, String),
    /// A building.
    Building(String),
}

/// The names of those values that are ids of something public.
///
/// # Errors
/// The store did not answer.
pub async fn find<'v>(app: &Linli, values: impl Iterator<Item = &'v str>) -> Outcome<HashMap<String, Named>> {
    let mut names = HashMap::new();
    let ids = values.filter_map(|text| Some((text, Uuid::try_parse(text).ok()?))).take(MOST);
    let ids: Vec<(&str, Uuid)> = ids.collect();
    if ids.is_empty() {
        return Ok(names);
    }
    let mut c = app.store.read().await?;
    for (text, id) in ids {
        if let Some(work) = works::find(&mut c, WorkId(id)).await? {
            names.insert(text.to_owned(), Named::Work(work.zh, work.en));
        } else if let Some(building) = roll::building(&mut c, BuildingId(id)).await? {
            names.insert(text.to_owned(), Named::Building(building.name));
        }
    }
    Ok(names)
}

/// What a part of a path stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// An account: name and login.
    Account(String, String),
    /// A household.
    Household(Box<Household>),
    /// A work, in Chinese and English.
    Work(String, String),
    /// A community, in Chinese and English.
    Community(String, String),
}

/// What a path names, from left to right, as far as `caller` may do `verb` there: an account or a flat of
/// elsewhere stays a number.
///
/// # Errors
/// The store did not answer.
pub async fn on(app: &Linli, caller: &Caller, verb: Option<Verb>, path: &str) -> Outcome<Vec<On>> {
    let mut all = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()).take(8) {
        let found = if let Ok(id) = Uuid::try_parse(part) {
            by_id(app, caller, verb, id).await?
        } else {
            let mut c = app.store.read().await?;
            communities::find(&mut c, part).await?.map(|community| On::Community(community.zh, community.en))
        };
        all.extend(found);
    }
    Ok(all)
}

async fn by_id(app: &Linli, caller: &Caller, verb: Option<Verb>, id: Uuid) -> Outcome<Option<On>> {
    if verb == Some(Verb::ManageStaff)
        && let Ok(found) = accounts::find(app, caller, StaffId(id)).await
    {
        return Ok(Some(On::Account(found.staff.name, found.staff.login)));
    }
    let mut c = app.store.read().await?;
    if let Some(household) = roll::household(&mut c, HouseholdId(id)).await? {
        let community = communities::by_id(&mut c, household.community_id).await?;
        let place = community.and_then(|community| community.place());
        let may = place.zip(verb).is_some_and(|(place, verb)| {
            let flat = place.in_building(household.building_id);
            scopes(caller, verb).iter().any(|scope| scope.covers(&flat))
        });
        return Ok(may.then(|| On::Household(Box::new(household))));
    }
    Ok(works::find(&mut c, WorkId(id)).await?.map(|work| On::Work(work.zh, work.en)))
}
