//! 'My entry is wrong': a household says so, staff decide it.
//!
//! For: [`mine`], [`ask`], [`withdraw`] for the household; [`waiting`], [`refuse`] for staff. Accepting is saving the
//! entry (`households`).
//! Must not know: pages.
//! To add: a kind of request is a word of `domain::correction`.

use crate::domain::correction::{DECIDED, Wants};
use crate::domain::ids::HouseholdId;
use crate::domain::moment::Moment;
use crate::domain::owner::is_theirs;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::problem::Problem;
use crate::domain::text::required;
use crate::service::communities::{self, find_for, find_to_write, place};
use crate::service::{By, Checks, Fail, Linli, Outcome};
use crate::store::communities::Community;
use crate::store::roll::{self, Household};
use crate::store::roll_requests::{self, Request};
use crate::store::{Conn, households};
use futures::FutureExt;
use uuid::Uuid;

/// Most characters of what a household says and of what staff answer.
const MOST_TEXT: u32 = 300;

/// What a household sees of its own entry.
#[derive(Clone, Debug)]
pub struct Mine {
    /// Where.
    pub community: Community,
    /// Its entry.
    pub household: Household,
    /// When the roll came into force that first had it.
    pub since: Option<Moment>,
    /// What it said of it since the flat was last sold, the newest first.
    pub requests: Vec<Request>,
}

async fn own(app: &Linli, caller: &Caller, slug: &str) -> Outcome<(Community, HouseholdId)> {
    let community = communities::find(app, slug).await?;
    can(caller, Verb::RequestCorrection, &place(&community)?)?;
    match caller {
        Caller::Household { household, .. } => Ok((community, *household)),
        _ => Err(Problem::CodeNeeded.into()),
    }
}

/// What those who have the flat now said of it.
async fn since_sale(c: &mut Conn, household: HouseholdId) -> Outcome<Vec<Request>> {
    let sold = households::sold(c, household).await?;
    let mut requests = roll_requests::of_household(c, household).await?;
    requests.retain(|one| is_theirs(sold, one.created_at));
    Ok(requests)
}

/// The household's own entry.
///
/// # Errors
/// [`Problem::CodeNeeded`]; [`Problem::NotFound`].
pub async fn mine(app: &Linli, caller: &Caller, slug: &str) -> Outcome<Mine> {
    let (community, id) = own(app, caller, slug).await?;
    let mut c = app.store.read().await?;
    let household = roll::household(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let since = households::since(&mut c, id).await?;
    let requests = since_sale(&mut c, id).await?;
    Ok(Mine { community, household, since, requests })
}

/// Says what is wrong; a form sent twice says it once.
///
/// # Errors
/// [`Problem::Missing`] or [`Problem::UnknownWord`] beside `wants`, [`Problem::Missing`] beside `text`;
/// [`Problem::RequestWaits`]; [`Problem::CommunityClosed`]; [`Problem::CodeNeeded`].
pub async fn ask(app: &Linli, caller: &Caller, slug: &str, wants: &str, text: &str, once: &str) -> Outcome<()> {
    let (community, household) = own(app, caller, slug).await?;
    let now = app.now();
    let mut checks = Checks::default();
    let unknown = if wants.is_empty() { Problem::Missing } else { Problem::UnknownWord };
    let wants = checks.take("wants", Wants::parse(wants).ok_or(unknown));
    let text = checks.take("text", required(text, MOST_TEXT));
    checks.end()?;
    let new = Request {
        id: Uuid::try_parse(once).unwrap_or_else(|_| app.random.id(now)),
        community: community.id,
        household,
        wants: wants.unwrap_or(Wants::Other).as_str().to_owned(),
        text: text.unwrap_or_default(),
        state: "waiting".to_owned(),
        answer: String::new(),
        created_at: now,
        due_at: DECIDED.due(now),
    };
    app.store
        .write(move |c| {
            async move {
                communities::hold_open(c, community.id).await?;
                let before = since_sale(c, household).await?;
                if before.iter().any(|one| one.id == new.id) {
                    return Ok(());
                }
                if before.iter().any(|one| one.state == "waiting") {
                    return Err(Fail::from(Problem::RequestWaits));
                }
                roll_requests::record(c, &new).await?;
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Takes back what the household said and nobody has decided; nothing waits, nothing happens.
///
/// # Errors
/// [`Problem::CommunityClosed`]; [`Problem::CodeNeeded`].
pub async fn withdraw(app: &Linli, caller: &Caller, slug: &str) -> Outcome<()> {
    let (community, household) = own(app, caller, slug).await?;
    app.store
        .write(move |c| {
            async move {
                communities::hold_open(c, community.id).await?;
                for one in since_sale(c, household).await?.iter().filter(|one| one.state == "waiting") {
                    roll_requests::withdraw(c, one.id, household).await?;
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// The requests of a community that wait, with their households, the oldest first.
///
/// # Errors
/// What the policy says.
pub async fn waiting(app: &Linli, caller: &Caller, slug: &str) -> Outcome<Vec<(Request, Household)>> {
    let community = find_for(app, caller, Verb::ReviseHousehold, slug).await?;
    let mut c = app.store.read().await?;
    let mut found = Vec::new();
    for request in roll_requests::waiting(&mut c, community.id).await? {
        let household = roll::household(&mut c, request.household).await?.ok_or(Problem::NotFound)?;
        found.push((request, household));
    }
    Ok(found)
}

/// How many wait.
///
/// # Errors
/// The store did not answer.
pub async fn count(app: &Linli, community: &Community) -> Outcome<i64> {
    let mut c = app.store.read().await?;
    Ok(roll_requests::count(&mut c, community.id).await?)
}

/// Leaves the entry as it is, with a reason for the household.
///
/// # Errors
/// [`Problem::ReasonNeeded`] beside `answer`; [`Problem::ChangedMeanwhile`] if it is decided;
/// [`Problem::NotFound`]; what the policy says.
pub async fn refuse(app: &Linli, caller: &Caller, by: &By, slug: &str, id: Uuid, answer: &str) -> Outcome<()> {
    let community = find_to_write(app, caller, Verb::ReviseHousehold, slug).await?;
    let answer = required(answer, MOST_TEXT).map_err(|problem| match problem {
        Problem::Missing => Fail::at("answer", Problem::ReasonNeeded),
        other => Fail::at("answer", other),
    })?;
    let now = app.now();
    let found = found(&mut app.store.read().await?, &community, id).await?;
    let (staff, object) = (by.staff, format!("household {}", found.household));
    let mut entry = app.entry(now, by, Verb::ReviseHousehold.as_str(), Some(community.id), object);
    entry.detail = format!("request refused {}", found.wants);
    app.store
        .write(move |c| {
            async move {
                let of = (found.id, found.household);
                if !roll_requests::decide(c, of, ("refused", &answer), staff, now).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                Ok(())
            }
            .boxed()
        })
        .await
}

async fn found(c: &mut Conn, community: &Community, id: Uuid) -> Outcome<Request> {
    let found = roll_requests::find(c, id).await?.filter(|one| one.community == community.id);
    Ok(found.ok_or(Problem::NotFound)?)
}
