//! Messages to phones: queued with what they tell of, sent until the gateway takes them.
//!
//! For: [`queue`] within a unit, [`wake`] after it where somebody waits for the message, [`send_due`] by the jobs
//! then and each minute: nobody's request waits for a gateway, and none carries the messages of others.
//! Must not know: why a message is sent, or its words: the doors hand them in.
//! To add: nothing for a new message.

use crate::domain::moment::{MINUTE, Moment};
use crate::domain::phone::Number;
use crate::service::gateway::{Gateway, Message};
use crate::service::{Fail, Linli, Outcome};
use crate::store::Conn;
use crate::store::messages::{self, Message as Waiting};
use futures::{FutureExt, StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};

/// Most messages that are handed over at a time.
const IN_FLIGHT: usize = 8;

#[derive(Serialize, Deserialize)]
struct Body {
    to: String,
    text: String,
}

/// Queues a message that is worth sending until `expires`.
///
/// # Errors
/// The store refused.
pub async fn queue(
    c: &mut Conn,
    app: &Linli,
    to: &Number,
    text: String,
    (now, expires): (Moment, Moment),
) -> Outcome<()> {
    let body = serde_json::to_vec(&Body { to: to.plain().to_owned(), text });
    let body = body.map_err(|error| Fail::incident(&error.to_string()))?;
    let sealed = app.ring.seal(&app.random, &body).ok_or_else(|| Fail::incident("no key seals messages"))?;
    Ok(messages::record(c, app.random.id(now), sealed, now, expires).await?)
}

/// Tells the jobs that a message should leave now.
pub fn wake(app: &Linli) {
    app.mail.notify_one();
}

/// The pause after so many tries: one minute, two, four, up to four hours.
fn pause(tries: i64) -> i64 {
    let doubled = u32::try_from(tries.clamp(0, 8)).unwrap_or(8);
    MINUTE * (1_i64 << doubled)
}

/// Sends what is due, that first which is worth sending for the shortest time; what the gateway does not take is
/// due again after a growing pause.
///
/// # Errors
/// The store did not answer.
pub async fn send_due(app: &Linli) -> Outcome<()> {
    let Some(gateway) = Gateway::of(&app.config) else { return Ok(()) };
    let now = app.now();
    loop {
        let mut c = app.store.read().await?;
        let due = messages::due(&mut c, now).await?;
        drop(c);
        if due.is_empty() {
            return Ok(());
        }
        let sending = due.into_iter().map(|waiting| send(app, &gateway, waiting, now));
        futures::stream::iter(sending).buffer_unordered(IN_FLIGHT).try_collect::<()>().await?;
    }
}

/// One try; none if another node has taken it.
async fn send(app: &Linli, gateway: &Gateway, waiting: Waiting, now: Moment) -> Outcome<()> {
    let (id, next) = (waiting.id, now.plus(pause(waiting.tries)));
    let mine: Outcome<bool> =
        app.store.write(move |c| async move { Ok(messages::take(c, id, now, next).await?) }.boxed()).await;
    if !mine? {
        return Ok(());
    }
    let body = app.ring.unseal(&waiting.key_id, &waiting.sealed);
    let Some(Body { to, text }) = body.and_then(|body| serde_json::from_slice(&body).ok()) else {
        tracing::error!("message {id} cannot be opened: its key '{}' is missing", waiting.key_id);
        return Ok(());
    };
    match gateway.deliver(Message { to, text, once: id }).await {
        Ok(()) => {
            app.store.write(move |c| async move { Ok::<_, Fail>(messages::sent(c, id, now).await?) }.boxed()).await
        }
        Err(words) => {
            tracing::warn!("message {id} was not taken: {words}");
            Ok(())
        }
    }
}
