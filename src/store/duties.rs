//! What waits for somebody in the communities of a region.
//!
//! For: answers that are due, polls near their close, works below their threshold, faults, entries of
//! the roll said to be wrong.
//! Must not know: which of them need whom, or how pressing they are (`service::office`).
//! To add: a source of duties is a query of its own, narrowed by the region's code.

use crate::domain::defect::DefectState;
use crate::domain::feedback::{FeedbackState, Tile};
use crate::domain::ids::{CommunityId, DefectId, PollId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::poll::Electorate;
use crate::domain::threshold::electorate;
use crate::on;
use crate::store::{Conn, StoreError};
use uuid::Uuid;

/// The community of a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// Its id.
    pub id: CommunityId,
    /// Its short name.
    pub slug: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
}

/// A feedback without the reply it is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Where.
    pub at: At,
    /// Its number within the community.
    pub serial: i64,
    /// Its picture.
    pub tile: Tile,
    /// What may be shown of it.
    pub text: String,
    /// Households that say the same.
    pub households: i64,
    /// When the reply is due.
    pub due_at: Moment,
    /// True as long as nobody has moderated it: then it cannot be answered yet.
    pub waiting: bool,
}

/// A running poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Where.
    pub at: At,
    /// The poll.
    pub id: PollId,
    /// Chinese title.
    pub title_zh: String,
    /// English title.
    pub title_en: String,
    /// Key of its rule set.
    pub preset: String,
    /// When it closes.
    pub closes: Moment,
    /// Households on its roll, and those of them that voted; heads in a poll of owners.
    pub households: (i64, i64),
    /// Area on its roll, and what of it voted, 0.01 m².
    pub area: (i64, i64),
}

/// A fault that somebody must still fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: At,
    /// The fault.
    pub id: DefectId,
    /// Its work.
    pub work: WorkId,
    /// The work, in Chinese.
    pub work_zh: String,
    /// The work, in English.
    pub work_en: String,
    /// How far it is.
    pub state: DefectState,
    /// When it is due.
    pub due_at: Moment,
}

/// How the households judge one work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Where.
    pub at: At,
    /// The work.
    pub id: WorkId,
    /// Its Chinese name.
    pub work_zh: String,
    /// Its English name.
    pub work_en: String,
    /// Households that answered.
    pub answers: i64,
    /// Of these, satisfied.
    pub satisfied: i64,
    /// Per cent that the project asks for.
    pub percent: i64,
}

/// What households of one community say is wrong on the roll, not decided yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrections {
    /// Where.
    pub at: At,
    /// Households that wait.
    pub number: i64,
    /// Of these, overdue.
    pub late: i64,
    /// When the first is due.
    pub due_at: Moment,
}

type AtRow = (Uuid, String, String, String);

fn at((id, slug, zh, en): AtRow) -> At {
    At { id: CommunityId(id), slug, zh, en }
}

// A region's code is a prefix of the codes below it; ':' follows '9'.
// Words that only those who handle it may see are on its own page.
const OWED: &str = "
    SELECT c.id, c.slug, c.zh, c.en, f.serial, f.tile,
      CASE WHEN f.visibility = 'public' THEN f.shown_text ELSE '' END, f.households, f.due_at, f.state
    FROM feedback f
    JOIN community c ON c.id = f.community_id
    WHERE f.answer_state IN ('open', 'disputed') AND f.due_at <= $3
      AND f.state IN ('published', 'waiting')
      AND c.region >= $1 AND c.region < $2
    ORDER BY f.due_at, f.id
    LIMIT $4";
const RUNNING: &str = "
    SELECT c.id, c.slug, c.zh, c.en, p.id AS poll, p.title_zh, p.title_en, p.preset, p.closes, p.roll_households, p.roll_area,
      p.roll_heads,
      (SELECT CAST(COUNT(DISTINCT r.owner_key) + COUNT(*) - COUNT(r.owner_key) AS BIGINT) FROM ballot b
       JOIN poll_roll r ON r.poll_id = b.poll_id AND r.household_id = b.household_id
       WHERE b.poll_id = p.id AND b.replaced_at IS NULL) AS voted_heads,
      (SELECT CAST(COUNT(*) AS BIGINT) FROM ballot b WHERE b.poll_id = p.id AND b.replaced_at IS NULL) AS voted,
      (SELECT CAST(COALESCE(SUM(r.area), 0) AS BIGINT) FROM ballot b
       JOIN poll_roll r ON r.poll_id = b.poll_id AND r.household_id = b.household_id
       WHERE b.poll_id = p.id AND b.replaced_at IS NULL) AS voted_area
    FROM poll p
    JOIN community c ON c.id = p.community_id
    WHERE p.state = 'open' AND p.opens <= $3 AND p.closes > $3 AND p.closes <= $4
      AND c.region >= $1 AND c.region < $2
    ORDER BY p.closes, p.id";
const FAULTS: &str = "
    SELECT c.id, c.slug, c.zh, c.en, d.id, w.id, w.zh, w.en, d.state, d.due_at
    FROM defect d
    JOIN work w ON w.id = d.work_id
    JOIN community c ON c.id = d.community_id
    WHERE d.state IN ('reported', 'assigned', 'reopened', 'disputed') AND d.withdrawn_at IS NULL
      AND c.region >= $1 AND c.region < $2
    ORDER BY d.due_at, d.id
    LIMIT $3";
// Only communities that hold a work below its threshold are looked at, as last counted.
const JUDGED: &str = "
    SELECT c.id, c.slug, c.zh, c.en, w.id AS work, w.zh AS work_zh, w.en AS work_en,
      p.satisfied_percent AS percent,
      CAST(COUNT(*) AS BIGINT) AS answers,
      CAST(COUNT(CASE WHEN r.level IN ('dissatisfied', 'very_dissatisfied') THEN NULL ELSE 1 END) AS BIGINT) AS satisfied
    FROM community_figure g
    JOIN community c ON c.id = g.community_id
    JOIN project p ON p.community_id = c.id
    JOIN rating r ON r.community_id = c.id
    JOIN work w ON w.id = r.work_id
    WHERE g.low_works > 0 AND g.region >= $1 AND g.region < $2
    GROUP BY c.id, c.slug, c.zh, c.en, w.id, w.zh, w.en, p.satisfied_percent
    ORDER BY c.slug, w.zh";

// In a closed community nothing can be decided.
const CORRECTIONS: &str = "
    SELECT c.id, c.slug, c.zh, c.en,
      CAST(COUNT(*) AS BIGINT),
      CAST(COUNT(CASE WHEN q.due_at <= $3 THEN 1 ELSE NULL END) AS BIGINT),
      MIN(q.due_at) AS due
    FROM roll_request q
    JOIN community c ON c.id = q.community_id
    WHERE q.state = 'waiting' AND c.state <> 'closed'
      AND c.region >= $1 AND c.region < $2
    GROUP BY c.id, c.slug, c.zh, c.en
    ORDER BY due, c.id
    LIMIT $4";

fn end(region: &str) -> String {
    format!("{region}:")
}

/// Feedback whose reply is due by then, soonest first.
pub async fn owed(c: &mut Conn, region: &str, by: Moment, most: i64) -> Result<Vec<Owed>, StoreError> {
    type Row = (Uuid, String, String, String, i64, String, String, i64, i64, String);
    let end = end(region);
    let rows: Vec<Row> =
        on!(c, |db| sqlx::query_as(OWED).bind(region).bind(end).bind(by.0).bind(most).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|(id, slug, zh, en, serial, tile, text, households, due, state)| Owed {
            at: at((id, slug, zh, en)),
            serial,
            tile: Tile::parse(&tile).unwrap_or(Tile::Other),
            text,
            households,
            due_at: Moment(due),
            waiting: FeedbackState::parse(&state) == Some(FeedbackState::Waiting),
        })
        .collect())
}

#[derive(sqlx::FromRow)]
struct RunningRow {
    #[sqlx(flatten)]
    place: PlaceRow,
    poll: Uuid,
    title_zh: String,
    title_en: String,
    preset: String,
    closes: i64,
    roll_households: i64,
    roll_area: i64,
    roll_heads: i64,
    voted: i64,
    voted_heads: i64,
    voted_area: i64,
}

#[derive(sqlx::FromRow)]
struct PlaceRow {
    id: Uuid,
    slug: String,
    zh: String,
    en: String,
}

/// Running polls that close by then, soonest first.
pub async fn running(c: &mut Conn, region: &str, now: Moment, by: Moment) -> Result<Vec<Running>, StoreError> {
    let end = end(region);
    let rows: Vec<RunningRow> =
        on!(c, |db| sqlx::query_as(RUNNING).bind(region).bind(end).bind(now.0).bind(by.0).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Running {
            at: at((row.place.id, row.place.slug, row.place.zh, row.place.en)),
            id: PollId(row.poll),
            title_zh: row.title_zh,
            title_en: row.title_en,
            households: match electorate(&row.preset) {
                Electorate::Households => (row.roll_households, row.voted),
                Electorate::Owners => (row.roll_heads, row.voted_heads),
            },
            preset: row.preset,
            closes: Moment(row.closes),
            area: (row.roll_area, row.voted_area),
        })
        .collect())
}

/// Faults that somebody must still fix, soonest due first.
pub async fn faults(c: &mut Conn, region: &str, most: i64) -> Result<Vec<Fault>, StoreError> {
    type Row = (Uuid, String, String, String, Uuid, Uuid, String, String, String, i64);
    let end = end(region);
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(FAULTS).bind(region).bind(end).bind(most).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|(id, slug, zh, en, defect, work, work_zh, work_en, state, due)| Fault {
            at: at((id, slug, zh, en)),
            id: DefectId(defect),
            work: WorkId(work),
            work_zh,
            work_en,
            state: DefectState::parse(&state).unwrap_or(DefectState::Reported),
            due_at: Moment(due),
        })
        .collect())
}

#[derive(sqlx::FromRow)]
struct JudgedRow {
    #[sqlx(flatten)]
    place: PlaceRow,
    work: Uuid,
    work_zh: String,
    work_en: String,
    percent: i64,
    answers: i64,
    satisfied: i64,
}

/// The works of the communities that hold one below its threshold.
pub async fn judged(c: &mut Conn, region: &str) -> Result<Vec<Judged>, StoreError> {
    let end = end(region);
    let rows: Vec<JudgedRow> = on!(c, |db| sqlx::query_as(JUDGED).bind(region).bind(end).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Judged {
            at: at((row.place.id, row.place.slug, row.place.zh, row.place.en)),
            id: WorkId(row.work),
            work_zh: row.work_zh,
            work_en: row.work_en,
            answers: row.answers,
            satisfied: row.satisfied,
            percent: row.percent,
        })
        .collect())
}

/// Where households wait for a decision on their entry of the roll, soonest due first.
pub async fn corrections(c: &mut Conn, region: &str, now: Moment, most: i64) -> Result<Vec<Corrections>, StoreError> {
    type Row = (Uuid, String, String, String, i64, i64, i64);
    let end = end(region);
    let rows: Vec<Row> =
        on!(c, |db| sqlx::query_as(CORRECTIONS).bind(region).bind(end).bind(now.0).bind(most).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|(id, slug, zh, en, number, late, due)| Corrections {
            at: at((id, slug, zh, en)),
            number,
            late,
            due_at: Moment(due),
        })
        .collect())
}
