//! Helping a household at the desk: its code lost, its owner seen in person, another phone.
//!
//! For: [`find`] the flat, [`look`] how things stand, and the acts. Each act leaves an entry in the
//! audit log and a leaf without the flat; ballots that were cast stand.
//! Must not know: codes in clear; a new letter is `service::letters`.
//! To add: an act is a function of its own that writes what [`left`] gives.

use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, HouseholdId};
use crate::domain::moment::Moment;
use crate::domain::owner::Paper;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can, somewhere};
use crate::domain::problem::Problem;
use crate::domain::text::fold_key;
use crate::service::devices::{self, Change, Phone};
use crate::service::{By, Checks, Fail, Linli, Outcome, communities as places, credentials as codes};
use crate::store::Conn;
use crate::store::audit::Entry;
use crate::store::communities::{self as rows, Community};
use crate::store::credentials::{self, Standing};
use crate::store::owners::{self, Proof};
use crate::store::record::Leaf;
use crate::store::roll::{self, Building, Household};
use crate::store::staff;
use futures::FutureExt;

/// How things stand with a flat.
#[derive(Clone, Debug)]
pub struct Help {
    /// Where.
    pub community: Community,
    /// The flat.
    pub household: Household,
    /// Its latest code of each purpose; never the code.
    pub codes: Vec<Standing>,
    /// That its owner was seen, with the name of who saw it.
    pub proof: Option<(Proof, String)>,
    /// Its phones.
    pub phones: Vec<Phone>,
    /// What the time is.
    pub now: Moment,
}

/// The communities at whose desk `caller` helps.
///
/// # Errors
/// What the policy says where there is none.
pub async fn places(app: &Linli, caller: &Caller) -> Outcome<Vec<Community>> {
    somewhere(caller, Verb::AssistHousehold)?;
    // Whoever helps a household also prints its letters, so that list holds them all.
    let mut listed = places::list_for_setup(app, caller).await?;
    listed
        .retain(|community| community.place().is_some_and(|place| can(caller, Verb::AssistHousehold, &place).is_ok()));
    Ok(listed)
}

/// The community and its buildings, to look a flat up.
///
/// # Errors
/// What the policy says; no such community.
pub async fn buildings(app: &Linli, caller: &Caller, slug: &str) -> Outcome<(Community, Vec<Building>)> {
    let community = places::find_for(app, caller, Verb::AssistHousehold, slug).await?;
    let mut c = app.store.read().await?;
    let buildings = roll::buildings(&mut c, community.id).await?;
    Ok((community, buildings))
}

/// The flat of building and room.
///
/// # Errors
/// What the policy says; [`Problem::Missing`] and [`Problem::NoSuchFlat`] beside their fields.
pub async fn find(app: &Linli, caller: &Caller, slug: &str, building: &str, room: &str) -> Outcome<HouseholdId> {
    let community = places::find_for(app, caller, Verb::AssistHousehold, slug).await?;
    let (building, room) = (fold_key(building), fold_key(room));
    let mut checks = Checks::default();
    for (name, given) in [("building", &building), ("room", &room)] {
        if given.is_empty() {
            checks.note(name, Problem::Missing);
        }
    }
    checks.end()?;
    let mut c = app.store.read().await?;
    let found = roll::find_household(&mut c, community.id, &building, &room).await?;
    Ok(found.ok_or_else(|| Fail::at("room", Problem::NoSuchFlat))?.id)
}

async fn at(app: &Linli, caller: &Caller, slug: &str, id: HouseholdId) -> Outcome<(Community, Household)> {
    let community = places::find_for(app, caller, Verb::AssistHousehold, slug).await?;
    let mut c = app.store.read().await?;
    let household = roll::on_roll(&mut c, community.id, id).await?;
    Ok((community, household.ok_or(Problem::NotFound)?))
}

/// Within a unit of work: the flat is on the roll and stays so until the unit ends.
async fn hold_on_roll(c: &mut Conn, community: CommunityId, id: HouseholdId) -> Outcome<()> {
    rows::by_id_locked(c, community).await?;
    Ok(roll::on_roll(c, community, id).await?.map(|_| ()).ok_or(Problem::NotFound)?)
}

/// How things stand with a flat.
///
/// # Errors
/// What the policy says; [`Problem::NotFound`].
pub async fn look(app: &Linli, caller: &Caller, slug: &str, id: HouseholdId) -> Outcome<Help> {
    let (community, household) = at(app, caller, slug, id).await?;
    let now = app.now();
    let mut c = app.store.read().await?;
    let codes = credentials::standings(&mut c, id).await?;
    let phones = devices::of_household(&mut c, id, now).await?;
    let proof = match owners::find(&mut c, id).await? {
        Some(proof) => {
            let by = match proof.seen_by {
                Some(by) => staff::by_id(&mut c, by).await?.map_or_else(String::new, |staff| staff.name),
                None => String::new(),
            };
            Some((proof, by))
        }
        None => None,
    };
    Ok(Help { community, household, codes, proof, phones, now })
}

/// What an act leaves: who did what to which flat in the log, and in the record that it was done.
fn left(
    app: &Linli,
    by: &By,
    now: Moment,
    place: CommunityId,
    id: HouseholdId,
    (act, more): (&str, &str),
) -> (Entry, Leaf) {
    let mut entry = app.entry(now, by, Verb::AssistHousehold.as_str(), Some(place), format!("household {id}"));
    act.clone_into(&mut entry.detail);
    (entry, app.leaf(now, place, "codes", format!("linli codes 1\nact {act}\nhouseholds 1\n{more}")))
}

/// The letter was lost: its code ends, with every session that began with it.
///
/// # Errors
/// What the policy says; [`Problem::NotFound`], also if no code was in force.
pub async fn lost(app: &Linli, by: &By, caller: &Caller, slug: &str, id: HouseholdId, purpose: &str) -> Outcome<()> {
    let purpose = Purpose::parse(purpose).ok_or(Problem::NotFound)?;
    let (community, _) = at(app, caller, slug, id).await?;
    let now = app.now();
    let act = "lost";
    let (entry, leaf) = left(app, by, now, community.id, id, (act, &codes::told(purpose)));
    app.store
        .write(move |c| {
            async move {
                hold_on_roll(c, community.id, id).await?;
                if !credentials::take_back(c, id, purpose, now).await? {
                    return Err(Fail::from(Problem::NotFound));
                }
                c.audit(entry);
                c.append(leaf);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// The owner was seen in person with a paper; whoever is signed in saw it.
///
/// # Errors
/// What the policy says; beside `paper` [`Problem::ChoiceNeeded`], or [`Problem::SecondMustSeeOwner`] for
/// whoever printed the flat's owner's letter; [`Problem::NotFound`].
pub async fn owner_seen(
    app: &Linli,
    by: &By,
    caller: &Caller,
    slug: &str,
    id: HouseholdId,
    paper: &str,
) -> Outcome<()> {
    let (community, _) = at(app, caller, slug, id).await?;
    let paper = Paper::parse(paper).ok_or_else(|| Fail::at("paper", Problem::ChoiceNeeded))?;
    let now = app.now();
    let more = format!("paper {paper}\n");
    let act = "owner_seen";
    let (entry, leaf) = left(app, by, now, community.id, id, (act, &more));
    let proof = Proof {
        id: app.random.id(now),
        community: community.id,
        household: id,
        paper,
        seen_by: by.staff,
        seen_at: now,
    };
    app.store
        .write(move |c| {
            async move {
                hold_on_roll(c, proof.community, id).await?;
                if let Some(seer) = proof.seen_by
                    && credentials::is_made_by(c, id, Purpose::Owner, seer, now).await?
                {
                    return Err(Fail::at("paper", Problem::SecondMustSeeOwner));
                }
                owners::record(c, &proof).await?;
                c.audit(entry);
                c.append(leaf);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// That the owner was seen is taken back; an owner's code then does nothing.
///
/// # Errors
/// What the policy says; [`Problem::NotFound`], also if nothing was in force.
pub async fn owner_unseen(app: &Linli, by: &By, caller: &Caller, slug: &str, id: HouseholdId) -> Outcome<()> {
    let (community, _) = at(app, caller, slug, id).await?;
    let now = app.now();
    let act = "owner_taken_back";
    let (entry, leaf) = left(app, by, now, community.id, id, (act, ""));
    app.store
        .write(move |c| {
            async move {
                if !owners::end(c, id, now).await? {
                    return Err(Fail::from(Problem::NotFound));
                }
                c.audit(entry);
                c.append(leaf);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Lets a phone of the flat in, or puts it out.
///
/// # Errors
/// What the policy says; [`Problem::NotFound`].
pub async fn phone(
    app: &Linli,
    by: &By,
    caller: &Caller,
    (slug, id): (&str, HouseholdId),
    phone: &str,
    what: Change,
) -> Outcome<()> {
    let (community, _) = at(app, caller, slug, id).await?;
    let now = app.now();
    let act = if what == Change::LetIn { "phone_let_in" } else { "phone_put_out" };
    let (entry, leaf) = left(app, by, now, community.id, id, (act, ""));
    let phone = phone.to_owned();
    app.store
        .write(move |c| {
            async move {
                devices::change(c, id, &phone, what, now).await?;
                c.audit(entry);
                c.append(leaf);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}
