//! One's own account at work: where one is signed in, which duty one works in, who one is once more.
//!
//! For: `/account`, and the password that is asked for once more ([`prove`]).
//! Must not know: pages; which door asks (`http::routes`).
//! To add: what a member of staff does about the own account asks for `Verb::OwnAccount`.

use crate::domain::ids::StaffId;
use crate::domain::moment::HOUR;
use crate::domain::policy::{Caller, Grant};
use crate::domain::problem::Problem;
use crate::keys::sha256;
use crate::service::sessions::Shown;
use crate::service::staff::accounts::{self, Held};
use crate::service::staff::{sign_in, verified};
use crate::service::{Fail, Linli, Outcome, sessions};
use crate::store::limits;
use crate::store::sessions::{self as rows, Session};
use crate::store::staff::{self, Staff};
use futures::FutureExt;
use uuid::Uuid;

/// How often one account chooses a duty in an hour, in all its sessions: each is an entry of the log.
pub const MOST_CHOSEN: i64 = 20;

/// One's own account.
#[derive(Clone, Debug)]
pub struct Own {
    /// The account.
    pub staff: Staff,
    /// Every duty of it.
    pub held: Vec<Held>,
    /// The one worked in; none for all together.
    pub acting: Option<Grant>,
    /// Where it is signed in.
    pub sessions: Vec<Session>,
    /// Which of them this is.
    pub this: Uuid,
}

/// The account of who is signed in.
///
/// # Errors
/// [`Problem::SignInFirst`].
pub async fn find(app: &Linli, caller: &Caller, visitor: &impl Shown) -> Outcome<Own> {
    let staff = super::describe(app, caller).await?;
    let (this, _) = sessions::of_visitor(app, visitor).await?.ok_or(Problem::SignInFirst)?;
    let mut c = app.store.read().await?;
    let held = accounts::held_by(&mut c, staff.id).await?;
    let sessions = rows::of_staff(&mut c, staff.id, app.now()).await?;
    Ok(Own { staff, held, acting: this.acting, sessions, this: this.id })
}

/// The duty that is worked in, if one was chosen and is still held.
///
/// # Errors
/// The store did not answer.
pub async fn acting(app: &Linli, visitor: &impl Shown) -> Outcome<Option<Held>> {
    let Some((session, id)) = sessions::of_visitor(app, visitor).await? else { return Ok(None) };
    let Some(acting) = session.acting else { return Ok(None) };
    let mut c = app.store.read().await?;
    let held = accounts::held_by(&mut c, id).await?;
    Ok(held.into_iter().find(|held| held.grant == acting))
}

/// Works in the duty of this place in the list, or in all of them with an empty `role`.
///
/// # Errors
/// [`Problem::SignInFirst`], [`Problem::NotFound`], [`Problem::DutyTooOften`].
pub async fn work_as(app: &Linli, caller: &Caller, visitor: &impl Shown, role: &str, place: &str) -> Outcome<()> {
    let own = find(app, caller, visitor).await?;
    let acting = if role.is_empty() {
        None
    } else {
        let chosen = own.held.into_iter().find(|held| held.grant.role.as_str() == role && held.key == place);
        Some(chosen.ok_or(Problem::NotFound)?.grant)
    };
    if acting == own.acting {
        return Ok(());
    }
    let hash = sha256(visitor.session().unwrap_or_default().as_bytes());
    let (now, by) = (app.now(), sessions::by(caller, visitor));
    let (key, starts) = (sign_in::key("duty", &own.staff.id.0.to_string()), limits::window(now, HOUR));
    let mut audit = app.entry(now, &by, "work_as", None, format!("staff {}", own.staff.login));
    audit.detail = if role.is_empty() { "all_duties".to_owned() } else { format!("{role} {place}") };
    app.store
        .write(move |c| {
            async move {
                // Changed without an entry, it would not be known who worked in what.
                if limits::add(c, &key, starts).await? > MOST_CHOSEN {
                    return Err(Fail::from(Problem::DutyTooOften));
                }
                rows::work_as(c, hash, acting.as_ref()).await?;
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Ends one of the own sessions, or with `None` all but this one.
///
/// # Errors
/// [`Problem::SignInFirst`], [`Problem::NotFound`].
pub async fn end_session(app: &Linli, caller: &Caller, visitor: &impl Shown, which: Option<Uuid>) -> Outcome<()> {
    let account = super::describe(app, caller).await?;
    let hash = sha256(visitor.session().unwrap_or_default().as_bytes());
    let now = app.now();
    let by = sessions::by(caller, visitor);
    let audit = app.entry(now, &by, "end_session", None, format!("staff {}", account.login));
    app.store
        .write(move |c| {
            async move {
                staff::lock(c, account.id).await?;
                match which {
                    Some(id) if !rows::end_one(c, account.id, id, now).await? => {
                        return Err(Fail::from(Problem::NotFound));
                    }
                    None if rows::end_others(c, account.id, hash).await? == 0 => return Ok(()),
                    _ => {}
                }
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// The password given once more: the session is fresh again, also one that was left alone. Only
/// wrong tries with sessions of this account count: nobody else's stop who is signed in.
///
/// # Errors
/// [`Problem::PasswordWrong`], [`Problem::SignInPaused`], [`Problem::SignInFirst`].
pub async fn prove(app: &Linli, visitor: &impl Shown, password: &str) -> Outcome<()> {
    let (_, id) = sessions::of_visitor(app, visitor).await?.ok_or(Problem::SignInFirst)?;
    let account = {
        let mut c = app.store.read().await?;
        staff::by_id(&mut c, id).await?.filter(|account| account.active).ok_or(Problem::SignInFirst)?
    };
    if !sign_in::tried_within(app, visitor, &account, password).await? {
        return Err(Fail::from(Problem::PasswordWrong));
    }
    let hash = sha256(visitor.session().unwrap_or_default().as_bytes());
    let now = app.now();
    app.store
        .write(move |c| {
            async move {
                if !verified::holds(c, &account).await? {
                    return Err(Fail::from(Problem::PasswordWrong));
                }
                Ok(rows::proved(c, hash, now).await?)
            }
            .boxed()
        })
        .await
}

/// The name of whose session it is, also one that was left alone.
///
/// # Errors
/// The store did not answer.
pub async fn name(app: &Linli, visitor: &impl Shown) -> Outcome<String> {
    let Some((_, id)) = sessions::of_visitor(app, visitor).await? else { return Ok(String::new()) };
    let mut c = app.store.read().await?;
    Ok(staff::by_id(&mut c, id).await?.map(|account| account.name).unwrap_or_default())
}

/// Where a colleague's account is signed in: for who manages it.
///
/// # Errors
/// As [`accounts::find`].
pub async fn sessions_of(app: &Linli, caller: &Caller, id: StaffId) -> Outcome<Vec<Session>> {
    accounts::find(app, caller, id).await?;
    let mut c = app.store.read().await?;
    Ok(rows::of_staff(&mut c, id, app.now()).await?)
}

/// Ends one session of a colleague, or with `None` all of them.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`] for oneself, [`Problem::NotFound`], or outside the caller's reach.
pub async fn end_of(
    app: &Linli,
    caller: &Caller,
    visitor: &impl Shown,
    id: StaffId,
    which: Option<Uuid>,
) -> Outcome<()> {
    let found = accounts::of_another(app, caller, id).await?;
    let now = app.now();
    let by = sessions::by(caller, visitor);
    let audit = app.entry(now, &by, "end_session", None, format!("staff {}", found.staff.login));
    app.store
        .write(move |c| {
            async move {
                staff::lock(c, id).await?;
                match which {
                    Some(one) if !rows::end_one(c, id, one, now).await? => return Err(Fail::from(Problem::NotFound)),
                    Some(_) => {}
                    None => rows::end_of_staff(c, id).await?,
                }
                c.audit(audit);
                Ok(())
            }
            .boxed()
        })
        .await
}
