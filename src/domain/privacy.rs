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
    /// What it is needed for.
    Purpose {
        /// To know who is asked and how much each weighs.
        Electorate = "electorate",
        /// To let nobody but the flat act for it.
        Proof = "proof",
        /// To look at a file before it counts, and to take it back.
        Import = "import",
        /// To put right what is wrong.
        Correct = "correct",
        /// To deal with what was said.
        Handle = "handle",
        /// To show everybody what was said and answered.
        Publish = "publish",
        /// To explain a decision and take it back.
        Decide = "decide",
        /// To count each flat once.
        CountOnce = "count_once",
        /// To count a vote and let it be checked.
        Vote = "vote",
        /// To judge the work and repair it.
        Repair = "repair",
        /// To tell of an answer.
        Tell = "tell",
        /// To show that somebody agreed.
        ShowConsent = "show_consent",
        /// To stay signed in, and to see where one is.
        SignedIn = "signed_in",
        /// To know who acts for the office.
        Account = "account",
        /// To find out later who did or saw what.
        Answerable = "answerable",
        /// To stop guessing and floods.
        Bound = "bound",
        /// To let nobody learn by guessing which flats have a letter.
        Alike = "alike",
        /// To lose nothing that was typed.
        Resume = "resume",
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
    /// What they are needed for.
    pub purpose: Purpose,
    /// Why it may be stored.
    pub basis: Basis,
    /// How long.
    pub kept: Kept,
    /// Who sees it.
    pub seen: Seen,
}

const fn field(
    (what, purpose): (What, Purpose),
    (table, columns): (&'static str, &'static [&'static str]),
    basis: Basis,
    kept: Kept,
    seen: Seen,
) -> Field {
    Field { what, table, columns, purpose, basis, kept, seen }
}

use Basis::{Consent, Duty, Request, Safety};
use Kept::{For, Record, UntilOver};
use Purpose::{
    Account, Alike, Answerable, Bound, Correct, CountOnce, Decide, Electorate, Handle, Import, Proof, Publish, Repair,
    Resume, ShowConsent, SignedIn, Tell, Vote,
};
use Seen::{Auditors, Handlers, Nobody, Own, Public};

/// How long counts of tries within a day, and of what staff saw, are kept.
pub const TRIES_KEPT: i64 = 2 * DAY;
/// How long an import that nobody confirms is kept.
pub const ROLL_STAGED_KEPT: i64 = DAY;
/// How long a roll can be taken back, and what stood before it is kept.
pub const ROLL_WAS_KEPT: i64 = 90 * DAY;

/// How long entries of the audit log are kept (at least twelve months are asked for).
pub const AUDIT_KEPT: i64 = 400 * DAY;

/// The table.
pub const FIELDS: &[Field] = &[
    field(
        (What::Household, Electorate),
        ("household", &["entrance", "floor", "room", "room_key", "area", "relation", "owners", "owner_key", "sold_at"]),
        Duty,
        Record,
        Handlers,
    ),
    field(
        (What::Household, Import),
        ("roll_was", &["floor", "area", "relation", "owners", "owner_key", "household_id"]),
        Duty,
        For(ROLL_WAS_KEPT),
        Handlers,
    ),
    field((What::Household, Import), ("roll_piece", &["body"]), Duty, For(ROLL_STAGED_KEPT), Handlers),
    field(
        (What::Household, Correct),
        ("roll_request", &["household_id", "text", "answer", "decided_by"]),
        Request,
        Record,
        Handlers,
    ),
    field((What::Household, Electorate), ("poll_roll", &["household_id", "area", "owner_key"]), Duty, Record, Handlers),
    field((What::Household, Proof), ("owner_proof", &["household_id", "paper", "seen_by"]), Duty, Record, Handlers),
    field(
        (What::Code, Proof),
        ("credential", &["household_id", "token_hash", "digits_hash", "purpose", "made_by"]),
        Duty,
        Record,
        Nobody,
    ),
    field((What::Feedback, Handle), ("feedback", &["text", "household_id", "secret_hash"]), Request, Record, Handlers),
    field((What::Feedback, Publish), ("feedback", &["shown_text", "lang"]), Request, Record, Public),
    field((What::Feedback, Handle), ("feedback_note", &["text"]), Request, Record, Handlers),
    field((What::Feedback, Handle), ("upload", &["mime", "width", "height"]), Request, Record, Handlers),
    field((What::Feedback, Decide), ("decision", &["before_text", "staff_id"]), Duty, Record, Handlers),
    field((What::Support, CountOnce), ("support", &["supporter", "household"]), Request, Record, Nobody),
    field((What::Ballot, Vote), ("ballot", &["household_id", "choices", "receipt", "staff_id"]), Duty, Record, Own),
    field(
        (What::Ballot, Vote),
        ("paper", &["household_id", "choices", "entered_by", "decided_by"]),
        Duty,
        Record,
        Handlers,
    ),
    field((What::Rating, Repair), ("rating", &["household_id", "level", "reason", "text"]), Request, Record, Handlers),
    field((What::Rating, Repair), ("defect", &["household_id", "text", "note"]), Request, Record, Handlers),
    field((What::Phone, Tell), ("phone", &["number_hash", "sealed"]), Consent, For(phone::UNUSED_KEPT), Own),
    field((What::Phone, Proof), ("phone_code", &["number_hash", "sealed", "figures_hash"]), Consent, UntilOver, Nobody),
    field((What::Phone, Tell), ("follow", &["phone_id", "feedback_id"]), Consent, For(phone::UNUSED_KEPT), Own),
    field((What::Message, Tell), ("message", &["sealed"]), Consent, For(phone::MESSAGES_KEPT), Nobody),
    field(
        (What::Consent, ShowConsent),
        ("consent", &["phone_id", "version", "withdrawn_at"]),
        Duty,
        For(phone::CONSENT_KEPT),
        Own,
    ),
    field(
        (What::Session, SignedIn),
        ("session", &["token_hash", "staff_id", "household_id", "phone_id", "seen_at", "purpose", "waits"]),
        Request,
        UntilOver,
        Nobody,
    ),
    field(
        (What::Session, SignedIn),
        ("session", &["agent", "address", "acting_role", "acting_scope", "acting_place"]),
        Safety,
        UntilOver,
        Own,
    ),
    field((What::Staff, Account), ("staff", &["login", "name", "password_hash"]), Duty, Record, Auditors),
    field((What::Staff, Account), ("staff_grant", &["staff_id", "role", "scope", "place"]), Duty, Record, Auditors),
    field((What::Staff, Account), ("staff_slip", &["staff_id", "token_hash", "made_by"]), Safety, Record, Nobody),
    field(
        (What::Staff, Account),
        ("staff_factor", &["staff_id", "label", "secret", "last_step"]),
        Safety,
        Record,
        Nobody,
    ),
    field((What::Staff, SignedIn), ("sign_in_step", &["token_hash", "staff_id", "body"]), Safety, UntilOver, Nobody),
    field((What::Staff, Publish), ("answer", &["staff_id", "text"]), Duty, Record, Public),
    field((What::Staff, Import), ("roll", &["staff_id"]), Duty, Record, Auditors),
    field(
        (What::Audit, Answerable),
        ("audit", &["staff_id", "object", "detail", "address", "result", "previous", "hash"]),
        Safety,
        For(AUDIT_KEPT),
        Auditors,
    ),
    field((What::Tries, Bound), ("limit_window", &["key"]), Safety, For(TRIES_KEPT), Nobody),
    // Wrong digits for a room without a letter count as those of a letter do: as long as it is on record.
    field((What::Tries, Alike), ("limit_window", &["key"]), Safety, Record, Nobody),
    field((What::Draft, Resume), ("draft", &["body", "owner"]), Request, UntilOver, Own),
];
