//! Work that nobody waits for.
//!
//! For: [`start`]: each minute polls whose window is over are counted and frozen, and what ran
//! out is removed. Every node may run it: a unit of work looks again before it writes.
//! Must not know: HTTP, sentences.
//! To add: a call in [`minute`], or a file for work of another rhythm.

use crate::domain::privacy::{ROLL_STAGED_KEPT, ROLL_WAS_KEPT, TRIES_KEPT};
use crate::service::feedback::draft;
use crate::service::{Linli, Outcome, audit, held, messages, phones, polls};
use crate::store::roll::old;
use crate::store::{StoreError, factors, limits, sessions};
use futures::FutureExt;
use std::time::Duration;

const EACH: Duration = Duration::from_mins(1);

/// Starts the rounds; they end with the handle.
pub fn start(app: Linli) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut rounds = tokio::time::interval(EACH);
        rounds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            rounds.tick().await;
            if let Err(fail) = minute(&app).await {
                tracing::warn!("a round of jobs failed: {fail:?}");
            }
        }
    })
}

/// One round.
///
/// # Errors
/// The store did not answer; the next round tries again.
pub async fn minute(app: &Linli) -> Outcome<()> {
    polls::close_due(app).await?;
    let now = app.now();
    app.store
        .write(move |c| {
            async move {
                sessions::purge(c, now).await?;
                factors::purge(c, now).await?;
                limits::purge(c, now.plus(-TRIES_KEPT)).await?;
                old::purge(c, now.plus(-ROLL_STAGED_KEPT)).await?;
                old::purge_was(c, now.plus(-ROLL_WAS_KEPT)).await?;
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await?;
    let (drafts, uploads) = draft::purge(app).await?;
    if drafts > 0 || uploads > 0 {
        tracing::info!("removed {drafts} drafts that ran out and {uploads} uploads that nothing points to");
    }
    held::purge(app).await?;
    audit::purge(app).await?;
    messages::send_due(app).await?;
    phones::purge(app).await?;
    Ok(())
}
