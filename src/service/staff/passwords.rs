//! Hashing passwords, and setting a new one: by oneself, or by a one-time slip.
//!
//! For: [`hash`] and [`matches`] (Argon2id, 19 MiB, two passes), [`revise`] (of [`prepare`] and [`take`]),
//! [`revise_by_slip`].
//! Must not know: accounts' grants; who may print a slip (`accounts`).
//! To add: nothing keeps a password longer than its hash takes.

use crate::domain::code::parse_token;
use crate::domain::ids::StaffId;
use crate::domain::moment::Moment;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::staff as rules;
use crate::keys::sha256;
use crate::service::sessions::Shown;
use crate::service::staff::sign_in::{self, SignedIn};
use crate::service::staff::verified::Verified;
use crate::service::{By, Checks, Fail, Linli, Outcome, sessions};
use crate::store::sessions::{self as ended, Owner};
use crate::store::{Conn, factors, staff};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use futures::FutureExt;
use tokio::sync::SemaphorePermit;

/// Memory of one hash in KiB, passes and lanes: OWASP's smaller recommendation.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// The keyed hash under which a slip's code is stored.
pub(super) fn slip_hash(app: &Linli, plain: &str) -> [u8; 32] {
    app.keys.mac("staff_slip", plain.as_bytes())
}

fn argon() -> Outcome<Argon2<'static>> {
    let params = Params::new(COST.0, COST.1, COST.2, None).map_err(|e| Fail::incident(&e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The right to hash now: few at a time, since each takes its memory.
///
/// # Errors
/// The instance is ending.
pub(super) async fn turn(app: &Linli) -> Outcome<SemaphorePermit<'_>> {
    app.hashing.acquire().await.map_err(|_| Fail::from(Problem::Busy))
}

async fn heavy<T: Send + 'static>(work: impl FnOnce() -> Outcome<T> + Send + 'static) -> Outcome<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Fail::incident(&e.to_string()))?
}

/// The hash of a password as it is stored.
///
/// # Errors
/// The hash could not be made.
pub async fn hash(app: &Linli, password: &str) -> Outcome<String> {
    let _turn = turn(app).await?;
    let (salt, password) = (app.random.bytes::<16>(), password.to_owned());
    heavy(move || {
        let salt = SaltString::encode_b64(&salt).map_err(|e| Fail::incident(&e.to_string()))?;
        let hash = argon()?.hash_password(password.as_bytes(), &salt).map_err(|e| Fail::incident(&e.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password belongs to a stored hash. Without one it takes as long and is wrong.
///
/// The caller holds its [`turn`].
///
/// # Errors
/// The hash could not be computed.
pub(super) async fn matches(stored: Option<String>, password: &str) -> Outcome<bool> {
    let password = password.to_owned();
    heavy(move || {
        let parsed = stored.as_deref().and_then(|text| PasswordHash::new(text).ok());
        let Some(parsed) = parsed else {
            let salt = SaltString::encode_b64(&[0; 16]).map_err(|e| Fail::incident(&e.to_string()))?;
            drop(argon()?.hash_password(password.as_bytes(), &salt));
            return Ok(false);
        };
        Ok(argon()?.verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
}

/// Both passwords, checked for an account.
fn check_new(checks: &mut Checks, login: &str, password: &str, again: &str) {
    checks.take("password", rules::password(login, password));
    if password != again {
        checks.note("again", Problem::PasswordsDiffer);
    }
}

/// A new password of one's own, checked and hashed: what is left is to write it.
#[derive(Debug)]
pub struct Ready {
    right: Verified,
    hash: String,
}

/// Sets one's own password; every session ends and a new one begins.
///
/// # Errors
/// As [`prepare`] and [`take`].
pub async fn revise(
    app: &Linli,
    caller: &Caller,
    visitor: &impl Shown,
    old: &str,
    password: &str,
    again: &str,
) -> Outcome<SignedIn> {
    let ready = prepare(app, caller, visitor, old, password, again).await?;
    take(app, caller, visitor, ready).await
}

/// The first half: both passwords.
///
/// # Errors
/// [`Problem::SignInWrong`] beside `old`, [`Problem::SignInPaused`], or what is wrong with the
/// new one.
pub async fn prepare(
    app: &Linli,
    caller: &Caller,
    visitor: &impl Shown,
    old: &str,
    password: &str,
    again: &str,
) -> Outcome<Ready> {
    let account = super::describe(app, caller).await?;
    let mut checks = Checks::default();
    check_new(&mut checks, &account.login, password, again);
    checks.end()?;
    if !sign_in::tried(app, visitor, &account.login, Some(&account), old).await? {
        return Err(Fail::at("old", Problem::SignInWrong));
    }
    let hash = hash(app, password).await?;
    Ok(Ready { right: Verified::new(app, visitor, account), hash })
}

/// The second half: writes it, if the account is still as it was and the session was not ended.
///
/// # Errors
/// [`Problem::SignInWrong`] beside `old`, [`Problem::SignInFirst`], [`Problem::SignInPaused`].
pub async fn take(app: &Linli, caller: &Caller, visitor: &impl Shown, ready: Ready) -> Outcome<SignedIn> {
    let (now, by) = (app.now(), sessions::by(caller, visitor));
    let Ready { right, hash } = ready;
    let owner = Owner::Staff(right.account.id);
    let audit = app.entry(now, &by, "revise_password", None, format!("staff {}", right.account.login));
    let (signed_in, begun) = sign_in::fresh(app, caller, now);
    let token = sha256(visitor.session().unwrap_or_default().as_bytes());
    app.store
        .write(move |c| {
            async move {
                if !right.settle(c).await? {
                    return Err(Fail::at("old", Problem::SignInWrong));
                }
                if ended::find(c, token, now).await?.is_none_or(|session| session.owner != owner) {
                    return Err(Fail::from(Problem::SignInFirst));
                }
                set(c, right.account.id, &hash, now).await?;
                begun.write(c).await?;
                c.audit(audit);
                Ok(signed_in)
            }
            .boxed()
        })
        .await
}

/// A slip that was printed before would else be a way around the new password.
pub(super) async fn set(c: &mut Conn, id: StaffId, hash: &str, now: Moment) -> Outcome<()> {
    staff::revise_password(c, id, hash).await?;
    staff::end_slips(c, id, now).await?;
    factors::end_steps(c, id).await?;
    Ok(ended::end_of_staff(c, id).await?)
}

/// Sets a password by the code of a one-time slip, which is used up by it.
///
/// # Errors
/// [`Problem::SlipWrong`] beside `code` for unknown, used and out of date alike;
/// [`Problem::SignInPaused`], or what is wrong with the password.
pub async fn revise_by_slip(app: &Linli, visitor: &impl Shown, code: &str, password: &str, again: &str) -> Outcome<()> {
    let now = app.now();
    sign_in::check_address(app, visitor, now).await?;
    let plain = parse_token(code).map(crate::domain::code::Token::plain).unwrap_or_default();
    let token = slip_hash(app, &plain);
    let account = {
        let mut c = app.store.read().await?;
        staff::of_slip(&mut c, token, now).await?.filter(|account| account.active)
    };
    let Some(account) = account else {
        sign_in::note_address(app, visitor, now).await?;
        return Err(Fail::at("code", Problem::SlipWrong));
    };
    let mut checks = Checks::default();
    check_new(&mut checks, &account.login, password, again);
    checks.end()?;
    let hash = hash(app, password).await?;
    let by = By { staff: Some(account.id), address: visitor.address().to_owned() };
    let audit = app.entry(now, &by, "use_slip", None, format!("staff {}", account.login));
    app.store
        .write(move |c| {
            async move {
                let wrong = Fail::at("code", Problem::SlipWrong);
                staff::use_slip(c, token, now).await?.ok_or(wrong)?;
                set(c, account.id, &hash, now).await?;
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}
