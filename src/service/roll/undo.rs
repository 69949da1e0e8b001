//! The latest roll is taken back.
//!
//! For: [`way_back`], [`undo`]: households, owners who were seen, codes and the names of buildings are
//! as before it.
//! Must not know: the file; how a roll comes into force (`switch`).
//! To add: what a roll ended stands in `switch`, what comes back in `take_back`.

use super::not_in_use;
use super::switch::{NAMES_WERE, end_codes};
use crate::domain::ids::{CommunityId, RollId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::privacy::ROLL_WAS_KEPT;
use crate::domain::problem::Problem;
use crate::service::{By, Fail, Linli, Outcome, communities};
use crate::store::roll::staged::{self, Named};
use crate::store::roll::undone;
use crate::store::roll::version::{self, Version};
use crate::store::{Conn, owners};
use futures::FutureExt;

/// Whether the latest roll can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayBack {
    /// It can.
    Open(Version),
    /// A household was changed since.
    Changed,
    /// What stood before it is not kept any more.
    Late,
}

/// Whether the roll in force can be taken back; nothing if none was brought in.
///
/// # Errors
/// The store did not answer.
pub async fn way_back(c: &mut Conn, community: CommunityId, now: Moment) -> Outcome<Option<WayBack>> {
    let Some(version) = version::latest(c, community).await? else { return Ok(None) };
    let summary: serde_json::Value = serde_json::from_str(&version.summary).unwrap_or_default();
    let stamp = summary.get("stamp").and_then(serde_json::Value::as_i64);
    let same = stamp == Some(version::stamp(c, community).await?);
    let kept = version.switched_at.is_some_and(|at| now.since(Moment(at)) < ROLL_WAS_KEPT);
    Ok(Some(match (kept, same) {
        (true, true) => WayBack::Open(version),
        (true, false) => WayBack::Changed,
        (false, _) => WayBack::Late,
    }))
}

/// What the roll in force brought: households that were new, changed and gone.
///
/// # Errors
/// The store did not answer.
pub async fn figures(c: &mut Conn, community: CommunityId) -> Outcome<Option<[i64; 3]>> {
    let Some(version) = version::latest(c, community).await? else { return Ok(None) };
    let summary: serde_json::Value = serde_json::from_str(&version.summary).unwrap_or_default();
    let figure = |name: &str| summary.get(name).and_then(serde_json::Value::as_i64).unwrap_or_default();
    Ok(Some(["new", "changed", "gone"].map(figure)))
}

/// Takes the latest roll back: households have what they had, and the codes that it ended work
/// again.
///
/// # Errors
/// [`Problem::RollInUse`]; [`Problem::ChangedMeanwhile`] if a household was changed since, or
/// another roll is in force; what the policy says.
pub async fn undo(app: &Linli, caller: &Caller, by: &By, slug: &str, id: RollId) -> Outcome<()> {
    let community = communities::find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    let (now, to, slug) = (app.now(), community.id, community.slug);
    let (app, by) = (app.clone(), by.clone());
    app.clone()
        .store
        .write(move |c| {
            async move {
                communities::hold_open(c, to).await?;
                not_in_use(c, to, now).await?;
                let version = match way_back(c, to, now).await? {
                    Some(WayBack::Open(version)) if version.id == id.0 => version,
                    _ => return Err(Problem::ChangedMeanwhile.into()),
                };
                let codes = take_back(c, &version, now).await?;
                end_codes(c, &app, &by, now, (to, &slug)).await?;
                let mut entry = app.entry(now, &by, "undo_roll", Some(to), format!("roll {slug}"));
                entry.detail = format!("number {}, codes that work again {codes}", version.number);
                c.audit(entry);
                let leaf = serde_json::json!({ "community": slug, "undone": version.number, "codes": codes });
                c.append(app.leaf(now, to, "roll_undone", leaf.to_string()));
                c.touch(to);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Gives how many codes work again.
async fn take_back(c: &mut Conn, version: &Version, now: Moment) -> Outcome<u64> {
    let (id, to) = (RollId(version.id), CommunityId(version.community_id));
    owners::end_changed(c, id, now).await?;
    let codes = undone::undo(c, version, now).await?;
    owners::end_off_roll(c, to, now).await?;
    if let Some(at) = version.switched_at {
        owners::back(c, id, Moment(at)).await?;
    }
    let mut summary: serde_json::Value = serde_json::from_str(&version.summary).unwrap_or_default();
    let were = summary.get_mut(NAMES_WERE).map(serde_json::Value::take).unwrap_or_default();
    let were: Vec<Named> = serde_json::from_value(were).unwrap_or_default();
    staged::name_buildings(c, to, &were).await?;
    Ok(codes)
}
