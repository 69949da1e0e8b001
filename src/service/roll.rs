//! The roll of a community: reading a file of households, seeing what it changes, bringing it in,
//! and taking the latest one back.
//!
//! For: [`stage`] (every fault by its cell), [`preview`], [`confirm`], [`undo`], and the same for
//! the command; a file is brought in whole or not at all.
//! Must not know: where the file came from; polls beyond whether one is open.
//! To add: a column belongs to `domain::community`, a kind of file to `sheet`.

mod compare;
mod decoding;
mod heading;
mod old_book;
pub(crate) mod read;
mod repeats;
mod sheet;
mod spans;
mod stage;
mod switch;
mod undo;
mod waits;
mod workbook;

pub use compare::{Change, Listed, Place, What};
pub use heading::Heading;
pub use stage::{Staged, brought, map, preview, preview_of, stage, stage_for, staged};
pub use switch::{confirm, switch};
pub use undo::{WayBack, figures, undo, way_back};
pub use waits::{Waits, discard, waits};

use crate::domain::community::{AreaSource, Relation};
use crate::domain::ids::CommunityId;
use crate::domain::moment::Moment;
use crate::domain::privacy;
use crate::domain::problem::Problem;
use crate::service::Outcome;
use crate::store::roll::version::{self, PresentRow, Stood};
use crate::store::{Conn, StoreError, polls};
use compare::Present;

/// A sample of the file, for download.
pub const SAMPLE: &str = "\u{feff}楼栋,单元,楼层,房号,建筑面积,面积来源,业主,业主编号,关系\r\n\
    1栋,1单元,1,101,68.35,登记,王小明,A-001,业主\r\n1栋,1单元,1,102,72.10,登记,,,\r\n\
    2栋,,3,301,55.00,测绘,,,租户\r\n";
/// How long a staged file waits for its confirmation.
pub const STAGED: i64 = privacy::ROLL_STAGED_KEPT;

/// Refused while a poll rests on the roll.
async fn not_in_use(c: &mut Conn, community: CommunityId, now: Moment) -> Outcome<()> {
    if polls::using_roll(c, community, now).await? > 0 { Err(Problem::RollInUse.into()) } else { Ok(()) }
}

/// The households that are there, to be compared with a file of these columns; read a few thousand at a time so that a large roll stays small.
async fn present(c: &mut Conn, community: CommunityId, heading: Heading) -> Outcome<Present> {
    const MOST: i64 = 5_000;
    let mut all = Present::beside(heading);
    let mut after = uuid::Uuid::nil();
    loop {
        let rows = version::present(c, community, after, MOST).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in rows {
            let (building, room) = (row.building_key.clone(), row.room_key.clone());
            all.add(&building, &room, stood(row)?);
        }
    }
    Ok(all)
}

fn stood(row: PresentRow) -> Outcome<Stood> {
    let word = |name: &str| StoreError::Broken(format!("{name} of household {} is no word of it", row.id));
    Ok(Stood {
        id: row.id,
        building: row.building.into(),
        entrance: row.entrance.into(),
        room: row.room.into(),
        floor: row.floor,
        area: row.area,
        area_source: AreaSource::parse(&row.area_source).ok_or_else(|| word("area_source"))?,
        relation: Relation::parse(&row.relation).ok_or_else(|| word("relation"))?,
        owners: row.owners.into(),
        owner_key: row.owner_key.map(Vec::into_boxed_slice),
        gone: row.gone,
    })
}
