//! Signed-in browsers: who is calling?
//!
//! For: [`caller`] from a session token; beginning and ending sessions.
//! Must not know: passwords and codes (`service::staff`, `service::credentials`).
//! To add: a further kind of owner in `store::sessions::Owner`.

use crate::domain::code::Purpose;
use crate::domain::ids::StaffId;
use crate::domain::moment::{HOUR, MINUTE, Moment};
use crate::domain::policy::Caller;
use crate::keys::{hex, sha256};
use crate::service::staff::factors::within_factors;
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::sessions::{self, Owner, Session};
use crate::store::{Conn, StoreError, staff};
use futures::FutureExt;

/// What a request shows of its sender: the doors read it, this file says what it stands for.
pub trait Shown {
    /// The session token, if any.
    fn session(&self) -> Option<&str>;
    /// The network address.
    fn address(&self) -> &str;
    /// Browser and system, in short.
    fn agent(&self) -> String {
        String::new()
    }
}

/// A staff session ends after this time without a request; drafts stay.
pub const STAFF_IDLE: i64 = 30 * MINUTE;
/// A staff session ends after this time in any case.
pub const STAFF_LIFE: i64 = 12 * HOUR;
/// How long a given password is enough for what is sensitive.
pub const PROVED: i64 = 15 * MINUTE;
/// The same for paper ballots, which come one after the other.
pub const PROVED_AT_DESK: i64 = 2 * HOUR;
/// How exactly the last use is noted.
const NOTED: i64 = MINUTE;

/// Who calls. A token that is unknown, ended or idle for too long is nobody.
///
/// # Errors
/// The store did not answer.
pub async fn caller(app: &Linli, visitor: &impl Shown) -> Outcome<Caller> {
    let Some(token) = visitor.session() else { return Ok(Caller::Nobody) };
    let hash = sha256(token.as_bytes());
    let now = app.now();
    let mut c = app.store.read().await?;
    let Some(session) = sessions::find(&mut c, hash, now).await? else { return Ok(Caller::Nobody) };
    match session.owner {
        Owner::Household(household, community) => {
            Ok(Caller::Household { household, community, purpose: Purpose::Household, owner: false })
        }
        Owner::Titled(household, community) if session.owner_seen => {
            Ok(Caller::Household { household, community, purpose: Purpose::Owner, owner: true })
        }
        // Else whoever prints letters could act for a flat that never asked for one.
        Owner::Titled(household, community) => Ok(Caller::Unseen { household, community }),
        // Once such a letter has ended it shows no more than before.
        Owner::Reader(household, community, Purpose::Owner) if !session.owner_seen => {
            Ok(Caller::Unseen { household, community })
        }
        // Until it is let in it is nobody: whoever read the digits over a shoulder learns nothing.
        Owner::Waiting(..) => Ok(Caller::Nobody),
        Owner::Reader(household, community, purpose) => Ok(Caller::Reader { household, community, purpose }),
        Owner::Phone(phone) => Ok(Caller::Phone { phone }),
        Owner::Staff(id) => {
            if now.since(session.seen_at) > STAFF_IDLE {
                return Ok(Caller::Nobody);
            }
            let caller = working(&mut c, &session, id).await?;
            drop(c);
            if caller != Caller::Nobody {
                note(app, visitor, hash, &session, now).await?;
            }
            Ok(caller)
        }
    }
}

/// A member of staff with the duties that this session works in; nobody if the account is locked.
async fn working(c: &mut Conn, session: &Session, id: StaffId) -> Outcome<Caller> {
    if !staff::by_id(c, id).await?.is_some_and(|account| account.active) {
        return Ok(Caller::Nobody);
    }
    let all = staff::grants(c, id).await?;
    let mut grants = within_factors(c, id, all).await?;
    // A duty chosen for work that was taken away meanwhile leaves none.
    if let Some(acting) = &session.acting {
        grants.retain(|grant| grant == acting);
    }
    Ok(Caller::Staff { id, grants })
}

/// Whose staff session it is, also one that was left alone for too long: only for saying what a form
/// that waits for the password would do. Nothing is done by it.
///
/// # Errors
/// The store did not answer.
pub async fn left_by(app: &Linli, visitor: &impl Shown) -> Outcome<Caller> {
    let Some((session, id)) = of_visitor(app, visitor).await? else { return Ok(Caller::Nobody) };
    let mut c = app.store.read().await?;
    working(&mut c, &session, id).await
}

/// Notes the use, now and then, and from where, when that changes.
async fn note(app: &Linli, visitor: &impl Shown, hash: [u8; 32], session: &Session, now: Moment) -> Outcome<()> {
    let (agent, address) = (visitor.agent(), visitor.address().to_owned());
    let moved = agent != session.agent || address != session.address;
    let late = now.since(session.seen_at) > NOTED;
    if !moved && !late {
        return Ok(());
    }
    app.store
        .write(move |c| {
            async move {
                if moved {
                    sessions::used_from(c, hash, &agent, &address).await?;
                }
                if late { sessions::seen(c, hash, now).await } else { Ok(()) }
            }
            .boxed()
        })
        .await?;
    Ok(())
}

/// The visitor's staff session, also one that was left alone for too long, with its account.
///
/// # Errors
/// The store did not answer.
pub async fn of_visitor(app: &Linli, visitor: &impl Shown) -> Outcome<Option<(Session, StaffId)>> {
    let Some(token) = visitor.session() else { return Ok(None) };
    let mut c = app.store.read().await?;
    let found = sessions::find(&mut c, sha256(token.as_bytes()), app.now()).await?;
    Ok(found.and_then(|session| match session.owner {
        Owner::Staff(id) => Some((session, id)),
        _ => None,
    }))
}

/// Whether the session of a form must be proven first: it was left alone for too long, or the
/// password was last given more than `within` ago where that is asked. Who is not signed in as
/// staff is refused by the door itself.
///
/// # Errors
/// The store did not answer.
pub async fn stale(app: &Linli, visitor: &impl Shown, within: Option<i64>) -> Outcome<bool> {
    let Some((session, _)) = of_visitor(app, visitor).await? else { return Ok(false) };
    let now = app.now();
    let idle = now.since(session.seen_at) > STAFF_IDLE;
    Ok(idle || within.is_some_and(|within| now.since(session.proved_at) > within))
}

/// Whether a form comes with the token of a session that is over: its time ran out or it was ended
/// elsewhere. Who never signed in is refused by the door itself.
///
/// # Errors
/// The store did not answer.
pub async fn is_over(app: &Linli, visitor: &impl Shown) -> Outcome<bool> {
    let Some(token) = visitor.session() else { return Ok(false) };
    let mut c = app.store.read().await?;
    Ok(sessions::find(&mut c, sha256(token.as_bytes()), app.now()).await?.is_none())
}

/// Begins a session within a unit of work; gives its token, which is nowhere stored.
///
/// # Errors
/// The store refused.
pub async fn begin(c: &mut Conn, token: &str, owner: Owner, now: Moment, expires: Moment) -> Result<(), StoreError> {
    sessions::record(c, sha256(token.as_bytes()), owner, now, expires).await
}

/// A fresh token of 256 bits.
pub fn token(app: &Linli) -> String {
    hex(&app.random.bytes::<32>())
}

/// Ends the visitor's session; that of staff is noted.
///
/// # Errors
/// The store did not answer.
pub async fn end(app: &Linli, visitor: &impl Shown) -> Outcome<()> {
    let Some(token) = visitor.session() else { return Ok(()) };
    let hash = sha256(token.as_bytes());
    // Anybody can send a made-up token: that takes no turn at the writer.
    let mut c = app.store.read().await?;
    let found = sessions::find(&mut c, hash, app.now()).await?;
    drop(c);
    if found.is_none() {
        return Ok(());
    }
    let account = match of_visitor(app, visitor).await? {
        Some((_, id)) => staff::by_id(&mut app.store.read().await?, id).await?,
        None => None,
    };
    let noted = account.map(|account| {
        let by = By { staff: Some(account.id), address: visitor.address().to_owned() };
        app.entry(app.now(), &by, "sign_out", None, format!("staff {}", account.login))
    });
    app.store
        .write(move |c| {
            async move {
                sessions::end(c, hash).await?;
                if let Some(entry) = noted {
                    c.audit(entry);
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// The audit's 'who' for a caller.
pub fn by(caller: &Caller, visitor: &impl Shown) -> By {
    let staff = match caller {
        Caller::Staff { id, .. } => Some(*id),
        _ => None,
    };
    By { staff, address: visitor.address().to_owned() }
}
