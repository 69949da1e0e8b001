//! What was said already.
//!
//! For: the second screen of a draft, and the island that looks while one types.
//! [`Prepared`] keeps what was said in a community until its pages change: whoever asks without end
//! then costs neither the database nor much thought.
//! Must not know: pages; how likeness is measured (`domain::similar`).
//! To add: a further sign of likeness goes into [`choose`].

use crate::domain::ids::{CommunityId, DraftId, FeedbackId, UploadId};
use crate::domain::similar::{Pairs, rank};
use crate::service::feedback::draft::{self, Draft};
use crate::service::{Linli, Outcome, communities};
use crate::store::communities::Community;
use crate::store::feedback::{self, Feedback};
use crate::store::uploads;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// How many are shown.
const MOST: usize = 5;
/// How much two texts must share, in per mille of their pairs of characters.
const LEAST: u32 = 280;
/// How many of the newest are looked through.
const LOOKED: i64 = 500;
/// Most bytes of what is kept of all communities; then all is dropped, since a community is read and
/// prepared in milliseconds.
const MOST_BYTES: usize = 16 << 20;

/// What a community said at a revision, ready to be compared.
#[derive(Debug)]
struct Lines {
    revision: i64,
    said: Vec<Feedback>,
    /// Of each, in the same order.
    pairs: Vec<Pairs>,
    bytes: usize,
}

impl Lines {
    fn new(revision: i64, said: Vec<Feedback>) -> Self {
        let pairs: Vec<Pairs> = said.iter().map(|one| Pairs::of(&one.shown_text)).collect();
        let words = |one: &Feedback| size_of::<Feedback>() + one.text.len() + one.shown_text.len() + one.building.len();
        let bytes = said.iter().map(words).chain(pairs.iter().map(Pairs::bytes)).sum();
        Self { revision, said, pairs, bytes }
    }
}

/// What this process keeps of that.
#[derive(Debug, Default)]
pub struct Prepared(Mutex<HashMap<CommunityId, Arc<Lines>>>);

impl Prepared {
    fn find(&self, community: &Community) -> Option<Arc<Lines>> {
        self.0.lock().get(&community.id).filter(|lines| lines.revision == community.revision).cloned()
    }

    fn keep(&self, community: CommunityId, lines: Arc<Lines>) {
        let mut kept = self.0.lock();
        kept.remove(&community);
        if kept.values().map(|lines| lines.bytes).sum::<usize>() + lines.bytes > MOST_BYTES {
            kept.clear();
        }
        kept.insert(community, lines);
    }
}

/// What was said in a community and is not settled.
async fn lines(app: &Linli, community: &Community) -> Outcome<Arc<Lines>> {
    if let Some(known) = app.said.find(community) {
        return Ok(known);
    }
    let mut c = app.store.read().await?;
    let said = feedback::list_unsettled(&mut c, community.id, LOOKED).await?;
    drop(c);
    let lines = Arc::new(Lines::new(community.revision, said));
    app.said.keep(community.id, lines.clone());
    Ok(lines)
}

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
pub async fn to_draft(app: &Linli, community: &Community, draft: &Draft) -> Outcome<Found> {
    let lines = lines(app, community).await?;
    Ok(choose(draft, &lines))
}

/// Published feedback like a text, at most `most`.
///
/// # Errors
/// The store did not answer.
pub async fn to_text(app: &Linli, community: &Community, text: &str, most: usize) -> Outcome<Vec<Feedback>> {
    let draft = Draft { text: text.to_owned(), ..Draft::default() };
    let mut found = to_draft(app, community, &draft).await?.all;
    found.truncate(most);
    Ok(found)
}

fn choose(draft: &Draft, lines: &Lines) -> Found {
    let said = &lines.said;
    let ranked = if draft.text.is_empty() { Vec::new() } else { rank(&draft.text, &lines.pairs, LEAST, MOST) };
    let mut all: Vec<&Feedback> = ranked.into_iter().filter_map(|at| said.get(at)).collect();
    let by_words = all.len();
    // Few words share little with other few words, so what has the same picture follows.
    let mut same: Vec<&Feedback> =
        said.iter().filter(|f| draft.tile == Some(f.tile) && all.iter().all(|other| other.id != f.id)).collect();
    // The same building first, then what most households say.
    same.sort_by_key(|f| (draft.building.is_none() || f.building_id != draft.building, -f.households, -f.people));
    all.extend(same);
    all.truncate(MOST);
    let alike = if draft.text.is_empty() { all.len() } else { by_words };
    Found { all: all.into_iter().cloned().collect(), alike }
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
    let found = to_draft(app, &community, &draft).await?;
    Ok(Some(Second { community, id, draft, found, photos }))
}

/// Up to three published feedbacks of a community like a text of at most a few lines.
///
/// # Errors
/// [`Problem::NotFound`](crate::domain::problem::Problem::NotFound) for an unknown community.
pub async fn while_typing(app: &Linli, slug: &str, text: &str) -> Outcome<(Community, Vec<Feedback>)> {
    let community = communities::find(app, slug).await?;
    let line: String = text.chars().take(200).collect();
    let found = to_text(app, &community, line.trim(), 3).await?;
    Ok((community, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_never_takes_more_than_its_room() {
        let kept = Prepared::default();
        for n in 0..100 {
            let lines = Lines { revision: 1, said: Vec::new(), pairs: Vec::new(), bytes: 1 << 20 };
            kept.keep(CommunityId(Uuid::from_u128(n)), Arc::new(lines));
            assert!(kept.0.lock().values().map(|lines| lines.bytes).sum::<usize>() <= MOST_BYTES);
        }
        assert!(kept.0.lock().len() > 1);
    }
}
