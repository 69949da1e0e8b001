//! Paper slips typed in by one and waiting for a second person.
//!
//! For: recording, deciding, what waits and what was sent back within the scopes of a caller, and
//! how many slips the count of a poll still waits for.
//! Must not know: who may check; what counts (`ballots`).
//! To add: see `store`.

use crate::domain::ballot::Ballot;
use crate::domain::ids::{CommunityId, HouseholdId, OnceKey, PollId, StaffId};
use crate::domain::moment::Moment;
use crate::domain::policy::Scope;
use crate::store::reach::bounds;
use crate::store::{Conn, StoreError, ballots};
use crate::{on, run};
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use uuid::Uuid;

mod own;
pub use own::{OwnSlip, own};

crate::words! {
    /// Where a slip stands.
    PaperState {
        /// For a second person.
        Waiting = "waiting",
        /// Found right and cast.
        Confirmed = "confirmed",
        /// Sent back, with a reason.
        Rejected = "rejected",
        /// Sent back, and found not to be a slip of this household at all.
        Withdrawn = "withdrawn",
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
    /// When it was handed in: this decides against another ballot.
    pub received_at: Moment,
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
    received_at: i64,
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
            received_at: Moment(self.received_at),
            reason: self.reason,
            once: OnceKey(self.once),
        })
    }
}

/// How many slips wait for a second person, seen from one member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Typed in by this member.
    pub own: i64,
    /// Typed in by others.
    pub others: i64,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    #[sqlx(flatten)]
    row: Row,
    turn: i64,
}

const FIND: &str = "
    SELECT id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, received_at, reason, once
    FROM paper
    WHERE id = $1";
const BY_ONCE: &str = "
    SELECT id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, received_at, reason, once
    FROM paper
    WHERE once = $1";
// What was not looked at when its poll was counted or called off waits for nobody any more.
const WAITING: &str = "
    SELECT p.id, p.poll_id, p.community_id, p.household_id, p.choices, p.state, p.entered_by, p.entered_at,
           p.received_at, p.reason, p.once, o.closes AS turn
    FROM paper p
    JOIN poll o ON o.id = p.poll_id
    JOIN community c ON c.id = p.community_id
    WHERE p.state = 'waiting' AND o.state = 'open' AND p.entered_by <> $4
      AND c.region >= $1 AND c.region < $2 AND ($3 IS NULL OR c.id = $3)
    ORDER BY o.closes, p.entered_at, p.id
    LIMIT $5";
const COUNT_WAITING: &str = "
    SELECT p.community_id,
           CAST(COUNT(CASE WHEN p.entered_by = $4 THEN 1 END) AS BIGINT),
           CAST(COUNT(CASE WHEN p.entered_by <> $4 THEN 1 END) AS BIGINT)
    FROM paper p
    JOIN poll o ON o.id = p.poll_id
    JOIN community c ON c.id = p.community_id
    WHERE p.state = 'waiting' AND o.state = 'open'
      AND c.region >= $1 AND c.region < $2 AND ($3 IS NULL OR c.id = $3)
    GROUP BY p.community_id";
const WAITING_IN: &str = "
    SELECT household_id
    FROM paper
    WHERE poll_id = $1 AND state = 'waiting'";
// Sent back and not entered again, let go or replaced by another slip since.
const SENT_BACK: &str = "
    SELECT p.id, p.poll_id, p.community_id, p.household_id, p.choices, p.state, p.entered_by, p.entered_at,
           p.received_at, p.reason, p.once, COALESCE(p.decided_at, 0) AS turn
    FROM paper p
    JOIN poll o ON o.id = p.poll_id
    JOIN community c ON c.id = p.community_id
    WHERE p.state = 'rejected' AND o.state = 'open'
      AND c.region >= $1 AND c.region < $2 AND ($3 IS NULL OR c.id = $3)
      AND NOT EXISTS (SELECT 1 FROM paper q
                      WHERE q.poll_id = p.poll_id AND q.household_id = p.household_id
                        AND q.state IN ('waiting', 'confirmed', 'withdrawn') AND q.entered_at >= p.entered_at)
    ORDER BY turn DESC, p.id DESC
    LIMIT $4";
const SENT_BACK_OF: &str = "
    SELECT p.id, p.poll_id, p.community_id, p.household_id, p.choices, p.state, p.entered_by, p.entered_at,
           p.received_at, p.reason, p.once
    FROM paper p
    WHERE p.poll_id = $1 AND p.household_id = $2 AND p.state = 'rejected'
      AND NOT EXISTS (SELECT 1 FROM paper q
                      WHERE q.poll_id = p.poll_id AND q.household_id = p.household_id
                        AND q.state IN ('waiting', 'confirmed', 'withdrawn') AND q.entered_at >= p.entered_at)
    ORDER BY p.decided_at DESC, p.id DESC
    LIMIT 1";
const UNSETTLED: &str = "
    SELECT CAST(COUNT(DISTINCT p.household_id) AS BIGINT)
    FROM paper p
    WHERE p.poll_id = $1
      AND (p.state = 'waiting'
           OR (p.state = 'rejected'
               AND NOT EXISTS (SELECT 1 FROM paper q
                               WHERE q.poll_id = p.poll_id AND q.household_id = p.household_id
                                 AND q.state IN ('waiting', 'confirmed', 'withdrawn')
                                 AND q.entered_at >= p.entered_at)))";
const RECORD: &str = "
    INSERT INTO paper
      (id, poll_id, community_id, household_id, choices, state, entered_by, entered_at, received_at, reason, once)
    VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, '', $9)
    ON CONFLICT DO NOTHING
    RETURNING id";
const DECIDE: &str = "
    UPDATE paper
    SET state = $3, decided_by = $4, decided_at = $5, reason = $6
    WHERE id = $1 AND state = $2";
const RUNNING: &str = "
    SELECT p.id, c.id, c.region
    FROM poll p
    JOIN community c ON c.id = p.community_id
    WHERE p.state = 'open' AND p.opens <= $1 AND p.closes > $1
    ORDER BY p.closes, p.id";
const COUNTING: &str = "
    SELECT p.id, c.id, c.region
    FROM poll p
    JOIN community c ON c.id = p.community_id
    WHERE p.state = 'open' AND p.closes <= $1
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

/// What waits within these scopes and was typed in by others than `me`: of the poll that closes
/// next first, then the oldest.
pub async fn waiting(c: &mut Conn, scopes: &[Scope], me: StaffId, most: i64) -> Result<Vec<Paper>, StoreError> {
    let mut found: Vec<ListedRow> = within(WAITING, c, scopes, me, most).await?;
    found.sort_by_key(|one| (one.turn, one.row.entered_at, one.row.id));
    cut(found, most)
}

/// The rows of a list that binds the bounds of a scope, a person and a length.
async fn within<T>(
    sql: &'static str,
    c: &mut Conn,
    scopes: &[Scope],
    me: StaffId,
    most: i64,
) -> Result<Vec<T>, StoreError>
where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let mut found: Vec<T> = Vec::new();
    for at in bounds(c, scopes).await? {
        let mut rows: Vec<T> = on!(c, |db| sqlx::query_as(sql)
            .bind(at.from.as_str())
            .bind(at.end.as_str())
            .bind(at.community)
            .bind(me.0)
            .bind(most)
            .fetch_all(db)
            .await)?;
        found.append(&mut rows);
    }
    Ok(found)
}

/// How many wait within these scopes.
pub async fn count_waiting(c: &mut Conn, scopes: &[Scope], me: StaffId) -> Result<Waits, StoreError> {
    let mut communities: BTreeMap<Uuid, (i64, i64)> = BTreeMap::new();
    for at in bounds(c, scopes).await? {
        let rows: Vec<(Uuid, i64, i64)> = on!(c, |db| sqlx::query_as(COUNT_WAITING)
            .bind(at.from.as_str())
            .bind(at.end.as_str())
            .bind(at.community)
            .bind(me.0)
            .fetch_all(db)
            .await)?;
        communities.extend(rows.into_iter().map(|(community, own, others)| (community, (own, others))));
    }
    let sum = |waits: Waits, (own, others): &(i64, i64)| Waits { own: waits.own + own, others: waits.others + others };
    Ok(communities.values().fold(Waits::default(), sum))
}

/// The first of a sorted list, each once.
fn cut(mut sorted: Vec<ListedRow>, most: i64) -> Result<Vec<Paper>, StoreError> {
    sorted.dedup_by_key(|one| one.row.id);
    sorted.truncate(usize::try_from(most).unwrap_or(0));
    sorted.into_iter().map(|one| one.row.paper()).collect()
}

/// The households of a poll whose slip waits.
pub async fn waiting_in(c: &mut Conn, poll: PollId) -> Result<Vec<HouseholdId>, StoreError> {
    let ids: Vec<Uuid> = on!(c, |db| sqlx::query_scalar(WAITING_IN).bind(poll.0).fetch_all(db).await)?;
    Ok(ids.into_iter().map(HouseholdId).collect())
}

/// What was sent back within these scopes and still has to be entered again or let go, the latest
/// first.
pub async fn sent_back(c: &mut Conn, scopes: &[Scope], most: i64) -> Result<Vec<Paper>, StoreError> {
    let mut found: Vec<ListedRow> = Vec::new();
    for at in bounds(c, scopes).await? {
        let mut rows: Vec<ListedRow> = on!(c, |db| sqlx::query_as(SENT_BACK)
            .bind(at.from.as_str())
            .bind(at.end.as_str())
            .bind(at.community)
            .bind(most)
            .fetch_all(db)
            .await)?;
        found.append(&mut rows);
    }
    found.sort_by_key(|one| Reverse((one.turn, one.row.id)));
    cut(found, most)
}

/// The same of one household in one poll.
pub async fn sent_back_of(c: &mut Conn, poll: PollId, household: HouseholdId) -> Result<Option<Paper>, StoreError> {
    let row: Option<Row> =
        on!(c, |db| sqlx::query_as(SENT_BACK_OF).bind(poll.0).bind(household.0).fetch_optional(db).await)?;
    row.map(Row::paper).transpose()
}

/// How many households' slips of a poll are neither confirmed nor let go.
pub async fn unsettled(c: &mut Conn, poll: PollId) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(UNSETTLED).bind(poll.0).fetch_one(db).await)
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
        .bind(new.received_at.0)
        .bind(new.once.0)
        .fetch_optional(db)
        .await)?;
    Ok(made.is_some())
}

/// Moves a slip from one state to another; `false` if it does not stand in the first any more.
pub async fn decide(
    c: &mut Conn,
    id: Uuid,
    (from, to): (PaperState, PaperState),
    (by, now): (StaffId, Moment),
    reason: &str,
) -> Result<bool, StoreError> {
    let rows = run!(
        c,
        sqlx::query(DECIDE).bind(id).bind(from.as_str()).bind(to.as_str()).bind(by.0).bind(now.0).bind(reason)
    )?;
    Ok(rows == 1)
}

/// The polls that take ballots now, with community and region, the next to close first.
pub async fn running(c: &mut Conn, now: Moment) -> Result<Vec<(PollId, CommunityId, String)>, StoreError> {
    listed(c, RUNNING, now).await
}

/// The polls that are over and not counted yet, the same way.
pub async fn counting(c: &mut Conn, now: Moment) -> Result<Vec<(PollId, CommunityId, String)>, StoreError> {
    listed(c, COUNTING, now).await
}

async fn listed(
    c: &mut Conn,
    sql: &'static str,
    now: Moment,
) -> Result<Vec<(PollId, CommunityId, String)>, StoreError> {
    let rows: Vec<(Uuid, Uuid, String)> = on!(c, |db| sqlx::query_as(sql).bind(now.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(poll, community, region)| (PollId(poll), CommunityId(community), region)).collect())
}
