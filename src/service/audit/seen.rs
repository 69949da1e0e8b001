//! What is noted beside the acts: that staff saw what is personal, and that they were refused.
//!
//! For: [`viewed`], [`note_refused`]. Both are bounded by counts that all nodes share, so that looking
//! often is cheap and the log stays readable.
//! Must not know: pages.
//! To add: nothing for a further page.

use super::VIEW_PERSONAL;
use crate::domain::calendar::{local, start_of_day};
use crate::domain::ids::CommunityId;
use crate::domain::moment::{HOUR, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::keys::{hex, sha256};
use crate::service::sessions::{self, Shown};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::audit::{self, Entry};
use crate::store::limits;
use futures::FutureExt;

/// Most refusals noted of one session in an hour.
const MOST_REFUSED: i64 = 20;

fn seen_key(app: &Linli, by: &By, object: &str) -> String {
    let who = by.staff.map_or_else(|| by.address.clone(), |staff| staff.to_string());
    let mac = app.keys.mac("viewed", format!("{who}\n{object}").as_bytes());
    format!("viewed:{}", hex(mac.first_chunk::<12>().unwrap_or(&[0; 12])))
}

async fn is_noted(app: &Linli, key: &str, day: Moment) -> Outcome<bool> {
    let mut c = app.store.read().await?;
    Ok(limits::count(&mut c, key, day).await? > 0)
}

/// Notes that staff saw what is personal: `object` says what, never whose words. Of one person and
/// object it is one entry a day; looking again costs a read.
///
/// # Errors
/// The log could not be written: then it is not to be shown.
pub async fn viewed(app: &Linli, by: &By, place: Option<CommunityId>, object: String, detail: String) -> Outcome<()> {
    let what = object.clone();
    let mut entry = app.entry(app.now(), by, VIEW_PERSONAL, place, object);
    entry.detail = detail;
    note_daily(app, by, entry, &what).await
}

/// Writes an entry unless this person has one of the same kind about `what` today.
pub(super) async fn note_daily(app: &Linli, by: &By, entry: Entry, what: &str) -> Outcome<()> {
    let kind = if entry.verb == VIEW_PERSONAL { String::new() } else { format!("{}\n", entry.verb) };
    let (key, day) = (seen_key(app, by, &format!("{kind}{what}")), start_of_day(local(entry.at).0));
    if is_noted(app, &key, day).await? {
        return Ok(());
    }
    app.store
        .write(move |c| {
            async move {
                if limits::add(c, &key, day).await? == 1 {
                    c.audit(entry);
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Notes that staff were refused an act; of one session at most [`MOST_REFUSED`] in an hour.
///
/// # Errors
/// The store did not answer.
pub async fn note_refused(app: &Linli, visitor: &impl Shown, verb: Verb, object: String) -> Outcome<()> {
    let caller = sessions::caller(app, visitor).await?;
    let (Caller::Staff { .. }, Some(token)) = (&caller, visitor.session()) else { return Ok(()) };
    let now = app.now();
    let mut entry = app.entry(now, &sessions::by(&caller, visitor), verb.as_str(), None, object);
    audit::REFUSED.clone_into(&mut entry.result);
    let hash = sha256(token.as_bytes());
    let key = format!("refused:{}", hex(hash.first_chunk::<12>().unwrap_or(&[0; 12])));
    let starts = limits::window(now, HOUR);
    app.store
        .write(move |c| {
            async move {
                if limits::add(c, &key, starts).await? <= MOST_REFUSED {
                    c.audit(entry);
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}
