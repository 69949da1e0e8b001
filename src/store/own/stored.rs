//! What hangs on a household beside the lists that its page shows: for the file to take along.
//!
//! For: [`find`]; each row says when, so that what was an earlier owner's can be left out.
//! Must not know: which words are for whom (`pages::own::export` says).
//! To add: a row struct, its query, a field of [`Stored`]; a test names each table with a household.

use crate::domain::code::Purpose;
use crate::domain::ids::HouseholdId;
use crate::domain::moment::Moment;
use crate::on;
use crate::store::{Conn, StoreError};
use uuid::Uuid;

/// What its author added to a feedback, without its words.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    /// To what.
    pub feedback_id: Uuid,
    /// A word of `store::feedback::NoteKind`.
    pub kind: String,
    /// When, in milliseconds.
    pub created_at: i64,
}

/// What was decided of a feedback.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Decided {
    /// Of what.
    pub feedback_id: Uuid,
    /// A word of `domain::moderation::Act`.
    pub act: String,
    /// A word of `domain::moderation::Rule`.
    pub rule: Option<String>,
    /// When, in milliseconds.
    pub created_at: i64,
    /// When it was undone, in milliseconds.
    pub undone_at: Option<i64>,
}

/// A reply.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Answered {
    /// To what.
    pub feedback_id: Uuid,
    /// A word of `domain::feedback::AnswerState`.
    pub outcome: String,
    /// Its words.
    pub text: String,
    /// When, in milliseconds.
    pub created_at: i64,
}

/// A photo or recording.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct File {
    /// The feedback or fault that it belongs to.
    pub about: Uuid,
    /// Its id.
    pub id: Uuid,
    /// A word of `store::uploads::UploadKind`.
    pub kind: String,
    /// What kind of file.
    pub mime: String,
    /// Its size.
    pub bytes: i64,
    /// Width in pixels; 0 for a recording.
    pub width: i64,
    /// Height in pixels; 0 for a recording.
    pub height: i64,
    /// When it came, in milliseconds.
    pub created_at: i64,
}

/// The entry as it stood before a roll came into force.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Was {
    /// Floor.
    pub floor: i64,
    /// Area in 0.01 m².
    pub area: i64,
    /// Where the area came from.
    pub area_source: String,
    /// Who lived there.
    pub relation: String,
    /// Owners, covered.
    pub owners: String,
    /// What the owner's other flats are known by.
    pub owner_key: Option<Vec<u8>>,
    /// Until when it stood, in milliseconds.
    pub until_at: i64,
}

/// The flat on the roll of a poll.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OnRoll {
    /// The poll.
    pub poll_id: Uuid,
    /// Its Chinese title.
    pub title_zh: String,
    /// Area in 0.01 m².
    pub area: i64,
    /// What the owner's other flats are known by.
    pub owner_key: Option<Vec<u8>>,
    /// When the poll opened, in milliseconds.
    pub opens: i64,
}

/// A letter, without its code.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Letter {
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
    /// When it was first used, in milliseconds.
    pub used_at: Option<i64>,
    /// When it was taken back, in milliseconds.
    pub revoked_at: Option<i64>,
    /// Wrong tries of its digits.
    pub wrong: i64,
}

/// That the owner was seen, also when that has ended.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Seen {
    /// A word of `domain::owner::Paper`.
    pub paper: String,
    /// When, in milliseconds.
    pub seen_at: i64,
    /// When it ended, in milliseconds.
    pub ended_at: Option<i64>,
}

/// A phone that is signed in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SignedIn {
    /// What kind of browser, in words.
    pub agent: String,
    /// From where it was last used; kept of staff alone, so empty.
    pub address: String,
    /// It waits to be let in.
    pub waits: bool,
    /// Its letter has ended: it only looks.
    pub reads_only: bool,
    /// When it came, in milliseconds.
    pub created_at: i64,
    /// When it was last used, in milliseconds.
    pub seen_at: i64,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What was added to its feedback.
    pub lines: Vec<Line>,
    /// What was decided of its feedback.
    pub decided: Vec<Decided>,
    /// Replies to its feedback.
    pub answered: Vec<Answered>,
    /// Files of its feedback.
    pub files: Vec<File>,
    /// Files of its faults.
    pub fault_files: Vec<File>,
    /// Its entry before.
    pub was: Vec<Was>,
    /// On the rolls of polls.
    pub on_rolls: Vec<OnRoll>,
    /// Letters of one kind.
    pub letters: Vec<Letter>,
    /// When its owner was seen.
    pub seen: Vec<Seen>,
    /// Phones that came by one kind of letter.
    pub signed_in: Vec<SignedIn>,
}

const LINES: &str = "
    SELECT n.feedback_id, n.kind, n.created_at
    FROM feedback_note n
    JOIN feedback f ON f.id = n.feedback_id
    WHERE f.household_id = $1
    ORDER BY n.created_at, n.id";
const DECIDED: &str = "
    SELECT d.feedback_id, d.act, d.rule, d.created_at, d.undone_at
    FROM decision d
    JOIN feedback f ON f.id = d.feedback_id
    WHERE f.household_id = $1
    ORDER BY d.created_at, d.id";
const ANSWERED: &str = "
    SELECT a.feedback_id, a.outcome, a.text, a.created_at
    FROM answer a
    JOIN feedback f ON f.id = a.feedback_id
    WHERE f.household_id = $1
    ORDER BY a.created_at, a.id";
const FILES: &str = "
    SELECT f.id AS about, u.id, u.kind, u.mime, u.bytes, u.width, u.height, u.created_at
    FROM upload u
    JOIN feedback f ON f.id = u.feedback_id
    WHERE f.household_id = $1
    ORDER BY f.id, u.position, u.id";
const FAULT_FILES: &str = "
    SELECT d.id AS about, u.id, u.kind, u.mime, u.bytes, u.width, u.height, u.created_at
    FROM defect d
    JOIN defect_file l ON l.defect_id = d.id
    JOIN upload u ON u.id = l.upload_id
    WHERE d.household_id = $1
    ORDER BY d.id, l.position, u.id";
const WAS: &str = "
    SELECT w.floor, w.area, w.area_source, w.relation, w.owners, w.owner_key, r.switched_at AS until_at
    FROM roll_was w
    JOIN roll r ON r.id = w.roll_id
    WHERE w.household_id = $1 AND r.switched_at IS NOT NULL
    ORDER BY r.switched_at, r.id";
const ON_ROLLS: &str = "
    SELECT r.poll_id, p.title_zh, r.area, r.owner_key, p.opens
    FROM poll_roll r
    JOIN poll p ON p.id = r.poll_id
    WHERE r.household_id = $1
    ORDER BY p.opens, p.id";
const LETTERS: &str = "
    SELECT created_at, expires_at, used_at, revoked_at, wrong
    FROM credential
    WHERE household_id = $1 AND purpose = $2
    ORDER BY created_at, id";
const SEEN: &str = "
    SELECT paper, seen_at, ended_at
    FROM owner_proof
    WHERE household_id = $1
    ORDER BY seen_at, id";
const SIGNED_IN: &str = "
    SELECT agent, address, waits, reads_only, created_at, seen_at, expires_at
    FROM session
    WHERE household_id = $1 AND purpose = $2 AND expires_at > $3
    ORDER BY created_at, token_hash";

/// All of it, for whoever came by the letter for a purpose.
pub async fn find(c: &mut Conn, household: HouseholdId, purpose: Purpose, now: Moment) -> Result<Stored, StoreError> {
    let (id, word) = (household.0, purpose.as_str());
    Ok(Stored {
        lines: on!(c, |db| sqlx::query_as(LINES).bind(id).fetch_all(db).await)?,
        decided: on!(c, |db| sqlx::query_as(DECIDED).bind(id).fetch_all(db).await)?,
        answered: on!(c, |db| sqlx::query_as(ANSWERED).bind(id).fetch_all(db).await)?,
        files: on!(c, |db| sqlx::query_as(FILES).bind(id).fetch_all(db).await)?,
        fault_files: on!(c, |db| sqlx::query_as(FAULT_FILES).bind(id).fetch_all(db).await)?,
        was: on!(c, |db| sqlx::query_as(WAS).bind(id).fetch_all(db).await)?,
        on_rolls: on!(c, |db| sqlx::query_as(ON_ROLLS).bind(id).fetch_all(db).await)?,
        letters: on!(c, |db| sqlx::query_as(LETTERS).bind(id).bind(word).fetch_all(db).await)?,
        seen: on!(c, |db| sqlx::query_as(SEEN).bind(id).fetch_all(db).await)?,
        signed_in: on!(c, |db| sqlx::query_as(SIGNED_IN).bind(id).bind(word).bind(now.0).fetch_all(db).await)?,
    })
}
