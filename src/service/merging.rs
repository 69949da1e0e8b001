//! Communities merged: the households of one come over to another, whose closed page says so.
//!
//! For: [`offer`] with what stands in the way, [`merge`].
//! Must not know: pages. What the closed one said, voted and built stays with it, and so do its duties:
//! they reach the other one as well.
//! To add: what comes over is a statement of `store::households`.

use crate::domain::ids::CommunityId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::poll::PollState;
use crate::domain::problem::Problem;
use crate::service::communities::{self as places, find_for, find_to_write};
use crate::service::roll::waits;
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::communities::{self, Community};
use crate::store::{Conn, defects, feedback, households as rows, polls, roll};
use futures::FutureExt;
use std::collections::HashSet;
use std::fmt::Write;

/// What a merge would bring.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Where the households go.
    pub community: Community,
    /// Communities that could come over.
    pub others: Vec<Community>,
    /// The one that is looked at.
    pub other: Option<Community>,
    /// Names of buildings that both have.
    pub clashes: Vec<String>,
    /// What is not over at the one that is looked at: running faults, and feedback without the reply it
    /// is owed.
    pub left: (usize, i64),
}

/// Which communities could come over, and for one of them what stands in the way.
///
/// # Errors
/// What the policy says.
pub async fn offer(app: &Linli, caller: &Caller, slug: &str, other: &str) -> Outcome<Offer> {
    let community = find_for(app, caller, Verb::ManageRoll, slug).await?;
    let mut c = app.store.read().await?;
    let fits = |one: &Community| {
        let may = one.place().is_some_and(|place| can(caller, Verb::ManageRoll, &place).is_ok());
        one.id != community.id && one.is_open() && one.households > 0 && may
    };
    let others: Vec<Community> = communities::list(&mut c, "").await?.into_iter().filter(fits).collect();
    let other = others.iter().find(|one| one.slug == other).cloned();
    let (clashes, left) = match &other {
        Some(other) => (clashes(&mut c, other.id, community.id).await?, left(&mut c, other.id).await?),
        None => (Vec::new(), (0, 0)),
    };
    Ok(Offer { community, others, other, clashes, left })
}

async fn left(c: &mut Conn, from: CommunityId) -> Outcome<(usize, i64)> {
    let running = defects::list(c, from).await?.into_iter().filter(|fault| fault.state.is_running()).count();
    let (unanswered, ..) = feedback::count_handled(c, from, true).await?;
    Ok((running, unanswered))
}

async fn clashes(c: &mut Conn, from: CommunityId, to: CommunityId) -> Outcome<Vec<String>> {
    let keys: HashSet<String> = roll::buildings(c, to).await?.into_iter().map(|one| one.key).collect();
    let both = roll::buildings(c, from).await?.into_iter().filter(|one| keys.contains(&one.key));
    Ok(both.map(|one| one.name).collect())
}

/// Brings the households of `other` over; `other` is closed and says where they went.
///
/// # Errors
/// Beside `other`: [`Problem::PollNotOver`], [`Problem::RollWaits`], [`Problem::StandsAlready`] if both
/// have a building of one name; what the policy says of both places.
pub async fn merge(app: &Linli, caller: &Caller, by: &By, slug: &str, other: &str) -> Outcome<()> {
    let to = find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    let from = find_to_write(app, caller, Verb::ManageRoll, other).await;
    let from = from.map_err(|fail| match fail.first() {
        Some(Problem::NotFound) => Fail::at("other", Problem::UnknownPlace),
        _ => fail,
    })?;
    if from.id == to.id {
        return Err(Fail::at("other", Problem::UnknownPlace));
    }
    let now = app.now();
    let mut entries = Vec::new();
    for (at, detail) in [(&to, format!("took in {}", from.slug)), (&from, format!("merged into {}", to.slug))] {
        let mut entry = app.entry(now, by, "merge_roll", Some(at.id), format!("roll {}", at.slug));
        entry.detail = detail;
        entries.push(entry);
    }
    let app = app.clone();
    app.clone()
        .store
        .write(move |c| {
            async move {
                // Always in the same order, so that two merges cannot wait for each other.
                for id in [from.id.min(to.id), from.id.max(to.id)] {
                    places::hold_open(c, id).await?;
                }
                may_move(c, from.id, to.id, now).await?;
                free_keys(c, from.id, to.id).await?;
                let duties = rows::move_all(c, from.id, to.id).await?;
                communities::revise_state(c, from.id, "closed").await?;
                communities::record_closed_why(c, from.id, "").await?;
                for one in [&to, &from] {
                    let (households, buildings, area) = rows::figures(c, one.id).await?;
                    communities::record_roll_figures(c, one.id, households, buildings, area).await?;
                    let body = serde_json::json!({
                        "community": one.slug, "step": "merged", "from": from.slug, "to": to.slug,
                        "households": households, "buildings": buildings, "area": area,
                    });
                    c.append(app.leaf(now, one.id, "roll", body.to_string()));
                    c.touch(one.id);
                }
                for mut entry in entries {
                    if entry.community_id == Some(to.id) {
                        let _ = write!(entry.detail, ", duties that reach here too {duties}");
                    }
                    c.audit(entry);
                }
                Ok(())
            }
            .boxed()
        })
        .await
}

async fn may_move(c: &mut Conn, from: CommunityId, to: CommunityId, now: Moment) -> Outcome<()> {
    for id in [from, to] {
        let open = polls::list(c, id).await?.into_iter().find(|poll| poll.state == PollState::Open);
        if let Some(poll) = open {
            return Err(Fail::at("other", Problem::PollNotOver { zh: poll.title_zh, en: poll.title_en }));
        }
        if !waits(c, id, now).await?.is_empty() {
            return Err(Fail::at("other", Problem::RollWaits));
        }
    }
    if clashes(c, from, to).await?.is_empty() { Ok(()) } else { Err(Fail::at("other", Problem::StandsAlready)) }
}

/// Buildings without anybody on the roll give up names that the other place has.
async fn free_keys(c: &mut Conn, from: CommunityId, to: CommunityId) -> Outcome<()> {
    let (moving, staying) = (rows::every_building(c, from).await?, rows::every_building(c, to).await?);
    let used: HashSet<_> = roll::buildings(c, to).await?.into_iter().map(|one| one.id).collect();
    for (id, key) in &moving {
        if let Some((twin, _)) = staying.iter().find(|(_, other)| other == key) {
            rows::key_aside(c, if used.contains(twin) { *id } else { *twin }).await?;
        }
    }
    Ok(())
}
