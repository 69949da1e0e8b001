//! Ballots: every one ever cast, and which one is in force.
//!
//! For: what a cast needs to know in one read, recording and replacing, and all ballots in force
//! for the count; who took part is in `turnout`.
//! Must not know: which ballot wins (`domain::poll::winner`), how they are counted.
//! To add: see `store`.

mod turnout;

pub use turnout::{BuildingTurnout, Turnout, holds, turnout, turnout_by_building, voted};

use crate::domain::ballot::Ballot;
use crate::domain::feedback::Channel;
use crate::domain::ids::{BallotId, CommunityId, HouseholdId, PollId, StaffId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::poll::{ConflictRule, PollState};
use crate::store::polls::word;
use crate::store::{Conn, StoreError};
use crate::{on, run};
use uuid::Uuid;

/// A stored ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Its id.
    pub id: BallotId,
    /// By which way it came.
    pub channel: Channel,
    /// What was chosen.
    pub ballot: Ballot,
    /// When it was cast (paper: handed in).
    pub cast_at: Moment,
    /// The number on the receipt: the first 20 hex digits of its leaf's hash.
    pub receipt: String,
}

/// What a cast must know, read once.
#[derive(Clone, Debug)]
pub struct Castable {
    /// Stored state of the poll.
    pub state: PollState,
    /// First moment of its window.
    pub opens: Moment,
    /// First moment after it.
    pub closes: Moment,
    /// Which ballot counts.
    pub rule: ConflictRule,
    /// When the poll last changed; what was remembered about it holds only for this moment.
    pub revised_at: Moment,
    /// Whether anything may be written in the community.
    pub community_open: bool,
    /// The household is on the poll's roll.
    pub on_roll: bool,
    /// The household's ballot in force.
    pub standing: Option<(BallotId, Channel, Moment)>,
    /// When the household first cast online.
    pub online_since: Option<Moment>,
    /// When its flat was last sold.
    pub sold: Option<Moment>,
    /// What this same sending made before.
    pub first: Option<First>,
}

/// What an earlier sending made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The number on its receipt.
    pub receipt: String,
    /// When it was cast.
    pub cast_at: Moment,
    /// True if it counts, false if it never did; none if another one has replaced it since.
    pub counts: Option<bool>,
}

/// A ballot to be recorded.
#[derive(Clone, Debug)]
pub struct NewBallot {
    /// Its id.
    pub id: BallotId,
    /// The poll.
    pub poll: PollId,
    /// The community.
    pub community: CommunityId,
    /// The household.
    pub household: HouseholdId,
    /// By which way it came.
    pub channel: Channel,
    /// What was chosen.
    pub choices: String,
    /// When it was cast.
    pub cast_at: Moment,
    /// The number on the receipt.
    pub receipt: String,
    /// The key of this sending.
    pub once: Uuid,
    /// Who entered it, if staff did.
    pub staff: Option<StaffId>,
    /// When it ceased to count; `cast_at` itself if it never did, because the standing one stays.
    pub replaced_at: Option<Moment>,
}

/// A ballot in force with what the count needs.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Its id.
    pub id: BallotId,
    /// The household.
    pub household: HouseholdId,
    /// Its area on the poll's roll, 0.01 m².
    pub area: i64,
    /// The key of its owners on the poll's roll; flats of one key are one head.
    pub owner_key: Option<Vec<u8>>,
    /// By which way it came.
    pub channel: Channel,
    /// What was chosen.
    pub ballot: Ballot,
    /// When it was cast.
    pub cast_at: Moment,
    /// The number on the receipt.
    pub receipt: String,
}

/// Choices as they are stored: works in the order of their ids, or 'blank'.
pub fn encode(ballot: &Ballot) -> String {
    let mut works: Vec<String> = ballot.choices.iter().map(ToString::to_string).collect();
    works.sort_unstable();
    if works.is_empty() { "blank".to_owned() } else { works.join(",") }
}

/// Reads stored choices back.
///
/// # Errors
/// They are damaged.
pub fn decode(stored: &str) -> Result<Ballot, StoreError> {
    if stored == "blank" {
        return Ok(Ballot::new(Vec::new(), true));
    }
    let works: Option<Vec<WorkId>> = stored.split(',').map(WorkId::parse).collect();
    Ok(Ballot::new(word(works, "choices")?, false))
}

#[derive(sqlx::FromRow)]
struct CastableRow {
    state: String,
    opens: i64,
    closes: i64,
    conflict_rule: String,
    revised_at: i64,
    community_state: String,
    on_roll: Option<Uuid>,
    standing_id: Option<Uuid>,
    standing_channel: Option<String>,
    standing_at: Option<i64>,
    online_since: Option<i64>,
    sold_at: Option<i64>,
    first_receipt: Option<String>,
    first_at: Option<i64>,
    first_replaced: Option<i64>,
}

impl CastableRow {
    fn castable(self) -> Result<Castable, StoreError> {
        let standing = match (self.standing_id, self.standing_channel, self.standing_at) {
            (Some(id), Some(channel), Some(at)) => {
                Some((BallotId(id), word(Channel::parse(&channel), &channel)?, Moment(at)))
            }
            _ => None,
        };
        Ok(Castable {
            state: word(PollState::parse(&self.state), &self.state)?,
            opens: Moment(self.opens),
            closes: Moment(self.closes),
            rule: word(ConflictRule::parse(&self.conflict_rule), &self.conflict_rule)?,
            revised_at: Moment(self.revised_at),
            community_open: self.community_state == "open",
            on_roll: self.on_roll.is_some(),
            standing,
            online_since: self.online_since.map(Moment),
            sold: self.sold_at.map(Moment),
            first: self.first_receipt.zip(self.first_at).map(|(receipt, at)| First {
                receipt,
                cast_at: Moment(at),
                counts: match self.first_replaced {
                    None => Some(true),
                    Some(since) => (since == at).then_some(false),
                },
            }),
        })
    }
}

#[derive(sqlx::FromRow)]
struct CastRow {
    id: Uuid,
    channel: String,
    choices: String,
    cast_at: i64,
    receipt: String,
}

impl CastRow {
    fn cast(self) -> Result<Cast, StoreError> {
        Ok(Cast {
            id: BallotId(self.id),
            channel: word(Channel::parse(&self.channel), &self.channel)?,
            ballot: decode(&self.choices)?,
            cast_at: Moment(self.cast_at),
            receipt: self.receipt,
        })
    }
}

#[derive(sqlx::FromRow)]
struct CountedRow {
    id: Uuid,
    household_id: Uuid,
    area: i64,
    owner_key: Option<Vec<u8>>,
    channel: String,
    choices: String,
    cast_at: i64,
    receipt: String,
}

impl CountedRow {
    fn counted(self) -> Result<Counted, StoreError> {
        Ok(Counted {
            id: BallotId(self.id),
            household: HouseholdId(self.household_id),
            area: self.area,
            owner_key: self.owner_key,
            channel: word(Channel::parse(&self.channel), &self.channel)?,
            ballot: decode(&self.choices)?,
            cast_at: Moment(self.cast_at),
            receipt: self.receipt,
        })
    }
}

// Two casts of one household must not both see 'no ballot yet', and a cast must not run beside
// the close. The embedded engine runs one unit at a time; the server engine locks the
// household's row of the poll's roll, and the poll against its close.
const LOCK_POSTGRES: &str = "
    SELECT r.household_id
    FROM poll p
    JOIN poll_roll r ON r.poll_id = p.id
    WHERE p.id = $1 AND r.household_id = $2
    FOR UPDATE OF r
    FOR SHARE OF p";
const CASTABLE: &str = "
    SELECT p.state, p.opens, p.closes, p.conflict_rule, p.revised_at,
           m.state AS community_state, r.household_id AS on_roll,
           s.id AS standing_id, s.channel AS standing_channel, s.cast_at AS standing_at,
           (SELECT MIN(o.cast_at) FROM ballot o
            WHERE o.poll_id = $1 AND o.household_id = $2 AND o.channel = 'online') AS online_since,
           h.sold_at, f.receipt AS first_receipt, f.cast_at AS first_at, f.replaced_at AS first_replaced
    FROM poll p
    JOIN community m ON m.id = p.community_id
    LEFT JOIN poll_roll r ON r.poll_id = p.id AND r.household_id = $2
    LEFT JOIN household h ON h.id = r.household_id
    LEFT JOIN ballot s ON s.poll_id = p.id AND s.household_id = $2 AND s.replaced_at IS NULL
    LEFT JOIN ballot f ON f.once = $3
    WHERE p.id = $1";
const RECORD: &str = "
    INSERT INTO ballot
      (id, poll_id, community_id, household_id, channel, choices, cast_at, receipt, once, staff_id, replaced_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const REPLACE: &str = "UPDATE ballot SET replaced_at = $2 WHERE id = $1 AND replaced_at IS NULL";
const IN_FORCE: &str = "
    SELECT id, channel, choices, cast_at, receipt
    FROM ballot
    WHERE poll_id = $1 AND household_id = $2 AND replaced_at IS NULL";
const ONLINE_SINCE: &str = "
    SELECT MIN(cast_at)
    FROM ballot
    WHERE poll_id = $1 AND household_id = $2 AND channel = 'online'";
const STANDING_NOW: &str = "
    SELECT b.poll_id, b.channel, b.cast_at
    FROM ballot b
    JOIN poll p ON p.id = b.poll_id
    WHERE b.household_id = $1 AND b.replaced_at IS NULL AND p.state = 'open' AND p.opens <= $2 AND p.closes > $2";
const OF_HOUSEHOLD: &str = "
    SELECT id, channel, choices, cast_at, receipt
    FROM ballot
    WHERE household_id = $2 AND poll_id = $1
    ORDER BY cast_at, id";
const LIST: &str = "
    SELECT b.id, b.household_id, r.area, r.owner_key, b.channel, b.choices, b.cast_at, b.receipt
    FROM ballot b
    JOIN poll_roll r ON r.poll_id = b.poll_id AND r.household_id = b.household_id
    WHERE b.poll_id = $1 AND b.replaced_at IS NULL
    ORDER BY b.id";
/// What a cast must know; none if there is no such poll. `once` is the key of this sending.
/// Within a unit of work other casts of the household wait until it ends.
pub async fn castable(
    c: &mut Conn,
    poll: PollId,
    household: HouseholdId,
    once: Uuid,
) -> Result<Option<Castable>, StoreError> {
    if c.is_postgres() {
        run!(c, sqlx::query(LOCK_POSTGRES).bind(poll.0).bind(household.0))?;
    }
    let row: Option<CastableRow> =
        on!(c, |db| sqlx::query_as(CASTABLE).bind(poll.0).bind(household.0).bind(once).fetch_optional(db).await)?;
    row.map(CastableRow::castable).transpose()
}

/// Records a ballot. The database itself refuses a second one in force.
pub async fn record(c: &mut Conn, new: &NewBallot) -> Result<(), StoreError> {
    run!(
        c,
        sqlx::query(RECORD)
            .bind(new.id.0)
            .bind(new.poll.0)
            .bind(new.community.0)
            .bind(new.household.0)
            .bind(new.channel.as_str())
            .bind(new.choices.as_str())
            .bind(new.cast_at.0)
            .bind(new.receipt.as_str())
            .bind(new.once)
            .bind(new.staff.map(|staff| staff.0))
            .bind(new.replaced_at.map(|at| at.0))
    )?;
    Ok(())
}

/// Notes that a ballot no longer counts; `false` if it did not before.
pub async fn replace(c: &mut Conn, id: BallotId, at: Moment) -> Result<bool, StoreError> {
    Ok(run!(c, sqlx::query(REPLACE).bind(id.0).bind(at.0))? == 1)
}

/// The ballot of a household that counts.
pub async fn in_force(c: &mut Conn, poll: PollId, household: HouseholdId) -> Result<Option<Cast>, StoreError> {
    let row: Option<CastRow> =
        on!(c, |db| sqlx::query_as(IN_FORCE).bind(poll.0).bind(household.0).fetch_optional(db).await)?;
    row.map(CastRow::cast).transpose()
}

/// When a household first cast online, if it did; a change later does not move it.
pub async fn online_since(c: &mut Conn, poll: PollId, household: HouseholdId) -> Result<Option<Moment>, StoreError> {
    let first: Option<i64> =
        on!(c, |db| sqlx::query_scalar(ONLINE_SINCE).bind(poll.0).bind(household.0).fetch_one(db).await)?;
    Ok(first.map(Moment))
}

/// In which running polls a household has voted, by which way and when.
pub async fn standing_now(
    c: &mut Conn,
    household: HouseholdId,
    now: Moment,
) -> Result<Vec<(PollId, Channel, Moment)>, StoreError> {
    let rows: Vec<(Uuid, String, i64)> =
        on!(c, |db| sqlx::query_as(STANDING_NOW).bind(household.0).bind(now.0).fetch_all(db).await)?;
    let read = |(poll, channel, at): (Uuid, String, i64)| {
        Ok((PollId(poll), word(Channel::parse(&channel), &channel)?, Moment(at)))
    };
    rows.into_iter().map(read).collect()
}

/// Every ballot that a household ever cast in a poll, oldest first.
pub async fn of_household(c: &mut Conn, poll: PollId, household: HouseholdId) -> Result<Vec<Cast>, StoreError> {
    let rows: Vec<CastRow> =
        on!(c, |db| sqlx::query_as(OF_HOUSEHOLD).bind(poll.0).bind(household.0).fetch_all(db).await)?;
    rows.into_iter().map(CastRow::cast).collect()
}

/// Every ballot that counts.
pub async fn list(c: &mut Conn, poll: PollId) -> Result<Vec<Counted>, StoreError> {
    let rows: Vec<CountedRow> = on!(c, |db| sqlx::query_as(LIST).bind(poll.0).fetch_all(db).await)?;
    rows.into_iter().map(CountedRow::counted).collect()
}
