//! What a resident says about planned or running works.
//!
//! For: the picture tiles, ways in, who may see it, its states, and when an answer is due.
//! Must not know: who wrote it, how it is stored, or the words on the tiles.
//! To add: a tile needs its word and its row in `kind_of`; a kind its row in `due`.

use crate::domain::calendar::Term;

/// Most characters of a feedback or an answer.
pub const MOST_TEXT: u32 = 2_000;

crate::words! {
    /// The nine pictures of the first screen.
    Tile {
        /// 漏水
        Leak = "leak",
        /// 电梯
        Lift = "lift",
        /// 路灯楼道灯
        Lights = "lights",
        /// 停车
        Parking = "parking",
        /// 管道
        Pipes = "pipes",
        /// 屋面
        Roof = "roof",
        /// 消防通道
        FireLane = "fire_lane",
        /// 绿化
        Greenery = "greenery",
        /// 其他
        Other = "other",
    }
}

crate::words! {
    /// The way in, the same list for feedback, ballots and ratings.
    Channel {
        /// Typed by the resident.
        Online = "online",
        /// A slip, entered by the committee.
        Paper = "paper",
        /// At the desk or the door, with somebody's help.
        Desk = "desk",
        /// By telephone.
        Phone = "phone",
        /// Said at a bench meeting.
        Meeting = "meeting",
    }
}

crate::words! {
    /// Who may see a feedback.
    Visibility {
        /// Everybody, once published.
        Public = "public",
        /// Only those who handle it.
        Handlers = "handlers",
    }
}

crate::words! {
    /// Where a feedback stands with the moderators.
    FeedbackState {
        /// Not yet looked at.
        Waiting = "waiting",
        /// To be seen.
        Published = "published",
        /// Not to be seen, by a named rule.
        Hidden = "hidden",
        /// Taken back by its author.
        Withdrawn = "withdrawn",
    }
}

crate::words! {
    /// What became of the matter itself. 'Answered' is not 'solved', and 'done' is only what
    /// those say who did it.
    AnswerState {
        /// No reply yet.
        Open = "open",
        /// A reply was given.
        Answered = "answered",
        /// Done, says the office or contractor.
        Done = "done",
        /// Done, say the residents.
        Solved = "solved",
        /// Not done, say the residents.
        Disputed = "disputed",
        /// Will not be done; a reason is given.
        Declined = "declined",
    }
}

impl AnswerState {
    /// Whether somebody still owes a step: a first reply, or one after a dispute.
    pub const fn is_owed(self) -> bool {
        matches!(self, Self::Open | Self::Disputed)
    }

    /// Whether it is settled one way or the other, unless its author disputes that.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Done | Self::Solved | Self::Declined)
    }

    /// Whether `next` may follow. Residents may dispute what is called done, solved or declined;
    /// nothing returns to 'open'.
    pub fn can_become(self, next: Self) -> bool {
        let allowed: &[Self] = match self {
            Self::Open => &[Self::Answered, Self::Done, Self::Declined],
            Self::Answered => &[Self::Done, Self::Solved, Self::Disputed, Self::Declined],
            Self::Done => &[Self::Solved, Self::Disputed],
            Self::Solved | Self::Declined => &[Self::Disputed],
            Self::Disputed => &[Self::Answered, Self::Done, Self::Solved, Self::Declined],
        };
        allowed.contains(&next)
    }
}

crate::words! {
    /// What is asked for; decides how soon an answer is due.
    Kind {
        /// People may be hurt.
        Danger = "danger",
        /// Water, power, gas cut; drain blocked.
        Utilities = "utilities",
        /// Wants to know something.
        Question = "question",
        /// Wants help or a repair.
        Repair = "repair",
        /// About works or conduct.
        Complaint = "complaint",
        /// About the plan.
        Suggestion = "suggestion",
    }
}

/// Time for the first reply and for closing, and by how many working days the second may be
/// extended once, with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Time for the first reply.
    pub first_reply: Term,
    /// Time until closed; for danger, until made safe.
    pub close: Term,
    /// Most working days of an extension; 0 if there is none.
    pub extension_days: u32,
}

/// When an answer is due. Defaults of the field notes, §4.7, drawn from city hotline rules; no
/// Jiangxi figure is known, so an operator may set others.
pub const fn due(kind: Kind) -> Due {
    let (first_reply, close, extension_days) = match kind {
        Kind::Danger => (Term::Hours(2), Term::Hours(24), 0),
        Kind::Utilities | Kind::Question => (Term::WorkingDays(1), Term::WorkingDays(3), 2),
        Kind::Repair => (Term::WorkingDays(1), Term::WorkingDays(5), 5),
        Kind::Complaint => (Term::WorkingDays(2), Term::WorkingDays(10), 5),
        Kind::Suggestion => (Term::WorkingDays(3), Term::WorkingDays(15), 15),
    };
    Due { first_reply, close, extension_days }
}

/// What a tile asks for unless somebody says otherwise.
pub const fn kind_of(tile: Tile) -> Kind {
    match tile {
        Tile::Leak | Tile::Pipes | Tile::Lights | Tile::Lift | Tile::Roof => Kind::Repair,
        Tile::FireLane => Kind::Complaint,
        Tile::Parking | Tile::Greenery | Tile::Other => Kind::Suggestion,
    }
}

crate::words! {
    /// What an answer says became of the matter.
    Says {
        /// It will be done.
        WillDo = "will_do",
        /// It is done.
        Done = "done",
        /// It is explained; nothing is to be done.
        Explained = "explained",
        /// It will not be done; the reason stands in the answer.
        Declined = "declined",
    }
}

impl Says {
    /// The state of the feedback that this answer leads to.
    pub const fn state(self) -> AnswerState {
        match self {
            Self::WillDo | Self::Explained => AnswerState::Answered,
            Self::Done => AnswerState::Done,
            Self::Declined => AnswerState::Declined,
        }
    }
}

/// Letters before the running number, from a community's slug: the initials of its parts
/// (at most four), or its first two letters if it has one part.
pub fn prefix(slug: &str) -> String {
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    let letters: String = match parts.as_slice() {
        [one] => one.chars().take(2).collect(),
        several => several.iter().filter_map(|part| part.chars().next()).take(4).collect(),
    };
    letters.to_ascii_uppercase()
}

/// The number that people say on the phone, like `YG-2318`.
pub fn number(prefix: &str, serial: i64) -> String {
    format!("{prefix}-{serial}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tile_has_a_due_date_no_shorter_to_close_than_to_reply() {
        for tile in Tile::ALL {
            let due = due(kind_of(*tile));
            let days = |term| match term {
                Term::WorkingDays(n) => n,
                Term::Hours(_) => 0,
            };
            assert!(days(due.first_reply) <= days(due.close), "{tile}");
        }
        assert_eq!(kind_of(Tile::FireLane), Kind::Complaint);
        assert_eq!(kind_of(Tile::Lift), Kind::Repair);
        assert_eq!(kind_of(Tile::Other), Kind::Suggestion);
    }

    #[test]
    fn terms_are_those_of_the_field_notes() {
        let row = |kind| (due(kind).first_reply, due(kind).close, due(kind).extension_days);
        let days = Term::WorkingDays;
        assert_eq!(row(Kind::Danger), (Term::Hours(2), Term::Hours(24), 0));
        assert_eq!(row(Kind::Utilities), (days(1), days(3), 2));
        assert_eq!(row(Kind::Question), (days(1), days(3), 2));
        assert_eq!(row(Kind::Repair), (days(1), days(5), 5));
        assert_eq!(row(Kind::Complaint), (days(2), days(10), 5));
        assert_eq!(row(Kind::Suggestion), (days(3), days(15), 15));
    }

    #[test]
    fn a_matter_can_always_be_disputed_once_somebody_calls_it_settled() {
        for state in [AnswerState::Done, AnswerState::Solved, AnswerState::Declined] {
            assert!(state.can_become(AnswerState::Disputed), "{state}");
            assert!(!state.is_owed() && state.is_ended());
        }
        for state in AnswerState::ALL {
            assert!(!state.can_become(AnswerState::Open), "{state}");
            assert!(!state.can_become(*state), "{state}");
        }
        assert!(!AnswerState::Open.can_become(AnswerState::Solved));
        assert!(AnswerState::Open.is_owed() && AnswerState::Disputed.is_owed());
    }

    #[test]
    fn numbers_are_short_enough_for_the_phone() {
        assert_eq!(number(&prefix("yang-guang"), 2318), "YG-2318");
        assert_eq!(prefix("yangguang"), "YA");
        assert_eq!(prefix("a-b-c-d-e"), "ABCD");
        assert_eq!(prefix("--"), "");
    }

    #[test]
    fn only_what_was_done_or_declined_says_so() {
        let states: Vec<AnswerState> = Says::ALL.iter().map(|says| says.state()).collect();
        let answered = AnswerState::Answered;
        assert_eq!(states, [answered, AnswerState::Done, answered, AnswerState::Declined]);
        assert!(states.iter().all(|state| AnswerState::Open.can_become(*state)));
        assert!(states.iter().all(|state| AnswerState::Disputed.can_become(*state)));
    }
}
