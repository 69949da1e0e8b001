//! Bringing in the tree of regions and the published figures of programmes.
//!
//! For: reading the files (every fault with its line and column), and writing them in one unit
//! of work, so that nothing is ever half imported. What ships with the program is here too.
//! Must not know: where a file lies; the roll of a community (`service::roll`).
//! To add: a table is a function that reads it with [`table::Table`] and one that writes it.

pub(in crate::service) mod table;

use crate::domain::calendar::parse_date;
use crate::domain::problem::{Problem, RowFault};
use crate::domain::region::{Level, RegionCode};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::programmes::{self, Programme};
use crate::store::regions::{self, Region};
use crate::store::{Conn, StoreError};
use futures::FutureExt;
use std::collections::HashSet;
use table::{Reader, Table};

/// Jiangxi's province, cities, counties and streets, and its neighbourhoods (see `data/README.md`).
pub const REGIONS: [&[u8]; 2] =
    [include_bytes!("../../data/jiangxi_units.csv"), include_bytes!("../../data/jiangxi_communities.csv")];
/// Jiangxi's published programme figures.
pub const PROGRAMMES: &[u8] = include_bytes!("../../data/jiangxi-programmes.csv");

/// English names, which the official list does not give.
const ENGLISH: [(&str, &str); 12] = [
    ("36", "Jiangxi"),
    ("3601", "Nanchang"),
    ("3602", "Jingdezhen"),
    ("3603", "Pingxiang"),
    ("3604", "Jiujiang"),
    ("3605", "Xinyu"),
    ("3606", "Yingtan"),
    ("3607", "Ganzhou"),
    ("3608", "Ji'an"),
    ("3609", "Yichun"),
    ("3610", "Fuzhou"),
    ("3611", "Shangrao"),
];

/// Regions written in one statement.
const BATCH: usize = 1000;

/// Whether a file is a table of regions at all, by its header.
pub fn is_regions(bytes: &[u8]) -> bool {
    Table::read(bytes).is_ok_and(|table| table.has("code") && table.has("name") && !table.has("kind"))
}

/// Reads a table of regions: either `code, level, name, parent_code`, or neighbourhoods as
/// `code, name, street_code, …`. A column `en` is taken where there is one.
///
/// # Errors
/// [`Problem::Rows`]: every fault with its line and column.
pub fn read_regions(bytes: &[u8]) -> Result<Vec<Region>, Problem> {
    let table = Table::read(bytes)?;
    table.need(&["code", "name"])?;
    let parent = if table.has("street_code") { "street_code" } else { "parent_code" };
    table.need(&[parent])?;
    let mut seen = HashSet::new();
    table.map(|row| {
        let region = region(row, parent)?;
        if !seen.insert(region.code.clone()) {
            row.blame("code", RowFault::Duplicate);
        }
        Some(region)
    })
}

fn region(row: &mut Reader<'_>, parent_column: &'static str) -> Option<Region> {
    let zh = row.name("name")?;
    let code = code(row, "code")?;
    let level = code.level();
    let named = row.raw("level");
    if !named.is_empty() && Level::parse(named) != Some(level) {
        row.blame("level", RowFault::UnknownWord);
        return None;
    }
    let parent = code.parent();
    let given = RegionCode::parse(row.raw(parent_column));
    if given != parent {
        row.blame(parent_column, RowFault::UnknownWord);
        return None;
    }
    let known = ENGLISH.iter().find(|(known, _)| *known == code.as_str()).map_or("", |(_, en)| en);
    let en = row.text("en").filter(|en| !en.is_empty()).unwrap_or_else(|| known.to_owned());
    Some(Region { code: code.into(), level, zh, en, parent: parent.map(String::from) })
}

fn code(row: &mut Reader<'_>, column: &'static str) -> Option<RegionCode> {
    if row.raw(column).is_empty() {
        row.blame(column, RowFault::Empty);
        return None;
    }
    let code = RegionCode::parse(row.raw(column));
    if code.is_none() {
        row.blame(column, RowFault::NotANumber);
    }
    code
}

/// Writes regions, in the place of what stood under their codes, in one unit of work.
///
/// # Errors
/// [`Problem::NotFound`] if a region's parent is neither among them nor known already.
pub async fn record_regions(app: &Linli, by: &By, found: Vec<Region>) -> Outcome<usize> {
    let now = app.now();
    let mut entry = app.entry(now, by, "import_regions", None, "regions".to_owned());
    entry.detail = found.len().to_string();
    app.store
        .write(move |c| {
            async move {
                check_parents(c, &found).await?;
                for batch in found.chunks(BATCH) {
                    regions::record_all(c, batch).await?;
                }
                c.audit(entry);
                Ok::<_, Fail>(found.len())
            }
            .boxed()
        })
        .await
}

async fn check_parents(c: &mut Conn, found: &[Region]) -> Outcome<()> {
    let codes: HashSet<&str> = found.iter().map(|region| region.code.as_str()).collect();
    let parents: HashSet<&str> = found.iter().filter_map(|region| region.parent.as_deref()).collect();
    for parent in parents.difference(&codes) {
        if regions::find(c, parent).await?.is_none() {
            return Err(Fail::at("parent_code", Problem::NotFound));
        }
    }
    Ok(())
}

/// Reads a table of programmes.
///
/// # Errors
/// [`Problem::Rows`]: every fault with its line and column.
pub fn read_programmes(bytes: &[u8]) -> Result<Vec<Programme>, Problem> {
    let table = Table::read(bytes)?;
    table.need(&[
        "region_code",
        "programme",
        "planned_communities",
        "started_communities",
        "completed_communities",
        "households",
        "households_refer_to",
        "as_of",
        "source",
    ])?;
    let mut seen = HashSet::new();
    table.map(|row| {
        let programme = programme(row)?;
        if !seen.insert((programme.region.clone(), programme.year)) {
            row.blame("programme", RowFault::Duplicate);
        }
        Some(programme)
    })
}

fn programme(row: &mut Reader<'_>) -> Option<Programme> {
    let region = code(row, "region_code");
    let year = row.count("programme", 1990, 2100);
    if year == Some(None) {
        row.blame("programme", RowFault::Empty);
    }
    let mut count = |column| row.count(column, 0, 1_000_000_000);
    let planned = count("planned_communities");
    let started = count("started_communities");
    let completed = count("completed_communities");
    let households = count("households");
    let as_of = row.name("as_of");
    if as_of.as_deref().is_some_and(|text| parse_date(text).is_err()) {
        row.blame("as_of", RowFault::NotANumber);
    }
    Some(Programme {
        region: region?.into(),
        year: year??,
        planned: planned?,
        started: started?,
        completed: completed?,
        households: households?,
        households_refer_to: row.text("households_refer_to")?,
        as_of: as_of?,
        source: row.name("source")?,
    })
}

/// Writes programmes, in the place of what stood for their regions and years.
///
/// # Errors
/// [`Problem::NotFound`] beside `region_code` if a region is not known.
pub async fn record_programmes(app: &Linli, by: &By, found: Vec<Programme>) -> Outcome<usize> {
    let now = app.now();
    let mut entry = app.entry(now, by, "import_programme", None, "programme".to_owned());
    entry.detail = found.len().to_string();
    app.store
        .write(move |c| {
            async move {
                for programme in &found {
                    if regions::find(c, &programme.region).await?.is_none() {
                        return Err(Fail::at("region_code", Problem::NotFound));
                    }
                    programmes::record(c, programme).await?;
                }
                c.audit(entry);
                Ok::<_, Fail>(found.len())
            }
            .boxed()
        })
        .await
}

/// The regions and programmes that ship with the program.
///
/// # Errors
/// The store refused.
pub async fn record_shipped(app: &Linli, by: &By) -> Outcome<()> {
    record_regions(app, by, shipped_regions()?).await?;
    record_programmes(app, by, read_programmes(PROGRAMMES)?).await?;
    Ok(())
}

/// The regions that ship with the program.
///
/// # Errors
/// None as long as the files in `data/` are sound.
pub fn shipped_regions() -> Result<Vec<Region>, Problem> {
    let mut found = Vec::new();
    for file in REGIONS {
        found.extend(read_regions(file)?);
    }
    Ok(found)
}

/// True if no region is known yet.
///
/// # Errors
/// The store did not answer.
pub async fn is_without_regions(app: &Linli) -> Result<bool, StoreError> {
    let mut c = app.store.read().await?;
    Ok(regions::roots(&mut c).await?.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(result: Result<impl std::fmt::Debug, Problem>) -> Vec<(u32, String, RowFault)> {
        let Err(Problem::Rows(rows)) = result else { panic!("{result:?}") };
        rows.into_iter().map(|row| (row.line, row.column, row.fault)).collect()
    }

    #[test]
    fn the_shipped_regions_are_the_whole_tree() {
        let found = shipped_regions().unwrap();
        let count = |level| found.iter().filter(|region| region.level == level).count();
        assert_eq!(Level::ALL.iter().map(|level| count(*level)).collect::<Vec<_>>(), [1, 11, 100, 1_767, 4_682]);
        assert_eq!(found.iter().filter(|region| !region.en.is_empty()).count(), 12);
    }

    #[test]
    fn the_shipped_programmes_are_the_published_figures() {
        let found = read_programmes(PROGRAMMES).unwrap();
        assert!(found.iter().all(|programme| programme.region == "36"));
        assert_eq!(found.iter().filter_map(|programme| programme.planned).sum::<i64>(), 3_469);
    }

    #[test]
    fn every_fault_has_its_line_and_column() {
        let bytes = "code,level,name,parent_code\n36,province,江西省,\n3601,city,,36\n\
                     36x,city,南昌市,36\n3602,county,景德镇市,36\n3603,city,萍乡市,35\n36,province,江西省,\n3604,city\n";
        assert_eq!(
            faults(read_regions(bytes.as_bytes())),
            [
                (3, "name".to_owned(), RowFault::Empty),
                (4, "code".to_owned(), RowFault::NotANumber),
                (5, "level".to_owned(), RowFault::UnknownWord),
                (6, "parent_code".to_owned(), RowFault::UnknownWord),
                (7, "code".to_owned(), RowFault::Duplicate),
                (8, String::new(), RowFault::WrongLength),
            ]
        );
        assert_eq!(faults(read_regions(b"name\nx\n")), [(1, "code".to_owned(), RowFault::ColumnMissing)]);
        assert_eq!(
            faults(read_regions(b"code,name,parent_code\n36,\xff,\n")),
            [(2, "name".to_owned(), RowFault::NotUtf8)]
        );
        assert_eq!(
            faults(read_regions("code,name,parent_code\n36,=1+1,\n".as_bytes())),
            [(2, "name".to_owned(), RowFault::Formula)]
        );
    }

    #[test]
    fn a_programme_with_a_wrong_figure_or_day_is_named() {
        let head = "region_code,programme,planned_communities,started_communities,completed_communities,\
                    households,households_refer_to,as_of,source\n";
        let wrong = format!("{head}360000,2020,many,,1481,-1,completed,2021-02-30,report\n");
        assert_eq!(
            faults(read_programmes(wrong.as_bytes())),
            [
                (2, "planned_communities".to_owned(), RowFault::NotANumber),
                (2, "households".to_owned(), RowFault::OutOfRange),
                (2, "as_of".to_owned(), RowFault::NotANumber),
            ]
        );
    }
}
