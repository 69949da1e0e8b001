//! 'My entry is wrong': what households say of their entry, and what staff decided.
//!
//! For: recording, listing and deciding requests.
//! Must not know: who may; what of the entry is changed then.
//! To add: see `store`.

use crate::domain::ids::{CommunityId, HouseholdId, StaffId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub community: CommunityId,
    /// Whose.
    pub household: HouseholdId,
    /// What is wrong, a word of `service::corrections::Wants`.
    pub wants: String,
    /// In their words; may be empty.
    pub text: String,
    /// `waiting`, `accepted` or `refused`.
    pub state: String,
    /// What staff said; a reason where it was refused.
    pub answer: String,
    /// When it was said.
    pub created_at: Moment,
    /// When it must be decided (exclusive).
    pub due_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    household_id: Uuid,
    wants: String,
    text: String,
    state: String,
    answer: String,
    created_at: i64,
    due_at: i64,
}

impl Row {
    fn request(self) -> Request {
        Request {
            id: self.id,
            community: CommunityId(self.community_id),
            household: HouseholdId(self.household_id),
            wants: self.wants,
            text: self.text,
            state: self.state,
            answer: self.answer,
            created_at: Moment(self.created_at),
            due_at: Moment(self.due_at),
        }
    }
}

const FIND: &str = "
    SELECT id, community_id, household_id, wants, text, state, answer, created_at, due_at
    FROM roll_request
    WHERE id = $1";
const WAITING: &str = "
    SELECT id, community_id, household_id, wants, text, state, answer, created_at, due_at
    FROM roll_request
    WHERE community_id = $1 AND state = 'waiting'
    ORDER BY created_at, id";
const OF_HOUSEHOLD: &str = "
    SELECT id, community_id, household_id, wants, text, state, answer, created_at, due_at
    FROM roll_request
    WHERE household_id = $1
    ORDER BY created_at DESC, id DESC
    LIMIT 20";
const COUNT: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM roll_request
    WHERE community_id = $1 AND state = 'waiting'";
const RECORD: &str = "
    INSERT INTO roll_request
      (id, community_id, household_id, wants, text, state, answer, created_at, due_at)
    VALUES ($1, $2, $3, $4, $5, 'waiting', '', $6, $7)
    ON CONFLICT (id) DO NOTHING";
const DECIDE: &str = "
    UPDATE roll_request
    SET state = $3, answer = $4, decided_by = $5, decided_at = $6
    WHERE id = $1 AND household_id = $2 AND state = 'waiting'";

const WITHDRAW: &str = "DELETE FROM roll_request WHERE id = $1 AND household_id = $2 AND state = 'waiting'";

/// The request of this id.
pub async fn find(c: &mut Conn, id: Uuid) -> Result<Option<Request>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id).fetch_optional(db).await)?;
    Ok(row.map(Row::request))
}

/// Those of a community that wait, the oldest first.
pub async fn waiting(c: &mut Conn, community: CommunityId) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(WAITING).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::request).collect())
}

/// Those of a household, the newest first.
pub async fn of_household(c: &mut Conn, household: HouseholdId) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(OF_HOUSEHOLD).bind(household.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::request).collect())
}

/// How many wait in a community.
pub async fn count(c: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(COUNT).bind(community.0).fetch_one(db).await)
}

/// Records a request; one of this id that is there already stays as it is.
pub async fn record(c: &mut Conn, new: &Request) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id)
            .bind(new.community.0)
            .bind(new.household.0)
            .bind(new.wants.as_str())
            .bind(new.text.as_str())
            .bind(new.created_at.0)
            .bind(new.due_at.0)
    )?;
    Ok(())
}

/// Removes a request that waits; one that is decided stays.
pub async fn withdraw(c: &mut Conn, id: Uuid, household: HouseholdId) -> Result<(), StoreError> {
    run!(c, sqlx::query(WITHDRAW).bind(id).bind(household.0))?;
    Ok(())
}

/// Decides a request that waits; `false` if somebody did meanwhile.
pub async fn decide(
    c: &mut Conn,
    (id, household): (Uuid, HouseholdId),
    (state, answer): (&str, &str),
    staff: Option<StaffId>,
    now: Moment,
) -> Result<bool, StoreError> {
    let changed = run!(
        c,
        sqlx::query(DECIDE).bind(id).bind(household.0).bind(state).bind(answer).bind(staff.map(|id| id.0)).bind(now.0)
    )?;
    Ok(changed == 1)
}
