//! What was said already.
//!
//! For: the second screen of a draft, and the island that looks while one types.
//! Must not know: pages; how likeness is measured (`domain::similar`).
//! To add: a further sign of likeness goes into [`choose`].

use crate::domain::ids::{CommunityId, DraftId, FeedbackId, UploadId};
use crate::domain::similar::rank;
use crate::service::feedback::draft::{self, Draft};
use crate::service::{Linli, Outcome, communities};
use crate::store::communities::Community;
use crate::store::feedback::{self, Feedback};
use crate::store::uploads;
use std::collections::HashMap;
use uuid::Uuid;

/// How many are shown.
const MOST: usize = 5;
/// How much two texts must share, in per mille of their pairs of characters.
const LEAST: u32 = 280;
/// How many of the newest are looked through.
const LOOKED: i64 = 500;

/// What may be the same as a draft.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Those that are like it first.
    pub all: Vec<Feedback>,
    /// How many are like it; the rest only has the same picture.
    pub alike: usize,
}

/// Published feedback like a draft: by its words, then by its picture. What is settled is left
/// out: whoever says it again means that it is back.
///
/// # Errors
/// The store did not answer.
pub async fn to_draft(app: &Linli, community: CommunityId, draft: &Draft) -> Outcome<Found> {
    let mut c = app.store.read().await?;
    let said = feedback::list_unsettled(&mut c, community, LOOKED).await?;
    drop(c);
    Ok(choose(draft, said))
}

/// Published feedback like a text, at most `most`.
///
/// # Errors
/// The store did not answer.
pub async fn to_text(app: &Linli, community: CommunityId, text: &str, most: usize) -> Outcome<Vec<Feedback>> {
    let draft = Draft { text: text.to_owned(), ..Draft::default() };
    let mut found = to_draft(app, community, &draft).await?.all;
    found.truncate(most);
    Ok(found)
}

fn choose(draft: &Draft, said: Vec<Feedback>) -> Found {
    let texts: Vec<&str> = said.iter().map(|f| f.shown_text.as_str()).collect();
    let ranked = if draft.text.is_empty() { Vec::new() } else { rank(&draft.text, &texts, LEAST, MOST) };
    let mut all: Vec<Feedback> = ranked.into_iter().filter_map(|at| said.get(at).cloned()).collect();
    let by_words = all.len();
    // Few words share little with other few words, so what has the same picture follows.
    let mut same: Vec<Feedback> =
        said.into_iter().filter(|f| draft.tile == Some(f.tile) && all.iter().all(|other| other.id != f.id)).collect();
    // The same building first, then what most households say.
    same.sort_by_key(|f| (draft.building.is_none() || f.building_id != draft.building, -f.households, -f.people));
    all.extend(same);
    all.truncate(MOST);
    let alike = if draft.text.is_empty() { all.len() } else { by_words };
    Found { all, alike }
}

/// What the second screen shows.
#[derive(Clone, Debug)]
pub struct Second {
    /// Where.
    pub community: Community,
    /// The draft.
    pub id: DraftId,
    /// What it holds.
    pub draft: Draft,
    /// What may be the same.
    pub found: Found,
    /// The first photo of each.
    pub photos: HashMap<FeedbackId, UploadId>,
}

/// The second screen of a draft; none once it has run out or was sent, or in another browser.
///
/// # Errors
/// [`Problem::NotFound`](crate::domain::problem::Problem::NotFound) for an unknown community.
pub async fn second(app: &Linli, slug: &str, id: DraftId, device: Option<Uuid>) -> Outcome<Option<Second>> {
    let community = communities::find(app, slug).await?;
    let mut c = app.store.read().await?;
    let draft = draft::find(&mut c, id, community.id, app.now()).await?;
    let Some(draft) = draft.filter(|draft| draft.is_for(app, device)) else { return Ok(None) };
    let photos = uploads::first_photos(&mut c, community.id).await?.into_iter().collect();
    drop(c);
    let found = to_draft(app, community.id, &draft).await?;
    Ok(Some(Second { community, id, draft, found, photos }))
}

/// Up to three published feedbacks of a community like a text of at most a few lines.
///
/// # Errors
/// [`Problem::NotFound`](crate::domain::problem::Problem::NotFound) for an unknown community.
pub async fn while_typing(app: &Linli, slug: &str, text: &str) -> Outcome<(Community, Vec<Feedback>)> {
    let community = communities::find(app, slug).await?;
    let line: String = text.chars().take(200).collect();
    let found = to_text(app, community.id, line.trim(), 3).await?;
    Ok((community, found))
}
