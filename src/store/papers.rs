//! Paper slips typed in by one and waiting for a second person.
//!
//! For: recording, deciding, lists of what waits and what was sent back.
//! Must not know: who may check; what counts (`ballots`).
//! To add: see `store`.

use crate::domain::ballot::Ballot;
use crate::domain::ids::{CommunityId, HouseholdId, OnceKey, PollId, StaffId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError, ballots};
use crate::{on, run};
use uuid::Uuid;

crate::words! {
    /// Where a slip stands.
    PaperState {
        /// For a second person.
        Waiting = "waiting",
        /// Found right and cast.
        Confirmed = "confirmed",
        /// Sent back, with a reason.
        Rejected = "rejected",
    }
}

/// One slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its id.
    pub id: Uuid,
    /// The poll.
    pub poll_id: PollId,
    /// Where.
    pub community_id: CommunityId,
    /// Whose slip.
    pub household_id: HouseholdId,
    /// What is ticked on it.
    pub ballot: Ballot,
    /// Where it stands.
    pub state: PaperState,
    /// Who typed it in.
    pub entered_by: StaffId,
    /// When.
    pub entered_at: Moment,
    /// Why it was sent back; empty if it was not.
    pub reason: String,
    /// The key by which a repeated form is known.
    pub once: OnceKey,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    poll_id: Uuid,
    community_id: Uuid,
    household_id: Uuid,
    choices: String,
    state: String,
    entered_by: Uuid,
    entered_at: i64,
    reason: String,
    once: Uuid,
}

impl Row {
    fn paper(self) -> Result<Paper, StoreError> {
        let state = PaperState::parse(&self.state);
        Ok(Paper {
            id: self.id,
            poll_id: PollId(self.poll_id),
            community_id: CommunityId(self.community_id),
            household_id: HouseholdId(self.household_id),
            ballot: ballots::decode(&self.choices)?,
            state: state.ok_or_else(|| StoreError::Broken(format!("paper state '{}'", self.state)))?,
            entered_by: StaffId(self.entered_by),
            entered_at: Moment(self.entered_at),
            reason: self.reason,
            once: OnceKey(self.once),
        })
    }
}

const FIND: &str = "
    SELECT id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, reason, once
    FROM paper
    WHERE id = $1";
const BY_ONCE: &str = "
    SELECT id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, reason, once
    FROM paper
    WHERE once = $1";
const WAITING: &str = "
    SELECT id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, reason, once
    FROM paper
    WHERE state = 'waiting'
    ORDER BY entered_at, id
    LIMIT $1";
const WAITING_IN: &str = "
    SELECT household_id
    FROM paper
    WHERE poll_id = $1 AND state = 'waiting'";
const SENT_BACK: &str = "
    SELECT id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, reason, once
    FROM paper
    WHERE entered_by = $1 AND state = 'rejected' AND decided_at > $2
    ORDER BY decided_at DESC, id";
const RECORD: &str = "
    INSERT INTO paper (id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, reason, once)
    VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, '', $8)
    ON CONFLICT DO NOTHING
    RETURNING id";
const DECIDE: &str = "
    UPDATE paper
    SET state = $2, decided_by = $3, decided_at = $4, reason = $5
    WHERE id = $1 AND state = 'waiting'";
const RUNNING: &str = "
    SELECT p.id, c.id, c.region
    FROM poll p
    JOIN community c ON c.id = p.community_id
    WHERE p.state = 'open' AND p.opens <= $1 AND p.closes > $1
    ORDER BY p.closes, p.id";

/// The slip of this id.
pub async fn find(c: &mut Conn, id: Uuid) -> Result<Option<Paper>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id).fetch_optional(db).await)?;
    row.map(Row::paper).transpose()
}

/// The slip that this form recorded already.
pub async fn by_once(c: &mut Conn, once: OnceKey) -> Result<Option<Paper>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(BY_ONCE).bind(once.0).fetch_optional(db).await)?;
    row.map(Row::paper).transpose()
}

/// What waits anywhere, oldest first.
pub async fn waiting(c: &mut Conn, most: i64) -> Result<Vec<Paper>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(WAITING).bind(most).fetch_all(db).await)?;
    rows.into_iter().map(Row::paper).collect()
}

/// The households of a poll whose slip waits.
pub async fn waiting_in(c: &mut Conn, poll: PollId) -> Result<Vec<HouseholdId>, StoreError> {
    let ids: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(WAITING_IN).bind(poll.0).fetch_all(db).await)?;
    Ok(ids.into_iter().map(HouseholdId).collect())
}

/// What one person entered and another sent back after a moment, newest first.
pub async fn sent_back(c: &mut Conn, by: StaffId, after: Moment) -> Result<Vec<Paper>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(SENT_BACK).bind(by.0).bind(after.0).fetch_all(db).await)?;
    rows.into_iter().map(Row::paper).collect()
}

/// Records one; `false` if its form was recorded before or a slip of the household waits.
pub async fn record(c: &mut Conn, new: &Paper) -> Result<bool, StoreError> {
    let made: Option<Uuid> = on!(c, |db| sqlx::query_scalar(RECORD)
        .bind(new.id)
        .bind(new.poll_id.0)
        .bind(new.community_id.0)
        .bind(new.household_id.0)
        .bind(ballots::encode(&new.ballot))
        .bind(new.entered_by.0)
        .bind(new.entered_at.0)
        .bind(new.once.0)
        .fetch_optional(db)
        .await)?;
    Ok(made.is_some())
}

/// Writes what the second person found; `false` if it no longer waits.
pub async fn decide(
    c: &mut Conn,
    id: Uuid,
    state: PaperState,
    (by, now): (StaffId, Moment),
    reason: &str,
) -> Result<bool, StoreError> {
    let rows = run!(c, sqlx::query(DECIDE).bind(id).bind(state.as_str()).bind(by.0).bind(now.0).bind(reason))?;
    Ok(rows == 1)
}

/// The polls that take ballots now, with community and region, the next to close first.
pub async fn running(c: &mut Conn, now: Moment) -> Result<Vec<(PollId, CommunityId, String)>, StoreError> {
    let rows: Vec<(Uuid, Uuid, String)> = on!(c, |db| sqlx::query_as(RUNNING).bind(now.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(poll, community, region)| (PollId(poll), CommunityId(community), region)).collect())
}
