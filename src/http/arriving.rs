//! How much of a form is read, and how much of all forms together is in memory.
//!
//! For: [`measured`] and [`whole`], around the body of a request before anything looks into it;
//! [`Arrival`], the room that a form takes until its handler is done. A sender who is refused is
//! read to the end without keeping anything, so that the words reach a browser that still sends.
//! Must not know: fields, what a door does.
//! To add: a door with files names their fields in `routes`; a further bound is a constant here.

use crate::domain::problem::Problem;
use crate::http::MOST_BODY;
use crate::http::address::Client;
use crate::service::room::Room;
use crate::service::{Fail, Linli};
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use futures::StreamExt;
use parking_lot::Mutex;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// Most bytes of a form's words; whoever pastes far too much still gets them back to shorten.
pub const MOST_WORDS: usize = 512 << 10;
/// Most fields and files of one form.
pub const MOST_PARTS: usize = 1_000;
/// Most bytes of words that are written out once more to be confirmed.
pub const MOST_CONFIRMED: usize = 128 << 10;
/// Up to how many bytes a form is small: it takes of the room of small ones.
const SMALL: usize = 64 << 10;
/// Most bytes that are read on after a refusal.
const MOST_IGNORED: usize = MOST_BODY;
/// How long a sender may be silent.
const SILENCE: Duration = Duration::from_secs(30);
/// How long a form may take in all.
const DEADLINE: Duration = Duration::from_mins(15);
/// How long a form may be as slow as it likes.
const GRACE: Duration = Duration::from_mins(1);
/// Fewest bytes a second that are waited for after [`GRACE`]: a phone at the edge of its network
/// sends more, a sender who only holds room does not.
const LEAST_RATE: u64 = 2 << 10;
/// How long a form waits for room.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long one may still wait for the next bytes of a form that began so long ago and brought so
/// many; none once it took too long or came too slowly.
fn patience(began: Duration, bytes: usize) -> Option<Duration> {
    let earned = Duration::from_secs(u64::try_from(bytes).unwrap_or(u64::MAX) / LEAST_RATE);
    let until = GRACE.saturating_add(earned).min(DEADLINE);
    until.checked_sub(began).filter(|left| !left.is_zero()).map(|left| left.min(SILENCE))
}

/// The fields in which a door takes files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files {
    /// Their names.
    pub fields: &'static [&'static str],
    /// Whether they may wait on the server while their form is confirmed.
    pub held: bool,
}

impl Files {
    /// Whether a file of this field is read.
    pub fn takes(self, field: &str) -> bool {
        self.fields.contains(&field)
    }
    /// Most bytes of a request to this door.
    pub const fn most(self) -> usize {
        if self.fields.is_empty() { MOST_WORDS } else { MOST_BODY }
    }
}

/// The refusal of more than `most` bytes.
pub fn too_large(most: usize) -> Problem {
    match u32::try_from(most >> 20) {
        Ok(most_mib) if most_mib > 0 => Problem::BodyTooLarge { most_mib },
        _ => Problem::FormTooLarge { most_kib: u32::try_from(most >> 10).unwrap_or(0) },
    }
}

/// A form on its way in. Its room is free again when the last clone is dropped.
#[derive(Clone, Debug, Default)]
pub struct Arrival(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    bytes: usize,
    small: Taken,
    large: Taken,
    refused: Option<Problem>,
}

/// What a form has of a room.
#[derive(Debug, Default)]
struct Taken {
    /// The room of the sender's network.
    share: Option<Arc<Semaphore>>,
    room: Vec<OwnedSemaphorePermit>,
    units: usize,
}

impl Arrival {
    /// Why reading ended.
    pub fn refusal(&self) -> Fail {
        Fail::from(self.0.lock().refused.clone().unwrap_or(Problem::FormBroken))
    }

    /// Makes room for so many bytes more.
    ///
    /// # Errors
    /// [`Problem::Busy`] if none comes free in time.
    pub async fn grow(&self, app: &Linli, bytes: usize) -> Result<(), Problem> {
        let bytes = {
            let mut state = self.0.lock();
            state.bytes = state.bytes.saturating_add(bytes);
            state.bytes
        };
        if bytes <= SMALL {
            return self.take(&app.small, |state| &mut state.small, bytes.div_ceil(1 << 10)).await;
        }
        self.take(&app.arriving, |state| &mut state.large, bytes.div_ceil(1 << 20)).await?;
        // What it had as a small form is for others again.
        self.0.lock().small = Taken::default();
        Ok(())
    }

    /// Takes of a room what is missing of so many units.
    async fn take(&self, room: &Room, of: fn(&mut State) -> &mut Taken, units: usize) -> Result<(), Problem> {
        let (share, more, left) = {
            let mut state = self.0.lock();
            let taken = of(&mut state);
            (taken.share.clone(), units.saturating_sub(taken.units), room.share.saturating_sub(taken.units))
        };
        if more == 0 {
            return Ok(());
        }
        // The network's own first: whoever waits for that takes nothing from others meanwhile.
        let own = share.as_ref().map(|share| (share, more.min(left)));
        for (from, permits) in own.into_iter().chain([(&room.all, more)]) {
            let permits = u32::try_from(permits).map_err(|_| Problem::Busy)?;
            let waited = timeout(PATIENCE, Arc::clone(from).acquire_many_owned(permits)).await;
            let got = waited.map_err(|_| Problem::Busy)?.map_err(|_| Problem::Busy)?;
            of(&mut self.0.lock()).room.push(got);
        }
        of(&mut self.0.lock()).units += more;
        Ok(())
    }

    async fn next(&self, body: &mut BodyDataStream, (app, began): (&Linli, Instant), most: usize) -> Option<Chunk> {
        let bytes = self.0.lock().bytes;
        let Some(left) = patience(began.elapsed(), bytes) else {
            return Some(Err(self.refuse(Problem::FormBroken)));
        };
        let read = match timeout(left, body.next()).await {
            Ok(read) => read?,
            Err(_) => return Some(Err(self.refuse(Problem::FormBroken))),
        };
        let Ok(chunk) = read else { return Some(Err(self.refuse(Problem::FormBroken))) };
        let before = self.0.lock().bytes;
        let fits = before.saturating_add(chunk.len()) <= most;
        let taken = if fits { self.grow(app, chunk.len()).await } else { Err(too_large(most)) };
        match taken {
            Ok(()) => Some(Ok(chunk)),
            Err(problem) => {
                drop(chunk);
                ignore(body).await;
                Some(Err(self.refuse(problem)))
            }
        }
    }

    fn refuse(&self, problem: Problem) -> axum::Error {
        let words = format!("{problem:?}");
        self.0.lock().refused = Some(problem);
        axum::Error::new(words)
    }
}

type Chunk = Result<Bytes, axum::Error>;

/// Reads on without keeping anything.
async fn ignore(body: &mut BodyDataStream) {
    let (began, mut read) = (Instant::now(), 0usize);
    while let Some(left) = patience(began.elapsed(), read) {
        let Ok(Some(Ok(chunk))) = timeout(left, body.next()).await else { return };
        read = read.saturating_add(chunk.len());
        if read > MOST_IGNORED {
            return;
        }
    }
}

/// The request with a body that ends in a failure beyond `most` bytes, and where no room is left.
pub fn measured(request: Request, app: &Linli, most: usize) -> (Request, Arrival) {
    let arrival = Arrival::default();
    if let Some(sender) = request.extensions().get::<Client>().map(|client| client.0.to_string()) {
        let mut state = arrival.0.lock();
        state.small.share = Some(app.small.of(&sender));
        state.large.share = Some(app.arriving.of(&sender));
    }
    let (parts, body) = request.into_parts();
    let reading = (body.into_data_stream(), arrival.clone(), app.clone());
    let began = Instant::now();
    let chunks = futures::stream::unfold(reading, move |(mut body, arrival, app)| async move {
        let chunk = arrival.next(&mut body, (&app, began), most).await?;
        Some((chunk, (body, arrival, app)))
    });
    (Request::from_parts(parts, Body::from_stream(chunks)), arrival)
}

/// The head and the whole body of a request that brings words alone.
///
/// # Errors
/// [`Problem::FormTooLarge`], [`Problem::Busy`], [`Problem::FormBroken`].
pub async fn whole(request: Request, app: &Linli, most: usize) -> Result<(Parts, Bytes, Arrival), Fail> {
    let (request, arrival) = measured(request, app, most);
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.map_err(|_| arrival.refusal())?;
    Ok((parts, bytes, arrival))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1 << 20;

    #[test]
    fn a_form_that_trickles_is_given_up_and_a_slow_phone_is_not() {
        let after = |seconds, bytes| patience(Duration::from_secs(seconds), bytes);
        assert_eq!(after(0, 0), Some(SILENCE));
        assert_eq!(after(50, 1), Some(Duration::from_secs(10)));
        assert_eq!(after(60, 1), None);
        // Eight MiB over ten minutes, 14 KiB a second.
        assert_eq!(after(600, 8 * MIB), Some(SILENCE));
        assert_eq!(after(895, 40 * MIB), Some(Duration::from_secs(5)));
        assert_eq!(after(900, 40 * MIB), None);
    }
}
