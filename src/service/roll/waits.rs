//! Files that wait: which there are, and giving one up.
//!
//! For: [`waits`], [`discard`].
//! Must not know: what a file changes (`compare`).
//! To add: what is told of a waiting file is a field of [`Waits`].

use super::STAGED;
use super::stage::{ROWS, waiting};
use crate::domain::ids::{CommunityId, RollId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::service::{By, Fail, Linli, Outcome, communities};
use crate::store::Conn;
use crate::store::roll::{staged, version, waits as rows};
use futures::FutureExt;

/// A file that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Its id.
    pub id: RollId,
    /// When it came.
    pub at: Moment,
    /// Who sent it; empty for a command.
    pub who: String,
    /// How many rows it has, where that is known.
    pub rows: Option<i64>,
    /// Whether its columns have to be named first.
    pub unmapped: bool,
}

/// The files of a community that wait, the newest first.
///
/// # Errors
/// The store did not answer.
pub async fn waits(c: &mut Conn, community: CommunityId, now: Moment) -> Outcome<Vec<Waits>> {
    let found = rows::list(c, community, now.plus(-STAGED)).await?;
    let told = |one: rows::Row| {
        let summary: serde_json::Value = serde_json::from_str(&one.summary).unwrap_or_default();
        Waits {
            id: RollId(one.id),
            at: Moment(one.created_at),
            who: one.who,
            rows: summary.get(ROWS).and_then(serde_json::Value::as_i64),
            unmapped: one.state == "waits",
        }
    };
    Ok(found.into_iter().map(told).collect())
}

/// Gives a waiting file up; nothing of it stays but the entry in the log.
///
/// # Errors
/// [`crate::domain::problem::Problem::NotFound`] if it waits no more; what the policy says.
pub async fn discard(app: &Linli, caller: &Caller, by: &By, slug: &str, id: RollId) -> Outcome<()> {
    let community = communities::find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    let (now, to) = (app.now(), community.id);
    let entry = app.entry(now, by, "discard_roll", Some(to), format!("roll {id}"));
    let give_up = app.store.write(move |c| {
        async move {
            communities::hold_open(c, to).await?;
            waiting(c, to, id, now).await?;
            version::revise(c, id, rows::DISCARDED, "{}").await?;
            c.audit(entry);
            Ok::<_, Fail>(())
        }
        .boxed()
    });
    give_up.await?;
    while app.store.write(move |c| async move { staged::clear_pieces(c, id).await }.boxed()).await? {}
    Ok(())
}
