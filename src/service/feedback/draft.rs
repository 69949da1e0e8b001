//! What a half-filled form holds, kept for a day.

use crate::domain::feedback::{Tile, Visibility};
use crate::domain::ids::{BuildingId, CommunityId, DraftId, UploadId};
use crate::domain::moment::{DAY, Moment};
use crate::service::{Linli, Outcome, photos};
use crate::store::{Conn, StoreError, drafts};
use futures::FutureExt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a draft and its photos are kept.
pub const KEPT: i64 = DAY;

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
}

impl Draft {
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

/// Keeps a draft for a day.
///
/// # Errors
/// The store refused.
pub async fn keep(app: &Linli, id: DraftId, community: CommunityId, draft: &Draft, now: Moment) -> Outcome<()> {
    let body = serde_json::to_string(draft).unwrap_or_default();
    app.store
        .write(move |c| async move { Ok(drafts::record(c, id, community, &body, now, now.plus(KEPT)).await?) }.boxed())
        .await
}

/// Removes drafts that ran out, with the photos that belong to nothing else. For the clock of
/// the jobs; answers how many.
///
/// # Errors
/// The store did not answer.
pub async fn purge(app: &Linli) -> Outcome<usize> {
    let mut c = app.store.read().await?;
    let over = drafts::over(&mut c, app.now()).await?;
    drop(c);
    let count = over.len();
    for (id, body) in over {
        let draft: Draft = serde_json::from_str(&body).unwrap_or_default();
        for upload in draft.photos.into_iter().chain(draft.recording) {
            photos::forget(app, upload).await?;
        }
        app.store
            .write(move |c| async move { Ok::<_, crate::service::Fail>(drafts::remove(c, id).await?) }.boxed())
            .await?;
    }
    Ok(count)
}
