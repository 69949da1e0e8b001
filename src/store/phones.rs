//! Phone numbers, sealed; the figures sent to them, what was agreed to, and what they follow.
//!
//! For: finding a number by its keyed hash, and everything that hangs on it.
//! Must not know: a number in clear.
//! To add: what hangs on a phone goes with it in [`remove`].

use crate::domain::ids::{CommunityId, FeedbackId, PhoneId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A number that was shown.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Phone {
    /// Its id.
    pub id: Uuid,
    /// The key it is sealed with.
    pub key_id: String,
    /// The number.
    pub sealed: Vec<u8>,
    /// First shown, in milliseconds.
    pub created_at: i64,
    /// Last shown, in milliseconds.
    pub seen_at: i64,
}

/// Six figures that were sent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Sent {
    /// Its id.
    pub id: Uuid,
    /// Keyed hash of the number.
    pub number_hash: Vec<u8>,
    /// The key the number is sealed with.
    pub key_id: String,
    /// The number.
    pub sealed: Vec<u8>,
    /// Keyed hash of the figures.
    pub figures_hash: Vec<u8>,
    /// The words that were agreed to.
    pub version: String,
    /// Wrong tries.
    pub wrong: i64,
    /// When they end, in milliseconds.
    pub expires_at: i64,
}

/// What somebody agreed to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Consent {
    /// The version of the words.
    pub version: String,
    /// When, in milliseconds.
    pub at: i64,
    /// When it was taken back, in milliseconds.
    pub withdrawn_at: Option<i64>,
}

/// A followed feedback.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Followed {
    /// Short name of its community.
    pub slug: String,
    /// Its serial number.
    pub serial: i64,
    /// Since when, in milliseconds.
    pub created_at: i64,
}

const FIND: &str = "SELECT id, key_id, sealed, created_at, seen_at FROM phone WHERE id = $1";
const RECORD: &str = "
    INSERT INTO phone (id, number_hash, key_id, sealed, created_at, seen_at)
    VALUES ($1, $2, $3, $4, $5, $5)
    ON CONFLICT (number_hash) DO UPDATE SET seen_at = excluded.seen_at
    RETURNING id";
const FORGET_SENT: &str = "DELETE FROM phone_code WHERE number_hash = $1";
const RECORD_SENT: &str = "
    INSERT INTO phone_code (id, number_hash, key_id, sealed, figures_hash, version, wrong, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, 0, $7)";
const FIND_SENT: &str = "
    SELECT id, number_hash, key_id, sealed, figures_hash, version, wrong, expires_at
    FROM phone_code
    WHERE id = $1";
const COUNT_WRONG: &str = "UPDATE phone_code SET wrong = wrong + 1 WHERE id = $1";
const CONSENT: &str = "INSERT INTO consent (id, phone_id, version, at) VALUES ($1, $2, $3, $4)";
const CONSENTS: &str = "SELECT version, at, withdrawn_at FROM consent WHERE phone_id = $1 ORDER BY at";
const WITHDRAW: &str = "UPDATE consent SET withdrawn_at = $2 WHERE phone_id = $1 AND withdrawn_at IS NULL";
const FOLLOW: &str = "
    INSERT INTO follow (feedback_id, phone_id, community_id, created_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (feedback_id, phone_id) DO NOTHING";
const UNFOLLOW: &str = "DELETE FROM follow WHERE feedback_id = $1 AND phone_id = $2";
const FOLLOWS: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM follow WHERE feedback_id = $1 AND phone_id = $2";
const FOLLOWERS: &str = "
    SELECT p.id, p.key_id, p.sealed, p.created_at, p.seen_at
    FROM follow f
    JOIN phone p ON p.id = f.phone_id
    WHERE f.feedback_id = $1
    ORDER BY p.id";
const FOLLOWED: &str = "
    SELECT c.slug, b.serial, f.created_at
    FROM follow f
    JOIN feedback b ON b.id = f.feedback_id
    JOIN community c ON c.id = f.community_id
    WHERE f.phone_id = $1
    ORDER BY f.created_at";
const UNFOLLOW_ALL: &str = "DELETE FROM follow WHERE phone_id = $1";
const REMOVE: &str = "DELETE FROM phone WHERE id = $1";
const NUMBER: &str = "DELETE FROM phone_code WHERE number_hash IN (SELECT number_hash FROM phone WHERE id = $1)";
const OTHER_KEYS: &str = "SELECT id, key_id, sealed, created_at, seen_at FROM phone WHERE key_id <> $1 LIMIT 200";
const KEYS_IN_USE: &str = "
    SELECT key_id FROM phone
    UNION SELECT key_id FROM phone_code
    UNION SELECT key_id FROM message WHERE sent_at IS NULL
    ORDER BY key_id";
const RESEAL: &str = "UPDATE phone SET key_id = $2, sealed = $3 WHERE id = $1";
const PURGE_FOLLOW: &str = "DELETE FROM follow WHERE created_at < $1";
const PURGE_SENT: &str = "DELETE FROM phone_code WHERE expires_at <= $1";
const PURGE: &str = "
    DELETE FROM phone
    WHERE seen_at < $1
      AND NOT EXISTS (SELECT 1 FROM session s WHERE s.phone_id = phone.id)
      AND NOT EXISTS (SELECT 1 FROM follow f WHERE f.phone_id = phone.id)";
const PURGE_CONSENT: &str = "DELETE FROM consent WHERE withdrawn_at < $1";
const WITHDRAW_GONE: &str = "
    UPDATE consent SET withdrawn_at = $1
    WHERE withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM phone p WHERE p.id = consent.phone_id)";

/// A number by its id.
pub async fn find(c: &mut Conn, id: PhoneId) -> Result<Option<Phone>, StoreError> {
    on!(c, |db| sqlx::query_as(FIND).bind(id.0).fetch_optional(db).await)
}

/// Records a number under `id`, or notes that a known one was shown again; gives its id.
pub async fn record(c: &mut Conn, id: Uuid, shown: &Sent, now: Moment) -> Result<PhoneId, StoreError> {
    let id: Uuid = on!(c, |db| sqlx::query_scalar(RECORD)
        .bind(id)
        .bind(shown.number_hash.as_slice())
        .bind(shown.key_id.as_str())
        .bind(shown.sealed.as_slice())
        .bind(now.0)
        .fetch_one(db)
        .await)?;
    Ok(PhoneId(id))
}

/// Ends the figures that were sent to a number.
pub async fn forget_sent(c: &mut Conn, number_hash: &[u8]) -> Result<(), StoreError> {
    run!(c, sqlx::query(FORGET_SENT).bind(number_hash))?;
    Ok(())
}

/// Records figures; those sent to the number before end.
pub async fn record_sent(c: &mut Conn, new: &Sent) -> Result<(), StoreError> {
    forget_sent(c, &new.number_hash).await?;
    run!(
        c,
        sqlx::query(RECORD_SENT)
            .bind(new.id)
            .bind(new.number_hash.as_slice())
            .bind(new.key_id.as_str())
            .bind(new.sealed.as_slice())
            .bind(new.figures_hash.as_slice())
            .bind(new.version.as_str())
            .bind(new.expires_at)
    )?;
    Ok(())
}

/// Figures by their id.
pub async fn find_sent(c: &mut Conn, id: Uuid) -> Result<Option<Sent>, StoreError> {
    on!(c, |db| sqlx::query_as(FIND_SENT).bind(id).fetch_optional(db).await)
}

/// Takes a try.
pub async fn count_wrong(c: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    run!(c, sqlx::query(COUNT_WRONG).bind(id))?;
    Ok(())
}

/// Notes what was agreed to.
pub async fn record_consent(
    c: &mut Conn,
    id: Uuid,
    phone: PhoneId,
    version: &str,
    now: Moment,
) -> Result<(), StoreError> {
    run!(c, sqlx::query(CONSENT).bind(id).bind(phone.0).bind(version).bind(now.0))?;
    Ok(())
}

/// What was agreed to, oldest first.
pub async fn consents(c: &mut Conn, phone: PhoneId) -> Result<Vec<Consent>, StoreError> {
    on!(c, |db| sqlx::query_as(CONSENTS).bind(phone.0).fetch_all(db).await)
}

/// Follows a feedback; twice is once.
pub async fn follow(
    c: &mut Conn,
    feedback: FeedbackId,
    phone: PhoneId,
    community: CommunityId,
    now: Moment,
) -> Result<(), StoreError> {
    run!(c, sqlx::query(FOLLOW).bind(feedback.0).bind(phone.0).bind(community.0).bind(now.0))?;
    Ok(())
}

/// Follows it no more.
pub async fn unfollow(c: &mut Conn, feedback: FeedbackId, phone: PhoneId) -> Result<(), StoreError> {
    run!(c, sqlx::query(UNFOLLOW).bind(feedback.0).bind(phone.0))?;
    Ok(())
}

/// Whether a phone follows a feedback.
pub async fn follows(c: &mut Conn, feedback: FeedbackId, phone: PhoneId) -> Result<bool, StoreError> {
    let count: i64 = on!(c, |db| sqlx::query_scalar(FOLLOWS).bind(feedback.0).bind(phone.0).fetch_one(db).await)?;
    Ok(count > 0)
}

/// Who follows a feedback.
pub async fn followers(c: &mut Conn, feedback: FeedbackId) -> Result<Vec<Phone>, StoreError> {
    on!(c, |db| sqlx::query_as(FOLLOWERS).bind(feedback.0).fetch_all(db).await)
}

/// What a phone follows.
pub async fn followed(c: &mut Conn, phone: PhoneId) -> Result<Vec<Followed>, StoreError> {
    on!(c, |db| sqlx::query_as(FOLLOWED).bind(phone.0).fetch_all(db).await)
}

/// Removes a number and what hangs on it; its sessions must have ended. The consent stays, withdrawn.
pub async fn remove(c: &mut Conn, phone: PhoneId, now: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(WITHDRAW).bind(phone.0).bind(now.0))?;
    for sql in [UNFOLLOW_ALL, NUMBER, REMOVE] {
        run!(c, sqlx::query(sql).bind(phone.0))?;
    }
    Ok(())
}

/// Some numbers that another key sealed.
pub async fn of_other_keys(c: &mut Conn, key_id: &str) -> Result<Vec<Phone>, StoreError> {
    on!(c, |db| sqlx::query_as(OTHER_KEYS).bind(key_id).fetch_all(db).await)
}

/// The ids of the keys that seal something now: numbers, figures that were sent, messages.
pub async fn keys_in_use(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    on!(c, |db| sqlx::query_scalar(KEYS_IN_USE).fetch_all(db).await)
}

/// Seals a number anew.
pub async fn reseal(c: &mut Conn, id: Uuid, (key_id, sealed): (String, Vec<u8>)) -> Result<(), StoreError> {
    run!(c, sqlx::query(RESEAL).bind(id).bind(key_id).bind(sealed))?;
    Ok(())
}

/// Removes figures that ended, follows begun and numbers last shown before `unused` that nothing needs, and consents
/// withdrawn before `withdrawn`.
pub async fn purge(c: &mut Conn, now: Moment, unused: Moment, withdrawn: Moment) -> Result<(), StoreError> {
    run!(c, sqlx::query(PURGE_SENT).bind(now.0))?;
    run!(c, sqlx::query(PURGE_FOLLOW).bind(unused.0))?;
    run!(c, sqlx::query(PURGE).bind(unused.0))?;
    run!(c, sqlx::query(WITHDRAW_GONE).bind(now.0))?;
    run!(c, sqlx::query(PURGE_CONSENT).bind(withdrawn.0))?;
    Ok(())
}
