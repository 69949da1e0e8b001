//! Messages to phones: queued with what they tell of, sent until the gateway takes them.
//!
//! For: [`queue`] within a unit, [`send_due`] after it and each minute.
//! Must not know: why a message is sent.
//! To add: nothing for a new message.

use crate::domain::moment::{MINUTE, Moment};
use crate::domain::phone::Number;
use crate::service::gateway::{Gateway, Message};
use crate::service::{Fail, Linli, Outcome};
use crate::store::{Conn, messages};
use futures::FutureExt;
use serde::{Deserialize, Serialize};

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

/// The pause after so many tries: one minute, two, four, up to four hours.
fn pause(tries: i64) -> i64 {
    let doubled = u32::try_from(tries.clamp(0, 8)).unwrap_or(8);
    MINUTE * (1_i64 << doubled)
}

/// Sends what is due; what the gateway does not take is due again after a growing pause.
///
/// # Errors
/// The store did not answer.
pub async fn send_due(app: &Linli) -> Outcome<()> {
    let now = app.now();
    let mut c = app.store.read().await?;
    let due = messages::due(&mut c, now).await?;
    drop(c);
    let gateway = Gateway::of(&app.config);
    for waiting in due {
        let (id, next) = (waiting.id, now.plus(pause(waiting.tries)));
        let mine: Outcome<bool> =
            app.store.write(move |c| async move { Ok(messages::take(c, id, now, next).await?) }.boxed()).await;
        if !mine? {
            continue;
        }
        let body = app.ring.unseal(&waiting.key_id, &waiting.sealed);
        let Some(Body { to, text }) = body.and_then(|body| serde_json::from_slice(&body).ok()) else {
            tracing::error!("message {id} cannot be opened: its key '{}' is missing", waiting.key_id);
            continue;
        };
        match gateway.deliver(Message { to, text, once: id }).await {
            Ok(()) => {
                app.store
                    .write(move |c| async move { Ok::<_, Fail>(messages::sent(c, id, now).await?) }.boxed())
                    .await?;
            }
            Err(words) => tracing::warn!("message {id} was not taken: {words}"),
        }
    }
    Ok(())
}

/// What the message with six figures says. A message has no switch of languages, so both stand in it.
pub fn figures_text(figures: &str) -> String {
    format!("【邻里】{figures} 是您的验证数字，10 分钟内有效，不要告诉别人。Linli: your figures are {figures}.")
}

/// What the message of an answer says: a number and an address, nothing about a person.
pub fn answered_text(number: &str, address: &str) -> String {
    format!("【邻里】您关注的意见 {number} 有了答复：{address} Linli: your feedback no. {number} was answered.")
}
