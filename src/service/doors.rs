//! From door to door: which households of a community have voted.
//!
//! For: [`doors`]. Never what somebody chose.
//! Must not know: pages.
//! To add: see `service`.

use crate::domain::ids::HouseholdId;
use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller, Scope, part};
use crate::service::{Linli, Outcome, communities as places};
use crate::store::communities::{self, Community};
use crate::store::polls::{self, Poll};
use crate::store::roll::{self, Building, Household};
use crate::store::{ballots, papers};
use std::collections::HashSet;

/// Who of a community has voted, for going from door to door.
#[derive(Clone, Debug)]
pub struct Doors {
    /// Where.
    pub community: Community,
    /// The poll that runs; none if none does.
    pub poll: Option<Poll>,
    /// Every household, with whether it voted; by building, entrance and floor.
    pub households: Vec<(Household, bool)>,
    /// Households whose slip waits for the second person.
    pub waiting: HashSet<HouseholdId>,
}

/// Where somebody goes from door to door.
#[derive(Clone, Debug)]
pub struct Round {
    /// The community.
    pub community: Community,
    /// The buildings; none where it is the whole community.
    pub buildings: Vec<Building>,
}

/// Where the caller goes from door to door.
///
/// # Errors
/// Signed out, or goes nowhere.
pub async fn rounds(app: &Linli, caller: &Caller) -> Outcome<Vec<Round>> {
    let reach = policy::somewhere(caller, Verb::VisitDoors)?;
    let mut c = app.store.read().await?;
    let mut found = Vec::new();
    for community in communities::list(&mut c, "").await?.into_iter().filter(Community::is_open) {
        let Some(here) = community.place() else { continue };
        let touching: Vec<&Scope> = reach.iter().filter(|scope| scope.touches(&here.region, community.id)).collect();
        if touching.is_empty() {
            continue;
        }
        let whole = touching.iter().any(|scope| scope.covers(&here));
        let mut buildings = Vec::new();
        if !whole {
            buildings = roll::buildings(&mut c, community.id).await?;
            buildings.retain(|one| touching.iter().any(|scope| scope.covers(&here.clone().in_building(one.id))));
        }
        found.push(Round { community, buildings });
    }
    Ok(found)
}

/// The door-to-door list.
///
/// # Errors
/// `Problem::NotFound`, or outside the caller's reach.
pub async fn doors(app: &Linli, caller: &Caller, slug: &str) -> Outcome<Doors> {
    let community = places::find(app, slug).await?;
    let part = part(caller, Verb::VisitDoors, &places::place(&community)?)?;
    let now = app.now();
    let mut c = app.store.read().await?;
    let poll = polls::list(&mut c, community.id).await?.into_iter().find(|poll| poll.is_running(now));
    let (mut voted, mut waiting) = (HashSet::new(), HashSet::new());
    if let Some(poll) = &poll {
        voted.extend(ballots::voted(&mut c, poll.id).await?);
        waiting.extend(papers::waiting_in(&mut c, poll.id).await?);
    }
    let households = match &poll {
        Some(_) => roll::households(&mut c, community.id).await?,
        None => Vec::new(),
    };
    // Whoever goes from door to door in one building sees that building.
    let households = households.into_iter().filter(|household| part.has(household.building_id));
    let households = households.map(|household| (voted.contains(&household.id), household));
    let households = households.map(|(voted, household)| (household, voted)).collect();
    Ok(Doors { community, poll, households, waiting })
}
