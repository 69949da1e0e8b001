//! Work that nobody waits for.
//!
//! For: [`start`]: each minute polls whose window is over are counted and frozen, and what ran
//! out is removed; messages leave each minute and when [`messages::wake`] says so. Every node may run it: a unit of work looks again before it writes.
//! Must not know: HTTP, sentences.
//! To add: a step in [`minute`], or a file for work of another rhythm.

use crate::domain::privacy::{ROLL_STAGED_KEPT, ROLL_WAS_KEPT, TRIES_KEPT};
use crate::service::feedback::draft;
use crate::service::{Linli, Outcome, audit, held, messages, phones, polls};
use crate::store::roll::old;
use crate::store::{StoreError, factors, limits, sessions};
use futures::FutureExt;
use futures::future::BoxFuture;
use std::time::Duration;
use tokio::time::{Interval, MissedTickBehavior};

const EACH: Duration = Duration::from_mins(1);

/// Starts the rounds; they end with the handle.
pub fn start(app: Linli) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        tokio::join!(rounds(&app), mail(&app));
    })
}

fn each_minute() -> Interval {
    let mut rounds = tokio::time::interval(EACH);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    rounds
}

async fn rounds(app: &Linli) {
    let mut rounds = each_minute();
    loop {
        rounds.tick().await;
        // What failed was logged where it failed.
        drop(round(steps(app)).await);
    }
}

/// Beside the rounds: a gateway that does not answer holds up no count.
async fn mail(app: &Linli) {
    let mut rounds = each_minute();
    loop {
        tokio::select! {
            _ = rounds.tick() => {}
            () = app.mail.notified() => {}
        }
        drop(round(vec![sending(app)]).await);
    }
}

type Step<'a> = (&'static str, BoxFuture<'a, Outcome<()>>);

fn sending(app: &Linli) -> Step<'_> {
    ("send_due", messages::send_due(app).boxed())
}

/// What a round does, in order.
fn steps(app: &Linli) -> Vec<Step<'_>> {
    vec![
        ("close_due", polls::close_due(app).map(|done| done.map(drop)).boxed()),
        ("purge_rows", purge_rows(app).boxed()),
        ("purge_drafts", purge_drafts(app).boxed()),
        ("purge_held", held::purge(app).map(|done| done.map(drop)).boxed()),
        ("purge_audit", audit::purge(app).map(|done| done.map(drop)).boxed()),
        ("purge_phones", phones::purge(app).boxed()),
    ]
}

/// One round, with the messages that are due. A step that fails is logged and tried again in the next round; it ends no other.
///
/// # Errors
/// The names of the steps that failed.
pub async fn minute(app: &Linli) -> Result<(), Vec<&'static str>> {
    let mut steps = steps(app);
    steps.push(sending(app));
    round(steps).await
}

async fn round(steps: Vec<Step<'_>>) -> Result<(), Vec<&'static str>> {
    let mut failed = Vec::new();
    for (name, step) in steps {
        if let Err(fail) = step.await {
            tracing::warn!("a step of the jobs failed: {name}: {fail:?}");
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed) }
}

async fn purge_rows(app: &Linli) -> Outcome<()> {
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
    Ok(())
}

async fn purge_drafts(app: &Linli) -> Outcome<()> {
    let (drafts, uploads) = draft::purge(app).await?;
    if drafts > 0 || uploads > 0 {
        tracing::info!("removed {drafts} drafts that ran out and {uploads} uploads that nothing points to");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Problem;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_step_that_fails_ends_no_other() {
        let done = AtomicUsize::new(0);
        let fine = || {
            async {
                done.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            .boxed()
        };
        let broken = async { Err(Problem::Busy.into()) }.boxed();
        let steps = vec![("first", fine()), ("broken", broken), ("last", fine())];
        assert_eq!(futures::executor::block_on(round(steps)), Err(vec!["broken"]));
        assert_eq!(done.load(Ordering::Relaxed), 2);
    }
}
