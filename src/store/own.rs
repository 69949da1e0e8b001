//! What hangs on one household across the tables, and taking off it what may go.
//!
//! For: what a household is shown of itself, and [`forget`].
//! Must not know: why something stays (`service::own` says).
//! To add: a further list is a row struct and a query; what only the file to take along has, in `stored`;
//! what may go stands in [`forget`].

pub mod stored;

use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, HouseholdId};
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// What the household said.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Said {
    /// Its id.
    pub id: Uuid,
    /// Short name of its community, which may have gone into another since.
    pub slug: String,
    /// Its serial number.
    pub serial: i64,
    /// A word of `domain::feedback::Tile`.
    pub tile: String,
    /// As it was typed.
    pub text: String,
    /// As it is shown.
    pub shown_text: String,
    /// A word of `domain::feedback::FeedbackState`.
    pub state: String,
    /// A word of `domain::feedback::AnswerState`.
    pub answer_state: String,
    /// A word of `domain::feedback::Visibility`.
    pub visibility: String,
    /// When it came, in milliseconds.
    pub created_at: i64,
    /// When it was published, in milliseconds.
    pub published_at: Option<i64>,
}

/// 'Same for us' of some household.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Supported {
    /// The feedback.
    pub feedback_id: Uuid,
    /// Short name of its community, which may have gone into another since.
    pub slug: String,
    /// Its serial number.
    pub serial: i64,
    /// The mark: a keyed hash.
    pub supporter: Uuid,
    /// When, in milliseconds.
    pub created_at: i64,
}

/// A ballot without what was chosen.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Cast {
    /// The poll.
    pub poll_id: Uuid,
    /// Its rule set.
    pub preset: String,
    /// Short name of its community, which may have gone into another since.
    pub slug: String,
    /// Its Chinese title.
    pub title_zh: String,
    /// Its English title.
    pub title_en: String,
    /// A word of `domain::feedback::Channel`.
    pub channel: String,
    /// When, in milliseconds.
    pub cast_at: i64,
    /// What checks it.
    pub receipt: String,
    /// When another took its place, in milliseconds.
    pub replaced_at: Option<i64>,
}

/// A slip on paper, without what was ticked.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Slip {
    /// Its poll's rule set.
    pub preset: String,
    /// Its poll's Chinese title.
    pub title_zh: String,
    /// Its poll's English title.
    pub title_en: String,
    /// A word of `store::papers::PaperState`.
    pub state: String,
    /// When it was handed in, in milliseconds.
    pub received_at: i64,
    /// When it was typed in, in milliseconds.
    pub entered_at: i64,
    /// When a second person looked at it, in milliseconds.
    pub decided_at: Option<i64>,
    /// Why it was sent back; may be empty.
    pub reason: String,
}

/// A judgement of a work.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Rated {
    /// The work's Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// A word of `domain::rating::Level5`.
    pub level: String,
    /// What is wrong, if they picked it: a word of `domain::rating::Reason`.
    pub reason: Option<String>,
    /// Their words.
    pub text: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// When they last changed it, in milliseconds.
    pub changed_at: i64,
}

/// A fault.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Fault {
    /// Its id.
    pub id: Uuid,
    /// The work's Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// A word of `domain::defect::DefectState`.
    pub state: String,
    /// A word of `domain::defect::Severity`.
    pub severity: String,
    /// Their words.
    pub text: String,
    /// What was said last by those who fix it.
    pub note: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// When it is to be fixed by, in milliseconds.
    pub due_at: i64,
    /// When it last moved, in milliseconds.
    pub changed_at: i64,
    /// When somebody looked and found it right, in milliseconds.
    pub looked_right_at: Option<i64>,
    /// When they took it back, in milliseconds.
    pub withdrawn_at: Option<i64>,
}

const SAID: &str = "
    SELECT f.id, m.slug, f.serial, f.tile, f.text, f.shown_text, f.state, f.answer_state, f.visibility, f.created_at,
           f.published_at
    FROM feedback f
    JOIN community m ON m.id = f.community_id
    WHERE f.household_id = $1
    ORDER BY f.created_at, f.id";
// What a community that went into another heard stays there.
const SUPPORTED: &str = "
    WITH RECURSIVE place (id) AS (
      SELECT c.id FROM community c WHERE c.id = $1
      UNION
      SELECT c.id FROM community c JOIN place p ON c.merged_into = p.id)
    SELECT s.feedback_id, m.slug, f.serial, s.supporter, s.created_at
    FROM place
    JOIN community m ON m.id = place.id
    JOIN feedback f ON f.community_id = m.id
    JOIN support s ON s.feedback_id = f.id
    WHERE s.household = TRUE
    ORDER BY s.created_at, s.feedback_id";
const CAST: &str = "
    SELECT b.poll_id, p.preset, m.slug, p.title_zh, p.title_en, b.channel, b.cast_at, b.receipt, b.replaced_at
    FROM ballot b
    JOIN poll p ON p.id = b.poll_id
    JOIN community m ON m.id = p.community_id
    WHERE b.household_id = $1
    ORDER BY b.cast_at, b.id";
const SLIPS: &str = "
    SELECT p.preset, p.title_zh, p.title_en, s.state, s.received_at, s.entered_at, s.decided_at, s.reason
    FROM paper s
    JOIN poll p ON p.id = s.poll_id
    WHERE s.household_id = $1
    ORDER BY s.received_at, s.id";
const RATED: &str = "
    SELECT w.zh, w.en, r.level, r.reason, r.text, r.created_at, r.changed_at
    FROM rating r
    JOIN work w ON w.id = r.work_id
    WHERE r.household_id = $1
    ORDER BY r.created_at, r.id";
const FAULTS: &str = "
    SELECT d.id, w.zh, w.en, d.state, d.severity, d.text, d.note, d.created_at, d.due_at, d.changed_at,
           d.looked_right_at, d.withdrawn_at
    FROM defect d
    JOIN work w ON w.id = d.work_id
    WHERE d.household_id = $1
    ORDER BY d.created_at, d.id";

// What a flat's earlier owner said is not the present one's to take off.
macro_rules! since_sale {
    ($at:literal) => {
        concat!(" AND ", $at, " > COALESCE((SELECT h.sold_at FROM household h WHERE h.id = $1), -1)")
    };
}
// What is published for everybody stays as it is shown; all else of the household's feedback goes.
macro_rules! unpublished {
    ($before:literal) => {
        concat!(
            $before,
            " (SELECT f.id FROM feedback f
               WHERE f.household_id = $1 AND NOT (f.state = 'published' AND f.visibility = 'public')",
            since_sale!("f.created_at"),
            ")"
        )
    };
}
macro_rules! settled {
    ($before:literal) => {
        concat!(
            $before,
            " (SELECT d.id FROM defect d
               WHERE d.household_id = $1 AND (d.state = 'confirmed' OR d.withdrawn_at IS NOT NULL)",
            since_sale!("d.created_at"),
            ")"
        )
    };
}
const NOTES: &str = unpublished!("DELETE FROM feedback_note WHERE feedback_id IN");
const SUPPORTS: &str = unpublished!("DELETE FROM support WHERE feedback_id IN");
const PHOTOS: &str = unpublished!("UPDATE upload SET feedback_id = NULL WHERE feedback_id IN");
const BEFORE: &str = unpublished!("UPDATE decision SET before_text = '' WHERE feedback_id IN");
const BEFORE_SHOWN: &str = concat!(
    "
    UPDATE decision
    SET before_text = (SELECT f.shown_text FROM feedback f WHERE f.id = decision.feedback_id)
    WHERE feedback_id IN
      (SELECT f.id FROM feedback f
       WHERE f.household_id = $1 AND f.state = 'published' AND f.visibility = 'public'",
    since_sale!("f.created_at"),
    ")"
);
const WITHDRAW: &str = concat!(
    "
    UPDATE feedback
    SET state = 'withdrawn', text = '', shown_text = '', people = 0, households = 0, published_at = NULL,
        household_id = NULL
    WHERE household_id = $1 AND NOT (state = 'published' AND visibility = 'public')",
    since_sale!("created_at")
);
const UNLINK: &str = concat!(
    "UPDATE feedback SET text = shown_text, household_id = NULL WHERE household_id = $1",
    since_sale!("created_at")
);
const RATINGS: &str =
    concat!("UPDATE rating SET text = '' WHERE household_id = $1 AND text <> ''", since_sale!("created_at"));
const FAULT_FILES: &str = settled!("DELETE FROM defect_file WHERE defect_id IN");
const FAULT_WORDS: &str = settled!("UPDATE defect SET text = '' WHERE id IN");
const WAITING: &str =
    concat!("DELETE FROM roll_request WHERE household_id = $1 AND state = 'waiting'", since_sale!("created_at"));
const REQUESTS: &str =
    concat!("UPDATE roll_request SET text = '', answer = '' WHERE household_id = $1", since_sale!("created_at"));
const DRAFTS: &str = "DELETE FROM draft WHERE community_id = $1 AND body LIKE $2";
const SESSIONS: &str = "DELETE FROM session WHERE household_id = $1 AND purpose = $2";

/// What it said, the oldest first.
pub async fn said(c: &mut Conn, household: HouseholdId) -> Result<Vec<Said>, StoreError> {
    on!(c, |db| sqlx::query_as(SAID).bind(household.0).fetch_all(db).await)
}

/// Every 'same for us' of a household of the community, and of those that went into it: whose it is,
/// only the key can tell.
pub async fn supported(c: &mut Conn, community: CommunityId) -> Result<Vec<Supported>, StoreError> {
    on!(c, |db| sqlx::query_as(SUPPORTED).bind(community.0).fetch_all(db).await)
}

/// Its ballots, the oldest first.
pub async fn cast(c: &mut Conn, household: HouseholdId) -> Result<Vec<Cast>, StoreError> {
    on!(c, |db| sqlx::query_as(CAST).bind(household.0).fetch_all(db).await)
}

/// Its slips on paper, the oldest first.
pub async fn slips(c: &mut Conn, household: HouseholdId) -> Result<Vec<Slip>, StoreError> {
    on!(c, |db| sqlx::query_as(SLIPS).bind(household.0).fetch_all(db).await)
}

/// How it judged works, the oldest first.
pub async fn rated(c: &mut Conn, household: HouseholdId) -> Result<Vec<Rated>, StoreError> {
    on!(c, |db| sqlx::query_as(RATED).bind(household.0).fetch_all(db).await)
}

/// Faults that it reported, the oldest first.
pub async fn faults(c: &mut Conn, household: HouseholdId) -> Result<Vec<Fault>, StoreError> {
    on!(c, |db| sqlx::query_as(FAULTS).bind(household.0).fetch_all(db).await)
}

/// Takes off a household what may go and came since it was last sold, ends the sessions that began with
/// the letter for this purpose, and removes the drafts with this mark. What is no longer pointed to is
/// removed by the clock of the jobs.
pub async fn forget(
    c: &mut Conn,
    (household, community, purpose): (HouseholdId, CommunityId, Purpose),
    draft_mark: Option<Uuid>,
) -> Result<(), StoreError> {
    let in_order = [
        NOTES,
        SUPPORTS,
        PHOTOS,
        BEFORE,
        BEFORE_SHOWN,
        WITHDRAW,
        UNLINK,
        RATINGS,
        FAULT_FILES,
        FAULT_WORDS,
        WAITING,
        REQUESTS,
    ];
    for sql in in_order {
        run!(c, sqlx::query(sql).bind(household.0))?;
    }
    run!(c, sqlx::query(SESSIONS).bind(household.0).bind(purpose.as_str()))?;
    if let Some(mark) = draft_mark {
        let pattern = format!("%\"owner\":\"{mark}\"%");
        run!(c, sqlx::query(DRAFTS).bind(community.0).bind(pattern))?;
    }
    Ok(())
}
