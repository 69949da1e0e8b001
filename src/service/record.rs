//! How long the record is.
//!
//! For: [`length`], for a page that anybody opens as often as they like: the leaves are counted at most
//! once a minute, by one visitor at a time.
//! Must not know: what a leaf says.
//! To add: nothing for a new kind of leaf.

use crate::domain::moment::{MINUTE, Moment};
use crate::service::{Linli, Outcome};
use crate::store::record;
use tokio::sync::Mutex;

/// Most leaves that are counted.
pub const MOST_COUNTED: i64 = 1_000_000;

/// What the last count gave, and when it was.
#[derive(Debug, Default)]
pub struct Length(Mutex<Option<(Moment, i64)>>);

/// How many leaves the record has, up to [`MOST_COUNTED`]; a minute old at most.
///
/// # Errors
/// The store did not answer.
pub async fn length(app: &Linli) -> Outcome<i64> {
    let now = app.now();
    let mut known = app.leaves.0.lock().await;
    if let Some((_, leaves)) = known.filter(|(at, _)| (0..MINUTE).contains(&(now.0 - at.0))) {
        return Ok(leaves);
    }
    let mut c = app.store.read().await?;
    let leaves = record::count_up_to(&mut c, MOST_COUNTED).await?;
    *known = Some((now, leaves));
    Ok(leaves)
}
