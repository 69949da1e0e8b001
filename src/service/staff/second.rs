//! The second step of signing in: between the right password and the session.
//!
//! For: [`begin`] after a password, [`by_code`] with six digits or a recovery code, the ceremony of a
//! passkey ([`options`], [`by_passkey`]).
//! Must not know: cookies; how factors are added (`factors`).
//! To add: a further way takes its try by `try_once` before it computes anything and ends in `enter`.

use crate::domain::calendar::{local, start_of_day};
use crate::domain::code::{Token, parse_token};
use crate::domain::ids::StaffId;
use crate::domain::moment::{MINUTE, Moment};
use crate::domain::problem::Problem;
use crate::keys::hex;
use crate::service::sessions::Shown;
use crate::service::staff::sign_in::{self, Ground, SignedIn};
use crate::service::staff::verified::Verified;
use crate::service::staff::{factors as own, passkeys, totp};
use crate::service::{By, Fail, Linli, Outcome, sessions};
use crate::store::factors::{self, Factor, Kind, Step};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, limits};
use futures::FutureExt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude::{PasskeyAuthentication, PublicKeyCredential, RequestChallengeResponse};

/// How long a sign-in waits for its second step.
pub const WAITS: i64 = 10 * MINUTE;
/// Tries of one sign-in.
pub const TRIES: i64 = 5;
/// Wrong digits and recovery codes of one account a day. Only who knows its password can use them up;
/// passkeys are not among them and go on, and a right one takes none. Of 10^6 digits three are right at a
/// time, so 10 × 365 × 3 / 10^6 = 0.011 hits are expected in a year of trying with the password known.
pub const WRONG_PER_DAY: i64 = 10;

/// What a step holds, sealed.
#[derive(Serialize, Deserialize)]
struct Body {
    next: String,
    ceremony: Option<PasskeyAuthentication>,
}

/// A sign-in that waits.
pub struct Waiting {
    /// Whose.
    pub account: Staff,
    /// Whether a passkey can be used.
    pub passkey: bool,
    /// Where one wanted to go.
    pub next: String,
    ceremony: Option<PasskeyAuthentication>,
    all: Vec<Factor>,
    hash: [u8; 32],
    began: Moment,
}

fn body(app: &Linli, account: &Staff, next: &str, ceremony: Option<PasskeyAuthentication>) -> Outcome<String> {
    let body = Body { next: next.to_owned(), ceremony };
    let json = serde_json::to_vec(&body).map_err(|e| Fail::incident(&e.to_string()))?;
    own::sealed(app, account.id, &json)
}

/// Begins the second step; gives its token, which is nowhere stored.
///
/// # Errors
/// [`Problem::SignInWrong`] if the password changed meanwhile, [`Problem::SignInPaused`].
pub(super) async fn begin(app: &Linli, right: Verified, next: &str) -> Outcome<String> {
    let account = &right.account;
    let (now, token) = (app.now(), sessions::token(app));
    let hash = own::step_hash(app, "second", &token);
    let step = Step { staff_id: account.id, body: body(app, account, next, None)?, created_at: now };
    app.store
        .write(move |c| {
            async move {
                if !right.settle(c).await? {
                    return Err(Fail::from(Problem::SignInWrong));
                }
                Ok(factors::record_step(c, hash, &step, now.plus(WAITS)).await?)
            }
            .boxed()
        })
        .await?;
    Ok(token)
}

/// The sign-in that waits under a token.
///
/// # Errors
/// [`Problem::SecondOver`] if none does.
pub async fn find(app: &Linli, token: &str) -> Outcome<Waiting> {
    let hash = own::step_hash(app, "second", token);
    let mut c = app.store.read().await?;
    let step = factors::step(&mut c, hash, app.now()).await?.ok_or(Problem::SecondOver)?;
    let account = staff::by_id(&mut c, step.staff_id).await?.filter(|account| account.active);
    let account = account.ok_or(Problem::SecondOver)?;
    let all = factors::list(&mut c, account.id).await?;
    let plain = own::opened(app, account.id, &step.body)?;
    let body: Body = serde_json::from_slice(&plain).map_err(|e| Fail::incident(&e.to_string()))?;
    let passkey = passkeys::offered(app) && all.iter().any(|factor| factor.kind == Kind::Passkey);
    Ok(Waiting { account, passkey, next: body.next, ceremony: body.ceremony, all, hash, began: step.created_at })
}

fn step_key(waiting: &Waiting) -> String {
    format!("second step {}", hex(waiting.hash.first_chunk::<16>().unwrap_or(&[0; 16])))
}

/// Where wrong ones of an account are counted: its key, and when the day began.
fn counted(app: &Linli, waiting: &Waiting) -> (String, Moment) {
    (sign_in::key("second account", &waiting.account.login), start_of_day(local(app.now()).0))
}

/// Takes one try before anything is computed, so that many at once do not pass the bound together.
async fn try_once(app: &Linli, waiting: &Waiting, of_account: Option<(String, Moment)>) -> Outcome<()> {
    let (step, began) = (step_key(waiting), waiting.began);
    app.store
        .write(move |c| {
            async move {
                if limits::add(c, &step, began).await? > TRIES {
                    return Err(Fail::from(Problem::SecondOver));
                }
                if let Some((account, day)) = of_account
                    && limits::add(c, &account, day).await? > WRONG_PER_DAY
                {
                    return Err(Fail::from(Problem::SecondUsedUp));
                }
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Notes a wrong one in the log and says so.
async fn wrong(app: &Linli, visitor: &impl Shown, waiting: &Waiting, fail: Fail) -> Outcome<SignedIn> {
    let by = By { staff: None, address: visitor.address().to_owned() };
    let audit = app.entry(app.now(), &by, "second_wrong", None, format!("staff {}", waiting.account.login));
    app.store
        .write(move |c| {
            async move {
                c.audit(audit);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await?;
    Err(fail)
}

/// Goes in with six digits of an app or with a recovery code.
///
/// # Errors
/// [`Problem::FactorWrong`] beside `code` for wrong and used ones alike, [`Problem::SecondOver`],
/// [`Problem::SecondUsedUp`].
pub async fn by_code(app: &Linli, visitor: &impl Shown, token: &str, typed: &str) -> Outcome<(SignedIn, String)> {
    let waiting = find(app, token).await?;
    if typed.trim().is_empty() {
        return Err(Fail::at("code", Problem::Missing));
    }
    let taken = counted(app, &waiting);
    try_once(app, &waiting, Some(taken.clone())).await?;
    let proof = if let Some(six) = totp::six(typed) {
        of_app(app, &waiting, &six)?
    } else {
        parse_token(typed).ok().map(|token| of_paper(app, &waiting, token))
    };
    let given = match proof {
        Some(proof) => enter(app, visitor, &waiting, proof, Some(taken)).await,
        None => Err(Fail::at("code", Problem::FactorWrong)),
    };
    match given {
        Err(fail) if fail.first() == Some(&Problem::FactorWrong) => {
            wrong(app, visitor, &waiting, fail).await.map(|signed_in| (signed_in, String::new()))
        }
        given => given.map(|signed_in| (signed_in, waiting.next)),
    }
}

/// What is used up by going in.
enum Proof {
    App { id: Uuid, step: i64 },
    Paper { hash: String },
    Passkey { id: Uuid, secret: String },
}

fn of_app(app: &Linli, waiting: &Waiting, six: &str) -> Outcome<Option<Proof>> {
    let now = app.now();
    for factor in waiting.all.iter().filter(|factor| factor.kind == Kind::Totp) {
        let secret = own::opened(app, waiting.account.id, &factor.secret)?;
        if let Some(step) = totp::check(&secret, six, now) {
            return Ok(Some(Proof::App { id: factor.id, step }));
        }
    }
    Ok(None)
}

fn of_paper(app: &Linli, waiting: &Waiting, token: Token) -> Proof {
    Proof::Paper { hash: own::code_hash(app, waiting.account.id, &token.plain()) }
}

/// What a right second step uses up together with the session that it earns: all or nothing.
pub(super) struct Earned {
    hash: [u8; 32],
    owner: StaffId,
    proof: Proof,
    now: Moment,
    /// The count from which its try is taken back.
    counted: Option<(String, Moment)>,
}

impl Earned {
    /// Ends the step and uses its proof up; gives the word that the log notes.
    pub(super) async fn use_up(self, c: &mut Conn) -> Outcome<&'static str> {
        if !factors::end_step(c, self.hash).await? {
            return Err(Fail::from(Problem::SecondOver));
        }
        let (word, taken) = match &self.proof {
            Proof::App { id, step } => ("totp", factors::use_step(c, *id, *step, self.now).await?),
            Proof::Paper { hash } => ("recovery", factors::use_recovery(c, self.owner, hash, self.now).await?),
            Proof::Passkey { id, secret } => ("passkey", factors::use_passkey(c, *id, secret, self.now).await?),
        };
        if !taken {
            return Err(Fail::at("code", Problem::FactorWrong));
        }
        if let Some((key, day)) = &self.counted {
            limits::give_back(c, key, *day).await?;
        }
        Ok(word)
    }
}

async fn enter(
    app: &Linli,
    visitor: &impl Shown,
    waiting: &Waiting,
    proof: Proof,
    counted: Option<(String, Moment)>,
) -> Outcome<SignedIn> {
    let earned = Earned { hash: waiting.hash, owner: waiting.account.id, proof, now: app.now(), counted };
    sign_in::begin(app, visitor, Ground::Second(waiting.account.clone(), earned)).await
}

/// What the browser asks a passkey of this account.
///
/// # Errors
/// [`Problem::SecondOver`]; [`Problem::PasskeyWrong`] without any.
pub async fn options(app: &Linli, token: &str) -> Outcome<RequestChallengeResponse> {
    let waiting = find(app, token).await?;
    let known = passkeys::known(app, &waiting.account, &waiting.all)?;
    let keys: Vec<_> = known.into_iter().map(|(_, key)| key).collect();
    let (asked, ceremony) = passkeys::ask(app, &keys)?;
    write_ceremony(app, &waiting, Some(ceremony)).await?;
    Ok(asked)
}

async fn write_ceremony(app: &Linli, waiting: &Waiting, ceremony: Option<PasskeyAuthentication>) -> Outcome<()> {
    let (hash, body) = (waiting.hash, body(app, &waiting.account, &waiting.next, ceremony)?);
    app.store
        .write(move |c| {
            async move {
                let waits = factors::revise_step(c, hash, &body).await?;
                if waits { Ok(()) } else { Err(Fail::from(Problem::SecondOver)) }
            }
            .boxed()
        })
        .await
}

/// Goes in with what a passkey answered. A challenge is answered once.
///
/// # Errors
/// [`Problem::PasskeyWrong`], [`Problem::SecondOver`].
pub async fn by_passkey(app: &Linli, visitor: &impl Shown, token: &str, answer: &str) -> Outcome<(SignedIn, String)> {
    let waiting = find(app, token).await?;
    try_once(app, &waiting, None).await?;
    write_ceremony(app, &waiting, None).await?;
    let answer = serde_json::from_str::<PublicKeyCredential>(answer).ok();
    let known = passkeys::known(app, &waiting.account, &waiting.all)?;
    let proof = match (&waiting.ceremony, answer) {
        (Some(ceremony), Some(answer)) => passkeys::answered(app, known, &answer, ceremony)?,
        _ => None,
    };
    let Some((id, key)) = proof else {
        let fail = Fail::from(Problem::PasskeyWrong);
        return wrong(app, visitor, &waiting, fail).await.map(|signed_in| (signed_in, String::new()));
    };
    let secret = own::sealed(app, waiting.account.id, &passkeys::stored(&key)?)?;
    let signed_in = enter(app, visitor, &waiting, Proof::Passkey { id, secret }, None).await?;
    Ok((signed_in, waiting.next))
}
