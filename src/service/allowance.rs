//! How much one network address may write in a day without a household's code.
//!
//! For: [`take`] within the unit that writes, [`take_now`] where nothing else is written. A
//! neighbourhood often sits behind one address, so the bounds are wide: they stop a machine and
//! not a bench meeting. A household that shows its code, and staff, are not counted.
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
}

impl Act {
    /// How many of them a day.
    pub const fn most(self) -> i64 {
        match self {
            Self::Feedback => 60,
            Self::Support | Self::Upload => 200,
        }
    }
    const fn word(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Support => "support",
            Self::Upload => "upload",
        }
    }
    const fn problem(self) -> Problem {
        match self {
            Self::Feedback => Problem::TooMuchFeedback,
            Self::Support => Problem::TooManySupports,
            Self::Upload => Problem::TooManyUploads,
        }
    }
}

/// Whether a caller is somebody whom the roll or an account already bounds.
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
    let count = limits::add(c, &key(app, act, address), start_of_day(local(now).0)).await?;
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
    let (now, within, address) = (app.now(), app.clone(), address.to_owned());
    app.store.write(move |c| async move { take(c, &within, act, &address, now).await }.boxed()).await
}
