//! Signed-in browsers, of staff and of households.
//!
//! For: finding a session by the hash of its token; recording and ending one.
//! Must not know: the token itself.
//! To add: see `store`.

use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, HouseholdId, StaffId};
use crate::domain::moment::Moment;
use crate::store::polls::word;
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
    /// The same by an owner's code; what it may depends on [`Session::owner_seen`].
    Titled(HouseholdId, CommunityId),
    /// A phone that waits until the first one of its household lets it in.
    Waiting(HouseholdId, CommunityId),
    /// A household whose code has ended: it may look, not act.
    Reader(HouseholdId, CommunityId),
}

/// A live session.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Whose.
    pub owner: Owner,
    /// The owner of its flat was seen in person.
    pub owner_seen: bool,
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
    purpose: String,
    waits: bool,
    proof: Option<Uuid>,
}

impl Row {
    fn session(self) -> Option<Session> {
        let owner = match (self.staff_id, self.household_id, self.community_id) {
            (Some(staff), _, _) => Owner::Staff(StaffId(staff)),
            (None, Some(household), Some(community)) => {
                let (household, community) = (HouseholdId(household), CommunityId(community));
                if self.reads_only {
                    Owner::Reader(household, community)
                } else if self.waits {
                    Owner::Waiting(household, community)
                } else if self.purpose == Purpose::Owner.as_str() {
                    Owner::Titled(household, community)
                } else {
                    Owner::Household(household, community)
                }
            }
            _ => return None,
        };
        let owner_seen = self.proof.is_some();
        Some(Session { owner, owner_seen, seen_at: Moment(self.seen_at), expires_at: Moment(self.expires_at) })
    }
}

const FIND: &str = "
    SELECT s.staff_id, s.household_id, s.community_id, s.seen_at, s.expires_at, s.reads_only, s.purpose, s.waits,
           p.id AS proof
    FROM session s
    LEFT JOIN owner_proof p ON p.household_id = s.household_id AND p.ended_at IS NULL
    WHERE s.token_hash = $1 AND s.expires_at > $2";
const RECORD: &str = "
    INSERT INTO session
      (token_hash, staff_id, household_id, community_id, created_at, seen_at, expires_at, reads_only, purpose,
       waits)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)";
const PHONES: &str = "
    SELECT token_hash, purpose, waits, browser, created_at
    FROM session
    WHERE household_id = $1 AND expires_at > $2 AND reads_only = FALSE
    ORDER BY created_at, token_hash";
const REVISE_WAITS: &str = "UPDATE session SET waits = $2 WHERE token_hash = $1";
const DESCRIBE: &str = "UPDATE session SET browser = $2 WHERE token_hash = $1";
const SEEN: &str = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
const END: &str = "DELETE FROM session WHERE token_hash = $1";
const END_STAFF: &str = "DELETE FROM session WHERE staff_id = $1";
const END_HOUSEHOLD: &str = "DELETE FROM session WHERE household_id = $1";
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
        Owner::Household(household, community)
        | Owner::Titled(household, community)
        | Owner::Waiting(household, community)
        | Owner::Reader(household, community) => (None, Some(household.0), Some(community.0)),
    };
    let reads_only = matches!(owner, Owner::Reader(..));
    let purpose = if matches!(owner, Owner::Titled(..)) { Purpose::Owner } else { Purpose::Household };
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
            .bind(purpose.as_str())
            .bind(matches!(owner, Owner::Waiting(..)))
    )?;
    Ok(())
}

/// A phone of a household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Hash of its session's token.
    pub token_hash: Vec<u8>,
    /// By which code it came.
    pub purpose: Purpose,
    /// It waits to be let in.
    pub waits: bool,
    /// What kind of browser, in words; may be empty.
    pub browser: String,
    /// When it came.
    pub since: Moment,
}

#[derive(sqlx::FromRow)]
struct PhoneRow {
    token_hash: Vec<u8>,
    purpose: String,
    waits: bool,
    browser: String,
    created_at: i64,
}

impl PhoneRow {
    fn phone(self) -> Result<Phone, StoreError> {
        Ok(Phone {
            token_hash: self.token_hash,
            purpose: word(Purpose::parse(&self.purpose), &self.purpose)?,
            waits: self.waits,
            browser: self.browser,
            since: Moment(self.created_at),
        })
    }
}

/// The phones of a household that run, the first one first; those that may only look are none.
pub async fn phones(c: &mut Conn, household: HouseholdId, now: Moment) -> Result<Vec<Phone>, StoreError> {
    let rows: Vec<PhoneRow> = on!(c, |db| sqlx::query_as(PHONES).bind(household.0).bind(now.0).fetch_all(db).await)?;
    rows.into_iter().map(PhoneRow::phone).collect()
}

/// Whether a phone waits, as it stands from now on.
pub async fn revise_waits(c: &mut Conn, token_hash: &[u8], waits: bool) -> Result<(), StoreError> {
    run!(c, sqlx::query(REVISE_WAITS).bind(token_hash.to_vec()).bind(waits))?;
    Ok(())
}

/// Notes which kind of browser it is.
pub async fn describe(c: &mut Conn, token_hash: [u8; 32], browser: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(DESCRIBE).bind(token_hash.to_vec()).bind(browser))?;
    Ok(())
}

/// Ends a phone's session.
pub async fn put_out(c: &mut Conn, token_hash: &[u8]) -> Result<(), StoreError> {
    run!(c, sqlx::query(END).bind(token_hash.to_vec()))?;
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

/// Removes what ran out.
pub async fn purge(c: &mut Conn, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(PURGE).bind(now.0))?;
    Ok(())
}
