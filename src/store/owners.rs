//! That the owner of a flat was seen in person.
//!
//! For: noting it, ending it, and what is in force for a flat; `sessions::find` reads it along.
//! Must not know: what it allows, or anything of the paper that was shown.
//! To add: see `store`.

use crate::domain::ids::{CommunityId, HouseholdId, StaffId};
use crate::domain::moment::Moment;
use crate::domain::owner::Paper;
use crate::store::polls::word;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// The owner was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub community: CommunityId,
    /// Whose flat.
    pub household: HouseholdId,
    /// What was shown.
    pub paper: Paper,
    /// Who saw it.
    pub seen_by: Option<StaffId>,
    /// When.
    pub seen_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    community_id: Uuid,
    household_id: Uuid,
    paper: String,
    seen_by: Option<Uuid>,
    seen_at: i64,
}

impl Row {
    fn proof(self) -> Result<Proof, StoreError> {
        Ok(Proof {
            id: self.id,
            community: CommunityId(self.community_id),
            household: HouseholdId(self.household_id),
            paper: word(Paper::parse(&self.paper), &self.paper)?,
            seen_by: self.seen_by.map(StaffId),
            seen_at: Moment(self.seen_at),
        })
    }
}

const FIND: &str = "
    SELECT id, community_id, household_id, paper, seen_by, seen_at
    FROM owner_proof
    WHERE household_id = $1 AND ended_at IS NULL";
const RECORD: &str = "
    INSERT INTO owner_proof (id, community_id, household_id, paper, seen_by, seen_at, ended_at)
    VALUES ($1, $2, $3, $4, $5, $6, NULL)";
const END: &str = "UPDATE owner_proof SET ended_at = $2 WHERE household_id = $1 AND ended_at IS NULL";

/// What is in force for a flat.
pub async fn find(c: &mut Conn, household: HouseholdId) -> Result<Option<Proof>, StoreError> {
    let row: Option<Row> = on!(c, |db| sqlx::query_as(FIND).bind(household.0).fetch_optional(db).await)?;
    row.map(Row::proof).transpose()
}

/// Notes that the owner was seen, in place of what was in force.
pub async fn record(c: &mut Conn, new: &Proof) -> Result<(), StoreError> {
    end(c, new.household, new.seen_at).await?;
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id)
            .bind(new.community.0)
            .bind(new.household.0)
            .bind(new.paper.as_str())
            .bind(new.seen_by.map(|staff| staff.0))
            .bind(new.seen_at.0)
    )?;
    Ok(())
}

/// Ends it, as when it was a mistake or the flat is sold; `false` if nothing was in force.
pub async fn end(c: &mut Conn, household: HouseholdId, now: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(END).bind(household.0).bind(now.0))? > 0)
}
