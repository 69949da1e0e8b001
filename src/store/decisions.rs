//! What moderators did: the log that everybody may read, and what undoing puts back.
//!
//! For: recording and undoing a decision, those of a feedback, of a community, and those of the last
//! day within the scopes of a caller.
//! Must not know: who may moderate; the text that is shown now (`feedback`).
//! To add: see `store`.

use crate::domain::feedback::{FeedbackState, Visibility};
use crate::domain::ids::{CommunityId, FeedbackId, StaffId};
use crate::domain::moderation::{Act, Rule};
use crate::domain::moment::Moment;
use crate::domain::policy::Scope;
use crate::store::reach::bounds;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use std::cmp::Reverse;
use uuid::Uuid;

/// One act of a moderator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub community_id: CommunityId,
    /// On what.
    pub feedback_id: FeedbackId,
    /// By whom.
    pub staff_id: StaffId,
    /// What was done.
    pub act: Act,
    /// By which rule, where the act names one.
    pub rule: Option<Rule>,
    /// The state before.
    pub before_state: FeedbackState,
    /// The shown text before.
    pub before_text: String,
    /// Who might see it before.
    pub before_visibility: Visibility,
    /// When.
    pub created_at: Moment,
    /// When it was undone.
    pub undone_at: Option<Moment>,
}

/// A decision with the names that a list shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The decision.
    pub decision: Decision,
    /// Running number of the feedback.
    pub serial: i64,
    /// What is shown of it now.
    pub shown_text: String,
    /// Name of who decided.
    pub staff: String,
}

/// How many feedbacks of a community wait.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The community.
    pub community: CommunityId,
    /// The region it lies in.
    pub region: String,
    /// How many.
    pub count: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    feedback_id: Uuid,
    staff_id: Uuid,
    act: String,
    rule: Option<String>,
    before_state: String,
    before_text: String,
    before_visibility: String,
    created_at: i64,
    undone_at: Option<i64>,
}

impl Row {
    /// A word that is not on its list is read as the one that shows least.
    fn decision(self) -> Decision {
        Decision {
            id: self.id,
            community_id: CommunityId(self.community_id),
            feedback_id: FeedbackId(self.feedback_id),
            staff_id: StaffId(self.staff_id),
            act: Act::parse(&self.act).unwrap_or(Act::Hide),
            rule: self.rule.as_deref().and_then(Rule::parse),
            before_state: FeedbackState::parse(&self.before_state).unwrap_or(FeedbackState::Hidden),
            before_text: self.before_text,
            before_visibility: Visibility::parse(&self.before_visibility).unwrap_or(Visibility::Handlers),
            created_at: Moment(self.created_at),
            undone_at: self.undone_at.map(Moment),
        }
    }
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    #[sqlx(flatten)]
    row: Row,
    serial: i64,
    shown_text: String,
    staff: Option<String>,
}

impl ListedRow {
    fn listed(self) -> Listed {
        Listed {
            decision: self.row.decision(),
            serial: self.serial,
            shown_text: self.shown_text,
            staff: self.staff.unwrap_or_default(),
        }
    }
}

/// The columns of a decision with the names that a list shows, and what follows them.
macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "
    SELECT d.id, d.community_id, d.feedback_id, d.staff_id, d.act, d.rule, d.before_state, d.before_text,
           d.before_visibility, d.created_at, d.undone_at, f.serial, f.shown_text, s.name AS staff
    FROM decision d
    JOIN feedback f ON f.id = d.feedback_id
    LEFT JOIN staff s ON s.id = d.staff_id
    ",
            $rest
        )
    };
}

const FIND: &str = "
    SELECT id, community_id, feedback_id, staff_id, act, rule, before_state, before_text, before_visibility,
           created_at, undone_at
    FROM decision
    WHERE id = $1";
const LIST: &str = "
    SELECT id, community_id, feedback_id, staff_id, act, rule, before_state, before_text, before_visibility,
           created_at, undone_at
    FROM decision
    WHERE feedback_id = $1
    ORDER BY created_at, id";
const OF_COMMUNITY: &str = listed!(
    "WHERE d.community_id = $1
    ORDER BY d.created_at DESC, d.id DESC
    LIMIT $2 OFFSET $3"
);
const SINCE: &str = listed!(
    "JOIN community c ON c.id = d.community_id
    WHERE d.created_at > $4
      AND c.region >= $1 AND c.region < $2 AND ($3 IS NULL OR c.id = $3)
    ORDER BY d.created_at DESC, d.id DESC
    LIMIT $5"
);
const ONE_LISTED: &str = listed!("WHERE d.id = $1");
const COUNTS: &str = "
    SELECT act, rule, CAST(COUNT(*) AS BIGINT)
    FROM decision
    WHERE community_id = $1 AND undone_at IS NULL
    GROUP BY act, rule";
const RECORD: &str = "
    INSERT INTO decision
      (id, community_id, feedback_id, staff_id, act, rule, before_state, before_text, before_visibility, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const UNDO: &str = "UPDATE decision SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL";
const WAITING: &str = "
    SELECT f.community_id, c.region, CAST(COUNT(*) AS BIGINT)
    FROM feedback f
    JOIN community c ON c.id = f.community_id
    WHERE f.state = 'waiting'
    GROUP BY f.community_id, c.region";

/// The decision of this id.
pub async fn find(c: &mut Conn, id: Uuid) -> Result<Option<Decision>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(id).fetch_optional(db).await)?;
    Ok(row.map(Row::decision))
}

/// Those about one feedback, oldest first.
pub async fn list(c: &mut Conn, feedback: FeedbackId) -> Result<Vec<Decision>, StoreError> {
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(feedback.0).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::decision).collect())
}

/// Those of a community, newest first: `most` of them after the first `skip`.
pub async fn of_community(
    c: &mut Conn,
    community: CommunityId,
    most: i64,
    skip: i64,
) -> Result<Vec<Listed>, StoreError> {
    let rows: Vec<ListedRow> =
        on!(c, |db| sqlx::query_as(OF_COMMUNITY).bind(community.0).bind(most).bind(skip).fetch_all(db).await)?;
    Ok(rows.into_iter().map(ListedRow::listed).collect())
}

/// Those made after a moment within these scopes, newest first.
pub async fn since(c: &mut Conn, scopes: &[Scope], after: Moment, most: i64) -> Result<Vec<Listed>, StoreError> {
    let mut found: Vec<ListedRow> = Vec::new();
    for at in bounds(c, scopes).await? {
        let mut rows: Vec<ListedRow> = on!(c, |db| sqlx::query_as(SINCE)
            .bind(at.from.as_str())
            .bind(at.end.as_str())
            .bind(at.community)
            .bind(after.0)
            .bind(most)
            .fetch_all(db)
            .await)?;
        found.append(&mut rows);
    }
    found.sort_by_key(|one| Reverse((one.row.created_at, one.row.id)));
    found.dedup_by_key(|one| one.row.id);
    found.truncate(usize::try_from(most).unwrap_or(0));
    Ok(found.into_iter().map(ListedRow::listed).collect())
}

/// The one of this id as a list shows it.
pub async fn listed(c: &mut Conn, id: Uuid) -> Result<Option<Listed>, StoreError> {
    let row: Option<ListedRow> = on!(c, |db| sqlx::query_as(ONE_LISTED).bind(id).fetch_optional(db).await)?;
    Ok(row.map(ListedRow::listed))
}

/// How often each act and rule was used in a community, without what was undone.
pub async fn counts(c: &mut Conn, community: CommunityId) -> Result<Vec<(Act, Option<Rule>, i64)>, StoreError> {
    let rows: Vec<(String, Option<String>, i64)> =
        on!(c, |db| sqlx::query_as(COUNTS).bind(community.0).fetch_all(db).await)?;
    let word = |(act, rule, n): (String, Option<String>, i64)| {
        Some((Act::parse(&act)?, rule.as_deref().and_then(Rule::parse), n))
    };
    Ok(rows.into_iter().filter_map(word).collect())
}

/// Records one.
pub async fn record(c: &mut Conn, new: &Decision) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id)
            .bind(new.community_id.0)
            .bind(new.feedback_id.0)
            .bind(new.staff_id.0)
            .bind(new.act.as_str())
            .bind(new.rule.map(Rule::as_str))
            .bind(new.before_state.as_str())
            .bind(new.before_text.as_str())
            .bind(new.before_visibility.as_str())
            .bind(new.created_at.0)
    )?;
    Ok(())
}

/// Marks one as undone; `false` if it was already.
pub async fn undo(c: &mut Conn, id: Uuid, now: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(UNDO).bind(id).bind(now.0))? == 1)
}

/// The communities in which feedback waits.
pub async fn waiting(c: &mut Conn) -> Result<Vec<Waiting>, StoreError> {
    let rows: Vec<(Uuid, String, i64)> = on!(c, |db| sqlx::query_as(WAITING).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|(community, region, count)| Waiting { community: CommunityId(community), region, count })
        .collect())
}
