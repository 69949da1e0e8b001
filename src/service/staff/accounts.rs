//! Accounts: who works here, with which duty, where.
//!
//! For: listing, making, granting, locking.
//! Must not know: passwords (`passwords`), slips (`slips`).
//! To add: a use case asks `policy` about every place that an account's duties reach, so that an
//! administrator of a region never touches an account that reaches beyond it.

use crate::domain::ids::StaffId;
use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller, Grant, Place, Role, Scope};
use crate::domain::problem::Problem;
use crate::domain::region::RegionCode;
use crate::domain::staff as rules;
use crate::domain::text::fold_key;
use crate::service::sessions::Shown;
use crate::service::staff::passwords;
use crate::service::{By, Checks, Fail, Linli, Outcome, sessions};
use crate::store::roll::{self, with_kind};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, communities, regions, sessions as ended};
use futures::FutureExt;

/// A duty with the name of its place.
#[derive(Clone, Debug)]
pub struct Held {
    /// The duty and its reach.
    pub grant: Grant,
    /// Region code or the community's short name; empty for everywhere.
    pub key: String,
    /// Chinese name of the place; empty for everywhere.
    pub zh: String,
    /// Its English name.
    pub en: String,
    place: Option<Place>,
}

/// An account with its duties.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account.
    pub staff: Staff,
    /// Its duties.
    pub held: Vec<Held>,
}

/// What a new account or duty is made of, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    /// Login.
    pub login: String,
    /// Name or duty.
    pub name: String,
    /// A word of [`Role`].
    pub role: String,
    /// Region code or short name of a community; empty if everywhere.
    pub place: String,
    /// That it is meant everywhere; an administrator's duty without a place is.
    pub everywhere: bool,
}

async fn held(c: &mut Conn, grant: Grant) -> Outcome<Held> {
    let (key, zh, en, place) = match &grant.scope {
        Scope::Everywhere => (String::new(), String::new(), String::new(), None),
        Scope::Region(code) => {
            let (zh, en) = match regions::find(c, code.as_str()).await? {
                Some(region) => (region.zh, region.en),
                None => (code.to_string(), code.to_string()),
            };
            (code.to_string(), zh, en, Some(Place { region: code.clone(), community: None, building: None }))
        }
        Scope::Building(id, building) => match (communities::by_id(c, *id).await?, roll::building(c, *building).await?)
        {
            (Some(community), Some(found)) => {
                let place = community.place().map(|place| place.in_building(*building));
                let key = format!("{}/{}", community.slug, found.name);
                let named = with_kind(&found.name, "栋");
                (key, format!("{} {named}", community.zh), format!("{} {named}", community.en), place)
            }
            _ => (building.to_string(), building.to_string(), String::new(), None),
        },
        Scope::Community(id) => match communities::by_id(c, *id).await? {
            Some(community) => {
                let place = community.place();
                (community.slug, community.zh, community.en, place)
            }
            None => (id.to_string(), id.to_string(), String::new(), None),
        },
    };
    Ok(Held { grant, key, zh, en, place })
}

/// The duties of an account, each with its place.
pub(super) async fn held_by(c: &mut Conn, id: StaffId) -> Outcome<Vec<Held>> {
    let mut all = Vec::new();
    for grant in staff::grants(c, id).await? {
        all.push(held(c, grant).await?);
    }
    Ok(all)
}

async fn account(c: &mut Conn, staff: Staff) -> Outcome<Account> {
    let held = held_by(c, staff.id).await?;
    Ok(Account { staff, held })
}

/// Whether `caller` may manage every one of these duties; without any, only who manages all.
pub(super) fn may_manage(caller: &Caller, all: &[Held]) -> Result<(), Problem> {
    if all.is_empty() {
        return policy::can_everywhere(caller, Verb::ManageStaff);
    }
    all.iter().try_for_each(|held| match &held.place {
        Some(place) => policy::can(caller, Verb::ManageStaff, place),
        None => policy::can_everywhere(caller, Verb::ManageStaff),
    })
}

/// The accounts that `caller` may manage, by login.
///
/// # Errors
/// Signed out, or manages no staff.
pub async fn list(app: &Linli, caller: &Caller) -> Outcome<Vec<Account>> {
    policy::somewhere(caller, Verb::ManageStaff)?;
    let mut kept = all(app).await?;
    kept.retain(|account| may_manage(caller, &account.held).is_ok());
    Ok(kept)
}

/// Every account: for the command line.
///
/// # Errors
/// The store did not answer.
pub async fn all(app: &Linli) -> Outcome<Vec<Account>> {
    let mut c = app.store.read().await?;
    let mut found = Vec::new();
    for staff in staff::list(&mut c).await? {
        found.push(account(&mut c, staff).await?);
    }
    Ok(found)
}

/// One account that `caller` may manage.
///
/// # Errors
/// [`Problem::NotFound`], or outside the caller's reach.
pub async fn find(app: &Linli, caller: &Caller, id: StaffId) -> Outcome<Account> {
    policy::somewhere(caller, Verb::ManageStaff)?;
    let mut c = app.store.read().await?;
    let staff = staff::by_id(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let found = account(&mut c, staff).await?;
    may_manage(caller, &found.held)?;
    Ok(found)
}

/// Reads a duty as typed.
async fn read_grant(c: &mut Conn, new: &NewAccount) -> Outcome<Held> {
    let role = Role::parse(&new.role).ok_or(Fail::at("role", Problem::UnknownWord))?;
    let place = new.place.trim();
    let unknown = Fail::at("place", Problem::UnknownPlace);
    if new.everywhere != place.is_empty() {
        return Err(Fail::at("place", Problem::PlaceNeeded));
    }
    let scope = match RegionCode::parse(place) {
        _ if new.everywhere => Scope::Everywhere,
        Some(code) => Scope::Region(regions::find(c, code.as_str()).await?.map(|_| code).ok_or(unknown)?),
        None => match place.split_once('/') {
            Some((slug, building)) => building_of(c, slug, building).await?.ok_or(unknown)?,
            None => Scope::Community(communities::find(c, place).await?.map(|found| found.id).ok_or(unknown)?),
        },
    };
    policy::duties::reach(role, &scope).map_err(|problem| Fail::at("place", problem))?;
    held(c, Grant { role, scope }).await
}

/// One building, written as `short-name/3栋`.
async fn building_of(c: &mut Conn, slug: &str, building: &str) -> Outcome<Option<Scope>> {
    let Some(community) = communities::find(c, slug.trim()).await? else { return Ok(None) };
    let key = fold_key(building);
    let found = roll::buildings(c, community.id).await?.into_iter().find(|one| one.key == key);
    Ok(found.map(|building| Scope::Building(community.id, building.id)))
}

/// Makes an account with one duty. It has no password until its slip is used.
///
/// # Errors
/// What is wrong with the fields, [`Problem::LoginTaken`], or outside the caller's reach.
pub async fn create(app: &Linli, caller: &Caller, visitor: &impl Shown, new: &NewAccount) -> Outcome<StaffId> {
    policy::somewhere(caller, Verb::ManageStaff)?;
    let read = read_new(app, new).await?;
    may_manage(caller, std::slice::from_ref(&read.2)).map_err(|problem| Fail::at("place", problem))?;
    record(app, &sessions::by(caller, visitor), read).await
}

/// The same without asking the policy: for the command line, whose user owns the data folder.
///
/// # Errors
/// As [`create`].
pub async fn make(app: &Linli, by: &By, new: &NewAccount) -> Outcome<StaffId> {
    let read = read_new(app, new).await?;
    record(app, by, read).await
}

/// Login, name and duty as typed; every fault at once.
async fn read_new(app: &Linli, new: &NewAccount) -> Outcome<(String, String, Held)> {
    let mut checks = Checks::default();
    let login = checks.take("login", rules::login(&new.login));
    let name = checks.take("name", rules::name(&new.name));
    let duty = {
        let mut c = app.store.read().await?;
        read_grant(&mut c, new).await
    };
    if let Err(Fail::Fields(problems)) = &duty {
        for (field, problem) in problems {
            checks.note(field, problem.clone());
        }
    }
    checks.end()?;
    Ok((login.unwrap_or_default(), name.unwrap_or_default(), duty?))
}

async fn record(app: &Linli, by: &By, (login, name, duty): (String, String, Held)) -> Outcome<StaffId> {
    let now = app.now();
    let staff = Staff {
        id: StaffId(app.random.id(now)),
        login,
        name,
        password_hash: String::new(),
        active: true,
        demo: false,
        created_at: now,
    };
    let mut audit = app.entry(now, by, "create_staff", None, format!("staff {}", staff.login));
    audit.detail = format!("{} {}", duty.grant.role, duty.key);
    app.store
        .write(move |c| {
            async move {
                if !staff::record(c, &staff).await? {
                    return Err(Fail::at("login", Problem::LoginTaken));
                }
                staff::record_grant(c, staff.id, &duty.grant).await?;
                c.audit(audit);
                Ok(staff.id)
            }
            .boxed()
        })
        .await
}

/// An account of somebody else that `caller` may change.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`], or outside the caller's reach.
pub(super) async fn of_another(app: &Linli, caller: &Caller, id: StaffId) -> Outcome<Account> {
    let found = find(app, caller, id).await?;
    let own = matches!(caller, Caller::Staff { id: me, .. } if *me == id);
    if own { Err(Fail::from(Problem::SecondPersonNeeded)) } else { Ok(found) }
}

/// Gives a further duty. Nobody widens one's own.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`], what is wrong with the fields, or outside the caller's reach.
pub async fn grant(app: &Linli, caller: &Caller, visitor: &impl Shown, id: StaffId, new: &NewAccount) -> Outcome<()> {
    let found = of_another(app, caller, id).await?;
    let duty = {
        let mut c = app.store.read().await?;
        read_grant(&mut c, new).await?
    };
    may_manage(caller, std::slice::from_ref(&duty)).map_err(|problem| Fail::at("place", problem))?;
    let mut audit =
        app.entry(app.now(), &sessions::by(caller, visitor), "grant", None, format!("staff {}", found.staff.login));
    audit.detail = format!("{} {}", duty.grant.role, duty.key);
    app.store
        .write(move |c| {
            async move {
                // Two who give at the same moment take turns.
                let held = staff::grants_locked(c, id).await?;
                policy::duties::beside(held.iter().map(|held| held.role), duty.grant.role)
                    .map_err(|problem| Fail::at("role", problem))?;
                staff::record_grant(c, id, &duty.grant).await?;
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Takes a duty away; it holds at once, also for who is signed in.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`], [`Problem::NotFound`], or outside the caller's reach.
pub async fn revoke(
    app: &Linli,
    caller: &Caller,
    visitor: &impl Shown,
    id: StaffId,
    role: &str,
    place: &str,
) -> Outcome<()> {
    let found = of_another(app, caller, id).await?;
    let gone = found.held.iter().find(|held| held.grant.role.as_str() == role && held.key == place);
    let gone = gone.ok_or(Problem::NotFound)?.grant.clone();
    let mut audit =
        app.entry(app.now(), &sessions::by(caller, visitor), "revoke", None, format!("staff {}", found.staff.login));
    audit.detail = format!("{role} {place}");
    app.store
        .write(move |c| {
            async move {
                // Whoever hands this account's duties over at the same moment waits.
                staff::grants_locked(c, id).await?;
                staff::remove_grant(c, id, &gone).await?;
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Locks an account out (its sessions end) or lets it in again.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`] for oneself, or outside the caller's reach.
pub async fn revise_active(
    app: &Linli,
    caller: &Caller,
    visitor: &impl Shown,
    id: StaffId,
    active: bool,
) -> Outcome<()> {
    let found = of_another(app, caller, id).await?;
    let verb = if active { "unlock_staff" } else { "lock_staff" };
    let audit =
        app.entry(app.now(), &sessions::by(caller, visitor), verb, None, format!("staff {}", found.staff.login));
    app.store
        .write(move |c| {
            async move {
                staff::revise_active(c, id, active).await?;
                if !active {
                    ended::end_of_staff(c, id).await?;
                }
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Sets a password directly: for the command line and the demo.
///
/// # Errors
/// [`Problem::PasswordShort`] and its like, [`Problem::NotFound`].
pub async fn set_password(app: &Linli, by: &By, login: &str, password: &str) -> Outcome<()> {
    let found = {
        let mut c = app.store.read().await?;
        staff::find(&mut c, &rules::fold_login(login)).await?.ok_or(Problem::NotFound)?
    };
    rules::password(&found.login, password).map_err(|problem| Fail::at("password", problem))?;
    let hash = passwords::hash(app, password).await?;
    let now = app.now();
    let audit = app.entry(now, by, "revise_password", None, format!("staff {}", found.login));
    app.store
        .write(move |c| {
            async move {
                passwords::set(c, found.id, &hash, now).await?;
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}
