//! The paper codes of households, as keyed hashes.
//!
//! For: issuing many at once, finding one by the hash of its token or by its household,
//! counting wrong tries.
//! Must not know: a code in clear, or what is allowed with one.
//! To add: see `store`.

use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, HouseholdId, StaffId};
use crate::domain::moment::Moment;
use crate::store::polls::word;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use serde::Serialize;
use uuid::Uuid;

/// The code of one household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its id.
    pub id: Uuid,
    /// The community.
    pub community: CommunityId,
    /// The household.
    pub household: HouseholdId,
    /// What it is for.
    pub purpose: Purpose,
    /// Keyed hash of household and digits.
    pub digits_hash: Vec<u8>,
    /// Wrong tries of the digits so far.
    pub wrong: i64,
    /// First moment at which it no longer holds.
    pub expires_at: Moment,
    /// Another one took its place, or it was taken back.
    pub revoked: bool,
}

impl Credential {
    /// Whether it still holds.
    pub fn holds(&self, now: Moment) -> bool {
        !self.revoked && now < self.expires_at
    }
    /// Whether it still shows the household what it cast: longer than it holds, by `after`
    /// milliseconds, but not once it was taken back.
    pub fn reads(&self, now: Moment, after: i64) -> bool {
        !self.revoked && now < self.expires_at.plus(after)
    }
}

/// A code to be recorded, by its hashes in hex.
#[derive(Clone, Debug, Serialize)]
pub struct NewCredential {
    /// Its id.
    pub id: Uuid,
    /// The household.
    pub household: HouseholdId,
    /// Keyed hash of the token.
    pub token_hash: String,
    /// Keyed hash of household and digits.
    pub digits_hash: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    household_id: Uuid,
    purpose: String,
    digits_hash: Vec<u8>,
    wrong: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
}

impl Row {
    fn credential(self) -> Result<Credential, StoreError> {
        Ok(Credential {
            id: self.id,
            community: CommunityId(self.community_id),
            household: HouseholdId(self.household_id),
            purpose: word(Purpose::parse(&self.purpose), &self.purpose)?,
            digits_hash: self.digits_hash,
            wrong: self.wrong,
            expires_at: Moment(self.expires_at),
            revoked: self.revoked_at.is_some(),
        })
    }
}

const BY_TOKEN: &str = "
    SELECT id, community_id, household_id, purpose, digits_hash, wrong, expires_at, revoked_at
    FROM credential
    WHERE token_hash = $1";
// The code in force or else the latest one, whatever has become of it: one lookup for every
// kind of answer.
const OF_HOUSEHOLD: &str = "
    SELECT id, community_id, household_id, purpose, digits_hash, wrong, expires_at, revoked_at
    FROM credential
    WHERE household_id = $1 AND purpose = $2
    ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, created_at DESC, id DESC
    LIMIT 1";
const REVOKE_SQLITE: &str = "
    UPDATE credential
    SET revoked_at = $2
    WHERE revoked_at IS NULL AND purpose = $3
      AND household_id IN (SELECT unhex(value ->> 'household', '-') FROM json_each($1))";
const REVOKE_POSTGRES: &str = "
    UPDATE credential
    SET revoked_at = $2
    WHERE revoked_at IS NULL AND purpose = $3
      AND household_id IN (SELECT household FROM json_to_recordset($1::json) AS r (household uuid))";
const END_SESSIONS_SQLITE: &str = "
    DELETE FROM session
    WHERE purpose = $2 AND household_id IN (SELECT unhex(value ->> 'household', '-') FROM json_each($1))";
const END_SESSIONS_POSTGRES: &str = "
    DELETE FROM session
    WHERE purpose = $2 AND household_id IN (SELECT household FROM json_to_recordset($1::json) AS r (household uuid))";
const RECORD_SQLITE: &str = "
    INSERT INTO credential
      (id, community_id, household_id, token_hash, digits_hash, wrong, created_at, expires_at, purpose, made_by)
    SELECT unhex(value ->> 'id', '-'), $2, unhex(value ->> 'household', '-'),
           unhex(value ->> 'token_hash'), unhex(value ->> 'digits_hash'), 0, $3, $4, $5, $6
    FROM json_each($1)";
const RECORD_POSTGRES: &str = "
    INSERT INTO credential
      (id, community_id, household_id, token_hash, digits_hash, wrong, created_at, expires_at, purpose, made_by)
    SELECT id, $2, household, decode(token_hash, 'hex'), decode(digits_hash, 'hex'), 0, $3, $4, $5, $6
    FROM json_to_recordset($1::json) AS r (id uuid, household uuid, token_hash text, digits_hash text)";
const KNOWN_SQLITE: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM credential
    WHERE id IN (SELECT unhex(value ->> 'id', '-') FROM json_each($1))";
const KNOWN_POSTGRES: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM credential
    WHERE id IN (SELECT id FROM json_to_recordset($1::json) AS r (id uuid))";
const REVOKE_GONE: &str = "
    UPDATE credential
    SET revoked_at = $2
    WHERE community_id = $1 AND revoked_at IS NULL
      AND household_id IN (SELECT id FROM household WHERE community_id = $1 AND gone = TRUE)";
const END_SESSIONS_GONE: &str = "
    DELETE FROM session
    WHERE household_id IN (SELECT id FROM household WHERE community_id = $1 AND gone = TRUE)";
const STANDINGS: &str = "
    SELECT purpose, created_at, expires_at, used_at, wrong, revoked_at
    FROM credential
    WHERE household_id = $1
    ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, created_at DESC, id DESC";
const IS_MADE_BY: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM credential
    WHERE household_id = $1 AND purpose = $2 AND made_by = $3 AND revoked_at IS NULL AND expires_at > $4";
const TAKE_BACK: &str = "
    UPDATE credential
    SET revoked_at = $3
    WHERE household_id = $1 AND purpose = $2 AND revoked_at IS NULL";
const END_SESSIONS: &str = "DELETE FROM session WHERE household_id = $1 AND purpose = $2";
const USED: &str = "UPDATE credential SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
const WRONG: &str = "UPDATE credential SET wrong = wrong + 1 WHERE id = $1 RETURNING wrong";
const RIGHT: &str = "UPDATE credential SET wrong = wrong - 1 WHERE id = $1";
const CLEAR_WRONG: &str = "UPDATE credential SET wrong = 0 WHERE id = $1 AND wrong <> 0";

fn json_of(new: &[NewCredential]) -> Result<String, StoreError> {
    serde_json::to_string(new).map_err(|e| StoreError::Broken(e.to_string()))
}

/// Whether any of these is recorded already.
pub async fn knows(c: &mut Conn, new: &[NewCredential]) -> Result<bool, StoreError> {
    let json = json_of(new)?;
    let sql = if c.is_postgres() { KNOWN_POSTGRES } else { KNOWN_SQLITE };
    let known: i64 = on!(c, |db| sqlx::query_scalar(sql).bind(json.as_str()).fetch_one(db).await)?;
    Ok(known > 0)
}

/// Records new codes, made `by` an account; the households' older ones for the same purpose and their sessions end.
pub async fn record(
    c: &mut Conn,
    community: CommunityId,
    purpose: Purpose,
    new: &[NewCredential],
    (now, expires): (Moment, Moment),
    by: Option<StaffId>,
) -> Result<(), StoreError> {
    let json = json_of(new)?;
    let (revoke, end, record) = if c.is_postgres() {
        (REVOKE_POSTGRES, END_SESSIONS_POSTGRES, RECORD_POSTGRES)
    } else {
        (REVOKE_SQLITE, END_SESSIONS_SQLITE, RECORD_SQLITE)
    };
    let word = purpose.as_str();
    run!(c, sqlx::query(revoke).bind(json.as_str()).bind(now.0).bind(word))?;
    run!(c, sqlx::query(end).bind(json.as_str()).bind(word))?;
    run!(
        c,
        sqlx::query(record)
            .bind(json.as_str())
            .bind(community.0)
            .bind(now.0)
            .bind(expires.0)
            .bind(word)
            .bind(by.map(|staff| staff.0))
    )?;
    Ok(())
}

/// Whether the code in force of a household for a purpose was made by this account.
pub async fn is_made_by(
    c: &mut Conn,
    household: HouseholdId,
    purpose: Purpose,
    by: StaffId,
    now: Moment,
) -> Result<bool, StoreError> {
    let count: i64 = on!(c, |db| sqlx::query_scalar(IS_MADE_BY)
        .bind(household.0)
        .bind(purpose.as_str())
        .bind(by.0)
        .bind(now.0)
        .fetch_one(db)
        .await)?;
    Ok(count > 0)
}

/// Takes back the codes of households that the community's roll no longer has, and ends their
/// sessions; gives how many codes.
pub async fn revoke_gone(c: &mut Conn, community: CommunityId, now: Moment) -> Result<u64, StoreError> {
    let revoked = run!(c, sqlx::query(REVOKE_GONE).bind(community.0).bind(now.0))?;
    run!(c, sqlx::query(END_SESSIONS_GONE).bind(community.0))?;
    Ok(revoked)
}

/// The code with this token hash, whatever has become of it.
pub async fn by_token(c: &mut Conn, hash: [u8; 32]) -> Result<Option<Credential>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(BY_TOKEN).bind(hash.to_vec()).fetch_optional(db).await)?;
    row.map(Row::credential).transpose()
}

/// The latest code of a household for a purpose, whatever has become of it.
pub async fn of_household(
    c: &mut Conn,
    household: HouseholdId,
    purpose: Purpose,
) -> Result<Option<Credential>, StoreError> {
    let row: Option<Row> =
        on!(c, |db| sqlx::query_as(OF_HOUSEHOLD).bind(household.0).bind(purpose.as_str()).fetch_optional(db).await)?;
    row.map(Row::credential).transpose()
}

/// How a code stands, without anything by which it could be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it is for.
    pub purpose: Purpose,
    /// When it was made.
    pub made: Moment,
    /// First moment at which it no longer holds.
    pub expires: Moment,
    /// When it was first used.
    pub used: Option<Moment>,
    /// Wrong tries so far.
    pub wrong: i64,
    /// When it was taken back or replaced.
    pub revoked: Option<Moment>,
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    purpose: String,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
    wrong: i64,
    revoked_at: Option<i64>,
}

/// How the latest code of each purpose stands.
pub async fn standings(c: &mut Conn, household: HouseholdId) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<StandingRow> = on!(c, |db| sqlx::query_as(STANDINGS).bind(household.0).fetch_all(db).await)?;
    let mut latest: Vec<Standing> = Vec::new();
    for row in rows {
        let purpose = word(Purpose::parse(&row.purpose), &row.purpose)?;
        if latest.iter().any(|known| known.purpose == purpose) {
            continue;
        }
        let (used, revoked) = (row.used_at.map(Moment), row.revoked_at.map(Moment));
        let (made, expires) = (Moment(row.created_at), Moment(row.expires_at));
        latest.push(Standing { purpose, made, expires, used, wrong: row.wrong, revoked });
    }
    Ok(latest)
}

/// Takes back a household's code for a purpose and ends the sessions that began with it; `false` if
/// none was in force.
pub async fn take_back(
    c: &mut Conn,
    household: HouseholdId,
    purpose: Purpose,
    now: Moment,
) -> Result<bool, StoreError> {
    let rows = run!(c, sqlx::query(TAKE_BACK).bind(household.0).bind(purpose.as_str()).bind(now.0))?;
    run!(c, sqlx::query(END_SESSIONS).bind(household.0).bind(purpose.as_str()))?;
    Ok(rows > 0)
}

/// Notes the first use.
pub async fn used(c: &mut Conn, id: Uuid, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(USED).bind(id).bind(now.0))?;
    Ok(())
}

/// Counts a try of the digits as wrong, before it is known; gives the new count.
pub async fn count_wrong(c: &mut Conn, id: Uuid) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(WRONG).bind(id).fetch_one(db).await)
}

/// Takes that count back: the try was right.
pub async fn count_right(c: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    run!(c, sqlx::query(RIGHT).bind(id))?;
    Ok(())
}

/// Takes every count back: whoever holds the letter was here.
pub async fn clear_wrong(c: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    run!(c, sqlx::query(CLEAR_WRONG).bind(id))?;
    Ok(())
}
