//! The phones of a household: which ones are in, letting a further one in, putting one out.
//!
//! For: [`list`], [`let_in`], [`put_out`] by the household itself; [`change`] is the unit that the desk
//! uses too; [`waiting`] tells a phone that it waits.
//! Must not know: codes (`service::credentials`), pages.
//! To add: a further thing one may do to a phone is a word of [`Change`].

use crate::domain::agent;
use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, HouseholdId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::problem::Problem;
use crate::keys::{hex, sha256};
use crate::service::sessions::Shown;
use crate::service::{Fail, Linli, Outcome, communities};
use crate::store::roll::{self, Household};
use crate::store::sessions::{self, Owner};
use crate::store::{Conn, communities as places};
use futures::FutureExt;

/// A phone as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// By what it is named in an address: nothing that would open its session.
    pub id: String,
    /// By which code it came.
    pub purpose: Purpose,
    /// It waits to be let in.
    pub waits: bool,
    /// What kind of browser; may be empty.
    pub browser: String,
    /// When it came.
    pub since: Moment,
}

/// What is done to a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It need not wait any more.
    LetIn,
    /// Its session ends.
    PutOut,
}

fn name(hash: &[u8]) -> String {
    hex(hash.get(..8).unwrap_or(hash))
}

/// What a phone is called in an address.
pub fn name_of(token: &str) -> String {
    name(&sha256(token.as_bytes()))
}

/// Notes in two words which browser a session is in.
///
/// # Errors
/// The store did not answer.
pub async fn describe(app: &Linli, token: &str, said: &str) -> Outcome<()> {
    let (hash, words) = (sha256(token.as_bytes()), agent::in_words(said));
    if words.is_empty() {
        return Ok(());
    }
    app.store.write(move |c| async move { Ok::<_, Fail>(sessions::describe(c, hash, &words).await?) }.boxed()).await
}

/// The household and community for which this phone waits to be let in.
///
/// # Errors
/// The store did not answer.
pub async fn waiting(app: &Linli, visitor: &impl Shown) -> Outcome<Option<(HouseholdId, CommunityId)>> {
    let Some(token) = visitor.session() else { return Ok(None) };
    let mut c = app.store.read().await?;
    let session = sessions::find(&mut c, sha256(token.as_bytes()), app.now()).await?;
    Ok(session.and_then(|session| match session.owner {
        Owner::Waiting(household, community) => Some((household, community)),
        _ => None,
    }))
}

/// Short name of the community for which this phone waits.
///
/// # Errors
/// The store did not answer.
pub async fn waits_where(app: &Linli, visitor: &impl Shown) -> Outcome<Option<String>> {
    let Some((_, community)) = waiting(app, visitor).await? else { return Ok(None) };
    let mut c = app.store.read().await?;
    Ok(places::by_id(&mut c, community).await?.map(|community| community.slug))
}

/// The community of a household at which a phone waits that the caller may let in.
///
/// # Errors
/// The store did not answer.
pub async fn knocks(app: &Linli, caller: &Caller) -> Outcome<Option<CommunityId>> {
    let Caller::Household { household, community, purpose, .. } = caller else { return Ok(None) };
    let mut c = app.store.read().await?;
    let phones = sessions::phones(&mut c, *household, app.now()).await?;
    let waits = phones.iter().any(|phone| phone.waits && phone.purpose == *purpose);
    Ok(waits.then_some(*community))
}

/// The phones of a household, the first one first.
///
/// # Errors
/// The store did not answer.
pub async fn of_household(c: &mut Conn, household: HouseholdId, now: Moment) -> Outcome<Vec<Phone>> {
    let phones = sessions::phones(c, household, now).await?;
    let listed = |phone: sessions::Phone| Phone {
        id: name(&phone.token_hash),
        purpose: phone.purpose,
        waits: phone.waits,
        browser: phone.browser,
        since: phone.since,
    };
    Ok(phones.into_iter().map(listed).collect())
}

/// The caller's household, and its community's place is where it is asked.
async fn own(app: &Linli, caller: &Caller) -> Outcome<(Household, String)> {
    let (Caller::Household { household, community, .. } | Caller::Unseen { household, community }) = caller else {
        return Err(Fail::from(Problem::CodeNeeded));
    };
    let mut c = app.store.read().await?;
    let community = places::by_id(&mut c, *community).await?.ok_or(Problem::NotFound)?;
    can(caller, Verb::ManageDevices, &communities::place(&community)?)?;
    let household = roll::household(&mut c, *household).await?.ok_or(Problem::CodeNeeded)?;
    Ok((household, community.slug))
}

/// The phones of the caller's household, with the household and its community's short name.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The household.
    pub household: Household,
    /// Short name of its community.
    pub slug: String,
    /// Those that came by the same code as this one: it may put them out.
    pub same: Vec<Phone>,
    /// Those by the other letter: only that they are there, so that none comes unnoticed. A tenant's
    /// phones are no business of an owner's who lives elsewhere, nor the other way.
    pub others: Vec<Phone>,
}

/// The phones of the caller's household.
///
/// # Errors
/// What `policy::can` says.
pub async fn list(app: &Linli, caller: &Caller, token: &str) -> Outcome<Listed> {
    let (household, slug) = own(app, caller).await?;
    let mut c = app.store.read().await?;
    let phones = of_household(&mut c, household.id, app.now()).await?;
    let here = name_of(token);
    let mine = phones.iter().find(|phone| phone.id == here).map(|phone| phone.purpose);
    let (same, others) = phones.into_iter().partition(|phone| Some(phone.purpose) == mine);
    Ok(Listed { household, slug, same, others })
}

/// Lets a phone of the caller's household in, or puts it out; gives its community's short name.
///
/// # Errors
/// What `policy::can` says; [`Problem::NotFound`] for a phone that is not listed.
pub async fn revise(app: &Linli, caller: &Caller, token: &str, id: &str, what: Change) -> Outcome<String> {
    let Listed { household, slug, same, .. } = list(app, caller, token).await?;
    same.iter().find(|phone| phone.id == id).ok_or(Problem::NotFound)?;
    let (id, now) = (id.to_owned(), app.now());
    app.store.write(move |c| async move { change(c, household.id, &id, what, now).await }.boxed()).await?;
    Ok(slug)
}

/// The same within a unit of work, for any phone of a household.
///
/// # Errors
/// [`Problem::NotFound`] for a phone that is not there any more.
pub async fn change(c: &mut Conn, household: HouseholdId, id: &str, what: Change, now: Moment) -> Outcome<()> {
    let phones = sessions::phones(c, household, now).await?;
    let phone = phones.iter().find(|phone| name(&phone.token_hash) == id).ok_or(Problem::NotFound)?;
    match what {
        Change::LetIn => sessions::revise_waits(c, &phone.token_hash, false).await?,
        Change::PutOut => sessions::put_out(c, &phone.token_hash).await?,
    }
    Ok(())
}
