//! One type an identifier, so that a poll's id cannot stand where a work's is meant.
//!
//! For: typed UUIDs (version 7 where the server makes them, so they sort by time).
//! Must not know: how they are made (the server's randomness) or stored.
//! To add: one more line in `ids!`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
        impl $name {
            /// Reads the form used in URLs; `None` for anything else.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text.trim()).ok().map(Self)
            }
        }
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.0.simple(), f)
            }
        }
    )+};
}

ids! {
    /// A residential estate.
    CommunityId,
    /// A building of a community.
    BuildingId,
    /// A flat on the roll.
    HouseholdId,
    /// A renovation project of one community.
    ProjectId,
    /// A window of time in a project.
    PhaseId,
    /// One thing to be done.
    WorkId,
    /// What a resident said.
    FeedbackId,
    /// A photo or voice recording.
    UploadId,
    /// A question put to an electorate.
    PollId,
    /// What a household cast.
    BallotId,
    /// A household's judgement of a finished work.
    RatingId,
    /// A fault during or after the works.
    DefectId,
    /// A phone number that somebody showed to hold.
    PhoneId,
    /// A staff account.
    StaffId,
    /// A signed-in browser, staff or household.
    SessionId,
    /// One import of a roll.
    RollId,
    /// A kept half-filled form.
    DraftId,
    /// A leaf of the record.
    LeafId,
    /// The key by which a repeated write gets the first answer.
    OnceKey,
    /// A phone or browser that is nobody in particular.
    DeviceId,
}
