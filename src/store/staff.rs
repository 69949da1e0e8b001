//! Staff accounts and what they may do where.
//!
//! For: finding by login or id, recording, grants, passwords, one-time slips.
//! Must not know: passwords in clear; what a role allows (`domain::policy`).
//! To add: see `store`.

use crate::domain::ids::{BuildingId, CommunityId, StaffId};
use crate::domain::moment::Moment;
use crate::domain::policy::{Grant, Role, Scope};
use crate::domain::region::RegionCode;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// An account.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Its id.
    pub id: StaffId,
    /// What is typed to sign in.
    pub login: String,
    /// Name or duty shown to colleagues.
    pub name: String,
    /// Argon2id hash; empty until the first password is set.
    pub password_hash: String,
    /// False after leaving.
    pub active: bool,
    /// Made by `linli demo`.
    pub demo: bool,
    /// When it was made.
    pub created_at: Moment,
}

/// A one-time slip for setting a password.
#[derive(Clone, Copy, Debug)]
pub struct Slip {
    /// Its id.
    pub id: Uuid,
    /// For whom.
    pub staff_id: StaffId,
    /// By whom.
    pub made_by: StaffId,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    login: String,
    name: String,
    password_hash: String,
    active: bool,
    demo: bool,
    created_at: i64,
}

impl Row {
    fn staff(self) -> Staff {
        Staff {
            id: StaffId(self.id),
            login: self.login,
            name: self.name,
            password_hash: self.password_hash,
            active: self.active,
            demo: self.demo,
            created_at: Moment(self.created_at),
        }
    }
}

const FIND: &str = "SELECT id, login, name, password_hash, active, demo, created_at FROM staff WHERE login = $1";
const BY_ID: &str = "SELECT id, login, name, password_hash, active, demo, created_at FROM staff WHERE id = $1";
const LIST: &str = "SELECT id, login, name, password_hash, active, demo, created_at FROM staff ORDER BY login";
const RECORD: &str = "
    INSERT INTO staff (id, login, name, password_hash, active, demo, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (login) DO NOTHING
    RETURNING id";
const PASSWORD: &str = "UPDATE staff SET password_hash = $2 WHERE id = $1";
const ACTIVE: &str = "UPDATE staff SET active = $2 WHERE id = $1";
const GRANTS: &str = "SELECT role, scope, place FROM staff_grant WHERE staff_id = $1 ORDER BY role, scope, place";
// The embedded engine runs one unit at a time, so only the server engine has a lock to take.
// What only names the account (a slip, a session) need not wait for it.
const LOCK_POSTGRES: &str = "SELECT id FROM staff WHERE id = $1 FOR NO KEY UPDATE";
const RECORD_GRANT: &str = "
    INSERT INTO staff_grant (staff_id, role, scope, place) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";
const REMOVE_GRANT: &str = "
    DELETE FROM staff_grant
    WHERE staff_id = $1 AND role = $2 AND scope = $3 AND place = $4";
const OF_SLIP: &str = "
    SELECT s.id, s.login, s.name, s.password_hash, s.active, s.demo, s.created_at
    FROM staff_slip p
    JOIN staff s ON s.id = p.staff_id
    WHERE p.token_hash = $1 AND p.used_at IS NULL AND p.expires_at > $2";
const END_SLIPS: &str = "UPDATE staff_slip SET used_at = $2 WHERE staff_id = $1 AND used_at IS NULL";
const REMOVE_GRANTS: &str = "DELETE FROM staff_grant WHERE staff_id = $1";
const RECORD_SLIP: &str = "
    INSERT INTO staff_slip (id, staff_id, token_hash, made_by, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (id) DO NOTHING
    RETURNING id";
const USE_SLIP: &str = "
    UPDATE staff_slip SET used_at = $2
    WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
    RETURNING id, staff_id, made_by";

/// The account of this login.
pub async fn find(c: &mut Conn, login: &str) -> Result<Option<Staff>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(login).fetch_optional(db).await)?;
    Ok(row.map(Row::staff))
}

/// The account of this id.
pub async fn by_id(c: &mut Conn, id: StaffId) -> Result<Option<Staff>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(BY_ID).bind(id.0).fetch_optional(db).await)?;
    Ok(row.map(Row::staff))
}

/// Waits, within a unit of work, for whoever changes this account or what proves it.
pub async fn lock(c: &mut Conn, id: StaffId) -> Result<(), StoreError> {
    if c.is_postgres() {
        run!(c, sqlx::query(LOCK_POSTGRES).bind(id.0))?;
    }
    Ok(())
}

/// The account of this id as it stands once nobody else changes it.
pub async fn by_id_locked(c: &mut Conn, id: StaffId) -> Result<Option<Staff>, StoreError> {
    lock(c, id).await?;
    by_id(c, id).await
}

/// Every account.
pub async fn list(c: &mut Conn) -> Result<Vec<Staff>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::staff).collect())
}

/// Records an account; `false` if the login is taken.
pub async fn record(c: &mut Conn, new: &Staff) -> Result<bool, StoreError> {
    let made: Option<Uuid> = on!(c, |db| sqlx::query_scalar(RECORD)
        .bind(new.id.0)
        .bind(new.login.as_str())
        .bind(new.name.as_str())
        .bind(new.password_hash.as_str())
        .bind(new.active)
        .bind(new.demo)
        .bind(new.created_at.0)
        .fetch_optional(db)
        .await)?;
    Ok(made.is_some())
}

/// Sets a password's hash.
pub async fn revise_password(c: &mut Conn, id: StaffId, hash: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(PASSWORD).bind(id.0).bind(hash))?;
    Ok(())
}

/// Lets in or locks out.
pub async fn revise_active(c: &mut Conn, id: StaffId, active: bool) -> Result<(), StoreError> {
    run!(c, sqlx::query(ACTIVE).bind(id.0).bind(active))?;
    Ok(())
}

/// What the account may do where.
pub async fn grants(c: &mut Conn, id: StaffId) -> Result<Vec<Grant>, StoreError> {
    let rows: Vec<(String, String, String)> = on!(c, |db| sqlx::query_as(GRANTS).bind(id.0).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(|(role, scope, place)| grant(&role, &scope, &place)).collect())
}

/// The same within a unit of work that gives a duty: whoever else gives one to this account waits.
pub async fn grants_locked(c: &mut Conn, id: StaffId) -> Result<Vec<Grant>, StoreError> {
    lock(c, id).await?;
    grants(c, id).await
}

/// A grant as it is stored.
pub(super) fn grant(role: &str, scope: &str, place: &str) -> Option<Grant> {
    let scope = match scope {
        "everywhere" => Scope::Everywhere,
        "region" => Scope::Region(RegionCode::parse(place)?),
        "community" => Scope::Community(CommunityId::parse(place)?),
        "building" => {
            let (community, building) = place.split_once('/')?;
            Scope::Building(CommunityId::parse(community)?, BuildingId::parse(building)?)
        }
        _ => return None,
    };
    Some(Grant { role: Role::parse(role)?, scope })
}

/// A scope in two words.
pub(super) fn stored(scope: &Scope) -> (&'static str, String) {
    match scope {
        Scope::Everywhere => ("everywhere", String::new()),
        Scope::Region(code) => ("region", code.as_str().to_owned()),
        Scope::Community(community) => ("community", community.to_string()),
        Scope::Building(community, building) => ("building", format!("{community}/{building}")),
    }
}

/// Adds a grant.
pub async fn record_grant(c: &mut Conn, id: StaffId, grant: &Grant) -> Result<(), StoreError> {
    let (scope, place) = stored(&grant.scope);
    run!(c, sqlx::query(RECORD_GRANT).bind(id.0).bind(grant.role.as_str()).bind(scope).bind(place))?;
    Ok(())
}

/// Takes one grant away.
pub async fn remove_grant(c: &mut Conn, id: StaffId, grant: &Grant) -> Result<(), StoreError> {
    let (scope, place) = stored(&grant.scope);
    run!(c, sqlx::query(REMOVE_GRANT).bind(id.0).bind(grant.role.as_str()).bind(scope).bind(place))?;
    Ok(())
}

/// Takes every grant away.
pub async fn remove_grants(c: &mut Conn, id: StaffId) -> Result<(), StoreError> {
    run!(c, sqlx::query(REMOVE_GRANTS).bind(id.0))?;
    Ok(())
}

/// Records a slip by the hash of its token; `false` if there is one of this id already.
pub async fn record_slip(
    c: &mut Conn,
    slip: Slip,
    token_hash: [u8; 32],
    now: Moment,
    expires: Moment,
) -> Result<bool, StoreError> {
    let made: Option<Uuid> = on!(c, |db| sqlx::query_scalar(RECORD_SLIP)
        .bind(slip.id)
        .bind(slip.staff_id.0)
        .bind(token_hash.to_vec())
        .bind(slip.made_by.0)
        .bind(now.0)
        .bind(expires.0)
        .fetch_optional(db)
        .await)?;
    Ok(made.is_some())
}

/// Uses a slip up; none if it is unknown, used or out of date.
pub async fn use_slip(c: &mut Conn, token_hash: [u8; 32], now: Moment) -> Result<Option<Slip>, StoreError> {
    let row: Option<(Uuid, Uuid, Uuid)> =
        on!(c, |db| sqlx::query_as(USE_SLIP).bind(token_hash.to_vec()).bind(now.0).fetch_optional(db).await)?;
    Ok(row.map(|(id, staff, by)| Slip { id, staff_id: StaffId(staff), made_by: StaffId(by) }))
}

/// The account of a slip that can still be used.
pub async fn of_slip(c: &mut Conn, token_hash: [u8; 32], now: Moment) -> Result<Option<Staff>, StoreError> {
    let row: Option<Row> =
        on!(c, |db| sqlx::query_as(OF_SLIP).bind(token_hash.to_vec()).bind(now.0).fetch_optional(db).await)?;
    Ok(row.map(Row::staff))
}

/// Makes every slip of an account worthless.
pub async fn end_slips(c: &mut Conn, id: StaffId, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(END_SLIPS).bind(id.0).bind(now.0))?;
    Ok(())
}
