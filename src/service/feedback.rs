//! Feedback: saying it, 'same for us', coming back by the secret link, the public thread.
//!
//! For: the use cases of journey 1. What stands here is shared by them: whether feedback is open,
//! numbers, secrets.
//! Must not know: moderation and answers (`service::moderation`, `service::answers`).
//! To add: a verb of the author in `own`, of everybody in `thread`.

pub mod draft;
mod own;
mod send;
mod support;
mod thread;

pub use own::{Own, add_line, decided, own, say_outcome, withdraw};
pub use send::{Next, Refused, Typed, kept, record, send};
pub use support::{support, supporter};
pub use thread::{Form, Thread, form, list, thread};

use crate::domain::feedback::{number, prefix};
use crate::domain::ids::OnceKey;
use crate::domain::moment::Moment;
use crate::domain::phase::{Phase, PhaseKind};
use crate::domain::problem::Problem;
use crate::keys::hex;
use crate::service::{Linli, Outcome};
use crate::store::communities::Community;
use crate::store::feedback::Feedback;
use crate::store::{Conn, projects};
use uuid::Uuid;

/// Most photos of one feedback.
pub const MOST_PHOTOS: u32 = 4;

/// From where a form comes, beside who its caller is.
#[derive(Clone, Debug)]
pub struct Sender {
    /// This browser's own number.
    pub device: Uuid,
    /// Whether the browser had no number before.
    pub is_new: bool,
    /// The network address.
    pub address: String,
}

/// The number that people say on the phone.
pub fn number_of(community: &Community, feedback: &Feedback) -> String {
    number_at(community, feedback.serial)
}

/// The same of a running number.
pub fn number_at(community: &Community, serial: i64) -> String {
    number(&prefix(&community.slug), serial)
}

/// The running number in a number as typed; the letters must be this community's.
pub fn serial_in(community: &Community, typed: &str) -> Option<i64> {
    let (letters, digits) = typed.rsplit_once('-')?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let own = letters.eq_ignore_ascii_case(&prefix(&community.slug));
    (plain && own).then(|| digits.parse().ok()).flatten()
}

/// The author's secret. Made from the form's own key under the instance's key, so that a form
/// that is sent twice gives the same link, and the database alone never gives it.
pub fn secret(app: &Linli, once: OnceKey) -> String {
    let mac = app.keys.mac("feedback", once.0.as_bytes());
    let half: Vec<u8> = mac.iter().copied().take(16).collect();
    hex(&half)
}

/// Whether feedback and supports are taken now.
///
/// # Errors
/// [`Problem::CommunityClosed`], [`Problem::PhaseNotOpen`], [`Problem::PhaseOver`],
/// [`Problem::PhaseClosed`].
pub async fn admitted(c: &mut Conn, community: &Community, now: Moment) -> Outcome<()> {
    if !community.is_open() {
        return Err(Problem::CommunityClosed.into());
    }
    let phase = projects::phase(c, community.id, PhaseKind::Feedback).await?;
    Ok(admits(phase, now)?)
}

/// Whether the window of a phase stands open.
///
/// # Errors
/// [`Problem::PhaseNotOpen`], [`Problem::PhaseOver`]; [`Problem::PhaseClosed`] without a window.
pub fn admits(phase: Option<Phase>, now: Moment) -> Result<(), Problem> {
    match phase {
        None => Err(Problem::PhaseClosed),
        Some(phase) if phase.is_open(now) => Ok(()),
        Some(phase) if now < phase.opens => Err(Problem::PhaseNotOpen { opens: phase.opens }),
        Some(phase) => Err(Problem::PhaseOver { closed: phase.closes }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_says_when_it_opens_and_when_it_closed() {
        let phase = Phase { kind: PhaseKind::Feedback, opens: Moment(10), closes: Moment(20) };
        assert_eq!(admits(Some(phase), Moment(9)), Err(Problem::PhaseNotOpen { opens: Moment(10) }));
        assert_eq!(admits(Some(phase), Moment(10)), Ok(()));
        assert_eq!(admits(Some(phase), Moment(20)), Err(Problem::PhaseOver { closed: Moment(20) }));
        assert_eq!(admits(None, Moment(10)), Err(Problem::PhaseClosed));
    }
}
