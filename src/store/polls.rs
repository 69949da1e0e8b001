//! Polls, their options and the roll each one froze.
//!
//! For: finding, recording, opening, closing and cancelling polls; what they offer; the snapshot
//! of the roll.
//! Must not know: ballots (`store::ballots`), how an outcome is worked out.
//! To add: see `store`.

use crate::domain::ids::{CommunityId, PollId, ProjectId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::poll::{ConflictRule, Method, PollState, state_at};
use crate::domain::work::Class;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A question put to an electorate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Its id.
    pub id: PollId,
    /// Where.
    pub community_id: CommunityId,
    /// For which renovation.
    pub project_id: ProjectId,
    /// Chinese title.
    pub title_zh: String,
    /// English title; may be empty.
    pub title_en: String,
    /// What it is about, in Chinese.
    pub text_zh: String,
    /// The same in English; may be empty.
    pub text_en: String,
    /// How ballots are counted.
    pub method: Method,
    /// Which ballot of a household counts.
    pub conflict_rule: ConflictRule,
    /// Key of its preset in `domain::threshold`.
    pub preset: String,
    /// The money, in fen.
    pub budget_fen: i64,
    /// What is stored; see [`Poll::state_at`] for what holds.
    pub state: PollState,
    /// First moment of the window.
    pub opens: Moment,
    /// First moment after it.
    pub closes: Moment,
    /// Households on its roll.
    pub roll_households: i64,
    /// Sum of their areas, 0.01 m².
    pub roll_area: i64,
    /// Heads on its roll: flats of one owner are one, a flat whose owner's key is unknown is one.
    pub roll_heads: i64,
    /// Why it was cancelled; empty if it was not.
    pub cancel_reason: String,
    /// The frozen outcome as JSON, once closed.
    pub outcome: Option<String>,
    /// When it was made.
    pub created_at: Moment,
    /// When its question, options or window last changed.
    pub revised_at: Moment,
}

impl Poll {
    /// The state that holds at `now`.
    pub fn state_at(&self, now: Moment) -> PollState {
        state_at(self.state, self.closes, now)
    }
    /// True while ballots are taken.
    pub fn is_running(&self, now: Moment) -> bool {
        self.state_at(now) == PollState::Open && self.opens <= now
    }
}

/// Sums of a frozen roll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Frozen {
    /// Households.
    pub households: i64,
    /// Sum of their areas, 0.01 m².
    pub area: i64,
    /// Heads: flats of one owner are one.
    pub heads: i64,
}

/// A work as the poll offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollOption {
    /// The work.
    pub work: WorkId,
    /// Its place on the slip, from 0.
    pub position: i64,
    /// Chinese name.
    pub zh: String,
    /// English name; may be empty.
    pub en: String,
    /// What changes for us, in Chinese.
    pub note_zh: String,
    /// The same in English.
    pub note_en: String,
    /// Its class.
    pub class: Class,
    /// Its cost in fen.
    pub cost_fen: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    project_id: Uuid,
    title_zh: String,
    title_en: String,
    text_zh: String,
    text_en: String,
    method: String,
    conflict_rule: String,
    preset: String,
    budget_fen: i64,
    state: String,
    opens: i64,
    closes: i64,
    roll_households: i64,
    roll_area: i64,
    roll_heads: i64,
    cancel_reason: String,
    outcome: Option<String>,
    created_at: i64,
    revised_at: i64,
}

impl Row {
    fn poll(self) -> Result<Poll, StoreError> {
        Ok(Poll {
            id: PollId(self.id),
            community_id: CommunityId(self.community_id),
            project_id: ProjectId(self.project_id),
            title_zh: self.title_zh,
            title_en: self.title_en,
            text_zh: self.text_zh,
            text_en: self.text_en,
            method: word(Method::parse(&self.method), &self.method)?,
            conflict_rule: word(ConflictRule::parse(&self.conflict_rule), &self.conflict_rule)?,
            preset: self.preset,
            budget_fen: self.budget_fen,
            state: word(PollState::parse(&self.state), &self.state)?,
            opens: Moment(self.opens),
            closes: Moment(self.closes),
            roll_households: self.roll_households,
            roll_area: self.roll_area,
            roll_heads: self.roll_heads,
            cancel_reason: self.cancel_reason,
            outcome: self.outcome,
            created_at: Moment(self.created_at),
            revised_at: Moment(self.revised_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct OptionRow {
    work_id: Uuid,
    position: i64,
    zh: String,
    en: String,
    note_zh: String,
    note_en: String,
    class: String,
    cost_fen: i64,
}

impl OptionRow {
    fn option(self) -> Result<PollOption, StoreError> {
        Ok(PollOption {
            work: WorkId(self.work_id),
            position: self.position,
            zh: self.zh,
            en: self.en,
            note_zh: self.note_zh,
            note_en: self.note_en,
            class: word(Class::parse(&self.class), &self.class)?,
            cost_fen: self.cost_fen,
        })
    }
}

/// A stored word that is on no list means a damaged row, never a default.
pub(super) fn word<T>(parsed: Option<T>, stored: &str) -> Result<T, StoreError> {
    parsed.ok_or_else(|| StoreError::Broken(format!("unknown word '{stored}' is stored")))
}

const FIND: &str = "
    SELECT id, community_id, project_id, title_zh, title_en, text_zh, text_en, method, conflict_rule, preset,
           budget_fen, state, opens, closes, roll_households, roll_area, roll_heads, cancel_reason, outcome,
           created_at, revised_at
    FROM poll
    WHERE id = $1";
const LIST: &str = "
    SELECT id, community_id, project_id, title_zh, title_en, text_zh, text_en, method, conflict_rule, preset,
           budget_fen, state, opens, closes, roll_households, roll_area, roll_heads, cancel_reason, outcome,
           created_at, revised_at
    FROM poll
    WHERE community_id = $1
    ORDER BY opens DESC, id DESC";
const DUE: &str = "SELECT id FROM poll WHERE state = 'open' AND closes <= $1 ORDER BY closes, id";
const RECORD: &str = "
    INSERT INTO poll
      (id, community_id, project_id, title_zh, title_en, text_zh, text_en, method, conflict_rule, preset, budget_fen,
       state, opens, closes, roll_households, roll_area, cancel_reason, outcome, created_at, revised_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, '', NULL, $15, $15)
    ON CONFLICT (id) DO NOTHING";
const REVISE: &str = "
    UPDATE poll
    SET title_zh = $2, title_en = $3, text_zh = $4, text_en = $5, conflict_rule = $6, preset = $7, budget_fen = $8,
        opens = $9, closes = $10, revised_at = $11
    WHERE id = $1";
const OPEN: &str = "
    UPDATE poll
    SET state = 'open', roll_households = $2, roll_area = $3, revised_at = $4, roll_heads = $5
    WHERE id = $1 AND state = 'draft'";
const CLOSE: &str = "UPDATE poll SET state = 'closed', outcome = $2 WHERE id = $1 AND state = 'open'";
const CANCEL: &str = "
    UPDATE poll
    SET state = 'cancelled', cancel_reason = $2, revised_at = $3
    WHERE id = $1 AND state IN ('draft', 'open')";
// The embedded engine runs one unit at a time, so only the server engine has a lock to take.
const LOCK_POSTGRES: &str = "SELECT id FROM poll WHERE id = $1 FOR UPDATE";
const OPTIONS: &str = "
    SELECT work_id, position, zh, en, note_zh, note_en, class, cost_fen
    FROM poll_option
    WHERE poll_id = $1
    ORDER BY position, work_id";
const REMOVE_OPTIONS: &str = "DELETE FROM poll_option WHERE poll_id = $1";
const RECORD_OPTION: &str = "
    INSERT INTO poll_option
      (poll_id, community_id, work_id, position, zh, en, note_zh, note_en, class, cost_fen)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const REMOVE_ROLL: &str = "DELETE FROM poll_roll WHERE poll_id = $1";
const SNAPSHOT: &str = "
    INSERT INTO poll_roll (poll_id, household_id, community_id, building_id, area, owner_key)
    SELECT $1, id, community_id, building_id, area, owner_key
    FROM household
    WHERE community_id = $2 AND gone = FALSE AND from_roll <= (SELECT roll FROM community WHERE id = $2)";
const ROLL_SUMS: &str = "
    SELECT CAST(COUNT(*) AS BIGINT) AS households, CAST(COALESCE(SUM(area), 0) AS BIGINT) AS area,
           CAST(COUNT(DISTINCT owner_key) + COUNT(*) - COUNT(owner_key) AS BIGINT) AS heads
    FROM poll_roll
    WHERE poll_id = $1";
const USES_ROLL: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM poll
    WHERE community_id = $1 AND state = 'open' AND closes > $2";
const FIXING: &str = "
    SELECT poll.id
    FROM poll JOIN poll_option ON poll_option.poll_id = poll.id
    WHERE poll_option.work_id = $1 AND poll.state = 'open' AND poll.closes > $2
    ORDER BY poll.closes, poll.id
    LIMIT 1";

/// The poll of this id.
pub async fn find(c: &mut Conn, id: PollId) -> Result<Option<Poll>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id.0).fetch_optional(db).await)?;
    row.map(Row::poll).transpose()
}

/// The same within a unit of work that will change it: others that would wait.
pub async fn find_locked(c: &mut Conn, id: PollId) -> Result<Option<Poll>, StoreError> {
    if c.is_postgres() {
        run!(c, sqlx::query(LOCK_POSTGRES).bind(id.0))?;
    }
    find(c, id).await
}

/// Every poll of a community, the latest first.
pub async fn list(c: &mut Conn, community: CommunityId) -> Result<Vec<Poll>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(community.0).fetch_all(db).await)?;
    rows.into_iter().map(Row::poll).collect()
}

/// Polls whose window is over and whose outcome is not frozen yet.
pub async fn due(c: &mut Conn, now: Moment) -> Result<Vec<PollId>, StoreError> {
    let ids: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(DUE).bind(now.0).fetch_all(db).await)?;
    Ok(ids.into_iter().map(PollId).collect())
}

/// How many open polls of the community rest on the roll.
pub async fn using_roll(c: &mut Conn, community: CommunityId, now: Moment) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(USES_ROLL).bind(community.0).bind(now.0).fetch_one(db).await)
}

/// The announced or running poll that offers this work, the first to close of several.
pub async fn fixing(c: &mut Conn, work: WorkId, now: Moment) -> Result<Option<Poll>, StoreError> {
    let id: Option<Uuid> = on!(c, |db| sqlx::query_scalar(FIXING).bind(work.0).bind(now.0).fetch_optional(db).await)?;
    match id {
        Some(id) => find(c, PollId(id)).await,
        None => Ok(None),
    }
}

/// Records a draft; its roll is empty until it opens. `false` if there is one of this id.
pub async fn record(c: &mut Conn, new: &Poll) -> Result<bool, StoreError> {
    let rows = run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id.0)
            .bind(new.community_id.0)
            .bind(new.project_id.0)
            .bind(new.title_zh.as_str())
            .bind(new.title_en.as_str())
            .bind(new.text_zh.as_str())
            .bind(new.text_en.as_str())
            .bind(new.method.as_str())
            .bind(new.conflict_rule.as_str())
            .bind(new.preset.as_str())
            .bind(new.budget_fen)
            .bind(new.state.as_str())
            .bind(new.opens.0)
            .bind(new.closes.0)
            .bind(new.created_at.0)
    )?;
    Ok(rows == 1)
}

/// Writes what may change before it opens.
pub async fn revise(c: &mut Conn, now: &Poll) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(REVISE)
            .bind(now.id.0)
            .bind(now.title_zh.as_str())
            .bind(now.title_en.as_str())
            .bind(now.text_zh.as_str())
            .bind(now.text_en.as_str())
            .bind(now.conflict_rule.as_str())
            .bind(now.preset.as_str())
            .bind(now.budget_fen)
            .bind(now.opens.0)
            .bind(now.closes.0)
            .bind(now.revised_at.0)
    )?;
    Ok(())
}

/// Makes a draft an open poll; `false` if it was none.
pub async fn open(c: &mut Conn, id: PollId, roll: Frozen, now: Moment) -> Result<bool, StoreError> {
    let Frozen { households, area, heads } = roll;
    let rows = run!(c, sqlx::query(OPEN).bind(id.0).bind(households).bind(area).bind(now.0).bind(heads))?;
    Ok(rows == 1)
}

/// Freezes the outcome; `false` if it was closed or cancelled already.
pub async fn close(c: &mut Conn, id: PollId, outcome: &str) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(CLOSE).bind(id.0).bind(outcome))? == 1)
}

/// Calls it off; `false` if it was closed or cancelled already.
pub async fn cancel(c: &mut Conn, id: PollId, reason: &str, now: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(CANCEL).bind(id.0).bind(reason).bind(now.0))? == 1)
}

/// What the poll offers, in the order of the slip.
pub async fn options(c: &mut Conn, id: PollId) -> Result<Vec<PollOption>, StoreError> {
    let rows: Vec<OptionRow> = on!(c, |db| sqlx::query_as(OPTIONS).bind(id.0).fetch_all(db).await)?;
    rows.into_iter().map(OptionRow::option).collect()
}

/// Writes what the poll offers in place of what it offered.
pub async fn record_options(
    c: &mut Conn,
    id: PollId,
    community: CommunityId,
    options: &[PollOption],
) -> Result<(), StoreError> {
    run!(c, sqlx::query(REMOVE_OPTIONS).bind(id.0))?;
    for option in options {
        run!(
            c,
            sqlx::query(RECORD_OPTION)
                .bind(id.0)
                .bind(community.0)
                .bind(option.work.0)
                .bind(option.position)
                .bind(option.zh.as_str())
                .bind(option.en.as_str())
                .bind(option.note_zh.as_str())
                .bind(option.note_en.as_str())
                .bind(option.class.as_str())
                .bind(option.cost_fen)
        )?;
    }
    Ok(())
}

/// Freezes the roll of the community as it stands, with its owners' keys.
pub async fn snapshot_roll(c: &mut Conn, id: PollId, community: CommunityId) -> Result<Frozen, StoreError> {
    run!(c, sqlx::query(REMOVE_ROLL).bind(id.0))?;
    run!(c, sqlx::query(SNAPSHOT).bind(id.0).bind(community.0))?;
    on!(c, |db| sqlx::query_as(ROLL_SUMS).bind(id.0).fetch_one(db).await)
}
