//! Verbs, and the windows of time that open some of them.
//!
//! For: the closed list of what anybody can do, and [`Phase`], the window in a project.
//! Must not know: who may do it (`policy`), or how a phase is stored.
//! To add: a verb here, then its rows in `policy`; the table test there fails until it has them.

use serde::{Deserialize, Serialize};

use crate::domain::moment::Moment;
use crate::domain::policy;

crate::words! {
    /// Everything that can be done, as `policy` and the audit log name it.
    Verb {
        /// See public pages.
        View = "view",
        /// Say something about planned or running works.
        RecordFeedback = "record_feedback",
        /// Agree, disagree, pass.
        SupportFeedback = "support_feedback",
        /// Take back one's own feedback (the secret link is the proof).
        WithdrawFeedback = "withdraw_feedback",
        /// Cast or replace the household's ballot.
        CastBallot = "cast_ballot",
        /// See the household's own ballot and how to find it in the record.
        ReadReceipt = "read_receipt",
        /// Judge a finished work.
        RateWork = "rate_work",
        /// Say that a fault is really gone, or not.
        ConfirmDefect = "confirm_defect",
        /// Publish, hide, mask, restore, pass on.
        Moderate = "moderate",
        /// Give the official reply.
        AnswerFeedback = "answer_feedback",
        /// Type in or confirm paper ballots.
        EnterPaper = "enter_paper",
        /// Create a community, revise its facts and stage.
        ManageCommunity = "manage_community",
        /// Import the list of households.
        ManageRoll = "manage_roll",
        /// Enter works, costs, photos, funding.
        ManageWorks = "manage_works",
        /// Open and close windows of time.
        ManagePhases = "manage_phases",
        /// Make, open, cancel and close polls.
        ManagePoll = "manage_poll",
        /// Make codes and print their letters.
        PrintLetters = "print_letters",
        /// Create staff accounts and grants.
        ManageStaff = "manage_staff",
        /// Show that one holds a phone number.
        VerifyPhone = "verify_phone",
        /// Be told by message when a feedback is answered.
        FollowFeedback = "follow_feedback",
        /// See, take along and delete what is stored about oneself.
        ReadOwn = "read_own",
        /// Cast or replace the ballot in a poll of owners.
        CastOwnerBallot = "cast_owner_ballot",
        /// Say that one's entry on the roll is wrong.
        RequestCorrection = "request_correction",
        /// Let a further phone of the flat in, or put one out.
        ManageDevices = "manage_devices",
        /// See and change one's own account: password, factors, sessions, duty at work.
        OwnAccount = "own_account",
        /// See door by door who has answered, never what.
        VisitDoors = "visit_doors",
        /// Be the second person who confirms a paper slip.
        CheckPaper = "check_paper",
        /// Help a household at the desk: another phone, a lost letter, its owner seen in person.
        AssistHousehold = "assist_household",
        /// Change one entry of the roll: sold, corrected; decide requests for it.
        ReviseHousehold = "revise_household",
        /// Say that a fault is fixed, with photos.
        FixDefect = "fix_defect",
        /// Look after a repair for the residents: right, or not.
        InspectRepair = "inspect_repair",
        /// See the officials' pages.
        ViewOffice = "view_office",
        /// See the committee's pages.
        ViewDesk = "view_desk",
        /// Assign faults and report them fixed.
        ManageDefects = "manage_defects",
        /// Settings of the whole installation.
        ManageInstance = "manage_instance",
        /// Read the audit log.
        ViewAudit = "view_audit",
    }
}

crate::words! {
    /// What a window of time is for.
    PhaseKind {
        /// Opinions and supports.
        Feedback = "feedback",
        /// Ratings of finished works.
        Rating = "rating",
    }
}

/// A window of time in a project. The end is exclusive: 'until 30 June' closes on 1 July 00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// What it opens.
    pub kind: PhaseKind,
    /// First moment of the window.
    pub opens: Moment,
    /// First moment after the window.
    pub closes: Moment,
}

impl Phase {
    /// Whether the window is open at `now`.
    pub fn is_open(&self, now: Moment) -> bool {
        self.opens <= now && now < self.closes
    }

    /// Whether the window opens this verb at `now`.
    pub fn allows(&self, verb: Verb, now: Moment) -> bool {
        policy::phase(verb) == Some(self.kind) && self.is_open(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHASE: Phase = Phase { kind: PhaseKind::Rating, opens: Moment(10), closes: Moment(20) };

    #[test]
    fn a_window_is_open_from_its_first_moment_up_to_but_not_at_its_end() {
        let open: Vec<bool> = [9, 10, 19, 20].map(|at| PHASE.is_open(Moment(at))).into();
        assert_eq!(open, [false, true, true, false]);
    }

    #[test]
    fn a_window_opens_only_the_verbs_of_its_kind() {
        for verb in Verb::ALL {
            assert_eq!(PHASE.allows(*verb, Moment(10)), *verb == Verb::RateWork, "{verb}");
            assert!(!PHASE.allows(*verb, Moment(20)));
        }
        let fed = [Verb::RecordFeedback, Verb::SupportFeedback];
        assert!(fed.iter().all(|verb| policy::phase(*verb) == Some(PhaseKind::Feedback)));
        assert_eq!(policy::phase(Verb::CastBallot), None, "the poll says when");
    }
}
