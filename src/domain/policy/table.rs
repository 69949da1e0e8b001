//! The table: who may do each verb, in which window of time, how far.
//!
//! For: [`TABLE`], one row a verb; the policy, the page of permissions and its document are all
//! read from it.
//! Must not know: how a caller is known.
//! To add: a verb is a row; a role is named in the rows of what it may do.

use super::{Level, Role};
use crate::domain::phase::{PhaseKind, Verb};

/// Who may do a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Residents from this level on, and with [`Level::Visitor`] everybody.
    From(Level),
    /// Who showed a phone number just here; no code stands for one.
    Number,
    /// A household of the place, also when its code has ended.
    Reader,
    /// Whoever something is stored about: who showed a phone number, and a household wherever it is asked,
    /// also when its code has ended.
    Own,
    /// Staff with one of these duties.
    Duty(&'static [Role]),
    /// Whoever is signed in as staff, about themselves.
    Staff,
}

/// How far a duty must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The place where it is done lies within the duty's scope.
    Place,
    /// The duty must be for the whole installation.
    Everywhere,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is done.
    pub verb: Verb,
    /// By whom.
    pub who: Who,
    /// The window of the project that must be open; none if it is always open or has a window of
    /// its own, as ballots have that of their poll.
    pub phase: Option<PhaseKind>,
    /// Bound by the times of a poll.
    pub by_poll: bool,
    /// How far.
    pub reach: Reach,
}

const fn row(verb: Verb, who: Who) -> Row {
    Row { verb, who, phase: None, by_poll: false, reach: Reach::Place }
}

/// The poll's own times say when.
const fn polled(verb: Verb, who: Who) -> Row {
    Row { by_poll: true, ..row(verb, who) }
}

const fn within(verb: Verb, who: Who, phase: PhaseKind) -> Row {
    Row { phase: Some(phase), ..row(verb, who) }
}

const ANYBODY: Who = Who::From(Level::Visitor);
const HOUSEHOLD: Who = Who::From(Level::Household);

const fn duty(roles: &'static [Role]) -> Who {
    Who::Duty(roles)
}

use Role::{Admin, Auditor, Committee, Contractor, Leader, Official, Property, Security, Supervisor};

/// The table. Whoever runs the installation, its accounts or its log has no hand in opinions, codes
/// or ballots, and none of the three does another's work.
pub const TABLE: &[Row] = &[
    row(Verb::View, ANYBODY),
    within(Verb::RecordFeedback, ANYBODY, PhaseKind::Feedback),
    within(Verb::SupportFeedback, ANYBODY, PhaseKind::Feedback),
    row(Verb::WithdrawFeedback, ANYBODY),
    row(Verb::VerifyPhone, ANYBODY),
    row(Verb::FollowFeedback, Who::Number),
    row(Verb::ReadOwn, Who::Own),
    polled(Verb::CastBallot, HOUSEHOLD),
    polled(Verb::CastOwnerBallot, Who::From(Level::Owner)),
    row(Verb::ReadReceipt, Who::Reader),
    within(Verb::RateWork, HOUSEHOLD, PhaseKind::Rating),
    row(Verb::ConfirmDefect, HOUSEHOLD),
    row(Verb::RequestCorrection, HOUSEHOLD),
    row(Verb::ManageDevices, HOUSEHOLD),
    row(Verb::OwnAccount, Who::Staff),
    row(Verb::ViewDesk, duty(&[Committee, Leader])),
    row(Verb::Moderate, duty(&[Official, Committee])),
    polled(Verb::VisitDoors, duty(&[Committee, Leader])),
    polled(Verb::EnterPaper, duty(&[Committee, Leader])),
    polled(Verb::CheckPaper, duty(&[Committee])),
    row(Verb::AssistHousehold, duty(&[Committee])),
    row(Verb::ReviseHousehold, duty(&[Official, Committee])),
    row(Verb::PrintLetters, duty(&[Official, Committee])),
    row(Verb::ManageDefects, duty(&[Official, Committee])),
    row(Verb::FixDefect, duty(&[Contractor, Property])),
    row(Verb::InspectRepair, duty(&[Committee, Supervisor])),
    row(Verb::ViewOffice, duty(&[Admin, Official])),
    row(Verb::AnswerFeedback, duty(&[Official])),
    row(Verb::ManageCommunity, duty(&[Admin, Official])),
    row(Verb::ManageRoll, duty(&[Official])),
    row(Verb::ManageWorks, duty(&[Official])),
    row(Verb::ManagePhases, duty(&[Official])),
    row(Verb::ManagePoll, duty(&[Official])),
    row(Verb::ManageStaff, duty(&[Security])),
    row(Verb::ViewAudit, duty(&[Auditor])),
    Row { reach: Reach::Everywhere, ..row(Verb::ManageInstance, duty(&[Admin])) },
];
