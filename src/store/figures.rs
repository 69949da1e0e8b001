//! What the communities of a region add up to.
//!
//! For: roll-ups down the tree. What is slow to count is kept a community and counted anew only
//! where its revision has moved, so that a region costs the number of its communities.
//! Must not know: shares and thresholds (`domain`), or what is shown to whom.
//! To add: a figure is a column of `community_figure`, its count in `REFRESH`, its sum in `TOTALS`.

use crate::domain::moment::Moment;
use crate::domain::project::Stage;
use crate::domain::small_numbers::DEFAULT_K;
use crate::store::regions::like;
use crate::store::{Conn, StoreError};
use crate::{on, run};

/// How many communities a child region holds.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Child {
    /// The child's code.
    pub code: String,
    /// Communities within.
    pub communities: i64,
    /// Their households.
    pub households: i64,
}

/// A community and where its project stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Short name.
    pub slug: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Households on the roll.
    pub households: i64,
    /// Stage of its project, if it has one.
    pub stage: Option<Stage>,
}

/// Sums over the communities of a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Totals {
    /// Communities.
    pub communities: i64,
    /// Households on their rolls.
    pub households: i64,
    /// Feedback that got an answer.
    pub answered: i64,
    /// Of these, within the time set.
    pub on_time: i64,
    /// Ratings of works that at least five households rated.
    pub ratings: i64,
    /// Of these, of the upper three levels.
    pub satisfied: i64,
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    slug: String,
    zh: String,
    en: String,
    households: i64,
    stage: Option<String>,
}

impl StandingRow {
    fn standing(self) -> Standing {
        let stage = self.stage.as_deref().and_then(Stage::parse);
        Standing { slug: self.slug, zh: self.zh, en: self.en, households: self.households, stage }
    }
}

// A region's code is a prefix of the codes below it; ':' follows '9'.
const CHILDREN: &str = "
    SELECT SUBSTR(region, 1, CAST($3 AS INTEGER)) AS code,
           CAST(COUNT(*) AS BIGINT) AS communities,
           CAST(SUM(households) AS BIGINT) AS households
    FROM community
    WHERE region >= $1 AND region < $2
    GROUP BY 1
    ORDER BY 1";
const STAGES: &str = "
    SELECT project.stage, CAST(COUNT(*) AS BIGINT)
    FROM community
    LEFT JOIN project ON project.community_id = community.id
    WHERE community.region >= $1 AND community.region < $2
    GROUP BY project.stage";
const LIST: &str = "
    SELECT community.slug, community.zh, community.en, community.households, project.stage
    FROM community
    LEFT JOIN project ON project.community_id = community.id
    WHERE community.region >= $1 AND community.region < $2
    ORDER BY community.region, community.slug
    LIMIT $3";
const NEWEST: &str = "
    SELECT community.slug, community.zh, community.en, community.households, project.stage
    FROM community
    LEFT JOIN project ON project.community_id = community.id
    ORDER BY community.created_at DESC, community.slug
    LIMIT $1";
const SEARCH: &str = "
    SELECT community.slug, community.zh, community.en, community.households, project.stage
    FROM community
    LEFT JOIN project ON project.community_id = community.id
    WHERE community.zh LIKE $1 ESCAPE '!' OR LOWER(community.en) LIKE $1 ESCAPE '!'
       OR community.slug LIKE $1 ESCAPE '!'
    ORDER BY community.zh, community.slug
    LIMIT $2";
const STALE: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM community
    LEFT JOIN community_figure ON community_figure.community_id = community.id
    WHERE community.region >= $1 AND community.region < $2
      AND (community_figure.revision IS NULL OR community_figure.revision <> community.revision)";
const REFRESH: &str = "
    INSERT INTO community_figure (community_id, region, revision, answered, on_time, ratings, satisfied, low_works)
    SELECT community.id, community.region, community.revision,
      (SELECT COUNT(*) FROM feedback f
       WHERE f.community_id = community.id AND f.answered_at IS NOT NULL),
      (SELECT COUNT(*) FROM feedback f
       WHERE f.community_id = community.id AND f.answered_at <= COALESCE(f.first_due_at, f.due_at)),
      (SELECT CAST(COALESCE(SUM(w.answers), 0) AS BIGINT) FROM
        (SELECT COUNT(*) AS answers FROM rating r
         WHERE r.community_id = community.id
         GROUP BY r.work_id HAVING COUNT(*) >= $3) w),
      (SELECT CAST(COALESCE(SUM(w.satisfied), 0) AS BIGINT) FROM
        (SELECT COUNT(CASE WHEN r.level IN ('dissatisfied', 'very_dissatisfied') THEN NULL ELSE 1 END) AS satisfied
         FROM rating r
         WHERE r.community_id = community.id
         GROUP BY r.work_id HAVING COUNT(*) >= $3) w),
      (SELECT COUNT(*) FROM
        (SELECT r.work_id
         FROM rating r
         JOIN project p ON p.community_id = r.community_id
         WHERE r.community_id = community.id
         GROUP BY r.work_id, p.satisfied_percent
         HAVING COUNT(*) >= $3
            AND 100 * COUNT(CASE WHEN r.level IN ('dissatisfied', 'very_dissatisfied') THEN NULL ELSE 1 END)
              < p.satisfied_percent * COUNT(*)) w)
    FROM community
    LEFT JOIN community_figure ON community_figure.community_id = community.id
    WHERE community.region >= $1 AND community.region < $2
      AND (community_figure.revision IS NULL OR community_figure.revision <> community.revision)
    ON CONFLICT (community_id) DO UPDATE
    SET region = excluded.region, revision = excluded.revision, answered = excluded.answered,
        on_time = excluded.on_time, ratings = excluded.ratings, satisfied = excluded.satisfied,
        low_works = excluded.low_works";
const TOTALS: &str = "
    SELECT CAST(COUNT(*) AS BIGINT) AS communities,
           CAST(COALESCE(SUM(community.households), 0) AS BIGINT) AS households,
           CAST(COALESCE(SUM(community_figure.answered), 0) AS BIGINT) AS answered,
           CAST(COALESCE(SUM(community_figure.on_time), 0) AS BIGINT) AS on_time,
           CAST(COALESCE(SUM(community_figure.ratings), 0) AS BIGINT) AS ratings,
           CAST(COALESCE(SUM(community_figure.satisfied), 0) AS BIGINT) AS satisfied
    FROM community
    LEFT JOIN community_figure ON community_figure.community_id = community.id
    WHERE community.region >= $1 AND community.region < $2";
const OVERDUE: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM feedback
    JOIN community ON community.id = feedback.community_id
    WHERE feedback.answer_state = 'open' AND feedback.due_at <= $3
      AND feedback.answered_at IS NULL AND feedback.state IN ('published', 'waiting')
      AND community.region >= $1 AND community.region < $2";

fn end(region: &str) -> String {
    format!("{region}:")
}

/// Communities and households in each child of a region that holds any, where the children's
/// codes have this many digits.
pub async fn children(c: &mut Conn, region: &str, digits: i64) -> Result<Vec<Child>, StoreError> {
    let end = end(region);
    on!(c, |db| sqlx::query_as(CHILDREN).bind(region).bind(end).bind(digits).fetch_all(db).await)
}

/// How many communities of a region stand at which stage; `None` is without a project.
pub async fn stages(c: &mut Conn, region: &str) -> Result<Vec<(Option<Stage>, i64)>, StoreError> {
    let end = end(region);
    let rows: Vec<(Option<String>, i64)> =
        on!(c, |db| sqlx::query_as(STAGES).bind(region).bind(end).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(stage, n)| (stage.as_deref().and_then(Stage::parse), n)).collect())
}

/// The first communities of a region.
pub async fn communities(c: &mut Conn, region: &str, most: i64) -> Result<Vec<Standing>, StoreError> {
    let end = end(region);
    let rows: Vec<StandingRow> =
        on!(c, |db| sqlx::query_as(LIST).bind(region).bind(end).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(StandingRow::standing).collect())
}

/// The communities that came last.
pub async fn newest(c: &mut Conn, most: i64) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<StandingRow> = on!(c, |db| sqlx::query_as(NEWEST).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(StandingRow::standing).collect())
}

/// Communities whose name holds this text.
pub async fn search(c: &mut Conn, text: &str, most: i64) -> Result<Vec<Standing>, StoreError> {
    let pattern = like(text);
    let rows: Vec<StandingRow> = on!(c, |db| sqlx::query_as(SEARCH).bind(pattern).bind(most).fetch_all(db).await)?;
    Ok(rows.into_iter().map(StandingRow::standing).collect())
}

/// How many communities of a region have moved since they were counted.
pub async fn stale(c: &mut Conn, region: &str) -> Result<i64, StoreError> {
    let end = end(region);
    on!(c, |db| sqlx::query_scalar(STALE).bind(region).bind(end).fetch_one(db).await)
}

/// Counts anew the communities that have moved.
pub async fn refresh(c: &mut Conn, region: &str) -> Result<(), StoreError> {
    let end = end(region);
    run!(c, sqlx::query(REFRESH).bind(region).bind(end).bind(DEFAULT_K))?;
    Ok(())
}

/// The sums of a region, as last counted.
pub async fn totals(c: &mut Conn, region: &str) -> Result<Totals, StoreError> {
    let end = end(region);
    on!(c, |db| sqlx::query_as(TOTALS).bind(region).bind(end).fetch_one(db).await)
}

/// Feedback of a region without any answer whose time is over.
pub async fn overdue(c: &mut Conn, region: &str, now: Moment) -> Result<i64, StoreError> {
    let end = end(region);
    on!(c, |db| sqlx::query_scalar(OVERDUE).bind(region).bind(end).bind(now.0).fetch_one(db).await)
}
