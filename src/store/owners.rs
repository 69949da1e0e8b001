//! That the owner of a flat was seen in person.
//!
//! For: noting it, ending it, and what is in force for a flat; `sessions::find` reads it along.
//! Must not know: what it allows, or anything of the paper that was shown.
//! To add: see `store`.

use crate::domain::ids::{CommunityId, HouseholdId, RollId, StaffId};
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
const END_OFF_ROLL: &str = "
    UPDATE owner_proof
    SET ended_at = $2
    WHERE community_id = $1 AND ended_at IS NULL
      AND EXISTS (SELECT 1 FROM household h JOIN community c ON c.id = h.community_id
                  WHERE h.id = owner_proof.household_id AND (h.gone = TRUE OR h.from_roll > c.roll))";
// Two keys tell whether these are the same owners; without both, covered names that differ are other owners.
const END_CHANGED: &str = "
    UPDATE owner_proof
    SET ended_at = $2
    WHERE ended_at IS NULL
      AND household_id IN (
        SELECT h.id
        FROM roll_was w JOIN household h ON h.id = w.household_id
        WHERE w.roll_id = $1
          AND (w.owner_key <> h.owner_key
               OR (w.owners <> h.owners AND (w.owner_key IS NULL OR h.owner_key IS NULL))))";
const BACK: &str = "
    UPDATE owner_proof
    SET ended_at = NULL
    WHERE ended_at = $2 AND seen_at < $2
      AND household_id IN (SELECT w.household_id FROM roll_was w WHERE w.roll_id = $1 AND w.gone = FALSE)
      AND NOT EXISTS (SELECT 1 FROM owner_proof o
                      WHERE o.household_id = owner_proof.household_id AND o.ended_at IS NULL)";

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

/// Ends it for every flat that is not on the roll now; gives how many.
pub async fn end_off_roll(c: &mut Conn, community: CommunityId, now: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(END_OFF_ROLL).bind(community.0).bind(now.0))
}

/// Ends it for every flat that has other owners than before this roll; gives how many.
pub async fn end_changed(c: &mut Conn, roll: RollId, now: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(END_CHANGED).bind(roll.0).bind(now.0))
}

/// What this roll ended when it came into force counts again, with the owners who were seen.
pub async fn back(c: &mut Conn, roll: RollId, switched: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(BACK).bind(roll.0).bind(switched.0))
}
