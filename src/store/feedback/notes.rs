//! What an author adds later.

use crate::domain::ids::{CommunityId, FeedbackId};
use crate::domain::moment::Moment;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

crate::words! {
    /// What an author added.
    NoteKind {
        /// A further line for those who handle it.
        Line = "line",
        /// 'It is solved.'
        Solved = "solved",
        /// 'It is not solved.'
        Disputed = "disputed",
    }
}

/// One addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub community_id: CommunityId,
    /// To what.
    pub feedback_id: FeedbackId,
    /// What it is.
    pub kind: NoteKind,
    /// Words, for a line.
    pub text: String,
    /// When.
    pub created_at: Moment,
}

const LIST: &str = "
    SELECT id, community_id, feedback_id, kind, text, created_at
    FROM feedback_note
    WHERE feedback_id = $1
    ORDER BY created_at, id";
const RECORD: &str = "
    INSERT INTO feedback_note (id, community_id, feedback_id, kind, text, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (id) DO NOTHING";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    feedback_id: Uuid,
    kind: String,
    text: String,
    created_at: i64,
}

/// What the author added, oldest first.
pub async fn notes(c: &mut Conn, feedback: FeedbackId) -> Result<Vec<Note>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(feedback.0).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Note {
            id: row.id,
            community_id: CommunityId(row.community_id),
            feedback_id: FeedbackId(row.feedback_id),
            kind: NoteKind::parse(&row.kind).unwrap_or(NoteKind::Line),
            text: row.text,
            created_at: Moment(row.created_at),
        })
        .collect())
}

/// Adds one; the same id a second time changes nothing.
pub async fn record_note(c: &mut Conn, new: &Note) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id)
            .bind(new.community_id.0)
            .bind(new.feedback_id.0)
            .bind(new.kind.as_str())
            .bind(new.text.as_str())
            .bind(new.created_at.0)
    )?;
    Ok(())
}
