//! Leaving: an account ends at a stroke, and its duties go on with a colleague.
//!
//! For: [`leave`]. The account is kept for the log. Papers that it entered and that wait for a
//! second person wait on: they are nobody's own.
//! Must not know: pages.
//! To add: what is assigned to one account is handed over in the same unit.

use crate::domain::ids::StaffId;
use crate::domain::policy::{Caller, Role, duties};
use crate::domain::problem::Problem;
use crate::domain::staff::fold_login;
use crate::service::sessions::Shown;
use crate::service::staff::accounts::{self, Held};
use crate::service::{Fail, Linli, Outcome, sessions};
use crate::store::{Conn, sessions as rows, staff};
use futures::FutureExt;

/// Locks the account, ends its sessions, slips and duties; with the login of a colleague, the
/// duties go to that account. What was given or taken at this moment counts as it is then.
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
    let (caller, next) = (caller.clone(), next.map(|next| next.staff));
    app.store
        .write(move |c| {
            async move {
                let gone = held_now(c, &caller, id, next.as_ref().map(|next| next.id)).await?;
                audit.detail = told(&gone, next.as_ref().map(|next| next.login.as_str()));
                if let Some(next) = &next {
                    hand_over(c, &caller, &gone, next.id).await?;
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

/// What the leaver holds now; nobody gives or takes anything of either account until the unit ends.
async fn held_now(c: &mut Conn, caller: &Caller, leaver: StaffId, next: Option<StaffId>) -> Outcome<Vec<Held>> {
    // Always in the same order, so that two who leave to each other do not wait for each other.
    let mut both: Vec<StaffId> = next.into_iter().chain([leaver]).collect();
    both.sort_unstable_by_key(|id| id.0);
    for id in both {
        staff::grants_locked(c, id).await?;
    }
    let gone = accounts::held_by(c, leaver).await?;
    accounts::may_manage(caller, &gone)?;
    Ok(gone)
}

async fn hand_over(c: &mut Conn, caller: &Caller, gone: &[Held], next: StaffId) -> Outcome<()> {
    let beside = |problem| Fail::at("successor", problem);
    let active = staff::by_id(c, next).await?.is_some_and(|account| account.active);
    if !active {
        return Err(beside(Problem::NoSuchColleague));
    }
    let held = accounts::held_by(c, next).await?;
    accounts::may_manage(caller, &held).map_err(beside)?;
    let mut roles: Vec<Role> = held.iter().map(|held| held.grant.role).collect();
    for one in gone {
        duties::beside(roles.iter().copied(), one.grant.role).map_err(beside)?;
        staff::record_grant(c, next, &one.grant).await?;
        roles.push(one.grant.role);
    }
    Ok(())
}

/// The duties that ended, and who goes on with them.
fn told(gone: &[Held], next: Option<&str>) -> String {
    let all: Vec<String> =
        gone.iter().map(|one| format!("{} {}", one.grant.role, one.key).trim_end().to_owned()).collect();
    let next = next.map(|login| format!(" → {login}")).unwrap_or_default();
    format!("{}{next}", all.join(", ")).trim_start().to_owned()
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
