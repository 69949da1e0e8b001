//! Signed-in browsers, of staff and of households.
//!
//! For: finding a session by the hash of its token; recording and ending one.
//! Must not know: the token itself.
//! To add: see `store`.

use crate::domain::ids::{CommunityId, HouseholdId, PhoneId, StaffId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A staff account.
    Staff(StaffId),
    /// A household of a community.
    Household(HouseholdId, CommunityId),
    /// A household whose code has ended: it may look, not act.
    Reader(HouseholdId, CommunityId),
    /// A phone number that was shown.
    Phone(PhoneId),
}

/// A live session.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Whose.
    pub owner: Owner,
    /// When it was last used (to the minute).
    pub seen_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    staff_id: Option<Uuid>,
    household_id: Option<Uuid>,
    community_id: Option<Uuid>,
    seen_at: i64,
    expires_at: i64,
    reads_only: bool,
    phone_id: Option<Uuid>,
}

impl Row {
    fn session(self) -> Option<Session> {
        let owner = match (self.staff_id, self.household_id, self.community_id) {
            (Some(staff), _, _) => Owner::Staff(StaffId(staff)),
            (None, Some(household), Some(community)) => {
                let (household, community) = (HouseholdId(household), CommunityId(community));
                if self.reads_only {
                    Owner::Reader(household, community)
                } else {
                    Owner::Household(household, community)
                }
            }
            _ => Owner::Phone(PhoneId(self.phone_id?)),
        };
        Some(Session { owner, seen_at: Moment(self.seen_at), expires_at: Moment(self.expires_at) })
    }
}

const FIND: &str = "
    SELECT staff_id, household_id, community_id, seen_at, expires_at, reads_only, phone_id
    FROM session
    WHERE token_hash = $1 AND expires_at > $2";
const RECORD: &str = "
    INSERT INTO session
      (token_hash, staff_id, household_id, community_id, created_at, seen_at, expires_at, reads_only, phone_id)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)";
const SEEN: &str = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
const END: &str = "DELETE FROM session WHERE token_hash = $1";
const END_STAFF: &str = "DELETE FROM session WHERE staff_id = $1";
const END_HOUSEHOLD: &str = "DELETE FROM session WHERE household_id = $1";
const END_PHONE: &str = "DELETE FROM session WHERE phone_id = $1";
const PURGE: &str = "DELETE FROM session WHERE expires_at <= $1";

/// The session of this token hash, if it still runs.
pub async fn find(c: &mut Conn, token_hash: [u8; 32], now: Moment) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> =
        on!(c, |db| sqlx::query_as(FIND).bind(token_hash.to_vec()).bind(now.0).fetch_optional(db).await)?;
    Ok(row.and_then(Row::session))
}

/// Records a new session.
pub async fn record(
    c: &mut Conn,
    token_hash: [u8; 32],
    owner: Owner,
    now: Moment,
    expires: Moment,
) -> Result<(), StoreError> {
    let (staff, household, community) = match owner {
        Owner::Staff(staff) => (Some(staff.0), None, None),
        Owner::Household(household, community) | Owner::Reader(household, community) => {
            (None, Some(household.0), Some(community.0))
        }
        Owner::Phone(_) => (None, None, None),
    };
    let phone = match owner {
        Owner::Phone(phone) => Some(phone.0),
        _ => None,
    };
    let reads_only = matches!(owner, Owner::Reader(..));
    run!(
        c,
        sqlx::query(RECORD)
            .bind(token_hash.to_vec())
            .bind(staff)
            .bind(household)
            .bind(community)
            .bind(now.0)
            .bind(expires.0)
            .bind(reads_only)
            .bind(phone)
    )?;
    Ok(())
}

/// Notes that it was used.
pub async fn seen(c: &mut Conn, token_hash: [u8; 32], now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(SEEN).bind(token_hash.to_vec()).bind(now.0))?;
    Ok(())
}

/// Ends one session.
pub async fn end(c: &mut Conn, token_hash: [u8; 32]) -> Result<(), StoreError> {
    run!(c, sqlx::query(END).bind(token_hash.to_vec()))?;
    Ok(())
}

/// Ends every session of a staff account.
pub async fn end_of_staff(c: &mut Conn, staff: StaffId) -> Result<(), StoreError> {
    run!(c, sqlx::query(END_STAFF).bind(staff.0))?;
    Ok(())
}

/// Ends every session of a household.
pub async fn end_of_household(c: &mut Conn, household: HouseholdId) -> Result<(), StoreError> {
    run!(c, sqlx::query(END_HOUSEHOLD).bind(household.0))?;
    Ok(())
}

/// Ends every session of a phone number.
pub async fn end_of_phone(c: &mut Conn, phone: PhoneId) -> Result<(), StoreError> {
    run!(c, sqlx::query(END_PHONE).bind(phone.0))?;
    Ok(())
}

/// Removes what ran out.
pub async fn purge(c: &mut Conn, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(PURGE).bind(now.0))?;
    Ok(())
}
