//! How much one network address may write in a day without a household's code.
//!
//! For: [`take`] within the unit that writes, [`take_now`] where nothing else is written. A
//! neighbourhood often sits behind one address, so the bounds are wide: they stop a machine and
//! not a bench meeting. A household of the place that shows its code, and staff with a duty there,
//! are not counted: ask with the caller as `policy::seen_from` the place.
//! Must not know: what is written.
//! To add: an act is a variant of [`Act`] with its bound and its problem.

use crate::domain::calendar::{local, start_of_day};
use crate::domain::moment::Moment;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::keys::hex;
use crate::service::{Linli, Outcome};
use crate::store::{Conn, limits};
use futures::FutureExt;
use std::net::IpAddr;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A feedback is recorded.
    Feedback,
    /// 'Same for us' is tapped.
    Support,
    /// A photo or recording is kept.
    Upload,
    /// A MiB of files waits for its form to be confirmed.
    Hold,
}

impl Act {
    /// How many of them a day.
    pub const fn most(self) -> i64 {
        match self {
            Self::Feedback => 60,
            Self::Support | Self::Upload => 200,
            Self::Hold => 512,
        }
    }
    const fn word(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Support => "support",
            Self::Upload => "upload",
            Self::Hold => "hold",
        }
    }
    const fn problem(self) -> Problem {
        match self {
            Self::Feedback => Problem::TooMuchFeedback,
            Self::Support => Problem::TooManySupports,
            Self::Upload | Self::Hold => Problem::TooManyUploads,
        }
    }
}

/// Whether a caller, as seen from the place, is somebody whom the roll or an account already bounds.
pub const fn is_known(caller: &Caller) -> bool {
    !matches!(caller, Caller::Nobody)
}

/// Who is counted: the network an address belongs to. One line of IP version 6 has a whole network
/// of 64 bits, so that counts as one.
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(v6)) => format!("{:x}/64", v6.to_bits() >> 64),
        Ok(IpAddr::V4(v4)) => v4.to_string(),
        Err(_) => address.to_owned(),
    }
}

fn key(app: &Linli, act: Act, address: &str) -> String {
    let mac = app.keys.mac("day-limit", network(address).as_bytes());
    format!("day-{}:{}", act.word(), hex(mac.first_chunk::<12>().unwrap_or(&[0; 12])))
}

/// Counts one act within a unit of work.
///
/// # Errors
/// The problem of this act beyond its bound; the unit is then not written.
pub async fn take(c: &mut Conn, app: &Linli, act: Act, address: &str, now: Moment) -> Outcome<()> {
    take_all(c, app, (act, 1), address, now).await
}

async fn take_all(c: &mut Conn, app: &Linli, (act, uses): (Act, i64), address: &str, now: Moment) -> Outcome<()> {
    let count = limits::add_all(c, &key(app, act, address), start_of_day(local(now).0), uses).await?;
    if count > act.most() { Err(act.problem().into()) } else { Ok(()) }
}

/// Counts one act alone, unless the caller is known.
///
/// # Errors
/// As [`take`].
pub async fn take_now(app: &Linli, caller: &Caller, act: Act, address: &str) -> Outcome<()> {
    if is_known(caller) {
        return Ok(());
    }
    take_all_now(app, act, 1, address).await
}

/// Counts several uses of an act alone, whoever the caller is.
///
/// # Errors
/// As [`take`]; then none of them is counted.
pub async fn take_all_now(app: &Linli, act: Act, uses: i64, address: &str) -> Outcome<()> {
    let (now, within, address) = (app.now(), app.clone(), address.to_owned());
    app.store.write(move |c| async move { take_all(c, &within, (act, uses), &address, now).await }.boxed()).await
}
