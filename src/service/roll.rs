//! The roll of a community: reading a file of households, seeing what it changes, bringing it in.
//!
//! For: [`read`] (every fault by line and column), [`preview`], [`stage`] and [`import`]; a file is
//! brought in whole or not at all.
//! Must not know: where the file came from; polls beyond whether one is open.
//! To add: a column belongs to `domain::community`.

use crate::domain::community::{RollRow, check_header, check_row, check_rows, natural_key};
use crate::domain::ids::{BuildingId, CommunityId, DraftId, HouseholdId};
use crate::domain::moment::{DAY, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::{Problem, RowFault, RowProblem};
use crate::domain::text::fold_key;
use crate::service::imports::table::Table;
use crate::service::{By, Fail, Linli, Outcome, communities};
use crate::store::communities::Community;
use crate::store::roll::{self, Building, Household, room_key};
use crate::store::{Conn, communities as community_store, credentials, drafts, polls};
use futures::FutureExt;
use std::collections::{HashMap, HashSet};

/// A sample of the file, for download.
pub const SAMPLE: &str = "\u{feff}楼栋,单元,楼层,房号,建筑面积,面积来源\r\n\
    1栋,1单元,1,101,68.35,登记\r\n1栋,1单元,1,102,72.10,登记\r\n2栋,,3,301,55.00,测绘\r\n";
/// How long a staged file waits for its confirmation.
pub const STAGED: i64 = DAY;

/// What a file changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Households that were not on the roll.
    pub new: Vec<String>,
    /// Households whose floor, area or its source is another.
    pub changed: Vec<String>,
    /// Households that are no longer on the roll.
    pub gone: Vec<String>,
    /// Households that stay as they are.
    pub same: usize,
    /// Households afterwards.
    pub households: i64,
    /// Buildings afterwards.
    pub buildings: i64,
    /// Area afterwards, 0.01 m².
    pub area: i64,
}

/// Reads a file of households.
///
/// # Errors
/// [`Problem::NotATable`]; [`Problem::Rows`]: every fault with its line and column.
pub fn read(bytes: &[u8]) -> Result<Vec<RollRow>, Problem> {
    let table = Table::read(bytes)?;
    let (columns, lines) = table.sheet();
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let missing = check_header(&names);
    if !missing.is_empty() {
        return Err(Problem::Rows(missing));
    }
    let (mut rows, mut faults) = (Vec::with_capacity(lines.len()), table.broken());
    for (line, cells) in lines {
        let cells: Vec<(&str, &str)> = names.iter().copied().zip(cells.iter().map(String::as_str)).collect();
        // Spreadsheets leave empty lines at the end.
        if cells.iter().all(|(_, cell)| cell.trim().is_empty()) {
            continue;
        }
        match check_row(*line, &cells) {
            Ok(row) => rows.push((*line, row)),
            Err(found) => faults.extend(found),
        }
    }
    faults.extend(check_rows(&rows));
    faults.extend(same_key(&rows, &faults));
    if rows.is_empty() && faults.is_empty() {
        faults.push(RowProblem { line: 2, column: String::new(), fault: RowFault::Empty, cell: String::new() });
    }
    // As somebody goes through the file; of one line in the order in which they were found.
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(rows.into_iter().map(|(_, row)| row).collect()) } else { Err(Problem::Rows(faults)) }
}

/// Flats that are written differently (`1单元 101` and `1-101`) but would be typed the same.
fn same_key(rows: &[(u32, RollRow)], told: &[RowProblem]) -> Vec<RowProblem> {
    let mut seen = HashSet::new();
    let again = rows.iter().filter(|(line, row)| !seen.insert(key(row)) && !told.iter().any(|p| p.line == *line));
    let place = |row: &RollRow| format!("{} {} {}", row.building, row.entrance, row.room);
    again
        .map(|(line, row)| RowProblem {
            line: *line,
            column: String::new(),
            fault: RowFault::Duplicate,
            cell: place(row),
        })
        .collect()
}

fn key(row: &RollRow) -> (String, String) {
    (fold_key(&row.building), room_key(&row.entrance, &row.room))
}

/// What `rows` would change on the roll `present`.
fn compare(present: &[Household], rows: &[RollRow]) -> (Change, Vec<HouseholdId>) {
    let mut change = Change::default();
    let before: HashMap<(String, String), &Household> =
        present.iter().map(|h| ((fold_key(&h.building), h.room_key.clone()), h)).collect();
    let mut stay = HashSet::new();
    for row in rows {
        let key = key(row);
        let label = label(row);
        match before.get(&key) {
            None => change.new.push(label),
            Some(old) if is_same(old, row) => change.same += 1,
            Some(_) => change.changed.push(label),
        }
        stay.insert(key);
        change.area = change.area.saturating_add(row.area);
    }
    let gone: Vec<&Household> =
        present.iter().filter(|h| !stay.contains(&(fold_key(&h.building), h.room_key.clone()))).collect();
    change.gone = gone.iter().map(|h| h.label()).collect();
    change.households = whole(rows.len());
    change.buildings = whole(rows.iter().map(|row| fold_key(&row.building)).collect::<HashSet<_>>().len());
    (change, gone.iter().map(|h| h.id).collect())
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn is_same(old: &Household, row: &RollRow) -> bool {
    old.floor == i64::from(row.floor) && old.area == row.area && old.area_source == row.area_source.as_str()
}

fn label(row: &RollRow) -> String {
    household(row, HouseholdId(uuid::Uuid::nil()), CommunityId(uuid::Uuid::nil()), BuildingId(uuid::Uuid::nil()))
        .label()
}

fn household(row: &RollRow, id: HouseholdId, community_id: CommunityId, building_id: BuildingId) -> Household {
    Household {
        id,
        community_id,
        building_id,
        building: row.building.clone(),
        entrance: row.entrance.clone(),
        floor: i64::from(row.floor),
        room: row.room.clone(),
        room_key: room_key(&row.entrance, &row.room),
        area: row.area,
        area_source: row.area_source.as_str().to_owned(),
        gone: false,
        relation: "owner".to_owned(),
        owners: String::new(),
        owner_key: None,
        revision: 0,
    }
}

/// What a file would change; nothing is written.
///
/// # Errors
/// [`Problem::RollInUse`] while a poll is open; what the policy says.
pub async fn preview(app: &Linli, caller: &Caller, slug: &str, rows: &[RollRow]) -> Outcome<Change> {
    let community = communities::find_for(app, caller, Verb::ManageRoll, slug).await?;
    let mut c = app.store.read().await?;
    not_in_use(&mut c, community.id, app.now()).await?;
    let present = roll::households(&mut c, community.id).await?;
    Ok(compare(&present, rows).0)
}

async fn not_in_use(c: &mut Conn, community: CommunityId, now: Moment) -> Outcome<()> {
    if polls::using_roll(c, community, now).await? > 0 { Err(Problem::RollInUse.into()) } else { Ok(()) }
}

/// Keeps a sound file for a day, until what it changes is confirmed.
///
/// # Errors
/// The file's faults, [`Problem::RollInUse`], what the policy says.
pub async fn stage(app: &Linli, caller: &Caller, slug: &str, bytes: &[u8]) -> Outcome<DraftId> {
    let community = communities::find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    let rows = read(bytes).map_err(|problem| Fail::at("file", problem))?;
    preview(app, caller, slug, &rows).await?;
    let now = app.now();
    let id = DraftId(app.random.id(now));
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::NotATable)?.to_owned();
    let body = serde_json::json!({ "roll": text }).to_string();
    app.store
        .write(move |c| {
            async move {
                drafts::record(c, id, community.id, &body, now, now.plus(STAGED)).await?;
                Ok::<_, Fail>(id)
            }
            .boxed()
        })
        .await
}

/// The rows of a staged file.
///
/// # Errors
/// [`Problem::NotFound`] after a day; what the policy says.
pub async fn staged(app: &Linli, caller: &Caller, slug: &str, draft: DraftId) -> Outcome<Vec<RollRow>> {
    let community = communities::find_for(app, caller, Verb::ManageRoll, slug).await?;
    let mut c = app.store.read().await?;
    let body = drafts::find(&mut c, draft, community.id, app.now()).await?.ok_or(Problem::NotFound)?;
    let body: serde_json::Value = serde_json::from_str(&body).map_err(|_| Problem::NotFound)?;
    let text = body.get("roll").and_then(serde_json::Value::as_str).ok_or(Problem::NotFound)?;
    Ok(read(text.as_bytes())?)
}

/// Brings a staged file in.
///
/// # Errors
/// As [`import`]; what the policy says.
pub async fn confirm(app: &Linli, caller: &Caller, by: &By, slug: &str, draft: DraftId) -> Outcome<Change> {
    let community = communities::find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    let rows = staged(app, caller, slug, draft).await?;
    import(app, by, &community, rows, Some(draft)).await
}

/// Puts `rows` in the place of the roll, in one unit of work. Households that are no longer on
/// it are kept as gone, because ballots may name them: these stand, but their codes end.
///
/// # Errors
/// [`Problem::RollInUse`] while a poll is open; [`Problem::CommunityClosed`].
pub async fn import(
    app: &Linli,
    by: &By,
    community: &Community,
    rows: Vec<RollRow>,
    draft: Option<DraftId>,
) -> Outcome<Change> {
    let now = app.now();
    let (id, slug) = (community.id, community.slug.clone());
    let groups = grouped(app, now, id, &rows);
    let app = app.clone();
    let by = by.clone();
    app.clone()
        .store
        .write(move |c| {
            async move {
                communities::hold_open(c, id).await?;
                not_in_use(c, id, now).await?;
                let present = roll::households(c, id).await?;
                let (change, gone) = compare(&present, &rows);
                write_groups(c, groups).await?;
                roll::withdraw_households(c, id, &gone).await?;
                let revoked = credentials::revoke_gone(c, id, now).await?;
                if revoked > 0 {
                    let mut entry = app.entry(now, &by, "revoke_codes", Some(id), format!("roll {slug}"));
                    entry.detail = format!("codes of households that left the roll: {revoked}");
                    c.audit(entry);
                    c.append(app.leaf(now, id, "codes", format!("linli codes 1\nrevoked {revoked}\n")));
                }
                community_store::record_roll_figures(c, id, change.households, change.buildings, change.area).await?;
                if let Some(draft) = draft {
                    drafts::remove(c, draft).await?;
                }
                let mut entry = app.entry(now, &by, Verb::ManageRoll.as_str(), Some(id), format!("roll {slug}"));
                entry.detail = format!(
                    "new {}, changed {}, gone {}, same {}",
                    change.new.len(),
                    change.changed.len(),
                    change.gone.len(),
                    change.same
                );
                c.audit(entry);
                c.append(app.leaf(now, id, "roll", leaf(&slug, &change)));
                c.touch(id);
                Ok::<_, Fail>(change)
            }
            .boxed()
        })
        .await
}

/// What the record keeps of a roll: figures, no household.
fn leaf(slug: &str, change: &Change) -> String {
    serde_json::json!({
        "community": slug,
        "households": change.households,
        "buildings": change.buildings,
        "area": change.area,
        "new": change.new.len(),
        "changed": change.changed.len(),
        "gone": change.gone.len(),
    })
    .to_string()
}

/// Buildings as people count them, each with its households.
fn grouped(app: &Linli, now: Moment, community: CommunityId, rows: &[RollRow]) -> Vec<(Building, Vec<Household>)> {
    let mut order: Vec<(String, &str)> = Vec::new();
    let mut within: HashMap<String, Vec<&RollRow>> = HashMap::new();
    for row in rows {
        let key = fold_key(&row.building);
        let entry = within.entry(key.clone()).or_default();
        if entry.is_empty() {
            order.push((key, &row.building));
        }
        entry.push(row);
    }
    order.sort_by_cached_key(|(_, name)| natural_key(name));
    order
        .into_iter()
        .zip(0_i64..)
        .map(|((key, name), position)| {
            let id = BuildingId(app.random.id(now));
            let found = within.remove(&key).unwrap_or_default();
            let flats =
                found.into_iter().map(|row| household(row, HouseholdId(app.random.id(now)), community, id)).collect();
            (Building { id, community_id: community, name: name.to_owned(), key, position }, flats)
        })
        .collect()
}

async fn write_groups(c: &mut Conn, groups: Vec<(Building, Vec<Household>)>) -> Outcome<()> {
    let mut all = Vec::new();
    for (building, mut flats) in groups {
        // One of this name may be there already, with its own id.
        let id = roll::record_building(c, &building).await?;
        for flat in &mut flats {
            flat.building_id = id;
        }
        all.append(&mut flats);
    }
    Ok(roll::record_households(c, &all).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "楼栋,单元,楼层,房号,建筑面积\n";

    fn rows(text: &str) -> Vec<RollRow> {
        read(format!("{HEAD}{text}").as_bytes()).unwrap()
    }

    fn faults(text: &str) -> Vec<(u32, String, RowFault)> {
        match read(text.as_bytes()) {
            Err(Problem::Rows(found)) => found.into_iter().map(|p| (p.line, p.column, p.fault)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_sample_can_be_brought_in_as_it_is() {
        assert_eq!(read(SAMPLE.as_bytes()).unwrap().len(), 3);
    }

    #[test]
    fn a_malformed_cell_is_told_by_line_and_column() {
        let found = faults("building,floor,room,area\n1,1,101,60\n1,x,102,60\n1,2,,0\n");
        assert_eq!(
            found,
            [
                (3, "floor".to_owned(), RowFault::NotANumber),
                (4, "room".to_owned(), RowFault::Empty),
                (4, "area".to_owned(), RowFault::OutOfRange)
            ]
        );
        let found = faults("building,floor,room,area\n1,1,101\n1,x,102,60\n");
        assert_eq!(found, [(2, String::new(), RowFault::WrongLength), (3, "floor".to_owned(), RowFault::NotANumber)]);
        assert_eq!(faults("building,floor,area\n").first().unwrap().1, "room");
        assert_eq!(faults(HEAD), [(2, String::new(), RowFault::Empty)]);
    }

    #[test]
    fn two_flats_that_would_be_typed_the_same_are_refused() {
        let found = faults(&format!("{HEAD}1栋,1单元,1,101,60\n1栋,,1,1-101,60\n"));
        assert_eq!(found, [(3, String::new(), RowFault::Duplicate)]);
    }

    #[test]
    fn what_is_new_changed_and_gone_is_told_before_it_is_done() {
        let before: Vec<Household> = rows("1栋,1单元,1,101,60\n1栋,1单元,1,102,60\n1栋,1单元,2,201,60\n")
            .iter()
            .map(|row| {
                household(
                    row,
                    HouseholdId(uuid::Uuid::nil()),
                    CommunityId(uuid::Uuid::nil()),
                    BuildingId(uuid::Uuid::nil()),
                )
            })
            .collect();
        let (change, gone) = compare(&before, &rows("1号楼,1,1,101室,60\n1栋,1单元,1,102,61.5\n2栋,,1,101,50\n"));
        assert_eq!(change.new, ["2 栋 101"]);
        assert_eq!(change.changed, ["1 栋 1 单元 102"]);
        assert_eq!(change.gone, ["1 栋 1 单元 201"]);
        assert_eq!((change.same, change.households, change.buildings, change.area), (1, 3, 2, 17_150));
        assert_eq!(gone.len(), 1);
    }
}
