//! Signed-in browsers: who is calling?
//!
//! For: [`caller`] from a session token; beginning and ending sessions.
//! Must not know: passwords and codes (`service::staff`, `service::credentials`).
//! To add: a further kind of owner in `store::sessions::Owner`.

use crate::domain::moment::{HOUR, MINUTE, Moment};
use crate::domain::policy::Caller;
use crate::keys::{hex, sha256};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::sessions::{self, Owner};
use crate::store::{Conn, StoreError, staff};
use futures::FutureExt;

/// What a request shows of its sender: the doors read it, this file says what it stands for.
pub trait Shown {
    /// The session token, if any.
    fn session(&self) -> Option<&str>;
    /// The network address.
    fn address(&self) -> &str;
}

/// A staff session ends after this time without a request; drafts stay.
pub const STAFF_IDLE: i64 = 30 * MINUTE;
/// A staff session ends after this time in any case.
pub const STAFF_LIFE: i64 = 12 * HOUR;
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
        Owner::Household(household, community) => Ok(Caller::Household { household, community, owner: false }),
        Owner::Reader(household, community) => Ok(Caller::Reader { household, community }),
        Owner::Phone(phone) => Ok(Caller::Phone { phone }),
        Owner::Staff(id) => {
            if now.since(session.seen_at) > STAFF_IDLE {
                return Ok(Caller::Nobody);
            }
            let active = staff::by_id(&mut c, id).await?.is_some_and(|s| s.active);
            if !active {
                return Ok(Caller::Nobody);
            }
            let grants = staff::grants(&mut c, id).await?;
            drop(c);
            if now.since(session.seen_at) > NOTED {
                app.store.write(move |c| async move { sessions::seen(c, hash, now).await }.boxed()).await?;
            }
            Ok(Caller::Staff { id, grants })
        }
    }
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

/// Ends the visitor's session.
///
/// # Errors
/// The store did not answer.
pub async fn end(app: &Linli, visitor: &impl Shown) -> Outcome<()> {
    let Some(token) = visitor.session() else { return Ok(()) };
    let hash = sha256(token.as_bytes());
    app.store.write(move |c| async move { Ok::<_, Fail>(sessions::end(c, hash).await?) }.boxed()).await
}

/// The audit's 'who' for a caller.
pub fn by(caller: &Caller, visitor: &impl Shown) -> By {
    let staff = match caller {
        Caller::Staff { id, .. } => Some(*id),
        _ => None,
    };
    By { staff, address: visitor.address().to_owned() }
}
