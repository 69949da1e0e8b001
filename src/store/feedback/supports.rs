//! 'Same for us', and the two counters beside it.

use crate::domain::ids::{CommunityId, FeedbackId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

const RECORD: &str = "
    INSERT INTO support (feedback_id, community_id, supporter, household, created_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (feedback_id, supporter) DO NOTHING
    RETURNING supporter";
const REMOVE: &str = "DELETE FROM support WHERE feedback_id = $1 AND supporter = $2 AND household = FALSE";
const COUNT_PERSON: &str = "UPDATE feedback SET people = people + $2 WHERE id = $1";
const COUNT_HOUSEHOLD: &str = "UPDATE feedback SET households = households + $2 WHERE id = $1";

/// Counts a supporter once; `true` if it was not counted before. `supporter` stands for a device
/// or a household without naming it.
pub async fn record_support(
    c: &mut Conn,
    (feedback, community): (FeedbackId, CommunityId),
    supporter: Uuid,
    household: bool,
    now: Moment,
) -> Result<bool, StoreError> {
    let new: Option<Uuid> = on!(c, |db| sqlx::query_scalar(RECORD)
        .bind(feedback.0)
        .bind(community.0)
        .bind(supporter)
        .bind(household)
        .bind(now.0)
        .fetch_optional(db)
        .await)?;
    if new.is_some() {
        let sql = if household { COUNT_HOUSEHOLD } else { COUNT_PERSON };
        run!(c, sqlx::query(sql).bind(feedback.0).bind(1i64))?;
    }
    Ok(new.is_some())
}

/// Takes a person's support back, if there is one: the same phone now counts as a household.
pub async fn remove_support(c: &mut Conn, feedback: FeedbackId, supporter: Uuid) -> Result<(), StoreError> {
    if run!(c, sqlx::query(REMOVE).bind(feedback.0).bind(supporter))? > 0 {
        run!(c, sqlx::query(COUNT_PERSON).bind(feedback.0).bind(-1i64))?;
    }
    Ok(())
}
