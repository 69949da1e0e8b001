//! Communities.
//!
//! For: finding one by its short name, listing those of a region, recording and revising.
//! Must not know: projects, polls, feedback (their own files).
//! To add: see `store`.

use crate::domain::ids::{CommunityId, PollId};
use crate::domain::moment::Moment;
use crate::domain::policy::Place;
use crate::domain::poll::PollState;
use crate::domain::region::RegionCode;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A residential estate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Its id.
    pub id: CommunityId,
    /// Its short name in addresses.
    pub slug: String,
    /// Chinese name.
    pub zh: String,
    /// English name; may be empty.
    pub en: String,
    /// The neighbourhood it lies in.
    pub region: String,
    /// Year it was built, if known.
    pub built_year: Option<i64>,
    /// Households on the roll.
    pub households: i64,
    /// Buildings on the roll.
    pub buildings: i64,
    /// Sum of the roll's areas, 0.01 m².
    pub area: i64,
    /// The unit that answers feedback.
    pub answers_by: String,
    /// `open` or `closed` (closed: readable, nothing can be written).
    pub state: String,
    /// Made by `linli demo`.
    pub demo: bool,
    /// Raised by every write that changes its pages.
    pub revision: i64,
    /// When it was made.
    pub created_at: Moment,
}

impl Community {
    /// Where it is, for `policy::can`.
    pub fn place(&self) -> Option<Place> {
        RegionCode::parse(&self.region).map(|region| Place { region, community: Some(self.id), building: None })
    }
    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    zh: String,
    en: String,
    region: String,
    built_year: Option<i64>,
    households: i64,
    buildings: i64,
    area: i64,
    answers_by: String,
    state: String,
    demo: bool,
    revision: i64,
    created_at: i64,
}

impl Row {
    fn community(self) -> Community {
        Community {
            id: CommunityId(self.id),
            slug: self.slug,
            zh: self.zh,
            en: self.en,
            region: self.region,
            built_year: self.built_year,
            households: self.households,
            buildings: self.buildings,
            area: self.area,
            answers_by: self.answers_by,
            state: self.state,
            demo: self.demo,
            revision: self.revision,
            created_at: Moment(self.created_at),
        }
    }
}

const FIND: &str = "
    SELECT id, slug, zh, en, region, built_year, households, buildings, area, answers_by, state, demo, revision, created_at
    FROM community
    WHERE slug = $1";
const BY_ID: &str = "
    SELECT id, slug, zh, en, region, built_year, households, buildings, area, answers_by, state, demo, revision, created_at
    FROM community
    WHERE id = $1";
// A region's code is a prefix of the codes below it; ':' follows '9'.
const LIST: &str = "
    SELECT id, slug, zh, en, region, built_year, households, buildings, area, answers_by, state, demo, revision, created_at
    FROM community
    WHERE region >= $1 AND region < $2
    ORDER BY region, slug";
const RECORD: &str = "
    INSERT INTO community
      (id, slug, zh, en, region, built_year, households, buildings, area, answers_by, state, demo, serial, revision, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, $13)
    ON CONFLICT (slug) DO NOTHING
    RETURNING id";
const REVISE: &str = "
    UPDATE community
    SET zh = $2, en = $3, built_year = $4, answers_by = $5
    WHERE id = $1";
const STATE: &str = "UPDATE community SET state = $2 WHERE id = $1";
const LOCK_POSTGRES: &str = "SELECT id FROM community WHERE id = $1 FOR NO KEY UPDATE";
const CLOSED_WHY: &str = "SELECT closed_why FROM community WHERE id = $1";
const RECORD_CLOSED_WHY: &str = "UPDATE community SET closed_why = $2 WHERE id = $1";
const NEXT_SERIAL: &str = "UPDATE community SET serial = serial + 1 WHERE id = $1 RETURNING serial";
const ROLL_FIGURES: &str = "UPDATE community SET households = $2, buildings = $3, area = $4 WHERE id = $1";

/// The community of this short name.
pub async fn find(c: &mut Conn, slug: &str) -> Result<Option<Community>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(slug).fetch_optional(db).await)?;
    Ok(row.map(Row::community))
}

/// The community of this id.
pub async fn by_id(c: &mut Conn, id: CommunityId) -> Result<Option<Community>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(BY_ID).bind(id.0).fetch_optional(db).await)?;
    Ok(row.map(Row::community))
}

/// The same within a unit of work that rests on it: others that would change it wait.
pub async fn by_id_locked(c: &mut Conn, id: CommunityId) -> Result<Option<Community>, StoreError> {
    if c.is_postgres() {
        run!(c, sqlx::query(LOCK_POSTGRES).bind(id.0))?;
    }
    by_id(c, id).await
}

/// Every community within a region, by code and short name. The empty code means everywhere.
pub async fn list(c: &mut Conn, region: &str) -> Result<Vec<Community>, StoreError> {
    let end = format!("{region}:");
    let rows: Vec<Row> = on!(c, |db| sqlx::query_as(LIST).bind(region).bind(end).fetch_all(db).await)?;
    Ok(rows.into_iter().map(Row::community).collect())
}

/// Records a community; `false` if its short name is taken.
pub async fn record(c: &mut Conn, new: &Community) -> Result<bool, StoreError> {
    let made: Option<Uuid> = on!(c, |db| sqlx::query_scalar(RECORD)
        .bind(new.id.0)
        .bind(new.slug.as_str())
        .bind(new.zh.as_str())
        .bind(new.en.as_str())
        .bind(new.region.as_str())
        .bind(new.built_year)
        .bind(new.households)
        .bind(new.buildings)
        .bind(new.area)
        .bind(new.answers_by.as_str())
        .bind(new.state.as_str())
        .bind(new.demo)
        .bind(new.created_at.0)
        .fetch_optional(db)
        .await)?;
    Ok(made.is_some())
}

/// Writes the fields that staff may edit; its state is apart from them.
pub async fn revise(c: &mut Conn, now: &Community) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(REVISE)
            .bind(now.id.0)
            .bind(now.zh.as_str())
            .bind(now.en.as_str())
            .bind(now.built_year)
            .bind(now.answers_by.as_str())
    )?;
    Ok(())
}

/// Closes it, or opens it again.
pub async fn revise_state(c: &mut Conn, id: CommunityId, state: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(STATE).bind(id.0).bind(state))?;
    Ok(())
}

/// Why it was closed, as residents read it; empty if it is open.
pub async fn closed_why(c: &mut Conn, id: CommunityId) -> Result<String, StoreError> {
    let why: Option<String> = on!(c, |db| sqlx::query_scalar(CLOSED_WHY).bind(id.0).fetch_optional(db).await)?;
    Ok(why.unwrap_or_default())
}

/// Writes why it was closed; the empty text once it is open again.
pub async fn record_closed_why(c: &mut Conn, id: CommunityId, why: &str) -> Result<(), StoreError> {
    run!(c, sqlx::query(RECORD_CLOSED_WHY).bind(id.0).bind(why))?;
    Ok(())
}

/// The next number of a feedback.
pub async fn next_serial(c: &mut Conn, id: CommunityId) -> Result<i64, StoreError> {
    on!(c, |db| sqlx::query_scalar(NEXT_SERIAL).bind(id.0).fetch_one(db).await)
}

/// Writes what the roll adds up to.
pub async fn record_roll_figures(
    c: &mut Conn,
    id: CommunityId,
    households: i64,
    buildings: i64,
    area: i64,
) -> Result<(), StoreError> {
    run!(c, sqlx::query(ROLL_FIGURES).bind(id.0).bind(households).bind(buildings).bind(area))?;
    Ok(())
}

/// A poll as the community's home tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// Its id.
    pub id: PollId,
    /// Chinese title.
    pub title_zh: String,
    /// English title; may be empty.
    pub title_en: String,
    /// The money, in fen.
    pub budget_fen: i64,
    /// Its stored state; never a draft.
    pub state: PollState,
    /// When it opens.
    pub opens: Moment,
    /// When it closes (exclusive).
    pub closes: Moment,
    /// Households that may vote.
    pub roll_households: i64,
    /// Works to choose from.
    pub options: i64,
    /// Households that voted.
    pub voted: i64,
    /// Why it was called off; empty if it was not.
    pub cancel_reason: String,
    /// When it was last changed: called off, if it was.
    pub revised_at: Moment,
}

#[derive(sqlx::FromRow)]
struct AnnouncedRow {
    id: Uuid,
    title_zh: String,
    title_en: String,
    budget_fen: i64,
    state: String,
    opens: i64,
    closes: i64,
    roll_households: i64,
    options: i64,
    voted: i64,
    cancel_reason: String,
    revised_at: i64,
}

const ANNOUNCED: &str = "
    SELECT p.id, p.title_zh, p.title_en, p.budget_fen, p.state, p.opens, p.closes, p.roll_households,
           p.cancel_reason, p.revised_at,
           (SELECT CAST(COUNT(*) AS BIGINT) FROM poll_option o WHERE o.poll_id = p.id) AS options,
           (SELECT CAST(COUNT(*) AS BIGINT) FROM ballot b WHERE b.poll_id = p.id AND b.replaced_at IS NULL) AS voted
    FROM poll p
    WHERE p.community_id = $1 AND p.state <> 'draft'
    ORDER BY p.opens DESC, p.id
    LIMIT 5";

/// The newest polls of a community that are not drafts, with how many voted (never what).
pub async fn announced(c: &mut Conn, id: CommunityId) -> Result<Vec<Announced>, StoreError> {
    let rows: Vec<AnnouncedRow> = on!(c, |db| sqlx::query_as(ANNOUNCED).bind(id.0).fetch_all(db).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Announced {
            id: PollId(row.id),
            title_zh: row.title_zh,
            title_en: row.title_en,
            budget_fen: row.budget_fen,
            state: PollState::parse(&row.state).unwrap_or(PollState::Cancelled),
            opens: Moment(row.opens),
            closes: Moment(row.closes),
            roll_households: row.roll_households,
            options: row.options,
            voted: row.voted,
            cancel_reason: row.cancel_reason,
            revised_at: Moment(row.revised_at),
        })
        .collect())
}
