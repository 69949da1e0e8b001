//! A right password, until the unit of work that acts on it.
//!
//! For: [`Verified`]. Hashing takes its time and waiting for the turn takes more; meanwhile the account
//! may get another password, a second factor or be locked. So whatever a password opens asks
//! [`Verified::settle`] once more, within the unit that writes. It also bounds right passwords: each
//! leaves an entry in the log.
//! Must not know: what is opened.
//! To add: whatever asks for a password before a unit takes one of these into it.

use crate::domain::moment::Moment;
use crate::domain::problem::Problem;
use crate::service::sessions::Shown;
use crate::service::staff::sign_in::{self, WINDOW};
use crate::service::{Fail, Linli, Outcome};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, limits};

/// Right passwords of one account from one network within [`WINDOW`].
pub const RIGHT_PER_PAIR: i64 = 40;

/// An account whose password was right a moment ago.
#[derive(Debug)]
pub struct Verified {
    pub(super) account: Staff,
    used: (String, Moment),
}

fn used(app: &Linli, visitor: &impl Shown, login: &str) -> (String, Moment) {
    (sign_in::pair_key("right password", login, visitor), limits::window(app.now(), WINDOW))
}

/// Whether a right password of this login would still be taken here: asked before anything is
/// computed, and alike of logins that nobody has.
///
/// # Errors
/// [`Problem::SignInPaused`].
pub(super) async fn check(app: &Linli, visitor: &impl Shown, login: &str) -> Outcome<()> {
    let (key, starts) = used(app, visitor, login);
    let mut c = app.store.read().await?;
    let count = limits::count(&mut c, &key, starts).await?;
    if count >= RIGHT_PER_PAIR { Err(Fail::from(Problem::SignInPaused)) } else { Ok(()) }
}

impl Verified {
    pub(super) fn new(app: &Linli, visitor: &impl Shown, account: Staff) -> Self {
        let used = used(app, visitor, &account.login);
        Self { account, used }
    }

    /// Within the unit that acts on it: whether the account still has this password, with nobody
    /// changing it until the unit ends. It is counted.
    ///
    /// # Errors
    /// [`Problem::SignInPaused`].
    pub(super) async fn settle(&self, c: &mut Conn) -> Outcome<bool> {
        let holds = holds(c, &self.account).await?;
        let (key, starts) = &self.used;
        if limits::add(c, key, *starts).await? > RIGHT_PER_PAIR {
            return Err(Fail::from(Problem::SignInPaused));
        }
        Ok(holds)
    }
}

/// Whether an account is open and has the password it had when it was read; nobody changes it until
/// the unit ends.
pub(super) async fn holds(c: &mut Conn, read: &Staff) -> Outcome<bool> {
    let now = staff::by_id_locked(c, read.id).await?;
    Ok(now.is_some_and(|now| now.active && now.password_hash == read.password_hash))
}
