//! What proves an account besides its password, and sign-ins that wait for it.
//!
//! For: an account's factors; steps between password and factor, by the hash of their token.
//! Must not know: secrets in clear; how one is checked (`service::staff`).
//! To add: see `store`.

use crate::domain::ids::StaffId;
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// What a factor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Six digits of an app (RFC 6238).
    Totp,
    /// A passkey (`WebAuthn`).
    Passkey,
    /// One code on paper, good once.
    Recovery,
}

impl Kind {
    /// Its stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Passkey => "passkey",
            Self::Recovery => "recovery",
        }
    }
    fn parse(word: &str) -> Option<Self> {
        [Self::Totp, Self::Passkey, Self::Recovery].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One factor. `Debug` shows no secret: it is sealed or hashed.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub staff_id: StaffId,
    /// What it is.
    pub kind: Kind,
    /// What its owner calls it.
    pub label: String,
    /// Sealed, or the keyed hash of a recovery code.
    pub secret: String,
    /// The last step whose digits were taken.
    pub last_step: i64,
    /// When it was last used; a recovery code is then used up.
    pub used_at: Option<Moment>,
    /// When it was added.
    pub created_at: Moment,
}

/// What waits for its second step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whose.
    pub staff_id: StaffId,
    /// Sealed.
    pub body: String,
    /// When it began.
    pub created_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    staff_id: Uuid,
    kind: String,
    label: String,
    secret: String,
    last_step: i64,
    used_at: Option<i64>,
    created_at: i64,
}

impl Row {
    fn factor(self) -> Option<Factor> {
        Some(Factor {
            id: self.id,
            staff_id: StaffId(self.staff_id),
            kind: Kind::parse(&self.kind)?,
            label: self.label,
            secret: self.secret,
            last_step: self.last_step,
            used_at: self.used_at.map(Moment),
            created_at: Moment(self.created_at),
        })
    }
}

const LIST: &str = "
    SELECT id, staff_id, kind, label, secret, last_step, used_at, created_at
    FROM staff_factor
    WHERE staff_id = $1
    ORDER BY created_at, id";
const COUNT: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM staff_factor
    WHERE staff_id = $1 AND kind <> 'recovery'";
const RECORD: &str = "
    INSERT INTO staff_factor (id, staff_id, kind, label, secret, last_step, used_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const USE_STEP: &str = "UPDATE staff_factor SET last_step = $2, used_at = $3 WHERE id = $1 AND last_step < $2";
const USE_PASSKEY: &str = "UPDATE staff_factor SET secret = $2, used_at = $3 WHERE id = $1";
const USE_RECOVERY: &str = "
    UPDATE staff_factor SET used_at = $3
    WHERE staff_id = $1 AND secret = $2 AND kind = 'recovery' AND used_at IS NULL";
const REMOVE: &str = "DELETE FROM staff_factor WHERE staff_id = $1 AND id = $2 AND kind <> 'recovery'";
const REMOVE_RECOVERY: &str = "DELETE FROM staff_factor WHERE staff_id = $1 AND kind = 'recovery'";
const REMOVE_ALL: &str = "DELETE FROM staff_factor WHERE staff_id = $1";
const REQUIRED: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM setting
    WHERE key = 'second_factor' AND value = 'yes'";
const STEP: &str = "
    SELECT staff_id, body, created_at
    FROM sign_in_step
    WHERE token_hash = $1 AND expires_at > $2";
const RECORD_STEP: &str = "
    INSERT INTO sign_in_step (token_hash, staff_id, body, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (token_hash) DO UPDATE SET
      staff_id = excluded.staff_id,
      body = excluded.body,
      created_at = excluded.created_at,
      expires_at = excluded.expires_at";
const REVISE_STEP: &str = "UPDATE sign_in_step SET body = $2 WHERE token_hash = $1";
const END_STEP: &str = "DELETE FROM sign_in_step WHERE token_hash = $1";
const END_STEPS: &str = "DELETE FROM sign_in_step WHERE staff_id = $1";
const PURGE: &str = "DELETE FROM sign_in_step WHERE expires_at <= $1";

/// The factors of an account, recovery codes among them, the oldest first.
pub async fn list(c: &mut Conn, staff: StaffId) -> Result<Vec<Factor>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(staff.0).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(Row::factor).collect())
}

/// How many factors an account has, without recovery codes.
pub async fn count(c: &mut Conn, staff: StaffId) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(COUNT).bind(staff.0).fetch_one(db).await)
}

/// Whether the instance asks its staff for one.
pub async fn required(c: &mut Conn) -> Result<bool, StoreError> {
    let rows: i64 = on!(c, |db| sqlx::query_scalar(REQUIRED).fetch_one(db).await)?;
    Ok(rows > 0)
}

/// Records a factor.
pub async fn record(c: &mut Conn, new: &Factor) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id)
            .bind(new.staff_id.0)
            .bind(new.kind.as_str())
            .bind(new.label.as_str())
            .bind(new.secret.as_str())
            .bind(new.last_step)
            .bind(new.used_at.map(|at| at.0))
            .bind(new.created_at.0)
    )?;
    Ok(())
}

/// Takes the digits of a step; `false` if these or later ones were taken already.
pub async fn use_step(c: &mut Conn, id: Uuid, step: i64, now: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(USE_STEP).bind(id).bind(step).bind(now.0))? > 0)
}

/// Notes that a passkey was used, with what it counts.
pub async fn use_passkey(c: &mut Conn, id: Uuid, secret: &str, now: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(USE_PASSKEY).bind(id).bind(secret).bind(now.0))? > 0)
}

/// Uses a recovery code up; `false` if it is none of this account or used.
pub async fn use_recovery(c: &mut Conn, staff: StaffId, hash: &str, now: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(USE_RECOVERY).bind(staff.0).bind(hash).bind(now.0))? > 0)
}

/// Removes one factor of an account; `false` if it is none of its.
pub async fn remove(c: &mut Conn, staff: StaffId, id: Uuid) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(REMOVE).bind(staff.0).bind(id))? > 0)
}

/// Removes the recovery codes of an account.
pub async fn remove_recovery(c: &mut Conn, staff: StaffId) -> Result<(), StoreError> {
    run!(c, sqlx::query(REMOVE_RECOVERY).bind(staff.0))?;
    Ok(())
}

/// Removes everything but the password of an account; gives how much there was.
pub async fn remove_all(c: &mut Conn, staff: StaffId) -> Result<u64, StoreError> {
    run!(c, sqlx::query(REMOVE_ALL).bind(staff.0))
}

/// The step of this token hash, if it still waits.
pub async fn step(c: &mut Conn, token_hash: [u8; 32], now: Moment) -> Result<Option<Step>, StoreError> {
    let row: Option<(Uuid, String, i64)> =
        on!(c, |db| sqlx::query_as(STEP).bind(token_hash.to_vec()).bind(now.0).fetch_optional(db).await)?;
    Ok(row.map(|(staff, body, at)| Step { staff_id: StaffId(staff), body, created_at: Moment(at) }))
}

/// Records a step, in place of an earlier one of the same token.
pub async fn record_step(c: &mut Conn, token_hash: [u8; 32], step: &Step, expires: Moment) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD_STEP)
            .bind(token_hash.to_vec())
            .bind(step.staff_id.0)
            .bind(step.body.as_str())
            .bind(step.created_at.0)
            .bind(expires.0)
    )?;
    Ok(())
}

/// Writes what a step holds; `false` if it no longer waits.
pub async fn revise_step(c: &mut Conn, token_hash: [u8; 32], body: &str) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(REVISE_STEP).bind(token_hash.to_vec()).bind(body))? > 0)
}

/// Ends a step; `false` if it no longer waits, so that of two who end it one goes on.
pub async fn end_step(c: &mut Conn, token_hash: [u8; 32]) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(END_STEP).bind(token_hash.to_vec()))? > 0)
}

/// Ends every step of an account.
pub async fn end_steps(c: &mut Conn, staff: StaffId) -> Result<(), StoreError> {
    run!(c, sqlx::query(END_STEPS).bind(staff.0))?;
    Ok(())
}

/// Removes what ran out.
pub async fn purge(c: &mut Conn, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(PURGE).bind(now.0))?;
    Ok(())
}
