//! Staff: signing in, passwords, accounts and what they may do where.
//!
//! For: the use cases about accounts; [`describe`] for the pages that name them.
//! Must not know: pages, sentences; how a session's cookie looks.
//! To add: signing in belongs to `sign_in`, hashes to `passwords`, accounts and grants
//! to `accounts`, printed codes to `slips`; what proves an account besides its password to `factors`,
//! asking for it to `second`; what a right password is worth until it is acted on to `verified`.

pub mod accounts;
pub mod factors;
pub mod leaving;
pub mod own;
pub mod passkeys;
pub mod passwords;
pub mod second;
pub mod sign_in;
pub mod slips;
pub mod totp;
pub mod verified;

pub use accounts::{Account, Held, NewAccount};
pub use sign_in::SignedIn;
pub use slips::Slipped;

use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::service::{Fail, Linli, Outcome};
use crate::store::staff::{self, Staff};

/// The account of a caller who is signed in as staff.
///
/// # Errors
/// [`Problem::SignInFirst`].
pub async fn describe(app: &Linli, caller: &Caller) -> Outcome<Staff> {
    let Caller::Staff { id, .. } = caller else { return Err(Fail::from(Problem::SignInFirst)) };
    let mut c = app.store.read().await?;
    Ok(staff::by_id(&mut c, *id).await?.ok_or(Problem::SignInFirst)?)
}
