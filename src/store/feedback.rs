//! Feedback: what residents said.
//!
//! For: [`Feedback`], finding it by each of its names, lists of what is shown, recording and the
//! few changes it goes through. Supports, notes and answers stand in files of their own below.
//! Must not know: who may see it, when an answer is due, how its text is masked.
//! To add: see `store`.

mod answers;
mod notes;
mod supports;

pub use answers::{Answer, answers, hidden_by, last_answers, record_answer};
pub use notes::{Note, NoteKind, notes, record_note};
pub use supports::{record_support, remove_support};

use crate::domain::feedback::{AnswerState, Channel, FeedbackState, Kind, Tile, Visibility};
use crate::domain::ids::{BuildingId, CommunityId, FeedbackId, HouseholdId, OnceKey};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// One feedback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Its id.
    pub id: FeedbackId,
    /// Where.
    pub community_id: CommunityId,
    /// Its running number within the community.
    pub serial: i64,
    /// The picture that was tapped.
    pub tile: Tile,
    /// What is asked for; decides when it is due.
    pub kind: Kind,
    /// What was typed, as typed. Only for its author and those who handle it.
    pub text: String,
    /// What may be shown: private data covered.
    pub shown_text: String,
    /// The language of the page on which it was written.
    pub lang: String,
    /// The building it is about.
    pub building_id: Option<BuildingId>,
    /// That building's name; empty without one.
    pub building: String,
    /// The way in.
    pub channel: Channel,
    /// Who may see it once published.
    pub visibility: Visibility,
    /// Where it stands with the moderators.
    pub state: FeedbackState,
    /// What became of the matter.
    pub answer_state: AnswerState,
    /// The author's household, if shown by its code.
    pub household_id: Option<HouseholdId>,
    /// SHA-256 of the author's secret.
    pub secret_hash: Vec<u8>,
    /// People (not checked) who say the same, the author among them.
    pub people: i64,
    /// Households (with a code) that say the same, the author's among them.
    pub households: i64,
    /// When it came.
    pub created_at: Moment,
    /// When the next reply is due (exclusive).
    pub due_at: Moment,
    /// When it was published.
    pub published_at: Option<Moment>,
    /// When it was first answered.
    pub answered_at: Option<Moment>,
    /// The key by which a repeated form is known.
    pub once: OnceKey,
}

impl Feedback {
    /// Whether everybody may see it.
    pub fn is_shown(&self) -> bool {
        self.state == FeedbackState::Published && self.visibility == Visibility::Public
    }

    /// Whether it can be answered, now or once it is moderated. What is hidden or taken back is not.
    pub fn is_handled(&self) -> bool {
        matches!(self.state, FeedbackState::Waiting | FeedbackState::Published)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    serial: i64,
    tile: String,
    kind: String,
    text: String,
    shown_text: String,
    lang: String,
    building_id: Option<Uuid>,
    building: Option<String>,
    channel: String,
    visibility: String,
    state: String,
    answer_state: String,
    household_id: Option<Uuid>,
    secret_hash: Vec<u8>,
    people: i64,
    households: i64,
    created_at: i64,
    due_at: i64,
    published_at: Option<i64>,
    answered_at: Option<i64>,
    once: Uuid,
}

impl Row {
    /// A word that is not on its list is read as the one that shows and promises least.
    fn feedback(self) -> Feedback {
        Feedback {
            id: FeedbackId(self.id),
            community_id: CommunityId(self.community_id),
            serial: self.serial,
            tile: Tile::parse(&self.tile).unwrap_or(Tile::Other),
            kind: Kind::parse(&self.kind).unwrap_or(Kind::Suggestion),
            text: self.text,
            shown_text: self.shown_text,
            lang: self.lang,
            building_id: self.building_id.map(BuildingId),
            building: self.building.unwrap_or_default(),
            channel: Channel::parse(&self.channel).unwrap_or(Channel::Online),
            visibility: Visibility::parse(&self.visibility).unwrap_or(Visibility::Handlers),
            state: FeedbackState::parse(&self.state).unwrap_or(FeedbackState::Hidden),
            answer_state: AnswerState::parse(&self.answer_state).unwrap_or(AnswerState::Open),
            household_id: self.household_id.map(HouseholdId),
            secret_hash: self.secret_hash,
            people: self.people,
            households: self.households,
            created_at: Moment(self.created_at),
            due_at: Moment(self.due_at),
            published_at: self.published_at.map(Moment),
            answered_at: self.answered_at.map(Moment),
            once: OnceKey(self.once),
        }
    }
}

/// The columns of a feedback with its building's name, and what follows them.
macro_rules! select {
    ($($rest:tt)*) => {
        concat!(
            "
    SELECT f.id, f.community_id, f.serial, f.tile, f.kind, f.text, f.shown_text, f.lang, f.building_id,
           b.name AS building, f.channel, f.visibility, f.state, f.answer_state, f.household_id,
           f.secret_hash, f.people, f.households, f.created_at, f.due_at, f.published_at,
           f.answered_at, f.once
    FROM feedback f
    LEFT JOIN building b ON b.id = f.building_id
    ",
            $($rest)*
        )
    };
}

/// What was published, for those who answer it: what is owed by its day, then what was answered
/// last; and what follows.
macro_rules! handled {
    ($rest:literal) => {
        concat!(
            "WHERE f.community_id = $1 AND f.state = 'published' AND (f.visibility = 'public' OR $2)
    ORDER BY CASE WHEN f.answer_state IN ('open', 'disputed') THEN 0 ELSE 1 END,
             CASE WHEN f.answer_state IN ('open', 'disputed') THEN f.due_at ELSE -COALESCE(f.answered_at, 0) END,
             f.id
    ",
            $rest
        )
    };
}

const FIND: &str = select!("WHERE f.id = $1");
const BY_SERIAL: &str = select!("WHERE f.community_id = $1 AND f.serial = $2");
const BY_SECRET: &str = select!("WHERE f.secret_hash = $1");
const BY_ONCE: &str = select!("WHERE f.once = $1");
const SHOWN: &str = select!(
    "WHERE f.community_id = $1 AND f.state = 'published' AND f.visibility = 'public'
    ORDER BY f.households DESC, f.people DESC, f.published_at DESC, f.id
    LIMIT $2 OFFSET $3"
);
const UNSETTLED: &str = select!(
    "WHERE f.community_id = $1 AND f.state = 'published' AND f.visibility = 'public'
      AND f.answer_state NOT IN ('done', 'solved', 'declined')
    ORDER BY f.published_at DESC, f.id
    LIMIT $2"
);
const IN_STATE: &str = select!(
    "WHERE f.community_id = $1 AND f.state = $2
    ORDER BY f.created_at, f.id
    LIMIT $3"
);
const HANDLED: &str = select!(handled!("LIMIT $3 OFFSET $4"));
const HANDLED_SERIALS: &str = concat!("SELECT f.serial FROM feedback f ", handled!(""));
const COUNT_HANDLED: &str = "
    SELECT CAST(COUNT(CASE WHEN state = 'published' AND answer_state IN ('open', 'disputed') THEN 1 END) AS BIGINT),
           CAST(COUNT(CASE WHEN state = 'published' THEN 1 END) AS BIGINT),
           CAST(COUNT(CASE WHEN state = 'waiting' THEN 1 END) AS BIGINT)
    FROM feedback
    WHERE community_id = $1 AND state IN ('published', 'waiting') AND (visibility = 'public' OR $2)";
const COUNT_SHOWN: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM feedback
    WHERE community_id = $1 AND state = 'published' AND visibility = 'public'";
const RECORD: &str = "
    INSERT INTO feedback
      (id, community_id, serial, tile, kind, text, shown_text, lang, building_id, channel, visibility, state,
       answer_state, household_id, secret_hash, people, households, created_at, due_at, published_at, answered_at, once)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
    ON CONFLICT (once) DO NOTHING
    RETURNING id";
const STATE: &str = "UPDATE feedback SET state = $2, shown_text = $3, published_at = $4 WHERE id = $1";
const MODERATED: &str = "
    UPDATE feedback
    SET state = $2, shown_text = $3, visibility = $4, published_at = $5
    WHERE id = $1 AND state = $6 AND shown_text = $7 AND visibility = $8";
// The day on which the first reply was due stays, whatever is due after a dispute.
const ANSWER_STATE: &str = "
    UPDATE feedback
    SET answer_state = $2, first_due_at = COALESCE(first_due_at, due_at), due_at = $3, answered_at = $4
    WHERE id = $1 AND answer_state = $5";
const LOCK_POSTGRES: &str = "SELECT id FROM feedback WHERE id = $1 FOR UPDATE";

/// The feedback of this id.
pub async fn find(c: &mut Conn, id: FeedbackId) -> Result<Option<Feedback>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id.0).fetch_optional(db).await)?;
    Ok(row.map(Row::feedback))
}

/// The same within a unit of work that rests on it: others that would change it wait.
pub async fn find_locked(c: &mut Conn, id: FeedbackId) -> Result<Option<Feedback>, StoreError> {
    if c.is_postgres() {
        run!(c, sqlx::query(LOCK_POSTGRES).bind(id.0))?;
    }
    find(c, id).await
}

/// The feedback with this running number in a community.
pub async fn by_serial(c: &mut Conn, community: CommunityId, serial: i64) -> Result<Option<Feedback>, StoreError> {
    let row: Option<Row> =
        on!(c, |db| sqlx::query_as(BY_SERIAL).bind(community.0).bind(serial).fetch_optional(db).await)?;
    Ok(row.map(Row::feedback))
}

/// The feedback whose secret has this SHA-256.
pub async fn by_secret(c: &mut Conn, hash: [u8; 32]) -> Result<Option<Feedback>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(BY_SECRET).bind(hash.to_vec()).fetch_optional(db).await)?;
    Ok(row.map(Row::feedback))
}

/// The feedback that this form recorded already.
pub async fn by_once(c: &mut Conn, once: OnceKey) -> Result<Option<Feedback>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(BY_ONCE).bind(once.0).fetch_optional(db).await)?;
    Ok(row.map(Row::feedback))
}

/// What everybody may see in a community, most households first; a page of it.
pub async fn list_shown(
    c: &mut Conn,
    community: CommunityId,
    most: i64,
    from: i64,
) -> Result<Vec<Feedback>, StoreError> {
    let rows: Vec<Row> =
        on!(c, |db| sqlx::query_as(SHOWN).bind(community.0).bind(most).bind(from).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::feedback).collect())
}

/// What everybody may see in a community and is not settled, newest first.
pub async fn list_unsettled(c: &mut Conn, community: CommunityId, most: i64) -> Result<Vec<Feedback>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(UNSETTLED).bind(community.0).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::feedback).collect())
}

/// Those of a community in one state, oldest first.
pub async fn list_in(
    c: &mut Conn,
    community: CommunityId,
    state: FeedbackState,
    most: i64,
) -> Result<Vec<Feedback>, StoreError> {
    let rows: Vec<Row> =
        on!(c, |db| sqlx::query_as(IN_STATE).bind(community.0).bind(state.as_str()).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::feedback).collect())
}

/// A page of what was published, for those who answer it: what is owed by its day, then what was
/// answered last. `private` adds what only those who handle it may see.
pub async fn list_handled(
    c: &mut Conn,
    (community, private): (CommunityId, bool),
    most: i64,
    from: i64,
) -> Result<Vec<Feedback>, StoreError> {
    let rows: Vec<Row> =
        on!(c, |db| sqlx::query_as(HANDLED).bind(community.0).bind(private).bind(most).bind(from).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::feedback).collect())
}

/// The running numbers of all of them, in the same order.
pub async fn handled_serials(c: &mut Conn, community: CommunityId, private: bool) -> Result<Vec<i64>, StoreError> {
    on!(c, |db| sqlx::query_scalar(HANDLED_SERIALS).bind(community.0).bind(private).fetch_all(db).await)
}

/// How many of a community are published without the reply they are owed, published at all, and
/// not yet moderated.
pub async fn count_handled(c: &mut Conn, community: CommunityId, private: bool) -> Result<(i64, i64, i64), StoreError> {
    on!(c, |db| sqlx::query_as(COUNT_HANDLED).bind(community.0).bind(private).fetch_one(db).await)
}

/// How many everybody may see.
pub async fn count_shown(c: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(COUNT_SHOWN).bind(community.0).fetch_one(db).await)
}

/// Records one; `false` if its form was recorded before.
pub async fn record(c: &mut Conn, new: &Feedback) -> Result<bool, StoreError> {
    let made: Option<Uuid> = on!(c, |db| sqlx::query_scalar(RECORD)
        .bind(new.id.0)
        .bind(new.community_id.0)
        .bind(new.serial)
        .bind(new.tile.as_str())
        .bind(new.kind.as_str())
        .bind(new.text.as_str())
        .bind(new.shown_text.as_str())
        .bind(new.lang.as_str())
        .bind(new.building_id.map(|id| id.0))
        .bind(new.channel.as_str())
        .bind(new.visibility.as_str())
        .bind(new.state.as_str())
        .bind(new.answer_state.as_str())
        .bind(new.household_id.map(|id| id.0))
        .bind(new.secret_hash.as_slice())
        .bind(new.people)
        .bind(new.households)
        .bind(new.created_at.0)
        .bind(new.due_at.0)
        .bind(new.published_at.map(|at| at.0))
        .bind(new.answered_at.map(|at| at.0))
        .bind(new.once.0)
        .fetch_optional(db)
        .await)?;
    Ok(made.is_some())
}

/// Writes its state, what is shown of it and since when.
pub async fn revise_state(c: &mut Conn, now: &Feedback) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(STATE)
            .bind(now.id.0)
            .bind(now.state.as_str())
            .bind(now.shown_text.as_str())
            .bind(now.published_at.map(|at| at.0))
    )?;
    Ok(())
}

/// Writes what became of the matter and when the next reply is due, unless it is not as before any more:
/// then `false`.
pub async fn revise_answer_state(c: &mut Conn, before: AnswerState, now: &Feedback) -> Result<bool, StoreError> {
    let rows = run!(
        c,
        sqlx::query(ANSWER_STATE)
            .bind(now.id.0)
            .bind(now.answer_state.as_str())
            .bind(now.due_at.0)
            .bind(now.answered_at.map(|at| at.0))
            .bind(before.as_str())
    )?;
    Ok(rows == 1)
}

/// Writes what a moderator decided, unless it changed since `before` was read: then `false`.
pub async fn revise_moderated(c: &mut Conn, before: &Feedback, now: &Feedback) -> Result<bool, StoreError> {
    let rows = run!(
        c,
        sqlx::query(MODERATED)
            .bind(now.id.0)
            .bind(now.state.as_str())
            .bind(now.shown_text.as_str())
            .bind(now.visibility.as_str())
            .bind(now.published_at.map(|at| at.0))
            .bind(before.state.as_str())
            .bind(before.shown_text.as_str())
            .bind(before.visibility.as_str())
    )?;
    Ok(rows == 1)
}
