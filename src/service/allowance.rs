//! How much one network address may write in a day without a household's code, and how much one
//! household with it.
//!
//! For: [`take`] within the unit that writes, [`take_now`] where nothing else is written. A
//! neighbourhood often sits behind one address, so the bounds are wide: they stop a machine and
//! not a bench meeting. A household of the place that shows its code is counted by itself, wherever
//! it sits; staff with a duty there are not counted: ask with the caller as `policy::seen_from` the
//! place.
//! Must not know: what is written.
//! To add: an act is a variant of [`Act`] with its bounds and its problem.

use crate::domain::calendar::{local, start_of_day};
use crate::domain::ids::HouseholdId;
use crate::domain::moment::Moment;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::keys::hex;
use crate::service::{Linli, Outcome};
use crate::store::{Conn, limits};
use futures::FutureExt;
use std::net::{IpAddr, Ipv6Addr};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A feedback is recorded.
    Feedback,
    /// 'Same for us' is tapped.
    Support,
    /// A photo or recording is kept.
    Upload,
    /// A form that could not be sent is kept as a draft.
    Draft,
    /// A MiB of files waits for its form to be confirmed.
    Hold,
    /// A line is added to one's own feedback; bounded by the feedback where no household is known.
    Line,
    /// A fault is reported by a bad rating; only households rate.
    Fault,
    /// A household puts another ballot in the place of the one that counts; its first in a poll is not counted.
    Ballot,
    /// A household taps a level of a work.
    Rate,
}

impl Act {
    /// How many of them a day from one network.
    pub const fn most(self) -> i64 {
        match self {
            Self::Feedback => 60,
            Self::Support | Self::Upload | Self::Draft | Self::Line | Self::Fault | Self::Ballot | Self::Rate => 200,
            Self::Hold => 512,
        }
    }
    /// How many of them a day from one household.
    pub const fn most_of_home(self) -> i64 {
        match self {
            Self::Feedback | Self::Fault => 20,
            Self::Line => 40,
            Self::Ballot => 50,
            Self::Support => 60,
            Self::Rate => 100,
            Self::Upload | Self::Draft => 200,
            Self::Hold => 512,
        }
    }
    const fn word(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Support => "support",
            Self::Upload => "upload",
            Self::Draft => "draft",
            Self::Hold => "hold",
            Self::Line => "line",
            Self::Fault => "fault",
            Self::Ballot => "ballot",
            Self::Rate => "rate",
        }
    }
    fn problem(self) -> Problem {
        match self {
            Self::Feedback | Self::Line | Self::Fault => Problem::TooMuchFeedback,
            Self::Support => Problem::TooManySupports,
            Self::Ballot => Problem::TooManyChanges(self.told()),
            Self::Rate => Problem::TooManyRatings(self.told()),
            Self::Upload | Self::Draft | Self::Hold => Problem::TooManyUploads,
        }
    }
    /// The same where a household is counted by itself.
    fn problem_of_home(self) -> Problem {
        match self {
            Self::Ballot | Self::Rate => self.problem(),
            _ => Problem::TooMuchOfHome(self.told()),
        }
    }
    /// The bound of a household as it is said.
    fn told(self) -> u32 {
        u32::try_from(self.most_of_home()).unwrap_or(u32::MAX)
    }
}

/// Who is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody behind a network address together.
    Network(String),
    /// A household of the place.
    Home(HouseholdId),
    /// Nobody: an account already bounds who works here.
    Staff,
}

impl Whose {
    /// Who a caller, as seen from the place, is counted as.
    pub fn of(caller: &Caller, address: &str) -> Self {
        match caller {
            Caller::Household { household, .. } => Self::Home(*household),
            Caller::Staff { .. } => Self::Staff,
            Caller::Nobody | Caller::Phone { .. } | Caller::Reader { .. } | Caller::Unseen { .. } => {
                Self::Network(address.to_owned())
            }
        }
    }
}

/// Who is counted: the network an address belongs to, as a word.
pub fn network(address: &str) -> String {
    address.parse::<IpAddr>().map_or_else(|_| address.to_owned(), |address| line(address).to_string())
}

/// The first address of the network that an address belongs to. One line of IP version 6 commonly
/// has a network of 56 or 60 bits to number as it likes, so 56 bits count as one.
pub fn line(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 72))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn key(app: &Linli, act: Act, (of, who): (&str, &[u8])) -> String {
    let mac = app.keys.mac(of, who);
    format!("day-{}:{}", act.word(), hex(mac.first_chunk::<12>().unwrap_or(&[0; 12])))
}

/// Counts one act within a unit of work.
///
/// # Errors
/// The problem of this act beyond its bound, for a household [`Problem::TooMuchOfHome`], or its own
/// for ballots and ratings; the unit is then not written.
pub async fn take(c: &mut Conn, app: &Linli, act: Act, whose: &Whose, now: Moment) -> Outcome<()> {
    take_all(c, app, (act, 1), whose, now).await
}

async fn take_all(c: &mut Conn, app: &Linli, (act, uses): (Act, i64), whose: &Whose, now: Moment) -> Outcome<()> {
    let (key, most, problem) = match whose {
        Whose::Staff => return Ok(()),
        Whose::Network(address) => {
            (key(app, act, ("day-limit", network(address).as_bytes())), act.most(), act.problem())
        }
        Whose::Home(household) => {
            let key = key(app, act, ("day-limit-home", household.0.as_bytes()));
            (key, act.most_of_home(), act.problem_of_home())
        }
    };
    let count = limits::add_all(c, &key, start_of_day(local(now).0), uses).await?;
    if count > most { Err(problem.into()) } else { Ok(()) }
}

/// Counts one act alone.
///
/// # Errors
/// As [`take`].
pub async fn take_now(app: &Linli, whose: Whose, act: Act) -> Outcome<()> {
    take_all_of(app, act, 1, whose).await
}

/// Counts several uses of an act alone by the network, whoever the caller is.
///
/// # Errors
/// As [`take`]; then none of them is counted.
pub async fn take_all_now(app: &Linli, act: Act, uses: i64, address: &str) -> Outcome<()> {
    take_all_of(app, act, uses, Whose::Network(address.to_owned())).await
}

/// The same by whom it is.
///
/// # Errors
/// As [`take_all_now`].
pub async fn take_all_of(app: &Linli, act: Act, uses: i64, whose: Whose) -> Outcome<()> {
    if whose == Whose::Staff {
        return Ok(());
    }
    let (now, within) = (app.now(), app.clone());
    app.store.write(move |c| async move { take_all(c, &within, (act, uses), &whose, now).await }.boxed()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_of_either_version_counts_as_one_however_it_numbers_its_addresses() {
        assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:ff:1:2:3:4"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8:0:100::1"));
        assert_eq!(network("::ffff:203.0.113.9"), network("203.0.113.9"));
        assert_ne!(network("203.0.113.9"), network("203.0.113.10"));
        assert_eq!(network("command line"), "command line");
    }
}
