//! Reset slips: a code on paper by which a colleague sets a password.
//!
//! For: [`make`] for an administrator, [`make_for`] for the command line.
//! Must not know: how a slip looks; how its code sets a password (`passwords`).
//! To add: a further way of making one ends in `print`.

use crate::domain::code::Token;
use crate::domain::ids::StaffId;
use crate::domain::moment::{DAY, Moment};
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::staff as rules;
use crate::service::ballots::once_key;
use crate::service::sessions::Shown;
use crate::service::staff::{accounts, passwords};
use crate::service::{By, Fail, Linli, Outcome, sessions};
use crate::store::staff::{self, Slip, Staff};
use futures::FutureExt;
use uuid::Uuid;

/// How long a slip is good.
const LIFE: i64 = 7 * DAY;

/// A printed slip.
#[derive(Clone, Debug)]
pub struct Slipped {
    /// For whom.
    pub staff: Staff,
    /// The code, in groups of four.
    pub code: String,
    /// Good before this moment.
    pub expires: Moment,
}

/// Makes a slip for a colleague, never for oneself. Earlier slips of the account end. The same
/// `once` makes one: a repeat would void the paper that was handed out a moment ago.
///
/// # Errors
/// [`Problem::SecondPersonNeeded`], outside the caller's reach, or [`Problem::SlipMade`].
pub async fn make(app: &Linli, caller: &Caller, visitor: &impl Shown, id: StaffId, once: &str) -> Outcome<Slipped> {
    let found = accounts::of_another(app, caller, id).await?;
    let form = Uuid::try_parse(once).unwrap_or_else(|_| app.random.id(app.now()));
    print(app, &sessions::by(caller, visitor), found.staff, form).await
}

/// The same without asking the policy: for the command line.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn make_for(app: &Linli, by: &By, login: &str) -> Outcome<Slipped> {
    let found = {
        let mut c = app.store.read().await?;
        staff::find(&mut c, &rules::fold_login(login)).await?.ok_or(Problem::NotFound)?
    };
    print(app, by, found, app.random.id(app.now())).await
}

async fn print(app: &Linli, by: &By, staff: Staff, form: Uuid) -> Outcome<Slipped> {
    let now = app.now();
    let token = Token::from_bits(app.random.bits());
    let hash = passwords::slip_hash(app, &token.plain());
    let maker = by.staff.unwrap_or(StaffId(Uuid::nil()));
    let id = once_key(&[form.as_bytes(), staff.id.0.as_bytes()]);
    let slip = Slip { id, staff_id: staff.id, made_by: maker };
    let audit = app.entry(now, by, "print_slip", None, format!("staff {}", staff.login));
    let expires = now.plus(LIFE);
    app.store
        .write(move |c| {
            async move {
                staff::end_slips(c, slip.staff_id, now).await?;
                // A refusal takes the line above back.
                if !staff::record_slip(c, slip, hash, now, expires).await? {
                    return Err(Fail::from(Problem::SlipMade));
                }
                c.audit(audit);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await?;
    Ok(Slipped { staff, code: token.format(), expires })
}
