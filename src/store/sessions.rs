//! Signed-in browsers, of staff and of households.
//!
//! For: finding a session by the hash of its token; recording and ending one.
//! Must not know: the token itself.
//! To add: see `store`.

use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, HouseholdId, PhoneId, StaffId};
use crate::domain::moment::Moment;
use crate::domain::policy::Grant;
use crate::store::polls::word;
use crate::store::staff::{grant, stored};
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
    /// A household whose code, for this purpose, has ended: it may look, not act.
    Reader(HouseholdId, CommunityId, Purpose),
    /// A phone number that was shown.
    Phone(PhoneId),
}

/// A live session.
#[derive(Clone, Debug)]
pub struct Session {
    /// What it is called where one may end it: half of its token's hash.
    pub id: Uuid,
    /// Whose.
    pub owner: Owner,
    /// When it began.
    pub created_at: Moment,
    /// Browser and system, in short.
    pub agent: String,
    /// The address it was last used from.
    pub address: String,
    /// When the password was last given.
    pub proved_at: Moment,
    /// The one duty that is worked in; none for all together.
    pub acting: Option<Grant>,
    /// The owner of its flat was seen in person, by another than printed the owner's letter.
    pub owner_seen: bool,
    /// When it was last used (to the minute).
    pub seen_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    token_hash: Vec<u8>,
    created_at: i64,
    agent: String,
    address: String,
    proved_at: i64,
    acting_role: String,
    acting_scope: String,
    acting_place: String,
    staff_id: Option<Uuid>,
    household_id: Option<Uuid>,
    community_id: Option<Uuid>,
    seen_at: i64,
    expires_at: i64,
    reads_only: bool,
    purpose: String,
    waits: bool,
    proof: Option<Uuid>,
    phone_id: Option<Uuid>,
}

impl Row {
    fn session(self) -> Option<Session> {
        let owner = match (self.staff_id, self.household_id, self.community_id) {
            (Some(staff), _, _) => Owner::Staff(StaffId(staff)),
            (None, Some(household), Some(community)) => {
                let (household, community) = (HouseholdId(household), CommunityId(community));
                if self.reads_only {
                    Owner::Reader(household, community, Purpose::parse(&self.purpose)?)
                } else if self.waits {
                    Owner::Waiting(household, community)
                } else if self.purpose == Purpose::Owner.as_str() {
                    Owner::Titled(household, community)
                } else {
                    Owner::Household(household, community)
                }
            }
            _ => Owner::Phone(PhoneId(self.phone_id?)),
        };
        // A duty that cannot be read any more is nobody's: better signed out than in all of them.
        let acting = match self.acting_role.as_str() {
            "" => None,
            role => Some(grant(role, &self.acting_scope, &self.acting_place)?),
        };
        let owner_seen = self.proof.is_some();
        Some(Session {
            id: id_of(&self.token_hash),
            owner,
            owner_seen,
            created_at: Moment(self.created_at),
            agent: self.agent,
            address: self.address,
            proved_at: Moment(self.proved_at),
            acting,
            seen_at: Moment(self.seen_at),
            expires_at: Moment(self.expires_at),
        })
    }
}

fn id_of(token_hash: &[u8]) -> Uuid {
    token_hash.first_chunk::<16>().map_or(Uuid::nil(), |half| Uuid::from_bytes(*half))
}

const FIND: &str = "
    SELECT s.token_hash, s.staff_id, s.household_id, s.community_id, s.created_at, s.seen_at, s.expires_at,
      s.reads_only, s.agent, s.address, s.proved_at, s.acting_role, s.acting_scope, s.acting_place,
      s.purpose, s.waits, s.phone_id, p.id AS proof
    FROM session s
    LEFT JOIN owner_proof p ON p.household_id = s.household_id AND p.ended_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM credential k
        WHERE k.household_id = s.household_id AND k.purpose = 'owner' AND k.revoked_at IS NULL
          AND k.made_by = p.seen_by)
    WHERE s.token_hash = $1 AND s.expires_at > $2";
const OF_STAFF: &str = "
    SELECT token_hash, staff_id, household_id, community_id, created_at, seen_at, expires_at, reads_only,
      agent, address, proved_at, acting_role, acting_scope, acting_place, purpose, waits, phone_id, NULL AS proof
    FROM session
    WHERE staff_id = $1 AND expires_at > $2
    ORDER BY seen_at DESC, token_hash";
const USED_FROM: &str = "UPDATE session SET agent = $2, address = $3 WHERE token_hash = $1";
const PROVED: &str = "UPDATE session SET seen_at = $2, proved_at = $2 WHERE token_hash = $1";
const ACTING: &str = "
    UPDATE session SET acting_role = $2, acting_scope = $3, acting_place = $4 WHERE token_hash = $1";
const END_OTHERS: &str = "DELETE FROM session WHERE staff_id = $1 AND token_hash <> $2";
const RECORD: &str = "
    INSERT INTO session
      (token_hash, staff_id, household_id, community_id, created_at, seen_at, expires_at, reads_only,
       proved_at, purpose, waits, phone_id)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $5, $8, $9, $10)";
const PHONES: &str = "
    SELECT token_hash, purpose, waits, agent, created_at
    FROM session
    WHERE household_id = $1 AND expires_at > $2 AND reads_only = FALSE
    ORDER BY created_at, token_hash";
const REVISE_WAITS: &str = "UPDATE session SET waits = $2 WHERE token_hash = $1";
const DESCRIBE: &str = "UPDATE session SET agent = $2 WHERE token_hash = $1";
const SEEN: &str = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
const END: &str = "DELETE FROM session WHERE token_hash = $1";
const END_STAFF: &str = "DELETE FROM session WHERE staff_id = $1";
const END_HOUSEHOLD: &str = "DELETE FROM session WHERE household_id = $1";
// Others like it: of the same household, code and standing.
const END_OLDEST: &str = "
    DELETE FROM session
    WHERE token_hash IN (
      SELECT o.token_hash
      FROM session s
      JOIN session o ON o.household_id = s.household_id AND o.purpose = s.purpose AND o.waits = s.waits
        AND o.reads_only = s.reads_only AND o.token_hash <> s.token_hash
      WHERE s.token_hash = $1
      ORDER BY o.created_at DESC, o.token_hash
      LIMIT 1000 OFFSET $2)";
const END_OLDEST_OF_STAFF: &str = "
    DELETE FROM session
    WHERE token_hash IN (
      SELECT token_hash FROM session WHERE staff_id = $1 AND token_hash <> $2
      ORDER BY created_at DESC, token_hash
      LIMIT 1000 OFFSET $3)";
const END_PHONE: &str = "DELETE FROM session WHERE phone_id = $1";
const PURGE: &str = "DELETE FROM session WHERE expires_at <= $1";

/// The session of this token hash, if it still runs.
pub async fn find(c: &mut Conn, token_hash: [u8; 32], now: Moment) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> =
        on!(c, |db| sqlx::query_as(FIND).bind(token_hash.to_vec()).bind(now.0).fetch_optional(db).await)?;
    Ok(row.and_then(Row::session))
}

/// The running sessions of a staff account, last used first.
pub async fn of_staff(c: &mut Conn, staff: StaffId, now: Moment) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(OF_STAFF).bind(staff.0).bind(now.0).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(Row::session).collect())
}

/// Notes from where it is used.
pub async fn used_from(c: &mut Conn, token_hash: [u8; 32], agent: &str, address: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(USED_FROM).bind(token_hash.to_vec()).bind(agent).bind(address))?;
    Ok(())
}

/// Notes that the password was given.
pub async fn proved(c: &mut Conn, token_hash: [u8; 32], now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(PROVED).bind(token_hash.to_vec()).bind(now.0))?;
    Ok(())
}

/// Notes the duty that is worked in; none for all together.
pub async fn work_as(c: &mut Conn, token_hash: [u8; 32], acting: Option<&Grant>) -> Result<(), StoreError> {
    let (role, (scope, place)) = match acting {
        Some(grant) => (grant.role.as_str(), stored(&grant.scope)),
        None => ("", ("", String::new())),
    };
    run!(c, sqlx::query(ACTING).bind(token_hash.to_vec()).bind(role).bind(scope).bind(place))?;
    Ok(())
}

/// Ends one session of a staff account by what it is called; `false` if there is none.
pub async fn end_one(c: &mut Conn, staff: StaffId, id: Uuid, now: Moment) -> Result<bool, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(OF_STAFF).bind(staff.0).bind(now.0).fetch_all(db).await)?;
    let Some(row) = rows.into_iter().find(|row| id_of(&row.token_hash) == id) else { return Ok(false) };
    run!(c, sqlx::query(END).bind(row.token_hash))?;
    Ok(true)
}

/// Ends every session of a staff account but one; gives how many.
pub async fn end_others(c: &mut Conn, staff: StaffId, kept: [u8; 32]) -> Result<u64, StoreError> {
    run!(c, sqlx::query(END_OTHERS).bind(staff.0).bind(kept.to_vec()))
}

/// Ends the oldest sessions of a staff account, so that at most so many stay beside this one.
pub async fn end_oldest_of_staff(c: &mut Conn, staff: StaffId, kept: [u8; 32], others: i64) -> Result<(), StoreError> {
    run!(c, sqlx::query(END_OLDEST_OF_STAFF).bind(staff.0).bind(kept.to_vec()).bind(others))?;
    Ok(())
}

/// Records a new session. Its owner has just proven who they are.
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
        | Owner::Reader(household, community, _) => (None, Some(household.0), Some(community.0)),
        Owner::Phone(_) => (None, None, None),
    };
    let phone = match owner {
        Owner::Phone(phone) => Some(phone.0),
        _ => None,
    };
    let reads_only = matches!(owner, Owner::Reader(..));
    let purpose = match owner {
        Owner::Titled(..) => Purpose::Owner,
        Owner::Reader(_, _, purpose) => purpose,
        _ => Purpose::Household,
    };
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
            .bind(phone)
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
    agent: String,
    created_at: i64,
}

impl PhoneRow {
    fn phone(self) -> Result<Phone, StoreError> {
        Ok(Phone {
            token_hash: self.token_hash,
            purpose: word(Purpose::parse(&self.purpose), &self.purpose)?,
            waits: self.waits,
            browser: self.agent,
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

/// Ends the oldest of a household's sessions that are like this one (by the same kind of code, waiting
/// or not, reading or not), so that at most so many others stay.
pub async fn end_oldest(c: &mut Conn, token_hash: [u8; 32], others: i64) -> Result<(), StoreError> {
    run!(c, sqlx::query(END_OLDEST).bind(token_hash.to_vec()).bind(others))?;
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
