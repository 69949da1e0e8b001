//! The question put to an electorate: its states, its window, and which ballot of a household
//! counts.
//!
//! For: [`may_cast`], [`may_check`], [`count_by`], [`state_at`] and [`winner`].
//! Must not know: the choices (`ballot`), the count (`voting`) or thresholds (`threshold`).
//! To add: a conflict rule is a word and its row in `winner`; a method is a word and its file in
//! `voting`.

use crate::domain::calendar::add_working_days;
use crate::domain::feedback::Channel;
use crate::domain::moment::Moment;
use crate::domain::problem::Problem;

crate::words! {
    /// What is stored about a poll. One that is announced but not begun is 'open' with a later
    /// `opens`.
    PollState {
        /// Being made; nobody else sees it.
        Draft = "draft",
        /// Announced or running; can no longer be changed.
        Open = "open",
        /// Over and counted.
        Closed = "closed",
        /// Called off, with a reason.
        Cancelled = "cancelled",
    }
}

crate::words! {
    /// How ballots are read and counted.
    Method {
        /// Tick what should be done, within the money; most ticks first.
        ApprovalBudget = "approval_budget",
    }
}

crate::words! {
    /// Which ballot counts when a household casts on two ways.
    ConflictRule {
        /// The one cast first; online ballots of a household are one that it changes.
        FirstValid = "first_valid",
        /// The one cast last before the close.
        LatestBeforeClose = "latest_before_close",
        /// The one cast online (Shenzhen).
        ElectronicWins = "electronic_wins",
    }
}

crate::words! {
    /// Who is asked.
    Electorate {
        /// One vote a flat.
        Households = "households",
        /// Owners: heads and area (Civil Code 278).
        Owners = "owners",
    }
}

/// The state that holds at `now`: an open poll is closed from `closes` on, whether or not
/// anything has written so.
pub fn state_at(stored: PollState, closes: Moment, now: Moment) -> PollState {
    if stored == PollState::Open && now >= closes { PollState::Closed } else { stored }
}

/// Whether a ballot can be cast at `now`.
///
/// # Errors
/// [`Problem::PollNotOpen`] for drafts and before `opens`, [`Problem::PollClosed`] from `closes`
/// on, [`Problem::PollCancelled`].
pub fn may_cast(state: PollState, opens: Moment, closes: Moment, now: Moment) -> Result<(), Problem> {
    match state_at(state, closes, now) {
        PollState::Cancelled => Err(Problem::PollCancelled),
        PollState::Closed => Err(Problem::PollClosed { closed: closes }),
        PollState::Draft => Err(Problem::PollNotOpen { opens }),
        PollState::Open if now < opens => Err(Problem::PollNotOpen { opens }),
        PollState::Open => Ok(()),
    }
}

/// Working days after the close for which the count waits until a second person has looked at
/// every slip that was typed in before it.
pub const CHECK_DAYS: u32 = 3;

/// When a poll is counted at the latest: the end of the last of [`CHECK_DAYS`] working days after
/// the last day of its window.
pub fn count_by(closes: Moment) -> Moment {
    add_working_days(closes.plus(-1), CHECK_DAYS)
}

/// Whether a slip that came in time may be checked, sent back or let go at `now`: as long as the
/// poll is not counted, also after its close.
///
/// # Errors
/// [`Problem::PollNotOpen`] for drafts and before `opens`, [`Problem::PollClosed`] once it is
/// counted or must be, [`Problem::PollCancelled`].
pub fn may_check(stored: PollState, opens: Moment, closes: Moment, now: Moment) -> Result<(), Problem> {
    let waits = stored == PollState::Open && now >= closes && now < count_by(closes);
    if waits { Ok(()) } else { may_cast(stored, opens, closes, now) }
}

/// What happens to the ballot that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Winner {
    /// The standing ballot goes on counting; the incoming one is recorded beside it.
    Keep,
    /// The incoming ballot counts from now on; the standing one stays visible.
    Replace,
}

/// Which of two ballots of one household counts, by the time each was cast (for paper: when it
/// was handed in, not when it was typed).
///
/// A household may always change its own online ballot online. `online_since` is when it first cast
/// one, if it did: a change does not make its ballot a later one, so under `first_valid` this moment
/// stands for all of them. Otherwise the answer does not depend on which ballot reached the server
/// first; of two cast at the same moment the online one counts. `electronic_wins` says nothing about
/// two ballots on paper: the first counts.
pub fn winner(
    rule: ConflictRule,
    standing: (Channel, Moment),
    incoming: (Channel, Moment),
    online_since: Option<Moment>,
) -> Winner {
    let online = (standing.0 == Channel::Online, incoming.0 == Channel::Online);
    if online == (true, true) {
        return Winner::Replace;
    }
    let since = |(channel, at): (Channel, Moment)| match online_since {
        Some(first) if channel == Channel::Online => first.min(at),
        _ => at,
    };
    // The second of each pair decides between two of the same moment.
    let replace = match rule {
        ConflictRule::ElectronicWins if online.0 != online.1 => online.1,
        ConflictRule::LatestBeforeClose => (incoming.1, online.1) > (standing.1, online.0),
        ConflictRule::FirstValid | ConflictRule::ElectronicWins => {
            (since(incoming), !online.1) < (since(standing), !online.0)
        }
    };
    if replace { Winner::Replace } else { Winner::Keep }
}

/// Which of two ballots counts where the flat was sold between them: the earlier owner's stands, under
/// every rule. None if no sale lies between them, and the rule decides.
pub fn winner_by_sale(standing: Moment, incoming: Moment, sold: Option<Moment>) -> Option<Winner> {
    let sold = sold?;
    match (standing <= sold, incoming <= sold) {
        (true, false) => Some(Winner::Keep),
        (false, true) => Some(Winner::Replace),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{LocalDate, start_of_day};
    use proptest::prelude::*;

    #[test]
    fn what_was_cast_before_a_sale_stands_whichever_came_in_first() {
        let sold = Some(Moment(10));
        assert_eq!(winner_by_sale(Moment(10), Moment(11), sold), Some(Winner::Keep));
        assert_eq!(winner_by_sale(Moment(11), Moment(9), sold), Some(Winner::Replace));
        for (standing, incoming, sold) in [(8, 9, Some(10)), (11, 12, Some(10)), (8, 12, None)] {
            assert_eq!(winner_by_sale(Moment(standing), Moment(incoming), sold.map(Moment)), None);
        }
    }

    #[test]
    fn a_ballot_is_taken_only_between_opening_and_close() {
        let (opens, closes) = (Moment(10), Moment(20));
        let at = |state, now| may_cast(state, opens, closes, Moment(now));
        assert_eq!(at(PollState::Open, 9), Err(Problem::PollNotOpen { opens }));
        assert_eq!(at(PollState::Open, 10), Ok(()));
        assert_eq!(at(PollState::Open, 19), Ok(()));
        assert_eq!(at(PollState::Open, 20), Err(Problem::PollClosed { closed: closes }));
        assert_eq!(at(PollState::Closed, 15), Err(Problem::PollClosed { closed: closes }));
        assert_eq!(at(PollState::Draft, 15), Err(Problem::PollNotOpen { opens }));
        assert_eq!(at(PollState::Cancelled, 15), Err(Problem::PollCancelled));
    }

    #[test]
    fn a_slip_may_be_checked_for_three_working_days_after_the_close_and_not_longer() {
        let day = |month, day| start_of_day(LocalDate::new(2026, month, day).unwrap());
        // Closes with Thursday 18 June; the three days after it are the Dragon Boat holiday.
        let (opens, closes) = (day(6, 8), day(6, 19));
        assert_eq!(count_by(closes), day(6, 25), "Monday, Tuesday and Wednesday are worked");
        let at = |state, now| may_check(state, opens, closes, now);
        assert_eq!(at(PollState::Open, opens), Ok(()));
        assert_eq!(at(PollState::Open, closes), Ok(()));
        assert_eq!(at(PollState::Open, day(6, 25).plus(-1)), Ok(()));
        assert_eq!(at(PollState::Open, day(6, 25)), Err(Problem::PollClosed { closed: closes }));
        assert_eq!(at(PollState::Closed, closes), Err(Problem::PollClosed { closed: closes }));
        assert_eq!(at(PollState::Cancelled, closes), Err(Problem::PollCancelled));
    }

    #[test]
    fn an_open_poll_is_closed_by_the_clock_alone_and_nothing_reopens() {
        for state in PollState::ALL {
            assert_eq!(state_at(*state, Moment(20), Moment(19)), *state);
            let later = state_at(*state, Moment(20), Moment(20));
            let expected = if *state == PollState::Open { PollState::Closed } else { *state };
            assert_eq!(later, expected);
        }
    }

    #[test]
    fn a_household_may_change_its_online_ballot_online_under_every_rule() {
        for rule in ConflictRule::ALL {
            let online = |at| (Channel::Online, Moment(at));
            assert_eq!(winner(*rule, online(1), online(2), Some(Moment(1))), Winner::Replace);
        }
    }

    #[test]
    fn each_rule_picks_its_ballot() {
        use {Channel::Online, Channel::Paper, ConflictRule as R, Winner::Keep, Winner::Replace};
        let case =
            |rule, a: (Channel, i64), b: (Channel, i64)| winner(rule, (a.0, Moment(a.1)), (b.0, Moment(b.1)), None);
        assert_eq!(case(R::FirstValid, (Online, 1), (Paper, 2)), Keep);
        assert_eq!(case(R::FirstValid, (Online, 2), (Paper, 1)), Replace);
        assert_eq!(case(R::FirstValid, (Paper, 1), (Paper, 2)), Keep);
        assert_eq!(case(R::LatestBeforeClose, (Online, 1), (Paper, 2)), Replace);
        assert_eq!(case(R::LatestBeforeClose, (Online, 2), (Paper, 1)), Keep);
        assert_eq!(case(R::ElectronicWins, (Online, 1), (Paper, 2)), Keep);
        assert_eq!(case(R::ElectronicWins, (Paper, 1), (Online, 2)), Replace);
        assert_eq!(case(R::ElectronicWins, (Online, 2), (Paper, 1)), Keep);
        assert_eq!(case(R::ElectronicWins, (Paper, 1), (Paper, 2)), Keep);
    }

    #[test]
    fn the_order_of_arrival_does_not_decide() {
        for rule in ConflictRule::ALL {
            for other in [Channel::Paper, Channel::Desk, Channel::Phone, Channel::Meeting] {
                for (a, b) in [(1, 2), (2, 1), (3, 3)] {
                    let (online, paper) = ((Channel::Online, Moment(a)), (other, Moment(b)));
                    let one = winner(*rule, online, paper, Some(online.1)) == Winner::Replace;
                    let two = winner(*rule, paper, online, None) == Winner::Replace;
                    assert_ne!(one, two, "{rule} {a} {b}");
                }
            }
        }
    }

    #[test]
    fn a_change_online_does_not_make_the_first_ballot_a_later_one() {
        use {Channel::Online, Channel::Paper, ConflictRule::FirstValid};
        let (changed, slip) = ((Online, Moment(20)), (Paper, Moment(15)));
        assert_eq!(winner(FirstValid, changed, slip, Some(Moment(10))), Winner::Keep);
        assert_eq!(winner(FirstValid, changed, slip, Some(Moment(16))), Winner::Replace);
        assert_eq!(winner(FirstValid, slip, changed, Some(Moment(10))), Winner::Replace);
    }

    type Given = (Channel, Moment);

    const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    /// These ballots as they can arrive in this order: those given online in the order of their
    /// times, a slip whenever somebody types it in.
    fn arriving(given: &[Given; 3], order: [usize; 3]) -> [Given; 3] {
        let is_online = |one: &&Given| one.0 == Channel::Online;
        let mut online: Vec<Given> = given.iter().filter(is_online).copied().collect();
        online.sort_unstable_by_key(|one| std::cmp::Reverse(one.1));
        order.map(|at| if given[at].0 == Channel::Online { online.pop().unwrap() } else { given[at] })
    }

    /// What counts in the end. One cast online that would not count is refused and leaves nothing.
    fn counted(rule: ConflictRule, arriving: &[Given]) -> Option<Given> {
        let (mut standing, mut since): (Option<Given>, Option<Moment>) = (None, None);
        for incoming in arriving.iter().copied() {
            if standing.is_none_or(|standing| winner(rule, standing, incoming, since) == Winner::Replace) {
                standing = Some(incoming);
                since = since.or((incoming.0 == Channel::Online).then_some(incoming.1));
            }
        }
        standing
    }

    proptest! {
        #[test]
        fn in_every_order_of_three_the_same_one_counts(given in proptest::array::uniform3((any::<bool>(), 0_i64..6))) {
            let given = given.map(|(online, at)| (if online { Channel::Online } else { Channel::Paper }, Moment(at)));
            for rule in ConflictRule::ALL {
                let expected = counted(*rule, &arriving(&given, ORDERS[0]));
                for order in ORDERS {
                    prop_assert_eq!(counted(*rule, &arriving(&given, order)), expected, "{} {:?}", rule, order);
                }
            }
        }
    }
}
