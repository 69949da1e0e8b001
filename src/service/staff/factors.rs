//! What proves an account besides its password: adding, removing, recovery codes, lost ones.
//!
//! For: one's own factors; [`take_away`] for a colleague; [`within_factors`] for sessions.
//! Must not know: how the second step of signing in goes (`second`), pages.
//! To add: a further kind is a word of `store::factors::Kind`, added here by [`kept`].

use crate::domain::code::Token;
use crate::domain::ids::StaffId;
use crate::domain::moment::{MINUTE, Moment};
use crate::domain::policy::{Caller, Grant, Role};
use crate::domain::problem::Problem;
use crate::domain::staff as rules;
use crate::domain::text::bounded;
use crate::keys::{hex, sha256};
use crate::service::sessions::Shown;
use crate::service::staff::verified::Verified;
use crate::service::staff::{accounts, passkeys, sign_in, totp};
use crate::service::{By, Fail, Linli, Outcome, sessions};
use crate::store::factors::{self, Factor, Kind, Step};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, sessions as rows};
use futures::FutureExt;
use uuid::Uuid;

/// How long a factor that is being added waits for its first use.
const WAITS: i64 = 10 * MINUTE;
/// Recovery codes made at a time.
const CODES: usize = 10;
/// Most characters of a factor's name.
const LABEL: u32 = 40;
/// Who is asked for a second factor where the instance asks for one.
const ASKED: [Role; 5] = [Role::Security, Role::Admin, Role::Auditor, Role::Official, Role::Committee];

/// Whether an account with these duties is asked for a second factor.
fn asked_of(grants: &[Grant]) -> bool {
    grants.iter().any(|grant| ASKED.contains(&grant.role))
}

/// The duties that hold: none while a second factor is asked for and none was added.
///
/// # Errors
/// The store did not answer.
pub async fn within_factors(c: &mut Conn, id: StaffId, grants: Vec<Grant>) -> Outcome<Vec<Grant>> {
    let bare = asked_of(&grants) && factors::required(c).await? && factors::count(c, id).await? == 0;
    Ok(if bare { Vec::new() } else { grants })
}

/// The factors of one's own account.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// The factors.
    pub factors: Vec<Factor>,
    /// Recovery codes that can still be used.
    pub codes: usize,
    /// True if its duties wait for a factor.
    pub needed: bool,
    /// Whether this address can have passkeys.
    pub passkeys: bool,
}

/// The account of a caller, who may change what proves it.
pub(super) async fn own_account(app: &Linli, caller: &Caller) -> Outcome<Staff> {
    // One's own account lies nowhere, so the verb asks only that one is signed in as staff.
    super::describe(app, caller).await
}

/// One's own factors.
///
/// # Errors
/// [`Problem::SignInFirst`].
pub async fn own(app: &Linli, caller: &Caller) -> Outcome<Own> {
    let account = own_account(app, caller).await?;
    let mut c = app.store.read().await?;
    let all = factors::list(&mut c, account.id).await?;
    let grants = staff::grants(&mut c, account.id).await?;
    let required = factors::required(&mut c).await?;
    let (codes, real): (Vec<_>, Vec<_>) = all.into_iter().partition(|factor| factor.kind == Kind::Recovery);
    let needed = required && asked_of(&grants) && real.is_empty();
    let codes = codes.iter().filter(|code| code.used_at.is_none()).count();
    Ok(Own { factors: real, codes, needed, passkeys: passkeys::offered(app) })
}

/// Under which hash a step is kept: of what kind, by whose token.
pub(super) fn step_hash(app: &Linli, kind: &str, token: &str) -> [u8; 32] {
    app.keys.mac("sign_in_step", format!("{kind} {token}").as_bytes())
}

/// A secret as it is stored for an account.
pub(super) fn sealed(app: &Linli, owner: StaffId, plain: &[u8]) -> Outcome<String> {
    let sealed = app.keys.seal(&app.random, "staff_factor", owner.0.as_bytes(), plain);
    sealed.ok_or_else(|| Fail::incident("a secret could not be sealed"))
}

/// A stored secret; an incident if the instance's key is another one.
pub(super) fn opened(app: &Linli, owner: StaffId, sealed: &str) -> Outcome<Vec<u8>> {
    let plain = app.keys.unseal("staff_factor", owner.0.as_bytes(), sealed);
    plain.ok_or_else(|| Fail::incident("a sealed secret does not open with this key"))
}

/// Puts what is being added by this session under a step of its own.
pub(super) async fn wait(app: &Linli, kind: &str, token: &str, owner: StaffId, plain: &[u8]) -> Outcome<()> {
    let now = app.now();
    let hash = step_hash(app, kind, token);
    let step = Step { staff_id: owner, body: sealed(app, owner, plain)?, created_at: now };
    app.store
        .write(move |c| {
            async move { Ok::<_, Fail>(factors::record_step(c, hash, &step, now.plus(WAITS)).await?) }.boxed()
        })
        .await
}

/// What waits under a step of this session, of this account.
pub(super) async fn waiting(app: &Linli, kind: &str, token: &str, owner: StaffId) -> Outcome<Option<Vec<u8>>> {
    let mut c = app.store.read().await?;
    match factors::step(&mut c, step_hash(app, kind, token), app.now()).await? {
        Some(step) if step.staff_id == owner => Ok(Some(opened(app, owner, &step.body)?)),
        _ => Ok(None),
    }
}

/// Begins to add an app: makes its secret, which counts once its first digits were typed.
///
/// # Errors
/// [`Problem::SignInFirst`].
pub async fn start_app(app: &Linli, caller: &Caller, visitor: &impl Shown) -> Outcome<()> {
    let account = own_account(app, caller).await?;
    let secret: [u8; totp::BYTES] = app.random.bytes();
    wait(app, "totp", visitor.session().unwrap_or_default(), account.id, &secret).await
}

/// The account and the secret that waits for its first digits; none if it waited too long.
///
/// # Errors
/// [`Problem::SignInFirst`].
pub async fn started_app(app: &Linli, caller: &Caller, visitor: &impl Shown) -> Outcome<Option<(Staff, Vec<u8>)>> {
    let account = own_account(app, caller).await?;
    let secret = waiting(app, "totp", visitor.session().unwrap_or_default(), account.id).await?;
    Ok(secret.map(|secret| (account, secret)))
}

/// Adds the app whose first digits these are; gives recovery codes if it is the first factor.
///
/// # Errors
/// [`Problem::FactorWrong`], [`Problem::SecondOver`] if it waited too long.
pub async fn confirm_app(
    app: &Linli,
    caller: &Caller,
    visitor: &impl Shown,
    typed: &str,
    label: &str,
) -> Outcome<Vec<String>> {
    let (account, secret) = started_app(app, caller, visitor).await?.ok_or(Problem::SecondOver)?;
    let six = totp::six(typed).and_then(|six| totp::check(&secret, &six, app.now()));
    let step = six.ok_or(Fail::at("code", Problem::FactorWrong))?;
    let new = named(app, &account, Kind::Totp, label, &secret, step)?;
    kept(app, visitor, account, new, "totp").await
}

/// A factor with its sealed secret, named as typed.
pub(super) fn named(app: &Linli, account: &Staff, kind: Kind, label: &str, plain: &[u8], step: i64) -> Outcome<Factor> {
    let now = app.now();
    let label = bounded(label, LABEL).map_err(|problem| Fail::at("label", problem))?;
    let secret = sealed(app, account.id, plain)?;
    Ok(Factor {
        id: app.random.id(now),
        staff_id: account.id,
        kind,
        label,
        secret,
        last_step: step,
        used_at: None,
        created_at: now,
    })
}

/// Keeps a new factor; the first brings recovery codes and ends every other session, which was begun
/// with the password alone.
pub(super) async fn kept(
    app: &Linli,
    visitor: &impl Shown,
    account: Staff,
    new: Factor,
    waited: &str,
) -> Outcome<Vec<String>> {
    let now = app.now();
    let token = visitor.session().unwrap_or_default().to_owned();
    let (step, session) = (step_hash(app, waited, &token), sha256(token.as_bytes()));
    let by = By { staff: Some(account.id), address: visitor.address().to_owned() };
    let mut audit = app.entry(now, &by, "add_factor", None, format!("staff {}", account.login));
    new.kind.as_str().clone_into(&mut audit.detail);
    let (codes, hashes) = fresh_codes(app, &account, now);
    app.store
        .write(move |c| {
            async move {
                // A sign-in that is under way with the password alone comes before this, or not at all.
                staff::lock(c, account.id).await?;
                // Sent twice, it is added once.
                if !factors::end_step(c, step).await? {
                    return Err(Fail::from(Problem::SecondOver));
                }
                let first = factors::count(c, account.id).await? == 0;
                factors::record(c, &new).await?;
                if first {
                    replace_codes(c, account.id, &hashes).await?;
                    rows::end_others(c, account.id, session).await?;
                }
                c.audit(audit);
                Ok(if first { codes } else { Vec::new() })
            }
            .boxed()
        })
        .await
}

/// The stored form of a recovery code.
pub(super) fn code_hash(app: &Linli, owner: StaffId, plain: &str) -> String {
    hex(&app.keys.mac("staff_recovery", format!("{owner} {plain}").as_bytes()))
}

fn fresh_codes(app: &Linli, account: &Staff, now: Moment) -> (Vec<String>, Vec<Factor>) {
    let tokens: Vec<Token> = (0..CODES).map(|_| Token::from_bits(app.random.bits())).collect();
    let stored = tokens.iter().map(|token| Factor {
        id: app.random.id(now),
        staff_id: account.id,
        kind: Kind::Recovery,
        label: String::new(),
        secret: code_hash(app, account.id, &token.plain()),
        last_step: 0,
        used_at: None,
        created_at: now,
    });
    let stored = stored.collect();
    (tokens.into_iter().map(Token::format).collect(), stored)
}

async fn replace_codes(c: &mut Conn, owner: StaffId, new: &[Factor]) -> Outcome<()> {
    factors::remove_recovery(c, owner).await?;
    for code in new {
        factors::record(c, code).await?;
    }
    Ok(())
}

/// The account of a caller who typed its password once more.
async fn proven(app: &Linli, caller: &Caller, visitor: &impl Shown, password: &str) -> Outcome<Verified> {
    let account = own_account(app, caller).await?;
    if password.is_empty() {
        return Err(Fail::at("password", Problem::Missing));
    }
    if sign_in::tried(app, visitor, &account.login, Some(&account), password).await? {
        return Ok(Verified::new(app, visitor, account));
    }
    Err(Fail::at("password", Problem::SignInWrong))
}

/// The same within the unit that acts on it.
async fn still_proven(c: &mut Conn, right: &Verified) -> Outcome<()> {
    if right.settle(c).await? { Ok(()) } else { Err(Fail::at("password", Problem::SignInWrong)) }
}

/// Ten new recovery codes; the old ones end. They are shown once.
///
/// # Errors
/// [`Problem::SignInWrong`] beside `password`; [`Problem::NotFound`] without any factor.
pub async fn new_codes(app: &Linli, caller: &Caller, visitor: &impl Shown, password: &str) -> Outcome<Vec<String>> {
    let right = proven(app, caller, visitor, password).await?;
    let (now, account) = (app.now(), right.account.clone());
    let audit =
        app.entry(now, &sessions::by(caller, visitor), "new_recovery", None, format!("staff {}", account.login));
    let (codes, hashes) = fresh_codes(app, &account, now);
    app.store
        .write(move |c| {
            async move {
                still_proven(c, &right).await?;
                if factors::count(c, account.id).await? == 0 {
                    return Err(Fail::from(Problem::NotFound));
                }
                replace_codes(c, account.id, &hashes).await?;
                c.audit(audit);
                Ok(codes)
            }
            .boxed()
        })
        .await
}

/// Removes one of one's own factors; with the last one the recovery codes go.
///
/// # Errors
/// [`Problem::SignInWrong`] beside `password`, [`Problem::NotFound`] if it is none of one's own.
pub async fn remove(app: &Linli, caller: &Caller, visitor: &impl Shown, id: &str, password: &str) -> Outcome<()> {
    let right = proven(app, caller, visitor, password).await?;
    let account = right.account.clone();
    let id = Uuid::try_parse(id).map_err(|_| Problem::NotFound)?;
    let by = sessions::by(caller, visitor);
    let audit = app.entry(app.now(), &by, "remove_factor", None, format!("staff {}", account.login));
    app.store
        .write(move |c| {
            async move {
                still_proven(c, &right).await?;
                if !factors::remove(c, account.id, id).await? {
                    return Err(Fail::from(Problem::NotFound));
                }
                if factors::count(c, account.id).await? == 0 {
                    factors::remove_recovery(c, account.id).await?;
                }
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Takes a colleague's lost factors away, never one's own. Its sessions end and its password too: a
/// reset slip, handed over in person, says who it is.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`], or outside the caller's reach.
pub async fn take_away(app: &Linli, caller: &Caller, visitor: &impl Shown, id: StaffId) -> Outcome<()> {
    let found = accounts::of_another(app, caller, id).await?;
    taken(app, &sessions::by(caller, visitor), found.staff).await.map(|_| ())
}

/// The same for the command line, for the last administrator; gives how many there were.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn take_away_for(app: &Linli, by: &By, login: &str) -> Outcome<u64> {
    let account = of_login(app, login).await?;
    taken(app, by, account).await
}

/// How many factors an account has, without recovery codes: for the command line.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn count_for(app: &Linli, login: &str) -> Outcome<i64> {
    let account = of_login(app, login).await?;
    let mut c = app.store.read().await?;
    Ok(factors::count(&mut c, account.id).await?)
}

async fn of_login(app: &Linli, login: &str) -> Outcome<Staff> {
    let mut c = app.store.read().await?;
    Ok(staff::find(&mut c, &rules::fold_login(login)).await?.ok_or(Problem::NotFound)?)
}

async fn taken(app: &Linli, by: &By, account: Staff) -> Outcome<u64> {
    let now = app.now();
    let audit = app.entry(now, by, "remove_factors", None, format!("staff {}", account.login));
    app.store
        .write(move |c| {
            async move {
                staff::lock(c, account.id).await?;
                let gone = factors::remove_all(c, account.id).await?;
                factors::end_steps(c, account.id).await?;
                staff::revise_password(c, account.id, "").await?;
                staff::end_slips(c, account.id, now).await?;
                rows::end_of_staff(c, account.id).await?;
                c.audit(audit);
                Ok::<_, Fail>(gone)
            }
            .boxed()
        })
        .await
}
