//! The rows of the demo, by the hundred, and taking all of them away.
//!
//! For: writing what a year of use would have written, in few statements; whether there is
//! anything that is not of the demo; removing every row of it.
//! Must not know: how the demo is made up (`cli::demo`).
//! To add: a new table with rows of a community stands in [`REMOVE`] before those it refers to,
//! and in `bulk!` if the demo fills it.

use crate::domain::ids::{
    BallotId, BuildingId, CommunityId, DefectId, FeedbackId, HouseholdId, OnceKey, PollId, RatingId, StaffId, UploadId,
    WorkId,
};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;
use uuid::Uuid;

/// Rows of one statement.
const PIECE: usize = 1_000;

/// The two texts that insert rows given as a JSON array; a column is its name and its type.
macro_rules! bulk {
    (@sqlite uuid $name:ident) => { concat!("unhex(value ->> '", stringify!($name), "', '-')") };
    (@sqlite bytes $name:ident) => { concat!("unhex(value ->> '", stringify!($name), "')") };
    (@sqlite $kind:ident $name:ident) => { concat!("value ->> '", stringify!($name), "'") };
    (@postgres bytes $name:ident) => { concat!("decode(", stringify!($name), ", 'hex')") };
    (@postgres $kind:ident $name:ident) => { stringify!($name) };
    (@type bytes) => { "text" };
    (@type $kind:ident) => { stringify!($kind) };
    ($constant:ident, $table:literal: $first:ident $first_kind:ident $(, $name:ident $kind:ident)* $(,)?) => {
        const $constant: [&str; 2] = [
            concat!(
                "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($name),)* ") SELECT ",
                bulk!(@sqlite $first_kind $first), $(", ", bulk!(@sqlite $kind $name),)*
                " FROM json_each($1)"
            ),
            concat!(
                "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($name),)* ") SELECT ",
                bulk!(@postgres $first_kind $first), $(", ", bulk!(@postgres $kind $name),)*
                " FROM json_to_recordset($1::json) AS r (",
                stringify!($first), " ", bulk!(@type $first_kind), $(", ", stringify!($name), " ", bulk!(@type $kind),)*
                ")"
            ),
        ];
    };
}

bulk!(BALLOTS, "ballot":
    id uuid, poll_id uuid, community_id uuid, household_id uuid, channel text, choices text, cast_at bigint,
    receipt text, once uuid, staff_id uuid, replaced_at bigint);
bulk!(SLIPS, "paper":
    id uuid, poll_id uuid, community_id uuid, household_id uuid, choices text, state text, entered_by uuid,
    entered_at bigint, received_at bigint, reason text, once uuid);
bulk!(FEEDBACK, "feedback":
    id uuid, community_id uuid, serial bigint, tile text, kind text, text text, shown_text text, lang text,
    building_id uuid, channel text, visibility text, state text, answer_state text, household_id uuid,
    secret_hash bytes, people bigint, households bigint, created_at bigint, due_at bigint, published_at bigint,
    answered_at bigint, once uuid);
bulk!(SUPPORTS, "support":
    feedback_id uuid, community_id uuid, supporter uuid, household boolean, created_at bigint);
bulk!(DECISIONS, "decision":
    id uuid, community_id uuid, feedback_id uuid, staff_id uuid, act text, rule text, before_state text,
    before_text text, before_visibility text, created_at bigint);
bulk!(ANSWERS, "answer":
    id uuid, community_id uuid, feedback_id uuid, staff_id uuid, outcome text, text text, created_at bigint);
bulk!(NOTES, "feedback_note":
    id uuid, community_id uuid, feedback_id uuid, kind text, text text, created_at bigint);
bulk!(UPLOADS, "upload":
    id uuid, community_id uuid, kind text, mime text, bytes bigint, width bigint, height bigint, feedback_id uuid,
    position bigint, created_at bigint);
bulk!(RATINGS, "rating":
    id uuid, work_id uuid, community_id uuid, household_id uuid, level text, reason text, text text,
    created_at bigint, changed_at bigint);
bulk!(DEFECTS, "defect":
    id uuid, community_id uuid, work_id uuid, household_id uuid, text text, state text, severity text, due_at bigint,
    note text, created_at bigint, changed_at bigint);

/// A row as it is written; the fields are the columns.
macro_rules! rows {
    ($($(#[$meta:meta])* $name:ident { $($field:ident: $kind:ty),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize)]
        #[expect(missing_docs, reason = "the fields are the columns of the table")]
        pub struct $name { $(pub $field: $kind),+ }
    )+};
}

rows! {
    /// A ballot.
    BallotRow {
        id: BallotId, poll_id: PollId, community_id: CommunityId, household_id: HouseholdId, channel: &'static str,
        choices: String, cast_at: Moment, receipt: String, once: Uuid, staff_id: Option<StaffId>,
        replaced_at: Option<Moment>,
    }
    /// A slip that waits for a second person.
    SlipRow {
        id: BallotId, poll_id: PollId, community_id: CommunityId, household_id: HouseholdId, choices: String,
        state: &'static str, entered_by: StaffId, entered_at: Moment, received_at: Moment, reason: &'static str,
        once: Uuid,
    }
    /// A feedback; the hash of its secret in hex.
    FeedbackRow {
        id: FeedbackId, community_id: CommunityId, serial: i64, tile: &'static str, kind: &'static str, text: String,
        shown_text: String, lang: String, building_id: Option<BuildingId>, channel: &'static str,
        visibility: &'static str, state: &'static str, answer_state: &'static str, household_id: Option<HouseholdId>,
        secret_hash: String, people: i64, households: i64, created_at: Moment, due_at: Moment,
        published_at: Option<Moment>, answered_at: Option<Moment>, once: OnceKey,
    }
    /// 'Same for us'.
    SupportRow {
        feedback_id: FeedbackId, community_id: CommunityId, supporter: Uuid, household: bool, created_at: Moment,
    }
    /// What a moderator did.
    DecisionRow {
        id: Uuid, community_id: CommunityId, feedback_id: FeedbackId, staff_id: StaffId, act: &'static str,
        rule: Option<&'static str>, before_state: &'static str, before_text: String, before_visibility: &'static str,
        created_at: Moment,
    }
    /// A reply.
    AnswerRow {
        id: Uuid, community_id: CommunityId, feedback_id: FeedbackId, staff_id: StaffId, outcome: &'static str,
        text: String, created_at: Moment,
    }
    /// What an author added.
    NoteRow {
        id: Uuid, community_id: CommunityId, feedback_id: FeedbackId, kind: &'static str, text: String,
        created_at: Moment,
    }
    /// A photo.
    UploadRow {
        id: UploadId, community_id: CommunityId, kind: &'static str, mime: &'static str, bytes: i64, width: i64,
        height: i64, feedback_id: Option<FeedbackId>, position: i64, created_at: Moment,
    }
    /// A judgement.
    RatingRow {
        id: RatingId, work_id: WorkId, community_id: CommunityId, household_id: HouseholdId, level: &'static str,
        reason: Option<&'static str>, text: String, created_at: Moment, changed_at: Moment,
    }
    /// A fault.
    DefectRow {
        id: DefectId, community_id: CommunityId, work_id: WorkId, household_id: Option<HouseholdId>, text: String,
        state: &'static str, severity: &'static str, due_at: Moment, note: &'static str, created_at: Moment,
        changed_at: Moment,
    }
}

async fn insert<T: Serialize>(
    c: &mut Conn,
    [sqlite, postgres]: [&'static str; 2],
    rows: &[T],
) -> Result<(), StoreError> {
    let sql = if c.is_postgres() { postgres } else { sqlite };
    for piece in rows.chunks(PIECE) {
        let json = serde_json::to_string(piece).map_err(|e| StoreError::Broken(e.to_string()))?;
        run!(c, sqlx::query(sql).bind(json))?;
    }
    Ok(())
}

/// Writes ballots.
pub async fn record_ballots(c: &mut Conn, rows: &[BallotRow]) -> Result<(), StoreError> {
    insert(c, BALLOTS, rows).await
}

/// Writes slips.
pub async fn record_slips(c: &mut Conn, rows: &[SlipRow]) -> Result<(), StoreError> {
    insert(c, SLIPS, rows).await
}

/// Writes feedback.
pub async fn record_feedback(c: &mut Conn, rows: &[FeedbackRow]) -> Result<(), StoreError> {
    insert(c, FEEDBACK, rows).await
}

/// Writes supports; the counters beside the feedback are the caller's.
pub async fn record_supports(c: &mut Conn, rows: &[SupportRow]) -> Result<(), StoreError> {
    insert(c, SUPPORTS, rows).await
}

/// Writes decisions.
pub async fn record_decisions(c: &mut Conn, rows: &[DecisionRow]) -> Result<(), StoreError> {
    insert(c, DECISIONS, rows).await
}

/// Writes replies.
pub async fn record_answers(c: &mut Conn, rows: &[AnswerRow]) -> Result<(), StoreError> {
    insert(c, ANSWERS, rows).await
}

/// Writes what authors added.
pub async fn record_notes(c: &mut Conn, rows: &[NoteRow]) -> Result<(), StoreError> {
    insert(c, NOTES, rows).await
}

/// Writes photos; their bytes must be there already.
pub async fn record_uploads(c: &mut Conn, rows: &[UploadRow]) -> Result<(), StoreError> {
    insert(c, UPLOADS, rows).await
}

/// Writes ratings.
pub async fn record_ratings(c: &mut Conn, rows: &[RatingRow]) -> Result<(), StoreError> {
    insert(c, RATINGS, rows).await
}

/// Writes defects.
pub async fn record_defects(c: &mut Conn, rows: &[DefectRow]) -> Result<(), StoreError> {
    insert(c, DEFECTS, rows).await
}

const REAL: &str = "
    SELECT CAST((SELECT COUNT(*) FROM community WHERE demo = FALSE) AS BIGINT)
         + CAST((SELECT COUNT(*) FROM staff WHERE demo = FALSE) AS BIGINT)";
const DEMO: &str = "
    SELECT CAST((SELECT COUNT(*) FROM community WHERE demo = TRUE) AS BIGINT)
         + CAST((SELECT COUNT(*) FROM staff WHERE demo = TRUE) AS BIGINT)";
const SERIAL: &str = "UPDATE community SET serial = $2 WHERE id = $1";
const UPLOADED: &str = "
    SELECT u.id
    FROM upload u
    JOIN community c ON c.id = u.community_id
    WHERE c.demo = TRUE
    ORDER BY u.id";

/// How many communities and accounts are not of the demo.
pub async fn count_real(c: &mut Conn) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(REAL).fetch_one(db).await)
}

/// How many communities and accounts are of the demo.
pub async fn count_demo(c: &mut Conn) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(DEMO).fetch_one(db).await)
}

/// Writes the last number that a community gave to a feedback.
pub async fn revise_serial(c: &mut Conn, community: CommunityId, serial: i64) -> Result<(), StoreError> {
    run!(c, sqlx::query(SERIAL).bind(community.0).bind(serial))?;
    Ok(())
}

/// The photos of the demo.
pub async fn uploads(c: &mut Conn) -> Result<Vec<UploadId>, StoreError> {
    let ids: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(UPLOADED).fetch_all(db).await)?;
    Ok(ids.into_iter().map(UploadId).collect())
}

/// Rows of demo communities of one table.
macro_rules! of_communities {
    ($($table:literal),+ $(,)?) => {
        [$(concat!("DELETE FROM ", $table, " WHERE community_id IN (SELECT id FROM community WHERE demo = TRUE)")),+]
    };
}

/// In the order in which nothing that is still referred to goes first.
const REMOVE: &[&str] = &of_communities![
    "follow",
    "support",
    "answer",
    "decision",
    "feedback_note",
    "defect_file",
    "upload",
    "draft",
    "paper",
    "ballot",
    "poll_roll",
    "poll_option",
    "poll",
    "rating",
    "defect",
    "feedback",
    "work",
    "funding_line",
    "phase",
    "project",
    "session",
    "owner_proof",
    "credential",
    "roll",
    "roll_request",
    "household",
    "building",
    "community_figure",
    "leaf",
];
const REMOVE_ROLLS: &[&str] = &[
    "DELETE FROM roll_piece WHERE roll_id IN
       (SELECT r.id FROM roll r JOIN community c ON c.id = r.community_id WHERE c.demo = TRUE)",
    "DELETE FROM roll_was WHERE roll_id IN
       (SELECT r.id FROM roll r JOIN community c ON c.id = r.community_id WHERE c.demo = TRUE)",
];
const REMOVE_STAFF: &[&str] = &[
    "DELETE FROM community WHERE demo = TRUE",
    "DELETE FROM session WHERE staff_id IN (SELECT id FROM staff WHERE demo = TRUE)",
    "DELETE FROM sign_in_step WHERE staff_id IN (SELECT id FROM staff WHERE demo = TRUE)",
    "DELETE FROM staff_factor WHERE staff_id IN (SELECT id FROM staff WHERE demo = TRUE)",
    "DELETE FROM staff_slip WHERE staff_id IN (SELECT id FROM staff WHERE demo = TRUE)",
    "DELETE FROM staff_grant WHERE staff_id IN (SELECT id FROM staff WHERE demo = TRUE)",
    "DELETE FROM staff WHERE demo = TRUE",
];
const REMOVE_REGIONS: &[&str] = &[
    "DELETE FROM programme WHERE NOT EXISTS (SELECT 1 FROM community)",
    "DELETE FROM region WHERE NOT EXISTS (SELECT 1 FROM community)",
];

/// Removes every row of the demo but its entries in the audit log, which nothing removes singly.
pub async fn remove(c: &mut Conn) -> Result<(), StoreError> {
    for sql in REMOVE_ROLLS.iter().chain(REMOVE).chain(REMOVE_STAFF) {
        run!(c, sqlx::query(*sql))?;
    }
    Ok(())
}

/// Removes regions and programmes unless a community lies in one.
pub async fn remove_regions(c: &mut Conn) -> Result<(), StoreError> {
    for sql in REMOVE_REGIONS {
        run!(c, sqlx::query(*sql))?;
    }
    Ok(())
}
