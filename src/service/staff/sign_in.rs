//! Signing in: tries are bounded before a hash is computed, an unknown login costs as much as a
//! known one, and both get the same sentence.
//!
//! For: [`sign_in`], of [`verify`] and [`enter`]; the bounded try that changing a password uses too.
//! Must not know: cookies.
//! To add: what is asked between the password and the session belongs to `second`.

use crate::domain::ids::StaffId;
use crate::domain::moment::{MINUTE, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, Grant, scopes};
use crate::domain::problem::Problem;
use crate::domain::staff::fold_login;
use crate::keys::{hex, sha256};
use crate::service::allowance::network;
use crate::service::sessions::Shown;
use crate::service::staff::factors::within_factors;
use crate::service::staff::verified::{self, Verified};
use crate::service::staff::{passwords, second};
use crate::service::{By, Checks, Fail, Linli, Outcome, sessions};
use crate::store::sessions::{self as rows, Owner};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, StoreError, factors, limits};
use futures::FutureExt;

/// Wrong tries for one account from one address within [`WINDOW`]: elsewhere the account goes on.
pub const WRONG_PER_PAIR: i64 = 10;
/// Wrong tries for one account from everywhere within [`WINDOW`] after which each address has only
/// [`WRONG_WHEN_TRIED`]: many addresses together get on slowly, and its owner still gets in.
pub const WRONG_PER_ACCOUNT: i64 = 100;
/// Wrong tries from one address for an account that is being tried from everywhere.
pub const WRONG_WHEN_TRIED: i64 = 3;
/// Wrong tries from one address within [`WINDOW`].
pub const WRONG_PER_ADDRESS: i64 = 50;
/// The time over which wrong tries are counted.
pub const WINDOW: i64 = 15 * MINUTE;

/// Live sessions of one account: several computers, and browsers that were closed without signing out.
/// With one more the oldest ends.
pub const MOST_SESSIONS: i64 = 50;

/// What a sign-in gives.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session's token, nowhere stored.
    pub token: String,
    /// The first page of this account's duty.
    pub home: &'static str,
    /// True if its duties wait for a second factor: then nowhere else is of use.
    pub bare: bool,
}

/// What a right password gives.
#[derive(Clone, Debug)]
pub enum Entered {
    /// A session.
    In(SignedIn),
    /// The token of a step that asks for the second factor.
    Second(String),
}

/// A session to be written with the unit that earned it.
pub(super) struct Begun {
    token: String,
    id: StaffId,
    now: Moment,
}

impl Begun {
    pub(super) async fn write(self, c: &mut Conn) -> Result<(), StoreError> {
        sessions::begin(c, &self.token, Owner::Staff(self.id), self.now, self.now.plus(sessions::STAFF_LIFE)).await?;
        rows::end_oldest_of_staff(c, self.id, sha256(self.token.as_bytes()), MOST_SESSIONS - 1).await
    }
}

/// A right password, and whether a second step was asked for then.
#[derive(Debug)]
pub struct Known {
    right: Verified,
    asked: bool,
}

/// What a session is begun on.
pub(super) enum Ground {
    /// The password alone: the account had no second factor.
    Password(Verified),
    /// The second step too.
    Second(Staff, second::Earned),
}

impl Ground {
    const fn account(&self) -> &Staff {
        match self {
            Self::Password(right) => &right.account,
            Self::Second(account, _) => account,
        }
    }

    /// Asks within the unit whether it still holds, and uses it up; gives the word that the log notes.
    async fn use_up(self, c: &mut Conn) -> Outcome<&'static str> {
        match self {
            Self::Password(right) => {
                if !right.settle(c).await? || factors::count(c, right.account.id).await? > 0 {
                    return Err(Fail::from(Problem::SignInWrong));
                }
                Ok("")
            }
            Self::Second(account, earned) => {
                if !verified::holds(c, &account).await? {
                    return Err(Fail::from(Problem::SecondOver));
                }
                earned.use_up(c).await
            }
        }
    }
}

/// The first page for what a caller may do.
pub fn home(caller: &Caller) -> &'static str {
    let may = |verb| !scopes(caller, verb).is_empty();
    match () {
        () if may(Verb::VisitDoors) && !may(Verb::Moderate) => "/desk/doors",
        () if may(Verb::ViewDesk) && may(Verb::Moderate) => "/desk",
        () if may(Verb::AnswerFeedback) => "/office",
        () if may(Verb::EnterPaper) => "/desk/paper",
        () if may(Verb::ManageStaff) => "/admin",
        () if may(Verb::ManageInstance) => "/admin/instance",
        () if may(Verb::ViewAudit) => "/admin/audit",
        () if may(Verb::ManageCommunity) => "/setup",
        () if may(Verb::FixDefect) => "/repairs",
        () if may(Verb::InspectRepair) => "/repairs/check",
        () => "/",
    }
}

pub(super) fn fresh(app: &Linli, caller: &Caller, now: Moment) -> (SignedIn, Begun) {
    let id = match caller {
        Caller::Staff { id, .. } => *id,
        _ => StaffId(uuid::Uuid::nil()),
    };
    let token = sessions::token(app);
    (SignedIn { token: token.clone(), home: home(caller), bare: false }, Begun { token, id, now })
}

/// Signs in, or leads to the second step if the account has one; what was signed in before in this
/// browser ends with the session that begins. `next` is where one wanted to go.
///
/// # Errors
/// [`Problem::Missing`], [`Problem::SignInWrong`] (one answer for unknown, wrong and locked),
/// [`Problem::SignInPaused`].
pub async fn sign_in(app: &Linli, visitor: &impl Shown, login: &str, password: &str, next: &str) -> Outcome<Entered> {
    let known = verify(app, visitor, login, password).await?;
    enter(app, visitor, known, next).await
}

/// The first half: whose password it is.
///
/// # Errors
/// As [`sign_in`].
pub async fn verify(app: &Linli, visitor: &impl Shown, login: &str, password: &str) -> Outcome<Known> {
    let login = fold_login(login);
    let mut checks = Checks::default();
    for (field, value) in [("login", login.as_str()), ("password", password)] {
        if value.is_empty() {
            checks.note(field, Problem::Missing);
        }
    }
    checks.end()?;
    verified::check(app, visitor, &login).await?;
    let found = {
        let mut c = app.store.read().await?;
        staff::find(&mut c, &login).await?.filter(|account| account.active)
    };
    let right = tried(app, visitor, &login, found.as_ref(), password).await?;
    let (Some(account), true) = (found, right) else {
        return Err(Fail::from(Problem::SignInWrong));
    };
    let asked = {
        let mut c = app.store.read().await?;
        factors::count(&mut c, account.id).await? > 0
    };
    Ok(Known { right: Verified::new(app, visitor, account), asked })
}

/// The second half: in, or on to the second step, if the account is still as it was.
///
/// # Errors
/// [`Problem::SignInWrong`] if its password changed meanwhile, it was locked or got its first factor;
/// [`Problem::SignInPaused`].
pub async fn enter(app: &Linli, visitor: &impl Shown, known: Known, next: &str) -> Outcome<Entered> {
    if known.asked {
        return Ok(Entered::Second(second::begin(app, known.right, next).await?));
    }
    Ok(Entered::In(begin(app, visitor, Ground::Password(known.right)).await?))
}

/// Begins a session in one unit with what it is begun on.
pub(super) async fn begin(app: &Linli, visitor: &impl Shown, ground: Ground) -> Outcome<SignedIn> {
    let now = app.now();
    let account = ground.account();
    let (all, grants): (bool, Vec<Grant>) = {
        let mut c = app.store.read().await?;
        let grants = staff::grants(&mut c, account.id).await?;
        let kept = within_factors(&mut c, account.id, grants.clone()).await?;
        (kept.len() == grants.len(), kept)
    };
    let caller = Caller::Staff { id: account.id, grants };
    let mut audit =
        app.entry(now, &sessions::by(&caller, visitor), "sign_in", None, format!("staff {}", account.login));
    let (mut signed_in, begun) = fresh(app, &caller, now);
    signed_in.bare = !all;
    let before = visitor.session().map(|token| sha256(token.as_bytes()));
    app.store
        .write(move |c| {
            async move {
                ground.use_up(c).await?.clone_into(&mut audit.detail);
                if let Some(before) = before {
                    rows::end(c, before).await?;
                }
                begun.write(c).await?;
                c.audit(audit);
                Ok::<_, Fail>(signed_in)
            }
            .boxed()
        })
        .await
}

/// Keys hold no login or address in clear.
fn account_key(login: &str) -> String {
    key("sign-in account", login)
}

pub(super) fn pair_key(kind: &str, login: &str, visitor: &impl Shown) -> String {
    key(kind, &format!("{login}\n{}", network(visitor.address())))
}

fn address_key(visitor: &impl Shown) -> String {
    key("sign-in address", &network(visitor.address()))
}

pub(super) fn key(kind: &str, of: &str) -> String {
    format!("{kind} {}", hex(sha256(of.as_bytes()).first_chunk::<16>().unwrap_or(&[0; 16])))
}

/// Whether the password is that of `found`; a wrong one is counted.
///
/// The count is read again once the turn to hash has come, so that many tries at once do not
/// pass the bound together.
pub(super) async fn tried(
    app: &Linli,
    visitor: &impl Shown,
    login: &str,
    found: Option<&Staff>,
    password: &str,
) -> Outcome<bool> {
    let starts = limits::window(app.now(), WINDOW);
    let keys = [pair_key("sign-in pair", login, visitor), account_key(login), address_key(visitor)];
    judged(app, visitor, (&keys, starts), found, password).await
}

/// The same for who is signed in already: wrong tries that others of the network made do not count,
/// nor do these count against the network.
pub(super) async fn tried_within(app: &Linli, visitor: &impl Shown, found: &Staff, password: &str) -> Outcome<bool> {
    let starts = limits::window(app.now(), WINDOW);
    let keys = [key("prove", &found.id.0.to_string())];
    judged(app, visitor, (&keys, starts), Some(found), password).await
}

async fn judged(
    app: &Linli,
    visitor: &impl Shown,
    (keys, starts): (&[String], Moment),
    found: Option<&Staff>,
    password: &str,
) -> Outcome<bool> {
    check_account(app, keys, starts).await?;
    let turn = passwords::turn(app).await?;
    check_account(app, keys, starts).await?;
    let stored = found.map(|account| account.password_hash.clone()).filter(|hash| !hash.is_empty());
    let right = passwords::matches(stored, password).await?;
    if !right {
        note(app, visitor, keys.to_vec(), starts, found.map(|account| account.login.clone())).await?;
    }
    drop(turn);
    Ok(right)
}

/// Wrong tries that one address has for an account, by how often it was tried from everywhere.
const fn bound_here(from_everywhere: i64) -> i64 {
    if from_everywhere >= WRONG_PER_ACCOUNT { WRONG_WHEN_TRIED } else { WRONG_PER_PAIR }
}

/// Whether this account may be tried from this address, or by its own session.
async fn check_account(app: &Linli, keys: &[String], starts: Moment) -> Outcome<()> {
    let mut c = app.store.read().await?;
    let bounds = match keys {
        [pair, account, address] => {
            let here = bound_here(limits::count(&mut c, account, starts).await?);
            vec![(pair, here), (address, WRONG_PER_ADDRESS)]
        }
        own => own.iter().map(|key| (key, WRONG_PER_PAIR)).collect(),
    };
    for (key, most) in bounds {
        if limits::count(&mut c, key, starts).await? >= most {
            return Err(Fail::from(Problem::SignInPaused));
        }
    }
    Ok(())
}

async fn note(
    app: &Linli,
    visitor: &impl Shown,
    keys: Vec<String>,
    starts: Moment,
    known: Option<String>,
) -> Outcome<()> {
    let by = By { staff: None, address: visitor.address().to_owned() };
    // What was typed instead of a login may be a password, so it stays out of the log.
    let object = known.map_or_else(|| "unknown".to_owned(), |login| format!("staff {login}"));
    let audit = app.entry(app.now(), &by, "sign_in_wrong", None, object);
    app.store
        .write(move |c| {
            async move {
                for key in &keys {
                    limits::add(c, key, starts).await?;
                }
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Whether this address may still try a slip.
pub(super) async fn check_address(app: &Linli, visitor: &impl Shown, now: Moment) -> Outcome<()> {
    let mut c = app.store.read().await?;
    let count = limits::count(&mut c, &address_key(visitor), limits::window(now, WINDOW)).await?;
    if count >= WRONG_PER_ADDRESS { Err(Fail::from(Problem::SignInPaused)) } else { Ok(()) }
}

/// Counts a wrong slip against the address.
pub(super) async fn note_address(app: &Linli, visitor: &impl Shown, now: Moment) -> Outcome<()> {
    note(app, visitor, vec![address_key(visitor)], limits::window(now, WINDOW), None).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_tried_from_everywhere_is_slower_and_never_locked() {
        assert_eq!(bound_here(0), WRONG_PER_PAIR);
        assert_eq!(bound_here(WRONG_PER_ACCOUNT - 1), WRONG_PER_PAIR);
        assert_eq!(bound_here(WRONG_PER_ACCOUNT), WRONG_WHEN_TRIED);
        assert!(bound_here(i64::MAX) > 0);
    }
}
