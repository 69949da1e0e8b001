//! What is kept of rolls no longer than it is needed.
//!
//! For: removing imports that nobody confirmed, and the way back once it is closed.
//! Must not know: how long that is (`domain::privacy`).
//! To add: a table of a roll that is not its households.

use crate::domain::moment::Moment;
use crate::run;
use crate::store::{Conn, StoreError};

const PIECES: &str = "
    DELETE FROM roll_piece
    WHERE roll_id IN (SELECT id FROM roll WHERE created_at <= $1)";
const STAGED: &str = "DELETE FROM roll WHERE state IN ('comes', 'waits', 'staged', 'discarded') AND created_at <= $1";
const WAS: &str = "DELETE FROM roll_was WHERE roll_id IN (SELECT id FROM roll WHERE switched_at <= $1)";

/// Removes imports that have waited since then; gives how many.
pub async fn purge(c: &mut Conn, by: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(PIECES).bind(by.0))?;
    run!(c, sqlx::query(STAGED).bind(by.0))
}

/// Removes what households had before rolls that came into force by then; gives of how many.
pub async fn purge_was(c: &mut Conn, by: Moment) -> Result<u64, StoreError> {
    run!(c, sqlx::query(WAS).bind(by.0))
}
