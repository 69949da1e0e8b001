//! A file that waits: for its columns to be named, and for its confirmation.
//!
//! For: [`stage`], [`map`], [`preview`]. What waits is the flats, never the file: it may hold what
//! must not be stored.
//! Must not know: how a roll comes into force (`switch`).
//! To add: what is known of a waiting file is a field of `heading::Heading`.

use super::compare::Change;
use super::heading::Heading;
use super::read::{Pieces, Reading, mapped, read_alone};
use super::{STAGED, not_in_use, present};
use crate::domain::community::columns::Field;
use crate::domain::ids::{CommunityId, RollId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::service::{By, Fail, Linli, Outcome, communities};
use crate::store::Conn;
use crate::store::communities::Community;
use crate::store::roll::old;
use crate::store::roll::version::{self, Version};
use futures::FutureExt;
use serde::de::IgnoredAny;

/// Where the summary of a waiting file keeps how many rows it has.
pub(super) const ROWS: &str = "rows";
/// Pieces that are written in one unit of work.
const PIECES_AT_ONCE: usize = 4;

/// What waits under an id.
#[derive(Debug)]
pub enum Staged {
    /// Flats, what they change, and the stamp of the roll that they were compared with.
    Ready(Box<Change>, i64),
    /// Its columns have to be named.
    Unmapped(Heading),
}

/// Keeps a sound file for a day, until what it changes is confirmed.
///
/// # Errors
/// [`Problem::Missing`] beside `file` for an empty one; its faults, [`Problem::RollInUse`], what the
/// policy says.
pub async fn stage(app: &Linli, caller: &Caller, by: &By, slug: &str, bytes: &[u8]) -> Outcome<RollId> {
    let community = communities::find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    if bytes.is_empty() {
        return Err(Fail::at("file", Problem::Missing));
    }
    stage_for(app, &community, by, bytes).await
}

/// The same for a command.
///
/// # Errors
/// The file's faults, [`Problem::RollInUse`].
pub async fn stage_for(app: &Linli, community: &Community, by: &By, bytes: &[u8]) -> Outcome<RollId> {
    let mut c = app.store.read().await?;
    not_in_use(&mut c, community.id, app.now()).await?;
    drop(c);
    let reading = read_alone(app, bytes, None).await?;
    stage_read(app, community, by, bytes, reading).await
}

async fn stage_read(app: &Linli, community: &Community, by: &By, bytes: &[u8], reading: Reading) -> Outcome<RollId> {
    let (now, to) = (app.now(), community.id);
    let (state, summary, bodies) = match reading {
        Reading::Flats(file, pieces) => ("staged", counted(&json(&file)?, pieces.flats), pieces.bodies),
        Reading::Unmapped(file, bodies) => ("waits", counted(&json(&file)?, rows(&bodies)), bodies),
    };
    let id = RollId(app.random.id(now));
    let staff = by.staff.map(|id| id.0);
    let entry = app.entry(now, by, "stage_roll", Some(to), format!("roll {id}"));
    let source = if super::workbook::is_one(bytes) { "workbook" } else { "csv" };
    let record = app.store.write(move |c| {
        async move {
            old::purge(c, now.plus(-STAGED)).await?;
            version::record(c, id, to, (version::COMES, source, "{}"), staff, now).await?;
            c.audit(entry);
            Ok::<_, Fail>(())
        }
        .boxed()
    });
    record.await?;
    keep(app, id, bodies).await?;
    let whole = app.store.write(move |c| async move { version::revise(c, id, state, &summary).await }.boxed());
    whole.await?;
    Ok(id)
}

/// Writes the pieces a few at a time. Nobody finds an import before all are there; of one that broke
/// off, they go after a day.
async fn keep(app: &Linli, id: RollId, bodies: Vec<String>) -> Outcome<()> {
    let (mut bodies, mut first) = (bodies.into_iter(), 0);
    loop {
        let some: Vec<String> = bodies.by_ref().take(PIECES_AT_ONCE).collect();
        let next = first + i64::try_from(some.len()).unwrap_or(0);
        if some.is_empty() {
            return Ok(());
        }
        let write = app.store.write(move |c| async move { version::add_pieces(c, id, first, &some).await }.boxed());
        write.await?;
        first = next;
    }
}

/// A summary that tells of how many rows.
fn counted(summary: &str, rows: usize) -> String {
    let mut told: serde_json::Value = serde_json::from_str(summary).unwrap_or_default();
    if let Some(told) = told.as_object_mut() {
        told.insert(ROWS.to_owned(), rows.into());
    }
    told.to_string()
}

fn rows(bodies: &[String]) -> usize {
    bodies.iter().filter_map(|body| serde_json::from_str::<Vec<IgnoredAny>>(body).ok()).map(|rows| rows.len()).sum()
}

fn json(file: &Heading) -> Outcome<String> {
    Ok(serde_json::to_string(file).map_err(|_| Problem::NotATable)?)
}

/// The waiting import of this id.
///
/// # Errors
/// [`Problem::NotFound`] after a day, or once it is in force.
pub(super) async fn waiting(c: &mut Conn, to: CommunityId, id: RollId, now: Moment) -> Outcome<Version> {
    let found = version::find(c, id, to).await?.ok_or(Problem::NotFound)?;
    let is_over = found.created_at <= now.plus(-STAGED).0;
    let waits = matches!(found.state.as_str(), "waits" | "staged");
    if waits && !is_over { Ok(found) } else { Err(Problem::NotFound.into()) }
}

/// What the columns of a file that waits stand for.
pub(super) fn heading(version: &Version) -> Heading {
    serde_json::from_str(&version.summary).unwrap_or_default()
}

/// Says which columns of a waiting file stand for what. The file comes along if what waits of it does
/// not suffice: then it waits anew, under the id that is given back.
///
/// # Errors
/// A column that is still missing, the faults of the rows; [`Problem::FileAgain`],
/// [`Problem::OtherColumns`] beside `file`; what the policy says.
pub async fn map(
    app: &Linli,
    caller: &Caller,
    by: &By,
    slug: &str,
    id: RollId,
    (named, bytes): (&[(Field, usize)], &[u8]),
) -> Outcome<RollId> {
    let community = communities::find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    let mut c = app.store.read().await?;
    let version = waiting(&mut c, community.id, id, app.now()).await?;
    let file = heading(&version);
    let said = file.with(named);
    if !bytes.is_empty() {
        not_in_use(&mut c, community.id, app.now()).await?;
        drop(c);
        let reading = read_alone(app, bytes, Some(said)).await?;
        return stage_read(app, &community, by, bytes, reading).await;
    }
    if version.state != "waits" {
        // Sent twice, it is named already.
        return if said == file { Ok(id) } else { Err(Fail::at("file", Problem::FileAgain)) };
    }
    let bodies = version::pieces(&mut c, id).await?;
    drop(c);
    let pieces: Pieces = mapped(&file, named, &bodies).map_err(|problem| Fail::at("file", problem))?;
    let summary = counted(&json(&said)?, pieces.flats);
    let (now, to) = (app.now(), community.id);
    let entry = app.entry(now, by, "map_roll", Some(community.id), format!("roll {id}"));
    app.store
        .write(move |c| {
            async move {
                // Somebody may have discarded it meanwhile.
                waiting(c, to, id, now).await?;
                c.audit(entry);
                version::record_pieces(c, id, &pieces.bodies).await?;
                version::revise(c, id, "staged", &summary).await?;
                Ok::<_, Fail>(id)
            }
            .boxed()
        })
        .await
}

/// What waits under this id; nothing is written.
///
/// # Errors
/// [`Problem::NotFound`] after a day; what the policy says.
pub async fn staged(app: &Linli, caller: &Caller, slug: &str, id: RollId) -> Outcome<Staged> {
    let community = communities::find_for(app, caller, Verb::ManageRoll, slug).await?;
    let mut c = app.store.read().await?;
    let version = waiting(&mut c, community.id, id, app.now()).await?;
    if version.state == "waits" { Ok(Staged::Unmapped(heading(&version))) } else { preview(&mut c, &version).await }
}

/// What a staged import would change.
///
/// # Errors
/// The store did not answer.
pub async fn preview(c: &mut Conn, version: &Version) -> Outcome<Staged> {
    let community = CommunityId(version.community_id);
    // Taken before the comparison: what changes while it runs makes the stamp another.
    let stamp = version::stamp(c, community).await?;
    let bodies = version::pieces(c, RollId(version.id)).await?;
    Ok(Staged::Ready(Box::new(present(c, community, heading(version)).await?.compare(&bodies)?), stamp))
}

/// The same for a command.
///
/// # Errors
/// A needed column is not there; the store did not answer.
pub async fn preview_of(app: &Linli, community: &Community, id: RollId) -> Outcome<Change> {
    let mut c = app.store.read().await?;
    let version = waiting(&mut c, community.id, id, app.now()).await?;
    if version.state == "waits" {
        // A command cannot ask: it tells which columns it did not find.
        let file = heading(&version);
        mapped(&file, &file.known, &[])?;
    }
    match preview(&mut c, &version).await? {
        Staged::Ready(change, _) => Ok(*change),
        Staged::Unmapped(_) => Err(Problem::NotFound.into()),
    }
}

/// The figures of an import, for its summary.
pub fn brought(change: &Change) -> serde_json::Value {
    serde_json::json!({
        "households": change.households,
        "buildings": change.buildings,
        "area": change.area,
        "new": change.new.count,
        "changed": change.changed.count,
        "gone": change.gone.count,
    })
}
