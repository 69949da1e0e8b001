//! What a half-filled form holds, kept for a day.

use crate::domain::feedback::{Tile, Visibility};
use crate::domain::ids::{BuildingId, CommunityId, DraftId, UploadId};
use crate::domain::moment::{DAY, HOUR, Moment};
use crate::domain::problem::Problem;
use crate::service::allowance::{self, Act, Whose};
use crate::service::{Fail, Linli, Outcome, photos};
use crate::store::{Conn, StoreError, drafts, uploads};
use futures::FutureExt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a draft and its photos are kept.
pub const KEPT: i64 = DAY;
/// How much longer they stay in the store: whoever sends a draft in its last moment has found it
/// before, and must not lose a photo on the way.
const GRACE: i64 = HOUR;
/// Most bytes of all drafts, and of the photos and recordings that belong to nothing yet.
pub const MOST_WAITING: i64 = 2 << 30;

/// A half-filled form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The picture that was tapped.
    pub tile: Option<Tile>,
    /// What was typed.
    pub text: String,
    /// The building.
    pub building: Option<BuildingId>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Photos that are kept already.
    pub photos: Vec<UploadId>,
    /// The recording that is kept already.
    pub recording: Option<UploadId>,
    /// The form's own key.
    pub once: Uuid,
    /// The language of the page.
    pub lang: String,
    /// The mark of the browser that keeps it; none where the browser had no number yet.
    #[serde(default)]
    pub owner: Option<Uuid>,
}

/// A browser's mark on its drafts: the database alone does not tell the browser.
pub fn mark(app: &Linli, device: Uuid) -> Uuid {
    let mac = app.keys.mac("draft", device.as_bytes());
    Uuid::from_bytes(mac.first_chunk().copied().unwrap_or_default())
}

impl Draft {
    /// Whether this browser may go on with it: its address alone is no key.
    pub fn is_for(&self, app: &Linli, device: Option<Uuid>) -> bool {
        self.owner.is_none_or(|owner| device.is_some_and(|device| mark(app, device) == owner))
    }
    /// Whether it holds words, photos or a recording of its author's own.
    pub fn has_own(&self) -> bool {
        !self.text.is_empty() || !self.photos.is_empty() || self.recording.is_some()
    }
    /// Whether nothing at all was given.
    pub fn is_empty(&self) -> bool {
        self.tile.is_none() && self.text.is_empty() && self.photos.is_empty() && self.recording.is_none()
    }
}

/// The draft of this id in a community, if it has not run out.
///
/// # Errors
/// The store did not answer.
pub async fn find(c: &mut Conn, id: DraftId, community: CommunityId, now: Moment) -> Result<Option<Draft>, StoreError> {
    let body = drafts::find(c, id, community, now).await?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Whether there is room for so many bytes more of what waits. Anybody can have drafts, photos and
/// recordings kept, from however many networks.
///
/// # Errors
/// [`Problem::TooManyHeld`].
pub async fn room_for(app: &Linli, bytes: usize) -> Outcome<()> {
    let mut c = app.store.read().await?;
    // What is older is thrown away by the next [`purge`].
    let loose = uploads::loose_bytes(&mut c, app.now().plus(-(2 * KEPT + 2 * GRACE))).await?;
    let waits = drafts::size(&mut c).await?.saturating_add(loose);
    drop(c);
    let more = i64::try_from(bytes).unwrap_or(i64::MAX);
    if waits.saturating_add(more) > MOST_WAITING { Err(Problem::TooManyHeld.into()) } else { Ok(()) }
}

/// Keeps a draft for a day, in the place of what the same browser kept in the community before. A
/// new one counts against the network, whoever sends it.
///
/// # Errors
/// [`Problem::TooManyUploads`], [`Problem::TooManyHeld`]; then it is not kept.
pub async fn keep(
    app: &Linli,
    address: &str,
    (id, community): (DraftId, CommunityId),
    draft: &Draft,
    now: Moment,
) -> Outcome<()> {
    let body = serde_json::to_string(draft).unwrap_or_default();
    room_for(app, body.len()).await?;
    let (within, whose, owner) = (app.clone(), Whose::Network(address.to_owned()), draft.owner);
    app.store
        .write(move |c| {
            async move {
                if drafts::find(c, id, community, now).await?.is_none() {
                    allowance::take(c, &within, Act::Draft, &whose, now).await?;
                }
                drafts::record(c, id, community, &body, now, now.plus(KEPT)).await?;
                if let Some(owner) = owner {
                    drafts::own(c, id, community, owner).await?;
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Removes drafts that ran out, and photos and recordings that nothing points to any more. For the
/// clock of the jobs; gives how many of each.
///
/// # Errors
/// The store did not answer.
pub async fn purge(app: &Linli) -> Outcome<(u64, usize)> {
    let over = app.now().plus(-GRACE);
    let drafts = app.store.write(move |c| async move { Ok::<_, Fail>(drafts::purge(c, over).await?) }.boxed()).await?;
    Ok((drafts, photos::purge(app, over.plus(-KEPT)).await?))
}
