//! What is stored about people: each field with its purpose, its basis, how long and who sees it.
//!
//! For: [`FIELDS`], the one table behind `/privacy`, `/privacy.json` and the purge.
//! Must not know: sentences.
//! To add: a new column about a person is named in a row; a test walks the real tables.

use crate::domain::moment::DAY;
use crate::domain::phone;

crate::words! {
    /// What a row of the table is about.
    What {
        /// A flat and who owns it.
        Household = "household",
        /// The codes of a flat.
        Code = "code",
        /// What somebody said, typed or photographed.
        Feedback = "feedback",
        /// 'Same for us'.
        Support = "support",
        /// Ballots and slips.
        Ballot = "ballot",
        /// Ratings and faults.
        Rating = "rating",
        /// A phone number.
        Phone = "phone",
        /// A message to a phone.
        Message = "message",
        /// What somebody agreed to.
        Consent = "consent",
        /// A signed-in browser.
        Session = "session",
        /// An account of staff.
        Staff = "staff",
        /// What staff did.
        Audit = "audit",
        /// How often somebody tried.
        Tries = "tries",
        /// A half-filled form.
        Draft = "draft",
    }
}

crate::words! {
    /// Why it may be stored.
    Basis {
        /// A law asks for it, or a public duty.
        Duty = "duty",
        /// The person agreed.
        Consent = "consent",
        /// The person asked for what cannot be done without it.
        Request = "request",
        /// To keep the installation safe.
        Safety = "safety",
    }
}

crate::words! {
    /// Who sees it.
    Seen {
        /// Everybody, as far as it was published.
        Public = "public",
        /// The person and the staff who deal with it.
        Handlers = "handlers",
        /// The person alone.
        Own = "own",
        /// Nobody: it is hashed or sealed.
        Nobody = "nobody",
        /// Auditors.
        Auditors = "auditors",
    }
}

/// How long it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As long as the community's renovation is on record.
    Record,
    /// Until it runs out; it is then removed by itself.
    UntilOver,
    /// This many milliseconds.
    For(i64),
}

impl Kept {
    /// Whole days, where it is a number of them.
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::For(time) => Some(time / DAY),
            Self::Record | Self::UntilOver => None,
        }
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// What it is about.
    pub what: What,
    /// The table.
    pub table: &'static str,
    /// Its columns about a person.
    pub columns: &'static [&'static str],
    /// Why it may be stored.
    pub basis: Basis,
    /// How long.
    pub kept: Kept,
    /// Who sees it.
    pub seen: Seen,
}

const fn field(
    what: What,
    (table, columns): (&'static str, &'static [&'static str]),
    basis: Basis,
    kept: Kept,
    seen: Seen,
) -> Field {
    Field { what, table, columns, basis, kept, seen }
}

use Basis::{Consent, Duty, Request, Safety};
use Kept::{For, Record, UntilOver};
use Seen::{Auditors, Handlers, Nobody, Own, Public};

/// How long counts of tries are kept.
pub const TRIES_KEPT: i64 = 2 * DAY;

/// The table.
pub const FIELDS: &[Field] = &[
    field(
        What::Household,
        ("household", &["entrance", "floor", "room", "room_key", "area", "relation", "owners", "owner_key"]),
        Duty,
        Record,
        Handlers,
    ),
    field(
        What::Household,
        ("roll_was", &["floor", "area", "relation", "owners", "owner_key", "household_id"]),
        Duty,
        Record,
        Handlers,
    ),
    field(What::Household, ("roll_piece", &["body"]), Duty, Record, Handlers),
    field(
        What::Household,
        ("roll_request", &["household_id", "text", "answer", "decided_by"]),
        Request,
        Record,
        Handlers,
    ),
    field(What::Household, ("poll_roll", &["household_id", "area", "owner_key"]), Duty, Record, Handlers),
    field(What::Code, ("credential", &["household_id", "token_hash", "digits_hash"]), Duty, Record, Nobody),
    field(What::Feedback, ("feedback", &["text", "household_id", "secret_hash"]), Request, Record, Handlers),
    field(What::Feedback, ("feedback", &["shown_text", "lang"]), Request, Record, Public),
    field(What::Feedback, ("feedback_note", &["text"]), Request, Record, Handlers),
    field(What::Feedback, ("upload", &["mime", "width", "height"]), Request, Record, Handlers),
    field(What::Feedback, ("decision", &["before_text", "staff_id"]), Duty, Record, Handlers),
    field(What::Support, ("support", &["supporter", "household"]), Request, Record, Nobody),
    field(What::Ballot, ("ballot", &["household_id", "choices", "receipt", "staff_id"]), Duty, Record, Own),
    field(What::Ballot, ("paper", &["household_id", "choices", "entered_by", "decided_by"]), Duty, Record, Handlers),
    field(What::Rating, ("rating", &["household_id", "level", "reason", "text"]), Request, Record, Handlers),
    field(What::Rating, ("defect", &["household_id", "text", "note"]), Request, Record, Handlers),
    field(What::Phone, ("phone", &["number_hash", "sealed"]), Consent, For(phone::UNUSED_KEPT), Own),
    field(What::Phone, ("phone_code", &["number_hash", "sealed", "figures_hash"]), Consent, UntilOver, Nobody),
    field(What::Phone, ("follow", &["phone_id", "feedback_id"]), Consent, For(phone::UNUSED_KEPT), Own),
    field(What::Message, ("message", &["sealed"]), Consent, For(phone::MESSAGES_KEPT), Nobody),
    field(What::Consent, ("consent", &["phone_id", "version", "withdrawn_at"]), Duty, For(phone::CONSENT_KEPT), Own),
    field(
        What::Session,
        ("session", &["token_hash", "staff_id", "household_id", "phone_id", "seen_at"]),
        Request,
        UntilOver,
        Nobody,
    ),
    field(What::Staff, ("staff", &["login", "name", "password_hash"]), Duty, Record, Auditors),
    field(What::Staff, ("staff_grant", &["staff_id", "role", "scope", "place"]), Duty, Record, Auditors),
    field(What::Staff, ("staff_slip", &["staff_id", "token_hash", "made_by"]), Safety, Record, Nobody),
    field(What::Staff, ("answer", &["staff_id", "text"]), Duty, Record, Public),
    field(What::Staff, ("roll", &["staff_id"]), Duty, Record, Auditors),
    field(What::Audit, ("audit", &["staff_id", "object", "detail", "address"]), Safety, Record, Auditors),
    field(What::Tries, ("limit_window", &["key"]), Safety, For(TRIES_KEPT), Nobody),
    field(What::Draft, ("draft", &["body"]), Request, UntilOver, Own),
];
