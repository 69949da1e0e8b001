//! Official replies, and by which rule a feedback is hidden.

use crate::domain::feedback::AnswerState;
use crate::domain::ids::{CommunityId, FeedbackId, StaffId};
use crate::domain::moderation::Rule;
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use std::collections::HashMap;
use uuid::Uuid;

/// One reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub community_id: CommunityId,
    /// To what.
    pub feedback_id: FeedbackId,
    /// By whom.
    pub staff_id: StaffId,
    /// What it says became of the matter.
    pub outcome: AnswerState,
    /// Its words.
    pub text: String,
    /// When.
    pub created_at: Moment,
}

const LIST: &str = "
    SELECT id, community_id, feedback_id, staff_id, outcome, text, created_at
    FROM answer
    WHERE feedback_id = $1
    ORDER BY created_at, id";
// The newest wins when they are read into a map in this order.
const LAST: &str = "
    SELECT a.feedback_id, a.text
    FROM answer a
    JOIN feedback f ON f.id = a.feedback_id
    WHERE f.community_id = $1 AND f.state = 'published' AND f.visibility = 'public'
    ORDER BY a.created_at, a.id";
const RECORD: &str = "
    INSERT INTO answer (id, community_id, feedback_id, staff_id, outcome, text, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const HIDDEN_BY: &str = "
    SELECT rule, created_at
    FROM decision
    WHERE feedback_id = $1 AND act = 'hide' AND undone_at IS NULL
    ORDER BY created_at DESC, id DESC
    LIMIT 1";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    feedback_id: Uuid,
    staff_id: Uuid,
    outcome: String,
    text: String,
    created_at: i64,
}

impl Row {
    fn answer(self) -> Answer {
        Answer {
            id: self.id,
            community_id: CommunityId(self.community_id),
            feedback_id: FeedbackId(self.feedback_id),
            staff_id: StaffId(self.staff_id),
            outcome: AnswerState::parse(&self.outcome).unwrap_or(AnswerState::Answered),
            text: self.text,
            created_at: Moment(self.created_at),
        }
    }
}

/// The replies to a feedback, oldest first.
pub async fn answers(c: &mut Conn, feedback: FeedbackId) -> Result<Vec<Answer>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(feedback.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::answer).collect())
}

/// The words of the newest reply to each shown feedback of a community.
pub async fn last_answers(c: &mut Conn, community: CommunityId) -> Result<HashMap<FeedbackId, String>, StoreError> {
    let rows: Vec<(Uuid, String)> = on!(c, |db| sqlx::query_as(LAST).bind(community.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(id, text)| (FeedbackId(id), text)).collect())
}

/// Records a reply; what it does to the feedback is written beside it.
pub async fn record_answer(c: &mut Conn, new: &Answer) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id)
            .bind(new.community_id.0)
            .bind(new.feedback_id.0)
            .bind(new.staff_id.0)
            .bind(new.outcome.as_str())
            .bind(new.text.as_str())
            .bind(new.created_at.0)
    )?;
    Ok(())
}

/// The rule by which a feedback is hidden, and since when.
pub async fn hidden_by(c: &mut Conn, feedback: FeedbackId) -> Result<Option<(Rule, Moment)>, StoreError> {
    let row: Option<(Option<String>, i64)> =
        on!(c, |db| sqlx::query_as(HIDDEN_BY).bind(feedback.0).fetch_optional(db).await)?;
    Ok(row.and_then(|(rule, at)| Some((Rule::parse(&rule?)?, Moment(at)))))
}
