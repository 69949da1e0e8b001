//! Leaving: an account ends at a stroke, and its duties go on with a colleague.
//!
//! For: [`leave`]. The account is kept for the log. Papers that it entered and that wait for a
//! second person wait on: they are nobody's own.
//! Must not know: pages.
//! To add: what is assigned to one account is handed over in the same unit.

use crate::domain::ids::StaffId;
use crate::domain::policy::{Caller, duties};
use crate::domain::problem::Problem;
use crate::domain::staff::fold_login;
use crate::service::sessions::Shown;
use crate::service::staff::accounts;
use crate::service::{Fail, Linli, Outcome, sessions};
use crate::store::{sessions as rows, staff};
use futures::FutureExt;

/// Locks the account, ends its sessions, slips and duties; with the login of a colleague, the
/// duties go to that account.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`] for oneself, [`Problem::NoSuchColleague`] beside `successor`,
/// [`Problem::DutiesApart`], or outside the caller's reach.
pub async fn leave(app: &Linli, caller: &Caller, visitor: &impl Shown, id: StaffId, successor: &str) -> Outcome<()> {
    let leaver = accounts::of_another(app, caller, id).await?;
    let login = fold_login(successor);
    let next = if login.is_empty() { None } else { Some(heir(app, caller, &login, id).await?) };
    let now = app.now();
    let mut audit =
        app.entry(now, &sessions::by(caller, visitor), "leave_staff", None, format!("staff {}", leaver.staff.login));
    audit.detail = next.as_ref().map(|next| next.staff.login.clone()).unwrap_or_default();
    app.store
        .write(move |c| {
            async move {
                if let Some(next) = &next {
                    // Somebody may give either of them a duty at this moment: they take turns.
                    let mut held = staff::grants_locked(c, next.staff.id).await?;
                    for gone in &leaver.held {
                        duties::beside(held.iter().map(|held| held.role), gone.grant.role)
                            .map_err(|problem| Fail::at("successor", problem))?;
                        staff::record_grant(c, next.staff.id, &gone.grant).await?;
                        held.push(gone.grant.clone());
                    }
                }
                staff::remove_grants(c, id).await?;
                staff::end_slips(c, id, now).await?;
                staff::revise_active(c, id, false).await?;
                rows::end_of_staff(c, id).await?;
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// The colleague that goes on with the duties: nobody gives them to oneself.
async fn heir(app: &Linli, caller: &Caller, login: &str, leaver: StaffId) -> Outcome<accounts::Account> {
    let found = {
        let mut c = app.store.read().await?;
        staff::find(&mut c, login).await?.filter(|account| account.active && account.id != leaver)
    };
    let found = found.ok_or(Fail::at("successor", Problem::NoSuchColleague))?;
    accounts::of_another(app, caller, found.id).await.map_err(|fail| match fail {
        Fail::Fields(fields) => Fail::Fields(fields.into_iter().map(|(_, problem)| ("successor", problem)).collect()),
        other => other,
    })
}
